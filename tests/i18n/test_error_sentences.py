"""No word of a library or of the system gets into a sentence for people."""

import ast
import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import batikpos
from batikpos.domain.whys import why_of
from batikpos.i18n import translator
from batikpos.printing.devices import send
from batikpos.printing.outcome import OFFLINE, reason_of, say_reason
from batikpos.store.driverwords import why_of_driver
from batikpos.store.engine import StoreUnavailable, open_store, store_url

PACKAGE = Path(batikpos.__file__).parent
FOR_WHO_LOOKS_FOR_THE_FAULT = {"ui/crash.py", "ui/crashfile.py"}
"""Where raw words belong: files that are sent to be looked at."""

SAYINGS = {
    "ConnectionRefused": 'connection to server at "10.0.0.9", port 5432 failed: Connection refused',
    "NoHost": 'could not translate host name "pusat" to address: Name or service not known',
    "Password": 'FATAL:  password authentication failed for user "stan"',
    "NoDatabase": 'FATAL:  database "fair" does not exist',
    "Timeout": "connection timeout expired",
    "Gone": "server closed the connection unexpectedly",
    "NoRoute": "connection failed: No route to host",
    "Other": "something nobody has ever heard of",
}
"""What a server's driver says."""

tr = translator("id")


def translated(why: str) -> bool:
    """Say whether the Indonesian catalogue has words of its own for it."""
    return tr(why) != why


@pytest.mark.parametrize("number", [*sorted(errno.errorcode), 0, 99_999])
def test_each_refusal_of_the_system_is_said_in_the_language(number: int) -> None:
    error = OSError(number, os.strerror(number))
    assert translated(why_of(error))
    assert translated(reason_of(error, OFFLINE))


@pytest.mark.parametrize("name", sorted(n for n in dir(sqlite3) if n.startswith("SQLITE_") and n.isupper()))
def test_each_refusal_of_the_database_is_said_in_the_language(name: str) -> None:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = getattr(sqlite3, name)
    assert translated(why_of_driver(error))


@pytest.mark.parametrize("said", SAYINGS.values(), ids=SAYINGS)
def test_what_a_server_says_is_said_in_the_language(said: str) -> None:
    assert translated(why_of_driver(RuntimeError(said)))


def test_a_database_that_cannot_be_opened_says_so_in_the_language(tmp_path: Path) -> None:
    with (
        closing(open_store(store_url(str(tmp_path / "store.db")), create=True)) as store,
        pytest.raises(StoreUnavailable) as refused,
        store.writing() as tx,
    ):
        tx.exec_driver_sql(f"ATTACH '{tmp_path / 'none' / 'x.db'}' AS other")
    said = refused.value.message("id")
    assert "tidak bisa dibuka" in said
    assert "unable" not in said


def test_a_printer_file_that_is_none_says_so_in_the_language(tmp_path: Path) -> None:
    outcome = send(f"file:{tmp_path / 'none' / 'nota.bin'}", b"x")
    assert translated(outcome.reason)
    assert "No such file" not in say_reason(outcome.reason, tr)


def test_nowhere_is_an_errors_own_text_handed_on() -> None:
    assert list(raw_words(PACKAGE)) == []


def test_the_look_finds_what_it_looks_for(tmp_path: Path) -> None:
    """The control."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "x.py").write_text(
        "try:\n    f()\nexcept OSError as error:\n"
        "    raise NotSaved(name, error.strerror or str(error)) from error\n"
        "raise CannotStart(f'{type(error).__name__}: {error}')\n"
    )
    assert sorted(raw_words(tmp_path)) == [("ui/x.py", 4), ("ui/x.py", 5)]


def raw_words(package: Path) -> Iterator[tuple[str, int]]:
    """Find where a mishap is made with what an error says of itself."""
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package).as_posix()
        if place in FOR_WHO_LOOKS_FOR_THE_FAULT:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _makes_a_mishap(node) and any(map(_is_raw, node.args)):
                yield place, node.lineno


def _makes_a_mishap(call: ast.Call) -> bool:
    """Say whether a class of ours is called; what says a fault to a program only is none for people."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name[:1].isupper() and name not in {"ValueError", "NotAPack", "BadPack"}


def _is_raw(given: ast.AST) -> bool:
    """Say whether an argument takes the text, or a part of it, from what was caught as `error`."""
    return any(_is_text_of_an_error(part) for part in ast.walk(given))


def _is_text_of_an_error(part: ast.AST) -> bool:
    match part:
        case ast.Attribute(attr="strerror" | "orig"):
            return True
        case ast.Call(func=ast.Name(id="str" | "repr"), args=[ast.Name(id="error")]):
            return True
        case ast.FormattedValue(value=ast.Name(id="error")):
            return True
    return False
