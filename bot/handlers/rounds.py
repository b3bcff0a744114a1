"""A matching round, and what counts in it, as the program team works with them; a part of `routes`."""

from bot.flows.matching import (
    aligning,
    gaps,
    locking,
    pairing,
    proving,
    releasing,
    reviewing,
    rules,
    swapping,
    whatif,
    why,
)
from bot.flows.matching import asking as asking_round
from bot.handlers.table import Route, admin_word, click, form
from bot.messages import asking as asked_said
from bot.messages import asking_more as asking_more_said
from bot.messages import learning as learning_said
from bot.messages import matching as matching_said
from bot.messages import matrix as matrix_said
from bot.messages import never as never_said
from bot.messages import review as review_said
from bot.messages import rules as rules_said
from bot.messages import whatif as whatif_said
from bot.messages import why as why_said

ROUNDS: tuple[Route, ...] = (
    # From the preview to publishing
    admin_word("match", why.match, also=("preview", "preview match")),
    admin_word("matrix", aligning.show, also=("goal matrix", "goals")),
    click(matrix_said.ShowMatrix, aligning.show),
    click(matching_said.PreviewMatch, asking_round.preview),
    click(matching_said.TurnPage, reviewing.turn_page),
    click(matching_said.ShowWithout, reviewing.show_without),
    click(matching_said.ShowPerson, reviewing.show_person),
    click(matching_said.Drop, reviewing.drop),
    click(matching_said.UndoDrop, reviewing.undo_drop),
    click(matching_said.DropCircle, reviewing.drop_circle),
    click(matching_said.Allow, reviewing.allow),
    click(matching_said.Publish, releasing.publish),
    click(matching_said.Undo, releasing.undo),
    click(matching_said.ShowHeld, releasing.show_held),
    click(matching_said.SendNow, releasing.send_now),
    click(matching_said.CancelWorking, asking_round.cancel),
    click(review_said.Lock, locking.lock),
    click(review_said.Unlock, locking.unlock),
    click(review_said.LockPair, locking.lock_pair),
    click(review_said.UnlockPair, locking.unlock_pair),
    click(review_said.ForbidPair, locking.forbid_pair),
    click(review_said.SetCalm, locking.set_calm),
    click(review_said.Swap, swapping.swap),
    click(review_said.ShowProof, proving.show),
    click(review_said.GetRoundFile, proving.send_file),
    # What may be asked of it, all of it answered in windows
    admin_word("why", why.word, also=("why not", "explain")),
    admin_word("what-if", whatif.word, also=("what if", "whatif", "if")),
    admin_word("gaps", gaps.show, also=("recruit", "whom to recruit", "fairness", "who waits", "lacking")),
    admin_word("pair", pairing.word, also=("force", "lock")),
    click(asked_said.WhyPair, why.pair),
    click(asked_said.WhyPerson, why.person),
    click(asked_said.AskWhy, why.ask),
    form(why_said.AskWhyForm, why.picked),
    click(asked_said.OpenWhatIf, whatif.ask),
    click(asked_said.ShapeWhatIf, whatif.shape),
    click(asked_said.TryChange, whatif.tried),
    click(asked_said.SaveWeight, whatif.save_weight),
    form(whatif_said.WhatIfForm, whatif.picked),
    click(asked_said.ShowGaps, gaps.show),
    click(asked_said.PairThem, pairing.pair),
    # What counts in a matching, and who is never paired
    admin_word("weights", rules.show, also=("rules", "what counts", "criteria")),
    admin_word("never", rules.never, also=("do not pair", "never pair")),
    admin_word("worked", rules.worked, also=("what worked", "what has worked", "what works")),
    click(learning_said.ShowWorked, rules.worked),
    click(learning_said.TakeOver, rules.take_over),
    click(rules_said.ShowRules, rules.show),
    click(rules_said.Weigh, rules.weigh),
    click(rules_said.FromFile, rules.from_file),
    form(rules_said.RulesForm, rules.save),
    click(asking_more_said.AskForMore, rules.ask_for_more),
    click(never_said.ShowNever, rules.show_never),
    click(never_said.NeverAsked, rules.never_asked),
    click(never_said.AllowAgain, rules.allow_again),
    form(never_said.NeverForm, rules.never_picked),
)
