"""A booth's login tries everything: nothing but facts of its own, behind its own mark, gets in or out."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from batikpos.domain.fact import GENESIS, Fact, FactKind, make_fact, next_hash
from batikpos.domain.fair import DESK
from batikpos.domain.fairplan import BoothPlan, FairPlan, plan_to_body
from batikpos.services.reading_up import read_up
from batikpos.services.verify import verify
from batikpos.store.engine import Store
from batikpos.store.guard import AnothersLogin, UnplannedLaptop, list_waiting
from batikpos.store.journal import append
from batikpos.store.partition import PARTED, part_name, rest_name
from batikpos.store.schema import metadata
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.sync.booths import FAIR, NOON, copy_disk, facts_of, journal_of, new_booth, quarantined, sell, sold
from tests.sync.guarded import Guarded, user_of


@dataclass
class Attack:
    """A01, who means harm, and B02, whose facts are at the centre."""

    centre: Guarded
    mine: Store
    theirs: Store

    @property
    def victim(self) -> str:
        """Name B02's journal."""
        return journal_of(self.theirs)

    def tries(self, *statements: str | sql.Composable, **values: object) -> Any:
        """Run statements as A01 does, one after the other; return what the last one answers."""
        with self.centre.connect("A01") as connection:
            return _run(connection, statements, values)

    def owner_does(self, *statements: str | sql.Composable, **values: object) -> Any:
        """Run the same as the one who may: the control, which shows that the attack is one. Taken back."""
        with self.centre.as_owner() as connection, connection.transaction(force_rollback=True):
            return _run(connection, statements, values)


def _run(connection: psycopg.Connection[Any], statements: Any, values: dict[str, object]) -> Any:
    found = None
    for statement in statements:
        cursor = connection.execute(statement, values or None)
        found = cursor.fetchall() if cursor.description else cursor.rowcount
    return found


@pytest.fixture(scope="module")
def sent(guarded_like: Guarded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attack]:
    """Give a centre to which A01 and B02 have sent three sales each, read into the tables."""
    centre, folder = guarded_like.copy(), tmp_path_factory.mktemp("attack")
    with closing(new_booth(folder / "a.db")) as mine, closing(new_booth(folder / "b.db", "B02")) as theirs:
        for code, store in (("A01", mine), ("B02", theirs)):
            sell(store, 10_000, 20_000, 30_000)
            with closing(open_centre(centre.addresses[code])) as to:
                assert push(store, to).is_equal
        with closing(open_centre(centre.addresses["organizer"])) as desk:
            assert read_up(desk) == 10
            assert verify(desk).is_ok
        yield Attack(centre, mine, theirs)
    centre.server.drop_database(centre.database)


@pytest.fixture
def attack(sent: Attack) -> Iterator[Attack]:
    """Give the same, and see that no try changed a row of any table."""
    before = _everything(sent.centre)
    yield sent
    assert _everything(sent.centre) == before


def _everything(centre: Guarded) -> dict[str, list[Any]]:
    """Read every row of every table, past the product."""
    with centre.as_owner() as connection:
        names = [*(table.name for table in metadata.sorted_tables), "centre", "login", "reading_mark"]
        return {
            name: sorted(
                connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))).fetchall(),
                key=repr,
            )
            for name in names
        }


# Reading

HIDDEN = ("fact", "journal", "quarantine")
"""Of these a booth reads its own rows."""

SHARED = ("fair", "booth", "producer")
"""Of these its fair's."""

BARE = {"books", "own_journal", "alembic_version"}
"""These hold nothing of anybody's."""


@pytest.mark.parametrize("table", HIDDEN)
def test_a_booth_reads_only_its_own(attack: Attack, table: str) -> None:
    query = f"SELECT count(*) FROM {table} WHERE journal_id = %(theirs)s"
    if table != "quarantine":
        assert attack.owner_does(query, theirs=attack.victim) > [(0,)]
        assert attack.tries(f"SELECT count(*) FROM {table}") > [(0,)]
    assert attack.tries(query, theirs=attack.victim) == [(0,)]


def test_a_booth_does_not_read_past_the_rules_by_switching_them_off(attack: Attack) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attack.tries("SET row_security = off", "SELECT * FROM fact")


