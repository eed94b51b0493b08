"""The pack of a whole fair, desk and all, attacked: altered, made up, or meant to harm who unpacks it."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.fact import Fact, canonical, next_hash
from batikpos.domain.fair import DESK
from batikpos.domain.stock import StockAct
from batikpos.services.desk import Desk, open_desk
from batikpos.services.fair_file import load_fair, own_fingerprint, write_fair_file
from batikpos.services.organizer import NotTheDesk
from batikpos.services.pack import BadPack, make_pack, open_pack
from batikpos.services.pack_verifier import (
    KEYS,
    MANIFEST,
    MOST_NAMED,
    SAID,
    SIGNATURE,
    SMALL,
    Files,
    check,
    main,
)
from batikpos.services.renewal import plan_of
from batikpos.services.setup import set_up
from batikpos.services.statements import take_statement
from batikpos.services.stock import write_move
from batikpos.services.till import close_till, open_till
from batikpos.settings import Settings
from batikpos.signing import KEY_NAME, Purpose, make_key, public_half, sign
from batikpos.store.engine import Store
from batikpos.store.journal import list_facts, list_heads
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.services.organizers import MADE, make_sample_desk
from tests.services.test_pack import Contents, joined, lines_of, run_verifier, unzip, with_manifest, zip_up
from tests.shop import FLOAT, NOON, RINI, SHIRT, item, qris, sell

BOOTH, OFFICE = "facts/001-A03.jsonl", f"facts/002-{DESK}.jsonl"
NIGHT = NOON + timedelta(hours=9)

Named = set[tuple[str, int | None, str]]


@dataclass(repr=False)
class Fair:
    """A fair's pack, signed by its desk, with what is needed to make another."""

    desk: Desk
    centre: Store
    facts: dict[str, tuple[Fact, ...]]
    pack: Contents
    place: Path

    def named(self, pack: Contents) -> Named:
        """Say what the pack's own verifier names in it."""
        file = self.place / "attacked.zip"
        zip_up(pack, file)
        with closing(Files(file)) as files:
            return {(fault.device, fault.seq, fault.code) for fault in check(files).faults}

    def signed(self, pack: Contents, home: Path) -> Contents:
        """Sign a pack with the key of a home, as the desk does."""
        digest = sha256(pack[MANIFEST]).hexdigest()
        told = {"key": public_half(home), "signature": sign(home, Purpose.PACK, digest)}
        return pack | {SIGNATURE: canonical(told).encode()}


