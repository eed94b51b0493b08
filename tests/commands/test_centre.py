"""A centre by the command line: set up, a day sent and reconciled, a laptop lost, a fair taken off."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest

from batikpos.services.sample import SAMPLE_FAIR
from batikpos.store import guard
from tests.commands.terminal import Answered, Terminal
from tests.commands.test_care import sell
from tests.commands.test_setup import LISTS
from tests.postgres import PASSWORD, postgres, postgres_url
from tests.sync.guarded import read_logins

__all__ = ["postgres", "postgres_url"]

FAIR = (
    "--fair",
    SAMPLE_FAIR.name,
    "--from",
    SAMPLE_FAIR.first_day.isoformat(),
    "--to",
    SAMPLE_FAIR.last_day.isoformat(),
    *LISTS[LISTS.index("--producers") :][:2],
)


def close(shell: Terminal) -> str:
    """Close the till with what should be in it; return its day."""
    done = shell.give("till", "close", "--cashier", "Rini", "--count", "100000x5,50000x7,5000x9")
    return str(done["business_day"])


def says_no_secret(answered: Answered, *files: Path) -> bool:
    """Say whether neither the owner's password nor any that was made is in what was said."""
    made = [
        str(psycopg.conninfo.conninfo_to_dict(address)["password"])
        for file in files
        for address in read_logins(file).values()
    ]
    return not any(secret in answered.out + answered.err for secret in (PASSWORD, *made))


def test_a_fair_with_logins_from_beginning_to_end(shell: Terminal, postgres_url: str, tmp_path: Path) -> None:
    file, again = tmp_path / "logins.json", tmp_path / "again.json"
    admin = ("--central", postgres_url)
    said = shell.run("centre", "init", *admin, *FAIR, "--out", str(file), "--lang", "en")
    assert said.status == 0, said.err
    assert "keeps its booths apart" in said.out
    assert says_no_secret(said, file)
    logins = read_logins(file)

    sell(shell)
    day = close(shell)
    shell.give("settings", "central", logins["A03"])
    assert logins["A03"] not in shell.run("settings").out
    assert shell.give("sync")["equal"]
    desk = ("--central", logins["organizer"])
    row = _of_booth(shell.give("reconcile", *desk, "--date", day), "A03")
    assert (row["state"], row["total"]) == ("proven", 395_000)
    assert _of_booth(shell.give("reconcile", "--central", logins["reader"], "--date", day), "A03") == row
    assert shell.give("verify", *desk)["ok"]
    assert len(shell.give("sales", *desk)["sales"]) == 1

    assert shell.run("reconcile", "--date", day).status in {1, 3}, "a booth reconciles nothing"
    lost = shell.run("centre", "withdraw", "A03", *desk, "--lang", "en")
    assert lost.status == 0, lost.err
    assert "What it sent stays" in lost.out
    assert shell.run("sync").status == 3
    given = shell.run("centre", "login", "A03", *desk, "--out", str(again))
    assert given.status == 0, given.err
    assert says_no_secret(given, file, again)
    assert shell.run("sync").status == 3
    shell.give("settings", "central", read_logins(again)["A03"])
    assert shell.give("sync")["equal"]
    assert _of_booth(shell.give("reconcile", *desk, "--date", day), "A03") == row

    facts = shell.give("centre", "detach", SAMPLE_FAIR.name, *admin)["facts"]
    assert shell.run("reconcile", *desk, "--date", day).status == 1
    assert shell.run("sync").status == 3
    assert shell.give("centre", "attach", SAMPLE_FAIR.name, *admin)["facts"] == facts
    assert _of_booth(shell.give("reconcile", *desk, "--date", day), "A03") == row


def _of_booth(of: Any, booth: str) -> Any:
    (row,) = (row for row in of["booths"] if row["booth"] == booth)
    return row


def test_a_file_is_made_and_says_that_it_is_open_to_all(closed_shell: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "pusat.db"
    said = closed_shell.run("centre", "init", "--central", str(file), "--lang", "en")
    assert said.status == 0, said.err
    assert "everybody who can open it can read and change everything" in said.out
    assert file.is_file()
    assert closed_shell.give("centre", "init", "--central", str(file)) == {
        "centre": str(file),
        "guarded": False,
        "logins": 0,
        "file": None,
    }
    for act in (("withdraw", "A03"), ("detach", "x"), ("login", "A03", "--out", str(tmp_path / "l.json"))):
        refused = closed_shell.run("centre", *act, "--central", str(file), "--lang", "en")
        assert refused.status == 1
        assert "does not keep people apart" in refused.err
    assert not (tmp_path / "l.json").exists()


@pytest.mark.parametrize("without", ["--fair", "--from", "--to", "--producers", "--out"])
def test_what_a_set_up_needs_is_named(
    closed_shell: Terminal, postgres_url: str, tmp_path: Path, without: str
) -> None:
    words = [*FAIR, "--out", str(tmp_path / "logins.json")]
    at = words.index(without)
    del words[at : at + 2]
    refused = closed_shell.run("centre", "init", "--central", postgres_url, *words)
    assert refused.status == 1
    assert without in refused.err
    assert not (tmp_path / "logins.json").exists()


def test_a_centre_set_up_by_an_earlier_version_is_named_to_who_can_set_it_up_anew(
    shell: Terminal, postgres_url: str, tmp_path: Path
) -> None:
    def sets_up(name: str) -> None:
        file = str(tmp_path / name)
        said = shell.run("centre", "init", "--central", postgres_url, *FAIR, "--out", file)
        assert said.status == 0, said.err

    def told(*words: str) -> bool:
        said = shell.run(*words, "--lang", "en")
        assert said.status == 0, said.err
        return "run “batikpos centre init” again, with this version" in said.err

    sets_up("logins.json")
    logins = read_logins(tmp_path / "logins.json")
    desk, booth = (("--central", logins[name]) for name in ("organizer", "A03"))
    assert not told("sync", *booth)
    assert not told("board", *desk)
    for comment, is_old in (("'2'", False), ("'nobody''s'", True), ("NULL", True)):  # none: before versions
        with psycopg.connect(postgres_url, autocommit=True) as owner:
            owner.execute(f"COMMENT ON FUNCTION public.is_desk() IS {comment}")
        assert told("board", *desk) is is_old, comment
    assert told("sync", *desk)
    assert not told("sync", *booth)
    sets_up("again.json")
    assert not told("board", *desk)


def test_each_change_of_the_guard_is_a_new_version_of_it() -> None:
    script = Path(guard.__file__).with_name("guard.sql").read_bytes()
    assert (guard.GUARD, sha256(script.replace(b"\r", b"")).hexdigest()[:12]) == (2, "5761d3afd76b")
