"""The evidence pack: a fair's facts, keys, closes and reports in one zip or folder that anybody can check.

Its files are made from one reading of the centre, listed with their SHA-256 in the manifest, and lie
beside a verifier of one file (`pack_verifier`), by whose functions they are read here too.
"""

import csv
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from batikpos import __version__
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Fact, canonical
from batikpos.domain.fair import DESK, Books, Booth
from batikpos.files import replace_file, sync_file, sync_folder
from batikpos.i18n import N_
from batikpos.services import pack_verifier
from batikpos.services.desk import Desk
from batikpos.services.organizer import check_desk
from batikpos.services.pack_verifier import (
    CLOSES,
    COLUMNS,
    KEYS,
    MANIFEST,
    SIGNATURE,
    Files,
    Journal,
    NotAPack,
)
from batikpos.services.verify import Fault, Verdict, verify
from batikpos.signing import Purpose, public_half, sign
from batikpos.store.catalogue import list_fairs
from batikpos.store.engine import Store, StoreMissing, open_store, store_url
from batikpos.store.journal import (
    JournalHead,
    insert_aside,
    insert_facts,
    insert_journal,
    list_aside,
    list_facts,
    list_heads,
)
from batikpos.store.reading import insert_foreign_readings
from batikpos.store.seals import find_public_key
from batikpos.targets import check_new_folder, check_target
from batikpos.values import frozen

VERIFIER, READ_ME = "verify_pack.py", "README.txt"

_READ_ME = """\
BatikPOS: paket bukti / evidence pack

facts/         setiap catatan tiap perangkat, satu per baris, dengan hash-nya
               every fact of each device, one a line, with its hash
aside/         riwayat lain dari sebuah stan, disisihkan dan tidak dihitung
               another history of a booth, put aside, which counts nowhere
keys.csv       kunci publik tiap perangkat / the public key of each device
closes.csv     setiap tutup kas dengan segel dan tanda tangannya
               every close of a till with its seal and signature
reports/       laporan tiap hari / the reports of each day
manifest.json  semua berkas dengan SHA-256-nya / all files with their SHA-256
manifest.sig   tanda tangan meja panitia atas manifes itu, jika ada
               the organizer's desk's signature of that manifest, where there is one

Periksa / check:   python verify_pack.py          (Python 3.9+; pip install cryptography)
                   python verify_pack.py --lang en

Bandingkan SHA-256 manifes dengan yang diumumkan panitia.
Compare the SHA-256 of the manifest with the one the organizer gave out.
"""


class BadPack(PosError):
    """A file or folder that is no evidence pack."""

    code: ClassVar[str] = "bad_pack"
    text: ClassVar[str] = N_("{file} is no evidence pack: its {what} cannot be read. Ask for it again.")
    file: str
    what: str


@frozen
class Packed:
    """A pack that was written and read back: what it proves, and the SHA-256 of its manifest (hex).

    `signer` is the fingerprint of the key that signed it, "" where none did.
    """

    file: Path
    verdict: Verdict
    digest: str
    signer: str


def make_pack(
    centre: Store,
    file: Path,
    reports: Iterable[tuple[str, bytes]],
    *,
    now: datetime,
    desk: Desk | None = None,
    fair_id: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Packed:
    """Write all that a centre holds, or what is of one fair there, and prove what was written.

    A name that ends in .zip is one file, in place of an earlier pack; any other is a new folder, in which the
    same files lie side by side. `reports` are (name, content). The organizer's `desk` signs it, where its
    facts are at the centre.
    Raises: NotTheDesk, OSError, BadTarget, StoreUnavailable.
    """
    if desk is not None:
        check_desk(desk)
    part = file.with_name(f"{file.name}.part")
    write = partial(_write, centre, fair_id, reports, now, desk, progress)
    is_zip = file.suffix.lower() == ".zip"
    try:
        if is_zip:
            check_target(file, _is_pack)
            with part.open("wb") as to:
                with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as zipped:
                    write(_Writer(partial(_put_into, zipped, now)))
                sync_file(to)
        else:
            check_new_folder(file)
            shutil.rmtree(part, ignore_errors=True)  # of one that broke off
            write(_Writer(partial(_put_under, part)))
        with open_pack(part) as pack:
            verdict = verify(pack.store, *pack.faults)
        if is_zip:
            replace_file(part, file)
        else:
            if file.exists():
                file.rmdir()
            part.rename(file)
    except BaseException:
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)
    return Packed(file, verdict, pack.digest, pack.signer)


@frozen
class OpenPack:
    """A pack read into a store of its own, for as long as it is looked at.

    `faults` are those of its files; `digest` is the SHA-256 of its manifest (hex), `signer` as of `Packed`.
    """

    store: Store
    faults: tuple[Fault, ...]
    digest: str
    signer: str


class _Writer:
    """Writes the files of a pack, and keeps what the manifest says of them."""

    def __init__(self, put: Callable[[str, bytes], None]) -> None:
        self._put = put
        self.hashes: dict[str, str] = {}

    def write(self, name: str, content: bytes) -> None:
        """Write a file into the pack."""
        self._put(name, content)
        self.hashes[name] = sha256(content).hexdigest()


