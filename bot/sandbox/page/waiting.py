"""Waiting as somebody: the clock runs to their next message, and not at all when nothing can come."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.sandbox.company import HORIZON, Company
from bot.sandbox.errands import Errand
from bot.sandbox.finding import presses_in
from bot.sandbox.page.news import first_line
from bot.sandbox.workspace import Channel, Post

_MENTION = re.compile(r"<@(\w+)")
MOST_PEOPLE, MOST_LABELS = 2, 2


class Happened(NamedTuple):
    """What happened, in words; and if it is a message, who reads it in which conversation."""

    words: str
    person: str = ""
    place: str = ""


async def wait_for(company: Company, people: Sequence[str]) -> Happened:
    """Move to what next concerns these, the first of them first: a message for them, the hour at which they have
    agreed to meet, or a message about them to somebody else who is played."""
    clock, watched = company.clock, set(people)

    def about(post: Post) -> bool:
        return _is_about(company, post, watched)

    if post := await company.until_something_happens(timedelta(), to=watched, also=about):
        return _what_came(company, people, post)  # it was under way already
    meets_at = min((at for who in people if (at := clock.agreed.get(who)) and at > clock.now()), default=None)
    if not meets_at and _hopeless(company, watched):
        return Happened(_who_could_act(company, people))
    post = await company.until_something_happens(
        meets_at - clock.now() if meets_at else HORIZON,
        to=watched,
        hopeless=lambda: not meets_at and _hopeless(company, watched),
        also=about,
    )
    if post:
        return _what_came(company, people, post)
    if meets_at and clock.now() >= meets_at:
        names = _first_names(company, people)
        return Happened(f"{names}: this is the hour you have agreed to meet at. Imagine you did, and go on.")
    return Happened(_who_could_act(company, people))


async def hear_of(company: Company, people: Sequence[str], errand: Errand) -> Happened:
    """Let somebody do an errand: what came of it, and the first message that one of these got by it."""
    known = {id(post) for post in company.app_posts()}
    words = await errand.run()
    await company.clock.settle()
    came = (post for post in company.app_posts() if id(post) not in known)
    post = next((post for post in came if company.is_for(set(people), post)), None)
    if post is None:
        return Happened(words)
    happened = _what_came(company, people, post)
    return happened._replace(words=f"{words} {happened.words}")


def _is_about(company: Company, post: Post, people: set[str]) -> bool:
    """It names one of these to somebody else whom nobody but the visitor can let answer."""
    channel = company.workspace.channels[post.channel]
    readers = company.workspace.played.intersection(channel.members) - people
    return (
        channel.kind != "public"
        and bool(people.intersection(_named_in(post)))
        and any(map(post.visible_to, readers))
    )


def _named_in(post: Post) -> list[str]:
    return _MENTION.findall(post.text + json.dumps(post.blocks))


def _what_came(company: Company, people: Sequence[str], post: Post) -> Happened:
    workspace, members = company.workspace, company.workspace.channels[post.channel].members
    mine = [who for who in people if who in members and post.visible_to(who)]
    readers = mine or [who for who in members if who in workspace.played]
    names = " and ".join(workspace.users[who].real_name for who in readers)
    about = "" if mine else f" about {_first_names(company, people)}"
    words = first_line(workspace, post, readers[0])
    told = f"{names}: a new message from {workspace.users[post.user].real_name}{about}. “{words}”"
    return Happened(told, readers[0], post.channel)


def _first_names(company: Company, people: Sequence[str], between: str = " and ") -> str:
    return between.join(company.workspace.users[who].real_name.split()[0] for who in people)


def _hopeless(company: Company, people: set[str]) -> bool:
    """Nothing that concerns them is due, and nobody whom they have to do with is about to act by themselves."""
    clock = company.clock
    if clock.due_for is None and (clock.followers or clock.people_next()):
        return False  # the app does not tell: then only waiting shows
    told = clock.due_for or {}
    latest = clock.now() + HORIZON
    places = [channel.id for who in people for channel in company.workspace.conversations_of(who)]
    due = [told[who] for who in (*people, *places, "") if who in told]
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
                found.update(*map(_named_in, channel.posts))
    return found & {user.id for user in company.workspace.people()}


def _is_dm(company: Company, channel: Channel) -> bool:
    return channel.kind == "im" and company.workspace.bot_user in channel.members


def _who_could_act(company: Company, people: Sequence[str]) -> str:
    workspace = company.workspace
    said = [f"Nothing is due for {_first_names(company, people, ' or ') or 'anybody you play'}."]
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
