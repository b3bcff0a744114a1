"""The pairs in force, for the program team: names, states and meetings, and nothing of what is said."""

from bot.domain.calendar import local_date
from bot.domain.matches import Match
from bot.domain.people import Status
from bot.messages import pairs as say
from bot.messages.admin import names_of
from bot.messages.base import Result
from bot.turn import Turn


async def show(turn: Turn, _: object) -> Result:
    return await turn_page(turn, say.ShowPairs())


async def turn_page(turn: Turn, click: say.ShowPairs) -> Result:
    await turn.require_admin()
    matches = await turn.db.matches.live()
    last = max(0, -(-len(matches) // say.PAIRS_A_PAGE) - 1)
    page = min(max(0, click.page), last)
    told = await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED)
    shown = matches[page * say.PAIRS_A_PAGE : (page + 1) * say.PAIRS_A_PAGE]
    ids = {one.id for one in told} | {who for match in shown for who in match.people}
    names = {who: person.name for who, person in (await turn.db.people.named(ids)).items()}

    def listed(ids: list[str]) -> str:
        return names_of(tuple(sorted(names.get(who) or who for who in ids)))

    active = [one for one in told if one.status is Status.ACTIVE]
    mentees, mentors = {match.mentee for match in matches}, {match.mentor for match in matches}
    return await turn.answer(
        say.Pairs(
            pairs=tuple([await _line(turn, match, names) for match in shown]),
            total=len(matches),
            page=page,
            waiting=listed([one.id for one in active if one.seeks and one.id not in mentees]),
            places=listed([one.id for one in active if one.gives and one.id not in mentors]),
            paused=listed([one.id for one in told if one.status is Status.PAUSED]),
        )
    )


async def _line(turn: Turn, match: Match, names: dict[str, str]) -> say.PairLine:
    tz = await turn.zone(turn.who)
    last = await turn.db.sessions.latest(match.id)
    return say.PairLine(
        names.get(match.mentee) or match.mentee,
        names.get(match.mentor) or match.mentor,
        match.state.value,
        local_date(match.opened_at, tz).isoformat() if match.opened_at else "",
        local_date(last.met_at, tz).isoformat() if last else "",
    )
