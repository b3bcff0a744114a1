"""A stand-in that gives Slack's answers as a test wants them, wrong scopes and a wrong clock included."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

BOT, APP = "xoxb-canary-bot", "xapp-canary-app"


@dataclass
class SlackAnswers:
    """What each method answers; a test changes what it wants to see refused."""

    api_url: str = ""
    methods: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.asked.append((method, request.headers.get("Authorization", "").removeprefix("Bearer ")))
        if method == "conversations.info":
            channel = self.channels.get(str(((await request.post()) or request.query).get("channel")))
            body = (
                {"ok": True, "channel": channel} if channel else {"ok": False, "error": "channel_not_found"}
            )
            return web.json_response(body)
        return web.json_response(self.methods[method], headers=self.headers)

    def env(self, folder: Path, **more: str) -> dict[str, str]:
        settings = {
            "BOT_TOKEN": BOT,
            "APP_TOKEN": APP,
            "SLACK_API_URL": self.api_url,
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            **more,
        }
        return {f"MENTORBOT_{name}": value for name, value in settings.items()}
