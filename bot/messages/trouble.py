"""The answer to a cry for help: the people to turn to, at once; nothing of what was said is kept."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.about import TalkToPerson
from bot.messages.base import Message, Rendered
from bot.messages.match import ConcernAsked
from bot.messages.mrkdwn import Mrkdwn, escape, fill, listed, mention, sentence
from bot.messages.pieces import button, buttons, section, small, told, write_to


@dataclass(frozen=True)
class Heard(Message, kind="trouble.heard"):
    """`admins` are Slack ids, `matches` the reader's own as (id, partner's name), `ways` as in `Person`."""

    admins: tuple[str, ...] = ()
    matches: tuple[tuple[int, str], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()

    def render(self, program: Program) -> Rendered:
        words = "*I am sorry. Please tell a person, who can help as I cannot.*\n{who}. I see none of what you write to them."
        return told(
            section(fill(words, who=self._people(program))),
            section(fill(EMERGENCY, line=_line(program))),
            buttons(
                None if self.ways else ("Talk to a person", TalkToPerson()),
                *write_to(self.ways),
                *self._concerns(),
            ),
            small("I am a program: I have kept nothing of what you wrote, and have told nobody."),
        )

    def _people(self, program: Program) -> Mrkdwn:
        contact = escape(sentence(program.contact))
        if not self.admins:
            return fill("{contact} is there for you", contact=contact)
        names = listed([mention(one) for one in self.admins], "or")
        return fill("{contact} is there for you: write to {names}", contact=contact, names=names)

    def _concerns(self) -> list[dict[str, object]]:
        """One for each match; the program team then takes a look at it."""
        several = len(self.matches) > 1
        return [
            button(
                f"Something isn't right with {name}" if several else "Something isn't right",
                ConcernAsked(match_id),
                place=place,
            )
            for place, (match_id, name) in enumerate(self.matches[:5], start=1)
        ]


EMERGENCY = "Is somebody in danger, you included? Please call your local emergency number now.{line}"


def _line(program: Program) -> Mrkdwn:
    """The company's own assistance line, where the program file names one."""
    line = program.texts.get("help_line", "")
    return fill(" {line}", line=line) if line else Mrkdwn("")
