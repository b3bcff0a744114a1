"""The key that confidential columns are encrypted with: from its setting, or from a file beside the database."""

import base64
import binascii
import hashlib
import re
import secrets
from pathlib import Path

from bot.config.values import PREFIX, ConfigFaults


def key_bytes(text: str) -> bytes:
    """32 bytes from hex, from base64, or from a passphrase (scrypt, salted by the project's name)."""
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return bytes.fromhex(text)
    try:
        raw = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error:
        raw = b""
    return (
        raw
        if len(raw) == 32
        else hashlib.scrypt(text.encode(), salt=b"mentorbot", n=2**14, r=8, p=1, dklen=32)
    )


def make_key_file(path: Path, database: Path) -> None:
    if database.exists():
        raise ConfigFaults(
            [
                f"The key file {path} is gone, but the database {database} is there: what it holds in confidence "
                f"cannot be read without its key. Put {path.name} back from your backup, or set the "
                f"{PREFIX}SECRET_KEY that it was written with."
            ]
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600, exist_ok=False)
    path.write_text(secrets.token_hex(32) + "\n")
