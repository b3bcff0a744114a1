"""The pages of a preview that list its pairs, the best first, by how well they fit."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.formats import called, pairs_words, wording
from bot.messages.matching import TurnPage
from bot.messages.mrkdwn import Mrkdwn, fill
from bot.messages.pieces import divider, header, section, small
from bot.messages.preview import (
    CIRCLES_A_PAGE,
    HOW,
    PAIRS_A_PAGE,
    STALE,
    Around,
    Differs,
    decide,
    differences,
    framed,
    picker,
)
from bot.messages.preview_circles import circle_cards
from bot.messages.preview_pair import FITS, PairLine, pair_block
from bot.messages.review import TOO_MANY, TOO_MANY_WORDS, SetCalm, ShowProof

HELD_BACK: Final = "Nobody hears of it before you publish; then you have {n} minutes to undo it."
NOBODY: Final = (
    "Nobody can be matched yet. *Without a match* says why for each, and *What is lacking* what would help."
)


@dataclass(frozen=True)
class Preview(Message, kind="matching.preview"):
    """One page of the proposed pairs. `approved` counts the pairs of all pages that are not dropped, `fits` those of each
    fit; `earlier` counts those that stay out as they were dropped before."""

    round_id: int
    pairs: tuple[PairLine, ...]
    total: int
    approved: int
    page: int = 0
    without: int = 0
    fits: tuple[tuple[str, int], ...] = ()
    earlier: int = 0
    changed: bool = False
    undone: bool = False
    stopped: bool = False
    changed_by: str = ""
    failed: str = ""
    """The reference of a newer working out that came to nothing."""
    edit: int = 0
    calm: bool = False
    locked: int = 0
    proven: bool = False
    bounded: bool = False
    """It is not proven best, and how near the best it is can be said."""
    looking: int = -1
    """How many of those without a match look for a mentor; -1 where that was not kept."""
    stale: bool = False
    """The rules have changed since it was worked out."""
    differs: Differs | None = None
    circle: tuple[int, ...] = ()
    """Where the format is circles: how many mentees one needs, and takes at most. `total` counts circles then."""
    format: str = ""
    """That of the draft, whatever the program's is by now."""

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        around = Around(self.round_id, self.approved, self.without, self.edit, stale=self.stale)
        words = wording(program)
        pages = max(1, -(-self.total // (CIRCLES_A_PAGE if self.circle else PAIRS_A_PAGE)))
        back = ("Previous", TurnPage(self.round_id, self.page - 1)) if self.page else None
        on = ("Next", TurnPage(self.round_id, self.page + 1)) if self.page + 1 < pages else None
        blocks = [
            header(f"The best {words.many}" if self.total else f"No {words.many} yet"),
            self._note(),
            section(self._summary(around, program)),
            decide(around, program),
            small(fill(HELD_BACK, n=program.undo_minutes)) if self.approved else None,
            divider(),
            *differences(Differs(*self.differs) if self.differs else None),
            small(HOW) if self.total else None,
            picker() if self.total else None,
            *(circle_cards(self, around, program) if self.circle else self._pairs(around, program)),
            small(f"Page {self.page + 1} of {pages}") if pages > 1 else None,
        ]
        besides = self._rules() if self.total else ()
        return framed(around, blocks, on, back, program=program, besides=besides, decided=True)

    def _rules(self) -> tuple[tuple[str, Click] | None, ...]:
        """What was proven, and how much the next working out may change."""
        proof = ("What is proven?", ShowProof(self.round_id)) if self.proven or self.bounded else None
        label = "Always the best" if self.calm else "Change as little as possible"
        return proof, (label, SetCalm(self.round_id, not self.calm, self.edit))

    def _note(self) -> Block | None:
        if self.stopped:
            return section("✓ Stopped. The draft is as it was before.")
        if self.failed == TOO_MANY:
            return section(TOO_MANY_WORDS + " The draft is as it was before.")
        if self.failed:
            words = (
                "I could not work it out again (the log has it under *{ref}*). The draft is as it was before."
            )
            return section(fill(words, ref=self.failed))
        if self.changed_by:
            words = (
                "{by} changed this in the meantime, so your press changed nothing. Here is how it stands now."
            )
            return section(fill(words, by=self.changed_by))
        if self.changed:
            return section("Somebody else changed this in the meantime. Here is how it stands now.")
        if self.undone:
            return section("✓ Undone. Nobody heard of it. Drop, work it out again, or publish when you like.")
        return None

    def _summary(self, around: Around, program: Program) -> Mrkdwn:
        if not self.total:
            return Mrkdwn(
                NOBODY if self.without else "Nobody can be matched yet. More people will help: invite some."
            )
        dropped = self.total - self.approved
        how = "all in until you drop one" if self.total > 1 else "in until you drop it"
        words = "*{pairs}*, {how}."
        if self.locked:
            words += " 🔒 {locked} locked."
        words += self._standing(dropped=dropped > 0)
        if self.without:
            words += called(program, self._left_words())
        if self.earlier:
            words += " {earlier} of an earlier preview stay out, as you dropped them."
        return fill(
            words,
            pairs=around.counted(program),
            how=f"{dropped} dropped" if dropped else how,
            without=self.without,
            locked=self.locked,
            earlier=pairs_words(self.earlier),
        )

    def _standing(self, *, dropped: bool) -> str:
        """What can be said for this choice, or what is to be done with it."""
        if self.stale:
            return " " + STALE
        if dropped:
            return " *Work it out again* looks for somebody else for them."
        if self.proven and self.calm:
            return " The pairs of before stay as far as they can; the rest is proven best around them."
        if self.bounded:
            return " Near the best: the search was cut short, and *What is proven?* says how near it is at least."
        if self.proven:
            return " *Proven best under your rules*: no other choice matches more people, or as many with a better fit."
        return ""

    def _left_words(self) -> str:
        """Who stays without, counted as on the button, and those who look for somebody, as in what changed."""
        looking = f" ({self.looking} of them look for a mentor)" if 0 <= self.looking < self.without else ""
        return f" {{without}} stay without{looking}: *Without a match* says why."

    def _pairs(self, around: Around, program: Program) -> list[Block]:
        """The pairs of this page, each fit under a heading of its own."""
        blocks: list[Block] = []
        counts, last = {fit: count for fit, count, *_ in self.fits}, ""
        for place, pair in enumerate(PairLine(*one) for one in self.pairs):
            if pair.fit != last:
                words = f"*{FITS.get(pair.fit, 'Fit')}* ({pairs_words(counts.get(pair.fit, 0))})"
                blocks.append(section(words))
                last = pair.fit
            blocks.append(pair_block(around, pair, program, place=place, page=self.page, fit=False))
        return blocks
