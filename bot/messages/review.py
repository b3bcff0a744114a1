"""What the program team does with a draft besides publishing it: lock, swap, forbid, and how much may change.

Every click that changes a draft carries its `edit`: pressed on an older one it changes nothing.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.asking import NEVER, TryChange
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import paired
from bot.messages.matching import AtPair, PreviewMatch
from bot.messages.mrkdwn import fill, listed
from bot.messages.pieces import buttons, section, told
from bot.messages.rules import ShowRules


@dataclass(frozen=True)
class OfTwo:
    """Any two people as mentor and mentee, by their ids, whether or not they are a pair of the draft."""

    round_id: int
    edit: int
    mentor: str
    mentee: str


@dataclass(frozen=True)
class LockPair(OfTwo, Click, name="matching.lock_pair"):
    """This pair is to be, and the rest is worked out again."""


@dataclass(frozen=True)
class ForbidPair(OfTwo, Click, name="matching.forbid_pair"):
    """This pair is not to be in this round, and the rest is worked out again."""


@dataclass(frozen=True)
class Lock(AtPair, Click, name="matching.lock"):
    """Keep a pair of the draft, whatever is worked out again."""


@dataclass(frozen=True)
class Unlock(Click, name="matching.unlock"):
    round_id: int
    ruling_id: int
    page: int
    who: str = ""
    edit: int = 0


@dataclass(frozen=True)
class UnlockPair(OfTwo, Click, name="matching.unlock_pair"):
    """This pair is to be locked no more: pressed beside the card, where a lock stood in the way."""


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


TOO_MANY: Final = "too many"
"""What stands for the reference where nothing failed, and there are only too many people for what counts."""

TOO_MANY_WORDS: Final = (
    "There are too many people to work this out exactly at once, and a guess would be unfair to them. Let fewer departments "
    "or sites take part under *What counts*, and match the others in a round of their own."
)


@dataclass(frozen=True)
class NotWorkedOut(Message, kind="matching.not_worked_out"):
    """What the card of a round says that could not be worked out, where there was no draft before it."""

    ref: str

    def render(self, program: Program) -> Rendered:
        if self.ref == TOO_MANY:
            ways = (("What counts", ShowRules()), ("Work it out again", PreviewMatch()))
            return told(section(TOO_MANY_WORDS + " Nobody hears of it."), buttons(*ways))
        words = (
            "I could not work out the pairs, and nobody hears of it. Please try again; if it happens once more, the log "
            "has the details under the reference *{ref}*."
        )
        return told(section(fill(words, ref=self.ref)), buttons(("Work it out again", PreviewMatch())))


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
class StillLocked(Message, kind="matching.still_locked"):
    """What was asked would part pairs that are locked, so nothing was changed. `pairs` are their mentors and mentees by
    id, and by name."""

    round_id: int
    edit: int
    pairs: tuple[tuple[str, str, str, str], ...]

    def render(self, program: Program) -> Rendered:
        named = listed([paired(program, mentee, mentor) for *_, mentor, mentee in self.pairs])
        words = "{pairs}: locked. Nothing was changed. Unlock them first?"
        ways = [
            (f"Unlock {mentee} and {mentor}", UnlockPair(self.round_id, self.edit, *ids))
            for *ids, mentor, mentee in self.pairs
        ]
        return told(section(fill(words, pairs=named)), buttons(*ways) if self.round_id else None)


@dataclass(frozen=True)
class Unlocked(Message, kind="matching.unlocked"):
    """They are locked no more; by id, and by name."""

    mentor: str
    mentee: str
    mentor_name: str
    mentee_name: str

    def render(self, program: Program) -> Rendered:
        words = "✓ {pair}: unlocked. They stay a pair until you change that."
        pair = paired(program, self.mentee_name, self.mentor_name)
        way = ("What if they were not?", TryChange(NEVER, self.mentor, self.mentee))
        return told(section(fill(words, pair=pair)), buttons(way))


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
