"""All that the bot reacts to; what the program team does with a matching round stands in `rounds`."""

from collections.abc import Mapping

from bot.domain.due import Due
from bot.flows import (
    about,
    admin,
    circles,
    claiming,
    concerns,
    feedback,
    forms,
    home,
    joining,
    leaving,
    match,
    needs,
    opening,
    pairs,
    pausing,
    posting,
    publishing,
    receiving,
    rehearsal,
    skills,
    together,
    trouble,
    waiting,
)
from bot.flows.checkins import answering, arranging, asking, meetings
from bot.flows.matching import rules
from bot.handlers import sayings
from bot.handlers.rounds import ROUNDS
from bot.handlers.table import Route, Routes, admin_word, click, event, form, word
from bot.messages import about as about_said
from bot.messages import admin_clicks as admin_pressed
from bot.messages import checkins as checkins_said
from bot.messages import concerns as concerns_said
from bot.messages import feedback as feedback_said
from bot.messages import forms as asked
from bot.messages import home as home_said
from bot.messages import joining as joining_said
from bot.messages import leaving as leaving_said
from bot.messages import match as match_said
from bot.messages import meetings as meetings_said
from bot.messages import needs as needs_said
from bot.messages import one_pair as one_pair_said
from bot.messages import opening as opening_said
from bot.messages import pairs as pairs_said
from bot.messages import pausing as pausing_said
from bot.messages import posting as posting_said
from bot.messages import receipt as receipt_said
from bot.messages import receiving as receiving_said
from bot.messages import rehearsal as rehearsal_said
from bot.messages import rhythm as rhythm_said
from bot.messages import skill_list as skill_list_said
from bot.messages import skills as skills_said
from bot.messages import team_sees as team_sees_said
from bot.messages import times as times_said
from bot.messages import together as together_said
from bot.messages import waiting as waiting_said
from bot.turn import Finishers, Flow, Owner

