"""PPN, the value added tax, as it lies inside a price of a producer who is registered for it (PKP).

For anything but luxury goods the base is eleven twelfths of the price, at 12 % (PMK 131/2024, from 2025).
"""

from batikpos.domain.money import Rupiah
from batikpos.values import frozen

RATE = 12
"""Per cent."""

BASE_SHARE = (11, 12)
"""Which part of the price without tax is the base."""


@frozen
class Ppn:
    """A price that includes PPN, taken apart: `price` without tax, `base` (DPP nilai lain), `tax`."""

    price: Rupiah
    base: Rupiah
    tax: Rupiah


def ppn_inside(paid: Rupiah) -> Ppn:
    """Take apart what was paid, tax included; each part half up to Rp1, price and tax adding up to it."""
    part, whole = BASE_SHARE
    with_tax = 100 * whole + RATE * part  # of a price without tax of 100 * whole
    tax = paid.times(RATE * part, with_tax)
    return Ppn(paid - tax, paid.times(100 * part, with_tax), tax)
