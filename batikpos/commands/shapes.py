"""The JSON shapes that scripts rely on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from batikpos.domain.agreement import AgreedTo
from batikpos.domain.causes.cause import Cause
from batikpos.domain.differences import Differences
from batikpos.domain.money import Rupiah, total
from batikpos.domain.openprice import OpenPrice
from batikpos.domain.order import Order
from batikpos.domain.quantity import Unit
from batikpos.domain.reconcile import DayFigures, DeviceDay, Reconciliation, say_cause
from batikpos.domain.record import slip_to_body
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.till import Till
from batikpos.i18n import Translate
from batikpos.services.checkout import CompletedSale
from batikpos.services.following import Followed
from batikpos.services.verify import Verdict
from batikpos.store.orders import KeptOrder
from batikpos.store.printjobs import PrintJob
from batikpos.store.sales import KeptSale
from batikpos.sync.mark import Synced

Shape = dict[str, Any]


def sale_shape(done: CompletedSale) -> Shape:
    """Shape what `sell` answers."""
    kept, sale = done.kept, done.kept.sale
    return (
        _sale(kept)
        | {
            "lines": [_line(line) for line in sale.lines],
            "tenders": _tenders(sale),
            "slip": slip_to_body(sale.slip) if sale.slip else None,
            "print_job": done.print_job or None,
            "warnings": [{"code": w.code, "text": w.text} for w in done.warnings],
        }
        | agreed_shape(done.agreed)
    )


def reversal_shape(done: CompletedSale) -> Shape:
    """Shape what `void` and `refund` answer."""
    kept, sale = done.kept, done.kept.sale
    return {
        "number": sale.number,
        "seq": kept.seq,
        "hash": kept.hash.hex(),
        "reverses": sale.reverses,
        "total": sale.total.amount,
        "lines": [_line(line) for line in sale.lines],
        "tenders": _tenders(sale),
        "given": total(tender.amount for tender in done.back.in_hand).amount,
        "print_job": done.print_job or None,
        "warnings": [{"code": w.code, "text": w.text} for w in done.warnings],
    } | agreed_shape(done.agreed)


def agreed_shape(agreed: Sequence[AgreedTo]) -> Shape:
    """Shape what a second person agreed to; nothing where nobody had to."""
    return {"agreed": [{"code": one.code, "text": one.text} for one in agreed]} if agreed else {}


def followed_shape(done: Followed) -> Shape:
    """Shape what `correct` and `exchange` answer; `back` is the cash the buyer gets, `handed` all of it."""
    return {
        "given_back": reversal_shape(done.given_back) | {"followed_by": done.sale.kept.sale.number},
        "sale": sale_shape(done.sale) | {"follows": done.given_back.kept.sale.reverses},
        "back": done.back.amount,
        "handed": [{"kind": t.kind.value, "amount": t.amount.amount} for t in done.handed],
    }


def listed_sale_shape(kept: KeptSale, print_job: str | None, warnings: Iterable[tuple[str, str]]) -> Shape:
    """Shape one row of `sales`."""
    sale = kept.sale
    return _sale(kept) | {
        "lines": [_line(line) for line in sale.lines],
        "tenders": _tenders(sale),
        "booth": kept.booth.code,
        "device": kept.booth.device,
        "business_day": sale.business_day.isoformat(),
        "kind": sale.kind.value,
        "cashier": sale.cashier,
        "approver": sale.approver or None,
        "reverses": sale.reverses or None,
        "reason": sale.reason or None,
        "slip": slip_to_body(sale.slip) if sale.slip else None,
        "follows": sale.follows or None,
        "followed_by": sale.followed_by or None,
        "print_job": print_job,
        "warnings": [{"code": code, "text": text} for code, text in warnings],
    }


def till_shape(till: Till, *, hash_: bytes | None = None, shows_expected: bool) -> Shape:
    """Shape what `till` answers; what is expected stays hidden until the count is confirmed."""
    figures, closed = till.figures, not till.is_open
    return {
        "till": "closed" if closed else "open",
        "business_day": till.business_day.isoformat(),
        "opened_at": till.opened_at.isoformat(),
        "closed_at": till.closed_at.isoformat() if till.closed_at else None,
        "float": till.float_.amount,
        "sales": figures.sales,
        "gross": figures.gross.amount,
        "discount": figures.discount.amount,
        "rounding": figures.rounding.amount,
        "total": figures.total.amount,
        "by_tender": {kind: amount.amount for kind, amount in figures.by_tender.items()},
        "refunds": figures.refunds.amount,
        "paid_in": figures.paid_in.amount,
        "paid_out": figures.paid_out.amount,
        "expected_cash": figures.expected_cash.amount if closed or shows_expected else None,
        "counted_cash": till.counted.amount if till.counted is not None else None,
        "difference": figures.difference.amount if figures.difference is not None else None,
        "number": till.number or None,
        "hash": hash_.hex() if hash_ else None,
    } | _paid_down(figures.paid_down)


def synced_shape(done: Synced) -> Shape:
    """Shape what `sync` answers."""
    return {
        "journal": done.journal_id,
        "sent": done.sent,
        "received": done.received,
        "last": done.last,
        "head": done.head.hex(),
        "centre_last": done.centre.last,
        "centre_head": done.centre.head.hex(),
        "equal": done.is_equal,
        "quarantined": [{"seq": f.seq, "kind": f.kind, "hash": f.hash.hex()} for f in done.quarantined],
    }


def verdict_shape(verdict: Verdict, tr: Translate) -> Shape:
    """Shape what `verify` answers."""
    return {
        "ok": verdict.is_ok,
        "facts": verdict.facts,
        "devices": [
            {
                "device": d.device,
                "journal": d.journal_id,
                "first": d.first,
                "last": d.last,
                "head": d.head.hex(),
            }
            for d in verdict.devices
        ],
        "faults": [
            {"device": f.device, "seq": f.seq, "code": f.code, "text": tr(f.text).format(seq=f.seq)}
            for f in verdict.faults
        ],
    }


def reconciliation_shape(of: Reconciliation, tr: Translate) -> Shape:
    """Shape what `reconcile` answers."""
    return {
        "date": of.day.isoformat(),
        "total": of.total.amount,
        "total_proven": of.proven.amount,
        "total_reported": of.reported.amount,
        "differences_proven": differences_shape(of.differences),
        "differences_reported": differences_shape(of.differences_reported),
        "booths": [_device_day(row, tr) for row in of.devices],
        "producers": [
            {"producer": p.producer, "name": p.name, "pieces": p.pieces, "total": p.total.amount}
            for p in of.producers
        ],
    } | _open_price(of.open_price)


def differences_shape(of: Differences) -> Shape:
    """Shape what drawers are off by: what is over and what is short, each by itself."""
    return {"over": of.over.amount, "short": of.short.amount, "drawers": of.drawers}


def job_shape(job: PrintJob) -> Shape:
    """Shape one row of `print queue`."""
    return {
        "id": job.job_id,
        "sale": job.sale or None,
        "kind": job.kind.value,
        "printer": job.printer,
        "state": job.state.value,
        "bytes_sent": job.bytes_sent,
        "attempts": job.attempts,
        "reason": job.reason or None,
        "made_at": job.made_at.isoformat(),
        "started_at": _moment(job.started_at),
        "ended_at": _moment(job.ended_at),
        "copy_no": job.copy_no or None,
        "replaces": job.replaces or None,
    }


def order_shape(kept: KeptOrder) -> Shape:
    """Shape an order; `rest` is what is to pay at pick-up."""
    order = kept.order
    return {
        "number": order.number,
        "state": kept.state.value,
        "ordered_at": order.at.isoformat(),
        "business_day": order.business_day.isoformat(),
        "due": order.due.isoformat(),
        "cashier": order.cashier,
        "approver": order.approver or None,
        "customer": order.customer,
        "phone": order.phone or None,
        "total": order.total.amount,
        "deposit": order.deposit.amount,
        "rest": order.rest.amount,
        "lines": [_line(line) for line in order.lines],
        "tenders": _tenders(order),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _sale(kept: KeptSale) -> Shape:
    sale = kept.sale
    return {
        "id": sale.sale_id,
        "number": sale.number,
        "seq": kept.seq,
        "hash": kept.hash.hex(),
        "sold_at": sale.at.isoformat(),
        "gross": sale.gross.amount,
        "discount": sale.discount.amount,
        "rounding": sale.rounding.amount,
        "total": sale.total.amount,
        "paid": sale.paid.amount,
        "change": sale.change.amount,
    }


def _line(line: SaleLine) -> Shape:
    sold: Shape = (
        {"metres": line.quantity.plain()} if line.quantity.unit is Unit.METRE else {"qty": line.quantity.size}
    )
    return {
        "sku": line.sku,
        "producer": line.producer,
        **sold,
        "unit_price": line.unit_price.amount,
        "gross": line.gross.amount,
        "discount": line.discount.amount,
        "net": line.net.amount,
    } | _seldom(line)


def _seldom(line: SaleLine) -> Shape:
    """Say what few lines have, of those that have it."""
    said: Shape = {"name": line.name, "is_open": True} if line.is_open else {}
    if line.promotion:
        said |= {"promotion": line.promotion, "promoted": line.promoted.amount}
    return said | ({"note": line.note} if line.note else {})


def _tenders(of: Sale | Order) -> list[Shape]:
    return [
        {"kind": t.kind.value, "amount": t.amount.amount}
        | ({"reference": t.reference} if t.reference else {})
        | ({"worth": t.worth.amount} if t.worth else {})
        for t in of.tenders
    ]


def _device_day(row: DeviceDay, tr: Translate) -> Shape:
    figures = row.figures
    if figures is None:
        empty = (
            "sales",
            "gross",
            "discount",
            "rounding",
            "total",
            "by_tender",
            "expected_cash",
            "counted_cash",
            "difference",
        )
        told: Shape = dict.fromkeys(empty)
    else:
        told = {
            "sales": figures.sales,
            "gross": figures.gross.amount,
            "discount": figures.discount.amount,
            "rounding": figures.rounding.amount,
            "total": figures.total.amount,
            "by_tender": {kind: amount.amount for kind, amount in figures.by_tender.items()},
            "expected_cash": figures.expected_cash.amount,
            "counted_cash": figures.counted_cash.amount if figures.counted_cash is not None else None,
            "difference": figures.difference.amount if figures.difference is not None else None,
        }
    causes = [cause_shape(c, row.figures, tr) for c in row.causes]
    head = {"booth": row.booth.code, "device": row.booth.device, "state": row.state.value}
    seldom = _open_price(figures.open_price) | _paid_down(figures.paid_down) if figures is not None else {}
    return head | told | seldom | {"causes": causes}


def cause_shape(cause: Cause, figures: DayFigures | None, tr: Translate) -> Shape:
    """Shape a cause, said with the figures of its day."""
    return {
        "code": cause.code,
        "amount": cause.amount.amount,
        "text": say_cause(cause, figures, tr),
        "evidence": list(cause.evidence),
        "certainty": cause.grade.value,
        "qris": cause.qris.amount,
        "could": cause.could.amount,
    }


def _paid_down(by_tender: Mapping[str, Rupiah]) -> Shape:
    """Say what was paid down for orders, less what was given back, where anything was."""
    if not by_tender:
        return {}
    return {"down_payments": {kind: amount.amount for kind, amount in by_tender.items()}}


def _open_price(of: OpenPrice) -> Shape:
    """Say what was sold by a typed price, where anything was."""
    if of == OpenPrice():
        return {}
    return {"open_price": {"pieces": of.pieces, "total": of.total.amount}}
