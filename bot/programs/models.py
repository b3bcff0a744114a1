"""The shape of a program file, and its way into the domain."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.domain.forms import Audience, Form, Kind, Option, Question
from bot.domain.program import MatchingRules, NudgeRule, Program, Rhythm, SkillGroup

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=75)]
Key = Annotated[str, StringConstraints(pattern=r"^\w[\w. -]*$", max_length=60)]
Hour = Annotated[int, Field(ge=0, le=23)]
Amount = Annotated[int, Field(ge=0, le=1000)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionModel(Model):
    kind: Kind
    label: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    ask: Annotated[str, StringConstraints(min_length=1, max_length=150)]
    hint: Annotated[str, StringConstraints(max_length=200)] = ""
    example: Annotated[str, StringConstraints(max_length=140)] = ""
    options: dict[Key, Short] = Field(default={}, max_length=100)
    options_from: Literal["skills"] | None = None
    at_least: Annotated[int, Field(ge=0)] = 1
    at_most: Annotated[int, Field(ge=1, le=3000)] = 3000
    required: bool = True
    seen_by: Annotated[list[Audience], Field(min_length=1)]
    asked_if: dict[Key, Annotated[list[Key], Field(min_length=1)]] = {}
    each: Key | None = None

    def to_question(self, key: str, skills: list[str]) -> Question:
        options = {skill: skill for skill in skills} if self.options_from else self.options
        return Question(
            key=key,
            kind=self.kind,
            ask=self.ask,
            label=self.label,
            hint=self.hint,
            example=self.example,
            options=tuple(Option(option, label) for option, label in options.items()),
            at_least=self.at_least,
            at_most=self.at_most,
            required=self.required,
            seen_by=tuple(self.seen_by),
            asked_if={asked: tuple(wanted) for asked, wanted in self.asked_if.items()},
            each=self.each or "",
        )


class FormModel(Model):
    title: Annotated[str, StringConstraints(min_length=1, max_length=24)]
    minutes: Annotated[int, Field(ge=1, le=60)] = 3
    submit: Annotated[str, StringConstraints(min_length=1, max_length=24)] = "Save"
    questions: Annotated[dict[Key, QuestionModel], Field(min_length=1, max_length=40)]


class NudgeModel(Model):
    why: Annotated[str, StringConstraints(min_length=1, max_length=150)]
    after_days: Amount = 0
    after_hours: Amount = 0
    after_minutes: Amount = 0
    working: bool = False
    hour: Hour | None = None
    unasked: bool = True
    fresh_for_hours: Annotated[int, Field(ge=1, le=1000)] = 36

    def to_rule(self, kind: str) -> NudgeRule:
        return NudgeRule(
            kind=kind,
            why=self.why,
            after_days=self.after_days,
            after_hours=self.after_hours,
            after_minutes=self.after_minutes,
            working=self.working,
            hour=self.hour,
            unasked=self.unasked,
            fresh_for=timedelta(hours=self.fresh_for_hours),
        )


class RhythmModel(Model):
    label: Short
    days: Annotated[int, Field(ge=1, le=365)]


class MatchingModel(Model):
    points: dict[Key, Amount]
    same_team_allowed: bool = False
    repeat_allowed: bool = False
    min_shared_hours: Annotated[int, Field(ge=0, le=8)] = 0


class TextsModel(Model):
    invitation: Text
    more: Text
    promise: Text
    help_line: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


class ProgramModel(Model):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    purpose: Text
    contact: Short
    texts: TextsModel
    day_starts: Hour = 9
    day_ends: Hour = 17
    budget_per_week: Annotated[int, Field(ge=1, le=20)] = 2
    public_from_pairs: Annotated[int, Field(ge=1, le=1000)] = 3
    rhythms: Annotated[dict[Key, RhythmModel], Field(min_length=1, max_length=10)]
    openers: Annotated[list[Text], Field(min_length=3, max_length=100)]
    matching: MatchingModel
    skills: Annotated[dict[Short, Annotated[list[Short], Field(min_length=1)]], Field(min_length=1)]
    nudges: dict[str, NudgeModel]
    forms: dict[Key, FormModel]

    def to_program(self) -> Program:
        skills = [skill for group in self.skills.values() for skill in group]
        return Program(
            name=self.name,
            purpose=self.purpose,
            contact=self.contact,
            forms={
                name: Form(
                    name,
                    form.title,
                    tuple(question.to_question(key, skills) for key, question in form.questions.items()),
                    form.minutes,
                    form.submit,
                )
                for name, form in self.forms.items()
            },
            nudges={kind: nudge.to_rule(kind) for kind, nudge in self.nudges.items()},
            matching=MatchingRules(**self.matching.model_dump()),
            rhythms=tuple(Rhythm(key, one.label, one.days) for key, one in self.rhythms.items()),
            skills=tuple(SkillGroup(label, tuple(group)) for label, group in self.skills.items()),
            openers=tuple(self.openers),
            texts=self.texts.model_dump(),
            budget_per_week=self.budget_per_week,
            public_from_pairs=self.public_from_pairs,
            day_starts=self.day_starts,
            day_ends=self.day_ends,
        )
