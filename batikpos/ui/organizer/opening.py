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

    `keys` are those of the desk that is believed at the centre; none where the home knows none.
    """

    home: Path
    settings: Settings
    central: str
    desk: Desk | None = None
    keys: frozenset[str] = frozenset()


def open_organizer(home: Path, language: str, central: str = "") -> OpenedOrganizer:
    """Open the organizer's desk of a home, or only look at a centre: the named one, else the home's.

    Raises: NoCentre, StoreNewer, StoreUnavailable.
    """
    settings = replace(load_settings(home), language=language)
    chosen = central or settings.central
    try:
        desk = open_desk(home)
    except NoHome:
        desk = None
    keys = keys_known_in(desk.store) if desk else frozenset()
    if desk is not None and desk.booth.code != DESK:
        desk.store.close()
        desk = None
    if desk is None and not chosen:
        raise NoCentre
    return OpenedOrganizer(home, settings, chosen, desk and desk.with_settings(settings), keys)
