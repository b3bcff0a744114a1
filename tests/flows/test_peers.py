"""Two peers from joining to their room: nobody is asked what they are, and none is called mentor or mentee."""

import re

import pytest

from bot.domain.matches import State
from bot.domain.matching import Outcome, Proposal, Reason, ReasonKind, Side
from bot.domain.people import Role
from bot.domain.program import Format
from bot.domain.rounds import LeftOver
from bot.flows import home, leaving
from bot.messages import match as say
from bot.messages.admin_clicks import ShowScreen
from bot.messages.asking import OpenWhatIf, ShowGaps, WhyPair, WhyPerson
from bot.messages.joining import ChangeAnswers, Invitation, JoinAs
from bot.messages.leaving import Leave
from bot.messages.matching import Publish, ShowPerson, ShowWithout, TurnPage
from bot.messages.pairs import ShowPairs
from bot.messages.receipt import Receipt
from bot.messages.review import ShowProof, Swap
from bot.messages.words import NotYours
from bot.store.rounds import ready
from tests.flows.asking import asks
from tests.flows.circles import put_in_force
from tests.flows.pairs import acts, joined, match, opened_for_admins, presses, previewed, words

NEVER = re.compile(r"\b(mentors?|mentees?)\b", re.IGNORECASE)


def none_is_called_so(desk, message) -> None:
    told = words(desk, message)
    told = told.replace("/mentor", "")
    for own in desk.turns.program.texts.values():
        told = told.replace(own, "")
    assert not NEVER.search(told), told


async def published(desk):
    put_in_force(desk, Format.PEERS)
    await opened_for_admins(desk)
    for who, wants, offers in (("ANA", "SQL", "Public speaking"), ("BO", "Public speaking", "SQL")):
        await joined(desk, who, Role.BOTH, wanted=(wants,), offered=(offers,))
    reasons = (
        Reason(ReasonKind.SKILLS, 300, ("SQL",)),
        Reason(ReasonKind.SKILLS, 300, ("Public speaking",), back=True),
        Reason(ReasonKind.SHARED_HOURS, 40, minutes=480),
    )
    async with desk.turns.store.begin() as db:
        asked = await db.rounds.ask("HANA", 1, desk.clock.now)
        outcome = Outcome((Proposal("BO", "ANA", 640, reasons),), (), 640)
        await db.rounds.propose(asked.id, ready(desk.turns.store.address.seal, asked.id, outcome), 0)
    await presses(desk, Publish(asked.id, 1, anyway=True))
    return await desk.after(minutes=10)


