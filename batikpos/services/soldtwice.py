"""Single pieces that were sold more than once, found in what the centre holds."""

from batikpos.domain.soldtwice import SoldTwice, find_sold_twice
from batikpos.domain.stock import StockAct
from batikpos.services.decisions import known_producers
from batikpos.store.engine import Transaction
from batikpos.store.soldtwice import list_piece_sales
from batikpos.store.stock import list_moves


def sold_twice(tx: Transaction, fair_id: str) -> tuple[SoldTwice, ...]:
    """List a fair's single pieces that were sold more than once, with a proposal for each."""
    sales = list_piece_sales(tx, fair_id)
    if not sales:
        return ()
    taken: dict[str, set[str]] = {}
    for booth, moves in list_moves(tx, fair_id).items():
        for kept in moves:
            if kept.move.act is StockAct.TAKE:
                for line in kept.move.lines:
                    taken.setdefault(line.sku, set()).add(booth)
    own = {producer.code: producer.booth for producer in known_producers(tx, fair_id)}
    return find_sold_twice(sales, {sku: frozenset(booths) for sku, booths in taken.items()}, own)
