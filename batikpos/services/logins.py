"""Setting a centre up: its tables and rights, who may sign in, and which fairs are in it.

Passwords are made here and nowhere shown: they go into a file that only its owner may read, from where each
booth's fair file takes its own. PostgreSQL only: of a file, everybody who opens it may do everything.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Fair
from batikpos.files import make_private_file
from batikpos.i18n import N_
from batikpos.services.reconcile import WhichFair
from batikpos.store import partition, rights
from batikpos.store.engine import Store, Transaction
from batikpos.store.rights import Kind, Login
from batikpos.store.tls import login_address
from batikpos.values import frozen


class LoginsThere(PosError):
    """A file of logins that would be written over."""

    code: ClassVar[str] = "logins_there"
    text: ClassVar[str] = N_("{file} is there already, and may hold passwords that work. Name another file.")
    file: str


class NoTls(PosError):
    """A server without TLS, that booths would reach over a network."""

    code: ClassVar[str] = "no_tls"
    text: ClassVar[str] = N_(
        "The server of {centre} offers no TLS (ssl = off), and booths would reach it over the network. Give"
        " it a certificate and set ssl = on in postgresql.conf, then try again."
    )
    centre: str


class NotGuarded(PosError):
    """A centre whose logins are not kept apart."""

    code: ClassVar[str] = "not_guarded"
    text: ClassVar[str] = N_(
        "{centre} does not keep people apart: it has no logins. Set it up with “batikpos centre init”, on"
        " PostgreSQL."
    )
    centre: str


class NoLogin(PosError):
    """Nobody signs in under that name."""

    code: ClassVar[str] = "no_login"
    text: ClassVar[str] = N_("Nobody called {name} signs in at this centre. There are: {known}.")
    name: str
    known: str


class FairElsewhere(PosError):
    """A fair that is where it is to be put already."""

    code: ClassVar[str] = "fair_elsewhere"
    text: ClassVar[str] = N_("{fair} is there already: nothing was done.")
    fair: str


@frozen
class CentreSetUp:
    """What setting up came to: who is new, how many were there, and whether all of them fit at once."""

    made: tuple[Login, ...]
    kept: int
    connections: int

    @property
    def wanted_connections(self) -> int:
        """Say how many connections the server should let in: two a booth, and some for the desk."""
        return 2 * (self.kept + len(self.made)) + 10


def set_up_centre(
    centre: Store, fair: Fair, booths: Iterable[str], file: Path, *, host: str = ""
) -> CentreSetUp:
    """Guard a centre, open a fair in it, and write a login for each of its booths into a file.

    Asked again it makes every right anew and the logins that are missing; those there are keep their
    password. `host` is the server as booths reach it. Raises: NotTheOwner, NoTls, Unencrypted,
    LoginsThere, StoreUnavailable.
    """
    with _private(file), centre.writing() as tx:
        rights.set_up_rights(tx, centre.name)
        if "sslmode" in _address(centre, "", "", host) and not rights.has_tls(tx):
            raise NoTls(centre.name)
        there = rights.list_logins(tx)
        taken = {login.role for login in there}
        of = rights.find_centre_id(tx)
        wanted = [
            Login(rights.role_name(Kind.ORGANIZER, of), Kind.ORGANIZER),
            Login(rights.role_name(Kind.READER, of), Kind.READER),
        ]
        for code in sorted(set(booths)):
            role = rights.role_name(Kind.BOOTH, of, fair.fair_id, code)
            wanted.append(Login(role, Kind.BOOTH, fair.fair_id, fair.name, code))
        made = tuple(login for login in wanted if login.role not in taken)
        rights.act_as_owner(tx)
        partition.add_fair(tx, fair.fair_id)
        secret = {login.role: secrets.token_urlsafe(24) for login in made}
        for login in made:
            rights.make_login(tx, login, secret[login.role])
        _write(file, centre, made, secret, host)
        return CentreSetUp(made, len(there), rights.most_connections(tx))


def list_logins(centre: Store) -> tuple[Login, ...]:
    """List who may sign in at a centre. Raises: NotGuarded, StoreUnavailable."""
    _check_guarded(centre)
    with centre.reading() as tx:
        return rights.list_logins(tx)


def renew_login(centre: Store, name: str, fair: str, file: Path, *, host: str = "", own: str = "") -> Login:
    """Give somebody a new password, written into a file; whoever is signed in by the old one is put out.

    Of several fairs it is the one that is named, else the home's `own` (its id).

    Raises: NotGuarded, NoLogin, WhichFair, LoginsThere, Unencrypted, StoreUnavailable.
    """
    of = _find(centre, name, fair, own)
    secret = secrets.token_urlsafe(24)
    with _private(file), centre.writing() as tx:
        rights.renew_login(tx, of, secret)
        _write(file, centre, (of,), {of.role: secret}, host)
    _put_out(centre, of)
    return of


def withdraw_login(centre: Store, name: str, fair: str, *, own: str = "") -> tuple[Login, int]:
    """Let somebody sign in no more, and put out who is; what was sent stays. Return how many were put out.

    Of several fairs it is the one that is named, else the home's `own` (its id).

    Raises: NotGuarded, NoLogin, WhichFair, StoreUnavailable.
    """
    of = _find(centre, name, fair, own)
    with centre.writing() as tx:
        rights.withdraw_login(tx, of)
    return of, _put_out(centre, of)


def detach_fair(centre: Store, fair: str) -> tuple[str, int]:
    """Take a fair off the tables, its booths' logins withdrawn; return its name and how many facts it has.

    Raises: NotGuarded, WhichFair, FairElsewhere, StoreUnavailable.
    """
    fair_id, name = _find_fair(centre, fair)
    logins = [login for login in list_logins(centre) if login.fair_id == fair_id]
    with centre.writing() as tx:
        _check_place(tx, fair_id, name, is_attached=True)
        for login in logins:
            rights.withdraw_login(tx, login)
        rights.act_as_owner(tx)
        facts = partition.detach_fair(tx, fair_id)
    for login in logins:
        _put_out(centre, login)
    return name, facts


def attach_fair(centre: Store, fair: str) -> tuple[str, int]:
    """Put a fair back among the tables, to be read; its booths' logins stay withdrawn.

    Raises: NotGuarded, WhichFair, FairElsewhere, StoreUnavailable.
    """
    fair_id, name = _find_fair(centre, fair)
    with centre.writing() as tx:
        _check_place(tx, fair_id, name, is_attached=False)
        rights.act_as_owner(tx)
        return name, partition.attach_fair(tx, fair_id)


def _check_guarded(centre: Store) -> None:
    if not centre.is_guarded:
        raise NotGuarded(centre.name)


def _check_place(tx: Transaction, fair_id: str, name: str, *, is_attached: bool) -> None:
    if partition.is_attached(tx, fair_id) is not is_attached:
        raise FairElsewhere(name)


def _find(centre: Store, name: str, fair: str, own: str) -> Login:
    logins = list_logins(centre)
    found = [login for login in logins if login.name == name and fair in {"", login.fair, login.fair_id}]
    if not found:
        raise NoLogin(name, ", ".join(dict.fromkeys(login.name for login in logins)))
    if len(found) > 1:
        found = [login for login in found if login.fair_id == own] or found
    if len(found) > 1:
        raise WhichFair(_known(found))
    return found[0]


def _find_fair(centre: Store, fair: str) -> tuple[str, str]:
    logins = [login for login in list_logins(centre) if login.kind is Kind.BOOTH]
    found = {(login.fair_id, login.fair) for login in logins if fair in {login.fair, login.fair_id}}
    if len(found) != 1:
        raise WhichFair(_known(logins))
    return found.pop()


def _known(logins: Iterable[Login]) -> str:
    return ", ".join(dict.fromkeys(f"{login.fair} ({login.fair_id})" for login in logins))


def _put_out(centre: Store, of: Login) -> int:
    """End the sessions of a login, once it is safe that it begins no other."""
    with centre.writing() as tx:
        return rights.end_sessions(tx, of)


@contextmanager
def _private(file: Path) -> Iterator[None]:
    """Make a file that only its owner may read; nothing is left of it where what follows fails."""
    try:
        make_private_file(file)
    except FileExistsError as error:
        raise LoginsThere(str(file)) from error
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _write(file: Path, centre: Store, logins: Iterable[Login], secret: dict[str, str], host: str) -> None:
    told = [
        {
            "name": login.name,
            "kind": login.kind.value,
            "fair": login.fair or None,
            "fair_id": login.fair_id or None,
            "central": _address(centre, login.role, secret[login.role], host),
        }
        for login in logins
    ]
    file.write_text(json.dumps({"logins": told}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _address(centre: Store, role: str, password: str, host: str) -> str:
    return login_address(centre.url, role, password, host)
