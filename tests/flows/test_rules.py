"""What counts, changed in Slack: a version of its own, in force for every turn at once, and kept by a restart."""

from itertools import count
from random import Random

import pytest

from bot.domain.people import Role
from bot.domain.rules import Changes
from bot.flows.matching import rules as flows
from bot.flows.matching.facts import asked_for
from bot.handlers import routes
from bot.matching.costs import judged
from bot.messages import matching as matching_said
from bot.messages import never as never_said
from bot.messages import rules as say
from bot.messages.base import Filled
from bot.messages.preview_pairs import Preview
from bot.messages.rules_changed import RulesSame
from bot.messages.words import NotForYou
from bot.programs.reading import standard
from bot.turn import Pressed
from bot.turns import Act, Turns
from tests.flows.pairs import ADMINS, company, joined, opened_for_admins, presses, previewed, worked_out

FILE = standard().matching
PLACES = count()


def picked(view, rules=FILE, **words):
    """What stands in the form when these words are picked in it, as Slack tells it."""
    given = {
        view.field_of(name): word for name, word in {**rules.words, **words}.items() if name in rules.words
    }
    for name in say.RULES:
        given[f"{name}/{view.fresh}"] = words.get(f"rule_{name}", str(getattr(rules, name)))
    if allowed := words.get("allowed"):
        given[f"allowed/{view.fresh}"] = allowed
    return given


async def submits(desk, view, given, who="HANA"):
    """Submit a form, as the door does; what the window then shows."""
    desk._clear()
    place = next(PLACES)
    act = Act(who, f"R{place}", pressed=Pressed(view="V1"))
    flow = routes.routes().form(view.name)
    ended = await desk.turns.submit(
        flow,
        act,
        Filled(type(view).read(view.draw(desk.turns.program)["private_metadata"]), given),
        f"W{place}",
        10,
    )
    await desk._lay_out()
    return ended.result


async def opened(desk, who="HANA"):
    return await desk.commands(who, "weights", "/mentor-admin", ADMINS)


