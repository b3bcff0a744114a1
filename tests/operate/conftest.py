"""What the operator's tests share."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.operate.manifest import scopes
from tests.operate.slack_answers import SlackAnswers


@pytest.fixture
async def slack_answers() -> AsyncIterator[SlackAnswers]:
    answers = SlackAnswers(
        methods={
            "auth.test": {"ok": True, "team": "Acme", "user": "mentor-bot", "user_id": "UBOT"},
            "apps.connections.open": {"ok": True, "url": "wss://127.0.0.1:1/none"},
        },
        headers={"x-oauth-scopes": ",".join(sorted(scopes()))},
        channels={
            "C0ADMIN": {"name": "mentoring-admins", "is_private": True, "is_member": True},
            "C0PROGRAM": {"name": "mentoring", "is_member": True},
        },
    )
    application = web.Application()
    application.router.add_route("*", "/api/{method}", answers.answer)
    async with TestServer(application) as server:
        answers.api_url = str(server.make_url("/api/"))
        yield answers
