"""Verify an evidence pack of BatikPOS: each file, the chain of each journal, the signature of each close.

    python verify_pack.py             the pack this file lies in, unpacked
    python verify_pack.py PACK.zip    a pack, or its folder

One file, Python 3.9 or newer, nothing else needed: the signatures are checked where the package
“cryptography” is installed, and where it is not, that is said. It reads only. Exit status: 0 all holds,
1 something is wrong and named, 3 this is no pack.

The program that made the pack proves more than this file (`batikpos verify --pack`), and reads packs by
this file's own functions; it takes nothing from a pack but data.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = 1
MANIFEST, CLOSES, KEYS, SIGNATURE = "manifest.json", "closes.csv", "keys.csv", "manifest.sig"
DESK = "PANITIA"
"""The organizer's desk, whose key signs packs and fair files."""
LARGEST = 2**30
"""Bytes of one file of a pack: many times what the largest fair writes."""
SQUEEZED, SMALL = 100, 2**24
"""No file of ours is squeezed to a hundredth; one that is, and is not small, is not unpacked."""
MOST = 2**31
"""No fair has so many facts; what number a login gave its device is what a database holds, below zero too."""
UNCONFIRMED = ("qris", "transfer")
"""Payments that somebody has to see in an app."""
MOST_NAMED = 10_000
"""So many missing facts of a journal, and lines of a file that are none, are named one by one."""

GENESIS = bytes(32)
_FACT, _CLOSE, _PACK = b"batikpos/fact/1\0", b"batikpos/close/1\0", b"batikpos/pack/1\0"

COLUMNS = (
    *("device", "journal", "fact", "number", "business_day", "closed_at", "sales", "total"),
    *("cash", "qris", "card", "transfer", "expected", "counted", "difference", "statement", "signature"),
)


def N_(text: str) -> str:  # noqa: N802 - the name by which translators find it
    """Mark a text that the program translates too."""
    return text


FAULTS = {
    "file_missing": N_("This file is missing."),
    "file_altered": N_("This file is not the one that the manifest names."),
    "file_added": N_("This file was added: the manifest does not name it, or it is there twice."),
    "file_outside": N_("This file's name leads out of the pack: do not unpack it."),
    "signature": N_("The manifest is not signed by the key that this file names."),
    "signature_missing": N_(
        "This file is missing: the organizer's desk is in the pack, and has not signed it."
        " Ask for the signed one."
    ),
    "signer": N_("The manifest is signed by a key that is not the organizer's desk's."),
    "keys": N_("The list of keys says something else than the manifest."),
    "desk_missing": N_(
        "The organizer's desk that handed the booths out is not in the pack: its facts and its signature are"
        " missing. Ask for the whole one."
    ),
    "handed": N_("Fact {seq} names a fair file of another key than the organizer's desk's."),
    "fork": N_("A copy of this booth wrote another fact {seq}. It was put aside, and counts nowhere."),
    "journal": N_("The journal is kept under another booth, device or books than its first fact names."),
    "line": N_("Line {seq} of this file is no fact."),
    "order": N_("Fact {seq} stands in its file twice, or out of its order."),
    "missing": N_("Fact {seq} is missing."),
    "altered": N_("Fact {seq} does not fit the chain: it, or one before it, was altered."),
    "envelope": N_("Fact {seq} stands under another number, kind or journal than it says."),
    "unread": N_("Fact {seq} cannot be read."),
    "head": N_("The journal says it ends elsewhere than its last fact."),
    "behind": N_("Fact {seq} stands behind the end that its journal names."),
    "key": N_("The manifest names another public key than the journal's first fact."),
    "unsealed": N_("The close in fact {seq} has no seal behind it."),
    "unsigned": N_("The seal in fact {seq} is not signed: the device had lost its key."),
    "forged": N_("The seal in fact {seq} is not signed by this device's key."),
    "seal": N_("The seal in fact {seq} says something else than the facts before it."),
    "number": N_("Fact {seq} bears a number of another device."),
    "till": N_("Fact {seq} was done in a till that was not open then."),
    "check": N_("Fact {seq} says that a payment was seen that is not here."),
    "follow": N_(
        "Fact {seq} stands in for another sale, or gave way to one; that other one does not name it, or is"
        " for another amount."
    ),
    "closes": N_("The list of closes says something else than fact {seq}."),
    "uncounted": N_("Fact {seq} is a sale whose day or sums cannot be read: it is in no day's total."),
    "report": N_("This report says another total than the facts of its day."),
}

