"""What people told is kept as long as its column says, and no longer."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import select

from bot.domain.people import Person, Role, Status
from bot.store.columns import Sealed
from bot.store.keeping import SWEPT
from bot.store.store import Store
from bot.store.tables import (
    AnswersRow,
    CheckInRow,
    FeedbackRow,
    MatchRow,
    OutboxRow,
    PersonRow,
    ProposalRow,
    RoundRow,
    Table,
)

NOW = datetime(2030, 1, 7, 10, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=366)
LATELY = NOW - timedelta(days=364)


async def swept(store: Store) -> None:
    async with store.begin() as db:
        await db.keeping.sweep(NOW, NOW)


async def all_of(store: Store, column: Any) -> set[Any]:
    async with store.read() as db:
        return set(await db._session.exec(select(column)))


def test_every_column_with_what_somebody_said_is_swept_as_it_declares() -> None:
    declared = {
        f"{table.name}.{column.name}": column.info["kept"]
        for table in Table.metadata.tables.values()
        for column in table.columns
        if "kept" in column.info
    }
    assert len(declared) >= 9
    assert {name for name, kept in declared.items() if kept not in SWEPT} == set()
    assert set(declared.values()) == set(SWEPT)


async def test_answers_go_a_year_after_leaving_and_not_before(store: Store) -> None:
    async with store.begin() as db:
        for who, left_at in (("UGONE", LONG_AGO), ("ULATELY", LATELY)):
            await db.participants.put(who, status=Status.LEFT, role=Role.MENTEE, left_at=left_at)
        await db.participants.put("UHERE", status=Status.ACTIVE, role=Role.MENTEE)
        await db.participants.put("UBEGAN", status=Status.JOINING)
        for who in ("UGONE", "ULATELY", "UHERE", "UBEGAN"):
            await db.answers.put(who, "intake", 0, {"goal": "words"}, state="done", now=LONG_AGO)
    await swept(store)
    assert await all_of(store, AnswersRow.who) == {"ULATELY", "UHERE"}


async def test_of_those_who_left_under_an_earlier_release_the_year_begins_now(store: Store) -> None:
    async with store.begin() as db:
        await db.participants.put("UOLD", status=Status.LEFT, role=Role.MENTEE)
        await db.answers.put("UOLD", "intake", 0, {"goal": "words"}, state="done", now=LONG_AGO)
    await swept(store)
    assert await all_of(store, AnswersRow.who) == {"UOLD"}
    async with store.begin() as db:
        await db.keeping.sweep(NOW + timedelta(days=366), NOW)
    assert await all_of(store, AnswersRow.who) == set()


async def matches(store: Store) -> dict[str, int]:
    """Two matches: one that ended over a year ago, one under a year ago."""
    ids: dict[str, int] = {}
    async with store.begin() as db:
        for name, ended_at in (("old", LONG_AGO), ("new", LATELY)):
            db._session.add(round_row := RoundRow(by="UHANA", asked_at=ended_at, state="published"))
            await db._session.flush()
            assert round_row.id
            db._session.add(
                ProposalRow(
                    round_id=round_row.id, mentor="UBO", mentee=f"U{name}", points=1, reasons=Sealed(b"x")
                )
            )
            match = await db.matches.add(round_row.id, "UBO", f"U{name.upper()}", (), "", ended_at)
            await db.matches.end(match.id, "left", ended_at)
            ids[name] = match.id
    return ids


async def test_what_a_match_was_about_goes_a_year_after_its_end(store: Store) -> None:
    ids = await matches(store)
    async with store.begin() as db:
        for name, match_id in ids.items():
            await db.answers.put("UBO", "concern", match_id, {"words": name}, state="done", now=LONG_AGO)
            feedback = await db.feedback.draft(match_id, "UBO", f"U{name.upper()}", LONG_AGO)
            await db.answers.put("UBO", "sbi", feedback.id, {"impact": name}, state="done", now=LONG_AGO)
            db._session.add(row := CheckInRow(match_id=match_id, day="2029-01-01"))
            await db._session.flush()
            await db.answers.put("UBO", "planned", row.id or 0, {"day": name}, state="done", now=LONG_AGO)
    await swept(store)
    async with store.read() as db:
        rows = (await db._session.exec(select(AnswersRow))).all()
        assert sorted(row.form for row in rows) == ["concern", "planned", "sbi"]
        [kept] = (await db._session.exec(select(FeedbackRow).where(FeedbackRow.match_id == ids["new"]))).all()
        assert {row.about for row in rows if row.form == "sbi"} == {kept.id}
        assert {row.about for row in rows if row.form == "concern"} == {ids["new"]}
        for table in (MatchRow, ProposalRow):
            reasons = [row.reasons for row in await db._session.exec(select(table).order_by(table.id))]
            assert [reason is None for reason in reasons] == [True, False]


async def test_people_who_take_no_part_go_a_month_after_they_were_seen(store: Store) -> None:
    await matches(store)
    seen = NOW - timedelta(days=31)
    async with store.begin() as db:
        known = ("USTRANGER", "UADMIN", "UBOSS", "UHERE", "UGONE", "ULATELY", "UFORGOTTEN", "UNEW", "UOLD")
        for who in known:
            manager = "UBOSS" if who == "UHERE" else "USTRANGER" if who == "UGONE" else ""
            await db.people.put(Person(id=who, name=who, manager=manager), seen)
        await db.people.put(Person(id="UJUSTSEEN", name="x"), NOW - timedelta(days=29))
        await db.admins.add("UADMIN", NOW)
        await db.participants.put("UHERE", status=Status.PAUSED, role=Role.MENTEE)
        await db.participants.put("UGONE", status=Status.LEFT, role=Role.MENTEE, left_at=LONG_AGO)
        await db.participants.put("ULATELY", status=Status.LEFT, role=Role.MENTEE, left_at=LATELY)
        await db.participants.put("UFORGOTTEN", status=Status.LEFT, role=Role.MENTEE, left_at=LATELY)
        await db.participants.forget("UFORGOTTEN")
    await swept(store)
    kept = {"UADMIN", "UBOSS", "UHERE", "ULATELY", "UNEW", "UJUSTSEEN"}
    assert await all_of(store, PersonRow.id) == kept


async def test_a_lost_post_can_be_posted_again_for_a_month(store: Store) -> None:
    async with store.begin() as db:
        db.outbox.put("post", "CPROGRAM", "words.busy", {"a": 1}, said_at=NOW)
    async with store.begin() as db:
        later = db.wire() + timedelta(seconds=1)
        [letter] = await db.outbox.claim(later, later + timedelta(minutes=1), 1)
        await db.outbox.settle(letter, "skipped", keep=True)
        await db.keeping.sweep(later, later + timedelta(days=29))
    assert None not in await all_of(store, OutboxRow.facts)
    async with store.begin() as db:
        await db.keeping.sweep(later, later + timedelta(days=31))
        assert await db.outbox.post_again(letter.id) == ""
    assert await all_of(store, OutboxRow.facts) == {None}
