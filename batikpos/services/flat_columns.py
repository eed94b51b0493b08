"""The columns of the flat export: what a program finds in each file, and what its index says of them."""

from collections.abc import Mapping

from batikpos.i18n import N_
from batikpos.values import frozen

INDEX = "index.csv"
INDEX_HEAD = ("file", "column", "type", "meaning")


@frozen
class FlatColumn:
    """A column: its name in the file, what it holds, and its meaning in words."""

    name: str
    kind: str
    meaning: str


_TEXT, _NUMBER, _MONEY, _DAY, _TIME, _YES = "text", "integer", "rupiah", "date", "datetime", "0/1"

_BOOTH = FlatColumn("booth", _TEXT, N_("code of the booth"))
_DEVICE = FlatColumn("device", _NUMBER, N_("which device of the booth"))
_STATE = FlatColumn("state", _TEXT, N_("whether the device's day is proven, or only reported"))
_FACT = (
    _BOOTH,
    _DEVICE,
    FlatColumn("journal", _TEXT, N_("journal of the device")),
    FlatColumn("seq", _NUMBER, N_("number of the fact in its journal")),
    _STATE,
)
_AT = FlatColumn("at", _TIME, N_("when, by the device's clock"))
_TILL = FlatColumn("till", _NUMBER, N_("fact that opened the till, in the same journal"))
_BUSINESS_DAY = FlatColumn("business_day", _DAY, N_("day on which the till was opened"))
_CASHIER = FlatColumn("cashier", _TEXT, N_("who did it"))
_APPROVER = FlatColumn("approver", _TEXT, N_("who agreed to it"))
_REASON = FlatColumn("reason", _TEXT, N_("why"))
_NUMBER_OF = FlatColumn("number", _TEXT, N_("number of the nota"))
_SKU = FlatColumn("sku", _TEXT, N_("code of the goods"))
_PRODUCER = FlatColumn("producer", _TEXT, N_("code of the producer"))
_TECHNIQUE = FlatColumn("technique", _TEXT, N_("tulis, cap, kombinasi, printing or bukan_batik"))
_DYE = FlatColumn("dye", _TEXT, N_("alam, sintetis, campuran or tidak_ada"))
_KIND_OF_GOODS = FlatColumn("kind", _TEXT, N_("kind of goods"))
_UNIT = FlatColumn("unit", _TEXT, N_("pcs, or m for cloth by the metre"))
_TENDER = FlatColumn(
    "kind", _TEXT, N_("way of paying; deposit: paid down before, exchange: goods given back")
)
_AMOUNT = FlatColumn("amount", _MONEY, N_("amount as it was given, the change not taken off"))
_REFERENCE = FlatColumn("reference", _TEXT, N_("reference as it was typed"))

