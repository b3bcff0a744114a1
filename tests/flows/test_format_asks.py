"""Another format needs more of people than they said: whoever has not said it is asked once, if the program team wishes."""

from bot.domain.people import Role
from bot.domain.program import Format
from bot.messages import matching as say
from bot.messages.asking import WhyPerson
from bot.messages.asking_more import AskForMore, MoreAsked
from bot.messages.joining import ChangeAnswers
from tests.flows.asking import asks
from tests.flows.pairs import ADMINS, acts, company, joined, opened_for_admins, presses, previewed
from tests.flows.test_format_changed import changes
from tests.flows.test_rules import opened as form_opened


async def test_who_joined_as_a_peer_is_asked_once_how_many_they_take(desk):
    await opened_for_admins(desk)
    await changes(desk, Format.PEERS)
    for who in ("ANA", "BO"):
        await joined(desk, who, Role.BOTH, "SQL")
        async with desk.turns.store.begin() as db:
            told = {"role": "both", "wanted": ("SQL",), "offered": ("SQL",), "goal": "", "expertise": ""}
            await db.answers.put(who, "intake", 0, told, state="done", now=desk.clock.now)
    assert (await form_opened(desk)).room == (0, 0, 2)
    await changes(desk, Format.ONE_TO_ONE)
    (told,) = desk.told(ADMINS)
    assert told.silent == (2, 2)
    assert "People can tell me about how many people they take from now on" in desk.text(ADMINS)
    await presses(desk, AskForMore(told.number, ",".join(told.begun)))
    said = await desk.after(days=1)
    assert {to: one.questions for to, one in said if isinstance(one, MoreAsked)} == {
        "ANA": ("capacity",),
        "BO": ("capacity",),
    }


async def test_mentors_with_too_little_room_for_a_circle_are_asked_for_more_once(desk):
    await company(desk)
    await joined(desk, "EVE", Role.MENTOR, "SQL", capacity=4)
    await changes(desk, Format.CIRCLES)
    (told,) = desk.told(ADMINS)
    assert told.silent == (2, 6)
    assert "Mentors who take fewer people than a circle needs: 2. *Ask them*" in desk.text(ADMINS)
    await presses(desk, AskForMore(told.number, ",".join(told.begun)))
    await joined(desk, "BEN", Role.MENTOR, "SQL", capacity=3)  # who takes more meanwhile is not asked
    said = await desk.after(days=1)
    ((to, asked),) = [(to, one) for to, one in said if isinstance(one, MoreAsked)]
    words = asked.render(desk.turns.program).text
    assert to == "BO" and "Could you lead a circle?" in words and "So far you take 1 person" in words
    await changes(desk, Format.ONE_TO_ONE)
    assert desk.told(ADMINS)[0].silent == (0, 6)


async def test_nobody_is_asked_for_a_circle_once_the_format_was_changed_back(desk):
    await company(desk)
    await changes(desk, Format.CIRCLES)
    (told,) = desk.told(ADMINS)
    await presses(desk, AskForMore(told.number, ",".join(told.begun)))
    await changes(desk, Format.ONE_TO_ONE)
    assert [one for _, one in await desk.after(days=1) if isinstance(one, MoreAsked)] == []


async def test_who_joined_on_one_side_is_asked_for_the_other_as_a_peer(desk):
    await opened_for_admins(desk)
    await joined(desk, "BO", Role.MENTOR, "Beekeeping")
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await changes(desk, Format.PEERS)
    (told,) = desk.told(ADMINS)
    assert told.silent == (2, 2)
    draft = await previewed(desk)
    await presses(desk, say.ShowWithout(draft.round_id))
    words = desk.rewritten[0].render(desk.turns.program).text
    assert "Ana and Bo: nobody could learn from them, nor they from anybody" in words
    shown = await asks(desk, WhyPerson("BO"))
    assert "Ask Bo to name what they want to learn" in str(shown.draw(desk.turns.program))
    await presses(desk, AskForMore(told.number, ",".join(told.begun)))
    said = await desk.after(days=1)
    asked = {to: one.questions for to, one in said if isinstance(one, MoreAsked)}
    assert asked == {"BO": ("wanted",), "ANA": ("offered",)}
    form = await acts(desk, "BO", ChangeAnswers())
    applying = {one.key for one in desk.turns.program.form("intake").applying(form.answers)}
    assert {"wanted", "offered"} <= applying
