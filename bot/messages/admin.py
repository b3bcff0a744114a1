"""The program team's screen: joining, who is in, and the one thing to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from bot.domain.admin import LeadStep, Overview
from bot.domain.program import Format, Program
from bot.domain.rounds import page_of
from bot.messages.admin_clicks import (
    CloseJoining,
    OpenJoining,
    PickChannel,
    PostIt,
    SaveChannel,
    ShowPeople,
    ShowScreen,
    TryAlone,
)
from bot.messages.asking import questions
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.formats import called, wording
from bot.messages.joining import invitation, ways_in
from bot.messages.lead import next_click, next_words, row_of
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, bullets, channel, fill, moment
from bot.messages.never import ShowNever
from bot.messages.pieces import buttons, divider, header, input_block, plain, section, small, told
from bot.messages.rules import ShowRules
from bot.messages.team_sees import ShowTeamSees

NAMES_AT_MOST: Final = 12


NOTES: Final = {
    "": "",
    "posted": "✓ Joining is open, and the invitation is on its way. If I cannot post it, you read it here.",
    "posted already": "The invitation was posted already; it is not posted twice.",
    "closed": "✓ Joining is closed. Whoever presses the invitation can ask to be told when it opens again.",
    "closed already": "Joining is closed already.",
    "saved": "✓ The program channel is saved.",
    "trying": "✓ I have written to you: three minutes in our direct messages. Nobody else is written to.",
    "fixed": "The program channel is set where I was started, and is changed there: `MENTORBOT_PROGRAM_CHANNEL`.",
    "nothing picked": "No channel was picked. Please pick one, then press *Save*.",
    "admin channel": "That is this channel, which only the program team reads. Please pick one that everybody can join.",
}


@dataclass(frozen=True)
class Screen(Message, kind="admin.screen"):
    """The one screen. `counts` are those of an `Overview`; `note` says what has just been done."""

    counts: dict[str, int]
    is_open: bool = False
    program_channel: str = ""
    picking: bool = False
    unfinished: tuple[str, ...] = ()
    note: str = ""
    meant: str = ""
    drawn_at: int = 0
    """A Unix time: the copy that stays in the channel does not follow what happens later."""

    @classmethod
    def of(cls, seen: Overview, **told: object) -> "Screen":
        return cls(asdict(seen), **told)  # type: ignore[arg-type]  # the fields after `counts`

    def render(self, program: Program) -> Rendered:
        seen = Overview(**{key: n for key, n in self.counts.items() if key in Overview.__slots__})
        picking = self.picking or not self.program_channel
        return told(
            section(fill("I do not know that word. Did you mean `{word}`?", word=self.meant))
            if self.meant
            else None,
            section(NOTES.get(self.note, "")) if self.note else None,
            header(program.name),
            section(self._joining(seen)),
            section(_people(seen, self.unfinished, program)),
            section(_matches(seen, program)),
            section(next_words(self._step(seen), program, seen.held)),
            *(_picker() if picking else (self._choices(seen),)),
            small(
                "Nobody hears of anything here before you publish or post it. "
                "Words work too: `pairs`, `match`, `people`, `open`, `close`, `help`.",
                *([fill("As of {at}.", at=moment(self.drawn_at))] if self.drawn_at else []),
            ),
        )

    def _joining(self, seen: Overview) -> Mrkdwn:
        where = (
            fill(" in {place}", place=channel(self.program_channel)) if self.program_channel else Mrkdwn("")
        )
        if self.is_open:
            return fill("*Joining is open*{where}.", where=where)
        waiting = (
            fill(" {n} asked to be told when it opens.", n=seen.interested) if seen.interested else Mrkdwn("")
        )
        return fill("*Joining is closed.*{waiting}", waiting=waiting)

    def _step(self, seen: Overview) -> LeadStep:
        return seen.next_step(has_channel=bool(self.program_channel), is_open=self.is_open)

    def _choices(self, seen: Overview) -> Block:
        row = row_of(
            self._step(seen),
            ("Preview match", PreviewMatch()) if seen.can_match else None,
            ("Close joining", CloseJoining()) if self.is_open else ("Open joining", OpenJoining()),
            ("Refresh", ShowScreen()),
            ("What counts", ShowRules()),
            *(questions if seen.can_match else ()),
            ("Never pair", ShowNever()),
            ("Change the channel", PickChannel()),
            ("Try it alone", TryAlone()),
            ("What the team sees", ShowTeamSees()),
        )
        return buttons(*row, primary=next_click(self._step(seen)) is not None)


def _people(seen: Overview, unfinished: tuple[str, ...], program: Program) -> Mrkdwn:
    words = wording(program).people
    if seen.paused:
        words += " On a pause: {paused} of them."
    if unfinished:
        words += "\nNot finished yet ({n}): {names}."
    every = seen.mentees + seen.mentors + seen.both
    return fill(
        called(program, words), **asdict(seen), all=every, n=len(unfinished), names=names_of(unfinished)
    )


def _matches(seen: Overview, program: Program) -> Mrkdwn:
    words = "*Matches:* under way {under_way}, starting {starting}."
    if seen.held:
        words += " Waiting for a look of yours: {held}."
    words += called(program, "\nWaiting for a mentor: {seeking}. Free places: {places}.")
    return fill(words, **asdict(seen))


def _picker() -> tuple[Block, Block]:
    pick = {
        "type": "conversations_select",
        "placeholder": plain("Pick a channel"),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    hint = "Add me to it first, with /invite. Nothing is posted before you open joining."
    return (
        input_block("program_channel", "The channel where people are invited", pick, hint=hint),
        buttons(("Save", SaveChannel()), ("Try it alone", TryAlone())),
    )


def names_of(names: tuple[str, ...]) -> str:
    """Names, at most a dozen of them, `and 37 more`."""
    others = len(names) - NAMES_AT_MOST
    shown = ", ".join(names[:NAMES_AT_MOST])
    return f"{shown} and {others} more" if others > 0 else shown


PARTS: Final = {
    "mentee": "Mentees",
    "mentor": "Mentors",
    "both": "Both",
    "joining": "Not finished yet",
    "paused": "On a pause",
}


JOINED_AS: Final = {"mentee": "Joined to learn", "mentor": "Joined to pass on", "both": "Joined for both"}
"""What they are called where all are peers by now."""


def part_words(part: str, program: Program) -> str:
    peers = program.matching.format is Format.PEERS
    return JOINED_AS.get(part, PARTS[part]) if peers else PARTS[part]


PEOPLE_A_PAGE: Final = 50
LONGEST_NAME: Final = 55
"""So that a page of names is never cut."""


@dataclass(frozen=True)
class People(Message, kind="admin.people"):
    """A page of who takes part as what, by name; never what they said. `parts` is (part, how many on all pages, the names
    on this one), `begins` the page on which each part begins."""

    parts: tuple[tuple[str, int, str], ...]
    page: int = 0
    pages: int = 1
    begins: tuple[tuple[str, int, int], ...] = ()

    @classmethod
    def of(cls, parts: Mapping[str, Sequence[str]], page: int) -> "People":
        """The page that is there, of those who take part as what."""
        everybody = [(part, name[:LONGEST_NAME]) for part, names in parts.items() for name in names]
        page, shown = page_of(everybody, page, PEOPLE_A_PAGE)
        here = {part: ", ".join(name for one, name in shown if one == part) for part in parts}
        first = {part: place for place, (part, _) in reversed(list(enumerate(everybody)))}
        return cls(
            tuple((part, len(parts[part]), names) for part, names in here.items() if names),
            page,
            max(1, -(-len(everybody) // PEOPLE_A_PAGE)),
            tuple((part, len(parts[part]), first[part] // PEOPLE_A_PAGE) for part in parts if parts[part]),
        )

    def render(self, program: Program) -> Rendered:
        lines = [
            fill("*{part}* ({n}): {names}", part=part_words(part, program), n=n, names=names)
            for part, n, names in self.parts
            if n
        ]
        several = self.pages > 1
        return told(
            *(section(line) for line in lines),
            None if lines else section("Nobody has joined yet."),
            small(f"Page {self.page + 1} of {self.pages}, by name") if several else None,
            buttons(*self._jumps(program), primary=False) if several else None,
            buttons(*self._ways(), ("Back to the screen", ShowScreen()), primary=False),
        )

    def _jumps(self, program: Program) -> list[tuple[str, Click]]:
        return [(f"{part_words(part, program)} ({n})", ShowPeople(page)) for part, n, page in self.begins]

    def _ways(self) -> list[tuple[str, Click] | None]:
        on = ("Next", ShowPeople(self.page + 1)) if self.page + 1 < self.pages else None
        back = ("Previous", ShowPeople(self.page - 1)) if self.page else None
        return [on, back]


@dataclass(frozen=True)
class OpenPreview(Message, kind="admin.open_preview"):
    """The very post, and a text to paste where the bot does not reach. `posted` counts the invitations so far."""

    program_channel: str
    posted: int = 0

    def render(self, program: Program) -> Rendered:
        paste = "{invitation}\nIn Slack, type /mentor join"
        return told(
            section(fill("*This is what I will post in {place}:*", place=channel(self.program_channel))),
            divider(),
            *invitation(program),
            small(f"With the buttons {', '.join(label for label, _ in ways_in(program))} and Tell me more."),
            divider(),
            section(
                fill(
                    "For e-mail or elsewhere:\n```{paste}```",
                    paste=fill(paste, invitation=program.texts["invitation"]),
                )
            ),
            buttons(("Post it", PostIt(self.posted)), ("Not now", ShowScreen())),
            small(
                fill(
                    "I can post only where I am a member: if I am not in {place}, type `/invite` there first.",
                    place=channel(self.program_channel),
                )
            ),
        )


@dataclass(frozen=True)
class AdminHelp(Message, kind="admin.help"):
    def render(self, program: Program) -> Rendered:
        words = (
            "`/mentor-admin`: the screen, with what is next",
            "`match`: work out the best pairs; only you here see them",
            "`matrix`: the draft as a picture and a table, to you alone",
            "`weights`: what counts in a matching, and the rules it keeps to",
            "`worked`: what has worked so far, and what that suggests to count",
            "`never @a @b`: two people who should never be paired; alone, the list of them",
            "`pairs`: who is with whom, whether they met, who waits",
            "`why @a @b`: why two people are a pair or are not; `why @a`: why somebody waits",
            "`what-if`: who would gain and who would lose by a change",
            f"`pair {wording(program).pair}`: a pair of your own, locked in the draft",
            "`match @person`: the best three for one person now, and what it takes from others",
            "`gaps`: what is lacking, whom to recruit, how each group fares",
            "`skills`: new words people typed, and the list of skills",
            "`people`: who takes part as what",
            "`open`: preview the invitation, then post it",
            "`close`: let nobody join for now",
            "`help`: this list",
        )
        return told(
            section(fill("*For those who run {name}*, in this channel only:", name=program.name)),
            section(bullets([Mrkdwn(line) for line in words])),
            buttons(("Show the screen", ShowScreen()), primary=False),
            small("You see numbers, names and reasons; never what people write to each other."),
        )
