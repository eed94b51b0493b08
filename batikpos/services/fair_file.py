"""The fair file on a stick: written and signed by the organizer's desk, and read as if anybody wrote it."""

import json
import re
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import canonical
from batikpos.domain.fairfile import FairFile, fair_file_from_body, fair_file_of, fair_file_to_body
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.whys import why_of
from batikpos.files import make_private_file, replace_file, sync_file, sync_folder
from batikpos.i18n import N_
from batikpos.services.decisions import load_decisions, load_goods
from batikpos.services.desk import Desk, KeyLost
from batikpos.services.fair_sheets import FairSheets
from batikpos.services.organizer import check_desk
from batikpos.services.plan_pins import with_pins
from batikpos.signing import Purpose, fingerprint, is_signed, sign
from batikpos.store.engine import BadStoreUrl, store_url
from batikpos.store.journal import load_head
from batikpos.store.promotions import list_promotions
from batikpos.store.seals import find_public_key
from batikpos.store.tls import Unencrypted, with_tls
from batikpos.targets import check_target
from batikpos.values import frozen

LARGEST_FILE = 32 * 2**20
"""Bytes of a fair file: ten times the price list of the largest fair."""

_MARK = b'{"fair_file":'
_QUERY = frozenset({"sslmode", "sslrootcert", "connect_timeout"})
"""What may stand behind a centre's address: nothing that reads another file, or names another host."""


class NoFairFile(PosError):
    """A fair file that is not there, or may not be read."""

    code: ClassVar[str] = "no_fair_file"
    text: ClassVar[str] = N_(
        "{file} cannot be read ({reason}). Choose the fair file on the organizer's stick."
    )
    file: str
    reason: str


class BadFairFile(PosError):
    """A file that is no fair file, or one that was changed on its way."""

    code: ClassVar[str] = "bad_fair_file"
    text: ClassVar[str] = N_("{file} is no whole fair file: {why}. Ask the organizer for a new one.")
    file: str
    why: str


class OtherFingerprint(PosError):
    """A fair file of another key than the organizer said."""

    code: ClassVar[str] = "other_fingerprint"
    text: ClassVar[str] = N_(
        "{file} is signed by {here}, not by {said}. Use nothing of it, and ask the organizer."
    )
    file: str
    here: str
    said: str


class NoSuchBooth(PosError):
    """A booth that the fair's plan does not know."""

    code: ClassVar[str] = "no_such_booth"
    text: ClassVar[str] = N_("There is no booth {booth} in this fair. There are: {known}.")
    booth: str
    known: str


class NobodySells(PosError):
    """A booth to which nobody was given, or somebody without a PIN."""

    code: ClassVar[str] = "nobody_sells"
    text: ClassVar[str] = N_(
        "Nobody could sign in at booth {booth}. Say in the sheet “petugas” who sells there, and take it in"
        " with “batikpos fair change”."
    )
    booth: str


@frozen
class OpenedFairFile:
    """A fair file whose signature holds: what it says, the key that signed it, and its own digest."""

    says: FairFile
    key: str
    digest: str

    @property
    def fingerprint(self) -> str:
        """Write the key as people compare it."""
        return fingerprint(self.key)


def own_fingerprint(desk: Desk) -> str:
    """Say by what the booths know this desk. Raises: NotTheDesk."""
    check_desk(desk)
    return fingerprint(_own_key(desk))


def load_fair(desk: Desk) -> FairSheets:
    """Load the fair as it is by now, with the hashes of its PINs. Raises: NotTheDesk, PinsUnreadable."""
    check_desk(desk)
    with desk.store.reading() as tx:
        plan, goods = load_decisions(tx, desk.fair.fair_id).plan, load_goods(tx, desk.fair.fair_id)
        return FairSheets(with_pins(plan, desk.home), goods, list_promotions(tx))


def load_plan(desk: Desk) -> FairPlan:
    """Load its plan alone, with the hashes of its PINs. Raises: NotTheDesk, PinsUnreadable."""
    check_desk(desk)
    with desk.store.reading() as tx:
        return with_pins(load_decisions(tx, desk.fair.fair_id).plan, desk.home)


