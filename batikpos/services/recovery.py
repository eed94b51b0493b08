"""Selling again after the worst: a damaged store, a copy put back, another laptop in its place."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS
from batikpos.domain.fair import Books, Booth
from batikpos.i18n import N_
from batikpos.services.backup import device_of, list_backups
from batikpos.services.begun import NAME as BEGUN_NAME
from batikpos.services.desk import NoHome, was_in_use
from batikpos.services.foreign import CentreDamaged, check_foreign
from batikpos.services.lineage import GoneOn, NothingWhole, Why, go_on
from batikpos.services.setup import HomeExists, Plan, check_plan
from batikpos.services.swap import KEPT_NAME, NEXT_NAME, alone_in, finish_swap, no_writer
from batikpos.services.tail import read_tail
from batikpos.services.verify import older_faults, verify
from batikpos.settings import FILE_NAME, STORE_NAME, Settings, load_settings
from batikpos.signing import public_half
from batikpos.store.catalogue import list_people, load_catalogue
from batikpos.store.copying import check_pages
from batikpos.store.engine import (
    Store,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
    StoreNewer,
    StoreUnavailable,
    open_store,
    store_url,
)
from batikpos.store.joining import Saved, SavedJournal, join, kept_rows, lineage_of
from batikpos.store.journal import list_facts, own_mark
from batikpos.store.origins import list_lineage
from batikpos.store.salvage import Source, read_beside, read_source
from batikpos.store.seals import find_public_key


class NotDamaged(PosError):
    """A store that is whole: nothing is put in its place."""

    code: ClassVar[str] = "not_damaged"
    text: ClassVar[str] = N_("The store in {home} is whole. Nothing needs to be recovered.")
    home: str


class NothingSent(PosError):
    """A booth that has sent nothing: there is nothing to go on from."""

    code: ClassVar[str] = "nothing_sent"
    text: ClassVar[str] = N_("{booth} has sent nothing of this fair yet. Set it up anew, without --continue.")
    booth: str


class NotACopy(PosError):
    """A file that is no copy of a booth's store."""

    code: ClassVar[str] = "not_a_copy"
    text: ClassVar[str] = N_("{file} is no copy of a booth. Choose a file that “batikpos backup” made.")
    file: str


class OthersCopy(PosError):
    """A copy of another booth, device, fair or kind of books than this home's."""

    code: ClassVar[str] = "others_copy"
    text: ClassVar[str] = N_(
        "{file} is not a copy of this booth: {booth} is set up here. Choose a copy of {booth}, or another"
        " folder with --home."
    )
    file: str
    booth: str


def recover(home: Path, *, now: datetime) -> GoneOn:
    """Save what is whole of a home's store, with what its copies hold beyond, and go on from it.

    Raises: NoHome, NotDamaged, NothingWhole, StoreNewer, StoreUnavailable.
    """
    if not (home.is_dir() and was_in_use(home)):
        raise NoHome(str(home))
    with alone_in(home):
        if (home / NEXT_NAME).exists():
            finish_swap(home)
        _check_damaged(home)
        with no_writer(home):
            store = read_source(home / STORE_NAME, is_live=True)
            saved = _joined(home, [store, *_copies_of(store, home)])
            if saved is None:
                raise NothingWhole(str(home / STORE_NAME))
            try:
                return go_on(home, saved, Why.DAMAGED, now=now)
            except StoreDamaged as error:
                raise NothingWhole(str(home / STORE_NAME)) from error


def _joined(home: Path, sources: list[Source]) -> Saved | None:
    """Put a home's store and its copies together, with what else the home knows of what was written.

    That is how its store began, the stores that were replaced here before, and how far its journal came.
    None where neither store nor copy has a fact.
    """
    if not any(source.facts for source in sources):
        return None
    kept = [replace(read_beside(store), is_kept=True) for store in _kept_stores(home)]
    saved = join([*sources, read_beside(home / BEGUN_NAME), *kept])
    known = read_tail(home)
    if saved is None or known is None:
        return saved
    if known.journal_id not in {journal.head.journal_id for journal in saved.journals}:
        further = max(known.mark, saved.dropped.get(known.journal_id, 0))
        return replace(saved, dropped={**saved.dropped, known.journal_id: further})
    journals = (
        replace(journal, claimed=max(journal.claimed, known.mark))
        if journal.head.journal_id == known.journal_id
        else journal
        for journal in saved.journals
    )
    return replace(saved, journals=tuple(journals))


def _kept_stores(home: Path) -> list[Path]:
    """List the newest of the stores that were replaced here."""
    return sorted((home / KEPT_NAME).glob(f"*/{STORE_NAME}"), reverse=True)[:COPIES]


COPIES = 6
"""How many of the newest copies are read beside a store, and of the stores before it."""


