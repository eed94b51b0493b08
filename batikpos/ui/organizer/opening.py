"""Opening the organizer's window: the desk's home where there is one, and the centre that is looked at."""

from dataclasses import replace
from pathlib import Path

from batikpos.domain.fair import DESK
from batikpos.services.desk import Desk, NoHome, open_desk
from batikpos.services.desks import keys_known_in
from batikpos.settings import Settings, load_settings
from batikpos.sync.centre import NoCentre
from batikpos.values import frozen


@frozen
class OpenedOrganizer:
    """What the window opens on; without a desk of the organizer's it only looks, and decides nothing.

    `keys` are those of the desk that is believed at the centre; none where the home knows none. One that
    `is_empty` has nothing to look at either: a fair may be made there.
    """

    home: Path
    settings: Settings
    central: str
    desk: Desk | None = None
    keys: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Say whether there is neither a desk nor a centre."""
        return self.desk is None and not self.central


def open_organizer(home: Path, language: str, central: str = "") -> OpenedOrganizer:
    """Open the organizer's desk of a home, or only look at a centre: the named one, else the home's.

    In a folder with neither, a fair may be made; the home of a booth is none for that.
    Raises: NoCentre, StoreNewer, StoreUnavailable.
    """
    settings = replace(load_settings(home), language=language)
    chosen = central or settings.central
    try:
        desk = open_desk(home)
    except NoHome:
        return OpenedOrganizer(home, settings, chosen)
    keys = keys_known_in(desk.store)
    if desk.booth.code == DESK:
        return OpenedOrganizer(home, settings, chosen, desk.with_settings(settings), keys)
    desk.store.close()
    if not chosen:
        raise NoCentre
    return OpenedOrganizer(home, settings, chosen, keys=keys)
