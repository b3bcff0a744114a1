"""The log: one JSON object a line on standard error, with the turn's id, without tokens and without chatter."""

import logging
import re
import sys
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
        structlog.processors.format_exc_info,
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


def _redacted(_logger: Any, _method: str, text: Any) -> str:
    return SECRETS.sub("[secret]", text)
