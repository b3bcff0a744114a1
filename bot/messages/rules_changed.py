"""That other rules were saved: what is another than before, told to the program team."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.criteria import points_of
from bot.domain.joining import CIRCLE, PEER
from bot.domain.program import Format, Program
from bot.messages.asking_more import AskForMore
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import WORDING
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, listed
from bot.messages.pieces import buttons, section, small, told
from bot.messages.rules import ALLOWED, CRITERIA, ONLY, RULES, FromFile, ShowRules, points_words, rule_words

CAPACITY: Final = "capacity"
NEEDS: Final[Mapping[str, str]] = {Format.CIRCLES: CIRCLE, Format.PEERS: PEER}
ASKED_ELSE: Final = {
    CAPACITY: "how many people they take",
    CIRCLE: "how many people they take",
    PEER: "both what they want to learn and what they can pass on",
}
"""What people are asked for besides criteria, when the format is another."""


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
        """What people are asked for from now on and were not before: for the sake of criteria that did not count, and
        whether they take as many people as the format needs."""
        new = [what for what, before, _ in self.steps if before == "off" and what in CRITERIA]
        before, after = self.formats or ("", "")
        if needs := NEEDS.get(after):
            return (*new, needs)
        return (*new, CAPACITY) if before == Format.PEERS else tuple(new)

    @property
    def formats(self) -> tuple[str, str] | None:
        """The format it was and is, if that is another."""
        return next(((before, after) for what, before, after in self.steps if what == "rule:format"), None)

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
        stays = " Matches that are under way stay as they are."
        if self.formats:
            made = WORDING[Format(self.formats[1])].made
            stays = f" Matches that are under way stay as they are, check-ins and all; the next round is of {made}."
        if self.draft and self.formats:
            return "The format changed, so the draft is out of date: work it out again." + stays
        if self.draft:
            return "The weights changed, so the draft is out of date: work it out again, and see which pairs differ."
        if self.worked:
            return "✓ The draft was worked out again with it." + stays
        return "It counts from the next working out on." + stays

    def _asked(self, program: Program) -> Mrkdwn:
        """What people can tell from now on, as it counts only now."""
        asked = {question.counts_for for question in program.form("intake").questions} | set(ASKED_ELSE)
        new = [name for name in self.begun if name in asked]
        if not new:
            return Mrkdwn("What people have told me already counts at once.")
        if new == [CIRCLE]:
            words = "Mentors who take fewer people than a circle needs: {n}. *Ask them* asks each once if they would take more."
            return fill(
                words if self.silent[0] else "Every mentor takes as many as a circle needs.",
                n=self.silent[0],
                all=self.silent[1],
            )
        silent = "{n} of {all} have not yet: *Ask them* asks each once." if self.silent[0] else ""
        return fill(
            "People can tell me about {said} from now on, under *Make my match better* or *Change* in their profile. "
            + silent,
            said=listed([ASKED_ELSE.get(name) or CRITERIA[name][0].lower() for name in new]),
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
    return fill(
        "{label}: *{after}*, was {before}",
        label=RULES[name][0] if name in RULES else name,
        after=rule_words(name, after).lower(),
        before=rule_words(name, before).lower(),
    )


@dataclass(frozen=True)
class RulesSame(Message, kind="rules.same"):
    def render(self, program: Program) -> Rendered:
        return told(section("Nothing was changed: these are the rules that hold already."))
