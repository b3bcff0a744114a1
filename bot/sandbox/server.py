"""The sandbox as a web server: the Web API, Socket Mode, response URLs, and the controls under /sandbox/."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.sandbox import control, response_urls
from bot.sandbox.company import Company
from bot.sandbox.platform import Options
from bot.sandbox.webapi import files
from bot.sandbox.webapi.serve import WebApi

LOOPBACK = "127.0.0.1"
COMPANY = web.AppKey("company", Company)
Extend = Callable[[web.Application, Company], None]


def create_server(company: Company, *extensions: Extend) -> web.Application:
    """`extensions` add further pages to the same address."""
    app = web.Application(client_max_size=files.LARGEST + 1024)
    app[COMPANY] = company
    web_api = WebApi(company.platform)

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def answer(request: web.Request) -> web.Response:
        return await response_urls.serve(company.platform, request)

    app.router.add_route("*", "/api/{method}", web_api.serve)
    app.router.add_get("/socket", company.platform.socket_mode.serve)

    async def upload(request: web.Request) -> web.Response:
        return await files.receive(company.platform, request)

    async def download(request: web.Request) -> web.Response:
        return await files.serve(company.platform, request)

    app.router.add_post("/response/{key}", answer)
    app.router.add_post("/upload/v1/{file}", upload)
    app.router.add_get("/sandbox/files/{file}", download)
    app.router.add_get("/healthz", health)
    control.add_routes(app, company)
    for extend in extensions:
        extend(app, company)
    return app


@asynccontextmanager
async def serving(
    options: Options, *extensions: Extend, host: str = LOOPBACK, port: int = 0, company: Company | None = None
) -> AsyncIterator[Company]:
    """Serve on a free port (or `port`) as long as the block lasts; `company.platform.base_url` is the address."""
    company = company or Company(options)
    runner = web.AppRunner(create_server(company, *extensions), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    listening = socket.create_server((host, port))
    own = LOOPBACK if host in ("", "0.0.0.0", "::") else host  # noqa: S104 - such an address leads nowhere
    company.platform.base_url = f"http://{own}:{listening.getsockname()[1]}"
    await web.SockSite(runner, listening).start()
    try:
        yield company
    finally:
        await company.close()
        await runner.cleanup()
