"""The log is one JSON object a line, knows its turn, and holds no token, no password and no payload."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.operate.logs import configure


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    stream = io.StringIO()
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.contextvars.clear_contextvars()
    structlog.configure(**before)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_every_line_knows_its_turn(log: io.StringIO) -> None:
    configure("INFO", log)
    structlog.contextvars.bind_contextvars(turn="3f2a")
    structlog.get_logger("bot.flows").info("joined", person="U1")
    logging.getLogger("bot.ticker").warning("late by %s s", 3)
    ours, theirs = lines(log)
    assert ours["at"]
    assert (ours["turn"], ours["event"], ours["person"], ours["level"]) == ("3f2a", "joined", "U1", "info")
    assert (theirs["turn"], theirs["event"]) == ("3f2a", "late by 3 s")


def test_secrets_are_taken_out_of_values_messages_and_tracebacks(log: io.StringIO) -> None:
    configure("DEBUG", log)
    logger = structlog.get_logger("bot")
    logger.info("token xoxb-12-canary-x", app="xapp-1-A0-canary", url="postgresql://u:canary@h/d")
    try:
        raise RuntimeError("refused xoxe.xoxp-1-canary")
    except RuntimeError:
        logger.exception("failed")
    assert "canary" not in log.getvalue()
    assert "postgresql://[secret]@h/d" in log.getvalue()
    assert lines(log)[1]["exception"][0]["type"] == "builtins.RuntimeError"


def test_a_traceback_shows_no_values(log: io.StringIO) -> None:
    configure("DEBUG", log)

    def fails(told: str) -> None:
        known = {"what Ana said": told}
        raise RuntimeError(len(known))

    try:
        fails("".join(("xylophone", "-canary")))
    except RuntimeError:
        structlog.get_logger("bot").exception("failed")
    [told] = lines(log)[0]["exception"]
    assert [frame.split()[-1] for frame in told["frames"]] == ["test_a_traceback_shows_no_values", "fails"]
    assert "xylophone-canary" not in log.getvalue()


def test_an_exceptions_message_may_quote_people_and_stays_out(log: io.StringIO) -> None:
    configure("DEBUG", log)
    said = "".join(("xylophone", "-canary"))
    try:
        try:
            int(said)
        except ValueError as error:
            raise ExceptionGroup(said, [OSError(28, said), KeyError(said)]) from error
    except ExceptionGroup:
        structlog.get_logger("bot").exception("failed")
        logging.getLogger("asyncio").exception("never retrieved")
    assert "xylophone-canary" not in log.getvalue()
    for line in lines(log):
        group, cause = line["exception"]
        assert [each["type"] for each in group["of"]] == ["builtins.OSError", "builtins.KeyError"]
        assert group["of"][0]["errno"] == 28
        assert cause["type"] == "builtins.ValueError"
    structlog.get_logger("bot").warning("no exception at hand", exc_info=True)
    assert "exception" not in lines(log)[-1]


@pytest.mark.parametrize(
    "name", ["slack_bolt.AsyncApp", "slack_sdk.web", "aiohttp.access", "sqlalchemy.engine"]
)
def test_libraries_that_print_what_people_wrote_are_never_below_warning(log: io.StringIO, name: str) -> None:
    configure("DEBUG", log)
    logging.getLogger(name).info("canary payload")
    logging.getLogger(name).warning("worth knowing")
    assert [line["event"] for line in lines(log)] == ["worth knowing"]