ROUTES: tuple[Route, ...] = (
    # The bot itself
    word(
        "concern",
        trouble.heard,
        also=("report a problem", "something isn't right", "something is not right", "problem", "report"),
        says=(sayings.TROUBLE,),
        urgent=(sayings.HURT, sayings.WRONGED),
    ),
    word("help", about.help_me, also=("?", "what can you do"), says=(sayings.HELP,)),
    word(
        "hello", about.hello, also=("hi", "hey", "good morning", "good afternoon", "hi there", "hello there")
    ),
    word("person", about.person, also=("ask", "human", "talk to a person"), says=(sayings.PERSON,)),
    word("privacy", about.privacy, also=("what do you store", "who sees it")),
    click(about_said.ShowHelp, about.show_help),
    click(about_said.TalkToPerson, about.person),
    # Home
    event("app_home_opened", home.opened),
    word("status", home.status, also=("", "what is next", "what's next"), says=(sayings.STATUS,)),
    click(home_said.Skip, home.skip),
    click(home_said.Why, home.why),
    click(home_said.Fewer, home.fewer),
    click(home_said.Refresh, home.refresh),
    # Joining
    word(
        "join",
        joining.join,
        also=("sign up", "register", "sign me up"),
        says=(sayings.WISH, sayings.JOIN, sayings.GIVE),
    ),
    word(
        "profile",
        joining.profile,
        also=("my profile", "me", "needs", "what makes meetings work", "what do you know about me"),
    ),
    click(joining_said.JoinAs, joining.join_as),
    click(joining_said.TellMeMore, joining.tell_more),
    click(joining_said.TellMeWhenOpen, joining.tell_when_open),
    click(joining_said.Better, joining.better),
    click(joining_said.ChangeAnswers, joining.change),
    # Pausing and leaving
    word("pause", pausing.pause, also=("break", "take a break"), says=(sayings.PAUSE,)),
    word("resume", pausing.resume, also=("unpause", "i am back", "i'm back")),
    click(pausing_said.PauseAsked, pausing.ask),
    click(pausing_said.PauseFor, pausing.pause_for),
    click(pausing_said.PickDay, pausing.pick_day),
    click(pausing_said.ResumeNow, pausing.resume),
    word("leave", leaving.leave, also=("quit", "unsubscribe", "forget me"), says=(sayings.LEAVE,)),
    click(leaving_said.LeaveAsked, leaving.leave),
    click(leaving_said.Leave, leaving.leave_now),
    click(leaving_said.Stay, leaving.stay),
    click(leaving_said.KeepPlace, leaving.keep_place),
    event("user_change", leaving.person_changed),
    # The program team's screen
    admin_word("", admin.screen, also=("setup", "screen", "status")),
    admin_word("pairs", pairs.show, also=("matches", "who is with whom")),
    click(pairs_said.ShowPairs, pairs.turn_page),
    click(pairs_said.OpenPair, pairs.open_pair),
    click(one_pair_said.AskThem, pairs.ask),
    click(one_pair_said.EndPair, pairs.end),
    click(team_sees_said.ShowTeamSees, pairs.what_the_team_sees),
    admin_word("skills", skills.show, also=("new skills",)),
    click(skill_list_said.ShowSkills, skills.show),
    click(skill_list_said.AddSkill, skills.add),
    click(skill_list_said.SameAs, skills.same_as),
    click(skill_list_said.LeaveOwn, skills.leave_own),
    click(skill_list_said.ChangeSkill, skills.change),
    click(skill_list_said.UndoChange, skills.undo),
    form(skill_list_said.SameForm, skills.same_picked),
    form(skill_list_said.ChangeForm, skills.change_filled),
    admin_word("people", admin.people, also=("who",)),
    admin_word("open", admin.open_joining, also=("announce", "open joining", "invite")),
    admin_word("close", admin.close_joining, also=("close joining",)),
    admin_word("help", admin.help_me, also=("?",)),
    admin_word("claim", claiming.claim, placed=True),
    click(admin_pressed.ShowScreen, admin.screen),
    click(admin_pressed.ShowPeople, admin.people),
    click(admin_pressed.PickChannel, admin.pick_channel),
    click(admin_pressed.SaveChannel, admin.save_channel),
    click(admin_pressed.OpenJoining, admin.open_joining),
    click(admin_pressed.PostIt, admin.post),
    click(admin_pressed.CloseJoining, admin.close_joining),
    click(admin_pressed.TryAlone, admin.try_alone),
    click(rehearsal_said.Rehearse, rehearsal.press),
    click(posting_said.PostAgain, posting.again),
    *ROUNDS,
    # Who waits
    click(waiting_said.StayOnList, waiting.stay),
    click(together_said.BeginTogether, together.count_in),
    click(together_said.NotTogether, together.count_out),
    # The match, until its conversation is open
    click(match_said.LooksGood, match.looks_good),
    click(match_said.Gladly, match.gladly),
    click(match_said.NotThisTime, concerns.not_this_time),
    click(receipt_said.NameUs, match.name_us),
    click(match_said.ConcernAsked, concerns.asked),
    click(opening_said.SlotWorks, opening.works),
    click(opening_said.AnotherTime, opening.another),
    click(needs_said.ReadNeeds, needs.read),
    click(concerns_said.EndMatch, concerns.end_match),
    click(concerns_said.Resume, concerns.resume),
    click(concerns_said.ReadConcern, concerns.read),
    # Check-ins, and the meetings they ask about
    word("met", meetings.tell_met, also=("we met", "we have met"), says=(sayings.MET,)),
    click(checkins_said.WeMet, answering.met),
    click(checkins_said.ItsPlanned, answering.planned),
    click(checkins_said.NotYet, answering.not_yet),
    click(checkins_said.RemindLater, answering.later),
    click(checkins_said.Fewer, answering.fewer),
    click(meetings_said.LogMeeting, meetings.log),
    click(rhythm_said.ChangeRhythm, arranging.change_rhythm),
    click(rhythm_said.SetRhythm, arranging.set_rhythm),
    click(times_said.SuggestTime, arranging.suggest),
    click(times_said.WorksForMe, arranging.works),
    click(times_said.AnotherTime, arranging.another),
    # Feedback between the two of a match
    word(
        "ask-feedback",
        receiving.ask_word,
        also=("ask for feedback", "ask feedback"),
        says=(sayings.ASK_FEEDBACK,),
    ),
    word("feedback", feedback.menu, also=("give feedback", "sbi"), says=(sayings.FEEDBACK,)),
    click(feedback_said.WriteFeedback, feedback.write),
    click(feedback_said.AskFeedback, receiving.ask),
    click(feedback_said.ShowPreview, feedback.show),
    click(feedback_said.ChangeWords, feedback.change),
    click(feedback_said.SendNow, feedback.send),
    click(feedback_said.SendNextTime, feedback.send_next_time),
    click(feedback_said.KeepDraft, feedback.keep),
    click(feedback_said.ReadFeedback, receiving.read),
    click(receiving_said.ReadLater, receiving.later),
    click(receiving_said.Thank, receiving.thank),
    click(receiving_said.AskMore, receiving.ask_more),
    click(receiving_said.NotNow, receiving.not_now),
    # Forms, whoever asks them
    click(asked.Pick, forms.pick),
    click(asked.Done, forms.done),
    click(skills_said.Meant, forms.meant),
    click(asked.Skip, forms.skip),
    click(asked.Back, forms.back),
    click(asked.Stop, forms.stop),
    click(asked.Resume, forms.resume),
    click(asked.AsForm, forms.as_form),
    click(asked.Decides, forms.decides),
    form(asked.Questions, forms.submit),
)

