"""Taking a pause until a day, and coming back."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.mrkdwn import day_words, fill, listed, mention
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class PauseAsked(Click, name="pausing.ask"):
    """Ask how long the pause is to be."""


@dataclass(frozen=True)
class PauseFor(Click, name="pausing.pause_for"):
    """`span` is in words, and counts from the day it is pressed: `in 1 week`, `next month`."""

    span: str


@dataclass(frozen=True)
class PickDay(Click, name="pausing.pick_day"):
    pass


@dataclass(frozen=True)
class ResumeNow(Click, name="pausing.resume"):
    pass


FAULTS = {
    "not_a_day": "I could not read that as a day. Something like `pause until 12 January` works.",
    "day_is_past": "That day has gone by, or is today. Please name a later one.",
    "too_far": "I can pause for up to a year. For longer than that, `leave` is simpler: you can always come back.",
}


@dataclass(frozen=True)
class PauseChoices(Message, kind="pausing.choices", waits_for="pause"):
    """`fault` says why the day that was typed could not be taken."""

    fault: str = ""

    def render(self, program: Program) -> Rendered:
        return told(
            section(FAULTS[self.fault]) if self.fault in FAULTS else None,
            section(
                "*Until when would you like to pause?* I stay quiet until then and start again by myself."
            ),
            buttons(
                ("1 week", PauseFor("in 1 week")),
                ("Until next month", PauseFor("next month")),
                ("Pick a date", PickDay()),
                primary=False,
            ),
            small("Your match is told until when, and never a reason. You keep your match and your place."),
        )


@dataclass(frozen=True)
class Paused(Message, kind="pausing.paused", waits_for="pause"):
    """`until` is the day (ISO) on which the bot starts again; `partners` are told of it."""

    until: str
    partners: tuple[str, ...] = ()

    def render(self, program: Program) -> Rendered:
        words = "Done. I stay quiet until *{until}* and start again by myself that morning."
        if self.partners:
            words += " I tell {partners} that you are away until then, and nothing else."
        names = listed([mention(one) for one in self.partners])
        return told(
            section(fill(words, until=day_words(self.until), partners=names)),
            buttons(("Resume now", ResumeNow()), ("Another date", PickDay()), primary=False),
        )


@dataclass(frozen=True)
class Resumed(Message, kind="pausing.resumed"):
    """`by_itself`: the day of the pause has come."""

    by_itself: bool = False

    def render(self, program: Program) -> Rendered:
        words = "Welcome back. Your pause is over, and things go on where they were."
        return told(
            section(words),
            small("You asked me to start again today. A few seconds to read; not yet? Pause once more.")
            if self.by_itself
            else None,
            buttons(("Pause again", PauseAsked()), primary=False),
        )


@dataclass(frozen=True)
class PauseOver(Message, kind="pausing.over"):
    """What the word of a pause becomes once it is over."""

    def render(self, program: Program) -> Rendered:
        return told(section("✓ This pause is over."))


@dataclass(frozen=True)
class NotPaused(Message, kind="pausing.not_paused"):
    def render(self, program: Program) -> Rendered:
        return told(
            section("You are not on a pause, so everything goes on as it is."),
            buttons(("Take a pause", PauseAsked()), primary=False),
        )


@dataclass(frozen=True)
class NotYet(Message, kind="pausing.not_yet"):
    """A pause before the joining is complete."""

    def render(self, program: Program) -> Rendered:
        words = "You have not finished joining, so there is nothing to pause: take all the time you like. Type `join` to go on."
        return told(section(words))


@dataclass(frozen=True)
class PartnerAway(Message, kind="pausing.partner_away"):
    """To the other one of a pair: neutral, and without a reason."""

    partner: str
    until: str

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "{partner} is taking a break until {until}.\n"
                    "Nothing is asked of you. I keep quiet about meetings until then, and start again by myself.",
                    partner=mention(self.partner),
                    until=day_words(self.until),
                )
            ),
            small("You get this because you two are matched. A few seconds to read; nothing to do."),
        )
