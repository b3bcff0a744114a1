"""A look at the outbox: what wants attention now, and when the next will. One statement, built once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam
from sqlmodel import col, func, select

from bot.store.tables import OutboxRow


@dataclass(frozen=True, slots=True)
class Look:
    """Whether rows wait to be sent, to be looked up, to be given up by whoever held them; and when the next will."""

    pending: bool
    doubtful: bool
    lapsed: bool
    next_at: datetime | None

    @property
    def due(self) -> bool:
        return self.pending or self.doubtful or self.lapsed

    @classmethod
    def of(cls, row: Any) -> "Look":
        pending, doubtful, lapsed, *times = row
        next_at = min((at for at in times if at), default=None)
        return cls(pending is not None, doubtful is not None, lapsed is not None, next_at)


def _look() -> Any:
    now: BindParameter[datetime] = bindparam("now", type_=OutboxRow.__table__.c.not_before.type)  # type: ignore[attr-defined]
    state, not_before, lease_until = (
        col(OutboxRow.state),
        col(OutboxRow.not_before),
        col(OutboxRow.lease_until),
    )
    row, waits = select(OutboxRow.seq).limit(1), state.in_(("pending", "doubt"))
    parts: list[Any] = [
        row.where(state == "pending", not_before <= now),
        row.where(state == "doubt", not_before <= now),
        row.where(state == "sending", lease_until < now),
        select(func.min(not_before)).where(waits, not_before > now),
        select(func.min(lease_until)).where(state == "sending", lease_until > now),
    ]
    return select(*(part.scalar_subquery() for part in parts))


LOOK: Final[Any] = _look()
"""To be run with `now`, a wire time."""
