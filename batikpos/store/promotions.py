"""The promotions of a booth, in the order in which the first of equals is given: changeable, and no facts."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from batikpos.domain.promotion import Promotion, promotion_from_body, promotion_to_body
from batikpos.store.schema import promotion


def list_promotions(tx: Connection) -> tuple[Promotion, ...]:
    """List the promotions in their order."""
    rows = tx.execute(select(promotion).order_by(promotion.c.place))
    return tuple(promotion_from_body(row.name, json.loads(row.content)) for row in rows)


def replace_promotions(tx: Connection, promotions: Iterable[Promotion]) -> None:
    """Keep these promotions, in their order, in place of those before."""
    tx.execute(delete(promotion))
    rows = [
        {"name": p.name, "place": place, "content": json.dumps(promotion_to_body(p))}
        for place, p in enumerate(promotions, 1)
    ]
    if rows:
        tx.execute(insert(promotion), rows)
