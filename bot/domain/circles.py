"""A circle while it begins: who is in it, whom it waits for, and whether it can still fill."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.matches import LIVE, Match, State, partner_sees
from bot.domain.matching import ReasonKind
from bot.domain.program import Format, MatchingRules, Program
from bot.domain.rounds import ProposedPair, too_small

READY = (State.MENTOR_ASKED, State.AGREED)
TOPICS_TOLD = 5
UNFILLED = "the circle did not fill"
"""Why the matches of such a circle ended."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The matches of a circle, and how many it needs. `to_hear` are the ids of those whose mentee is still to be told or
    may still answer before the mentor is asked; `away` are people on a pause, for whom nobody waits."""

    matches: Sequence[Match]
    least: int
    to_hear: Collection[int] = ()
    away: Collection[str] = ()

    @property
    def live(self) -> list[Match]:
        return [one for one in self.matches if one.state in LIVE]

    @property
    def opened(self) -> list[Match]:
        return [one for one in self.matches if one.state is State.OPEN]

    @property
    def ready(self) -> list[Match]:
        """Those of whom the mentor was told, that can open now."""
        return [one for one in self.matches if one.state in READY and one.mentee not in self.away]

    @property
    def to_ask_about(self) -> list[Match]:
        """Those whose mentee has had their time to say no, and of whom the mentor was not told yet."""
        return [one for one in self._asked if one.mentee_letter and one.id not in self.to_hear]

    @property
    def waits(self) -> bool:
        """Whether a mentee is still to answer."""
        return any(one.id in self.to_hear for one in self._asked)

    @property
    def fails(self) -> bool:
        """Whether too few are left, whatever is decided of those that are held. One that is open stays open."""
        there = [one for one in self.live if one.mentee not in self.away]
        return bool(self.live) and not self.opened and len(there) < self.least

    def fills(self, some: Collection[Match]) -> bool:
        """Whether these are enough to begin with, or the circle has begun without them."""
        return bool(some) and (bool(self.opened) or len(some) >= self.least)

    @property
    def _asked(self) -> list[Match]:
        return [
            one for one in self.matches if one.state is State.MENTEE_ASKED and one.mentee not in self.away
        ]


def room_of(match: Match, together: Collection[Match]) -> tuple[str, ...]:
    """The people of the conversation that a match has: of a circle all who were in it when it was last opened."""
    if not match.in_circle:
        return match.people
    begun = [one for one in together if one.opened_at]
    last = max((one.opened_at for one in begun if one.opened_at), default=None)
    there = [one for one in begun if last and (one.ended_at is None or one.ended_at >= last)]
    return match.mentor, *(one.mentee for one in there)


def topics(matches: Collection[Match], program: Program) -> tuple[str, ...]:
    """What a circle may read of each other: the skills that its mentor could teach, those most wanted first, and not who
    wants which. Nothing where a question said that partners do not see its answer."""
    intake = program.form("intake")
    if not all(partner_sees(intake, key) for key in ("wanted", "offered")):
        return ()
    named = [
        word
        for match in matches
        for reason in match.reasons
        if reason.kind is ReasonKind.SKILLS
        for word in reason.words
    ]
    return tuple(sorted(dict.fromkeys(named), key=lambda word: (-named.count(word), word)))[:TOPICS_TOLD]


def will_begin(pairs: Iterable[ProposedPair], rules: MatchingRules) -> list[ProposedPair]:
    """The pairs of a draft that publishing brings into force: those that are not dropped, and are of no circle that is
    too small without what was."""
    kept = [one for one in pairs if not one.dropped]
    small = too_small(kept, rules)
    return [one for one in kept if one.mentor not in small]


def how_many(pairs: Iterable[ProposedPair | Match], rules: MatchingRules) -> int:
    """How many pairs there are; how many circles, where the format is that."""
    every = [one.mentor for one in pairs]
    return len(set(every)) if rules.format is Format.CIRCLES else len(every)


def by_circle(pairs: Iterable[ProposedPair]) -> list[list[ProposedPair]]:
    """The pairs of each circle, the circles with the best fit on the whole first."""
    found: dict[str, list[ProposedPair]] = {}
    for pair in pairs:
        found.setdefault(pair.mentor, []).append(pair)
    return sorted(found.values(), key=lambda each: (-sum(one.points for one in each) / len(each), each[0].id))
