"""One pair in a window, for the program team: how it stands, and the three things that can be done for it."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.program import Program
from bot.messages.base import Block, Click, View
from bot.messages.mrkdwn import Mrkdwn, clock_time, fill, mention
from bot.messages.pairs import OpenPair, PairLine, how_it_stands, names
from bot.messages.pieces import button, buttons, divider, modal, section, small, write_to


@dataclass(frozen=True)
class AskThem(Click, name="pairs.ask"):
    """Let the next question whether they met come now."""

    match_id: int


@dataclass(frozen=True)
class EndPair(Click, name="pairs.end"):
    match_id: int


NOTES: Final = {
    "asked": "✓ I ask as soon as their working hours and their week's messages allow: one of them first; one answer counts for both.",
    "asked already": "I have asked already, so I do not ask again now.",
    "ended": "✓ This pair has ended. Both hear a neutral word if they knew of it, and the next round looks for "
    "somebody else for each.",
    "over": "This pair is over. *Pairs* shows those in force.",
}


@dataclass(frozen=True)
class OnePair(View, name="pairs.one"):
    """`pair` is None once it is over; `people` are the Slack ids of mentee and mentor."""

    match_id: int
    pair: PairLine | None = field(default=None, metadata={"carried": False})
    people: tuple[str, str] = field(default=("", ""), metadata={"carried": False})
    can_ask: bool = field(default=False, metadata={"carried": False})
    note: str = field(default="", metadata={"carried": False})
    drawn_at: int = field(default=0, metadata={"carried": False})
    ways: tuple[tuple[str, str], ...] = field(default=(), metadata={"carried": False})
    """The names and the links to write to them."""

    def again(self) -> Click:
        return OpenPair(self.match_id)

    def draw(self, program: Program) -> dict[str, Any]:
        note = [section(NOTES[self.note])] if self.note else []
        metadata = json.dumps(self.carried())
        return modal("A pair", [*note, *self._blocks(program)], name=self.name, metadata=metadata)

    def _blocks(self, program: Program) -> list[Block]:
        if self.pair is None:
            return [small("Close this window, and press *Refresh* under the list.")]
        return [
            section(fill("{names}\n{how}.", names=names(self.pair), how=how_it_stands(self.pair))),
            divider(),
            self._asking(program),
            self._talking(),
            *([buttons(*write_to(self.ways))] if self.ways else []),
            self._ending(),
            small(
                "Whatever you do here, you do not read what they write; and they do not see that you looked."
            ),
        ]

    def _asking(self, program: Program) -> Block:
        if self.can_ask:
            words = (
                "*Ask how it goes.* I ask now whether they met, instead of by their rhythm: in working hours, and within "
                "the {n} messages a week that nobody gets more of."
            )
            ask = button("Ask now", AskThem(self.match_id), about="Ask them now how it goes")
            return section(fill(words, n=program.budget_per_week), ask)
        if self.note == "asked":
            words = "*Ask how it goes.* You asked at {at}; they hear from me in their working hours."
            return section(fill(words, at=clock_time(self.drawn_at)))
        if self.pair and self.pair.state == "open":
            return section(
                "*Ask how it goes.* Both were asked, or one of them was a short while ago. A word of yours helps more."
            )
        return section("*Ask how it goes.* Not yet: their conversation has not opened.")

    def _talking(self) -> Block:
        words = (
            "*Talk to them.* Write to {mentee} or {mentor}, each alone: “How is it going with the mentorship? Is there "
            "anything I can make easier?”"
        )
        return section(fill(words, mentee=mention(self.people[0]), mentor=mention(self.people[1])))

    def _ending(self) -> Block:
        title, text = "End this pair?", "Whoever knew of it hears a neutral word. It cannot be brought back."
        end = button("End the pair", EndPair(self.match_id), confirm=(title, text, "End the pair"))
        words = "*End it kindly.* No reason is told. Both stay on the list, and the next round looks for somebody else."
        return section(Mrkdwn(words), end)
