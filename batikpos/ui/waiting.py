"""What comes while a sale is being saved or something is asked: kept in its order, for when there is room."""

from collections import deque

from batikpos.domain.catalogue import Catalogue, Item


class Waiting:
    """Goods, and the pay keys behind them, as they came: each is done once, as if it came later."""

    def __init__(self) -> None:
        self._acts: deque[Item | int] = deque()

    def add(self, item: Item) -> None:
        """Let goods wait."""
        self._acts.append(item)

    def pay(self, place: int) -> None:
        """Let a pay key wait behind the goods it is for; without any it is the last one, pressed again."""
        if self._acts and isinstance(self._acts[-1], Item):
            self._acts.append(place)

    def forget_payments(self) -> None:
        """Keep only the goods: the sale before was not made, so nothing may be paid unseen."""
        self._acts = deque(act for act in self._acts if isinstance(act, Item))

    def renew(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Let what waits be of another price list; name what is not in it by its code, and waits no more."""
        acts, self._acts, lost = self._acts, deque(), []
        for act in acts:
            now = catalogue.find(act.sku) if isinstance(act, Item) else act
            if now is not None:
                self._acts.append(now)
            elif isinstance(act, Item):
                lost.append(act.sku)
        return tuple(lost)

    @property
    def goods(self) -> tuple[Item, ...]:
        """List the goods that wait."""
        return tuple(act for act in self._acts if isinstance(act, Item))

    def take(self) -> Item | int | None:
        """Take what came first: goods, or the place of a pay key; None where nothing waits."""
        return self._acts.popleft() if self._acts else None
