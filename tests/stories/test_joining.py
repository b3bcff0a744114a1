"""The first admin comes in by a code; people join by press, by words and by form, and change what they said."""

import re

import pytest

from tests.stories.conftest import company_with_bot


async def test_the_first_admin_comes_in_by_the_code_and_tries_it_alone(tmp_path, capsys):
    url = f"sqlite:///{tmp_path}/bot.db"
    unset = {"admin_channel": "", "program_channel": "", "admins": ()}
    async with company_with_bot("socket-sqlite", url, **unset) as company:
        code = re.search(r"claim (\S+)", capsys.readouterr().out)[1]
        hana = company.hana
        await hana.types(f"/mentor-admin claim {code}", channel="general")
        await hana.sees("in a private channel of the program team that I am a member of")
        await hana.types("/mentor-admin claim AAAA-2222", channel="admins")
        await hana.sees("That is not the code")
        await hana.types(f"/mentor-admin claim {code.lower()}", channel="admins")
        await hana.sees("Hana Sato is its first admin")
        await hana.clicks("Set it up")
        await hana.sees("The channel where people are invited")
        await hana.clicks("Try it alone")
        await hana.sees("Rehearsal, 1 of 3")
        for label in ("Looks good", "We met", "Read"):
            await hana.clicks(label)
        await hana.sees("That was it.")
        assert "join" not in company.ana.reads(everywhere=True).lower()


async def test_joining_by_words_in_a_channel_and_making_the_match_better(small_company):
    hana, kei = small_company.hana, small_company.kei
    await kei.types("/mentor join", channel="general")
    await kei.sees("Joining is closed just now")
    await kei.clicks("Tell me when it opens")
    await kei.sees("I write to you once")
    await hana.types("/mentor-admin open", channel="admins")
    await hana.sees("This is what I will post")
    await hana.clicks("Post it")
    await hana.sees("the invitation is on its way")
    await kei.types("/mentor join mentee", channel="general")
    await kei.sees("I have written to you")
    kei.at = ""  # on to the DM
    await kei.sees("What would you like to learn?")
    await kei.types("SQL")
    await kei.sees("In your own words")
    await kei.types("Ask the data myself, <!channel>")
    await kei.sees("You're in!")
    await kei.clicks("Make my match better")
    await kei.sees("where are you with it today?")
    await kei.clicks("With help")
    await kei.clicks("Stop for now")
    await kei.sees("I've kept your answers")
    await kei.types("profile")
    await kei.clicks("Change")
    await kei.fills({"Your team": "Data"})
    await kei.sees("Your team: Data")


@pytest.mark.parametrize("label", ["Join as mentee", "Tell me more"])
async def test_the_invitation_stays_in_the_channel(small_company, label):
    hana, ana = small_company.hana, small_company.ana
    await hana.types("/mentor-admin open", channel="admins")
    await hana.clicks("Post it")
    await ana.clicks(label)
    await small_company.bo.sees("Join as mentor")


async def test_a_post_that_slack_does_not_take_is_told_to_the_program_team_and_posted_again(small_company):
    """The receipt promised an invitation that nobody ever read."""
    hana, ana, workspace = small_company.hana, small_company.ana, small_company.workspace
    channel = workspace.channels["CMENTORSHIP"]
    channel.members.remove(workspace.bot_user)
    await hana.types("/mentor-admin open", channel="admins")
    await hana.clicks("Post it")
    await hana.sees("the invitation is on its way")
    await hana.sees("I could not post in #mentorship: I am not in it.")
    await hana.clicks("Post it again")  # still not invited: told once more
    await hana.sees("I post it again in #mentorship now.")
    await hana.sees("I could not post in #mentorship: I am not in it.")
    assert not ana.can_read("Join as mentee")
    channel.members.append(workspace.bot_user)
    await hana.clicks("Post it again")
    ana.goes("mentorship")
    await ana.sees("Join as mentee")
    assert hana.reads().count("I could not post in #mentorship") == 0
