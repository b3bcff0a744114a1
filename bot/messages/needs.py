"""What makes meetings work for somebody: their own words, for the partner of a match alone, if they said so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.program import Program
from bot.messages.base import Click, View
from bot.messages.mrkdwn import fill, mention
from bot.messages.pieces import modal, section, small


@dataclass(frozen=True)
class ReadNeeds(Click, name="needs.read"):
    match_id: int


@dataclass(frozen=True)
class Needs(View, name="needs.page"):
    """`words` are what the partner let them read; `own` says that the partner can read theirs, too."""

    match_id: int
    partner: str
    own: bool = False
    words: Mapping[str, str] = field(default_factory=dict, metadata={"carried": False})
    """By the partner's id; empty where they shared nothing, or share it no more."""

    def again(self) -> Click:
        return ReadNeeds(self.match_id)

    def draw(self, program: Program) -> dict[str, Any]:
        who = mention(self.partner)
        theirs = self.words.get(self.partner, "")
        told = fill("*{who} let you know:*\n{words}", who=who, words=theirs)
        nothing = fill("{who} has noted nothing here for you to read.", who=who)
        own = fill("{who} can read what you noted. Change it, or take it back, in `profile`.", who=who)
        note = fill("Only for you, as the match of {who}; the program team does not see it.", who=who)
        blocks = [section(told if theirs else nothing), section(own) if self.own else None, small(note)]
        return modal(
            "So that it works",
            [block for block in blocks if block],
            name=self.name,
            metadata=json.dumps(self.carried(), separators=(",", ":")),
        )
