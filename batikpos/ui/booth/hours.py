"""At which hours of a day something holds: all day, or from one to another, by finger or by keyboard."""

import re
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from batikpos.i18n import N_, Translate
from batikpos.services.promotion_list import FIELDS
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import BOLD, GAP, TARGET, px, tall
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.words import label

STEP = 30
"""Minutes that a button goes on or back."""

HOUR = 60
_USUAL = {"from_hour": "10.00", "until_hour": "12.00"}
_LAST = {"from_hour": 24 * HOUR - 1, "until_hour": 24 * HOUR}
"""The last minute that something begins at, and ends at: 24.00 is the end of the day."""


class Hours(QWidget):
    """Offers all day first; where it is some hours, either of them may be left empty: then it is no limit."""

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        choices = [(tr(N_("All day")), ""), (tr(N_("At some hours")), "some")]
        self._chips = ChipRow(choices, is_wrapped=True)
        self._chips.chosen.connect(self._show)
        box.addWidget(self._chips)
        self._some = QWidget()
        row = QHBoxLayout(self._some)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2 * GAP))
        self.fields = {
            column: HourField(tr, tr(FIELDS[column]), usual, _LAST[column])
            for column, usual in _USUAL.items()
        }
        for field in self.fields.values():
            row.addWidget(field, 1)
        box.addWidget(self._some)
        self._some.hide()

    @property
    def cells(self) -> dict[str, str]:
        """Write the hours down as a list of promotions has them: "" for no limit."""
        is_all_day = not self._chips.value
        return {column: "" if is_all_day else field.typed for column, field in self.fields.items()}

    def _show(self, which: str) -> None:
        self._some.setVisible(bool(which))
        for column, field in self.fields.items():
            field.field.setText(_USUAL[column] if which else "")


class HourField(QWidget):
    """One hour: typed, or changed by half hours with its two buttons, or with the arrows up and down.

    It goes up to the `last` minute of the day.
    """

    def __init__(self, tr: Translate, name: str, usual: str, last: int) -> None:
        super().__init__()
        self._usual, self._last = usual, last
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP) // 2)
        box.addWidget(label(name, 15, BOLD))
        self.field: QLineEdit = line_edit(name, size=18)
        self.field.setPlaceholderText(usual)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        less, more = Button("\N{MINUS SIGN}"), Button("+")
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        for button, word, by in ((less, N_("less"), -STEP), (more, N_("more"), STEP)):
            button.setAccessibleName(f"{tr(word)}: {name}")
            button.setFixedHeight(tall(TARGET))
            button.setMinimumWidth(tall(TARGET + 4))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self.step, by))
        for part in (less, self.field, more):
            row.addWidget(part)
        box.addLayout(row)
        for key, by in ((Qt.Key.Key_Down, -STEP), (Qt.Key.Key_Up, STEP)):
            shortcut = QShortcut(QKeySequence(key), self.field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.step, by))

    @property
    def typed(self) -> str:
        """Say what is typed, a whole hour with its minutes: 15 is 15.00."""
        typed = self.field.text().strip()
        return f"{typed}.00" if re.fullmatch(r"\d{1,2}", typed, re.ASCII) else typed

    def step(self, by: int) -> None:
        """Go so many minutes on or back, on the same day; from what is no hour, to the usual one."""
        found = re.fullmatch(r"(\d{1,2})[.:]([0-5]\d)", self.typed, re.ASCII)
        at = int(found[1]) * HOUR + int(found[2]) if found is not None else self._last + 1
        if at > self._last:
            self.field.setText(self._usual)
        elif 0 <= at + by <= self._last:
            self.field.setText("{:02}.{:02}".format(*divmod(at + by, HOUR)))
