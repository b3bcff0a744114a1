"""Answers to forms: drafts while they are open, records once they are done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.forms import Answer, Answers
from bot.store.columns import Seal
from bot.store.tables import AnswersRow


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that somebody is filling in. `state` is open, aside or done."""

    who: str
    form: str
    about: int
    answers: dict[str, Answer]
    state: str = "open"


class AnswersStore:
    def __init__(self, session: AsyncSession, seal: Seal) -> None:
        self._session, self._seal = session, seal

    async def of(self, who: str, form: str, about: int = 0) -> dict[str, Answer]:
        row = await self._row(who, form, about)
        return self._open(row) if row else {}

    async def draft(self, who: str, form: str, about: int = 0) -> Draft | None:
        row = await self._row(who, form, about)
        return Draft(who, form, about, self._open(row), row.state) if row else None

    async def open_draft(self, who: str) -> Draft | None:
        """The form whose conversation this person is in: the one they turned to last."""
        query = (
            select(AnswersRow)
            .where(AnswersRow.who == who, AnswersRow.state == "open")
            .order_by(col(AnswersRow.updated_at).desc(), col(AnswersRow.id).desc())
            .limit(1)
        )
        row = (await self._session.exec(query)).first()
        return Draft(who, row.form, row.about, self._open(row), row.state) if row else None

    async def put(
        self, who: str, form: str, about: int, answers: Answers, *, state: str, now: datetime
    ) -> None:
        """Keep the answers. `state` is open (being asked), aside (stopped, to be resumed) or done."""
        row = await self._row(who, form, about) or AnswersRow(who=who, form=form, about=about, updated_at=now)
        row.answers = self._seal.close(dict(answers), _place(row))
        row.state, row.updated_at = state, now
        self._session.add(row)
        await self._session.flush()

    async def all_of(self, form: str, whose: Any = None) -> dict[str, dict[str, Answer]]:
        """The answers to a form about nothing else (about = 0) of everybody, or of those whom a query names, by person."""
        query = select(AnswersRow).where(AnswersRow.form == form, AnswersRow.about == 0)
        rows = await self._session.exec(
            query if whose is None else query.where(col(AnswersRow.who).in_(whose))
        )
        return {row.who: self._open(row) for row in rows}

    async def forget(self, who: str, form: str | None = None, *, but: Collection[int] = ()) -> None:
        """Delete somebody's answers, to one form or to all of them, `but` those about these rows."""
        query = delete(AnswersRow).where(col(AnswersRow.who) == who, col(AnswersRow.about).not_in(but))
        await self._session.exec(query if form is None else query.where(col(AnswersRow.form) == form))

    async def set_all_aside(self, who: str) -> None:
        """Leave every conversation: what this person types next answers no question of it."""
        query = update(AnswersRow).where(col(AnswersRow.who) == who, col(AnswersRow.state) == "open")
        await self._session.exec(query.values(state="aside"))

    async def _row(self, who: str, form: str, about: int) -> AnswersRow | None:
        query = select(AnswersRow).where(
            AnswersRow.who == who, AnswersRow.form == form, AnswersRow.about == about
        )
        return (await self._session.exec(query)).first()

    def _open(self, row: AnswersRow) -> dict[str, Answer]:
        stored: Mapping[str, object] = self._seal.open(row.answers, _place(row)) or {}
        return {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()}  # type: ignore[misc]


def _place(row: AnswersRow) -> str:
    return f"answers.answers:{row.who}/{row.form}/{row.about}"
