"""What comes to the bot's address without being Slack's."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.company import Company
from tests.stories.bad.scenes import everybody_is_known
from tests.stories.bad.tables import Memory

COMMAND = {
    "command": "/mentor",
    "text": "join",
    "user_id": "UANA",
    "team_id": "T0SANDBOX",
    "trigger_id": "forged",
}
FORM = urlencode(COMMAND).encode()
AN_HOUR = 3600


def headers(
    company: Company, body: bytes, *, secret: str = "", age: int = 0, **changed: str
) -> dict[str, str]:
    """Slack's headers for a body, as somebody with this secret would write them so long ago."""
    stamp = str(int(time.time()) - age)
    key = (secret or company.platform.options.signing_secret).encode()
    digest = hmac.new(key, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
    return {"Content-Type": "application/x-www-form-urlencoded", **signed, **changed}


async def sent(company: Company, body: bytes, how: dict[str, str]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(company.platform.options.app_url, data=body, headers=how) as answer,
    ):
        return answer.status, await answer.text()


NOT_SLACKS: dict[str, dict[str, Any]] = {
    "signed with another secret": {"secret": "somebody else's secret"},
    "signed an hour ago": {"age": AN_HOUR},
    "signed in an hour": {"age": -AN_HOUR},
    "a signature of another kind": {"X-Slack-Signature": "v1=00"},
    "a signature in strange letters": {"X-Slack-Signature": "v0=\u00e9\u00e9"},
    "no signature": {"X-Slack-Signature": ""},
    "no time": {"X-Slack-Request-Timestamp": ""},
    "a time before time": {"X-Slack-Request-Timestamp": "-1"},
}


async def test_a_request_that_slack_did_not_sign_just_now_is_turned_away_unread(
    http_company: Company, memory: Memory
) -> None:
    await everybody_is_known(http_company)
    arrivals = memory.count("inbox")
    async with memory.unchanged():
        for why, how in NOT_SLACKS.items():
            answer = await sent(http_company, FORM, headers(http_company, FORM, **how))
            assert answer == (401, ""), why
    assert memory.count("inbox") == arrivals


async def test_a_body_that_was_changed_under_its_signature_or_is_too_large_is_turned_away(
    http_company: Company, memory: Memory
) -> None:
    await everybody_is_known(http_company)
    arrivals = memory.count("inbox")
    signed = headers(http_company, FORM)
    async with memory.unchanged():
        assert await sent(http_company, FORM.replace(b"UANA", b"UHANA"), signed) == (401, "")
        huge = b"x" * (1024 * 1024)
        assert (await sent(http_company, huge, headers(http_company, huge)))[0] == 413
    assert memory.count("inbox") == arrivals


NONSENSE = (
    b"",
    b"payload=%7Bnot+json",
    b"payload=[]",
    b"payload=%7B%7D",
    b"command=%2Fmentor",
    urlencode({"payload": json.dumps({"type": "block_actions", "user": {"id": "UANA"}})}).encode(),
    urlencode({"payload": json.dumps({"type": "view_submission", "view": {"type": "modal"}})}).encode(),
)


async def test_a_signed_request_that_makes_no_sense_changes_nothing_and_harms_nobody(
    http_company: Company, memory: Memory
) -> None:
    await everybody_is_known(http_company)
    async with memory.unchanged():
        for body in NONSENSE:
            status, words = await sent(http_company, body, headers(http_company, body))
            assert 400 <= status < 600, body
            assert "Traceback" not in words
        await http_company.ana.types("/mentor help")
        await http_company.ana.sees("in eight words")
