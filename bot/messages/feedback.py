"""Writing feedback: the way to the form, the preview, and what its author hears. The words stand in the preview alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.feedback import WORDS
from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered, View
from bot.messages.mrkdwn import Mrkdwn, counted, fill, mention, number_of, part_of_day, sentence
from bot.messages.pieces import buttons, divider, modal, quote, section, small, told


@dataclass(frozen=True)
class WriteFeedback(Click, name="feedback.write"):
    """Begin feedback to the other of a match, or go on with the draft there is."""

    match_id: int
    session_id: int = 0
    more: bool = False


@dataclass(frozen=True)
class AskFeedback(Click, name="feedback.ask"):
    match_id: int


@dataclass(frozen=True)
class ShowPreview(Click, name="feedback.show"):
    feedback_id: int


@dataclass(frozen=True)
class SendNow(Click, name="feedback.send"):
    feedback_id: int


@dataclass(frozen=True)
class SendNextTime(Click, name="feedback.next_time"):
    feedback_id: int


@dataclass(frozen=True)
class KeepDraft(Click, name="feedback.keep"):
    feedback_id: int


@dataclass(frozen=True)
class ChangeWords(Click, name="feedback.change"):
    feedback_id: int


def minutes(program: Program) -> str:
    """How long it takes to write some, as it stands on buttons: `2 minutes`."""
    return number_of(program.form("sbi").minutes, "minute")


def in_minutes(program: Program) -> str:
    """The same as a sentence: `Two minutes.`"""
    return sentence(counted(program.form("sbi").minutes, "minute")) + "."


def intro(name: str) -> str:
    """What stands above the form: who will read it."""
    return f"{name} alone reads this: not the program team, not your manager. You see a preview before it is sent."


def words_blocks(program: Program, words: Mapping[str, str]) -> list[Block]:
    """The words as they were written, under what each is called for the one who reads them."""
    blocks: list[Block] = []
    for key in WORDS:
        question = program.form("sbi").question(key)
        if words.get(key) and question:
            blocks += [
                section(fill("*{label}*", label=question.reads_as or question.label)),
                quote(words[key]),
            ]
    return blocks


@dataclass(frozen=True)
class Preview(View, name="feedback.preview"):
    """The feedback as its receiver will see it, for its author. `vague` is a word worth a second thought."""

    feedback_id: int
    receiver: str
    vague: str = field(default="", metadata={"carried": False})
    words: Mapping[str, str] = field(default_factory=dict, metadata={"carried": False})

    def again(self) -> Click:
        return ShowPreview(self.feedback_id)

    def draw(self, program: Program) -> dict[str, Any]:
        about = self.feedback_id
        hint = "A thought: “{word}” is hard to act on. What did you see or hear that one time? You may send it as it is."
        return modal(
            "Your feedback",
            [
                section(fill("This is what {who} will read. Nobody else can.", who=mention(self.receiver))),
                *words_blocks(program, self.words),
                divider(),
                *([section(fill(hint, word=self.vague))] if self.vague else []),
                buttons(
                    ("Send now", SendNow(about)),
                    ("When we have met again", SendNextTime(about)),
                    ("Keep as draft", KeepDraft(about)),
                    ("Change", ChangeWords(about)),
                ),
                small("*Send now* reaches them in their working hours, or after their break."),
            ],
            name=self.name,
            metadata=json.dumps(self.carried(), separators=(",", ":")),
        )


@dataclass(frozen=True)
class Sent(Message, kind="feedback.sent"):
    """`when` is now, next (with the next meeting), or already. `at`, in their zone `tz`, is a Unix time: when they get it,
    0 for at once."""

    receiver: str
    when: str = "now"
    at: int = 0
    tz: str = "UTC"

    def render(self, program: Program) -> Rendered:
        time = fill("on {time}", time=part_of_day(self.at, self.tz))
        words = {
            "now": "✓ Thank you. {who} gets it {time}. I tell you when there is an answer.",
            "next": "✓ It waits. {who} gets it once one of you tells me that you met. Until then `feedback` lets you change it.",
            "already": "This is on its way to {who} already, so I kept the first one. You can close this.",
        }
        time = time if self.at else Mrkdwn("in a minute: these are their working hours")
        return told(
            section(fill(words.get(self.when, words["already"]), who=mention(self.receiver), time=time))
        )


@dataclass(frozen=True)
class Given(Message, kind="feedback.given"):
    """What asked for feedback becomes once it is given, wherever that was."""

    match_id: int
    receiver: str

    def render(self, program: Program) -> Rendered:
        words = "✓ You have written {who} feedback. Nothing more is asked of you."
        return told(
            section(fill(words, who=mention(self.receiver))),
            buttons(("Write some more", WriteFeedback(self.match_id, more=True)), primary=False),
        )


@dataclass(frozen=True)
class Kept(Message, kind="feedback.kept", waits_for="draft:{feedback_id}"):
    """`ended`: the match is over, so it stays a draft for good."""

    feedback_id: int
    receiver: str
    ended: bool = False

    def render(self, program: Program) -> Rendered:
        if self.ended:
            words = "Your match with {who} has ended, so this was not sent. I kept it as a draft that only you see."
        else:
            words = "✓ Kept as a draft for {who}, which only you see. Type `feedback` to go on with it."
        return told(
            section(fill(words, who=mention(self.receiver))),
            buttons(("See it", ShowPreview(self.feedback_id)), primary=False),
        )


@dataclass(frozen=True)
class Menu(Message, kind="feedback.menu"):
    """What can be done about feedback: `unread` are (id, author), `matches` (id, partner, draft or 0)."""

    matches: tuple[tuple[int, str, int], ...]
    unread: tuple[tuple[int, str], ...] = ()

    def render(self, program: Program) -> Rendered:
        blocks: list[Block] = []
        for feedback_id, author in self.unread[:5]:
            blocks.append(section(fill("{who} has written you feedback.", who=mention(author))))
            blocks.append(buttons(("Read", ReadFeedback(feedback_id)), primary=False))
        for match_id, partner, draft in self.matches[:10]:
            blocks.append(section(fill("*For {who}*", who=mention(partner))))
            label = "Go on with my draft" if draft else f"Write it ({minutes(program)})"
            blocks.append(
                buttons(
                    (label, WriteFeedback(match_id)),
                    ("Ask them for feedback", AskFeedback(match_id)),
                    primary=False,
                )
            )
        return told(*blocks, small("Only the two of you ever read it: not the program team, not a manager."))


@dataclass(frozen=True)
class DraftWaits(Message, kind="feedback.draft_waits", waits_for="feedback:{match_id}"):
    """Said once of a draft that was left lying."""

    match_id: int
    receiver: str

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "*Your feedback for {who} is still a draft.* One minute to finish.",
                    who=mention(self.receiver),
                )
            ),
            buttons(("Go on", WriteFeedback(self.match_id))),
            small(
                fill(
                    "{why} Not now? Leave it: only you see it.", why=program.nudges["feedback.follow_up"].why
                )
            ),
        )


@dataclass(frozen=True)
class Thanked(Message, kind="feedback.thanked"):
    receiver: str

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("{who} has read your feedback and says thank you.", who=mention(self.receiver)))
        )


@dataclass(frozen=True)
class MoreWished(Message, kind="feedback.more_wished", waits_for="feedback:{match_id}"):
    match_id: int
    receiver: str

    def render(self, program: Program) -> Rendered:
        words = f"*{{who}} read your feedback, and would like one more example.* {in_minutes(program)}"
        return told(
            section(fill(words, who=mention(self.receiver))),
            buttons((f"Write more ({minutes(program)})", WriteFeedback(self.match_id)), primary=False),
            small("They asked for it. Whether you write is yours to decide. Not now? Leave it."),
        )


@dataclass(frozen=True)
class ReadFeedback(Click, name="feedback.read"):
    feedback_id: int


@dataclass(frozen=True)
class NoMatchForFeedback(Message, kind="feedback.no_match"):
    def render(self, program: Program) -> Rendered:
        words = "Feedback goes between the two of a match, and you have none under way. Type `status` to see what is next."
        return told(section(Mrkdwn(words)))
