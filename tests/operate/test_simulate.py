"""`python -m bot simulate`: from a table of people to files, with neither Slack nor a database."""

import csv
import json
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.programs.reading import standard_text

EXAMPLE = Path(__file__).parents[2] / "docs/examples/company.csv"


def simulate(folder: Path, people: Path = EXAMPLE, *more: str) -> int:
    return main(["simulate", str(people), "--out", str(folder), "--day", "2030-01-07", *more])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_example_company_is_matched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(tmp_path / "out") == 0
    said = capsys.readouterr().out
    proposals, unmatched = table(tmp_path / "out/proposals.csv"), table(tmp_path / "out/unmatched.csv")
    assert said.startswith("60 people: 49 look for a mentor, 62 places with mentors.\n")
    assert f"{len(proposals)} pairs proposed, fit " in said
    assert f"{sum(row['looks for'] == 'a mentor' for row in unmatched)} stay without a mentor" in said
    assert len(proposals) + sum(row["looks for"] == "a mentor" for row in unmatched) == 49
    assert all(row["reason 1"] and row["mentor"] and row["mentee"] for row in proposals)
    assert len(table(tmp_path / "out/matrix.csv")) == 49
    report = (tmp_path / "out/report.html").read_text()
    pictures = sorted((tmp_path / "out").glob("matrix-*.png"))
    assert report.count('<img src="data:image/png;base64,') == len(pictures) > 2
    assert all(re.search(r'alt="Heat map, page', part) for part in report.split("<figure>")[1:])
    assert all(row["mentee"] in report for row in proposals)


def test_a_skill_counts_whatever_it_goes_by(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,wants to learn,can pass on\nAna,stage fright,\nBo,,Giving talks\n")
    assert simulate(tmp_path / "out", people) == 0
    [pair] = table(tmp_path / "out/proposals.csv")
    assert (pair["mentee"], pair["mentor"]) == ("Ana", "Bo")
    assert "Public speaking" in pair["reason 1"]


def test_the_round_file_is_proof_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(tmp_path) == 0
    told = (tmp_path / "round.json").read_text()
    assert "fernwood" not in told
    assert "Ngozi" not in told
    assert json.loads(told)
    assert "Proven" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "round.json")]) == 0


def test_the_same_people_and_seed_give_the_same_files(tmp_path: Path) -> None:
    shuffled = tmp_path / "shuffled.csv"
    head, *rows = EXAMPLE.read_text().splitlines()
    shuffled.write_text("\n".join([head, *reversed(rows)]))
    assert simulate(tmp_path / "a") == simulate(tmp_path / "b") == simulate(tmp_path / "c", shuffled) == 0
    for one in (tmp_path / "a").iterdir():
        assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes(), one.name
    for name in ("proposals.csv", "unmatched.csv", "matrix.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "c" / name).read_bytes(), name


def test_nothing_is_written_for_a_faulty_table_unless_its_rows_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,Wants,Offers,Zone\nAna,SQL,,Berlin\nBo,,SQL,Atlantis\nCy,,SQL,Berlin\n")
    assert simulate(tmp_path / "out", people) == 1
    said = capsys.readouterr().err
    assert "has faults, and nothing was written" in said
    assert "Row 3 (Bo): 'Atlantis' is no time zone" in said
    assert "--skip-faulty" in said
    assert not (tmp_path / "out").exists()
    assert simulate(tmp_path / "out", people, "--skip-faulty") == 0
    assert [row["mentor"] for row in table(tmp_path / "out/proposals.csv")] == ["Cy"]
    assert "Atlantis" in (tmp_path / "out/report.html").read_text()


def test_only_the_departments_and_sites_that_the_program_takes_are_matched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, program = tmp_path / "people.csv", tmp_path / "program.yml"
    people.write_text(
        "Name,Department,Site,Wants,Offers\nAna,sales,Lisbon,SQL,\nBo,Sales,Lisbon,,SQL\n"
        "Cy,Law,Lisbon,SQL,\nDi,Sales,,,SQL\nEve,,,,\n"
    )
    taken = "departments: [Sales, Design]\n    sites: [Lisbon]"
    program.write_text(standard_text().replace("departments: []\n    sites: []", taken))
    assert simulate(tmp_path / "out", people, "--program", str(program), "--skip-faulty") == 0
    assert [(row["mentee"], row["mentor"]) for row in table(tmp_path / "out/proposals.csv")] == [
        ("Ana", "Bo")
    ]
    left = table(tmp_path / "out/unmatched.csv")
    assert [(row["person"], row["looks for"]) for row in left] == [("Cy", "a mentor"), ("Di", "a mentee")]
    assert all("not among those the program takes, or not known" in row["why"] for row in left)
    assert "2 look for a mentor, 1 places with mentors" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "out/round.json")]) == 0


