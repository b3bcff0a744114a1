"""All that the bot reacts to, on one page."""

from collections.abc import Mapping

from bot.domain.due import Due
from bot.flows import (
    about,
    admin,
    claiming,
    concerns,
    feedback,
    forms,
    home,
    joining,
    leaving,
    match,
    matching,
    opening,
    pairs,
    pausing,
    publishing,
    receiving,
    rehearsal,
    trouble,
    waiting,
)
from bot.flows.checkins import answering, arranging, asking, meetings
from bot.handlers.table import Route, Routes, admin_word, click, event, form, word
from bot.messages import about as about_said
from bot.messages import admin as admin_said
from bot.messages import checkins as checkins_said
from bot.messages import concerns as concerns_said
from bot.messages import feedback as feedback_said
from bot.messages import forms as asked
from bot.messages import home as home_said
from bot.messages import joining as joining_said
from bot.messages import leaving as leaving_said
from bot.messages import match as match_said
from bot.messages import matching as matching_said
from bot.messages import meetings as meetings_said
from bot.messages import opening as opening_said
from bot.messages import pairs as pairs_said
from bot.messages import pausing as pausing_said
from bot.messages import receiving as receiving_said
from bot.messages import rehearsal as rehearsal_said
from bot.messages import rhythm as rhythm_said
from bot.messages import times as times_said
from bot.messages import waiting as waiting_said
from bot.turn import Finishers, Flow, Owner

WRONGED = (
    r"\b(i|i'm|i've|me|my)\b.*(?<!-)\b(harass|bull(y|ie)|discriminat(ed|es|ing)\b|abus(e|ed|es|ing|ive)\b|assault|threaten|stalk|groped"
    r"|racist|sexist|humiliat|afraid of my|scared of my)|(?<!-)\b(harass|bull(y|ie)|discriminat(ed|es|ing)|abus(ed|es|ing)|threaten|humiliat)\w*( against)? me\b|\b(do not|don't) feel safe|\b(feel|am|i'm) unsafe"
)
HURT = (
    r"\b(hurt|hurting|harm|harming|kill|killing|cut|cutting) my ?self\b|\bsuicid|\bself[- ]harm|\bend my life\b"
    r"|\b(want|wish|going) to die\b|\bdo(n't| not) want to (live|be alive)\b"
)
TROUBLE = (
    r"\b(harass|bull(y|ied)|discriminat)|\b(something|this|it) (is not|isn't|'s not|does not feel|doesn't feel) right\b"
    r"|\b(report|have|raise|is|there's) an? (serious )?(problem|concern|incident)\b|\b(report|complain about) (my|some|him|her)"
)
"""A cry for help, whatever else is being asked; and what says that something is wrong."""

HELP = r"what (can|do) you do|how does (this|it) work|^help me"
PERSON = r"(talk|speak|write) (to|with) (a |some)?(person|human|body|one)|who runs this"
PAUSE = r"(take|need|want|like) (to |a )+(break|pause)( ?(?P<rest>.*))"
STATUS = r"what('s| is| comes) next|where do i stand|who is my (mentor|mentee|match)"
LEAVE = r"(want|like|wish) to (stop|leave|quit)( (the|this|it|with|taking part|mentor).*)?$"
MET = r"^we( have|'ve)? (just )?met\b"
ASK_FEEDBACK = r"(ask|like|want)( \w+)* (for )?feedback from|ask( \w+)* for feedback"
FEEDBACK = r"(give|write|send)( \w+)* feedback"
WISH = (
    r"^(?P<rest>(?:i(?:'d| would| really|'m| am)* )?(?:want|like|love|need|wish|looking|interested|find me|get me"
    r"|can i|could i|may i)(?: for| in)?(?: to)?(?: be| being| become| becoming| have| having| find| finding| get)?"
    r"(?: an?)? (?:good )?ment(?:or|ee)s?\b.*)$"
)
JOIN = (
    r"^(?:i(?:'d| would)? (?:want|like) to|how (?:do|can) i|can i) (?:join|sign up|take part)\b(?P<rest>.*)$"
)
GIVE = r"^(?P<rest>i (?:can|could|would(?: like to)?|want to) mentor\b.*)$"
"""What people say in whole sentences, in small letters; `rest` is what the flow is given."""

