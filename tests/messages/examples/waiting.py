"""Examples of what somebody hears who waits for a match."""

from bot.messages.base import Message, View
from bot.messages.waiting import NO_ROUND, NO_ROUND_SINCE, WHY, InSince, NoLongerWaiting, Stays, Waiting

DAY = 1895220000

EXAMPLES: list[Message | View] = [
    *(
        Waiting(1, side, why, DAY, "Europe/Madrid")
        for side, whys in WHY.items()
        for why in (*whys, "forbidden")
    ),
    Waiting(1, "mentee", "dropped", DAY, "Asia/Kolkata", again=True),
    Waiting(1, "mentor", "dropped", 0, "UTC", again=True),
    Waiting(
        1,
        "mentor",
        "nobody_needs",
        DAY,
        "UTC",
        again=True,
        asked_for=("Leading without authority", "SQL", "<!channel>" * 9),
    ),
    Waiting(1, "mentee", "no_place", DAY, "Europe/Madrid", together="Public speaking"),
    Waiting(
        1, "mentee", "nobody_offers", DAY, "UTC", True, together="Leading without authority & <!channel>"
    ),
    Waiting(0, "mentor", NO_ROUND, DAY, "Europe/Lisbon"),
    Waiting(0, "mentee", NO_ROUND_SINCE, DAY, "Europe/Lisbon"),
    Stays(DAY, "Europe/Madrid"),
    Stays(0, "UTC"),
    NoLongerWaiting(),
    InSince(),
]

UNASKED = {"waiting.news"}