def test_a_booth_reads_its_fairs_names_and_no_other_fairs(attack: Attack) -> None:
    another = "INSERT INTO booth VALUES ('other', 'X1')"
    assert attack.owner_does(another, "SELECT count(*) FROM booth WHERE fair_id = 'other'") == [(1,)]
    assert attack.tries("SELECT fair_id FROM fair") == [(FAIR.fair_id,)]
    assert {row[0] for row in attack.tries("SELECT booth FROM booth")} == {"A01", "B02"}


UNSEEN = sorted(
    {t.name for t in metadata.sorted_tables} - {*HIDDEN, *SHARED, *BARE} | {"login", "reading_mark"}
)
PARTS = sorted(name for table in PARTED for name in (rest_name(table), part_name(table.name, FAIR.fair_id)))


@pytest.mark.parametrize("table", [*UNSEEN, *PARTS])
def test_a_booth_sees_no_other_table_nor_a_part_of_one(attack: Attack, table: str) -> None:
    assert attack.owner_does(f"SELECT count(*) FROM {table}") >= [(0,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attack.tries(f"SELECT * FROM {table}")


def test_no_file_of_the_server_is_read_nor_a_program_run(attack: Attack) -> None:
    for statement in (
        "SELECT pg_read_file('postgresql.conf')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/x'",
        "SELECT rolpassword FROM pg_authid",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attack.tries(statement)


# Writing past the functions

ACTS = {
    "insert": "INSERT INTO {0} SELECT * FROM {0} WHERE false",
    "copy": "COPY {0} FROM STDIN",
    "update": "UPDATE {0} SET {1} = {1} WHERE false",
    "delete": "DELETE FROM {0} WHERE false",
    "truncate": "TRUNCATE {0} CASCADE",
    "replace": "INSERT INTO {0} SELECT * FROM {0} WHERE false ON CONFLICT DO NOTHING",
    "trigger": "ALTER TABLE {0} DISABLE TRIGGER ALL",
    "rules": "ALTER TABLE {0} DISABLE ROW LEVEL SECURITY",
    "policy": "CREATE POLICY mine ON {0} USING (true)",
    "owner": "ALTER TABLE {0} OWNER TO CURRENT_USER",
    "drop": "DROP TABLE {0} CASCADE",
}
"""Each writes nothing even where it is allowed: what is asked is whether it is."""

TABLES = sorted({t.name for t in metadata.sorted_tables} | {"centre", "login", "reading_mark", *PARTS})


def _allowed(act: str) -> str:
    """Fail by the act's name, where the one before was not refused."""
    return f"SELECT '{act} was allowed'::integer"


@pytest.mark.parametrize("table", TABLES)
def test_a_booth_writes_into_no_table(attack: Attack, table: str) -> None:
    query = "SELECT attname FROM pg_attribute WHERE attrelid = %(table)s::regclass AND attnum = 1"
    ((column,),) = attack.owner_does(query, table=table)
    with attack.centre.connect("A01") as connection:
        for act, statement in ACTS.items():
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                _run(connection, [statement.format(table, column), _allowed(act)], {})
    if table not in PARTS:
        for act in ("insert", "trigger", "policy", "drop"):
            attack.owner_does(ACTS[act].format(table, column))


def test_a_booth_gives_itself_no_right(attack: Attack) -> None:
    right = "SELECT has_table_privilege(%(me)s, 'fact', 'INSERT')"
    me = user_of(attack.centre.addresses["A01"])
    grant = sql.SQL("GRANT INSERT ON fact TO {}").format(sql.Identifier(me))
    assert attack.owner_does(grant, right, me=me) == [(True,)]
    attack.tries(grant)  # the server warns, and gives nothing
    assert attack.tries(right, me=me) == [(False,)]


def test_a_row_of_another_journal_is_copied_by_the_owner_and_by_no_booth(attack: Attack) -> None:
    forged = _forged(attack)

    def copy(connection: psycopg.Connection[Any]) -> None:
        with connection.cursor().copy("COPY fact FROM STDIN") as rows:
            rows.write_row((forged.fair_id, attack.victim, 6, forged.kind, forged.payload, forged.hash))

    with attack.centre.as_owner() as connection, connection.transaction(force_rollback=True):
        copy(connection)
        assert connection.execute("SELECT count(*) FROM fact WHERE seq = 6").fetchone() == (1,)
    with attack.centre.connect("A01") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        copy(connection)


# The functions, with what is not so

TAKE = (
    "SELECT take_facts(%(fair)s, %(journal)s, %(kinds)s::text[], %(payloads)s::text[], %(hashes)s::bytea[])"
)
ASIDE = (
    "SELECT put_aside(%(fair)s, %(journal)s, %(seqs)s::int[], %(kinds)s::text[], %(payloads)s::text[],"
    " %(hashes)s::bytea[])"
)
BEGIN = "SELECT mark FROM begin_journal(%(fair)s, %(journal)s, %(booth)s, 1, 'real', true)"


def _forged(attack: Attack, **said: Any) -> Fact:
    """Make the fact that would follow B02's last, chain and all."""
    last = facts_of(attack.theirs)[-1]
    told: dict[str, Any] = {"fair_id": FAIR.fair_id, "journal_id": attack.victim}
    told |= {"seq": last.seq + 1, "before": last.hash} | said
    return make_fact(**told, kind=FactKind.CASH_MOVE, at=NOON, body={"reason": "palsu"})


def _given(*facts: Fact, journal: str = "") -> dict[str, Any]:
    return {
        "fair": facts[0].fair_id,
        "journal": journal or facts[0].journal_id,
        "booth": "B02",
        "seqs": [f.seq for f in facts],
        "kinds": [f.kind for f in facts],
        "payloads": [f.payload for f in facts],
        "hashes": [f.hash for f in facts],
    }


@pytest.mark.parametrize("call", [TAKE, ASIDE, BEGIN])
def test_a_function_with_anothers_journal_is_refused(attack: Attack, call: str) -> None:
    given = _given(_forged(attack))
    attack.owner_does(call, **given)
    for claimed in ("B02", "A01"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attack.tries(call, **given | {"booth": claimed})


BEGIN_AS = "SELECT mark FROM begin_journal(%(fair)s, %(journal)s, %(booth)s, %(device)s, %(books)s, true)"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"device": -7}, "laptops of a booth are 1 to 99, not -7"),
        ({"device": 0}, "laptops of a booth are 1 to 99, not 0"),
        ({"device": 100}, "laptops of a booth are 1 to 99, not 100"),
        ({"journal": "j2"}, "name of a journal is a UUID, not j2"),
        ({"journal": str(uuid4()).upper()}, "name of a journal is a UUID"),
        ({"books": "training"}, "this centre keeps real books, not training"),
        ({"books": "x"}, "this centre keeps real books, not x"),
    ],
)
def test_a_booth_begins_no_journal_that_none_of_its_laptops_has(
    attack: Attack, said: dict[str, Any], why: str
) -> None:
    told = {"fair": FAIR.fair_id, "journal": str(uuid4()), "booth": "A01", "device": 2, "books": "real"}
    with attack.centre.connect("A01") as connection, connection.transaction(force_rollback=True):
        assert connection.execute(BEGIN_AS, told).fetchone() == (0,)
    with pytest.raises(psycopg.errors.CheckViolation, match=why):
        attack.tries(BEGIN_AS, **told | said)


