"""Who comes together, changed in Slack: how it is said, what cannot be combined, and what becomes of those already there."""

from random import Random

import pytest

from bot.domain.matches import State
from bot.domain.people import Role
from bot.domain.program import Format
from bot.flows import home
from bot.flows.matching import rules as flows
from bot.handlers import routes
from bot.messages import matching as say
from bot.messages import rules as rules_said
from bot.messages.admin_clicks import ShowPeople, ShowScreen
from bot.messages.asking import OpenWhatIf, ShowGaps, WhyPair, WhyPerson
from bot.messages.checkins import DidYouMeet
from bot.messages.match import Gladly, LooksGood, MenteeAsked, MentorAsked
from bot.messages.pairs import ShowPairs
from bot.messages.preview_pairs import Preview
from bot.messages.publishing import Publishing
from bot.messages.review import Lock, ShowProof, Swap
from bot.programs.reading import standard
from bot.turn import Pressed
from bot.turns import Act, Turns
from tests.flows.asking import asks
from tests.flows.circles import put_in_force
from tests.flows.pairs import (
    ADMINS,
    acts,
    company,
    joined,
    match,
    opened,
    opened_for_admins,
    presses,
    previewed,
    worked_out,
)
from tests.flows.test_rules import opened as form_opened
from tests.flows.test_rules import picked, submits

OTHERS = [Format.CIRCLES, Format.PEERS, Format.REVERSE]


async def changes(desk, form, **words):
    """Hana changes the format in Slack; what the window then shows."""
    view = await form_opened(desk)
    now = desk.turns.program.matching
    if form is Format.REVERSE:
        words.setdefault("seniority", "low")
    return await submits(desk, view, picked(view, now, rule_format=str(form), **words))


async def test_the_format_and_how_far_ahead_are_changed_in_slack_and_kept_by_a_restart(desk):
    await company(desk)
    assert await changes(desk, Format.CIRCLES, rule_seniority_ahead="(2, 3)") is None
    now = desk.turns.program.matching
    assert (now.format, now.seniority_ahead) == (Format.CIRCLES, (2, 3))
    told = desk.text(ADMINS)
    assert (
        "Who comes together: *circles: one mentor and several mentees, who begin together*, was one" in told
    )
    assert "How far ahead the mentor should be: *two or three steps*, was one to three steps" in told
    assert (
        "Matches that are under way stay as they are, check-ins and all; the next round is of circles" in told
    )
    again = Turns(desk.turns.store, desk.clock, Random(1), standard(), routes.FINISHERS, lambda: None)
    await again.load_rules()
    assert again.program.matching == now
    view = await form_opened(desk)
    back = (
        await desk.turns.run(
            flows.from_file, Act("HANA", pressed=Pressed(view="V1")), rules_said.FromFile(view.fresh)
        )
    ).result
    assert await submits(desk, back, picked(back)) is None
    assert desk.turns.program.matching == standard().matching


async def test_the_form_says_what_each_format_means_to_who_is_there(desk):
    await company(desk)
    await joined(desk, "EVE", Role.MENTOR, "SQL", capacity=4)
    view = await form_opened(desk)
    metadata = view.draw(desk.turns.program)["private_metadata"]

    async def drawn(form):
        click = rules_said.Weigh(metadata, picked(view, rule_format=str(form)))
        shown = (await desk.turns.run(flows.weigh, Act("HANA", pressed=Pressed(view="V1")), click)).result
        blocks = {one.get("block_id"): one for one in shown.draw(desk.turns.program)["blocks"]}
        return blocks, blocks["format/0"]["hint"]["text"]

    blocks, hint = await drawn(Format.CIRCLES)
    assert "1 of 3 mentors said that they take 3 or more at once" in hint and "mentors_each/0" not in blocks
    for form in Format:
        blocks, hint = await drawn(form)
        assert "under way stay as they are" in hint
        assert ("mentors_each/0" in blocks) == (form in (Format.ONE_TO_ONE, Format.REVERSE))
    assert desk.turns.program.matching.format is Format.ONE_TO_ONE


