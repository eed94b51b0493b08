"""A sale as a fact's body, and back: plain JSON of strings and whole numbers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from batikpos.domain.catalogue import Dye, Item, Producer, Technique
from batikpos.domain.fact import Body, moment_of, text_of, whole_of
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.sale import PaperSlip, Sale, SaleKind, SaleLine
from batikpos.domain.tender import Tender, TenderKind


def sale_to_body(sale: Sale) -> Body:
    """Write a sale down, with its totals, so that a reader need not add up to check."""
    body: Body = {
        "sale_id": sale.sale_id,
        "kind": sale.kind.value,
        "number": sale.number,
        "running": sale.running,
        "business_day": sale.business_day.isoformat(),
        "at": sale.at.isoformat(),
        "cashier": sale.cashier,
        "approver": sale.approver,
        "reverses": sale.reverses,
        "reason": sale.reason,
        "language": sale.language,
        "content": sale.content,
        "rounding": sale.rounding.amount,
        "change": sale.change.amount,
        "gross": sale.gross.amount,
        "discount": sale.discount.amount,
        "total": sale.total.amount,
        "paid": sale.paid.amount,
        "lines": [line_to_body(line) for line in sale.lines],
        "tenders": tenders_to_body(sale.tenders),
    }
    if sale.slip is not None:
        body["slip"] = slip_to_body(sale.slip)
    return body | _said({"follows": sale.follows, "followed_by": sale.followed_by})


def sale_from_body(body: Body) -> Sale:
    """Read a sale.

    Raises ValueError or KeyError where it is none, its sums are not its parts', or a sale gives something
    back, or a void or refund takes something.
    """
    sale = Sale(
        sale_id=body["sale_id"],
        kind=SaleKind(body["kind"]),
        number=body["number"],
        running=body["running"],
        business_day=date.fromisoformat(body["business_day"]),
        at=moment_of(body["at"]),
        cashier=body["cashier"],
        approver=body["approver"],
        reverses=body["reverses"],
        reason=body["reason"],
        language=body["language"],
        content=body["content"],
        rounding=Rupiah(body["rounding"]),
        change=Rupiah(body["change"]),
        lines=tuple(line_from_body(line) for line in body["lines"]),
        tenders=tenders_from_body(body["tenders"]),
        slip=slip_from_body(body["slip"]) if "slip" in body else None,
        follows=body.get("follows", ""),
        followed_by=body.get("followed_by", ""),
    )
    told = tuple(body[name] for name in ("gross", "discount", "total", "paid"))
    adds_up = tuple(a.amount for a in (sale.gross, sale.discount, sale.total, sale.paid))
    if told != adds_up or sale.paid != sale.total + sale.change:
        message = f"the sums of {sale.number} are not those of its parts"
        raise ValueError(message)
    way = 1 if sale.kind is SaleKind.SALE else -1
    if any(line.quantity.size * way <= 0 or line.net.amount * way < 0 for line in sale.lines):
        message = f"{sale.number} takes and gives back at once"
        raise ValueError(message)
    return sale


def slip_to_body(slip: PaperSlip) -> Body:
    """Write a paper slip down."""
    return {"number": slip.number, "day": slip.day.isoformat(), "reason": slip.reason}


def slip_from_body(body: Body) -> PaperSlip:
    """Read a paper slip. Raises ValueError or KeyError where it is none."""
    return PaperSlip(body["number"], date.fromisoformat(body["day"]), body["reason"])


def tenders_to_body(tenders: Iterable[Tender]) -> list[dict[str, Any]]:
    """Write tenders down."""
    return [
        {"kind": t.kind.value, "amount": t.amount.amount, "reference": t.reference}
        | _said({"worth": t.worth.amount})
        for t in tenders
    ]


def tenders_from_body(body: list[dict[str, Any]]) -> tuple[Tender, ...]:
    """Read tenders. Raises ValueError or KeyError where they are none."""
    return tuple(_tender_from(tender) for tender in body)


def _tender_from(body: dict[str, Any]) -> Tender:
    kind, amount, worth = TenderKind(body["kind"]), Rupiah(body["amount"]), Rupiah(body.get("worth", 0))
    is_more = abs(worth.amount) > abs(amount.amount) and (worth > ZERO) == (amount > ZERO)
    if worth and not (kind is TenderKind.VOUCHER and is_more):
        message = f"a payment of {amount} is not worth {worth}"
        raise ValueError(message)
    return Tender(kind, amount, text_of(body["reference"]), worth)


def line_to_body(line: SaleLine) -> dict[str, Any]:
    """Write a line down; what most lines have not is said only of those that have it."""
    seldom = {
        "note": line.note,
        "promotion": line.promotion,
        "promoted": line.promoted.amount,
        "is_open": int(line.is_open),
        "is_part": int(line.is_part),
        "is_under": int(line.is_under),
    }
    return _said(seldom) | {
        "sku": line.sku,
        "name": line.name,
        "name_en": line.name_en,
        "producer": line.producer,
        "producer_name": line.producer_name,
        "technique": line.technique.value,
        "dye": line.dye.value,
        "kind": line.kind,
        "unit": line.quantity.unit.value,
        "size": line.quantity.size,
        "unit_price": line.unit_price.amount,
        "agreed": None if line.agreed is None else line.agreed.amount,
        "gross": line.gross.amount,
        "discount": line.discount.amount,
        "net": line.net.amount,
        "given_back": line.given_back,
    }


def line_from_body(body: dict[str, Any]) -> SaleLine:
    """Read a line. Raises ValueError or KeyError where it is none, or its net is not what it says."""
    if body["net"] != body["gross"] - body["discount"]:
        message = f"the sums of {body['sku']} are not those of its parts"
        raise ValueError(message)
    is_back = whole_of(body["size"]) < 0 and body["unit"] == Unit.METRE.value
    if body.get("is_part", 0) and not is_back:
        message = f"{body['sku']} is no part of a cut that comes back"
        raise ValueError(message)
    return SaleLine(
        sku=text_of(body["sku"]),
        name=text_of(body["name"]),
        name_en=text_of(body["name_en"]),
        producer=text_of(body["producer"]),
        producer_name=text_of(body["producer_name"]),
        technique=Technique(body["technique"]),
        dye=Dye(body["dye"]),
        kind=text_of(body["kind"]),
        quantity=Quantity(whole_of(body["size"]), Unit(body["unit"])),
        unit_price=Rupiah(body["unit_price"]),
        gross=Rupiah(body["gross"]),
        discount=Rupiah(body["discount"]),
        agreed=None if body["agreed"] is None else Rupiah(body["agreed"]),
        given_back=whole_of(body["given_back"]),
        note=text_of(body.get("note", "")),
        promotion=text_of(body.get("promotion", "")),
        promoted=Rupiah(body.get("promoted", 0)),
        is_open=bool(body.get("is_open", 0)),
        is_part=bool(body.get("is_part", 0)),
        is_under=bool(body.get("is_under", 0)),
    )


def item_to_body(item: Item) -> dict[str, Any]:
    """Write an item down that was added at the booth."""
    return {
        "sku": item.sku,
        "barcode": item.barcode,
        "producer": item.producer,
        "name": item.name,
        "name_en": item.name_en,
        "technique": item.technique.value,
        "dye": item.dye.value,
        "kind": item.kind,
        "unit": item.unit.value,
        "step": item.step,
        "price": item.price.amount,
        "floor": item.floor.amount,
        "stock": item.stock,
        "size": item.size,
        "motif": item.motif,
        "fabric": item.fabric,
        "group": item.group,
        "dye_detail": item.dye_detail,
    }


def item_from_body(body: dict[str, Any]) -> Item:
    """Read an item. Raises ValueError or KeyError where it is none, or has a price that nobody may ask."""
    if not (0 <= body["floor"] <= body["price"] > 0 and body["step"] > 0 and body["stock"] >= 0):
        message = f"{body['sku']} cannot be sold like that"
        raise ValueError(message)
    return Item(
        sku=body["sku"],
        barcode=body["barcode"],
        producer=body["producer"],
        name=body["name"],
        name_en=body["name_en"],
        technique=Technique(body["technique"]),
        dye=Dye(body["dye"]),
        kind=body["kind"],
        unit=Unit(body["unit"]),
        step=body["step"],
        price=Rupiah(body["price"]),
        floor=Rupiah(body["floor"]),
        stock=body["stock"],
        size=body["size"],
        motif=body["motif"],
        fabric=body["fabric"],
        group=body["group"],
        dye_detail=body["dye_detail"],
    )


def producer_to_body(of: Producer) -> dict[str, Any]:
    """Write a producer down."""
    return {
        "producer": of.code,
        "name": of.name,
        "district": of.district,
        "village": of.village,
        "booth": of.booth,
        "is_taxable": int(of.is_taxable),
        "address": of.address,
        "npwp": of.npwp,
    }


def producer_from_body(body: dict[str, Any]) -> Producer:
    """Read a producer. Raises ValueError or KeyError where it is none."""
    return Producer(
        code=body["producer"],
        name=body["name"],
        district=body["district"],
        village=body["village"],
        booth=body["booth"],
        is_taxable=bool(body["is_taxable"]),
        address=body["address"],
        npwp=body["npwp"],
    )


def _said(seldom: dict[str, Any]) -> dict[str, Any]:
    """Keep only what there is something to say of, so that what was written before reads as it did."""
    return {name: value for name, value in seldom.items() if value}
