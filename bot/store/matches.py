"""Matches: pairs in force, and those that were."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.matches import LIVE, Match, State
from bot.domain.matching import Reason
from bot.domain.program import Format
from bot.domain.rounds import ProposedPair
from bot.store.columns import Seal, Sealed
from bot.store.tables import MatchRow


class Matches:
    def __init__(self, session: AsyncSession, seal: Seal) -> None:
        self._session, self._seal = session, seal

    async def add(
        self,
        round_id: int,
        mentor: str,
        mentee: str,
        reasons: Iterable[Reason],
        rhythm: str,
        now: datetime,
        form: Format = Format.ONE_TO_ONE,
    ) -> Match:
        row = self._row(round_id, mentor, mentee, reasons, rhythm, now, form)
        self._session.add(row)
        await self._session.flush()
        return self._match(row)

    async def begin(
        self, round_id: int, pairs: Iterable[ProposedPair], rhythm: str, now: datetime, form: Format
    ) -> list[tuple[int, str]]:
        """Let the pairs of a round be matches from now on, of a large company thousands at once; the id and the mentee
        of each."""
        same = self._row(round_id, "", "", (), rhythm, now, form).model_dump(exclude={"id"})
        rows = []
        for pair in pairs:
            reasons = self._sealed(round_id, pair.mentor, pair.mentee, pair.reasons)
            rows.append({**same, "mentor": pair.mentor, "mentee": pair.mentee, "reasons": reasons})
        if rows:
            await self._session.exec(insert(MatchRow), params=rows)
        begun = select(MatchRow.id, MatchRow.mentee).where(MatchRow.round_id == round_id)
        return [(number, who) for number, who in await self._session.exec(begun) if number is not None]

    def _row(
        self,
        round_id: int,
        mentor: str,
        mentee: str,
        reasons: Iterable[Reason],
        rhythm: str,
        now: datetime,
        form: Format,
    ) -> MatchRow:
        return MatchRow(
            round_id=round_id,
            mentor=mentor,
            mentee=mentee,
            state=State.MENTEE_ASKED,
            format=form,
            rhythm=rhythm,
            published_at=now,
            reasons=self._sealed(round_id, mentor, mentee, reasons),
        )

    def _sealed(self, round_id: int, mentor: str, mentee: str, reasons: Iterable[Reason]) -> Sealed:
        return self._seal.close([asdict(one) for one in reasons], _place(round_id, mentor, mentee))

    async def get(self, match_id: int) -> Match | None:
        row = await self._session.get(MatchRow, match_id)
        return self._match(row) if row else None

    async def locked(self, match_id: int) -> Match | None:
        """The match as it is now; nobody else changes it, or another of its circle, until this turn is done."""
        known = await self.get(match_id)
        if (
            known and known.in_circle
        ):  # all of them, always in one order, so that no two turns wait for each other
            found = await self.circle(known.round_id, known.mentor)
            return next((one for one in found if one.id == match_id), None)
        row = await self._session.get(MatchRow, match_id, with_for_update=True, populate_existing=True)
        return self._match(row) if row else None

    async def change(self, match_id: int, **values: Any) -> Match:
        """Set columns of a match (state, mentee_said, slot_at, …); the match as it is now."""
        row = await self._session.get_one(MatchRow, match_id, with_for_update=True)
        for key, value in values.items():
            setattr(row, key, value)
        self._session.add(row)
        await self._session.flush()
        return self._match(row)

    async def end(self, match_id: int, why: str, now: datetime) -> Match:
        return await self.change(match_id, state=State.ENDED, ended_at=now, ended_why=why)

    async def forget_reasons(self, who: str) -> None:
        """Empty the reasons of every match of this person: skills and words of a goal they told."""
        query = update(MatchRow).where(or_(col(MatchRow.mentor) == who, col(MatchRow.mentee) == who))
        await self._session.exec(query.values(reasons=None))

    async def of_round(self, round_id: int) -> list[Match]:
        query = select(MatchRow).where(MatchRow.round_id == round_id).order_by(col(MatchRow.id))
        return [self._match(row) for row in await self._session.exec(query)]

    async def of(self, who: str, *states: State) -> list[Match]:
        """Somebody's matches in these states (all live ones if none is named), oldest first."""
        query = (
            select(MatchRow)
            .where(
                or_(MatchRow.mentor == who, MatchRow.mentee == who), col(MatchRow.state).in_(states or LIVE)
            )
            .order_by(col(MatchRow.id))
        )
        return [self._match(row) for row in await self._session.exec(query)]

    async def circle(self, round_id: int, mentor: str) -> list[Match]:
        """All matches of a circle, those that are over too; nobody else changes one until this turn is done."""
        query = (
            select(MatchRow)
            .where(MatchRow.round_id == round_id, MatchRow.mentor == mentor)
            .order_by(col(MatchRow.id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return [self._match(row) for row in await self._session.exec(query)]

    async def together(self, match: Match, *states: State) -> list[Match]:
        """The matches of its circle in these states (all live ones if none is named), oldest first; of a match that is
        of no circle, itself."""
        if not match.in_circle:
            return [match]
        query = select(MatchRow).where(
            MatchRow.round_id == match.round_id,
            MatchRow.mentor == match.mentor,
            col(MatchRow.state).in_(states or LIVE),
        )
        return [self._match(row) for row in await self._session.exec(query.order_by(col(MatchRow.id)))]

    async def answered_with(self, match: Match, who: str) -> list[Match]:
        """The matches that one answer of this person is for: a mentor is asked at once about all of a circle."""
        if not match.in_circle or who != match.mentor:
            return [match]
        return [one for one in await self.together(match) if one.mentor_letter == match.mentor_letter]

    async def live(self) -> list[Match]:
        query = select(MatchRow).where(col(MatchRow.state).in_(LIVE)).order_by(col(MatchRow.id))
        return [self._match(row) for row in await self._session.exec(query)]

    async def with_mentor(self, ids: Collection[str]) -> set[str]:
        """Those of these ids who are the mentee of a live match, in one query."""
        query = select(MatchRow.mentee).where(col(MatchRow.mentee).in_(ids), col(MatchRow.state).in_(LIVE))
        return set(await self._session.exec(query))

    async def opened_by(self, before: datetime) -> list[Match]:
        """The matches whose conversation opened by then, over or not."""
        query = select(MatchRow).where(col(MatchRow.opened_at) <= before).order_by(col(MatchRow.id))
        return [self._match(row) for row in await self._session.exec(query)]

    async def past_pairs(self) -> frozenset[tuple[str, str]]:
        """Every (mentor, mentee) that ever was matched."""
        return frozenset((await self._session.exec(select(MatchRow.mentor, MatchRow.mentee))).all())

    async def count(self) -> dict[str, int]:
        """How many matches there are in each state."""
        query = select(MatchRow.state, func.count()).group_by(MatchRow.state)
        return dict((await self._session.exec(query)).all())

    def _match(self, row: MatchRow) -> Match:
        assert row.id is not None
        reasons = self._seal.open(row.reasons, _place(row.round_id, row.mentor, row.mentee)) or ()
        return Match(
            id=row.id,
            round_id=row.round_id,
            mentor=row.mentor,
            mentee=row.mentee,
            state=State(row.state),
            format=Format(row.format),
            reasons=tuple(Reason.from_facts(one) for one in reasons),
            rhythm=row.rhythm,
            published_at=row.published_at,
            mentee_said=row.mentee_said,
            mentor_said=row.mentor_said,
            mentee_public=row.mentee_public,
            mentor_public=row.mentor_public,
            mentee_letter=row.mentee_letter,
            mentor_letter=row.mentor_letter,
            slot_at=row.slot_at,
            slot_yes=row.slot_yes,
            opened_at=row.opened_at,
            ended_at=row.ended_at,
            ended_why=row.ended_why,
        )


def _place(round_id: int, mentor: str, mentee: str) -> str:
    return f"match.reasons:{round_id}/{mentor}/{mentee}"