FINISHERS: Finishers = {
    "intake": Owner(joining.finished, joining.may_answer),
    "concern": Owner(concerns.raised, concerns.may_raise),
    "pause": Owner(pausing.day_picked, pausing.may_pick),
    "planned": Owner(answering.planned_for, answering.may_plan),
    "sbi": Owner(feedback.written, feedback.may_write),
}
"""Whose form it is: what happens when it is complete, and who may answer it now."""

DUE: Mapping[str, Flow[Due]] = {
    "lead.card": admin.greet,
    "intake.resume": joining.unfinished,
    "intake.more": rules.more,
    "joining.opened": joining.opened,
    "match.publish": publishing.publish,
    "match.public": publishing.post,
    "match.mentee_turn": match.mentee_turn,
    "match.mentor_turn": match.mentor_turn,
    "match.open": opening.opens,
    "match.stands": match.stands,
    "circle.moves": circles.moves,
    "opening.passed": opening.passed,
    "match.held": concerns.held,
    "match.again": match.again,
    "match.over": concerns.over,
    "concern.opened": concerns.tell_opened,
    "waiting.news": waiting.news,
    "waiting.again": waiting.again,
    "together.begins": together.begins,
    "together.way": together.leads_there,
    "checkin.mentee": asking.ask_mentee,
    "checkin.mentor": asking.ask_mentor,
    "checkin.follow_up": asking.ask_again,
    "checkin.planned": asking.ask_as_promised,
    "checkin.later": asking.ask_as_promised,
    "checkin.silence": asking.give_up,
    "times.passed": arranging.passed,
    "feedback.prompt": receiving.prompt,
    "feedback.asked": receiving.pass_on,
    "feedback.follow_up": receiving.follow_up,
    "feedback.deliver": feedback.deliver,
    "feedback.returned": feedback.tell_returned,
    "feedback.unread": receiving.unread,
    "feedback.thanked": receiving.tell_thanked,
    "feedback.more": receiving.tell_more,
    "pause.ends": pausing.ends,
    "pause.partner": pausing.tell_partner,
    "leave.partner": leaving.tell_partner,
    "leave.gone": leaving.gone,
}
"""Whose turn it is when a row comes due, by its kind."""


def routes() -> Routes:
    return Routes(ROUTES, heard=forms.heard, lost=about.lost, admin_lost=admin.lost)
