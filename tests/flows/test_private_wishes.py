"""Whose wish it is that two people are not paired shows nowhere: a whole round is played with every screen there is,
once where the mentees wished so, once where the mentors did, and once with one wish of each. What anybody reads, what is
logged, what is in the files and what lies open in the tables is the same to the letter."""

import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from random import Random

from structlog.testing import capture_logs

from bot.domain.people import Role
from bot.domain.sheets import sheet
from bot.flows import home
from bot.flows.matching import aligning
from bot.flows.matching.facts import draft_of
from bot.handlers import routes
from bot.matching import matrix as goals
from bot.matching.round_file import export
from bot.messages import matching as say
from bot.messages import review
from bot.messages.admin_clicks import ShowPeople, ShowScreen
from bot.messages.asking import NEVER, PAIR, PLACE, WEIGH, PairThem, TryChange, WhyPair, WhyPerson
from bot.messages.base import Filled
from bot.messages.forms import Questions
from bot.messages.match import Gladly, LooksGood
from bot.messages.matrix import MatrixWords
from bot.messages.pairs import OpenPair
from bot.messages.rules import ShowRules
from bot.messages.team_sees import ShowTeamSees
from bot.programs.reading import standard
from bot.store.columns import Seal
from bot.store.store import Store
from bot.turns import Turns
from tests.conftest import Clock, Desk
from tests.flows.asking import answer, asks, types, words
from tests.flows.pairs import ADMINS, acts, joined, opened_for_admins, worked_out

APART = (("CY", "BO"), ("EVE", "DAN"))
"""Mentees and mentors who are not to be paired. Bo suits Cy and others; nobody but Dan offers what Eve wants."""
PEOPLE = {
    "ANA": (Role.MENTEE, "SQL", "Hiring"),
    "ADA": (Role.MENTEE, "SQL", "Statistics"),
    "CY": (Role.MENTEE, "SQL", "Hiring"),
    "EVE": (Role.MENTEE, "Chess"),
    "BO": (Role.MENTOR, "SQL", "Hiring"),
    "BEN": (Role.MENTOR, "SQL", "Statistics"),
    "DAN": (Role.MENTOR, "Chess"),
}
OF_MENTEES = dict(APART)
OF_MENTORS = {mentor: mentee for mentee, mentor in APART}

BY_CHANCE = {"round": {"version"}}
"""A number that changes with anything that anybody told."""
DRAWN = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
"""The ids of messages, which are drawn anew in each run."""
THEIR_OWN = {"answers", "answers_history"}
"""Where the wish itself lies, sealed."""


@asynccontextmanager
async def a_desk(path) -> AsyncIterator[Desk]:
    clock = Clock()
    store = Store(f"sqlite+aiosqlite:///{path}", Seal(b"k" * 32), lambda: datetime(2030, 1, 7, tzinfo=UTC))
    await store.prepare()
    yield Desk(Turns(store, clock, Random(1), standard(), routes.FINISHERS, lambda: None), clock)
    await store.close()


async def company(desk, wishes):
    await opened_for_admins(desk)
    for who, (role, *skills) in PEOPLE.items():
        own = {"avoid": (wishes[who],)} if who in wishes else {}
        await joined(desk, who, role, *skills, **own)


async def changes_answers(desk, who, wishes):
    """Tells all the same once more in the form, and perhaps a wish; what others hear of that."""
    role, *skills = PEOPLE[who]
    more = {"avoid": (wishes[who],)} if who in wishes else {}
    if role is Role.MENTEE:
        given = {"wanted": tuple(skills), "goal": "speak without notes"}
    else:
        given = {"offered": tuple(skills), "expertise": "nothing in particular", "capacity": "1"}
    view = Questions("intake", 0, decided={"role": role.value, "more": "yes"})
    given |= {"role": role.value, "more": "yes", **more}
    found = await desk.run(who, routes.routes().form(view.name), Filled(view, given))
    assert not isinstance(found, dict), found
    return [(to, words(desk, one)) for to, one in desk.said if to != who]


