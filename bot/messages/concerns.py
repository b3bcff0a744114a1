"""Concerns about a match: what the one who raised it reads, and what the program team may."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered, View
from bot.messages.formats import paired
from bot.messages.match import days_held
from bot.messages.mrkdwn import Mrkdwn, escape, fill, listed, mention
from bot.messages.pieces import button, buttons, modal, quote, section, small, told

INTRO: Final = "Your partner never sees this. The program team learns that your match needs a look, and no more unless you say so."


@dataclass(frozen=True)
class EndMatch(Click, name="concerns.end"):
    case_id: int


@dataclass(frozen=True)
class Resume(Click, name="concerns.resume"):
    """Start the match all the same, or let an open one go on."""

    case_id: int


@dataclass(frozen=True)
class ReadConcern(Click, name="concerns.read"):
    case_id: int


@dataclass(frozen=True)
class Taken(Message, kind="concerns.taken"):
    """What the one who raised a concern hears at once."""

    shared: bool
    held: bool

    def render(self, program: Program) -> Rendered:
        team = (
            "The program team can read your words, and nobody else."
            if self.shared
            else "The program team learns that this match needs a look. Your words stay with you."
        )
        then = (
            "The match is held until they decide, within {days}, and you hear from me then."
            if self.held
            else "They will look at it and may write to you. Until then nothing changes."
        )
        return told(
            section("Thank you for saying so. Your partner is not told."),
            section(fill(f"{team} {then}", days=days_held(program))),
            small(fill("For anything urgent, write to {contact} directly.", contact=program.contact)),
        )


@dataclass(frozen=True)
class PairNeedsLook(Message, kind="concerns.needs_look"):
    """For the admin channel: neither who raised it nor why. Names are plain text."""

    case_id: int
    mentor: str
    mentee: str
    shared: bool = False
    started: bool = False
    mentees: tuple[str, ...] = ()
    """All of a circle, where it is about all of it."""
    circle: bool = False
    """It is about one of a circle, which goes on without them as long as enough are left."""
    format: str = ""

    def render(self, program: Program) -> Rendered:
        named = paired(program.in_format(self.format), self.mentee, self.mentor, strong=False)
        pair = fill("*This pair needs a look:* {pair}.", pair=named)
        if self.mentees:
            words = "*This circle needs a look:* {mentees} with {mentor} as mentor."
            pair = fill(words, mentees=listed(list(self.mentees)), mentor=self.mentor)
        back = "Put both back on the list"
        if self.mentees or self.circle:
            back = "Put all back on the list" if self.mentees else "Leave them out of it"
        end, go_on = ("End the match", "It is settled") if self.started else (back, "Start it anyway")
        held = "They go on meeting meanwhile." if self.started else fill(HELD, days=days_held(program))
        return told(
            section(pair),
            section(held),
            section(CIRCLE) if self.circle and not self.started else None,
            buttons(
                ("Read what was shared", ReadConcern(self.case_id)) if self.shared else None,
                button(
                    end,
                    EndMatch(self.case_id),
                    place=3,
                    confirm=("End this match?", "Whoever knew of it hears a neutral word.", end),
                ),
                (go_on, Resume(self.case_id)),
                primary=self.shared,
            ),
            small(
                "A word with each of them alone helps most. Opening shared words is noted, and they are told."
            ),
        )


CIRCLE: Final = (
    "The others of the circle go on, if enough of them are left; it begins without this one meanwhile."
)
HELD: Final = "It waits until you decide. After {days} without a decision, they are back on the list."


@dataclass(frozen=True)
class Decided(Message, kind="concerns.decided"):
    """What the card becomes. `how` is ended, settled (it was under way), resumed, or held by a second card; `by` is an admin's name, or "" if time decided."""

    mentor: str
    mentee: str
    how: str
    by: str = ""
    format: str = ""

    def render(self, program: Program) -> Rendered:
        pair = paired(program.in_format(self.format), self.mentee, self.mentor, strong=False)
        how = HOW[self.how]
        by = fill(", decided by {by}", by=self.by) if self.by else Mrkdwn(", as nobody had decided in time")
        return told(section(fill("✓ {pair}: {how}{by}.", pair=pair, how=Mrkdwn(how), by=by)))


HOW: Final = {
    "ended": "the match ended, and who knew of it is told",
    "settled": "it is settled, and they go on meeting",
    "resumed": "the match goes on, and whoever had doubts is asked again first",
    "held": "this is settled, and the match waits for the other card about it",
}


@dataclass(frozen=True)
class WordsOpened(Message, kind="concerns.opened"):
    """The receipt for the one whose words were opened."""

    admin: str

    def render(self, program: Program) -> Rendered:
        words = "{admin} has read what you shared with the program team.\nI tell you of each who does."
        return told(
            section(fill(words, admin=mention(self.admin))),
            small("I tell you because they are your words. Ten seconds; there is nothing to do."),
        )


@dataclass(frozen=True)
class WordsClosed(Message, kind="concerns.closed"):
    """The case is settled, and with it what was shared is closed."""

    def render(self, program: Program) -> Rendered:
        return told(section("This is settled, so what was shared about it is closed to everybody."))


@dataclass(frozen=True)
class SharedWords(View, name="concerns.words"):
    """What somebody chose to share. The words never travel in a message, nor in the view's metadata."""

    case_id: int
    author: str = field(default="", metadata={"carried": False})
    words: str = field(default="", metadata={"carried": False})

    def again(self) -> Click:
        return ReadConcern(self.case_id)

    def draw(self, program: Program) -> dict[str, Any]:
        said = quote(self.words) if self.words else section(escape("They wrote no words."))
        blocks = [
            section(fill("*{author}* shared this with the program team:", author=self.author)),
            said,
            small("Please do not pass it on. It is noted that you opened it, and the author hears of it."),
        ]
        return modal("Shared with you", blocks, name=self.name, metadata=json.dumps(self.carried()))
