"""QRIS codes: what a merchant's code says, what is wrong with it, and the same code with an amount in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import QRIS_LIMIT
from batikpos.domain.tlv import BrokenText, Element, checksum, find_value, split_elements
from batikpos.i18n import N_
from batikpos.values import frozen

LONGEST = 512
"""Characters a whole code may have."""

_FORMAT, _INITIATION, _CENTRAL, _CURRENCY, _AMOUNT = "00", "01", "51", "53", "54"
_COUNTRY, _MERCHANT, _CITY, _POSTCODE, _CHECKSUM = "58", "59", "60", "61", "63"
_TIPS = ("55", "56", "57")
_ACCOUNTS = tuple(str(tag) for tag in range(26, 46))
_TEMPLATES = (*_ACCOUNTS, _CENTRAL, "62", "64")
_NMID, _CRITERIA = "02", "03"

_END = re.compile(r"6304([0-9A-Fa-f]{4})", re.ASCII)
_TYPED_AMOUNT = re.compile(r"(\d{1,13})(?:\.0{0,2})?", re.ASCII)
_TYPED_NMID = re.compile(r"ID\d{13}", re.ASCII)


class QrisKind(StrEnum):
    """A code that is the same every time, or one that was made for one payment."""

    STATIC = "static"
    DYNAMIC = "dynamic"


_KINDS = {None: QrisKind.STATIC, "11": QrisKind.STATIC, "12": QrisKind.DYNAMIC}


@frozen
class QrisCode:
    """What a code says. `payload` is its text without the white space around it, and else as it was read.

    `nmid` is the merchant's national number, `criteria` its size (UMI, UKE …); "" where it says nothing.
    """

    kind: QrisKind
    merchant: str
    city: str
    nmid: str
    criteria: str
    amount: Rupiah | None
    payload: str

    def is_same_merchant(self, other: "QrisCode") -> bool:
        """Say whether another code pays the same merchant."""
        if self.payload == other.payload:
            return True
        return bool(self.nmid) and (self.nmid, self.merchant) == (other.nmid, other.merchant)


@frozen
class Remark:
    """Something unusual about a code that is no reason to refuse it; `text` is a msgid."""

    code: str
    text: str


@frozen
class Reading:
    """What was read of a code: what it says as far as that can be told, its faults and its oddities."""

    code: QrisCode | None
    faults: tuple[PosError, ...] = ()
    remarks: tuple[Remark, ...] = ()


class NotQris(PosError):
    """A text that is no payment code."""

    code: ClassVar[str] = "not_qris"
    text: ClassVar[str] = N_("This is not a QRIS code. Scan the code of the stand's own QRIS sign.")


class BrokenCode(PosError):
    """A code whose parts do not fit; `at` counts characters from 1."""

    code: ClassVar[str] = "bad_tlv"
    text: ClassVar[str] = N_("The QRIS code is not whole: it breaks off at character {at}. Scan it again.")
    at: int


class WrongChecksum(PosError):
    """A code that was changed, or read wrongly."""

    code: ClassVar[str] = "bad_crc"
    text: ClassVar[str] = N_(
        "The QRIS code's check digits are wrong: it was changed or misread. Scan it again."
    )


class WrongCurrency(PosError):
    """A code that is not paid in rupiah."""

    code: ClassVar[str] = "bad_currency"
    text: ClassVar[str] = N_("The code is not for rupiah (currency 360). Use the stand's own QRIS sign.")


class WrongCountry(PosError):
    """A code of another country."""

    code: ClassVar[str] = "bad_country"
    text: ClassVar[str] = N_("The code is not of Indonesia (country ID). Use the stand's own QRIS sign.")


class WrongInitiation(PosError):
    """A code that is neither one for every payment nor one for one."""

    code: ClassVar[str] = "bad_initiation"
    text: ClassVar[str] = N_("The code says neither that it is static (11) nor dynamic (12). Scan it again.")


class WrongAmount(PosError):
    """A code with an amount that is no whole rupiah."""

    code: ClassVar[str] = "bad_amount"
    text: ClassVar[str] = N_("The amount in the code is no amount in whole rupiah. Use another code.")


class OneTimeCode(PosError):
    """An amount is to go into a code that was made for one payment."""

    code: ClassVar[str] = "one_time_code"
    text: ClassVar[str] = N_("This code was made for one payment. Use the stand's own static code.")


class AmountInside(PosError):
    """An amount is to go into a code that has one, or that does not say it is static."""

    code: ClassVar[str] = "amount_inside"
    text: ClassVar[str] = N_("No amount can be put into this code. Show it as it is, the amount beside it.")


class TipInside(PosError):
    """An amount is to go into a code that adds a tip: the buyer would pay more than the nota says."""

    code: ClassVar[str] = "tip_inside"
    text: ClassVar[str] = N_("This code adds a tip. Show it as it is, the amount beside it.")


class AmountOutOfRange(PosError):
    """More than one QRIS payment may be, or nothing."""

    code: ClassVar[str] = "bad_amount"
    text: ClassVar[str] = N_("A QRIS payment is from Rp1 to {limit}, not {amount}. Split what is more.")
    amount: Rupiah
    limit: Rupiah = QRIS_LIMIT


_REMARKS = {
    "no_nmid": N_("It names no NMID, as an official QRIS sign does. Ask whose it is."),
    "odd_nmid": N_("Its NMID is not “ID” with 13 digits. Compare it with the one under the sign."),
    "no_merchant": N_("It names no merchant. Ask whose it is."),
    "long_merchant": N_("The merchant's name is longer than 25 letters."),
    "no_city": N_("It names no city."),
    "long_city": N_("The city's name is longer than 15 letters."),
    "no_postcode": N_("It names no postal code."),
    "long_code": N_("The code is longer than 512 letters."),
    "tip": N_("It asks the buyer for a tip: what is paid may be more than the nota says."),
}


def read_code(typed: str) -> Reading:
    """Read a code strictly: its parts, its check digits, its currency and country.

    Follows the profile of EMVCo merchant-presented QR for Indonesia; what is only unusual in it (a long
    name, no tag 51 or 61) is remarked on.
    """
    payload = typed.strip()
    try:
        elements = split_elements(payload)
        templates = _split_templates(elements)
    except BrokenText as error:
        if not payload.startswith("0002"):
            return Reading(None, (NotQris(),))
        faults: tuple[PosError, ...] = (BrokenCode(error.at + 1),)
        return Reading(None, faults if _has_true_checksum(payload) else (*faults, WrongChecksum()))
    faults = tuple(_faults(elements, payload))
    if any(isinstance(fault, NotQris) for fault in faults):
        return Reading(None, faults)
    central = templates.get(_CENTRAL, ())
    code = QrisCode(
        kind=_KINDS.get(find_value(elements, _INITIATION), QrisKind.STATIC),
        merchant=find_value(elements, _MERCHANT) or "",
        city=find_value(elements, _CITY) or "",
        nmid=find_value(central, _NMID) or "",
        criteria=next(filter(None, (find_value(t, _CRITERIA) for t in (central, *templates.values()))), ""),
        amount=_amount(find_value(elements, _AMOUNT)),
        payload=payload,
    )
    remarks = tuple(Remark(name, _REMARKS[name]) for name in _oddities(code, elements))
    return Reading(code, faults, remarks)


def load_code(typed: str) -> QrisCode:
    """Return a code that has no fault. Raises: NotQris, BrokenCode, WrongChecksum and the like."""
    reading = read_code(typed)
    if reading.faults:
        raise reading.faults[0]
    assert reading.code is not None, "what cannot be read has a fault"
    return reading.code


def load_stand_code(typed: str) -> QrisCode:
    """Return a code that a stand may keep for its own: one for every payment.

    Raises: as `load_code`, and OneTimeCode.
    """
    code = load_code(typed)
    if code.kind is QrisKind.DYNAMIC:
        raise OneTimeCode
    return code


def with_amount(code: QrisCode, amount: Rupiah) -> QrisCode:
    """Put an amount into a static code: it becomes dynamic, every other character stays.

    Raises: OneTimeCode, AmountInside, TipInside, AmountOutOfRange.
    """
    elements = split_elements(code.payload)
    if code.kind is QrisKind.DYNAMIC:
        raise OneTimeCode
    if any(find_value(elements, tag) is not None for tag in _TIPS):
        raise TipInside
    if find_value(elements, _AMOUNT) is not None or find_value(elements, _INITIATION) is None:
        raise AmountInside
    if not Rupiah(1) <= amount <= QRIS_LIMIT:
        raise AmountOutOfRange(amount)
    parts: list[str] = []
    for element in elements[:-1]:
        parts.append(str(replace(element, value="12") if element.tag == _INITIATION else element))
        if element.tag == _CURRENCY:
            parts.append(str(Element(_AMOUNT, str(amount.amount))))
    body = "".join(parts) + "6304"
    return replace(code, kind=QrisKind.DYNAMIC, amount=amount, payload=body + checksum(body))


def _split_templates(elements: Sequence[Element]) -> dict[str, tuple[Element, ...]]:
    """Split the elements that hold elements again. Raises: BrokenText, counted in the whole code."""
    found: dict[str, tuple[Element, ...]] = {}
    at = 0
    for element in elements:
        if element.tag in _TEMPLATES:
            try:
                found[element.tag] = split_elements(element.value)
            except BrokenText as error:
                raise BrokenText(at + len(str(element)) - len(element.value) + error.at) from error
        at += len(str(element))
    return found


def _faults(elements: Sequence[Element], payload: str) -> Iterator[PosError]:
    """Say why a code whose parts fit must not be used."""
    first, last = (elements[0], elements[-1]) if elements else (Element("", ""), Element("", ""))
    if first != Element(_FORMAT, "01"):
        yield NotQris()
        return
    if last.tag != _CHECKSUM:
        yield BrokenCode(len(payload) + 1)
    if not _has_true_checksum(payload):
        yield WrongChecksum()
    if find_value(elements, _INITIATION) not in _KINDS:
        yield WrongInitiation()
    if find_value(elements, _CURRENCY) != "360":
        yield WrongCurrency()
    if find_value(elements, _COUNTRY) != "ID":
        yield WrongCountry()
    typed = find_value(elements, _AMOUNT)
    if typed is not None and _amount(typed) is None:
        yield WrongAmount()


def _has_true_checksum(payload: str) -> bool:
    found = _END.fullmatch(payload[-8:])
    return found is not None and found[1].upper() == checksum(payload[:-4])


def _amount(typed: str | None) -> Rupiah | None:
    found = _TYPED_AMOUNT.fullmatch(typed or "")
    return Rupiah(int(found[1])) if found else None


def _oddities(code: QrisCode, elements: Sequence[Element]) -> Iterator[str]:
    """Name what is unusual about a code."""
    if not code.nmid and code.kind is QrisKind.STATIC:
        yield "no_nmid"
    if code.nmid and not _TYPED_NMID.fullmatch(code.nmid):
        yield "odd_nmid"
    if not code.merchant:
        yield "no_merchant"
    if len(code.merchant) > 25:  # noqa: PLR2004 - as tag 59 allows
        yield "long_merchant"
    if not code.city:
        yield "no_city"
    if len(code.city) > 15:  # noqa: PLR2004 - as tag 60 allows
        yield "long_city"
    if find_value(elements, _POSTCODE) is None:
        yield "no_postcode"
    if len(code.payload) > LONGEST:
        yield "long_code"
    if any(find_value(elements, tag) is not None for tag in _TIPS):
        yield "tip"
