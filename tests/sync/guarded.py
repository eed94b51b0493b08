"""A centre that keeps people apart, for the tests: set up by its command's own service, logins in hand."""

import json
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from batikpos.domain.fair import Fair
from batikpos.services.logins import set_up_centre
from batikpos.sync.centre import open_centre
from tests.postgres import Postgres
from tests.sync.booths import FAIR


@dataclass(frozen=True, slots=True)
class Guarded:
    """A guarded centre in a database of a server, and the address of each of its logins."""

    server: Postgres
    database: str
    addresses: dict[str, str]

    def copy(self) -> "Guarded":
        """Copy the centre; its roles, being the server's, sign in there too."""
        database = self.server.new_database(self.database)
        addresses = {
            name: address.replace(f"/{self.database}", f"/{database}")
            for name, address in self.addresses.items()
        }
        with self.server.connect(database) as connection:  # what a database lets in is not copied with it
            connection.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
            )
            for address in addresses.values():
                role = sql.Identifier(user_of(address))
                connection.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), role)
                )
        return Guarded(self.server, database, addresses)

    def connect(self, name: str) -> psycopg.Connection[Any]:
        """Sign in past the product, statement by statement."""
        return psycopg.connect(self.addresses[name], autocommit=True)

    def as_owner(self) -> psycopg.Connection[Any]:
        """Sign in as who may do everything."""
        return self.server.connect(self.database)


def guarded_centre(server: Postgres, booths: Iterable[str], fair: Fair = FAIR) -> Guarded:
    """Set up a centre with an empty database, in which these booths sign in."""
    database = server.new_centre()
    with tempfile.TemporaryDirectory(prefix="batikpos-") as folder:
        file = Path(folder) / "logins.json"
        with closing(open_centre(server.url(database))) as centre:
            set_up_centre(centre, fair, booths, file)
        return Guarded(server, database, read_logins(file))


def read_logins(file: Path) -> dict[str, str]:
    """Read a file of logins: addresses by name."""
    told = json.loads(file.read_text(encoding="utf-8"))
    return {login["name"]: login["central"] for login in told["logins"]}


def user_of(address: str) -> str:
    """Name the role that an address signs in as."""
    return str(conninfo_to_dict(address)["user"])
