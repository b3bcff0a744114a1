"""What leaving means for those who stay."""

from bot.domain.matches import Match


def knows_of(match: Match, who: str) -> bool:
    """Whether somebody has been told of this match. Before that they hear nothing of its ending either."""
    letter = match.mentee_letter if who == match.mentee else match.mentor_letter
    return bool(letter or match.opened_at)
