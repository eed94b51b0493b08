"""A booth's fair file as a value: what the organizer hands a booth, and every field of it checked."""

import re
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.change import rules_to_body
from batikpos.domain.fact import Body
from batikpos.domain.fair import DESK, MOST_DEVICES, Fair, Person, Role, check_time_zone, is_booth_code
from batikpos.domain.fairplan import ROUNDINGS, FairPlan
from batikpos.domain.goods import goods_from_body
from batikpos.domain.money import LARGEST, WHOLE
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    PercentEach,
    Promotion,
    promotion_from_body,
    promotion_to_body,
)
from batikpos.domain.record import item_to_body, producer_to_body
from batikpos.domain.right import Act, Rules
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.values import frozen

FORMAT = 1
MOST_PEOPLE = 1_000
MOST_PIECES = 20
LONGEST_ADDRESS = 2_000

_HASH = re.compile(
    r"\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$[\w+/]{11,100}\$[\w+/]{22,100}", re.ASCII
)
_MOST_MEMORY, _MOST_TIME = 65_536, 6
"""A hash that asks for more would keep a small laptop busy for as long as its maker likes."""


@frozen
class FairFile:
    """What one booth of a fair is set up with; `central` is its own way in to the centre, or "".

    One that was `made_at` a later time takes an earlier one's place.
    """

    fair: Fair
    booth: str
    made_at: datetime
    name: str = ""
    devices: int = 1
    people: tuple[Person, ...] = ()
    rules: Rules = field(default_factory=Rules)
    rounding: int = 0
    goods: Catalogue = field(default_factory=Catalogue)
    promotions: tuple[Promotion, ...] = ()
    central: str = ""


def fair_file_of(
    fair: Fair,
    plan: FairPlan,
    goods: Catalogue,
    promotions: tuple[Promotion, ...],
    booth: str,
    *,
    made_at: datetime,
    central: str = "",
) -> FairFile | None:
    """Put together what a booth is handed; None where the plan knows no such booth.

    A booth gets its own producers' goods; one that has none is a till for all of them. What is of no goods
    of its own stays at home: another's lowest prices are nobody's business.
    """
    planned = plan.booth(booth)
    if planned is None:
        return None
    own = {p.code for p in goods.producers if p.booth == booth}
    items = tuple(i for i in goods.items if not own or i.producer in own)
    people = tuple(p for p in plan.people if p.name in planned.people)
    producers = tuple(p for p in goods.producers if not own or p.code in own)
    return FairFile(
        fair=fair,
        booth=booth,
        made_at=made_at,
        name=planned.name,
        devices=planned.devices,
        people=people,
        rules=plan.rules,
        rounding=plan.rounding,
        goods=Catalogue(items, producers),
        promotions=tuple(p for p in promotions if any(p.scope.holds(i) for i in items) or not items),
        central=central,
    )


def fair_file_to_body(of: FairFile) -> Body:
    """Write a fair file down."""
    fair = of.fair
    return {
        "format": FORMAT,
        "made_at": of.made_at.isoformat(),
        "fair": {
            "name": fair.name,
            "first_day": fair.first_day.isoformat(),
            "last_day": fair.last_day.isoformat(),
            "time_zone": fair.time_zone,
        },
        "booth": {"code": of.booth, "name": of.name, "devices": of.devices},
        "people": [{"name": p.name, "role": p.role.value, "pin_hash": p.pin_hash} for p in of.people],
        "rules": rules_to_body(of.rules),
        "rounding": of.rounding,
        "producers": list(map(producer_to_body, of.goods.producers)),
        "items": list(map(item_to_body, of.goods.items)),
        "promotions": [[p.name, promotion_to_body(p)] for p in of.promotions],
        "central": of.central,
    }


