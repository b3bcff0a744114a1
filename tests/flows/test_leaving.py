import pytest

from bot.domain.matches import State
from bot.domain.people import Person, Status
from bot.flows import leaving
from bot.messages import leaving as say
from tests.flows.company import match_now, paired, participant, taking_part
from tests.flows.pairs import ADMINS, published
from tests.flows.pairs import match as published_match


async def tells(desk, form="intake", who="ANA", about=0, state="done", **answers):
    async with desk.turns.store.begin() as db:
        await db.answers.put(who, form, about, answers, state=state, now=desk.clock.now)


async def answers_of(desk, who, form="intake", about=0):
    async with desk.turns.store.read() as db:
        return await db.answers.of(who, form, about)


@pytest.mark.parametrize("words", ["leave", "I want to stop", "quit"])
async def test_leaving_is_asked_once_and_nothing_is_changed_by_asking(desk, words):
    match = await paired(desk)
    assert await desk.types("ANA", words) == say.LeaveCard(("BO",))
    assert (await participant(desk, "ANA")).status is Status.ACTIVE
    assert (await match_now(desk, match)).state is State.OPEN


async def test_staying_changes_nothing(desk):
    await paired(desk)
    await desk.run("ANA", leaving.stay, say.Stay())
    assert desk.rewritten == [say.Stayed()]
    assert (await participant(desk, "ANA")).status is Status.ACTIVE


async def test_leaving_ends_the_match_and_the_partner_hears_a_neutral_word(desk):
    match = await paired(desk)
    await desk.run("ANA", leaving.leave_now, say.Leave())
    assert desk.rewritten == [say.Left()]
    assert sorted(desk.homes) == ["ANA", "BO"]
    ended = await match_now(desk, match)
    assert (ended.state, ended.ended_why) == (State.ENDED, "left")
    assert await desk.after(minutes=5) == [("BO", say.MatchEnded("ANA", seeks=False))]
    assert await desk.after(days=9) == []


@pytest.mark.parametrize("hears", [True, False])
async def test_the_card_says_truly_what_the_program_team_hears(desk, hears):
    await taking_part(desk, "ANA", status=Status.ACTIVE if hears else Status.JOINING)
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", ADMINS)
    card = await desk.commands("ANA", "leave")
    told = card.render(desk.turns.program).text
    assert "Nobody is told" not in told
    assert ("The program team hears that somebody has left" in told) is hears
    assert ("The program team is not told" in told) is not hears
    await desk.run("ANA", leaving.leave_now, say.Leave())
    assert bool(desk.told(ADMINS)) is hears


async def test_the_word_to_the_partner_does_not_use_up_their_week(desk):
    await paired(desk)
    await desk.run("ANA", leaving.leave_now, say.Leave())
    await desk.after(minutes=5)
    async with desk.turns.store.read() as db:
        assert await db.reached.since("BO", desk.clock.now.replace(year=2029)) == []


async def test_who_stays_hears_of_the_search_again(desk):
    await paired(desk)
    await desk.run("ANA", leaving.leave_now, say.Leave())
    await desk.after(minutes=5)
    assert [due.kind for due in await desk.due("BO")] == ["waiting.news"]
    assert await desk.due("ANA") == []
    ((to, news),) = await desk.after(days=16)
    assert (to, news.why) == ("BO", "no_round_since")
    assert "has not made new pairs since your match ended" in desk.text("BO")


async def test_the_promise_of_news_outlives_an_outage(desk):
    await paired(desk)
    await desk.run("ANA", leaving.leave_now, say.Leave())
    await desk.after(minutes=5)
    desk.clock.forward(days=30)
    assert [to for to, _ in await desk.after(minutes=1)] == ["BO"]


async def test_a_mentor_with_another_mentee_waits_for_nobody(desk):
    await paired(desk)
    await paired(desk, mentee="CARL")
    await desk.run("ANA", leaving.leave_now, say.Leave())
    await desk.after(minutes=5)
    assert "waiting.news" not in [due.kind for due in await desk.due("BO")]


async def test_leaving_settles_what_the_program_team_was_to_look_at(desk):
    match = await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.cases.add(match.id, "ANA", "open", shared=True, now=desk.clock.now)
    await desk.run("ANA", leaving.leave_now, say.Leave())
    async with desk.turns.store.read() as db:
        assert await db.cases.of_match(match.id) == []


