"""The program team's screen: every act here is an admin's, in the admin channel, and is written into the audit."""

from datetime import datetime

from bot.domain.admin import PUBLISHED, by_part, overview
from bot.domain.due import Due
from bot.domain.joining import OPEN
from bot.domain.people import Participant, Role, Status
from bot.domain.program import Format
from bot.messages import admin as say
from bot.messages import admin_clicks as pressed
from bot.messages.base import Message, Refused, Result
from bot.messages.claiming import Unclaimed
from bot.messages.joining import Invitation
from bot.messages.lead import CARD, LeadCard
from bot.messages.rehearsal import Rehearsal
from bot.turn import Turn


async def greet(turn: Turn, due: Due) -> None:
    """Due `lead.card`, planned once for each admin channel, which its key names: say what that channel is for."""
    channel = await turn.db.settings.get("admin_channel")
    if due.key == f"{CARD}{channel}":
        turn.say(channel, await _card(turn), once=f"{due.key}:{turn.now.isoformat()}")


async def screen(turn: Turn, _: object) -> Result:
    await _admin(turn)
    return await turn.answer(await _screen(turn))


async def lost(turn: Turn, meant: str) -> Result:
    """A word that nobody knows: the screen, and the word that was probably meant."""
    await _admin(turn)
    return await _screen(turn, meant=meant)


async def help_me(turn: Turn, _: object) -> Result:
    await _admin(turn)
    return say.AdminHelp()


async def people(turn: Turn, asked: object) -> Result:
    """Everybody by part and name, page by page."""
    await _admin(turn)
    everybody = await turn.db.participants.without_answers(*Status)
    parts = by_part(everybody, await turn.db.people.names([one.id for one in everybody]))
    page = asked.page if isinstance(asked, pressed.ShowPeople) else 0
    return await turn.answer(say.People.of(parts, page))


async def pick_channel(turn: Turn, _: pressed.PickChannel) -> Result:
    await _admin(turn)
    return await turn.answer(await _screen(turn, picking=True))


async def save_channel(turn: Turn, click: pressed.SaveChannel) -> Result:
    await _admin(turn)
    picked = str(click.given.get("program_channel", ""))
    if not picked:
        return await turn.answer(await _screen(turn, picking=True, note="nothing picked"))
    if picked == turn.channel:
        return await turn.answer(await _screen(turn, picking=True, note="admin channel"))
    settings = turn.db.settings
    if await settings.is_fixed("program_channel") and picked != await settings.get("program_channel"):
        return await turn.answer(await _screen(turn, note="fixed"))
    await settings.put("program_channel", picked)
    turn.db.audit.note(turn.who, "program channel", turn.now, picked)
    await _card_follows(turn)
    return await turn.answer(await _screen(turn, note="saved"))


async def open_joining(turn: Turn, _: object) -> Result:
    """Show the very post. Nothing is sent, and joining stays as it is."""
    await _admin(turn)
    channel = await turn.db.settings.get("program_channel")
    if not channel:
        return await turn.answer(await _screen(turn, picking=True))
    return await turn.answer(say.OpenPreview(channel, await _posted(turn)))


async def post(turn: Turn, click: pressed.PostIt) -> Result:
    await _admin(turn)
    channel, posted = await turn.db.settings.get("program_channel"), await _posted(turn)
    if not channel or click.posted != posted:
        return await turn.answer(await _screen(turn, note="posted already" if channel else ""))
    await turn.db.settings.put("joining", OPEN)
    await turn.db.settings.put("invitations", str(posted + 1))
    turn.db.audit.note(turn.who, "joining opened", turn.now, channel)
    turn.say(channel, Invitation())
    await _tell_interested(turn, posted)
    await _card_follows(turn)
    return await turn.answer(await _screen(turn, note="posted"))


async def close_joining(turn: Turn, _: object) -> Result:
    await _admin(turn)
    if await turn.db.settings.get("joining") != OPEN:
        return await turn.answer(await _screen(turn, note="closed already"))
    await turn.db.settings.put("joining", "closed")
    turn.db.audit.note(turn.who, "joining closed", turn.now)
    await _card_follows(turn)
    return await turn.answer(await _screen(turn, note="closed"))


async def try_alone(turn: Turn, _: pressed.TryAlone) -> Result:
    await _admin(turn)
    turn.reply(Rehearsal(0))
    return await turn.answer(await _screen(turn, note="trying"))


async def _admin(turn: Turn) -> None:
    """Let only an admin in the admin channel go on; where there is neither yet, say how there will be."""
    if not await turn.db.settings.get("admin_channel") and not await turn.db.admins.all():
        raise Refused(Unclaimed())
    await turn.require_admin()


async def _screen(turn: Turn, *, picking: bool = False, note: str = "", meant: str = "") -> Message:
    everybody = await _everybody(turn)
    joining = [one.id for one in everybody if one.status is Status.JOINING]
    named = await turn.db.people.named(joining)
    return say.Screen.of(
        overview(
            everybody,
            await turn.db.matches.live(),
            peers=turn.program.matching.format is Format.PEERS,
        ),
        is_open=await turn.db.settings.get("joining") == OPEN,
        program_channel=await turn.db.settings.get("program_channel"),
        picking=picking,
        unfinished=tuple(sorted(person.name for person in named.values())),
        note=note,
        meant=meant,
        drawn_at=int(turn.now.timestamp()),
    )


async def _everybody(turn: Turn) -> list[Participant]:
    """All there are. What they told is opened of active mentors alone, whose places are counted."""
    mentors = await turn.db.participants.of_status(Status.ACTIVE, roles=(Role.MENTOR, Role.BOTH))
    told = {one.id: one for one in mentors}
    return [told.get(one.id, one) for one in await turn.db.participants.without_answers(*Status)]


async def _card(turn: Turn) -> LeadCard:
    settings = turn.db.settings
    is_open = await settings.get("joining") == OPEN
    return LeadCard(await settings.get("program_channel"), is_open, await settings.get(PUBLISHED))


async def _card_follows(turn: Turn) -> None:
    """Let the card in the admin channel say how far the beginning is; if there is none yet, it comes now."""
    channel = await turn.db.settings.get("admin_channel")
    if not await turn.rewrite_all(f"{CARD}{channel}:", await _card(turn), to=channel):
        await turn.db.due.plan("lead.card", channel, turn.now, again=True)


async def _posted(turn: Turn) -> int:
    return int(await turn.db.settings.get("invitations") or 0)


async def _tell_interested(turn: Turn, opening: int) -> None:
    interested = [one.id for one in await turn.db.participants.without_answers(Status.INTERESTED)]
    await turn.db.people.named(interested)  # at once, so that no zone is looked up alone
    times: dict[datetime, list[str]] = {}  # by zone and not by person: there may be thousands
    for who in interested:
        times.setdefault(await turn.due_at("joining.opened", turn.now, who), []).append(who)
    for due_at, those in times.items():
        await turn.db.due.plan_all("joining.opened", due_at, ((f"{who}:{opening}", who, 0) for who in those))
