"""What the program team can press on its screen, and wherever else the same is offered."""

from dataclasses import dataclass, field

from bot.messages.base import Click, Given


@dataclass(frozen=True)
class ShowScreen(Click, name="admin.screen"):
    pass


@dataclass(frozen=True)
class ShowPeople(Click, name="admin.people"):
    """A page of everybody who takes part, by name."""

    page: int = 0


@dataclass(frozen=True)
class PickChannel(Click, name="admin.pick_channel"):
    pass


@dataclass(frozen=True)
class SaveChannel(Click, name="admin.save_channel"):
    """`given` holds the channel that was picked beside the button."""

    given: Given = field(default_factory=dict)


@dataclass(frozen=True)
class OpenJoining(Click, name="admin.open"):
    """Show what would be posted. Nothing is sent yet."""


@dataclass(frozen=True)
class PostIt(Click, name="admin.post"):
    """Open joining and post the invitation; `posted` is how many were posted before, so that none is posted twice."""

    posted: int


@dataclass(frozen=True)
class CloseJoining(Click, name="admin.close"):
    pass


@dataclass(frozen=True)
class TryAlone(Click, name="admin.try_alone"):
    pass
