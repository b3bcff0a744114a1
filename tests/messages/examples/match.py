"""Examples of the match as the two people meet it."""

from bot.domain.matches import State
from bot.messages.base import Message, View
from bot.messages.match import AskedAgain, MatchOver, MenteeAsked, MentorAsked
from bot.messages.receipt import Receipt
from tests.messages.examples.matching import GOAL, HOSTILE, SPEAKING

AT = 1894183200
LONG = (
    ("skills", ("Leading without authority", "First steps as a manager"), 0),
    ("goal", ("presentation", "negotiation"), 0),
    ("shared_hours", (), 450),
)

EXAMPLES: list[Message | View] = [
    MenteeAsked(7, "UBO", "Head of Data", SPEAKING, silent_until=AT),
    MenteeAsked(7, "UBO", "", ()),
    MenteeAsked(7, "UBO", "<!channel> VP 🎉 " + "of everything " * 9, HOSTILE),
    MenteeAsked(7, "UBO", "Senior Principal Engineer", LONG, silent_until=AT),
    MentorAsked(7, "UANA", "Analyst", SPEAKING),
    MenteeAsked(
        7,
        "UBO",
        "Senior Principal Engineer",
        LONG,
        "Moving from expert to team lead, and what nobody tells you about it. " * 4,
        AT,
        "Europe/Madrid",
    ),
    MenteeAsked(7, "UBO", "", SPEAKING, "<!channel> *SQL* 🎉"),
    MentorAsked(
        7, "UANA", "Analyst", SPEAKING, "Present our results to the board without reading from my notes."
    ),
    MentorAsked(7, "UANA", "Senior Principal Engineer", LONG, "x" * 300, AT),
    MentorAsked(7, "UANA", "", GOAL),
    MentorAsked(7, "UANA", "Senior Principal Engineer", LONG, silent_until=AT),
    AskedAgain(7, "UBO", "mentee", AT),
    AskedAgain(7, "UANA", "mentor", AT),
    Receipt(
        7, "UBO", "mentee", State.MENTEE_ASKED, "yes", opens_at=AT, tz="Europe/Madrid", place="CMENTORSHIP"
    ),
    Receipt(
        7,
        "UBO",
        "mentee",
        State.MENTOR_ASKED,
        "yes",
        asked=True,
        public="yes",
        opens_at=AT,
        place="CMENTORSHIP",
    ),
    Receipt(7, "UANA", "mentor", State.MENTOR_ASKED, "yes", asked=True, opens_at=AT),
    Receipt(
        7, "UANA", "mentor", State.AGREED, "yes", asked=True, public="no", opens_at=AT, place="CMENTORSHIP"
    ),
    Receipt(7, "UANA", "mentor", State.HELD, "no", asked=True),
    Receipt(7, "UANA", "mentor", State.HELD, "yes", asked=True),
    Receipt(7, "UANA", "mentor", State.OPEN, "yes", asked=True),
    Receipt(
        7,
        "UANA",
        "mentor",
        State.OPEN,
        "yes",
        asked=True,
        place="CMENTORSHIP",
        link="https://slack.com/app_redirect?channel=CROOM&team=T1",
    ),
    Receipt(7, "UANA", "mentor", State.ENDED, "yes", asked=True),
    MatchOver("UBO", "mentee"),
    MatchOver("UANA", "mentor", started=True),
]

UNASKED = {"match.mentee_turn", "match.mentor_turn", "match.again", "match.over"}
