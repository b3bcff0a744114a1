from bot.messages.about import Help, NotUnderstood, Person


async def test_help_is_shown_for_the_word_and_for_a_greeting(desk):
    assert isinstance(await desk.commands("ANA", "help"), Help)
    assert isinstance(await desk.types("ANA", "Hello!"), Help)


async def test_what_nobody_understands_is_said_honestly(desk):
    assert await desk.types("ANA", "blorb the frobnicator") == NotUnderstood()
    assert await desk.commands("ANA", "halp") == NotUnderstood("help")


async def test_a_person_is_named(desk):
    async with desk.turns.store.begin() as db:
        await db.admins.add("HANA", desk.clock.now)
    assert await desk.types("ANA", "person") == Person(("HANA",))
