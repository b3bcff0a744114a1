"""What the program lead does next, and the card that greets them in the admin channel."""

from dataclasses import dataclass
from typing import Final

from bot.domain.admin import LeadStep
from bot.domain.program import Program
from bot.messages.admin_clicks import OpenJoining, ShowPeople, ShowScreen
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import called, pairs_words, wording
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, day_words, fill
from bot.messages.pairs import ShowPairs
from bot.messages.pieces import buttons, header, section, small, told
from bot.messages.team_sees import ShowTeamSees

NEXT: Final = {
    LeadStep.CHANNEL: "pick the channel where people are invited.",
    LeadStep.OPEN: "open joining. You see the post before anybody else does.",
    LeadStep.WAIT: "nothing yet. It takes at least one person who looks for a mentor and one who could be one.",
    LeadStep.MATCH: "preview the match. The best pairs come with their reasons, and nobody hears of them before you publish.",
    LeadStep.LOOK: "look at {held}: the card about it stands in this program's admin channel, and *Pairs* lists it first.",
    LeadStep.FOLLOW: "nothing needs you now. *Pairs* shows who has met, and whom I wait for; *Preview match* makes more, when others have joined.",
}

CARD: Final = "lead.card:"
"""How the identity begins of the card that stands in the admin channel."""

FOLLOWS: Final = "4. *Pairs* shows from then on who has met, whom I wait for, and who may need you."


def next_words(step: LeadStep, program: Program, held: int = 0) -> Mrkdwn:
    return fill("*Next:* {words}", words=fill(called(program, NEXT[step]), held=pairs_words(held)))


def next_click(step: LeadStep) -> tuple[str, Click] | None:
    """The button of that step, where it has one."""
    choices: dict[LeadStep, tuple[str, Click]] = {
        LeadStep.CHANNEL: ("Set it up", ShowScreen()),
        LeadStep.OPEN: ("Open joining", OpenJoining()),
        LeadStep.MATCH: ("Preview match", PreviewMatch()),
        LeadStep.LOOK: ("Pairs", ShowPairs()),
        LeadStep.FOLLOW: ("Pairs", ShowPairs()),
    }
    return choices.get(step)


def row_of(step: LeadStep, *besides: tuple[str, Click] | None) -> list[tuple[str, Click]]:
    """The step's own button first, then what a lead always needs, each once."""
    always = ("Pairs", ShowPairs()), ("People", ShowPeople())
    found = [one for one in (next_click(step), *always, *besides) if one]
    return list(dict[str, Click](found).items())


@dataclass(frozen=True)
class LeadCard(Message, kind="lead.card"):
    """The first thing in the admin channel. It stays, and says how far the beginning is. `published` is the setting
    of that name."""

    program_channel: str = ""
    is_open: bool = False
    published: str = ""

    def render(self, program: Program) -> Rendered:
        beginning = LeadStep.OPEN if self.program_channel else LeadStep.CHANNEL
        step = LeadStep.MATCH if self.is_open else beginning
        if self.published:
            step = LeadStep.FOLLOW
        return told(
            header(f"You run {program.name} from here"),
            section(
                "Only the program team reads this channel. Here you start everything, and here I tell you when something "
                "needs you: a pair that needs a look, somebody who left. I never tell what people say to each other."
            ),
            section(fill("\n".join(self._steps(program)), minutes=program.undo_minutes)),
            buttons(
                *row_of(step, ("Preview match", PreviewMatch())),
                ("What the team sees", ShowTeamSees()),
                ("The whole screen", ShowScreen()),
                stays=True,
            ),
            small(
                "This card stays; what you press appears below it. "
                "`/mentor-admin` brings everything at any time, and my *Home* has it too."
            ),
        )

    def _steps(self, program: Program) -> tuple[str, ...]:
        opened = (
            "✓ *Joining is open.*"
            if self.is_open
            else "1. *Open joining.* You see the post first, and say when."
        )
        count, _, on = self.published.partition(" ")
        if on:
            done = f"✓ *{wording(program).counted(int(count))} published* on {day_words(on)}."
            return (opened, "✓ *Preview match*: again at any time, for those who join.", done, FOLLOWS)
        return (
            opened,
            "2. *Preview match*, when people have joined: the best pairs with their reasons. Nobody hears of it.",
            "3. *Publish.* {minutes} minutes to undo; " + wording(program).then,
            FOLLOWS,
        )
