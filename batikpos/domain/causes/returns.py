"""Voids and returns of which only one half happened: the piece, or the money, stayed where it was."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.counting import COUNTED_AGAIN
from batikpos.domain.causes.drawer import DrawerDay, cash_of, paid_with
from batikpos.domain.money import ZERO
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_

AFTER_CLOSE = N_("{number} was given back after the close: the count was not made again.")
EARLIER_DAY = N_(
    "The cash of {number}, which gives back {reverses}, left no drawer this day: it was given back before."
)
NOT_KEYED = N_(
    "{amount} left after the count, and {sku} of {number} is back: it was given back and not keyed."
)
NO_PIECE = N_("{number} voids {reverses}, and its piece did not come back.")
NO_CASH = N_("{number} voids {reverses}, and its cash was not given back.")


def late_refund(day: DrawerDay) -> tuple[Cause, ...]:
    """Find cash given back after a close: in a till of its own, or out of the day before's money."""
    late = day.late_refunds
    today = {sale.number for sale in day.sales}
    earlier = [
        sale
        for sale in day.sales
        if sale.kind is SaleKind.REFUND and sale.reverses not in today and cash_of(sale) and sale not in late
    ]
    found = [(sale, AFTER_CLOSE, Grade.CERTAIN) for sale in late]
    found += [(sale, EARLIER_DAY, Grade.LIKELY) for sale in earlier]
    return tuple(_cause("late_refund", sale, text, grade) for sale, text, grade in found)


def late_refund_unkeyed(day: DrawerDay) -> tuple[Cause, ...]:
    """Find what was given back after the close and is not keyed yet: the goods are back, the cash is gone.

    It makes no difference to the drawer as it was counted, and will to the day on which it is keyed.
    """
    fitting = [
        (sale, line)
        for sale in day.standing
        for line in sale.lines
        if ZERO < line.net == day.count_off and day.extra_gone.get(line.sku, 0) == -line.quantity.size
    ]
    if not fitting:
        return ()
    sale, line = fitting[0]
    return (
        Cause(
            "late_refund",
            ZERO,
            NOT_KEYED,
            tuple(dict.fromkeys(sale.number for sale, _ in fitting)),
            {"amount": line.net, "sku": line.sku, "number": sale.number},
            grade=Grade.CERTAIN if len(fitting) == 1 else Grade.LIKELY,
            about=COUNTED_AGAIN | {f"sku {line.sku}"},
        ),
    )


def void_without_piece(day: DrawerDay) -> tuple[Cause, ...]:
    """Find voids whose piece did not come back; where nobody counted, those whose cash is just too much."""
    if day.papers.gone is not None:
        return tuple(
            _cause("void_piece", sale, NO_PIECE, Grade.CERTAIN) for sale in day.voids if _is_gone(day, sale)
        )
    return tuple(
        _cause("void_piece", sale, NO_CASH, Grade.LIKELY)
        for sale in day.voids
        if cash_of(sale) and -cash_of(sale) == day.difference
    )


def _is_gone(day: DrawerDay, void: Sale) -> bool:
    return all(day.extra_gone.get(line.sku, 0) >= -line.quantity.size > 0 for line in void.lines)


def _cause(code: str, sale: Sale, text: str, grade: Grade) -> Cause:
    return Cause(
        code,
        -cash_of(sale),
        text,
        (sale.number, sale.reverses),
        {"number": sale.number, "reverses": sale.reverses},
        grade=grade,
        qris=-paid_with(sale, TenderKind.QRIS) if text == NO_PIECE else ZERO,
        about=frozenset(f"sku {line.sku}" for line in sale.lines),
    )
