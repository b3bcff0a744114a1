"""Names of skills: what a select offers for what was typed so far, and *did you mean* for a near miss."""

from dataclasses import dataclass
from typing import Any

from bot.domain.forms import Option
from bot.domain.program import Program
from bot.domain.skills import LONGEST
from bot.domain.words import visible
from bot.messages.base import Click, Message, Rendered
from bot.messages.mrkdwn import fill
from bot.messages.pieces import buttons, options, plain, section, small, told

ON_A_BUTTON = 75
"""Letters that a button has room for."""


def suggested(program: Program, typed: str) -> list[dict[str, Any]]:
    """Groups of options: the program's own choice before anything is typed, then what fits; a word that is no skill
    can be picked as one's own."""
    typed = " ".join(visible(typed).split())[:LONGEST]
    if not typed:
        return [_group(group.label, group.skills) for group in program.skills]
    found = program.names.offered(typed)
    groups = [_group("Skills", found)] if found else []
    if program.catalogue.find(typed) is None:
        own = options([Option(typed, f"Add “{typed}”")])
        groups.append({"label": plain("In your own words"), "options": own})
    return groups


def _group(label: str, skills: tuple[str, ...]) -> dict[str, Any]:
    return {"label": plain(label[:75]), "options": options(Option(one, one) for one in skills)}


@dataclass(frozen=True)
class Meant(Click, name="skills.meant"):
    """The answer as it stands after this press; the first `sure` of its words are as the person wants them."""

    form: str
    about: int
    key: str
    words: tuple[str, ...]
    sure: int


@dataclass(frozen=True)
class DidYouMean(Message, kind="skills.did_you_mean", waits_for="ask:{form}:{about}:{key}"):
    """The word at `place` of a typed answer is nearly the name of a skill: nothing is taken before its owner says."""

    form: str
    about: int
    key: str
    words: tuple[str, ...]
    place: int
    near: tuple[str, ...]

    def render(self, program: Program) -> Rendered:
        word = self.words[self.place]
        asked = "Did you mean *{near}*?" if len(self.near) == 1 else "Did you mean one of these?"
        return told(
            section(fill("You wrote *{word}*. " + asked, word=word, near=self.near[0])),
            buttons(
                *((one[:ON_A_BUTTON], self._meant(one)) for one in self.near),
                ("Keep my own word", self._meant(word)),
                primary=False,
            ),
            small("People find each other more easily under one name. Your own word counts as well."),
        )

    def _meant(self, word: str) -> Meant:
        words = (*self.words[: self.place], word, *self.words[self.place + 1 :])
        return Meant(self.form, self.about, self.key, words, self.place + 1)
