"""How a Web API call is refused."""

from typing import Any


class SlackError(Exception):
    """Becomes `{"ok": false, "error": code, …}`."""

    def __init__(self, code: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.body: dict[str, Any] = {"ok": False, "error": code, **more}
        if messages:
            self.body["response_metadata"] = {"messages": messages}
            self.messages = messages
        else:
            self.messages = []
