"""Other matching rules kept as a version of their own; the program team hears what differs, and a draft that is of the
rules before says so until it is worked out again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.joining import all_asked, to_ask
from bot.domain.people import Status
from bot.domain.program import MatchingRules
from bot.domain.rounds import Round, RoundState
from bot.domain.rules import Version, changed, differing, steps
from bot.flows.matching import cards
from bot.flows.matching.edits import name_of
from bot.messages.rules_changed import RulesChanged
from bot.turn import Turn

RULES: Final = "matching rules"
"""What is locked while it is changed, so that of two who save at once the second sees the first."""


async def save(turn: Turn, number: int, before: MatchingRules, after: MatchingRules) -> None:
    """Keep other rules; the program team hears what is another than before."""
    rules = written(turn)
    version = await turn.db.rules.save(number, differing(rules, after), turn.who, turn.now)
    turn.db.audit.note(turn.who, "matching.rules", turn.now, str(number))
    drafted = await draft_there(turn)
    told = replace(await _told(turn, version, before, after), draft=drafted is not None)
    silent, people = await not_told(turn, told.begun)
    turn.say(await turn.db.settings.get("admin_channel"), replace(told, silent=(len(silent), people)))
    if drafted:
        await cards.put(turn, drafted, await cards.preview(turn, drafted, rules=after), anew=False)


async def settle_told(turn: Turn, draft: Round | None, *, worked: bool) -> None:
    """What was told of other rules since this draft was asked for says no more that it is out of date: it was worked out
    again with them, or is published without."""
    versions = await turn.db.rules.all() if draft else []
    channel, rules = await turn.db.settings.get("admin_channel"), written(turn)
    for earlier, one in zip([Version(), *versions], versions, strict=False):
        if draft and one.at and one.at >= draft.asked_at:
            before, after = changed(rules, earlier.changes), changed(rules, one.changes)
            told = replace(await _told(turn, one, before, after), worked=worked)
            await turn.settle(told.waits_for, told, to=channel)


async def _told(turn: Turn, one: Version, before: MatchingRules, after: MatchingRules) -> RulesChanged:
    by = await name_of(turn, one.by)
    return RulesChanged(
        by, steps(before, after), after.words, as_file=after == written(turn), number=one.number
    )


async def not_told(turn: Turn, criteria: Sequence[str]) -> tuple[list[str], int]:
    """Who has not answered what is asked for the sake of these criteria; and how many take part."""
    intake, least = all_asked(turn.program.form("intake")), turn.program.matching.circle[0]
    people = await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED)
    await turn.db.people.named([one.id for one in people])  # at once, so that no zone is looked up alone
    return [one.id for one in people if to_ask(intake, one, criteria, least)], len(people)


async def draft_there(turn: Turn) -> Round | None:
    found = await turn.db.rounds.under_way()
    return found if found and found.state is RoundState.PROPOSED else None


def written(turn: Turn) -> MatchingRules:
    """The rules as the program file has them."""
    return turn.program.written or turn.program.matching
