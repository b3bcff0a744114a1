"""A form as people meet it: one question at a time in the DM, or all of them in a modal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.forms import Answer, Answers, Audience, Kind, Question
from bot.domain.program import Program
from bot.messages.base import Click, Given, Message, Rendered, View
from bot.messages.inputs import element, hint_in_form, typed_hint
from bot.messages.mrkdwn import Mrkdwn, escape, fill, listed, mention
from bot.messages.pieces import buttons, input_block, modal, section, small, told

SEEN_BY = {
    Audience.SELF: "you",
    Audience.PARTNER: "the person you are matched with",
    Audience.PROGRAM_TEAM: "the program team",
    Audience.NOBODY: "no person, ever; the matching alone uses it",
}

FAULTS = {
    "empty": "I need at least one word here.",
    "required": "I cannot go on without this one: a few words are enough. Or type *stop*, and go on another day.",
    "too_long": "That is longer than {limit} characters. Could you say it more briefly?",
    "word_too_long": "One of these is longer than {limit} characters. Please name it in a few words.",
    "not_a_number": "I need a whole number here, from 1 to {limit}. Please type one, or press a button.",
    "out_of_bounds": "That number does not fit here: please give one from 1 to {limit}.",
    "not_a_day": "I could not read that as a day. Please write it like 2026-12-01, or pick it.",
    "day_is_past": "That day has gone by. Please pick today or a later day.",
    "not_an_option": "That is none of the choices. Please press one of them, or type its words.",
    "too_many": "Those are too many: please keep at most {limit}.",
    "no_person": "I saw no colleague in that. Please mention somebody with @, or pick them from the list.",
    "yourself": "That is you. Please pick somebody else.",
    "cannot_take_part": "One of them is a guest, a bot, or no longer here. Please pick colleagues.",
}

STILL_DRAWING = "This asks for other answers than the ones shown. Please pick it once more, and they appear."


def fault_words(why: str, limit: int) -> str:
    return FAULTS.get(why, "I could not read that. Please try once more.").format(limit=limit)


def seen_by(question: Question) -> Mrkdwn:
    return fill("Seen by: {who}", who=listed([SEEN_BY[one] for one in question.seen_by]))


@dataclass(frozen=True)
class Pick(Click, name="forms.pick"):
    form: str
    about: int
    key: str
    value: str


@dataclass(frozen=True)
class Done(Click, name="forms.done"):
    """What was picked or written beside this button is the answer."""

    form: str
    about: int
    key: str
    given: Given = field(default_factory=dict)


@dataclass(frozen=True)
class Back(Click, name="forms.back"):
    """`key` is the question it stands under."""

    form: str
    about: int
    key: str = ""


@dataclass(frozen=True)
class Skip(Click, name="forms.skip"):
    form: str
    about: int
    key: str


@dataclass(frozen=True)
class Stop(Click, name="forms.stop"):
    form: str
    about: int


@dataclass(frozen=True)
class Resume(Click, name="forms.resume"):
    form: str
    about: int


@dataclass(frozen=True)
class AsForm(Click, name="forms.as_form"):
    """Show the same questions in one modal."""

    form: str
    about: int


@dataclass(frozen=True)
class Decides(Click, name="forms.decides"):
    """An answer in an open modal decides which questions apply. `metadata` is that modal's."""

    metadata: str
    given: Given = field(default_factory=dict)


def _question(program: Program, form: str, key: str) -> Question:
    question = program.form(form).question(key)
    if question is None:
        raise ValueError(f"the form {form} has no question {key}")
    return question


@dataclass(frozen=True)
class Ask(Message, kind="forms.ask", waits_for="ask:{form}:{about}:{key}"):
    """One question. `fault` says why the answer before it could not be taken; `first` is the first of a conversation.

    `left` counts it and those that follow, 0 where that is not known.
    """

    form: str
    about: int
    key: str
    first: bool = False
    fault: str = ""
    limit: int = 0
    left: int = field(default=0, compare=False)

    def render(self, program: Program) -> Rendered:
        question = _question(program, self.form, self.key)
        return told(
            section(fault_words(self.fault, self.limit)) if self.fault else None,
            section(fill("*{ask}*", ask=question.ask)),
            small(hint) if (hint := typed_hint(question)) else None,
            small(fill("For example: {example}", example=question.example)) if question.example else None,
            self._choices(program, question),
            buttons(
                self._done(question),
                None if question.required else ("Skip", Skip(self.form, self.about, self.key)),
                ("Fill in one form instead", AsForm(self.form, self.about))
                if self._offers_form(question)
                else None,
                ("Stop for now", Stop(self.form, self.about)),
                None if self.first else ("Back", Back(self.form, self.about, self.key)),
                primary=self._done(question) is not None,
            ),
            small(seen_by(question), self._how(question)),
        )

    def _offers_form(self, question: Question) -> bool:
        """At the start; and where words are typed, so that a second press where *Done* was does no harm."""
        return self.first or question.kind is Kind.TEXT

    def _how(self, question: Question) -> Mrkdwn:
        to_go = f"{self.left} questions to go." if self.left > 1 else "The last question."
        how = "Type your answer." if question.kind is Kind.TEXT else "Press, or type your answer."
        works = [None if self.first else "*back*", None if question.required else "*skip*", "*stop*"]
        words = listed([Mrkdwn(one) for one in works if one], "or")
        at = f"{to_go} " if self.left else ""
        return fill("{at}{how} Typing {words} works too.", at=at, how=how, words=words)

    def _pressed(self, question: Question) -> bool:
        if question.kind is Kind.NUMBER:
            return question.at_most - question.at_least < 5
        return question.kind is Kind.CHOICE and len(question.options) <= 5

    def _done(self, question: Question) -> tuple[str, Click] | None:
        if self._pressed(question) or question.kind is Kind.TEXT:
            return None
        return ("Done", Done(self.form, self.about, self.key))

    def _choices(self, program: Program, question: Question) -> dict[str, Any] | None:
        if self._pressed(question) and question.kind is Kind.NUMBER:
            numbers = map(str, range(question.at_least, question.at_most + 1))
            return buttons(*((n, Pick(self.form, self.about, self.key, n)) for n in numbers), primary=False)
        if self._pressed(question):
            picks = ((o.label, Pick(self.form, self.about, self.key, o.key)) for o in question.options)
            return buttons(*picks, primary=False)
        if question.kind is Kind.TEXT:
            return None
        return input_block(self.key, "Pick or type", element(question, program, None))


