"""Who may do what at a centre on PostgreSQL: an owner nobody signs in as, and a role for each login.

The owner has the tables and the guard's functions. Organizer and readers see everything, a booth its own
facts and its fair's names; only the organizer writes into the tables, and only what it reads from facts.
Roles are the whole server's, so their names end in the centre's own. Made anew by each “centre init”.
"""

import secrets
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, select, text

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.store.guard import (
    ADDING,
    ASKING,
    INNER,
    MANAGING,
    centre,
    login,
    make_guard,
    reading_mark,
    run_script,
)
from batikpos.store.partition import PARTED, part_tables, rest_name
from batikpos.store.schema import (
    READINGS,
    books,
    booth,
    fact,
    fair,
    journal,
    metadata,
    own_journal,
    producer,
    quarantine,
    unread,
)
from batikpos.values import frozen

_VERSION = "alembic_version"


class NotTheOwner(PosError):
    """A login that may not set a centre up."""

    code: ClassVar[str] = "not_the_owner"
    text: ClassVar[str] = N_(
        "{what} cannot be set up by this login: it needs the one that owns the database and may make roles"
        " (CREATEROLE). Name that one in --central."
    )
    what: str


class Kind(StrEnum):
    """As what somebody signs in."""

    ORGANIZER = "organizer"
    READER = "reader"
    BOOTH = "booth"


@frozen
class Login:
    """Somebody who may sign in at a centre; a booth's is of one fair."""

    role: str
    kind: Kind
    fair_id: str = ""
    fair: str = ""
    booth: str = ""
    is_withdrawn: bool = False

    @property
    def name(self) -> str:
        """Say who that is: the booth, the organizer or the reader."""
        return self.booth or self.kind.value


def find_centre_id(tx: Connection) -> str:
    """Return what the names of this centre's roles end in."""
    return str(tx.execute(select(centre.c.centre_id)).scalar_one())


def set_up_rights(tx: Connection, where: str) -> None:
    """Guard the tables, part them by fair, and give every right anew. Raises: NotTheOwner."""
    if not _may_set_up(tx):
        raise NotTheOwner(where)
    if not _is_there(tx, "centre"):
        centre.create(tx)
        tx.execute(centre.insert().values(one=1, centre_id=secrets.token_hex(4)))
    of = find_centre_id(tx)
    _make_owner(tx, of)
    make_guard(tx)
    part_tables(tx)
    _hand_over(tx, owner_of(of))
    act_as_owner(tx)
    for group in Kind:
        _make_group(tx, group_of(group, of))
    _give_rights(tx, of)
    tx.execute(text("RESET ROLE"))
    _close_database(tx, of)


def act_as_owner(tx: Connection) -> None:
    """Do what follows in this transaction as the owner: roles and partitions are then its own."""
    tx.execute(text(f"SET LOCAL ROLE {owner_of(find_centre_id(tx))}"))


def list_logins(tx: Connection) -> tuple[Login, ...]:
    """List who may sign in: organizer, reader, booths by fair and code."""
    query = select(login).order_by(login.c.kind.desc(), login.c.fair, login.c.booth)
    return tuple(_login(row) for row in tx.execute(query))


def make_login(tx: Connection, new: Login, password: str) -> None:
    """Let somebody new sign in. Only a verifier of the password goes to the server, so no log has it."""
    verifier = _verifier(tx, new.role, password)
    run_script(tx, f"CREATE ROLE {new.role} LOGIN CONNECTION LIMIT 16 PASSWORD '{verifier}'")
    tx.execute(text(f"GRANT {group_of(new.kind, find_centre_id(tx))} TO {new.role}"))
    # Whose sessions may be ended is asked of a role's members.
    tx.execute(text(f"GRANT {new.role} TO {owner_of(find_centre_id(tx))}"))
    values = {"role": new.role, "kind": new.kind.value, "fair_id": new.fair_id, "fair": new.fair}
    tx.execute(login.insert().values(**values, booth=new.booth))


