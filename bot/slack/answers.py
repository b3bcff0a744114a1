"""What Slack's answers mean for a message on its way."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError, SlackClientError


class NotNow(Exception):
    """Raised in place of a call that Slack has asked us to leave alone for a while."""

    def __init__(self, method: str, seconds: float) -> None:
        super().__init__(method)
        self.method, self.seconds = method, seconds


NO_ANSWER: Final = (SlackClientError, ClientError, OSError, TimeoutError, NotNow)
"""What a Web API call raises when Slack says no, says nothing, or cannot be reached."""


class Meaning(StrEnum):
    WAIT = "wait"  # certainly not sent: try again when Slack says
    DOUBT = "doubt"  # it may have been sent: look before trying again
    WORKSPACE = "workspace"  # nothing can be sent at all until somebody mends it
    GONE = "gone"  # this recipient cannot be written to
    BROKEN = "broken"  # our message is not one that Slack takes


@dataclass(frozen=True, slots=True)
class Verdict:
    meaning: Meaning
    reason: str
    retry_after: float = 0.0
    method: str = ""
    """The method that Slack wants left alone for so long, where it named one."""


_WORKSPACE: Final = frozenset(
    "invalid_auth account_inactive token_revoked token_expired missing_scope not_allowed_token_type "
    "not_authed no_permission org_login_required app_access_restricted".split()
)
_GONE: Final = frozenset(
    "user_not_found channel_not_found cannot_dm_bot messages_tab_disabled is_archived not_in_channel "
    "user_disabled user_not_visible ekm_access_denied restricted_action not_enabled users_not_found "
    "message_not_found cant_update_message edit_window_closed is_inactive not_found".split()
)
_BROKEN: Final = frozenset(
    "invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text invalid_metadata_format "
    "metadata_too_large invalid_arguments view_too_large only_one_table_allowed".split()
)


def code_of(error: BaseException) -> str:
    """Slack's word for what went wrong; "" where there is none. A 5xx comes with a page, and no word at all."""
    response = error.response if isinstance(error, SlackApiError) else None
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def verdict(error: BaseException) -> Verdict:
    """Read one of `NO_ANSWER`. Whatever is unclear is in doubt."""
    if isinstance(error, NotNow):
        return Verdict(Meaning.WAIT, "pace", error.seconds, error.method)
    if isinstance(error, ClientConnectorError):  # refused, or no such host: nothing was written
        return Verdict(Meaning.WAIT, "no_connection", 2.0)
    if not isinstance(error, SlackApiError):
        return Verdict(Meaning.DOUBT, type(error).__name__)
    response: Any = error.response
    code = code_of(error)
    if getattr(response, "status_code", 200) == 429 or code in ("ratelimited", "rate_limited"):
        method = str(getattr(response, "api_url", "")).rpartition("/")[2]
        return Verdict(Meaning.WAIT, "ratelimited", _retry_after(response), method)
    if code in _WORKSPACE:
        return Verdict(Meaning.WORKSPACE, code, 60.0)
    if code in _GONE or code.startswith("restricted_action"):
        return Verdict(Meaning.GONE, code)
    if code in _BROKEN:
        return Verdict(Meaning.BROKEN, code)
    return Verdict(Meaning.DOUBT, code or "unclear")


def _retry_after(response: Any) -> float:
    headers = {str(key).lower(): value for key, value in getattr(response, "headers", {}).items()}
    try:
        return max(1.0, float(headers.get("retry-after", 1)))
    except (TypeError, ValueError):
        return 1.0
