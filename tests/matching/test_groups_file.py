"""The file of circles and peers: what it shows, what it says that it cannot show, and what nobody may read in it."""

import copy
import json
from dataclasses import replace

import pytest

from bot.domain.matching import Request
from bot.domain.program import Format
from bot.matching.explaining import explainer
from bot.matching.round_file import digest_of, export
from bot.matching.solving import solve
from bot.matching.waiting import waiting
from bot.operate.verify_groups import faults, main
from tests.matching.rounds import company, everybody_both, in_circles, paired

GROUPS = [Format.CIRCLES, Format.PEERS]


@pytest.mark.parametrize("request_", [in_circles(company(90)), everybody_both(company(61))], ids=GROUPS)
def test_what_a_file_shows_and_what_not(
    request_: Request, tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All tiers on, and some pairs locked; whoever writes another pair or other points is found out."""
    first = solve(request_)
    pins = tuple(sorted(paired(first))[:2])
    people = tuple(replace(one, priority=number % 9) for number, one in enumerate(request_.people))
    rules = replace(request_.rules, floor=600)
    request = replace(
        request_, people=people, pinned=pins, previous=tuple(sorted(paired(first))[::2]), rules=rules
    )
    outcome = solve(request)
    assert outcome.certificate and outcome.certificate.proven
    file = json.loads(json.dumps(export(request, outcome)))
    assert len(file["pairs"]) > 25 and faults(file) == []
    for other in tampered(file):
        assert faults(other), "also with a digest of its own"
        assert faults({**other, "digest": digest_of(other)})
    kept = tmp_path / "round.json"
    kept.write_text(json.dumps(file))
    assert main([str(kept)]) == 0
    assert "this file cannot show it" in capsys.readouterr().out
    kept.write_text(json.dumps({**file, "pairs": file["pairs"][1:]}))
    assert main([str(kept)]) == 1
    assert "digest" in capsys.readouterr().out
    assert not any(one.id in json.dumps(file) for one in request.people)


def tampered(file: dict[str, list[list[int]]]) -> list[dict[str, object]]:
    pairs = file["pairs"]
    locked = [pair[:2] for pair in pairs if pair[:2] in file["pinned"]]
    more = [[row, column, points + ([row, column] not in locked)] for row, column, points in pairs]
    without = [pair for pair in pairs if pair[:2] not in locked]
    own = [[pairs[0][0], pairs[0][0], 0], *pairs[1:]]
    found = []
    for other in (more, without, own, [*pairs, pairs[-1]]):
        changed = copy.deepcopy(file)
        changed["pairs"] = other
        found.append(changed)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("base", [in_circles(company(60)), everybody_both(company(40))], ids=GROUPS)
def test_a_wish_is_nowhere_to_be_found_among_peers_and_in_circles(base: Request) -> None:
    (first, *_) = solve(base).proposals

    def told(of: str, other: str) -> str:
        people = tuple(replace(one, avoid=(other,)) if one.id == of else one for one in base.people)
        request = replace(base, people=people)
        asked = explainer(request, solve(request))
        pairs = [(first.mentor, first.mentee), (first.mentee, first.mentor)]
        said = [str(asked.why(*pair)) for pair in pairs]
        return repr((said, [*waiting(asked)], json.dumps(export(request, asked.outcome))))

    assert told(first.mentor, first.mentee) == told(first.mentee, first.mentor)
