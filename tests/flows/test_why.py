"""Why two people are a pair or are not, and why somebody waits: answered exactly, to the program team alone."""

import re

import pytest

from bot.domain.people import Role, Status
from bot.messages import why as say
from bot.messages.asking import AskWhy, ShowGaps, TryChange, WhyPair, WhyPerson
from bot.messages.base import Later
from bot.messages.preview_pair import PairLine
from bot.messages.review import LockPair, Reworked
from bot.messages.words import NotForYou
from tests.flows.asking import answer, asks, contested, fills_in, pressed, types, words
from tests.flows.pairs import ADMINS, at_home, joined, opened_for_admins, previewed, published, worked_out
from tests.messages.gallery import drawn


async def test_the_parts_of_a_pair_add_up_to_its_points(desk):
    await contested(desk)
    preview = await previewed(desk)
    shown = await types(desk, "why <@UNA|una> <@UBO|ubo>")
    assert isinstance(shown, say.WhyWindow)  # strangers, told as such
    assert "has not joined" in words(desk, shown)
    mentor, mentee = PairLine(*preview.pairs[0]).ids
    shown = await asks(desk, WhyPair(mentor, mentee))
    told = words(desk, shown)
    assert "They are proposed as a pair" in told
    parts = [float(n) for n in re.findall(r"\*([\d.]+)\*", told)]
    assert sum(parts[:-1]) == pytest.approx(parts[-1])
    assert parts[-1] == shown.found.points / 10
    assert "next best for" in told


async def test_whoever_of_the_two_is_the_mentor(desk):
    await contested(desk)
    await previewed(desk)
    one = await asks(desk, WhyPair("BO", "CY"))
    other = await asks(desk, WhyPair("CY", "BO"))
    assert one.found == other.found


async def test_a_pair_that_is_not_proposed_says_who_would_lose_and_how(desk):
    await contested(desk)
    preview = await previewed(desk)
    told = {PairLine(*pair).ids for pair in preview.pairs}
    other = next((m, e) for m in ("BO", "BEN") for e in ("ANA", "ADA") if (m, e) not in told)
    shown = await asks(desk, WhyPair(*other))
    drawn = words(desk, shown)
    assert "are not proposed" in drawn
    assert "Who loses:" in drawn and "*How:*" in drawn
    tried = await asks(desk, pressed(desk, shown, "What if they were a pair?"))
    assert tried.found.possible
    assert pressed(desk, tried, "Do it") == LockPair(1, 0, *other)


async def test_what_stands_between_two_people_is_said(desk):
    await contested(desk)
    await previewed(desk)
    assert "offers nothing that Cy wants to learn" in words(desk, await asks(desk, WhyPair("BEN", "CY")))
    assert "looks for nobody in this round" in words(desk, await asks(desk, WhyPair("BO", "BEN")))


async def test_somebody_who_waits_hears_why_and_what_would_help(desk):
    await contested(desk)
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPerson("EVE")))
    assert "No mentor in this round" in told
    assert "nobody with a free place offers what they want to learn" in told
    assert "Find somebody who offers what they want to learn: Chess" in told
    shown = await asks(desk, WhyPerson("CY"))
    assert "No mentor in this round" in words(desk, shown)
    assert "One more place with Bo" in words(desk, shown)
    assert "Who would be best" in words(desk, shown)
    proposing = pressed(desk, shown, "Propose this one")
    assert proposing == LockPair(1, 0, "BO", "CY")
    assert await at_home(desk, proposing) == Reworked("Bo", "Cy")


async def test_somebody_with_a_mentor_is_told_whom_they_have_and_who_else_would_do(desk):
    await contested(desk)
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPerson("ANA")))
    assert "*Ana* with *" in told and "is proposed" in told
    assert "Who else would be best" in told


async def test_one_person_now_without_a_draft(desk):
    """`match @person` asks about them; nothing is worked out for all, and nothing is stored."""
    await contested(desk)
    await desk.knows("UCY")
    await joined(desk, "UCY", Role.MENTEE, "Hiring")
    shown = await types(desk, "match <@UCY|cy>")
    assert isinstance(shown, say.PersonWindow)
    assert "There is no draft yet" in words(desk, shown)
    assert (await types(desk, "match")) is None  # all of them, as ever
    (preview,) = await worked_out(desk)
    assert preview.total == 2


async def test_the_form_asks_about_one_or_two(desk):
    await contested(desk)
    await previewed(desk)
    form = await types(desk, "why")
    assert form == say.AskWhyForm() == await asks(desk, AskWhy())
    assert form.again() == AskWhy()
    two = await fills_in(desk, form, {"one": ("BO",), "other": ("ANA",)})
    assert isinstance(two, say.WhyWindow) and two.found.mentee == "ANA"
    one = await fills_in(desk, form, {"one": ("EVE",)})
    assert isinstance(one, say.PersonWindow) and one.again() == WhyPerson("EVE")


async def test_a_published_pair_is_told_from_what_was_published(desk):
    await published(desk)
    shown = await asks(desk, WhyPair("ANA", "BO"))
    assert shown.live and "They are a pair already" in words(desk, shown)
    assert "has somebody already" in words(desk, await asks(desk, WhyPerson("ANA")))
    assert "as many people as they take" in words(desk, await asks(desk, WhyPerson("BO")))


