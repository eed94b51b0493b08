"""Setting a centre up: who may sign in, where passwords go, withdrawing a login, taking a fair off."""

import json
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fair import Fair
from batikpos.services.logins import (
    FairElsewhere,
    LoginsThere,
    NoLogin,
    NotGuarded,
    NoTls,
    attach_fair,
    detach_fair,
    list_logins,
    renew_login,
    set_up_centre,
    withdraw_login,
)
from batikpos.services.reading_up import read_up
from batikpos.services.reconcile import WhichFair, reconcile_day
from batikpos.services.verify import verify
from batikpos.store.engine import StoreNotRenewed, StoreUnavailable, store_revision, store_url
from batikpos.store.guard import AnothersLogin
from batikpos.store.partition import PARTED, part_name, rest_name
from batikpos.store.rights import NotTheOwner
from batikpos.store.schema import REVISIONS
from batikpos.store.tls import login_address
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.postgres import PASSWORD, USER, Postgres
from tests.sync.booths import DAY, FAIR, close_till, facts_of, journal_of, new_booth, sell, sold
from tests.sync.guarded import Guarded, guarded_centre, read_logins, user_of
from tests.sync.tls import tls_before

LATER_COLUMNS = (("sale_line", "is_part"), ("sale_line", "is_under"), ("tender", "worth"))
"""What the last step of the schema added."""

LATER = Fair("Pameran Nanti", date(2027, 5, 1), date(2027, 5, 3))


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    """Give the address of a database of this test's own, its tables made, by the login that owns it."""
    name = postgres.new_centre()
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def own(postgres: Postgres) -> Iterator[Guarded]:
    """Give a guarded centre with roles of its own, for they are the server's, and a copy shares them."""
    made = guarded_centre(postgres, ["A01", "B02"])
    yield made
    postgres.drop_database(made.database)


def test_passwords_are_in_a_file_of_its_owners_and_nowhere_else(
    postgres: Postgres, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "logins.json"
    with postgres.connect() as owner:
        owner.execute("ALTER SYSTEM SET log_statement = 'all'")
        owner.execute("SELECT pg_reload_conf()")
    try:
        with closing(open_centre(url)) as centre:
            set_up_centre(centre, FAIR, ["A01", "B02"], file)
            again = tmp_path / "again.json"
            renew_login(centre, "B02", "", again)
    finally:
        with postgres.connect() as owner:
            owner.execute("ALTER SYSTEM RESET log_statement")
            owner.execute("SELECT pg_reload_conf()")
    logged = (postgres.folder / "log").read_text(encoding="utf-8", errors="replace")
    assert "CREATE ROLE batikpos_a01_" in logged, "the log does hold what was done"
    addresses = read_logins(file)
    assert list(addresses) == ["organizer", "reader", "A01", "B02"]
    for address in (*addresses.values(), *read_logins(again).values()):
        password = psycopg.conninfo.conninfo_to_dict(address)["password"]
        assert len(str(password)) >= 32
        assert str(password) not in logged
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(again.stat().st_mode) == 0o600


def test_a_file_of_logins_is_not_written_over(url: str, tmp_path: Path) -> None:
    file = tmp_path / "logins.json"
    file.write_text("rahasia", encoding="utf-8")
    with closing(open_centre(url)) as centre:
        with pytest.raises(LoginsThere):
            set_up_centre(centre, FAIR, ["A01"], file)
        with pytest.raises(NotGuarded):
            list_logins(centre)
    assert file.read_text(encoding="utf-8") == "rahasia"


def test_where_setting_up_fails_nothing_is_left(postgres: Postgres, url: str, tmp_path: Path) -> None:
    """Somebody who may read, but neither owns the database nor makes roles."""
    with postgres.connect() as owner:
        owner.execute("DROP ROLE IF EXISTS tamu")
        owner.execute("CREATE ROLE tamu LOGIN PASSWORD 'rahasia-tamu'")
    with postgres.connect(url.rpartition("/")[2]) as owner:
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO tamu")
    guest = url.replace(f"{USER}:{PASSWORD}", "tamu:rahasia-tamu")
    with closing(open_centre(guest)) as centre, pytest.raises(NotTheOwner):
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "logins.json")
    assert not (tmp_path / "logins.json").exists()


