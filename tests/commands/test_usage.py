"""The outside of every command: exit statuses, languages, one JSON document, no secrets, no traceback."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batikpos.arguments import Parser
from batikpos.cli import _parser
from tests.commands.terminal import Answered, Terminal, run_apart
from tests.shop import contents, raw

if sys.platform != "win32":
    import resource

A_SALE = '{"lines": [{"sku": "KLS-GK-001"}], "tenders": [{"kind": "cash", "amount": 10000}]}\n'
NOBODY_HOME = "postgresql://user:geheim@127.0.0.1:1/fair"

NEEDING_A_HOME = [
    ("till", "x"),
    ("till", "open", "--float", "1", "--cashier", "Rini"),
    ("sell", "--cashier", "Rini"),
    ("sales",),
    ("void", "--sale", "A03-20261211-0001", "--reason", "x", "--cashier", "Rini"),
    ("refund", "--sale", "A03-20261211-0001", "--lines", "1", "--reason", "x", "--cashier", "Rini"),
    ("sync", "--central", "centre.db"),
    ("verify",),
    ("rebuild",),
    ("print", "nota", "--sale", "A03-20261211-0001"),
    ("print", "test"),
    ("print", "queue"),
    ("settings",),
]


def has_one_line(answered: Answered) -> bool:
    """Say whether a refusal is said in one or two lines, and nothing is on stdout."""
    return answered.out == "" and 1 <= answered.err.count("\n") <= 2


@pytest.mark.parametrize("words", NEEDING_A_HOME, ids=" ".join)
def test_without_a_home_a_command_says_so_and_makes_none(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang in ("id", "en"):
        answered = Terminal(tmp_path / "none", monkeypatch).run(*words, "--lang", lang, stdin=A_SALE)
        assert answered.status == 3
        assert has_one_line(answered), answered.err
        assert "none" in answered.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", NEEDING_A_HOME, ids=" ".join)
def test_a_newer_store_is_left_to_a_newer_program(shell: Terminal, words: tuple[str, ...]) -> None:
    with raw(shell.home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    answered = shell.run(*words, "--lang", "en", stdin=A_SALE)
    if words == ("settings",) and answered.status == 0:
        return  # a home's settings need no store
    assert answered.status == 3
    assert "newer" in answered.err


@pytest.mark.parametrize("rubbish", [b"", b"\x00" * 4096, b"PK\x03\x04" + b"x" * 4096])
def test_an_unreadable_store_is_no_traceback(shell: Terminal, rubbish: bytes) -> None:
    for name in ("store.db-wal", "store.db-shm"):
        (shell.home / name).unlink(missing_ok=True)
    (shell.home / "store.db").write_bytes(rubbish)
    for words in (("sales",), ("verify",), ("sell", "--cashier", "Rini")):
        answered = shell.run(*words, "--json", stdin=A_SALE)
        assert answered.status == 3
        assert has_one_line(answered)


@pytest.mark.parametrize("rubbish", ["paper = ", "central = 5", "printer = 5", 'language = "jv"', "\x00"])
def test_garbage_settings_are_told_in_one_line(shell: Terminal, rubbish: str) -> None:
    (shell.home / "settings.toml").write_text(rubbish)
    for words in (
        ("sales",),
        ("sync",),
        ("print", "test"),
        ("settings",),
        ("reconcile", "--date", "2026-12-11"),
    ):
        answered = shell.run(*words, "--lang", "en")
        assert answered.status == 3, words
        assert has_one_line(answered)
        assert "settings.toml" in answered.err


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("sell",),
        ("till",),
        ("till", "open", "--cashier", "Rini"),
        ("sales", "--colour", "red"),
        ("print", "nota", "--sale", "x", "--as", "braille"),
        ("--lang", "jv", "sales"),
        ("setup", "--booth", "A03"),
        ("refund", "--sale", "x", "--lines", "1", "--reason", "x", "--cashier", "R", "--tender", "qris"),
        ("print", "queue", "--run", "--retry", "x"),
        ("sales", "--date"),
        ("sal",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_the_chosen_language(
    shell: Terminal, words: tuple[str, ...], lang: str
) -> None:
    answered = shell.run(*words, *(() if "--lang" in words else ("--lang", lang)))
    assert (answered.status, answered.out) == (2, "")
    assert ("Wrong command" in answered.err) is (lang == "en" and "--lang" not in words)


def test_the_language_may_be_joined_to_its_option(shell: Terminal) -> None:
    assert "Wrong command" in shell.run("--lang=en", "nonsense").err


def test_options_stand_before_or_after_the_command(shell: Terminal) -> None:
    home = str(shell.home)
    elsewhere = Terminal(Path("/no/such/home"), shell.patch)  # the last one named counts
    answers = [
        shell.run("--json", "sales"),
        elsewhere.run("sales", "--home", home, "--json"),
        elsewhere.run("--json", "print", "--home", home, "queue"),
        elsewhere.run("print", "queue", "--json", f"--home={home}"),
    ]
    assert [a.status for a in answers] == [0] * 4
    assert [a.json for a in answers] == [{"sales": []}, {"sales": []}, {"jobs": []}, {"jobs": []}]


def test_a_home_may_be_named_by_the_environment(shell: Terminal) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "batikpos", "sales", "--json"],
        env=os.environ | {"BATIKPOS_HOME": str(shell.home)},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"sales": []}


def test_the_version_and_the_help_are_shown(shell: Terminal) -> None:
    assert re.fullmatch(r"BatikPOS \d+\.\d+\.\d+\n", shell.run("--version").out)
    for lang in ("id", "en"):
        answered = shell.run("--lang", lang, "--help")
        assert answered.status == 0
        for command in ("setup", "till", "sell", "void", "refund", "sync", "verify", "rebuild", "print"):
            assert command in answered.out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("sales", "--date", "11/12/2026"), 1),
        (("sales", "--date", "2026-02-30"), 1),
        (("reconcile", "--date", "x", "--central", "c.db"), 1),
        (("till", "pay-in", "--amount", "-5", "--reason", "x", "--cashier", "Rini"), 1),
        (("till", "pay-in", "--amount", "1,5", "--reason", "x", "--cashier", "Rini"), 1),
        (("till", "pay-in", "--amount", "100", "--reason", " ", "--cashier", "Rini"), 1),
        (("till", "pay-out", "--amount", "0", "--reason", "x", "--cashier", "Rini"), 1),
        (("till", "open", "--float", "1", "--cashier", "Rini"), 1),
        (("till", "close", "--count", "30000x1", "--cashier", "Rini"), 1),
        (("void", "--sale", "A03-20261211-0001", "--reason", "x", "--cashier", "Rini"), 1),
        (("refund", "--sale", "x", "--lines", "1", "--reason", "x", "--cashier", "Rini"), 1),
        (("print", "nota", "--sale", "x"), 1),
        (("print", "test", "--to", "lpr://x"), 1),
        (("print", "queue", "--retry", "x"), 1),
        (("print", "queue", "--cancel", "x"), 1),
        (("settings", "paper", "70"), 1),
        (("settings", "colour"), 1),
        (("settings", "printer", "nowhere"), 1),
        (("settings", "central", "mysql://h/d"), 1),
        (("sync",), 1),
        (("sync", "--central", "mysql://h/d"), 1),
        (("sync", "--central", NOBODY_HOME), 3),
        (("sync", "--central", "/no/such/folder/centre.db"), 3),
        (("verify", "--central", NOBODY_HOME), 3),
        (("verify", "--central", "/no/such.db"), 3),
        (("reconcile", "--date", "2026-12-11", "--central", NOBODY_HOME), 3),
        (("sales", "--central", NOBODY_HOME), 3),
        (("print", "test", "--to", "tcp://127.0.0.1:1"), 3),
        (("print", "test", "--to", "file:/no/such/folder/x"), 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_refusal_is_one_line_in_each_language(shell: Terminal, words: tuple[str, ...], status: int) -> None:
    said = {}
    for lang in ("id", "en"):
        answered = shell.run(*words, "--lang", lang)
        assert answered.status == status
        assert has_one_line(answered), answered
        assert "geheim" not in answered.err
        said[lang] = answered.err
    assert said["id"] != said["en"]


@pytest.mark.parametrize("pins", [{}, {"BATIKPOS_PIN": "9999"}])
@pytest.mark.parametrize(
    "words",
    [
        ("till", "pay-in", "--amount", "1", "--reason", "x"),
        ("till", "close", "--count", ""),
        ("void", "--sale", "A03-20261211-0001", "--reason", "x"),
        ("refund", "--sale", "A03-20261211-0001", "--lines", "1", "--reason", "x"),
    ],
    ids=" ".join,
)
def test_nothing_is_done_without_the_right_pin(
    shell: Terminal, words: tuple[str, ...], pins: dict[str, str]
) -> None:
    for lang in ("id", "en"):
        answered = shell.run(*words, "--cashier", "Rini", "--lang", lang, pins=pins)
        assert answered.status == 1
        assert has_one_line(answered)
        assert "Rini" in answered.err
        assert "9999" not in answered.err


def test_a_password_is_never_shown_again(shell: Terminal) -> None:
    shell.give("settings", "central", NOBODY_HOME)
    for words in (
        ("settings",),
        ("settings", "central"),
        ("settings", "--json"),
        ("sync",),
        ("doctor",),
        ("settings", "centrale", NOBODY_HOME),
        ("settings", "printer", NOBODY_HOME),
        ("sync", "--centrale", NOBODY_HOME),
        ("sync", NOBODY_HOME),
        ("reconcile", "--date", NOBODY_HOME),
        ("sync", "--central", NOBODY_HOME.replace("/fair", "")),
        ("sync", "--central", NOBODY_HOME.replace(":1/", ":port/")),
    ):
        answered = shell.run(*words, "--lang", "en")
        assert "geheim" not in answered.out + answered.err, words


def test_a_writer_waits_for_another_and_then_says_try_later(shell: Terminal) -> None:
    with raw(shell.home) as other:
        other.execute("BEGIN IMMEDIATE")
        answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=A_SALE)
        assert shell.give("sales") == {"sales": []}  # a reader waits for nobody
        other.execute("ROLLBACK")
    assert answered.status == 3
    assert has_one_line(answered)
    assert shell.give("sales") == {"sales": []}


def limit(size: int) -> Callable[[], None]:
    """Let no file of a process grow over a size, by what it runs first: what a full disk looks like."""
    if sys.platform != "win32":
        return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))
    pytest.skip("Windows limits no file's size")


def test_a_full_disk_is_told_and_loses_nothing(shell: Terminal) -> None:
    (sold,) = shell.run("sell", "--cashier", "Rini", "--json", stdin=A_SALE).results
    size = (shell.home / "store.db").stat().st_size
    answered = run_apart(
        "sell",
        "--cashier",
        "Rini",
        "--json",
        "--home",
        str(shell.home),
        stdin=A_SALE * 200,
        before=limit(size),
    )
    assert answered.status == 3
    safe = [r["number"] for r in answered.results]
    assert answered.err.count("\n") <= 2
    kept = [s["number"] for s in shell.give("sales")["sales"]]
    assert kept == [sold["number"], *safe]
    assert shell.give("verify")["ok"] is True


def test_a_disk_too_full_for_a_home_leaves_none(tmp_path: Path) -> None:
    fair = Path(__file__).parents[2] / "resources" / "fair"
    answered = run_apart(
        "setup", "--home", str(tmp_path / "home"), "--booth", "A03", "--cashier", "Rini",
        "--catalogue", str(fair / "catalogue.csv"), "--producers", str(fair / "producers.csv"),
        before=limit(50_000),
    )  # fmt: skip
    assert answered.status == 3
    assert has_one_line(answered)
    assert contents(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_centre_that_is_no_database_of_ours_is_told(shell: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE sale (mine TEXT)")
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"not a database" * 500)
    for path in (other, rubbish):
        answered = shell.run("sync", "--central", str(path))
        assert answered.status == 3
        assert has_one_line(answered)
    assert rubbish.read_bytes() == b"not a database" * 500
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("sale",)]


def test_a_centre_that_hangs_is_given_up(shell: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        answered = shell.run("sync", "--central", f"postgresql://user:geheim@127.0.0.1:{port}/fair")
    assert answered.status == 3
    assert "geheim" not in answered.err


@pytest.mark.parametrize(
    ("key", "typed", "allowed"),
    [
        ("rounding", "abc", "0, 100, 500, 1000"),
        ("rounding", "-5", "0, 100, 500, 1000"),
        ("cutter", "maybe", "false, true"),
        ("paper", "57", "58, 80"),
    ],
)
def test_a_setting_that_cannot_be_names_all_that_can(
    shell: Terminal, key: str, typed: str, allowed: str
) -> None:
    answered = shell.run("settings", key, "--", typed)
    assert answered.status == 1
    assert f": {allowed}." in answered.err


def test_wrong_pins_are_slowed_from_one_command_to_the_next(shell: Terminal) -> None:
    for _ in range(3):
        assert shell.run("till", "x", "--cashier", "Rini", pins={"BATIKPOS_PIN": "0000"}).status == 1
    slowed = shell.run("till", "x", "--cashier", "Rini")
    assert slowed.status == 1
    assert "detik" in slowed.err


@pytest.mark.parametrize(
    "words", [("sales", "--booth"), ("void", "--reason", "x", "--cashier", "Rini", "--sale")]
)
def test_a_word_that_is_no_text_is_wrong_usage(shell: Terminal, words: tuple[str, ...]) -> None:
    answered = shell.run(*words, os.fsdecode(b"A\xff") if os.name == "posix" else "A\udcff")
    assert answered.status == 2
    assert "UTF-8" in answered.err


def test_nothing_said_steers_the_terminal(shell: Terminal) -> None:
    answered = shell.run("sell", "--cashier", "Rini", stdin='{"lines": [{"sku": "G\\u001b[31m"}]}\n')
    assert answered.status == 1
    assert "G?[31m" in answered.err
    assert "\x1b" not in answered.err


def test_a_line_that_is_no_object_is_named_as_one(shell: Terminal) -> None:
    answered = shell.run("sell", "--cashier", "Rini", "--lang", "en", stdin='{"lines": [5]}\n')
    assert answered.status == 1
    assert "each of the lines" in answered.err


def test_of_all_commands_only_those_that_are_named_are_made() -> None:
    """Making all of a hundred took longer than most commands do; each is listed all the same."""
    made: list[str] = []

    class Counted(Parser):
        def __init__(self, **kwargs: Any) -> None:
            made.append(kwargs["prog"])
            super().__init__(**kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("batikpos.arguments.Parser", Counted)
        parser = _parser(["stock", "take", "--lang", "en"])
    assert made == ["batikpos", "batikpos stock", "batikpos stock take"]
    listed = parser.format_help()
    for command in ("booth", "reconcile", "settlement", "stock", "verify"):
        assert f"\n    {command} " in listed