async def test_what_cannot_be_combined_is_said_beside_its_field(desk):
    await company(desk)
    for form in (Format.CIRCLES, Format.PEERS):
        assert set(await changes(desk, form, rule_mentors_each="2")) == {"mentors_each/0"}
    faults = await changes(desk, Format.REVERSE, seniority="off")
    assert set(faults) == {"format/0", "criterion:seniority/0"} and "Steps ahead" in faults["format/0"]
    assert desk.turns.program.matching == standard().matching
    assert await changes(desk, Format.REVERSE, rule_mentors_each="2") is None
    view = await form_opened(desk)  # where the format lets nobody have more, it is not asked, and is one
    given = picked(view, desk.turns.program.matching, rule_format="peers")
    del given["mentors_each/0"]
    assert await submits(desk, view, given) is None
    assert desk.turns.program.matching.mentors_each == 1


async def test_circles_need_a_question_that_takes_as_many(desk):
    put_in_force(
        desk, Format.ONE_TO_ONE, ("at_most: 5\n      wanted_level", "at_most: 2\n      wanted_level")
    )
    await company(desk)
    faults = await changes(desk, Format.CIRCLES)
    assert (
        set(faults) == {"format/0"} and "3 mentees" in faults["format/0"] and "than 2" in faults["format/0"]
    )


async def test_what_only_the_file_can_say_stays_unless_something_else_is_picked(desk):
    swaps = (
        ("mentor_ahead_at_least: 1 ", "mentor_ahead_at_least: 0 "),
        ("ahead_at_most: 3", "ahead_at_most: 5"),
    )
    put_in_force(desk, Format.ONE_TO_ONE, *swaps)
    await company(desk)
    view = await form_opened(desk)
    assert "As the program file says: 0 to 5" in str(view.draw(desk.turns.program))
    assert await changes(desk, Format.PEERS) is None
    assert desk.turns.program.matching.seniority_ahead == (0, 5)
    assert await changes(desk, Format.PEERS, rule_seniority_ahead="(2, 9)") is None
    assert "*two steps or more*, was as the program file says: 0 to 5" in desk.text(ADMINS)


async def test_among_peers_whoever_joined_as_what_counts_alike(desk):
    await company(desk)
    await changes(desk, Format.PEERS)
    screen = await presses(desk, ShowScreen()) or desk.rewritten[-1]
    words = screen.render(desk.turns.program).text
    assert "*People:* 5." in words and "Waiting for a peer: 5. Free places: 4." in words
    assert "5 people" in str((await desk.run("HANA", home.draw)).draw(desk.turns.program))
    people = await presses(desk, ShowPeople()) or desk.rewritten[-1]
    assert "*Joined to pass on* (2): Ben, Bo" in people.render(desk.turns.program).text
    pairs = await presses(desk, ShowPairs()) or desk.rewritten[-1]
    assert pairs.waiting == "Ada, Ana, Ben, Bo, Cy"


@pytest.mark.parametrize("form", OTHERS)
async def test_a_pair_under_way_goes_on_with_its_check_ins(desk, form):
    await opened(desk)
    await changes(desk, form)
    said = await desk.after(days=21)
    asked = [(to, one) for to, one in said if isinstance(one, DidYouMeet)]
    assert {"ANA", "BO"} <= {to for to, _ in asked}
    assert all(one.circle == "" for _, one in asked)
    ours = await match(desk)
    assert (ours.state, ours.format) == (State.OPEN, Format.ONE_TO_ONE)
    drawn = str((await desk.run("ANA", home.draw)).draw(desk.turns.program))
    assert "<@BO> is your mentor." in drawn
    assert "You mentor <@ANA>." in str((await desk.run("BO", home.draw)).draw(desk.turns.program))


