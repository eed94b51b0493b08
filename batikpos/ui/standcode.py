"""The stand's own QRIS code: what is set, its picture, the sticker on the table compared with it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.money import Rupiah
from batikpos.i18n import Translate
from batikpos.services.changing import rules_reasons, say_rules
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk
from batikpos.services.people import approve, approvers
from batikpos.services.rules import change_rules
from batikpos.services.sticker import Looked, Sticker, note_sticker
from batikpos.settings import Settings, with_setting
from batikpos.ui.tasks import Lane, Tasks
from batikpos.values import frozen

if TYPE_CHECKING:  # many a stand has no code: what reads one is loaded when it is asked for
    from batikpos.domain.qris import QrisCode

Modules = tuple[tuple[bool, ...], ...]


class StandCode(QObject):
    """Reads and shows the stand's code; it is changed by a supervisor's PIN only, as the rules are."""

    changed = Signal(object)
    refused = Signal(object)
    drawn = Signal(str, object)
    compared = Signal()

    def __init__(self, desk: Desk, cashier: Person, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._cashier, self._tasks = desk, cashier, tasks
        self._pictures: dict[str, Modules] = {}
        self.sticker = Sticker.UNSEEN
        self.seen: QrisCode | None = None

    @property
    def code(self) -> "QrisCode | None":
        """The code that is set."""
        if not (payload := self._desk.settings.qris):
            return None
        from batikpos.domain.qris import load_stand_code  # noqa: PLC0415 - see above

        return load_stand_code(payload)

    @property
    def holds_amounts(self) -> bool:
        """Say whether the amount is put into the code where it is shown."""
        return self._desk.settings.qris_amount

    @property
    def approvers(self) -> Sequence[str]:
        """Say whose PIN changes the code: a supervisor's, or where there is none anybody's.

        It is that of who is at the till, too: a stand with one person has a sticker as well.
        """
        return [person.name for person in approvers(self._desk.people, "")]

    def take_cashier(self, cashier: Person) -> None:
        """Go on with somebody else at the till."""
        self._cashier = cashier

    def take_settings(self, desk: Desk) -> None:
        """Go on with other settings; another code's sticker was not seen yet."""
        if desk.settings.qris != self._desk.settings.qris:
            self.sticker, self.seen = Sticker.UNSEEN, None
        self._desk = desk
        self.compared.emit()

    def take_up(self, looked: Looked | None) -> None:
        """Go on with what was known of the sticker when the program was ended."""
        if looked is not None:
            from batikpos.domain.qris import load_code  # noqa: PLC0415 - see above

            self.seen = load_code(looked.seen) if looked.seen else None
            self.sticker = looked.sticker

    def note(self) -> None:
        """Keep what is known of the sticker for as long as the till is open."""
        if self.sticker is not Sticker.UNSEEN:
            looked = Looked(self.sticker, self.seen.payload if self.seen is not None else "")
            work = partial(note_sticker, self._desk, looked)
            self._tasks.run(Lane.STORE, work, failed=self.refused.emit)

    def forget(self) -> None:
        """Know nothing of the sticker any more: the till is closed, and the night changes much."""
        self.sticker, self.seen = Sticker.UNSEEN, None
        self.compared.emit()

    def code_for(self, amount: Rupiah) -> "QrisCode | None":
        """Say which code a buyer scans: with the amount in it where that is on and the code takes it."""
        return (self.trial(amount) if self.holds_amounts else None) or self.code

    def trial(self, amount: Rupiah) -> "QrisCode | None":
        """Say which code to try with an amount in it; None where no amount goes into it."""
        from batikpos.domain.qris import with_amount  # noqa: PLC0415 - see above

        code = self.code
        try:
            return with_amount(code, amount) if code is not None else None
        except PosError:
            return None

    def compare(self, typed: str) -> Sticker:
        """Compare a sticker with the stand's code. Raises: PosError for what is no QRIS code."""
        from batikpos.domain.qris import load_code  # noqa: PLC0415 - see above

        seen, code = load_code(typed), self.code
        self.seen = seen
        self.sticker = Sticker.OURS if code is not None and code.is_same_merchant(seen) else Sticker.OTHER
        self.note()
        self.compared.emit()
        return self.sticker

    def look_later(self) -> None:
        """Leave the sticker for later."""
        self.sticker, self.seen = Sticker.LATER, None
        self.note()
        self.compared.emit()

    def keep(self, payload: str) -> "CodeChange":
        """Say what becomes otherwise where a code is made the stand's own."""
        return self._change("qris", payload)

    def put_amounts_in(self, typed: str) -> "CodeChange":
        """Say the same where it is switched on or off ("yes", "no") that the amount goes into the code."""
        return self._change("qris_amount", typed)

    def change(self, what: "CodeChange", name: str, pin: str) -> None:
        """Change it as it was read, by a supervisor's PIN."""
        work = partial(_approved, self._desk, what, name, pin, cashier=self._cashier.name)
        self._tasks.run(Lane.STORE, work, done=self.changed.emit, failed=self.refused.emit)

    def draw(self, payload: str) -> None:
        """Have a code drawn; `drawn` brings its modules, at once where they are known."""
        if payload in self._pictures:
            self.drawn.emit(payload, self._pictures[payload])
        else:
            from batikpos.printing.qr import qr_modules  # noqa: PLC0415 - see above

            self._tasks.run(Lane.PICTURE, partial(qr_modules, payload), done=partial(self._drawn, payload))

    def _drawn(self, payload: str, modules: Modules) -> None:
        self._pictures = {payload: modules}  # the last is enough: a buyer scans one at a time
        self.drawn.emit(payload, modules)

    def _change(self, key: str, value: str) -> "CodeChange":
        before = self._desk.settings
        return CodeChange(key, value, before, with_setting(before, key, value))


@frozen
class CodeChange:
    """What a supervisor reads before the PIN: the setting that changes, from what to what."""

    key: str
    value: str
    before: Settings
    after: Settings

    def say(self, tr: Translate) -> str:
        """Say from what to what; of a code the merchant and its NMID."""
        return "\n".join(say_rules(self.before, self.after, tr))


def _approved(desk: Desk, what: CodeChange, name: str, pin: str, *, cashier: str) -> Settings:
    """Change a setting by a supervisor's PIN; the fact of it has both names, and what was agreed to.

    Raises: WrongPin, PinSlowed, AllNeeded where something else is set by now, what is wrong with the value.
    """
    approver = approve(desk, name, pin, cashier="", beat=since_boot()).name
    agreed = tuple(one for reason in rules_reasons(desk, what.before, what.after) for one in reason.asks)
    return change_rules(
        desk,
        {what.key: what.value},
        now=datetime.now(UTC),
        cashier=cashier,
        approver=approver,
        agreed=agreed,
    )
