"""Leaving, with no reason wanted, and a neutral word to whoever stays."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.forms import AsForm
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, listed, mention
from bot.messages.pieces import button, buttons, section, small, told


@dataclass(frozen=True)
class LeaveAsked(Click, name="leaving.ask"):
    """Ask whether they really want to leave, and what is to be kept."""


@dataclass(frozen=True)
class Leave(Click, name="leaving.leave"):
    delete: bool = False


@dataclass(frozen=True)
class Stay(Click, name="leaving.stay"):
    pass


@dataclass(frozen=True)
class KeepPlace(Click, name="leaving.keep_place"):
    """Stay on the list for the next round."""


DELETE = button(
    "Delete what I told you",
    Leave(delete=True),
    confirm=("Delete it all?", "Your answers are deleted now, and cannot be brought back.", "Delete"),
)


@dataclass(frozen=True)
class NotTakingPart(Message, kind="leaving.not_taking_part"):
    def render(self, program: Program) -> Rendered:
        words = "You are not taking part in {name} just now, so nothing reaches you. Type `join` if you would like to."
        return told(section(fill(words, name=program.name)))


@dataclass(frozen=True)
class LeaveCard(Message, kind="leaving.card", waits_for="leave"):
    """Asked once, with no reason wanted. `partners` are those of live matches; `team`: the program team hears of it."""

    partners: tuple[str, ...] = ()
    team: bool = False

    def render(self, program: Program) -> Rendered:
        names = listed([mention(one) for one in self.partners])
        return told(
            section(fill("*Would you like to leave {name}?* No reason is needed.", name=program.name)),
            section(
                bullets(
                    [
                        fill("{names} will hear that your match has ended, and no reason.", names=names)
                        if self.partners
                        else Mrkdwn("No colleague is told that you leave."),
                        "The program team hears that somebody has left: no name, no reason."
                        if self.team
                        else "The program team is not told.",
                        "I stop writing to you.",
                        "I keep your answers in case you come back, or delete them, as you choose.",
                        "Feedback you have sent stays with the person you wrote it to.",
                    ]
                )
            ),
            buttons(
                ("Leave", Leave()),
                button(
                    "Leave, and delete what I told you",
                    Leave(delete=True),
                    place=1,
                    confirm=(
                        "Leave and delete?",
                        "Your answers, drafts and notes are deleted now, and cannot be brought back.",
                        "Leave and delete",
                    ),
                ),
                button("Stay", Stay(), place=2),
                primary=False,
            ),
        )


@dataclass(frozen=True)
class Left(Message, kind="leaving.left", waits_for="leave"):
    deleted: bool = False

    def render(self, program: Program) -> Rendered:
        kept = (
            "What you told me is deleted."
            if self.deleted
            else "I keep your answers for 12 months, in case you come back."
        )
        words = "You have left {name}. Thank you for having been part of it. {kept} Type `join` to come back."
        return told(
            section(fill(words, name=program.name, kept=kept)),
            None if self.deleted else buttons(DELETE, primary=False),
        )


@dataclass(frozen=True)
class LeftAlready(Message, kind="leaving.left_already", waits_for="leave"):
    """`kept`: their answers are still there."""

    kept: bool = False

    def render(self, program: Program) -> Rendered:
        words = "You have left, and I do not write to you. Type `join` to come back."
        return told(
            section(words),
            buttons(DELETE) if self.kept else None,
        )


@dataclass(frozen=True)
class Stayed(Message, kind="leaving.stayed"):
    def render(self, program: Program) -> Rendered:
        return told(section("Good to have you. Nothing was changed."))


@dataclass(frozen=True)
class MatchEnded(Message, kind="leaving.match_ended", waits_for="news"):
    """To the one who stays: a neutral word, and their next step. `seeks`: they were the mentee, or a peer; `goes_on`: they
    lead a circle, which goes on without this one."""

    partner: str
    seeks: bool
    goes_on: bool = False

    def render(self, program: Program) -> Rendered:
        if self.goes_on:
            words = "*{partner} is no longer in your circle.*\nThat happens, and no reason is needed; your circle goes on."
            return told(
                section(fill(words, partner=mention(self.partner))),
                small("You get this because you lead it. A few seconds to read; nothing to do."),
            )
        place = (
            "You are back on the list for the next round."
            if self.seeks
            else "Your place is free again: in the next round it may go to somebody new."
        )
        return told(
            section(
                fill(
                    "Your match with {partner} has come to an end.\n"
                    "That happens, and no reason is needed. {place}",
                    partner=mention(self.partner),
                    place=place,
                )
            ),
            buttons(
                ("Stay on the list", KeepPlace()),
                ("Change my wishes", AsForm("intake", 0)),
                ("Leave", LeaveAsked()),
            ),
            small("You get this because you two were matched. A few seconds to read; nothing to do."),
        )


@dataclass(frozen=True)
class PlaceKept(Message, kind="leaving.place_kept", waits_for="news"):
    def render(self, program: Program) -> Rendered:
        return told(section("You are on the list. I write to you when the next matches are made."))


@dataclass(frozen=True)
class SomebodyLeft(Message, kind="leaving.somebody"):
    """To the program team, in a channel: neutral, with no name and no reason. `matches` of theirs were ended."""

    matches: int = 0
    circle: bool = False
    """They were in a circle, which goes on."""

    def render(self, program: Program) -> Rendered:
        what = {0: "No match was open.", 1: "Their partner is back on the list."}.get(
            self.matches, "Their partners are back on the list."
        )
        if self.circle:
            what = "They were in a circle; it goes on, or you hear that it does not fill."
        return told(section(f"A participant has left. {what} Nothing to do; `pairs` shows how it stands."))


@dataclass(frozen=True)
class Gone(Message, kind="leaving.gone"):
    """To the program team, once: somebody's account can take part no more. A channel reads it, so the name stands plainly."""

    name: str
    matches: int

    def render(self, program: Program) -> Rendered:
        ended = {0: "No match was open.", 1: "One match was ended; the partner hears a neutral word."}.get(
            self.matches, f"{self.matches} matches were ended; each partner hears a neutral word."
        )
        words = "*{name}* no longer has a full account here, so they have left the program. {ended} Nothing to do."
        return told(section(fill(words, name=self.name, ended=ended)))
