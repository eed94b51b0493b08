"""The evidence pack: whatever is altered in it is named, by the program and by its own verifier alike."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from batikpos.domain.fact import Fact, canonical, next_hash
from batikpos.i18n import translator
from batikpos.services import pack_verifier
from batikpos.services.desk import Desk, open_desk
from batikpos.services.pack import BadPack, make_pack, open_pack
from batikpos.services.pack_verifier import CLOSES, FAULTS, INDONESIAN, KEYS, MANIFEST, SAID, Files, check
from batikpos.services.returns import void_sale
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import ALL_FAULTS, verify
from batikpos.signing import KEY_NAME, make_key
from batikpos.store.engine import Store, StoreMissing
from batikpos.store.journal import insert_aside
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from batikpos.targets import BadTarget
from tests.services.forger import Change, Seals, contents_of, exchange, forged, reword, skim, take_out
from tests.shop import FLOAT, NOON, RINI, copy_home, facts_of, sell

CHANCES = settings(max_examples=15, database=None, deadline=None)

Contents = dict[str, bytes]
"""The files of a pack by their names."""
Named = set[tuple[str, int | None, str]]

FACTS, REPORT = "facts/001-A03.jsonl", "reports/2026-12-11.json"

wheres = st.integers(0, 10**6)


@dataclass(repr=False)
class Bench:
    """A centre with a booth's day, its facts, its pack, and a place to tamper."""

    centre: Store
    facts: tuple[Fact, ...]
    pack: Contents
    place: Path

    def named(self, pack: Contents, *, to_the_byte: bool = False) -> Named:
        """Say what is named in a pack; a forger writes its manifest anew, unless it is left as it is."""
        if not to_the_byte:
            pack = with_manifest(pack)
        file = self.place / "tampered.zip"
        zip_up(pack, file)
        with open_pack(file) as opened:
            by_program = {(f.device, f.seq, f.code) for f in verify(opened.store, *opened.faults).faults}
        with closing(Files(file)) as files:
            by_itself = {tuple(fault) for fault in check(files).faults}
        assert by_itself <= by_program
        return by_program


def zip_up(pack: Contents, file: Path) -> None:
    """Write a pack."""
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in pack.items():
            zipped.writestr(name, content)


def unzip(file: Path) -> Contents:
    """Read a pack."""
    with zipfile.ZipFile(file) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def with_manifest(pack: Contents, **also: object) -> Contents:
    """Write the hashes of the files into the manifest, and change what it says else."""
    manifest = json.loads(pack[MANIFEST])
    manifest["files"] = {n: sha256(c).hexdigest() for n, c in pack.items() if n != MANIFEST}
    manifest["journals"][0] |= also
    return pack | {MANIFEST: canonical(manifest).encode()}


def lines_of(facts: tuple[Fact, ...]) -> list[str]:
    """Write facts as they lie in a pack."""
    return [
        canonical({"seq": f.seq, "hash": f.hash.hex(), "kind": f.kind, "payload": f.payload}) for f in facts
    ]


