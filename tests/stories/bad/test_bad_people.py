"""People whom the program is not for, doors that are not theirs, and a program that is closed."""

from dataclasses import replace

import pytest

from bot.sandbox.company import Company
from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.payloads import interaction, user_object
from bot.sandbox.workspace import User
from tests.stories.bad.scenes import (
    ana_is_asked_for_her_goal,
    both_joined,
    everybody_is_known,
    forged_press,
    joining_is_open,
    last_post_with,
    packed,
    posted,
    previewed,
)
from tests.stories.bad.tables import Memory

GUEST = "Mentoring here is for people with a full account, and yours is a guest account."
EXTERNAL = "Mentoring here is for people of this company, and you are visiting from another one."
ASK = "If that seems wrong, please ask the program team."
NOT_FOR_YOU = "That is for the people who run the program. If you need something, @Hana Sato can help."
CLOSED = "Joining is closed just now"


def newcomer(company: Company, **kind: bool) -> User:
    user = company.workspace.add_user(User(id="UNEW", name="new", real_name="Nell New", **kind))
    for name in ("general", "mentorship"):
        company.workspace.channel_named(name).members.append(user.id)
    return user


def in_program(memory: Memory) -> list[object]:
    return [row[0] for row in memory.tables()["participant"]]


async def commanded(company: Company, who: str, team: str, text: str) -> Answer:
    """A command as Slack tells of it when somebody of another workspace types it in a shared channel."""
    payload = {
        "command": "/mentor",
        "text": text,
        "user_id": who,
        "team_id": team,
        "channel_id": "CGENERAL",
        "trigger_id": company.platform.new_trigger(who),
        "response_url": company.platform.new_response_url(who, "CGENERAL"),
    }
    return await company.platform.courier.deliver(Envelope("slash_commands", payload))


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted"])
async def test_a_guest_is_told_so_at_every_door(small_company: Company, memory: Memory, kind: str) -> None:
    await joining_is_open(small_company)
    newcomer(small_company, **{kind: True})
    nell = small_company.member("UNEW")
    await nell.types("/mentor join", channel="general")
    await nell.sees(f"{GUEST} {ASK}")
    async with memory.unchanged():
        nell.goes("mentorship")
        await nell.clicks("Join as mentee")
        await nell.waits_for("two answers", lambda: nell.reads(everywhere=True).count(GUEST) == 2 or None)
        await nell.opens_dm()
        await nell.types("join")
        await nell.waits_for("three answers", lambda: nell.reads(everywhere=True).count(GUEST) == 3 or None)
        await nell.opens_home()
    assert in_program(memory) == []


async def test_somebody_of_another_company_is_told_so(small_company: Company, memory: Memory) -> None:
    await joining_is_open(small_company)
    newcomer(small_company, is_stranger=True)
    nell = small_company.member("UNEW")
    async with memory.unchanged():
        await commanded(small_company, "UNEW", "T0ELSEWHERE", "join")
        await nell.sees(f"{EXTERNAL} {ASK}")
        invitation = last_post_with(small_company, "UNEW", "Join as mentee")
        user = small_company.workspace.users["UNEW"]
        payload = interaction(small_company.workspace, "block_actions", user)
        payload["user"]["team_id"] = "T0ELSEWHERE"
        action_id, value = packed(invitation, "Join as mentee")
        payload |= {
            "trigger_id": small_company.platform.new_trigger("UNEW"),
            "container": {"channel_id": "CMENTORSHIP", "message_ts": invitation.ts},
            "channel": {"id": "CMENTORSHIP", "name": "mentorship"},
            "response_url": small_company.platform.new_response_url("UNEW", "CMENTORSHIP", invitation),
            "actions": [{"type": "button", "action_id": action_id, "value": value}],
        }
        await small_company.platform.courier.deliver(Envelope("interactive", payload))
        await nell.waits_for("two answers", lambda: nell.reads(everywhere=True).count(EXTERNAL) == 2 or None)


async def test_another_bot_is_not_taken_in(small_company: Company, memory: Memory) -> None:
    await joining_is_open(small_company)
    newcomer(small_company, is_bot=True)
    nell = small_company.member("UNEW")
    await nell.types("/mentor join", channel="general")
    await nell.sees(f"Mentoring here is for people, and this account is a bot's. {ASK}")
    assert in_program(memory) == []


async def test_somebody_whose_account_was_deactivated_is_written_to_no_more(
    small_company: Company, memory: Memory
) -> None:
    await both_joined(small_company)
    user = small_company.workspace.users["UANA"]
    card = last_post_with(small_company, "UANA", "Make my match better")
    better = packed(card, "Make my match better")
    user.deleted = True
    small_company.platform.event(
        "user_change", {"type": "user_change", "user": user_object(small_company.workspace, user)}
    )
    await small_company.hana.sees("Ana Ferreira no longer has a full account here")
    await memory.quiet()
    written = len(posted(small_company))
    async with memory.unchanged():
        await forged_press(small_company, "UANA", *better, place=card)
    await small_company.after(days=30)
    assert [post for post in posted(small_company)[written:] if post.channel == card.channel] == []