INDONESIAN = {
    "file_missing": "Berkas ini tidak ada.",
    "file_altered": "Berkas ini bukan berkas yang disebut dalam manifes.",
    "file_added": "Berkas ini ditambahkan: tidak disebut dalam manifes, atau ada dua kali.",
    "file_outside": "Nama berkas ini keluar dari paket: jangan dibongkar.",
    "signature": "Manifes tidak ditandatangani dengan kunci yang disebut berkas ini.",
    "signature_missing": (
        "Berkas ini tidak ada: meja panitia ada di dalam paket, tetapi belum menandatanganinya."
        " Minta paket yang ditandatangani."
    ),
    "signer": "Manifes ditandatangani dengan kunci yang bukan milik meja panitia.",
    "keys": "Daftar kunci berbeda dengan manifes.",
    "desk_missing": (
        "Meja panitia yang membagikan berkas pameran tidak ada di dalam paket: catatan dan tanda tangannya"
        " hilang. Minta paket yang lengkap."
    ),
    "handed": "Catatan {seq} menyebut berkas pameran dari kunci lain, bukan kunci meja panitia.",
    "fork": (
        "Salinan stan ini menulis catatan {seq} yang lain. Catatan itu disisihkan dan tidak ikut dihitung."
    ),
    "journal": "Jurnal disimpan dengan stan, perangkat, atau buku yang berbeda dari catatan pertamanya.",
    "line": "Baris {seq} berkas ini bukan catatan.",
    "order": "Catatan {seq} ada dua kali dalam berkasnya, atau di luar urutannya.",
    "missing": "Catatan {seq} hilang.",
    "altered": (
        "Catatan {seq} tidak cocok dengan rantainya: catatan itu, atau yang sebelumnya, pernah diubah."
    ),
    "envelope": "Catatan {seq} tersimpan dengan nomor, jenis, atau jurnal yang berbeda dari isinya.",
    "unread": "Catatan {seq} tidak bisa dibaca.",
    "head": "Akhir jurnal tidak sama dengan catatan terakhirnya.",
    "behind": "Catatan {seq} ada di belakang akhir yang disebut jurnalnya.",
    "key": "Manifes menyebut kunci publik lain dari catatan pertama jurnal.",
    "unsealed": "Penutupan di catatan {seq} tidak diikuti segel.",
    "unsigned": "Segel di catatan {seq} tidak ditandatangani: kunci perangkat hilang.",
    "forged": "Segel di catatan {seq} tidak ditandatangani dengan kunci perangkat ini.",
    "seal": "Segel di catatan {seq} berbeda dari catatan sebelumnya.",
    "number": "Catatan {seq} memakai nomor perangkat lain.",
    "till": "Catatan {seq} dibuat di kasir yang saat itu tidak buka.",
    "check": "Catatan {seq} menyebut pembayaran sudah dicek, padahal pembayaran itu tidak ada.",
    "follow": (
        "Catatan {seq} menggantikan penjualan lain, atau digantikan, tetapi pasangannya tidak menyebutnya,"
        " atau nilainya tidak sama."
    ),
    "closes": "Daftar tutup kas berbeda dengan catatan {seq}.",
    "uncounted": (
        "Catatan {seq} adalah penjualan yang hari atau jumlahnya tidak bisa dibaca: tidak masuk total hari"
        " mana pun."
    ),
    "report": "Total laporan ini berbeda dengan catatan pada hari itu.",
}

