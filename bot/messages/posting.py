"""What the program team is told when a post to a channel was not taken, and the way to post it again."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.mrkdwn import channel, fill
from bot.messages.pieces import buttons, section, small, told

NOT_A_MEMBER: Final = "I am not in it. Type `/invite` there and choose me, then press *Post it again*."
WHY: Final = {
    "not_in_channel": NOT_A_MEMBER,
    "channel_not_found": NOT_A_MEMBER,
    "is_archived": "it is archived. Unarchive it, then press *Post it again*; or choose another channel: `/mentor-admin`.",
}
OTHERWISE: Final = (
    "Slack answers `{reason}`. See that I may post there, then press *Post it again*; "
    "`make doctor`, on my machine, looks the set-up over."
)


@dataclass(frozen=True)
class PostAgain(Click, name="posting.again"):
    """`letter` is the outbox's id of what was not posted."""

    letter: str


@dataclass(frozen=True)
class NotPosted(Message, kind="posting.failed"):
    """`reason` is Slack's word for it."""

    letter: str
    place: str
    reason: str

    def render(self, program: Program) -> Rendered:
        why = fill(WHY.get(self.reason, OTHERWISE), reason=self.reason)
        words = "*I could not post in {place}*: {why}"
        return told(
            section(fill(words, place=channel(self.place), why=why)),
            buttons(("Post it again", PostAgain(self.letter))),
            small("Nobody has read that post yet. Everything else goes on."),
        )


@dataclass(frozen=True)
class PostedAgain(Message, kind="posting.again"):
    """What the card becomes once it was pressed; `done` if that was done before."""

    place: str
    done: bool = False

    def render(self, program: Program) -> Rendered:
        if self.done:
            return told(
                section("This was posted again already, or is too old by now. There is nothing to do.")
            )
        words = "✓ I post it again in {place} now. If I still cannot, you read it here."
        return told(section(fill(words, place=channel(self.place))))