def test_a_booth_begins_so_many_journals_and_no_more(attack: Attack) -> None:
    told = {"fair": FAIR.fair_id, "booth": "A01", "device": 1, "books": "real"}
    with attack.centre.connect("A01") as connection, connection.transaction(force_rollback=True):
        for _ in range(199):  # and the one it has
            connection.execute(BEGIN_AS, told | {"journal": str(uuid4())})
        with pytest.raises(psycopg.errors.CheckViolation, match="has begun 200 journals"):
            connection.execute(BEGIN_AS, told | {"journal": str(uuid4())})


def _plan(desk: Store, laptops: int) -> None:
    with desk.writing() as tx:
        append(tx, FactKind.FAIR, NOON, plan_to_body(FairPlan(booths=(BoothPlan("A01", devices=laptops),))))


def test_a_booth_begins_no_laptop_more_than_was_ever_planned(guarded: Guarded, tmp_path: Path) -> None:
    """What was taken out of the plan again may still go on; a booth of no plan has all numbers."""
    told = {"fair": FAIR.fair_id, "books": "real"}
    with (
        closing(new_booth(tmp_path / "p.db", DESK)) as desk,
        closing(open_centre(guarded.addresses["organizer"])) as centre,
    ):
        assert _begins(guarded, told | {"booth": "A01", "device": 99})
        _plan(desk, 2)
        _plan(desk, 1)
        assert push(desk, centre).is_equal
    assert _begins(guarded, told | {"booth": "A01", "device": 2})
    with pytest.raises(psycopg.DatabaseError, match="gives booth A01 2 laptops, and this is number 3"):
        _begins(guarded, told | {"booth": "A01", "device": 3})
    assert _begins(guarded, told | {"booth": "B02", "device": 99})
    with (
        closing(new_booth(tmp_path / "a.db", device=3)) as booth,
        closing(open_centre(guarded.addresses["A01"])) as centre,
        pytest.raises(UnplannedLaptop, match=r"laptop A01\.3"),
    ):
        push(booth, centre)


