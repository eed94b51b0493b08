"""PINs that were wrong, by name: how often in a row, and when last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Text, bindparam, delete, select

from batikpos.store.schema import pin_failure
from batikpos.store.statement import Statement, insert_into

STRANGERS = 100
"""So many names that nobody is enrolled by are remembered, the latest ones."""


@dataclass(frozen=True, slots=True)
class Failures:
    """So many wrong PINs in a row, the last one at a time."""

    count: int
    at: datetime


def find_failures(tx: Connection, name: str) -> Failures | None:
    """Find how often the PIN of a name was wrong since it was last right."""
    rows = _FIND.rows(tx, {"of": name})
    return Failures(rows[0][0], datetime.fromisoformat(rows[0][1])) if rows else None


def keep_failures(tx: Connection, name: str, failures: Failures, *, enrolled: Collection[str]) -> None:
    """Keep how often the PIN of a name was wrong; of names that are not `enrolled` only the latest."""
    forget_failures(tx, name)
    insert_into(pin_failure).run(tx, {"name": name, "failures": failures.count, "at": failures.at})
    strangers = (
        select(pin_failure.c.name)
        .where(pin_failure.c.name.not_in(enrolled), pin_failure.c.name != name)
        .order_by(pin_failure.c.at.desc())
        .offset(STRANGERS - 1)
    )
    for stranger in tx.execute(strangers).scalars().all():
        forget_failures(tx, stranger)


def forget_failures(tx: Connection, name: str) -> None:
    """Forget them: the PIN was right."""
    _FORGET.run(tx, {"of": name})


_NAMED = pin_failure.c.name == bindparam("of", type_=Text)
_FIND = Statement(select(pin_failure.c.failures, pin_failure.c.at).where(_NAMED))
_FORGET = Statement(delete(pin_failure).where(_NAMED))
