"""`make run`: which of its two ways it takes, and that the sandbox touches nothing that was configured."""

import asyncio
import dataclasses
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Config, gathered, program_of, read, tokens_state
from bot.operate.children import ChildEnded, Command, live_together
from bot.operate.sandbox import demo_settings, handed_down_tokens
from bot.operate.start import free_port, sandbox_environment
from bot.programs.reading import standard_text

MADE_UP = Config(
    "xoxb-sandbox-1", "xapp-sandbox-1", "0123456789abcdef", database_url="sqlite:///var/sandbox-8080.db"
)


def test_a_taken_port_means_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert port < free_port(port) <= port + 50


def test_the_sandbox_replaces_every_setting_even_those_in_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("MENTORBOT_ADMIN_CHANNEL=C0REAL\nMENTORBOT_DATABASE_URL=postgresql://u:p@h/real\n")
    env = {"MENTORBOT_SECRET_KEY": "a real passphrase", "HTTPS_PROXY": "http://proxy:1", "PATH": "/bin"}
    made = sandbox_environment(env, MADE_UP, Path("var/sandbox-8080.db"), "http://127.0.0.1:8080", 3999)
    config = read(made, dotenv)
    assert dataclasses.replace(config, admin_channel=None, program_channel=None, admins=()) == Config(
        MADE_UP.bot_token,
        MADE_UP.app_token,
        MADE_UP.signing_secret,
        port=3999,
        slack_api_url="http://127.0.0.1:8080/api/",
        database_url="sqlite:///var/sandbox-8080.db",
    )
    assert config.admin_channel == demo_settings().get("ADMIN_CHANNEL")
    assert tokens_state(gathered(made, dotenv)) == "whole"
    assert made["PATH"] == "/bin"
    assert "HTTPS_PROXY" not in made


def test_the_sandbox_plays_a_program_file_of_your_own(tmp_path: Path) -> None:
    mine, dotenv = tmp_path / "program.yml", tmp_path / ".env"
    mine.write_text(standard_text().replace("name: Mentorship", "name: Fernwood learns", 1))
    dotenv.write_text(f"MENTORBOT_PROGRAM_FILE={mine}\n")
    given = dataclasses.replace(MADE_UP, program_file=str(mine))
    made = sandbox_environment({}, given, Path("var/sandbox-8080.db"), "http://127.0.0.1:8080", 3999)
    assert program_of(read(made, tmp_path / "none").program_file).name == "Fernwood learns"
    plain = sandbox_environment({}, MADE_UP, Path("var/sandbox-8080.db"), "http://127.0.0.1:8080", 3999)
    assert read(plain, dotenv).program_file is None


def test_the_sandbox_takes_made_up_tokens_only(tmp_path: Path) -> None:
    made = sandbox_environment({}, MADE_UP, Path("var/sandbox-8080.db"), "http://127.0.0.1:8080", 3999)
    assert handed_down_tokens(gathered(made, tmp_path / ".env"))["BOT_TOKEN"] == MADE_UP.bot_token
    assert handed_down_tokens({"MENTORBOT_BOT_TOKEN": "xoxb-real", "MENTORBOT_APP_TOKEN": "xapp-real"}) == {}


def started(folder: Path, *verb: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    env = {"PYTHONPATH": str(Path.cwd()), "PATH": os.defpath} | {
        f"MENTORBOT_{name}": value for name, value in settings.items()
    }
    command = [sys.executable, "-m", "bot", *verb]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=60)


def test_some_tokens_are_an_error_that_names_what_is_missing(tmp_path: Path) -> None:
    done = started(tmp_path, "start", BOT_TOKEN="xoxb-1")
    assert done.returncode == 1
    assert "MENTORBOT_APP_TOKEN is not set" in done.stderr
    assert "take every token away" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_an_error_in_the_sandbox_as_well(tmp_path: Path) -> None:
    done = started(tmp_path, "start", SANDBOX_PROT="80")
    assert done.returncode == 1
    assert "Did you mean MENTORBOT_SANDBOX_PORT?" in done.stderr


def test_the_command_line_says_its_verbs() -> None:
    assert started(Path.cwd(), "help").returncode == 0
    wrong = started(Path.cwd(), "fly")
    assert wrong.returncode == 2
    assert "no verb 'fly'" in wrong.stderr
    assert "doctor" in wrong.stdout


async def test_a_child_that_ends_by_itself_is_named(tmp_path: Path) -> None:
    env, never = {"PYTHONPATH": str(Path.cwd())}, asyncio.Event()
    with pytest.raises(ChildEnded, match=r"manifest.*exit code 0"):
        await live_together(
            [Command(["manifest"], never.wait)], env, tmp_path / "log", never.set, asyncio.Event()
        )
    assert "display_information" in (tmp_path / "log").read_text()
    assert not never.is_set()


async def test_what_is_never_up_ends_with_its_reason(tmp_path: Path) -> None:
    async def late() -> None:
        raise TimeoutError("late")

    env = {"PYTHONPATH": str(Path.cwd())}
    command = Command(["sandbox", "--port", str(free_port(0))], late)
    with pytest.raises(TimeoutError, match="late"):
        await live_together([command], env, tmp_path / "log", lambda: None, asyncio.Event())