async def test_a_weight_change_changes_the_draft(desk):
    """Story: Ana fits Bo by skill and Cleo by language; what counts decides, and the old draft is not published."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", "Hiring", languages=("Spanish",))
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", languages=("Dutch",))
    await joined(desk, "CLEO", Role.MENTOR, "SQL", languages=("Spanish",))
    first = await previewed(desk)
    assert [(pair[1], pair[2]) for pair in first.pairs] == [("Bo", "Ana")]
    view = await opened(desk)
    assert await submits(desk, view, picked(view, languages="high", skills="low")) is None
    (told,) = desk.told(ADMINS)
    words = told.render(desk.turns.program).text
    assert "*Hana changed what counts in a matching.*" in words
    assert "Languages: *high*, was low" in words
    assert "The weights changed, so the draft is out of date: work it out again" in words
    card = next(one for one in desk.rewritten if isinstance(one, Preview))
    words = card.render(desk.turns.program).text
    assert card.stale and "Proven best" not in words
    await presses(desk, matching_said.Publish(first.round_id, 1))
    assert isinstance(desk.rewritten[0], matching_said.Outdated)
    assert "Out of date: what counts has changed" in words
    await presses(desk, matching_said.PreviewMatch())
    settled, second = sorted(await worked_out(desk), key=lambda one: isinstance(one, Preview))
    assert [(pair[1], pair[2]) for pair in second.pairs] == [("Cleo", "Ana")]
    assert not second.stale and "Proven best" in second.render(desk.turns.program).text
    words = settled.render(desk.turns.program).text
    assert "Languages: *high*, was low" in words and "The draft was worked out again with it" in words
    assert "out of date" not in words
    ((line, *_), *_) = second.differs
    async with desk.turns.store.read() as db:
        request = (await asked_for(db, desk.turns.program, await db.rounds.get(2))).request
    by_now = {
        (one.mentor, one.mentee): one.points for one in judged(request, [("BO", "ANA"), ("CLEO", "ANA")])
    }
    assert line[3:5] == (by_now["BO", "ANA"], by_now["CLEO", "ANA"]) != (first.pairs[0][3], line[4])


async def test_a_change_is_in_force_for_the_next_turn_and_after_a_restart(desk):
    await company(desk)
    view = await opened(desk)
    await submits(desk, view, picked(view, aims="high", rule_aim="points", allowed=("repeat_allowed",)))
    now = desk.turns.program.matching
    assert (now.words["aims"], now.aim, now.repeat_allowed, now.same_team_allowed) == (
        "high",
        "points",
        True,
        False,
    )
    assert sum(now.points.values()) == 1000
    assert desk.turns.written.matching == FILE
    again = Turns(desk.turns.store, desk.clock, Random(1), standard(), routes.FINISHERS, lambda: None)
    assert again.program.matching == FILE
    await again.load_rules()
    assert again.program.matching == now


async def test_what_counts_is_asked_and_what_does_not_is_not(desk):
    await company(desk)
    asked = {"role": "mentee", "more": "yes"}

    def keys():
        return {one.key for one in desk.turns.program.form("intake").applying(asked)}

    assert keys().isdisjoint(
        {"aims", "interests", "seniority", "ahead", "meeting", "affinity_wanted", "again"}
    )
    assert {"department", "site"} <= keys()
    view = await opened(desk)
    await submits(desk, view, picked(view, aims="low", seniority="medium", affinity="low"))
    assert "about career aims, steps ahead and something shared from now on" in desk.text(ADMINS)
    assert {"aims", "seniority", "ahead", "affinity_wanted"} <= keys()
    assert "affinity" not in keys()  # that is a mentor's
    assert (
        desk.turns.program.form("intake").question("interests") is not None
    )  # what was told can still be drawn


async def test_two_who_change_at_once_do_not_overwrite_each_other(desk):
    await company(desk)
    hers, his = await opened(desk), await opened(desk, "HUGO")
    await submits(desk, hers, picked(hers, goal="high"))
    shown = await submits(desk, his, picked(his, goal="off"), "HUGO")
    assert (shown.number, shown.fresh, shown.changed_by, shown.rules.words["goal"]) == (1, 1, "Hana", "high")
    assert desk.said == []
    drawn = shown.draw(desk.turns.program)
    assert "Hana changed this in the meantime" in drawn["blocks"][0]["text"]["text"]
    assert desk.turns.program.matching.words["goal"] == "high"
    assert await submits(desk, shown, picked(shown, shown.rules, goal="off"), "HUGO") is None
    assert desk.turns.program.matching.words["goal"] == "off"


async def test_picking_a_word_shows_the_points_and_saves_nothing(desk):
    await company(desk)
    view = await opened(desk)
    given = picked(view, goal="high")
    metadata = view.draw(desk.turns.program)["private_metadata"]
    act = Act("HANA", pressed=Pressed(view="V1"))
    shown = (await desk.turns.run(flows.weigh, act, say.Weigh(metadata, given))).result
    drawn = str(shown.draw(desk.turns.program)["blocks"])
    assert "In points, of 100: skills 33.4, the goal 33.4" in drawn
    assert desk.turns.program.matching == FILE
    nothing = picked(view, **dict.fromkeys(FILE.words, "off"))
    shown = (await desk.turns.run(flows.weigh, act, say.Weigh(metadata, nothing))).result
    assert "nothing counts yet" in str(shown.draw(desk.turns.program)["blocks"])
    faults = await submits(desk, view, nothing)
    assert "At least one thing must count" in faults["criterion:skills/0"]
    assert await submits(desk, view, picked(view)) == RulesSame()


async def test_back_to_the_files_rules(desk):
    await company(desk)
    view = await opened(desk)
    assert "Back to the file" not in str(view.draw(desk.turns.program))
    await submits(desk, view, picked(view, goal="high", rule_floor="400"))
    again = await opened(desk)
    assert "Back to the file" in str(again.draw(desk.turns.program))
    act = Act("HANA", pressed=Pressed(view="V1"))
    back = (await desk.turns.run(flows.from_file, act, say.FromFile(again.fresh))).result
    assert (back.rules, back.fresh, back.number) == (FILE, 1, 1)
    assert desk.turns.program.matching != FILE
    assert await submits(desk, back, picked(back)) is None
    assert "went back to the program file's rules" in desk.text(ADMINS)
    assert desk.turns.program.matching == FILE
    async with desk.turns.store.read() as db:
        assert (await db.rules.latest()).changes.criteria == {}


async def test_private_wishes_are_counted_and_never_named(desk):
    await company(desk)
    await joined(desk, "DI", Role.MENTEE, "SQL", avoid=("BEN", "BO"))
    view = await opened(desk)
    drawn = str(view.draw(desk.turns.program))
    assert "1 person has told me 2 of these" in drawn
    assert not any(name in drawn for name in ("DI", "Di ", "BEN", "Ben"))


async def test_only_admins_and_only_in_their_channel(desk):
    await company(desk)
    form, list_ = say.RulesForm(), never_said.NeverForm()
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL")):
        for word in ("weights", "never", "never <@BO> <@ANA>"):
            assert isinstance(await desk.commands(who, word, "/mentor-admin", channel), NotForYou)
    for click in (
        say.ShowRules(),
        say.FromFile(),
        never_said.ShowNever(),
        never_said.NeverAsked(),
        never_said.AllowAgain("A", "B"),
    ):
        assert isinstance(await presses(desk, click, "ANA"), NotForYou)
    assert isinstance(await submits(desk, form, picked(form, goal="high"), "ANA"), NotForYou)
    assert isinstance(await submits(desk, list_, {"one": ("ANA",), "other": ("BO",)}, "ANA"), NotForYou)
    assert desk.turns.program.matching == FILE


async def never_pairs(desk):
    async with desk.turns.store.read() as db:
        return await db.nevers.pairs()


async def test_a_pair_that_should_never_be_is_not_proposed_and_can_be_undone(desk):
    await opened_for_admins(desk)
    for mentor, mentee, skill in (("UBO", "UANA", "Public speaking"), ("UBEN", "UADA", "SQL")):
        await joined(desk, mentor, Role.MENTOR, skill)
        await joined(desk, mentee, Role.MENTEE, skill)
    draft = await previewed(desk)
    shown = await desk.commands("HANA", "never <@UBO|bo> <@UANA|ana>", "/mentor-admin", ADMINS)
    assert (shown.note, shown.pairs, shown.draft) == ("added", (("UANA", "UBO", "Uana", "Ubo"),), True)
    assert "Ubo and Uana are never paired" in shown.render(desk.turns.program).text
    await presses(desk, matching_said.Publish(draft.round_id, 2))
    assert isinstance(desk.rewritten[0], matching_said.Outdated)
    await presses(desk, matching_said.Publish(draft.round_id, 2, anyway=True))
    await desk.after(minutes=10)
    async with desk.turns.store.read() as db:
        assert [match.people for match in await db.matches.live()] == [("UBEN", "UADA")]
    assert (await desk.commands("HUGO", "never <@UANA> <@UBO>", "/mentor-admin", ADMINS)).note == "already"
    await presses(desk, never_said.AllowAgain("UANA", "UBO"))
    assert (desk.rewritten[0].note, desk.rewritten[0].total) == ("removed", 0)
    await presses(desk, never_said.AllowAgain("UANA", "UBO"), "HUGO")
    assert desk.rewritten[0].note == "gone"
    assert await never_pairs(desk) == frozenset()
    assert len((await previewed(desk)).pairs) == 1


async def test_the_list_says_what_it_needs(desk):
    await company(desk)
    for words, note in (
        ("", ""),
        ("ana bo", "two"),
        ("<@UANA>", "two"),
        ("<@UANA> <@UANA>", "same"),
        ("<@U1> <@U2> <@U3>", "two"),
    ):
        shown = await desk.commands("HANA", f"never {words}".strip(), "/mentor-admin", ADMINS)
        assert (shown.note, shown.total) == (note, 0)
        shown.render(desk.turns.program)
    view = await desk.run("HANA", flows.never_asked, never_said.NeverAsked(), channel=ADMINS)
    assert "other" in await submits(desk, view, {"one": ("ANA",), "other": ("ANA",)})
    shown = await submits(desk, view, {"one": ("ANA",), "other": ("BO",)})
    assert shown.note == "added"
    await presses(desk, never_said.ShowNever())
    assert desk.rewritten[0].total == 1


async def test_whoever_waited_comes_before_others(desk):
    """A mentee whom a published round left without a mentor has waited for one round."""
    await company(desk)
    draft = await previewed(desk)
    await presses(desk, matching_said.Publish(draft.round_id, 2))
    await desk.after(minutes=10)
    async with desk.turns.store.read() as db:
        assert await db.rounds.waited() == {"CY": 1}


async def test_a_store_of_a_later_release_is_read_as_far_as_it_is_known(desk):
    async with desk.turns.store.begin() as db:
        changes = Changes(
            {"goal": "huge", "charm": "high", "languages": "off"}, {"aim": "luck", "floor": True}
        )
        await db.rules.save(1, changes, "HANA", desk.clock.now)
    await desk.turns.load_rules()
    now = desk.turns.program.matching
    assert (now.words["goal"], now.words["languages"], now.aim, now.floor) == ("medium", "off", "people", 0)


async def test_what_is_undone_is_never_in_force(desk):
    await company(desk)

    async def fails(turn, _):
        await turn.db.rules.save(1, Changes({"goal": "off"}), turn.who, turn.now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await desk.turns.run(fails, Act("HANA"), "")
    assert desk.turns.program.matching == FILE
    assert (await opened(desk)).number == 0
