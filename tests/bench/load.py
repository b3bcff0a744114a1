"""Bounded load over loopback: signed slash commands on kept-alive connections, each answer timed."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from tests.bench.server import SECRET

LOOPBACK: Final = "127.0.0.1"
_numbers = count(1)


def signed(body: bytes, *, secret: str = SECRET) -> bytes:
    """A whole HTTP request as Slack sends it."""
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: {LOOPBACK}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
    )
    return head.encode() + body


def command(word: str = "word0") -> bytes:
    """`/mentor word`, typed by somebody, never twice the same."""
    number = next(_numbers)
    fields = {
        "command": "/mentor",
        "text": word,
        "user_id": f"U{number % 500:04}",
        "team_id": "T1",
        "channel_id": "C1",
        "trigger_id": f"{number}.{time.time_ns()}",
    }
    return signed(urlencode(fields).encode())


@dataclass
class Line:
    """One kept-alive connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        self.writer.write(request)
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        return int(head[9:12]), await self.reader.readexactly(length)


@dataclass
class Server:
    port: int
    log: Path

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        reader, writer = await asyncio.open_connection(LOOPBACK, self.port)
        try:
            yield Line(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def cpu(self) -> float:
        """Processor seconds used, once every turn has come to its end."""
        async with self.line() as line:
            while True:
                _, body = await line.ask(f"GET /cpu HTTP/1.1\r\nHost: {LOOPBACK}\r\n\r\n".encode())
                state: dict[str, Any] = json.loads(body)
                if not state["under_way"]:
                    return float(state["cpu"])
                await asyncio.sleep(0.02)

    async def load(self, connections: int, each: int) -> tuple[list[float], float]:
        """Seconds until each ack, and acks a second over all."""

        async def one() -> list[float]:
            times = []
            async with self.line() as line:
                for _ in range(each):
                    request = command()
                    began = time.perf_counter()
                    status, _ = await line.ask(request)
                    times.append(time.perf_counter() - began)
                    assert status == 200, status
            return times

        began = time.perf_counter()
        taken = await asyncio.gather(*(one() for _ in range(connections)))
        return [seconds for times in taken for seconds in times], connections * each / (
            time.perf_counter() - began
        )


@asynccontextmanager
async def server(folder: Path, kind: str, routes: int = 1) -> AsyncIterator[Server]:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = int(probe.getsockname()[1])
    log = folder / f"{kind}-{routes}.log"
    with log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *(
                sys.executable,
                "-m",
                "tests.bench.server",
                kind,
                str(port),
                str(folder / "bench.db"),
                str(routes),
            ),
            stdout=said,
            stderr=said,
        )
    running = Server(port, log)
    try:
        async with asyncio.timeout(30):
            await _answers(running)
        await running.load(1, 20)  # warm
        yield running
    finally:
        process.terminate()
        await process.wait()


async def _answers(running: Server) -> None:
    while True:
        with contextlib.suppress(OSError):
            await running.cpu()
            return
        await asyncio.sleep(0.05)