SAID = {
    "en": {
        "nothing": "{pack} is no evidence pack ({why}).",
        "held": "{facts} facts of {journals} journals, {closes} closes.",
        "aside": "{facts} facts were put aside: another history of a booth, which counts nowhere.",
        "day": "  {day}: {sales} sales, {total}",
        "unchecked": "Signatures were NOT checked: “cryptography” is not installed. Only hashes were.",
        "digest": "SHA-256 of the manifest: {digest}",
        "signed": "Signed by the organizer's desk, key {signer}.",
        "compare_key": "Compare the key with the one that the booths were told.",
        "compare": "Compare it with the one that was given out: else the whole pack may be another.",
        "faults": "{faults} FAULTS.",
        "holds": "Everything holds together.",
    },
    "id": {
        "nothing": "{pack} bukan paket bukti ({why}).",
        "held": "{facts} catatan dari {journals} jurnal, {closes} tutup kas.",
        "aside": "{facts} catatan disisihkan: riwayat lain dari sebuah stan, tidak ikut dihitung.",
        "day": "  {day}: {sales} transaksi, {total}",
        "unchecked": "Tanda tangan TIDAK diperiksa: “cryptography” tidak terpasang. Hanya hash.",
        "digest": "SHA-256 manifes: {digest}",
        "signed": "Ditandatangani meja panitia, kunci {signer}.",
        "compare_key": "Bandingkan kuncinya dengan yang diberitahukan ke stan.",
        "compare": "Bandingkan dengan yang diumumkan: jika tidak, seluruh paket bisa saja diganti.",
        "faults": "{faults} KESALAHAN.",
        "holds": "Semua cocok.",
    },
}


class NotAPack(Exception):
    """What was named is no evidence pack; the text says why."""


class Fault(NamedTuple):
    """What is wrong: in whose journal (or in which file), with which fact, and what (see `FAULTS`)."""

    device: str
    seq: int | None
    code: str


class Line(NamedTuple):
    """A fact as it lies in a pack; `payload` is hashed to the byte."""

    seq: int
    hash: bytes
    kind: str
    payload: str


@dataclass(frozen=True)
class Journal:
    """What the manifest says of one journal, and the facts in its files."""

    fair: str
    journal: str
    booth: str
    number: int
    books: str
    last: int
    head: bytes
    public_key: str
    facts: tuple[Line, ...]
    aside: tuple[Line, ...]

    @property
    def device(self) -> str:
        """Say what its papers' numbers start with."""
        return self.booth if self.number == 1 else f"{self.booth}.{self.number}"

    @property
    def lines(self) -> dict[int, Line]:
        """Return its facts by their numbers; where one stands there twice, the first."""
        return {line.seq: line for line in reversed(self.facts)}


@dataclass
class Findings:
    """What was found in a pack. `totals` are whole rupiah by fair and business day, with their sales.

    `signer` is the fingerprint of the desk's key that signed the manifest, "" where none did.
    """

    digest: str
    signer: str = ""
    journals: list[Journal] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    closes: int = 0
    totals: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    signatures_checked: bool = True


class Files:
    """The files of a pack, in a zip or in a folder: never unpacked, each bounded in size."""

    def __init__(self, path: Path) -> None:
        """Look at what is there. Raises: NotAPack, OSError."""
        self._folder = path if path.is_dir() else None
        try:
            self._zip = None if self._folder else zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise NotAPack(str(path)) from error
        self.names = list(self._list())

    def read(self, name: str) -> bytes | None:
        """Read a file; None where it cannot be read whole. Only names that are in `names`."""
        try:
            if self._folder is not None:
                path = self._folder / name
                return None if path.is_symlink() or path.stat().st_size > LARGEST else path.read_bytes()
            assert self._zip is not None
            info = self._zip.getinfo(name)
            is_bomb = info.file_size > max(SMALL, SQUEEZED * info.compress_size)
            return None if is_bomb or info.file_size > LARGEST else self._zip.read(info)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError):
            return None

    def close(self) -> None:
        """Let the zip go."""
        if self._zip is not None:
            self._zip.close()

    def _list(self) -> Iterator[str]:
        if self._zip is not None:
            yield from (info.filename for info in self._zip.infolist() if not info.is_dir())
        elif self._folder is not None:
            for path in sorted(self._folder.rglob("*")):
                if "__pycache__" not in path.parts and (path.is_symlink() or not path.is_dir()):
                    yield path.relative_to(self._folder).as_posix()