def _put_into(zipped: zipfile.ZipFile, now: datetime, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    zipped.writestr(info, content)


def _put_under(folder: Path, name: str, content: bytes) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as to:
        to.write(content)
        sync_file(to)
    sync_folder(file.parent)


def _write(
    centre: Store,
    fair_id: str,
    reports: Iterable[tuple[str, bytes]],
    now: datetime,
    desk: Desk | None,
    progress: Callable[[int, int], None],
    to: _Writer,
) -> None:
    journals: list[dict[str, object]] = []
    keys: list[tuple[str, ...]] = [("device", "journal", "public_key")]
    closes: list[tuple[str, ...]] = [COLUMNS]
    with centre.reading() as tx:
        heads = [head for head in list_heads(tx) if fair_id in {"", head.fair_id}]
        for place, head in enumerate(heads, 1):
            progress(place, len(heads))
            name = f"{place:03}-{re.sub('[^A-Za-z0-9.]', '_', head.booth.prefix)}.jsonl"
            facts = list(list_facts(tx, head.fair_id, head.journal_id))
            aside = list_aside(tx, head.fair_id, head.journal_id)
            key = find_public_key(tx, head.journal_id)
            to.write(f"facts/{name}", _lines(facts))
            if aside:
                to.write(f"aside/{name}", _lines(aside))
            journals.append(
                {
                    "fair": head.fair_id,
                    "journal": head.journal_id,
                    "booth": head.booth.code,
                    "device": head.booth.device,
                    "books": head.books.value,
                    "last": head.mark,
                    "head": head.head.hex(),
                    "public_key": key,
                    "facts": f"facts/{name}",
                    "aside": f"aside/{name}" if aside else "",
                }
            )
            keys.append((head.booth.prefix, head.journal_id, key))
            contents = pack_verifier.read_contents(map(_line, facts))
            closes += pack_verifier.list_closes(head.booth.prefix, head.journal_id, contents)
        fairs = [
            {"fair": f.fair_id, "name": f.name, "first_day": str(f.first_day), "last_day": str(f.last_day)}
            for f in list_fairs(tx)
            if fair_id in {"", f.fair_id}
        ]
    for name, content in reports:
        to.write(f"reports/{name}", content)
    to.write(KEYS, _csv(keys))
    to.write(CLOSES, _csv(closes))
    to.write(READ_ME, _READ_ME.encode())
    to.write(VERIFIER, Path(pack_verifier.__file__).read_bytes())
    manifest = {
        "format": pack_verifier.FORMAT,
        "made_at": now.isoformat(),
        "program": f"BatikPOS {__version__}",
        "fairs": fairs,
        "journals": journals,
        "files": to.hashes,
    }
    told = canonical(manifest).encode()
    to.write(MANIFEST, told)
    key = public_half(desk.home) if desk else ""
    if desk and key in {journal["public_key"] for journal in journals if journal["booth"] == DESK}:
        signature = sign(desk.home, Purpose.PACK, sha256(told).hexdigest())
        to.write(SIGNATURE, canonical({"key": key, "signature": signature}).encode())


def _line(fact: Fact) -> pack_verifier.Line:
    return pack_verifier.Line(fact.seq, fact.hash, fact.kind, fact.payload)


def _lines(facts: Iterable[Fact]) -> bytes:
    told = ({"seq": f.seq, "hash": f.hash.hex(), "kind": f.kind, "payload": f.payload} for f in facts)
    return "".join(f"{canonical(line)}\n" for line in told).encode()


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _is_pack(file: Path) -> bool:
    """Say whether a file is an earlier pack."""
    try:
        with closing(Files(file)) as files:
            return MANIFEST in files.names and VERIFIER in files.names
    except NotAPack:
        return False


@contextmanager
def open_pack(path: Path) -> Iterator[OpenPack]:
    """Read a pack, a zip or a folder, into a store of its own. Raises: StoreMissing, BadPack."""
    if not path.exists():
        raise StoreMissing(str(path))
    try:
        with closing(Files(path)) as files:
            found = pack_verifier.check(files)
        heads = [_head(journal) for journal in found.journals]
    except (NotAPack, ValueError) as error:
        raise BadPack(str(path), str(error) if isinstance(error, NotAPack) else path.name) from error
    with tempfile.TemporaryDirectory(prefix="batikpos-") as folder:
        url = store_url(str(Path(folder) / "pack.db"))
        with closing(open_store(url, create=True)) as store:
            with store.writing() as tx:
                for journal, head in zip(found.journals, heads, strict=True):
                    facts = [_fact(head, line) for line in journal.lines.values()]
                    insert_journal(tx, head)
                    insert_facts(tx, facts)
                    insert_aside(tx, [_fact(head, line) for line in journal.aside])
                    insert_foreign_readings(tx, facts)
            faults = [Fault(f.device, f.seq, f.code, pack_verifier.FAULTS[f.code]) for f in found.faults]
            yield OpenPack(store, tuple(faults), found.digest, found.signer)


def _head(journal: Journal) -> JournalHead:
    """Read whose journal it is. Raises: ValueError."""
    return JournalHead(
        journal.fair,
        journal.journal,
        Booth(journal.booth, journal.number),
        journal.last,
        journal.head,
        Books(journal.books),
    )


def _fact(head: JournalHead, line: pack_verifier.Line) -> Fact:
    return Fact(head.fair_id, head.journal_id, line.seq, line.kind, line.payload, line.hash)
