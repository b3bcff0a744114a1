"""Where bad input meets the bot: how things stand when it comes."""

from typing import Any

from bot.sandbox.company import Company
from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.payloads import interaction
from bot.sandbox.workspace import Channel, Post, View


async def everybody_is_known(company: Company) -> None:
    """The bot has met all of them, so that nothing is learned of them later."""
    for one in (company.ana, company.bo, company.hana, company.kei):
        await one.types("privacy")
        await one.sees("What I keep, and who sees it")


async def joining_is_open(company: Company) -> None:
    await everybody_is_known(company)
    await company.hana.types("/mentor-admin", channel="admins")
    await company.hana.clicks("Open joining")
    await company.hana.clicks("Post it")
    await company.ana.sees("Join as mentee")


async def ana_is_asked_for_her_goal(company: Company, wants: str = "Public speaking") -> None:
    await joining_is_open(company)
    await company.ana.clicks("Join as mentee")
    await company.ana.sees("What would you like to learn?")
    await company.ana.types(wants)
    await company.ana.sees("In your own words")


async def bo_is_asked_how_many(company: Company) -> None:
    await joining_is_open(company)
    await company.bo.clicks("Join as mentor")
    await company.bo.sees("What could you help somebody with?")
    await company.bo.types("Public speaking")
    await company.bo.sees("In your own words")
    await company.bo.types("Speaking without notes")
    await company.bo.sees("How many people could you mentor at once?")


async def both_joined(company: Company, goal: str = "Speak without notes", asks: str = "Speaking") -> None:
    await ana_is_asked_for_her_goal(company)
    await company.ana.types(goal)
    await company.ana.sees("You're in! Thank you.")
    await company.bo.clicks("Join as mentor")
    await company.bo.sees("What could you help somebody with?")
    await company.bo.types("Public speaking")
    await company.bo.sees("In your own words")
    await company.bo.types(asks)
    await company.bo.sees("How many people could you mentor at once?")
    await company.bo.types("2")
    await company.bo.sees("You're in! Thank you.")


async def previewed(company: Company, **words: str) -> None:
    await both_joined(company, **words)
    await company.hana.types("/mentor-admin", channel="admins")
    await company.hana.clicks("Preview match")
    await company.hana.sees("Ana Ferreira with Bo Nielsen as mentor")  # another process works it out


async def asked_about_the_match(company: Company, **words: str) -> None:
    """Ana has been told of her match, and Bo not yet."""
    await previewed(company, **words)
    await company.hana.clicks("Publish 1 pair")
    await company.hana.clicks("Send now")
    await company.hana.sees("1 pair published")
    await company.until_something_happens(to={"UANA"})
    await company.ana.sees("Looks good")


async def matched(company: Company, **words: str) -> None:
    """Their room is open."""
    await asked_about_the_match(company, **words)
    await company.after(days=6)
    await company.ana.sees("cannot read what you write")


async def leaves(company: Company, name: str) -> None:
    one = company.member(name)
    one.at = one.dm.id
    await one.types("leave")
    await one.sees("[Stay]")
    await one.clicks("Leave", last_post_with(company, name, "[Stay]"))
    await one.sees("You have left Mentorship.")


# What is written, as Slack holds it


def posted(company: Company) -> list[Post]:
    """All that the bot has written anywhere."""
    bot = company.workspace.bot_user
    return [
        post for channel in company.workspace.channels.values() for post in channel.posts if post.user == bot
    ]


def room(company: Company) -> Channel:
    return next(channel for channel in company.workspace.channels.values() if channel.kind == "mpim")


def last_post_with(company: Company, member: str, words: str) -> Post:
    """The newest message with these words that somebody can see."""
    one = company.member(member)
    return [post for post in one.posts() if words in one.words(post)][-1]


# What Slack's own windows would never send


async def forged_press(
    company: Company, who: str, action_id: str, value: str, place: Post | View | None = None, **action: Any
) -> Answer:
    """A click as somebody crafts it by hand: any button, any value, wherever it says."""
    user = company.workspace.users[who]
    payload = interaction(company.workspace, "block_actions", user)
    payload["trigger_id"] = company.platform.new_trigger(who)
    if isinstance(place, View):
        payload["container"] = {"type": "view", "view_id": place.id}
        payload["view"] = {
            "id": place.id,
            "type": place.type,
            "private_metadata": "{}",
            "state": {"values": {}},
        }
    else:
        channel = place.channel if place else company.workspace.direct(who).id
        payload["container"] = {
            "type": "message",
            "message_ts": place.ts if place else "1.1",
            "channel_id": channel,
            "is_ephemeral": False,
        }
        payload |= {"channel": {"id": channel, "name": "x"}, "state": {"values": {}}}
        payload["response_url"] = company.platform.new_response_url(who, channel, place)
    pressed = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.1"}
    payload["actions"] = [pressed | action]
    return await company.platform.courier.deliver(Envelope("interactive", payload))


def packed(post: Post, label: str) -> tuple[str, str]:
    """The action id and the value behind a button of a message, or behind an entry of a … menu."""
    for block in post.blocks:
        found = (
            one for one in [*block.get("elements", []), block.get("accessory") or {}] if "action_id" in one
        )
        for element in found:
            for choice in element.get("options", [element]):
                if "value" in choice and choice["text"]["text"] == label:
                    return element["action_id"], choice["value"]
    raise AssertionError(f"no button {label!r} in {post.text}")
