"""The organizer's desk on a spare laptop: all that makes it one in a sealed file, and going on from that.

A desk is its store, its key, by which the booths know its files, the hashes of the PINs, and what was
handed in on paper. Two desks that go on at once would decide against each other: the centre is asked first,
and what it has beyond the copy is taken along before the desk goes on.
"""

import io
import tempfile
import zipfile
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from batikpos.domain.decision import LetIn, let_in_from_body
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Fact, FactKind
from batikpos.domain.fair import DESK, Booth, Role
from batikpos.domain.promotion import promotion_from_body
from batikpos.domain.typed import plain_name
from batikpos.files import make_private_file, replace_file, sync_file, sync_folder
from batikpos.i18n import N_
from batikpos.services.backup import back_up
from batikpos.services.desk import Desk, open_desk, was_in_use
from batikpos.services.foreign import check_foreign
from batikpos.services.handed_in import FILE_NAME as PAPERS_NAME
from batikpos.services.lineage import GoneOn, Why, go_on
from batikpos.services.organizer import check_desk
from batikpos.services.plan_pins import FILE_NAME as PINS_NAME
from batikpos.services.setup import HomeExists
from batikpos.services.strongbox import NotOpened, seal, unseal
from batikpos.services.swap import alone_in
from batikpos.settings import FILE_NAME as SETTINGS_NAME
from batikpos.settings import STORE_NAME, load_settings
from batikpos.sheets.choices import FILE_NAME as COLUMNS_NAME
from batikpos.signing import KEY_NAME
from batikpos.store.catalogue import replace_people
from batikpos.store.engine import Store
from batikpos.store.joining import Saved, SavedJournal, join
from batikpos.store.journal import list_facts
from batikpos.store.origins import list_lineage
from batikpos.store.promotions import replace_promotions
from batikpos.store.salvage import read_source
from batikpos.targets import check_target
from batikpos.values import frozen

ENDING = ".batikdesk"
LARGEST = 512 * 2**20

_MARK = b"batikpos desk 1\n"
_BESIDE = (KEY_NAME, PINS_NAME, COLUMNS_NAME, PAPERS_NAME)
"""What lies in a desk's home beside its store and its settings, and goes along with it."""

_FILES = (STORE_NAME, SETTINGS_NAME, *_BESIDE)
_NEEDED = {STORE_NAME, KEY_NAME, SETTINGS_NAME}


class NoDeskCopy(PosError):
    """A file that holds no desk."""

    code: ClassVar[str] = "no_desk_copy"
    text: ClassVar[str] = N_("{file} is no copy of an organizer's desk. Choose one that “fair backup” made.")
    file: str


class DeskGoesOn(PosError):
    """A copy of a desk that went on elsewhere: with it there would be two."""

    code: ClassVar[str] = "desk_goes_on"
    text: ClassVar[str] = N_(
        "Another laptop goes on as the organizer's desk since {at}; this copy is of before. Nothing was done."
        " Use that one, or a copy that it made."
    )
    at: datetime


@frozen
class DeskCopy:
    """A copy that was written and opened again: its file, and how many facts it holds."""

    file: Path
    facts: int


@frozen
class DeskTaken:
    """A desk that goes on here; `fetched` facts came from the centre, beyond the copy.

    The people `without_pin` were let in at the desk, or by another PIN, after it: no copy has their hashes.
    """

    gone_on: GoneOn
    fetched: int
    without_pin: tuple[str, ...] = ()


def back_up_desk(desk: Desk, file: Path, passphrase: str) -> DeskCopy:
    """Write all that makes a desk into a new file, sealed, and open it again.

    Raises: NotTheDesk, WeakPassphrase, BadTarget, NotBackedUp, OSError.
    """
    check_desk(desk)
    check_target(file, lambda _earlier: False)
    with tempfile.TemporaryDirectory(prefix="copy-", dir=desk.home) as folder:
        copied = back_up(desk, Path(folder) / f"{DESK}.batikpos").file
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as to:
            for name in _FILES:
                path = copied if name == STORE_NAME else desk.home / name
                if path.is_file():
                    to.writestr(name, path.read_bytes())
    sealed = seal(packed.getvalue(), passphrase, _MARK)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        make_private_file(part)
        with part.open("wb") as out:
            out.write(sealed)
            sync_file(out)
        facts = _count(part, passphrase)
        replace_file(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)
    return DeskCopy(file, facts)


def take_desk_over(
    home: Path, file: Path, passphrase: str, centre: Store | None, *, now: datetime, address: str = ""
) -> DeskTaken:
    """Make this laptop the organizer's desk, from a copy and from what the centre has beyond it.

    `centre` is None only where the desk has none; `address` is set where it is another than the desk's.
    The desk's key stays, so that the booths know its files. Where anything is refused, nothing stays behind.
    Raises: NoDeskCopy, NotOpened, HomeExists, DeskGoesOn, CentreDamaged, StoreUnavailable, OSError.
    """
    with alone_in(home):
        if was_in_use(home):
            raise HomeExists(str(home))
        with tempfile.TemporaryDirectory(prefix="copy-", dir=home) as unpacked:
            folder = Path(unpacked)
            _unpack(file, passphrase, folder)
            saved = _saved_in(folder, file)
            fetched = _beyond(centre, saved) if centre is not None else ()
            settings = load_settings(folder)
            if address:
                settings = replace(settings, central=address)
            kept = [name for name in _BESIDE if (folder / name).exists()]
            try:
                for name in kept:
                    _keep_private(home / name, (folder / name).read_bytes())
                done = go_on(home, _with(saved, fetched), Why.TAKEN_OVER, now=now, settings=settings)
            except BaseException:
                for name in kept:
                    (home / name).unlink(missing_ok=True)
                raise
    _take_promotions(home, fetched)
    return DeskTaken(done, len(fetched), _take_people(home, fetched))


