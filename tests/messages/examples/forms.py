"""Examples of forms, asked one question at a time and as a modal."""

from bot.domain.forms import Answers
from bot.messages.base import Message, View
from bot.messages.forms import Answered, Ask, Closed, Moved, Questions, SetAside
from bot.messages.skills import DidYouMean
from bot.programs.reading import standard

HOSTILE = (
    "<!channel> ⚡️ press <https://evil.example|here> \u202eהֱיֵה שָׁלוֹם\u202c *now* & _always_ `rm -rf` " * 3
)
INTAKE: Answers = {
    "role": "both",
    "wanted": ("Public speaking", "SQL"),
    "goal": HOSTILE,
    "offered": ("Coaching", "<!here>"),
    "expertise": "Moving from expert to team lead.",
    "capacity": 2,
    "more": "yes",
    "avoid": ("UCARL",),
}

EXAMPLES: list[Message | View] = [
    Ask("intake", 0, "role", first=True),
    *(
        Ask(name, 7, f"{question.key}:SQL" if question.each else question.key)
        for name, form in standard().forms.items()
        for question in form.questions
    ),
    Ask("intake", 0, "wanted_level:<!channel>"),
    Ask("intake", 0, "capacity", fault="not_a_number", limit=5),
    Ask("pause", 0, "until", fault="day_is_past"),
    Answered("intake", 0, "goal", HOSTILE),
    Answered("intake", 0, "wanted", "Public speaking, SQL"),
    DidYouMean("intake", 0, "wanted", ("SQL", "kuberntes"), 1, ("Kubernetes",)),
    DidYouMean("intake", 0, "offered", ("<!here> data analisys ✨",), 0, ("Data analysis", "Data science")),
    SetAside("intake", 0),
    Moved(),
    Closed(),
    Answered("intake", 0, "wanted", ("Public speaking", "<!here>")),
    Answered("intake", 0, "avoid", ("UCARL",)),
    Answered("intake", 0, "manager", "UDEE"),
    Answered("intake", 0, "hours", None),
    *(Questions(name, 7) for name in standard().forms),
    Questions("intake", 0, answers=INTAKE),
    Questions("intake", 0, answers=INTAKE, intro="Change what you are looking for."),
]
