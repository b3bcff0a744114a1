"""Examples of a circle as its people and the program team meet it."""

from bot.domain.matches import State
from bot.messages.base import Message, View
from bot.messages.checkins import Answered, DidYouMeet, NotYetHelp, Planned
from bot.messages.circles import CircleAsked, CircleNotFilled, CircleOpened, Unfilled
from bot.messages.concerns import PairNeedsLook
from bot.messages.leaving import MatchEnded, SomebodyLeft
from bot.messages.match import AskedAgain, MatchOver, MenteeAsked
from bot.messages.meetings import Met
from bot.messages.receipt import Receipt
from tests.messages.examples.matching import SPEAKING

AT = 1894183200
SIX = ("UADA", "UANA", "UCY", "UDEE", "UEVA", "UFAY")
TOPICS = ("Public speaking", "Presentations")
LONG = (
    "First steps as a manager",
    "Leading without authority",
    "Working across cultures",
    "<!channel> *SQL* 🎉",
)

EXAMPLES: list[Message | View] = [
    MenteeAsked(7, "UBO", "Head of Data", SPEAKING, silent_until=AT, format="circles", circle=6),
    CircleAsked(7, SIX[:3], TOPICS, silent_until=AT, tz="Europe/Madrid"),
    CircleAsked(7, SIX, LONG, silent_until=AT),
    CircleAsked(7, SIX[:1], TOPICS, later=True, silent_until=AT),
    CircleAsked(7, SIX[:2], later=True),
    CircleOpened(7, "UBO", SIX, TOPICS, "2030-01-21"),
    CircleOpened(7, "UBO", SIX, LONG, "2030-01-21", joined=SIX[5:]),
    CircleOpened(7, "UBO", SIX[:3], TOPICS, "2030-01-21", apart=True),
    Unfilled("UBO", "mentee"),
    Unfilled("UANA", "mentor"),
    CircleNotFilled("Bo Berg", ("Ana <!channel>", "دانا"), 3),
    PairNeedsLook(3, "Bo Berg", "Ana Alvarez", mentees=("Ana Alvarez", "Cy 🎉", "دانا")),
    Receipt(
        7, "UBO", "mentee", State.MENTEE_ASKED, "yes", opens_at=AT, place="CMENTORSHIP", format="circles"
    ),
    Receipt(7, "UBO", "mentee", State.MENTOR_ASKED, "yes", asked=True, opens_at=AT, format="circles"),
    Receipt(7, "UANA", "mentor", State.MENTOR_ASKED, "yes", opens_at=AT, format="circles", partners=SIX),
    Receipt(7, "UANA", "mentor", State.AGREED, "yes", opens_at=AT, format="circles", partners=SIX),
    Receipt(7, "UANA", "mentor", State.OPEN, "yes", format="circles", partners=SIX),
    Receipt(7, "UANA", "mentor", State.HELD, "no", format="circles", partners=SIX),
    Receipt(7, "UBO", "mentee", State.HELD, "yes", format="circles"),
    Receipt(7, "UBO", "mentee", State.ENDED, format="circles"),
    PairNeedsLook(4, "Bo Berg", "Ana Alvarez", circle=True),
    PairNeedsLook(5, "Bo Berg", "Ana Alvarez", started=True, circle=True),
    AskedAgain(7, "UANA", "mentor", AT, partners=SIX),
    MatchOver("UBO", "mentee", circle="all"),
    MatchOver("UANA", "mentor", circle="all"),
    MatchOver("UANA", "mentor", started=True, circle="one"),
    MatchEnded("UANA", seeks=False, goes_on=True),
    SomebodyLeft(1, circle=True),
    DidYouMeet(7, "UBO", "checkin.mentee", circle="mentee"),
    DidYouMeet(7, "UANA", "checkin.mentor", circle="mentor"),
    Met(7, 1, "UBO", "2030-01-21", circle="mentee"),
    Met(7, 1, "UANA", "2030-01-21", "UANA", circle="mentor"),
    Planned("UANA", "2030-01-21", "2030-01-22", circle="mentor"),
    NotYetHelp(7, 3, "UBO", "2030-01-21", circle="mentee"),
    Answered(7, "met", "UBO", circle="mentee"),
]

UNASKED = {"circles.asked", "circles.unfilled"}