def test_the_desk_brings_what_a_laptop_of_no_plan_sold(guarded: Guarded, tmp_path: Path) -> None:
    """From a stick, by the organizer's own login: what was sold is not kept out by a plan that is late."""
    with (
        closing(new_booth(tmp_path / "p.db", DESK)) as desk,
        closing(new_booth(tmp_path / "a.db", device=3)) as booth,
        closing(open_centre(guarded.addresses["organizer"])) as centre,
    ):
        _plan(desk, 2)
        assert push(desk, centre).is_equal
        assert push(booth, centre).is_equal


def test_a_plan_that_was_written_by_anybody_and_says_nothing_keeps_nobody_out(guarded: Guarded) -> None:
    told = {"fair": FAIR.fair_id, "journal": str(uuid4()), "hash": bytes(32)}
    with guarded.as_owner() as connection:
        connection.execute(
            "INSERT INTO journal (fair_id, journal_id, booth, device, mark, head, books)"
            " VALUES (%(fair)s, %(journal)s, 'PANITIA', 1, 1, %(hash)s, 'real')",
            told,
        )
        connection.execute(
            "INSERT INTO fact (fair_id, journal_id, seq, kind, payload, hash)"
            " VALUES (%(fair)s, %(journal)s, 1, 'fair', '{\"body\": {\"booths\": 7}', %(hash)s)",
            told,
        )
    assert _begins(guarded, {"fair": FAIR.fair_id, "books": "real", "booth": "A01", "device": 99})


def _begins(guarded: Guarded, told: dict[str, Any]) -> bool:
    """Begin a journal of a booth by its own login, and take it back."""
    with guarded.connect(told["booth"]) as connection, connection.transaction(force_rollback=True):
        return connection.execute(BEGIN_AS, told | {"journal": str(uuid4())}).fetchone() == (0,)


def test_the_same_facts_are_taken_from_whose_they_are(guarded: Guarded, tmp_path: Path) -> None:
    """The control of the whole: B02 may, by the very call that A01 is refused."""
    with closing(new_booth(tmp_path / "b.db", "B02")) as booth, guarded.connect("B02") as connection:
        given = _given(*facts_of(booth))
        connection.execute(BEGIN, given)
        connection.execute(TAKE, given)
        assert connection.execute("SELECT mark FROM journal").fetchone() == (2,)


def _own(attack: Attack, seq: int = 6, **said: Any) -> Fact:
    last = facts_of(attack.mine)[-1]
    told = {"journal_id": journal_of(attack.mine), "seq": seq, "before": last.hash} | said
    return _forged(attack, **told)


