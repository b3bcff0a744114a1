"""The start of a connection to Slack: who the bot is there, and Bolt, told everything explicitly."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import NO_ANSWER, Meaning, verdict

log = structlog.get_logger("bot.slack")


async def introduced(client: AsyncWebClient, clock: Callable[[], float], within: float = 60.0) -> Any:
    """Who the bot is. A Slack that is not there yet is waited for; one that refuses the token is not."""
    until = clock() + within
    while True:
        try:
            return await client.auth_test()
        except NO_ANSWER as error:
            found = verdict(error)
            if clock() > until or found.meaning not in (Meaning.WAIT, Meaning.DOUBT):
                raise
            log.warning("Slack is not there yet", reason=found.reason)
            await asyncio.sleep(max(0.2, found.retry_after) if found.reason == "ratelimited" else 0.2)


def bolt_app(token: str, signing_secret: str | None, client: AsyncWebClient, who: Any) -> AsyncApp:
    """Bolt without its own looks at the environment, and without a call to Slack for each request."""
    result = AuthorizeResult(
        enterprise_id=who.get("enterprise_id"),
        team_id=who["team_id"],
        bot_token=token,
        bot_id=who.get("bot_id"),
        bot_user_id=who["user_id"],
    )

    async def authorize(**_: object) -> AuthorizeResult:
        return result

    return AsyncApp(
        client=AsyncWebClient(
            base_url=client.base_url, session=client.session
        ),  # the token comes by authorize
        authorize=authorize,
        signing_secret=signing_secret or "unused in Socket Mode",
        process_before_response=True,
        request_verification_enabled=False,  # the guard has verified it, over the raw bytes
    )
