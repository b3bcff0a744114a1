"""Reading a program file: whole, and with every fault at once, each with its line."""

from functools import cache
from importlib import resources

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.program import Program
from bot.programs import checks
from bot.programs.lines import Lines, Path, parse
from bot.programs.models import (
    CircleModel,
    EligibleModel,
    FormModel,
    MatchingModel,
    NudgeModel,
    ProgramModel,
    QuestionModel,
    RhythmModel,
    TextsModel,
)


class ProgramFaults(Exception):
    """What is wrong with a program file: one sentence a fault, each beginning with its line, in the file's order."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(text: str) -> Program:
    """The program of that text; raises `ProgramFaults`."""
    values, lines = parse(text)
    program: ProgramModel | None = None
    if not lines.faults:
        try:
            program = ProgramModel.model_validate(values)
        except ValidationError as wrong:
            for error in wrong.errors(include_url=False):
                lines.add(lines.find(_path(error)), _in_words(error))
    if program:
        for path, why in checks.faults(program):
            lines.add(lines.find(path), why)
    if lines.faults or program is None:
        raise ProgramFaults(_sentences(lines))
    return program.to_program()


@cache
def standard() -> Program:
    """The program that comes with the bot."""
    return read(standard_text())


def standard_text() -> str:
    return resources.files("bot.programs").joinpath("standard.yml").read_text(encoding="utf-8")


def _sentences(lines: Lines) -> list[str]:
    return [f"Line {line}: {why}" for line, why in sorted(set(lines.faults))]


def _path(error: ErrorDetails) -> Path:
    return tuple(part for part in error["loc"] if part != "[key]")


_WORDS = {
    "missing": "`{name}` is missing.",
    "int_parsing": "`{name}` must be a whole number.",
    "int_type": "`{name}` must be a whole number.",
    "bool_parsing": "`{name}` must be true or false.",
    "bool_type": "`{name}` must be true or false.",
    "string_type": "`{name}` must be text.",
    "string_too_short": "`{name}` must not be empty.",
    "string_too_long": "`{name}` is too long: at most {max_length} characters.",
    "string_pattern_mismatch": "`{name}` may hold letters, digits, _, - and dots only.",
    "too_short": "`{name}` needs at least {min_length}.",
    "too_long": "`{name}` may hold at most {max_length}.",
    "greater_than_equal": "`{name}` must be {ge} or more.",
    "less_than_equal": "`{name}` must be {le} or less.",
    "enum": "`{name}` must be one of: {expected}.",
    "literal_error": "`{name}` must be {expected}.",
    "list_type": "`{name}` must be a list.",
    "dict_type": "`{name}` must be a list of `key: value` lines.",
    "model_type": "`{name}` must be a list of `key: value` lines.",
}


def _in_words(error: ErrorDetails) -> str:
    names = [str(part) for part in _path(error)]
    name = names[-1] if names else "the file"
    if error["type"] == "extra_forbidden":
        return f"`{name}` means nothing here.{checks.did_you_mean(name, _known_at(_path(error)))}"
    words = _WORDS.get(error["type"], "`{name}`: {msg}.")
    return words.format_map({"name": name, "msg": error["msg"], **error.get("ctx", {})})


_MODELS: dict[tuple[str, int], type[BaseModel]] = {
    ("texts", 2): TextsModel,
    ("matching", 2): MatchingModel,
    ("eligible", 3): EligibleModel,
    ("circle", 3): CircleModel,
    ("rhythms", 3): RhythmModel,
    ("nudges", 3): NudgeModel,
    ("forms", 3): FormModel,
    ("forms", 5): QuestionModel,
}


def _known_at(path: Path) -> list[str]:
    """The names that could stand where this one does."""
    above = [str(path[0]), *map(str, path[-2:-1])]
    known = (_MODELS[name, len(path)] for name in above if (name, len(path)) in _MODELS)
    return list(next(known, ProgramModel).model_fields)
