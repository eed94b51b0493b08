"""The private file of logins that setting a centre up writes: who gets which way in."""

import json
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.store.rights import Kind
from batikpos.values import frozen

LARGEST_FILE = 4 * 2**20


class BadLogins(PosError):
    """A file that is no file of logins."""

    code: ClassVar[str] = "bad_logins"
    text: ClassVar[str] = N_("{file} is no file of logins. Take the one that “batikpos centre init” wrote.")
    file: str


class NoLoginInFile(PosError):
    """A file of logins without the one that is wanted."""

    code: ClassVar[str] = "no_login_in_file"
    text: ClassVar[str] = N_(
        "{file} holds no login of {name} for this fair. Make one with “batikpos centre init”, or “batikpos"
        " centre login”."
    )
    file: str
    name: str


@frozen
class KeptLogin:
    """A way in to a centre: whose it is, and the address with its password."""

    name: str
    kind: Kind
    fair_id: str
    central: str


def read_logins(file: Path) -> tuple[KeptLogin, ...]:
    """Read a file of logins. Raises: BadLogins."""
    try:
        with file.open("rb") as kept:
            content = json.loads(kept.read(LARGEST_FILE))
        return tuple(
            KeptLogin(str(one["name"]), Kind(one["kind"]), str(one["fair_id"] or ""), str(one["central"]))
            for one in content["logins"]
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadLogins(file.name) from error


def login_of_booth(file: Path, fair_id: str, booth: str) -> str:
    """Find a booth's own way in. Raises: BadLogins, NoLoginInFile."""
    for login in read_logins(file):
        if (login.kind, login.fair_id, login.name) == (Kind.BOOTH, fair_id, booth):
            return login.central
    raise NoLoginInFile(file.name, booth)


def login_of_desk(file: Path) -> str:
    """Find the organizer's way in, which sends for the desk too. Raises: BadLogins, NoLoginInFile."""
    for login in read_logins(file):
        if login.kind is Kind.ORGANIZER:
            return login.central
    raise NoLoginInFile(file.name, Kind.ORGANIZER.value)


def way_of_booth(central: str, logins: Path | None, fair_id: str, booth: str) -> str:
    """Say how a booth reaches the centre: by its own login, or, where the centre is a file, by its path.

    Without a file of logins there is no way to a server. Raises: BadLogins, NoLoginInFile.
    """
    if logins is not None:
        return login_of_booth(logins, fair_id, booth)
    return "" if is_server(central) else central


def is_server(central: str) -> bool:
    """Say whether a centre is a server, which asks who comes."""
    return "://" in central
