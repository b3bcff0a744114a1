"""What a start writes down: the settings, and who runs the program."""

from bot.store.beginning import begin
from bot.store.store import Store
from tests.conftest import MONDAY

CHANNEL = {"admin_channel": "CADMINS"}


async def admins(store: Store) -> tuple[str, ...]:
    async with store.read() as db:
        return await db.admins.all()


async def test_the_setting_is_the_list_and_each_change_of_it_is_on_record(store: Store) -> None:
    assert await begin(store, CHANNEL, ("UANA", "UBO"), MONDAY) == ""
    assert await begin(store, CHANNEL, ("UBO", "UCY"), MONDAY) == ""
    assert await admins(store) == ("UBO", "UCY")
    async with store.read() as db:
        noted = [(who, act, about) for _, who, act, about in await db.audit.latest()]
    assert ("settings", "admin.removed", "UANA") in noted
    assert ("settings", "admin.added", "UCY") in noted
    assert len(noted) == 4
    await begin(store, CHANNEL, ("UBO", "UCY"), MONDAY)
    async with store.read() as db:
        assert len(await db.audit.latest()) == 4


async def test_whoever_claimed_it_stays_as_long_as_nobody_is_set(store: Store) -> None:
    assert await begin(store, {}, (), MONDAY)
    async with store.begin() as db:
        await db.admins.add("UHANA", MONDAY)
        await db.settings.put("admin_channel", "CADMINS")
    assert await begin(store, {}, (), MONDAY) == ""
    assert await admins(store) == ("UHANA",)
    await begin(store, {}, ("UANA",), MONDAY)
    assert await admins(store) == ("UANA",)


async def test_without_the_setting_those_it_named_are_admins_no_more(store: Store) -> None:
    await begin(store, CHANNEL, ("UANA",), MONDAY)
    assert await begin(store, CHANNEL, (), MONDAY)  # a code: nobody runs the program any more
    assert await admins(store) == ()


async def test_what_is_set_is_known_as_set_until_it_is_no_more(store: Store) -> None:
    await begin(store, {**CHANNEL, "program_channel": None}, ("UANA",), MONDAY)
    async with store.read() as db:
        assert await db.settings.is_fixed("admin_channel")
        assert not await db.settings.is_fixed("program_channel")
    await begin(store, {"admin_channel": None}, ("UANA",), MONDAY)
    async with store.read() as db:
        assert not await db.settings.is_fixed("admin_channel")
        assert await db.settings.get("admin_channel") == "CADMINS"
