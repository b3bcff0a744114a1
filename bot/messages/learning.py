"""What has worked so far, for the next round: told to the program team with its numbers, and how sure they are."""

from dataclasses import dataclass

from bot.domain.learning import ENOUGH
from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import pairs_words
from bot.messages.mrkdwn import Mrkdwn, bullets, fill
from bot.messages.pieces import buttons, section, small, told
from bot.messages.rules import CRITERIA, ShowRules


@dataclass(frozen=True)
class ShowWorked(Click, name="learning.show"):
    """What has worked?"""


@dataclass(frozen=True)
class TakeOver(Click, name="learning.take"):
    """Save what is suggested, as long as the rules are still of this version."""

    number: int


LinkSeen = tuple[str, float, float, float]
"""A criterion, how it and meetings went together, and its bounds."""


@dataclass(frozen=True)
class Worked(Message, kind="learning.worked"):
    """`links` are those that leave no doubt, `open` the criteria that do; `steps` is (criterion, now, suggested)."""

    pairs: int
    meetings: float
    links: tuple[LinkSeen, ...] = ()
    open: tuple[str, ...] = ()
    steps: tuple[tuple[str, str, str], ...] = ()
    number: int = 0

    def render(self, program: Program) -> Rendered:
        return told(
            section("*What has worked so far*"),
            section(self._so_far()),
            section(fill("{lines}", lines=bullets([self._link(one) for one in self.links])))
            if self.links
            else None,
            section(fill("*For the next round* I would let {steps}.", steps=self._steps()))
            if self.steps
            else None,
            buttons(
                ("Take it over", TakeOver(self.number)) if self.steps else None,
                ("What counts", ShowRules()),
                primary=bool(self.steps),
            ),
            small(
                "Points of all pairs that began eight weeks ago or earlier, against how often they told that they met in "
                "these weeks. What went together need not be a cause; you decide."
            ),
        )

    def _so_far(self) -> Mrkdwn:
        if self.pairs < ENOUGH:
            words = (
                "Too few to say: {pairs} began eight weeks ago or earlier. From {enough} pairs on I look whether those "
                "with more points of one kind meet more often; with fewer, any answer would be chance."
            )
            return fill(words, pairs=pairs_words(self.pairs) if self.pairs else "no pair", enough=ENOUGH)
        words = "{pairs} pairs met {meetings} times on average in their first eight weeks.{open}"
        unsure = ", ".join(CRITERIA[one][0].lower() for one in self.open)
        told_open = fill(" Too close to chance to say anything of: {those}.", those=unsure) if unsure else ""
        return fill(words, pairs=self.pairs, meetings=f"{self.meetings:.1f}", open=told_open)

    def _link(self, one: LinkSeen) -> Mrkdwn:
        name, rank, least, most = one
        words = (
            "*{label}*: the more, the {how} they met (link {rank}, most likely between {least} and {most})"
        )
        figures = {"rank": f"{rank:+.2f}", "least": f"{least:+.2f}", "most": f"{most:+.2f}"}
        return fill(words, label=CRITERIA[name][0], how="more" if rank > 0 else "less often", **figures)

    def _steps(self) -> Mrkdwn:
        lines = [
            fill(
                "{label} count *{after}*, now {before}",
                label=CRITERIA[name][0].lower(),
                before=before,
                after=after,
            )
            for name, before, after in self.steps
        ]
        return Mrkdwn("; ".join(lines))


@dataclass(frozen=True)
class TakenOver(Message, kind="learning.taken"):
    def render(self, program: Program) -> Rendered:
        return told(section("✓ Taken over: what changed stands below, and can be changed again there."))
