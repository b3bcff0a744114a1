"""Examples of what greets the program lead."""

from bot.messages.base import Message, View
from bot.messages.lead import LeadCard

EXAMPLES: list[Message | View] = [
    LeadCard(),
    LeadCard("CMENTORSHIP"),
    LeadCard("CMENTORSHIP", is_open=True),
    LeadCard("CMENTORSHIP", True, "16 2030-01-07"),
]
