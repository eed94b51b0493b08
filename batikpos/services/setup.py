"""Making a home: a booth's store, opened by its first fact, and its settings."""

import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from batikpos import __version__
from batikpos.domain.catalogue import Catalogue, digest_of
from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS, Body, FactKind
from batikpos.domain.fair import DESK, MOST_DEVICES, Books, Booth, Fair, Person, is_booth_code
from batikpos.domain.handed import Handed, handed_to_body
from batikpos.domain.promotion import Promotion
from batikpos.domain.record import producer_to_body
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.files import make_private_file, replace_file
from batikpos.i18n import N_
from batikpos.services.begun import NAME as BEGUN_NAME
from batikpos.services.begun import keep_begun
from batikpos.services.desk import was_in_use
from batikpos.services.stamping import stamp_journal
from batikpos.settings import FILE_NAME, STORE_NAME, Settings, save_settings
from batikpos.signing import KEY_NAME, make_key
from batikpos.store.catalogue import insert_items, insert_people
from batikpos.store.engine import Store, open_store, store_url
from batikpos.store.journal import JournalHead, append, insert_journal, insert_own, keep_books
from batikpos.store.promotions import replace_promotions
from batikpos.values import frozen


class HomeExists(PosError):
    """There is a booth in this folder already."""

    code: ClassVar[str] = "home_exists"
    text: ClassVar[str] = N_("There is already a booth in {home}. Choose another folder.")
    home: str


class BadBooth(PosError):
    """A booth code or device number that papers could not carry."""

    code: ClassVar[str] = "bad_booth"
    text: ClassVar[str] = N_("“{booth}” is no booth's code. Use up to 8 letters and digits, like A03.")
    booth: str


class NoBoothCode(PosError):
    """A booth whose code was not typed."""

    code: ClassVar[str] = "no_booth_code"
    text: ClassVar[str] = N_("Type the booth's code; the organizer gives it to you, like A03.")


class BadDevice(PosError):
    """A device number that papers could not carry."""

    code: ClassVar[str] = "bad_device"
    text: ClassVar[str] = N_("A device's number is 1 to 99, not {device}. Give each laptop its own.")
    device: int


class BadFair(PosError):
    """A fair without a name, or that ends before it begins."""

    code: ClassVar[str] = "bad_fair"
    text: ClassVar[str] = N_(
        "The fair needs a name, its first and its last day, the last not before the first."
    )


class NoPeople(PosError):
    """A booth where nobody could sign in."""

    code: ClassVar[str] = "no_people"
    text: ClassVar[str] = N_(
        "Nobody could sign in here. Name at least one cashier, without control characters in the name."
    )


class SameName(PosError):
    """Two people of one name: whoever signs in would be either."""

    code: ClassVar[str] = "same_name"
    text: ClassVar[str] = N_("Two people are called {name}. Give one of them another name, like {name} 2.")
    name: str


@frozen
class Plan:
    """What a booth is to be set up with.

    `booths` are further ones of the fair, `facts` follow the first of the journal at once; `handed` is the
    fair file it all came from.
    """

    fair: Fair
    booth: Booth
    catalogue: Catalogue
    people: tuple[Person, ...]
    settings: Settings
    books: Books = Books.REAL
    promotions: tuple[Promotion, ...] = ()
    booths: tuple[str, ...] = ()
    facts: tuple[tuple[FactKind, Body], ...] = ()
    handed: Handed | None = None


def set_up(home: Path, plan: Plan, *, now: datetime) -> None:
    """Make a home; where anything is refused, nothing stays behind.

    Raises: HomeExists, BadBooth, BadFair, NoPeople, SameName, StoreUnavailable.
    """
    check_plan(plan)
    if was_in_use(home):
        raise HomeExists(str(home))
    made = [folder for folder in (home, *home.parents) if not folder.exists()]
    part = home / f"{STORE_NAME}.part"
    try:
        home.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        make_private_file(part)  # it holds the hashes of PINs, which are short
        public_key = make_key(home / KEY_NAME)
        store = open_store(store_url(str(part)), create=True)
        try:
            _fill(store, home, plan, now, public_key)
        finally:
            store.close()
        keep_begun(home, part)
        save_settings(home, plan.settings)
        replace_file(part, home / STORE_NAME)
    except BaseException:
        _clear(home, part, made)
        raise


def check_booth_code(code: str) -> None:
    """Refuse what no booth may be called, the organizer's desk too. Raises: NoBoothCode, BadBooth."""
    if not code:
        raise NoBoothCode
    if not is_booth_code(code) or code == DESK:
        raise BadBooth(code)


def check_plan(plan: Plan) -> None:
    """Refuse a plan that no booth could be set up with.

    Raises: BadBooth, BadDevice, BadFair, NoPeople, SameName.
    """
    if not is_booth_code(plan.booth.code):
        raise BadBooth(plan.booth.code)
    if not 1 <= plan.booth.device <= MOST_DEVICES:
        raise BadDevice(plan.booth.device)
    if not _is_name(plan.fair.name) or plan.fair.last_day < plan.fair.first_day:
        raise BadFair
    names = [p.name.casefold() for p in plan.people]
    if not names or not all(map(_is_name, names)):
        raise NoPeople
    for n, person in enumerate(plan.people):
        if names.index(person.name.casefold()) < n:
            raise SameName(person.name)


def _is_name(typed: str) -> bool:
    return bool(typed.strip()) and len(typed) <= LONGEST and not holds_control(typed)


def _fill(store: Store, home: Path, plan: Plan, now: datetime, public_key: str) -> None:
    journal_id = str(uuid4())
    with store.writing() as tx:
        keep_books(tx, plan.books)
        insert_journal(tx, JournalHead(plan.fair.fair_id, journal_id, plan.booth, 0, GENESIS, plan.books))
        insert_own(tx, plan.fair.fair_id, journal_id)
        append(tx, FactKind.OPENING, plan.fair.local(now), _opening(plan, public_key))
        for kind, body in plan.facts:
            append(tx, kind, plan.fair.local(now), body)
        if plan.booth.code == DESK:
            stamp_journal(tx, home, plan.fair.local(now))
        insert_items(tx, plan.catalogue.items)
        insert_people(tx, plan.people)
        replace_promotions(tx, plan.promotions)


def _opening(plan: Plan, public_key: str) -> Body:
    """Open a journal: who it belongs to, and chance enough that no other begins alike."""
    fair = plan.fair
    handed = {} if plan.handed is None else {"organizer": handed_to_body(plan.handed)}
    return handed | {
        "nonce": secrets.token_hex(16),
        "public_key": public_key,
        "books": plan.books.value,
        "program": __version__,
        "sqlite": sqlite3.sqlite_version,
        "booth": plan.booth.code,
        "device": plan.booth.device,
        "fair": {
            "name": fair.name,
            "first_day": fair.first_day.isoformat(),
            "last_day": fair.last_day.isoformat(),
            "time_zone": fair.time_zone,
        },
        "catalogue": digest_of(plan.catalogue.items),
        "booths": _booths(plan),
        "producers": list(map(producer_to_body, plan.catalogue.producers)),
    }


def _booths(plan: Plan) -> Sequence[str]:
    return sorted({p.booth for p in plan.catalogue.producers if p.booth} | {plan.booth.code, *plan.booths})


def _clear(home: Path, part: Path, made: Sequence[Path]) -> None:
    for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
        left.unlink(missing_ok=True)
    if not (home / STORE_NAME).exists():  # else another process was quicker, and these are its
        for name in (FILE_NAME, KEY_NAME, BEGUN_NAME):
            (home / name).unlink(missing_ok=True)
    for folder in made:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
