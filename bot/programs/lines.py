"""YAML with its line numbers, as plain values.

Every scalar stays the text it is in the file (`no` is a word and not a falsehood); the models that read the values
know which of them are numbers. Aliases are refused: a few lines of them could unfold into millions.
"""

from dataclasses import dataclass, field

import yaml

Path = tuple[str | int, ...]
Plain = str | None | list["Plain"] | dict[str, "Plain"]

MAX_CHARACTERS = 300_000
_DEEPEST = 12


@dataclass(slots=True)
class Lines:
    """Which line each value stands on."""

    of: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def find(self, path: Path) -> int:
        """The line of that value, or of the nearest thing around it that stands in the file."""
        while path and path not in self.of:
            path = path[:-1]
        return self.of.get(path, 1)

    def add(self, line: int, why: str) -> None:
        self.faults.append((line, why))


def parse(text: str) -> tuple[Plain, Lines]:
    """The values of a YAML text and their lines; what is wrong with the text itself stands in `lines.faults`."""
    lines = Lines()
    if len(text) > MAX_CHARACTERS:
        lines.add(1, f"The file is longer than {MAX_CHARACTERS:,} characters.")
        return None, lines
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as broken:
        lines.add(_line(broken.problem_mark), f"This is not valid YAML: {broken.problem or broken.context}.")
        return None, lines
    except (yaml.YAMLError, RecursionError):
        lines.add(1, "This is not valid YAML: it holds characters or nesting that cannot be read.")
        return None, lines
    if root is None:
        lines.add(1, "The file is empty.")
        return None, lines
    return _value(root, (), lines), lines


def _line(mark: yaml.Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _value(node: yaml.Node, path: Path, lines: Lines) -> Plain:
    lines.of.setdefault(path, _line(node.start_mark))
    if id(node) in lines.seen:
        lines.add(_line(node.start_mark), "Aliases (& and *) are not used here; write the value out.")
        return None
    lines.seen.add(id(node))
    if len(path) > _DEEPEST:
        lines.add(_line(node.start_mark), "This is nested too deeply.")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, place), lines) for place, child in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _mapping(node: yaml.MappingNode, path: Path, lines: Lines) -> Plain:
    values: dict[str, Plain] = {}
    for key_node, child in node.value:
        key, line = key_node.value, _line(key_node.start_mark)
        if not isinstance(key, str):
            lines.add(line, "A key must be one word or text.")
        elif key in values:
            lines.add(line, f"`{key}` stands here twice.")
        else:
            lines.of[(*path, key)] = line
            values[key] = _value(child, (*path, key), lines)
    return values
