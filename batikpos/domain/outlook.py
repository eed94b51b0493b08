"""What a later fair file would change at a booth, told before it is taken."""

from datetime import datetime
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.right import Rules
from batikpos.i18n import N_
from batikpos.values import frozen


class BasketOpen(PosError):
    """A fair file is to be taken while something is in the basket: prices would change under the buyer."""

    code: ClassVar[str] = "basket_open"
    text: ClassVar[str] = N_(
        "There is something in the basket. Sell it or take it off, then take the fair file in."
    )


@frozen
class Difference:
    """What comes, what goes, and what is other than before, by name."""

    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@frozen
class Outlook:
    """What a fair file would change: `changed` names it, the rest says how.

    `is_first` says that the booth had no fair file before, and somebody must compare the `fingerprint`.
    `items` are all goods it holds, `priced` those with another price or lowest price.
    """

    made_at: datetime
    fingerprint: str
    is_first: bool
    changed: tuple[str, ...]
    people: Difference
    promotions: Difference
    goods: Difference
    items: int
    priced: int
    rules: Rules
    rounding: int
    central: str
