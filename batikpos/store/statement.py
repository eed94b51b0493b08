"""Statements compiled once: SQLAlchemy writes the SQL, the driver runs it without being asked again.

A sale is a dozen statements; compiling none of them a second time halves what it costs.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Insert, Select, Table, Update

Processor = Callable[[Any], Any]


class Statement:
    """A SELECT, INSERT or UPDATE with named parameters, compiled once for each kind of database.

    Values go through the types of their columns; rows come back as the driver gives them, so select
    only whole numbers, texts and bytes by it.
    """

    def __init__(
        self,
        element: Select[Any] | Insert | Update,
        columns: Sequence[str] | None = None,
        *,
        ending: str = "",
    ) -> None:
        self._element, self._columns, self._ending = element, columns, ending
        self._compiled: dict[str, _Compiled] = {}

    def run(self, tx: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it once."""
        compiled = self._for(tx.dialect)
        return tx.exec_driver_sql(compiled.sql, compiled.bound(values))

    def run_many(self, tx: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row."""
        if rows:
            compiled = self._for(tx.dialect)
            tx.exec_driver_sql(compiled.sql, [compiled.bound(row) for row in rows])

    def _for(self, dialect: Dialect) -> "_Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(
                self._element, self._columns, self._ending, dialect
            )
        return found


class _Compiled:
    def __init__(
        self,
        element: Select[Any] | Insert | Update,
        columns: Sequence[str] | None,
        ending: str,
        dialect: Dialect,
    ) -> None:
        compiled = element.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled) + ending
        processors: dict[str, Processor | None] = {
            name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
            for name, parameter in compiled.binds.items()
        }
        names: Sequence[str] | None = compiled.positiontup
        self._is_positional = names is not None
        self._parts = [(name, processors[name]) for name in (names or processors)]

    def bound(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what the driver takes
        if self._is_positional:
            return tuple(p(values[name]) if p else values[name] for name, p in self._parts)
        return {name: p(values[name]) if p else values[name] for name, p in self._parts}


@cache
def insert_into(table: Table) -> Statement:
    """Return the statement that inserts whole rows into a table."""
    return Statement(
        table.insert(), [c.name for c in table.columns if c.name != "place" or table.name == "item"]
    )


@cache
def insert_unless_there(table: Table) -> Statement:
    """Return the statement that inserts whole rows, leaving those alone whose key is there already.

    SQLite and PostgreSQL both write it so.
    """
    return Statement(table.insert(), [c.name for c in table.columns], ending=" ON CONFLICT DO NOTHING")
