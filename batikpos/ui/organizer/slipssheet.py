"""The sheet that gives out the slip of a payout: once as it was written, and later as a copy."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from batikpos.domain.decision import Payout
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

Give = Callable[[str], None]
"""Prints or saves the slip with a number."""


class SlipsSheet(Sheet):
    """Offers the payouts of a party, the latest first, to print or to save; the `original` is no copy yet."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        paid: Sequence[Payout],
        original: str,
        *,
        print_: Give,
        save: Give,
    ) -> None:
        super().__init__(
            window, tr(N_("Slip of a payout")), confirm=tr(N_("Print…")), leave=tr(N_("Close")), width=560
        )
        said = tr(
            N_("For both to sign. What was given out before is marked as a copy, under the same number.")
        )
        self.add(label(said, 16, wraps=True))
        copy = tr(N_("COPY"))
        choices = [
            (
                f"{one.paper} · {one.at:%d/%m/%Y} · {one.amount}"
                + (f" · {tr(TENDERS[TenderKind.VOUCHER])}" if one.in_vouchers else "")
                + ("" if one.paper == original else f" · {copy}"),
                one.paper,
            )
            for one in paid
        ]
        self.payouts = ChoiceBox(choices, tr(N_("Slip of a payout")))
        self.add(self.payouts)
        self._print, self._save = print_, save
        save_button = Button(tr(N_("Save as PDF…")))
        save_button.clicked.connect(self._save_it)
        self.add(save_button)
        self.confirmed.connect(self._print_it)

    def _print_it(self) -> None:
        self.close_sheet()
        self._print(self.payouts.value)

    def _save_it(self) -> None:
        self.close_sheet()
        self._save(self.payouts.value)