def check(files: Files) -> Findings:
    """Check everything a pack holds. Raises: NotAPack."""
    raw = files.read(MANIFEST) if MANIFEST in files.names else None
    if raw is None:
        raise NotAPack(MANIFEST)
    manifest = _read_manifest(raw)
    found = Findings(sha256(raw).hexdigest())
    found.faults += _check_files(files, manifest["files"])
    rows: dict[tuple[str, int], tuple[str, ...]] = {}
    read: list[tuple[Journal, dict[int, dict[str, Any]]]] = []
    for named in manifest["journals"]:
        journal = _read_journal(files, named, found.faults)
        found.journals.append(journal)
        contents = read_contents(journal.lines.values())
        _check_chain(journal, contents, found.faults)
        _check_aside(journal, found.faults)
        found.signatures_checked &= _check_seals(journal, contents, found.faults)
        _check_follows(journal, contents, found.faults)
        _check_tills(journal, contents, found.faults)
        read.append((journal, contents))
        listed = list_closes(journal.device, journal.journal, contents)
        rows |= {(journal.journal, int(row[2])): row for row in listed}
        found.faults += _add_up(journal, contents, found.totals)
    found.faults += _check_handed(read)
    found.faults += _check_checks(read)
    found.closes = len(rows)
    found.faults += _check_closes(files, rows, {j.journal: j.device for j in found.journals})
    found.faults += _check_keys(files, found.journals)
    found.faults += _check_reports(files, found.totals)
    _check_signature(files, found)
    return found


def read_line(text: str) -> Line:
    """Read one line of a file of facts. Raises: ValueError, KeyError, TypeError, AttributeError."""
    told = json.loads(text)
    line = Line(told["seq"], bytes.fromhex(told["hash"]), told["kind"], told["payload"])
    if not (type(line.seq) is int and 0 < line.seq < 2**53 and len(line.hash) == len(GENESIS)):
        raise ValueError(text)
    line.kind.encode(), line.payload.encode()
    return line


def read_contents(lines: Iterable[Line]) -> dict[int, dict[str, Any]]:
    """Read what the facts say, by their numbers; those that cannot be read are left out."""
    contents: dict[int, dict[str, Any]] = {}
    for line in lines:
        try:
            content = json.loads(line.payload)
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict) and isinstance(content.get("body"), dict):
            contents[line.seq] = content
    return contents


def chain(before: bytes, payload: str) -> bytes:
    """Compute the hash of a fact from the one before it."""
    return sha256(_FACT + before + payload.encode()).digest()


