"""Statements compiled once: SQLAlchemy writes the SQL, the driver runs it without being asked again.

A sale is a dozen statements; compiling none of them a second time halves what it costs.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Table, Update
from sqlalchemy.exc import DBAPIError

Processor = Callable[[Any], Any]

FEW = 8
"""Fewer rows than this are not worth a COPY."""


class Statement:
    """A SELECT, INSERT, UPDATE or DELETE with named parameters, compiled once for each kind of database.

    Values go through the types of their columns; rows come back as the driver gives them, so select
    only whole numbers, texts and bytes by it.
    """

    def __init__(
        self,
        element: Select[Any] | Insert | Update | Delete,
        columns: Sequence[str] | None = None,
        *,
        ending: str = "",
    ) -> None:
        self._element, self._columns, self._ending = element, columns, ending
        self._compiled: dict[str, _Compiled] = {}

    def run(self, tx: Connection, values: Mapping[str, Any]) -> None:
        """Run it once."""
        compiled = self._for(tx.dialect)
        _execute(tx, compiled.sql, compiled.bound(values))

    def run_many(self, tx: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row."""
        if rows:
            compiled = self._for(tx.dialect)
            driver = tx.connection.driver_connection
            if isinstance(driver, sqlite3.Connection):
                driver.executemany(compiled.sql, [compiled.bound(row) for row in rows])
            else:
                tx.exec_driver_sql(compiled.sql, [compiled.bound(row) for row in rows])

    def copy_many(self, tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows by COPY, where the database has it: seven times faster than one by one."""
        driver = tx.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) or len(rows) < FEW:
            self.run_many(tx, rows)
            return
        compiled = self._for(tx.dialect)
        columns = ", ".join(f'"{name}"' for name in compiled.names)
        copying = f"COPY {table.name} ({columns}) FROM STDIN"
        dbapi: Any = tx.dialect.loaded_dbapi
        try:
            with driver.cursor() as cursor, cursor.copy(copying) as copy:  # type: ignore[union-attr]
                for row in rows:
                    copy.write_row(compiled.in_order(row))
        except dbapi.Error as error:
            raise DBAPIError.instance(copying, None, error, dbapi.Error) from error

    def rows(self, tx: Connection, values: Mapping[str, Any] = MappingProxyType({})) -> list[Any]:
        """Run it and return its rows, as tuples."""
        compiled = self._for(tx.dialect)
        return list(_execute(tx, compiled.sql, compiled.bound(values)).fetchall())

    def each(self, tx: Connection, values: Mapping[str, Any] = MappingProxyType({})) -> Iterator[Any]:
        """Run it and walk its rows, without holding them all."""
        compiled = self._for(tx.dialect)
        return iter(_execute(tx, compiled.sql, compiled.bound(values)))

    def value(self, tx: Connection, values: Mapping[str, Any] = MappingProxyType({})) -> Any:  # noqa: ANN401 - of a column
        """Run it and return the first column of its first row; None where there is no row."""
        found = self.rows(tx, values)
        return found[0][0] if found else None

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
        element: Select[Any] | Insert | Update | Delete,
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
        self.names = list(names or processors)
        self._processed = [(i, p) for i, name in enumerate(self.names) if (p := processors[name])]

    def in_order(self, values: Mapping[str, Any]) -> list[Any]:
        found = [values[name] for name in self.names]
        for i, processor in self._processed:
            found[i] = processor(found[i])
        return found

    def bound(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what the driver takes
        found = self.in_order(values)
        return found if self._is_positional else dict(zip(self.names, found, strict=True))


def _execute(tx: Connection, sql: str, bound: Any) -> Any:  # noqa: ANN401 - a cursor of either kind
    """Run on SQLite's own connection: what SQLAlchemy does around each statement is half of a sale."""
    driver = tx.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        return driver.execute(sql, bound)
    return tx.exec_driver_sql(sql, bound)


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
