"""How money, days and times stand in a column, in SQLite and in PostgreSQL."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from batikpos.domain.money import Rupiah

BIG = BigInteger().with_variant(Integer, "sqlite")


class Money(TypeDecorator[Rupiah]):
    """Rupiah as a whole number."""

    impl = BIG
    cache_ok = True

    def process_bind_param(self, value: Rupiah | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Unwrap for the database."""
        return None if value is None else value.amount

    def process_result_value(self, value: Any, dialect: Dialect) -> Rupiah | None:  # noqa: ANN401, ARG002
        """Wrap what the database holds."""
        return None if value is None else Rupiah(value)


class Moment(TypeDecorator[datetime]):
    """A time with its offset, as ISO 8601 text: what the device said, to be shown, never to sort by."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Write it."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """Read it."""
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A business day as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Write it."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ANN401, ARG002
        """Read it."""
        return None if value is None else date.fromisoformat(value)
