"""Where a copy or a bundle may be written: over nothing but an earlier one of its kind."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.settings import STORE_NAME
from batikpos.signing import KEY_NAME


class BadTarget(PosError):
    """A name under which something else is already, or that belongs to a booth."""

    code: ClassVar[str] = "bad_target"
    text: ClassVar[str] = N_("Nothing was written to {file}: {why}. Choose another name.")
    file: str
    why: str


def check_target(file: Path, is_earlier: Callable[[Path], bool]) -> None:
    """Refuse to write over what `is_earlier` does not know as one of its kind. Raises: BadTarget."""
    if is_home(file.absolute().parent):
        raise BadTarget(str(file), N_("it lies in a booth's own folder"))
    if file.exists() and not file.is_file():
        raise BadTarget(str(file), N_("it is a folder or a device"))
    if file.exists() and not is_earlier(file):
        raise BadTarget(str(file), N_("another file is there"))


def check_new_folder(folder: Path) -> None:
    """Refuse a folder in which something is: it may be anybody's, and is kept. Raises: BadTarget."""
    if is_home(folder) or is_home(folder.absolute().parent):
        raise BadTarget(str(folder), N_("it lies in a booth's own folder"))
    if folder.exists() and not folder.is_dir():
        raise BadTarget(str(folder), N_("another file is there"))
    if folder.exists() and any(folder.iterdir()):
        raise BadTarget(str(folder), N_("something is in that folder"))


def is_home(folder: Path) -> bool:
    """Say whether a booth keeps its store or its key in a folder."""
    return (folder / STORE_NAME).exists() or (folder / KEY_NAME).exists()
