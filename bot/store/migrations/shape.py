"""How columns are written down in a revision: by plain types, so that an old revision needs none of today's code."""

from typing import Any, Literal

from bot.store.columns import Confidential, UtcDateTime

PLAIN = {UtcDateTime: "sa.DateTime(timezone=True)", Confidential: "sa.LargeBinary()"}


def as_plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Alembic's `render_item`: False leaves it to Alembic."""
    if kind != "type":
        return False
    if type(item).__name__ == "AutoString":  # SQLModel's text
        return "sa.String()"
    return PLAIN.get(type(item), False)
