"""A round being published: held back for some minutes, then in force, then told in public."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Format, Program
from bot.messages.base import Message, Rendered
from bot.messages.formats import paired, wording
from bot.messages.matching import SendNow, ShowHeld, Undo
from bot.messages.mrkdwn import Mrkdwn, bullets, counted, fill, listed, moment
from bot.messages.pairs import ShowPairs
from bot.messages.pieces import buttons, section, small, told
from bot.messages.team_sees import ShowTeamSees

NAMED_AT_MOST: Final = 40


@dataclass(frozen=True)
class Publishing(Message, kind="matching.publishing"):
    """Held back for a while. `at` is a Unix time; `by` is an admin's name; `named` are the pairs as (mentee, mentor),
    where somebody wanted to see them."""

    round_id: int
    count: int
    at: int
    by: str
    named: tuple[tuple[str, str], ...] = ()
    format: str = ""

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        words = "{by} publishes *{pairs}*: {at}. Until then nobody hears of it, and it can be undone."
        at = moment(self.at)
        return told(
            section(fill(words, by=self.by, pairs=wording(program).counted(self.count), at=at)),
            section(bullets(self._pairs(program))) if self.named else None,
            buttons(
                ("Undo", Undo(self.round_id)),
                ("Send now", SendNow(self.round_id)),
                None if self.named else ("Show the pairs", ShowHeld(self.round_id)),
                primary=False,
            ),
        )

    def _pairs(self, program: Program) -> list[object]:
        others = len(self.named) - NAMED_AT_MOST
        lines: list[object] = [
            paired(program, mentee, mentor, strong=False) for mentee, mentor in self.named[:NAMED_AT_MOST]
        ]
        return [*lines, f"and {others} more"] if others > 0 else lines


@dataclass(frozen=True)
class Published(Message, kind="matching.published"):
    """`broken` pairs could no longer be; `left` people hear that there is nobody for them this time. `opens_by` and
    `news_at` are Unix times, 0 where it was published a while ago."""

    count: int
    broken: int = 0
    left: int = 0
    opens_by: int = 0
    news_at: int = 0
    format: str = ""

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        return told(
            section(fill("✓ *{pairs} published*", pairs=wording(program).counted(self.count))),
            section(fill("*What happens now*\n{lines}", lines=bullets(self._lines(program)))),
            section(self._then()),
            buttons(("Pairs", ShowPairs()), ("What the team sees", ShowTeamSees()), stays=True),
        )

    def _lines(self, program: Program) -> list[object]:
        days = counted(program.nudges["match.mentor_turn"].after_days, "working day")
        lines: list[object] = [fill(wording(program).first, days=days)]
        if self.opens_by:
            at = moment(self.opens_by)
            lines.append(
                fill(
                    "Each {one}'s own conversation opens when all of it agree; if nobody objects, soon after this: {at}.",
                    one=wording(program).one,
                    at=at,
                )
            )
        if self.left:
            one = self.left == 1
            people = "One person stays" if one else f"{self.left} people stay"
            hear = "hears" if one else "hear"
            lines.append(f"{people} without a match and {hear} why, what comes next, and when.")
        if self.broken:
            lines.append(f"{self.broken} left out: somebody left or found another partner meanwhile.")
        return lines

    def _then(self) -> Mrkdwn:
        news = (
            fill(
                "*Next:* nothing for you to do. I tell you here how many have started: {at}. ",
                at=moment(self.news_at),
            )
            if self.news_at
            else Mrkdwn("")
        )
        return Mrkdwn(
            news
            + "If a pair needs a look, you hear of it here before. *Pairs* shows at any time how each stands."
        )


@dataclass(frozen=True)
class Started(Message, kind="matching.started"):
    """What the program team hears some days after publishing. `open` pairs have their conversation; the others wait for
    a yes, need a look, or have ended."""

    open: int
    waiting: int = 0
    held: int = 0
    ended: int = 0
    format: str = ""

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        every = self.open + self.waiting + self.held + self.ended
        words = "*{open} of {pairs} {have} started.*"
        have = "has" if self.open == 1 else "have"
        rest = [
            f"{count} {what}"
            for count, what in (
                (self.waiting, "still waiting for a yes"),
                (self.held, "to look at: see the card about it"),
                (self.ended, "will not start, and its people are back on the list"),
            )
            if count
        ]
        return told(
            section(fill(words, open=self.open, pairs=wording(program).counted(every), have=have)),
            section(bullets(list(rest))) if rest else None,
            section(
                f"*Next:* I ask each {wording(program).one} by its rhythm whether they met. *Pairs* shows who has, and who may need you."
            ),
            buttons(("Pairs", ShowPairs()), stays=True),
        )


@dataclass(frozen=True)
class NewPairs(Message, kind="matching.new_pairs"):
    """The post in public: how many have started, and by name only those where both said yes. Names are plain text."""

    count: int
    named: tuple[tuple[str, str], ...] = ()
    format: str = ""

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        return told(
            section(
                fill("*{pairs} started* in {name}.", pairs=self._new(program), name=program.name)
                if self.count
                else fill("New in {name}:", name=program.name)
            ),
            section(bullets(self._named(program))) if self.named else None,
            small(
                ("Named are only those who both said yes. " if self.named else "")
                + "Type `/mentor join` to take part in the next round."
            ),
        )

    def _new(self, program: Program) -> str:
        words = wording(program)
        return f"1 new {words.one}" if self.count == 1 else f"{self.count} new {words.many}"

    def _named(self, program: Program) -> list[object]:
        """A line each; of a circle its mentor first, with those who said yes too."""
        if program.matching.format is not Format.CIRCLES:
            return [f"{mentee} and {mentor}" for mentor, mentee in self.named[:20]]
        circles: dict[str, list[object]] = {}
        for mentor, mentee in self.named:
            circles.setdefault(mentor, []).append(mentee)
        return [
            fill("{mentor} with {them}", mentor=mentor, them=listed(them)) for mentor, them in circles.items()
        ]
