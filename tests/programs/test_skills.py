"""The catalogue that comes with the bot, and lists that are imported."""

import pytest

from bot.domain.skills import Act, Catalogue, Change, Skill
from bot.programs.skills import SkillFaults, read, read_csv, shipped


def test_about_four_hundred_skills_are_shipped_in_about_twenty_groups() -> None:
    catalogue = shipped()
    assert 380 <= len(catalogue.skills) <= 450
    assert 18 <= len(catalogue.groups) <= 25
    assert sum(bool(catalogue.related(one.name)) for one in catalogue.skills) > 200


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("R", "R"),
        ("C", "C"),
        ("golang", "Go"),
        ("PM", "Product management"),
        ("js", "JavaScript"),
        ("k8s", "Kubernetes"),
    ],
)
def test_short_names_are_found_through_the_table(short: str, name: str) -> None:
    assert shipped().name(short) == name


def test_java_has_nothing_to_do_with_javascript() -> None:
    assert shipped().name("Java") != shipped().name("JavaScript") == shipped().name("Java Script")
    assert "JavaScript" not in shipped().related("Java")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("groups: {A: {Go: [go lang], Golang: []}}", "`golang` belongs to more than one"),
        ("groups: {A: {Go: []}}\nrelated: [[Go, Rust]]", "`Rust` is related to something"),
        ("groups: {A: {Go: yes}}", "Line 1"),
        ("groups: {A: {Go: []}, A: {}}", "stands here twice"),
    ],
)
def test_faults_of_a_catalogue_are_told(text: str, fault: str) -> None:
    with pytest.raises(SkillFaults, match=fault):
        read(text)


KNOWN = Catalogue((Skill("Go", "Languages", ("Golang",)),))


def test_a_list_adds_what_is_not_there_yet() -> None:
    text = "\ufeffname,group,aliases,related\nGolang,,Go lang; gopher,Rust\nRust,Languages,,\nGo,,,\nTea,,,\n"
    assert read_csv(text, KNOWN) == [
        Change(Act.ALSO, "Go", "gopher"),
        Change(Act.ADD, "Rust", "Languages"),
        Change(Act.ADD, "Tea", "Others"),
        Change(Act.RELATE, "Go", "Rust"),
    ]
    assert KNOWN.changed(read_csv(text, KNOWN)).related("gopher") == {"Rust"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("skill\nGo\n", "`name` is missing"),
        ("name,notes\nGo,x\n", "`notes` is no column"),
        ("name\n" + "x" * 61 + "\n", "Line 2: a name must have"),
        ("name,aliases\nRust,golang\n", "`golang` is already a name of `Go`"),
        ("name,related\nRust,Nothing\n", "`Nothing` is related to `Rust`"),
    ],
)
def test_faults_of_a_list_are_told_and_nothing_is_taken(text: str, fault: str) -> None:
    with pytest.raises(SkillFaults, match=fault):
        read_csv(text, KNOWN)
