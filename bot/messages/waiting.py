"""What somebody hears who stays without a match: why in kind words, what comes next, and when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.forms import AsForm
from bot.messages.leaving import LeaveAsked
from bot.messages.mrkdwn import Mrkdwn, day, fill
from bot.messages.pieces import buttons, section, small, told

WHY: Final = {
    "mentee": {
        "nothing_asked": "You have not named a skill yet, so I had nothing to go by.",
        "nobody_offers": "Nobody with a free place offers what you would like to learn yet.",
        "met_before": "Everybody who fits has been your partner before.",
        "no_shared_hours": "Everybody who fits works while you sleep.",
        "no_place": "Those who fit you have no free place just now.",
    },
    "mentor": {
        "nothing_asked": "You have not named a skill yet, so I had nothing to go by.",
        "nobody_needs": "Nobody is looking for what you offer just now; that says nothing about its worth.",
        "met_before": "Everybody who fits has been your partner before.",
        "no_shared_hours": "Everybody who fits works while you sleep.",
        "no_mentee_left": "Those who fit you have found another mentor this time.",
    },
}
WORDS_OF_TOPICS: Final = 5
NO_ROUND: Final = "no_round"
NO_PAIR: Final = "There was no pair that we would have been glad to propose to you."
"""Also for private rules: these words tell nothing of them."""


@dataclass(frozen=True)
class StayOnList(Click, name="waiting.stay"):
    left_id: int


@dataclass(frozen=True)
class Waiting(Message, kind="waiting.news"):
    """`next_at` is a Unix time, 0 if only a new round will have news; `again` where they have heard of it before."""

    left_id: int
    side: str
    why: str
    next_at: int
    tz: str
    again: bool = False
    asked_for: tuple[str, ...] = ()
    """For a mentor: what people ask for most."""

    def render(self, program: Program) -> Rendered:
        lead = (
            "Still no {other} for you, and I am still looking." if self.again else "No {other} for you yet."
        )
        other = "mentor" if self.side == "mentee" else "mentee"
        return told(
            section(fill(f"*{lead}*", other=other)),
            section(fill("{why} {place}", why=self._why(), place=self._place())),
            buttons(
                ("Stay on the list", StayOnList(self.left_id)),
                ("Change my wishes", AsForm("intake", 0)),
                ("Leave", LeaveAsked()),
                primary=False,
            ),
            small(
                fill("{when}. Not now? Leave it.", when=when_words(self.next_at, self.tz)),
                "Half a minute. I tell you because you are waiting.",
            ),
        )

    def _place(self) -> Mrkdwn:
        """That they are on the list; to a mentor also what is asked for most, as far as there is room."""
        topics: list[str] = []
        for topic in self.asked_for[:3]:
            if len(" ".join([*topics, topic]).split()) <= WORDS_OF_TOPICS:
                topics.append(topic if len(topic) <= 30 else topic[:29] + "…")
        if not topics:
            return Mrkdwn("You are on the list for the next round.")
        return fill("Asked for most: {topics}. You stay on the list.", topics=", ".join(topics))

    def _why(self) -> Mrkdwn:
        if self.why == NO_ROUND:
            return Mrkdwn("No pairs have been made since you joined.")
        return Mrkdwn(WHY[self.side].get(self.why, NO_PAIR))


@dataclass(frozen=True)
class Stays(Message, kind="waiting.stays"):
    """What it becomes when somebody stays."""

    next_at: int
    tz: str

    def render(self, program: Program) -> Rendered:
        words = "✓ You stay on the list. {when}, or earlier when there is a pair."
        return told(
            section(fill(words, when=when_words(self.next_at, self.tz))),
            buttons(("Change my wishes", AsForm("intake", 0)), primary=False),
        )


@dataclass(frozen=True)
class NoLongerWaiting(Message, kind="waiting.over"):
    """It was pressed after a match was found, or after they left."""

    def render(self, program: Program) -> Rendered:
        return told(section("This has moved on since. Type `status` to see what is next for you."))


def when_words(next_at: int, tz: str) -> Mrkdwn:
    if not next_at:
        return Mrkdwn("You hear from me after the next round")
    return fill("You hear from me by {day}", day=day(datetime.fromtimestamp(next_at, UTC), tz))
