"""Setting the centre of a booth: its address is tried before it is kept."""

from contextlib import closing
from enum import Enum
from pathlib import Path

from batikpos.settings import Settings, change_setting
from batikpos.store.engine import (
    BadStoreUrl,
    NoStore,
    StoreBusy,
    StoreMissing,
    StoreUnavailable,
    shown_address,
    store_url,
    whole_address,
)
from batikpos.sync.centre import open_centre
from batikpos.values import frozen


class CentreState(Enum):
    """What an address that was kept answered."""

    READY = "ready"
    EMPTY = "empty"
    SILENT = "silent"
    NONE = "none"


@frozen
class KeptCentre:
    """The settings with a centre that was tried; `why` says why it is silent, without its password."""

    settings: Settings
    state: CentreState
    why: str = ""


def keep_centre(home: Path, typed: str) -> KeptCentre:
    """Try a centre and keep its address; nothing typed means that there is none.

    A server that does not answer now is kept too, for it may be at the fair only. Nothing is made there:
    the first sending does that. Raises: BadStoreUrl, NotACentre, StoreNewer, StoreUnavailable.
    """
    address = whole_address(typed.strip()) if typed.strip() else ""
    state, why = _try(address) if address else (CentreState.NONE, "")
    return KeptCentre(change_setting(home, "central", address), state, why)


def say_address(address: str) -> str:
    """Write a centre's address for people, without its password."""
    return shown_address(store_url(address))


def _try(address: str) -> tuple[CentreState, str]:
    """Say what an address answers. Raises as `keep_centre`."""
    url = store_url(address)
    is_file = url.get_backend_name() == "sqlite"
    path = Path(url.database or "")
    if is_file and path.is_dir():
        raise BadStoreUrl
    if is_file and not path.exists():
        if not path.parent.is_dir():
            raise StoreMissing(str(path.parent))
        return CentreState.EMPTY, ""
    try:
        with closing(open_centre(address)):
            return CentreState.READY, ""
    except NoStore:
        if is_file:  # another program's
            raise
        return CentreState.EMPTY, ""
    except StoreBusy:  # one that is in use is one
        return CentreState.READY, ""
    except StoreUnavailable as error:
        if is_file:
            raise
        return CentreState.SILENT, error.why
