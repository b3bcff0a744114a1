"""Puts the bot together from its settings; starts it, and stops it in order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

import aiohttp
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import ProgramClock, monotonic, utc_now
from bot.config import Config, program_of
from bot.domain.program import Program
from bot.drawing import makes
from bot.flows import about, home
from bot.handlers import routes
from bot.handlers.door import Door
from bot.handlers.inbox import Keeper
from bot.handlers.server import serving, web_app
from bot.handlers.showing import Showing
from bot.slack.answers import code_of
from bot.slack.arriving import bolt_app, introduced
from bot.slack.directory import Directory
from bot.slack.doubt import Doubt
from bot.slack.following import ClockFollower
from bot.slack.pace import Pace, Rates
from bot.slack.rooms import Rooms
from bot.slack.sender import Sender
from bot.slack.settling import Patience, Settling
from bot.slack.socket import Connection, Watch
from bot.store.beginning import begin
from bot.store.columns import Seal
from bot.store.store import Store, Transaction
from bot.ticker import Ticker
from bot.turn import Turn
from bot.turns import Turns
from bot.worker import Solver, Worker

log = structlog.get_logger("bot.app")

HURRIED = Rates(1000, 1000, 1000, 1000)
"""For a clock that passes a week in a moment: pacing counts real seconds, and a week's messages would take minutes."""

OTHER_PORTS = 50
"""How many ports after the one that is set may serve the health endpoint, where it is taken."""

DRAIN = 10.0
"""Seconds that turns under way get to end when the bot is stopped."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a test, a benchmark or the sandbox may set: the clocks, the pace, and a witness of each named point."""

    clock: Callable[[], datetime] = utc_now
    rates: Rates = field(default_factory=Rates)
    patience: Patience = field(default_factory=Patience)
    watch: Watch = field(default_factory=Watch)
    tick_every: float = 5.0
    seed: int | None = None
    crossed: Callable[[str], None] = lambda _point: None


@dataclass(slots=True)
class Bot:
    """The parts of a running bot."""

    config: Config
    bolt: AsyncApp
    client: AsyncWebClient
    session: aiohttp.ClientSession
    store: Store
    turns: Turns
    door: Door
    sender: Sender
    ticker: Ticker
    directory: Directory
    user: str
    """Its own user id."""

    async def settle(self) -> datetime | None:
        """Do all that is due by the clock and send it; when the next thing is due."""
        while True:
            await self.door.drain(DRAIN)
            await self.ticker.catch_up()
            await self.sender.rest()
            async with self.store.read() as db:
                if await db.outbox.idle() and not await db.due.ids(self.turns.clock(), 1):
                    return await db.due.next_at()
            await asyncio.sleep(0.01)

    async def foretells(self) -> dict[str, dict[str, datetime]]:
        """When the next thing is due that concerns each person, and when each next meets their partner."""
        async with self.store.read() as db:
            return {"due_for": await db.due.whose(), "agreed": await db.due.agreed(self.turns.clock())}


