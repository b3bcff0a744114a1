"""The settings: what they become, and that every fault is said at once, with its mend, and with no secret in it."""

from pathlib import Path

import pytest

from bot.config import Config, ConfigFaults, gathered, program_of, read, tokens_state
from bot.programs.reading import standard_text

BOT, APP, SECRET = "xoxb-1-2-canarybot", "xapp-1-canaryapp", "canary0123456789abcdef0123456789"
SOCKET = {"MENTORBOT_BOT_TOKEN": BOT, "MENTORBOT_APP_TOKEN": APP}


def faults_of(env: dict[str, str], dotenv: Path = Path("none")) -> list[str]:
    with pytest.raises(ConfigFaults) as caught:
        read(env, dotenv)
    return caught.value.faults


def test_two_tokens_are_enough_for_socket_mode() -> None:
    config = read(SOCKET, Path("none"))
    assert config == Config(bot_token=BOT, app_token=APP)
    assert (config.mode, config.slack_api_url) == ("socket", "https://slack.com/api/")
    assert config.database_file == Path("var/mentorbot.db")


def test_every_setting_is_read() -> None:
    config = read(
        {
            **SOCKET,
            "MENTORBOT_MODE": "HTTP",
            "MENTORBOT_SIGNING_SECRET": SECRET,
            "MENTORBOT_HOST": "0.0.0.0",
            "MENTORBOT_PORT": "8443",
            "MENTORBOT_SLACK_API_URL": "http://127.0.0.1:8080/api",
            "MENTORBOT_DATABASE_URL": "postgres://mentor:pw@db.example.com/mentor",
            "MENTORBOT_SECRET_KEY": "a passphrase of some length",
            "MENTORBOT_ADMIN_CHANNEL": "C0ADMIN",
            "MENTORBOT_PROGRAM_CHANNEL": "C0PROGRAM",
            "MENTORBOT_ADMINS": "U1, W2 ,U1",
            "MENTORBOT_SANDBOX_PORT": "9000",
            "MENTORBOT_LOG_LEVEL": "debug",
            "MENTORBOT_TEST_REQUIRE": "postgres",
        },
        Path("none"),
    )
    assert config.mode == "http"
    assert (config.host, config.port, config.sandbox_port) == ("0.0.0.0", 8443, 9000)
    assert config.slack_api_url == "http://127.0.0.1:8080/api/"
    assert config.async_database_url == "postgresql+asyncpg://mentor:pw@db.example.com/mentor"
    assert config.database_name == "postgresql://db.example.com:5432/mentor"
    assert config.database_file is None
    assert config.key_file is None
    assert config.admins == ("U1", "W2")
    assert config.log_level == "DEBUG"


def test_every_fault_is_listed_at_once() -> None:
    faults = faults_of(
        {
            "MENTORBOT_MODE": "socks",
            "MENTORBOT_PORT": "many",
            "MENTORBOT_SANDBOX_PORT": "70000",
            "MENTORBOT_SLACK_API_URL": "slack.com",
            "MENTORBOT_DATABASE_URL": "mysql://x",
            "MENTORBOT_SECRET_KEY": "short",
            "MENTORBOT_ADMIN_CHANNEL": "#mentoring-admins",
            "MENTORBOT_ADMINS": "U1, @ada",
            "MENTORBOT_LOG_LEVEL": "chatty",
            "MENTORBOT_SIGNING_SECRET": "xoxb-no",
        }
    )
    named = [fault.split()[0] for fault in faults]
    assert len(named) == len(set(named)) == 11
    assert all(name.startswith("MENTORBOT_") for name in named)
    assert "socket or http" in next(fault for fault in faults if "MODE" in fault)
    assert "Copy member ID" in next(fault for fault in faults if "ADMINS holds @ada" in fault)


@pytest.mark.parametrize(
    ("env", "missing"),
    [
        ({"MENTORBOT_APP_TOKEN": APP}, "MENTORBOT_BOT_TOKEN"),
        ({"MENTORBOT_BOT_TOKEN": BOT}, "MENTORBOT_APP_TOKEN"),
        ({"MENTORBOT_BOT_TOKEN": BOT, "MENTORBOT_MODE": "http"}, "MENTORBOT_SIGNING_SECRET"),
    ],
)
def test_a_missing_token_is_named_with_its_place(env: dict[str, str], missing: str) -> None:
    (fault,) = faults_of(env)
    assert fault.startswith(f"{missing} is not set")
    assert "the app's page" in fault
    assert tokens_state(env) == "partial"


