"""What the program team may ask of a matching, all of it answered in windows; a part of `routes`."""

from bot.flows.matching import gaps, pairing, whatif, why
from bot.handlers.table import Route, admin_word, click, form
from bot.messages import asking as pressed
from bot.messages import whatif as whatif_said
from bot.messages import why as why_said

QUESTIONS: tuple[Route, ...] = (
    admin_word("why", why.word, also=("why not", "explain")),
    admin_word("what-if", whatif.word, also=("what if", "whatif", "if")),
    admin_word("gaps", gaps.show, also=("recruit", "whom to recruit", "fairness", "who waits", "lacking")),
    admin_word("pair", pairing.word, also=("force", "lock")),
    click(pressed.WhyPair, why.pair),
    click(pressed.WhyPerson, why.person),
    click(pressed.AskWhy, why.ask),
    form(why_said.AskWhyForm, why.picked),
    click(pressed.OpenWhatIf, whatif.ask),
    click(pressed.ShapeWhatIf, whatif.shape),
    click(pressed.TryChange, whatif.tried),
    click(pressed.SaveWeight, whatif.save_weight),
    form(whatif_said.WhatIfForm, whatif.picked),
    click(pressed.ShowGaps, gaps.show),
    click(pressed.PairThem, pairing.pair),
)
