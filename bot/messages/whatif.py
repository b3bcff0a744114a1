"""What a change would do: who gains, who loses, exactly; and the button that makes it so in the draft."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.criteria import CAN_BE_A_MUST
from bot.domain.explaining import Move, WhatIf
from bot.domain.forms import Option
from bot.domain.matching import Tiers
from bot.domain.program import Program
from bot.domain.questions import Known
from bot.messages.asking import (
    NEVER,
    PAIR,
    PLACE,
    WEIGH,
    OpenWhatIf,
    PairThem,
    SaveWeight,
    ShapeWhatIf,
    ShowGaps,
    TryChange,
)
from bot.messages.base import Block, Click, View
from bot.messages.chains import cost_words
from bot.messages.explained import (
    absent_words,
    balance,
    footing,
    moves_words,
    rules_words,
    text_to_paste,
    thinking,
    together,
)
from bot.messages.formats import wording
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, sentence
from bot.messages.pieces import buttons, input_block, modal, options, plain, section, small
from bot.messages.review import ForbidPair, LockPair, UnlockPair
from bot.messages.rules import CRITERIA, WORDS

CHANGES: Final = {
    PAIR: "these two were a pair",
    NEVER: "these two were not to be a pair",
    PLACE: "this mentor took one more",
    WEIGH: "something counted more, or less",
}
COUNTS: Final = {word: said.partition(":")[0] for word, said in WORDS.items()}
"""The words of the form, in short: what was picked is what is told."""
NEEDS: Final = {
    PAIR: ("mentor", "mentee"),
    NEVER: ("mentor", "mentee"),
    PLACE: ("mentor",),
    WEIGH: ("criterion", "word"),
}
MISSING: Final = {
    "mentor": "Please pick somebody.",
    "mentee": "Please pick somebody.",
    "criterion": "Please pick what should count otherwise.",
    "word": "Please pick how much it should count.",
}
NO_MUST: Final = "This one cannot be a must. High is the most."


@dataclass(frozen=True)
class WhatIfForm(View, name="whatif.form"):
    """`what` is the kind of change whose fields are shown."""

    mentor: str = field(default="", metadata={"carried": False})
    mentee: str = field(default="", metadata={"carried": False})
    what: str = field(default=PAIR, metadata={"carried": False})

    def again(self) -> Click:
        return OpenWhatIf(self.mentor, self.mentee)

    def draw(self, program: Program) -> dict[str, Any]:
        changes = options(
            Option(key, f"… {label}") for key, label in CHANGES.items() if key in wording(program).changes
        )
        chosen = next(one for one in changes if one["value"] == self.what)
        radio = {"type": "radio_buttons", "options": changes, "initial_option": chosen}
        what = input_block("what", "What if …", radio) | {"dispatch_action": True}
        what["element"]["action_id"] = f"{ShapeWhatIf.name}:what"
        pick = {"type": "users_select", "placeholder": plain("Pick a person")}
        words, weights = wording(program).two, program.matching.words
        fields = {
            "mentee": (sentence(words[0]), _with(pick, self.mentee)),
            "mentor": (sentence(words[1]), _with(pick, self.mentor)),
            "criterion": (
                "What counts otherwise",
                _select(
                    (key, f"{name}: {weights.get(key, 'off')} now") for key, (name, _) in CRITERIA.items()
                ),
            ),
            "word": ("How much", _select(WORDS.items())),
        }
        blocks = [
            section("I work out who would gain and who would lose. Nothing changes, and nobody is told."),
            what,
            *(input_block(key, *fields[key]) for key in NEEDS[self.what]),
        ]
        return modal("What if …", blocks, name=self.name, metadata="{}", submit="Work it out")


def _with(select: dict[str, Any], who: str) -> dict[str, Any]:
    return select | {"initial_user": who} if who else select


def _select(choices: Any) -> dict[str, Any]:
    made = options(Option(key, label) for key, label in choices)
    return {"type": "static_select", "placeholder": plain("Pick one"), "options": made}


@dataclass(frozen=True)
class WhatIfWindow(View, name="whatif.window"):
    """`found` is None while it is worked out; `rules` is the version of the matching rules."""

    what: str
    mentor: str = ""
    mentee: str = ""
    criterion: str = ""
    word: str = ""
    found: WhatIf | None = field(default=None, metadata={"carried": False})
    known: Known = field(default_factory=Known, metadata={"carried": False})
    rules: int = field(default=0, metadata={"carried": False})

    def again(self) -> Click:
        return TryChange(self.what, self.mentor, self.mentee, self.criterion, self.word)

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = self._told(self.found, program) if self.found else thinking()
        close = "Leave it" if self.found and self._acts() else "Close"
        return modal("What if …", blocks, name=self.name, metadata=json.dumps(self.carried()), close=close)

    def _told(self, found: WhatIf, program: Program) -> list[Block]:
        moves = [move for chain in found.chains for move in chain]
        return [
            section(fill("*What if {change}?*", change=self._change(program))),
            *self._effect(found, moves),
            *self._acts(),
            buttons(
                ("Ask something else", OpenWhatIf(self.mentor, self.mentee)),
                ("What is lacking", ShowGaps()) if self.what == PLACE else None,
                primary=False,
            ),
            footing(self.known),
        ]

    def _change(self, program: Program) -> Mrkdwn:
        sentences = {
            PAIR: "{mentee} had {mentor} as mentor",
            NEVER: "{mentee} were not to have {mentor} as mentor",
            PLACE: "{mentor} took one more",
            WEIGH: "“{criterion}” were set to {word}",
        }
        return fill(
            wording(program).what_if.get(self.what) or sentences[self.what],
            mentor=self.known.name(self.mentor),
            mentee=self.known.name(self.mentee),
            criterion=criterion_name(self.criterion),
            word=COUNTS.get(self.word, ""),
        )

    def _effect(self, found: WhatIf, moves: list[Move]) -> list[Block]:
        if together(self.mentor, self.mentee, self.known) and found.rules:
            return [
                section("*They are locked.* Unlock first?"),
                buttons(("Unlock", UnlockPair(self.known.round_id, self.known.edit, *self._pair())))
                if self.known.round_id
                else small("Their lock ends when the round is published."),
            ]
        if found.rules:
            stands = [
                *rules_words(found.rules, self.mentor, self.mentee, self.known),
                *absent_words(self.known, self.mentee, self.mentor),
            ]
            return [section(fill("*That cannot be:*\n{why}", why=bullets(list[object](stands))))]
        if not moves:
            return [section(f"*Nothing would change.* {self._because()}")]
        gain = found.gain
        cost = Tiers(-gain.people, -gain.below, -gain.points, 0)
        told = fill(
            "*Everybody together:* {cost}.\n{balance}",
            cost=cost_words(cost),
            balance=balance(moves, self.known),
        )
        return [
            section(told),
            section(fill("*How:*\n{moves}", moves=moves_words(moves, self.known))),
        ]

    def _pair(self) -> tuple[str, str]:
        """The two as they were locked."""
        pairs = (one for one in self.known.locked if set(one) == {self.mentor, self.mentee})
        return next(pairs, (self.mentor, self.mentee))

    def _because(self) -> str:
        if self.what == WEIGH and self.found and self.found.told:
            return self._few_told(*self.found.told)
        return {
            PAIR: "They are proposed as a pair already.",
            NEVER: "They are not proposed as a pair.",
            PLACE: "Nobody who waits, and nobody who has somebody else, would do better with them.",
            WEIGH: "The same pairs would be the best ones.",
        }[self.what]

    def _few_told(self, told: int, people: int) -> str:
        """What a criterion has to go by, where that is little or nothing."""
        name = criterion_name(self.criterion)
        if not told:
            return f"Nobody has told me anything yet that “{name}” could go by, so it can part nobody."
        if 2 * told <= people:
            return f"The same pairs would be the best ones: only {told} of {people} have told me what “{name}” goes by."
        return "The same pairs would be the best ones."

    def _acts(self) -> list[Block]:
        """What makes it so; nothing where it cannot be, or is so already."""
        assert self.found
        round_id, edit, pair = self.known.round_id, self.known.edit, (self.mentor, self.mentee)
        if not self.found.possible or not (self.found.chains or self.what == WEIGH):
            return []
        if self.what == PLACE:
            name = self.known.name(self.mentor)
            return [section(fill(HOW_TO_GET_IT, paste=text_to_paste(name), name=name))]
        clicks: dict[str, Click] = {
            PAIR: LockPair(round_id, edit, *pair) if round_id else PairThem(*pair),
            NEVER: ForbidPair(round_id, edit, *pair),
            WEIGH: SaveWeight(self.criterion, self.word, self.rules),
        }
        if self.what == NEVER and not round_id:
            return [small("To keep them apart, preview the match first, and drop the pair there.")]
        return [buttons(("Do it", clicks[self.what])), small(DONE[self.what])]


DONE: Final = {
    PAIR: "*Do it* locks this pair in the draft and works out the rest round it. Nobody hears of it before you publish.",
    NEVER: "*Do it* keeps the two apart in this round and works it out again. Nobody hears of it.",
    WEIGH: "*Do it* changes your matching rules for this round and those after it. Nobody hears of it.",
}


HOW_TO_GET_IT: Final = (
    "*How to get it:* nobody is given more than they said they can take, so ask. {paste}\n"
    "When {name} has changed it, work the pairs out again."
)


def criterion_name(criterion: str) -> str:
    return CRITERIA.get(criterion, ("", ""))[0]


def cannot(criterion: str, word: str) -> bool:
    """Whether this criterion cannot count so."""
    return word == "must" and criterion not in set(CAN_BE_A_MUST)


@dataclass(frozen=True)
class WeightSaved(View, name="whatif.saved"):
    """`late`: somebody else changed the rules meanwhile, so nothing was changed."""

    criterion: str
    word: str
    late: bool = False

    def draw(self, program: Program) -> dict[str, Any]:
        words: object = (
            "Somebody changed the rules since this was worked out, so nothing was changed. Ask again, to see what it does now."
            if self.late
            else fill(
                "✓ “{name}” is set to *{word}* from now on. A draft that stands is still of the rules before.",
                name=criterion_name(self.criterion),
                word=COUNTS[self.word],
            )
        )
        way = (
            buttons(("Ask again", TryChange(WEIGH, "", "", self.criterion, self.word)))
            if self.late
            else buttons(("Work it out again", PreviewMatch()))
        )
        return modal("What if …", [section(words), way], name=self.name, metadata=json.dumps(self.carried()))
