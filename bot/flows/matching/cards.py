"""The card of a round in the admin channel: where it stands, and what it says now."""

from bot.domain.circles import how_many, will_begin
from bot.domain.people import Status
from bot.domain.program import MatchingRules
from bot.domain.rounds import Round, RoundState
from bot.flows.matching import pages
from bot.messages import matching as say
from bot.messages.base import Message
from bot.messages.preview_pairs import Preview
from bot.messages.publishing import Published, Publishing
from bot.turn import Turn

EACH_LOT = 2**31


def _identity(found: Round) -> str:
    return f"matching.card:{found.id}:"


async def put(turn: Turn, found: Round, message: Message, *, anew: bool = True) -> None:
    """Let the card of a round say this. If there is none yet, or it was not sent yet, it is posted, if `anew`."""
    channel = await turn.db.settings.get("admin_channel")
    identity = _identity(found)
    if found.card[1]:
        await turn.rewrite_at(*found.card, message)
    elif channel and not await turn.rewrite_all(identity, message, to=channel) and anew:
        turn.say(channel, message, once=f"{identity}{found.state.value}")


async def place(turn: Turn, found: Round) -> tuple[str, str]:
    """Where the card of a round stands; ("", "") if that is not known yet."""
    channel = await turn.db.settings.get("admin_channel")
    if found.card[1] or not channel:
        return found.card
    places, _ = await turn.db.outbox.recall(_identity(found), channel)
    return places[0] if places else ("", "")


async def ask(turn: Turn, before: Round | None, place: tuple[str, str], *, calm: bool = False) -> Round:
    """A new round, in the place of the one before, whose card is at that place."""
    lot = (
        before.seed if before else turn.rng.randrange(EACH_LOT)
    )  # so that equals are not drawn anew each time
    asked = await turn.db.rounds.ask(turn.who, lot, turn.now, before=before.id if before else 0, calm=calm)
    turn.db.audit.note(turn.who, "matching.preview", turn.now, str(asked.id))
    return await turn.db.rounds.change(asked.id, card_channel=place[0], card_ts=place[1])


async def people_in(turn: Turn) -> int:
    """How many take part: counted, since a card that says so must not wait for all that they told."""
    counted = await turn.db.participants.count()
    return sum(number for (_, status), number in counted.items() if status == Status.ACTIVE)


async def as_it_stands(turn: Turn, found: Round, page: int = 0) -> Message:
    """What the card of a round says now."""
    match found.state:
        case RoundState.PROPOSED:
            return await preview(turn, found, page)
        case RoundState.PUBLISHING:
            rules = turn.program.matching.in_format(found.format)
            approved = how_many(will_begin(await turn.db.rounds.pairs(found.id), rules), rules)
            by = await turn.db.people.get(found.by)
            at = int(found.publish_at.timestamp()) if found.publish_at else 0
            return Publishing(found.id, approved, at, by.name if by else found.by, format=found.format)
        case RoundState.PUBLISHED:
            matches = await turn.db.matches.of_round(found.id)
            count = how_many(matches, turn.program.matching.in_format(found.format))
            return Published(count, format=found.format)
        case RoundState.ASKED:
            return say.Working(await people_in(turn), round_id=found.id)
        case _:
            return say.Replaced()


async def preview(
    turn: Turn,
    found: Round,
    page: int = 0,
    *,
    changed: bool = False,
    undone: bool = False,
    stopped: bool = False,
    changed_by: str = "",
    failed: str = "",
    rules: MatchingRules | None = None,
) -> Preview:
    """`rules` are those that hold from this turn on, if it changes them."""
    notes = {"changed": changed, "undone": undone, "stopped": stopped, "changed_by": changed_by}
    return await pages.of_pairs(turn, found, page, by=rules, **notes, failed=failed)