def _wrong_facts(attack: Attack) -> dict[str, dict[str, Any]]:
    """Say what a booth might add to its own journal that does not follow."""
    good = _own(attack)
    after = _own(attack, 7, before=good.hash)
    elsewhere = _own(attack, journal_id=attack.victim)
    other_fair = _own(attack, fair_id=str(uuid4()))
    given, two = _given(good), _given(good, after)
    mine = {"fair": FAIR.fair_id, "journal": journal_of(attack.mine)}
    return {
        "another number": _given(_own(attack, 7)),
        "a hash that is not its": given | {"hashes": [bytes(32)]},
        "no hash": given | {"hashes": [None]},
        "no payload": given | {"payloads": [None]},
        "no kind": given | {"kinds": [None]},
        "another kind than it says": given | {"kinds": ["sale"]},
        "from the beginning": _given(_own(attack, 1, before=GENESIS)),
        "not from the mark": _given(_own(attack, before=bytes(32))),
        "that names another's journal": _given(elsewhere) | mine,
        "that names another fair": _given(other_fair) | mine,
        "that is no JSON": given
        | {"payloads": ["x"], "hashes": [next_hash(facts_of(attack.mine)[-1].hash, "x")]},
        "in another order": two | {name: two[name][::-1] for name in ("kinds", "payloads", "hashes")},
        "more payloads than hashes": two | {"hashes": two["hashes"][:1]},
        "more hashes than payloads": two | {"payloads": two["payloads"][:1]},
        "far too long": _given(_long(attack)),
    }


def _long(attack: Attack) -> Fact:
    last = facts_of(attack.mine)[-1]
    told: dict[str, Any] = {"fair_id": FAIR.fair_id, "journal_id": journal_of(attack.mine)}
    told["seq"] = last.seq + 1
    return make_fact(**told, before=last.hash, kind=FactKind.CASH_MOVE, at=NOON, body={"x": "x" * 2**20})


WRONG = (
    "another number",
    "a hash that is not its",
    "no hash",
    "no payload",
    "no kind",
    "another kind than it says",
    "from the beginning",
    "not from the mark",
    "that names another's journal",
    "that names another fair",
    "that is no JSON",
    "in another order",
    "more payloads than hashes",
    "more hashes than payloads",
    "far too long",
)


@pytest.mark.parametrize("wrong", WRONG)
def test_not_even_in_its_own_journal_does_a_booth_add_what_does_not_follow(
    attack: Attack, wrong: str
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="does not fit its journal"):
        attack.tries(TAKE, **_wrong_facts(attack)[wrong])
    with attack.centre.connect("A01") as connection, connection.transaction(force_rollback=True):
        connection.execute(TAKE, _given(_own(attack)))
        assert connection.execute("SELECT mark FROM journal").fetchone() == (6,)


def test_a_list_that_counts_from_elsewhere_moves_the_mark_to_the_true_head(attack: Attack) -> None:
    """An array of SQL may begin at any number: the head is the last fact's all the same."""
    first, last = _own(attack), _own(attack, 7, before=_own(attack).hash)
    given = _given(first, last)
    for name in ("kinds", "payloads", "hashes"):
        values = [f"\\\\x{v.hex()}" if isinstance(v, bytes) else v for v in given[name]]
        given[name] = f"[0:1]={{{','.join(json.dumps(v) if name == 'payloads' else v for v in values)}}}"
    with attack.centre.connect("A01") as connection, connection.transaction(force_rollback=True):
        connection.execute(TAKE, given)
        assert connection.execute("SELECT mark, head FROM journal").fetchone() == (7, last.hash)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"payloads": ["x" * 2_000_000]},
        {"payloads": ["{}"]},
        {"seqs": [1_000_000]},
        {"kinds": ["sale"]},
        {"hashes": [b"x"]},
    ],
    ids=lambda spoilt: next(iter(spoilt)),
)
def test_a_booth_puts_nothing_aside_that_is_no_fact_of_its_own(
    attack: Attack, spoilt: dict[str, Any]
) -> None:
    told: dict[str, Any] = {"fair_id": FAIR.fair_id, "journal_id": journal_of(attack.mine)}
    told |= {"seq": 2, "before": bytes(32)}
    given = _given(make_fact(**told, kind=FactKind.CASH_MOVE, at=NOON, body={"reason": "salinan"}))
    with attack.centre.connect("A01") as connection, connection.transaction(force_rollback=True):
        connection.execute(ASIDE, given)  # the control: a fact of a copy lies there
    with pytest.raises(psycopg.errors.CheckViolation):
        attack.tries(ASIDE, **given | spoilt)


