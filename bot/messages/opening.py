"""The conversation of a pair as it opens: who they are to each other, where to begin, and a first time."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.program import Format, Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.formats import WORDING
from bot.messages.mrkdwn import Mrkdwn, bullets, day_words, fill, listed, mention, moment
from bot.messages.needs import ReadNeeds
from bot.messages.pieces import buttons, section, small, told
from bot.messages.reasons import Facts, reason_words


@dataclass(frozen=True)
class SlotWorks(Click, name="opening.works"):
    """`at` is the time that the button spoke of, a Unix time."""

    match_id: int
    at: int


@dataclass(frozen=True)
class AnotherTime(Click, name="opening.another"):
    match_id: int
    at: int


@dataclass(frozen=True)
class Opened(Message, kind="opening.room", waits_for="opening:{match_id}"):
    """`slot` is a Unix time, 0 if none is proposed any more; `slot_yes` whom it suits, or "both"; `met` once they met."""

    match_id: int
    mentor: str
    mentee: str
    reasons: Facts = ()
    slot: int = 0
    slot_yes: str = ""
    ask_day: str = ""
    """The day (ISO) of the first check-in."""
    met: bool = False
    lapsed: int = 0
    """The time suggested before (Unix), if it passed without an answer; of `silent` alone, or of both if that is ""."""
    silent: str = ""
    format: str = "one_to_one"
    apart: bool = False
    """Slack refused the room, and each of the two reads this alone."""
    needs: tuple[str, ...] = ()
    """Who of them lets the other read what makes meetings work for them."""

    def alone(self) -> "Opened":
        return replace(self, apart=True)

    def render(self, program: Program) -> Rendered:
        people = {"mentor": mention(self.mentor), "mentee": mention(self.mentee)}
        return told(
            section(fill(WORDING[Format(self.format)].room, **people)),
            section(APART if self.apart else "I can post here, but I cannot read what you write."),
            self._common_ground(program, people),
            section(
                fill(
                    "*To begin with*, one of these could help:\n{openers}",
                    openers=bullets(openers(program, self.match_id)),
                )
            ),
            *self._needs(),
            self._lapsed() if self.lapsed and not self.met else None,
            *self._slot(),
            None if self.met else small(self._asks(people)),
        )

    def _asks(self, people: dict[str, Mrkdwn]) -> Mrkdwn:
        when = fill("On {day}", day=day_words(self.ask_day)) if self.ask_day else Mrkdwn("In a while")
        words = (
            "The first word is yours, {mentee}, if you like. {when} I ask {mentee} whether you two have met, "
            "and {mentor} only if {mentee} does not answer."
        )
        return fill(words, when=when, **people)

    def _common_ground(self, program: Program, people: dict[str, Mrkdwn]) -> Block | None:
        lines: list[object] = [*reason_words(self.reasons, "room", program, **people)]
        return section(fill("*Common ground*\n{lines}", lines=bullets(lines))) if lines else None

    def _needs(self) -> tuple[Block, ...]:
        """The words themselves open in a window, for the one whom they are meant for."""
        if not self.needs:
            return ()
        words = "{who} noted what makes meetings work, for the other to read."
        return (
            section(fill(words, who=listed([mention(one) for one in self.needs]))),
            buttons(("Read it", ReadNeeds(self.match_id)), primary=False, stays=True),
        )

    def _lapsed(self) -> Block:
        who = mention(self.silent) if self.silent else "either of you"
        words = "{at} passed without an answer from {who}."
        return section(fill(words + (" New:" if self.slot else ""), at=moment(self.lapsed), who=who))

    def _slot(self) -> tuple[Block, ...]:
        if self.met:
            return (section("✓ You two have met."),)
        if not self.slot:
            return (section("A first half hour: best agreed between the two of you."),)
        at = moment(self.slot)
        if self.apart:
            words = (
                "A first half hour that suits both your working days: *{at}*. Agree on it with each other."
            )
            return (section(fill(words, at=at)),)
        if self.slot_yes == "both":
            return (section(fill("✓ *Agreed*: your first half hour: {at}.", at=at)),)
        choices = buttons(
            ("Works for me too" if self.slot_yes else "Works for me", SlotWorks(self.match_id, self.slot)),
            ("Another time", AnotherTime(self.match_id, self.slot)),
            primary=not self.slot_yes,
        )
        suits = Mrkdwn("")
        if self.slot_yes:
            other = self.mentee if self.slot_yes == self.mentor else self.mentor
            suits = fill(
                "\n✓ It works for {one}. {other}, the buttons are yours: does it work for you?",
                one=mention(self.slot_yes),
                other=mention(other),
            )
        words = "A first half hour that suits both your working days: *{at}*.{suits}"
        return section(fill(words, at=at, suits=suits)), choices


APART: Final = (
    "Slack did not let me open one conversation for you both, so I write to each of you. Please write to each other "
    "directly; I cannot read it."
)


def openers(program: Program, match_id: int, count: int = 3) -> tuple[str, ...]:
    """Three openers, other ones for other pairs, and the same whenever this pair's message is drawn again."""
    known = program.openers
    return tuple(known[(match_id * count + place) % len(known)] for place in range(min(count, len(known))))


@dataclass(frozen=True)
class YouSaidSo(Message, kind="opening.said"):
    """A note to the one who has said already that it works, and presses *Works for me too*."""

    partner: str

    def render(self, program: Program) -> Rendered:
        words = "✓ You have said already that it works for you. The button waits for {who}."
        return told(section(fill(words, who=mention(self.partner))))


@dataclass(frozen=True)
class SlotAgreed(Message, kind="opening.agreed"):
    """`ask_day` is the day (ISO) of the first check-in, and `mentee` the one who is asked."""

    at: int
    ask_day: str = ""
    mentee: str = ""

    def render(self, program: Program) -> Rendered:
        at = moment(self.at)
        whom = mention(self.mentee) if self.mentee else Mrkdwn("one of you")
        words = "On {day} I ask {whom} whether you have met."
        asks = fill(words, day=day_words(self.ask_day), whom=whom) if self.ask_day else ""
        return told(
            section(fill("✓ Agreed: you meet *{at}*, for half an hour. Have a good start!", at=at)),
            small(asks) if asks else None,
        )