async def test_a_pause_is_told(desk):
    await contested(desk)
    async with desk.turns.store.begin() as db:
        await db.participants.put("EVE", status=Status.PAUSED)
    assert "is on a pause" in words(desk, await asks(desk, WhyPerson("EVE")))


async def test_a_draft_that_is_out_of_date_says_so(desk):
    await contested(desk)
    await previewed(desk)
    await joined(desk, "GIL", Role.MENTOR, "Chess")
    shown = await asks(desk, WhyPerson("EVE"))
    assert "as things stand now" in words(desk, shown)
    assert "*Eve* with *Gil*" in words(desk, shown)


async def test_a_private_wish_is_a_private_rule_and_no_more(desk):
    """Bo would rather not be paired with Cy; only Bo can know."""
    await contested(desk)
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", avoid=("CY",))
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPair("BO", "CY")))
    assert "not possible under a private rule" in told
    assert "avoid" not in told and "Hiring" not in told and "Who loses" not in told
    alone = words(desk, await asks(desk, WhyPerson("CY")))
    assert "avoid" not in alone and "wish" not in alone and "Propose" not in alone


async def test_nobody_can_tell_whose_private_wish_it_is(desk):
    """Every answer reads the same, whichever of the two would rather not."""
    await contested(desk)
    told = []
    for of_bo, of_cy in (("CY",), ()), ((), ("BO",)):
        await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", avoid=of_bo)
        await joined(desk, "CY", Role.MENTEE, "Hiring", avoid=of_cy)
        await previewed(desk)
        people = ("ANA", "ADA", "CY", "EVE", "BO", "BEN")
        questions = [WhyPair(one, other) for one in people for other in people if one != other]
        questions += [WhyPerson(one) for one in people] + [ShowGaps(), TryChange("place", "BO")]
        questions += [TryChange(what, "BO", "CY") for what in ("pair", "never")]
        questions += [TryChange("weigh", "", "", "skills", word) for word in ("off", "low")]
        windows = [await asks(desk, one) for one in questions]
        told.append([drawn(one.draw(desk.turns.program)) for one in windows])
    assert told[0] == told[1]
    assert "Hiring" not in told[0][questions.index(WhyPair("BO", "CY"))]


async def test_others_are_refused_and_so_is_another_channel(desk):
    await contested(desk)
    await previewed(desk)
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL"), ("ANA", "DANA")):
        for click in (WhyPair("BO", "ANA"), WhyPerson("EVE"), AskWhy()):
            assert isinstance(await asks(desk, click, who, channel), NotForYou)
        assert isinstance(await types(desk, "why", who, channel), NotForYou)


async def test_whoever_is_no_admin_any_more_gets_no_answer(desk):
    await contested(desk)
    await previewed(desk)
    asked = await at_home(desk, WhyPerson("EVE"))
    assert isinstance(asked, Later)
    assert isinstance(await answer(desk, asked, "ANA"), NotForYou)


async def test_one_more_place_is_advised_only_where_it_would_be_theirs(desk):
    """Jo and Oz both want what Bo alone offers; Oz has waited longer, so the first place more is theirs."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", "Hiring")
    await joined(desk, "OZ", Role.MENTEE, "SQL", "Hiring", languages=("Dutch",))
    await joined(desk, "JO", Role.MENTEE, "SQL", goal="knit")
    await joined(
        desk, "BO", Role.MENTOR, "SQL", "Hiring", languages=("Dutch",), expertise="speak without notes"
    )
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPerson("JO")))
    assert "Two more places with Bo: the first would go to Ana, or somebody new who offers SQL" in told
    assert "everybody who fits is taken already (Bo has Oz)" in told
    assert "One more place with Bo, or somebody new who offers" in words(
        desk, await asks(desk, WhyPerson("ANA"))
    )


async def test_where_others_would_come_first_somebody_new_is_the_advice(desk):
    await opened_for_admins(desk)
    for n in range(6):
        await joined(desk, f"E{n}", Role.MENTEE, "SQL", "Hiring")
    await joined(desk, "JO", Role.MENTEE, "SQL", goal="knit")
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", expertise="speak without notes")
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPerson("JO")))
    assert "Somebody new who offers SQL: more places with Bo would go to others first" in told


async def test_the_rule_that_stands_between_is_named_with_the_person(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", manager="BO")
    await joined(desk, "BO", Role.MENTOR, "SQL")
    await joined(desk, "PIA", Role.MENTOR, "SQL", avoid=("ANA",))
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPerson("ANA")))
    assert "Bo: one of them reports to the other" in told
    assert "Somebody new who offers SQL: a rule stands between Ana and everybody who does now" in told
    assert "Pia" not in told


async def test_only_what_is_true_is_said_of_two_who_cannot_be(desk):
    await contested(desk)
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPair("ANA", "CY")))
    assert "has no free place in this round" in told and "looks for nobody" not in told


async def test_whom_somebody_has_already_is_not_their_next_best(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await joined(desk, "ADA", Role.MENTEE, "SQL")
    await joined(desk, "BO", Role.MENTOR, "SQL", capacity=2)
    await previewed(desk)
    told = words(desk, await asks(desk, WhyPair("BO", "ANA")))
    assert "for Bo: nobody else fits" in told and "Ada" not in told
    assert "Nobody else fits Ana." in words(desk, await asks(desk, WhyPerson("ANA")))
