"""The basket of a sale opened again: whatever made its price, it comes to what was paid."""

import json
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.correction import cart_again
from batikpos.domain.draft import told_to_draft
from batikpos.domain.fact import canonical
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import Promotion
from batikpos.domain.sale import Sale, sold_lines
from tests.domain import promotions as by_chance
from tests.domain.baskets import GOODS, carts, sales

AGAIN = UUID(int=7)
GOODS_NOW = st.sampled_from([0.5, 0.9, 1.5, 3]).map(
    lambda dearer: Catalogue(
        tuple(replace(i, price=Rupiah(max(1, int(i.price.amount * dearer))), floor=Rupiah(0)) for i in GOODS)
    )
)


def sold(cart: Cart, like: Sale) -> Sale:
    """Sell a basket."""
    return replace(like, lines=sold_lines(cart, Catalogue()))


@given(carts(), by_chance.lists(), sales())
def test_a_basket_opens_again_as_it_was(cart: Cart, promotions: tuple[Promotion, ...], like: Sale) -> None:
    told = cart.with_promotions(promotions)
    draft = json.loads(canonical(told_to_draft(told)))
    assert cart_again(sold(told, like), told.sale_id, Catalogue(GOODS), draft) == told


@given(carts(), by_chance.lists(), sales(), GOODS_NOW, st.sampled_from(["draft", ""]))
def test_at_other_prices_or_without_its_draft_it_comes_to_the_same(
    cart: Cart, promotions: tuple[Promotion, ...], like: Sale, now: Catalogue, kept: str
) -> None:
    told = cart.with_promotions(promotions)
    draft = told_to_draft(told) if kept else None
    again = cart_again(sold(told, like), AGAIN, now, draft)
    assert [p.net for p in again.priced] == [p.net for p in told.priced]
