"""The program team's screen: joining, who is in, and the one thing to do next."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Final

from bot.domain.admin import Overview
from bot.domain.program import Program
from bot.messages.base import Block, Click, Given, Message, Rendered
from bot.messages.joining import invitation
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, bullets, channel, fill, moment
from bot.messages.pairs import ShowPairs
from bot.messages.pieces import buttons, divider, header, input_block, plain, section, small, told

NAMES_AT_MOST: Final = 12


@dataclass(frozen=True)
class ShowScreen(Click, name="admin.screen"):
    pass


@dataclass(frozen=True)
class ShowPeople(Click, name="admin.people"):
    pass


@dataclass(frozen=True)
class PickChannel(Click, name="admin.pick_channel"):
    pass


@dataclass(frozen=True)
class SaveChannel(Click, name="admin.save_channel"):
    """`given` holds the channel that was picked beside the button."""

    given: Given = field(default_factory=dict)


@dataclass(frozen=True)
class OpenJoining(Click, name="admin.open"):
    """Show what would be posted. Nothing is sent yet."""


@dataclass(frozen=True)
class PostIt(Click, name="admin.post"):
    """Open joining and post the invitation; `posted` is how many were posted before, so that none is posted twice."""

    posted: int


@dataclass(frozen=True)
class CloseJoining(Click, name="admin.close"):
    pass


@dataclass(frozen=True)
class TryAlone(Click, name="admin.try_alone"):
    pass


NOTES: Final = {
    "": "",
    "posted": "✓ Joining is open, and the invitation is posted.",
    "posted already": "The invitation was posted already; it is not posted twice.",
    "closed": "✓ Joining is closed. Whoever presses the invitation can ask to be told when it opens again.",
    "closed already": "Joining is closed already.",
    "saved": "✓ The program channel is saved.",
    "trying": "✓ I have written to you: three minutes in our direct messages. Nobody else is written to.",
    "nothing picked": "No channel was picked. Please pick one, then press *Save*.",
    "admin channel": "That is this channel, which only the program team reads. Please pick one that everybody can join.",
}


@dataclass(frozen=True)
class Screen(Message, kind="admin.screen"):
    """The one screen. `counts` are those of an `Overview`; `note` says what has just been done."""

    counts: dict[str, int]
    is_open: bool = False
    program_channel: str = ""
    picking: bool = False
    unfinished: tuple[str, ...] = ()
    note: str = ""
    meant: str = ""
    drawn_at: int = 0
    """A Unix time: the copy that stays in the channel does not follow what happens later."""

    @classmethod
    def of(cls, seen: Overview, **told: object) -> "Screen":
        return cls(asdict(seen), **told)  # type: ignore[arg-type]  # the fields after `counts`

    def render(self, program: Program) -> Rendered:
        seen = Overview(**{key: n for key, n in self.counts.items() if key in Overview.__slots__})
        picking = self.picking or not self.program_channel
        return told(
            section(fill("I do not know that word. Did you mean `{word}`?", word=self.meant))
            if self.meant
            else None,
            section(NOTES.get(self.note, "")) if self.note else None,
            header(program.name),
            section(self._joining(seen)),
            section(_people(seen, self.unfinished)),
            section(_matches(seen)),
            *(_picker() if picking else (self._choices(seen),)),
            small(
                "Nobody hears of anything here before you publish or post it. "
                "Words work too: `pairs`, `match`, `people`, `open`, `close`, `help`.",
                *(
                    [fill("As of {at}.", at=moment(datetime.fromtimestamp(self.drawn_at, UTC)))]
                    if self.drawn_at
                    else []
                ),
            ),
        )

    def _joining(self, seen: Overview) -> Mrkdwn:
        where = (
            fill(" in {place}", place=channel(self.program_channel)) if self.program_channel else Mrkdwn("")
        )
        if self.is_open:
            return fill("*Joining is open*{where}.", where=where)
        waiting = (
            fill(" {n} asked to be told when it opens.", n=seen.interested) if seen.interested else Mrkdwn("")
        )
        return fill("*Joining is closed.*{waiting}", waiting=waiting)

    def _choices(self, seen: Overview) -> Block:
        preview = ("Preview match", PreviewMatch()) if seen.can_match else None
        return buttons(
            preview,
            ("Close joining", CloseJoining()) if self.is_open else ("Open joining", OpenJoining()),
            ("Pairs", ShowPairs()),
            ("People", ShowPeople()),
            ("Refresh", ShowScreen()),
            ("Change the channel", PickChannel()),
            ("Try it alone", TryAlone()),
            primary=preview is not None or not self.is_open,
        )


def _people(seen: Overview, unfinished: tuple[str, ...]) -> Mrkdwn:
    words = "*People:* mentees {mentees}, mentors {mentors}, both {both}."
    if seen.paused:
        words += " On a pause: {paused} of them."
    if unfinished:
        words += "\nNot finished yet ({n}): {names}."
    return fill(words, **asdict(seen), n=len(unfinished), names=names_of(unfinished))


def _matches(seen: Overview) -> Mrkdwn:
    words = "*Matches:* under way {under_way}, starting {starting}."
    if seen.held:
        words += " Waiting for a look of yours: {held}."
    return fill(words + "\nWaiting for a mentor: {seeking}. Free places: {places}.", **asdict(seen))


def _picker() -> tuple[Block, Block]:
    pick = {
        "type": "conversations_select",
        "placeholder": plain("Pick a channel"),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    hint = "Add me to it first, with /invite. Nothing is posted before you open joining."
    return (
        input_block("program_channel", "The channel where people are invited", pick, hint=hint),
        buttons(("Save", SaveChannel()), ("Try it alone", TryAlone())),
    )


def names_of(names: tuple[str, ...]) -> str:
    """Names, at most a dozen of them, `and 37 more`."""
    others = len(names) - NAMES_AT_MOST
    shown = ", ".join(names[:NAMES_AT_MOST])
    return f"{shown} and {others} more" if others > 0 else shown


PARTS: Final = {
    "mentee": "Mentees",
    "mentor": "Mentors",
    "both": "Both",
    "joining": "Not finished yet",
    "paused": "On a pause",
}


@dataclass(frozen=True)
class People(Message, kind="admin.people"):
    """Who takes part as what, by name; never what they said. `parts` is (part, how many, some names)."""

    parts: tuple[tuple[str, int, str], ...]

    def render(self, program: Program) -> Rendered:
        lines = [
            fill("*{part}* ({n}): {names}", part=PARTS[part], n=n, names=names)
            for part, n, names in self.parts
            if n
        ]
        return told(
            section(bullets(list(lines))) if lines else section("Nobody has joined yet."),
            buttons(("Back to the screen", ShowScreen()), primary=False),
        )


@dataclass(frozen=True)
class OpenPreview(Message, kind="admin.open_preview"):
    """The very post, and a text to paste where the bot does not reach. `posted` counts the invitations so far."""

    program_channel: str
    posted: int = 0

    def render(self, program: Program) -> Rendered:
        paste = "{invitation}\nIn Slack, type /mentor join"
        return told(
            section(fill("*This is what I will post in {place}:*", place=channel(self.program_channel))),
            divider(),
            *invitation(program),
            small("With the buttons Join as mentee, Join as mentor and Tell me more."),
            divider(),
            section(
                fill(
                    "For e-mail or elsewhere:\n```{paste}```",
                    paste=fill(paste, invitation=program.texts["invitation"]),
                )
            ),
            buttons(("Post it", PostIt(self.posted)), ("Not now", ShowScreen())),
            small(
                fill(
                    "I can post only where I am a member: if I am not in {place}, type `/invite` there first.",
                    place=channel(self.program_channel),
                )
            ),
        )


@dataclass(frozen=True)
class AdminHelp(Message, kind="admin.help"):
    def render(self, program: Program) -> Rendered:
        words = (
            "`/mentor-admin`: the screen, with what is next",
            "`match`: work out the best pairs; only you here see them",
            "`pairs`: who is with whom, whether they met, who waits",
            "`people`: who takes part as what",
            "`open`: preview the invitation, then post it",
            "`close`: let nobody join for now",
            "`help`: this list",
        )
        return told(
            section(fill("*For those who run {name}*, in this channel only:", name=program.name)),
            section(bullets([Mrkdwn(line) for line in words])),
            buttons(("Show the screen", ShowScreen()), primary=False),
            small("You see numbers, names and reasons; never what people write to each other."),
        )
