"""Puts the bot together from its settings; starts it, and stops it in order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import aiohttp
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import monotonic, utc_now
from bot.config import Config
from bot.domain.program import Program
from bot.flows import about
from bot.handlers import routes
from bot.handlers.door import Door
from bot.handlers.inbox import Keeper
from bot.handlers.showing import Showing
from bot.programs.reading import standard
from bot.slack.directory import Directory
from bot.slack.pace import Pace, Rates
from bot.slack.rooms import Rooms
from bot.slack.sender import Patience, Sender
from bot.store.columns import Seal
from bot.store.store import Store, Transaction
from bot.ticker import Ticker
from bot.turns import Turns

log = structlog.get_logger("bot.app")

DRAIN = 10.0
"""Seconds that turns under way get to end when the bot is stopped."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a test, a benchmark or the sandbox may set: the clocks, the pace, and a witness of each named point."""

    clock: Callable[[], datetime] = utc_now
    rates: Rates = field(default_factory=Rates)
    patience: Patience = field(default_factory=Patience)
    tick_every: float = 5.0
    seed: int | None = None
    crossed: Callable[[str], None] = lambda _point: None


@dataclass(slots=True)
class Bot:
    """The parts of a running bot."""

    config: Config
    bolt: AsyncApp
    store: Store
    turns: Turns
    door: Door
    sender: Sender
    ticker: Ticker
    directory: Directory

    async def settle(self) -> datetime | None:
        """Do all that is due by the clock and send it; when the next thing is due."""
        while True:
            await self.door.drain(DRAIN)
            await self.ticker.catch_up()
            self.sender.wake()
            async with self.store.read() as db:
                if await db.outbox.idle() and not await db.due.ids(self.turns.clock(), 1):
                    return await db.due.next_at()
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(config: Config, conditions: Conditions | None = None) -> AsyncIterator[Bot]:
    """The whole bot without its way in: tables, listeners, sender and ticker, started and in the end stopped."""
    given = conditions or Conditions()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        bot = await _put_together(config, given, session)
        stack.push_async_callback(bot.store.close)
        stopped = asyncio.Event()
        sending = asyncio.create_task(bot.sender.run(stopped))
        metronome = _metronome(bot, given.tick_every)
        await bot.door.catch_up()
        try:
            yield bot
        finally:
            metronome.shutdown(wait=False)
            await bot.door.drain(DRAIN)
            stopped.set()
            bot.sender.wake()
            await sending


async def _put_together(config: Config, given: Conditions, session: aiohttp.ClientSession) -> Bot:
    client = AsyncWebClient(
        token=config.bot_token,
        base_url=config.slack_api_url,
        session=session,
        timeout=15,
        retry_handlers=[],  # all retrying is the outbox's: the default handler doubles messages
    )
    who: Any = await client.auth_test()
    store = Store(config.async_database_url, Seal(config.key()), utc_now)
    await store.prepare()
    program, rng = standard(), Random(given.seed)  # noqa: S311  # jitter and seeds of rounds, no secrets
    rooms = Rooms(store, client)
    sender = Sender(
        store,
        client,
        rooms,
        Pace(given.rates, monotonic),
        lambda: program,
        _draws_home(program, given.clock),
        rng,
        given.patience,
        given.crossed,
    )
    turns = Turns(store, given.clock, rng, program, routes.FINISHERS, sender.wake, given.crossed)
    directory = Directory(store, client, str(who["team_id"]), utc_now)
    door = Door(
        turns,
        routes.routes(),
        Showing(client, turns),
        Keeper(store, utc_now),
        directory.know,
        about.tell_admins,
        given.crossed,
    )
    bolt = _bolt(config, client, who)
    door.listen(bolt)
    return Bot(config, bolt, store, turns, door, sender, Ticker(turns, routes.DUE), directory)


def _bolt(config: Config, client: AsyncWebClient, who: Any) -> AsyncApp:
    """Bolt, told everything explicitly: it would otherwise read the environment."""
    result = AuthorizeResult(
        enterprise_id=who.get("enterprise_id"),
        team_id=who["team_id"],
        bot_token=config.bot_token,
        bot_id=who.get("bot_id"),
        bot_user_id=who["user_id"],
    )

    async def authorize(**_: object) -> AuthorizeResult:
        return result

    return AsyncApp(
        client=client,
        authorize=authorize,
        signing_secret=config.signing_secret or "unused in Socket Mode",
        process_before_response=True,
        request_verification_enabled=False,  # the guard has verified it, over the raw bytes
    )


def _draws_home(
    program: Program, clock: Callable[[], datetime]
) -> Callable[[Transaction, str], Awaitable[dict[str, Any]]]:
    async def draw(db: Transaction, who: str) -> dict[str, Any]:
        raise NotImplementedError

    return draw


def _metronome(bot: Bot, every: float) -> AsyncIOScheduler:
    """APScheduler is the metronome and nothing more: what is due stands in the database."""
    metronome = AsyncIOScheduler(timezone="UTC")
    metronome.add_job(bot.ticker.tick, "interval", seconds=every, coalesce=True, max_instances=1)
    metronome.add_job(bot.ticker.sweep, "interval", hours=1, coalesce=True, max_instances=1)
    metronome.start()
    return metronome
