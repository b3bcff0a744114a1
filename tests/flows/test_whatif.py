"""What if: who would gain, who would lose, exactly; done or left."""

import pytest

from bot.domain.people import Role
from bot.handlers.routes import routes
from bot.messages import whatif as say
from bot.messages.asking import OpenWhatIf, PairThem, SaveWeight, ShapeWhatIf, ShowGaps, TryChange
from bot.messages.preview_pair import PairLine
from bot.messages.review import ForbidPair, Lock, LockPair, Reworked, StillLocked, Unlocked
from bot.messages.rules_changed import RulesChanged
from bot.messages.words import NotForYou, Outdated
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.asking import asks, contested, fills_in, pressed, types, words
from tests.flows.pairs import ADMINS, at_home, joined, opened_for_admins, presses, previewed, worked_out


def given(what, **more):
    people = {key: (value,) if key in ("mentor", "mentee") else value for key, value in more.items()}
    return {"what": what, **people}


async def test_the_form_is_opened_by_word_and_button(desk):
    await contested(desk)
    assert await types(desk, "what-if") == say.WhatIfForm()
    form = await asks(desk, OpenWhatIf("BO", "ANA"))
    assert form.again() == OpenWhatIf("BO", "ANA")
    assert '"initial_user": "BO"' in words(desk, form)


async def test_the_form_has_the_fields_of_the_change_that_is_picked(desk):
    await contested(desk)

    async def shaped(what, who="HANA"):
        flow = routes().click(ShapeWhatIf.name)
        act = Act(who, pressed=Pressed(view="V1"))
        return (await desk.turns.run(flow, act, ShapeWhatIf("{}", given(what, mentor="BO")))).result

    assert await shaped("place") == say.WhatIfForm("BO", "", "place")
    blocks = (await shaped("weigh")).draw(desk.turns.program)["blocks"]
    assert [one["block_id"] for one in blocks[1:]] == ["what", "criterion", "word"]
    assert await shaped("fly") == Outdated()
    assert isinstance(await shaped("place", "ANA"), NotForYou)


async def test_these_two_a_pair_and_it_is_done(desk):
    await contested(desk)
    await previewed(desk)
    shown = await fills_in(desk, say.WhatIfForm(), given("pair", mentor="BO", mentee="ADA"))
    told = words(desk, shown)
    assert "What if Ada had Bo as mentor?" in told
    assert "less in all" in told and "Who loses:* Ada" in told
    doing = pressed(desk, shown, "Do it")
    assert doing == LockPair(1, 0, "BO", "ADA")
    assert shown.again() == TryChange("pair", "BO", "ADA")
    assert await at_home(desk, doing) == Reworked("Bo", "Ada")
    (preview,) = await worked_out(desk)
    assert ("Bo", "Ada") in {(pair[1], pair[2]) for pair in preview.pairs}


async def test_the_figures_are_those_of_the_round_that_comes_of_it(desk):
    await contested(desk)
    before = await previewed(desk)
    shown = await asks(desk, TryChange("pair", "BO", "ADA"))
    await at_home(desk, pressed(desk, shown, "Do it"))
    (after,) = await worked_out(desk)
    assert sum(p[3] for p in after.pairs) - sum(p[3] for p in before.pairs) == shown.found.gain.points
    assert after.total - before.total == shown.found.gain.people


async def test_mentor_and_mentee_in_the_wrong_fields(desk):
    await contested(desk)
    await previewed(desk)
    shown = await fills_in(desk, say.WhatIfForm(), given("pair", mentor="ADA", mentee="BO"))
    assert (shown.mentor, shown.mentee) == ("BO", "ADA") and shown.found.possible


async def test_two_never_a_pair(desk):
    await contested(desk)
    preview = await previewed(desk)
    mentor, mentee = next(
        pair for pair in (("BO", "ANA"), ("BO", "CY")) if pair[1].title() in str(preview.pairs)
    )
    shown = await asks(desk, TryChange("never", mentor, mentee))
    assert "were not to have Bo as mentor" in words(desk, shown)
    assert pressed(desk, shown, "Do it") == ForbidPair(1, 0, mentor, mentee)
    none = await asks(desk, TryChange("never", "BEN", "CY"))
    assert "Nothing would change" in words(desk, none) and "Do it" not in words(desk, none)


async def test_without_a_draft_a_pair_begins_one_and_the_rest_is_only_told(desk):
    await contested(desk)
    shown = await asks(desk, TryChange("pair", "BO", "ADA"))
    assert "There is no draft yet" in words(desk, shown)
    assert pressed(desk, shown, "Do it") == PairThem("BO", "ADA")
    found = (await asks(desk, TryChange("never", "BEN", "ADA"))).found
    assert found.chains
    assert "preview the match first" in words(desk, await asks(desk, TryChange("never", "BEN", "ADA")))


async def test_one_more_place_is_asked_for_and_never_taken(desk):
    await contested(desk)
    await previewed(desk)
    shown = await fills_in(desk, say.WhatIfForm(), given("place", mentor="BO"))
    told = words(desk, shown)
    assert "one match more" in told and "Who gains:* Cy" in told
    assert "nobody is given more than they said they can take" in told
    assert "Do it" not in told
    assert "would do better with them" in words(desk, await asks(desk, TryChange("place", "NOBODY")))


