"""At which hours of a day something holds: all day, or from one to another, by finger or by keyboard."""

import re
from datetime import datetime, timedelta
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

STEP = timedelta(minutes=30)
_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - of a clock there are only hours here
_USUAL = {"from_hour": "10.00", "until_hour": "12.00"}


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
        self.fields = {column: HourField(tr, tr(FIELDS[column]), usual) for column, usual in _USUAL.items()}
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
    """One hour: typed, or changed by half hours with its two buttons, or with the arrows up and down."""

    def __init__(self, tr: Translate, name: str, usual: str) -> None:
        super().__init__()
        self._usual = usual
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

    def step(self, by: timedelta) -> None:
        """Go to an earlier or later hour of the same day; from what is no hour, to the usual one."""
        found = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", self.typed, re.ASCII)
        if found is None:
            self.field.setText(self._usual)
            return
        at = _DAY + timedelta(hours=int(found[1]), minutes=int(found[2])) + by
        if at.date() == _DAY.date():
            self.field.setText(f"{at:%H.%M}")
