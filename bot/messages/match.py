"""The match as the two people meet it: each is asked alone, and then their conversation opens."""

from dataclasses import dataclass
from typing import Any, Final, Self

from bot.domain.matches import Match, State
from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.forms import AsForm
from bot.messages.mrkdwn import Mrkdwn, bullets, channel, counted, day, escape, fill, mention
from bot.messages.pieces import buttons, link_button, section, small, told
from bot.messages.reasons import Facts, reason_words


@dataclass(frozen=True)
class LooksGood(Click, name="match.looks_good"):
    match_id: int


@dataclass(frozen=True)
class Gladly(Click, name="match.gladly"):
    match_id: int


@dataclass(frozen=True)
class NotThisTime(Click, name="match.not_this_time"):
    match_id: int


@dataclass(frozen=True)
class ConcernAsked(Click, name="match.concern"):
    """Something is not right about a match: opens the form `concern`."""

    match_id: int


@dataclass(frozen=True)
class NameUs(Click, name="match.name_us"):
    """Whether the two may be named in public."""

    match_id: int
    yes: bool


@dataclass(frozen=True)
class MenteeAsked(Message, kind="match.mentee_turn"):
    match_id: int
    mentor: str
    title: str = ""
    reasons: Facts = ()
    own: str = ""
    """What the mentor says people could ask them about."""
    silent_until: int = 0
    tz: str = "UTC"

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("*Your mentor could be {mentor}*", mentor=mention(self.mentor))),
            _facts(self, "mentee", program),
            buttons(
                ("Looks good", LooksGood(self.match_id)), ("I have a concern", ConcernAsked(self.match_id))
            ),
            small(
                fill(
                    "You hear first, and you can say no. It takes a minute. {silence}",
                    silence=_silence(self.silent_until, self.tz),
                )
            ),
        )


@dataclass(frozen=True)
class MentorAsked(Message, kind="match.mentor_turn"):
    match_id: int
    mentee: str
    title: str = ""
    reasons: Facts = ()
    own: str = ""
    """The goal of the mentee, in their words."""
    silent_until: int = 0
    tz: str = "UTC"

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("*Would you be the mentor of {mentee}?*", mentee=mention(self.mentee))),
            _facts(self, "mentor", program),
            buttons(("Gladly", Gladly(self.match_id)), ("Not this time", NotThisTime(self.match_id))),
            small(
                fill(
                    "You offered to mentor. One minute; a no needs no reason. {silence}",
                    silence=_silence(self.silent_until, self.tz),
                )
            ),
        )


@dataclass(frozen=True)
class AskedAgain(Message, kind="match.again"):
    """To the one who had a concern or had declined, once the program team has settled it. `part` is theirs."""

    match_id: int
    partner: str
    part: str
    silent_until: int = 0
    tz: str = "UTC"

    def render(self, program: Program) -> Rendered:
        mentor = self.part == "mentor"
        return told(
            section(
                fill("*Your match with {partner} could start after all.*", partner=mention(self.partner))
            ),
            section("The program team has looked at it. Is it all right with you now?"),
            buttons(
                ("Gladly", Gladly(self.match_id)) if mentor else ("Looks good", LooksGood(self.match_id)),
                ("Not this time", NotThisTime(self.match_id))
                if mentor
                else ("I have a concern", ConcernAsked(self.match_id)),
            ),
            small(
                fill(
                    "You had doubts, so I ask you first. It takes a minute. {silence}",
                    silence=_silence(self.silent_until, self.tz),
                )
            ),
        )


def _silence(until: int, tz: str) -> Mrkdwn:
    """From when on no answer is an answer: a Unix time, 0 in messages of an earlier release."""
    return fill(
        "If you say nothing by {day}, I take it as a yes."
        if until
        else "If you say nothing, I take it as a yes.",
        day=day(until, tz),
    )


OWN_WORDS: Final = {"mentee": "ask them about: “{own}”", "mentor": "hopes for: “{own}”"}
ROOM: Final = 30
"""The words that are left for what is told of the other, of the sixty of an unasked message."""


