"""The program team's page of skills: words that people typed, what to do with each, and what was changed."""

import json
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.program import Program
from bot.domain.skills import LONGEST
from bot.messages.base import Block, Click, Message, Rendered, View
from bot.messages.mrkdwn import Mrkdwn, fill, people_words
from bot.messages.pieces import button, buttons, input_block, modal, plain, section, small, told

SHOWN_AT_MOST: Final = 10
CHANGES_SHOWN: Final = 5


@dataclass(frozen=True)
class ShowSkills(Click, name="skills.show"):
    pass


@dataclass(frozen=True)
class AddSkill(Click, name="skills.add"):
    """`key` stands for the word, which stays out of buttons."""

    key: int


@dataclass(frozen=True)
class SameAs(Click, name="skills.same"):
    """Open the form in which the skill is picked that this word is another name of."""

    key: int


@dataclass(frozen=True)
class LeaveOwn(Click, name="skills.own"):
    key: int


@dataclass(frozen=True)
class ChangeSkill(Click, name="skills.change"):
    """Open the form that renames a skill or merges it into another."""


@dataclass(frozen=True)
class UndoChange(Click, name="skills.undo"):
    id: int


SAID: Final = {
    "add": "*{name}* is a skill of the list",
    "also": "*{other}* is another name of *{name}*",
    "rename": "*{name}* is called *{other}*",
    "merge": "*{name}* counts as *{other}*",
    "relate": "*{name}* and *{other}* are close, and count half",
    "own": "*{name}* stays its owner's own word",
}
NOTES: Final = {
    "": "",
    "gone": "That was decided in the meantime. This is how it stands.",
    "undone": "✓ Taken back.",
    "changed": "✓ Done, for every match from now on. Nobody's profile was rewritten: it shows what they typed.",
}


@dataclass(frozen=True)
class SkillList(Message, kind="skills.list"):
    """`words` are (key, word, how many people), the most typed first; `changes` (id, act, name, other), the latest
    first."""

    words: tuple[tuple[int, str, int], ...] = ()
    total: int = 0
    changes: tuple[tuple[int, str, str, str], ...] = ()
    note: str = ""

    def render(self, program: Program) -> Rendered:
        head = (
            fill(
                "*New words people typed: {n}.* Each counts for those who typed the very same.", n=self.total
            )
            if self.total
            else "*Nobody typed a word that is not in the list of skills.*"
        )
        return told(
            section(NOTES[self.note]) if self.note in NOTES and self.note else None,
            section(head),
            *(block for word in self.words for block in self._word(*word)),
            small(fill("And {n} more.", n=self.total - len(self.words)))
            if self.total > len(self.words)
            else None,
            section("*Changed lately*") if self.changes else None,
            *(self._change(place, *change) for place, change in enumerate(self.changes)),
            buttons(("Rename or merge a skill", ChangeSkill()), primary=False),
            small("Only the program team sees this page. Nothing is merged unless you press it."),
        )

    @staticmethod
    def _word(key: int, word: str, people: int) -> tuple[Block, Block]:
        return (
            section(fill("*{word}* ({n})", word=word, n=people_words(people))),
            buttons(
                ("Add to the list", AddSkill(key)),
                ("Same as …", SameAs(key)),
                ("Leave it", LeaveOwn(key)),
                primary=False,
            ),
        )

    @staticmethod
    def _change(place: int, id: int, act: str, name: str, other: str) -> Block:
        said = said_of(act, name, other)
        return section(said, button("Undo", UndoChange(id), place=place, about=f"Undo: {name}"[:75]))


def said_of(act: str, name: str, other: str) -> Mrkdwn:
    return fill(SAID.get(act, "{name}"), name=name, other=other)


def _pick() -> dict[str, Any]:
    return {"type": "external_select", "placeholder": plain("Type to search"), "min_query_length": 0}


@dataclass(frozen=True)
class SameForm(View, name="skills.same_form"):
    """What is picked here is what the word counts as."""

    key: int
    word: str = ""
    people: int = 0

    def again(self) -> Click:
        return SameAs(self.key)

    def carried(self) -> dict[str, Any]:
        return {"key": self.key}

    def draw(self, program: Program) -> dict[str, Any]:
        words = "*{word}* ({n}) then counts as the skill you pick, in every match from now on. Profiles keep the word."
        blocks = [
            section(fill(words, word=self.word, n=people_words(self.people))),
            input_block("skill", "Same as", _pick()),
        ]
        return modal(
            "Same as",
            blocks,
            name=self.name,
            metadata=json.dumps(self.carried()),
            submit="Make it the same",
            close="Not now",
        )


@dataclass(frozen=True)
class ChangeForm(View, name="skills.change_form"):
    def again(self) -> Click:
        return ChangeSkill()

    def draw(self, program: Program) -> dict[str, Any]:
        name = {"type": "plain_text_input", "max_length": LONGEST}
        blocks = [
            section("Give a skill another name, or let it count as another skill. Either can be taken back."),
            input_block("skill", "The skill", _pick()),
            input_block("name", "Its new name", name, optional=True, hint="The old name still finds it."),
            input_block("into", "Or: it counts as", _pick(), optional=True),
        ]
        return modal(
            "Rename or merge", blocks, name=self.name, metadata="{}", submit="Change it", close="Not now"
        )