def test_a_login_without_the_servers_own_power_sets_a_centre_up(postgres: Postgres, tmp_path: Path) -> None:
    """What a hosted PostgreSQL gives: a login that owns its database and may make roles, and no more."""
    name = postgres.new_database()
    with postgres.connect() as owner:
        owner.execute("CREATE ROLE pemilik LOGIN CREATEROLE PASSWORD 'rahasia-pemilik'")
        owner.execute(f"ALTER DATABASE {name} OWNER TO pemilik")
    address = f"postgresql://pemilik:rahasia-pemilik@127.0.0.1:{postgres.port}/{name}"
    try:
        with closing(open_centre(address, create=True)) as centre:
            set_up_centre(centre, FAIR, ["A01"], tmp_path / "logins.json")
            set_up_centre(centre, LATER, ["A01"], tmp_path / "later.json")
        addresses = read_logins(tmp_path / "logins.json")
        with closing(new_booth(tmp_path / "a.db")) as booth, closing(open_centre(addresses["A01"])) as to:
            assert push(booth, to).is_equal
        with closing(open_centre(addresses["organizer"])) as desk:
            assert read_up(desk) == 2
            assert withdraw_login(desk, "A01", FAIR.name)[0].booth == "A01"
        with closing(open_centre(address)) as centre:
            assert detach_fair(centre, FAIR.name) == (FAIR.name, 2)
    finally:
        postgres.drop_database(name)


def test_setting_up_again_adds_who_is_missing_and_changes_no_password(url: str, tmp_path: Path) -> None:
    with closing(open_centre(url)) as centre, closing(new_booth(tmp_path / "a.db")) as booth:
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "1.json")
        first = read_logins(tmp_path / "1.json")
        with closing(open_centre(first["A01"])) as to:
            push(booth, to)
        done = set_up_centre(centre, FAIR, ["A01", "C03"], tmp_path / "2.json")
        assert ([login.name for login in done.made], done.kept) == (["C03"], 3)
        assert list(read_logins(tmp_path / "2.json")) == ["C03"]
        sell(booth, 1_000)
        with closing(open_centre(first["A01"])) as to:
            assert push(booth, to).is_equal
        with closing(open_centre(first["organizer"])) as desk:
            assert read_up(desk) == 3


def test_a_centre_that_was_open_is_guarded_with_all_it_holds(url: str, tmp_path: Path) -> None:
    with closing(open_centre(url)) as centre, closing(new_booth(tmp_path / "a.db")) as booth:
        sell(booth, 10_000, 20_000)
        push(booth, centre)
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "logins.json")
        addresses = read_logins(tmp_path / "logins.json")
        sell(booth, 5_000)
        with closing(open_centre(addresses["A01"])) as to:
            assert push(booth, to).sent == 1
        with closing(open_centre(addresses["organizer"])) as desk:
            assert read_up(desk) == 1
            assert facts_of(desk, journal_of(booth)) == facts_of(booth)
            assert sold(desk) == sold(booth)
            assert verify(desk).is_ok
        for table in PARTED:
            with centre.reading() as tx:
                assert tx.exec_driver_sql(f"SELECT count(*) FROM {rest_name(table)}").scalar() == 0


# A lost laptop


