"""Somebody asks for help in words of their own: they hear whom to turn to. Nothing is stored and nobody is told."""

from bot.messages.base import Message
from bot.messages.trouble import Heard
from bot.turn import Turn


async def heard(turn: Turn, _: object) -> Message:
    known = [match for match in await turn.db.matches.of(turn.who) if match.known_to(turn.who)]
    partners = [match.partner_of(turn.who) for match in known]
    people = await turn.db.people.named(partners)
    names = [people[who].name if who in people else "them" for who in partners]
    admins = await turn.db.admins.all()
    matches = tuple((match.id, name) for match, name in zip(known, names, strict=True))
    return Heard(admins, matches, await turn.ways_to(admins))
