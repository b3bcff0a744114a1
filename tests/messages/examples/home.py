"""Examples of Home, of `status`, and of what they lead to."""

from datetime import UTC, datetime, timedelta

from bot.domain.home import Coming, Counts, Next, Pair, Step
from bot.messages.base import Message, View
from bot.messages.home import FewerNoted, Home, WhyThis
from bot.messages.next_step import Status

NOW = datetime(2030, 1, 7, 10, 0, tzinfo=UTC)
BO = Pair(7, "UBO", "mentee", "open", Next(Step.MEET, 7, "UBO", "mentee"))
READ = Pair(7, "UBO", "mentee", "open", Next(Step.READ, 3, "UBO", "mentee"), given="sent")
MENTEES = tuple(
    Pair(
        number,
        f"U{number}MIA",
        "mentor",
        stage,
        Next(step, number, f"U{number}MIA", "mentor") if step else None,
        NOW if stage == "open" else None,
    )
    for number, (stage, step) in enumerate(
        [
            ("open", Step.ANSWER),
            ("open", Step.READ),
            ("open", Step.DRAFT),
            ("look", Step.LOOK),
            ("starting", None),
            ("held", None),
        ]
        + [("open", Step.MEET)] * 41
    )
)
COMING = tuple(
    Coming(number, kind, NOW + timedelta(days=number + 1), "UBO" if "." in kind and number < 8 else "")
    for number, kind in enumerate(
        [
            "checkin.mentee",
            "checkin.planned",
            "checkin.follow_up",
            "feedback.prompt",
            "feedback.unread",
            "pause.ends",
            "waiting.news",
            "intake.resume",
            "checkin.mentor",
            "checkin.later",
            "feedback.follow_up",
            "a.kind.of.later",
        ]
    )
)
WAY = "https://slack.com/app_redirect?channel=CADMIN&team=T1"
COUNTS = Counts(21, 14, 5, 3, 1, 12, 4, 1, "CADMIN")

EXAMPLES: list[Message | View] = [
    Home(Next(Step.JOIN), NOW),
    Home(Next(Step.CLOSED), NOW),
    Home(Next(Step.GO_ON), NOW, part_of_it=True, coming=COMING[7:8]),
    Home(Next(Step.WAIT), NOW, part_of_it=True, coming=COMING[6:7]),
    Home(Next(Step.MEET, 7, "UBO", "mentee"), NOW, (BO,), COMING[:1], part_of_it=True),
    Home(Next(Step.ANSWER, 0, "U0MIA", "mentor"), NOW, MENTEES, COMING, fewer=True, part_of_it=True),
    Home(
        Next(Step.MEET, 7, "UBO", "mentee", met="2030-01-07", asks="2030-01-21"),
        NOW,
        (BO.with_days(met="2030-01-07", asks="2030-01-21", away="2030-01-14"),),
        (Coming(3, "feedback.deliver", NOW, "UBO"),),
        part_of_it=True,
    ),
    Home(Next(Step.READ, 3, "UBO", "mentee"), NOW, (READ,), part_of_it=True),
    Home(
        Next(Step.MEET, 7, "UBO", "mentor"),
        NOW,
        (Pair(7, "UBO", "mentor", "open", Next(Step.MEET, 7, "UBO", "mentor")),),
        (Coming(0, "checkin.partner", NOW, "UBO", NOW + timedelta(days=2)),),
        part_of_it=True,
    ),
    Home(Next(Step.WAIT, until=NOW), NOW, part_of_it=True, coming=COMING[6:7]),
    Home(Next(Step.RESUME, until=NOW), NOW, (BO,), COMING[5:6], part_of_it=True),
    Home(Next(Step.JOIN), NOW, counts=COUNTS),
    Home(Next(Step.WAIT), NOW, part_of_it=True, counts=Counts(0, 0, 0, 0, 0, 0, 0, 0, "")),
    Home(Next(Step.JOIN), NOW, counts=Counts(0, 0, 0, 0, 0, 0, 0, 0, "CADMIN")),
    Home(Next(Step.JOIN), NOW, counts=Counts(21, 14, 5, 3, 1, 0, 0, 0, "CADMIN", "CPROGRAM", True, WAY)),
    Home(Next(Step.JOIN), NOW, counts=Counts(0, 0, 0, 3, 0, 0, 0, 0, "CADMIN", "CPROGRAM", True, WAY)),
    *(Status.of(Next(step, 7, "UBO", part, NOW)) for step in Step for part in ("mentee", "mentor")),
    Status(Step.RESUME),
    Status(Step.MEET, 7, "UBO", "mentor", asks="2030-01-21"),
    Status(Step.MEET, 7, "UBO", "mentee", met="2030-01-07", asks="2030-01-21"),
    WhyThis(3, COMING[0]),
    WhyThis(3, COMING[8], fewer=True),
    WhyThis(3, COMING[11]),
    WhyThis(3),
    FewerNoted(1, fewer=True),
    FewerNoted(2, fewer=False),
]
