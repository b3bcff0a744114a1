"""Examples of taking a pause."""

from bot.messages.base import Message, View
from bot.messages.pausing import NotPaused, NotYet, PartnerAway, PauseChoices, Paused, PauseOver, Resumed

EXAMPLES: list[Message | View] = [
    PauseChoices(),
    *(PauseChoices(fault) for fault in ("not_a_day", "day_is_past", "too_far")),
    Paused("2030-01-14"),
    Paused("2030-01-14", ("UBO",)),
    Paused("2030-01-14", ("UBO", "UCARL", "UDANA")),
    Resumed(),
    Resumed(by_itself=True),
    PauseOver(),
    NotPaused(),
    NotYet(),
    PartnerAway("UBO", "2030-09-30"),
]

UNASKED = {"pausing.partner_away"}
