"""PINs that were wrong, by name: how often in a row, and when last."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Text, bindparam, delete, select

from batikpos.store.schema import pin_failure
from batikpos.store.statement import Statement, insert_into
from batikpos.values import frozen

STRANGERS = 100
"""So many names that nobody is enrolled by are remembered, the latest ones."""


@frozen
class Failures:
    """So many wrong PINs in a row, the last one when the machine was on for so many seconds (`beat`)."""

    count: int
    beat: float


def find_failures(tx: Connection, name: str) -> Failures | None:
    """Find how often the PIN of a name was wrong since it was last right."""
    rows = _FIND.rows(tx, {"of": name})
    return Failures(rows[0][0], _beat(datetime.fromisoformat(rows[0][1]))) if rows else None


def list_failures(tx: Connection) -> dict[str, Failures]:
    """List by name how often which PIN was wrong since it was last right."""
    rows = tx.execute(select(pin_failure.c.name, pin_failure.c.failures, pin_failure.c.at))
    return {name: Failures(count, _beat(at)) for name, count, at in rows}


def keep_failures(tx: Connection, name: str, failures: Failures, *, enrolled: Collection[str]) -> None:
    """Keep how often the PIN of a name was wrong; of names that are not `enrolled` only the latest."""
    forget_failures(tx, name)
    insert_into(pin_failure).run(tx, {"name": name, "failures": failures.count, "at": _moment(failures.beat)})
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


_SWITCHED_ON = datetime(1970, 1, 1, tzinfo=UTC)
"""What the column of moments calls second 0; what an earlier version wrote there is always ahead of it."""


def _moment(beat: float) -> datetime:
    return _SWITCHED_ON + timedelta(seconds=beat)


def _beat(moment: datetime) -> float:
    return (moment - _SWITCHED_ON).total_seconds()


_NAMED = pin_failure.c.name == bindparam("of", type_=Text)
_FIND = Statement(select(pin_failure.c.failures, pin_failure.c.at).where(_NAMED))
_FORGET = Statement(delete(pin_failure).where(_NAMED))