class Reader:
    """Presses everything and keeps all that there is to read, with what was pressed."""

    def __init__(self, desk):
        self.desk, self.seen = desk, []

    def reads(self, what, shown=None):
        told = [words(self.desk, shown)] if hasattr(shown, "draw") or hasattr(shown, "render") else []
        told += [f"{to}: {words(self.desk, one)}" for to, one in sorted(self.desk.said, key=lambda it: it[0])]
        told += [words(self.desk, one) for one in self.desk.rewritten]
        assert told, what
        self.seen.append((repr(what), *told))

    async def presses(self, click, who="HANA", channel=ADMINS):
        shown = await acts(self.desk, who, click, channel=channel)
        self.reads(click, await answer(self.desk, shown, who))

    async def types(self, text):
        self.reads(text, await types(self.desk, text))

    async def asks(self, click):
        self.reads(click, await asks(self.desk, click))

    async def works_out(self):
        (card,) = await worked_out(self.desk)
        self.reads("the card")
        return card


async def looks_at_a_draft(reader, round_id):
    """The admin's questions, of all pairs and people."""
    for mentee, mentor in (*APART, ("CY", "BEN")):
        await reader.asks(WhyPair(mentor, mentee))
        await reader.asks(WhyPair(mentee, mentor))
        for what in (PAIR, NEVER):
            await reader.asks(TryChange(what, mentor, mentee))
    for who in (*OF_MENTEES, *OF_MENTORS):
        await reader.asks(WhyPerson(who))
        await reader.presses(say.ShowPerson({"person": (who,)}))
    for who in OF_MENTORS:
        await reader.asks(TryChange(PLACE, who))
    await reader.asks(TryChange(WEIGH, criterion="seniority", word="high"))
    for text in ("gaps", "never", "people", "pairs", "skills", "weights", "", "matrix"):
        await reader.types(text)
    for click in (say.ShowWithout(round_id), say.TurnPage(round_id, 0), review.ShowProof(round_id)):
        await reader.presses(click)
    for click in (ShowScreen(), ShowPeople(), ShowRules(), ShowTeamSees(), review.GetRoundFile(round_id)):
        await reader.presses(click)


async def files(reader, round_id):
    """The goal matrix with its pictures' words, and the round file."""
    desk = reader.desk
    async with desk.turns.store.read() as db:
        sitting = await aligning.sitting(db, desk.turns.program, "HANA", round_id)
        draft = await draft_of(db, desk.turns.program, await db.rounds.get(round_id))
    whole = goals.matrix(sitting.request, sitting.pairs)
    pages = goals.pages(whole, sitting.names)
    reader.seen.append(("matrix", repr(pages), sheet(goals.table(whole, sitting.names))))
    told = MatrixWords(
        tuple(line for page in pages for line in page.words), len(whole.mentees), 1, len(pages)
    )
    reader.seen.append(("words", told.comment(), words(desk, told), *(goals.alt(page) for page in pages)))
    reader.seen.append(("round file", json.dumps(export(draft.request, draft.outcome))))