def test_no_token_and_all_tokens_are_told_apart() -> None:
    assert tokens_state({"MENTORBOT_ADMINS": "U1"}) == "none"
    assert tokens_state(SOCKET) == "whole"


def test_swapped_tokens_are_said_and_not_shown() -> None:
    faults = faults_of({"MENTORBOT_BOT_TOKEN": APP, "MENTORBOT_APP_TOKEN": BOT})
    assert "belongs in MENTORBOT_APP_TOKEN" in faults[0]
    assert "belongs in MENTORBOT_BOT_TOKEN" in faults[1]
    assert "canary" not in " ".join(faults)


def test_a_typing_error_in_a_name_is_named() -> None:
    faults = faults_of({**SOCKET, "MENTORBOT_ADMIN_CHANEL": "C1", "MENTORBOT_COLOUR": "red"})
    assert "Did you mean MENTORBOT_ADMIN_CHANNEL?" in faults[0]
    assert "docs/settings.md" in faults[1]


def test_the_environment_wins_over_the_file_and_an_empty_value_is_unset(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text('MENTORBOT_HOST="::1"\nMENTORBOT_PORT=1\nMENTORBOT_ADMINS=\nPATH=/none\n')
    assert gathered({"MENTORBOT_PORT": "2", "HOME": "/"}, dotenv) == {
        "MENTORBOT_HOST": "::1",
        "MENTORBOT_PORT": "2",
    }


def test_no_secret_stands_in_the_repr() -> None:
    url = "postgresql://u:canarypw@h/d"
    shown = repr(Config(BOT, APP, SECRET, database_url=url, secret_key="canary of sixteen"))
    assert "canary" not in shown
    assert "canary" not in Config(BOT, database_url=url).database_name


def test_postgresql_needs_a_key() -> None:
    (fault,) = faults_of({**SOCKET, "MENTORBOT_DATABASE_URL": "postgresql://u:p@h/d"})
    assert "MENTORBOT_SECRET_KEY" in fault
    assert "token_hex(32)" in fault


def config_in(folder: Path, secret_key: str | None = None) -> Config:
    return Config(BOT, APP, database_url=f"sqlite:///{folder}/var/bot.db", secret_key=secret_key)


def test_the_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    key = config.key()
    assert len(key) == 32
    assert config.key() == key
    assert config.key_file == tmp_path / "var/bot.key"
    assert config.key_file.stat().st_mode & 0o777 == 0o600


def test_a_lost_key_file_is_never_replaced_by_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var/bot.db").touch()
    with pytest.raises(ConfigFaults, match="backup"):
        config_in(tmp_path).key()
    assert not (tmp_path / "var/bot.key").exists()


def test_a_key_may_be_hex_base64_or_a_passphrase(tmp_path: Path) -> None:
    raw = bytes(range(32))
    assert config_in(tmp_path, raw.hex()).key() == raw
    assert config_in(tmp_path, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").key() == raw
    spoken = config_in(tmp_path, "correct horse battery staple")
    assert len(spoken.key()) == 32
    assert spoken.key() == spoken.key()
    assert not list(tmp_path.iterdir())


def test_a_program_file_of_ones_own_is_read_and_its_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "program.yml"
    env = {**SOCKET, "MENTORBOT_PROGRAM_FILE": str(path)}
    (missing,) = faults_of(env)
    assert missing == f"MENTORBOT_PROGRAM_FILE, {path}: it cannot be read (FileNotFoundError)."
    path.write_text(standard_text().replace("budget_per_week: 2", "budget_per_week: many", 1))
    lines = path.read_text().splitlines()
    line = next(number for number, words in enumerate(lines, start=1) if "budget_per_week: many" in words)
    (wrong,) = faults_of(env)
    assert wrong.startswith(f"MENTORBOT_PROGRAM_FILE, {path}: Line {line}: ")
    path.write_text(standard_text().replace("budget_per_week: 2", "budget_per_week: 1", 1))
    assert program_of(read(env, Path("none")).program_file).budget_per_week == 1
    assert program_of(None).budget_per_week == 2
