"""The open basket as it stands in the store: changeable, and no fact."""

import json
from uuid import UUID

from sqlalchemy import Connection, Text, bindparam, delete, select

from batikpos.domain.draft import Draft
from batikpos.store.schema import open_basket
from batikpos.store.statement import Statement, insert_into


def keep_basket(tx: Connection, sale_id: UUID, draft: Draft) -> None:
    """Keep the open basket in place of the one before."""
    forget_baskets(tx)
    insert_into(open_basket).run(tx, {"sale_id": str(sale_id), "content": json.dumps(draft)})


def forget_baskets(tx: Connection) -> None:
    """Keep no basket: there is nothing in it any more."""
    tx.execute(delete(open_basket))


def forget_basket(tx: Connection, sale_id: UUID) -> None:
    """Keep a basket no longer that was sold; another one stays."""
    _FORGET.run(tx, {"id": str(sale_id)})


def find_basket(tx: Connection) -> tuple[UUID, Draft] | None:
    """Find the open basket, with the id its sale is to have."""
    row = tx.execute(select(open_basket)).first()
    return None if row is None else (UUID(row.sale_id), json.loads(row.content))


_FORGET = Statement(delete(open_basket).where(open_basket.c.sale_id == bindparam("id", type_=Text)))
