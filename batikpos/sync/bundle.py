"""The bundle: a booth's whole day in one signed file, for a USB stick where there is no network.

A compressed text: a header that names every journal with its last number and head, the signature over
that header by the device's key, then every fact's payload, one a line. Whoever opens one takes nothing
on trust: sizes are bounded, every chain is computed anew and must end where the header says.
"""

import json
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS, Fact, canonical, next_hash
from batikpos.domain.fair import MOST_DEVICES, Books, Booth, is_booth_code
from batikpos.files import replace_file, sync_file, sync_folder
from batikpos.i18n import N_
from batikpos.services.desk import KeyLost
from batikpos.signing import Purpose, is_signed, sign
from batikpos.store.engine import Store, StoreMissing, open_store, store_url
from batikpos.store.journal import JournalHead, insert_facts, insert_journal, list_facts
from batikpos.store.origins import list_lineage
from batikpos.store.reading import insert_foreign_readings
from batikpos.sync.mark import Exported
from batikpos.sync.push import OnlyPractice
from batikpos.targets import check_target
from batikpos.values import frozen

FORMAT = 1
LARGEST_FILE, LARGEST_TEXT = 64 * 2**20, 512 * 2**20
"""Bytes of a bundle, packed and unpacked: many times the busiest booth's fair."""


class BadBundle(PosError):
    """A file that is no bundle, or one that was changed on its way."""

    code: ClassVar[str] = "bad_bundle"
    text: ClassVar[str] = N_("{file} is no whole bundle: {why}. Export it again at the booth.")
    file: str
    why: str


@frozen
class Opened:
    """A bundle read into a store of its own, for as long as it is looked at."""

    store: Store
    is_signed: bool


def export_bundle(local: Store, home: Path, file: Path, *, now: datetime) -> Exported:
    """Write all facts of a booth to a file, in place of an earlier bundle.

    Raises: OSError, BadTarget, KeyLost, BadBundle.
    """
    check_target(file, _is_bundle)
    with local.reading() as tx:
        heads = list_lineage(tx)
        if any(head.books is not Books.REAL for head in heads):
            raise OnlyPractice
        facts = [fact for head in heads for fact in list_facts(tx, head.fair_id, head.journal_id)]
    header = canonical({"format": FORMAT, "made_at": now.isoformat(), "journals": [_named(h) for h in heads]})
    signature = sign(home, Purpose.BUNDLE, header)
    key = _key_of((facts[-heads[-1].mark],))
    if key and not is_signed(key, Purpose.BUNDLE, header, signature):
        raise KeyLost(str(home))
    text = "\n".join((header, signature, *(fact.payload for fact in facts)))
    part = file.with_name(f"{file.name}.part")
    with part.open("wb") as to:
        to.write(zlib.compress(text.encode(), 6))
        sync_file(to)
    try:
        with open_bundle(part):
            pass  # read back and proven, from where it lies
    except BadBundle as error:
        part.unlink(missing_ok=True)
        raise BadBundle(file.name, error.why) from error
    replace_file(part, file)
    sync_folder(file.parent)
    own = heads[-1]
    return Exported(file, len(facts), own.journal_id, own.mark, own.head, bool(signature))


