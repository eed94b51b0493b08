"""Changes of what a till goes by, its rules, promotions and price list: facts that stand for no rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from batikpos.domain.fact import Body, FactKind, moment_of
from batikpos.domain.fair import DESK
from batikpos.domain.promotion import Promotion, promotion_to_body
from batikpos.domain.right import Rules
from batikpos.values import frozen


@frozen
class Change:
    """What has held from a moment on, and who set it."""

    kind: FactKind
    at: datetime
    cashier: str
    approver: str
    said: str


def rules_to_body(rules: Rules, money: Mapping[str, Any] = MappingProxyType({})) -> Body:
    """Write down which rules hold now: the acts for two, and the limit in basis points.

    With them goes what was set of `money`: whose code buyers pay by, whether it holds the amount, and to how
    many rupiah cash is rounded. A program that knows only the rules reads those.
    """
    body: Body = {"second_person": sorted(rules.acts), "discount_limit": rules.discount_limit}
    if not rules.printing:
        body["printing"] = False
    return body | {"money": dict(money)} if money else body


def promotions_to_body(promotions: Iterable[Promotion]) -> Body:
    """Write down which promotions there are now, in their order."""
    return {"promotions": [promotion_to_body(p) | {"name": p.name} for p in promotions]}


def change_from_body(kind: FactKind, body: Body) -> Change:
    """Read a change; promotions that are off stand in brackets, a list is told by its items and digest.

    Raises ValueError, KeyError or TypeError.
    Acts and deals of a newer program are passed on as they are: what they mean is not needed here.
    """
    if kind is FactKind.RENEWAL:
        at = moment_of(body["at"])
        return Change(kind, at, "", DESK, f"{int(body['items'])} · {str(body['catalogue'])[:8]}")
    if kind is FactKind.RULES:
        acts, limit = (str(act) for act in body["second_person"]), int(body["discount_limit"])
        said = f"{', '.join(acts) or '-'}; {limit // 100} %"
        said += "" if body.get("printing", True) else "; printing false"
        said += "".join(f"; {key} {say_set(value)}" for key, value in dict(body.get("money", {})).items())
    else:
        names = [str(p["name"]) if p["is_on"] else f"({p['name']})" for p in body["promotions"]]
        said = ", ".join(names) or "-"
    at = moment_of(body["at"])
    return Change(kind, at, str(body["cashier"]), str(body["approver"]), said)


def say_set(value: object) -> str:
    """Say what a setting was set to: of a QRIS code the merchant and its number."""
    if isinstance(value, bool) or not isinstance(value, str):
        return str(value).lower()
    from batikpos.domain.qris import read_code  # noqa: PLC0415 - no booth's start needs it

    code = read_code(value).code
    return " ".join(filter(None, (code.merchant, code.nmid))) if code is not None else value or "-"
