"""What counts in a matching, shown to the program team in words and changed by it; the points are told beside."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.domain.criteria import CAN_BE_A_MUST
from bot.domain.forms import Option
from bot.domain.matching import ReasonKind
from bot.domain.program import MatchingRules, Program
from bot.domain.rules import IN_SLACK, LISTS, Changes, Setting
from bot.messages.base import Block, Click, Given, View
from bot.messages.chains import figure
from bot.messages.format_choice import FORMATS, OTHERWISE, ahead_hint, format_hint
from bot.messages.formats import called
from bot.messages.mrkdwn import Mrkdwn, fill
from bot.messages.pieces import buttons, divider, input_block, modal, options, plain, section, small

CRITERIA: Final[Mapping[str, tuple[str, str]]] = {
    "skills": ("Skills", "What one wants to learn and the other offers, with how well they know it."),
    "goal": ("The goal", "Words of it that come up in what the mentor can be asked about."),
    "shared_hours": ("Hours in common", "Working hours that their time zones share."),
    "languages": ("Languages", "One that both like to talk in."),
    "style": ("Way of working", "With a plan, open talk, hands on."),
    "availability": ("Hours a month", "The mentor has as many as the mentee hopes for."),
    "aims": ("Career aims", "Where both would like their careers to go. Asked once it counts."),
    "interests": ("Interests", "What both like besides work. Asked once it counts."),
    "seniority": ("Steps ahead", "How far the mentor is ahead. Asked once it counts."),
    "department": ("Department", "The same or another, as chosen below."),
    "site": ("Site", "Both work at the same one."),
    "meeting": ("How they meet", "In person, in calls, on walks. Asked once it counts."),
    "communication": ("Between meetings", "How they like to keep in touch. Asked once it counts."),
    "affinity": (
        "Something shared",
        "Only what a mentee asked for and a mentor told. Nobody ever sees it. Asked once it counts.",
    ),
}
WORDS: Final[Mapping[str, str]] = {
    "must": "Must: no pair without it",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "off": "Off: it does not count",
}
RULES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "format": ("Who comes together", FORMATS),
    "min_shared_hours": (
        "Hours they must share",
        {"0": "None", "1": "One hour", **{str(hours): f"{hours} hours" for hours in range(2, 9)}},
    ),
    "department": ("Which department is good", {"different": "Another", "same": "The same"}),
    "floor": (
        "The least fit",
        {
            "0": "Any fit will do",
            "200": "Below a fair fit only if somebody would have nobody",
            "400": "Below a good fit only if somebody would have nobody",
            "600": "Below a very good fit only if somebody would have nobody",
        },
    ),
    "aim": (
        "If not both can be had",
        {"people": "As many people as possible", "points": "The best fits, even for fewer people"},
    ),
    "mentors_each": (
        "Mentors for each mentee",
        {
            "1": "One",
            "2": "Up to two, the second once nobody waits for that place",
            "3": "Up to three, the second and third once nobody waits for that place",
        },
    ),
    "seniority_ahead": (
        "How far ahead the mentor should be",
        {
            "(0, 2)": "About the same place, or up to two steps",
            "(1, 1)": "One step",
            "(1, 2)": "One or two steps",
            "(1, 3)": "One to three steps",
            "(2, 3)": "Two or three steps",
            "(2, 9)": "Two steps or more",
            "(1, 9)": "Any number of steps",
        },
    ),
}
ONLY: Final[Mapping[str, tuple[str, str]]] = {
    "departments": ("Only people of these departments", "Sales, Finance"),
    "sites": ("Only people at these sites", "Lisbon, Oslo"),
}
"""Lists of names: what stands above each, and an example."""
ALLOWED: Final[Mapping[str, str]] = {
    "same_team_allowed": "People of one team may be paired",
    "repeat_allowed": "Former partners may be paired again (else only if both wish it)",
}


@dataclass(frozen=True)
class ShowRules(Click, name="rules.show"):
    """Open the form of what counts."""


@dataclass(frozen=True)
class FromFile(Click, name="rules.from_file"):
    """Fill the form in with the program file's own rules; they hold once they are saved. `fresh` as in the form."""

    fresh: int = 0