def renew_login(tx: Connection, of: Login, password: str) -> None:
    """Give a login a new password; one that was withdrawn may sign in again."""
    verifier = _verifier(tx, of.role, password)
    tx.execute(text("SELECT public.renew_login(:role, :verifier)"), {"role": of.role, "verifier": verifier})


def withdraw_login(tx: Connection, of: Login) -> None:
    """Let a login sign in no more; what it sent stays."""
    tx.execute(text("SELECT public.withdraw_login(:role)"), {"role": of.role})


def end_sessions(tx: Connection, of: Login) -> int:
    """End what a login has open; return how many sessions that were."""
    return int(tx.execute(text("SELECT public.end_sessions(:role)"), {"role": of.role}).scalar_one())


def role_name(kind: Kind, centre_id: str, fair_id: str = "", code: str = "") -> str:
    """Name the role of a login."""
    parts = (code.lower(), fair_id[:8]) if kind is Kind.BOOTH else (kind.value,)
    return "_".join(("batikpos", *parts, centre_id))


def group_of(kind: Kind, centre_id: str) -> str:
    """Name the role whose rights the logins of a kind have."""
    return f"batikpos_{kind.value}s_{centre_id}"


def owner_of(centre_id: str) -> str:
    """Name the role that has the tables and functions."""
    return f"batikpos_owner_{centre_id}"


def has_tls(tx: Connection) -> bool:
    """Say whether the server offers TLS."""
    return tx.execute(text("SHOW ssl")).scalar() == "on"


def most_connections(tx: Connection) -> int:
    """Say how many connections the server lets in at once."""
    return int(tx.execute(text("SHOW max_connections")).scalar_one())


def _may_set_up(tx: Connection) -> bool:
    query = """
        SELECT rolsuper OR rolcreaterole AND pg_has_role(current_user, datdba, 'MEMBER')
        FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()
    """
    return bool(tx.execute(text(query)).scalar())


