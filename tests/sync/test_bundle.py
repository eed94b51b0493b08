"""The bundle: the same day by USB stick, signed, and nothing taken on trust."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from batikpos.domain.fact import canonical, next_hash
from batikpos.services.backup import back_up
from batikpos.services.desk import Desk, KeyLost
from batikpos.services.recovery import recover, restore
from batikpos.services.till import close_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME
from batikpos.signing import KEY_NAME, Purpose, make_key, sign
from batikpos.store.engine import Store, StoreMissing
from batikpos.sync import bundle
from batikpos.sync.bundle import BadBundle, export_bundle, open_bundle
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from batikpos.targets import BadTarget
from tests.services.sold import opened
from tests.shop import NOON, RINI, contents, sell, set_up_booth


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """Sell, close, and hand the day over on a stick."""
    sell(desk)
    sell(desk)
    close_till(desk, {}, cashier=RINI, now=NOON)
    file = tmp_path / "stick" / "A03.bpb"
    file.parent.mkdir()
    done = export_bundle(desk.store, desk.home, file, now=NOON)
    assert (done.facts, done.is_signed) == (6, True)
    return file


def rewrite(file: Path, change: Callable[[list[str]], object]) -> None:
    """Unpack a bundle, change its lines, and pack it again."""
    lines = zlib.decompress(file.read_bytes()).decode().split("\n")
    change(lines)
    file.write_bytes(zlib.compress("\n".join(lines).encode()))


def test_a_bundle_brings_what_the_network_would(stick: Path, desk: Desk, centre: Store) -> None:
    with open_bundle(stick) as opened_, opened_.store.reading():
        assert opened_.is_signed
        assert verify(opened_.store).faults == ()
        done = push(opened_.store, centre)
        assert (done.is_equal, done.sent) == (True, 6)
        assert (push(opened_.store, centre).sent, push(opened_.store, centre).is_equal) == (0, True)
    assert push(desk.store, centre).sent == 0
    assert verify(centre).faults == ()
    assert [p.name for p in stick.parent.iterdir()] == ["A03.bpb"]


def test_a_bundle_of_a_restored_booth_brings_all_its_journals(
    desk: Desk, tmp_path: Path, centre: Store
) -> None:
    sell(desk)
    back_up(desk, tmp_path / "copy")
    desk.store.close()
    restore(desk.home, tmp_path / "copy", now=NOON)
    with opened(desk.home) as again:
        sell(again)
        export_bundle(again.store, again.home, tmp_path / "b", now=NOON)
    with open_bundle(tmp_path / "b") as opened_:
        assert opened_.is_signed
        assert push(opened_.store, centre).sent == 3 + 3


def test_a_home_without_its_key_hands_nothing_in_until_it_goes_on_with_a_new_one(
    desk: Desk, tmp_path: Path
) -> None:
    (desk.home / KEY_NAME).unlink()
    with pytest.raises(KeyLost):
        export_bundle(desk.store, desk.home, tmp_path / "b", now=NOON)
    assert not (tmp_path / "b").exists()
    desk.store.close()
    recover(desk.home, now=NOON)
    with opened(desk.home) as again:
        export_bundle(again.store, again.home, tmp_path / "b", now=NOON)
    with open_bundle(tmp_path / "b") as opened_:
        assert opened_.is_signed


def test_facts_that_a_forger_added_without_a_signature_are_refused(stick: Path) -> None:
    """What is taken in makes what the honest laptop sends later a fork."""

    def add(lines: list[str]) -> None:
        told = json.loads(lines[0])
        (journal,) = told["journals"]
        last = json.loads(lines[-1]) | {"seq": journal["last"] + 1}
        lines.append(canonical(last))
        journal["last"] += 1
        journal["head"] = next_hash(bytes.fromhex(journal["head"]), lines[-1]).hex()
        lines[0], lines[1] = canonical(told), ""

    rewrite(stick, add)
    with pytest.raises(BadBundle, match="tidak ditandatangani"), open_bundle(stick):
        pass


def test_a_bundle_with_something_behind_it_is_refused(stick: Path) -> None:
    stick.write_bytes(stick.read_bytes() + b"more")
    with pytest.raises(BadBundle), open_bundle(stick):
        pass


def test_a_bundle_is_written_over_nothing_but_an_earlier_one(stick: Path, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("halo")
    open_centre(str(tmp_path / "centre.db"), create=True).close()
    before = contents(desk.home)
    for file in (
        tmp_path / "text",
        desk.home / STORE_NAME,
        desk.home / "b",
        tmp_path / "centre.db",
        tmp_path,
    ):
        with pytest.raises(BadTarget):
            export_bundle(desk.store, desk.home, file, now=NOON)
    assert (contents(desk.home), (tmp_path / "text").read_text()) == (before, "halo")
    assert export_bundle(desk.store, desk.home, stick, now=NOON).is_signed


def forged(lines: list[str], folder: Path) -> None:
    """Sign the header with another key."""
    make_key(folder / KEY_NAME)
    lines[1] = sign(folder, Purpose.BUNDLE, lines[0])


def header(lines: list[str], **changed: object) -> bool:
    """Change the first journal's place in the header."""
    content = json.loads(lines[0])
    content["journals"][0] |= changed
    lines[0] = canonical(content)
    return False


