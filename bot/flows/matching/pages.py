"""The pages of a preview: each puts together what its message shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.circles import by_circle, how_many, will_begin
from bot.domain.drafts import Proof
from bot.domain.forms import Audience
from bot.domain.matching import Pair, Side, Why
from bot.domain.people import Participant, Person, Status
from bot.domain.program import Format, MatchingRules
from bot.domain.rounds import DROPPED, LeftOver, ProposedPair, Round, fit_of, fits, page_of, topics
from bot.flows.matching import differences
from bot.flows.matching.facts import locks
from bot.messages.base import Message
from bot.messages.preview import CIRCLES_A_PAGE, PAIRS_A_PAGE
from bot.messages.preview_pair import NextBest, PairLine
from bot.messages.preview_pairs import Preview
from bot.messages.preview_person import PersonInRound
from bot.messages.preview_without import EARLIER_AT_MOST, NAMES_A_REASON, EarlierLine, Without, WithoutLine
from bot.messages.reasons import facts_of
from bot.turn import Turn

EVERY_WORD = 9
RUNNERS_UP_TOLD = 2


@dataclass(frozen=True, slots=True)
class Proposed:
    """A round as it was worked out and looked through so far."""

    pairs: Sequence[ProposedPair]
    left: Sequence[LeftOver]
    earlier: Sequence[ProposedPair]

    approved: int
    """How many would begin: circles, where the format is that."""

    @property
    def without(self) -> int:
        return len({one.who for one in self.left})


async def of_pairs(
    turn: Turn, found: Round, page: int, *, by: MatchingRules | None = None, **notes: Any
) -> Preview:
    """`notes` are what a page says of itself above all: `changed`, `undone`, `stopped` or `changed_by`. `by` are the
    rules that hold from this turn on, if it changes them."""
    seen = await _proposed(turn, found)
    rules = turn.program.matching.in_format(found.format)
    circles = by_circle(seen.pairs) if rules.format is Format.CIRCLES else []
    page, shown = page_of(seen.pairs, page, PAIRS_A_PAGE)
    if circles:
        page, of_page = page_of(circles, page, CIRCLES_A_PAGE)
        shown = [pair for each in of_page for pair in each]
    proof = await turn.db.rounds.proof(found.id)
    differs = await differences.since(turn, found, seen.pairs, seen.left) if page == 0 else None
    return Preview(
        round_id=found.id,
        pairs=await _lines(turn, shown, seen.pairs),
        total=how_many(seen.pairs, rules),
        approved=seen.approved,
        page=page,
        without=seen.without,
        looking=len({one.who for one in seen.left if one.side is Side.MENTEE}),
        fits=tuple((fit.value, len(each)) for fit, each in fits(seen.pairs).items()),
        earlier=len(seen.earlier),
        edit=found.edit,
        calm=found.calm,
        locked=await _locked(turn, seen.pairs),
        proven=proof is not None and proof.certificate.proven,
        bounded=proof is not None and not proof.certificate.proven,
        stale=_stale(found, proof, by or turn.program.matching),
        differs=differs,
        circle=rules.circle if circles else (),
        format=found.format,
        **notes,
    )


def _stale(found: Round, proof: Proof | None, rules: MatchingRules) -> bool:
    """Whether it was worked out by other rules than these."""
    return rules.in_format(found.format) != rules or (proof is not None and not proof.of(rules))


async def shown(turn: Turn, found: Round, who: str, page: int = 0) -> Message:
    """The page of a person, or that of the pairs."""
    return await of_person(turn, found, who) if who else await of_pairs(turn, found, page)


async def _locked(turn: Turn, pairs: Sequence[ProposedPair]) -> int:
    return len(set(await _locks(turn)) & {(one.mentor, one.mentee) for one in pairs})


async def _locks(turn: Turn) -> dict[Pair, int]:
    """The ids of the locks that stand, by their pairs."""
    return {one.pair: one.id for one in await locks(turn.db)}


async def of_those_without(turn: Turn, found: Round) -> Without:
    seen = await _proposed(turn, found)
    earlier = seen.earlier[:EARLIER_AT_MOST]
    people = await turn.db.people.named({one.who for one in seen.left} | _ids(earlier))
    return Without(
        found.id,
        seen.approved,
        _left_lines(seen.left, people),
        edit=found.edit,
        format=found.format,
        stale=_stale(found, await turn.db.rounds.proof(found.id), turn.program.matching),
        earlier=tuple(
            EarlierLine(one.id, _name(one.mentor, people), _name(one.mentee, people)) for one in earlier
        ),
    )


async def of_person(turn: Turn, found: Round, who: str) -> PersonInRound:
    seen = await _proposed(turn, found)
    pairs = [pair for pair in seen.pairs if who in (pair.mentor, pair.mentee)]
    left = tuple((one.side.value, one.why) for one in seen.left if one.who == who)
    person = await turn.db.people.get(who)
    return PersonInRound(
        round_id=found.id,
        approved=seen.approved,
        without=seen.without,
        who=who,
        name=person.name if person and person.name else "This person",
        edit=found.edit,
        format=found.format,
        stale=_stale(found, await turn.db.rounds.proof(found.id), turn.program.matching),
        pairs=await _lines(turn, pairs[:PAIRS_A_PAGE], seen.pairs),
        left=left,
        absent="" if pairs or left else await _why_absent(turn, who),
    )


async def _why_absent(turn: Turn, who: str) -> str:
    told = await turn.db.participants.get(who)
    if told and told.status is Status.ACTIVE:
        return "matched" if await turn.db.matches.of(who) else "here"
    known = {Status.JOINING: "joining", Status.PAUSED: "paused"}
    return known.get(told.status, "stranger") if told else "stranger"


async def _proposed(turn: Turn, found: Round) -> Proposed:
    """The round's pairs and left-over people. Whom a drop of the program team's own keeps back is kept back by no
    private rule."""
    earlier = await turn.db.rounds.dropped_earlier()
    dropped = _ids(earlier)
    left = [
        replace(one, why=DROPPED) if one.who in dropped and one.why == Why.FORBIDDEN else one
        for one in await turn.db.rounds.left_over(found.id)
    ]
    pairs = await turn.db.rounds.outline(found.id)
    rules = turn.program.matching.in_format(found.format)
    return Proposed(pairs, left, earlier, how_many(will_begin(pairs, rules), rules))


def _ids(pairs: Collection[ProposedPair]) -> set[str]:
    return {who for pair in pairs for who in (pair.mentor, pair.mentee)}


async def _lines(
    turn: Turn, pairs: Sequence[ProposedPair], every: Sequence[ProposedPair]
) -> tuple[PairLine, ...]:
    """`every` are the pairs of all pages."""
    pairs = await turn.db.rounds.opened(pairs)
    wishes, locks = await _wishes(turn, {one.mentee for one in pairs}), await _locks(turn)
    others = {one.id for pair in pairs for one in pair.runners_up[:RUNNERS_UP_TOLD]}
    now_with = {
        who: [other for one in every if not one.dropped and (other := _partner(one, who))] for who in others
    }
    people = await turn.db.people.named(
        _ids(pairs) | others | {one for each in now_with.values() for one in each}
    )
    return tuple(_line(pair, people, wishes, locks, now_with) for pair in pairs)


def _partner(pair: ProposedPair, who: str) -> str:
    """Of peers whoever is a next-best one may stand first or second."""
    return {pair.mentor: pair.mentee, pair.mentee: pair.mentor}.get(who, "")


def _line(
    pair: ProposedPair,
    people: dict[str, Person],
    wishes: dict[str, Participant],
    locks: dict[Pair, int],
    now_with: dict[str, list[str]],
) -> PairLine:
    mentee = wishes.get(pair.mentee)
    common = topics(pair.reasons, mentee.wanted if mentee else ())
    return PairLine(
        pair.id,
        _name(pair.mentor, people),
        _name(pair.mentee, people),
        pair.points,
        facts_of(pair.reasons, at_most=EVERY_WORD),
        pair.dropped,
        common.shared,
        common.lacking,
        fit_of(pair.points).value,
        locks.get((pair.mentor, pair.mentee), 0),
        tuple(
            NextBest(_name(one.id, people), one.points, tuple(_name(who, people) for who in now_with[one.id]))
            for one in pair.runners_up[:RUNNERS_UP_TOLD]
        ),
        (pair.mentor, pair.mentee),
    )


async def _wishes(turn: Turn, whose: set[str]) -> dict[str, Participant]:
    """What these people told, where the question says that the program team sees it."""
    asked = turn.program.form("intake").question("wanted")
    if asked is None or Audience.PROGRAM_TEAM not in asked.seen_by:
        return {}
    told = await turn.db.participants.those(whose)
    return {one.id: one for one in told if one.status in (Status.ACTIVE, Status.PAUSED)}


def _name(who: str, people: dict[str, Person]) -> str:
    return people[who].name if who in people else who


def _left_lines(left: Sequence[LeftOver], people: dict[str, Person]) -> tuple[WithoutLine, ...]:
    """People grouped by side and reason, mentees first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in sorted(left, key=lambda one: one.side.value):
        groups.setdefault((one.side.value, one.why), []).append(_name(one.who, people))
    most = NAMES_A_REASON
    return tuple(
        WithoutLine(side, why, tuple(sorted(names)[:most]), len(names[most:]))
        for (side, why), names in groups.items()
    )
