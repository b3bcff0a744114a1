"""The rows: each figure beside its baseline of the same run, and its bar. Writes build/bench.json."""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import text

from bot.operate import logs
from bot.store.engine import Engine
from tests.bench import answering, matching, rounds
from tests.bench.load import LOOPBACK, Server, server
from tests.bench.table import Row, row, table

RUNS = 5
CANARY = b"canary-of-an-attacker"


async def median_of(measure: Callable[[], Awaitable[float]]) -> float:
    return statistics.median([await measure() for _ in range(RUNS)])


async def one_connection(bot: Server, bolt: Server) -> Row:
    async def ack(of: Server) -> float:
        times, _ = await of.load(1, 60)
        await of.cpu()
        return statistics.median(times) * 1000

    pairs = [(await ack(bot), await ack(bolt)) for _ in range(RUNS)]
    ours, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    return row(
        "durable ack, one connection (baseline: bare Bolt, default settings)",
        ours, "ms, median", bare, "ratio <= 0.5", met=lambda ratio: ratio <= 0.5,
    )  # fmt: skip


async def one_row_transactions(folder: Path) -> float:
    """One-row SQLAlchemy transactions a second, on the file that the acks are written to."""
    engine = Engine(f"sqlite+aiosqlite:///{folder}/bench.db")
    async with engine.sql.begin() as connection:
        await connection.execute(
            text("CREATE TABLE IF NOT EXISTS baseline (n INTEGER PRIMARY KEY, body TEXT)")
        )
    began, number = time.perf_counter(), 0
    while number < 150:
        async with engine.sql.begin() as connection:
            await connection.execute(text("INSERT INTO baseline (body) VALUES (:body)"), {"body": "x" * 200})
        number += 1
    rate = number / (time.perf_counter() - began)
    await engine.close()
    return rate


async def sixteen_connections(bot: Server, folder: Path) -> list[Row]:
    rates, bases, late = [], [], []
    for _ in range(RUNS):
        bases.append(await one_row_transactions(folder))
        times, rate = await bot.load(16, 40)
        rates.append(rate)
        late.append(statistics.quantiles(times, n=100)[98] * 1000)
        await bot.cpu()
    slowest, rate, base = (statistics.median(one) for one in (late, rates, bases))
    return [
        row("durable ack, 16 connections, p99 (baseline: 250 ms)", slowest, "ms", 250.0, "ratio < 1",
            met=lambda ratio: ratio < 1),
        row("durable acks, 16 connections (baseline: one-row SQLAlchemy transactions, same file)", rate, "per second",
            base, "ratio >= 0.7", met=lambda ratio: ratio >= 0.7),
    ]  # fmt: skip


async def routes(many: Server, one: Server) -> Row:
    async def cpu(of: Server) -> float:
        before = await of.cpu()
        await of.load(4, 50)
        return (await of.cpu() - before) / 200 * 1000

    pairs = [(await cpu(many), await cpu(one)) for _ in range(RUNS)]
    with_many, with_one = (statistics.median(side) for side in zip(*pairs, strict=True))
    return row(
        "CPU a command with its whole turn, 300 routes (baseline: one route)",
        with_many, "ms", with_one, "ratio <= 1.3", met=lambda ratio: ratio <= 1.3,
    )  # fmt: skip


async def unsigned_megabyte(bot: Server, bolt: Server) -> Row:
    body = b"payload=" + CANARY * (1024 * 1024 // len(CANARY))
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: {LOOPBACK}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {int(time.time())}\r\nX-Slack-Signature: v0=00\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )

    async def cpu(of: Server, times: int) -> float:
        before = await of.cpu()
        for _ in range(times):
            async with of.line() as line:
                status, _ = await line.ask(head.encode() + body)
                assert of is bolt or status in (401, 413), status  # bare Bolt may answer 500
        return (await of.cpu() - before) / times * 1000

    ours, bare = await median_of(lambda: cpu(bot, 10)), await median_of(lambda: cpu(bolt, 1))
    silent = CANARY not in bot.log.read_bytes()
    return row(
        "CPU for an unsigned 1 MiB request (baseline: bare Bolt), nothing of it in the log",
        ours, "ms", bare, "value <= 5 ms", met=lambda _: ours <= 5 and silent,
    )  # fmt: skip


async def answers() -> list[Row]:
    times = await answering.waits()
    middle, late = answering.at(0.5, times), answering.at(0.95, times)
    name = "from an act to its visible answer, through inbox and outbox"
    return [
        row(name, middle, "ms, median", 0, "value <= 300 ms", met=lambda _: middle <= 300),
        row(name, late, "ms, 95th percentile", 0, "value <= 1000 ms", met=lambda _: late <= 1000),
    ]


async def large_round() -> list[Row]:
    found = await rounds.large_round()
    late, before = (answering.at(0.95, times) for times in (found.meanwhile, found.quiet))
    size = f"{rounds.PEOPLE:,} people"
    return [
        row(f"ack while a round is worked out, {size} (baseline: before it)", late, "ms, 95th percentile", before,
            "value <= 100 ms", met=lambda _: late <= 100),
        row(f"memory of the worker's process in that round, {size} (baseline: 400 MB)", found.megabytes, "MB", 400.0,
            "ratio <= 1", met=lambda ratio: ratio <= 1),
    ]  # fmt: skip


async def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with server(folder, "bolt") as bolt, server(folder, "bot") as bot:
            rows = [await one_connection(bot, bolt), *await sixteen_connections(bot, folder)]
            async with server(folder, "bot", 300) as many:
                rows.append(await routes(many, bot))
            rows.append(await unsigned_megabyte(bot, bolt))
        rows += await answers()
        rows += await large_round()
        return rows


def main() -> int:
    logs.configure("WARNING")  # a line for each turn would stand between the rows
    rows = [*asyncio.run(measure()), *matching.measure()]
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(one) for one in rows], indent=2) + "\n")
    print(table(rows))
    return 0 if all(one.met for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
