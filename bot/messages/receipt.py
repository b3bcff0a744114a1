"""How a match stands for one of the two: what a question about it becomes, once it is answered."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Self

from bot.domain.matches import Match, State
from bot.domain.program import Format, Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.match import ConcernAsked, days_held
from bot.messages.mrkdwn import Mrkdwn, channel, day, fill, listed, mention
from bot.messages.pieces import buttons, link_button, section, told


@dataclass(frozen=True)
class NameUs(Click, name="match.name_us"):
    """Whether the two may be named in public."""

    match_id: int
    yes: bool


@dataclass(frozen=True)
class Receipt(Message, kind="match.receipt"):
    """What a question about a match becomes, and how the match stands for this person.

    `part` is what they are, `said` their answer; `asked` tells whether the other has been asked; `opens_at` is a Unix time.
    """

    match_id: int
    partner: str
    part: str
    state: str
    said: str = ""
    asked: bool = False
    public: str = ""
    opens_at: int = 0
    tz: str = "UTC"
    place: str = ""
    """The channel where new pairs are still to be announced, "" where none are."""
    format: str = "one_to_one"
    partners: tuple[str, ...] = ()
    """All of a circle, for its mentor."""
    link: str = ""
    """The way to their conversation, "" before it is known."""

    @classmethod
    def of(
        cls,
        match: Match,
        who: str,
        *,
        opens_at: int = 0,
        tz: str = "UTC",
        place: str = "",
        together: Collection[Match] = (),
        link: str = "",
    ) -> Self:
        """How a match stands for one of the two; for the mentor of a circle, how all stand `together`."""
        return cls(
            match_id=match.id,
            partner=match.partner_of(who),
            part=match.role_of(who),
            state=match.state.value,
            said=match.said_by(who),
            asked=bool(match.mentor_letter),
            public=match.public_of(who),
            opens_at=opens_at,
            tz=tz,
            place=place,
            format=match.format,
            partners=tuple(one.partner_of(who) for one in together) if len(together) > 1 else (),
            link=link,
        )

    @property
    def asks(self) -> bool:
        """Whether it still asks if they may be named."""
        return bool(self.place) and not self.public and not self._over

    @property
    def _over(self) -> bool:
        return self.state == State.ENDED or (self.state == State.HELD and self.said == "no")

    def render(self, program: Program) -> Rendered:
        held = self._over and self.state == State.HELD
        return told(
            section(self._words(program)),
            buttons(link_button(TO_ROOM, self.link), primary=False) if self.link else None,
            *(() if self._over else self._public()),
            buttons(("Say more", ConcernAsked(self.match_id)), primary=False) if held else None,
        )

    @property
    def _circle(self) -> bool:
        return self.format == Format.CIRCLES

    def _words(self, program: Program) -> Mrkdwn:
        return fill(
            (OF_CIRCLE if self._circle else OF_TWO)[self._stands()],
            partner=listed([mention(one) for one in self.partners or (self.partner,)]),
            days=days_held(program),
            day=day(self.opens_at, self.tz),
            where="." if self.link else ": you find it among your direct messages.",
        )

    def _stands(self) -> str:
        if self.state == State.HELD:
            return "said_no" if self.said == "no" else "waits"
        if self.state in (State.ENDED, State.OPEN, State.AGREED):
            return self.state
        if self.part == "mentor":
            return "mentor_yes"
        return "asked_too" if self.asked else "asked_next"

    def _public(self) -> tuple[Block, ...]:
        if not self.place:  # nothing is announced any more
            return ()
        words = OF_CIRCLE if self._circle else OF_TWO
        if self.public:
            return (section(words["named"] if self.public == "yes" else NOT_NAMED),)
        return (
            section(fill(words["public"], place=channel(self.place))),
            buttons(
                ("Yes, you may name us", NameUs(self.match_id, yes=True)),
                ("Rather not", NameUs(self.match_id, yes=False)),
                primary=False,
            ),
        )


TO_ROOM: Final = "Open the conversation"
NOT_NAMED: Final = "✓ You will not be named in public."
OF_TWO: Final = {
    "ended": "The match with {partner} has ended. Type `status` to see what is next for you.",
    "said_no": "Thank you for saying so. The match is held, and the program team only learns that it needs a look. "
    "{partner} is not told what you said. You hear from me when it is decided, within {days}.",
    # A held match, for the one who did not raise anything: nothing here may let them guess it.
    "waits": "✓ Good. You hear from me when your conversation with {partner} opens.",
    "open": "✓ Your conversation with {partner} is open{where}",
    "agreed": "✓ You both said yes. Your conversation with {partner} opens at the next hour that is good for both.",
    "mentor_yes": "✓ Thank you. Your conversation with {partner} opens by {day}.",
    "asked_too": "✓ Good. {partner} has been asked too; your conversation opens by {day}.",
    "asked_next": "✓ Good. I ask {partner} next, and your conversation opens by {day} unless something comes up.",
    "public": "*May I name you two in {place} when new pairs are announced?* Only if both of you say yes.",
    "named": "✓ Thank you. If your partner says yes too, I name you both when the new pairs are announced.",
}
OF_CIRCLE: Final = {
    "ended": "The circle with {partner} has ended for you. Type `status` to see what is next for you.",
    "said_no": "Thank you for saying so. It is held, and the program team only learns that it needs a look. Nobody of the "
    "circle is told what you said. You hear from me when it is decided, within {days}.",
    "waits": "✓ Good. You hear from me when your circle with {partner} opens.",
    "open": "✓ Your circle with {partner} is open{where}",
    "agreed": "✓ Good. Your circle with {partner} opens by {day}, as soon as all of it can.",
    "mentor_yes": "✓ Thank you. Your circle with {partner} opens by {day}.",
    "asked_too": "✓ Good. {partner} has been asked too; your circle opens by {day}.",
    "asked_next": "✓ Good. When all of your circle have had a day to answer I ask {partner}, and it opens about {day} if "
    "it fills.",
    "public": "*May I name you in {place} when new circles are announced?* Only with those of yours who say yes too.",
    "named": "✓ Thank you. I name you when new circles are announced, with those of yours who say yes too.",
}
