"""Why somebody stays without a match, in words for the program team."""

from typing import Final

WHY: Final = {
    "nothing_asked": "named no skill yet",
    "nobody_offers": "nobody with a free place offers what they want to learn",
    "nobody_needs": "nobody is looking for what they offer",
    "forbidden": "a rule stands between them and everybody who fits: reporting line, one team, or a private rule",
    "met_before": "everybody who fits was their partner before",
    "no_shared_hours": "their working hours do not overlap with those of anybody who fits",
    "no_place": "everybody who fits is taken already",
    "no_mentee_left": "everybody who fits has somebody else",
    "not_filled": "too few would fit together for one more circle to open",
    "too_few_places": "they take fewer people than a circle needs",
    "nobody_shares": "nobody could learn from them, nor they from anybody",
    "no_peer_left": "everybody who fits has another partner",
    "not_eligible": "their department or site is not among those the program takes, or not known",
}


def why_words(why: str) -> str:
    return WHY.get(why, "the pair was dropped")
