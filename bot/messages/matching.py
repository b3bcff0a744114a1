"""A matching round as the program team meets it: asked for, worked out, published. Its pages are `preview_*`."""

from dataclasses import dataclass, field

from bot.domain.program import Program
from bot.messages.base import Click, Given, Message, Rendered
from bot.messages.formats import wording
from bot.messages.mrkdwn import fill, people_words
from bot.messages.pieces import buttons, link_button, section, small, told


@dataclass(frozen=True)
class PreviewMatch(Click, name="matching.preview"):
    """Work out the best pairs, and show them to the program team alone."""


@dataclass(frozen=True)
class TurnPage(Click, name="matching.page"):
    round_id: int
    page: int


@dataclass(frozen=True)
class ShowWithout(Click, name="matching.without"):
    """The page of those who stay without a match."""

    round_id: int


@dataclass(frozen=True)
class ShowPerson(Click, name="matching.person"):
    """The page of the one who was picked, in whichever round is under way."""

    given: Given = field(default_factory=dict)


@dataclass(frozen=True)
class AtPair:
    """A pair of a draft, and where it was pressed: `page` counts from 0; `who` is the person on whose page it stood, ""
    on a page of the pairs; `edit` is the draft's as it was shown."""

    round_id: int
    pair_id: int
    page: int
    who: str = ""
    edit: int = 0


@dataclass(frozen=True)
class Drop(AtPair, Click, name="matching.drop"):
    """Take this pair out of the draft."""


@dataclass(frozen=True)
class UndoDrop(AtPair, Click, name="matching.undo_drop"):
    """Let a pair that was dropped stand in the draft again."""


@dataclass(frozen=True)
class DropCircle(Click, name="matching.drop_circle"):
    """Take the whole circle of a mentor out of a draft; not `dropped`: put it back."""

    round_id: int
    mentor: str
    page: int
    edit: int = 0
    dropped: bool = True


@dataclass(frozen=True)
class Allow(Click, name="matching.allow"):
    """Let a pair that was dropped earlier be proposed again."""

    round_id: int
    pair_id: int
    page: int


@dataclass(frozen=True)
class Publish(Click, name="matching.publish"):
    """`count` is the number that the button named; `anyway`, although people have changed since."""

    round_id: int
    count: int
    anyway: bool = False
    edit: int = 0


@dataclass(frozen=True)
class Undo(Click, name="matching.undo"):
    round_id: int


@dataclass(frozen=True)
class ShowHeld(Click, name="matching.held"):
    """The pairs of a round that is about to be published, by name."""

    round_id: int


@dataclass(frozen=True)
class SendNow(Click, name="matching.send_now"):
    round_id: int


@dataclass(frozen=True)
class CancelWorking(Click, name="matching.cancel"):
    """Stop working this round out; the draft before it stands again."""

    round_id: int


def _about(seconds: int) -> str:
    """`25` as `about half a minute`."""
    if seconds < 15:
        return "some seconds more"
    if seconds < 45:
        return "about half a minute more"
    minutes = max(1, round(seconds / 60))
    return "about a minute more" if minutes == 1 else f"about {minutes} minutes more"


@dataclass(frozen=True)
class Working(Message, kind="matching.working"):
    """The card of a round while it is worked out. It becomes the preview. How far it is (`done` people compared, about
    `seconds` more) is told, with a way to stop it, once it takes long enough to be asked."""

    people: int
    done: int = 0
    seconds: int = 0
    round_id: int = 0

    def render(self, program: Program) -> Rendered:
        words = "*Working out the best pairs for {people} …* They appear here in a moment. Nobody else hears of it."
        if not self.round_id:
            return told(section(fill(words, people=people_words(self.people))))
        words = "*Working out the best pairs for {people} …* {how_far}. Nobody else hears of it."
        far = f"{self.done:,} of {self.people:,} people compared" if self.done else "Getting ready"
        if self.done >= self.people:
            far = "All people compared; now the best of all ways"
        about = f"; {_about(self.seconds)}" if self.seconds else ""
        return told(
            section(fill(words, people=people_words(self.people), how_far=far + about)),
            buttons(("Cancel", CancelWorking(self.round_id)), primary=False),
        )


@dataclass(frozen=True)
class Asked(Message, kind="matching.asked"):
    """For whoever asked elsewhere than on the card itself; `link` leads to the admin channel, where that is known."""

    people: int
    link: str = ""

    def render(self, program: Program) -> Rendered:
        words = "✓ I am working out the best pairs for {people}. They appear in the program team's channel."
        return told(
            section(fill(words, people=people_words(self.people))),
            {"type": "actions", "elements": [link_button("Show me", self.link)]} if self.link else None,
        )


@dataclass(frozen=True)
class Outdated(Message, kind="matching.outdated"):
    """People, answers or rules have changed since the preview was worked out; `format` is its own where the program's is
    another by now."""

    round_id: int
    count: int
    edit: int = 0
    format: str = ""

    def render(self, program: Program) -> Rendered:
        drafted = program.in_format(self.format)
        words = (
            "Somebody joined, left or changed their wishes, or the rules were changed, since these pairs were worked out. Nothing is published. "
            "A fresh preview takes a moment; pairs that can no longer be are left out either way."
        )
        if self.format:
            words = (
                "This was worked out while the program made *{then}*, and now it makes *{now}*. Nothing is published. "
                "Published anyway, these begin as what they are and stay so; the next round is of {now}."
            )
        anyway = Publish(self.round_id, self.count, anyway=True, edit=self.edit)
        return told(
            section(fill(words, then=wording(drafted).made, now=wording(program).made)),
            buttons(
                ("Work it out again", PreviewMatch()),
                (f"Publish {wording(drafted).counted(self.count)} anyway", anyway),
                ("All pairs", TurnPage(self.round_id, 0)),
            ),
        )


@dataclass(frozen=True)
class Replaced(Message, kind="matching.replaced"):
    """What the card of a round says whose place a newer one has taken."""

    def render(self, program: Program) -> Rendered:
        return told(
            section("A newer preview has taken the place of this one. Nothing here is published."),
            small("You find it further down. `/mentor-admin match` works the pairs out again."),
        )