@pytest.mark.parametrize("form", OTHERS)
async def test_a_pair_that_is_asked_just_now_begins_as_what_it_is(desk, form):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, say.Publish(preview.round_id, preview.approved))
    await desk.after(minutes=10)
    await changes(desk, form)
    ours = await match(desk)
    await acts(desk, "ANA", LooksGood(ours.id))
    said = await desk.after(minutes=1)
    (asked,) = [one for to, one in said if to == "BO" and isinstance(one, MentorAsked)]
    words = asked.render(desk.turns.program).text
    assert "Would you be the mentor of <@ANA>?" in words and "junior" not in words
    await acts(desk, "BO", Gladly(ours.id))
    assert "room:ANA,BO" in dict(await desk.after(minutes=1))
    assert (await match(desk)).state is State.OPEN


@pytest.mark.parametrize("form", OTHERS)
async def test_a_draft_in_another_format_is_not_published_before_it_is_said(desk, form):
    await company(desk)
    preview = await previewed(desk)
    await changes(desk, form)
    assert "The format changed, so the draft is out of date" in desk.text(ADMINS)
    (card,) = [one for one in desk.rewritten if isinstance(one, Preview)]
    assert card.stale and card.circle == () and "*2 pairs*" in card.render(desk.turns.program).text
    await presses(desk, say.Publish(preview.round_id, preview.approved))
    (outdated,) = desk.rewritten
    assert isinstance(outdated, say.Outdated) and outdated.format == "one_to_one"
    words = outdated.render(desk.turns.program).text
    assert "while the program made *one-to-one pairs*" in words and "Publish 2 pairs anyway" in words
    assert await desk.after(minutes=11) == []
    await presses(desk, say.Publish(preview.round_id, preview.approved, anyway=True))
    said = await desk.after(minutes=10)  # what is published all the same is what was looked through
    asked = [one for _, one in said if isinstance(one, MenteeAsked)]
    assert [one.format for one in asked] == ["one_to_one"] * 2
    assert (await match(desk)).format is Format.ONE_TO_ONE


@pytest.mark.parametrize("form", OTHERS)
async def test_what_is_held_back_while_the_format_changes_begins_as_it_was_published(desk, form):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, say.Publish(preview.round_id, preview.approved))
    await changes(desk, form)
    await presses(desk, say.ShowHeld(preview.round_id))
    (held,) = [one for one in desk.rewritten if isinstance(one, Publishing)]
    assert "Ana with Bo as mentor" in held.render(desk.turns.program).text
    said = await desk.after(minutes=10)
    assert [one.format for _, one in said if isinstance(one, MenteeAsked)] == ["one_to_one"] * 2
    team = "\n".join(one.render(desk.turns.program).text for to, one in said if to == ADMINS)
    assert "2 pairs published" in desk.rewritten[0].render(desk.turns.program).text or "2 pairs" in team


@pytest.mark.parametrize("form", OTHERS)
async def test_a_draft_in_another_format_can_be_asked_about_and_worked_out_again(desk, form):
    """Two of one mentor are locked: among peers that cannot be any more."""
    await opened_for_admins(desk)
    await joined(desk, "BO", Role.MENTOR, "SQL", capacity=2, seniority="1")
    for who in ("ANA", "ADA"):
        await joined(desk, who, Role.MENTEE, "SQL", seniority="3")
    preview = await previewed(desk)
    for pair in (1, 2):
        await presses(desk, Lock(preview.round_id, pair, 0, edit=pair - 1))
    await changes(desk, form)
    for click in (
        WhyPair("ANA", "BO"),
        WhyPerson("ANA"),
        ShowGaps(),
        OpenWhatIf(),
        ShowProof(1),
        Swap(1, 1, 2),
    ):
        shown = await asks(desk, click)
        assert shown is not None
    for click in (say.ShowWithout(1), say.TurnPage(1, 0), say.ShowPerson({"person": ("ANA",)})):
        await presses(desk, click)
    await presses(desk, say.PreviewMatch())
    cards = [one for one in await worked_out(desk) if isinstance(one, Preview)]
    assert len(cards) == 1 and cards[0].format == form and cards[0].differs is None
    assert not cards[0].stale