def central_in(file: Path, passphrase: str) -> str:
    """Say which centre the desk in a copy sends to; "" for none. Raises: NoDeskCopy, NotOpened, OSError."""
    with tempfile.TemporaryDirectory(prefix="batikpos-") as unpacked:
        _unpack(file, passphrase, Path(unpacked), only=(SETTINGS_NAME,))
        return load_settings(Path(unpacked)).central


def _unpack(file: Path, passphrase: str, folder: Path, only: tuple[str, ...] = _FILES) -> None:
    """Open a copy and write what it holds into a private folder; no name in it leads out."""
    with file.open("rb") as sealed:
        content = sealed.read(LARGEST + 1)
    if len(content) > LARGEST or not content.startswith(_MARK):
        raise NoDeskCopy(file.name)
    opened = unseal(content, passphrase, _MARK, file=file.name)
    try:
        with zipfile.ZipFile(io.BytesIO(opened)) as packed:
            if not set(packed.namelist()) >= _NEEDED:
                raise NoDeskCopy(file.name)
            for name in set(packed.namelist()) & set(only):
                _keep_private(folder / name, packed.read(name))
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise NotOpened(file.name) from error


def _keep_private(path: Path, content: bytes) -> None:
    make_private_file(path)
    with path.open("wb") as out:
        out.write(content)
        sync_file(out)


def _saved_in(folder: Path, file: Path) -> Saved:
    saved = join([read_source(folder / STORE_NAME)])
    if saved is None or saved.own.head.booth.code != DESK or saved.known:
        raise NoDeskCopy(file.name)
    return saved


def _count(file: Path, passphrase: str) -> int:
    """Open a copy that was just written, as the spare laptop will; count its facts."""
    with tempfile.TemporaryDirectory(prefix="batikpos-") as unpacked:
        _unpack(file, passphrase, Path(unpacked))
        return sum(len(journal.facts) for journal in _saved_in(Path(unpacked), file).journals)


def _beyond(centre: Store, saved: Saved) -> tuple[Fact, ...]:
    """Give what the centre has of the desk beyond a copy. Raises: DeskGoesOn, CentreDamaged."""
    own = saved.own.head
    known = {journal.head.journal_id for journal in saved.journals}
    with centre.reading() as tx:
        for head in list_lineage(tx, own.fair_id, Booth(DESK)):
            if head.journal_id not in known:
                began = next(iter(list_facts(tx, head.fair_id, head.journal_id, limit=1)))
                raise DeskGoesOn(began.at)
        facts = tuple(list_facts(tx, own.fair_id, own.journal_id))
    check_foreign(centre.name, own, facts[own.mark :], own.head, own.mark)
    return facts[own.mark :]


def _with(saved: Saved, fetched: tuple[Fact, ...]) -> Saved:
    """Let the journal that was being written end where the centre's does."""
    if not fetched:
        return saved
    own: SavedJournal = saved.own
    head = replace(own.head, mark=fetched[-1].seq, head=fetched[-1].hash)
    further = replace(own, head=head, facts=own.facts + fetched, claimed=max(own.claimed, head.mark))
    return replace(saved, journals=(*saved.journals[:-1], further))


def _take_people(home: Path, fetched: tuple[Fact, ...]) -> tuple[str, ...]:
    """Let in at the desk nobody who was taken off after the copy, nor by a PIN that was replaced since.

    Return who is to be let in anew. Where nobody were left whose PIN stayed, those that were replaced hold.
    """
    latest: dict[str, LetIn] = {}
    for fact in fetched:
        if fact.kind == FactKind.LET_IN:
            with suppress(ValueError, KeyError, TypeError):  # nonsense lets nobody in, and takes nobody off
                told = let_in_from_body(fact.body)
                latest[plain_name(told.name)] = told
    if not latest:
        return ()
    with closing((desk := open_desk(home)).store), desk.writing() as tx:
        here = [p for p in desk.people if not (known := latest.get(plain_name(p.name))) or not known.is_off]
        same = [p for p in here if plain_name(p.name) not in latest]
        replace_people(tx, same if any(p.role is Role.SUPERVISOR for p in same) else here)
    return tuple(told.name for told in latest.values() if not told.is_off)


def _take_promotions(home: Path, fetched: tuple[Fact, ...]) -> None:
    """Let the promotions hold that were set after the copy: their rows are in no fact's reading."""
    told = [fact for fact in fetched if fact.kind == FactKind.PROMOTIONS]
    if told:
        held = [promotion_from_body(one["name"], one) for one in told[-1].body["promotions"]]
        with closing((desk := open_desk(home)).store), desk.writing() as tx:
            replace_promotions(tx, held)
