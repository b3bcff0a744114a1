"""The shape of a program file, and its way into the domain."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.domain.criteria import musts_of, points_of
from bot.domain.forms import Audience, Form, Kind, Option, Question
from bot.domain.matching import ReasonKind
from bot.domain.names import Names
from bot.domain.program import Format, MatchingRules, NudgeRule, Program, Rhythm, SkillGroup
from bot.domain.rules import Changes, in_force
from bot.programs.skills import shipped

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
    reads_as: Annotated[str, StringConstraints(max_length=40)] = ""
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
    counts_for: Key | None = None

    def to_question(self, key: str, skills: list[str]) -> Question:
        options = {skill: skill for skill in skills} if self.options_from else self.options
        return Question(
            key=key,
            kind=self.kind,
            ask=self.ask,
            label=self.label,
            reads_as=self.reads_as,
            hint=self.hint,
            example=self.example,
            options=tuple(Option(option, label) for option, label in options.items()),
            at_least=self.at_least,
            at_most=self.at_most,
            required=self.required,
            seen_by=tuple(self.seen_by),
            asked_if={asked: tuple(wanted) for asked, wanted in self.asked_if.items()},
            each=self.each or "",
            counts_for=self.counts_for or "",
            of_skills=self.options_from is not None,
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


class EligibleModel(Model):
    departments: list[Short] = Field(default=[], max_length=100)
    sites: list[Short] = Field(default=[], max_length=100)


class CircleModel(Model):
    least: Annotated[int, Field(ge=2, le=7)] = 3
    most: Annotated[int, Field(ge=2, le=7)] = (
        6  # a group message of Slack takes these, their mentor and the bot
    )


class MatchingModel(Model):
    format: Format = Format.ONE_TO_ONE
    mentors_each: Annotated[int, Field(ge=1, le=3)] = 1
    circle: CircleModel = CircleModel()
    criteria: dict[Key, Literal["must", "high", "medium", "low", "off"]]
    same_team_allowed: bool = False
    repeat_allowed: bool = False
    min_shared_hours: Annotated[int, Field(ge=0, le=8)] = 0
    enough_shared_hours: Annotated[int, Field(ge=1, le=8)] = 4
    department: Literal["same", "different"] = "different"
    mentor_ahead_at_least: Annotated[int, Field(ge=-9, le=9)] = 1
    mentor_ahead_at_most: Annotated[int, Field(ge=-9, le=9)] = 3
    floor: Amount = 0
    aim: Literal["people", "points"] = "people"
    calm: bool = False
    eligible: EligibleModel = EligibleModel()

    def to_rules(self) -> MatchingRules:
        return MatchingRules(
            points=points_of(self.criteria),
            must=musts_of(self.criteria),
            words={kind.value: self.criteria.get(kind.value, "off") for kind in ReasonKind},
            same_team_allowed=self.same_team_allowed,
            repeat_allowed=self.repeat_allowed,
            min_shared_hours=self.min_shared_hours,
            enough_shared_hours=self.enough_shared_hours,
            department=self.department,
            seniority_ahead=(self.mentor_ahead_at_least, self.mentor_ahead_at_most),
            floor=self.floor,
            aim=self.aim,
            calm=self.calm,
            departments=tuple(self.eligible.departments),
            sites=tuple(self.eligible.sites),
            format=self.format,
            mentors_each=self.mentors_each,
            circle=(self.circle.least, self.circle.most),
        )


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
        program = Program(
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
            matching=self.matching.to_rules(),
            rhythms=tuple(Rhythm(key, one.label, one.days) for key, one in self.rhythms.items()),
            skills=tuple(SkillGroup(label, tuple(group)) for label, group in self.skills.items()),
            catalogue=shipped(),
            names=Names.of(shipped()),
            openers=tuple(self.openers),
            texts=self.texts.model_dump(),
            budget_per_week=self.budget_per_week,
            public_from_pairs=self.public_from_pairs,
            day_starts=self.day_starts,
            day_ends=self.day_ends,
        )
        return in_force(program, Changes())
