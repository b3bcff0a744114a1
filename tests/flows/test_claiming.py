"""The first admin comes in by a code: valid once, for an hour, in a private channel, with few tries."""

from datetime import timedelta
from hashlib import sha256

import pytest

from bot.flows import admin, claiming
from bot.messages.admin_clicks import ShowScreen
from bot.messages.claiming import Claimed, NotClaimed, Unclaimed
from bot.messages.words import NotForYou
from bot.turns import Act

CODE = "ABCD-2345"


@pytest.fixture(autouse=True)
async def a_code(desk):
    await desk.knows("HANA")
    await put_code(desk, hours=1)


async def put_code(desk, **valid_for):
    """The code is valid by the machine's own time, whatever the program's clock says."""
    async with desk.turns.store.begin() as db:
        until = db.wire() + timedelta(**valid_for)
        await db.settings.put("claim", f"{sha256(CODE.encode()).hexdigest()} {until.isoformat()}")


async def claim(desk, code=CODE, who="HANA", place="private"):
    desk._clear()
    ended = await desk.turns.run(claiming.claim, Act(who, channel="CADMINS", place=place), code)
    await desk._lay_out()
    return ended.result


async def admins(desk):
    async with desk.turns.store.read() as db:
        return await db.admins.all(), await db.settings.get("admin_channel")


async def test_before_that_everybody_hears_how(desk):
    assert await desk.commands("HANA", "", "/mentor-admin") == Unclaimed()


@pytest.mark.parametrize("code", [CODE, " abcd-2345 ", f"`{CODE}`"])
async def test_the_code_makes_the_channel_and_the_person_the_admins(desk, code):
    assert await claim(desk, code) is None
    assert desk.said == [("CADMINS", Claimed("Hana"))]
    assert await admins(desk) == (("HANA",), "CADMINS")
    screen = await desk.run("HANA", admin.screen, ShowScreen(), channel="CADMINS", pressed=False)
    assert "The channel where people are invited" in screen.render(desk.turns.program).text


async def test_a_moved_program_clock_does_not_spoil_it(desk):
    desk.clock.forward(days=400)
    assert await claim(desk) is None


async def test_it_works_once(desk):
    await claim(desk)
    assert await claim(desk, who="BO") == NotForYou(("HANA",))
    assert await admins(desk) == (("HANA",), "CADMINS")


@pytest.mark.parametrize("place", ["public", "shared", "direct", ""])
async def test_only_in_a_private_channel_that_the_bot_is_in(desk, place):
    assert await claim(desk, place=place) == NotClaimed("place")
    assert await admins(desk) == ((), "")
    assert await claim(desk) is None


async def test_after_an_hour_it_is_no_longer_valid(desk):
    await put_code(desk, seconds=-1)
    assert await claim(desk) == NotClaimed("expired")
    assert await claim(desk) == NotForYou()


async def test_wrong_codes_are_counted_and_five_make_it_void(desk):
    for left in (4, 3, 2, 1):
        assert await claim(desk, "<!channel> ✨") == NotClaimed("wrong", left)
    assert await claim(desk, "") == NotClaimed("void")
    assert await claim(desk) == NotForYou()
    assert await admins(desk) == ((), "")


async def test_where_the_settings_name_the_channel_no_other_can_be_claimed(desk):
    """The next start would have gone back to the one that is set."""
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CTEAM")
        await db.settings.put("fixed", "admin_channel,team_id")
    assert await claim(desk) == NotClaimed("elsewhere")
    assert await admins(desk) == ((), "CTEAM")
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMINS")
    assert await claim(desk) is None
    assert await admins(desk) == (("HANA",), "CADMINS")
