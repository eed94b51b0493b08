"""The sheet for what a booth handed in of a day: its float, its money counted again, its slips, its goods."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.causes.papers import CashSlip, Goods, Papers
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah, parse_rupiah
from batikpos.domain.quantity import Quantity, Unit, parse_metres, parse_pieces
from batikpos.domain.till import parse_count
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_, Translate
from batikpos.ui.organizer.asks import AskSheet
from batikpos.ui.theme import theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import label

NONE = "0"
"""What is typed where there are no slips; nothing typed is that nobody knows."""


class PapersSheet(AskSheet):
    """Asks for the papers of a device; what stays empty is not known, and proves nothing."""

    file_asked = Signal()

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        of: Papers,
        catalogue: Catalogue,
        take: Callable[[Papers], None],
    ) -> None:
        super().__init__(window, tr, title, width=640)
        self._of, self._catalogue, self._take = of, catalogue, take
        said = tr(N_("What stays empty is not known. With more of it, more of a difference is explained."))
        self.add(label(said, 15, wraps=True, colour=theme_now().ink_2))
        given = of.float_given.bare() if of.float_given is not None else ""
        self.float_given = self.ask(tr(N_("Float that was handed out in the morning")), given)
        counted = ",".join(f"{note}x{n}" for note, n in (of.handed_in or {}).items())
        self.counted = self.ask(tr(N_("Money counted again, like 100000x3,50000x2")), counted)
        out = [slip for slip in of.slips or () if slip.amount.amount < 0]
        into = [slip for slip in of.slips or () if slip.amount.amount >= 0]
        self.out = self.ask(tr(N_("Slips of money paid out: 50.000 lunch; 20.000 tape (0: none)")))
        self.into = self.ask(tr(N_("Slips of money brought: 100.000 change (0: none)")))
        for field, slips in ((self.out, out), (self.into, into)):
            field.setText("" if of.slips is None else _written(slips))
        self.gone = self.ask(
            tr(N_("Goods that left the table: TOM-001 3; KLS-002 2,5 (0: none)")),
            _written_goods(of.gone),
        )
        file = Button(tr(N_("Take the papers of all booths from a file…")))
        file.clicked.connect(self._ask_file)
        self.add(file)

    def open(self) -> None:
        """Open with the float to type."""
        super().open()
        self.float_given.setFocus()

    def answer(self) -> PosError | None:
        """Take the papers; whatever else is known of the day stays."""
        given, counted = self.float_given.text().strip(), self.counted.text().strip()
        out, into = self.out.text().strip(), self.into.text().strip()
        gone = self.gone.text().strip()
        slips = None
        if out or into:
            slips = (*_slips(out, is_out=True), *_slips(into, is_out=False))
        self._take(
            replace(
                self._of,
                float_given=parse_rupiah(given) if given else None,
                handed_in=parse_count(counted) if counted else None,
                slips=slips,
                gone=self._read_goods(gone),
            )
        )
        return None

    def _read_goods(self, typed: str) -> Mapping[str, Goods] | None:
        """Read "TOM-001 3; KLS-002 2,5", at the prices of the list.

        What was known before and is typed the same stays as it was, with the price that it had. Raises:
        UnknownItem, BadQuantity, TooMany.
        """
        known = {_written_goods({sku: goods}): (sku, goods) for sku, goods in (self._of.gone or {}).items()}
        found: dict[str, Goods] = {}
        for part in typed.split(";") if typed not in {"", NONE} else ():
            if part.strip() in known:
                sku, goods = known[part.strip()]
                found[sku] = goods
                continue
            code, _, amount = part.strip().partition(" ")
            item = self._catalogue.load(code)
            read = parse_metres if item.unit is Unit.METRE else parse_pieces
            before = found.get(item.sku)
            size = read(amount).size + (before.quantity.size if before else 0)
            found[item.sku] = Goods(Quantity(size, item.unit), item.price)
        return found if typed else None

    def _ask_file(self) -> None:
        self.close_sheet()
        self.file_asked.emit()


def _written(slips: list[CashSlip]) -> str:
    return "; ".join(f"{max(s.amount, -s.amount).bare()} {s.text}" for s in slips) or NONE


def _written_goods(gone: Mapping[str, Goods] | None) -> str:
    if gone is None:
        return ""
    return "; ".join(f"{sku} {of.quantity.plain().replace('.', ',')}" for sku, of in gone.items()) or NONE


def _slips(typed: str, *, is_out: bool) -> Iterator[CashSlip]:
    """Read "50.000 lunch; 20.000 tape". Raises: NotRupiah, NoReason, BadReason."""
    if typed in {"", NONE}:
        return
    for part in typed.split(";"):
        amount, _, text = part.strip().partition(" ")
        rupiah = parse_rupiah(amount)
        yield CashSlip(Rupiah(-rupiah.amount) if is_out else rupiah, read_reason(text))