def anew(pack: Contents) -> Contents:
    """Write the manifest of a pack anew, as a forger would; the signature stays the old one's."""
    return with_manifest({n: c for n, c in pack.items() if n != SIGNATURE}) | {SIGNATURE: pack[SIGNATURE]}


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Make a fair from its desk to its evening: a booth by its fair file, its day, its stock, a statement."""
    place = tmp_path_factory.mktemp("fair")
    make_sample_desk(place / "desk")
    desk = open_desk(place / "desk")
    with closing(desk.store), closing(open_centre(str(place / "centre.db"), create=True)) as centre:
        file = write_fair_file(desk, load_fair(desk), "A03", place / "A03.batikfair", now=MADE)
        set_up(place / "booth", plan_of(file, 1, Settings(), now=MADE), now=MADE)
        booth = open_desk(place / "booth")
        with closing(booth.store):
            open_till(booth, FLOAT, cashier=RINI, now=NOON)
            write_move(booth, StockAct.TAKE, [(item(SHIRT), 4)], move_id=uuid4(), cashier=RINI, now=NOON)
            done = sell(booth, tenders=(qris(395_000),))
            write_move(booth, StockAct.COUNT, [(item(SHIRT), 2)], move_id=uuid4(), cashier=RINI, now=NIGHT)
            close_till(booth, {100_000: 5}, cashier=RINI, now=NIGHT)
            statement = place / "mutasi\u2028.csv"
            statement.write_text("Tanggal;Nominal;RRN\n11/12/2026 12:00;395.000;634512907781\n")
            take_statement(desk, statement, by="Wati", now=NIGHT)
            push(booth.store, centre)
        push(desk.store, centre)
        report = json.dumps({"total": done.kept.sale.total.amount}).encode()
        reports = [(name, report) for name in ("2026-12-11.json", "2026-12-11-reconciliation.json")]
        packed = make_pack(centre, place / "pack.zip", reports, now=NIGHT, desk=desk)
        assert (packed.verdict.faults, packed.signer) == ((), own_fingerprint(desk))
        with centre.reading() as tx:
            facts = {
                head.booth.code: tuple(list_facts(tx, head.fair_id, head.journal_id))
                for head in list_heads(tx)
            }
        of = Fair(desk, centre, facts, unzip(packed.file), place)
        assert of.named(of.pack) == set()
        yield of


def test_the_desks_facts_and_the_new_kinds_are_in_it(fair: Fair) -> None:
    told = {name: fair.pack[name].decode() for name in (BOOTH, OFFICE)}
    assert told[BOOTH].count('"kind":"stock"') == 2
    assert all(f'"kind":"{kind}"' in told[OFFICE] for kind in ("fair", "goods", "statement"))
    assert told[OFFICE].count("\n") == len(fair.facts[DESK])
    assert "\u2028" in told[OFFICE], "a letter that ends lines elsewhere ends none here"


@pytest.mark.parametrize("name", [BOOTH, OFFICE])
def test_each_altered_missing_and_added_fact_of_each_journal_is_named(fair: Fair, name: str) -> None:
    code = DESK if name == OFFICE else "A03"
    facts = fair.facts[code]
    lines = lines_of(facts)
    for at, fact in enumerate(facts):
        told = json.loads(lines[at]) | {"payload": fact.payload.replace("2026", "2027", 1)}
        altered = [*lines[:at], json.dumps(told), *lines[at + 1 :]]
        assert (code, fact.seq, "altered") in fair.named(anew(fair.pack | {name: joined(altered)}))
        dropped = [*lines[:at], *lines[at + 1 :]]
        assert (code, fact.seq, "missing") in fair.named(anew(fair.pack | {name: joined(dropped)}))
    swapped = [lines[1], lines[0], *lines[2:]]
    assert (code, 1, "order") in fair.named(anew(fair.pack | {name: joined(swapped)}))
    last = facts[-1]
    more = last.payload.replace(f'"seq":{last.seq}', f'"seq":{last.seq + 1}')
    added = Fact(last.fair_id, last.journal_id, last.seq + 1, last.kind, more, next_hash(last.hash, more))
    longer = fair.pack | {name: joined([*lines, *lines_of((added,))])}
    assert (code, last.seq + 1, "behind") in fair.named(anew(longer))


def test_a_fact_of_one_journal_is_none_of_another(fair: Fair) -> None:
    lines = lines_of(fair.facts["A03"])
    foreign = fair.facts[DESK][1]
    mixed = [lines[0], *lines_of((foreign,)), *lines[2:]]
    named = fair.named(anew(fair.pack | {BOOTH: joined(mixed)}))
    assert {("A03", 2, "altered"), ("A03", 2, "envelope")} <= named


# Keys and signatures


def test_a_pack_written_anew_is_not_signed_by_the_desk(fair: Fair, tmp_path: Path) -> None:
    forged = anew(fair.pack | {"reports/2026-12-11.csv": b"bohong"})
    assert fair.named(forged) == {(SIGNATURE, None, "signature")}
    make_key(tmp_path / KEY_NAME)
    assert fair.named(fair.signed(forged, tmp_path)) == {(SIGNATURE, None, "signer")}
    assert fair.named(fair.signed(forged, fair.desk.home)) == set()
    for nonsense in (b"", b"[]", b"{}", b'{"key": "xx", "signature": ""}', b"[" * 100_000):
        assert fair.named(fair.pack | {SIGNATURE: nonsense}) == {(SIGNATURE, None, "signature")}


def test_swapped_keys_are_named_wherever_they_stand(fair: Fair) -> None:
    manifest = json.loads(fair.pack[MANIFEST])
    one, two = (journal["public_key"] for journal in manifest["journals"])
    listed = fair.pack[KEYS].decode("utf-8-sig")
    swapped = listed.replace(one, "-").replace(two, one).replace("-" + "\r", two + "\r")
    pack = anew(fair.pack | {KEYS: swapped.encode("utf-8-sig")})
    assert (KEYS, None, "keys") in fair.named(pack)
    manifest["journals"][0]["public_key"], manifest["journals"][1]["public_key"] = two, one
    named = fair.named(fair.pack | {MANIFEST: canonical(manifest).encode()})
    assert {("A03", None, "key"), (DESK, None, "key"), (KEYS, None, "keys")} <= named


def test_a_booth_handed_out_by_another_desk_is_named(fair: Fair, tmp_path: Path) -> None:
    key = make_key(tmp_path / KEY_NAME)
    own = public_half(fair.desk.home)
    lines = [line.replace(own, key) for line in lines_of(fair.facts["A03"])]
    assert ("A03", 1, "handed") in fair.named(anew(fair.pack | {BOOTH: joined(lines)}))
    manifest = json.loads(fair.pack[MANIFEST])
    manifest["journals"] = manifest["journals"][:1]
    alone = fair.pack | {MANIFEST: canonical(manifest).encode()}
    assert (MANIFEST, None, "desk_missing") in fair.named(alone)


def test_a_desk_that_was_taken_out_whole_with_its_signature_is_missed(fair: Fair) -> None:
    manifest = json.loads(fair.pack[MANIFEST])
    manifest["journals"] = [journal for journal in manifest["journals"] if journal["booth"] != DESK]
    keys = fair.pack[KEYS].decode("utf-8-sig").splitlines(keepends=True)
    left = {name: content for name, content in fair.pack.items() if name not in {OFFICE, SIGNATURE}}
    left |= {
        MANIFEST: canonical(manifest).encode(),
        KEYS: "".join(row for row in keys if not row.startswith(DESK)).encode("utf-8-sig"),
    }
    assert fair.named(with_manifest(left)) == {(MANIFEST, None, "desk_missing")}


def test_only_the_desk_signs_and_only_where_its_facts_are_there(fair: Fair, tmp_path: Path) -> None:
    with closing((booth := open_desk(fair.place / "booth")).store), pytest.raises(NotTheDesk):
        make_pack(fair.centre, tmp_path / "pack.zip", [], now=NIGHT, desk=booth)
    with closing(open_centre(str(tmp_path / "other.db"), create=True)) as other:
        packed = make_pack(other, tmp_path / "empty.zip", [], now=NIGHT, desk=fair.desk)
    assert packed.signer == ""
    assert SIGNATURE not in unzip(packed.file)


# Files


@pytest.mark.parametrize(
    "name", ["../evil.py", "/etc/evil", "reports/../../evil", "C:evil", "a\\..\\evil", "a//b", "./a"]
)
def test_a_file_that_leads_out_of_the_pack_is_named_though_its_manifest_knows_it(
    fair: Fair, name: str
) -> None:
    named = fair.named(fair.signed(anew(fair.pack | {name: b"x"}), fair.desk.home))
    assert (name, None, "file_outside") in named


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_that_some_systems_call_the_same_are_named(fair: Fair) -> None:
    twice = anew(fair.pack | {"Facts/001-a03.jsonl": fair.pack[BOOTH]})
    named = fair.named(fair.signed(twice, fair.desk.home))
    assert named == {(BOOTH, None, "file_added"), ("Facts/001-a03.jsonl", None, "file_added")}
    file = fair.place / "double.zip"
    zip_up(fair.pack, file)
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr(SIGNATURE, fair.pack[SIGNATURE])
    with closing(Files(file)) as files:
        assert (SIGNATURE, None, "file_added") in set(map(tuple, check(files).faults))


def test_a_folder_with_a_link_is_not_followed(fair: Fair, tmp_path: Path) -> None:
    with zipfile.ZipFile(fair.place / "pack.zip") as zipped:
        zipped.extractall(tmp_path / "pack")
    secret = tmp_path / "secret.jsonl"
    secret.write_bytes(fair.pack[BOOTH])
    with closing(Files(tmp_path / "pack")) as files:
        assert check(files).faults == []
    (tmp_path / "pack" / BOOTH).unlink()
    (tmp_path / "pack" / BOOTH).symlink_to(secret)
    with closing(Files(tmp_path / "pack")) as files:
        assert (BOOTH, None, "file_altered") in set(map(tuple, check(files).faults))


def test_a_file_that_would_fill_the_memory_is_not_unpacked(fair: Fair) -> None:
    bomb = bytes(2 * SMALL)
    pack = anew(fair.pack | {"reports/x.bin": bomb, BOOTH: b"\n" * (2 * SMALL)})
    file = fair.place / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in pack.items():
            zipped.writestr(name, content)
    assert file.stat().st_size < SMALL
    with closing(Files(file)) as files:
        assert files.read("reports/x.bin") is None
        named = set(map(tuple, check(files).faults))
    assert {("reports/x.bin", None, "file_altered"), (BOOTH, None, "file_altered")} <= named
    assert ("A03", 1, "missing") in named
    zip_up(pack, file)  # the same, stored as it is: as large as it says
    with closing(Files(file)) as files:
        assert files.read("reports/x.bin") == bomb


def test_of_lines_that_are_no_facts_not_more_are_named_than_anybody_reads(fair: Fair) -> None:
    named = fair.named(anew(fair.pack | {BOOTH: b"\n" * (3 * MOST_NAMED)}))
    assert sum(code == "line" for _, _, code in named) == MOST_NAMED


def test_two_journals_in_one_file_are_no_pack(fair: Fair) -> None:
    manifest = json.loads(fair.pack[MANIFEST])
    manifest["journals"][1]["facts"] = manifest["journals"][0]["facts"]
    zip_up(fair.pack | {MANIFEST: canonical(manifest).encode()}, fair.place / "one.zip")
    with pytest.raises(BadPack), open_pack(fair.place / "one.zip"):
        pass


def test_a_reconciliation_that_says_another_total_is_named(fair: Fair) -> None:
    name = "reports/2026-12-11-reconciliation.json"
    assert (name, None, "report") in fair.named(anew(fair.pack | {name: b'{"total":1}'}))


def test_the_verifier_says_whose_signature_it_is(fair: Fair, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(fair.place / "pack.zip"), "--lang", "en"]) == 0
    assert f"Signed by the organizer's desk, key {own_fingerprint(fair.desk)}." in capsys.readouterr().out
    zip_up({n: c for n, c in fair.pack.items() if n != SIGNATURE}, fair.place / "bare.zip")
    assert main([str(fair.place / "bare.zip"), "--lang", "en"]) == 1
    assert "Signed by" not in capsys.readouterr().out


def test_an_altered_report_is_named_also_where_the_signature_was_taken_off(fair: Fair) -> None:
    altered = anew(fair.pack | {"reports/2026-12-11.txt": b"Rp0"})
    assert fair.named(altered) == {(SIGNATURE, None, "signature")}
    bare = {name: content for name, content in altered.items() if name != SIGNATURE}
    assert fair.named(bare) == {(SIGNATURE, None, "signature_missing")}


def test_without_cryptography_no_signature_is_said_to_hold(fair: Fair, tmp_path: Path) -> None:
    with zipfile.ZipFile(fair.place / "pack.zip") as zipped:
        zipped.extractall(tmp_path)
    done = run_verifier(tmp_path, "--lang", "en", without="cryptography")
    assert (done.returncode, done.stderr) == (0, "")
    assert SAID["en"]["unchecked"] in done.stdout
    assert "Signed by" not in done.stdout
    forged = json.loads(fair.pack[SIGNATURE]) | {"key": "00" * 32}
    (tmp_path / SIGNATURE).write_bytes(canonical(forged).encode())
    done = run_verifier(tmp_path, "--lang", "en", without="cryptography")
    assert (done.returncode, f"{SIGNATURE}: The manifest is signed by a key" in done.stdout) == (1, True)
