"""Examples of what if: the form, the answers, and a weight that was saved."""

from dataclasses import replace

from bot.domain.explaining import AddPlace, Forbid, Force, Rule, Weigh, WhatIf, chains
from bot.domain.matching import Tiers
from bot.domain.questions import Known
from bot.messages.base import Message, View
from bot.messages.whatif import CHANGES, WeightSaved, WhatIfForm, WhatIfWindow
from tests.messages.examples.why import KNOWN, MOVES, NAMES

CHAINS = chains(MOVES)
WEIGHED = WhatIf(Weigh("goal", "high", ()), (), Tiers(0, 0, -31), CHAINS)
NONE_TOLD = WhatIf(Weigh("languages", "high", ()))
HELD = replace(KNOWN, locked=(("UBO", "UANA"),))
EXAMPLES: list[Message | View] = [
    WhatIfForm(),
    WhatIfForm("UBO", "UANA"),
    *(WhatIfForm("UBO", "UANA", what) for what in CHANGES),
    WhatIfWindow("pair", "UBO", "UANA"),
    WhatIfWindow(
        "pair", "UBO", "UANA", found=WhatIf(Force("UBO", "UANA"), (), Tiers(-1, 0, -667), CHAINS), known=KNOWN
    ),
    WhatIfWindow("pair", "UBO", "UANA", found=WhatIf(Force("UBO", "UANA"), (Rule.PRIVATE,)), known=KNOWN),
    WhatIfWindow("pair", "UBO", "UANA", found=WhatIf(Force("UBO", "UANA")), known=KNOWN),
    WhatIfWindow(
        "never", "UBO", "UANA", found=WhatIf(Forbid("UBO", "UANA"), (), Tiers(0, 0, -90), CHAINS), known=KNOWN
    ),
    WhatIfWindow(
        "never",
        "UBO",
        "UANA",
        found=WhatIf(Forbid("UBO", "UANA"), (), Tiers(0, 0, -90), CHAINS),
        known=Known(NAMES),
    ),
    WhatIfWindow("place", "UBO", found=WhatIf(AddPlace("UBO"), (), Tiers(1, 0, 543), CHAINS), known=KNOWN),
    WhatIfWindow("place", "UBO", found=WhatIf(AddPlace("UBO")), known=KNOWN),
    WhatIfWindow("weigh", "", "", "goal", "high", found=WEIGHED, known=KNOWN),
    WhatIfWindow("weigh", "", "", "goal", "high", found=WhatIf(Weigh("goal", "high", ())), known=KNOWN),
    WhatIfWindow("weigh", "", "", "languages", "high", found=replace(NONE_TOLD, told=(0, 22)), known=KNOWN),
    WhatIfWindow("weigh", "", "", "languages", "high", found=replace(NONE_TOLD, told=(3, 22)), known=KNOWN),
    WhatIfWindow("never", "UBO", "UANA", found=WhatIf(Forbid("UBO", "UANA"), (Rule.LOCKED,)), known=HELD),
    WhatIfWindow("pair", "ULENA", "UANA", found=WhatIf(Force("ULENA", "UANA"), (Rule.LOCKED,)), known=HELD),
    WhatIfWindow("pair", "ULENA", "UANA", found=WhatIf(Force("ULENA", "UANA"), (Rule.LOCKED,)), known=KNOWN),
    WeightSaved("goal", "high"),
    WeightSaved("goal", "high", late=True),
]