def repeat(lines: list[str]) -> None:
    """Name the journal twice, with all its facts again."""
    content = json.loads(lines[0])
    content["journals"] *= 2
    lines[0] = canonical(content)
    lines += lines[2:]


def test_a_journal_of_another_device_rides_in_no_bundle(stick: Path, tmp_path: Path) -> None:
    """Its key would vouch for facts that a forger added to the honest one's journal."""
    home = tmp_path / "A99"
    set_up_booth(home, booth="A99")
    with opened(home) as desk:
        export_bundle(desk.store, home, tmp_path / "other", now=NOON)
    other = zlib.decompress((tmp_path / "other").read_bytes()).decode().split("\n")

    def add(lines: list[str]) -> None:
        told = json.loads(lines[0])
        told["journals"] += json.loads(other[0])["journals"]
        lines[0] = canonical(told)
        lines[1] = sign(home, Purpose.BUNDLE, lines[0])
        lines += other[2:]

    rewrite(stick, add)
    with pytest.raises(BadBundle, match="satu perangkat"), open_bundle(stick):
        pass


CHANGES: dict[str, Callable[[list[str], Path], object]] = {
    "another key": forged,
    "a signature of nothing": lambda lines, _: lines.__setitem__(1, "00" * 64),
    "no hex": lambda lines, _: lines.__setitem__(1, "zz"),
    "a letter of a fact": lambda lines, _: lines.__setitem__(4, lines[4].replace("Rini", "Budi")),
    "a fact left out": lambda lines, _: lines.pop(4),
    "a fact twice": lambda lines, _: lines.insert(4, lines[4]),
    "two facts swapped": lambda lines, _: lines.insert(3, lines.pop(4)),
    "a shorter journal": lambda lines, _: header(lines, last=5) or lines.pop(),
    "another booth": lambda lines, _: header(lines, booth="A04"),
    "no number": lambda lines, _: header(lines, last="6"),
    "a negative number": lambda lines, _: header(lines, last=-1),
    "a huge number": lambda lines, _: header(lines, last=10**9),
    "no hash": lambda lines, _: header(lines, head="x"),
    "other books": lambda lines, _: header(lines, books="x"),
    "a header of nothing": lambda lines, _: lines.__setitem__(0, "{}"),
    "the same journal twice": lambda lines, _: repeat(lines),
    "a booth of control characters": lambda lines, _: header(lines, booth="A\x1b[2J"),
    "a device beyond all": lambda lines, _: header(lines, device=2**70),
    "half a letter": lambda lines, _: lines.__setitem__(
        0, lines[0].replace('"booth":"A03"', '"booth":"\\ud800"')
    ),
    "no journals": lambda lines, _: lines.__setitem__(0, '{"journals":[]}'),
    "nested without end": lambda lines, _: lines.__setitem__(0, "[" * 100_000),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_bundle_that_was_changed_is_refused(
    stick: Path, tmp_path: Path, change: Callable[[list[str], Path], object]
) -> None:
    rewrite(stick, lambda lines: change(lines, tmp_path))
    for language in ("id", "en"):
        with pytest.raises(BadBundle) as refused, open_bundle(stick):
            pass
        assert stick.name in refused.value.message(language)


def test_a_bundle_packed_again_as_it_was_is_still_good(stick: Path) -> None:
    rewrite(stick, lambda _lines: None)  # the control of all those changes
    with open_bundle(stick) as opened_:
        assert opened_.is_signed


@pytest.mark.parametrize("seed", range(25))
def test_a_byte_that_was_changed_or_a_cut_off_file_is_refused(stick: Path, seed: int) -> None:
    chance = Random(seed)
    data = bytearray(stick.read_bytes())
    if seed % 2:
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    else:
        del data[chance.randrange(len(data)) :]
    stick.write_bytes(data)
    with pytest.raises(BadBundle), open_bundle(stick):
        pass


@pytest.mark.parametrize("content", [b"", b"halo", zlib.compress(b""), zlib.compress(b"\xff\n\n")])
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadBundle), open_bundle(tmp_path / "x"):
        pass
    with pytest.raises(StoreMissing), open_bundle(tmp_path / "none"):
        pass


def test_a_bundle_that_would_unpack_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "LARGEST_TEXT", 1_000)
    (tmp_path / "x").write_bytes(zlib.compress(b"0" * 100_000))
    with pytest.raises(BadBundle, match="terlalu besar"), open_bundle(tmp_path / "x"):
        pass
    monkeypatch.setattr(bundle, "LARGEST_FILE", 10)
    with pytest.raises(BadBundle), open_bundle(tmp_path / "x"):
        pass
