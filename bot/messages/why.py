"""Why two people are a pair or are not, and why somebody has nobody: windows for the program team alone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.explaining import Help, Suggestion, Waiting
from bot.domain.explaining import WhyPair as Why
from bot.domain.matching import Proposal, Side
from bot.domain.program import Program
from bot.domain.questions import Known, PersonSeen
from bot.messages.asking import NEVER, PAIR, AskWhy, PairThem, TryChange, WhyPair, WhyPerson
from bot.messages.base import Block, Click, View
from bot.messages.chains import cost_words, figure
from bot.messages.explained import (
    absent_words,
    balance,
    footing,
    moves_words,
    partners_words,
    parts_words,
    rules_words,
    thinking,
)
from bot.messages.formats import OTHER, called, paired
from bot.messages.left_out import why_words
from bot.messages.mrkdwn import Mrkdwn, bullets, counted, fill, join, listed, sentence
from bot.messages.pieces import button, buttons, divider, input_block, modal, plain, section
from bot.messages.review import LockPair

PICK: Final = {"type": "users_select", "placeholder": plain("Pick a person")}
HELPS: Final = {
    Help.NAME_SKILLS: "Ask {name} to name what they {verb}: `/mentor profile`.",
    Help.FIND_SOMEBODY: "Find {somebody}: {words}.",
    Help.ONE_MORE_PLACE: "{places} with {who}{first}, or somebody new who offers {words}.",
    Help.SOMEBODY_NEW: "Somebody new who offers {words}: more places with {who} would go to others first.",
    Help.MORE_PLACES: "More places: {name} takes fewer people than a circle needs.",
    Help.MORE_PEOPLE: "More people who look for a mentor. Until then {name} is in reserve.",
    Help.MORE_SHARED_HOURS: "More shared hours with {who}, or a lower least number of them in the rules.",
    Help.MEET_AGAIN: "Another time with {who}: possible if both wish it.",
    Help.OTHER_RULES: "Somebody new {who_does} {words}: a rule stands between {name} and everybody who does now.",
}


@dataclass(frozen=True)
class AskWhyForm(View, name="why.form"):
    def again(self) -> Click:
        return AskWhy()

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = [
            section("Why is somebody with somebody, or with nobody? It changes nothing, and nobody is told."),
            input_block("one", "Whom is it about?", PICK),
            input_block(
                "other",
                "And the other of the two",
                PICK,
                optional=True,
                hint="Leave it empty to ask about one person.",
            ),
        ]
        return modal("Why?", blocks, name=self.name, metadata="{}", submit="Tell me")


@dataclass(frozen=True)
class WhyWindow(View, name="why.pair"):
    """`found` is None while it is looked for; `live`: they are a pair that was published."""

    mentor: str
    mentee: str
    found: Why | None = field(default=None, metadata={"carried": False})
    known: Known = field(default_factory=Known, metadata={"carried": False})
    live: bool = field(default=False, metadata={"carried": False})

    def again(self) -> Click:
        return WhyPair(self.mentor, self.mentee)

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = self._told(self.found, program) if self.found else thinking()
        return modal("Why?", blocks, name=self.name, metadata=json.dumps(self.carried()))

    def _told(self, found: Why, program: Program) -> list[Block]:
        names = {"mentor": self.known.name(found.mentor), "mentee": self.known.name(found.mentee)}
        shown = [
            section(fill("{pair}?", pair=paired(program, names["mentee"], names["mentor"]))),
            section(self._verdict(found)),
            section(parts_words(found.reasons, found.points, program)) if found.reasons else None,
            *(self._price(found) if found.cost else []),
            section(self._others(found)) if self._has_others(found) else None,
            self._ways(found),
            footing(self.known),
        ]
        return [one for one in shown if one]

    def _verdict(self, found: Why) -> Mrkdwn:
        if self.live:
            return Mrkdwn("*They are a pair already.* This is what spoke for them when it was published:")
        if found.rules:
            stands = rules_words(found.rules, found.mentor, found.mentee, self.known)
            why = [*stands, *absent_words(self.known, found.mentee, found.mentor)]
            without = "\nBut for that, this is what would speak for them:" if found.reasons else ""
            return fill(
                "*They cannot be a pair:*\n{why}{without}", why=bullets(list[object](why)), without=without
            )
        if found.chosen:
            return Mrkdwn("*They are proposed as a pair:* nothing else would do more for everybody together.")
        if found.cost and not (found.cost.people or found.cost.below or found.cost.points):
            return Mrkdwn(
                "*They could be a pair just as well:* everybody together has as much; the lot fell otherwise."
            )
        return Mrkdwn("*They could be a pair, and are not proposed:* others come to more together.")

    def _price(self, found: Why) -> list[Block]:
        assert found.cost
        words = "*If they were a pair,* everybody together: {cost}.\n{balance}"
        told = fill(words, cost=cost_words(found.cost), balance=balance(found.moves, self.known))
        return [section(told), section(fill("*How:*\n{moves}", moves=moves_words(found.moves, self.known)))]

    def _has_others(self, found: Why) -> bool:
        """Of a pair that a private wish keeps apart, and of people who are not in the round, nothing is told."""
        return not self.live and (not found.rules or bool(found.mentor_next or found.mentee_next))

    def _others(self, found: Why) -> Mrkdwn:
        words = "*Besides these two*, next best for {mentee}: {of_mentee}; for {mentor}: {of_mentor}."
        return fill(
            words,
            mentee=self.known.name(found.mentee),
            mentor=self.known.name(found.mentor),
            of_mentee=partners_words(found.mentee_next, self.known),
            of_mentor=partners_words(found.mentor_next, self.known),
        )

    def _ways(self, found: Why) -> Block:
        mentor, mentee = found.mentor, found.mentee
        first = found.mentee_next[0].id if found.mentee_next else ""
        other = self.known.name(first)
        return buttons(
            *(
                [("What if they were a pair?", TryChange(PAIR, mentor, mentee))]
                if found.possible and not found.chosen
                else []
            ),
            *(
                [("What if they were not?", TryChange(NEVER, mentor, mentee))]
                if found.chosen and not self.live
                else []
            ),
            (f"Why not {other}?", WhyPair(first, mentee)) if first else None,
            button(f"All about {self.known.name(mentee)}", WhyPerson(mentee), place=8),
            button(f"All about {self.known.name(mentor)}", WhyPerson(mentor), place=9),
            primary=False,
        )


@dataclass(frozen=True)
class PersonWindow(View, name="why.person"):
    """`found` is None while it is looked for."""

    who: str
    found: PersonSeen | None = field(default=None, metadata={"carried": False})
    known: Known = field(default_factory=Known, metadata={"carried": False})

    def again(self) -> Click:
        return WhyPerson(self.who)

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = self._told(self.found, program) if self.found else thinking()
        return modal("Why?", blocks, name=self.name, metadata=json.dumps(self.carried()))

    def _told(self, found: PersonSeen, program: Program) -> list[Block]:
        here = [section(words) for words in absent_words(self.known, self.who)]
        pairs = [self._pair(one, place, program) for place, one in enumerate(found.pairs)]
        waits = [section(self._waits(one, program)) for one in found.waits]
        proposed = {one.mentor for one in found.pairs if one.mentee == self.who}
        best = [one for one in found.best if one.mentor not in proposed]
        told = [section(fill("*{name}*", name=self.known.name(self.who))), *here, *pairs, *waits]
        if not (here or pairs or waits or best):
            told.append(section("They take no part in this round, so nobody is looked for."))
        if not best and any(one.mentee == self.who for one in found.pairs):
            told.append(section(self._nobody_else()))
        if best:
            words = "*Who else would be best*, and what it would take from the others:"
            told += [divider(), section(words if found.pairs else words.replace("else ", ""))]
            told += [self._suggestion(one, place) for place, one in enumerate(best)]
        return [*told, footing(self.known)]

    def _nobody_else(self) -> Mrkdwn:
        held = [
            other for pair in self.known.locked for other in pair if self.who in pair and other != self.who
        ]
        if held:
            words = "Locked with {who}, so nobody else is looked for."
            return fill(words, who=self._names(held))
        return fill("Nobody else fits {name}.", name=self.known.name(self.who))

    def _pair(self, one: Proposal, place: int, program: Program) -> Block:
        pair = paired(program, self.known.name(one.mentee), self.known.name(one.mentor))
        told = fill("{pair} is proposed: {n} of 100.", pair=pair, n=figure(one.points))
        return section(told, button("Why?", WhyPair(one.mentor, one.mentee), place=place))

    def _waits(self, one: Waiting, program: Program) -> Mrkdwn:
        mentee = one.side is Side.MENTEE
        who = self._names((partner.id for partner in one.who), "or")
        words = listed(one.words, "or")
        few = one.places == 1
        first = fill(": the first would go to {others}", others=self._names(one.first)) if one.first else ""
        if len(one.first) > 1:
            first = fill(
                ": the first {n} would go to {others}", n=len(one.first), others=self._names(one.first)
            )
        helps = fill(
            called(program, HELPS[one.help]),
            name=self.known.name(one.person),
            verb="want to learn" if mentee else "could be asked about",
            somebody="somebody who offers what they want to learn"
            if mentee
            else "somebody who wants to learn what they offer",
            words=words or "anything",
            who=who or "somebody who fits",
            who_does="who offers" if mentee else "who wants to learn",
            places="One more place" if few else f"{sentence(counted(one.places, 'more place'))}",
            first=first,
        )
        return fill(
            "*No {other} in this round:* {why}{more}.{between}\n*What would help:* {helps}",
            other=called(program, OTHER[one.side]),
            why=why_words(one.why.value),
            more=self._whose(one),
            between=self._between(one),
            helps=helps,
        )

    def _whose(self, one: Waiting) -> Mrkdwn:
        """Whose the places are of those who would fit."""
        held = [
            fill("{mentor} has {mentees}", mentor=self.known.name(mentor), mentees=self._names(mentees))
            for mentor, mentees in one.has
        ]
        return fill(" ({held})", held=join(held, "; ")) if held else Mrkdwn("")

    def _between(self, one: Waiting) -> Mrkdwn:
        """Who would fit, and which open rule stands between."""
        lines: list[object] = []
        for other, stands in one.between:
            pair = (other, one.person) if one.side is Side.MENTEE else (one.person, other)
            why = listed(list[object](rules_words(stands, *pair, self.known)))
            lines.append(fill("{name}: {why}", name=self.known.name(other), why=why))
        return fill("\n{lines}", lines=bullets(lines)) if lines else Mrkdwn("")

    def _names(self, people: Iterable[str], last: str = "and") -> Mrkdwn:
        return listed([self.known.name(who) for who in people], last)

    def _suggestion(self, one: Suggestion, place: int) -> Block:
        others = [move for move in one.moves if move.mentee != self.who]
        words = "*{mentor}*: {n} of 100. Everybody together: {cost}.\n{moves}"
        told = fill(
            words,
            mentor=self.known.name(one.mentor),
            n=figure(one.points),
            cost=cost_words(one.cost),
            moves=moves_words(one.moves, self.known) if others else "Nobody else has to move.",
        )
        return section(
            told,
            button(
                "Propose this one",
                propose(one.mentor, one.mentee, self.known),
                place=place,
                about=f"Propose {self.known.name(one.mentor)}",
            ),
        )


def propose(mentor: str, mentee: str, known: Known) -> Click:
    """The click that makes a pair of them in the draft; where there is none yet, it begins one."""
    if known.round_id:
        return LockPair(known.round_id, known.edit, mentor, mentee)
    return PairThem(mentor, mentee)