def test_a_booth_keeps_no_large_object_at_the_centre(attack: Attack) -> None:
    for make in ("SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_creat(-1)"):
        attack.owner_does(make)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attack.tries(make)


MANAGING = {
    "withdraw": "SELECT withdraw_login(%(role)s)",
    "renew": "SELECT renew_login(%(role)s, %(verifier)s)",
    "end": "SELECT end_sessions(%(role)s)",
}


@pytest.mark.parametrize("act", MANAGING)
def test_a_booth_manages_no_login(attack: Attack, act: str) -> None:
    ((verifier,),) = attack.owner_does("SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'")
    theirs = {"role": user_of(attack.centre.addresses["B02"]), "verifier": verifier}
    attack.owner_does(MANAGING[act], **theirs)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attack.tries(MANAGING[act], **theirs)


def test_not_even_the_organizer_withdraws_the_owner_or_sets_a_readable_password(attack: Attack) -> None:
    with attack.centre.connect("organizer") as desk:
        for role, verifier in (
            ("postgres", "SCRAM-SHA-256$x"),
            (user_of(attack.centre.addresses["B02"]), "rahasia"),
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                desk.execute(MANAGING["renew"], {"role": role, "verifier": verifier})
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            desk.execute(MANAGING["withdraw"], {"role": "postgres"})


def test_what_a_stolen_login_did_to_itself_is_gone_with_the_next_password(guarded: Guarded) -> None:
    """Else the laptop that takes its place could write nothing, whatever password it got."""
    role = user_of(guarded.addresses["A01"])
    database = sql.Identifier(guarded.database)
    with guarded.connect("A01") as thief:
        thief.execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on")
        thief.execute(sql.SQL("ALTER ROLE CURRENT_USER IN DATABASE {} SET work_mem = 64").format(database))
    with guarded.connect("A01") as connection:
        assert connection.execute("SHOW default_transaction_read_only").fetchone() == ("on",), "it is spoilt"
    with guarded.as_owner() as owner:
        ((verifier,),) = owner.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", [role]
        ).fetchall()
    with guarded.connect("organizer") as desk:
        desk.execute(MANAGING["withdraw"], {"role": role})
        desk.execute(MANAGING["renew"], {"role": role, "verifier": verifier})
        desk.commit()
        settings = "SELECT count(*) FROM pg_db_role_setting WHERE setrole = %s::regrole"
        assert desk.execute(settings, [role]).fetchone() == (0,)
    with guarded.connect("A01") as connection:
        assert connection.execute("SHOW default_transaction_read_only").fetchone() == ("off",)


# Being somebody else


@pytest.mark.parametrize("name", ["B02", "organizer", "reader"])
def test_a_booth_becomes_nobody_else(attack: Attack, name: str) -> None:
    role = sql.Identifier(user_of(attack.centre.addresses[name]))
    for act in ("SET ROLE {}", "SET SESSION AUTHORIZATION {}", "ALTER ROLE {} PASSWORD 'x'"):
        attack.owner_does(sql.SQL(act).format(role), "RESET ROLE", "RESET SESSION AUTHORIZATION")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attack.tries(sql.SQL(act).format(role))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attack.tries(sql.SQL("GRANT {} TO CURRENT_USER").format(role))


