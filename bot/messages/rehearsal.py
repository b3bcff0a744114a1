"""A rehearsal: three minutes in which the bot plays the partner, and nothing is stored or sent to anybody else."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import called
from bot.messages.mrkdwn import Mrkdwn, channel, fill
from bot.messages.pieces import button, buttons, section, small, told


class Scene(NamedTuple):
    """What the bot says, the buttons under it, and what the answer leads to in the real program."""

    words: str
    choices: tuple[str, ...]
    then: str


SCENES: Final = (
    Scene(
        "*Robin could be your mentor.*\n• could teach what you want to learn: Public speaking\n"
        "• your working days overlap by 5 hours\n• both of you like open talk",
        ("Looks good", "I have a concern"),
        "Now Robin is asked. When both agree, your own conversation opens, which I cannot read.",
    ),
    Scene(
        "*Did you and Robin meet?* One tap is enough, for both of you.",
        ("We met", "It's planned", "Not yet"),
        "From then on I ask {rhythm}. Robin is asked only if you stay silent.",
    ),
    Scene(
        "*Robin has written you feedback.* One minute to read.",
        ("Read", "Later"),
        "The words open in a window that only you see; they stand in no message.",
    ),
)


@dataclass(frozen=True)
class Rehearse(Click, name="rehearsal.press"):
    """The button `choice` of scene `step`."""

    step: int
    choice: int


@dataclass(frozen=True)
class Rehearsal(Message, kind="rehearsal.scene"):
    step: int

    def render(self, program: Program) -> Rendered:
        scene = SCENES[self.step]
        pressed = [
            button(label, Rehearse(self.step, place), place=place)
            for place, label in enumerate(scene.choices)
        ]
        return told(
            small(
                fill(
                    "Rehearsal, {n} of {all}: I play Robin, and nothing is stored.",
                    n=self.step + 1,
                    all=len(SCENES),
                )
            ),
            section(Mrkdwn(called(program, scene.words))),
            buttons(*pressed),
        )


@dataclass(frozen=True)
class Rehearsed(Message, kind="rehearsal.pressed"):
    """What a scene becomes once it is answered."""

    step: int
    choice: int

    def render(self, program: Program) -> Rendered:
        scene = SCENES[self.step]
        then = fill(scene.then, rhythm=program.rhythms[0].label)
        return told(section(fill("✓ {label}. {then}", label=scene.choices[self.choice], then=then)))


@dataclass(frozen=True)
class RehearsalOver(Message, kind="rehearsal.over"):
    admin_channel: str = ""

    def render(self, program: Program) -> Rendered:
        where = channel(self.admin_channel) if self.admin_channel else Mrkdwn("the admin channel")
        words = "*That was it.* In the program, days lie between these, and everything waits for people's working hours."
        return told(
            section(words),
            section(fill("To begin for real: `/mentor-admin` in {where}, then *Open joining*.", where=where)),
            small("Nobody else was written to, and nothing was stored."),
        )
