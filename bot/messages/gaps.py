"""What is lacking: skills, places, whom to recruit, how each group fares, and who could begin as a circle of peers."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.explaining import NOTHING
from bot.domain.fairness import SHOWN_FROM
from bot.domain.matching import Tiers
from bot.domain.program import Program
from bot.domain.questions import Fares, GapsSeen, GroupSeen, Known
from bot.messages.asking import PLACE, AskWhy, ShowGaps, TryChange, WhyPerson
from bot.messages.base import Block, Click, View
from bot.messages.chains import cost_words, figure
from bot.messages.explained import footing, text_to_paste, thinking
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, listed, people_words
from bot.messages.pieces import button, buttons, divider, modal, section, small

KINDS: Final = {"department": ("Department", "departments"), "site": ("Site", "sites")}
NAMES_AT_MOST: Final = 12


@dataclass(frozen=True)
class GapsWindow(View, name="gaps.window"):
    """`found` is None while it is looked for; `named`: whether the program team may read what each person wants."""

    found: GapsSeen | None = field(default=None, metadata={"carried": False})
    known: Known = field(default_factory=Known, metadata={"carried": False})
    named: bool = field(default=False, metadata={"carried": False})

    def again(self) -> Click:
        return ShowGaps()

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = self._told(self.found) if self.found else thinking()
        return modal("What is lacking", blocks, name=self.name, metadata=json.dumps(self.carried()))

    def _told(self, found: GapsSeen) -> list[Block]:
        parts = (
            [section(self._sum(found)), *self._alone(found)],
            self._recruits(found),
            self._places(found),
            self._skills(found),
            self._groups(found),
            self._circles(found),
        )
        blocks = [block for part in parts for block in (*part, *([divider()] if part else []))]
        return [*blocks, footing(self.known)]

    def _sum(self, found: GapsSeen) -> Mrkdwn:
        if not found.seeking:
            return Mrkdwn("*Nobody looks for a match now.* What is lacking shows when people do.")
        waiting = found.seeking - found.pairs
        words = "*{pairs} of {seeking} who look for a match get one;* {waiting}."
        if found.carried:
            words += (
                " Whoever has waited since an earlier round comes first: {carried}; still without: {still}."
            )
        return fill(
            words,
            pairs=found.pairs,
            seeking=found.seeking,
            waiting=_waits(waiting),
            carried=people_words(found.carried),
            still=self._names(found.carried_waiting) if found.carried_waiting else "nobody",
        )

    def _alone(self, found: GapsSeen) -> list[Block]:
        """Who waits, each with the way to why."""
        if not found.alone:
            return []
        shown: list[tuple[str, Click]] = [
            (f"Why {self.known.name(who)}?", WhyPerson(who)) for who in found.alone[:NAMES_AT_MOST]
        ]
        if len(found.alone) > NAMES_AT_MOST:
            shown.append(("Why somebody else?", AskWhy()))
        return [
            section(fill("*Who waits:* {names}.", names=self._names(found.alone))),
            buttons(*shown, primary=False),
        ]

    def _recruits(self, found: GapsSeen) -> list[Block]:
        if found.seeking == found.pairs:
            return []
        lines: list[object] = [
            fill(
                "One more person who offers *{skill}* would match {more} more{who}.",
                skill=one.skill,
                more=people_words(one.more),
                who=fill(": {who}", who=self._names(one.who)) if self.named and one.who else "",
            )
            for one in found.recruits
        ]
        beyond = _beyond(found.recruits_beyond)
        if not lines:
            words = (
                "*Whom to recruit*\nNo single new person would help those who wait: they named no skill yet, or a "
                "rule stands in the way. *Without a match* on the draft says which."
            )
            return [section(words), *([small(f"Not worked out: {beyond}.")] if beyond else [])]
        about = f"Worked out for somebody who takes up to {found.places} and works when they do."
        if beyond:
            about += f" Not worked out: {beyond}. No more people wait for any of those than for these."
        return [section(fill("*Whom to recruit*\n{lines}", lines=bullets(lines))), small(about)]

    def _places(self, found: GapsSeen) -> list[Block]:
        if not found.gains:
            return []
        lines = [self._gain(who, gain, place) for place, (who, gain) in enumerate(found.gains)]
        words = "Nobody is given more than they said they can take, so ask. {paste}"
        paste = text_to_paste(self.known.name(found.gains[0][0]))
        return [section("*Whose one more place would gain most*"), *lines, section(fill(words, paste=paste))]

    def _gain(self, who: str, gain: Tiers, place: int) -> Block:
        name = self.known.name(who)
        words = fill(
            "One more place with *{name}*: {gain}.",
            name=name,
            gain=cost_words(Tiers(-gain.people, -gain.below, -gain.points)) if gain != NOTHING else "nothing",
        )
        return section(
            words, button("Who gains?", TryChange(PLACE, who), place=place, about=f"One more place: {name}")
        )

    def _skills(self, found: GapsSeen) -> list[Block]:
        if not found.skills:
            return []
        lines: list[object] = [
            fill(
                "{skill}: wanted by {wanted}, {places}; {waiting}",
                skill=one.skill,
                wanted=one.wanted,
                places=_places(one.places),
                waiting=_waits(one.waiting),
            )
            for one in found.skills
        ]
        if found.skills_beyond:
            lines.append(f"and {_beyond(found.skills_beyond)}, of which no more is lacking than of the last")
        return [
            section(fill("*Wanted and offered, what lacks most first*\n{lines}", lines=bullets(lines))),
            small(
                "Whoever offers several things counts with each of them. Where nobody waits, those who want it get "
                "somebody for something else they want."
            ),
        ]

    def _groups(self, found: GapsSeen) -> list[Block]:
        if found.fares is None or not found.fares.everybody.people:
            return []
        seen = found.fares
        lines: list[object] = [self._group(one) for one in (seen.everybody, *seen.groups)]
        return [
            section(
                fill(
                    "*How each group fares*\n{lines}\n{verdict}",
                    lines=bullets(lines),
                    verdict=self._verdict(seen),
                )
            ),
            small(
                "Of those who look for a match or have one.",
                f"Groups of fewer than {SHOWN_FROM} people are told together, or not at all.",
                "Department and site are no reason to come sooner; whoever has waited longer does.",
            ),
        ]

    def _verdict(self, seen: Fares) -> Mrkdwn:
        """Whether any of them is worse served, as far as so few people can tell."""
        if seen.worse:
            names = listed([_group_name(one) for one in seen.worse])
            return fill("*Worse served than chance would explain:* {names}.", names=names)
        if seen.telling:
            return fill(
                "*None of these is worse served* than chance would explain.{unseen}", unseen=_unseen(seen)
            )
        return Mrkdwn("*Too few people to tell* whether a department or site is worse served.")

    def _group(self, one: GroupSeen) -> Mrkdwn:
        return fill(
            "{name}: {matched} of {people} have a match ({rate} %), {waiting}{fit}",
            name=_group_name(one),
            matched=one.matched,
            people=one.people,
            rate=round(100 * one.matched / one.people),
            waiting=_waits(one.people - one.matched),
            fit=f"; new pairs fit {figure(one.points)} of 100" if one.points else "",
        )

    def _circles(self, found: GapsSeen) -> list[Block]:
        lines: list[object] = []
        for skill, people in found.circles:
            who = self._names(people) if self.named else f"{len(people)} people"
            lines.append(fill("*{skill}*: {who}", skill=skill, who=who))
        if not lines:
            return []
        paste = (
            "*Who waits for the same could begin together*\n{lines}\nAfter *Publish* each of them is offered it with the "
            "news. To ask them sooner, paste this:\n```Hi, you all would like to learn {skill}, and somebody who could "
            "teach it is still to be found. Would you like to begin as a circle: an hour every two weeks, each bringing "
            "one question? You stay first in line for a match.```"
        )
        return [section(fill(paste, lines=bullets(lines), skill=found.circles[0][0]))]

    def _names(self, people: tuple[str, ...]) -> Mrkdwn:
        others = len(people) - NAMES_AT_MOST
        names = [self.known.name(who) for who in people[:NAMES_AT_MOST]]
        return listed([*names, *([f"{others} more"] if others > 0 else [])])


def _unseen(seen: Fares) -> str:
    """Of which kind no group could be shown at all, so that nobody takes silence for an answer."""
    shown = {one.kind for one in seen.groups}
    kinds = [several for kind, (_, several) in KINDS.items() if kind not in shown]
    return f" Of {kinds[0]} nothing can be said: they are too small, or were not told." if kinds else ""


def _group_name(one: GroupSeen) -> Mrkdwn:
    if not one.kind:
        return Mrkdwn("All")
    kind, several = KINDS[one.kind]
    if one.together:
        return fill("{n} small {several} together", n=one.together, several=several)
    return fill("{kind} {name}", kind=kind, name=f"“{one.name}”" if one.name else "not told")


def _beyond(count: int) -> str:
    """How many skills stand in a list no more."""
    return "1 more skill" if count == 1 else f"{count} more skills" if count else ""


def _waits(count: int) -> str:
    return "nobody waits" if not count else "1 waits" if count == 1 else f"{count} wait"


def _places(count: int) -> str:
    if not count:
        return "nobody with a place offers it"
    return "1 place with people who offer it" if count == 1 else f"{count} places with people who offer it"
