"""SQLAlchemy is loaded without what no store asks of it, and nobody else notices."""

import subprocess
import sys

import pytest

LOADED = "print(sorted({'asyncio.events', 'importlib.metadata._meta', 'ssl'} & set(sys.modules)))"


def said_by(*lines: str) -> str:
    """Say what a program of its own prints."""
    command = [sys.executable, "-c", "\n".join(("import sys", *lines))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


ASKED = "with create_engine('sqlite://').connect() as it: assert it.exec_driver_sql('SELECT 1').scalar() == 1"


def test_a_database_is_asked_without_them() -> None:
    assert said_by("import batikpos.store", "from sqlalchemy import create_engine", ASKED, LOADED) == "[]"


def test_the_control_loads_them() -> None:
    assert said_by("import sqlalchemy", LOADED) == "['asyncio.events', 'importlib.metadata._meta', 'ssl']"


@pytest.mark.parametrize("first", ["import batikpos.store", "import asyncio, batikpos.store"])
def test_whoever_imports_them_gets_the_real_ones(first: str) -> None:
    real = "import asyncio, importlib.metadata, asyncio.events"
    asked = "print(asyncio.run(asyncio.sleep(0, 7)), bool(importlib.metadata.version('sqlalchemy')))"
    assert said_by(first, real, asked, "print(type(asyncio).__name__)") == "7 True\nmodule"


def test_what_stands_in_gives_what_the_real_one_has() -> None:
    theirs = "from sqlalchemy.util.concurrency import asyncio as theirs"
    asked = "print(theirs.TimeoutError is TimeoutError, theirs.iscoroutine(7), 'asyncio' in sys.modules)"
    assert said_by("import batikpos.store", theirs, asked) == "True False True"


def test_another_thread_that_imports_them_meanwhile_gets_what_it_asks_for() -> None:
    """Here from within the loading, as another thread would."""
    meanwhile = (
        "class Meanwhile:",
        "    def find_spec(self, name, path=None, target=None):",
        "        if name == 'sqlalchemy.sql':",
        "            import importlib.metadata, asyncio.events",
        "            print(importlib.metadata.version('sqlalchemy') > '2', asyncio.events.__name__)",
        "sys.meta_path.insert(0, Meanwhile())",
    )
    assert said_by(*meanwhile, "import batikpos.store") == "True asyncio.events"