@dataclass(frozen=True)
class Answered(Message, kind="forms.answered"):
    """What a question becomes once it is answered. The words stay in the DM of the one who wrote them."""

    form: str
    about: int
    key: str
    said: Answer

    def render(self, program: Program) -> Rendered:
        question = _question(program, self.form, self.key)
        words = fill("✓ {label}: {said}", label=question.label, said=answer_words(question, self.said))
        return told(section(words))


@dataclass(frozen=True)
class SetAside(Message, kind="forms.set_aside", waits_for="ask:{form}:{about}:{key}"):
    """`key` is the question that waits."""

    form: str
    about: int
    key: str = ""

    def render(self, program: Program) -> Rendered:
        return told(
            section("That's fine. I've kept your answers, and you can go on whenever you like."),
            buttons(("Go on", Resume(self.form, self.about))),
        )


@dataclass(frozen=True)
class Moved(Message, kind="forms.moved"):
    """What a question becomes when the person turned to another one, or to the form."""

    def render(self, program: Program) -> Rendered:
        return told(section("(We went on from here.)"))


@dataclass(frozen=True)
class Closed(Message, kind="forms.closed"):
    """What the button of a question says that the program no longer asks."""

    def render(self, program: Program) -> Rendered:
        return told(
            section("This is no longer asked. Nothing was changed. Type `status` to see what is next.")
        )


def answer_words(question: Question, answer: Answer) -> Mrkdwn:
    """An answer as its owner would say it; one that nobody may read is not said even to them."""
    if answer is None:
        return Mrkdwn("skipped")
    if question.seen_by == (Audience.NOBODY,):
        return Mrkdwn("noted, and shown to nobody")
    given = answer if isinstance(answer, tuple) else (str(answer),)
    if question.kind in (Kind.PERSON, Kind.PEOPLE):
        return listed([mention(one) for one in given])
    return Mrkdwn(", ".join(escape(question.label_of(one)) for one in given))


@dataclass(frozen=True)
class Questions(View, name="forms.questions"):
    """The questions of a form that apply now, in one modal. `answers` fills in what is known already.

    The modal is drawn again when an answer decides which others apply: `decided`
    are those answers as they stood when it was drawn.
    """

    form: str
    about: int
    answers: Answers = field(default_factory=dict, metadata={"carried": False})
    intro: str = ""
    decided: Mapping[str, str] = field(default_factory=dict)

    def again(self) -> Click:
        return AsForm(self.form, self.about)

    def draw(self, program: Program) -> dict[str, Any]:
        form = program.form(self.form)
        blocks = [section(self.intro)] if self.intro else []
        asked = list(form.applying(self.answers))
        same = len({question.seen_by for question in asked}) == 1
        named = bool(self.intro) and asked[0].seen_by == (Audience.PARTNER,)  # the intro says so
        blocks += [small(seen_by(asked[0]))] if same and not named else []
        for question in asked:
            blocks += [self._input(program, question), *([] if same else [small(seen_by(question))])]
        decided = {key: str(self.answers[key]) for key in form.deciding if self.answers.get(key)}
        metadata = json.dumps(self.carried() | {"decided": decided}, separators=(",", ":"))
        return modal(
            form.title, blocks, name=self.name, metadata=metadata, submit=form.submit, close="Not now"
        )

    def _input(self, program: Program, question: Question) -> dict[str, Any]:
        made = input_block(
            question.key,
            question.label,
            element(question, program, self.answers.get(question.key)),
            hint=hint_in_form(question),
            optional=not question.required,
        )
        if question.key in program.form(self.form).deciding:
            made["dispatch_action"] = True
            made["element"]["action_id"] = f"{Decides.name}:{question.key}"
        return made
