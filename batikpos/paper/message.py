"""A nota as a message to the buyer's phone: text for WhatsApp, and the link that opens it there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from batikpos.domain.errors import PosError
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.nota import Stand, write_time

LONGEST_LINK = 1_100
"""Letters that a QR code still holds so large that a phone reads it from a screen."""

_PHONE = re.compile(r"(?:\+?62|0)?(8\d{7,11})|\+([1-9]\d{7,14})", re.ASCII)


@dataclass(eq=False)
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


def nota_message(sale: Sale, stand: Stand, *, most: int | None = None) -> str:
    """Write a nota as a message in the sale's language, with `most` of its lines at most."""
    tr = translator(sale.language)
    return "\n".join(_lines(sale, stand, tr, len(sale.lines) if most is None else most))


def link_of(sale: Sale, stand: Stand, phone: str = "") -> str:
    """Write the link that opens WhatsApp with a nota, for a `phone` as `read_phone` gives it.

    Without a phone the buyer chooses whom to send it to. A long nota is shortened until its link can
    be scanned; its total and its number are always there.
    """
    most = len(sale.lines)
    while len(link := _link(nota_message(sale, stand, most=most), phone)) > LONGEST_LINK and most:
        most -= 1
    return link


def _link(text: str, phone: str) -> str:
    return f"https://wa.me/{phone}?text={quote(text, safe='')}"


def _lines(sale: Sale, stand: Stand, tr: Translate, most: int) -> Iterator[str]:
    names = dict.fromkeys(line.producer_name for line in sale.lines)
    if len(names) == 1:
        yield f"*{next(iter(names))}*"
    yield tr(N_("Booth {booth}")).format(booth=stand.booth.code) + f", {stand.fair.name}"
    yield f"Nota {sale.number}, {write_time(sale.at)}"
    yield ""
    for line in sale.lines[:most]:
        yield line.name_en if sale.language == "en" and line.name_en else line.name
        yield _price(line)
    if left := len(sale.lines) - most:
        yield tr(N_("and {count} more lines")).format(count=left)
    yield ""
    if sale.discount:
        yield tr(N_("You save")) + f" {sale.discount.bare()}"
    yield "*" + tr(N_("Total")) + f" {sale.total}*"
    yield ", ".join(dict.fromkeys(tr(TENDERS[tender.kind]) for tender in sale.tenders))
    yield ""
    yield tr(N_("Thank you"))


def _price(line: SaleLine) -> str:
    """Say what was paid for a line, so that the buyer can add it up."""
    unit = line.unit_price if line.agreed is None else line.agreed
    off = line.quantity.of(unit) - line.net
    said = f"{line.quantity} x {unit.bare()}" + (f" - {off.bare()}" if off else "")
    return said if line.net == unit else f"{said} = {line.net.bare()}"