def test_a_withdrawn_login_is_out_at_once_and_what_it_sent_stays(own: Guarded, tmp_path: Path) -> None:
    with (
        closing(new_booth(tmp_path / "a.db")) as booth,
        closing(open_centre(own.addresses["A01"])) as thief,
        closing(open_centre(own.addresses["organizer"])) as desk,
        own.connect("A01") as session,
    ):
        sell(booth, 10_000)
        assert push(booth, thief).is_equal
        of, ended = withdraw_login(desk, "A01", "")
        assert of.name == "A01"
        assert ended >= 2
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT 1")
        sell(booth, 20_000)
        for _ in range(3):
            with pytest.raises(StoreUnavailable):
                push(booth, thief)
        with pytest.raises(Unavailable):
            open_centre(own.addresses["A01"])
        read_up(desk)
        assert sold(desk).amount == 10_000
        assert {login.name for login in list_logins(desk) if login.is_withdrawn} == {"A01"}

        renew_login(desk, "A01", "", tmp_path / "new.json")
        with pytest.raises(Unavailable):
            open_centre(own.addresses["A01"])
        with closing(open_centre(read_logins(tmp_path / "new.json")["A01"])) as again:
            assert push(booth, again).is_equal


def test_a_session_that_outlived_the_withdrawal_may_do_nothing(own: Guarded, tmp_path: Path) -> None:
    """One that began while the login was being withdrawn: every function asks anew who it is."""
    with (
        closing(new_booth(tmp_path / "a.db")) as booth,
        closing(open_centre(own.addresses["A01"])) as thief,
    ):
        push(booth, thief)
        with own.as_owner() as owner:
            owner.execute("UPDATE login SET is_withdrawn = true WHERE booth = 'A01'")
        sell(booth, 1_000)
        with pytest.raises(AnothersLogin):
            push(booth, thief)
        with thief.reading() as tx:
            assert tx.exec_driver_sql("SELECT count(*) FROM fact").scalar() == 0


def test_a_name_that_nobody_has_is_refused_with_those_there_are(own: Guarded) -> None:
    with closing(open_centre(own.addresses["organizer"])) as desk:
        with pytest.raises(NoLogin, match="A01, B02"):
            withdraw_login(desk, "Z99", "")
        with pytest.raises(NoLogin):
            withdraw_login(desk, "A01", "Pameran Lain")


def test_a_booth_may_not_withdraw_another(own: Guarded) -> None:
    with closing(open_centre(own.addresses["A01"])) as centre, pytest.raises(Unavailable):
        withdraw_login(centre, "B02", "")


# Fairs


def test_an_old_fair_is_taken_off_whole_and_put_back(url: str, tmp_path: Path) -> None:
    with (
        closing(open_centre(url)) as centre,
        closing(new_booth(tmp_path / "old.db")) as old,
        closing(new_booth(tmp_path / "new.db", fair=LATER)) as new,
    ):
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "old.json")
        set_up_centre(centre, LATER, ["A01"], tmp_path / "new.json")
        addresses = read_logins(tmp_path / "old.json")
        sell(old, 10_000)
        close_till(old)
        for store, file in ((old, "old.json"), (new, "new.json")):
            with closing(open_centre(read_logins(tmp_path / file)["A01"])) as to:
                assert push(store, to).is_equal
        with closing(open_centre(addresses["organizer"])) as desk:
            read_up(desk)
            before = reconcile_day(desk, DAY)
            with pytest.raises(WhichFair):
                withdraw_login(desk, "A01", "")
            with pytest.raises(WhichFair):
                detach_fair(centre, "Pameran Lain")
            name, facts = detach_fair(centre, FAIR.name)
            assert (name, facts) == (FAIR.name, len(facts_of(old)))
            with pytest.raises(FairElsewhere):
                detach_fair(centre, FAIR.name)
            assert verify(desk).facts == 2
            with pytest.raises(Unavailable):
                open_centre(addresses["A01"])
            with pytest.raises(AnothersLogin):
                push(old, desk)  # not even from a stick: it would begin the fair anew

            with centre.writing() as tx:  # as it was before this version
                for part, column in LATER_COLUMNS:
                    of = f"fair_{FAIR.fair_id.replace('-', '')[:16]}.{part_name(part, FAIR.fair_id)}"
                    tx.exec_driver_sql(f"ALTER TABLE {of} DROP COLUMN {column}")
            assert attach_fair(centre, FAIR.fair_id) == (FAIR.name, facts)
            with pytest.raises(FairElsewhere):
                attach_fair(centre, FAIR.name)
            assert reconcile_day(desk, DAY) == before
            assert verify(desk).is_ok
            assert push(old, desk).sent == 0
        with centre.writing() as tx, pytest.raises(Exception, match="facts are only added"):
            tx.exec_driver_sql("DELETE FROM fact")


