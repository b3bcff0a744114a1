"""Examples of a round being published."""

from bot.messages.base import Message, View
from bot.messages.publishing import NewPairs, Published, Publishing, Started

EXAMPLES: list[Message | View] = [
    Publishing(1, 12, 1894100000, "Hana Holm"),
    Publishing(1, 1, 1894100000, "<!channel>"),
    Publishing(1, 2, 1894100000, "Hana Holm", (("Ana <!channel>", "Bo Berg"), ("Cy 🎉", "دانا"))),
    Published(12, 0, 3, 1894100000, 1894200000),
    Started(10, 1, 1, 1),
    Started(1),
    Published(1, 2, 1),
    NewPairs(12),
    NewPairs(3, (("Bo Berg", "Ana <!channel>"), ("دانا", "Cy 🎉"))),
    NewPairs(0, (("Bo Berg", "Ana Alvarez"),)),
]
