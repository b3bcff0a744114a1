"""What the bot says about itself: what it can do, what it did not understand, and what went wrong."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.mrkdwn import Mrkdwn, channel, escape, fill, listed, mention
from bot.messages.pieces import buttons, section, told


@dataclass(frozen=True)
class StillToOpen(Message, kind="words.still_to_open"):
    """A form that could not be shown in time, by another way: the click that opens it."""

    click: str
    value: str

    def render(self, program: Program) -> Rendered:
        again = _once_more(self.click, self.value)
        if again is None:
            return told(section("Something you asked for could not be opened. Type `help` to find it again."))
        return told(
            section("Here is what you asked for. Slack did not let me open it by itself in time."),
            buttons(("Open it", again)),
        )


def _once_more(click: str, value: str) -> Click | None:
    """What was pressed, to be pressed again; None where this release knows no such thing."""
    try:
        return Click.names[click].read(value, {})
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Busy(Message, kind="words.busy"):
    """Nothing could be saved."""

    def render(self, program: Program) -> Rendered:
        return told(
            section("I could not save this just now, so nothing was changed. Please try again in a minute.")
        )


@dataclass(frozen=True)
class WentWrong(Message, kind="words.went_wrong"):
    ref: str

    def render(self, program: Program) -> Rendered:
        words = (
            "Something went wrong, and nothing was changed. Please try again; if it happens once more, "
            "tell {contact} the reference *{ref}*."
        )
        return told(section(fill(words, contact=program.contact, ref=self.ref)))


@dataclass(frozen=True)
class NoAnswer(Message, kind="words.no_answer"):
    """In the window in which an answer was looked for and could not be found; the click asks once more."""

    ref: str
    click: str = ""
    value: str = ""

    def render(self, program: Program) -> Rendered:
        words = (
            "I am sorry: I could not work this out. Nothing was changed, and nobody heard of it. Please try again; if it "
            "happens once more, tell {contact} the reference *{ref}*."
        )
        again = _once_more(self.click, self.value)
        return told(
            section(fill(words, contact=program.contact, ref=self.ref)),
            buttons(("Try again", again)) if again else None,
        )


@dataclass(frozen=True)
class AdminWentWrong(Message, kind="words.admin_went_wrong"):
    """A card for the admin channel: no words of anybody, only where to look."""

    ref: str
    where: str

    def render(self, program: Program) -> Rendered:
        words = "Something went wrong in *{where}* (reference *{ref}*). The log has the details under that reference."
        return told(section(fill(words, where=self.where, ref=self.ref)))


@dataclass(frozen=True)
class NotForYou(Message, kind="words.not_for_you"):
    """A door that is not this person's, said without telling what is behind it. `admins` are Slack ids."""

    admins: tuple[str, ...] = ()
    channel: str = ""

    def render(self, program: Program) -> Rendered:
        who = listed([mention(one) for one in self.admins]) if self.admins else escape(program.contact)
        where = fill(" in {place}", place=channel(self.channel)) if self.channel else Mrkdwn("")
        words = "That is for the people who run the program{where}. If you need something, {who} can help."
        return told(section(fill(words, where=where, who=who)))


@dataclass(frozen=True)
class NotYours(Message, kind="words.not_yours"):
    """A button or form meant for somebody else, or for something that is no more."""

    def render(self, program: Program) -> Rendered:
        words = "That is no longer open, or it was not meant for you. Nothing was changed. Type `status` to see what is."
        return told(section(words))


@dataclass(frozen=True)
class Outdated(Message, kind="words.outdated"):
    def render(self, program: Program) -> Rendered:
        return told(
            section("That button is from an older message and no longer works. Type `help` to see what does.")
        )


@dataclass(frozen=True)
class AlreadySent(Message, kind="words.already_sent"):
    def render(self, program: Program) -> Rendered:
        return told(section("This was already sent, so I kept the first one. You can close this."))


CANNOT = {
    "guest": "Mentoring here is for people with a full account, and yours is a guest account.",
    "external": "Mentoring here is for people of this company, and you are visiting from another one.",
    "bot": "Mentoring here is for people, and this account is a bot's.",
    "deactivated": "This account has been deactivated.",
}


@dataclass(frozen=True)
class CannotTakePart(Message, kind="words.cannot_take_part"):
    why: str

    def render(self, program: Program) -> Rendered:
        words = "{why} If that seems wrong, please ask {contact}."
        return told(section(fill(words, why=Mrkdwn(CANNOT.get(self.why, "")), contact=program.contact)))
