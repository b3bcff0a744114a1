"""People: what Slack says of them, and what they are in the program."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.forms import Answers
from bot.domain.people import Participant, Person, Role, Status
from bot.store.answers import AnswersStore
from bot.store.engine import insert
from bot.store.tables import AdminRow, ParticipantRow, PersonRow

LOT: Final = 10_000
"""People named in one query: databases take some thirty thousand at most."""


class People:
    """What Slack says of people: filled by the directory, read by flows."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._kept: dict[str, PersonRow] = {}  # else each look at somebody would be a query again

    async def put(self, person: Person, now: datetime) -> None:
        row = await self._row(person.id)
        row.sqlmodel_update(_facts(person), update={"seen_at": now})
        self._session.add(row)

    async def get(self, who: str) -> Person | None:
        row = await self._session.get(PersonRow, who)
        if row:
            self._kept[who] = row
        return _person(row) if row else None

    async def named(self, ids: Collection[str]) -> dict[str, Person]:
        """The people of these ids, in one query, or of very many in some."""
        wanted, found = list(ids), dict[str, PersonRow]()
        for begin in range(0, len(wanted), LOT):
            lot = select(PersonRow).where(col(PersonRow.id).in_(wanted[begin : begin + LOT]))
            found |= {row.id: row for row in await self._session.exec(lot)}
        self._kept |= found
        return {who: _person(row) for who, row in found.items()}

    async def names(self, ids: Collection[str]) -> dict[str, str]:
        """What each of these is called; by their id whoever is not known."""
        known = await self.named(ids)
        return {who: known[who].name or who if who in known else who for who in ids}

    async def dm(self, who: str) -> str:
        """The id of the bot's DM with somebody, or "" while it is unknown."""
        row = await self._session.get(PersonRow, who)
        return row.dm if row else ""

    async def remember_dm(self, who: str, channel: str) -> None:
        row = await self._row(who)
        row.dm = channel
        self._session.add(row)

    async def _row(self, who: str) -> PersonRow:
        """Somebody's row, begun if there is none: by whoever is first, the directory or the sender."""
        row = await self._session.get(PersonRow, who)
        if row is None:
            new = insert(self._session, PersonRow).values(PersonRow(id=who).model_dump())
            await (await self._session.connection()).execute(new.on_conflict_do_nothing())
            row = await self._session.get_one(PersonRow, who)
        return row


class Participants:
    def __init__(self, session: AsyncSession, answers: AnswersStore) -> None:
        self._session, self._answers = session, answers

    async def get(self, who: str) -> Participant | None:
        row = await self._session.get(ParticipantRow, who)
        if row is None:
            return None
        return _participant(row, await self._answers.of(who, "intake"))

    async def left(self, ids: Collection[str]) -> set[str]:
        """Those of these ids who have left the program, in one query."""
        query = select(ParticipantRow.id).where(
            col(ParticipantRow.id).in_(ids), ParticipantRow.status == Status.LEFT
        )
        return set(await self._session.exec(query))

    async def put(
        self,
        who: str,
        *,
        status: Status,
        role: Role | None = None,
        joined_at: datetime | None = None,
        paused_until: datetime | None = None,
        left_at: datetime | None = None,
    ) -> None:
        """Record what somebody is; a role or a joining date that is not given stays as it was."""
        row = await self._session.get(ParticipantRow, who) or ParticipantRow(id=who)
        row.status = status
        row.role = role or row.role
        row.joined_at = joined_at or row.joined_at
        row.paused_until, row.left_at = paused_until, left_at
        self._session.add(row)

    async def forget(self, who: str) -> None:
        """Keep of somebody only that they have left."""
        row = await self._session.get(ParticipantRow, who)
        if row:
            row.role, row.status, row.fewer = "", Status.LEFT, False
            row.joined_at, row.paused_until = None, None
            self._session.add(row)

    async def wants_fewer(self, who: str) -> bool:
        row = await self._session.get(ParticipantRow, who)
        return bool(row and row.fewer)

    async def make_fewer(self, who: str, *, fewer: bool) -> None:
        row = await self._session.get(ParticipantRow, who)
        if row:
            row.fewer = fewer
            self._session.add(row)

    async def remove(self, who: str) -> None:
        """Know nothing of somebody any more."""
        if row := await self._session.get(ParticipantRow, who):
            await self._session.delete(row)

    async def of_status(self, *statuses: Status, roles: Collection[Role] = ()) -> list[Participant]:
        """Everybody of these statuses, and of these roles if any is named, with their intake answers, in two queries."""
        rows = await self._rows(statuses, roles)
        whose = select(ParticipantRow.id).where(*_are(statuses, roles))
        answers = await self._answers.all_of("intake", whose)
        return [_participant(row, answers.get(row.id, {})) for row in rows]

    async def those(self, ids: Collection[str]) -> list[Participant]:
        """The participants of these ids, with their intake answers, in two queries."""
        query = select(ParticipantRow).where(col(ParticipantRow.id).in_(ids)).order_by(ParticipantRow.id)
        answers = await self._answers.all_of("intake", ids)
        return [_participant(row, answers.get(row.id, {})) for row in await self._session.exec(query)]

    async def without_answers(self, *statuses: Status) -> list[Participant]:
        """Everybody of these statuses, and not what they told: that is sealed, and opening it takes its time."""
        return [_participant(row, {}) for row in await self._rows(statuses)]

    async def _rows(
        self, statuses: Collection[Status], roles: Collection[Role] = ()
    ) -> Sequence[ParticipantRow]:
        query = select(ParticipantRow).where(*_are(statuses, roles)).order_by(ParticipantRow.id)
        return (await self._session.exec(query)).all()

    async def count(self) -> dict[tuple[str, str], int]:
        """How many there are of each (role, status)."""
        query = select(ParticipantRow.role, ParticipantRow.status, func.count()).group_by(
            ParticipantRow.role, ParticipantRow.status
        )
        return {(role, status): number for role, status, number in await self._session.exec(query)}


class Admins:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has(self, who: str) -> bool:
        return await self._session.get(AdminRow, who) is not None

    async def all(self) -> tuple[str, ...]:
        return tuple(await self._session.exec(select(AdminRow.id).order_by(AdminRow.id)))

    async def add(self, who: str, now: datetime) -> None:
        if not await self.has(who):
            self._session.add(AdminRow(id=who, since=now))

    async def remove(self, who: str) -> None:
        if row := await self._session.get(AdminRow, who):
            await self._session.delete(row)


def _are(statuses: Collection[Status], roles: Collection[Role]) -> list[Any]:
    of_roles = [col(ParticipantRow.role).in_(roles)] if roles else []
    return [col(ParticipantRow.status).in_(statuses), *of_roles]


def _facts(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "tz": person.tz,
        "manager": person.manager,
        "deleted": person.deleted,
        "bot": person.bot,
        "guest": person.guest,
        "external": person.external,
        "department": person.department,
        "site": person.site,
    }


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        title=row.title,
        tz=row.tz,
        manager=row.manager,
        deleted=row.deleted,
        bot=row.bot,
        guest=row.guest,
        external=row.external,
        department=row.department,
        site=row.site,
    )


def _participant(row: ParticipantRow, answers: Answers) -> Participant:
    return Participant(
        id=row.id,
        role=Role(row.role) if row.role else None,
        status=Status(row.status),
        answers=answers,
        joined_at=row.joined_at,
        paused_until=row.paused_until,
    )
