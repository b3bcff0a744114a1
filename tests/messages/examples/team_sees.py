"""What the program team sees, and what it never sees."""

from bot.messages.base import Message, View
from bot.messages.team_sees import TeamSees

EXAMPLES: list[Message | View] = [TeamSees()]