def test_a_centre_of_an_older_version_is_renewed_by_who_set_it_up_alone(own: Guarded, tmp_path: Path) -> None:
    with own.as_owner() as owner:
        for table, column in LATER_COLUMNS:
            owner.execute(
                sql.SQL("ALTER TABLE {} DROP COLUMN {}").format(*map(sql.Identifier, (table, column)))
            )
        owner.execute("UPDATE alembic_version SET version_num = '0004'")
    for login in ("A01", "organizer"):
        with pytest.raises(StoreNotRenewed, match="centre init"):
            open_centre(own.addresses[login])
    with closing(open_centre(own.server.url(own.database))) as centre:
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "again.json")
        assert store_revision(centre) == REVISIONS[-1]
    with closing(new_booth(tmp_path / "a.db")) as booth, closing(open_centre(own.addresses["A01"])) as to:
        sell(booth, 10_000)
        assert push(booth, to).is_equal
    with closing(open_centre(own.addresses["organizer"])) as desk:
        assert read_up(desk) == 3


# TLS


def test_an_address_on_another_machine_asks_for_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    for weak in ("disable", "allow", "prefer"):
        for where in ("@fair.example/x?", "@/x?host=fair.example&", "@localhost/x?hostaddr=10.0.0.7&"):
            with pytest.raises(PosError, match="sslmode") as refused:
                open_centre(f"postgresql://rini:geheim{where}sslmode={weak}")
            assert "geheim" not in refused.value.message("en")
    monkeypatch.setenv("PGHOST", "fair.example")
    with pytest.raises(PosError, match="sslmode"):
        open_centre("postgresql:///x?sslmode=disable")


@pytest.mark.skipif(sys.platform == "darwin", reason="only 127.0.0.1 is there")
def test_a_server_without_tls_is_not_sent_to_from_another_machine(
    guarded: Guarded, url: str, tmp_path: Path
) -> None:
    """127.0.0.2 is no name of this machine that we know: it stands for another one."""
    elsewhere = guarded.addresses["A01"].replace("127.0.0.1", "127.0.0.2")
    with pytest.raises(Unavailable, match="TLS"):
        open_centre(elsewhere)
    with closing(open_centre(url)) as centre, pytest.raises(NoTls):
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "logins.json", host="fair.example")


@pytest.mark.skipif(sys.platform == "darwin", reason="only 127.0.0.1 is there")
def test_what_goes_to_another_machine_is_encrypted(guarded: Guarded, tmp_path: Path) -> None:
    where = store_url(guarded.addresses["A01"])
    with tls_before(guarded.server.port) as port, closing(new_booth(tmp_path / "a.db")) as booth:
        address = login_address(where, str(where.username), str(where.password), f"127.0.0.2:{port}")
        assert address.endswith(f"@127.0.0.2:{port}/{guarded.database}?sslmode=require")
        with closing(open_centre(address)) as centre:
            assert push(booth, centre).is_equal
            with centre.reading() as tx:
                driver: Any = tx.connection.driver_connection
                assert driver.pgconn.ssl_in_use


def test_the_file_of_logins_is_what_a_fair_file_takes(
    guarded_like: Guarded, url: str, tmp_path: Path
) -> None:
    with closing(open_centre(url)) as centre:
        set_up_centre(centre, FAIR, ["A01"], tmp_path / "logins.json")
    told = json.loads((tmp_path / "logins.json").read_text(encoding="utf-8"))["logins"]
    assert [login["kind"] for login in told] == ["organizer", "reader", "booth"]
    assert (told[-1]["name"], told[-1]["fair"], told[-1]["fair_id"]) == ("A01", FAIR.name, FAIR.fair_id)
    assert user_of(told[-1]["central"]) != user_of(guarded_like.addresses["A01"])
