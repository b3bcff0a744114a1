"""What a select of skills offers while somebody types."""

from bot.messages.skills import suggested
from bot.programs.reading import standard


def offered(typed: str) -> dict[str, list[str]]:
    groups = suggested(standard(), typed)
    assert all(len(group["options"]) <= 100 for group in groups)
    return {group["label"]["text"]: [option["value"] for option in group["options"]] for group in groups}


def test_before_anything_is_typed_the_programs_own_choice_is_offered() -> None:
    assert [len(of) for of in offered(" ").values()] == [len(group.skills) for group in standard().skills]


def test_what_fits_is_offered_and_a_new_word_as_ones_own() -> None:
    assert offered("kuberntes") == {"Skills": ["Kubernetes"], "In your own words": ["kuberntes"]}
    assert offered("K8s") == {"Skills": ["Kubernetes"]}
    assert offered("basket weaving") == {"In your own words": ["basket weaving"]}


def test_a_word_of_ones_own_says_that_it_is_added() -> None:
    (own,) = suggested(standard(), "story time")[-1]["options"]
    assert (own["text"]["text"], own["value"]) == ("Add “story time”", "story time")


def test_what_is_typed_is_never_too_long_for_slack() -> None:
    assert [len(word) for word in offered("x" * 500)["In your own words"]] == [60]
