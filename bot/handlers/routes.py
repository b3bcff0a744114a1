"""All that the bot reacts to, on one page."""

from collections.abc import Mapping

from bot.domain.due import Due
from bot.flows import about, forms
from bot.handlers.table import Route, Routes, click, form, word
from bot.messages import about as about_said
from bot.messages import forms as asked
from bot.turn import Finishers, Flow

ROUTES: tuple[Route, ...] = (
    # The bot itself
    word("help", about.help_me, also=("hi", "hello", "?", "what can you do")),
    word("person", about.person, also=("ask", "human")),
    click(about_said.ShowHelp, about.show_help),
    click(about_said.TalkToPerson, about.person),
    # Forms, whoever asks them
    click(asked.Pick, forms.pick),
    click(asked.Done, forms.done),
    click(asked.Skip, forms.skip),
    click(asked.Back, forms.back),
    click(asked.Stop, forms.stop),
    click(asked.Resume, forms.resume),
    click(asked.Change, forms.change),
    click(asked.AsForm, forms.as_form),
    click(asked.Decides, forms.decides),
    form(asked.Questions, forms.submit),
)

FINISHERS: Finishers = {}
"""Whose form it is: what happens when it is complete."""

DUE: Mapping[str, Flow[Due]] = {}
"""Whose turn it is when a row comes due, by its kind."""


def routes() -> Routes:
    return Routes(ROUTES, heard=forms.heard, lost=about.lost, admin_lost=about.lost)
