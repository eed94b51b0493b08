"""A booth's device with its home open: what every act of selling needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK, Books, Booth, Fair, Person
from batikpos.i18n import N_, translator
from batikpos.paper.nota import Dress, Stand
from batikpos.paper.picture import read_code
from batikpos.services.clock import Watch
from batikpos.services.disk import explaining, free_reserve
from batikpos.services.stamping import stamp_journal
from batikpos.services.swap import KEPT_NAME, NEXT_NAME, finish_swap, is_being_replaced
from batikpos.services.tail import TAIL_NAME, Tail, TailKeeper, count_beyond, read_tail
from batikpos.settings import FILE_NAME as SETTINGS_NAME
from batikpos.settings import STORE_NAME, Settings, load_settings
from batikpos.signing import KEY_NAME
from batikpos.store.catalogue import list_fairs, list_people, load_catalogue
from batikpos.store.copying import find_damage
from batikpos.store.driverwords import BAD_PAGES, BAD_ROW
from batikpos.store.engine import (
    NoStore,
    Store,
    StoreDamaged,
    StoreUnavailable,
    Transaction,
    open_store,
    store_url,
)
from batikpos.store.journal import append, find_break, list_heads, load_head, own_mark
from batikpos.values import frozen


class NoHome(Unavailable):
    """There is no booth in this folder."""

    code: ClassVar[str] = "no_home"
    text: ClassVar[str] = N_("There is no booth in {what}. Set one up with “batikpos setup”.")


class StoreGone(StoreUnavailable):
    """A home that was in use, and whose store is not there any more."""

    code: ClassVar[str] = "store_gone"
    text: ClassVar[str] = N_(
        "A booth was set up in {what}, but its store.db is gone. Put a copy in its place with “batikpos"
        " restore”, or “batikpos recover”; do not set the booth up again over it."
    )


class StoreReplaced(StoreUnavailable):
    """Another store was put in this one's place while the program was running."""

    code: ClassVar[str] = "store_replaced"
    text: ClassVar[str] = N_("The store in {what} was replaced or taken away. Start BatikPOS again.")


class StoreOlder(StoreUnavailable):
    """A store that ends before what this home is known to have written: an old copy in its place."""

    code: ClassVar[str] = "store_older"
    text: ClassVar[str] = N_(
        "The store in {what} is an older one: {count} facts are missing at its end. Do not sell with it; save"
        " what is whole with “batikpos recover”, so that no number is used twice."
    )
    count: int = 0


class KeyLost(PosError):
    """A laptop that cannot sign: its key is gone, or is another's."""

    code: ClassVar[str] = "key_lost"
    text: ClassVar[str] = N_(
        "The key in {home} is not the one this booth was opened with. Run “batikpos recover”, which goes on"
        " with a new one; or send over the network."
    )
    home: str


@frozen
class Desk:
    """One device of one booth: its folder, its store, and what it was set up with."""

    home: Path
    store: Store
    settings: Settings
    fair: Fair
    booth: Booth
    catalogue: Catalogue
    people: tuple[Person, ...]
    identity: tuple[int, int] | None
    books: Books
    tail: TailKeeper
    watch: Watch = field(default_factory=Watch)

    @property
    def stand(self) -> Stand:
        """Say where its papers come from."""
        return Stand(self.fair, self.booth, self.catalogue, self.books, dress_of(self.settings))

    @property
    def home_of_photographs(self) -> Path:
        """Say in which home the photographs of the goods lie: practice, inside the booth's, shows its own."""
        return self.home.parent if self.books is Books.TRAINING else self.home

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run one transaction that writes, with the disk's reserve given up first where it must be.

        Raises: StoreUnavailable.
        """
        with explaining(self.home), self.store.writing() as tx:
            self._check_in_place()
            free_reserve(self.home)
            look = self.watch.look()
            if look.is_step:
                at, was = self.fair.local(look.wall), self.fair.local(look.should)
                append(tx, FactKind.CLOCK, at, {"at": at.isoformat(), "was": was.isoformat()})
            before = own_mark(tx) if self.booth.code == DESK else None
            yield tx
            if before is not None and own_mark(tx) != before:
                stamp_journal(tx, self.home, self.fair.local(look.wall))
            tail = Tail(*own_mark(tx))
        self.tail.keep(tail)
        self.watch.take(look)  # only now: where nothing was written, the next act writes the step down

    def _check_in_place(self) -> None:
        """Write nothing into a file that is not the home's any more, or will not be: nobody would find it."""
        if _identity(self.home) != self.identity or is_being_replaced(self.home):
            raise StoreReplaced(str(self.home))

    def with_settings(self, settings: Settings) -> "Desk":
        """Return the same desk with other settings."""
        return replace(self, settings=settings)


