"""What the program team sees, and what it never sees: said where they look at others."""

import json
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.program import Program
from bot.messages.base import Click, View
from bot.messages.mrkdwn import Mrkdwn, bullets
from bot.messages.pieces import divider, modal, section, small

SEEN: Final = (
    "who has joined, as what, and what they want to learn or could pass on",
    "why two people fit, before you publish",
    "whether a pair has started, whose yes it waits for until then, and whether and when they told me that they met",
    "that a pair needs a look; not who said so, and not why",
    "words that somebody chose to share with you: opening them is noted, and they are told",
)
NEVER: Final = (
    "what two people write or say to each other: I cannot read it myself",
    "feedback, whoever wrote it; only its receiver opens it",
    "with whom somebody would rather not be paired, or whose wish keeps two apart",
    "who has a concern or said not this time, unless they share it",
    "which of two left a check-in of mine unanswered",
)


@dataclass(frozen=True)
class ShowTeamSees(Click, name="team_sees.show"):
    pass


@dataclass(frozen=True)
class TeamSees(View, name="team_sees.page"):
    """Open to everybody: those who are looked at may read it too."""

    def again(self) -> Click:
        return ShowTeamSees()

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = [
            section("*The program team sees*"),
            section(bullets([Mrkdwn(one) for one in SEEN])),
            divider(),
            section("*The program team never sees*"),
            section(bullets([Mrkdwn(one) for one in NEVER])),
            small(program.texts.get("promise", "")) if program.texts.get("promise") else divider(),
        ]
        return modal("What the team sees", blocks, name=self.name, metadata=json.dumps({}))