TABLES: Mapping[str, tuple[FlatColumn, ...]] = {
    "fair.csv": (
        FlatColumn("fair_id", _TEXT, N_("id of the fair")),
        FlatColumn("name", _TEXT, N_("name of the fair")),
        FlatColumn("first_day", _DAY, N_("first day")),
        FlatColumn("last_day", _DAY, N_("last day")),
        FlatColumn("time_zone", _TEXT, N_("time zone")),
    ),
    "producers.csv": (
        _PRODUCER,
        FlatColumn("name", _TEXT, N_("name of the producer")),
        FlatColumn("district", _TEXT, N_("district")),
        FlatColumn("village", _TEXT, N_("village or centre")),
        _BOOTH,
        FlatColumn("is_taxable", _YES, N_("whether the producer is taxable (PKP)")),
        FlatColumn("npwp", _TEXT, N_("tax number of the producer")),
    ),
    "goods.csv": (
        _SKU,
        FlatColumn("barcode", _TEXT, N_("barcode")),
        _PRODUCER,
        FlatColumn("name", _TEXT, N_("name of the goods")),
        _TECHNIQUE,
        _DYE,
        _KIND_OF_GOODS,
        FlatColumn("motif", _TEXT, N_("motif")),
        FlatColumn("size", _TEXT, N_("size")),
        _UNIT,
        FlatColumn("price", _MONEY, N_("list price of a piece or metre")),
        FlatColumn("floor", _MONEY, N_("lowest price of a piece or metre")),
        FlatColumn("stock", "decimal", N_("pieces or metres that were taken along, empty where not counted")),
    ),
    "days.csv": (
        _BOOTH,
        _DEVICE,
        FlatColumn("day", _DAY, N_("business day")),
        FlatColumn("state", _TEXT, N_("proven, reported or missing")),
        FlatColumn("total", _MONEY, N_("turnover of the day, voids and refunds taken off")),
        FlatColumn("difference", _MONEY, N_("counted cash less expected, empty where no count is known")),
    ),
    "tills.csv": (
        *_FACT,
        _BUSINESS_DAY,
        _AT,
        _CASHIER,
        FlatColumn("float", _MONEY, N_("float at the opening")),
        FlatColumn("closed_at", _TIME, N_("when it was closed, empty where it is open")),
        FlatColumn("closed_by", _TEXT, N_("who closed it")),
        _APPROVER,
        FlatColumn("number", _TEXT, N_("number of the Z slip")),
        FlatColumn("expected", _MONEY, N_("cash that should be there")),
        FlatColumn("counted", _MONEY, N_("cash that was counted")),
        FlatColumn("difference", _MONEY, N_("counted less expected")),
    ),
    "sales.csv": (
        *_FACT,
        _NUMBER_OF,
        FlatColumn("kind", _TEXT, N_("sale, void or refund; the last two are negative")),
        _BUSINESS_DAY,
        _AT,
        _TILL,
        _CASHIER,
        _APPROVER,
        FlatColumn("reverses", _TEXT, N_("number of the nota that is voided or given back")),
        _REASON,
        FlatColumn("follows", _TEXT, N_("number of the nota in whose place this one stands")),
        FlatColumn("slip", _TEXT, N_("number of the paper slip it was entered from")),
        FlatColumn("gross", _MONEY, N_("list prices")),
        FlatColumn("discount", _MONEY, N_("all discounts")),
        FlatColumn("rounding", _MONEY, N_("rounding of cash")),
        FlatColumn("total", _MONEY, N_("gross less discount, and rounding")),
        FlatColumn("paid", _MONEY, N_("what was given")),
        FlatColumn("change", _MONEY, N_("change that was given back in cash")),
    ),
    "lines.csv": (
        *_FACT,
        FlatColumn("line", _NUMBER, N_("line of the nota")),
        _NUMBER_OF,
        _BUSINESS_DAY,
        _SKU,
        FlatColumn("name", _TEXT, N_("name of the goods")),
        _PRODUCER,
        FlatColumn("producer_name", _TEXT, N_("name of the producer")),
        _TECHNIQUE,
        _DYE,
        _KIND_OF_GOODS,
        _UNIT,
        FlatColumn("quantity", "decimal", N_("pieces or metres, negative where given back")),
        FlatColumn("unit_price", _MONEY, N_("price of a piece or metre")),
        FlatColumn("agreed", _MONEY, N_("agreed price, empty for none")),
        FlatColumn("gross", _MONEY, N_("list price of the quantity")),
        FlatColumn("discount", _MONEY, N_("all discounts of the line")),
        FlatColumn("promoted", _MONEY, N_("of these by a promotion")),
        FlatColumn("promotion", _TEXT, N_("name of the promotion")),
        FlatColumn("net", _MONEY, N_("what is paid for the line")),
        FlatColumn("given_back", _NUMBER, N_("line of the nota that is given back, 0 for none")),
        FlatColumn("is_open", _YES, N_("whether its name and price were typed at the stand")),
        FlatColumn("is_part", _YES, N_("whether it gives a part of a cut back, of which some is still sold")),
        FlatColumn("is_under", _YES, N_("whether it went under its lowest price of that day")),
    ),
    "tenders.csv": (
        *_FACT,
        FlatColumn("payment", _NUMBER, N_("which payment of the nota")),
        _NUMBER_OF,
        _BUSINESS_DAY,
        _TENDER,
        _AMOUNT,
        _REFERENCE,
        FlatColumn("worth", _MONEY, N_("what a voucher is worth where less of it counts, 0 for that")),
    ),
    "cash_moves.csv": (
        *_FACT,
        _AT,
        _TILL,
        _BUSINESS_DAY,
        _CASHIER,
        FlatColumn("amount", _MONEY, N_("put into the drawer, negative where taken out")),
        _REASON,
    ),
    "drawer_openings.csv": (*_FACT, _AT, _TILL, _BUSINESS_DAY, _CASHIER, _APPROVER, _REASON),
    "orders.csv": (
        _BOOTH,
        _DEVICE,
        _STATE,
        FlatColumn("order", _TEXT, N_("number of the order")),
        _BUSINESS_DAY,
        _AT,
        FlatColumn("due", _DAY, N_("when it is to be ready")),
        FlatColumn("became", _TEXT, N_("open, picked_up or cancelled")),
        FlatColumn("total", _MONEY, N_("what the order comes to")),
        FlatColumn("deposit", _MONEY, N_("what was paid down")),
    ),
    "order_tenders.csv": (
        FlatColumn("order", _TEXT, N_("number of the order")),
        FlatColumn("payment", _NUMBER, N_("which payment of the order")),
        _TENDER,
        _AMOUNT,
        _REFERENCE,
    ),
}
"""The files in their order, each with its columns."""