async def test_another_weight_is_tried_and_saved_once(desk):
    await contested(desk)
    await previewed(desk)
    shown = await fills_in(desk, say.WhatIfForm(), given("weigh", criterion="languages", word="off"))
    assert "“Languages” were set to Off" in words(desk, shown)
    doing = pressed(desk, shown, "Do it")
    assert doing == SaveWeight("languages", "off", 0)
    saved = await at_home(desk, doing)
    assert "is set to *Off* from now on" in words(desk, saved)
    assert desk.turns.program.matching.words["languages"] == "off"
    ((where, message),) = desk.said
    assert where == ADMINS and isinstance(message, RulesChanged) and message.draft
    late = await at_home(desk, doing)
    assert late.late and desk.said == []
    assert pressed(desk, late, "Ask again") == TryChange("weigh", "", "", "languages", "off")
    same = await at_home(desk, SaveWeight("languages", "off", 1))
    assert not same.late and desk.said == []


@pytest.mark.parametrize(
    ("filled", "fault"),
    [
        ({}, "what"),
        (given("pair"), "mentee"),
        (given("pair", mentor="BO", mentee="BO"), "mentee"),
        (given("place", mentee="ANA"), "mentor"),
        (given("weigh", criterion="goal"), "word"),
        (given("weigh", criterion="goal", word="must"), "word"),
    ],
)
async def test_what_lacks_is_said_beside_its_field(desk, filled, fault):
    await contested(desk)
    assert fault in await fills_in(desk, say.WhatIfForm(), filled)


async def test_a_pair_that_cannot_be_says_why_and_has_nothing_to_do(desk):
    await contested(desk)
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", avoid=("CY",))
    await previewed(desk)
    private = words(desk, await asks(desk, TryChange("pair", "BO", "CY")))
    assert "not possible under a private rule" in private
    assert "avoid" not in private and "Do it" not in private and "Who" not in private
    skill = words(desk, await asks(desk, TryChange("pair", "BEN", "CY")))
    assert "offers nothing that Cy wants to learn" in skill


async def test_a_button_of_no_change_and_people_who_may_not_ask(desk):
    await contested(desk)
    for click in (
        TryChange("fly"),
        TryChange("weigh", "", "", "wings", "off"),
        TryChange("weigh", "", "", "goal", "x"),
    ):
        assert await asks(desk, click) == Outdated()
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL")):
        for click in (OpenWhatIf(), TryChange("place", "BO"), SaveWeight("goal", "off", 0)):
            assert isinstance(await asks(desk, click, who, channel), NotForYou)
        assert isinstance(await types(desk, "what-if", who, channel), NotForYou)
    assert isinstance(await fills_in(desk, say.WhatIfForm(), given("place", mentor="BO"), "ANA"), NotForYou)


async def test_a_pair_that_was_locked_since_is_not_parted_by_a_question(desk):
    """Ana's lock is younger than the draft's proof: it holds all the same, and the way to its end is shown."""
    await contested(desk)
    preview = await previewed(desk)
    pair = next(PairLine(*one) for one in preview.pairs if one[1] == "Bo")
    mentor, mentee = pair.ids
    await presses(desk, Lock(1, pair.id, 0))
    shown = await asks(desk, TryChange("never", mentor, mentee))
    told = words(desk, shown)
    assert "They are locked.* Unlock first?" in told and "Do it" not in told
    assert "somebody else" not in told
    forbidding = await at_home(desk, ForbidPair(1, 1, mentor, mentee))
    assert isinstance(forbidding, StillLocked) and "Nothing was changed" in words(desk, forbidding)
    other = next(who for who in ("ANA", "ADA", "CY") if who != mentee)
    instead = await asks(desk, TryChange("pair", mentor, other))
    assert f"Bo is locked with {mentee.title()}" in words(desk, instead)
    assert isinstance(await at_home(desk, LockPair(1, 1, mentor, other)), StillLocked)
    weighed = (await asks(desk, TryChange("weigh", "", "", "skills", "off"))).found
    assert mentee not in {move.mentee for chain in weighed.chains for move in chain}
    unlocked = await at_home(desk, pressed(desk, shown, "Unlock"))
    assert isinstance(unlocked, Unlocked)
    assert desk.rewritten[0].locked == 0
    again = await asks(desk, TryChange("never", mentor, mentee))
    assert pressed(desk, again, "Do it") == ForbidPair(1, 2, mentor, mentee)


async def test_a_mentee_who_is_locked_is_not_given_to_another_unasked(desk):
    await contested(desk)
    preview = await previewed(desk)
    pair = next(PairLine(*one) for one in preview.pairs if one[1] == "Ben")
    await presses(desk, Lock(1, pair.id, 0))
    refused = await at_home(desk, PairThem("BO", pair.ids[1]))
    assert isinstance(refused, StillLocked)
    assert f"*{pair.mentee}* with *Ben* as mentor: locked" in words(desk, refused)
    async with desk.turns.store.read() as db:
        assert [one.pair for one in await db.rulings.standing()] == [pair.ids]


async def test_a_criterion_nobody_told_of_says_so(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await joined(desk, "BO", Role.MENTOR, "SQL")
    await previewed(desk)
    told = words(desk, await asks(desk, TryChange("weigh", "", "", "languages", "high")))
    assert "Nobody has told me anything yet that “Languages” could go by" in told
    await joined(desk, "EVE", Role.MENTEE, "Chess", languages=("Dutch",))
    await previewed(desk)
    told = words(desk, await asks(desk, TryChange("weigh", "", "", "languages", "high")))
    assert "only 1 of 3 have told me" in told


async def test_the_form_says_how_much_each_thing_counts_now(desk):
    await contested(desk)
    assert "Languages: low now" in words(desk, say.WhatIfForm(what="weigh"))
    back = await asks(desk, TryChange("place", "BO"))
    assert pressed(desk, back, "What is lacking") == ShowGaps()