@dataclass(frozen=True)
class Weigh(Click, name="rules.weigh"):
    """A word was picked in the open form: draw it again with the points that come of it."""

    metadata: str
    given: Given = field(default_factory=dict)


@dataclass(frozen=True)
class RulesForm(View, name="rules.form"):
    """`number` is the version it was opened on; `fresh` goes up when what stands in it is put in anew, as Slack keeps
    what was picked in a field of the same id. `wishes` counts people and what they wished privately, `never` the pairs
    of the program team's own list."""

    number: int = 0
    fresh: int = 0
    rules: MatchingRules | None = field(default=None, metadata={"carried": False})
    wishes: tuple[int, int] = (0, 0)
    never: int = 0
    changed_by: str = field(default="", metadata={"carried": False})
    """Who changed the rules since it was opened: nothing of it was saved."""
    room: tuple[int, int, int] = (0, 0, 0)
    """As `format_hint` counts: mentors with room for a circle, mentors, and who has not said how many they take."""
    silent: Mapping[str, int] = field(default_factory=dict)
    """How many have not answered what is asked for the sake of a criterion, by its name; and of how many, under ""."""

    def again(self) -> Click:
        return ShowRules()

    def draw(self, program: Program) -> dict[str, Any]:
        rules = self.rules or program.matching
        blocks = [
            self._note(),
            self._format(rules),
            section("Each pair gets points for what speaks for it. Say how much each thing counts."),
            *(self._criterion(kind.value, rules, program) for kind in ReasonKind),
            small(points_words(rules.points)),
            divider(),
            *(self._rule(name, rules, program) for name in _below(rules)),
            self._allowed(rules),
            *(self._only(name, rules) for name in ONLY),
            section(self._always()),
            small("`/mentor-admin worked` tells what has worked so far, once there are numbers."),
            self._back(program, rules),
        ]
        return modal(
            "What counts",
            [block for block in blocks if block],
            name=self.name,
            metadata=json.dumps(self.carried(), separators=(",", ":")),
            submit="Save",
            close="Not now",
        )

    def changes(self, given: Given) -> Changes:
        """What was picked in it, as it stands."""
        picked = {key.partition("/")[0]: value for key, value in given.items()}
        criteria = {kind.value: str(picked.get(f"criterion:{kind.value}", "off")) for kind in ReasonKind}
        read: dict[str, Setting] = {name: name in picked.get("allowed", ()) for name in ALLOWED}
        for name in LISTS:
            told = str(picked.get(name) or "").replace("\n", ",").split(",")
            read[name] = tuple(dict.fromkeys(one.strip() for one in told if one.strip()))
        for name in RULES:
            named = {str(value): value for value in IN_SLACK[name]}
            if (said := str(picked.get(name, ""))) in named:
                read[name] = named[said]
        if "mentors_each" not in read:  # it is not asked where the format lets nobody have more
            read["mentors_each"] = 1
        return Changes(criteria, read)

    def field_of(self, criterion: str) -> str:
        """The id of the field of a criterion, beside which a fault is shown."""
        return f"criterion:{criterion}/{self.fresh}"

    def _note(self) -> Block | None:
        if not self.changed_by:
            return None
        words = (
            "*{who} changed this in the meantime*, so nothing of yours was saved. This is how it stands now."
        )
        return section(fill(words, who=self.changed_by))

    def _criterion(self, name: str, rules: MatchingRules, program: Program) -> Block:
        label = CRITERIA[name][0]
        hint = called(
            program.in_format(rules.format), OTHERWISE.get((rules.format, name)) or CRITERIA[name][1]
        )
        if silent := self.silent.get(name):
            hint += f" {silent} of {self.silent['']} have not told me yet."
        words = {word: said for word, said in WORDS.items() if word != "must" or name in CAN_BE_A_MUST}
        made = input_block(
            self.field_of(name), label, _select(words, rules.words.get(name, "off")), hint=hint
        )
        made["dispatch_action"] = True
        made["element"]["action_id"] = f"{Weigh.name}:{name}"
        return made

    def _format(self, rules: MatchingRules) -> Block:
        label, choices = RULES["format"]
        hint = format_hint(rules, self.room)
        made = input_block(f"format/{self.fresh}", label, _select(choices, rules.format), hint=hint)
        made["dispatch_action"] = True
        made["element"]["action_id"] = f"{Weigh.name}:format"
        return made

    def _rule(self, name: str, rules: MatchingRules, program: Program) -> Block:
        label, choices = RULES[name]
        value = str(getattr(rules, name))
        if value not in choices:  # only the file can say so
            choices = {**choices, value: rule_words(name, value)}
        hint = ahead_hint(rules) if name == "seniority_ahead" else ""
        label = called(program.in_format(rules.format), label)
        return input_block(f"{name}/{self.fresh}", label, _select(choices, value), hint=hint)

    def _allowed(self, rules: MatchingRules) -> Block:
        made = options(Option(name, label) for name, label in ALLOWED.items())
        chosen = [one for one in made if getattr(rules, one["value"])]
        boxes: dict[str, Any] = {"type": "checkboxes", "options": made}
        if chosen:
            boxes["initial_options"] = chosen
        return input_block(f"allowed/{self.fresh}", "Allowed", boxes, optional=True)

    def _only(self, name: str, rules: MatchingRules) -> Block:
        label, example = ONLY[name]
        field_: dict[str, Any] = {"type": "plain_text_input", "placeholder": plain(example)}
        if told := getattr(rules, name):
            field_["initial_value"] = ", ".join(told)
        hint = "With commas between; empty for everybody. Whoever is not of these stays out of the round, and hears why."
        return input_block(f"{name}/{self.fresh}", label, field_, hint=hint, optional=True)

    def _always(self) -> Mrkdwn:
        people, wishes = self.wishes
        private = "nobody has told me a private wish so far"
        if people:
            private = f"{'1 person has' if people == 1 else f'{people} people have'} told me {wishes} of these, and I never say who"
        return fill(
            "*Always kept:* nobody is paired with their manager or that one's manager, with somebody they "
            "would rather not be paired with ({private}), or against your own list of pairs that should never be "
            "({never} on it: `/mentor-admin never`).",
            private=private,
            never=self.never,
        )

    def _back(self, program: Program, rules: MatchingRules) -> Block | None:
        if program.written is None or rules == program.written:
            return None
        return buttons(("Back to the file's rules", FromFile(self.fresh)), primary=False)


