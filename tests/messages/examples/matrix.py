"""Examples of the goal alignment matrix."""

from bot.messages.base import Message, View
from bot.messages.matrix import GoalMatrix, MatrixComing, MatrixWords, NothingToDraw

LINES = (
    "Ana Ferreira: Bo Nielsen 62; next: Priya Desai 55, Uma Reddy 48",
    "Jonas Weber: Priya Desai 58; next: Bo Nielsen 51",
    "<!channel> 🎉 ‮desrever *bold*: no mentor proposed; would suit: Uma Reddy 31",
)

EXAMPLES: list[Message | View] = [
    GoalMatrix(1),
    GoalMatrix(1, failed=True),
    MatrixWords(LINES, 3, 1, 1),
    MatrixWords(LINES * 120, 4000, 8, 30),
    MatrixComing(),
    NothingToDraw(),
    NothingToDraw(working=True),
]

UNASKED: set[str] = set()
