"""Keeping: the open basket after a crash, and a till that goes on in another journal."""

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = (
    """CREATE TABLE open_basket (
    sale_id TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_open_basket PRIMARY KEY (sale_id)
)""",
    """CREATE TABLE own_journal (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    lineage INTEGER NOT NULL,
    CONSTRAINT pk_own_journal PRIMARY KEY (fair_id),
    CONSTRAINT fk_own_journal_journal FOREIGN KEY(fair_id, journal_id)
        REFERENCES journal (fair_id, journal_id)
)""",
    """CREATE TABLE carried_till (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    from_journal_id TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    CONSTRAINT pk_carried_till PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_carried_till_till_open FOREIGN KEY(fair_id, journal_id, seq)
        REFERENCES till_open (fair_id, journal_id, seq)
)""",
)

_GUARDS = {
    "sqlite": (
        """CREATE TRIGGER carried_till_refuses_update BEFORE UPDATE ON carried_till
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END""",
        """CREATE TRIGGER carried_till_refuses_delete BEFORE DELETE ON carried_till
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END""",
    ),
    "postgresql": (
        """CREATE TRIGGER carried_till_refuses_change BEFORE UPDATE OR DELETE ON carried_till
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER carried_till_refuses_truncate BEFORE TRUNCATE ON carried_till
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ),
}


def upgrade() -> None:
    """Make the tables; a booth's store, which people sign in at, has had one journal until now."""
    bind = op.get_bind()
    strict = " STRICT" if bind.dialect.name == "sqlite" else ""
    for table in _TABLES:
        bind.exec_driver_sql(table + strict)
    for guard in _GUARDS[bind.dialect.name]:
        bind.exec_driver_sql(guard)
    bind.exec_driver_sql(
        "INSERT INTO own_journal SELECT fair_id, journal_id, 0 FROM journal"
        " WHERE EXISTS (SELECT 1 FROM person)"
    )