def _copies_of(store: Source, home: Path) -> list[Source]:
    """Read the newest copies of this very device: a stick may hold those of many booths.

    A store of which nothing is left no longer says whose it was: then its key does.
    """
    folder = load_settings(home).backup
    files = list_backups(Path(folder)) if folder else ()
    if store.prefixes:
        named = [file for file in files if device_of(file) in store.prefixes]
        return [read_beside(file) for file in named[:COPIES]]
    key = public_half(home)
    found: list[Source] = []
    for file in files:
        source = read_beside(file)
        if key and key in source.public_keys:
            found.append(source)
        if len(found) == COPIES:
            break
    return found


def restore(home: Path, file: Path, *, now: datetime, language: str = "id") -> GoneOn:
    """Go on from a copy, in a home whose store it is a copy of, or in one that is made.

    What the home's own store holds beyond the copy comes along, for it was confirmed; that store is kept.
    Raises: StoreMissing, NotACopy, OthersCopy, NothingWhole, StoreUnavailable.
    """
    if not file.is_file():
        raise StoreMissing(str(file))
    copy = read_source(file, carves=True)
    alone = join([copy])
    if alone is None:
        raise NotACopy(str(file))
    with alone_in(home):
        if (home / NEXT_NAME).exists():
            finish_swap(home)
        _check_whose(home, alone, file)
        why = Why.RESTORED if was_in_use(home) else Why.TAKEN_OVER
        settings = None if (home / FILE_NAME).exists() else Settings(language=language)
        with no_writer(home):
            store = read_source(home / STORE_NAME, is_live=True)
            shares = store.facts.keys() & copy.facts.keys()
            saved = _joined(home, [store, copy] if shares else [copy, store])
            try:
                return go_on(home, saved or alone, why, now=now, settings=settings)
            except StoreDamaged as error:
                raise NotACopy(str(file)) from error


def _check_whose(home: Path, copy: Saved, file: Path) -> None:
    """Let no copy of another booth, or of practice, take a home's place. Raises: OthersCopy.

    Where the store, its beginning and those before it are lost, the home's key tells whose it is.
    """
    for known in (home / STORE_NAME, home / BEGUN_NAME, *_kept_stores(home)):
        here = join([read_beside(known)])
        if here is not None:
            if _whose(here) != _whose(copy):
                raise OthersCopy(str(file), here.own.head.booth.prefix)
            return
    key = public_half(home)
    keys = {str(journal.facts[0].body.get("public_key", "")) for journal in copy.journals} - {""}
    if key and keys and key not in keys:
        raise OthersCopy(str(file), home.name)


def _whose(saved: Saved) -> tuple[str, Booth, Books]:
    head = saved.own.head
    return head.fair_id, head.booth, head.books


MENDED = {"missing", "altered", "envelope", "head", "shared", "table", "file", "older"}
"""Faults that `verify` names and that a store made anew of its whole facts has no more."""


def _check_damaged(home: Path) -> None:
    """Let a store through that is damaged, older than it was, or whose key is lost.

    Raises: NotDamaged, and StoreBusy where others use it.
    """
    path = home / STORE_NAME
    if not path.is_file():
        return
    try:
        with closing(open_store(store_url(str(path)))) as store:
            check_pages(path)
            is_whole = not any(
                fault.code in MENDED for fault in verify(store, *older_faults(read_tail(home), store)).faults
            )
            with store.reading() as tx:
                key = find_public_key(tx, own_mark(tx)[0])
                load_catalogue(tx), list_people(tx)
    except (StoreBusy, StoreNewer):
        raise
    except (StoreUnavailable, LookupError, ValueError):
        return
    if is_whole and key == public_half(home) and key:
        raise NotDamaged(str(home))


def take_over(home: Path, plan: Plan, source: Store, *, now: datetime) -> GoneOn:
    """Set a laptop up to go on where a lost one of the same booth stopped, from what a centre holds of it.

    What the lost one had not sent yet is not here; it goes aside at the centre when it comes.
    Raises: HomeExists, BadBooth, BadFair, NoPeople, NothingSent, CentreDamaged, StoreUnavailable.
    """
    check_plan(plan)
    with alone_in(home):
        if was_in_use(home):
            raise HomeExists(str(home))
        return _take_over(home, plan, source, now)


def _take_over(home: Path, plan: Plan, source: Store, now: datetime) -> GoneOn:
    with source.reading() as tx:
        heads = list_lineage(tx, plan.fair.fair_id, plan.booth)
        chains = [tuple(list_facts(tx, head.fair_id, head.journal_id)) for head in heads]
    if not heads:
        raise NothingSent(plan.booth.prefix)
    for head, facts in zip(heads, chains, strict=True):
        check_foreign(source.name, head, facts, GENESIS)
        if (len(facts), facts[-1].hash) != (head.mark, head.head):
            raise CentreDamaged(source.name, booth=head.booth.prefix, seq=head.mark)
    journals = tuple(
        SavedJournal(head, facts, lineage_of(facts[0]), head.mark)
        for head, facts in zip(heads, chains, strict=True)
    )
    tables = kept_rows(plan.catalogue.items, plan.people)
    saved = Saved(journals, tables, lineage=max(journal.lineage for journal in journals))
    return go_on(home, saved, Why.TAKEN_OVER, now=now, settings=plan.settings)