def test_whose_wish_it_is_not_to_be_paired_is_in_no_file(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    for whose, cells in (("mentee", ("Bo", "")), ("mentor", ("", "Ana"))):
        rows = f"Ana,SQL,,{cells[0]}\nBo,,SQL,{cells[1]}\nCy,SQL,,\nDi,,SQL; Chess,\nEve,Chess,,\n"
        people.write_text("Name,Wants,Offers,Rather not with\n" + rows)
        assert simulate(tmp_path / whose, people) == 0
    for one in (tmp_path / "mentee").iterdir():
        assert one.read_bytes() == (tmp_path / "mentor" / one.name).read_bytes(), one.name


def test_old_pictures_do_not_stay(tmp_path: Path) -> None:
    (tmp_path / "matrix-99.png").write_bytes(b"old")
    assert simulate(tmp_path) == 0
    assert not (tmp_path / "matrix-99.png").exists()


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text('Name,Wants,Offers\n<script>alert(1)</script>,"=1+1",\n@Bo,,SQL; =cmd\n')
    assert simulate(tmp_path / "out", people) == 0
    assert "<script>alert" not in (tmp_path / "out/report.html").read_text()
    cells = (tmp_path / "out/unmatched.csv").read_text(encoding="utf-8-sig")
    assert "'@Bo" in cells
    assert not re.search(r"(^|,)[=@]", cells, re.MULTILINE)


@pytest.mark.parametrize(
    ("people", "said"), [("nothing.csv", "could not be read"), ("empty.csv", "is no table of people")]
)
def test_a_file_that_is_none_is_said(
    people: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.csv").touch()
    assert simulate(tmp_path / "out", tmp_path / people) == 1
    assert said in capsys.readouterr().err


def test_a_program_of_ones_own_counts_and_its_faults_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "program.yml"
    own.write_text(standard_text().replace("name: Mentorship", "name: Fernwood grows", 1))
    assert simulate(tmp_path / "out", EXAMPLE, "--program", str(own)) == 0
    assert "<h1>Fernwood grows" in (tmp_path / "out/report.html").read_text()
    own.write_text(standard_text().replace("seniority: off", "seniority: high", 1))
    assert simulate(tmp_path / "other", EXAMPLE, "--program", str(own)) == 0
    assert table(tmp_path / "other/proposals.csv") != table(tmp_path / "out/proposals.csv")
    own.write_text("name: 7\n")
    assert simulate(tmp_path / "out", EXAMPLE, "--program", str(own)) == 1
    assert "Line 1" in capsys.readouterr().err


def in_format(folder: Path, *changes: tuple[str, str]) -> Path:
    text = standard_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    program = folder / "program.yml"
    program.write_text(text)
    return program


def test_a_company_in_circles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = in_format(tmp_path, ("format: one_to_one", "format: circles"), ("    least: 3", "    least: 2"))
    assert simulate(tmp_path / "out", EXAMPLE, "--program", str(program)) == 0
    said = capsys.readouterr().out
    proposals = table(tmp_path / "out/proposals.csv")
    mentors = [row["mentor"] for row in proposals]
    assert f"{len(set(mentors))} circles proposed, with {len(mentors)} mentees, fit " in said
    assert "Proven: no other circles are better by these rules." in said
    assert all(mentors.count(one) >= 2 for one in mentors)
    assert mentors == sorted(mentors, key=mentors.index), "those of a circle stand together"
    assert any("circle" in row["why"] for row in table(tmp_path / "out/unmatched.csv"))
    assert "<h2>The circles</h2>" in (tmp_path / "out/report.html").read_text()
    assert main(["verify", str(tmp_path / "out/round.json")]) == 0
    assert "this file cannot show it" in capsys.readouterr().out


def test_a_company_of_peers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = in_format(tmp_path, ("format: one_to_one", "format: peers"))
    assert simulate(tmp_path / "out", EXAMPLE, "--program", str(program)) == 0
    said = capsys.readouterr().out
    assert said.startswith("60 people: 60 look for a peer.\n")
    assert "stay without a peer" in said and "mentor" not in said
    proposals = table(tmp_path / "out/proposals.csv")
    people = [row[key] for row in proposals for key in ("one", "other")]
    taught = [row for row in proposals if "could teach" in row["reason 1"]]
    assert taught and all(row["reason 1"].startswith((row["one"], row["other"])) for row in taught)
    assert len(people) == len(set(people)) > 30
    alone = table(tmp_path / "out/unmatched.csv")
    assert len(people) + len(alone) == 60 and {row["looks for"] for row in alone} == {"a peer"}
    assert main(["verify", str(tmp_path / "out/round.json")]) == 0


def test_a_company_with_two_mentors_each_and_one_in_reverse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = in_format(tmp_path, ("mentors_each: 1", "mentors_each: 2"))
    assert simulate(tmp_path / "two", EXAMPLE, "--program", str(program)) == 0
    mentees = [row["mentee"] for row in table(tmp_path / "two/proposals.csv")]
    assert max(mentees.count(one) for one in mentees) == 2
    assert main(["verify", str(tmp_path / "two/round.json")]) == 0
    assert "The proof holds" in capsys.readouterr().out
    program = in_format(
        tmp_path, ("format: one_to_one", "format: reverse"), ("seniority: off", "seniority: medium")
    )
    assert simulate(tmp_path / "reverse", EXAMPLE, "--program", str(program)) == 0
    assert main(["verify", str(tmp_path / "reverse/round.json")]) == 0
