"""What a match is called, by the program's format: a table, so that no message asks which format it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.program import Format, Program
from bot.messages.mrkdwn import Mrkdwn, fill, number_of

OTHER: Final = {"mentee": "mentor", "mentor": "mentee", "peer": "peer"}
"""What the other one is to somebody, by what they are."""

YES: Final = "You hear first, and you can say no. It takes a minute."


@dataclass(frozen=True, slots=True)
class Asks:
    """How one of the two is asked about a match: the first line, and why they are asked."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Wording:
    """`mentee` and `mentor` stand for the two by the order in which they are asked, whatever they are called."""

    one: str = "pair"
    many: str = "pairs"
    made: str = "one-to-one pairs"
    """What a program of this format makes, told apart from those of the others."""
    roles: tuple[str, str] = ("mentee", "mentor")
    """What the two are called, in the order in which they are asked."""
    paired: str = "{mentee} with {mentor} as mentor"
    """Two people in a line for the program team."""
    mentee: Asks = field(default_factory=lambda: Asks("*Your mentor could be {partner}*", YES))
    mentor: Asks = field(
        default_factory=lambda: Asks(
            "*Would you be the mentor of {partner}?*",
            "You offered to mentor. One minute; a no needs no reason.",
        )
    )
    room: str = "*{mentee}, meet {mentor}, your mentor.* {mentor}, meet {mentee}."
    first: str = "Mentees hear first, in their working hours; mentors when their mentee agreed or said nothing for {days}."
    """What happens after publishing; `then` is the same in short."""
    then: str = "then mentees hear first, and mentors after them."
    people: str = "*People:* mentees {mentees}, mentors {mentors}, both {both}."
    run: str = "{mentees} mentees, {mentors} mentors, {both} both; {unfinished} joining, {paused} pausing."
    join: str = "`join`: become a mentee or a mentor"
    invites: str = "*Would you like a mentor, or could you be one?* Joining takes about {minutes}."
    pair: str = "@mentor @mentee"
    two: tuple[str, str] = ("mentee", "mentor")
    """The two where each is to be picked, and which is which must be told."""
    changes: tuple[str, ...] = ("pair", "never", "place", "weigh")
    """What can be asked to be otherwise: a peer has one place, and no more."""
    what_if: Mapping[str, str] = field(default_factory=dict)
    """What if the two were a pair, or were not, where that is said otherwise."""
    seeks: str = "Who look for a mentor"
    offers: str = "Who could be a mentor"

    def counted(self, count: int) -> str:
        return number_of(count, self.one, self.many)


WORDING: Final[Mapping[Format, Wording]] = {
    Format.ONE_TO_ONE: Wording(),
    Format.CIRCLES: Wording(
        one="circle",
        many="circles",
        made="circles",
        paired="{mentee} in the circle of {mentor}",
        what_if={
            "pair": "{mentee} were in the circle of {mentor}",
            "never": "{mentee} were not to be in the circle of {mentor}",
        },
        mentee=Asks("*Your mentor could be {partner}, in a circle of {n}*", YES),
        first="Mentees hear first, in their working hours. The mentor of a circle is asked once, when each of its mentees "
        "agreed or said nothing for {days}.",
    ),
    Format.PEERS: Wording(
        made="pairs of peers",
        roles=("peer", "peer"),
        paired="{mentee} and {mentor}",
        mentee=Asks("*{partner} could be your peer*", YES),
        mentor=Asks(
            "*Would you and {partner} like to be peers?*",
            "You take part. One minute; a no needs no reason.",
        ),
        room="*{mentee}, meet {mentor}. {mentor}, meet {mentee}.* You are peers: each of you has something to learn from "
        "the other.",
        first="One of each pair hears first, in their working hours; the other when the first agreed or said nothing for "
        "{days}.",
        people="*People:* {all}.",
        run="{all} people; {unfinished} joining, {paused} pausing.",
        join="`join`: take part, and be asked what you would like to learn and could pass on",
        invites="*Would you like a peer, to learn from each other?* Joining takes about {minutes}.",
        then="then one of each pair hears first, and the other after them.",
        pair="@one @other",
        two=("one of them", "the other"),
        changes=("pair", "never", "weigh"),
        what_if={
            "pair": "{mentee} and {mentor} were peers",
            "never": "{mentee} and {mentor} were not to be peers",
        },
        seeks="Who look for a peer",
        offers="Who could be a peer",
    ),
    Format.REVERSE: Wording(
        made="pairs with the junior as mentor",
        mentee=Asks(
            "*Your mentor could be {partner}, who is junior to you*",
            "Here the junior teaches. You can say no. One minute.",
        ),
        mentor=Asks(
            "*Would you be the mentor of {partner}?*",
            "Here the junior teaches. One minute; a no needs no reason.",
        ),
        room="*{mentee}, meet {mentor}, your mentor.* {mentor}, meet {mentee}: here the junior of the two teaches.",
    ),
}


_NOUNS: Final = re.compile(r"(?<![\w{/@-])(?:(M)|m)ent(?:or|ee)(s?)\b(?![-}])")


def called(program: Program, words: str) -> str:
    """A template of ours as this program's people are called: where all are peers, none is a mentor or a mentee. Names
    of what is filled in stay, and so does whatever people wrote, as that is filled in later."""
    if program.matching.format is not Format.PEERS:
        return words
    return _NOUNS.sub(lambda found: f"{'P' if found[1] else 'p'}eer{found[2]}", words)


def pairs_words(count: int) -> str:
    """Two people each, whatever the format."""
    return WORDING[Format.ONE_TO_ONE].counted(count)


def wording(program: Program) -> Wording:
    return WORDING[program.matching.format]


def paired(program: Program, mentee: object, mentor: object, *, strong: bool = True) -> Mrkdwn:
    """Two people of a match, in a line for the program team."""
    template = wording(program).paired
    if strong:
        template = template.replace("{mentee}", "*{mentee}*").replace("{mentor}", "*{mentor}*")
    return fill(template, mentee=mentee, mentor=mentor)