async def plays(desk, wishes, added=None, wishes_late=None):
    """A whole round: all that was read, in order. `added` wishes come while the first draft stands, `wishes_late` right
    before the last one is published."""
    reader = Reader(desk)
    await company(desk, wishes)
    await reader.presses(say.PreviewMatch())
    draft = await reader.works_out()
    await looks_at_a_draft(reader, 1)
    await files(reader, 1)
    for pair in draft.pairs:
        await reader.presses(review.Swap(1, pair[0]))
    for who in (*OF_MENTEES, *OF_MENTORS) if added else ():
        reader.seen.append((f"{who} changes", repr(await changes_answers(desk, who, added))))
    for click in (review.ShowProof(1), say.ShowWithout(1), say.TurnPage(1, 0)):
        await reader.presses(click)
    await reader.presses(review.LockPair(1, 0, "DAN", "EVE"))
    await reader.asks(PairThem("BO", "CY"))
    if not added:
        await reader.presses(review.Lock(1, draft.pairs[0][0], 0))
        await reader.presses(say.Drop(1, draft.pairs[1][0], 0, edit=1))
    if added:
        await reader.presses(say.Publish(1, draft.approved))  # outdated
        await reader.presses(say.Publish(1, draft.approved, anyway=True))
        await reader.presses(say.Undo(1))
    await reader.presses(say.PreviewMatch())
    draft = await reader.works_out()
    await looks_at_a_draft(reader, draft.round_id)
    await files(reader, draft.round_id)
    apart_now = {(pair[2].upper(), pair[1].upper()) for pair in draft.pairs} & set(APART)
    assert bool(apart_now) == bool(wishes_late)
    for who in (*OF_MENTEES, *OF_MENTORS) if wishes_late else ():
        reader.seen.append((f"{who} changes", repr(await changes_answers(desk, who, wishes_late))))
    await publishes(reader, draft)
    return reader.seen


async def publishes(reader, draft):
    """The draft as it stands, whatever has changed since; and two weeks with those who were paired."""
    desk = reader.desk
    await reader.presses(say.Publish(draft.round_id, draft.approved, anyway=True))
    await desk.after(minutes=10)
    reader.reads("the news")
    async with desk.turns.store.read() as db:
        live = await db.matches.live()
    assert not {(one.mentee, one.mentor) for one in live} & set(APART)
    for one in live:
        await reader.presses(LooksGood(one.id), one.mentee, "")
        await desk.after(minutes=1)
        await reader.presses(Gladly(one.id), one.mentor, "")
        await reader.presses(OpenPair(one.id))
    await desk.after(days=15)
    reader.reads("two weeks")
    await reader.types("pairs")
    for who in ("HANA", *PEOPLE):
        shown = await desk.turns.draw(home.draw, who, None)
        reader.seen.append((f"Home of {who}", words(desk, shown)))


def open_columns(path):
    """Every table as it lies in the file, but what is sealed."""
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in sorted(set(names) - THEIR_OWN):
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
            kept = ", ".join(f'"{one}"' for one in columns if one not in BY_CHANCE.get(name, ()))
            rows = db.execute(f'SELECT {kept} FROM "{name}"')
            found[name] = sorted(
                DRAWN.sub("…", repr([one for one in row if not isinstance(one, bytes)])) for row in rows
            )
        return found


async def played(path, *wishes):
    with capture_logs() as lines:
        async with a_desk(path) as desk:
            seen = await plays(desk, *wishes)
    return seen, lines, open_columns(path)


def same(one, other):
    """What was read, what was logged, and what lies open in the tables."""
    assert len(one[0]) == len(other[0]) > 100
    for read, there in zip(one[0], other[0], strict=True):
        assert read == there
    assert one[1] == other[1]
    differing = {table for table, rows in one[2].items() if rows != other[2][table]}
    assert {table: sorted(set(one[2][table]) ^ set(other[2][table])) for table in differing} == {}


async def test_whose_wish_it_is_shows_nowhere(tmp_path):
    of_mentees = await played(tmp_path / "mentees.db", OF_MENTEES)
    for name, wishes in (("mentors", OF_MENTORS), ("one of each", {"CY": "BO", "DAN": "EVE"})):
        other = await played(tmp_path / f"{name}.db", wishes)
        same(of_mentees, other)


async def test_nor_does_it_where_they_wish_so_while_a_draft_stands(tmp_path):
    """Their pairs stand in the draft already, and are found to be impossible; or only when it is published."""
    for name, *between in (("first", {}), ("last", {}, {})):
        of_mentees = await played(tmp_path / f"{name} mentees.db", *between, OF_MENTEES)
        of_mentors = await played(tmp_path / f"{name} mentors.db", *between, OF_MENTORS)
        same(of_mentees, of_mentors)