def list_closes(device: str, journal: str, contents: dict[int, dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """List the closes of a journal as they stand in the list of closes, each with its seal."""
    seals = {
        str(content["body"].get("close")): content["body"]
        for content in contents.values()
        if content.get("kind") == "seal"
    }
    for seq, content in sorted(contents.items()):
        if content.get("kind") != "till_close":
            continue
        body, seal = content["body"], seals.get(str(seq), {})
        till = contents.get(body["till"], {"body": {}}) if type(body.get("till")) is int else {"body": {}}
        tenders = body.get("by_tender") if isinstance(body.get("by_tender"), dict) else {}
        counted, expected = body.get("counted"), body.get("expected")
        whole = type(counted) is int and type(expected) is int
        values = (
            *(device, journal, seq, body.get("number"), till["body"].get("business_day")),
            *(content.get("at"), body.get("sales"), body.get("total")),
            *((tenders or {}).get(kind, 0) for kind in ("cash", "qris", "card", "transfer")),
            *(expected, counted, counted - expected if whole else ""),
            *(seal.get("statement", ""), seal.get("signature", "")),
        )
        yield tuple(map(str, values))


def _read_manifest(raw: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(raw)
        if manifest["format"] != FORMAT:
            raise NotAPack(f"format {manifest['format']}")
        files, journals = manifest["files"], manifest["journals"]
        if not all(isinstance(name, str) and isinstance(hash_, str) for name, hash_ in files.items()):
            raise TypeError
        for named in journals:
            texts = [named[name] for name in ("fair", "journal", "booth", "books", "public_key", "facts")]
            numbers = [named[name] for name in ("device", "last")]
            if not all(isinstance(text, str) for text in texts) or not all(type(n) is int for n in numbers):
                raise TypeError
            if not (-MOST <= named["device"] < MOST and 0 <= named["last"] < MOST):
                raise ValueError
            if named["books"] != "real":
                raise ValueError
            if len(bytes.fromhex(named["head"])) != len(GENESIS) or not isinstance(named["aside"], str):
                raise ValueError
            "".join(texts).encode()
        lists = [name for named in journals for name in (named["facts"], named["aside"]) if name]
        if len({named["journal"] for named in journals}) != len(journals) or len(set(lists)) != len(lists):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAPack(MANIFEST) from error
    return {"files": files, "journals": journals}


def _check_files(files: Files, told: dict[str, str]) -> Iterator[Fault]:
    """Compare the files with the manifest, by name and by every byte."""
    here = Counter(files.names)
    alike = Counter(name.casefold() for name in here)
    for name, times in sorted(here.items()):
        if (
            times > 1
            or alike[name.casefold()] > 1
            or (name not in told and name not in {MANIFEST, SIGNATURE})
        ):
            yield Fault(name, None, "file_added")
        if _leads_out(name):
            yield Fault(name, None, "file_outside")
    for name, hash_ in sorted(told.items()):
        content = files.read(name) if name in here else None
        if name not in here:
            yield Fault(name, None, "file_missing")
        elif content is None or sha256(content).hexdigest() != hash_:
            yield Fault(name, None, "file_altered")


def _leads_out(name: str) -> bool:
    """Say whether a file would be unpacked elsewhere than in the pack's folder, on any system."""
    parts = name.split("/")
    return "\\" in name or ":" in name or "\0" in name or any(part in {"", ".", ".."} for part in parts)


def _read_journal(files: Files, named: dict[str, Any], faults: list[Fault]) -> Journal:
    return Journal(
        fair=named["fair"],
        journal=named["journal"],
        booth=named["booth"],
        number=named["device"],
        books=named["books"],
        last=named["last"],
        head=bytes.fromhex(named["head"]),
        public_key=named["public_key"],
        facts=tuple(_read_lines(files, named["facts"], faults)),
        aside=tuple(_read_lines(files, named["aside"], faults)) if named["aside"] else (),
    )


def _read_lines(files: Files, name: str, faults: list[Fault]) -> Iterator[Line]:
    """Read the facts of a file; a line that is none is named."""
    content = files.read(name) if name in files.names else None
    bad = 0
    for number, line in enumerate(io.BytesIO(content or b""), 1):
        try:
            yield read_line(line.decode(errors="replace"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            faults.append(Fault(name, number, "line"))
            bad += 1
        if bad == MOST_NAMED:
            return


def _check_chain(journal: Journal, contents: dict[int, dict[str, Any]], faults: list[Fault]) -> None:
    """Chain a journal's facts anew, and see that each stands where it says."""
    device, lines = journal.device, journal.lines
    highest = 0
    for line in journal.facts:
        if line.seq <= highest:
            faults.append(Fault(device, line.seq, "order"))
        highest = max(highest, line.seq)
    before: bytes | None = GENESIS
    expected = 1
    for seq, line in sorted(lines.items()):
        if seq > expected:
            faults += _missing(device, expected, seq - 1)
            before = None  # the hash before a gap is not known: the chain goes on from this fact
        if before is not None and chain(before, line.payload) != line.hash:
            faults.append(Fault(device, seq, "altered"))
        before, expected = line.hash, seq + 1
        if seq not in contents:
            faults.append(Fault(device, seq, "unread"))
            continue
        told = tuple(contents[seq].get(name) for name in ("fair", "journal", "seq", "kind"))
        if told != (journal.fair, journal.journal, seq, line.kind):
            faults.append(Fault(device, seq, "envelope"))
    faults += _missing(device, expected, journal.last)
    if lines and (expected - 1, before) != (journal.last, journal.head):
        behind = [seq for seq in sorted(lines) if seq > journal.last]
        faults += [Fault(device, seq, "behind") for seq in behind[:MOST_NAMED]]
        if not behind:
            faults.append(Fault(device, None, "head"))


def _check_aside(journal: Journal, faults: list[Fault]) -> None:
    """Name what was put aside, and what of it does not follow from one before it."""
    before: dict[int, set[bytes]] = {0: {GENESIS}}
    for line in (*journal.facts, *journal.aside):
        before.setdefault(line.seq, set()).add(line.hash)
    for line in journal.aside:
        faults.append(Fault(journal.device, line.seq, "fork"))
        known = before.get(line.seq - 1, set())
        if not any(chain(hash_, line.payload) == line.hash for hash_ in known):
            faults.append(Fault(journal.device, line.seq, "altered"))


def _missing(device: str, first: int, last: int) -> Iterator[Fault]:
    for seq in range(first, min(last, first + MOST_NAMED - 1) + 1):
        yield Fault(device, seq, "missing")


def _check_seals(journal: Journal, contents: dict[int, dict[str, Any]], faults: list[Fault]) -> bool:
    """Check that each close is sealed and each seal signed; say whether signatures could be checked."""
    begun = contents.get(1, {"body": {}})["body"]
    opening = begun.get("public_key", "")
    whose = (begun.get("booth"), begun.get("device"), begun.get("books", journal.books))
    if begun and whose != (journal.booth, journal.number, journal.books):
        faults.append(Fault(journal.device, None, "journal"))
    if opening != journal.public_key:
        faults.append(Fault(journal.device, None, "key"))
    hashes = {seq: line.hash for seq, line in journal.lines.items()}
    could = True
    closed = 0
    for seq, content in [*sorted(contents.items()), (0, {})]:
        kind = content.get("kind")
        if closed and kind != "seal" and opening:
            faults.append(Fault(journal.device, closed, "unsealed"))
        if kind == "seal":
            body = content["body"]
            statement, signature = str(body.get("statement")), str(body.get("signature"))
            told = statement.split("|")[1:5]
            number = contents.get(closed, {"body": {}})["body"].get("number")
            is_signed = _is_signed(str(opening), statement, signature) if opening else True
            could &= is_signed is not None
            if told != [number, journal.journal, str(closed), hashes.get(closed, b"").hex()[:32]]:
                faults.append(Fault(journal.device, seq, "seal"))
            elif opening and not signature:
                faults.append(Fault(journal.device, seq, "unsigned"))
            elif is_signed is False:
                faults.append(Fault(journal.device, seq, "forged"))
        closed = seq if kind == "till_close" else 0
    return could


def _check_follows(journal: Journal, contents: dict[int, dict[str, Any]], faults: list[Fault]) -> None:
    """See that of two sales in each other's place both are here, name each other, and are worth the same.

    What was given back is written first: where the journal ends with it, the other is still to come.
    """
    in_place: set[tuple[str, str, int]] = set()
    given_back: set[tuple[str, str, int]] = set()
    for content in contents.values():
        body = content["body"]
        if content.get("kind") == "sale" and body.get("follows"):
            in_place.add((str(body.get("number")), str(body["follows"]), _in_goods(body)))
        elif content.get("kind") in {"void", "refund"} and body.get("followed_by"):
            given_back.add((str(body["followed_by"]), str(body.get("reverses")), -_in_goods(body)))
    for seq, content in sorted(contents.items()):
        kind, body, worth = content.get("kind"), content["body"], _in_goods(content["body"])
        if body.get("follows"):
            is_whole = kind == "sale" and (str(body.get("number")), str(body["follows"]), worth) in given_back
        elif body.get("followed_by"):
            is_whole = (str(body["followed_by"]), str(body.get("reverses")), -worth) in in_place
            is_whole = kind in {"void", "refund"} and (is_whole or seq == max(contents))
        else:
            is_whole = not worth
        if not is_whole:
            faults.append(Fault(journal.device, seq, "follow"))


def _in_goods(body: dict[str, Any]) -> int:
    """Say how much of a sale was paid with goods; what makes no sense is named elsewhere."""
    tenders = body.get("tenders")
    paid = [one for one in tenders if isinstance(one, dict)] if isinstance(tenders, list) else []
    amounts = [one.get("amount") for one in paid if one.get("kind") == "exchange"]
    return sum(amount for amount in amounts if type(amount) is int)


_NUMBERED = {"sale", "void", "refund", "order", "till_close"}


def _check_tills(journal: Journal, contents: dict[int, dict[str, Any]], faults: list[Fault]) -> None:
    """See that what was done in a till was done while it was open; of what cannot be read nobody knows.

    What goes out as a paper bears a number of its own device.
    """
    is_open: set[int] = set()
    for seq, content in sorted(contents.items()):
        kind, till = content.get("kind"), content["body"].get("till")
        if kind in _NUMBERED and str(content["body"].get("number")).partition("-")[0] != journal.device:
            faults.append(Fault(journal.device, seq, "number"))
        if type(till) is int:
            may_be = 0 < till < seq and till not in contents
            if till not in is_open and not may_be:
                faults.append(Fault(journal.device, seq, "till"))
            if kind == "till_close":
                is_open.discard(till)
        if kind == "till_open":
            is_open.add(seq)


def _check_checks(read: list[tuple[Journal, dict[int, dict[str, Any]]]]) -> Iterator[Fault]:
    """See that each payment that was seen had been taken before, by the same device."""
    taken: dict[tuple[str, str, str, int], list[tuple[str, int]]] = {}
    for journal, contents in read:
        for seq, content in contents.items():
            tenders = content["body"].get("tenders")
            if content.get("kind") not in {"sale", "order"} or not isinstance(tenders, list):
                continue
            for n, tender in enumerate(tenders, 1):
                if isinstance(tender, dict) and tender.get("kind") in UNCONFIRMED:
                    of = (journal.fair, journal.device, str(content["body"].get("number")), n)
                    taken.setdefault(of, []).append((journal.journal, seq))
    for journal, contents in read:
        for seq, content in sorted(contents.items()):
            number, n = content["body"].get("number"), content["body"].get("n")
            if content.get("kind") != "check" or not isinstance(number, str) or type(n) is not int:
                continue
            of = (journal.fair, journal.device, number, n)
            if not any(other != journal.journal or at < seq for other, at in taken.get(of, [])):
                yield Fault(journal.device, seq, "check")


def _check_handed(read: list[tuple[Journal, dict[int, dict[str, Any]]]]) -> Iterator[Fault]:
    """See that each fair file a booth took was signed by the desk's key, whose facts are to be here too."""
    desks: dict[str, set[str]] = {}
    for journal, _ in read:
        if journal.booth == DESK:
            desks.setdefault(journal.fair, set()).add(journal.public_key)
    for journal, contents in read:
        for seq, content in sorted(contents.items()):
            handed = content["body"].get("organizer")
            if content.get("kind") not in {"opening", "renewal"} or not isinstance(handed, dict):
                continue
            if journal.fair not in desks:
                desks[journal.fair] = {str(handed.get("key"))}  # named once
                yield Fault(MANIFEST, None, "desk_missing")
            elif handed.get("key") not in desks[journal.fair]:
                yield Fault(journal.device, seq, "handed")


def _check_keys(files: Files, journals: list[Journal]) -> Iterator[Fault]:
    """Compare the list of keys with the manifest's, which are those of the first facts."""
    content = files.read(KEYS) if KEYS in files.names else None
    text = (content or b"").decode("utf-8-sig", errors="replace")
    try:
        told = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    except csv.Error:
        told = []
    if sorted(told) != sorted((j.device, j.journal, j.public_key) for j in journals):
        yield Fault(KEYS, None, "keys")


def _check_signature(files: Files, found: Findings) -> None:
    """See who signed the manifest; only the desk's word counts for the whole pack.

    A pack without a desk's facts is nobody's to sign; of one that has them the signature was taken off.
    """
    desks = {journal.public_key for journal in found.journals if journal.booth == DESK}
    if SIGNATURE not in files.names:
        if desks:
            found.faults.append(Fault(SIGNATURE, None, "signature_missing"))
        return
    try:
        told = json.loads(files.read(SIGNATURE) or b"")
        key, signature = str(told["key"]), str(told["signature"])
        digest = sha256(bytes.fromhex(key)).hexdigest().upper()
    except (ValueError, KeyError, TypeError, RecursionError):
        found.faults.append(Fault(SIGNATURE, None, "signature"))
        return
    is_signed = _is_signed(key, found.digest, signature, _PACK)
    if key not in desks:
        found.faults.append(Fault(SIGNATURE, None, "signer"))
    elif is_signed is None:
        found.signatures_checked = False
    elif is_signed:
        found.signer = "-".join(digest[at : at + 4] for at in range(0, 16, 4))
    else:
        found.faults.append(Fault(SIGNATURE, None, "signature"))


def _is_signed(public_key: str, statement: str, signature: str, purpose: bytes = _CLOSE) -> bool | None:
    """Say whether a key signed a statement, the seal of a close; None where it cannot be checked here."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError:
        return None
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), purpose + statement.encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def _add_up(
    journal: Journal, contents: dict[int, dict[str, Any]], totals: dict[tuple[str, str], tuple[int, int]]
) -> Iterator[Fault]:
    """Add the sales of a journal to the totals of their days; one that cannot be read is named instead."""
    for seq, content in sorted(contents.items()):
        counts = {"sale": 1, "void": -1, "refund": 0}.get(str(content.get("kind")))
        if counts is None:
            continue
        told = _read_sale(content["body"])
        if told is None:
            yield Fault(journal.device, seq, "uncounted")
            continue
        day, amount = told
        sales, total = totals.get((journal.fair, day), (0, 0))
        totals[journal.fair, day] = (sales + counts, total + amount)


def _read_sale(body: dict[str, Any]) -> tuple[str, int] | None:
    """Read a sale's day and total; None where it names no day, or its sums are not those of its parts."""
    try:
        day = date.fromisoformat(body["business_day"]).isoformat()
        sums = [body[name] for name in ("gross", "discount", "rounding", "total", "paid", "change")]
        lines = [[line[name] for name in ("gross", "discount", "net")] for line in body["lines"]]
        paid_in = [tender["amount"] for tender in body["tenders"]]
    except (KeyError, TypeError, ValueError):
        return None
    if not all(type(amount) is int for amounts in (sums, paid_in, *lines) for amount in amounts):
        return None
    gross, discount, rounding, total, paid, change = sums
    adds_up = (gross, discount, paid) == (
        sum(line[0] for line in lines),
        sum(line[1] for line in lines),
        sum(paid_in),
    )
    are_whole = total == gross - discount + rounding and paid == total + change
    return (day, total) if adds_up and are_whole and all(g - d == net for g, d, net in lines) else None


def _check_closes(
    files: Files, rows: dict[tuple[str, int], tuple[str, ...]], devices: dict[str, str]
) -> Iterator[Fault]:
    """Compare the list of closes with the facts."""
    content = files.read(CLOSES) if CLOSES in files.names else None
    text = (content or b"").decode("utf-8-sig", errors="replace")
    try:
        told = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    except csv.Error:
        told = []
    for key, row in sorted(rows.items()):
        if row not in told:
            yield Fault(devices[key[0]], key[1], "closes")
    for row in told:
        if row not in rows.values():
            yield Fault(row[0] if row else CLOSES, int(row[2]) if _is_number(row[2:3]) else None, "closes")


def _is_number(cells: tuple[str, ...]) -> bool:
    return len(cells) == 1 and re.fullmatch("[0-9]{1,15}", cells[0]) is not None


def _check_reports(files: Files, totals: dict[tuple[str, str], tuple[int, int]]) -> Iterator[Fault]:
    """Compare the total of each day's report with the day's facts."""
    for name in files.names:
        named = re.fullmatch(r"reports/(\d{4}-\d\d-\d\d)(-[0-9a-f]{8})?(-reconciliation)?\.json", name)
        if named is None:
            continue
        try:
            total = json.loads(files.read(name) or b"")["total"]
        except (ValueError, KeyError, TypeError, RecursionError):
            total = None
        told = [of for (_, day), (_, of) in totals.items() if day == named[1]]
        if total not in (told or [0]):
            yield Fault(name, None, "report")


def main(argv: list[str] | None = None) -> int:
    """Check the pack that was named, and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pack", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--lang", choices=["id", "en"], default="id")
    args = parser.parse_args(argv)
    said, faults = SAID[args.lang], FAULTS if args.lang == "en" else INDONESIAN
    try:
        found = check(Files(args.pack))
    except (NotAPack, OSError) as error:
        print(said["nothing"].format(pack=args.pack, why=error), file=sys.stderr)
        return 3
    facts, aside = (sum(len(getattr(j, what)) for j in found.journals) for what in ("facts", "aside"))
    print(said["held"].format(facts=facts, journals=len(found.journals), closes=found.closes))
    for (_, day), (sales, total) in sorted(found.totals.items()):
        print(said["day"].format(day=day, sales=sales, total=f"Rp{total:,}".replace(",", ".")))
    if aside:
        print(said["aside"].format(facts=aside))
    for fault in found.faults:
        print(f"{fault.device}: {faults[fault.code].format(seq=fault.seq)}")
    if not found.signatures_checked:
        print(said["unchecked"])
    print(said["digest"].format(digest=found.digest))
    if found.signer:
        print(said["signed"].format(signer=found.signer))
    print(said["compare_key" if found.signer else "compare"])
    print(said["faults"].format(faults=len(found.faults)) if found.faults else said["holds"])
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
