"""Homes to measure on: the sample fair, as large as wished, with its till open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.fair import Booth, Role
from batikpos.domain.money import Rupiah
from batikpos.services.desk import open_desk
from batikpos.services.people import enrol
from batikpos.services.sample import SAMPLE_FAIR, SAMPLE_FOLDER, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import open_till
from batikpos.settings import Settings

CASHIER, PIN = "Rini", "1234"
NOW = datetime(2026, 12, 11, 3, tzinfo=UTC)
PLENTY = 1_000_000


def make_home(home: Path, *, items: int = 0, now: datetime = NOW) -> Path:
    """Set up a booth that may sell at once; with `items`, the sample goods are repeated up to so many.

    The till is that of `now`: a window that opens on another day says so over the goods.
    """
    catalogue = sample_catalogue()
    if items:
        catalogue = Catalogue(tuple(_repeated(catalogue.items, items)), catalogue.producers)
        _show_pictures(home, catalogue)
    else:
        catalogue = Catalogue(tuple(replace(i, stock=PLENTY) for i in catalogue.items), catalogue.producers)
    plan = Plan(SAMPLE_FAIR, Booth("A03"), catalogue, (enrol(CASHIER, Role.CASHIER, PIN),), Settings())
    set_up(home, plan, now=now)
    desk = open_desk(home)
    try:
        open_till(desk, Rupiah(500_000), cashier=CASHIER, now=now)
    finally:
        desk.store.close()
    return home


def _repeated(sample: tuple[Item, ...], count: int) -> Iterator[Item]:
    for n in range(count):
        item = sample[n % len(sample)]
        sku = f"{item.sku}-{n:05}"
        yield replace(item, sku=sku, group=sku, barcode=f"29{n:011}", name=f"{item.name} {n}", stock=PLENTY)


def _show_pictures(home: Path, catalogue: Catalogue) -> None:
    """Give every thing its own picture file, as a large booth would have."""
    folder = home / "pictures"
    folder.mkdir(parents=True)
    pictures = sorted((SAMPLE_FOLDER / "pictures").glob("*.png"))
    for n, item in enumerate(catalogue.items if pictures else ()):
        (folder / f"{item.sku}.png").symlink_to(pictures[n % len(pictures)])
