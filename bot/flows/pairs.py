"""The pairs in force, for the program team: names, states and meetings, and nothing of what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import local_date
from bot.domain.checkins import CheckIn
from bot.domain.matches import LIVE, Match
from bot.domain.pairs import Planned, Stage, Standing, standing, whom_to_ask
from bot.domain.people import Participant, Status
from bot.domain.program import Format
from bot.domain.rounds import page_of
from bot.messages import one_pair as one
from bot.messages import pairs as say
from bot.messages.admin import names_of
from bot.messages.base import Result
from bot.messages.team_sees import ShowTeamSees, TeamSees
from bot.turn import Turn

PLANS = (
    "match.mentee_turn",
    "match.mentor_turn",
    "match.open",
    "match.held",
    "match.again",
    "checkin.mentee",
    "checkin.mentor",
    "checkin.follow_up",
)
"""Whose times say what comes next for a pair."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the pairs in force, each read in one query."""

    planned: Mapping[int, Mapping[str, datetime]]
    asked: Mapping[str, datetime]
    checkins: Mapping[int, CheckIn]
    met: Mapping[int, datetime]

    def of(self, match: Match) -> Standing:
        planned = Planned(self.planned.get(match.id, {}))
        return standing(match, planned, self.asked, self.checkins.get(match.id), self.met.get(match.id))


async def show(turn: Turn, _: object) -> Result:
    return await turn_page(turn, say.ShowPairs())


async def turn_page(turn: Turn, click: say.ShowPairs) -> Result:
    await turn.require_admin()
    matches = await turn.db.matches.live()
    known = await _known(turn, matches)
    order = list(Stage)
    told = await turn.db.participants.without_answers(Status.ACTIVE, Status.PAUSED)
    ids = {one.id for one in told} | {who for match in matches for who in match.people}
    names = {who: person.name for who, person in (await turn.db.people.named(ids)).items()}

    def place(pair: tuple[Match, Standing]) -> tuple[int, str, str]:
        """By stage and the mentee's name; those of one circle stand together."""
        match, stands_so = pair
        circle = (names.get(match.mentor) or match.mentor) if match.in_circle else ""
        mentee = names.get(match.mentee) or match.mentee
        return order.index(stands_so.stage), circle.casefold(), mentee.casefold()

    stands = sorted(((match, known.of(match)) for match in matches), key=place)
    page, shown = page_of(stands, click.page, say.PAIRS_A_PAGE)
    tz = await turn.zone(turn.who)
    stages = [stands_so.stage for _, stands_so in stands]
    peers = turn.program.matching.format is Format.PEERS
    waiting, places, paused = _without_pair(told, matches, names, peers=peers)
    return await turn.answer(
        say.Pairs(
            pairs=tuple(_line(match, stands_so, names, tz) for match, stands_so in shown),
            total=len(matches),
            page=page,
            waiting=waiting,
            places=places,
            paused=paused,
            stages=tuple((stage.value, stages.count(stage)) for stage in order if stage in stages),
            drawn_at=int(turn.now.timestamp()),
        )
    )


async def open_pair(turn: Turn, click: say.OpenPair) -> Result:
    await turn.require_admin()
    return await _window(turn, click.match_id)


async def ask(turn: Turn, click: one.AskThem) -> Result:
    """Bring their next question forward; it keeps to hours and budget as it always does."""
    await turn.require_admin()
    match = await turn.db.matches.locked(click.match_id)
    if match is None:
        return await _window(turn, click.match_id)
    part = whom_to_ask(match, await turn.db.checkins.latest(match.id), turn.now)
    if not part:
        return await _window(turn, match.id, note="asked already")
    who = match.mentee if part == "mentee" else match.mentor
    await turn.db.due.move(f"checkin.{part}", match.id, turn.now, who=who, now=turn.now)
    turn.db.audit.note(turn.who, "pairs.ask", turn.now, str(match.id))
    return await _window(turn, match.id, note="asked")


async def end(turn: Turn, click: one.EndPair) -> Result:
    """End it; whoever knew of it hears a neutral word."""
    await turn.require_admin()
    match = await turn.db.matches.locked(click.match_id)
    if match is None or match.state not in LIVE:
        return one.OnePair(click.match_id, note="over")
    await turn.db.end_match(match, "program team", turn.now)
    turn.db.audit.note(turn.who, "pairs.end", turn.now, str(match.id))
    for who in match.people:
        if match.known_to(who):
            await turn.db.due.plan("match.over", f"{match.id}:{who}", turn.now, who=who, about=match.id)
            await turn.refresh_home(who)
    return one.OnePair(match.id, note="ended")


async def what_the_team_sees(turn: Turn, _: ShowTeamSees) -> Result:
    return TeamSees()


async def _window(turn: Turn, match_id: int, *, note: str = "") -> one.OnePair:
    match = await turn.db.matches.get(match_id)
    if match is None or match.state not in LIVE:
        return one.OnePair(match_id, note="over")
    people = await turn.db.people.named(match.people)
    names = {who: person.name for who, person in people.items()}
    stands = (await _known(turn, [match])).of(match)
    part = whom_to_ask(match, await turn.db.checkins.latest(match.id), turn.now)
    return one.OnePair(
        match_id,
        _line(match, stands, names, await turn.zone(turn.who)),
        (match.mentee, match.mentor),
        bool(part) and note != "asked",
        note,
        int(turn.now.timestamp()),
        await turn.ways_to((match.mentee, match.mentor)),
    )


async def _known(turn: Turn, matches: list[Match]) -> Known:
    letters = {letter for match in matches for letter in (match.mentee_letter, match.mentor_letter) if letter}
    return Known(
        await turn.db.due.ahead(*PLANS),
        await turn.db.outbox.said_at(letters),
        await turn.db.checkins.newest(),
        await turn.db.sessions.last_met(),
    )


def _without_pair(
    told: list[Participant], matches: list[Match], names: Mapping[str, str], *, peers: bool
) -> tuple[str, str, str]:
    """Who waits for a mentor or a peer, which mentors have no mentee, and who pauses, by name."""

    def listed(ids: list[str]) -> str:
        return names_of(tuple(sorted(names.get(who) or who for who in ids)))

    active = [one for one in told if one.status is Status.ACTIVE]
    mentees = {who for match in matches for who in (match.people if peers else match.served)}
    mentors = {match.mentor for match in matches}
    return (
        listed([one.id for one in active if (one.seeks or peers) and one.id not in mentees]),
        listed([one.id for one in active if one.gives and not peers and one.id not in mentors]),
        listed([one.id for one in told if one.status is Status.PAUSED]),
    )


def _line(match: Match, stands: Standing, names: Mapping[str, str], tz: str) -> say.PairLine:
    def day(at: datetime | None) -> str:
        return local_date(at, tz).isoformat() if at else ""

    return say.PairLine(
        names.get(match.mentee) or match.mentee,
        names.get(match.mentor) or match.mentor,
        match.state.value,
        day(match.opened_at),
        day(stands.met),
        match.id,
        stands.stage.value,
        stands.waits,
        day(stands.asked),
        int(stands.next_at.timestamp()) if stands.next_at else 0,
        match.in_circle,
    )
