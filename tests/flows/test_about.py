from bot.domain.people import FIELDS
from bot.flows import about
from bot.handlers import routes
from bot.handlers.inbox import Keeper
from bot.handlers.payloads import Told
from bot.messages.about import Hello, Help, NotUnderstood, Person, Privacy, ShowHelp, TalkToPerson
from bot.store.inbox import Arrival
from bot.turns import Act


async def test_help_is_shown_for_the_word_and_a_greeting_is_returned(desk):
    assert isinstance(await desk.commands("ANA", "help"), Help)
    assert isinstance(await desk.types("ANA", "Hello!"), Hello)


async def test_what_nobody_understands_is_said_honestly(desk):
    assert await desk.types("ANA", "blorb the frobnicator") == NotUnderstood()
    assert await desk.commands("ANA", "halp") == NotUnderstood("help")


async def test_a_person_is_named(desk):
    async with desk.turns.store.begin() as db:
        await db.admins.add("HANA", desk.clock.now)
    assert await desk.types("ANA", "person") == Person(("HANA",))


async def test_privacy_says_what_is_kept_and_who_sees_it(desk):
    assert await desk.commands("ANA", "privacy") == Privacy()
    words = Privacy().render(desk.turns.program).text
    assert desk.turns.program.texts["promise"] in words


async def test_help_and_a_person_are_one_press_away_from_what_was_not_understood(desk):
    assert await desk.run("ANA", about.show_help, ShowHelp()) == Help()
    assert await desk.run("ANA", about.person, TalkToPerson()) == Person()


CANARY = "heliotrope-armadillo-4711"


async def test_words_that_nobody_understands_are_kept_nowhere(desk, tmp_path):
    """As they come through the door: written to the inbox, done in a turn, and gone."""
    store = desk.turns.store
    told = Told("words", "message", "ANA", "T1", "Ev1", text=f"blorb {CANARY}", channel="DANA")
    await Keeper(store, store.wire).keep(Arrival(told.key, told.what, told.packed()))
    act = Act("ANA", "Ev1", channel="DANA")
    ended = await desk.turns.run(routes.routes().typed, act, told.text)
    assert ended.result == NotUnderstood()
    assert CANARY not in ended.result.render(desk.turns.program).text
    async with store.read() as db:
        assert await db.inbox.waiting() == []
        assert [one.body for one in await db.inbox.unshown()] == [
            {"who": "ANA", "message": "about.not_understood", "facts": {"meant": ""}}
        ]
        assert await db.answers.all_of("intake") == {}
        assert await db.outbox.idle()
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes()


async def test_nor_are_they_kept_after_the_command(desk, tmp_path):
    assert await desk.commands("ANA", f"blorb {CANARY}") == NotUnderstood()
    assert desk.said == []
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes()


async def test_a_card_for_the_admins_waits_until_there_is_a_channel(desk):
    await desk.run("ANA", about.tell_admins, Help())
    assert desk.said == []
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMIN")
    await desk.run("ANA", about.tell_admins, Help())
    assert desk.said == [("CADMIN", Help())]


async def test_all_that_is_taken_from_slack_is_told(desk):
    told = Privacy().render(desk.turns.program).text.lower()
    assert all(field in told for field in ("name", "title", "time zone", *FIELDS))


async def test_a_press_opens_the_direct_messages_with_whoever_runs_the_program(desk):
    await desk.knows("HANA", "OMAR")
    async with desk.turns.store.begin() as db:
        for who in ("HANA", "OMAR", "UNKNOWN"):
            await db.admins.add(who, desk.clock.now)
        await db.settings.put("team_id", "T1")
    told = await desk.types("ANA", "person")
    ways = (("Hana", "slack://user?team=T1&id=HANA"), ("Omar", "slack://user?team=T1&id=OMAR"))
    assert told.ways == ways
    assert "Buttons: Write to Hana, Write to Omar" in told.render(desk.turns.program).text
    assert (await desk.types("ANA", "I am being bullied")).ways == ways
