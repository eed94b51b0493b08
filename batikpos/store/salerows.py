"""The rows of what sells: sales, voids, refunds and orders."""

from batikpos.domain.fact import Body
from batikpos.domain.order import cancel_from_body, order_from_body
from batikpos.domain.record import sale_from_body
from batikpos.domain.sale import Sale
from batikpos.store.rows import Key, Rows
from batikpos.store.schema import cancelled_order, paper_slip, sale, sale_line, taken_order, tender


def sale_rows(key: Key, body: Body) -> Rows:
    """Read a sale, void or refund."""
    return rows_of_sale(key, sale_from_body(body), body["till"])


def rows_of_sale(key: Key, of: Sale, till_seq: int) -> Rows:
    """Say which rows a sale stands for, its lines, tenders and paper slip with it."""
    head = {
        "till_seq": till_seq,
        "sale_id": of.sale_id,
        "kind": of.kind.value,
        "number": of.number,
        "running": of.running,
        "business_day": of.business_day,
        "at": of.at,
        "cashier": of.cashier,
        "approver": of.approver,
        "reverses": of.reverses,
        "reason": of.reason,
        "language": of.language,
        "content": of.content,
        "gross": of.gross,
        "discount": of.discount,
        "rounding": of.rounding,
        "total": of.total,
        "paid": of.paid,
        "change": of.change,
        "follows": of.follows,
        "followed_by": of.followed_by,
    }
    lines = [
        key
        | {
            "n": n,
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
            "unit_price": line.unit_price,
            "agreed": line.agreed,
            "gross": line.gross,
            "discount": line.discount,
            "net": line.net,
            "given_back": line.given_back,
            "note": line.note,
            "promotion": line.promotion,
            "promoted": line.promoted,
            "is_open": int(line.is_open),
            "is_part": int(line.is_part),
            "is_under": int(line.is_under),
        }
        for n, line in enumerate(of.lines, 1)
    ]
    tenders = [
        key | {"n": n, "kind": t.kind.value, "amount": t.amount, "reference": t.reference, "worth": t.worth}
        for n, t in enumerate(of.tenders, 1)
    ]
    rows: Rows = [(sale, [key | head]), (sale_line, lines), (tender, tenders)]
    if of.slip is not None:
        slip = {"slip": of.slip.number, "day": of.slip.day, "reason": of.slip.reason}
        rows.append((paper_slip, [key | slip]))
    return rows


def order_rows(key: Key, body: Body) -> Rows:
    """Read an order that was taken."""
    of = order_from_body(body)
    row = {
        "till_seq": body["till"],
        "order_id": of.order_id,
        "number": of.number,
        "running": of.running,
        "business_day": of.business_day,
        "at": of.at,
        "cashier": of.cashier,
        "customer": of.customer,
        "phone": of.phone,
        "due": of.due,
        "total": of.total,
        "deposit": of.deposit,
    }
    return [(taken_order, [key | row])]


def order_cancel_rows(key: Key, body: Body) -> Rows:
    """Read that an order was called off."""
    of = cancel_from_body(body)
    row = {
        "till_seq": body["till"],
        "number": of.number,
        "at": of.at,
        "cashier": of.cashier,
        "reason": of.reason,
        "tender": of.tender.value,
        "given_back": of.given_back,
    }
    return [(cancelled_order, [key | row])]
