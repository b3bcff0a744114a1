"""The doctor names each fault with its mend, and finds nothing where nothing is wrong."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import utc_now
from bot.config import Config
from bot.operate.doctor import check_backups, check_database, examine
from bot.operate.findings import Finding, told
from bot.operate.manifest import scopes
from bot.operate.slack_checks import RESPONSE_HOST, check_response_host
from bot.store.columns import Seal
from bot.store.store import Store
from tests.operate.slack_answers import SlackAnswers

CHANNELS = {"ADMIN_CHANNEL": "C0ADMIN", "PROGRAM_CHANNEL": "C0PROGRAM"}


async def found(answers: SlackAnswers, folder: Path, **settings: str) -> list[Finding]:
    return await examine(answers.env(folder, **settings), folder / ".env", utc_now())


def faults(findings: list[Finding]) -> list[str]:
    return [f"{finding.what} | {finding.mend}" for finding in findings if finding.state == "bad"]


async def test_a_set_up_without_fault_has_none(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    findings = await found(slack_answers, tmp_path, **CHANNELS)
    assert faults(findings) == []
    report = told(findings)
    for word in ("Acme", "Scopes: all", "Clock: agrees", "#mentoring-admins, private", "Time zones"):
        assert word in report
    assert "canary" not in report
    assert ("apps.connections.open", "xapp-canary-app") in slack_answers.asked


async def test_without_tokens_both_ways_forward_are_named(tmp_path: Path) -> None:
    (finding,) = await examine({}, tmp_path / ".env", utc_now())
    assert "make run" in finding.mend
    assert "make connect" in finding.mend


async def test_every_wrong_setting_is_a_fault_of_its_own(tmp_path: Path) -> None:
    findings = await examine(
        {"MENTORBOT_BOT_TOKEN": "x", "MENTORBOT_PORT": "y"}, tmp_path / ".env", utc_now()
    )
    assert len(faults(findings)) == 3


async def test_a_missing_scope_is_named_and_how_to_grant_it(
    slack_answers: SlackAnswers, tmp_path: Path
) -> None:
    slack_answers.headers["x-oauth-scopes"] = ",".join(scopes() - {"mpim:write"})
    (fault,) = faults(await found(slack_answers, tmp_path))
    assert "not granted: mpim:write" in fault
    assert "Reinstall" in fault


async def test_a_scope_too_many_is_noted_but_stops_nothing(
    slack_answers: SlackAnswers, tmp_path: Path
) -> None:
    slack_answers.headers["x-oauth-scopes"] += ",channels:history"
    findings = await found(slack_answers, tmp_path)
    assert faults(findings) == []
    assert "not needed: channels:history" in told(findings)


async def test_a_clock_that_is_off_is_said_with_its_direction(
    slack_answers: SlackAnswers, tmp_path: Path
) -> None:
    env = slack_answers.env(tmp_path)
    late = faults(await examine(env, tmp_path / ".env", utc_now() + timedelta(minutes=4)))
    assert "ahead of Slack" in late[0]
    early = faults(await examine(env, tmp_path / ".env", utc_now() - timedelta(minutes=4)))
    assert "behind Slack" in early[0]


async def test_a_refused_bot_token_ends_the_questions(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    slack_answers.methods["auth.test"] = {"ok": False, "error": "invalid_auth"}
    (fault,) = faults(await found(slack_answers, tmp_path, **CHANNELS))
    assert "invalid_auth" in fault
    assert "Copy it again" in fault
    assert {method for method, _ in slack_answers.asked} == {"auth.test"}


async def test_an_app_token_without_its_scope_is_mended_by_connections_write(
    slack_answers: SlackAnswers, tmp_path: Path
) -> None:
    slack_answers.methods["apps.connections.open"] = {"ok": False, "error": "missing_scope"}
    (fault,) = faults(await found(slack_answers, tmp_path))
    assert "connections:write" in fault


async def test_a_slack_that_cannot_be_reached_is_said(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    (fault,) = faults(await found(slack_answers, tmp_path, SLACK_API_URL="http://127.0.0.1:1/api/"))
    assert "port 443" in fault


@pytest.mark.parametrize(
    ("channel", "is_", "words"),
    [
        ("C0ADMIN", {"is_private": False}, "is public"),
        ("C0ADMIN", {"is_private": True, "is_ext_shared": True}, "another company"),
        ("C0ADMIN", {"is_private": True, "is_archived": True}, "archived"),
        ("C0PROGRAM", {"is_member": False}, "/invite @mentor-bot"),
    ],
)
async def test_a_channel_that_will_not_do_is_said(
    slack_answers: SlackAnswers, tmp_path: Path, channel: str, is_: dict[str, bool], words: str
) -> None:
    slack_answers.channels[channel] = {"name": "here", **is_}
    (fault,) = faults(await found(slack_answers, tmp_path, **CHANNELS))
    assert words in fault


async def test_a_channel_the_bot_cannot_see_is_said(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    (fault,) = faults(await found(slack_answers, tmp_path, ADMIN_CHANNEL="C0NOWHERE"))
    assert "channel_not_found" in fault


async def test_files_that_others_may_read_are_faults(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MENTORBOT_ADMINS=U1\n")
    (tmp_path / ".env").chmod(0o644)
    (fault,) = faults(await found(slack_answers, tmp_path))
    assert f"chmod 600 {tmp_path}/.env" in fault


async def test_a_database_without_its_key_is_a_fault(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "bot.db").close()
    (fault,) = faults(await found(slack_answers, tmp_path))
    assert "bot.key is gone" in fault


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("not a database at all, only words, many of them")
    finding = await check_database(Config("xoxb-1", database_url=f"sqlite:///{tmp_path}/bot.db"))
    assert finding.state == "bad"
    assert "not a database" in finding.what


async def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    finding = await check_database(Config("xoxb-1", database_url="postgresql://u:canary@127.0.0.1:1/d"))
    assert finding.state == "bad"
    assert "canary" not in finding.what + finding.mend
    assert "MENTORBOT_DATABASE_URL" in finding.mend


def test_an_old_backup_is_noted_with_its_age(tmp_path: Path) -> None:
    config = Config("xoxb-1", database_url=f"sqlite:///{tmp_path}/bot.db")
    assert check_backups(config, utc_now()).what.startswith("Backup: none")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups/mentorbot-20260101T000000Z.db").touch()
    assert check_backups(config, utc_now()).state == "good"
    later = datetime.now(UTC) + timedelta(days=9)
    assert "9 days old" in check_backups(config, later).what


async def begun(folder: Path, letters: tuple[str, ...] = (), **chosen: str) -> Config:
    """A database as the bot leaves it: its tables, what was chosen in Slack, and letters in these states."""
    config = Config("xoxb-1", database_url=f"sqlite:///{folder}/bot.db")
    store = Store(config.async_database_url, Seal(config.key()), utc_now)
    await store.prepare()
    async with store.begin() as db:
        for key, value in chosen.items():
            await db.settings.put(key, value)
        for _ in letters:
            db.outbox.put("post", "UANA", "words.busy", {}, said_at=utc_now())
    async with store.begin() as db:
        later = utc_now() + timedelta(minutes=1)
        for state in letters:
            [letter] = await db.outbox.claim(later, later + timedelta(minutes=1), 1)
            await db.outbox.settle(letter, state)
    await store.close()
    return config


@pytest.mark.parametrize(
    ("channel", "is_", "words"),
    [
        ("C0ADMIN", {"is_private": False}, "#here is public"),
        ("C0ADMIN", {"is_private": True, "is_member": False}, "the bot is not in it"),
        ("C0PROGRAM", {"is_member": False}, "the bot is not in it"),
    ],
)
async def test_channels_that_were_chosen_in_slack_are_looked_at_too(
    slack_answers: SlackAnswers, tmp_path: Path, channel: str, is_: dict[str, bool], words: str
) -> None:
    await begun(tmp_path, admin_channel="C0ADMIN", program_channel="C0PROGRAM")
    findings = await found(slack_answers, tmp_path)
    assert faults(findings) == []
    assert "#mentoring-admins, private" in told(findings)
    slack_answers.channels[channel] = {"name": "here", **is_}
    (fault,) = faults(await found(slack_answers, tmp_path))
    assert words in fault


async def test_messages_that_were_given_up_are_noted(slack_answers: SlackAnswers, tmp_path: Path) -> None:
    await begun(tmp_path, ("sent", "dead"))
    findings = await found(slack_answers, tmp_path, **CHANNELS)
    assert ("odd", "Messages: 1 given up, and never read") in [(f.state, f.what) for f in findings]


async def test_the_host_of_answers_for_one_person_is_tried(slack_answers: SlackAnswers) -> None:
    assert (await check_response_host(slack_answers.api_url)).state == "good"
    refused = await check_response_host("http://127.0.0.1:1/")
    assert refused.state == "bad"
    assert "port 443" in refused.mend
    assert "hooks.slack.com" in RESPONSE_HOST
