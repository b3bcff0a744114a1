"""A round being published: held back for some minutes, then in force, then told in public."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.program import Program
from bot.messages.base import Message, Rendered
from bot.messages.matching import SendNow, Undo, pairs_words
from bot.messages.mrkdwn import bullets, fill, moment
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class Publishing(Message, kind="matching.publishing"):
    """Held back for a while. `at` is a Unix time; `by` is an admin's name."""

    round_id: int
    count: int
    at: int
    by: str

    def render(self, program: Program) -> Rendered:
        words = "{by} publishes *{pairs}*: {at}. Until then nobody hears of it, and it can be undone."
        at = moment(datetime.fromtimestamp(self.at, UTC))
        return told(
            section(fill(words, by=self.by, pairs=pairs_words(self.count), at=at)),
            buttons(("Undo", Undo(self.round_id)), ("Send now", SendNow(self.round_id)), primary=False),
        )


@dataclass(frozen=True)
class Published(Message, kind="matching.published"):
    """`broken` pairs could no longer be; `left` people hear that there is nobody for them this time."""

    count: int
    broken: int = 0
    left: int = 0

    def render(self, program: Program) -> Rendered:
        lines: list[object] = [
            "Mentees hear first, mentors when their mentee agreed or said nothing for a working day."
        ]
        if self.left:
            one = self.left == 1
            people = "One person stays" if one else f"{self.left} people stay"
            hear = "hears" if one else "hear"
            lines.append(f"{people} without a match and {hear} why, what comes next, and when.")
        if self.broken:
            lines.append(
                f"{pairs_words(self.broken)} left out: somebody left or found another partner meanwhile."
            )
        return told(
            section(fill("✓ *{pairs} published*", pairs=pairs_words(self.count))),
            section(bullets(lines)),
            small("If a pair needs a look, you hear of it here."),
        )


@dataclass(frozen=True)
class NewPairs(Message, kind="matching.new_pairs"):
    """The post in public: how many have started, and by name only those where both said yes. Names are plain text."""

    count: int
    named: tuple[tuple[str, str], ...] = ()

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill("*{pairs} started* in {name}.", pairs=_new_pairs(self.count), name=program.name)
                if self.count
                else fill("New in {name}:", name=program.name)
            ),
            section(bullets([f"{mentee} and {mentor}" for mentor, mentee in self.named[:20]]))
            if self.named
            else None,
            small(
                "Named are only those who both said yes. Type `/mentor join` to take part in the next round."
            ),
        )


def _new_pairs(count: int) -> str:
    return "1 new pair" if count == 1 else f"{count} new pairs"
