"""Connecting a workspace: two values to copy, each checked at once, and an `.env` that keeps its other lines."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from bot.operate.connect import connect, write_settings
from bot.operate.manifest import FILE, creation_link, http_manifest, loaded, scopes, socket_manifest
from bot.sandbox.manifest import read_manifest
from bot.sandbox.platform import Options
from bot.sandbox.server import serving
from tests.operate.slack_answers import APP, BOT, SlackAnswers


def answering(*answers: str) -> tuple[list[str], Callable[[str], str]]:
    """A person at the terminal who gives these answers, and the questions they were asked."""
    asked, waiting = list[str](), iter(answers)

    def ask(question: str) -> str:
        asked.append(question)
        return next(waiting)

    return asked, ask


async def test_two_values_connect_a_workspace_in_socket_mode(
    slack_answers: SlackAnswers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        f"# mine\nMENTORBOT_SLACK_API_URL={slack_answers.api_url}\nMENTORBOT_BOT_TOKEN=xoxb-old\n"
    )
    asked, ask = answering(BOT, APP)
    env = {"MENTORBOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db"}
    assert await connect(ask, env, dotenv, None) == 0
    assert len(asked) == 2
    assert dotenv.stat().st_mode & 0o777 == 0o600
    assert dotenv.read_text().splitlines() == [
        "# mine",
        f"MENTORBOT_SLACK_API_URL={slack_answers.api_url}",
        "MENTORBOT_MODE=socket",
        f"MENTORBOT_BOT_TOKEN={BOT}",
        f"MENTORBOT_APP_TOKEN={APP}",
    ]
    said = capsys.readouterr().out
    assert "works in the workspace Acme" in said
    assert "/mentor-admin claim CODE" in said
    assert "canary" not in said


async def test_a_wrong_value_is_explained_and_asked_again(
    slack_answers: SlackAnswers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, ask = answering(APP, "hello", BOT, APP)
    env = slack_answers.env(tmp_path)
    assert await connect(ask, env, tmp_path / ".env", None) == 0
    assert len(asked) == 4
    said = capsys.readouterr().out
    assert "belongs in MENTORBOT_APP_TOKEN" in said
    assert "begins with xoxb-" in said


async def test_http_mode_asks_for_the_signing_secret_and_leaves_a_manifest_to_paste(
    slack_answers: SlackAnswers, tmp_path: Path
) -> None:
    asked, ask = answering(BOT, "0123456789abcdef0123456789abcdef")
    env = slack_answers.env(tmp_path)
    assert await connect(ask, env, tmp_path / ".env", "https://mentor.example.com") == 0
    assert "Signing Secret" in asked[1]
    assert "MENTORBOT_MODE=http\n" in (tmp_path / ".env").read_text()
    pasted = yaml.safe_load((tmp_path / "var/manifest-http.yml").read_text())
    assert (
        pasted["settings"]["event_subscriptions"]["request_url"] == "https://mentor.example.com/slack/events"
    )


def test_the_link_carries_the_whole_manifest() -> None:
    link = urlsplit(creation_link(socket_manifest()))
    assert link.netloc == "api.slack.com"
    assert yaml.safe_load(parse_qs(link.query)["manifest_yaml"][0]) == loaded()


@pytest.mark.parametrize(
    "address", ["http://mentor.example.com", "mentor.example.com", "https://", "https://h/?a=1"]
)
def test_an_address_that_slack_cannot_reach_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        http_manifest(address)


def test_a_path_of_ones_own_is_kept() -> None:
    manifest = yaml.safe_load(http_manifest("https://example.com/bots/mentor/"))
    assert manifest["features"]["slash_commands"][0]["url"] == "https://example.com/bots/mentor"


def test_settings_written_twice_stand_once(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("export MENTORBOT_MODE=http\nOTHER=1")
    write_settings(path, {"MODE": "socket"})
    write_settings(path, {"MODE": "socket"})
    assert path.read_text() == "OTHER=1\nMENTORBOT_MODE=socket\n"


async def test_replayed_against_the_sandbox_it_takes_two_values_and_no_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = Options(read_manifest(FILE), bot_token="xoxb-sandbox-1", app_token="xapp-sandbox-1")
    async with serving(options) as company:
        api_url = f"{company.platform.base_url}/api/"
        asked, ask = answering(options.bot_token, options.app_token)
        env = {"MENTORBOT_SLACK_API_URL": api_url, "MENTORBOT_DATABASE_URL": f"sqlite:///{tmp_path}/bot.db"}
        assert await connect(ask, env, tmp_path / ".env", None) == 0
    assert len(asked) == 2
    said = capsys.readouterr().out
    assert f"all {len(scopes())} that the bot needs are granted" in said
    assert "FAULT" not in said