@contextmanager
def open_bundle(file: Path) -> Iterator[Opened]:
    """Read a bundle into a store of its own, every chain proven. Raises: StoreMissing, BadBundle."""
    header, signature, payloads = _unpacked(file)
    try:
        journals = [_journal(named) for named in json.loads(header)["journals"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadBundle(file.name, N_("its header cannot be read")) from error
    if any(head.books is not Books.REAL for head in journals):
        raise BadBundle(file.name, N_("it holds practice, which counts nowhere"))
    chains = _chains(file, journals, payloads)
    if not _are_one_device(journals, chains):
        raise BadBundle(file.name, N_("its journals are not those of one device"))
    key = _key_of(chains[-1])
    signed = is_signed(key, Purpose.BUNDLE, header, signature) if key else False
    if (key or signature) and not signed:
        raise BadBundle(file.name, N_("it is not signed by the device it names"))
    with tempfile.TemporaryDirectory(prefix="batikpos-") as folder:
        url = store_url(str(Path(folder) / "bundle.db"))
        with closing(open_store(url, create=True)) as store:
            with store.writing() as tx:
                for head, facts in zip(journals, chains, strict=True):
                    insert_journal(tx, head)
                    insert_facts(tx, facts)
                    insert_foreign_readings(tx, facts)
            yield Opened(store, signed)


def _is_bundle(file: Path) -> bool:
    """Say whether a file begins as a bundle does."""
    with file.open("rb") as packed:
        try:
            return zlib.decompressobj().decompress(packed.read(4096), 64).startswith(b'{"format":')
        except zlib.error:
            return False


def _named(head: JournalHead) -> dict[str, Any]:
    return {
        "fair": head.fair_id,
        "journal": head.journal_id,
        "booth": head.booth.code,
        "device": head.booth.device,
        "books": head.books.value,
        "last": head.mark,
        "head": head.head.hex(),
    }


def _journal(named: dict[str, Any]) -> JournalHead:
    """Read one journal of a header. Raises ValueError, KeyError or TypeError for nonsense."""
    texts = [named[name] for name in ("fair", "journal", "booth", "head")]
    numbers = [named[name] for name in ("device", "last")]
    is_sound = all(type(text) is str for text in texts) and all(type(n) is int and n > 0 for n in numbers)
    if not (is_sound and is_booth_code(named["booth"]) and named["device"] <= MOST_DEVICES):
        message = "not a journal"
        raise ValueError(message)
    "".join(texts).encode()  # raises ValueError for what is no text
    booth, books = Booth(named["booth"], named["device"]), Books(named["books"])
    return JournalHead(
        named["fair"], named["journal"], booth, named["last"], bytes.fromhex(named["head"]), books
    )


def _unpacked(file: Path) -> tuple[str, str, list[str]]:
    """Unpack a file within bounds: its header, signature and payloads."""
    if not file.is_file():
        raise StoreMissing(str(file))
    if file.stat().st_size > LARGEST_FILE:
        raise BadBundle(file.name, N_("it is far too large"))
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(file.read_bytes(), LARGEST_TEXT)
        if unpacker.unconsumed_tail or unpacker.unused_data or not unpacker.eof:
            raise BadBundle(file.name, N_("it is cut off, far too large, or has something behind it"))
        header, signature, *payloads = text.decode().split("\n")
    except (zlib.error, ValueError) as error:
        raise BadBundle(file.name, N_("it cannot be unpacked")) from error
    return header, signature, payloads


def _chains(file: Path, journals: list[JournalHead], payloads: list[str]) -> list[tuple[Fact, ...]]:
    """Chain the payloads anew; every journal must end where the header says."""
    if not journals or sum(head.mark for head in journals) != len(payloads):
        raise BadBundle(file.name, N_("it does not hold as many facts as it says"))
    chains, at = [], 0
    for head in journals:
        facts: list[Fact] = []
        before = GENESIS
        for seq, payload in enumerate(payloads[at : at + head.mark], 1):
            before = next_hash(before, payload)
            facts.append(Fact(head.fair_id, head.journal_id, seq, _kind_of(payload), payload, before))
        if before != head.head:
            raise BadBundle(file.name, N_("its facts do not fit its chain"))
        chains.append(tuple(facts))
        at += head.mark
    return chains


def _are_one_device(journals: list[JournalHead], chains: list[tuple[Fact, ...]]) -> bool:
    """Say whether every journal is the same device's, and those that go on do so from one that is here."""
    first = journals[0]
    if len({head.journal_id for head in journals}) < len(journals) or any(
        (head.fair_id, head.booth) != (first.fair_id, first.booth) for head in journals
    ):
        return False
    known = {(fact.journal_id, fact.seq): fact.hash.hex() for facts in chains for fact in facts}
    for facts in chains:
        try:
            origin = facts[0].body.get("origin")
            if origin is not None and known.get((origin["journal"], origin["seq"])) != origin["hash"]:
                return False
        except (ValueError, KeyError, TypeError):
            return False
    return True


def _kind_of(payload: str) -> str:
    """Read a fact's kind; what cannot be read has none, and is named when the facts are proven."""
    try:
        return str(json.loads(payload)["kind"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _key_of(facts: tuple[Fact, ...]) -> str:
    try:
        return str(facts[0].body.get("public_key", ""))
    except ValueError:
        return ""