def joined(lines: list[str]) -> bytes:
    """Make a file of lines."""
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture(scope="module")
def bench(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Sell, void, close, open again and sell; send; pack; and prove the pack clean: the control of all."""
    place = tmp_path_factory.mktemp("pack")
    desk = open_desk(copy_home(booth_as_set_up, place / "home"))
    with closing(desk.store), closing(open_centre(str(place / "centre.db"), create=True)) as centre:
        for _ in range(2):
            open_till(desk, FLOAT, cashier=RINI, now=NOON)
            done = sell(desk)
            sell(desk)
            void_sale(desk, done.kept.sale.number, "salah", cashier=RINI, now=NOON)
            close_till(desk, {}, cashier=RINI, now=NOON)
        push(desk.store, centre)
        facts = facts_of(centre)
        report = json.dumps({"total": sum(f.body["total"] for f in facts if f.kind in {"sale", "void"})})
        packed = make_pack(centre, place / "pack.zip", [("2026-12-11.json", report.encode())], now=NOON)
        assert (packed.verdict.facts, packed.verdict.faults) == (len(facts), ())
        bench = Bench(centre, facts, unzip(packed.file), place)
        assert bench.named(bench.pack, to_the_byte=True) == set()
        assert bench.named(bench.pack) == set()
        yield bench


# Files


@CHANCES
@given(wheres, wheres, st.integers(1, 255))
def test_any_byte_of_any_file(bench: Bench, of: int, where: int, flip: int) -> None:
    name = sorted(bench.pack)[of % len(bench.pack)]
    content = bytearray(bench.pack[name])
    content[where % len(content)] ^= flip
    tampered = bench.pack | {name: bytes(content)}
    if name != MANIFEST:
        assert (name, None, "file_altered") in bench.named(tampered, to_the_byte=True)
        return
    zip_up(tampered, bench.place / "tampered.zip")
    try:
        with open_pack(bench.place / "tampered.zip") as opened:
            assert opened.digest != sha256(bench.pack[MANIFEST]).hexdigest()
    except BadPack:
        pass


def test_a_file_that_is_gone_and_one_that_was_added(bench: Bench) -> None:
    pack = {name: content for name, content in bench.pack.items() if name != REPORT} | {"reports/x.pdf": b"x"}
    named = bench.named(pack, to_the_byte=True)
    assert named == {(REPORT, None, "file_missing"), ("reports/x.pdf", None, "file_added")}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice(bench: Bench) -> None:
    file = bench.place / "twice.zip"
    zip_up(bench.pack, file)
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr(REPORT, bench.pack[REPORT])
    with open_pack(file) as opened:
        assert [(f.device, f.code) for f in opened.faults] == [(REPORT, "file_added")]


# Facts, by a forger who writes the manifest anew


@CHANCES
@given(wheres, wheres, st.integers(1, 127))
def test_any_byte_of_any_payload(bench: Bench, of: int, where: int, flip: int) -> None:
    fact = bench.facts[of % len(bench.facts)]
    payload = bytearray(fact.payload.encode())
    payload[where % len(payload)] ^= flip
    lines = lines_of(bench.facts)
    told = json.loads(lines[fact.seq - 1]) | {"payload": payload.decode(errors="replace")}
    lines[fact.seq - 1] = json.dumps(told)
    assert ("A03", fact.seq, "altered") in bench.named(bench.pack | {FACTS: joined(lines)})


@CHANCES
@given(wheres, st.integers(0, 31), st.integers(1, 255))
def test_any_byte_of_any_hash(bench: Bench, of: int, where: int, flip: int) -> None:
    fact = bench.facts[of % len(bench.facts)]
    hash_ = bytearray(fact.hash)
    hash_[where] ^= flip
    lines = lines_of(bench.facts)
    lines[fact.seq - 1] = json.dumps(json.loads(lines[fact.seq - 1]) | {"hash": hash_.hex()})
    assert ("A03", fact.seq, "altered") in bench.named(bench.pack | {FACTS: joined(lines)})


@CHANCES
@given(st.sets(wheres, min_size=1, max_size=4))
def test_facts_that_were_dropped(bench: Bench, of: set[int]) -> None:
    gone = {where % len(bench.facts) for where in of}
    lines = [line for at, line in enumerate(lines_of(bench.facts)) if at not in gone]
    named = bench.named(bench.pack | {FACTS: joined(lines)})
    assert {("A03", at + 1, "missing") for at in gone} <= named


def test_a_fact_that_stands_there_twice_two_that_changed_places_and_a_line_that_is_none(
    bench: Bench,
) -> None:
    lines = lines_of(bench.facts)
    assert bench.named(bench.pack | {FACTS: joined([*lines, lines[3]])}) == {("A03", 4, "order")}
    swapped = [*lines[:3], lines[4], lines[3], *lines[5:]]
    assert bench.named(bench.pack | {FACTS: joined(swapped)}) == {("A03", 4, "order")}
    for nonsense in ("[]", "{}", "x", "[" * 100_000, '{"seq":-1,"hash":"","kind":"","payload":""}'):
        named = bench.named(bench.pack | {FACTS: joined([*lines, nonsense])})
        assert named == {(FACTS, len(lines) + 1, "line")}


@CHANCES
@given(wheres, st.sampled_from([reword, skim, take_out, exchange]))
def test_a_history_written_anew_is_named_at_every_seal_behind(bench: Bench, of: int, change: Change) -> None:
    keys = bench.place / "forger"
    keys.mkdir(exist_ok=True)
    make_key(keys / KEY_NAME)
    contents = contents_of(bench.facts)
    first = change(contents, of % len(contents))
    assume(first is not None)
    facts = forged(contents, Seals.OTHER_KEY, keys)
    pack = bench.pack | {FACTS: joined(lines_of(facts))}
    pack = with_manifest(pack, last=facts[-1].seq, head=facts[-1].hash.hex())
    closes = [at for at, content in enumerate(contents) if content["kind"] == "till_close"]
    wanted = {("A03", at + 2, "forged") for at in closes if at >= (first or 0)}
    assert wanted <= bench.named(pack, to_the_byte=True)


@CHANCES
@given(wheres, wheres, st.sampled_from([None, [], {}, "", "x", -1, 10**30, True, [[]], {"a": []}]))
def test_nonsense_in_a_fact_is_named(bench: Bench, of: int, where: int, nonsense: object) -> None:
    contents = contents_of(bench.facts)
    body = contents[of % (len(contents) - 1)]["body"]  # nothing vouches for what the last seal says besides
    name = sorted(body)[where % len(body)]
    assume(body[name] != nonsense)
    body[name] = nonsense
    lines, before = [], bytes(32)
    for fact, content in zip(bench.facts, contents, strict=True):
        payload = canonical(content)
        before = next_hash(before, payload)
        lines += lines_of((replace(fact, payload=payload, hash=before),))
    pack = with_manifest(bench.pack | {FACTS: joined(lines)}, head=before.hex())
    assert bench.named(pack, to_the_byte=True)


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [("business_day", None), ("business_day", "x"), ("total", 999_000_000), ("lines", []), ("tenders", 7)],
)
def test_a_sale_whose_day_or_sums_cannot_be_read_is_in_no_total_and_named(
    bench: Bench, name: str, nonsense: object, tmp_path: Path
) -> None:
    contents = contents_of(bench.facts)
    at = next(n for n, content in enumerate(contents) if content["kind"] == "sale")
    day, amount = (contents[at]["body"][of] for of in ("business_day", "total"))
    sound = _totals_of(bench.pack, tmp_path / "sound.zip")
    contents[at]["body"][name] = nonsense
    lines, before = [], bytes(32)
    for fact, content in zip(bench.facts, contents, strict=True):
        payload = canonical(content)
        before = next_hash(before, payload)
        lines += lines_of((replace(fact, payload=payload, hash=before),))
    pack = with_manifest(bench.pack | {FACTS: joined(lines)}, head=before.hex())
    assert ("A03", at + 1, "uncounted") in bench.named(pack, to_the_byte=True)
    ((where, (sales, total)),) = sound.items()
    assert where[1] == day
    assert _totals_of(pack, tmp_path / "spoilt.zip") == {where: (sales - 1, total - amount)}


def _totals_of(pack: Contents, file: Path) -> dict[tuple[str, str], tuple[int, int]]:
    zip_up(pack, file)
    with closing(Files(file)) as files:
        return check(files).totals


def test_a_tail_cut_off_with_its_head_is_named_by_its_closes_and_reports(bench: Bench) -> None:
    kept = bench.facts[: len(bench.facts) // 2]
    pack = bench.pack | {FACTS: joined(lines_of(kept))}
    pack = with_manifest(pack, last=len(kept), head=kept[-1].hash.hex())
    named = bench.named(pack, to_the_byte=True)
    assert {("A03", bench.facts[-2].seq, "closes"), (REPORT, None, "report")} <= named


def test_another_key_another_list_of_closes_and_another_report(bench: Bench) -> None:
    other = with_manifest(bench.pack, public_key="00" * 32)
    assert bench.named(other, to_the_byte=True) == {("A03", None, "key"), (KEYS, None, "keys")}
    closed = bench.facts[-2]
    closes = bench.pack[CLOSES].replace(b",2026-12-11,", b",2026-12-12,")
    assert ("A03", closed.seq, "closes") in bench.named(bench.pack | {CLOSES: closes})
    for report in (b'{"total":1}', b'{"total":[]}', b"{}", b"x"):
        assert bench.named(bench.pack | {REPORT: report}) == {(REPORT, None, "report")}


def test_what_was_put_aside_is_in_the_pack_and_named(desk: Desk, tmp_path: Path) -> None:
    sell(desk)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        *_, before, last = facts_of(centre)
        payload = last.payload.replace("2026", "2027")
        other = replace(last, payload=payload, hash=next_hash(before.hash, payload))
        with centre.writing() as tx:
            insert_aside(tx, [other])
        packed = make_pack(centre, tmp_path / "aside.zip", [], now=NOON)
    assert [(f.seq, f.code) for f in packed.verdict.faults] == [(last.seq, "fork")]
    assert unzip(packed.file)["aside/001-A03.jsonl"] == joined(lines_of((other,)))


# Its own verifier


def run_verifier(folder: Path, *options: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """Run the verifier that lies in a pack, apart from the program."""
    script = folder / "verify_pack.py"
    hidden = f"sys.modules[{without!r}] = None" if without else "pass"
    run = "\n".join(
        (
            "import runpy, sys",
            hidden,
            f"sys.argv[1:] = {list(options)}",
            f"runpy.run_path({str(script)!r}, run_name='__main__')",
        )
    )
    return subprocess.run(
        [sys.executable, "-I", "-c", run], capture_output=True, text=True, encoding="utf-8", check=False
    )


def unpacked(bench: Bench, name: str, change: Callable[[Path], object] = lambda _folder: None) -> Path:
    """Unpack the pack into a folder, and change something in it."""
    folder = bench.place / name
    with zipfile.ZipFile(bench.place / "pack.zip") as zipped:
        zipped.extractall(folder)
    change(folder)
    return folder


def test_the_verifier_runs_by_itself_where_the_pack_was_unpacked(bench: Bench) -> None:
    done = run_verifier(unpacked(bench, "clean"), "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert sha256(bench.pack[MANIFEST]).hexdigest() in done.stdout
    assert "2 sales" in done.stdout
    assert done.stdout.endswith("Everything holds together.\n")
    indonesian = run_verifier(bench.place / "clean")
    assert indonesian.stdout.endswith("Semua cocok.\n")


def test_the_verifier_names_what_it_finds(bench: Bench) -> None:
    def skim_one(folder: Path) -> None:
        file = folder / FACTS
        file.write_text(file.read_text(encoding="utf-8").replace("Rini", "Budi"), encoding="utf-8")

    folder = unpacked(bench, "skimmed", skim_one)
    done = run_verifier(folder, "--lang", "en")
    assert done.returncode == 1
    assert f"{FACTS}: This file is not the one that the manifest names.\n" in done.stdout
    assert "A03: Fact 2 does not fit the chain" in done.stdout


def test_the_verifier_says_where_it_could_not_check_signatures(bench: Bench) -> None:
    done = run_verifier(unpacked(bench, "bare"), "--lang", "en", without="cryptography")
    assert done.returncode == 0
    assert SAID["en"]["unchecked"] in done.stdout
    assert SAID["en"]["unchecked"] not in run_verifier(bench.place / "bare", "--lang", "en").stdout


def test_the_verifier_says_what_is_no_pack(bench: Bench, tmp_path: Path) -> None:
    folder = unpacked(bench, "none")
    for none in (tmp_path, tmp_path / "absent.zip", bench.place / "centre.db"):
        done = run_verifier(folder, str(none), "--lang", "en")
        assert (done.returncode, done.stdout) == (3, "")
        assert "is no evidence pack" in done.stderr


def test_both_say_the_same_words() -> None:
    said = FAULTS | {code: text for code, text in ALL_FAULTS.items() if code in FAULTS}
    assert said == FAULTS
    assert {code: translator("id")(text) for code, text in FAULTS.items()} == INDONESIAN
    assert SAID["en"].keys() == SAID["id"].keys()


# What is no pack


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"format":2}', b"[" * 100_000])
def test_a_manifest_that_is_none(bench: Bench, manifest: bytes) -> None:
    zip_up(bench.pack | {MANIFEST: manifest}, bench.place / "bad.zip")
    with pytest.raises(BadPack), open_pack(bench.place / "bad.zip"):
        pass


@pytest.mark.parametrize(
    "also",
    [
        {"device": "1"},
        {"head": "00"},
        {"books": "other"},
        {"books": "training"},
        {"device": 2**70},
        {"device": -7},
        {"last": 2**70},
        {"booth": "A04"},
        {"aside": None},
        {"facts": "../../secret"},
        {"fair": "\ud800"},
    ],
)
def test_a_manifest_of_nonsense_is_refused_or_named(bench: Bench, also: dict[str, object]) -> None:
    manifest = json.loads(bench.pack[MANIFEST])
    manifest["journals"][0] |= also
    zip_up(bench.pack | {MANIFEST: json.dumps(manifest).encode()}, bench.place / "bad.zip")
    try:
        with open_pack(bench.place / "bad.zip") as opened:
            is_named = bool(verify(opened.store, *opened.faults).faults)
    except BadPack:
        is_named = True
    assert is_named


def test_a_day_on_which_nothing_was_sold_is_a_day_like_others(bench: Bench) -> None:
    quiet = bench.pack | {"reports/2026-12-12.json": b'{"total":0}'}
    assert bench.named(quiet) == set()
    quiet["reports/2026-12-12.json"] = b'{"total":1}'
    assert bench.named(quiet) == {("reports/2026-12-12.json", None, "report")}


def test_a_pack_takes_no_other_file_s_place(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(BadTarget):
        make_pack(bench.centre, bench.place / "centre.db", [], now=NOON)
    mine = tmp_path / "mine.zip"
    zip_up({"diary.txt": b"x"}, mine)
    with pytest.raises(BadTarget):
        make_pack(bench.centre, mine, [], now=NOON)
    assert unzip(mine) == {"diary.txt": b"x"}
    for _ in range(2):
        make_pack(bench.centre, tmp_path / "ours.zip", [], now=NOON)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.zip", "ours.zip"]


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing), open_pack(tmp_path / "absent.zip"):
        pass


def test_the_verifier_needs_nothing_but_python() -> None:
    text = Path(pack_verifier.__file__).read_text(encoding="utf-8")
    assert "import batikpos" not in text
    assert "from batikpos" not in text


def test_a_pack_is_a_folder_too_with_the_same_files_for_both_verifiers(bench: Bench, tmp_path: Path) -> None:
    reports = [("2026-12-11.json", bench.pack[REPORT])]
    zipped = make_pack(bench.centre, tmp_path / "bukti.zip", reports, now=NOON)
    folder = tmp_path / "bukti"
    packed = make_pack(bench.centre, folder, reports, now=NOON)
    assert (packed.digest, packed.verdict.faults, packed.verdict.facts) == (
        *(zipped.digest, (), zipped.verdict.facts),
    )
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    with zipfile.ZipFile(tmp_path / "bukti.zip") as pack:
        assert files == {name: pack.read(name) for name in pack.namelist()}
    assert not (tmp_path / "bukti.part").exists()
    alone = subprocess.run(
        [sys.executable, str(folder / "verify_pack.py"), str(folder)], capture_output=True, check=False
    )
    assert alone.returncode == 0, alone.stdout
    (folder / FACTS).write_bytes(files[FACTS][:-40] + b"\n")
    alone = subprocess.run([sys.executable, str(folder / "verify_pack.py")], capture_output=True, check=False)
    assert alone.returncode == 1
    with open_pack(folder) as opened:
        assert not verify(opened.store, *opened.faults).is_ok


def test_a_folder_in_which_something_is_is_left_alone(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "surat.txt").write_text("punya saya")
    with pytest.raises(BadTarget):
        make_pack(bench.centre, tmp_path / "mine", [], now=NOON)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["surat.txt"]
    (tmp_path / "kosong").mkdir()
    assert make_pack(bench.centre, tmp_path / "kosong", [], now=NOON).verdict.faults == ()
