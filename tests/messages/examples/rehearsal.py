"""Examples of the rehearsal that an admin can try alone."""

from bot.messages.base import Message, View
from bot.messages.rehearsal import SCENES, Rehearsal, RehearsalOver, Rehearsed

EXAMPLES: list[Message | View] = [
    *(Rehearsal(step) for step in range(len(SCENES))),
    *(Rehearsed(step, 0) for step in range(len(SCENES))),
    RehearsalOver("CADMINS"),
    RehearsalOver(),
]