async def run(
    config: Config, *, clock_from: str | None = None, stop: asyncio.Event, given: Conditions | None = None
) -> None:
    """The whole bot, until `stop` is set or its connection is refused for good. Then it ends in order.

    `clock_from` is the address of a sandbox whose program time it follows.
    """
    clock = ProgramClock()
    given = given or Conditions(rates=HURRIED if clock_from else Rates())
    if clock_from:
        given = replace(given, clock=clock.now)
    async with running(config, given) as bot, AsyncExitStack() as stack:
        ways_in: list[Coroutine[Any, Any, None]] = []
        connection = None
        if config.mode == "socket":
            connection = Connection(bot.bolt, bot.client, bot.session, config.app_token or "", given.watch)
            ways_in.append(connection.run(stop))
        if clock_from:
            follower = ClockFollower(clock_from, bot.session, clock.move_to, bot.settle, bot.foretells)
            ways_in.append(follower.run(stop))
        events = None if connection else bot.bolt
        page = web_app(_health(bot, connection), events, config.signing_secret or "", utc_now)
        others = OTHER_PORTS if connection else 0  # in HTTP mode requests come to this one
        await stack.enter_async_context(serving(page, config.host, config.port, or_next=others))
        tasks = [asyncio.create_task(work) for work in (stop.wait(), *ways_in)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        await asyncio.gather(*tasks)


def _health(bot: Bot, connection: Connection | None) -> Callable[[], dict[str, Any]]:
    def health() -> dict[str, Any]:
        connected = connection is None or connection.connected
        parts = {"inbox": bot.door.healthy, "sending": bot.sender.healthy, "ticking": bot.ticker.healthy}
        ok = connected and all(parts.values())
        return {"ok": ok, "mode": bot.config.mode, "connected": connected, **parts}

    return health


@asynccontextmanager
async def running(config: Config, conditions: Conditions | None = None) -> AsyncIterator[Bot]:
    """The whole bot without its way in: tables, listeners, sender and ticker, started and in the end stopped."""
    given = conditions or Conditions()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        worker = Worker()
        stack.callback(worker.close)
        bot = await _put_together(config, given, session, worker)
        stack.push_async_callback(bot.store.close)
        stopped = asyncio.Event()
        await _begin(bot, config)
        sending = asyncio.create_task(bot.sender.run(stopped))
        ticking = asyncio.create_task(bot.ticker.run(stopped))
        metronome = _metronome(bot, given.tick_every)
        await bot.door.catch_up()
        try:
            yield bot
        finally:
            metronome.shutdown(wait=False)
            await bot.door.drain(DRAIN)
            await bot.door.owed.end()
            stopped.set()
            bot.sender.wake()
            bot.ticker.wake()
            await asyncio.gather(sending, ticking)


async def _put_together(
    config: Config, given: Conditions, session: aiohttp.ClientSession, worker: Worker
) -> Bot:
    client = AsyncWebClient(
        token=config.bot_token,
        base_url=config.slack_api_url,
        session=session,
        timeout=15,
        retry_handlers=[],  # all retrying is the outbox's: the default handler doubles messages
    )
    who: Any = await introduced(client, monotonic)
    store = Store(config.async_database_url, Seal(config.key()), utc_now)
    await store.prepare()
    program, rng = program_of(config.program_file), Random(given.seed)  # noqa: S311  # jitter and seeds of rounds, no secrets

    def committed() -> None:
        sender.wake()
        ticker.wake()

    turns = Turns(store, given.clock, rng, program, routes.FINISHERS, committed, given.crossed)
    await turns.load_rules()
    sender = _sender(client, turns, given)
    ticker = Ticker(turns, routes.DUE, Solver(turns, worker).solve_asked, about.tell_admins)
    directory = Directory(store, client, str(who["team_id"]), utc_now)
    door = _door(client, turns, directory, worker, given)
    bolt = bolt_app(config.bot_token, config.signing_secret, client, who)
    door.listen(bolt)
    user = str(who.get("user_id") or "")
    return Bot(config, bolt, client, session, store, turns, door, sender, ticker, directory, user)


def _sender(client: AsyncWebClient, turns: Turns, given: Conditions) -> Sender:
    store, pace = turns.store, Pace(given.rates, monotonic)
    rooms, settling = Rooms(store, client, pace), Settling(store, pace, turns.rng, given.patience)

    def program() -> Program:
        return turns.program

    return Sender(
        store,
        client,
        rooms,
        pace,
        program,
        _draws_home(program, given.clock, turns.rng),
        settling,
        Doubt(client, rooms, settling, given.crossed),
        given.crossed,
        makes(store, program),
    )


def _door(
    client: AsyncWebClient, turns: Turns, directory: Directory, worker: Worker, given: Conditions
) -> Door:
    return Door(
        turns,
        routes.routes(),
        Showing(client, turns, code_of, worker.run),
        Keeper(turns.store, utc_now),
        directory.know,
        about.tell_admins,
        given.crossed,
        forgets=directory.forget,
        kind_of=directory.channel_kind,
    )


async def _begin(bot: Bot, config: Config) -> None:
    """Write down what the settings say; what nobody set there is chosen in Slack, by whoever has the code."""
    settings = {
        "team_id": bot.directory.team,
        "bot_user": bot.user,
        "admin_channel": config.admin_channel,
        "program_channel": config.program_channel,
    }
    if code := await begin(bot.store, settings, config.admins, utc_now()):
        print(  # noqa: T201  # for whoever starts it, and for no log
            f"\nThe bot has no admin yet. Within an hour, in a private channel that it is a member of, type:\n"
            f"\n    /mentor-admin claim {code}\n\nThat channel and you are then the program's admins.\n",
            flush=True,
        )


def _draws_home(
    program: Callable[[], Program], clock: Callable[[], datetime], rng: Random
) -> Callable[[Transaction, str], Awaitable[dict[str, Any]]]:
    async def draw(db: Transaction, who: str) -> dict[str, Any]:
        in_force = program()
        view = await home.draw(Turn(who, db, clock(), rng, in_force), None)
        return view.draw(in_force)

    return draw


def _metronome(bot: Bot, every: float) -> AsyncIOScheduler:
    """APScheduler is the metronome and nothing more: what is due stands in the database."""
    metronome = AsyncIOScheduler(timezone="UTC")
    metronome.add_job(bot.ticker.wake, "interval", seconds=every, coalesce=True, max_instances=1)
    metronome.add_job(bot.ticker.sweep, "interval", hours=1, coalesce=True, max_instances=1)
    metronome.start()
    return metronome
