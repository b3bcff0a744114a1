"""What the program team does with a draft besides publishing it: lock, swap, forbid, and how much may change.

Every click that changes a draft carries its `edit`: pressed on an older one it changes nothing.
"""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import paired
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import fill
from bot.messages.pieces import buttons, section, told


@dataclass(frozen=True)
class LockPair(Click, name="matching.lock_pair"):
    """This pair is to be, and the rest is worked out again."""

    round_id: int
    edit: int
    mentor: str
    mentee: str


@dataclass(frozen=True)
class ForbidPair(Click, name="matching.forbid_pair"):
    """This pair is not to be in this round, and the rest is worked out again."""

    round_id: int
    edit: int
    mentor: str
    mentee: str


@dataclass(frozen=True)
class Lock(Click, name="matching.lock"):
    """Keep a pair of the draft, whatever is worked out again."""

    round_id: int
    pair_id: int
    page: int
    who: str = ""
    edit: int = 0


@dataclass(frozen=True)
class Unlock(Click, name="matching.unlock"):
    round_id: int
    ruling_id: int
    page: int
    who: str = ""
    edit: int = 0


@dataclass(frozen=True)
class Swap(Click, name="matching.swap"):
    """Whom else these two could be paired with, and what each would cost."""

    round_id: int
    pair_id: int
    edit: int = 0


@dataclass(frozen=True)
class SetCalm(Click, name="matching.calm"):
    """How the rest is worked out from now on: changing as little as possible, or always the best."""

    round_id: int
    calm: bool
    edit: int = 0


@dataclass(frozen=True)
class ShowProof(Click, name="matching.proof"):
    round_id: int


@dataclass(frozen=True)
class GetRoundFile(Click, name="matching.round_file"):
    round_id: int


@dataclass(frozen=True)
class Cancelled(Message, kind="matching.cancelled"):
    """What the card of a round says that was stopped, where there was no draft before it."""

    by: str

    def render(self, program: Program) -> Rendered:
        words = "{by} stopped it. Nothing was worked out, and nobody hears of it."
        return told(section(fill(words, by=self.by)), buttons(("Work it out again", PreviewMatch())))


@dataclass(frozen=True)
class Reworked(Message, kind="matching.reworked"):
    """In the window in which a pair was locked or taken out. The card in the admin channel shows what came of it."""

    mentor: str
    mentee: str
    locked: bool = True

    def render(self, program: Program) -> Rendered:
        words = "✓ {pair}: locked." if self.locked else "✓ {pair}: out of this round."
        rest = " The rest is worked out again; the card in the program team's channel shows what changed."
        return told(section(fill(words + rest, pair=paired(program, self.mentee, self.mentor))))


@dataclass(frozen=True)
class Impossible(Message, kind="matching.impossible"):
    """A pair cannot be locked. `private`: a wish stands between them that is nobody's to read."""

    mentor: str
    mentee: str
    private: bool = False

    def render(self, program: Program) -> Rendered:
        why = (
            "not possible under a private rule"
            if self.private
            else "a rule of the program stands between them"
        )
        words = "{pair}: {why}. Nothing was changed."
        return told(section(fill(words, pair=paired(program, self.mentee, self.mentor), why=why)))
