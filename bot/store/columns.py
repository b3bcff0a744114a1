"""Column types: a time that keeps its zone, and text that nobody can read in the file."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.types import TypeDecorator

_KEY_ID = b"\x00\x00\x00\x01"
_NONCE = 12


class Sealed(bytes):
    """Encrypted bytes: key id (4), nonce (12), ciphertext and tag."""


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """Seals values with AES-256-GCM, each bound to its place (`table.column:row`), so that none can be moved."""

    key: bytes

    def close(self, value: Any, place: str) -> Sealed:
        nonce = os.urandom(_NONCE)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return Sealed(_KEY_ID + nonce + AESGCM(self.key).encrypt(nonce, text, place.encode()))

    def open(self, sealed: bytes | None, place: str) -> Any:
        """The value, or None where there is none. Raises `InvalidTag` for another key or another place."""
        if not sealed:
            return None
        nonce, text = sealed[4 : 4 + _NONCE], sealed[4 + _NONCE :]
        return json.loads(AESGCM(self.key).decrypt(nonce, text, place.encode()))


class Confidential(TypeDecorator[bytes]):
    """A column that takes nothing but `Sealed` values, so that no text can be stored in the clear by mistake."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Any) -> bytes | None:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("a confidential column takes only what a Seal has closed")
        return value

    def process_result_value(self, value: bytes | None, dialect: Any) -> bytes | None:
        return None if value is None else Sealed(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value
