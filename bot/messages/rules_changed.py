"""That other rules were saved: what is another than before, told to the program team."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.criteria import points_of
from bot.domain.program import Program
from bot.messages.asking_more import AskForMore
from bot.messages.base import Click, Message, Rendered
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, listed
from bot.messages.pieces import buttons, section, small, told
from bot.messages.rules import ALLOWED, CRITERIA, ONLY, RULES, FromFile, ShowRules, points_words


@dataclass(frozen=True)
class RulesChanged(Message, kind="rules.changed", waits_for="rules:{number}"):
    """To the program team, when somebody has saved other rules. `steps` is (what, before, after), `draft`: there is one."""

    by: str
    steps: tuple[tuple[str, str, str], ...]
    words: Mapping[str, str]
    draft: bool = False
    as_file: bool = False
    number: int = 0
    silent: tuple[int, int] = (0, 0)
    """How many have not answered what is asked for the sake of something new, and of how many."""
    worked: bool = False
    """The draft there was has been worked out again with it."""

    @property
    def begun(self) -> tuple[str, ...]:
        """The criteria that count from now on and did not before."""
        return tuple(what for what, before, _ in self.steps if before == "off" and what in CRITERIA)

    def render(self, program: Program) -> Rendered:
        lead = "*{by} changed what counts in a matching.*"
        if self.as_file:
            lead = "*{by} went back to the program file's rules.*"
        return told(
            section(fill(lead, by=self.by)),
            section(bullets([step_words(*one) for one in self.steps])),
            small(points_words(points_of(self.words))),
            section(self._draft()),
            buttons(
                ("Work it out again", PreviewMatch()) if self.draft else None,
                ("Change again", ShowRules()),
                None if self.as_file else ("Back to the file's rules", FromFile()),
                self._ask(),
                primary=self.draft,
                stays=True,
            ),
            small(
                self._asked(program),
                "Nobody but the program team hears of this"
                + (", unless you ask." if self.silent[0] else "."),
            ),
        )

    def _draft(self) -> str:
        if self.draft:
            return "The weights changed, so the draft is out of date: work it out again, and see which pairs differ."
        if self.worked:
            return "✓ The draft was worked out again with it. Matches that are under way stay as they are."
        return "It counts from the next working out on. Matches that are under way stay as they are."

    def _asked(self, program: Program) -> Mrkdwn:
        """What people can tell from now on, as it counts only now."""
        asked = {question.counts_for for question in program.form("intake").questions}
        new = [name for name in self.begun if name in asked]
        if not new:
            return Mrkdwn("What people have told me already counts at once.")
        silent = "{n} of {all} have not yet: *Ask them* asks each once." if self.silent[0] else ""
        return fill(
            "People can tell me about {said} from now on, under *Make my match better* or *Change* in their profile. "
            + silent,
            said=listed([CRITERIA[name][0].lower() for name in new]),
            n=self.silent[0],
            all=self.silent[1],
        )

    def _ask(self) -> tuple[str, Click] | None:
        return ("Ask them", AskForMore(self.number, ",".join(self.begun))) if self.silent[0] else None


def step_words(what: str, before: str, after: str) -> Mrkdwn:
    """One thing that changed, as a line: `Languages: low, was high`."""
    name = what.removeprefix("rule:")
    if what in CRITERIA:
        return fill("{label}: *{after}*, was {before}", label=CRITERIA[what][0], after=after, before=before)
    if name in ALLOWED:
        return fill("{label}: *{now}*", label=ALLOWED[name], now="yes" if after == "True" else "no")
    if name in ONLY:
        return fill(
            "{label}: *{after}*, was {before}",
            label=ONLY[name][0],
            after=after or "all",
            before=before or "all",
        )
    label, choices = RULES.get(name, (name, {}))
    return fill(
        "{label}: *{after}*, was {before}",
        label=label,
        after=choices.get(after, after).lower(),
        before=choices.get(before, before).lower(),
    )


@dataclass(frozen=True)
class RulesSame(Message, kind="rules.same"):
    def render(self, program: Program) -> Rendered:
        return told(section("Nothing was changed: these are the rules that hold already."))
