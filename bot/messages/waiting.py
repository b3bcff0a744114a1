"""What somebody hears who stays without a match: why in kind words, what comes next, and when."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import OTHER, called
from bot.messages.forms import AsForm
from bot.messages.leaving import LeaveAsked
from bot.messages.mrkdwn import Mrkdwn, day, fill, sentence
from bot.messages.pieces import buttons, section, small, told
from bot.messages.together import BeginTogether

WHY: Final = {
    "mentee": {
        "nothing_asked": "You have not named a skill yet, so I had nothing to go by.",
        "nobody_offers": "Nobody with a free place offers what you would like to learn yet.",
        "met_before": "Everybody who fits has been your partner before.",
        "no_shared_hours": "Those who fit work at hours when you do not.",
        "no_place": "Those who fit you have no free place just now.",
        "not_filled": "Too few people want to learn the same just now for a circle to open.",
        "nobody_shares": "Nobody who takes part could learn from you or you from them yet.",
        "no_peer_left": "Those who fit you have another peer this time.",
        "not_eligible": "The pairs are made within some departments or sites just now, and I know of none of these for you.",
    },
    "mentor": {
        "nothing_asked": "You have not named a skill yet, so I had nothing to go by.",
        "nobody_needs": "Nobody is looking for what you offer just now; that says nothing about its worth.",
        "met_before": "Everybody who fits has been your partner before.",
        "no_shared_hours": "Those who fit work at hours when you do not.",
        "no_mentee_left": "Those who fit you have found another mentor this time.",
        "not_filled": "Too few people want to learn the same just now for a circle of yours to open.",
        "too_few_places": "A circle takes more people than you said you could take at once.",
        "not_eligible": "The pairs are made within some departments or sites just now, and I know of none of these for you.",
    },
}
TOGETHER: Final = "Others wait for *{skill}* too: you could begin as a circle."
WORDS_OF_TOPICS: Final = 5
NO_ROUND: Final = "no_round"
NO_ROUND_SINCE: Final = "no_round_since"
NOT_MADE: Final = {
    NO_ROUND: "{contact} has not made pairs since you joined.",
    NO_ROUND_SINCE: "{contact} has not made new pairs since your match ended.",
}
NO_PAIR: Final = "There was no pair that we would have been glad to propose to you."
"""Also for private rules: these words tell nothing of them."""


@dataclass(frozen=True)
class StayOnList(Click, name="waiting.stay"):
    left_id: int


@dataclass(frozen=True)
class Waiting(Message, kind="waiting.news", waits_for="news"):
    """`next_at` is a Unix time, 0 if only a new round will have news; `again` where they have heard of it before."""

    left_id: int
    side: str
    why: str
    next_at: int
    tz: str
    again: bool = False
    asked_for: tuple[str, ...] = ()
    """For a mentor: what people ask for most."""
    together: str = ""
    """For a mentee: a skill that others wait for too, with whom they could begin."""

    def render(self, program: Program) -> Rendered:
        lead = "Still no {other} for you." if self.again else "No {other} for you yet."
        other = called(program, OTHER[self.side])
        return told(
            section(fill(f"*{lead}*", other=other)),
            section(fill("{why} {next}", why=self._why(program), next=self._next(program))),
            buttons(
                ("Begin together", BeginTogether(self.together)) if self.together else None,
                ("Stay on the list", StayOnList(self.left_id)),
                ("Change my wishes", AsForm("intake", 0)),
                ("Leave", LeaveAsked()),
                primary=False,
            ),
            small(
                fill(
                    "{when}{sooner}. Half a minute; nothing to do.",
                    when=when_words(self.next_at, self.tz),
                    sooner=", or sooner if there is a pair" if self.next_at else "",
                )
            ),
        )

    def _next(self, program: Program) -> Mrkdwn:
        """That they are on the list; to a mentor also what is asked for most, as far as there is room; to a mentee with
        whom they could begin."""
        if self.together:
            return fill(TOGETHER, skill=self.together)
        topics: list[str] = []
        for topic in self.asked_for[:3]:
            if len(" ".join([*topics, topic]).split()) <= WORDS_OF_TOPICS:
                topics.append(topic if len(topic) <= 30 else topic[:29] + "…")
        if not topics:
            if self.why in NOT_MADE:
                return Mrkdwn("You are on the list for it.")
            return fill(
                "{contact} makes the pairs, and you are on the list.", contact=sentence(program.contact)
            )
        return fill("Asked for most: {topics}. You stay on the list.", topics=", ".join(topics))

    def _why(self, program: Program) -> Mrkdwn:
        if self.why in NOT_MADE:
            return fill(NOT_MADE[self.why], contact=sentence(program.contact))
        return Mrkdwn(called(program, WHY[self.side].get(self.why, NO_PAIR)))


@dataclass(frozen=True)
class Stays(Message, kind="waiting.stays"):
    """What it becomes when somebody stays."""

    next_at: int
    tz: str

    def render(self, program: Program) -> Rendered:
        words = "✓ You stay on the list. {when}{sooner}."
        sooner = ", or sooner if there is a pair" if self.next_at else ""
        return told(
            section(fill(words, when=when_words(self.next_at, self.tz), sooner=sooner)),
            buttons(("Change my wishes", AsForm("intake", 0)), primary=False),
        )


@dataclass(frozen=True)
class NoLongerWaiting(Message, kind="waiting.over"):
    """It was pressed after a match was found, or after they left."""

    def render(self, program: Program) -> Rendered:
        return told(
            section("There is news since this was written. Type `status` to see what is next for you.")
        )


@dataclass(frozen=True)
class InSince(Message, kind="waiting.in_since"):
    """What an older word about joining becomes once there is a newer one."""

    def render(self, program: Program) -> Rendered:
        words = "✓ *You're in.* There is news since: type `status` for how it stands, `profile` for what you told me."
        return told(section(words))


def when_words(next_at: int, tz: str) -> Mrkdwn:
    if not next_at:
        return Mrkdwn("You hear from me once pairs are made again")
    return fill("You hear from me by {day}", day=day(next_at, tz))
