"""TLS to a centre on another machine: what is sent there, and the login it is sent by, is nobody else's."""

import os
from typing import ClassVar

from sqlalchemy import URL

from batikpos.domain.errors import PosError
from batikpos.i18n import N_

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine, where nothing goes over a network."""

STRONG = frozenset({"require", "verify-ca", "verify-full"})
"""The `sslmode`s of libpq that never send anything in the clear."""


class Unencrypted(PosError):
    """An address on another machine that allows a connection without TLS."""

    code: ClassVar[str] = "unencrypted"
    text: ClassVar[str] = N_(
        "{host} is another machine, and sslmode={mode} would let sales and passwords cross the network"
        " readable. Write sslmode=require, or verify-full where you have its certificate."
    )
    host: str
    mode: str


def is_here(url: URL) -> bool:
    """Say whether a PostgreSQL address is this machine's, by every way it may name a host."""
    query = url.normalized_query
    if "service" in query or os.environ.get("PGSERVICE"):
        return False  # a file of libpq's says where that is
    named = [url.host or "", *query.get("host", ()), *query.get("hostaddr", _environment("PGHOSTADDR"))]
    hosts = [host for several in named for host in several.split(",") if host] or [*_environment("PGHOST")]
    return all(host in HERE or host.startswith(("/", "@")) for host in hosts)


def with_tls(url: URL) -> URL:
    """Ask for TLS where an address is another machine's. Raises: Unencrypted."""
    modes = url.normalized_query.get("sslmode", ())
    if is_here(url) or (modes and set(modes) <= STRONG):
        return url
    if modes:
        raise Unencrypted(url.host or "", ", ".join(modes))
    return url.update_query_dict({"sslmode": "require"})


def login_address(of: URL, role: str, password: str, host: str) -> str:
    """Write the address that a login is told: its own name and password, the server as it sees it.

    `host` may end in a port; "" is the server as `of` names it. Raises: Unencrypted.
    """
    name, _, port = host.partition(":")
    url = of.set(drivername="postgresql", username=role, password=password)
    if name:
        url = url.set(host=name, port=int(port) if port else of.port).difference_update_query(
            ["host", "hostaddr"]
        )
    return with_tls(url).render_as_string(hide_password=False)


def _environment(variable: str) -> tuple[str, ...]:
    """Say what libpq finds in the environment where an address is silent."""
    return tuple(filter(None, (os.environ.get(variable),)))
