"""What the program team can press to ask something of a matching, wherever it is offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.criteria import PARTS
from bot.domain.explaining import AddPlace, Change, Forbid, Force, Weigh
from bot.domain.matching import ReasonKind
from bot.messages.base import Click, Given

PAIR: Final = "pair"
NEVER: Final = "never"
PLACE: Final = "place"
WEIGH: Final = "weigh"


@dataclass(frozen=True)
class WhyPair(Click, name="why.pair"):
    """Why these two are a pair, or are not; whoever of them is the mentor."""

    mentor: str
    mentee: str


@dataclass(frozen=True)
class WhyPerson(Click, name="why.person"):
    """Why somebody has whom they have, or nobody, and who would be best for them."""

    who: str


@dataclass(frozen=True)
class AskWhy(Click, name="why.ask"):
    """Pick whom the question is about."""


@dataclass(frozen=True)
class OpenWhatIf(Click, name="whatif.open"):
    """The form of *What if …*, with these two filled in."""

    mentor: str = ""
    mentee: str = ""


@dataclass(frozen=True)
class ShapeWhatIf(Click, name="whatif.shape"):
    """Another kind of change was picked in the open form: draw it again with the fields of that."""

    metadata: str = ""
    given: Given = field(default_factory=dict)


@dataclass(frozen=True)
class TryChange(Click, name="whatif.try"):
    """What a change would do. `what` is one of the four above."""

    what: str
    mentor: str = ""
    mentee: str = ""
    criterion: str = ""
    word: str = ""

    def change(self, criteria: Mapping[str, str]) -> Change:
        """Raises `ValueError` for a change that is none of ours."""
        if self.what == PAIR:
            return Force(self.mentor, self.mentee)
        if self.what == NEVER:
            return Forbid(self.mentor, self.mentee)
        if self.what == PLACE:
            return AddPlace(self.mentor)
        if self.what == WEIGH and self.word in PARTS:
            return Weigh(ReasonKind(self.criterion).value, self.word, tuple(criteria.items()))
        raise ValueError("no change")


@dataclass(frozen=True)
class SaveWeight(Click, name="whatif.save"):
    """Let a criterion count so from now on; `number` is the version of the rules that it was worked out from."""

    criterion: str
    word: str
    number: int


@dataclass(frozen=True)
class ShowGaps(Click, name="gaps.show"):
    """What is lacking, and whom to recruit."""


@dataclass(frozen=True)
class PairThem(Click, name="pairing.pair"):
    """Lock these two in the draft; where there is none, one is begun with them in it."""

    mentor: str
    mentee: str


questions: Final[tuple[tuple[str, Click], ...]] = (
    ("Why …?", AskWhy()),
    ("What if …?", OpenWhatIf()),
    ("What is lacking", ShowGaps()),
)
"""The questions, offered beside one another."""