def _below(rules: MatchingRules) -> list[str]:
    """The rules below the criteria; how many mentors a mentee may have where the format lets them have more than one."""
    several = replace(rules, mentors_each=2).most_mentors > 1
    return [name for name in RULES if name != "format" and (several or name != "mentors_each")]


def rule_words(name: str, value: str) -> str:
    """What a rule is set to; a value of the file's own that cannot be picked here is told as it stands there."""
    choices = RULES[name][1] if name in RULES else {}
    return choices.get(value) or f"As the program file says: {value.strip('()').replace(', ', ' to ')}"


def _select(choices: Mapping[str, str], value: str) -> dict[str, Any]:
    made = options(Option(key, label) for key, label in choices.items())
    chosen = next((one for one in made if one["value"] == value), None)
    bare = {"type": "static_select", "options": made, "placeholder": plain("Pick one")}
    return bare | {"initial_option": chosen} if chosen else bare


def points_words(points: Mapping[str, int]) -> Mrkdwn:
    """`In points, of 100: skills 33.4, the goal 33.3, …`, as all figures of a match are told."""
    counted = sorted(((n, name) for name, n in points.items() if n), key=lambda one: -one[0])
    said = ", ".join(f"{CRITERIA[name][0].lower()} {figure(n)}" for n, name in counted)
    return fill("In points, of 100: {said}.", said=said or "nothing counts yet")
