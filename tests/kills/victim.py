"""The bot, started to be killed: python -m tests.kills.victim POINT NTH ends by SIGKILL at the nth crossing of a point.

POINT may be `any`, for the nth crossing of whichever, or `none`.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app
from bot.clock import utc_now
from bot.config import process_environment, read
from bot.operate import logs
from bot.slack.pace import Rates
from bot.slack.settling import Patience
from bot.slack.socket import Watch

MONDAY = datetime(2030, 1, 7, 10, 0, tzinfo=UTC)
"""When every bot here starts: at a good hour, so that nothing is put off."""

PATIENCE = Patience(
    lease=timedelta(seconds=1), settle=timedelta(seconds=0.6), timeout=0.8, backoff=0.02, most_tries=60
)


def main(point: str, nth: int) -> None:
    met = 0

    def crossed(at: str) -> None:
        nonlocal met
        met += point in (at, "any")
        if met == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    began = utc_now()
    config = read(process_environment(), Path("no such file"))
    logs.configure("WARNING")
    given = app.Conditions(
        rates=Rates(1000, 1000, 1000, 1000),
        patience=PATIENCE,
        watch=Watch(pause=0.05),
        tick_every=0.2,
        crossed=crossed,
        clock=lambda: MONDAY + (utc_now() - began),
    )
    asyncio.run(app.run(config, stop=asyncio.Event(), given=given))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
