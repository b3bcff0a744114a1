"""A criterion begins to count that has questions of its own: whoever has not answered them is asked once, if the program
team wishes."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.joining import ChangeAnswers
from bot.messages.mrkdwn import bullets, fill, people_words
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class AskForMore(Click, name="rules.ask"):
    """Ask everybody who has not answered what is asked for the sake of these criteria; `number` is the version of the
    rules, for which nobody is asked twice."""

    number: int
    criteria: str
    """Their names, with commas between."""


@dataclass(frozen=True)
class AskedForMore(Message, kind="rules.asked"):
    """To the one who pressed it. `people` are those who are asked, or were by an earlier press."""

    people: int

    def render(self, program: Program) -> Rendered:
        if not self.people:
            return told(section("Everybody has answered by now, so there is nobody to ask."))
        words = "✓ I ask {people}, each once and in their working hours. Nobody gets more than {n} messages a week unasked."
        return told(section(fill(words, people=people_words(self.people), n=program.budget_per_week)))


@dataclass(frozen=True)
class MoreAsked(Message, kind="intake.more", waits_for="joined"):
    """`questions` are the keys of those that are open."""

    questions: tuple[str, ...]
    takes: int = -1
    """How many people somebody takes, who is asked to lead a circle, which needs more; -1 where that is not asked."""

    def render(self, program: Program) -> Rendered:
        if self.takes >= 0 and "capacity" in self.questions:
            return self._circle(program)
        form = program.form("intake")
        asked = [one.label for key in self.questions if (one := form.question(key))]
        return told(
            section("*May I ask you a little more, for a better match?*"),
            section(
                fill("New, and still empty in your profile:\n{asked}", asked=bullets(list[object](asked)))
            ),
            buttons(("Fill it in", ChangeAnswers())),
            small("You take part, so I ask this once. It takes a minute. Not now? Then nothing changes."),
        )

    def _circle(self, program: Program) -> Rendered:
        least, most = program.matching.circle
        words = "The program makes circles now: a mentor with {least} to {most} mentees, in one conversation. So far you take {n}."
        return told(
            section("*Could you lead a circle?*"),
            section(
                fill(
                    words, least=least, most=most, n=people_words(self.takes) if self.takes else "nobody yet"
                )
            ),
            buttons(("Take more", ChangeAnswers())),
            small(
                "You offered to mentor, so I ask this once. It takes a minute. Not now? Then nothing changes."
            ),
        )