async def test_deleting_takes_what_was_on_its_way_too(desk):
    match = await paired(desk)
    async with desk.turns.store.begin() as db:
        sent = await db.feedback.draft(match.id, "ANA", "BO", desk.clock.now)
        await db.feedback.change(sent.id, state="sent")
        await db.due.plan("feedback.deliver", str(sent.id), desk.clock.now, who="BO", about=match.id)
    await tells(desk, "sbi", about=sent.id, situation="On Tuesday")
    await desk.run("ANA", leaving.leave_now, say.Leave(delete=True))
    assert await answers_of(desk, "ANA", "sbi", sent.id) == {}
    assert await desk.after(minutes=5) == [("BO", say.MatchEnded("ANA", seeks=False))]


async def test_when_a_mentor_leaves_the_mentee_is_back_on_the_list(desk):
    await paired(desk)
    await desk.run("BO", leaving.leave_now, say.Leave())
    assert await desk.after(minutes=5) == [("ANA", say.MatchEnded("BO", seeks=True))]
    assert (await participant(desk, "ANA")).status is Status.ACTIVE
    await desk.run("ANA", leaving.keep_place, say.KeepPlace())
    assert desk.rewritten == [say.PlaceKept()]


async def test_a_mentor_who_never_heard_of_the_match_hears_nothing_of_its_end(desk):
    match = await paired(desk, state=State.MENTEE_ASKED)
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, mentor_letter="")
    await desk.run("ANA", leaving.leave_now, say.Leave())
    assert desk.homes == ["ANA"]
    assert await desk.after(days=3) == []
    assert (await match_now(desk, match)).state is State.ENDED


async def test_somebody_who_was_not_told_of_the_match_does_not_read_of_it_on_the_card(desk):
    match = await paired(desk, state=State.MENTEE_ASKED)
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, mentor_letter="")
    assert await desk.commands("BO", "leave") == say.LeaveCard()


async def test_leaving_keeps_the_answers_and_deleting_does_not(desk):
    await taking_part(desk, "ANA")
    await tells(desk, goal="Speak to the board")
    await desk.run("ANA", leaving.leave_now, say.Leave())
    assert await answers_of(desk, "ANA") == {"goal": "Speak to the board"}
    assert await desk.commands("ANA", "leave") == say.LeftAlready(kept=True)
    await desk.run("ANA", leaving.leave_now, say.Leave(delete=True))
    assert desk.rewritten == [say.Left(deleted=True)]
    assert await answers_of(desk, "ANA") == {}
    assert await desk.commands("ANA", "leave") == say.LeftAlready(kept=False)


async def test_deleting_takes_drafts_and_leaves_feedback_with_its_receiver(desk):
    match = await paired(desk)
    async with desk.turns.store.begin() as db:
        sent = await db.feedback.draft(match.id, "ANA", "BO", desk.clock.now)
        await db.feedback.change(sent.id, state="delivered")
        draft = await db.feedback.draft(match.id, "ANA", "BO", desk.clock.now)
    await tells(desk, "sbi", about=sent.id, situation="On Tuesday")
    await tells(desk, "sbi", about=draft.id, situation="On Friday", state="open")
    await tells(desk, "concern", about=match.id, words="hm")
    await tells(desk, goal="Speak to the board")
    await desk.run("ANA", leaving.leave_now, say.Leave(delete=True))
    assert await answers_of(desk, "ANA", "sbi", sent.id) == {"situation": "On Tuesday"}
    assert await answers_of(desk, "ANA", "sbi", draft.id) == {}
    assert await answers_of(desk, "ANA", "concern", match.id) == {}
    async with desk.turns.store.read() as db:
        assert await db.feedback.drafts_of("ANA") == []
    ana = await participant(desk, "ANA")
    assert (ana.role, ana.joined_at, ana.status) == (None, None, Status.LEFT)


async def test_two_presses_at_once_leave_once(desk):
    await paired(desk)
    await desk.run("ANA", leaving.leave_now, say.Leave())
    await desk.run("ANA", leaving.leave_now, say.Leave())
    assert desk.rewritten == [say.LeftAlready()]
    assert await desk.after(days=3) == [("BO", say.MatchEnded("ANA", seeks=False))]


async def test_what_is_typed_after_leaving_answers_no_question(desk):
    await taking_part(desk, "ANA", status=Status.JOINING)
    await tells(desk, state="open", role="mentee")
    await desk.run("ANA", leaving.leave_now, say.Leave())
    await desk.types("ANA", "SQL")
    assert await answers_of(desk, "ANA") == {"role": "mentee"}


async def test_a_stranger_has_nothing_to_leave(desk):
    await desk.knows("ANA")
    assert await desk.commands("ANA", "leave") == say.NotTakingPart()
    await desk.run("ANA", leaving.leave_now, say.Leave(delete=True))
    assert desk.rewritten == [say.NotTakingPart()]
    assert await desk.run("ANA", leaving.keep_place, say.KeepPlace()) == say.NotTakingPart()
    assert await participant(desk, "ANA") is None


