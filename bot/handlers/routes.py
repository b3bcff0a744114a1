"""All that the bot reacts to, on one page."""

from collections.abc import Mapping

from bot.domain.due import Due
from bot.flows import about, forms, leaving, pausing
from bot.handlers.table import Route, Routes, click, event, form, word
from bot.messages import about as about_said
from bot.messages import forms as asked
from bot.messages import leaving as leaving_said
from bot.messages import pausing as pausing_said
from bot.turn import Finishers, Flow

HELP = r"what (can|do) you do|how does (this|it) work|^help me"
PERSON = r"(talk|speak|write) (to|with) (a |some)?(person|human|body|one)|who runs this"
PAUSE = r"(take|need|want|like) (to |a )+(break|pause)( ?(?P<rest>.*))"
LEAVE = r"(want|like|wish) to (stop|leave|quit)( (the|this|it|with|taking part|mentor).*)?$"
"""What people say in whole sentences, in small letters; `rest` is what the flow is given."""

ROUTES: tuple[Route, ...] = (
    # The bot itself
    word("help", about.help_me, also=("hi", "hello", "?", "what can you do"), says=(HELP,)),
    word("person", about.person, also=("ask", "human", "talk to a person"), says=(PERSON,)),
    word("privacy", about.privacy, also=("what do you store", "who sees it")),
    click(about_said.ShowHelp, about.show_help),
    click(about_said.TalkToPerson, about.person),
    # Pausing and leaving
    word("pause", pausing.pause, also=("break", "take a break"), says=(PAUSE,)),
    word("resume", pausing.resume, also=("unpause", "i am back", "i'm back")),
    click(pausing_said.PauseAsked, pausing.ask),
    click(pausing_said.PauseFor, pausing.pause_for),
    click(pausing_said.PickDay, pausing.pick_day),
    click(pausing_said.ResumeNow, pausing.resume),
    word("leave", leaving.leave, also=("quit", "unsubscribe", "forget me"), says=(LEAVE,)),
    click(leaving_said.LeaveAsked, leaving.leave),
    click(leaving_said.Leave, leaving.leave_now),
    click(leaving_said.Stay, leaving.stay),
    click(leaving_said.KeepPlace, leaving.keep_place),
    event("user_change", leaving.person_changed),
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

FINISHERS: Finishers = {
    "pause": pausing.day_picked,
}
"""Whose form it is: what happens when it is complete."""

DUE: Mapping[str, Flow[Due]] = {
    "pause.ends": pausing.ends,
    "pause.partner": pausing.tell_partner,
    "leave.partner": leaving.tell_partner,
}
"""Whose turn it is when a row comes due, by its kind."""


def routes() -> Routes:
    return Routes(ROUTES, heard=forms.heard, lost=about.lost, admin_lost=about.lost)
