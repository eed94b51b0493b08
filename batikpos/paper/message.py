"""A nota as a message to the buyer's phone: text for WhatsApp, and the link that opens it there."""

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import quote

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO
from batikpos.domain.order import Order
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.typed import LONGEST
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.nota import Stand, write_time

LONGEST_LINK = 1_100
"""Letters that a QR code still holds so large that a phone reads it from a screen."""

_WIDTHS = (LONGEST, 60, 20, 6)
"""How many letters of a name are kept, ever fewer, until a link can be scanned."""

_PHONE = re.compile(r"(?:\+?62|0)?(8\d{7,11})|\+([1-9]\d{7,14})", re.ASCII)


class BadPhone(PosError):
    """A number that no phone has."""

    code: ClassVar[str] = "bad_phone"
    text: ClassVar[str] = N_(
        "“{typed}” is not a phone number. Type it like 0812 3456 7890, or with + and the country."
    )
    typed: str


def read_phone(typed: str) -> str:
    """Read a phone number as WhatsApp wants it: the country first, digits only. Raises: BadPhone."""
    match = _PHONE.fullmatch(re.sub(r"[\s().-]", "", typed))
    if match is None:
        raise BadPhone(typed)
    return f"62{match[1]}" if match[1] else match[2]


def nota_message(sale: Sale, stand: Stand, *, most: int | None = None, widest: int = LONGEST) -> str:
    """Write a nota as a message in the sale's language.

    It has `most` of its lines at most, and of every name its first `widest` letters.
    """
    tr = translator(sale.language)
    most = len(sale.lines) if most is None else most
    return "\n".join(_lines(sale, stand, tr, most, widest))


def link_of(sale: Sale, stand: Stand, phone: str = "") -> str:
    """Write the link that opens WhatsApp with a nota, for a `phone` as `read_phone` gives it.

    Without a phone the buyer chooses whom to send it to. A long nota is shortened until its link can
    be scanned, its names too; its total and its number are always there.
    """
    link = ""
    for widest in _WIDTHS:
        for most in range(len(sale.lines), -1, -1):
            link = _link(nota_message(sale, stand, most=most, widest=widest), phone)
            if len(link) <= LONGEST_LINK:
                return link
    return link


def order_message(order: Order, stand: Stand, *, most: int | None = None, widest: int = LONGEST) -> str:
    """Write an order as a message in its language: what was ordered and paid, what is left, for when."""
    tr = translator(order.language)
    most = len(order.lines) if most is None else most
    booth = tr(N_("Booth {booth}")).format(booth=stand.booth.code)
    lines = [f"{booth}, {_short(stand.fair.name, widest)}", f"{tr(N_('ORDER'))} {order.number}", ""]
    for line in order.lines[:most]:
        name = line.name_en if order.language == "en" and line.name_en else line.name
        lines += [_short(name, widest), _price(line)]
    if more := len(order.lines) - most:
        lines.append(tr(N_("and {count} more lines")).format(count=more))
    lines += ["", f"*{tr(N_('Total'))} {order.total}*", f"{tr(N_('Down payment'))} {order.deposit}"]
    if order.rest > ZERO:
        lines.append(f"*{tr(N_('To pay at pick-up'))} {order.rest}*")
    lines += [f"{tr(N_('Ready on'))} {order.due:%d/%m/%Y}", "", tr(N_("Thank you"))]
    return "\n".join(lines)


def link_of_order(order: Order, stand: Stand) -> str:
    """Write the link that opens WhatsApp with an order, to the customer's phone where it is known."""
    link = ""
    for widest in _WIDTHS:
        for most in range(len(order.lines), -1, -1):
            link = _link(order_message(order, stand, most=most, widest=widest), order.phone)
            if len(link) <= LONGEST_LINK:
                return link
    return link


def _link(text: str, phone: str) -> str:
    return f"https://wa.me/{phone}?text={quote(text, safe='')}"


def _lines(sale: Sale, stand: Stand, tr: Translate, most: int, widest: int) -> Iterator[str]:
    producers = dict.fromkeys(line.producer for line in sale.lines)
    booth = tr(N_("Booth {booth}")).format(booth=stand.booth.code)
    yield f"{booth}, {_short(stand.fair.name, widest)}"
    yield f"Nota {sale.number}, {write_time(sale.at)}"
    left = most
    for producer in producers:
        theirs = [line for line in sale.lines if line.producer == producer][:left]
        left -= len(theirs)
        if theirs or len(producers) == 1:
            yield ""
            yield f"*{_short(next(x for x in sale.lines if x.producer == producer).producer_name, widest)}*"
        for line in theirs:
            name = line.name_en if sale.language == "en" and line.name_en else line.name
            yield _short(name, widest)
            yield _price(line)
    if more := len(sale.lines) - most:
        yield tr(N_("and {count} more lines")).format(count=more)
    yield ""
    if sale.discount:
        yield tr(N_("You save")) + f" {sale.discount.bare()}"
    yield "*" + tr(N_("Total")) + f" {sale.total}*"
    yield ", ".join(dict.fromkeys(tr(TENDERS[tender.kind]) for tender in sale.tenders))
    yield ""
    yield tr(N_("Thank you"))


def _short(name: str, widest: int) -> str:
    return name if len(name) <= widest else name[: widest - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _price(line: SaleLine) -> str:
    """Say what was paid for a line, so that the buyer can add it up."""
    unit = line.unit_price if line.agreed is None else line.agreed
    off = line.quantity.of(unit) - line.net
    said = f"{line.quantity} x {unit.bare()}" + (f" - {off.bare()}" if off else "")
    return said if line.net == unit else f"{said} = {line.net.bare()}"