def dress_of(settings: Settings) -> Dress:
    """Say what a booth has of its own on its notas."""
    logo = read_code(settings.logo) if settings.logo else None
    return Dress(logo, tuple(settings.header.splitlines()), tuple(settings.footer.splitlines()))


def _identity(home: Path) -> tuple[int, int] | None:
    """Tell a store's file from another one that was put in its place."""
    try:
        found = (home / STORE_NAME).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def was_in_use(home: Path) -> bool:
    """Say whether a booth was set up in a folder, even if its store is gone; one half set up was not."""
    if any((home / name).exists() for name in (STORE_NAME, NEXT_NAME, TAIL_NAME, KEPT_NAME)):
        return True
    is_half = (home / f"{STORE_NAME}.part").exists()
    return not is_half and any((home / name).exists() for name in (SETTINGS_NAME, KEY_NAME))


def open_desk(home: Path, settings: Settings | None = None) -> Desk:
    """Open the booth in a folder, its chains proven, with the settings of its file, or others.

    Raises: NoHome, StoreGone, StoreDamaged, StoreOlder, StoreNewer, StoreUnavailable, NoRoom.
    """
    return with_goods(open_without_goods(home, settings))


def open_without_goods(home: Path, settings: Settings | None = None) -> Desk:
    """Open it as `open_desk` does, but with nothing to sell: of goods there may be many thousands."""
    path = home / STORE_NAME
    if (home / NEXT_NAME).exists():
        finish_swap(home)
    if is_being_replaced(home):
        raise StoreReplaced(str(home))
    if not path.is_file():
        raise StoreGone(str(home)) if was_in_use(home) else NoHome(str(home))
    settings = settings or load_settings(home)
    free_reserve(home)  # even to open a store takes room, for its log
    with explaining(home):
        return _open(home, settings)


def with_goods(desk: Desk) -> Desk:
    """Load what a desk sells; where that fails, close it. Raises: StoreDamaged, StoreUnavailable."""
    with explaining(desk.home), closed_if_bad(desk.store), desk.store.reading() as tx:
        return replace(desk, catalogue=load_catalogue(tx))


def _open(home: Path, settings: Settings) -> Desk:
    try:
        store = open_store(store_url(str(home / STORE_NAME)))
    except NoStore as error:  # an empty file in its place
        raise StoreGone(str(home)) from error
    with closed_if_bad(store):
        known = read_tail(home)  # before the store is looked at: another process may be selling
        with store.reading() as tx:
            if broken := find_break(tx):
                why = translator(settings.language)(N_("fact {seq} does not fit the chain"))
                raise StoreDamaged(store.name, why.format(seq=broken[1]))
            if find_damage(tx, "fact"):  # its index too, which no chain shows
                raise StoreDamaged(store.name, BAD_PAGES)
            (fair,) = list_fairs(tx)
            head = load_head(tx)
            if beyond := count_beyond(known, head, list_heads(tx)):
                raise StoreOlder(str(home), count=beyond)
            return Desk(
                home=home,
                store=store,
                settings=settings,
                fair=fair,
                booth=head.booth,
                catalogue=Catalogue(),
                people=list_people(tx),
                identity=_identity(home),
                books=head.books,
                tail=TailKeeper(home),
            )


@contextmanager
def closed_if_bad(store: Store) -> Iterator[None]:
    """Let no store stay open that cannot be used; a row that no program of ours wrote is damage."""
    try:
        yield
    except ValueError as error:
        store.close()
        raise StoreDamaged(store.name, BAD_ROW) from error
    except BaseException:
        store.close()
        raise