def _facts(asked: MenteeAsked | MentorAsked, reader: str, program: Program) -> Block | None:
    """The title, what the other says of themselves, and those of the reasons that there is room for."""
    lines: list[object] = [_cut(asked.title, 40)] if asked.title else []
    if asked.own:
        lines.append(fill(OWN_WORDS[reader], own=_cut(_first_words(asked.own), 120)))
    for reason in reason_words(asked.reasons, reader, program):
        if len(" ".join(map(str, [*lines, reason])).split()) <= ROOM:
            lines.append(reason)
    return section(bullets(lines)) if lines else None


def days_held(program: Program) -> str:
    """How long the program team has to decide about a match that is held."""
    return counted(program.nudges["match.held"].after_days, "working day")


def _first_words(text: str, most: int = 14) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _cut(words: str, limit: int) -> Mrkdwn:
    return escape(words if len(words) <= limit else words[: limit - 1] + "…")


@dataclass(frozen=True)
class Receipt(Message, kind="match.receipt"):
    """What a question about a match becomes, and how the match stands for this person.

    `part` is theirs, `said` their answer; `asked` tells whether the other has been asked; `opens_at` is a Unix time.
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
    link: str = ""
    """The way to their conversation, "" before it is known."""

    @classmethod
    def of(cls, match: Match, who: str, **told: Any) -> Self:
        """How a match stands for one of the two; `told` are the fields that it does not know itself."""
        return cls(
            match_id=match.id,
            partner=match.partner_of(who),
            part=match.part_of(who),
            state=match.state.value,
            said=match.said_by(who),
            asked=bool(match.mentor_letter),
            public=match.public_of(who),
            **told,
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

    def _words(self, program: Program) -> Mrkdwn:
        return fill(
            self._template(),
            partner=mention(self.partner),
            days=days_held(program),
            day=day(self.opens_at, self.tz),
        )

    def _template(self) -> str:
        if self.state == State.ENDED:
            return "The match with {partner} has ended. Type `status` to see what is next for you."
        if self.state == State.HELD:
            return HELD if self.said == "no" else WAITS
        if self.state == State.OPEN:
            where = "." if self.link else ": you find it among your direct messages."
            return "✓ Your conversation with {partner} is open" + where
        if self.state == State.AGREED:
            return "✓ You both said yes. Your conversation with {partner} opens at the next hour that is good for both."
        if self.part == "mentor":
            return "✓ Thank you. Your conversation with {partner} opens by {day}."
        if self.asked:
            return "✓ Good. {partner} has been asked too; your conversation opens by {day}."
        return "✓ Good. I ask {partner} next, and your conversation opens by {day} unless something comes up."

    def _public(self) -> tuple[Block, ...]:
        if not self.place:  # nothing is announced any more
            return ()
        if self.public:
            return (section(NAMED if self.public == "yes" else NOT_NAMED),)
        words = "*May I name you two in {place} when new pairs are announced?* {both}"
        return (
            section(fill(words, place=channel(self.place), both=BOTH)),
            buttons(
                ("Yes, you may name us", NameUs(self.match_id, yes=True)),
                ("Rather not", NameUs(self.match_id, yes=False)),
                primary=False,
            ),
        )


TO_ROOM: Final = "Open the conversation"
BOTH: Final = "Only if both of you say yes."
NAMED: Final = "✓ I may name you when the new pairs are announced, if your partner says yes too."
NOT_NAMED: Final = "✓ You will not be named in public."
HELD: Final = (
    "Thank you for saying so. The match is held, and the program team only learns that it needs a look. "
    "{partner} is not told what you said. You hear from me when it is decided, within {days}."
)
WAITS: Final = "✓ Good. You hear from me when your conversation with {partner} opens."
"""A held match, for the one who did not raise anything: nothing here may let them guess it."""


@dataclass(frozen=True)
class MatchOver(Message, kind="match.over", waits_for="news"):
    """A match ended by the program team, told alike to both, whoever raised what. `started`: it had been open."""

    partner: str
    part: str
    started: bool = False

    def render(self, program: Program) -> Rendered:
        words = (
            "*The match with {partner} has ended.*"
            if self.started
            else "*The match with {partner} will not start.*"
        )
        other = "mentor" if self.part == "mentee" else "mentee"
        next_words = "That happens, and says nothing about you. You stay on the list for another {other}."
        return told(
            section(fill(words, partner=mention(self.partner))),
            section(fill(next_words, other=other)),
            buttons(("Change my wishes", AsForm("intake", 0)), primary=False),
            small("You get this because you two were matched. A few seconds to read; nothing to do."),
        )
