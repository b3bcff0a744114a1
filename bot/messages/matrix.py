"""The goal alignment matrix, as one admin gets it: pictures and a table in their own direct messages."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, escape, join, people_words
from bot.messages.pieces import buttons, section, small, told

LONGEST_SECTION: Final = 2900
MOST_SECTIONS: Final = 4

HOW_TO_READ: Final = (
    "Rows look for somebody to learn from, columns could be that. Each number says how well the two would fit, of 100; "
    "framed are the pairs proposed; a dash means that the two cannot be paired."
)


@dataclass(frozen=True)
class ShowMatrix(Click, name="matching.matrix"):
    """Send the matrix of the draft to whoever pressed it."""


@dataclass(frozen=True)
class GoalMatrix(Message, kind="matching.matrix"):
    """Stands for the matrix, which is drawn when it is sent. Read as it is, the draft has gone meanwhile, or the
    drawing `failed`."""

    round_id: int
    failed: bool = False

    def render(self, program: Program) -> Rendered:
        if self.failed:
            return told(
                section(
                    "I could not draw the goal matrix: this machine has too little memory for it just now. "
                    "The draft is as it was. Please ask again later."
                )
            )
        return told(
            section(
                "The goal matrix you asked for was of a draft that is no more. The next draft has its own."
            ),
            buttons(("Preview match", PreviewMatch())),
        )


@dataclass(frozen=True)
class MatrixWords(Message, kind="matching.matrix_words"):
    """The matrix in words, a line for each mentee: beside its files, or in their place where Slack takes none."""

    lines: tuple[str, ...]
    mentees: int
    pictures: int = 0
    pages: int = 0

    def render(self, program: Program) -> Rendered:
        """In place of the files."""
        parts = _sections([escape(line) for line in self.lines])
        left = len(self.lines) - sum(count for _, count in parts)
        return told(
            section(
                f"*Goal matrix in words*: who would fit whom, for {people_words(self.mentees)} who look for a match"
            ),
            *(section(words) for words, _ in parts),
            section(f"… and {left} more. A table of all can be sent where files are allowed.")
            if left
            else None,
            small(
                "Each number says how well the two would fit, of 100; the first name is the one proposed. "
                "Your Slack takes no files from me, so there is no picture; your workspace's admins can allow files."
            ),
        )

    def comment(self) -> str:
        """Beside the files."""
        shown = len(self.lines)
        some = f" (the first {self.pictures} of {self.pages} pages)" if self.pages > self.pictures else ""
        part = f" A round this large is shown in part: {shown} of them." if shown < self.mentees else ""
        return (
            f"*Goal matrix* of the draft: {people_words(self.mentees)} who look for a match{some}. Only you get this.{part}\n"
            f"{HOW_TO_READ} The table holds everybody, with figures out of 1000; the text file says the same in words."
        )


def _sections(lines: list[Mrkdwn]) -> list[tuple[Mrkdwn, int]]:
    """Lines gathered into sections that Slack takes, and how many stand in each."""
    found: list[list[Mrkdwn]] = [[]]
    for line in lines:
        if sum(len(one) + 1 for one in found[-1]) + len(line) > LONGEST_SECTION:
            if len(found) == MOST_SECTIONS:
                break
            found.append([])
        found[-1].append(line)
    return [(join(part), len(part)) for part in found if part]


@dataclass(frozen=True)
class MatrixComing(Message, kind="matching.matrix_coming"):
    """To whoever asked in the admin channel."""

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                "I draw the goal matrix and send it to *you alone*, as a direct message: it holds names and figures. "
                "It takes some seconds."
            )
        )


@dataclass(frozen=True)
class NothingToDraw(Message, kind="matching.matrix_nothing"):
    """`working`: the draft is being worked out."""

    working: bool = False

    def render(self, program: Program) -> Rendered:
        if self.working:
            return told(
                section(
                    "The best pairs are being worked out. Once they stand in this channel I can draw them."
                )
            )
        return told(
            section(
                "There is no draft to draw. Work out the best pairs first; nobody hears of it before you publish."
            ),
            buttons(("Preview match", PreviewMatch())),
        )
