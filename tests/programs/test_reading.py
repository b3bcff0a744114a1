"""A program file is read whole, and each of its faults is told with its line."""

import re

import pytest

from bot.domain.forms import Audience
from bot.domain.program import Format
from bot.programs.lines import MAX_CHARACTERS
from bot.programs.reading import ProgramFaults, read, standard, standard_text


def faults_after(old: str, new: str) -> list[str]:
    text = standard_text()
    assert text.count(old) >= 1
    with pytest.raises(ProgramFaults) as wrong:
        read(text.replace(old, new, 1))
    return wrong.value.faults


def line_of(words: str) -> int:
    return next(n for n, line in enumerate(standard_text().splitlines(), 1) if words in line)


def test_the_shipped_program_is_whole() -> None:
    program = standard()
    assert sum(program.matching.points.values()) == 1000
    assert program.rhythms[0].key == "two_weeks"
    assert program.undo_minutes == 10
    assert len(program.openers) >= 3
    assert 50 <= sum(len(group.skills) for group in program.skills) <= 70
    assert program.nudges["match.publish"].after_minutes == 10
    assert set(program.texts) == {"invitation", "more", "promise", "help_line"}


def test_a_mentee_is_asked_three_things_and_a_mentor_four() -> None:
    intake = standard().form("intake")
    assert [q.key for q in intake.applying({"role": "mentee"})] == ["role", "wanted", "goal"]
    assert [q.key for q in intake.applying({"role": "mentor"})] == [
        "role",
        "offered",
        "expertise",
        "capacity",
    ]


def test_more_is_asked_only_of_those_who_wish_it() -> None:
    intake = standard().form("intake")
    keys = [q.key for q in intake.applying({"role": "mentee", "wanted": ("SQL",), "more": "yes"})]
    assert keys[3:] == [
        "wanted_level:SQL",
        "hours",
        "languages",
        "style",
        "manager",
        "team",
        "department",
        "site",
        "needs",
        "avoid",
    ]
    assert not intake.missing({"role": "mentee", "wanted": ("SQL",), "goal": "Ask better", "more": "yes"})


def test_yes_and_no_stay_words() -> None:
    share = standard().form("concern").question("share")
    assert share is not None
    assert [option.key for option in share.options] == ["yes", "no"]


def test_whom_one_would_rather_avoid_is_read_by_nobody() -> None:
    avoid = standard().form("intake").question("avoid")
    assert avoid is not None
    assert avoid.seen_by == (Audience.NOBODY,)
    assert "program team included" in avoid.hint


