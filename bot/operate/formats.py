"""What a simulation calls people and pairs, by the program's format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.explaining import Help
from bot.domain.matching import Side
from bot.domain.program import Format

HELP: Final[Mapping[tuple[Help, Side], str]] = {
    (Help.NAME_SKILLS, Side.MENTEE): "name something to learn",
    (Help.NAME_SKILLS, Side.MENTOR): "name something to pass on",
    (Help.FIND_SOMEBODY, Side.MENTEE): "a mentor for {words}",
    (Help.FIND_SOMEBODY, Side.MENTOR): "a mentee who wants to learn {words}",
    (Help.ONE_MORE_PLACE, Side.MENTEE): "one more place with {who}",
    (Help.ONE_MORE_PLACE, Side.MENTOR): "nothing: there are more places than mentees",
    (Help.MORE_PEOPLE, Side.MENTEE): "more mentors",
    (Help.MORE_PEOPLE, Side.MENTOR): "more mentees who want what they offer",
    **dict.fromkeys(((Help.MORE_PLACES, side) for side in Side), "more places: as many as a circle needs"),
    **dict.fromkeys(((Help.MORE_SHARED_HOURS, side) for side in Side), "more shared hours with {who}"),
    **dict.fromkeys(((Help.MEET_AGAIN, side) for side in Side), "meeting {who} again, if both wish"),
    **dict.fromkeys(
        ((Help.OTHER_RULES, side) for side in Side), "another mentor or mentee outside these rules"
    ),
}


@dataclass(frozen=True, slots=True)
class Called:
    """`people` counts who looks for somebody and what places there are; `better` is what the proof speaks of."""

    people: str = "{seeking} look for a mentor, {places} places with mentors"
    seeking: str = "look for a mentor"
    places: str = "places with mentors"
    alone: str = "stay without a mentor"
    looks_for: tuple[str, str] = ("a mentor", "a mentee")
    columns: tuple[str, str] = ("mentee", "mentor")
    one: str = "pair proposed"
    many: str = "pairs proposed"
    better: str = "no other pairing is better by these rules"
    first: str = "as many people as possible get a mentor"
    help: Mapping[tuple[Help, Side], str] = field(default_factory=dict)

    def help_words(self, help_: Help, side: Side) -> str:
        return self.help.get((help_, side)) or HELP[help_, side]


CALLED: Final[Mapping[Format, Called]] = {
    Format.ONE_TO_ONE: Called(),
    Format.REVERSE: Called(),
    Format.CIRCLES: Called(
        one="circle proposed",
        many="circles proposed",
        better="no other circles are better by these rules",
        help={
            (Help.ONE_MORE_PLACE, Side.MENTEE): "one more place in the circle of {who}",
            (Help.MORE_PEOPLE, Side.MENTEE): "more people who want to learn the same",
        },
    ),
    Format.PEERS: Called(
        people="{seeking} look for a peer",
        seeking="look for a peer",
        places="",
        alone="stay without a peer",
        looks_for=("a peer", "a peer"),
        columns=("one", "other"),
        better="no other pairing is better by these rules",
        first="as many people as possible get a peer",
        help={
            (Help.NAME_SKILLS, Side.MENTEE): "name something to learn or to pass on",
            (Help.FIND_SOMEBODY, Side.MENTEE): "somebody who offers {words}, or wants what they offer",
            (Help.MORE_PEOPLE, Side.MENTEE): "one more person who fits",
            (Help.OTHER_RULES, Side.MENTEE): "another person outside these rules",
        },
    ),
}
