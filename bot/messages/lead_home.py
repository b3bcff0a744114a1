"""The program at the Home of whoever runs it: how it stands, the one thing to do next, and the way to the rest."""

from bot.domain.admin import LeadStep
from bot.domain.home import Counts
from bot.domain.program import Program
from bot.messages.base import Block, Click
from bot.messages.formats import wording
from bot.messages.lead import next_words, row_of
from bot.messages.mrkdwn import Mrkdwn, channel, fill
from bot.messages.pieces import buttons, link_button, section, small
from bot.messages.team_sees import ShowTeamSees


def the_program(counts: Counts, program: Program) -> list[Block]:
    """For admins. Nobody else sees that it exists."""
    return [section(_stands(counts, program)), *(_next(counts, program) if counts.channel else [])]


def _stands(counts: Counts, program: Program) -> Mrkdwn:
    words = f"*The program you run*\n{wording(program).run}"
    words += "\n{under_way} matches under way, {starting} starting, {held} to look at."
    names = ("mentees", "mentors", "both", "unfinished", "paused", "under_way", "starting", "held")
    every = counts.mentees + counts.mentors + counts.both
    return fill(words, all=every, **{name: getattr(counts, name) for name in names})


def _next(counts: Counts, program: Program) -> list[Block]:
    step = counts.step
    sees = ("What the team sees", ShowTeamSees())
    there = link_button("Go to the program team's channel", counts.link, 9) if counts.link else None
    row: list[tuple[str, Click]] = row_of(step, sees)
    if step is LeadStep.CHANNEL:  # a channel is picked where the program is run
        row = row[1:]
    return [
        section(next_words(step, program, counts.held)),
        buttons(*row, there, primary=step not in (LeadStep.CHANNEL, LeadStep.WAIT)),
        small(fill("All of it is in {channel}: `/mentor-admin` there.", channel=channel(counts.channel))),
    ]
