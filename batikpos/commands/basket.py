"""Reading baskets from JSON: raw text becomes domain values here, or a refusal that says why."""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from batikpos.commands.context import read_day
from batikpos.domain.cart import AmountOff, Cart, CartLine, Discount, PercentOff
from batikpos.domain.catalogue import Catalogue, Dye, Item, Technique
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.money import LARGEST, Rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.quantity import Quantity, Unit, parse_metres
from batikpos.domain.sale import PaperSlip
from batikpos.domain.tender import AT_THE_TILL, Tender, TenderKind
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import LANGUAGES, N_, translator
from batikpos.values import frozen

_BASKET = {"id", "lines", "discount", "tenders", "lang", "approver", "oversell", "slip"}
_LINE = {"sku", "barcode", "qty", "metres", "price", "discount", "note", "open"}
_OPEN = {"name", "price", "producer", "technique", "dye", "kind", "unit"}
_TENDER = {"kind", "amount", "reference"}
E = TypeVar("E", bound=StrEnum)
_NO_KIND = N_("“kind” must be cash, qris, card, transfer or voucher")
_SLIP = {"number", "day", "reason"}


class BadBasket(PosError):
    """JSON that is no basket."""

    code: ClassVar[str] = "bad_basket"
    text: ClassVar[str] = N_("This is not a basket: {why}. Put it right and send it again.")
    why: str
    name: str = ""

    def message(self, language: str) -> str:
        """Say what is wrong with it, and with which part of it."""
        tr = translator(language)
        return tr(self.text).format(why=tr(self.why).format(name=self.name))


@frozen
class Basket:
    """A basket that was asked for."""

    cart: Cart
    tenders: tuple[Tender, ...]
    language: str
    approver: str
    oversell: bool
    slip: PaperSlip | None


def split_baskets(lines: Iterable[str]) -> Iterator[str]:
    """Cut a stream into baskets: one JSON a line, or one JSON object over several lines.

    Only an object that ends too early is held for the lines that complete it; a line that begins
    with an opening brace in its first column begins a new basket, and anything else that is no JSON
    is a basket to be refused at once. So nothing broken ever swallows or holds up the next.
    """
    held = ""
    for line in lines:
        if not held and not line.strip():
            continue
        if held and (line.startswith("{") or _is_broken(held + line)):
            yield held
            held = ""
        held += line
        if not _is_unfinished(held):
            yield held
            held = ""
    if held.strip():
        yield held


def basket_id(text: str) -> str | None:
    """Say which id a refused basket had, where it can be read."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = content.get("id") if isinstance(content, dict) else None
    return found if isinstance(found, str) else None


def read_basket(text: str, catalogue: Catalogue, *, language: str) -> Basket:
    """Read one basket. Raises: BadBasket, UnknownItem, BadQuantity, NotInStep, DiscountTooLarge."""
    try:
        content = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BadBasket(N_("it is no JSON")) from error
    if not isinstance(content, dict):
        raise BadBasket(N_("it is no JSON object in braces"))
    basket = _object(content, _BASKET, "basket")
    lines = basket.get("lines")
    if not isinstance(lines, list) or not lines:
        raise BadBasket(N_("“lines” must be a list of at least one line"))
    cart = Cart(_uuid(basket.get("id")), tuple(_line(line, catalogue) for line in lines))
    tenders = basket.get("tenders", [])
    if not isinstance(tenders, list):
        raise BadBasket(N_("“tenders” must be a list"))
    lang = basket.get("lang", language)
    if lang not in LANGUAGES:
        raise BadBasket(N_("“lang” must be id or en"))
    return Basket(
        cart=cart.with_discount(_discount(basket.get("discount"))),
        tenders=tuple(_tender(tender) for tender in tenders),
        language=lang,
        approver=_text(basket.get("approver", ""), "approver"),
        oversell=_flag(basket.get("oversell", False)),
        slip=_slip(basket.get("slip")),
    )


def _is_unfinished(text: str) -> bool:
    """Say whether a text is an object's beginning, which more lines may complete."""
    return text.lstrip().startswith("{") and _fault_at(text) == len(text.rstrip())


def _is_broken(text: str) -> bool:
    """Say whether no further line can make JSON of a text."""
    return _fault_at(text) not in {None, len(text.rstrip())}


