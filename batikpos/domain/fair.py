"""The fair, its days and its booths; who stands in a booth."""

import re
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from batikpos.values import frozen

USUAL_ZONE = "Asia/Jakarta"
_NAMESPACE = UUID("b7d6a3a4-6e0f-4c53-9d4e-0b6a6a1c7f10")


class Books(StrEnum):
    """Which books something is in: what is done for practice has books of its own."""

    REAL = "real"
    TRAINING = "training"


class Role(StrEnum):
    """What a person may do."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"


@frozen
class Person:
    """Somebody who signs in at the booth with a PIN, of which only the argon2 hash is kept."""

    name: str
    role: Role
    pin_hash: str


@frozen
class Fair:
    """A fair: the same name and dates are the same fair, whoever writes them down."""

    name: str
    first_day: date
    last_day: date
    time_zone: str = USUAL_ZONE

    @property
    def fair_id(self) -> str:
        """Name it by a UUIDv5 of its name and dates."""
        return str(uuid5(_NAMESPACE, f"{self.name}\n{self.first_day}\n{self.last_day}"))

    def local(self, at: datetime) -> datetime:
        """Turn a time into the fair's own."""
        return at.astimezone(ZoneInfo(self.time_zone))

    def has(self, day: date) -> bool:
        """Say whether a day is one of the fair's: another may be a wrong clock's, or a forger's."""
        return self.first_day <= day <= self.last_day

    def day_number(self, day: date) -> int:
        """Count the days of the fair from 1."""
        return (day - self.first_day).days + 1


def check_time_zone(name: str) -> str:
    """Return the name of a time zone. Raises ValueError where there is none of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        message = "no time zone is called so"
        raise ValueError(message) from error
    return name


MOST_DEVICES = 99
"""Two digits on paper."""


DESK = "PANITIA"
"""The code of the organizer's desk, a device with a journal of its own: no booth may be called so."""


def is_booth_code(typed: str) -> bool:
    """Say whether a booth may be called so."""
    return re.fullmatch("[A-Z0-9]{1,8}", typed) is not None


@frozen
class Booth:
    """One device of one booth: where sales are made."""

    code: str
    device: int = 1

    @property
    def prefix(self) -> str:
        """Say what its numbers start with: "A03", or "A03.2" for a second device."""
        return self.code if self.device == 1 else f"{self.code}.{self.device}"

    def number(self, business_day: date, running: int) -> str:
        """Write a nota number: A03-20261211-0042."""
        return f"{self.prefix}-{business_day:%Y%m%d}-{running:04}"

    def order_number(self, business_day: date, running: int) -> str:
        """Write the number of an order: A03-20261211-P0007."""
        return f"{self.prefix}-{business_day:%Y%m%d}-P{running:04}"

    def close_number(self, business_day: date, running: int) -> str:
        """Write the number of a Z slip: A03-20261211-Z1."""
        return f"{self.prefix}-{business_day:%Y%m%d}-Z{running}"

    def payout_number(self, day: date, running: int) -> str:
        """Write the number of a *setoran*: PANITIA-20261211-S0001."""
        return f"{self.prefix}-{day:%Y%m%d}-S{running:04}"


def device_in_number(number: str) -> str:
    """Read the device out of a paper's number, as `Booth.prefix` has it: the paper is that device's."""
    return number.partition("-")[0]


def day_in_number(number: str) -> date | None:
    """Read the day out of a paper's number; None where it names none."""
    told = re.fullmatch(r"[A-Z0-9]{1,8}(?:\.\d{1,2})?-(\d{8})-[A-Z]?\d+", number, re.ASCII)
    try:
        return date.fromisoformat(told[1]) if told else None
    except ValueError:
        return None
