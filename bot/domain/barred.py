"""The pairs that must not be, whatever speaks for them."""

from collections.abc import Collection, Iterator, Mapping

from bot.domain.matching import Candidate, Pair
from bot.domain.words import plain


def barred(
    mentees: Collection[Candidate],
    mentors: Collection[Candidate],
    *,
    forbidden: Collection[Pair] = (),
    same_team_allowed: bool,
    others: Collection[Candidate] = (),
) -> Iterator[Pair]:
    """The pairs that must not be, whatever their points: somebody with themselves, the reporting line, a wish of
    either not to be paired, a pair that is there already, one team, and what the program team forbade. An id may be of
    nobody who is there.

    `others` are those who take no part this time and still stand in the reporting line.
    """
    above = {one.id: one.managers for one in (*others, *mentees, *mentors)}
    for mentee in mentees:
        yield mentee.id, mentee.id
        yield from (
            (other, mentee.id) for other in (*mentee.avoid, *mentee.mentors, *line_above(mentee, above))
        )
    for mentor in mentors:
        yield from ((mentor.id, other) for other in (*mentor.avoid, *line_above(mentor, above)))
    for one, other in forbidden:
        yield one, other
        yield other, one
    if not same_team_allowed:
        yield from _teammates(mentees, mentors)


def line_above(one: Candidate, above: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Their managers, and the managers of those."""
    for manager in one.managers:
        yield manager
        yield from above.get(manager, ())


def _teammates(mentees: Collection[Candidate], mentors: Collection[Candidate]) -> Iterator[Pair]:
    teams: dict[str, list[str]] = {}
    for mentor in mentors:
        teams.setdefault(plain(mentor.team), []).append(mentor.id)
    for mentee in mentees:
        if team := plain(mentee.team):
            yield from ((mentor, mentee.id) for mentor in teams.get(team, ()))
