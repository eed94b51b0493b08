"""The open basket while it is changed: which of its lines is open, and what can be taken back."""

from dataclasses import replace
from uuid import uuid4

from batikpos.domain.cart import Cart
from batikpos.services.baskets import OpenBasket


class Editing:
    """Holds the immutable basket, and those it was before."""

    def __init__(self) -> None:
        self.basket = OpenBasket(Cart(uuid4()))
        self.chosen = -1
        self._before: list[OpenBasket] = []

    @property
    def before(self) -> OpenBasket | None:
        """What undo leads back to; None where there is nothing to take back."""
        return self._before[-1] if self._before else None

    def begin(self, basket: OpenBasket) -> None:
        """Go on with another basket; what was done to others is done."""
        self.basket, self.chosen, self._before = basket, -1, []

    def leave(self, cart: Cart) -> None:
        """Begin another basket; undo leads back to this one."""
        self._before.append(self.basket)
        self.basket, self.chosen = OpenBasket(cart), -1

    def remember(self, basket: OpenBasket) -> None:
        """Let undo lead to a basket that was thrown away."""
        self._before.append(basket)

    def change(self, cart: Cart, chosen: int) -> None:
        """Change what is in the basket, with another line open."""
        self._before.append(self.basket)
        is_emptied = bool(self.basket.cart.lines) and not cart.lines
        self.put(cart, chosen)
        if is_emptied:  # the next buyer's nota is as every other
            self.basket = replace(self.basket, nota="")

    def put(self, cart: Cart, chosen: int) -> None:
        """Take another cart into the basket that nobody asked for, so that nothing is to be taken back."""
        self.basket = replace(self.basket, cart=cart)
        self.chosen = min(chosen, len(cart.lines) - 1)

    def undo(self) -> None:
        """Take the last change back; the promotions of now stay, and the slip, which is not in the cart.

        So does the nota's language, unless the basket was emptied, which took it away.
        """
        before = self._before.pop()
        nota = self.basket.nota if self.basket.cart.lines else before.nota
        self.put(before.cart.with_promotions(self.basket.cart.promotions), self.chosen)
        self.basket = replace(self.basket, nota=nota)

    def go_over(self, before: OpenBasket, after: OpenBasket) -> None:
        """Go over to a basket that was parked, or one that is new."""
        if self.before is not None and self.before.cart.sale_id == after.cart.sale_id:
            self._before.pop()  # back where it was: what was done to that basket before can be undone too
        else:
            self._before.append(before)
        self.basket, self.chosen = after, len(after.cart.lines) - 1
