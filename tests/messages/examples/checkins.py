"""Examples of check-ins."""

from bot.domain.checkins import Said
from bot.messages.base import Message, View
from bot.messages.checkins import Answered, DidYouMeet, Later, NotYetHelp, Planned, Silence

EXAMPLES: list[Message | View] = [
    DidYouMeet(7, "UBO", "checkin.mentee"),
    DidYouMeet(7, "UANA", "checkin.mentor"),
    DidYouMeet(7, "UBO", "checkin.follow_up"),
    DidYouMeet(7, "UBO", "checkin.planned"),
    DidYouMeet(7, "UBO", "checkin.later"),
    DidYouMeet(7, "UBO", "checkin.mentee", fewer=True),
    Answered(3, Said.MET, "UBO"),
    Answered(3, Said.MET),
    Answered(3, Said.PLANNED, "UANA", "2030-01-22"),
    Answered(3, Said.NOT_YET, "UANA"),
    Answered(3, Said.MET, "UBO", gave=True),
    Answered(3, Said.NOTHING, over=True),
    Answered(3, Said.NOT_YET, over=True),
    Planned("UBO", "2030-01-22", "2030-01-23"),
    Planned("UANA", "2030-01-22", "2030-01-23", "UANA"),
    NotYetHelp(7, 3, "UBO", "2030-02-04"),
    NotYetHelp(7, 3, "UANA", "2030-02-04", "UANA"),
    NotYetHelp(7, 3, "UBO"),
    Later(7, "2030-01-09"),
    Silence(1),
    Silence(4),
]

UNASKED = {"checkins.did_you_meet"}
