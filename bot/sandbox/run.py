"""The sandbox as a program: a server, the page, a demo company, people who act by themselves, a tour."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.autopilot import Autopilot
from bot.sandbox.company import Company
from bot.sandbox.demo import Demo
from bot.sandbox.page.drawing import Joining
from bot.sandbox.page.drawing import Start as PageStart
from bot.sandbox.page.drawing import Step as PageStep
from bot.sandbox.page.routes import page
from bot.sandbox.platform import Options
from bot.sandbox.server import LOOPBACK, serving
from bot.sandbox.tour import Step, Tours

START_OVER = 75  # the exit code that asks whoever started sandbox and app to start both anew

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Files:
    """What a demo is made of; each may be missing."""

    company: Path | None = None
    autopilot: Path | None = None
    tour: Path | None = None


async def run(
    options: Options, files: Files, stop: asyncio.Event, *, host: str = LOOPBACK, port: int = 8080
) -> int:
    """Serve until `stop`; the exit code is 0, or START_OVER when somebody at the page asked for it."""
    company = Company(options)
    demo = Demo.from_file(company, files.company) if files.company else Demo(company, {})
    demo.settle_in()
    if files.autopilot:
        Autopilot.from_file(company, files.autopilot)
    tours = Tours.from_file(company, files.tour) if files.tour else Tours(company, {})
    again = False

    async def start_over() -> None:
        nonlocal again
        again = True
        stop.set()

    extension = page(
        start=_first_place(tours),
        steps=lambda person: [_shown(step) for step in tours.of(person)],
        starts=[PageStart(one.label, one.person, _page_place(one.go)) for one in tours.starts],
        errands=tours.errands,
        joining=lambda: _joining(demo),
        start_over=start_over,
    )
    async with serving(options, extension, host=host, port=port, company=company):
        script = asyncio.create_task(_perform(company, demo))
        await stop.wait()
        script.cancel()
        await asyncio.gather(script, return_exceptions=True)
    return START_OVER if again else 0


async def _perform(company: Company, demo: Demo) -> None:
    await company.app_is_there()
    await demo.perform()
    for problem in demo.progress.problems:
        log.error("the demo company: %s", problem)


def _first_place(tours: Tours) -> tuple[str, str]:
    first = next(iter(tours.starts), None)
    return (first.person, _page_place(first.go)) if first else ("", "app")


def _page_place(go: str) -> str:
    return "app" if go == "dm" else go


def _shown(step: Step) -> PageStep:
    go, began = _page_place(step.go), _page_place(step.began)
    return PageStep(step.title, step.text, step.person, go, step.done, step.errand, began)


def _joining(demo: Demo) -> Joining | None:
    progress = demo.progress
    if progress.ready:
        return None
    who = f"{progress.doing} and {progress.total - 1} colleagues are" if progress.doing else "Colleagues are"
    return Joining(f"{who} joining…", progress.done, progress.total)
