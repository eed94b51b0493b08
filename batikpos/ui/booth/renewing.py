"""A later fair file in the open window: read, told what it changes, and taken once somebody agreed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from batikpos.domain.handed import ENDING
from batikpos.domain.outlook import BasketOpen, Difference, Outlook
from batikpos.domain.search import Search
from batikpos.i18n import N_, Translate
from batikpos.services.desk import Desk
from batikpos.services.opening import search_of
from batikpos.sync.address import say_address
from batikpos.ui.booth.centredesk import list_sticks
from batikpos.ui.booth.rulespart import say_rules
from batikpos.ui.booth.sheets import QuestionSheet
from batikpos.ui.booth.stage import Stage
from batikpos.ui.tasks import Lane

Looked = tuple[Any, Outlook]
"""A fair file that was opened, and what it would change."""

NAMED = 6
"""So many names stand in a line of what changes; of more, the rest is counted."""


class RenewDesk(QObject):
    """Takes a later fair file in; `renewed` carries the desk that is from then on, and its goods' search."""

    renewed = Signal(object, object)
    found = Signal(object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage

    def look_for_files(self) -> None:
        """Look on the sticks that are plugged in for fair files of this booth."""
        work = partial(find_fair_files, list_sticks(), self._stage.desk.booth.code)
        self._stage.tasks.run(Lane.BACKUP, work, done=self.found.emit, failed=self.failed.emit)

    def read(self, file: Path) -> None:
        """Read a file, and say what it would change; not while something is in the basket."""
        if self._is_basket_open():
            self.failed.emit(BasketOpen())
            return
        work = partial(_look_ahead, self._stage.desk, file)
        self._stage.tasks.run(Lane.STORE, work, done=self._ask, failed=self.failed.emit)

    def _ask(self, looked: Looked) -> None:
        opened, outlook = looked
        tr = self._stage.words
        if not outlook.changed and not outlook.is_first:
            self.told.emit(tr(N_("This booth is as its fair file says already.")))
            return
        lines = [*changes(outlook, self._stage.desk, tr)]
        if outlook.is_first:
            asked = tr(N_("Ask the organizer: is the fingerprint of their desk the same as this one?"))
            lines = [asked, outlook.fingerprint, "", *lines]
        QuestionSheet(
            self._stage.shell,
            tr,
            tr(N_("Take the fair file in?")),
            "\n".join(lines),
            confirm=tr(N_("It is the same: take it in") if outlook.is_first else N_("Take it in")),
            answer=partial(self._take, opened),
        ).open()

    def _take(self, opened: Any) -> None:  # noqa: ANN401 - of a module that a lane loads
        if self._is_basket_open():  # a scan may have come meanwhile
            self.failed.emit(BasketOpen())
            return
        work = partial(_renew, self._stage.desk, opened)
        self._stage.tasks.run(Lane.STORE, work, done=self._have_taken, failed=self.failed.emit)

    def _have_taken(self, taken: tuple[Desk, Search]) -> None:
        self.renewed.emit(*taken)
        self.told.emit(self._stage.words(N_("The fair file is taken in: it holds from now on.")))

    def _is_basket_open(self) -> bool:
        register = self._stage.register
        return register is not None and bool(register.cart.lines or register.is_paying)


def find_fair_files(folders: Iterable[Path], booth: str) -> tuple[Path, ...]:
    """Find a booth's fair files on sticks, in a folder of the first row too; the newest first."""
    found: list[tuple[float, Path]] = []
    for folder in folders:
        for pattern in (f"*{ENDING}", f"*/*{ENDING}"):
            try:
                files = [(f.stat().st_mtime, f) for f in folder.glob(pattern) if f.stem.startswith(booth)]
            except OSError:  # a stick that was just pulled out, or a folder of it that nobody may read
                continue
            found += files
    return tuple(file for _, file in sorted(found, reverse=True))


def changes(outlook: Outlook, desk: Desk, tr: Translate) -> list[str]:
    """Say what a fair file would change, a line for each; where nothing would, say so."""
    lines = []
    made = tr(N_("Made by the organizer on {at}.")).format(at=f"{outlook.made_at:%d/%m/%Y %H.%M}")
    if "goods" in outlook.changed:
        said = N_("Goods: {comes} new, {goes} gone, {priced} with another price, {all} in all")
        of = outlook.goods
        lines.append(
            tr(said).format(comes=len(of.comes), goes=len(of.goes), priced=outlook.priced, all=outlook.items)
        )
    if "people" in outlook.changed:
        lines.append(_said(N_("People"), outlook.people, N_("another PIN or role: {names}"), tr))
    if "promotions" in outlook.changed:
        lines.append(_said(N_("Promotions"), outlook.promotions, N_("changed: {names}"), tr))
    if "rules" in outlook.changed:
        lines.append(
            f"{tr(N_('Rules'))}: "
            + ". ".join(part.rstrip(".") for part in say_rules(outlook.rules, tr))
            + "."
        )
    if "rounding" in outlook.changed:
        said = N_("Cash is rounded to Rp{step}") if outlook.rounding else N_("Cash is not rounded")
        lines.append(tr(said).format(step=f"{outlook.rounding:,}".replace(",", ".")))
    if "centre" in outlook.changed:
        lines.append(tr(N_("Way in to the centre: {where}")).format(where=say_address(outlook.central)))
    if not outlook.changed:
        lines.append(tr(N_("Nothing that holds here would change.")))
    return [made, *lines, *_about_cashier(outlook, desk, tr)]


def _said(title: str, of: Difference, other: str, tr: Translate) -> str:
    parts = [
        tr(word).format(names=_names(names))
        for word, names in ((N_("new: {names}"), of.comes), (N_("gone: {names}"), of.goes), (other, of.other))
        if names
    ]
    return f"{tr(title)}: " + ("; ".join(parts) or tr(N_("in another order")))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names[:NAMED]) + (f" … (+{len(names) - NAMED})" if len(names) > NAMED else "")


def _about_cashier(outlook: Outlook, desk: Desk, tr: Translate) -> list[str]:
    """Say that whoever is no more in the list, or has another PIN, signs in anew."""
    touched = {*outlook.people.goes, *outlook.people.other} & {person.name for person in desk.people}
    return [tr(N_("Whoever has another PIN, or is gone, signs in anew."))] if touched else []


def _look_ahead(desk: Desk, file: Path) -> Looked:
    from batikpos.services.fair_file import read_fair_file  # noqa: PLC0415 - in a lane, and seldom
    from batikpos.services.renewal import look_ahead  # noqa: PLC0415 - as above

    opened = read_fair_file(file)
    return opened, look_ahead(desk, opened)


def _renew(desk: Desk, opened: Any) -> tuple[Desk, Search]:  # noqa: ANN401 - as above
    """Take the file; how this window looks stays as it is."""
    from batikpos.services.renewal import renew  # noqa: PLC0415 - as above

    done = renew(desk, opened, now=datetime.now(UTC), is_compared=True)
    worn = {key: getattr(desk.settings, key) for key in ("language", "theme", "text_scale", "hand", "view")}
    new = done.desk.with_settings(replace(done.desk.settings, **worn))
    return new, search_of(new).make_ready()
