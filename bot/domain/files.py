"""Files that go to people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A file with the title it is shown under; `alt` says in at most 1000 characters what a picture shows."""

    name: str
    title: str
    data: bytes
    alt: str = ""
