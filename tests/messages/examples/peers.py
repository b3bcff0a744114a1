"""Examples of two peers, and of a pair in which the junior teaches."""

from bot.domain.matches import State
from bot.messages.base import Message, View
from bot.messages.match import AskedAgain, MatchOver, MenteeAsked, MentorAsked
from bot.messages.opening import Opened
from bot.messages.receipt import Receipt
from tests.messages.examples.matching import SPEAKING

AT = 1894183200
BOTH_WAYS = (
    *SPEAKING,
    ("back.skills", ("SQL", "Spreadsheets"), 0),
    ("back.near", ("Statistics", "Data analysis"), 0),
)

EXAMPLES: list[Message | View] = [
    MenteeAsked(7, "UBO", "Head of Data", BOTH_WAYS, silent_until=AT, format="peers"),
    MentorAsked(7, "UANA", "Analyst", BOTH_WAYS, silent_until=AT, format="peers"),
    AskedAgain(7, "UANA", "peer", AT),
    Receipt(7, "UANA", "peer", State.AGREED, "yes", asked=True, opens_at=AT, format="peers"),
    MatchOver("UBO", "peer"),
    Opened(7, "UBO", "UANA", BOTH_WAYS, AT, ask_day="2030-01-21", format="peers"),
    MenteeAsked(7, "UBO", "Analyst", SPEAKING, silent_until=AT, format="reverse"),
    MentorAsked(7, "UANA", "Head of Data", SPEAKING, silent_until=AT, format="reverse"),
    Opened(7, "UBO", "UANA", SPEAKING, AT, ask_day="2030-01-21", format="reverse"),
]

UNASKED = {"match.mentee_turn", "match.mentor_turn", "match.again", "match.over"}
