"""The report of a fair as the scripts get it: what is proven and what is reported, never added up."""

from collections.abc import Iterable
from typing import Any

from batikpos.commands.shapes import Shape, cause_shape
from batikpos.commands.stock import goods_shape
from batikpos.domain.dyeshare import DyeShare
from batikpos.i18n import Translate
from batikpos.reports.fairreport import FairReport, Visit
from batikpos.reports.figures import Part, Row, Sums


def fair_shape(of: FairReport, tr: Translate) -> Shape:
    """Shape a fair's report."""
    figures = of.figures
    return {
        "fair": figures.fair,
        "fair_id": of.of.fair.fair_id,
        "from": figures.first.isoformat(),
        "to": figures.last.isoformat(),
        "proven": _sums(figures.proven),
        "reported": _sums(figures.reported),
        "devices": {state.value: count for state, count in of.states.items()},
        "by_day": _rows(figures.by_day, "day", "sales"),
        "by_hour": _rows(figures.by_hour, "hour", "sales"),
        "by_booth": _rows(figures.by_booth, "booth", "sales"),
        "by_producer": _rows(figures.by_producer, "producer", "pieces", with_name=True),
        "by_district": _rows(figures.by_district, "district", "pieces"),
        "by_technique": _rows(figures.by_technique, "technique", "pieces"),
        "by_dye": _rows(figures.by_dye, "dye", "pieces"),
        "by_tender": _rows(figures.by_tender, "tender", "sales"),
        "items": _rows(figures.items, "sku", "pieces", with_name=True),
        "motifs": _rows(figures.motifs, "motif", "pieces"),
        "open_price": _rows(figures.open_price, "sku", "pieces", with_name=True),
        "down_payments": _rows(figures.down_payments, "tender", "orders"),
        "orders": _orders(of),
        "visits": {"days": list(map(_visit, of.visits)), "all": _visit(of.visited) | {"day": None}},
        "natural_dye": _dyes(of),
        "stock": [goods_shape(row) for row in of.of.stock],
        "unproven": [
            {
                "day": d.day.isoformat(),
                "booth": d.booth.code,
                "device": d.booth.device,
                "state": d.state.value,
                "total": d.total.amount,
                "causes": [cause_shape(c, d.figures, tr) for c in d.causes],
            }
            for d in of.unproven
        ],
        "causes": [
            {"day": f.of.day.isoformat(), "booth": f.of.booth.code, "device": f.of.booth.device}
            | cause_shape(f.cause, f.of.figures, tr)
            for f in of.causes
        ],
        "incidents": [
            {
                "kind": i.kind.value,
                "booth": i.booth.code,
                "device": i.booth.device,
                "cashier": i.cashier,
                "approver": i.approver or None,
                "proven": i.is_proven,
                "count": i.count,
                "amount": i.amount.amount,
            }
            for i in of.incidents
        ],
    }


def _sums(of: Sums) -> Shape:
    return {
        "sales": of.sales,
        "gross": of.gross.amount,
        "discount": of.discount.amount,
        "rounding": of.rounding.amount,
        "total": of.total.amount,
    }


def _rows(rows: Iterable[Row], key: str, counted: str, *, with_name: bool = False) -> list[Shape]:
    def part(of: Part) -> Shape:
        return {counted: of.count, "total": of.total.amount}

    return [
        {key: r.key}
        | ({"name": r.name} if with_name else {})
        | {"proven": part(r.proven), "reported": part(r.reported)}
        for r in rows
    ]


def _orders(of: FairReport) -> list[Shape]:
    return [
        {
            "number": t.order.number,
            "booth": t.of[0].code,
            "device": t.of[0].device,
            "day": t.of[1].isoformat(),
            "proven": t.of in of.of.proven,
            "due": t.order.due.isoformat(),
            "state": t.state,
            "total": t.order.total.amount,
            "deposit": t.order.deposit.amount,
        }
        for t in of.of.orders
    ]


def _visit(of: Visit) -> Shape:
    """Shape a day's visitors; shares in basis points."""
    return {
        "day": of.day.isoformat(),
        "visitors": of.visitors,
        "target": of.target.amount or None,
        "sales": of.sales,
        "total": of.total.amount,
        "sales_for_visitors": of.conversion,
        "of_target": of.reached,
    }


def _dyes(of: FairReport) -> Shape:
    """Shape the shares of natural dye, in basis points, of what is proven."""
    dyes = of.dyes

    def share(one: DyeShare) -> dict[str, Any]:
        return {
            "pieces": one.dyed_pieces,
            "natural_pieces": one.natural_pieces,
            "share_pieces": one.of_pieces,
            "total": one.dyed_total.amount,
            "natural_total": one.natural_total.amount,
            "share_total": one.of_total,
            "producers": one.producers,
            "natural_producers": one.natural_producers,
        }

    return share(dyes.whole) | {
        "batik": share(dyes.batik),
        "by_technique": [{"technique": one.key} | share(one) for one in dyes.by_technique],
        "by_district": [{"district": one.key} | share(one) for one in dyes.by_district],
    }
