"""`python -m bot run`: one bot a database, no moved time on Slack itself, and faults in words."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.config import Config
from bot.operate.run import AlreadyRunning, main, only_one
from tests.operate.slack_answers import SlackAnswers

REPOSITORY = Path(__file__).resolve().parents[2]


def settings(monkeypatch: pytest.MonkeyPatch, folder: Path, **more: str) -> None:
    monkeypatch.chdir(folder)
    named = {"BOT_TOKEN": "xoxb-1", "APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/", **more}
    for name, value in named.items():
        monkeypatch.setenv(f"MENTORBOT_{name}", value)


def test_two_bots_on_one_database_are_refused(tmp_path: Path) -> None:
    config = Config("xoxb-1", database_url=f"sqlite:///{tmp_path}/bot.db")
    with only_one(config), pytest.raises(AlreadyRunning, match=r"process \d+"), only_one(config):
        pass
    with only_one(config):
        pass


def test_several_bots_on_postgresql_are_not() -> None:
    config = Config("xoxb-1", database_url="postgresql://u:p@h/d")
    with only_one(config), only_one(config):
        pass


def test_time_is_never_moved_on_slack_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(monkeypatch, tmp_path, SLACK_API_URL="https://slack.com/api/")
    assert main(["--clock-from", "http://127.0.0.1:8080"]) == 1
    assert "only a sandbox may do" in capsys.readouterr().err


def test_without_tokens_it_stops_and_starts_no_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 1
    said = capsys.readouterr().err
    assert "MENTORBOT_BOT_TOKEN is not set" in said
    assert "MENTORBOT_APP_TOKEN is not set" in said


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_token_that_slack_refuses_ends_it_with_a_way_forward(
    slack_answers: SlackAnswers, tmp_path: Path, method: str
) -> None:
    slack_answers.methods["auth.test"] |= {"team_id": "T1", "bot_id": "B1"}
    slack_answers.methods[method] = {"ok": False, "error": "invalid_auth"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,
        env={"PYTHONPATH": str(REPOSITORY), **slack_answers.env(tmp_path, PORT="0")},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(60):
        _, said = await process.communicate()
    assert process.returncode == 1
    assert "Slack answers invalid_auth" in said.decode()
    assert "make doctor" in said.decode()
    assert "canary" not in said.decode()
    assert "Traceback" not in said.decode()
