"""What the bot says of itself: help, and what it did not understand."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import wording
from bot.messages.joining import TellMeMore, TellMeWhenOpen, ways_in
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, sentence
from bot.messages.pieces import buttons, section, small, told, write_to


@dataclass(frozen=True)
class ShowHelp(Click, name="about.help"):
    pass


@dataclass(frozen=True)
class TalkToPerson(Click, name="about.person"):
    pass


EIGHT = (
    "`profile`: see and change what you told me",
    "`status`: what is next for you",
    "`met`: tell me that you met",
    "`feedback`: write or ask for feedback",
    "`pause`: take a break until a day you choose",
    "`leave`: leave the program, no reason needed",
    "`help`: this list",
)


@dataclass(frozen=True)
class Help(Message, kind="about.help"):
    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "*{name}* in eight words. Type one after `/mentor`, or write it to me.", name=program.name
                )
            ),
            section(bullets([Mrkdwn(line) for line in (wording(program).join, *EIGHT)])),
            buttons(("Talk to a person", TalkToPerson()), primary=False),
            small(
                "Something isn't right? Type `concern`, and you hear whom to turn to.",
                "I read only what is written to me, never your conversations with each other.",
            ),
        )


@dataclass(frozen=True)
class Hello(Message, kind="about.hello"):
    """To a greeting from somebody who does not take part. `is_open`: they can join now."""

    is_open: bool = True

    def render(self, program: Program) -> Rendered:
        choices = (
            ways_in(program, "I would like a mentor", "I could be a mentor")
            if self.is_open
            else (("Tell me when it opens", TellMeWhenOpen()),)
        )
        joining = (
            "Joining takes {n} minutes."
            if self.is_open
            else "Joining is closed just now; I can tell you when it opens."
        )
        return told(
            section(fill("*Hello! I run {name}.* {purpose}", name=program.name, purpose=program.purpose)),
            section(fill(joining, n=program.form("intake").minutes)),
            buttons(*choices, ("Tell me more", TellMeMore()), ("What I can do", ShowHelp()), primary=False),
        )


@dataclass(frozen=True)
class NotUnderstood(Message, kind="about.not_understood"):
    """The words themselves are neither kept nor shown to anyone."""

    meant: str = ""

    def render(self, program: Program) -> Rendered:
        words = "I did not understand that. I have not kept it, and nobody else sees it."
        if self.meant:
            words += " Did you mean `{meant}`?"
        return told(
            section(fill(words, meant=self.meant)),
            buttons(("What I can do", ShowHelp()), ("Talk to a person", TalkToPerson()), primary=False),
        )


@dataclass(frozen=True)
class Person(Message, kind="about.person"):
    """Who runs the program. `admins` are their Slack ids, `ways` the names and the links to write to them."""

    admins: tuple[str, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()

    def render(self, program: Program) -> Rendered:
        if not self.admins:
            return told(section(fill("You can always talk to {contact}.", contact=program.contact)))
        names = Mrkdwn(", ".join(f"<@{one}>" for one in self.admins))
        words = "{contact} is here for you: {names}. Write to any of them directly; I see none of it."
        return told(
            section(fill(words, contact=sentence(program.contact), names=names)),
            buttons(*write_to(self.ways)) if self.ways else None,
            small("They see whether you meet, never what you two say to each other."),
        )


@dataclass(frozen=True)
class Privacy(Message, kind="about.privacy"):
    """What is stored, and who can see it."""

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "*What I keep, and who sees it*\n{promise}",
                    promise=program.texts.get("promise", ""),
                )
            ),
            section(bullets([Mrkdwn(line) for line in KEPT])),
            small(
                fill(
                    "`profile` shows all that you told me. `leave` can delete it. Questions? {contact} answers them.",
                    contact=sentence(program.contact),
                )
            ),
            buttons(("Talk to a person", TalkToPerson()), primary=False),
        )


KEPT = (
    "*From Slack*: your name, title and time zone; manager, department and site where your profile has them. The program "
    "team sees them.",
    "*What you told me when joining*: each question says who sees the answer.",
    "*Your match*: who, and whether you met. You two and the program team see it.",
    "*Feedback*: its words are for the one you wrote it to. Nobody else can open them.",
    "*Concerns*: your match never sees them; the program team does only if you say so.",
    "*Your conversations with each other*: I cannot read them.",
    "*What I do not understand*: not kept at all.",
)
