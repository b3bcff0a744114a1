"""Examples of the program team's page of skills."""

from bot.messages.base import Message, View
from bot.messages.skill_list import ChangeForm, SameForm, SkillList

LONG = "<!channel> ⚡️ <https://evil.example|here> \u202eהֱיֵה שָׁלוֹם\u202c *now*"

EXAMPLES: list[Message | View] = [
    SkillList(),
    SkillList(
        ((1, "Basket weaving", 3), (2, LONG, 1)),
        12,
        (
            (4, "merge", "kuberntes", "Kubernetes"),
            (3, "add", "Basket weaving", "Others"),
            (2, "own", LONG, ""),
        ),
        "changed",
    ),
    SameForm(1, LONG, 2),
    ChangeForm(),
]
UNASKED: set[str] = set()