def slack_user(who="ANA", **changes):
    return {
        "id": who,
        "team_id": "T1",
        "tz": "UTC",
        "profile": {"real_name": who.title(), "title": ""},
        **changes,
    }


async def test_a_deactivated_account_leaves_and_the_program_team_hears_it_once(desk):
    await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMIN")
    gone = {"user": slack_user(deleted=True)}
    await desk.run("ANA", leaving.person_changed, gone, pressed=False)
    assert desk.said == [("CADMIN", say.Gone("Ana", 1))]
    assert desk.homes == ["BO"]
    await desk.run("ANA", leaving.person_changed, gone, pressed=False)
    assert desk.said == []
    assert await desk.after(days=9) == [("BO", say.MatchEnded("ANA", seeks=False))]
    assert (await participant(desk, "ANA")).status is Status.LEFT


async def test_a_deactivated_account_without_an_admin_channel_leaves_quietly(desk):
    await taking_part(desk, "ANA")
    await desk.run("ANA", leaving.person_changed, {"user": slack_user(deleted=True)}, pressed=False)
    assert desk.said == []
    assert (await participant(desk, "ANA")).status is Status.LEFT


async def test_a_new_name_or_time_zone_is_followed(desk):
    await taking_part(desk, "ANA")
    moved = slack_user(tz="Asia/Tokyo", profile={"real_name": "Ana Lima <!channel>", "title": "Lead"})
    await desk.run("ANA", leaving.person_changed, {"user": moved}, pressed=False)
    async with desk.turns.store.read() as db:
        ana = await db.people.get("ANA")
    assert (ana.name, ana.title, ana.tz) == ("Ana Lima <!channel>", "Lead", "Asia/Tokyo")
    assert desk.homes == ["ANA"]


async def test_a_status_message_changes_nothing(desk):
    await taking_part(desk, "ANA")
    user = slack_user(profile={"real_name": "Ana", "title": "", "status_text": "lunch"})
    await desk.run("ANA", leaving.person_changed, {"user": user}, pressed=False)
    assert desk.homes == []


async def test_of_strangers_nothing_is_kept(desk):
    await desk.run("ZOE", leaving.person_changed, {"user": slack_user("ZOE")}, pressed=False)
    async with desk.turns.store.read() as db:
        assert await db.people.get("ZOE") is None


async def test_somebody_known_who_takes_no_part_is_kept_up_to_date_and_nothing_more(desk):
    await desk.knows("ANA")
    await desk.run("ANA", leaving.person_changed, {"user": slack_user(deleted=True)}, pressed=False)
    async with desk.turns.store.read() as db:
        assert (await db.people.get("ANA")).deleted
    assert desk.said == desk.homes == []


@pytest.mark.parametrize("change", [{"is_restricted": True}, {"is_stranger": True}])
async def test_an_account_that_is_a_guests_now_leaves_as_well(desk, change):
    match = await paired(desk)
    await desk.run("ANA", leaving.person_changed, {"user": slack_user(**change)}, pressed=False)
    assert (await match_now(desk, match)).state is State.ENDED
    assert await desk.after(days=1) == [("BO", say.MatchEnded("ANA", seeks=False))]


@pytest.mark.parametrize("left", [{"guest": True}, {"deleted": True}])
async def test_a_match_does_not_wait_for_somebody_whose_account_was_found_to_be_gone(desk, left):
    await published(desk)
    ours = await published_match(desk)
    async with desk.turns.store.begin() as db:
        await db.people.put(Person("BO", "Bo", **left), desk.clock.now)
    said = await desk.after(days=3)
    assert (await match_now(desk, ours)).state is State.ENDED
    assert (ADMINS, say.Gone("Bo", 1)) in said
    assert ("ANA", say.MatchEnded("BO", seeks=True)) in said
    assert desk.told("BO") == []


async def test_deleting_empties_the_reasons_of_their_pairs(desk):
    await published(desk)
    ours = await published_match(desk)
    other = await published_match(desk, "ADA")
    assert ours.reasons
    await desk.run("ANA", leaving.leave_now, say.Leave(delete=True))
    async with desk.turns.store.read() as db:
        assert (await db.matches.get(ours.id)).reasons == ()
        assert (await db.matches.get(other.id)).reasons == other.reasons != ()
        pairs = {pair.mentee: pair.reasons for pair in await db.rounds.pairs(1)}
    assert pairs["ANA"] == () and pairs["ADA"]
