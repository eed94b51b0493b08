"""Days and hours as statements write them: ISO, day first, month first, months by name."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from batikpos.domain.sheet import Value

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_ENGLISH = {"may": "mei", "aug": "agu", "agt": "agu", "ags": "agu", "oct": "okt", "dec": "des"}
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}

_SECOND = r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
_HOUR = rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}}){_SECOND}(?:\s*(?P<half>[AP])\.?M\.?)?"
_AFTER = rf"(?:[\sT,]+{_HOUR}\s*(?P<zone>Z|[+-]\d{{2}}:?\d{{2}}|WIB|WITA|WIT)?)?"
_FORMS = tuple(
    re.compile(rf"(?:[A-Za-z]+,\s*)?{day}{_AFTER}", re.ASCII | re.IGNORECASE)
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<first>\d{1,2})[-/.](?P<then>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})[\s./-]+(?P<name>[A-Za-z]{3,9})\.?[\s./-]+(?P<year>\d{4}|\d{2})",
        r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    )
)
_NUMBERED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_TWELVE = 12

NEAR = timedelta(days=45)
"""A statement of a fair says nothing of days that are further from it than this."""

FAIR = timedelta(days=15)
"""So long a fair is at most."""


def is_month_first(written: Iterable[str], near: date | None = None) -> bool:
    """Say whether days like 12/31/2026 show that the month stands first, and none shows the contrary.

    Where nothing shows it the day does, as Indonesians write; unless some would be far from the first day of
    a fair that all are `near`, and with the month first none is, or all are of the fair itself.
    """
    found = [(int(m[1]), int(m[2]), _year(m[3])) for text in written if (m := _NUMBERED.match(text.strip()))]
    if any(then > _TWELVE for _, then, _ in found) or any(first > _TWELVE for first, _, _ in found):
        return not any(first > _TWELVE for first, _, _ in found)
    if near is None or not found:
        return False
    day_first = [(year, then, first) for first, then, year in found]
    month_first = [(year, first, then) for first, then, year in found]
    return any(
        not _are_near(day_first, near, within) and _are_near(month_first, near, within)
        for within in (FAIR, NEAR)
    )


def _are_near(days: Iterable[tuple[int, int, int]], near: date, within: timedelta) -> bool:
    try:
        return all(abs(date(*of) - near) <= within for of in days)
    except ValueError:
        return False


def read_moment(value: Value, zone: tzinfo, *, month_first: bool = False) -> tuple[datetime, bool] | None:
    """Read a day, with its hour if there is one (True), by the clock of `zone`; None where it is none."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=zone), True
    if isinstance(value, date):
        return datetime.combine(value, time(), zone), False
    if not isinstance(value, str):
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(value.strip()))), None)
    if found is None:
        return None
    try:
        return _moment({k: v for k, v in found.groupdict().items() if v}, zone, month_first=month_first)
    except ValueError:
        return None


def read_hour(value: Value) -> time | None:
    """Read an hour like 15.30 or 3:30 PM; None where it is none."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    found = re.fullmatch(_HOUR, value.strip(), re.ASCII | re.IGNORECASE) if isinstance(value, str) else None
    try:
        return _hour(found.groupdict()) if found else None
    except ValueError:
        return None


def _moment(parts: dict[str, str], zone: tzinfo, *, month_first: bool) -> tuple[datetime, bool]:
    year = _year(parts["year"])
    if "first" in parts:
        numbers = (int(parts["first"]), int(parts["then"]))
        day, month = numbers[::-1] if month_first else numbers
    else:
        day = int(parts["day"])
        month = int(parts["month"]) if "month" in parts else _month(parts["name"])
    on = date(year, month, day)
    if "hour" not in parts:
        return datetime.combine(on, time(), zone), False
    return datetime.combine(on, _hour(parts), _zone(parts.get("zone"), zone)).astimezone(zone), True


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == len("26") else 0)


def _month(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(_ENGLISH.get(short, short)) + 1


def _hour(parts: dict[str, str | None] | dict[str, str]) -> time:
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").upper()
    if half:
        if not 1 <= hour <= _TWELVE:
            raise ValueError(hour)
        hour = hour % _TWELVE + (_TWELVE if half == "P" else 0)
    return time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))


def _zone(named: str | None, zone: tzinfo) -> tzinfo:
    if not named:
        return zone
    if named.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[named.upper()]))
    if named.upper() == "Z":
        return timezone(timedelta())
    sign = -1 if named[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(named[1:3]), minutes=int(named[-2:])))
