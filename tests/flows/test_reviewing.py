"""A draft looked through: locks, swaps, drops, what changed, two admins at once, and no private wish told."""

import json

from bot.domain.people import Role
from bot.flows.matching.proving import provable
from bot.matching.round_file import export
from bot.messages import matching as say
from bot.messages import review
from bot.messages.base import Later
from bot.messages.proof import FileComing, Proven, RoundFile
from bot.messages.words import NotForYou
from bot.operate.verify import faults
from tests.flows.asking import filled
from tests.flows.pairs import (
    ADMINS,
    acts,
    at_home,
    company,
    joined,
    opened_for_admins,
    presses,
    previewed,
    words,
    worked_out,
)


async def four(desk):
    """Two who look for a mentor, and three mentors who could teach either, one of them both."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", "Hiring")
    await joined(desk, "ADA", Role.MENTEE, "SQL", "Statistics")
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring")
    await joined(desk, "BEN", Role.MENTOR, "SQL", "Statistics")
    await joined(desk, "LENA", Role.MENTOR, "SQL")


def of(preview, mentee):
    return next(pair for pair in preview.pairs if pair[2] == mentee)


def pairs(preview):
    return {pair[2]: pair[1] for pair in preview.pairs}


async def reworked(desk):
    (preview,) = await worked_out(desk)
    return preview


async def test_a_card_tells_reasons_and_runners_up_and_every_pair_starts_approved(desk):
    await four(desk)
    preview = await previewed(desk)
    assert (preview.approved, preview.proven, preview.differs) == (2, True, None)
    told = words(desk, preview)
    assert "next best for Ana: " in told
    assert "Proven best under your rules" in told
    menu = next(
        b["accessory"]
        for b in preview.render(desk.turns.program).blocks
        if b.get("accessory", {}).get("type") == "overflow"
    )
    assert [one["text"]["text"] for one in menu["options"]] == ["Why", "Swap", "Lock", "Drop"]


async def test_a_locked_pair_stays_whatever_is_worked_out_again_until_it_is_unlocked(desk):
    await four(desk)
    preview = await previewed(desk)
    await presses(desk, review.Lock(1, of(preview, "Ana")[0], 0))
    (locked,) = desk.rewritten
    assert (locked.locked, locked.edit) == (1, 1)
    assert "🔒 *Ana* with *Bo*" in words(desk, locked)
    await joined(desk, "GIL", Role.MENTOR, "SQL", "Hiring", expertise="speak without notes")
    again = await previewed(desk)
    assert pairs(again)["Ana"] == "Bo"
    await presses(desk, review.Unlock(2, of(again, "Ana")[9], 0))
    assert desk.rewritten[0].locked == 0
    free = await previewed(desk)
    assert pairs(free)["Ana"] == "Gil"


async def test_choosing_another_pair_locks_it_and_tells_only_what_changed(desk):
    await four(desk)
    preview = await previewed(desk)
    shown = await acts(desk, "HANA", review.Swap(1, of(preview, "Ana")[0], 0), channel=ADMINS)
    assert isinstance(shown, Later)
    window = await filled(desk, shown)
    choice = next(one for one in window.choices if (one.mentee, one.mentor) == ("ANA", "LENA"))
    assert choice.cost.points > 0 and choice.moves
    drawn = json.dumps(window.draw(desk.turns.program), ensure_ascii=False)
    assert "Ana gets Lena instead of Bo" in drawn
    told = await at_home(desk, review.LockPair(1, 0, choice.mentor, choice.mentee))
    assert told == review.Reworked("Lena", "Ana")
    assert desk.rewritten == [say.Working(5)]
    again = await reworked(desk)
    assert pairs(again) == {"Ana": "Lena", "Ada": "Ben"}
    assert again.differs[1:3] == (1, 1)
    assert "Against the draft before: 1 of 2 pairs differs" in words(desk, again)
    assert "Ana gets Lena instead of Bo" in words(desk, again)
    assert "as you locked it" in words(desk, again)
    assert "1 pair as before" in words(desk, again)


async def test_a_pair_taken_out_is_not_proposed_again_in_this_round(desk):
    await four(desk)
    await previewed(desk)
    assert await at_home(desk, review.ForbidPair(1, 0, "BO", "ANA")) == review.Reworked(
        "Bo", "Ana", locked=False
    )
    again = await reworked(desk)
    assert pairs(again)["Ana"] == "Lena"
    assert "as that pair was taken out" in words(desk, again)
    await presses(desk, review.LockPair(2, 0, "BO", "ANA"))
    assert pairs(await reworked(desk))["Ana"] == "Bo"


async def test_dropped_pairs_are_looked_round_and_unlocked(desk):
    await four(desk)
    preview = await previewed(desk)
    pair = of(preview, "Ana")[0]
    await presses(desk, review.Lock(1, pair, 0))
    await presses(desk, say.Drop(1, pair, 0, edit=1))
    (dropped,) = desk.rewritten
    assert (dropped.approved, dropped.locked) == (1, 0)
    assert "looks for somebody else" in words(desk, dropped)
    again = await previewed(desk)
    assert pairs(again)["Ana"] == "Lena"


async def test_two_admins_do_not_overwrite_each_other(desk):
    await four(desk)
    preview = await previewed(desk)
    ana, ada = of(preview, "Ana")[0], of(preview, "Ada")[0]
    await presses(desk, say.Drop(1, ana, 0), "HUGO")
    for stale in (
        say.Drop(1, ada, 0),
        review.Lock(1, ada, 0),
        review.Unlock(1, 1, 0),
        review.LockPair(1, 0, "LENA", "ANA"),
        review.ForbidPair(1, 0, "BEN", "ADA"),
        review.SetCalm(1, True),
        review.Swap(1, ada),
        say.Publish(1, 2),
    ):
        await presses(desk, stale)
        (now,) = desk.rewritten
        assert (now.changed_by, now.approved, now.edit) == ("Hugo", 1, 1)
        assert "Hugo changed this in the meantime" in words(desk, now)
    await presses(desk, review.SetCalm(1, True, 1), "HUGO")
    await presses(desk, say.Drop(1, ada, 0, edit=1))
    assert isinstance(desk.rewritten[0], say.Replaced)


async def test_only_admins_look_a_draft_through(desk):
    await four(desk)
    preview = await previewed(desk)
    pair = of(preview, "Ana")[0]
    for click in (
        review.Lock(1, pair, 0),
        review.Unlock(1, 1, 0),
        review.Swap(1, pair),
        review.LockPair(1, 0, "BO", "ANA"),
        review.ForbidPair(1, 0, "BO", "ANA"),
        review.SetCalm(1, True),
        review.ShowProof(1),
        review.GetRoundFile(1),
        say.CancelWorking(1),
    ):
        assert isinstance(await presses(desk, click, "ANA"), NotForYou)


async def test_changing_as_little_as_possible_keeps_the_pairs_of_before(desk):
    await four(desk)
    await previewed(desk)
    await presses(desk, review.SetCalm(1, True))
    calm = await reworked(desk)
    assert calm.calm and calm.differs[1] == 0
    await joined(desk, "GIL", Role.MENTOR, "SQL", "Hiring", expertise="speak without notes")
    again = await previewed(desk)
    assert pairs(again) == {"Ana": "Bo", "Ada": "Ben"}
    assert "stay as far as they can" in words(desk, again)
    await presses(desk, review.SetCalm(again.round_id, False))
    best = await reworked(desk)
    assert pairs(best)["Ana"] == "Gil"


async def test_what_cannot_be_is_not_locked(desk):
    await four(desk)
    await joined(desk, "CY", Role.MENTEE, "SQL", avoid=("LENA",))
    await joined(desk, "DI", Role.MENTEE, "SQL", manager="BO")
    preview = await previewed(desk)
    assert await at_home(desk, review.LockPair(1, 0, "LENA", "CY")) == review.Impossible(
        "Lena", "Cy", private=True
    )
    assert await at_home(desk, review.LockPair(1, 0, "BO", "DI")) == review.Impossible("Bo", "Di")
    assert await at_home(desk, review.LockPair(1, 0, "NOBODY", "DI")) == review.Impossible("NOBODY", "Di")
    await presses(desk, review.Lock(1, of(preview, "Ana")[0], 0))
    async with desk.turns.store.begin() as db:
        await db.nevers.add("BEN", "ANA", "HANA", desk.clock.now)
    locked = (("BO", "ANA", "Bo", "Ana"),)
    assert await at_home(desk, review.LockPair(1, 1, "BO", "ADA")) == review.StillLocked(1, 1, locked)
    assert await at_home(desk, review.LockPair(1, 1, "BEN", "ANA")) == review.Impossible("Ben", "Ana")


async def test_the_proof_is_told_in_plain_words_and_sent_as_a_file_that_holds(desk):
    await four(desk)
    preview = await previewed(desk)
    await presses(desk, review.Lock(1, of(preview, "Ana")[0], 0))
    shown = await at_home(desk, review.ShowProof(1))
    assert isinstance(shown, Proven)
    assert (shown.pairs, shown.mentees, shown.compared, shown.outdated) == (2, 2, 6, False)
    assert "all 6 combinations, not a sample; 6 of them can be pairs by your rules" in json.dumps(
        shown.draw(desk.turns.program)
    )
    assert await at_home(desk, review.GetRoundFile(1)) == FileComing()
    assert desk.said == [("HANA", RoundFile(1))]
    async with desk.turns.store.read() as db:
        draft = await provable(db, desk.turns.program, "HANA", 1)
    assert faults(export(draft.request, draft.outcome)) == []
    await joined(desk, "GIL", Role.MENTOR, "SQL")
    assert (await at_home(desk, review.ShowProof(1))).outdated
    await presses(desk, review.LockPair(1, 1, "LENA", "ADA"))
    await presses(desk, review.ShowProof(1))
    assert isinstance(desk.rewritten[0], say.Replaced)


async def test_a_locked_draft_proves_itself_too(desk):
    await four(desk)
    await previewed(desk)
    await presses(desk, review.LockPair(1, 0, "LENA", "ANA"))
    await reworked(desk)
    async with desk.turns.store.read() as db:
        draft = await provable(db, desk.turns.program, "HANA", 2)
    assert draft.request.pinned == (("LENA", "ANA"),)
    assert faults(export(draft.request, draft.outcome)) == []


async def test_a_working_out_that_is_stopped_leaves_the_draft_as_it_was(desk):
    await four(desk)
    preview = await previewed(desk)
    await presses(desk, review.LockPair(1, 0, "LENA", "ANA"))
    await presses(desk, say.CancelWorking(2))
    (now,) = desk.rewritten
    assert now.stopped and pairs(now) == pairs(preview) and now.locked == 0
    assert await worked_out(desk) == []
    await presses(desk, say.Publish(1, 2, edit=now.edit))
    assert desk.rewritten[0].count == 2
    await presses(desk, say.CancelWorking(1))
    assert desk.rewritten[0].count == 2


async def test_the_first_working_out_is_stopped_too(desk):
    await four(desk)
    await presses(desk, say.PreviewMatch())
    await presses(desk, say.CancelWorking(1), "HUGO")
    assert desk.rewritten == [review.Cancelled("Hugo")]
    assert await worked_out(desk) == []


async def test_locks_end_with_the_publishing(desk):
    await four(desk)
    preview = await previewed(desk)
    await presses(desk, review.Lock(1, of(preview, "Ana")[0], 0))
    await presses(desk, say.Publish(1, 2, edit=1))
    await desk.after(minutes=10)
    async with desk.turns.store.read() as db:
        assert await db.rulings.standing() == []


async def test_a_private_wish_is_told_nowhere(desk):
    await four(desk)
    await joined(desk, "CY", Role.MENTEE, "SQL", avoid=("LENA",))
    preview = await previewed(desk)
    seen = [repr(preview), words(desk, preview)]
    for pair in preview.pairs:
        shown = await acts(desk, "HANA", review.Swap(1, pair[0]), channel=ADMINS)
        window = await filled(desk, shown)
        seen.append(json.dumps(window.draw(desk.turns.program)))
        assert ("LENA", "CY") not in {(one.mentor, one.mentee) for one in window.choices}
    async with desk.turns.store.read() as db:
        draft = await provable(db, desk.turns.program, "HANA", 1)
    file = json.dumps(export(draft.request, draft.outcome))
    assert "avoid" not in file and "CY" not in file
    for one in seen:
        assert "avoid" not in one and "rather not" not in one


async def test_the_places_of_a_round_that_is_held_back_count_at_once(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, say.Publish(1, preview.approved))
    async with desk.turns.store.begin() as db:
        assert set(await db.rounds.staged(but=2)) == {("BO", "ANA"), ("BEN", "ADA")}
        assert await db.rounds.staged(but=1) == []