async def test_a_guest_whom_the_bot_has_never_met_cannot_be_named_either(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await both_joined(small_company)
    newcomer(small_company, is_restricted=True)
    await ana.clicks("Change", last_post_with(small_company, "UANA", "You're in!"))
    await ana.selects("Your manager", "Nell New")
    await memory.quiet()
    before = memory.tables()["answers"]
    assert not await ana.submits()
    await ana.sees("One of them is a guest, a bot, or no longer here. Please pick colleagues.")
    assert memory.tables()["answers"] == before


async def test_of_a_stranger_who_changes_nothing_is_kept_and_of_others_only_what_is_used(
    small_company: Company, memory: Memory
) -> None:
    """Slack tells of everybody in the workspace, with addresses and pictures."""
    await both_joined(small_company)
    newcomer(small_company)
    await small_company.platform.courier.idle()
    await memory.quiet()
    kept = memory.count("inbox")
    small_company.happenings.person_changes("UNEW", title="Somebody else")
    small_company.happenings.person_changes("UANA", title="Head of data")
    await small_company.ana.waits_for(
        "her new title", lambda: "Head of data" in str(memory.tables()["person"])
    )
    await small_company.platform.courier.idle()
    await memory.quiet()
    assert memory.count("inbox") == kept + 1
    assert "UNEW" not in str(memory.tables()["person"])


async def test_people_whom_the_program_is_not_for_cannot_be_named_in_a_form(
    small_company: Company, memory: Memory
) -> None:
    """Slack's list of people offers everybody; whom the bot knows to be a guest is refused at the field."""
    ana = small_company.ana
    await both_joined(small_company)
    newcomer(small_company, is_restricted=True)
    await small_company.member("UNEW").types("hello")
    await small_company.member("UNEW").sees(GUEST)
    await ana.clicks("Change", last_post_with(small_company, "UANA", "You're in!"))
    await ana.selects("Your manager", "Nell New")
    await memory.quiet()
    async with memory.unchanged():
        assert not await ana.submits()
        await ana.sees("One of them is a guest, a bot, or no longer here. Please pick colleagues.")
    await ana.selects("Your manager", "Bo Nielsen")
    assert await ana.submits()


async def test_a_closed_program_offers_to_tell_when_it_opens(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await ana.types("/mentor join", channel="general")
        await ana.sees(CLOSED)
        await ana.opens_dm()
        await ana.types("I would like a mentor")
        await ana.waits_for("two answers", lambda: ana.reads(everywhere=True).count(CLOSED) == 2 or None)
    await ana.clicks("Tell me when it opens")
    await ana.sees("I write to you once, when joining opens.")


async def test_the_invitation_of_a_program_closed_since_says_so(
    small_company: Company, memory: Memory
) -> None:
    kei, hana = small_company.kei, small_company.hana
    await joining_is_open(small_company)
    await hana.types("/mentor-admin close", channel="admins")
    await hana.sees("Joining is closed")
    async with memory.unchanged():
        kei.goes("mentorship")
        await kei.clicks("Join as mentor")
        await kei.sees(CLOSED)
        await kei.sees("[Tell me when it opens]")


async def test_whoever_began_before_it_closed_may_finish(small_company: Company, memory: Memory) -> None:
    ana, hana = small_company.ana, small_company.hana
    await ana_is_asked_for_her_goal(small_company)
    await hana.types("/mentor-admin close", channel="admins")
    await hana.sees("Joining is closed")
    await ana.types("Speak without notes")
    await ana.sees("You're in! Thank you.")


async def test_an_admin_command_by_somebody_else_names_whom_to_ask(
    small_company: Company, memory: Memory
) -> None:
    kei = small_company.kei
    await everybody_is_known(small_company)
    small_company.workspace.channel_named("admins").members.append("UKEI")
    async with memory.unchanged():
        for times, words in enumerate(("", "open", "close", "people", "fnord", "help"), start=1):
            await kei.types(f"/mentor-admin {words}", channel="admins")
            await kei.waits_for(
                "the refusal",
                lambda times=times: kei.reads(everywhere=True).count(NOT_FOR_YOU) == times or None,
            )
    assert "[Refresh]" not in kei.reads(everywhere=True)


async def test_an_admin_command_in_another_channel_names_the_right_one(
    small_company: Company, memory: Memory
) -> None:
    hana = small_company.hana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        for times, channel in enumerate(("general", "mentorship", hana.dm.id), start=1):
            await hana.types("/mentor-admin", channel=channel)
            words = "That is for the people who run the program in #admins."
            await hana.waits_for(
                "the refusal",
                lambda times=times, words=words: hana.reads(everywhere=True).count(words) == times or None,
            )
    assert "[Refresh]" not in hana.reads(everywhere=True)


async def test_somebody_who_is_no_admin_any_more_presses_the_old_buttons_in_vain(
    small_company: Company, memory: Memory
) -> None:
    await previewed(small_company)
    preview = last_post_with(small_company, "UHANA", "[Publish 1 pair]")
    small_company.workspace.add_user(replace(small_company.workspace.users["UKEI"], is_admin=True))
    async with memory.unchanged():
        for label in ("Publish 1 pair", "Drop"):
            await forged_press(small_company, "UKEI", *packed(preview, label), place=preview)
            await small_company.kei.sees(NOT_FOR_YOU)


async def test_a_claim_with_a_wrong_code_is_turned_away(small_company: Company, memory: Memory) -> None:
    kei = small_company.kei
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await kei.types("/mentor-admin claim AAAA-BBBB", channel="general")
        await memory.quiet()
    assert "Open joining" not in kei.reads(everywhere=True)
