"""Waiting as somebody: the clock runs to their next message, and not at all when nothing can come."""

import json
import re
from collections.abc import Sequence

from bot.sandbox.company import HORIZON, Company
from bot.sandbox.finding import presses_in
from bot.sandbox.workspace import Channel, Post

_MENTION = re.compile(r"<@(\w+)")
MOST_PEOPLE, MOST_LABELS = 2, 2


async def wait_for(company: Company, people: Sequence[str]) -> str:
    """Move to the next message for one of these, the first of them first; what happened, in words."""
    workspace, watched = company.workspace, set(people)
    await company.clock.settle()
    if _hopeless(company, watched):
        return _who_could_act(company, people)
    post = await company.until_something_happens(to=watched, hopeless=lambda: _hopeless(company, watched))
    if post is None:
        return _who_could_act(company, people)
    members = workspace.channels[post.channel].members
    readers = [workspace.users[who].real_name for who in people if who in members and post.visible_to(who)]
    return f"{' and '.join(readers)}: a new message from {workspace.users[post.user].real_name}."


def _hopeless(company: Company, people: set[str]) -> bool:
    """Nothing is due for them, and nobody whom they have to do with is about to act by themselves."""
    clock = company.clock
    if clock.due_for is None and (clock.followers or clock.people_next()):
        return False  # the app does not tell: then only waiting shows
    told = clock.due_for or {}
    latest = clock.now() + HORIZON
    due = [told[who] for who in (*people, "") if who in told]
    acting = clock.people_next_of(people | _around(company, people))
    return not any(at <= latest for at in (*due, *([acting] if acting else ())))


def _around(company: Company, people: set[str]) -> set[str]:
    """Whom they share a group conversation with, and whom the app has named to them."""
    found: set[str] = set()
    for who in people:
        for channel in company.workspace.conversations_of(who):
            if channel.kind == "mpim":
                found.update(channel.members)
            elif _is_dm(company, channel):
                found.update(
                    *(_MENTION.findall(post.text + json.dumps(post.blocks)) for post in channel.posts)
                )
    return found & {user.id for user in company.workspace.people()}


def _is_dm(company: Company, channel: Channel) -> bool:
    return channel.kind == "im" and company.workspace.bot_user in channel.members


def _who_could_act(company: Company, people: Sequence[str]) -> str:
    workspace = company.workspace
    first = [workspace.users[who].real_name.split()[0] for who in people]
    said = [f"Nothing is due for {' or '.join(first) or 'anybody you play'}."]
    others = sorted(_around(company, set(people)) - set(people))
    able = [(who, labels) for who in (*people, *others) if (labels := _open_labels(company, who))]
    for who, labels in able[:MOST_PEOPLE]:
        said.append(f"{workspace.users[who].real_name.split()[0]} could press {' or '.join(labels)}.")
    if not able:
        said.append(f"Write to {workspace.bot_name}, or follow the tour.")
    return " ".join(said)


def _open_labels(company: Company, who: str) -> list[str]:
    """The first buttons of the newest message that the app has written to somebody alone."""
    posts: list[Post] = company.workspace.direct(who).posts_for(who)
    newest = next((post for post in reversed(posts) if post.user == company.workspace.bot_user), None)
    presses = presses_in(newest) if newest else []
    return [press.label for press in presses if press.option is None][:MOST_LABELS]
