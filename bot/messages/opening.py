"""The conversation of a pair as it opens: who they are to each other, where to begin, and a first time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.meetings import day_words
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, mention, moment
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
class Opened(Message, kind="opening.room"):
    """`slot` is a Unix time, 0 if none is proposed any more; `slot_yes` whom it suits, or "both"."""

    match_id: int
    mentor: str
    mentee: str
    reasons: Facts = ()
    slot: int = 0
    slot_yes: str = ""
    ask_day: str = ""
    """The day (ISO) of the first check-in."""

    def render(self, program: Program) -> Rendered:
        people = {"mentor": mention(self.mentor), "mentee": mention(self.mentee)}
        return told(
            section(fill("*{mentee}, meet {mentor}, your mentor.* {mentor}, meet {mentee}.", **people)),
            section("I can post here, but I cannot read what you write."),
            self._common_ground(program),
            section(
                fill(
                    "*To begin with*, pick one:\n{openers}", openers=bullets(openers(program, self.match_id))
                )
            ),
            *self._slot(),
            small(
                fill(
                    "{mentee}, the first word is yours, if you like. I ask you {when} whether you two have met.",
                    **people,
                    when=fill("on {day}", day=day_words(self.ask_day)) if self.ask_day else "in a while",
                )
            ),
        )

    def _common_ground(self, program: Program) -> Block | None:
        lines: list[object] = [*reason_words(self.reasons, "room", program)]
        return section(fill("*Common ground*\n{lines}", lines=bullets(lines))) if lines else None

    def _slot(self) -> tuple[Block, ...]:
        if not self.slot:
            return (section("A first half hour: best agreed between the two of you, here."),)
        at = moment(datetime.fromtimestamp(self.slot, UTC))
        if self.slot_yes == "both":
            return (section(fill("✓ *Agreed*: your first half hour is {at}.", at=at)),)
        choices = buttons(
            ("Works for me", SlotWorks(self.match_id, self.slot)),
            ("Another time", AnotherTime(self.match_id, self.slot)),
        )
        suits = fill(" It works for {one}.", one=mention(self.slot_yes)) if self.slot_yes else Mrkdwn("")
        words = "A first half hour that suits both your working days: *{at}*.{suits}"
        return section(fill(words, at=at, suits=suits)), choices


def openers(program: Program, match_id: int, count: int = 3) -> tuple[str, ...]:
    """Three openers, other ones for other pairs, and the same whenever this pair's message is drawn again."""
    known = program.openers
    return tuple(known[(match_id * count + place) % len(known)] for place in range(min(count, len(known))))


@dataclass(frozen=True)
class SlotAgreed(Message, kind="opening.agreed"):
    """`ask_day` is the day (ISO) of the first check-in."""

    at: int
    ask_day: str = ""

    def render(self, program: Program) -> Rendered:
        at = moment(datetime.fromtimestamp(self.at, UTC))
        asks = (
            fill("I ask on {day} whether you have met.", day=day_words(self.ask_day)) if self.ask_day else ""
        )
        return told(
            section(fill("✓ Agreed: you meet *{at}*, for half an hour. Have a good start!", at=at)),
            small(asks) if asks else None,
        )
