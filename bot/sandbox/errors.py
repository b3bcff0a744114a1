"""How a Web API call is refused."""

import re
from typing import Any


class SlackError(Exception):
    """Becomes `{"ok": false, "error": code, …}`."""

    def __init__(self, code: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.body: dict[str, Any] = {"ok": False, "error": code, **more}
        if messages:
            self.body["response_metadata"] = {"messages": messages}

    @property
    def pointers(self) -> list[str]:
        """Where the faults are, without a word of what was written there."""
        return [found for message in self.messages for found in re.findall(r"json-pointer:([^\]]+)", message)]