def test_a_booth_becomes_neither_the_owner_nor_more_than_it_is(attack: Attack) -> None:
    ((owner,),) = attack.owner_does(
        "SELECT relowner::regrole::text FROM pg_class WHERE oid = 'fact'::regclass"
    )
    for act in (
        f"SET ROLE {owner}",
        "SET ROLE postgres",
        "CREATE ROLE mine",
        "ALTER ROLE CURRENT_USER CREATEROLE",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attack.tries(act)


def test_who_calls_is_who_signed_in_whatever_role_it_takes(attack: Attack) -> None:
    me = user_of(attack.centre.addresses["A01"])
    groups = attack.owner_does(
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %(me)s::regrole", me=me
    )
    assert len(groups) == 1
    take_role = sql.SQL("SET ROLE {}").format(sql.Identifier(groups[0][0]))
    assert attack.tries(take_role, "SELECT DISTINCT booth FROM journal") == [("A01",)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attack.tries(take_role, TAKE, **_given(_forged(attack)))


SHADOWS = {
    "a table of its own before ours": "CREATE TEMP TABLE journal (fair_id text, journal_id text, booth text)",
    "a schema of its own": "CREATE SCHEMA mine",
    "a function in ours": "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
    "an operator in ours": "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "a function of the session": "CREATE FUNCTION pg_temp.own_fair() RETURNS text LANGUAGE sql AS 'SELECT 1'",
    "a view of the session": "CREATE TEMP VIEW login AS SELECT 1",
}


@pytest.mark.parametrize("shadow", SHADOWS)
def test_nothing_of_a_booths_own_stands_before_ours(attack: Attack, shadow: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attack.tries(SHADOWS[shadow])


def test_a_search_path_turns_no_function_aside(attack: Attack) -> None:
    """Even where A01 could make what it may not: a table that names it the organizer, found before ours."""
    me = user_of(attack.centre.addresses["A01"])
    with attack.centre.as_owner() as owner:
        database = sql.Identifier(attack.centre.database)
        owner.execute(sql.SQL("GRANT TEMP ON DATABASE {} TO {}").format(database, sql.Identifier(me)))
        shadow = (
            "CREATE TEMP TABLE login (role text, kind text, fair_id text, booth text, is_withdrawn boolean)"
        )
        mine = "INSERT INTO login VALUES (%(me)s, 'organizer', '', '', false)"
        with attack.centre.connect("A01") as connection:
            connection.execute(shadow)
            connection.execute(mine, {"me": me})
            connection.execute("SET search_path = pg_temp, public")
            assert connection.execute("SELECT kind FROM login").fetchone() == ("organizer",)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(TAKE, _given(_forged(attack)))
        owner.execute(sql.SQL("REVOKE TEMP ON DATABASE {} FROM {}").format(database, sql.Identifier(me)))


def test_every_function_of_the_owners_has_a_search_path_of_its_own(guarded: Guarded) -> None:
    query = """
        SELECT proname, proconfig FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prosecdef
    """
    with guarded.as_owner() as owner:
        found = owner.execute(query).fetchall()
    assert len(found) >= 10
    assert [name for name, told in found if told != ["search_path=pg_catalog, pg_temp"]] == []


# Standing in the others' way

LOCKS = ("SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE")
"""Those that keep somebody from reading or adding."""


@pytest.mark.parametrize("table", ["fact", "journal", "quarantine", "booth"])
@pytest.mark.parametrize("lock", LOCKS)
def test_a_booth_locks_no_table(attack: Attack, table: str, lock: str) -> None:
    attack.owner_does(f"LOCK TABLE {table} IN {lock} MODE")
    with attack.centre.connect("A01") as connection, connection.transaction():
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"LOCK TABLE {table} IN {lock} MODE")
        raise psycopg.Rollback


def test_a_booth_locks_no_row_of_a_table(attack: Attack) -> None:
    attack.owner_does("SELECT * FROM journal FOR UPDATE")
    for statement in ("SELECT * FROM journal FOR UPDATE", "SELECT * FROM journal FOR SHARE"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attack.tries(statement)


def test_while_a_booth_holds_all_it_can_the_others_send_and_the_desk_reads(attack: Attack) -> None:
    with attack.centre.connect("A01") as connection, connection.transaction(force_rollback=True):
        connection.execute("LOCK TABLE fact, journal, fair IN ACCESS SHARE MODE")
        connection.execute(BEGIN, _given(_own(attack)) | {"booth": "A01"})
        connection.execute(TAKE, _given(_own(attack)))
        connection.execute("SELECT pg_advisory_lock(7241950)")
        fresh = new_booth(Path(attack.theirs.url.database or "").with_name("b2.db"), "B02", device=2)
        with closing(fresh), attack.centre.as_owner() as owner:
            with closing(open_centre(attack.centre.addresses["B02"])) as centre:
                sell(fresh, 1_000)
                assert push(fresh, centre).is_equal
            with closing(open_centre(attack.centre.addresses["organizer"])) as desk:
                assert read_up(desk) == 3
                assert verify(desk).is_ok
            assert owner.execute("SELECT count(*) FROM fact").fetchone() == (13,)
            _forget(owner, journal_of(fresh))


def _forget(owner: psycopg.Connection[Any], journal_id: str) -> None:
    """Take away what a test added rightly, so that what it must not have changed can be compared."""
    owner.execute("SET session_replication_role = replica")
    for table in PARTED:
        if "journal_id" in table.c:
            owner.execute(
                sql.SQL("DELETE FROM {} WHERE journal_id = %s").format(sql.Identifier(table.name)),
                [journal_id],
            )
    owner.execute("DELETE FROM reading_mark WHERE journal_id = %s", [journal_id])


# What an honest booth does by its restricted login


def test_what_a_booth_sends_waits_until_the_organizer_reads_it(guarded: Guarded, tmp_path: Path) -> None:
    with (
        closing(new_booth(tmp_path / "a.db")) as booth,
        closing(open_centre(guarded.addresses["A01"])) as centre,
        closing(open_centre(guarded.addresses["reader"])) as reader,
        closing(open_centre(guarded.addresses["organizer"])) as desk,
    ):
        sell(booth, 10_000, 20_000)
        assert push(booth, centre).is_equal
        assert read_up(centre) == read_up(reader) == 0
        assert sold(reader).amount == 0
        assert verify(reader).is_ok, "what waits is no fault"
        with desk.reading() as tx:
            assert [facts for _, _, facts in list_waiting(tx)] == [4]
        assert read_up(desk) == 4
        assert read_up(desk) == 0
        assert sold(reader) == sold(booth)
        assert verify(reader).is_ok
        sell(booth, 5_000)
        assert push(booth, desk).is_equal  # from a stick, say: the organizer reads at once
        assert sold(reader) == sold(booth)


def test_a_copy_that_sold_is_put_aside_by_its_own_login(guarded: Guarded, tmp_path: Path) -> None:
    with (
        closing(new_booth(tmp_path / "a.db")) as booth,
        closing(copy_disk(booth, tmp_path / "clone.db")) as clone,
        closing(open_centre(guarded.addresses["A01"])) as centre,
        closing(open_centre(guarded.addresses["organizer"])) as desk,
    ):
        sell(booth, 10_000)
        sell(clone, 20_000, 30_000)
        assert push(booth, centre).is_equal
        assert len(push(clone, centre).quarantined) == 2
        assert len(push(clone, centre).quarantined) == 2, "each lies there once"
        assert len(quarantined(desk)) == 2
        read_up(desk)
        assert {fault.code for fault in verify(desk).faults} == {"fork"}


def test_a_payload_of_a_newer_program_is_taken_raw(guarded: Guarded, tmp_path: Path) -> None:
    """Whatever form it is written in: the columns beside it are what it says."""
    with closing(new_booth(tmp_path / "a.db")) as booth, guarded.connect("A01") as connection:
        facts = facts_of(booth)
        connection.execute(BEGIN, _given(*facts) | {"booth": "A01"})
        connection.execute(TAKE, _given(*facts))
        told = {
            "v": 2,
            "zone": "WIB",
            "fair": FAIR.fair_id,
            "journal": journal_of(booth),
            "seq": 3,
            "kind": "cash_move",
        }
        payload = json.dumps(told, indent=1)
        newer = replace(
            facts[-1], seq=3, kind="cash_move", payload=payload, hash=next_hash(facts[-1].hash, payload)
        )
        connection.execute(TAKE, _given(newer))
        with closing(open_centre(guarded.addresses["organizer"])) as desk:
            assert read_up(desk) == 3
            assert {fault.code for fault in verify(desk).faults} == {"unread"}


def test_a_booth_is_refused_under_anothers_name(guarded: Guarded, tmp_path: Path) -> None:
    with (
        closing(new_booth(tmp_path / "b.db", "B02")) as booth,
        closing(open_centre(guarded.addresses["A01"])) as centre,
        pytest.raises(AnothersLogin),
    ):
        push(booth, centre)


def test_a_reader_sends_nothing(guarded: Guarded, tmp_path: Path) -> None:
    with (
        closing(new_booth(tmp_path / "a.db")) as booth,
        closing(open_centre(guarded.addresses["reader"])) as centre,
        pytest.raises(AnothersLogin),
    ):
        push(booth, centre)
