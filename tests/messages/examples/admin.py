"""Examples of the program team's screen."""

from bot.domain.admin import Overview
from bot.messages.admin import AdminHelp, OpenPreview, People, Screen
from bot.messages.base import Message, View

BUSY = Overview(
    mentees=24,
    mentors=15,
    both=3,
    paused=2,
    interested=0,
    seeking=12,
    places=9,
    starting=2,
    under_way=11,
    held=1,
)
HOSTILE = ("<!channel> Zoe", "Ana *bold*", "\u202eהֱיֵה שָׁלוֹם", *(f"Colleague {n}" for n in range(40)))

EXAMPLES: list[Message | View] = [
    Screen.of(Overview()),
    Screen.of(Overview(interested=3), program_channel="CMENTORSHIP", note="saved"),
    Screen.of(Overview(mentees=2), is_open=True, program_channel="CMENTORSHIP", note="posted"),
    Screen.of(BUSY, is_open=True, program_channel="CMENTORSHIP", unfinished=HOSTILE, drawn_at=1894100000),
    Screen.of(
        BUSY, is_open=True, program_channel="CMENTORSHIP", picking=True, note="nothing picked", meant="people"
    ),
    People((("mentee", 2, "Ana, Cy"), ("mentor", 43, "<!channel> Bo, Dee and 41 more"), ("paused", 0, ""))),
    People(()),
    People.of(
        {
            "mentee": ["Ana", "<!channel> Cy"],
            "mentor": [f"{n} " + "x" * 90 for n in range(103)],
            "paused": [],
        },
        1,
    ),
    OpenPreview("CMENTORSHIP", 1),
    AdminHelp(),
]
