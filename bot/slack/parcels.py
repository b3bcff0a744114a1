"""Messages that carry files: uploaded where nobody sees them yet, then shared in one message.

Each file's name holds its letter's key, so that a message whose fate is unclear is found in the history like any other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.files import File
from bot.messages.base import Rendered
from bot.slack.answers import code_of
from bot.store.outbox import Letter

log = structlog.get_logger("bot.slack")

NO_FILES: Final = frozenset(
    "file_uploads_disabled file_uploads_except_images_disabled file_type_not_allowed storage_limit_reached "
    "posting_to_channel_denied missing_scope alt_txt_too_large file_upload_size_restricted".split()
)
"""Slack takes no files here, or not these: the words go in their place. `missing_scope` is an app installed before."""


def sent_as(letter: Letter, name: str) -> str:
    """The name under which a file of a letter is sent."""
    path = PurePath(name)
    return f"{path.stem}-{key_of(letter)}{path.suffix}"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files and the words beside them; `instead` is what goes where Slack takes no files."""

    words: str
    files: tuple[File, ...]
    instead: Rendered
    uploaded: tuple[Mapping[str, str], ...] = ()
    """Id and title of each file, once they lie with Slack."""


PATIENT: Final = 3
"""How often bytes are sent that do not arrive, before the words go in their place."""


class NotTaken(OSError):
    """The host that takes files did not take these. Nobody saw anything of them."""


Make = Callable[[Letter], Awaitable[Rendered | Parcel]]


def key_of(letter: Letter) -> str:
    return letter.id[:13]


def carries(message: Mapping[str, Any], letter: Letter) -> bool:
    """Whether a message of the history is the one with this letter's files."""
    return any(key_of(letter) in str(file.get("name") or "") for file in message.get("files") or ())


@dataclass(frozen=True, slots=True)
class Parcels:
    client: AsyncWebClient
    timeout: float

    async def uploaded(self, letter: Letter, parcel: Parcel) -> Parcel | Rendered:
        """Its files uploaded; the words instead, if Slack takes none. Raises one of `NO_ANSWER`: nobody saw anything."""
        try:
            given = [await self._upload(letter, file) for file in parcel.files]
        except SlackApiError as error:
            return _instead(letter, parcel, error)
        except NotTaken as away:
            if letter.tries < PATIENT:
                raise
            log.warning("files are not taken", id=letter.id, kind=letter.kind, host=str(away))
            return parcel.instead
        return replace(parcel, uploaded=tuple(given))

    async def shared(self, letter: Letter, parcel: Parcel, channel: str) -> dict[str, str] | Rendered:
        """Where it stands (Slack does not say when); the words instead, if Slack takes no files there."""
        try:
            async with asyncio.timeout(self.timeout):
                await self.client.files_completeUploadExternal(
                    files=[dict(one) for one in parcel.uploaded],
                    channel_id=channel,
                    initial_comment=parcel.words,
                )
        except SlackApiError as error:
            return _instead(letter, parcel, error)
        return {"channel": channel, "ts": ""}

    async def _upload(self, letter: Letter, file: File) -> dict[str, str]:
        async with asyncio.timeout(self.timeout):
            answer: Any = await self.client.files_getUploadURLExternal(
                filename=sent_as(letter, file.name),
                length=len(file.data),
                alt_txt=file.alt or None,
            )
        await self._put(str(answer["upload_url"]), file.data)
        return {"id": str(answer["file_id"]), "title": file.title}

    async def _put(self, address: str, data: bytes) -> None:
        """The bytes go to another host of Slack's, which a firewall may keep away while all else works."""
        session, proxy, ssl = self.client.session, self.client.proxy, self.client.ssl or True
        assert session is not None
        try:
            async with (
                asyncio.timeout(2 * self.timeout),
                session.post(address, data=data, proxy=proxy, ssl=ssl) as answer,
            ):
                answer.raise_for_status()
        except (ClientError, OSError) as error:
            raise NotTaken(urlsplit(address).hostname or "") from error


def _instead(letter: Letter, parcel: Parcel, error: SlackApiError) -> Rendered:
    if code_of(error) not in NO_FILES:
        raise error
    log.warning("Slack takes no files", id=letter.id, kind=letter.kind, reason=code_of(error))
    return parcel.instead
