"""The program team's list of pairs that should never be made. No reason is asked, and no participant hears of it."""

from dataclasses import dataclass
from typing import Any, Final

from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered, View
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, fill
from bot.messages.pieces import button, buttons, input_block, modal, plain, section, small, told

SHOWN_AT_MOST: Final = 20


@dataclass(frozen=True)
class ShowNever(Click, name="never.show"):
    pass


@dataclass(frozen=True)
class NeverAsked(Click, name="never.ask"):
    """Open the form in which two people are picked."""


@dataclass(frozen=True)
class AllowAgain(Click, name="never.undo"):
    one: str
    other: str


NOTES: Final = {
    "": "",
    "added": "✓ {who} are never paired, whichever way round. Neither of them hears of it.",
    "already": "{who} stood on the list already.",
    "removed": "✓ {who} may be paired again.",
    "gone": "{who} were not on the list any more.",
    "two": "Please name two people: `/mentor-admin never @ana @bo`, or press *Add a pair*.",
    "same": "That is one person twice. Please name two.",
}


@dataclass(frozen=True)
class NeverList(Message, kind="never.list"):
    """`pairs` is (id, id, name, name), the latest first. `who` are the names the `note` is about; `together` if these
    two are a match now; `draft` if there is a draft that was worked out before."""

    pairs: tuple[tuple[str, str, str, str], ...]
    total: int
    note: str = ""
    who: tuple[str, ...] = ()
    together: bool = False
    draft: bool = False

    def render(self, program: Program) -> Rendered:
        changed = self.draft and self.note in ("added", "removed")
        return told(
            section(self._noted()) if self.note else None,
            section(
                fill("*Pairs that should never be: {n}*", n=self.total)
                if self.total
                else "*No pair is on your list of those that should never be.*"
            ),
            *(self._line(place, *pair) for place, pair in enumerate(self.pairs)),
            small(fill("And {n} more, added earlier.", n=self.total - len(self.pairs)))
            if self.total > len(self.pairs)
            else None,
            buttons(
                ("Work it out again", PreviewMatch()) if changed else None,
                ("Add a pair", NeverAsked()),
                primary=changed,
            ),
            small(
                "Only the program team sees this list. What people told me privately is not on it, and stays private."
            ),
        )

    def _noted(self) -> Mrkdwn:
        words = NOTES.get(self.note, "")
        if self.together:
            words += " They are a match now, and that goes on: *Pairs* has the way to end it."
        if self.draft and self.note in ("added", "removed"):
            words += " The draft was worked out before, so work it out again."
        return fill(words, who=" and ".join(self.who))

    def _line(self, place: int, one: str, other: str, name: str, other_name: str) -> Block:
        undo = AllowAgain(one, other)
        about = f"Undo: {name} and {other_name} may be paired"
        return section(
            fill("{one} and {other}", one=name, other=other_name),
            button("Undo", undo, place=place, about=about),
        )


@dataclass(frozen=True)
class NeverForm(View, name="never.form"):
    def again(self) -> Click:
        return NeverAsked()

    def draw(self, program: Program) -> dict[str, Any]:
        pick = {"type": "users_select", "placeholder": plain("Select a colleague")}
        blocks = [
            section(
                "These two are never paired, whichever way round. I ask for no reason, and tell neither of them."
            ),
            input_block("one", "Who", dict(pick)),
            input_block("other", "And who", dict(pick)),
        ]
        return modal(
            "Never pair two people", blocks, name=self.name, metadata="{}", submit="Save", close="Not now"
        )
