"""What is proven of a draft, in plain words, and the file by which anybody can check it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered, View
from bot.messages.chains import figure
from bot.messages.formats import pairs_words
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import bullets, fill, people_words
from bot.messages.pieces import button, buttons, modal, section, small, told
from bot.messages.review import GetRoundFile, ShowProof

FILE: Final = "round.json"
PRICES: Final = (
    "each person and each place has a price; no pair that was left out is worth more than its two prices",
    "the prices together come to exactly what the proposed pairs are worth: so nothing can be worth more",
)
CHECKED: Final[Mapping[str, tuple[str, ...]]] = {
    "prices": PRICES,
    "levels": (
        *PRICES,
        "second and third mentors come only from places that nobody who has none could take; each such step is proven "
        "in the same way",
    ),
    "circles": (
        "the solver went through all ways to fill circles, and its bound for every one of them is what these reach",
    ),
    "peers": ("an exact method for pairs among equals, which goes on until no exchange can do better",),
    "nearly": (
        "the solver's bound, which no way to fill circles exceeds; these come near it, and do not reach it",
    ),
}
"""What the claim rests on, by how it was found."""
CHECKER: Final = "The checker is part of my source code, one short file that needs nothing but Python: `bot/operate/verify.py`."
CHECK: Final = {
    True: "*Check it yourself.* The file holds numbers for people and no names. `python -m bot verify` checks it, on any "
    "machine, without trusting me. " + CHECKER,
    False: "*Check what can be checked.* The file holds numbers for people and no names. `python -m bot verify` "
    "checks that all pairs keep the rules and that their points are right. That nothing is better is the solver's word: "
    "no file can show it in this format. " + CHECKER,
}


@dataclass(frozen=True)
class Proven(View, name="matching.proven"):
    """`pairs` were proposed, worth so many `points` in all, `locked` of them were given; `compared` is how many pairs
    were looked at, of so many `mentees`."""

    round_id: int
    pairs: int = field(default=0, metadata={"carried": False})
    mentees: int = field(default=0, metadata={"carried": False})
    points: int = field(default=0, metadata={"carried": False})
    compared: int = field(default=0, metadata={"carried": False})
    possible: int = field(default=-1, metadata={"carried": False})
    """How many of those can be pairs by the rules; -1 where that was not counted."""
    locked: int = field(default=0, metadata={"carried": False})
    calm: bool = field(default=False, metadata={"carried": False})
    outdated: bool = field(default=False, metadata={"carried": False})
    how: str = field(default="prices", metadata={"carried": False})
    """`prices` or `levels` of them, `circles` or `peers` by the solver's own bound; `nearly` where it was cut short."""
    lacking: tuple[int, int] = field(default=(0, 0), metadata={"carried": False})
    """How many people more, and points, the best could have at most, where it is only nearly that."""

    def again(self) -> Click:
        return ShowProof(self.round_id)

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = [*self._claim(program), *self._checking()]
        return modal("What is proven?", blocks, name=self.name, metadata=json.dumps(self.carried()))

    def _claim(self, program: Program) -> list[Block]:
        words = "No other way to match these people is better by your rules"
        if self.how == "nearly":
            words = "The search was cut short, so a better way to match these people may exist: by at most {more}. This is"
        words += ": *{pairs}* for {mentees} who look for somebody, {points} points in all."
        order: list[object] = [
            "as many people as possible get a match, those first who have waited longest",
            "as few loose fits as possible",
            "the best fit over all pairs together",
            "the fewest changes against the draft before",
        ]
        if program.matching.aim == "points":
            order = ["the best fit over all pairs together", *order[3:]]
        if not program.matching.floor and len(order) > 2:
            order.pop(1)
        numbered = [f"{place}. {one}" for place, one in enumerate(order, 1)]
        return [
            section(
                fill(
                    words,
                    pairs=pairs_words(self.pairs),
                    mentees=self.mentees,
                    points=figure(self.points),
                    more=self._more(),
                )
            ),
            section("*What is better is decided in this order*\n" + "\n".join(numbered)),
            section(fill("*What was checked*\n{lines}", lines=bullets(self._checked()))),
        ]

    def _checked(self) -> list[object]:
        given = "kept from the draft before or locked by you" if self.calm else "locked by you"
        lines: list[object] = [
            self._looked_at(),
            *CHECKED[self.how],
        ]
        if self.locked:
            lines.append(f"{pairs_words(self.locked)} stood before, {given}; the proof is for all the rest")
        return lines

    def _looked_at(self) -> str:
        every = f"all {self.compared:,} combinations, not a sample"
        if self.possible < 0:
            return f"{every}; those that your rules rule out are no pairs"
        can = "1 of them can be a pair" if self.possible == 1 else f"{self.possible:,} of them can be pairs"
        return f"{every}; {can} by your rules"

    def _more(self) -> str:
        people, points = self.lacking
        if people > 0:
            return f"{people_words(people)} more"
        return f"{figure(points)} points more" if points > 0 else "some loose fits fewer"

    def _checking(self) -> list[Block]:
        if self.outdated:
            return [
                small(
                    "People or rules have changed since. *Work it out again*, and the new draft has its own file."
                )
            ]
        return [
            section(
                CHECK[self.how in ("prices", "levels")],
                button("Get the round file", GetRoundFile(self.round_id)),
            )
        ]


@dataclass(frozen=True)
class RoundFile(Message, kind="matching.round_file"):
    """Stands for the file, which is made when it is sent. Read as it is, it cannot be made any more, or not be sent."""

    round_id: int
    refused: bool = False

    def render(self, program: Program) -> Rendered:
        if self.refused:
            return told(
                section(
                    "Your Slack takes no files from me. Whoever runs the bot can allow files, and then *What is proven?* "
                    "sends the round file."
                )
            )
        return told(
            section(
                "The round file you asked for was of a draft that has changed since. The next has its own."
            ),
            buttons(("Preview match", PreviewMatch())),
        )

    def comment(self, name: str = FILE) -> str:
        """Beside the file of that name."""
        return (
            "The round file you asked for: numbers for people, no names. Only you get it. Check it where my source code "
            f"is, on any machine, with `python -m bot verify {name}`: it says what holds."
        )


@dataclass(frozen=True)
class FileComing(Message, kind="matching.file_coming"):
    def render(self, program: Program) -> Rendered:
        return told(
            section("✓ I send the round file to you alone, as a direct message. It takes some seconds.")
        )
