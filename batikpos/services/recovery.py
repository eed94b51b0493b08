"""Selling again after the worst: a damaged store, a copy put back, another laptop in its place."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Books, Booth
from batikpos.i18n import N_
from batikpos.services.backup import device_of, list_backups
from batikpos.services.begun import NAME as BEGUN_NAME
from batikpos.services.desk import NoHome, open_desk, was_in_use
from batikpos.services.lineage import GoneOn, NothingWhole, Why, go_on
from batikpos.services.setup import HomeExists, Plan, check_plan
from batikpos.services.swap import NEXT_NAME, alone_in, finish_swap
from batikpos.services.tail import Tail, read_tail
from batikpos.services.verify import verify
from batikpos.settings import FILE_NAME, STORE_NAME, Settings, load_settings
from batikpos.signing import public_half
from batikpos.store.copying import check_pages
from batikpos.store.engine import Store, StoreDamaged, StoreMissing, StoreUnavailable
from batikpos.store.journal import list_facts, own_mark
from batikpos.store.origins import list_lineage
from batikpos.store.salvage import Saved, SavedJournal, Source, join, kept_rows, read_source, salvage
from batikpos.store.seals import find_public_key


@dataclass(eq=False)
class NotDamaged(PosError):
    """A store that is whole: nothing is put in its place."""

    code: ClassVar[str] = "not_damaged"
    text: ClassVar[str] = N_("The store in {home} is whole. Nothing needs to be recovered.")
    home: str


@dataclass(eq=False)
class NothingSent(PosError):
    """A booth that has sent nothing: there is nothing to go on from."""

    code: ClassVar[str] = "nothing_sent"
    text: ClassVar[str] = N_("{booth} has sent nothing of this fair yet. Set it up anew, without --continue.")
    booth: str


@dataclass(eq=False)
class NotACopy(PosError):
    """A file that is no copy of a booth's store."""

    code: ClassVar[str] = "not_a_copy"
    text: ClassVar[str] = N_("{file} is no copy of a booth. Choose a file that “batikpos backup” made.")
    file: str


@dataclass(eq=False)
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
        store = read_source(home / STORE_NAME, is_live=True)
        sources = [store, *_copies_of(store, home)]
        saved = join([*sources, read_source(home / BEGUN_NAME)]) if any(s.facts for s in sources) else None
        if saved is None:
            raise NothingWhole(str(home / STORE_NAME))
        try:
            return go_on(home, _reaching(saved, read_tail(home)), Why.DAMAGED, now=now)
        except StoreDamaged as error:
            raise NothingWhole(str(home / STORE_NAME)) from error


def _reaching(saved: Saved, known: Tail | None) -> Saved:
    """Take in how far the journal is known to have come: what is missing up to there is lost, for now."""
    own = saved.own
    if known is None or known.journal_id != own.head.journal_id:
        return saved
    own = replace(own, claimed=max(own.claimed, known.mark))
    return replace(saved, journals=(*saved.journals[:-1], own))


COPIES = 3
"""How many of the newest copies are read beside a damaged store."""


def _copies_of(store: Source, home: Path) -> list[Source]:
    """Read the newest copies of this very device: a stick may hold those of many booths.

    A store of which nothing is left no longer says whose it was: then its key does.
    """
    folder = load_settings(home).backup
    files = list_backups(Path(folder)) if folder else ()
    if store.prefixes:
        named = [file for file in files if device_of(file) in store.prefixes]
        return [read_source(file) for file in named[:COPIES]]
    key = public_half(home)
    found: list[Source] = []
    for file in files:
        source = read_source(file)
        if key and key in source.public_keys:
            found.append(source)
        if len(found) == COPIES:
            break
    return found


def restore(home: Path, file: Path, *, now: datetime, language: str = "id") -> GoneOn:
    """Put a copy in the place of a home's store, which is kept; a home that is not there is made.

    Raises: StoreMissing, NotACopy, OthersCopy, NothingWhole, StoreUnavailable.
    """
    if not file.is_file():
        raise StoreMissing(str(file))
    with alone_in(home):
        if (home / NEXT_NAME).exists():
            finish_swap(home)
        saved = salvage(file)
        if saved is None:
            raise NotACopy(str(file))
        before = salvage(home / STORE_NAME)
        if before is not None and _whose(before) != _whose(saved):
            raise OthersCopy(str(file), before.own.head.booth.prefix)
        why = Why.RESTORED if was_in_use(home) else Why.TAKEN_OVER
        settings = None if (home / FILE_NAME).exists() else Settings(language=language)
        try:
            return go_on(home, saved, why, now=now, settings=settings, replaced=before)
        except StoreDamaged as error:
            raise NotACopy(str(file)) from error


def _whose(saved: Saved) -> tuple[str, Booth, Books]:
    head = saved.own.head
    return head.fair_id, head.booth, head.books


MENDED = {"missing", "altered", "envelope", "head", "shared", "table", "file"}
"""Faults that `verify` names and that a store made anew of its whole facts has no more."""


def _check_damaged(home: Path) -> None:
    """Let a store through that is damaged or whose key is lost; one in use by others is not damaged."""
    try:
        desk = open_desk(home)
        with closing(desk.store):
            check_pages(home / STORE_NAME)
            is_whole = not any(fault.code in MENDED for fault in verify(desk.store).faults)
            with desk.store.reading() as tx:
                key = find_public_key(tx, own_mark(tx)[0])
            is_whole = is_whole and key in {"", public_half(home)}
    except StoreUnavailable as error:
        if error.code not in {"store_damaged", "store_gone", "store_older", "store_unavailable"}:
            raise
        return
    if is_whole:
        raise NotDamaged(str(home))


def take_over(home: Path, plan: Plan, source: Store, *, now: datetime) -> GoneOn:
    """Set a laptop up to go on where a lost one of the same booth stopped, from what a centre holds of it.

    What the lost one had not sent yet is not here; it goes aside at the centre when it comes.
    Raises: HomeExists, BadBooth, BadFair, NoPeople, NothingSent, StoreUnavailable.
    """
    check_plan(plan)
    with alone_in(home):
        if was_in_use(home):
            raise HomeExists(str(home))
        return _take_over(home, plan, source, now)


def _take_over(home: Path, plan: Plan, source: Store, now: datetime) -> GoneOn:
    with source.reading() as tx:
        journals = tuple(
            SavedJournal(head, tuple(list_facts(tx, head.fair_id, head.journal_id)), n, head.mark)
            for n, head in enumerate(list_lineage(tx, plan.fair.fair_id, plan.booth))
        )
    if not journals:
        raise NothingSent(plan.booth.prefix)
    tables = kept_rows(plan.catalogue.items, plan.people)
    return go_on(home, Saved(journals, tables), Why.TAKEN_OVER, now=now, settings=plan.settings)
