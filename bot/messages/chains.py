"""Who would move, in words: one sentence a move, each taking the place that the next one leaves."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.matching import Tiers
from bot.messages.mrkdwn import Mrkdwn, fill, listed


class MoveLine(NamedTuple):
    """A mentee who gets another mentor: names, "" for nobody. Rebuilt from a plain tuple after it was stored."""

    mentee: str
    before: str
    after: str
    points_before: int
    points_after: int
    because: str = ""


def figure(points: int) -> str:
    """Points as people read them, of 100 and exact: 640 as `64`, 643 as `64.3`."""
    return f"{points / 10:g}"


def against(now: int, was: int) -> str:
    """`42.2 instead of 35.7`; of two that are equal, that they are."""
    return f"as good ({figure(now)})" if now == was else f"{figure(now)} instead of {figure(was)}"


def move_words(move: MoveLine) -> Mrkdwn:
    if not move.after:
        return fill(
            "{mentee} is left with nobody (before: {before}, {points})",
            mentee=move.mentee,
            before=move.before,
            points=figure(move.points_before),
        )
    if not move.before:
        return fill(
            "{mentee} gets {after} ({points}), and had nobody",
            mentee=move.mentee,
            after=move.after,
            points=figure(move.points_after),
        )
    return fill(
        "{mentee} gets {after} instead of {before}: {figures}",
        mentee=move.mentee,
        after=move.after,
        before=move.before,
        figures=against(move.points_after, move.points_before),
    )


def chain_words(moves: Iterable[MoveLine]) -> list[Mrkdwn]:
    """The lines of a chain: whose place goes to whom, and whom they get."""
    lines: list[Mrkdwn] = []
    told = list(moves)
    for place, move in enumerate(told):
        last = told[place - 1] if place else None
        if last and last.after and last.after == move.before:
            words = "{place} place goes to {to} instead of {mentee}; {then}"
            then = _then(move)
            lines.append(
                fill(words, place=_whose(move.before), to=last.mentee, mentee=move.mentee, then=then)
            )
        else:
            lines.append(move_words(move))
    return lines


def _then(move: MoveLine) -> Mrkdwn:
    if not move.after:
        return fill("{mentee} is left with nobody", mentee=move.mentee)
    figures = against(move.points_after, move.points_before)
    return fill("{mentee} gets {after}, {figures}", mentee=move.mentee, after=move.after, figures=figures)


def _whose(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def cost_words(cost: Tiers) -> Mrkdwn:
    """What everybody together loses by a change, the gravest first; never in terms of the solver."""
    parts: list[object] = []
    if cost.people > 0:
        parts.append("one match fewer" if cost.people == 1 else f"{cost.people} matches fewer")
    if cost.people < 0:
        parts.append("one match more" if cost.people == -1 else f"{-cost.people} matches more")
    if cost.below > 0:
        parts.append("one loose fit more" if cost.below == 1 else f"{cost.below} loose fits more")
    if cost.points > 0:
        parts.append(f"{figure(cost.points)} less in all")
    if cost.points < 0:
        parts.append(f"{figure(-cost.points)} more in all")
    return listed(parts) if parts else Mrkdwn("nothing lost in all")
