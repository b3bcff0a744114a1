"""The catalogue of skills: names, what is close to what, and what the program team changes in it."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.skills import Act, Catalogue, Change, Skill, same

SHELF = Catalogue(
    (
        Skill("Kubernetes", "Cloud", ("K8s",), ("Docker",)),
        Skill("Docker", "Cloud", ("containers",)),
        Skill("Java", "Languages"),
        Skill("JavaScript", "Languages", ("JS",)),
        Skill("C++", "Languages"),
    )
)
words = st.sampled_from(["Kubernetes", "k8s", "Docker", "Java", "JavaScript", "Helm", "kube", "", "C++", "C"])
changes = st.lists(st.builds(Change, st.sampled_from(Act), words, words), max_size=12)


def test_a_skill_is_found_by_any_of_its_names_however_they_are_spelled() -> None:
    for word in ("kubernetes", " K8S. ", "k8s"):
        assert SHELF.name(word) == "Kubernetes"
    assert SHELF.name("java script") == "JavaScript"
    assert SHELF.find("C") is None
    assert same("Front-end") == same("front end")
    assert len({same(name) for name in ("C", "C++", "C#")}) == 3


def test_an_own_word_stays_as_it_is_and_no_skill_is_named_twice() -> None:
    assert SHELF.named(["K8s", "Basket weaving", "kubernetes", "js"]) == (
        "Kubernetes",
        "Basket weaving",
        "JavaScript",
    )


def test_skills_are_close_to_each_other_whichever_side_says_so() -> None:
    assert SHELF.related("containers") == {"Kubernetes"}
    assert SHELF.related("k8s") == {"Docker"}
    assert SHELF.related("Java") == SHELF.related("Basket weaving") == frozenset()


def test_a_new_word_is_new_until_somebody_decides() -> None:
    assert SHELF.is_new("Helm")
    for change in (
        Change(Act.ADD, "Helm", "Cloud"),
        Change(Act.MERGE, "helm", "Kubernetes"),
        Change(Act.OWN, "Helm"),
    ):
        assert not SHELF.changed([change]).is_new("HELM")
    assert SHELF.changed([Change(Act.OWN, "Helm")]).name("helm") == "helm"


def test_a_skill_that_is_merged_is_found_under_the_other_with_all_its_names_and_relations() -> None:
    merged = SHELF.changed([Change(Act.MERGE, "Docker", "Kubernetes"), Change(Act.RELATE, "Java", "docker")])
    assert merged.name("containers") == merged.name("docker") == "Kubernetes"
    assert merged.related("Java") == {"Kubernetes"}
    assert "Kubernetes" not in merged.related("Kubernetes")


def test_a_renamed_skill_keeps_its_place_its_relations_and_its_old_name() -> None:
    renamed = SHELF.changed([Change(Act.RENAME, "docker", "Containers")])
    assert [one.name for one in renamed.skills][1] == "Containers"
    assert renamed.name("Docker") == "Containers"
    assert renamed.related("Kubernetes") == {"Containers"}


def test_what_no_longer_makes_sense_changes_nothing() -> None:
    for change in (
        Change(Act.ADD, "K8s", "Cloud"),
        Change(Act.ALSO, "Java", "JS"),
        Change(Act.ALSO, "Nothing", "Something"),
        Change(Act.MERGE, "Java", "Nothing"),
        Change(Act.RENAME, "Java", "JavaScript"),
        Change(Act.OWN, "Java"),
    ):
        assert SHELF.changed([change]) == SHELF


@given(changes)
def test_whatever_is_changed_a_name_belongs_to_one_skill_and_none_is_lost(changes: list[Change]) -> None:
    changed = SHELF.changed(changes)
    named = [same(word) for one in changed.skills for word in {one.name, *one.aliases}]
    assert len(named) == len(set(named))
    for one in SHELF.skills:
        for word in (one.name, *one.aliases):
            assert changed.find(word) is not None
    assert pickle.loads(pickle.dumps(changed)) == changed
    assert all(
        other in {one.name for one in changed.skills}
        for others in changed.relations.values()
        for other in others
    )
