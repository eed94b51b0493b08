"""The desk on a spare laptop: one file under a passphrase, and one desk at a time as far as can be known."""

import re
import shutil
import stat
import sys
from pathlib import Path

import pytest

from batikpos.services.strongbox import NotOpened, seal, unseal
from batikpos.signing import KEY_NAME
from tests.commands.terminal import Answered, Terminal
from tests.commands.test_fair import BY, DAYS, PINS, book, booth, pins_in

__all__ = ["book"]

WORDS = "kopi tubruk pasar klewer"
PAPERS = '{"papers": []}'
SECRET = {"BATIKPOS_PASSPHRASE": WORDS}


@pytest.fixture
def desk(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make a fair at a desk with a centre, and send it."""
    monkeypatch.delenv("BATIKPOS_PASSPHRASE", raising=False)
    shell = Terminal(tmp_path / "desk", monkeypatch)
    made = ("fair", "make", "--name", "Pameran 2099", *DAYS, *BY, "--sheets", str(book))
    where = ("--pins", str(tmp_path / "pins.csv"), "--central", str(tmp_path / "centre.db"))
    assert shell.give(*made, *where, pins=PINS)["sent"]
    return shell


@pytest.fixture
def copy(desk: Terminal, tmp_path: Path) -> Path:
    """Copy the desk."""
    file = tmp_path / "stick" / "meja.batikdesk"
    file.parent.mkdir()
    (desk.home / "papers.json").write_text(PAPERS, encoding="utf-8")
    assert desk.give("fair", "backup", str(file), pins=SECRET)["facts"] >= 3
    return file


def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str = "spare") -> Terminal:
    return Terminal(tmp_path / name, monkeypatch)


def restore(shell: Terminal, file: Path, words: str = WORDS) -> Answered:
    return shell.run("fair", "restore", str(file), "--json", pins={"BATIKPOS_PASSPHRASE": words})


def visit(shell: Terminal, visitors: str) -> Answered:
    """Decide something at a desk, and send it."""
    words = ("tally", "2099-12-11", "--visitors", visitors, "--cashier", "Wati")
    return shell.run(*words, "--json", pins=PINS)


def test_a_spare_laptop_goes_on_as_the_desk_with_all_that_came_after_the_copy(
    desk: Terminal, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its key, so that booths take its files; what was decided, stamped; people, PINs, and papers."""
    key = desk.give("fair", "show")["fingerprint"]
    old, shell = tmp_path / "old.batikfair", booth(tmp_path, monkeypatch)
    desk.give("fair", "file", "--booth", "A03", "--out", str(old))
    shell.give("setup", "--fair-file", str(old), "--fingerprint", key)
    assert visit(desk, "4200").status == 0
    (tmp_path / "promo.csv").write_text("name,deal,value,producer\nObral,percent,10,TOM\n")
    assert desk.give("fair", "change", *BY, "--sheets", str(tmp_path / "promo.csv"), pins=PINS)["sent"]
    shutil.rmtree(desk.home)

    new = spare(tmp_path, monkeypatch)
    taken = restore(new, copy).json
    assert (taken["fetched"], taken["fingerprint"], taken["sent"], taken["without_pin"]) == (4, key, True, [])
    assert (new.home / "papers.json").read_text(encoding="utf-8") == PAPERS, "what came on paper goes along"
    shown = new.give("fair", "show")
    assert [p["has_pin"] for p in shown["people"]] == [True, True]
    assert new.give("verify")["ok"]
    later = tmp_path / "later.batikfair"
    new.give("fair", "file", "--booth", "A03", "--out", str(later))
    assert shell.give("renew", str(later))["changed"] == ["promotions"]
    pins = {"BATIKPOS_PIN": pins_in(tmp_path / "pins.csv")["Rini"]}
    assert shell.give("till", "open", "--float", "0", "--cashier", "Rini", pins=pins)["till"] == "open"
    assert visit(new, "5000").json["visitors"] == 5_000
    report = new.give("report", "fair", "--date", "2099-12-11")
    assert report["visits"]["all"]["visitors"] == 5_000


def test_two_spare_laptops_do_not_both_go_on(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is refused and leaves nothing; a later copy of the first one goes on again."""
    first, second = (spare(tmp_path, monkeypatch, name) for name in ("first", "second"))
    assert restore(first, copy).status == 0
    refused = restore(second, copy)
    assert (refused.status, refused.out) == (1, "")
    assert "Laptop lain menjadi meja panitia sejak" in refused.err
    assert not second.home.exists()
    later = tmp_path / "later.batikdesk"
    first.give("fair", "backup", str(later), pins=SECRET)
    assert restore(second, later).status == 0
    assert restore(first, later).status == 1  # there is a desk already


def test_what_the_laptop_before_decides_afterwards_counts_nowhere(
    desk: Terminal, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = spare(tmp_path, monkeypatch)
    assert restore(new, copy).status == 0
    assert visit(new, "7000").status == 0
    late = visit(desk, "1")
    assert (late.status, "laptop lain menjadi meja panitia" in late.err) == (3, True)
    changed = desk.run("fair", "change", *BY, "--venue", "Aula Baru", "--json", pins=PINS)
    assert (changed.status, changed.json["sent"]) == (3, False)
    assert "laptop lain menjadi meja panitia" in changed.err
    report = new.give("report", "fair", "--date", "2099-12-11")
    assert report["visits"]["all"]["visitors"] == 7_000


def test_without_its_centre_no_desk_goes_on(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "centre.db").rename(tmp_path / "moved.db")
    new = spare(tmp_path, monkeypatch)
    assert restore(new, copy).status == 3
    assert not new.home.exists()
    found = ("--central", str(tmp_path / "moved.db"))
    assert new.give("fair", "restore", str(copy), *found, pins=SECRET)["sent"]


@pytest.mark.parametrize("words", ["kopi tubruk pasar klewar", "", "x"])
def test_another_passphrase_opens_nothing(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    new = spare(tmp_path, monkeypatch)
    refused = restore(new, copy, words)
    assert (refused.status, refused.out) == (1, "")
    assert not new.home.exists()
    assert words not in refused.err or words in {"", "x"}


def test_the_file_gives_nothing_away_and_is_its_owners_alone(desk: Terminal, copy: Path) -> None:
    content = copy.read_bytes()
    key = (desk.home / KEY_NAME).read_bytes().strip()
    for secret in (key, bytes.fromhex(key.decode()), b"argon2", b"Wati", b"Pameran", WORDS.encode()):
        assert secret not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert not [path for path in desk.home.iterdir() if path.name.startswith("copy-")]
    again = desk.run("fair", "backup", str(copy), pins=SECRET)
    assert again.status == 1
    assert copy.read_bytes() == content


def test_a_passphrase_is_asked_for_and_no_word_of_the_command(desk: Terminal, tmp_path: Path) -> None:
    file = str(tmp_path / "x.batikdesk")
    missing = desk.run("fair", "backup", file, pins={})
    assert (missing.status, "BATIKPOS_PASSPHRASE" in missing.err) == (1, True)
    weak = desk.run("fair", "backup", file, pins={"BATIKPOS_PASSPHRASE": "12345678901"})
    assert (weak.status, "terlalu pendek" in weak.err) == (1, True)
    assert not Path(file).exists()
    told = desk.run("fair", "backup", "--help").out
    assert not re.search(r"--pass|--pin", told)


def test_a_booth_is_no_desk(shell: Terminal, tmp_path: Path) -> None:
    refused = shell.run("fair", "backup", str(tmp_path / "x"), pins=SECRET)
    assert (refused.status, "A03" in refused.err) == (1, True)


def test_any_changed_byte_keeps_it_closed() -> None:
    mark = b"test 1\n"
    sealed = seal(b"isi" * 20, WORDS, mark)
    assert unseal(sealed, WORDS, mark, file="x") == b"isi" * 20
    for at in (0, len(mark) + 3, len(mark) + 20, len(mark) + 30, len(sealed) - 1):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(NotOpened):
            unseal(changed, WORDS, mark, file="x")
    for cut in (b"", sealed[:20], sealed[:-1]):
        with pytest.raises(NotOpened):
            unseal(cut, WORDS, mark, file="x")
