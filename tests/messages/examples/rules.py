"""Examples of what counts in a matching, and of the list of pairs that should never be."""

from dataclasses import replace

from bot.domain.program import Format
from bot.domain.rules import Changes, changed, steps
from bot.messages.asking_more import AskedForMore, MoreAsked
from bot.messages.base import Message, View
from bot.messages.never import NeverForm, NeverList
from bot.messages.rules import RulesForm
from bot.messages.rules_changed import RulesChanged, RulesSame
from bot.programs.reading import standard

FILE = standard().matching
OTHER = changed(
    FILE,
    Changes(
        {"skills": "high", "languages": "must", "aims": "medium", "affinity": "low", "availability": "off"},
        {"repeat_allowed": True, "min_shared_hours": 3, "aim": "points", "floor": 400, "department": "same"},
    ),
)
CIRCLES = changed(FILE, Changes(rules={"format": "circles", "seniority_ahead": [2, 3]}))
PEERS = changed(FILE, Changes(rules={"format": "peers"}))
EVIL = "<!channel> *x* ‮desrever 🎉"

EXAMPLES: list[Message | View] = [
    RulesForm(0, 0, FILE),
    RulesForm(3, 1, OTHER, (1, 2), 4),
    RulesForm(4, 2, OTHER, (12, 31), 0, EVIL),
    RulesForm(1, 0, replace(FILE, words=dict.fromkeys(FILE.words, "off"), points={})),
    RulesChanged("Hana Sato", steps(FILE, OTHER), OTHER.words, draft=True),
    RulesChanged(EVIL, steps(FILE, OTHER)[:1], OTHER.words),
    RulesChanged("Hana Sato", steps(OTHER, FILE), FILE.words, as_file=True),
    RulesForm(3, 1, OTHER, silent={"": 43, "aims": 12, "seniority": 43}),
    RulesChanged("Hana Sato", steps(FILE, OTHER), OTHER.words, draft=True, number=3, silent=(12, 43)),
    RulesChanged("Hana Sato", steps(FILE, OTHER), OTHER.words, number=3, worked=True),
    RulesForm(3, 1, replace(FILE, format=Format.CIRCLES), room=(4, 20, 0)),
    RulesForm(3, 1, replace(FILE, format=Format.PEERS, seniority_ahead=(0, 5))),
    RulesForm(3, 1, replace(FILE, format=Format.REVERSE), room=(0, 0, 12)),
    RulesChanged("Hana Sato", steps(FILE, CIRCLES), CIRCLES.words, draft=True, number=4, silent=(20, 43)),
    RulesChanged("Hana Sato", steps(PEERS, CIRCLES), CIRCLES.words, number=4, silent=(12, 43)),
    RulesChanged("Hana Sato", steps(FILE, PEERS), PEERS.words, number=4, worked=True),
    AskedForMore(0),
    AskedForMore(12),
    MoreAsked(("aims",)),
    MoreAsked(("seniority", "ahead", "gone.since", "interests")),
    MoreAsked(("capacity",), 1),
    MoreAsked(("capacity", "aims"), 0),
    RulesSame(),
    NeverList((), 0),
    NeverList((), 0, "two"),
    NeverList((("U1", "U2", "Ana Ferreira", EVIL),), 1, "added", ("Ana Ferreira", EVIL), draft=True),
    NeverList(
        tuple((f"U{n}", f"V{n}", f"Ana {n}", f"Bo {n}") for n in range(20)),
        23,
        "already",
        ("Ana 1", "Bo 1"),
        together=True,
    ),
    NeverForm(),
]

UNASKED = {"intake.more"}
