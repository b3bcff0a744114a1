"""A table of people as others write it: what is taken, and what is said of each fault."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.domain.people import Role
from bot.programs.columns import own_zone
from bot.programs.reading import standard
from bot.programs.roster import Entry, Roster, RosterFaults, read_roster

EXAMPLE = Path(__file__).parents[2] / "docs/examples/company.csv"
PROGRAM = standard()
HEAD = "Name,Wants to learn,Can pass on,Time zone,Manager,Places"


def given(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> Roster:
    return read_roster("\r\n".join([head, *rows]).encode(encoding), PROGRAM)


def by_name(roster: Roster) -> Mapping[str, Entry]:
    return {entry.person.name: entry for entry in roster.entries}


def test_the_example_company_is_without_fault_and_without_remark() -> None:
    roster = read_roster(EXAMPLE.read_bytes(), PROGRAM)
    assert (len(roster.entries), roster.faults, roster.remarks) == (60, (), ())
    sunita = by_name(roster)["Sunita Rao"]
    assert sunita.told.role is Role.BOTH
    assert sunita.told.offered_levels["Data engineering"] == "teach"
    assert sunita.person.manager == "ngozi.eze@fernwood.example"
    assert (sunita.person.tz, sunita.told.capacity, sunita.told.hours) == ("Asia/Kolkata", 2, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_from_any_spreadsheet_is_read(encoding: str) -> None:
    roster = given("Hélène Müller;SQL;;Berlin;;", head=HEAD.replace(",", ";"), encoding=encoding)
    assert by_name(roster)["Hélène Müller"].person.tz == "Europe/Berlin"


@pytest.mark.parametrize(
    "head",
    [
        "name,wanted,offered",
        "FULL NAME,What you want to learn,Skills offered",
        "Person, learning (up to 5),strengths",
    ],
)
def test_headers_may_be_called_as_people_call_them(head: str) -> None:
    roster = given("Ana,SQL,Coaching", head=head)
    assert by_name(roster)["Ana"].told.wanted == ("SQL",)
    assert by_name(roster)["Ana"].told.role is Role.BOTH


def test_first_and_last_name_make_a_name_and_unknown_columns_are_named() -> None:
    roster = given("Ana,Ferreira,SQL,9", head="First name,Surname,Wants,Salary band")
    assert [entry.person.name for entry in roster.entries] == ["Ana Ferreira"]
    assert roster.remarks[0] == "Not used: 'Salary band'."


def test_a_part_follows_from_what_stands_in_the_row() -> None:
    roles = {
        name: entry.told.role
        for name, entry in by_name(given("Ana,SQL,,,,", "Bo,,SQL,,,", "Cy,SQL,Coaching,,,")).items()
    }
    assert roles == {"Ana": Role.MENTEE, "Bo": Role.MENTOR, "Cy": Role.BOTH}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",SQL,,,,", "Row 2: the name is missing."),
        ("Ana,,,,,", "Row 2 (Ana): says neither what they want to learn nor"),
        (
            "Ana,SQL,,Middle Earth,,",
            "Row 2 (Ana): 'Middle Earth' is no time zone; write one such as Europe/Berlin",
        ),
        ("Ana,,SQL,,,many", "Row 2 (Ana): `People at once` is 'many'; write a number from 1 to 5."),
        ("Ana,,SQL,,,9", "Row 2 (Ana): `People at once` is '9'; write a number from 1 to 5."),
        (
            "Ana,SQL (brilliant),,,,",
            "Row 2 (Ana): 'brilliant' behind 'SQL' is no level; write one of: new to it,",
        ),
        (
            f"Ana,{'x' * 80},,,,",
            "Row 2 (Ana): `What you want to learn` holds a word of more than 60 characters",
        ),
        ("Ana,a;b;c;d;e;f,,,,", "Row 2 (Ana): `What you want to learn` holds too many; keep at most 5."),
    ],
)
def test_each_fault_names_its_row_and_what_to_do(row: str, fault: str) -> None:
    roster = given(row, "Bo,,SQL,,,")
    assert len(roster.faults) == 1
    assert roster.faults[0].startswith(fault)
    assert [entry.person.name for entry in roster.entries] == ["Bo"]


def test_people_are_found_by_name_or_address_and_near_misses_are_asked_about() -> None:
    head = "Name,E-mail,Wants,Manager,Rather not with"
    roster = given(
        "Ana,ana@x.example,SQL,Bo Nielsen,",
        "Bo Nielsen,bo@x.example,SQL,Somebody Else,ana@x.example",
        "Cy,cy@x.example,SQL,Bo Nielson,Nobody Here",
        "Di,di@x.example,SQL,,",
        "Di,di2@x.example,SQL,,Di",
        head=head,
    )
    known = by_name(roster)
    assert known["Ana"].person.manager == "bo@x.example"
    assert known["Bo Nielsen"].person.manager == ""  # whoever is not in the table cannot be met in it
    assert known["Bo Nielsen"].told.avoid == ("ana@x.example",)
    assert [fault.partition(": ")[2] for fault in roster.faults] == [
        "in `avoid`, there is nobody called 'Nobody Here' in this table; correct the name or empty the cell.",
        "in `manager`, there is nobody called 'Bo Nielson'. Did you mean 'bo@x.example'?",
        "in `avoid`, 'Di' is the name of 2 people; write the e-mail address instead.",
    ]


def test_somebody_who_stands_there_twice_is_named_twice() -> None:
    assert [fault[:12] for fault in given("Ana,SQL,,,,", "Ana,SQL,,,,").faults] == [
        "Row 2 (Ana):",
        "Row 3 (Ana):",
    ]


def test_a_part_that_does_not_fit_the_row_is_a_fault() -> None:
    roster = given(
        "Ana,mentor,SQL,",
        "Bo,mentee,,SQL",
        "Cy,wizard,SQL,",
        "Di,Mentor and mentee,SQL,Coaching",
        head="Name,Part,Wants,Offers",
    )
    assert [fault.partition(": ")[2] for fault in roster.faults] == [
        "is to be a mentor and names nothing to pass on; fill `can pass on`.",
        "is to be a mentee and names nothing to learn; fill `wants to learn`.",
        "'wizard' is no part; write mentor, mentee or both.",
    ]
    assert by_name(roster)["Di"].told.role is Role.BOTH


def test_choices_are_known_by_how_they_begin_and_faults_name_them() -> None:
    head = "Name,Wants,Goal,Working style,Languages,Hours a month"
    roster = given(
        "Ana,SQL,,Open talk,English; Dutch,2 hours",
        f"Bo,SQL,{'x' * 400},singing,English,lots",
        head=head,
    )
    told = by_name(roster)["Ana"].told
    assert (told.style, told.languages, told.hours) == ("open", ("English", "Dutch"), 2)
    assert [fault.partition(": ")[2][:43] for fault in roster.faults] == [
        "`Your goal` is too long; at most 300 charac",
        "`Hours a month` is 'lots'; write one of: Ab",
        "`How you like to work` is 'singing'; write ",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The first row must name the columns"),
        ("Colour,Size\nred,1", "The first row must name the columns"),
        ("Name,Salary\nAna,1", "There is neither a column `wants to learn`"),
        ("Name,Wants\n,\n", "There is nobody in it"),
    ],
)
def test_what_is_no_table_of_people_is_refused_whole(text: str, fault: str) -> None:
    with pytest.raises(RosterFaults, match=fault):
        read_roster(text.encode(), PROGRAM)


def test_a_skill_by_another_of_its_names_is_known() -> None:
    assert given("Ana,Giving talks; speaking in public,,UTC,,").remarks == ()


def test_a_skill_that_nobody_knows_is_taken_and_remarked() -> None:
    roster = given("Ana,Publik speaking; Falconry,,UTC,,")
    assert by_name(roster)["Ana"].told.wanted == ("Publik speaking", "Falconry")
    assert roster.remarks == (
        "'Falconry' is not in the program's catalogue and is taken as it stands.",
        "'Publik speaking' is not in the program's catalogue and is taken as it stands. Did you mean 'Public speaking'?",
    )


@pytest.mark.parametrize(
    ("word", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("UTC", "UTC"),
        ("Mars", ""),
    ],
)
def test_a_zone_is_known_by_its_city(word: str, zone: str) -> None:
    assert own_zone(word) == zone
