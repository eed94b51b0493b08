"""Why a database did not do it, in words of ours: its driver says it in English."""

import sqlite3

from batikpos.domain import whys
from batikpos.i18n import N_

BAD_PAGES = N_("it is no whole database")
BAD_ROW = N_("it holds what BatikPOS did not write")
_REFUSED = N_("the database refused it")

_BY_CODE = {
    sqlite3.SQLITE_CANTOPEN: N_("it cannot be opened: is its folder there, and this account's?"),
    sqlite3.SQLITE_READONLY: whys.NO_WRITING,
    sqlite3.SQLITE_FULL: whys.FULL,
    sqlite3.SQLITE_IOERR: whys.FAILING,
    sqlite3.SQLITE_PERM: whys.NOT_ALLOWED,
    sqlite3.SQLITE_AUTH: whys.NOT_ALLOWED,
    sqlite3.SQLITE_BUSY: whys.IN_USE,
    sqlite3.SQLITE_LOCKED: whys.IN_USE,
    sqlite3.SQLITE_PROTOCOL: whys.IN_USE,
    sqlite3.SQLITE_CORRUPT: BAD_PAGES,
    sqlite3.SQLITE_NOTADB: BAD_PAGES,
}

_BY_WORDS = (
    (("authentication failed", "no password", "pg_hba"), N_("name or password are not right")),
    (("does not exist",), N_("there is no such database, or no such user")),
    (
        ("name or service", "getaddrinfo", "translate host", "nodename"),
        N_("there is no machine of this name"),
    ),
    (("ssl", "tls", "certificate"), N_("it offers no connection that is protected (TLS) as it must be")),
    (("connection refused", "actively refused"), whys.NOBODY),
    (("timeout", "timed out"), whys.TOO_LATE),
    (("no route", "unreachable"), whys.NO_WAY),
    (("permission denied",), whys.NOT_ALLOWED),
    (("no space", "disk full"), whys.FULL),
    (("read-only", "readonly"), whys.NO_WRITING),
    (("closed the connection", "terminating connection", "connection is", "broken pipe"), whys.BROKEN_OFF),
)
"""What a server's driver says, which has no numbers for what kept it from the server."""


def why_of_driver(error: BaseException) -> str:
    """Say why a database, or the way to it, failed."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _BY_CODE.get(code & 0xFF, _REFUSED)
    said = str(error).lower()
    return next((why for words, why in _BY_WORDS if any(word in said for word in words)), _REFUSED)
