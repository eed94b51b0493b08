"""Opening a booth for its window: the desk, who is at the till, and whether the till is open."""

from dataclasses import dataclass, replace
from pathlib import Path

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.search import Search
from batikpos.services.desk import Desk, open_desk
from batikpos.services.people import sign_in
from batikpos.services.till import is_till_open


@dataclass(frozen=True, slots=True)
class OpenedBooth:
    """A booth as its window finds it; `mishap` says why nobody could be signed in at once."""

    desk: Desk
    search: Search
    is_till_open: bool
    person: Person | None = None
    mishap: PosError | None = None


def open_booth(home: Path, language: str, cashier: str = "", pin: str = "") -> OpenedBooth:
    """Open a booth in a language, signing a cashier in where name and PIN are given.

    Raises: NoHome, StoreNewer, StoreUnavailable.
    """
    desk = open_desk(home)
    desk = desk.with_settings(replace(desk.settings, language=language))
    opened = OpenedBooth(desk, _search(desk), is_till_open(desk))
    if not (cashier and pin):
        return opened
    try:
        return replace(opened, person=sign_in(desk.people, cashier, pin))
    except PosError as error:
        return replace(opened, mishap=error)


def _search(desk: Desk) -> Search:
    """Make the goods ready to be found, the booth's own first: they are what is mostly sold here."""
    own = {p.code for p in desk.catalogue.producers if p.booth == desk.booth.code}
    items = sorted(desk.catalogue.items, key=lambda item: item.producer not in own)
    return Search(items, {p.code: p.name for p in desk.catalogue.producers})
