"""Papers that go with a piece: the gift note, which names no price, and the story card of a one-off batik."""

from collections.abc import Iterator

from batikpos.domain.catalogue import Dye, Item
from batikpos.domain.sale import Sale
from batikpos.domain.wording import DYES_SHORT, TECHNIQUES
from batikpos.i18n import N_, Translate, translator
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Qr, Rule, Text
from batikpos.paper.nota import Stand, dressed_foot, dressed_head, finished, made_by, write_time


def gift_note(sale: Sale, stand: Stand, *, fact_hash: bytes) -> Document:
    """Write what was given, by whom it was made and where it can be exchanged, and no price at all."""
    tr = translator(sale.language)
    code = f"{sale.number} {fact_hash.hex()[:8]}"
    blocks = (
        *dressed_head(stand, tr, {line.producer: line.producer_name for line in sale.lines}),
        Rule(),
        Text(tr(N_("GIFT NOTE")), Align.CENTRE, bold=True),
        Pair(tr(N_("For nota")), sale.number),
        Pair(tr(N_("Time")), write_time(sale.at)),
        Rule(),
        *_pieces(sale, tr),
        Rule(),
        *dressed_foot(stand, tr),
        Blank(),
        Qr(code),
        Text(code, Align.CENTRE),
    )
    return finished(Document(sale.number, blocks), stand, tr)


def _pieces(sale: Sale, tr: Translate) -> Iterator[Block]:
    several = len({line.producer for line in sale.lines}) > 1
    for line in sale.lines:
        yield Text(line.name_en if sale.language == "en" and line.name_en else line.name, hang=2)
        yield Text(f"({made_by(line.technique, line.dye, tr)})", hang=2)
        if several:
            yield Text(f"  {line.producer_name}", hang=2)
        yield Pair("  " + tr(N_("Quantity")), str(line.quantity))


def story_card(item: Item, stand: Stand, *, language: str) -> Document:
    """Write the story of a one-off piece: how, of what, by whom and where it was made.

    Its QR code holds the piece's own number.
    """
    tr = translator(language)
    producer = stand.catalogue.producer(item.producer)
    village = ", ".join(filter(None, (producer.village, producer.district)))
    dye = ", ".join(
        filter(None, (tr(DYES_SHORT[item.dye]) if item.dye is not Dye.NONE else "", item.dye_detail))
    )
    facts = (
        (N_("Motif"), item.motif),
        (N_("Technique"), tr(TECHNIQUES[item.technique])),
        (N_("Dye"), dye),
        (N_("Cloth"), item.fabric),
        (N_("Size"), item.size),
        (N_("Made by"), producer.name),
        (N_("Village"), village),
    )
    blocks = (
        *([stand.dress.logo] if stand.dress.logo is not None else []),
        Text(tr(N_("THE STORY OF THIS CLOTH")), Align.CENTRE, bold=True),
        Rule(),
        Text(item.title(language), Align.CENTRE, bold=True),
        Blank(),
        *(Text(f"{tr(word)}: {said}", hang=2) for word, said in facts if said),
        Blank(),
        Text(tr(N_("Drawn by hand with the canting: there is no second piece like it.")), Align.CENTRE),
        *_care(item, tr),
        Rule(),
        Text(stand.fair.name, Align.CENTRE),
        Blank(),
        Qr(item.sku),
        Text(item.sku, Align.CENTRE),
    )
    return finished(Document(item.sku, blocks), stand, tr)


def _care(item: Item, tr: Translate) -> Iterator[Block]:
    """Say how to wash it."""
    if item.dye in {Dye.NATURAL, Dye.MIXED}:
        yield Blank()
        yield Text(tr(N_("Wash by hand with lerak or mild soap, do not bleach, dry in the shade.")))