def test_every_question_says_who_sees_it_and_has_a_label_and_fits_slack() -> None:
    for form in standard().forms.values():
        assert len(form.title) <= 24
        for question in form.questions:
            assert question.seen_by and question.label
            assert len(question.options) <= 100
            assert all(len(option.label) <= 75 and len(option.key) <= 75 for option in question.options)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("goal: medium ", "goal: some ", "`goal` must be 'must', 'high', 'medium', 'low' or 'off'."),
        ("goal: medium ", "goal: must ", "`goal` cannot be a must; it may be high, medium, low or off."),
        ("goal: medium ", "gaol: medium ", "There is no criterion `gaol`. Did you mean `goal`?"),
        ("day_starts: 9 ", "day_starts: nine ", "`day_starts` must be a whole number."),
        ("day_starts: 9 ", "day_starts: 19 ", "The working day must end after it starts."),
        ("day_ends: 17", "day_ends: 24", "`day_ends` must be 23 or less."),
        (
            "after_days: 3",
            "after_days: 0",
            "`match.held` must be one working day away or more: messages say how many.",
        ),
        ("contact: the program team", "contcat: x", "`contcat` means nothing here. Did you mean `contact`?"),
        ("contact: the program team", "contcat: x", "`contact` is missing."),
        ("name: Mentorship", "name:", "`name` must be text."),
        ("name: Mentorship", "name: ''", "`name` must not be empty."),
        ("repeat_allowed: false", "repeat_allowed: perhaps", "`repeat_allowed` must be true or false."),
        ("    - Sales", "    - SQL", "The skill `SQL` stands here more than once."),
        (
            "  match.publish:",
            "  match.publsh:",
            "There is no nudge `match.publsh`. Did you mean `match.publish`?",
        ),
        ("        kind: number", "        kind: amount", "`kind` must be one of: 'choice'"),
        ("        kind: number", "        kind: text", "`capacity` must be of the kind `number`."),
        ("seen_by: [nobody]", "seen_by: []", "`seen_by` needs at least 1."),
        ("asked_if: {role: [mentee, both]}", "asked_if: {rol: [mentee]}", "Did you mean `role`?"),
        (
            "asked_if: {role: [mentee, both]}",
            "asked_if: {role: [boss]}",
            "`boss` is not an option of `role`.",
        ),
        ("asked_if: {role: [mentee, both]}", "asked_fi: {role: [mentee]}", "Did you mean `asked_if`?"),
        ("each: wanted", "each: goal", "`goal` is not an earlier question that takes words."),
        ("options_from: skills", "options_from: moods", "`options_from` must be 'skills'."),
        ("      capacity:", "      places:", "The question `capacity` is missing: the bot counts on it."),
        ("both: Both}", "all: Both}", "The options of `role` must be mentee, mentor and both."),
        ("        at_least: 1", "        at_least: 9", "`at_least` is more than `at_most`, 5."),
        ("hour: 10", "hour: 25", "`hour` must be 23 or less."),
        ("after_days: 1", "after_dyas: 1", "`after_dyas` means nothing here. Did you mean `after_days`?"),
        ("days: 14", "days: 0", "`days` must be 1 or more."),
        ("budget_per_week: 2 ", "name: again\nbudget_per_week: 2 ", "`name` stands here twice."),
        (
            "        example: next Monday",
            "        options: {a: b}",
            "`day` is of the kind `day`, which takes no",
        ),
        (
            '        options: {"yes": Share my words with the program team, "no": Keep my words to myself}',
            "        example: x",
            "`share` is a choice and needs options.",
        ),
        ("  - What is some", "  - &a x\n  - *a\n  - What is some", "Aliases (& and *) are not used here"),
        ("name: Mentorship", "name: [", "This is not valid YAML"),
        ("name: Mentorship", "name: \x07", "This is not valid YAML"),
        ("name: Mentorship", "[a]: b\nname: Mentorship", "A key must be one word or text."),
    ],
)
def test_a_fault_is_told_in_words(old: str, new: str, said: str) -> None:
    assert any(said in fault for fault in faults_after(old, new))


def test_a_fault_has_its_line_and_all_faults_come_at_once_in_order() -> None:
    text = standard_text().replace("days: 14", "days: 0").replace("hour: 10", "hour: ten", 1)
    with pytest.raises(ProgramFaults) as wrong:
        read(text)
    assert [fault.split(": ")[0] for fault in wrong.value.faults] == [
        f"Line {line_of('days: 14')}",
        f"Line {line_of('  hour: 10')}",
    ]


@pytest.mark.parametrize(
    "text", ["", "just words", "- a list", "x" * (MAX_CHARACTERS + 1), "{" * 5000, "[" * 50 + "]" * 50]
)
def test_what_is_no_program_at_all_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(ProgramFaults) as wrong:
        read(text)
    assert wrong.value.faults[0].startswith("Line ")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("format: one_to_one", "format: circle", "`format` must be one of: 'one_to_one', 'circles'"),
        ("mentors_each: 1", "mentors_each: 4", "`mentors_each` must be 3 or less"),
        ("    least: 3", "    least: 7", "A circle's `least` must not be more than its `most`."),
        ("    least: 3", "    lest: 3", "`lest` means nothing here. Did you mean `least`?"),
        ("    most: 6", "    most: 8", "`most` must be 7 or less"),
        ("format: one_to_one", "format: reverse", "let the criterion `seniority` count"),
        (
            "format: one_to_one        # one_to_one, circles, peers or reverse: see below\n  mentors_each: 1",
            "format: peers\n  mentors_each: 2",
            "in peers it must be 1",
        ),
    ],
)
def test_a_format_that_cannot_be_is_refused(old: str, new: str, says: str) -> None:
    text = standard_text()
    assert old in text
    with pytest.raises(ProgramFaults, match=re.escape(says)):
        read(text.replace(old, new, 1))


def test_a_circle_must_fit_what_mentors_can_say() -> None:
    text = standard_text().replace("format: one_to_one", "format: circles", 1)
    rules = read(text).matching
    assert (rules.format, rules.circle, rules.most_mentors) == (Format.CIRCLES, (3, 6), 1)
    few = text.replace("at_least: 1\n        at_most: 5", "at_least: 1\n        at_most: 2", 1)
    with pytest.raises(ProgramFaults, match="`capacity` takes at most 2, and a circle needs 3 to open"):
        read(few)