def fair_file_from_body(body: Any) -> FairFile:  # noqa: ANN401 - any JSON value
    """Read a fair file that anybody may have written. Raises ValueError, KeyError, TypeError, AttributeError.

    Of a later format nothing is read: it may say what this program does not know. The address of the centre
    is read as words only; what it may name is for who opens it to say.
    """
    if body["format"] != FORMAT:
        message = f"format {body['format']!r:.20} is not ours"
        raise ValueError(message)
    booth, rules = body["booth"], body["rules"]
    made = FairFile(
        fair=_fair(body["fair"]),
        booth=booth["code"],
        made_at=datetime.fromisoformat(body["made_at"]),
        name=_words(booth["name"]),
        devices=_whole(booth["devices"], 1, MOST_DEVICES),
        people=_people(body["people"]),
        rules=Rules(
            frozenset(map(Act, rules["second_person"])),
            _whole(rules["discount_limit"], 0, WHOLE),
            rules.get("printing", True) is True,
        ),
        rounding=_whole(body["rounding"], 0, max(ROUNDINGS)),
        goods=goods_from_body(body),
        promotions=tuple(_promotion(*named) for named in body["promotions"]),
        central=_words(body["central"], LONGEST_ADDRESS),
    )
    is_sound = (
        is_booth_code(made.booth)
        and made.booth != DESK
        and made.made_at.tzinfo is not None
        and made.rounding in ROUNDINGS
        and made.rules.discount_limit % 100 == 0
        and len({p.name for p in made.promotions}) == len(made.promotions)
    )
    if not is_sound or fair_file_to_body(made) != body:
        message = "it says more, or otherwise, than a fair file says"
        raise ValueError(message)
    return made


def without_secrets(of: FairFile) -> FairFile:
    """Take out what nobody may see: the way in to the centre, and the hashes of PINs."""
    return replace(of, central="", people=tuple(replace(p, pin_hash="") for p in of.people))


def _fair(body: Body) -> Fair:
    first, last = date.fromisoformat(body["first_day"]), date.fromisoformat(body["last_day"])
    name, zone = _words(body["name"]), check_time_zone(_words(body["time_zone"]))
    if not name.strip() or last < first:
        message = "no fair"
        raise ValueError(message)
    return Fair(name, first, last, zone)


def _people(bodies: list[Body]) -> tuple[Person, ...]:
    people = tuple(Person(_words(b["name"]), Role(b["role"]), _hash(b["pin_hash"])) for b in bodies)
    names = {p.name.strip().casefold() for p in people}
    if not 0 < len(people) <= MOST_PEOPLE or len(names) < len(people) or "" in names:
        message = "nobody could sign in"
        raise ValueError(message)
    return people


def _hash(value: Any) -> str:  # noqa: ANN401 - any JSON value
    found = _HASH.fullmatch(value)
    if found is None or int(found[1]) > _MOST_MEMORY or not 1 <= int(found[2]) <= _MOST_TIME:
        message = "no hash of a PIN"
        raise ValueError(message)
    return str(value)


def _promotion(name: Any, body: Any) -> Promotion:  # noqa: ANN401 - any JSON value
    made = promotion_from_body(_words(name), body)
    match made.deal:
        case PercentEach(points, pieces) | CheapestOff(pieces, points):
            _whole(points, 1, WHOLE)
        case AmountEach(amount, pieces) | Bundle(pieces, amount):
            _whole(amount.amount, 1, LARGEST)
    _whole(pieces, 1, MOST_PIECES)
    for words in (*made.scope.skus, *made.scope.kinds, *made.scope.producers):
        _words(words)
    if not name.strip() or type(made.is_on) is not bool:
        message = "no promotion"
        raise ValueError(message)
    return made


def _words(value: Any, longest: int = LONGEST) -> str:  # noqa: ANN401 - any JSON value
    if type(value) is not str or len(value) > longest or holds_control(value):
        message = f"no words: {value!r:.40}"
        raise ValueError(message)
    return value


def _whole(value: Any, least: int, most: int) -> int:  # noqa: ANN401 - any JSON value
    if type(value) is not int or not least <= value <= most:
        message = f"no number that could be: {value!r:.40}"
        raise ValueError(message)
    return value
