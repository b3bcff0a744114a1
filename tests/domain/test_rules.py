"""What was changed in Slack, on top of the program file."""

from dataclasses import replace

from bot.domain.rules import IN_SLACK, Changes, changed, differing, in_force, steps
from bot.messages.rules import ALLOWED, CRITERIA, RULES, WORDS
from bot.messages.rules_changed import step_words
from bot.programs.reading import standard

FILE = standard().matching


def test_what_differs_makes_the_same_rules_again():
    wished = changed(
        FILE, Changes({"goal": "high", "languages": "must"}, {"aim": "points", "min_shared_hours": 0})
    )
    assert differing(FILE, wished) == Changes(
        {"goal": "high", "languages": "must"}, {"min_shared_hours": 0, "aim": "points"}
    )
    assert changed(FILE, differing(FILE, wished)) == wished
    assert wished.must == ("languages", "skills")
    assert steps(FILE, wished) == (
        ("goal", "medium", "high"),
        ("languages", "low", "must"),
        ("rule:min_shared_hours", "1", "0"),
        ("rule:aim", "people", "points"),
    )
    assert differing(FILE, FILE) == Changes()


def test_what_is_not_changed_follows_the_file_when_that_changes():
    changes = Changes({"goal": "high"})
    newer = replace(standard(), written=None, matching=changed(FILE, Changes({"languages": "off"})))
    now = in_force(newer, changes).matching
    assert (now.words["goal"], now.words["languages"]) == ("high", "off")


def test_something_always_counts():
    only_goal = changed(FILE, Changes({**dict.fromkeys(FILE.words, "off"), "goal": "low"}))
    file = replace(standard(), written=None, matching=only_goal)
    assert in_force(file, Changes({"goal": "off"})).matching.points["goal"] == 1000


def test_what_cannot_be_a_must_is_none():
    assert changed(FILE, Changes({"goal": "must"})).words["goal"] == "medium"


def test_every_criterion_and_rule_can_be_said():
    assert set(CRITERIA) == set(FILE.words)
    assert set(ALLOWED) | set(RULES) == set(IN_SLACK)
    for name, values in IN_SLACK.items():
        if name in RULES:
            assert set(RULES[name][1]) == {str(value) for value in values}
    for word in WORDS:
        assert word in step_words("goal", "off", word)
    assert "of a later release" in step_words("rule:of a later release", "1", "2")
