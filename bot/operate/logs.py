"""The log: one JSON object a line on standard error, with the turn's id, without tokens and without chatter."""

import logging
import re
import sys
import traceback
from typing import Any, TextIO

import structlog

from bot.clock import utc_now

TALKATIVE = ("slack_bolt", "slack_sdk", "aiohttp.access", "apscheduler", "sqlalchemy", "alembic", "asyncio")
SECRETS = re.compile(r"xox[a-z][a-z.-]*-[\w.-]+|xapp-[\w-]+|(?<=://)[^\s/:@\"]+:[^\s/@\"]+(?=@)")


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send every log line, ours and the libraries', through one door."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _stamped,
        _without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
                _redacted,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        # at DEBUG and INFO these print whole payloads, that is, what people wrote
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _stamped(_logger: Any, _method: str, line: dict[str, Any]) -> dict[str, Any]:
    return {"at": utc_now().isoformat(timespec="milliseconds"), **line}


def _without_words(_logger: Any, _method: str, line: dict[str, Any]) -> dict[str, Any]:
    """An exception as its type and its frames. Its message stays out: it may quote what somebody wrote."""
    given = line.pop("exc_info", None)
    if not given:
        return line
    error = (
        given
        if isinstance(given, BaseException)
        else (given[1] if isinstance(given, tuple) else sys.exception())
    )
    if error is not None:
        line["exception"] = [_told(each) for each in _chain(error)]
    return line


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, latest first."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return chain


def _told(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, OSError):
        told["errno"] = error.errno
    if isinstance(error, BaseExceptionGroup):
        told["of"] = [_told(each) for each in error.exceptions]
    return told


def _redacted(_logger: Any, _method: str, text: Any) -> str:
    return SECRETS.sub("[secret]", text)
