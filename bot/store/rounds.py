"""Matching rounds: what was asked for, what was proposed, and who stayed without a match."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import and_, col, delete, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.drafts import Proof
from bot.domain.matching import Outcome, Pair, Partner, Proposal, Reason, Side
from bot.domain.program import Format
from bot.domain.rounds import LeftOver, ProposedPair, Round, RoundState
from bot.store.columns import Seal, Sealed
from bot.store.tables import MatchRow, ProposalRow, RoundRow, UnmatchedRow

UNDER_WAY = (RoundState.ASKED, RoundState.PROPOSED, RoundState.PUBLISHING)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """What was worked out, as rows to be stored, sealed already: of a large round that takes its time."""

    proposals: tuple[Row, ...]
    unmatched: tuple[Row, ...] = ()
    proof: Sealed | None = None
    format: str = ""


def ready(
    seal: Seal,
    round_id: int,
    outcome: Outcome,
    proof: Proof | None = None,
    left_out: Iterable[LeftOver] = (),
    form: str = "",
) -> Ready:
    left = [(one.person, one.side, one.why) for one in outcome.unmatched]
    left += [(one.who, one.side, one.why) for one in left_out]  # type: ignore[misc]
    return Ready(
        tuple(_proposal(seal, round_id, pair) for pair in outcome.proposals),
        tuple(
            {"round_id": round_id, "who": who, "role": str(side), "why": str(why)} for who, side, why in left
        ),
        seal.close(proof.facts(), f"round.proof:{round_id}") if proof else None,
        form,
    )


def _proposal(seal: Seal, round_id: int, pair: Proposal) -> Row:
    place = _place(round_id, pair.mentor, pair.mentee)
    return {
        "round_id": round_id,
        "mentor": pair.mentor,
        "mentee": pair.mentee,
        "points": pair.points,
        "reasons": seal.close([asdict(one) for one in pair.reasons], place),
        "runners_up": seal.close([asdict(one) for one in pair.runners_up], f"{place}/next"),
        "dropped": False,
    }


class Rounds:
    def __init__(self, session: AsyncSession, seal: Seal) -> None:
        self._session, self._seal = session, seal

    async def ask(self, by: str, seed: int, now: datetime, *, before: int = 0, calm: bool = False) -> Round:
        row = RoundRow(by=by, seed=seed, asked_at=now, before=before, calm=calm)
        self._session.add(row)
        await self._session.flush()
        return _round(row)

    async def get(self, round_id: int) -> Round | None:
        row = await self._session.get(RoundRow, round_id)
        return _round(row) if row else None

    async def locked(self, round_id: int) -> Round | None:
        """The round as it is now; nobody else changes it until this turn is done."""
        row = await self._session.get(RoundRow, round_id, with_for_update=True, populate_existing=True)
        return _round(row) if row else None

    async def asked(self) -> Round | None:
        """The round that waits to be worked out, if there is one."""
        return await self._first(RoundState.ASKED)

    async def under_way(self) -> Round | None:
        """The latest round that is not over: asked for, proposed, or about to be published."""
        return await self._first(*UNDER_WAY)

    async def change(self, round_id: int, **values: Any) -> Round:
        row = await self._session.get_one(RoundRow, round_id, with_for_update=True)
        row.sqlmodel_update(values)
        await self._session.flush()
        return _round(row)

    async def keep(self, round_id: int, proposals: Sequence[Row], *, first: bool = False) -> None:
        """Store some pairs of a round. `first`: nothing of an earlier try stays."""
        if first:
            await self._session.exec(delete(ProposalRow).where(col(ProposalRow.round_id) == round_id))
        if proposals:
            await self._session.exec(insert(ProposalRow), params=proposals)

    async def propose(self, round_id: int, found: Ready, version: int) -> Round:
        """Store what was worked out, with its proof."""
        await self.keep(round_id, found.proposals)
        if found.unmatched:
            await self._session.exec(insert(UnmatchedRow), params=found.unmatched)
        return await self.change(
            round_id, state=RoundState.PROPOSED, version=version, proof=found.proof, format=found.format
        )

    async def proof(self, round_id: int) -> Proof | None:
        """The proof of a draft, as long as it is kept."""
        query = select(RoundRow.proof).where(RoundRow.id == round_id)
        facts = self._seal.open((await self._session.exec(query)).first(), f"round.proof:{round_id}")
        return Proof.from_facts(facts) if facts else None

    async def table(self, round_id: int) -> list[Pair]:
        """The mentors and mentees of a draft, dropped ones too."""
        query = select(ProposalRow.mentor, ProposalRow.mentee).where(ProposalRow.round_id == round_id)
        return sorted([(mentor, mentee) for mentor, mentee in await self._session.exec(query)])

    async def staged(self, but: int) -> list[Pair]:
        """The pairs of any other round that are about to come into force."""
        query = (
            select(ProposalRow.mentor, ProposalRow.mentee)
            .join(RoundRow, col(RoundRow.id) == ProposalRow.round_id)
            .where(RoundRow.state == RoundState.PUBLISHING, RoundRow.id != but)
            .where(col(ProposalRow.dropped).is_(False))
        )
        return [(mentor, mentee) for mentor, mentee in await self._session.exec(query)]

    async def pairs(self, round_id: int) -> list[ProposedPair]:
        """The proposed pairs, best first."""
        query = (
            select(ProposalRow)
            .where(ProposalRow.round_id == round_id)
            .order_by(col(ProposalRow.points).desc(), col(ProposalRow.id))
        )
        return [self._pair(row) for row in await self._session.exec(query)]

    async def outline(self, round_id: int) -> list[ProposedPair]:
        """The proposed pairs, best first, without what is sealed of them: opening that takes its time."""
        row = ProposalRow
        query = (
            select(row.id, row.mentor, row.mentee, row.points, row.dropped)  # type: ignore[call-overload]
            .where(row.round_id == round_id)
            .order_by(col(row.points).desc(), col(row.id))
        )
        found = await self._session.exec(query)
        return [ProposedPair(one, round_id, a, b, points, (), out) for one, a, b, points, out in found]

    async def opened(self, pairs: Iterable[ProposedPair]) -> list[ProposedPair]:
        """These pairs with their reasons and runners-up."""
        rows = [await self._session.get_one(ProposalRow, one.id) for one in pairs]
        return [self._pair(row) for row in rows]

    async def drop(self, round_id: int, pair_id: int, *, dropped: bool) -> bool:
        """Take a pair out of a round, or put it back; False if there is no such pair."""
        row = await self._session.get(ProposalRow, pair_id)
        if row is None or row.round_id != round_id:
            return False
        row.dropped = dropped
        await self._session.flush()
        return True

    async def dropped_earlier(self) -> list[ProposedPair]:
        """What was dropped from previews that gave way to a newer one, since the last publishing."""
        published = select(func.coalesce(func.max(RoundRow.id), 0)).where(
            RoundRow.state == RoundState.PUBLISHED
        )
        query = (
            select(ProposalRow)
            .join(RoundRow, col(RoundRow.id) == ProposalRow.round_id)
            .where(RoundRow.state == RoundState.REPLACED, col(ProposalRow.dropped).is_(True))
            .where(col(RoundRow.id) > published.scalar_subquery())
            .order_by(col(ProposalRow.id))
        )
        return [self._pair(row) for row in await self._session.exec(query)]

    async def left_over(self, round_id: int) -> list[LeftOver]:
        query = select(UnmatchedRow).where(UnmatchedRow.round_id == round_id).order_by(col(UnmatchedRow.id))
        return [_left_over(row) for row in await self._session.exec(query)]

    async def waited(self) -> dict[str, int]:
        """How many published rounds each mentee has waited through since their last match."""
        matched = select(MatchRow.id).where(
            or_(
                col(MatchRow.mentee) == UnmatchedRow.who,
                and_(col(MatchRow.mentor) == UnmatchedRow.who, MatchRow.format == Format.PEERS),
            ),
            col(MatchRow.round_id) >= UnmatchedRow.round_id,
        )
        query = (
            select(UnmatchedRow.who, func.count(func.distinct(UnmatchedRow.round_id)))
            .join(RoundRow, col(RoundRow.id) == UnmatchedRow.round_id)
            .where(
                RoundRow.state == RoundState.PUBLISHED, UnmatchedRow.role == Side.MENTEE, ~matched.exists()
            )
            .group_by(UnmatchedRow.who)
        )
        return dict((await self._session.exec(query)).all())

    async def left(self, left_id: int) -> LeftOver | None:
        row = await self._session.get(UnmatchedRow, left_id)
        return _left_over(row) if row else None

    async def leave_over(self, those: Iterable[LeftOver]) -> list[LeftOver]:
        """Store those that have no id yet; all of them as they are stored."""
        kept = [
            one if one.id else UnmatchedRow(round_id=one.round_id, who=one.who, role=one.side, why=one.why)
            for one in those
        ]
        self._session.add_all(one for one in kept if isinstance(one, UnmatchedRow))
        await self._session.flush()
        return [_left_over(one) if isinstance(one, UnmatchedRow) else one for one in kept]

    async def forget_reasons(self, who: str) -> None:
        """Empty the reasons of every proposal with this person: skills and words of a goal they told."""
        query = update(ProposalRow).where(or_(col(ProposalRow.mentor) == who, col(ProposalRow.mentee) == who))
        await self._session.exec(query.values(reasons=None, runners_up=None))

    async def _first(self, *states: RoundState) -> Round | None:
        query = select(RoundRow).where(col(RoundRow.state).in_(states)).order_by(col(RoundRow.id).desc())
        row = (await self._session.exec(query.limit(1))).first()
        return _round(row) if row else None

    def _pair(self, row: ProposalRow) -> ProposedPair:
        assert row.id is not None
        place = _place(row.round_id, row.mentor, row.mentee)
        reasons = self._seal.open(row.reasons, place) or ()
        runners_up = self._seal.open(row.runners_up, f"{place}/next") or ()
        return ProposedPair(
            row.id,
            row.round_id,
            row.mentor,
            row.mentee,
            row.points,
            tuple(Reason.from_facts(one) for one in reasons),
            row.dropped,
            tuple(Partner(**one) for one in runners_up),
        )


def _round(row: RoundRow) -> Round:
    assert row.id is not None
    return Round(
        id=row.id,
        by=row.by,
        state=RoundState(row.state),
        asked_at=row.asked_at,
        version=row.version,
        seed=row.seed,
        publish_at=row.publish_at,
        published_at=row.published_at,
        card=(row.card_channel, row.card_ts),
        before=row.before,
        edit=row.edit,
        edited_by=row.edited_by,
        calm=row.calm,
        format=row.format,
    )


def _left_over(row: UnmatchedRow) -> LeftOver:
    assert row.id is not None
    return LeftOver(row.id, row.round_id, row.who, Side(row.role), row.why)


def _place(round_id: int, mentor: str, mentee: str) -> str:
    return f"proposal.reasons:{round_id}/{mentor}/{mentee}"
