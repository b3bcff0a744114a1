"""How long somebody waits: from a click or a typed word to the bot's visible answer, through inbox and outbox."""

import tempfile

from tests.stories.conftest import company_with_bot

ACTS = 15
"""Of each kind."""


async def waits() -> list[float]:
    """Seconds from each act to its answer, shortest first: words in the DM, then a command in a channel."""
    with tempfile.TemporaryDirectory() as name:
        async with company_with_bot("socket-sqlite", f"sqlite:///{name}/bot.db") as company:
            ana = company.ana
            waited = company.workspace.latencies
            for words, channel in (
                ("help", None),
                ("what do you store", None),
                ("/mentor status", "general"),
            ):
                for _ in range(ACTS):
                    before = len(waited)
                    await ana.types(words, channel=channel)
                    await ana.waits_for(f"the answer to {words}", lambda n=before: len(waited) > n or None)
            return sorted(waited)


def at(part: float, times: list[float]) -> float:
    """The time, in milliseconds, within which this part of the answers came."""
    return times[min(len(times) - 1, int(len(times) * part))] * 1000
