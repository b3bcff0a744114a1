"""What becomes of a letter is written down. A post to a channel that came to nothing is told to the program team; where
a pair's conversation has opened, the two are shown the way."""

from typing import Any, Final

from bot.domain.letters import ANSWER
from bot.messages.opening import Opened
from bot.messages.posting import NotPosted
from bot.messages.together import Begun
from bot.store.outbox import Letter
from bot.store.store import Transaction

LOST: Final = ("skipped", "dead")


async def write_down(db: Transaction, letter: Letter, state: str, **how: Any) -> bool:
    """Settle it; False if it is no longer the caller's. What was lost for a whole channel is kept, and told of."""
    lost = letter.verb == "post" and letter.recipient[0] in "CG" and state in LOST
    if not await db.outbox.settle(letter, state, **how, keep=lost):
        return False
    if lost and letter.kind != NotPosted.kind:
        await _tell_admins(db, NotPosted(letter.id, letter.recipient, str(how.get("reason", ""))))
    if state == "sent" and letter.recipient.startswith("room:"):
        await _show_the_way(db, letter)
    return True


async def _show_the_way(db: Transaction, letter: Letter) -> None:
    """Only now it is known where a conversation is: what told its people of their match, or of their circle of peers,
    comes to lead there."""
    if letter.kind not in (Opened.kind, Begun.kind):
        return
    said_at = (await db.outbox.said_at([letter.id]))[letter.id]
    people = letter.recipient.removeprefix("room:")
    if letter.kind == Begun.kind:
        await db.due.plan("together.way", f"{people}:{letter.facts['skill']}", said_at)
        return
    match_id = letter.facts["match_id"]
    for who in people.split(","):
        await db.due.plan("match.stands", f"{match_id}:way:{who}", said_at, about=match_id)


async def _tell_admins(db: Transaction, card: NotPosted) -> None:
    """Into the admin channel; to each admin alone, if that is the channel that could not be posted in."""
    channel = await db.settings.get("admin_channel")
    readers = await db.admins.all() if card.place == channel or not channel else [channel]
    for reader in readers:
        db.outbox.put("post", reader, card.kind, card.facts(), said_at=db.wire(), rank=ANSWER)
