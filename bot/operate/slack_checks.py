"""What only Slack can tell: whether the tokens work, what they may do, and what the channels are."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Config
from bot.operate.findings import Finding, bad, good, odd
from bot.operate.manifest import scopes

CLOCK_MAY_DIFFER = 60  # seconds; Slack itself refuses signatures older than 300
RESPONSE_HOST = "https://hooks.slack.com/"
NOT_REACHED = (aiohttp.ClientError, TimeoutError, OSError, ValueError)


@asynccontextmanager
async def slack(config: Config) -> AsyncIterator[AsyncWebClient]:
    """A Web API client that never resends by itself."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            token=config.bot_token,
            base_url=config.slack_api_url,
            session=session,
            timeout=15,
            retry_handlers=[],
        )


async def check_bot_token(client: AsyncWebClient, now: datetime) -> list[Finding]:
    """The bot token, its granted scopes against the manifest's, and this machine's clock against Slack's."""
    answer = await _asked(client.auth_test())
    if isinstance(answer, Finding):
        return [answer]
    team, name = answer.get("team", "?"), answer.get("user", "?")
    return [
        good(f"Bot token: works in the workspace {team}, as @{name}"),
        _scopes(answer.headers.get("x-oauth-scopes", "")),
        _clock(answer.headers.get("Date", ""), now),
    ]


def _scopes(header: str) -> Finding:
    granted, needed = {scope.strip() for scope in header.split(",") if scope.strip()}, scopes()
    if not granted:
        return odd(
            "Scopes: this server does not say which are granted", "Nothing to do if it is not Slack itself."
        )
    if needed - granted:
        return bad(
            f"Scopes: not granted: {', '.join(sorted(needed - granted))}",
            "On the app's page paste the output of `python -m bot manifest` under App Manifest and save, then "
            "Install App, Reinstall to Workspace.",
        )
    if granted - needed:
        return odd(
            f"Scopes: granted but not needed: {', '.join(sorted(granted - needed))}",
            "The bot works. To take them back, remove them under OAuth & Permissions and reinstall the app.",
        )
    return good(f"Scopes: all {len(needed)} that the bot needs are granted, and no others")


def _clock(date: str, now: datetime) -> Finding:
    if not date:
        return odd(
            "Clock: the server sent no date to compare with", "Nothing to do if it is not Slack itself."
        )
    ahead = (now - parsedate_to_datetime(date)).total_seconds()
    if abs(ahead) > CLOCK_MAY_DIFFER:
        return bad(
            f"Clock: this machine is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} Slack",
            "Switch on time synchronisation (timedatectl set-ntp true); past five minutes Slack's requests are refused.",
        )
    return good("Clock: agrees with Slack's")


async def check_app_token(client: AsyncWebClient, app_token: str) -> Finding:
    """The app-level token, by asking for a Socket Mode address (which is not used)."""
    answer = await _asked(client.apps_connections_open(app_token=app_token), "MENTORBOT_APP_TOKEN")
    return (
        answer
        if isinstance(answer, Finding)
        else good("App token: Socket Mode opens, no inbound port is needed")
    )


async def check_admin_channel(client: AsyncWebClient, channel_id: str | None) -> Finding:
    """The admin channel is one that only the program team can read."""
    if channel_id is None:
        return odd(
            "Admin channel: none is set",
            "When the bot starts it prints a code: type `/mentor-admin claim CODE` in your team's private channel.",
        )
    channel = await _channel(client, channel_id, "Admin channel")
    if isinstance(channel, Finding):
        return channel
    name = f"Admin channel: #{channel.get('name', channel_id)}"
    if channel.get("is_member") is False:
        return bad(f"{name}: the bot is not in it", "Type `/invite @mentor-bot` in the channel.")
    if not channel.get("is_private"):
        return bad(
            f"{name} is public",
            "Use a private channel: what the program team reads there is not for everyone.",
        )
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return bad(
            f"{name} is shared with another company", "Use a private channel of your own workspace only."
        )
    return good(f"{name}, private")


async def check_program_channel(client: AsyncWebClient, channel_id: str | None) -> Finding:
    """The program channel is one that the bot may post in."""
    if channel_id is None:
        return odd(
            "Program channel: none is set", "Choose it in Slack: `/mentor-admin` in the admin channel."
        )
    channel = await _channel(client, channel_id, "Program channel")
    if isinstance(channel, Finding):
        return channel
    name = f"Program channel: #{channel.get('name', channel_id)}"
    if not channel.get("is_member"):
        return bad(f"{name}: the bot is not in it", "Type `/invite @mentor-bot` in the channel.")
    return good(name)


async def check_response_host(address: str = RESPONSE_HOST) -> Finding:
    """Answers that one person alone sees go to another host of Slack's than everything else."""
    try:
        async with (
            asyncio.timeout(15),
            aiohttp.ClientSession(trust_env=True) as session,
            session.get(address, allow_redirects=False),
        ):
            return good(f"Answers that one person alone sees: {urlsplit(address).hostname} is reached")
    except NOT_REACHED as error:
        return bad(
            f"Answers that one person alone sees: {urlsplit(address).hostname} is not reached ({type(error).__name__})",
            "Let this machine call it on port 443, as it may call slack.com: what `/mentor` answers in a channel goes there.",
        )


async def _channel(client: AsyncWebClient, channel_id: str, what: str) -> dict[str, Any] | Finding:
    answer = await _asked(client.conversations_info(channel=channel_id), what)
    if isinstance(answer, Finding):
        return answer
    channel: dict[str, Any] = answer["channel"]
    if channel.get("is_archived"):
        return bad(
            f"{what}: #{channel.get('name')} is archived", "Choose another channel, or unarchive it in Slack."
        )
    return channel


MENDS = {
    "invalid_auth": "The token is not valid for this workspace. Copy it again from the app's page.",
    "token_revoked": "The app was uninstalled. Install it again on its page, and copy the new token.",
    "account_inactive": "The app was uninstalled. Install it again on its page, and copy the new token.",
    "not_allowed_token_type": "This is the wrong kind of token: the bot token begins with xoxb-, the app token with xapp-.",
    "missing_scope": "Give the token its scope: connections:write for the app token, the manifest's for the bot token.",
    "channel_not_found": "Check the ID, and type `/invite @mentor-bot` in the channel: the bot sees no private channel it is not in.",
    "ratelimited": "Slack asks for a pause. Try again in a minute.",
}


async def _asked(call: Awaitable[Any], what: str = "MENTORBOT_BOT_TOKEN") -> Any:
    """Slack's answer, or the Finding that says why there is none."""
    try:
        return await call
    except SlackApiError as error:
        data = error.response.data  # of a 5xx it may be a page, in words
        code = str(data.get("error")) if isinstance(data, dict) else f"HTTP {error.response.status_code}"
        return bad(
            f"{what}: Slack answers {code}", MENDS.get(code, "Look the word up at https://docs.slack.dev.")
        )
    except NOT_REACHED as error:
        return bad(
            f"{what}: no answer from Slack ({type(error).__name__})",
            "Check that this machine may call out to slack.com on port 443, and the proxy in HTTPS_PROXY if you use one.",
        )