ROUTES: tuple[Route, ...] = (
    # The bot itself
    word(
        "concern",
        trouble.heard,
        also=("report a problem", "something isn't right", "something is not right", "problem", "report"),
        says=(TROUBLE,),
        urgent=(HURT, WRONGED),
    ),
    word("help", about.help_me, also=("?", "what can you do"), says=(HELP,)),
    word(
        "hello", about.hello, also=("hi", "hey", "good morning", "good afternoon", "hi there", "hello there")
    ),
    word("person", about.person, also=("ask", "human", "talk to a person"), says=(PERSON,)),
    word("privacy", about.privacy, also=("what do you store", "who sees it")),
    click(about_said.ShowHelp, about.show_help),
    click(about_said.TalkToPerson, about.person),
    # Home
    event("app_home_opened", home.opened),
    word("status", home.status, also=("", "what is next", "what's next"), says=(STATUS,)),
    click(home_said.Skip, home.skip),
    click(home_said.Why, home.why),
    click(home_said.Fewer, home.fewer),
    click(home_said.Refresh, home.refresh),
    # Joining
    word("join", joining.join, also=("sign up", "register", "sign me up"), says=(WISH, JOIN, GIVE)),
    word("profile", joining.profile, also=("my profile", "me", "what do you know about me")),
    click(joining_said.JoinAs, joining.join_as),
    click(joining_said.TellMeMore, joining.tell_more),
    click(joining_said.TellMeWhenOpen, joining.tell_when_open),
    click(joining_said.Better, joining.better),
    click(joining_said.ChangeAnswers, joining.change),
    # Pausing and leaving
    word("pause", pausing.pause, also=("break", "take a break"), says=(PAUSE,)),
    word("resume", pausing.resume, also=("unpause", "i am back", "i'm back")),
    click(pausing_said.PauseAsked, pausing.ask),
    click(pausing_said.PauseFor, pausing.pause_for),
    click(pausing_said.PickDay, pausing.pick_day),
    click(pausing_said.ResumeNow, pausing.resume),
    word("leave", leaving.leave, also=("quit", "unsubscribe", "forget me"), says=(LEAVE,)),
    click(leaving_said.LeaveAsked, leaving.leave),
    click(leaving_said.Leave, leaving.leave_now),
    click(leaving_said.Stay, leaving.stay),
    click(leaving_said.KeepPlace, leaving.keep_place),
    event("user_change", leaving.person_changed),
    # The program team's screen
    admin_word("", admin.screen, also=("setup", "screen", "status")),
    admin_word("match", matching.preview, also=("preview", "preview match")),
    admin_word("pairs", pairs.show, also=("matches", "who is with whom")),
    click(pairs_said.ShowPairs, pairs.turn_page),
    admin_word("people", admin.people, also=("who",)),
    admin_word("open", admin.open_joining, also=("announce", "open joining", "invite")),
    admin_word("close", admin.close_joining, also=("close joining",)),
    admin_word("help", admin.help_me, also=("?",)),
    admin_word("claim", claiming.claim, placed=True),
    click(admin_said.ShowScreen, admin.screen),
    click(admin_said.ShowPeople, admin.people),
    click(admin_said.PickChannel, admin.pick_channel),
    click(admin_said.SaveChannel, admin.save_channel),
    click(admin_said.OpenJoining, admin.open_joining),
    click(admin_said.PostIt, admin.post),
    click(admin_said.CloseJoining, admin.close_joining),
    click(admin_said.TryAlone, admin.try_alone),
    click(rehearsal_said.Rehearse, rehearsal.press),
    # A matching round, seen by the program team alone
    click(matching_said.PreviewMatch, matching.preview),
    click(matching_said.TurnPage, matching.turn_page),
    click(matching_said.Drop, matching.drop),
    click(matching_said.UndoDrop, matching.undo_drop),
    click(matching_said.Allow, matching.allow),
    click(matching_said.Publish, matching.publish),
    click(matching_said.Undo, matching.undo),
    click(matching_said.SendNow, matching.send_now),
    click(waiting_said.StayOnList, waiting.stay),
    # The match, until its conversation is open
    click(match_said.LooksGood, match.looks_good),
    click(match_said.Gladly, match.gladly),
    click(match_said.NotThisTime, concerns.not_this_time),
    click(match_said.NameUs, match.name_us),
    click(match_said.ConcernAsked, concerns.asked),
    click(opening_said.SlotWorks, opening.works),
    click(opening_said.AnotherTime, opening.another),
    click(concerns_said.EndMatch, concerns.end_match),
    click(concerns_said.Resume, concerns.resume),
    click(concerns_said.ReadConcern, concerns.read),
    # Check-ins, and the meetings they ask about
    word("met", meetings.tell_met, also=("we met", "we have met"), says=(MET,)),
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
    word("ask-feedback", receiving.ask_word, also=("ask for feedback", "ask feedback"), says=(ASK_FEEDBACK,)),
    word("feedback", feedback.menu, also=("give feedback", "sbi"), says=(FEEDBACK,)),
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
    "intake.resume": joining.unfinished,
    "joining.opened": joining.opened,
    "match.publish": publishing.publish,
    "match.public": publishing.post,
    "match.mentee_turn": match.mentee_turn,
    "match.mentor_turn": match.mentor_turn,
    "match.open": opening.opens,
    "match.held": concerns.held,
    "match.again": match.again,
    "match.over": concerns.over,
    "concern.opened": concerns.tell_opened,
    "waiting.news": waiting.news,
    "checkin.mentee": asking.ask_mentee,
    "checkin.mentor": asking.ask_mentor,
    "checkin.follow_up": asking.ask_again,
    "checkin.planned": asking.ask_as_promised,
    "checkin.later": asking.ask_as_promised,
    "checkin.silence": asking.give_up,
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