async def opened(desk):
    await published(desk)
    ours = await match(desk)
    await acts(desk, "ANA", say.LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", say.LooksGood(ours.id))
    await desk.after(minutes=1)
    return await match(desk), dict(desk.said)["room:ANA,BO"]


async def test_joining_asks_nobody_what_they_are(desk):
    put_in_force(desk, Format.PEERS)
    await opened_for_admins(desk)
    await desk.knows("EVE")
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    assert "Buttons: Join, Tell me more" in words(desk, Invitation())
    await acts(desk, "EVE", JoinAs())
    assert "What would you like to learn?" in desk.text("EVE")
    for answer in ("SQL", "Read our numbers myself", "Public speaking", "Speaking without notes"):
        await desk.types("EVE", answer)
    assert "You're in!" in desk.text("EVE")
    async with desk.turns.store.read() as db:
        told = await db.participants.get("EVE")
    assert told.role is Role.BOTH and told.wanted == ("SQL",) and told.offered == ("Public speaking",)
    form = await acts(desk, "EVE", ChangeAnswers())
    asked = {question.key for question in desk.turns.program.form("intake").applying(form.answers)}
    assert not asked & {"role", "capacity"} and {"wanted", "offered"} <= asked


@pytest.mark.parametrize("wish", ["join mentor", "join as a mentee", "I would like a mentor for SQL"])
async def test_whoever_asks_to_be_one_thing_is_a_peer_all_the_same(desk, wish):
    put_in_force(desk, Format.PEERS)
    await desk.knows("EVE")
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await desk.types("EVE", wish)
    async with desk.turns.store.read() as db:
        assert (await db.participants.get("EVE")).role is Role.BOTH


async def test_each_hears_what_they_could_learn_and_pass_on(desk):
    await published(desk)
    (asked,) = desk.told("ANA")
    told = words(desk, asked)
    assert "<@BO> could be your peer" in told
    assert "could teach you SQL" in told and "would like to learn Public speaking" in told
    none_is_called_so(desk, asked)
    assert desk.told("BO") == []
    await acts(desk, "ANA", say.LooksGood((await match(desk)).id))
    await desk.after(minutes=1)
    (second,) = desk.told("BO")
    told = words(desk, second)
    assert "Would you and <@ANA> like to be peers?" in told
    assert "could teach you Public speaking" in told and "would like to learn SQL" in told
    assert "Buttons: Looks good, I have a concern" in told
    none_is_called_so(desk, second)


async def test_both_say_yes_alike_and_their_room_opens(desk):
    ours, room = await opened(desk)
    assert ours.state is State.OPEN
    told = words(desk, room)
    assert "You are peers" in told
    assert "SQL: what <@ANA> wants to learn and <@BO> could teach" in told
    assert "Public speaking: what <@BO> wants to learn and <@ANA> could teach" in told
    none_is_called_so(desk, room)
    for one in desk.rewritten:
        if isinstance(one, Receipt):
            assert one.part == "peer"
            none_is_called_so(desk, one)


async def test_home_and_status_call_them_peers(desk):
    await opened(desk)
    for who, other in (("ANA", "BO"), ("BO", "ANA")):
        shown = await desk.run(who, home.draw)
        drawn = str(shown.draw(desk.turns.program))
        assert f"<@{other}> and you are peers." in drawn
        assert not NEVER.search(drawn.replace("/mentor", "")), drawn
        none_is_called_so(desk, await desk.types(who, "status"))


async def test_the_one_who_stays_hears_it_in_words_that_fit(desk):
    await opened(desk)
    await desk.run("ANA", leaving.leave_now, Leave())
    said = await desk.after(days=1)
    (told,) = [message for who, message in said if who == "BO"]
    assert "You are back on the list" in words(desk, told)
    none_is_called_so(desk, told)


async def test_somebody_else_can_press_nothing(desk):
    await published(desk)
    await joined(desk, "EVE", Role.BOTH)
    about = (await match(desk)).id
    for click in (say.LooksGood(about), say.Gladly(about), say.NotThisTime(about), say.ConcernAsked(about)):
        assert await acts(desk, "EVE", click) == NotYours()
        assert await acts(desk, "BO", click) == NotYours()  # who was not told yet


async def three(desk):
    put_in_force(desk, Format.PEERS)
    await opened_for_admins(desk)
    for who, wants, offers in (
        ("ANA", "SQL", "Public speaking"),
        ("BO", "Public speaking", "SQL"),
        ("CY", "Chess", "Public speaking"),
    ):
        await joined(desk, who, Role.BOTH, wanted=(wants,), offered=(offers,))
    return await previewed(desk)


async def test_the_program_team_reads_of_two_equals(desk):
    preview = await three(desk)
    none_is_called_so(desk, preview)
    assert "could teach" in words(desk, preview) and preview.total == 1
    for click in (ShowWithout(1), ShowPerson({"person": ("CY",)}), TurnPage(1, 0), ShowPairs()):
        answer = await presses(desk, click)
        for message in [answer, *desk.rewritten]:
            if message:
                none_is_called_so(desk, message)


@pytest.mark.parametrize(
    "click",
    [WhyPair("ANA", "BO"), WhyPair("CY", "ANA"), WhyPerson("CY"), ShowGaps(), OpenWhatIf(), ShowProof(1)],
)
async def test_what_the_program_team_asks_is_answered_of_two_equals(desk, click):
    await three(desk)
    shown = await asks(desk, click)
    drawn = str(shown.draw(desk.turns.program)["blocks"])
    told = re.sub(r"'(action_id|block_id|value)': '[^']*'", "", drawn).replace("/mentor", "")
    assert not NEVER.search(told), told


async def test_a_swap_of_peers_is_worked_out_and_locked(desk):
    await three(desk)
    shown = await asks(desk, Swap(1, 1))
    assert shown.choices is not None
    drawn = str(shown.draw(desk.turns.program)["blocks"])
    assert not NEVER.search(re.sub(r"'(action_id|block_id|value)': '[^']*'", "", drawn)), drawn


async def test_of_two_peers_neither_waits_any_more(desk):
    await opened(desk)
    shown = await presses(desk, ShowPairs()) or desk.rewritten[-1]
    assert (shown.waiting, shown.places) == ("", "")
    screen = await presses(desk, ShowScreen()) or desk.rewritten[-1]
    assert "Waiting for a peer: 0. Free places: 0." in words(desk, screen)
    none_is_called_so(desk, screen)
    async with desk.turns.store.begin() as db:
        await db.rounds.leave_over([LeftOver(0, 1, "BO", Side.MENTEE, "no_peer_left")])
        assert await db.rounds.waited() == {}
    coming = (await desk.run("BO", home.draw)).coming
    assert [one.kind for one in coming] == ["checkin.partner"]
    assert [one.kind for one in (await desk.run("ANA", home.draw)).coming] == ["checkin.mentee"]
