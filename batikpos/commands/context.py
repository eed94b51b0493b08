"""What every command gets: the home, the language, where to print, and what time it is."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from batikpos.arguments import printable, without_secrets
from batikpos.commands.progress import progress_bar
from batikpos.domain.agreement import AgreedTo
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fair import Person
from batikpos.i18n import N_, Translate, translator
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk, open_desk
from batikpos.services.desks import STRANGE_DESK, keys_known_at, list_strange_desks, own_fair_id
from batikpos.services.people import approve, sign_in
from batikpos.services.reading_up import OLD_GUARD, has_old_guard, read_up
from batikpos.store.catalogue import list_fairs
from batikpos.store.engine import Store
from batikpos.sync.centre import NoCentre, open_centre
from batikpos.values import frozen

PIN = "BATIKPOS_PIN"
APPROVER_PIN = "BATIKPOS_APPROVER_PIN"


class NoPin(PosError):
    """A PIN that was not given."""

    code: ClassVar[str] = "no_pin"
    text: ClassVar[str] = N_("The PIN of {name} is missing. Put it into {variable}, never into the command.")
    name: str
    variable: str


@frozen
class Context:
    """One call of the program."""

    home: Path
    language: str
    is_json: bool

    @property
    def tr(self) -> Translate:
        """Translate into the chosen language."""
        return translator(self.language)

    def now(self) -> datetime:
        """Say what time it is."""
        return datetime.now(UTC)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the booth of this home for the length of a command. Raises: NoHome, StoreUnavailable."""
        desk = open_desk(self.home)
        try:
            yield desk
        finally:
            desk.store.close()

    @contextmanager
    def centre(self, address: str | None, fallback: str = "", *, create: bool = False) -> Iterator[Store]:
        """Open the named centre, or the one of the home's settings; `create` makes it for who sends.

        Raises: NoCentre, StoreMissing, StoreUnavailable.
        """
        chosen = address or fallback
        if not chosen:
            raise NoCentre
        centre = open_centre(chosen, create=create)
        try:
            if not create:  # who looks at it knows whose desk is to be believed
                centre.know_desks(keys_known_at(self.home))
            yield centre
        finally:
            centre.close()

    @contextmanager
    def read_centre(self, address: str | None, fallback: str = "") -> Iterator[Store]:
        """Open a centre to look at it; what waits there for the organizer's login is read first.

        Raises: NoCentre, StoreMissing, StoreUnavailable.
        """
        with self.centre(address, fallback) as centre:
            with progress_bar(self.tr(N_("Reading"))) as progress:
                read_up(centre, progress)
            own = own_fair_id(self.home)
            with centre.reading() as tx:
                ids = [fair.fair_id for fair in list_fairs(tx)]
                shown = [own] if own in ids else ids  # where its own is not, any fair may be asked for
                strange = [desk for id_ in shown for desk in list_strange_desks(tx, id_)]
            for desk in strange:
                self.warn(self.tr(STRANGE_DESK).format(desk=desk))
            self.warn_of_old_guard(centre)
            yield centre

    def warn_of_old_guard(self, centre: Store) -> None:
        """Warn the organizer's login of a centre that was set up by an earlier version."""
        if has_old_guard(centre):
            self.warn(self.tr(OLD_GUARD).format(centre=centre.name))

    def cashier(self, desk: Desk, name: str) -> Person:
        """Sign a cashier in with the PIN of the environment. Raises: NoPin, WrongPin, PinSlowed."""
        return sign_in(desk, name, read_pin(name, PIN), beat=since_boot())

    def asker(self, desk: Desk, name: str | None) -> str:
        """Sign in who asks for what a supervisor may do alone; "" where nobody is named.

        Raises: NoPin, WrongPin, PinSlowed.
        """
        return self.cashier(desk, name).name if name else ""

    def approver(self, desk: Desk, name: str | None, *, cashier: str) -> str:
        """Check the second person with the PIN of the environment; "" where none is named.

        Raises: NoPin, WrongPin, PinSlowed, NeedsApprover.
        """
        if not name:
            return ""
        return approve(desk, name, read_pin(name, APPROVER_PIN), cashier=cashier, beat=since_boot()).name

    def say_agreed(self, name: str, agreed: Iterable[AgreedTo]) -> None:
        """Say to what a second person agreed by being named: what the command needed."""
        for one in agreed:
            self.say(self.tr(N_("{name} agreed: {what}")).format(name=name, what=one.text))

    def print_out(self, desk: Desk) -> None:
        """Print what an act left in the queue; whoever stops that stops the paper only: the act is booked."""
        from batikpos.printing.queue import work_off  # noqa: PLC0415 - most commands print nothing

        try:
            work_off(desk, now=self.now())
        except KeyboardInterrupt:
            self.warn(self.tr(N_("Stopped waiting for the printer: it is booked, do not run it again.")))

    def say(self, text: str) -> None:
        """Print a line for people; under --json there is none."""
        if not self.is_json:
            print(printable(text), flush=True)

    def warn(self, text: str) -> None:
        """Print a line for people on stderr, never with a password in it."""
        print(printable(without_secrets(text)), file=sys.stderr, flush=True)

    def give(self, document: Any) -> None:  # noqa: ANN401 - any JSON document
        """Print the one JSON document, where JSON was asked for."""
        if self.is_json:
            write_json(document)


def write_json(document: Any) -> None:  # noqa: ANN401 - any JSON document
    """Print JSON on a line of its own, at once."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def read_pin(name: str, variable: str) -> str:
    """Read a PIN from the environment. Raises: NoPin."""
    pin = os.environ.get(variable, "")
    if not pin:
        raise NoPin(name, variable)
    return pin


def read_day(typed: str) -> date:
    """Read a day like 2026-12-11. Raises: BadValue."""
    try:
        day = date.fromisoformat(typed)
        if day.isoformat() != typed:  # Python reads other forms too
            raise ValueError(typed)
    except ValueError as error:
        raise BadValue("YYYY-MM-DD", typed) from error
    return day
