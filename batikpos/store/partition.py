"""A centre's tables parted by fair: an old fair is taken off whole, and put back, without touching a row.

PostgreSQL only. A fair has a partition of each table; what belongs to a fair that has none lies in the
partition of the rest. Keys between facts and their rows are let go: only the owner's functions and the
organizer's reading write here, they cost half of the time, and would hold a fair that is to be taken off.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, MetaData, Table, func, select, text
from sqlalchemy import table as table_clause
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from batikpos.store.schema import FACTS, fact, metadata, own_journal

PARTED = tuple(table for table in metadata.sorted_tables if "fair_id" in table.c and table is not own_journal)
"""The tables that have a partition for each fair."""


def part_tables(tx: Connection) -> None:
    """Part every table by fair that is not parted yet; what it holds becomes the partition of the rest."""
    tx.execute(text("ALTER TABLE own_journal DROP CONSTRAINT IF EXISTS fk_own_journal_journal"))
    whole = [table for table in PARTED if _kind(tx, table.name) == "r"]
    for table in whole:
        for name in _names(
            tx, "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid", table.name
        ):
            if name != f"fk_{table.name}_books":
                tx.execute(text(f'ALTER TABLE {table.name} DROP CONSTRAINT "{name}"'))
    for table in whole:
        _part(tx, table)


def add_fair(tx: Connection, fair_id: str) -> None:
    """Give a fair its partitions, and move there what the rest holds of it."""
    for table in PARTED:
        part = part_name(table.name, fair_id)
        if _kind(tx, part):
            continue
        rest = rest_name(table)
        tx.execute(text(f"CREATE TABLE {part} (LIKE {table.name} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"))
        held = f"FROM {rest} WHERE fair_id = '{_checked(fair_id)}'"
        tx.execute(text(f"INSERT INTO {part} SELECT * {held}"))
        tx.execute(text(f"ALTER TABLE {rest} DISABLE TRIGGER USER"))
        tx.execute(text(f"DELETE {held}"))
        tx.execute(text(f"ALTER TABLE {rest} ENABLE TRIGGER USER"))
        _attach(tx, table, part, fair_id)
        if table in FACTS:
            _refuse_truncate(tx, part)


def detach_fair(tx: Connection, fair_id: str) -> int:
    """Take a fair's partitions off into a schema of its own; return how many facts are in it."""
    schema = _schema(fair_id)
    facts = _count_facts(tx, fair_id)
    tx.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    for table in PARTED:
        part = part_name(table.name, fair_id)
        tx.execute(text(f"ALTER TABLE {table.name} DETACH PARTITION {part}"))
        tx.execute(text(f"ALTER TABLE {part} SET SCHEMA {schema}"))
    return facts


def attach_fair(tx: Connection, fair_id: str) -> int:
    """Put a fair's partitions back; return how many facts are in it."""
    for table in PARTED:
        part = part_name(table.name, fair_id)
        tx.execute(text(f"ALTER TABLE {_schema(fair_id)}.{part} SET SCHEMA public"))
        _add_later_columns(tx, table, part)
        _attach(tx, table, part, fair_id)
    return _count_facts(tx, fair_id)


def is_attached(tx: Connection, fair_id: str) -> bool:
    """Say whether a fair's partitions are among the tables."""
    return bool(_kind(tx, part_name(fact.name, fair_id)))


def part_name(table: str, fair_id: str) -> str:
    """Name a fair's partition of a table."""
    return f"{table}_{_short(fair_id)}"


def rest_name(table: Table) -> str:
    """Name the partition of what belongs to a fair that has none."""
    return _rest(table.name)


def _count_facts(tx: Connection, fair_id: str) -> int:
    query = select(func.count()).select_from(table_clause(part_name(fact.name, fair_id)))
    return int(tx.execute(query).scalar_one())


def _short(fair_id: str) -> str:
    """Shorten a fair's id to what may stand in a name."""
    return _checked(fair_id).replace("-", "")[:16]


def _checked(fair_id: str) -> str:
    """See that a fair's id is one, for it stands between quotes. Raises ValueError."""
    return str(UUID(fair_id))


def _schema(fair_id: str) -> str:
    return f"fair_{_short(fair_id)}"


def _part(tx: Connection, table: Table) -> None:
    rest = rest_name(table)
    for trigger in _names(tx, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid", table.name):
        tx.execute(text(f'DROP TRIGGER "{trigger}" ON {table.name}'))
    for name in _names(
        tx, "SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid", table.name
    ):
        tx.execute(text(f'ALTER TABLE {table.name} RENAME CONSTRAINT "{name}" TO "{_rest(name)}"'))
    for index in table.indexes:
        tx.execute(text(f'ALTER INDEX "{index.name}" RENAME TO "{_rest(str(index.name))}"'))
    tx.execute(text(f"ALTER TABLE {table.name} RENAME TO {rest}"))
    parted = table.to_metadata(MetaData(naming_convention=metadata.naming_convention))
    parted.dialect_options["postgresql"]["partition_by"] = "LIST (fair_id)"
    tx.execute(CreateTable(parted, include_foreign_key_constraints=[]))
    for index in parted.indexes:
        tx.execute(CreateIndex(index))
    if "books" in table.c:
        key = f"fk_{table.name}_books FOREIGN KEY (books) REFERENCES books (kind)"
        tx.execute(text(f"ALTER TABLE {table.name} ADD CONSTRAINT {key}"))
    tx.execute(text(f"ALTER TABLE {table.name} ATTACH PARTITION {rest} DEFAULT"))
    if table in FACTS:
        tx.execute(
            text(
                f"CREATE TRIGGER {table.name}_refuses_change BEFORE UPDATE OR DELETE ON {table.name}"
                " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        )
        for name in (table.name, rest):
            _refuse_truncate(tx, name)


def _add_later_columns(tx: Connection, table: Table, part: str) -> None:
    """Give a fair's partition the columns that came while it was taken off."""
    query = "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid"
    there = set(_names(tx, query, part))
    for column in table.columns:
        if column.name not in there:
            made = CreateColumn(column).compile(dialect=tx.dialect)
            tx.execute(text(f"ALTER TABLE {part} ADD COLUMN {made}"))


def _attach(tx: Connection, table: Table, part: str, fair_id: str) -> None:
    values = f"FOR VALUES IN ('{_checked(fair_id)}')"
    tx.execute(text(f"ALTER TABLE {table.name} ATTACH PARTITION {part} {values}"))


def _refuse_truncate(tx: Connection, name: str) -> None:
    tx.execute(
        text(
            f"CREATE TRIGGER {name}_refuses_truncate BEFORE TRUNCATE ON {name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    )


def _rest(name: str) -> str:
    return f"{name[:57]}_rest"


def _kind(tx: Connection, name: str) -> str | None:
    """Say what a name is: r for a table, p for one that is parted; None where there is none."""
    found = tx.execute(
        text("SELECT relkind::text FROM pg_class WHERE oid = to_regclass('public.' || :name)"), {"name": name}
    ).scalar()
    return None if found is None else str(found)


def _names(tx: Connection, query: str, table: str) -> Iterator[str]:
    found = tx.execute(text(f"{query} = CAST(:name AS regclass)"), {"name": f"public.{table}"})
    return iter(found.scalars().all())
