"""What the answers to the program team's questions share: rules, parts, moves, and who gains or loses, in plain words.

Names are plain, not mentions: nobody is rung up by being asked about. Whatever a private wish keeps apart is said in the
same few words, with no figure beside them.
"""

from collections.abc import Iterable
from typing import Final

from bot.domain.explaining import Move, Rule, chains
from bot.domain.matching import Partner, Reason
from bot.domain.program import Program
from bot.domain.questions import Known
from bot.domain.rounds import fit_of
from bot.messages.base import Block
from bot.messages.chains import MoveLine, against, chain_words, figure
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, join, listed
from bot.messages.pieces import section, small
from bot.messages.preview_pair import FITS
from bot.messages.reasons import facts_of, reason_words

MOVES_AT_MOST: Final = 12
EVERY_WORD: Final = 9

RULES: Final = {
    Rule.PRIVATE: "not possible under a private rule",
    Rule.NOT_SEEKING: "{mentee} looks for nobody in this round",
    Rule.NO_PLACE: "{mentor} has no free place in this round",
    Rule.THEMSELVES: "nobody is paired with themselves",
    Rule.REPORTING_LINE: "one of them reports to the other, directly or through one more person",
    Rule.SAME_TEAM: "they are in the same team",
    Rule.FORBIDDEN: "the program team ruled this pair out",
    Rule.MET_BEFORE: "they were partners before",
    Rule.NO_SHARED_SKILL: "{mentor} offers nothing that {mentee} wants to learn",
    Rule.NO_SHARED_HOURS: "they share too few working hours",
    Rule.MUST_MISSED: "something that your rules call a *must* is not met between them",
    Rule.ALREADY: "they are a pair already",
    Rule.NOT_FILLED: "with them in it, no circle of {mentor} could be filled",
}
ABSENT: Final = {
    "stranger": "{name} has not joined.",
    "joining": "{name} has begun to join and has not finished.",
    "paused": "{name} is on a pause.",
    "left": "{name} has left the program.",
    "mentor": "{name} has somebody already.",
    "full": "{name} has as many people as they take.",
}
UNIT: Final = (
    "Figures are of 100 for each pair: from 40 on it is a good fit, and few come near 100. “In all” adds up all pairs. "
    "Seen by the program team alone."
)
STALE: Final = (
    "Somebody joined, left or changed since this draft was worked out: this is as things stand now."
)
NO_DRAFT: Final = "There is no draft yet: this is as the pairs would be worked out now."


def rules_words(rules: Iterable[Rule], mentor: str, mentee: str, known: Known) -> list[Mrkdwn]:
    names = {"mentor": known.name(mentor), "mentee": known.name(mentee)}
    told = [fill(RULES[rule], **names) for rule in rules if rule is not Rule.LOCKED]
    return [*told, *(_locked_words(mentor, mentee, known) if Rule.LOCKED in rules else [])]


def _locked_words(mentor: str, mentee: str, known: Known) -> list[Mrkdwn]:
    """Who is locked with whom; only what is true of these two."""
    if together(mentor, mentee, known):
        return [Mrkdwn("they are locked with each other")]
    held = [
        fill("{who} is locked with {other}", who=known.name(who), other=known.name(other))
        for one, two in known.locked
        for who, other in ((one, two), (two, one))
        if who in (mentor, mentee)
    ]
    return held or [Mrkdwn("the pairs of the draft before stay, as you chose *Change as little as possible*")]


def together(mentor: str, mentee: str, known: Known) -> bool:
    """Whether these two are locked with each other; of peers either may stand first."""
    return {mentor, mentee} in [set(one) for one in known.locked]


def absent_words(known: Known, *people: str) -> list[Mrkdwn]:
    return [fill(ABSENT[known.absent[who]], name=known.name(who)) for who in people if who in known.absent]


def parts_words(reasons: Iterable[Reason], points: int, program: Program) -> Mrkdwn:
    """Each reason with its points, and their sum."""
    lines: list[object] = [
        fill(
            "{words}: *{n}*",
            words=join(reason_words(facts_of([one], at_most=EVERY_WORD), "team", program), "; "),
            n=figure(one.points),
        )
        for one in reasons
    ]
    lines.append(fill("together: *{n}* of 100, a {fit}", n=figure(points), fit=FITS[fit_of(points)].lower()))
    return bullets(lines)


def partners_words(partners: Iterable[Partner], known: Known) -> Mrkdwn:
    found = [fill("{name} ({n})", name=known.name(one.id), n=figure(one.points)) for one in partners]
    return listed(list[object](found)) if found else Mrkdwn("nobody else fits")


def moves_words(moves: Iterable[Move], known: Known) -> Mrkdwn:
    """Who would move, each chain in the order in which places are handed on."""
    lines = [
        words
        for chain in chains(moves)
        for words in chain_words(
            MoveLine(
                known.name(one.mentee),
                known.name(one.before) if one.before else "",
                known.name(one.after) if one.after else "",
                one.points_before,
                one.points_after,
            )
            for one in chain
        )
    ]
    others = len(lines) - MOVES_AT_MOST
    shown = list[object](lines[:MOVES_AT_MOST])
    return bullets([*shown, f"and {others} more"] if others > 0 else shown)


def balance(moves: Iterable[Move], known: Known) -> Mrkdwn:
    """Who gains and who loses, by name, with the figures of before and after."""
    gains, loses = [], []
    for one in moves:
        figures = against(one.points_after, one.points_before)
        if not (one.after and one.before):
            now, was = (known.name(who) if who else "nobody" for who in (one.after, one.before))
            figures = f"{now} instead of {was}"
        words = fill("{name} ({figures})", name=known.name(one.mentee), figures=figures)
        if one.after and (not one.before or one.points_after > one.points_before):
            gains.append(words)
        elif not one.after or one.points_after < one.points_before:
            loses.append(words)
    return fill(
        "*Who gains:* {gains}\n*Who loses:* {loses}",
        gains=_some(gains) or "nobody",
        loses=_some(loses) or "nobody",
    )


def _some(words: list[Mrkdwn]) -> Mrkdwn:
    others = len(words) - MOVES_AT_MOST
    more = [f"{others} more"] if others > 0 else []
    return listed([*words[:MOVES_AT_MOST], *more])


def footing(known: Known) -> Block:
    """What an answer rests on, in small print."""
    stands = STALE if known.stale else "" if known.round_id else NO_DRAFT
    return small(UNIT, *([stands] if stands else []))


def text_to_paste(name: str) -> Mrkdwn:
    """What the program team may write to a mentor with whom one more place would help."""
    words = (
        "Text to paste:\n```Hi {first}, somebody is waiting whom you would suit very well. Could you take one more? If so, "
        "type /mentor profile and change how many people you take. If not, that is quite all right.```"
    )
    return fill(words, first=name.split(" ")[0])


def thinking() -> list[Block]:
    return [section("Looking into it … This takes a moment, and changes nothing.")]
