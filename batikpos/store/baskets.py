"""Baskets as they stand in the store, the open one and those that are parked: changeable, and no facts."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Text, bindparam, delete, select, update

from batikpos.domain.draft import Draft
from batikpos.store.schema import open_basket, parked_basket
from batikpos.store.statement import Statement, insert_into
from batikpos.values import frozen


@frozen
class KeptBasket:
    """A parked basket as it is kept."""

    sale_id: UUID
    draft: Draft
    at: datetime
    cashier: str
    label: str


def keep_basket(tx: Connection, sale_id: UUID, draft: Draft) -> None:
    """Keep the open basket in place of the one before; it is parked no more."""
    forget_baskets(tx)
    forget_parked(tx, sale_id)
    insert_into(open_basket).run(tx, {"sale_id": str(sale_id), "content": json.dumps(draft)})


def forget_baskets(tx: Connection) -> None:
    """Keep no open basket: there is nothing in it any more."""
    tx.execute(delete(open_basket))


def forget_basket(tx: Connection, sale_id: UUID) -> None:
    """Keep a basket no longer that was sold, open or parked; another one stays."""
    _FORGET.run(tx, {"id": str(sale_id)})
    forget_parked(tx, sale_id)


def find_basket(tx: Connection) -> tuple[UUID, Draft] | None:
    """Find the open basket, with the id its sale is to have."""
    row = tx.execute(select(open_basket)).first()
    return None if row is None else (UUID(row.sale_id), json.loads(row.content))


def keep_parked(tx: Connection, kept: KeptBasket) -> None:
    """Park a basket, in place of what was parked under its id before."""
    forget_parked(tx, kept.sale_id)
    insert_into(parked_basket).run(
        tx,
        {
            "sale_id": str(kept.sale_id),
            "at": kept.at,
            "cashier": kept.cashier,
            "label": kept.label,
            "content": json.dumps(kept.draft),
        },
    )


def label_parked(tx: Connection, sale_id: UUID, label: str) -> None:
    """Call a parked basket something."""
    tx.execute(update(parked_basket).where(parked_basket.c.sale_id == str(sale_id)).values(label=label))


def forget_parked(tx: Connection, sale_id: UUID) -> None:
    """Keep a basket parked no longer."""
    _FORGET_PARKED.run(tx, {"id": str(sale_id)})


def list_parked(tx: Connection) -> tuple[KeptBasket, ...]:
    """List the parked baskets, the longest waiting first."""
    query = select(parked_basket).order_by(parked_basket.c.at, parked_basket.c.sale_id)
    return tuple(
        KeptBasket(UUID(r.sale_id), json.loads(r.content), r.at, r.cashier, r.label)
        for r in tx.execute(query)
    )


_FORGET = Statement(delete(open_basket).where(open_basket.c.sale_id == bindparam("id", type_=Text)))
_FORGET_PARKED = Statement(
    delete(parked_basket).where(parked_basket.c.sale_id == bindparam("id", type_=Text))
)
