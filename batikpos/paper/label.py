"""A price label on the nota's own paper, for goods that were taken in at the booth."""

from batikpos.domain.barcode import ean13_bars, ean13_holds, looks_like_ean13
from batikpos.domain.catalogue import Item
from batikpos.i18n import translator
from batikpos.paper.document import Align, Blank, Block, Document, Picture, Qr, Rule, Text
from batikpos.paper.nota import Stand, finished, made_by
from batikpos.paper.picture import pack

_MODULE, _HIGH = 3, 80
"""Dots of the narrowest bar, and of a bar's height: 0.38 mm and 10 mm at 203 dpi."""


def price_label(item: Item, stand: Stand, *, language: str) -> Document:
    """Write what it is, what it costs and whose it is, with its code to be scanned."""
    tr = translator(language)
    code = item.barcode or item.sku
    blocks: tuple[Block, ...] = (
        Rule(),
        Text(item.title(language), Align.CENTRE, bold=True),
        Text(made_by(item.technique, item.dye, tr), Align.CENTRE),
        Text(str(item.price), Align.CENTRE, bold=True),
        Blank(),
        _bars(code) if looks_like_ean13(code) and ean13_holds(code) else Qr(code),
        Text(code, Align.CENTRE),
        Text(stand.catalogue.producer(item.producer).name, Align.CENTRE),
        Rule(),
    )
    return finished(Document(item.sku, blocks), stand, tr)


def _bars(code: str) -> Picture:
    """Draw an EAN-13, each of its modules some dots wide."""
    bits = "".join(module * _MODULE for module in ean13_bars(code))
    wide = -(-len(bits) // 8)
    row = int(bits.ljust(wide * 8, "0"), 2).to_bytes(wide, "big")
    return pack(len(bits), [row] * _HIGH)
