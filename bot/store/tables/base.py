"""What every table is made with: names of constraints, times, and columns that say who may read them."""

from typing import Any, Final

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from bot.store.columns import Confidential, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

A_YEAR_AFTER_THE_END: Final = "until deleted, or 12 months after leaving or the match's end"
A_YEAR_AFTER_THE_ROUND: Final = "12 months after the match's end, or after the round"
A_MONTH_UNLESS_PART: Final = (
    "while they take part, and 12 months after leaving; of others, 30 days after they were seen"
)
UNTIL_DONE: Final = "until its turn is done"
UNTIL_SENT: Final = "until it is sent; a post to a channel that was not taken, 30 days"
"""How long things are kept: each is made true in `bot/store/keeping.py`."""


class Table(SQLModel):
    metadata = MetaData(naming_convention=NAMES)


def personal(seen_by: str, kept: str, **column: Any) -> Any:
    """A column with what a person said or is: `seen_by` is its audience, `kept` says until when."""
    return Field(**column, sa_column_kwargs={"info": {"seen_by": seen_by, "kept": kept}})


def sealed(seen_by: str, kept: str) -> Any:
    return Field(
        default=None, sa_type=Confidential, sa_column_kwargs={"info": {"seen_by": seen_by, "kept": kept}}
    )


def time(*, index: bool = False) -> Any:
    return Field(sa_type=UtcDateTime, index=index)


def maybe_time() -> Any:
    return Field(default=None, sa_type=UtcDateTime, nullable=True)