def _fault_at(text: str) -> int | None:
    """Say where a text stops being JSON; None where it is JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return min(error.pos, len(text.rstrip()))
    except (ValueError, RecursionError):
        return 0
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says the same thing twice."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise BadBasket(N_("a name stands there twice: {name}"), ", ".join(sorted(n for n, _ in pairs))[:80])
    return dict(pairs)


def _line(content: Any, catalogue: Catalogue) -> CartLine:  # noqa: ANN401 - any JSON value
    if not isinstance(content, dict):
        raise BadBasket(N_("each of the lines must be an object in braces"))
    line = _object(content, _LINE, "lines")
    codes = [line[name] for name in ("sku", "barcode") if name in line]
    if "open" in line and (codes or "price" in line):
        raise BadBasket(N_("an “open” line has its price in “open”, and no code"))
    if "open" not in line and (len(codes) != 1 or not isinstance(codes[0], str)):
        raise BadBasket(N_("a line names either “sku” or “barcode”, as a text"))
    item = _open_item(line["open"], catalogue) if "open" in line else catalogue.load(codes[0])
    price = None if line.get("price") is None else _rupiah(line["price"], "price")
    note = _text(line.get("note", ""), "note")
    return CartLine(item, _quantity(line, item), price, _discount(line.get("discount")), note)


def _open_item(content: Any, catalogue: Catalogue) -> Item:  # noqa: ANN401 - any JSON value
    """Read goods of no catalogue. Raises: BadBasket, NoName, NoPrice, CalledBatik."""
    said = _object(content, _OPEN, "open")
    producer = _text(said.get("producer"), "producer")
    if producer not in {p.code for p in catalogue.producers}:
        raise BadBasket(N_("“producer” must be the code of a producer of this booth's list"))
    return open_item(
        _text(said.get("name"), "name"),
        _rupiah(said.get("price"), "price"),
        producer=producer,
        technique=_word(said.get("technique"), "technique", Technique),
        dye=_word(said.get("dye", Dye.NONE), "dye", Dye),
        kind=_text(said.get("kind", ""), "kind"),
        unit=_word(said.get("unit", Unit.PIECE), "unit", Unit),
    )


def _word(content: Any, where: str, kind: type[E]) -> E:  # noqa: ANN401 - any JSON value
    try:
        return kind(content)
    except ValueError as error:
        raise BadBasket(N_("“{name}” is none of the words allowed here"), where) from error


def _quantity(line: dict[str, Any], item: Item) -> Quantity:
    if "metres" in line:
        metres = line["metres"]
        if item.unit is not Unit.METRE or "qty" in line or not _is_decimal(metres):
            raise BadBasket(N_('“metres” is for cloth sold by length, like "2.5", and without “qty”'))
        return item.quantity(parse_metres(str(metres)).size)
    qty = line.get("qty", 1)
    if item.unit is not Unit.PIECE:
        if "qty" in line:
            raise BadBasket(N_("“qty” is for goods sold by the piece; cloth by length takes “metres”"))
        return item.first_quantity()
    if not _is_int(qty):
        raise BadBasket(N_("“{name}” must be a whole number"), "qty")
    return item.quantity(qty)


def _discount(content: Any) -> Discount | None:  # noqa: ANN401 - any JSON value
    if content is None:
        return None
    discount = _object(content, {"percent", "amount"}, "discount")
    if len(discount) != 1:
        raise BadBasket(N_("“discount” takes either “percent” or “amount”"))
    if "amount" in discount:
        return AmountOff(_rupiah(discount["amount"], "discount"))
    percent = discount["percent"]
    if not _is_decimal(percent) or not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", str(percent), re.ASCII):
        raise BadBasket(N_('“percent” must be like "10" or "12.5"'))
    return PercentOff(int(Decimal(str(percent)) * 100))


def read_tenders(text: str) -> tuple[Tender, ...]:
    """Read tenders alone, as {"tenders": […]}. Raises: BadBasket."""
    try:
        content = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BadBasket(N_("it is no JSON")) from error
    tenders = _object(content, {"tenders"}, "basket").get("tenders")
    if not isinstance(tenders, list):
        raise BadBasket(N_("“tenders” must be a list"))
    return tuple(_tender(tender) for tender in tenders)


def _tender(content: Any) -> Tender:  # noqa: ANN401 - any JSON value
    tender = _object(content, _TENDER, "tenders")
    try:
        kind = TenderKind(str(tender.get("kind")))
    except ValueError as error:
        raise BadBasket(_NO_KIND) from error
    if kind not in AT_THE_TILL:
        raise BadBasket(_NO_KIND)
    return Tender(
        kind, _rupiah(tender.get("amount"), "amount"), _text(tender.get("reference", ""), "reference")
    )


def _slip(content: Any) -> PaperSlip | None:  # noqa: ANN401 - any JSON value
    if content is None:
        return None
    slip = _object(content, _SLIP, "slip")
    try:
        day = read_day(_text(slip.get("day"), "day"))
    except BadValue as error:
        raise BadBasket(N_('“day” must be a day like "2026-12-11"')) from error
    return PaperSlip(_text(slip.get("number"), "number"), day, _text(slip.get("reason"), "reason"))


def _object(content: Any, keys: set[str], where: str) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    if not isinstance(content, dict):
        raise BadBasket(N_("“{name}” must be an object"), where)
    if unknown := content.keys() - keys:
        raise BadBasket(N_("it has an unknown name: {name}"), ", ".join(sorted(unknown))[:80])
    return content


def _rupiah(content: Any, where: str) -> Rupiah:  # noqa: ANN401 - any JSON value
    if not _is_int(content) or not 0 <= content <= LARGEST:
        raise BadBasket(N_("“{name}” must be whole rupiah, not negative"), where)
    return Rupiah(content)


def _uuid(content: Any) -> UUID:  # noqa: ANN401 - any JSON value
    if content is None:
        return uuid4()
    try:
        found = UUID(content)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadBasket(N_("“id” must be a UUID")) from error
    if str(found) != content.lower():
        raise BadBasket(N_("“id” must be a UUID"))
    return found


def _text(content: Any, where: str) -> str:  # noqa: ANN401 - any JSON value
    if not isinstance(content, str) or len(content) > LONGEST or holds_control(content):
        raise BadBasket(N_("“{name}” must be a text of at most 200 letters"), where)
    return content.strip()


def _flag(content: Any) -> bool:  # noqa: ANN401 - any JSON value
    if not isinstance(content, bool):
        raise BadBasket(N_("“oversell” must be true or false"))
    return content


def _is_int(content: Any) -> bool:  # noqa: ANN401 - any JSON value
    return type(content) is int


def _is_decimal(content: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(content, str) or _is_int(content)
