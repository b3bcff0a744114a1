"""Which format the program is in, as its team chooses it: each in words, and what another means to who is there."""

from collections.abc import Mapping
from typing import Final

from bot.domain.program import Format, MatchingRules

FORMATS: Final[Mapping[str, str]] = {
    Format.ONE_TO_ONE: "One to one: a mentor for each mentee",
    Format.CIRCLES: "Circles: one mentor and several mentees, who begin together",
    Format.PEERS: "Peers: two colleagues as equals, who learn from each other",
    Format.REVERSE: "Reverse: one to one, and the junior of the two is the mentor",
}
MEANS: Final[Mapping[str, str]] = {
    Format.ONE_TO_ONE: "A mentor has as many mentees as they said they take, each by themselves. A mentee may have more than "
    "one mentor: see Mentors for each mentee, further down.",
    Format.CIRCLES: "A mentor and {least} to {most} mentees in one conversation, who begin together or not at all.",
    Format.PEERS: "Mentors and mentees take part alike, each with one peer at a time; whoever joins is not asked which they are. "
    "Your own words in the program file (purpose, invitation) may still speak of mentors: they are changed there.",
    Format.REVERSE: "The junior teaches. People have to be asked where they stand, so let Steps ahead count, further down.",
}
STAYS: Final = "Pairs and circles under way stay as they are, check-ins and all: another format holds from the next round."
ROOM: Final = (
    "{room} of {mentors} {who} said that they take {least} or more at once; the others lead no circle until they do. You can "
    "let me ask them once this is saved."
)
UNTOLD: Final = (
    "{n} joined as peers and did not say how many people they could take: until they do, they are mentees only. You can "
    "let me ask them once this is saved."
)
OTHERWISE: Final[Mapping[tuple[str, str], str]] = {
    (Format.PEERS, "seniority"): "How near they are to the same place. Asked once it counts.",
    (
        Format.REVERSE,
        "seniority",
    ): "How far the mentor is behind. It has to count here, so that people are asked.",
    (Format.PEERS, "availability"): "They have about the same time.",
}
"""What a criterion looks at, where that is another thing in a format."""
AHEAD: Final[Mapping[str, str]] = {
    Format.PEERS: "Not of use for peers: of them, being at about the same place counts.",
    Format.REVERSE: "Here it says how far the mentor is behind. Somebody's own wish goes before it.",
}
AHEAD_ELSE: Final = (
    "In steps of a career. It is of use once Steps ahead counts, and somebody's own wish goes before it."
)
CLASHES: Final[Mapping[str, Mapping[str, str]]] = {
    "mentors_each": {
        "mentors_each": "In this format each mentee has one mentor: pick One, or another format above."
    },
    "capacity": {
        "format": "A circle needs {least} mentees, and the program file lets nobody take more than {most} (its question "
        "`capacity`). It has to be changed there first."
    },
    "seniority": {
        "format": "Here the junior is the mentor, so people have to be asked where they stand: let Steps ahead count.",
        "seniority": "In the reverse format this has to count: pick Low or more.",
    },
}
"""What is said of rules that cannot stand beside a format, by the field beside which it stands."""


def format_hint(rules: MatchingRules, room: tuple[int, int, int]) -> str:
    """`room`: how many mentors take as many as a circle needs, how many mentors there are, and how many people have not
    said how many they take."""
    least, most = rules.circle
    takes, mentors, untold = room
    words = [MEANS[rules.format].format(least=least, most=most)]
    if rules.format is Format.CIRCLES and mentors:
        who = "mentor" if mentors == 1 else "mentors"
        words.append(ROOM.format(room=takes, mentors=mentors, who=who, least=least))
    if rules.format is not Format.PEERS and untold:
        words.append(UNTOLD.format(n=untold))
    return " ".join([*words, STAYS])


def ahead_hint(rules: MatchingRules) -> str:
    return AHEAD.get(rules.format, AHEAD_ELSE)