def write_fair_file(
    desk: Desk, of: FairSheets, booth: str, file: Path, *, now: datetime, central: str = ""
) -> OpenedFairFile:
    """Write the fair file of a booth, readable by its owner only, in place of an earlier one.

    Raises: NotTheDesk, NoSuchBooth, NobodySells, KeyLost, BadTarget, OSError.
    """
    check_desk(desk)
    check_target(file, _is_fair_file)
    at = desk.fair.local(now)
    said = _said_of(desk, of, booth, at, central)
    text = canonical(fair_file_to_body(said))
    key, signature = _own_key(desk), sign(desk.home, Purpose.FAIR_FILE, text)
    if not is_signed(key, Purpose.FAIR_FILE, text, signature):
        raise KeyLost(str(desk.home))
    header = f'{{"fair_file":1,"key":"{key}","signature":"{signature}"}}'
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        make_private_file(part)
        with part.open("wb") as to:
            to.write(f"{header}\n{text}\n".encode())
            sync_file(to)
        opened = read_fair_file(part)  # as the booth will
        replace_file(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)
    return opened


def check_sellers(desk: Desk, of: FairSheets, booth: str, *, now: datetime) -> None:
    """Look whether somebody could sign in at a booth, before a way in is made.

    Raises: NoSuchBooth, NobodySells.
    """
    _said_of(desk, of, booth, desk.fair.local(now), "")


def read_fair_file(file: Path, *, said: str = "") -> OpenedFairFile:
    """Read a fair file: its signature first, then every field. It is not said whose key it is.

    `said` is the fingerprint as the organizer told it, where it was typed.
    Raises: NoFairFile, BadFairFile, OtherFingerprint.
    """
    content = _content(file)
    header, _, text = content.partition("\n")
    try:
        told = json.loads(header)
        key, signature = str(told["key"]), str(told["signature"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadFairFile(file.name, N_("its header cannot be read")) from error
    text = text.removesuffix("\n")
    if not re.fullmatch("[0-9a-f]{64}", key) or not is_signed(key, Purpose.FAIR_FILE, text, signature):
        raise BadFairFile(file.name, N_("its signature does not hold"))
    opened = OpenedFairFile(_read(file, text), key, sha256(text.encode()).hexdigest())
    if said and _plain(said) != _plain(opened.fingerprint):
        raise OtherFingerprint(file.name, opened.fingerprint, said)
    return opened


def _said_of(desk: Desk, of: FairSheets, booth: str, at: datetime, central: str) -> FairFile:
    said = fair_file_of(desk.fair, of.plan, of.goods, of.promotions, booth, made_at=at, central=central)
    if said is None:
        raise NoSuchBooth(booth, ", ".join(b.code for b in of.plan.booths))
    if not said.people or not all(person.pin_hash for person in said.people):
        raise NobodySells(booth)
    return said


def _content(file: Path) -> str:
    try:
        with file.open("rb") as packed:
            content = packed.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NoFairFile(file.name, why_of(error)) from error
    if len(content) > LARGEST_FILE:
        raise BadFairFile(file.name, N_("it is far too large"))
    if not content.startswith(_MARK):
        raise BadFairFile(file.name, N_("it does not begin as one"))
    try:
        return content.decode()
    except ValueError as error:
        raise BadFairFile(file.name, N_("its letters are damaged")) from error


def _read(file: Path, text: str) -> FairFile:
    try:
        body: Any = json.loads(text)
        says = fair_file_from_body(body)
        if canonical(body) != text:
            raise BadFairFile(file.name, N_("it says something twice"))
        _check_central(says.central)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadFairFile(file.name, N_("what it says is not a booth of this version")) from error
    except (BadStoreUrl, Unencrypted) as error:
        raise BadFairFile(file.name, N_("the address of its centre is none")) from error
    return says


def _check_central(address: str) -> None:
    """Refuse an address that names more than a centre and a login. Raises: BadStoreUrl, Unencrypted."""
    if not address:
        return
    url = store_url(address)
    if url.get_backend_name() != "sqlite":
        with_tls(url)
        if not set(url.query) <= _QUERY:
            raise BadStoreUrl


def _is_fair_file(file: Path) -> bool:
    with file.open("rb") as packed:
        return packed.read(len(_MARK)) == _MARK


def _own_key(desk: Desk) -> str:
    with desk.store.reading() as tx:
        return find_public_key(tx, load_head(tx).journal_id)


def _plain(typed: str) -> str:
    return "".join(filter(str.isalnum, typed)).upper()