def _make_owner(tx: Connection, of: str) -> None:
    owner = owner_of(of)
    if not _is_role(tx, owner):
        tx.execute(text(f"CREATE ROLE {owner} NOLOGIN CREATEROLE"))
    tx.execute(text(f"GRANT {owner} TO CURRENT_USER"))
    tx.execute(text(f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}"))
    database = tx.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    tx.execute(text(f"GRANT CREATE ON DATABASE {database} TO {owner}"))


def _make_group(tx: Connection, group: str) -> None:
    if not _is_role(tx, group):
        tx.execute(text(f"CREATE ROLE {group} NOLOGIN"))


def _hand_over(tx: Connection, owner: str) -> None:
    """Let the owner have the tables and the functions; a fair's partitions are its own from the first."""
    names = [_VERSION, *(table.name for table in (*metadata.sorted_tables, centre, login, reading_mark))]
    for name in (*names, *(rest_name(table) for table in PARTED)):
        _run(tx, f"ALTER TABLE {name} OWNER TO {owner}")
    for signature in ("refuse_change()", *INNER, *ADDING, *ASKING, *MANAGING):
        _run(tx, f"ALTER FUNCTION public.{signature} OWNER TO {owner}")


def _give_rights(tx: Connection, of: str) -> None:
    """Take every right away, and give those that each kind needs."""
    booths, desks, readers = (group_of(kind, of) for kind in (Kind.BOOTH, Kind.ORGANIZER, Kind.READER))
    everybody = ", ".join(dict.fromkeys(("PUBLIC", booths, desks, readers, *_list_granted(tx, of))))
    _run(tx, f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everybody}")
    allowed = dict.fromkeys(INNER, "") | dict.fromkeys(ADDING, f"{booths}, {desks}")
    allowed |= dict.fromkeys(ASKING, f"{booths}, {desks}, {readers}") | dict.fromkeys(MANAGING, desks)
    for signature, groups in allowed.items():
        _run(tx, f"REVOKE ALL ON FUNCTION public.{signature} FROM {everybody}")
        if groups:
            _run(tx, f"GRANT EXECUTE ON FUNCTION public.{signature} TO {groups}")
    every = ", ".join(table.name for table in (*metadata.sorted_tables, centre, login, reading_mark))
    _run(tx, f"GRANT SELECT ON {_VERSION}, {every} TO {desks}, {readers}")
    _run(tx, f"GRANT SELECT ON {_VERSION}, {books.name}, {own_journal.name} TO {booths}")
    _run(tx, f"GRANT UPDATE (mark) ON {reading_mark.name} TO {desks}")
    _run(tx, f"GRANT INSERT ON {', '.join(t.name for t in (*READINGS, unread))} TO {desks}")
    own = {
        journal: "fair_id = (SELECT own_fair()) AND booth = (SELECT own_booth())",
        fact: "fair_id = (SELECT own_fair()) AND journal_id IN (SELECT journal_id FROM journal)",
        fair: "fair_id = (SELECT own_fair())",
    }
    own |= {quarantine: own[fact], booth: own[fair], producer: own[fair]}
    for table, which in own.items():
        _run(tx, f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY")
        for policy in Kind:
            _run(tx, f"DROP POLICY IF EXISTS {policy} ON {table.name}")
        _run(tx, f"CREATE POLICY organizer ON {table.name} TO {desks} USING (true) WITH CHECK (true)")
        _run(tx, f"CREATE POLICY reader ON {table.name} FOR SELECT TO {readers} USING (true)")
        _run(tx, f"GRANT SELECT ON {table.name} TO {booths}")
        _run(tx, f"CREATE POLICY booth ON {table.name} FOR SELECT TO {booths} USING ({which})")


def _list_granted(tx: Connection, of: str) -> tuple[str, ...]:
    """List who has any right to a table, but its owner: what was given by hand before is taken away too."""
    query = """
        SELECT DISTINCT quote_ident(grantee) FROM information_schema.role_table_grants
        WHERE table_schema = 'public' AND grantee NOT IN ('PUBLIC', :owner)
    """
    return tuple(tx.execute(text(query), {"owner": owner_of(of)}).scalars())


def _close_database(tx: Connection, of: str) -> None:
    """Let nobody into the database but the centre's logins, and nobody make anything in it."""
    database = tx.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    _run(tx, f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    _run(tx, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    groups = ", ".join(group_of(kind, of) for kind in Kind)
    _run(tx, f"GRANT CONNECT ON DATABASE {database} TO {groups}")
    _run(tx, f"GRANT USAGE ON SCHEMA public TO {groups}")
    objects = "lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)"
    if tx.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar():
        # The server's own, and so its superuser's alone to take away.
        _run(tx, f"REVOKE ALL ON FUNCTION {', '.join(f'pg_catalog.{one}' for one in objects)} FROM PUBLIC")
    left = """
        SELECT EXISTS (SELECT 1 FROM pg_database, aclexplode(datacl) AS a
            WHERE datname = current_database() AND (datacl IS NULL OR a.grantee = 0))
        OR EXISTS (SELECT 1 FROM pg_namespace, aclexplode(nspacl) AS a
            WHERE nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE')
    """
    if tx.execute(text(left)).scalar():  # the server only warns of a right that is not taken away
        raise NotTheOwner(str(database))


def _run(tx: Connection, statement: str) -> None:
    tx.execute(text(statement))


def _verifier(tx: Connection, role: str, password: str) -> str:
    driver: Any = tx.connection.driver_connection
    hashed: bytes = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return hashed.decode("ascii")


def _is_role(tx: Connection, role: str) -> bool:
    return (
        tx.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first() is not None
    )


def _is_there(tx: Connection, table: str) -> bool:
    return tx.execute(text("SELECT to_regclass('public.' || :table)"), {"table": table}).scalar() is not None


def _login(row: Row[Any]) -> Login:
    return Login(row.role, Kind(row.kind), row.fair_id, row.fair, row.booth, row.is_withdrawn)
