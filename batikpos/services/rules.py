"""Changing what a till goes by: its rules, and what may be changed by a supervisor only."""

from collections.abc import Collection
from datetime import datetime

from batikpos.domain.agreement import Agreed, is_agreed
from batikpos.domain.change import rules_to_body
from batikpos.domain.fact import Body, FactKind
from batikpos.domain.fair import Role
from batikpos.domain.right import Act, ApprovalNeeded
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.settings import Settings, load_settings, save_settings, with_setting
from batikpos.store.engine import Transaction
from batikpos.store.journal import append

RULES = ("second_person", "discount_limit")
"""The settings that are the fair's rules."""

MONEY = ("qris", "qris_amount", "rounding")
"""The settings that say whom buyers pay, and how much: they are changed as the rules are."""

CHANGING_RULES = N_("Changing the rules")
CHANGING_PROMOTIONS = N_("Changing the promotions")


def has_supervisor(desk: Desk) -> bool:
    """Say whether anybody is enrolled who must agree to changes."""
    return any(p.role is Role.SUPERVISOR for p in desk.people)


def supervised(desk: Desk, why: str) -> tuple[ApprovalNeeded, ...]:
    """Say whether a supervisor must agree to something; () where none is enrolled."""
    return (ApprovalNeeded(why),) if has_supervisor(desk) else ()


def check_supervisor(desk: Desk, approver: str, why: str, agreed: Agreed) -> None:
    """Refuse what a supervisor must agree to, and none did; where none is enrolled nobody can be asked.

    Raises: ApprovalNeeded.
    """
    supervisors = {p.name for p in desk.people if p.role is Role.SUPERVISOR}
    for needed in supervised(desk, why):
        if approver not in supervisors or not is_agreed([needed], agreed):
            raise needed


def change_rules(
    desk: Desk,
    typed: dict[str, str],
    *,
    now: datetime,
    cashier: str = "",
    approver: str = "",
    agreed: Agreed = None,
) -> Settings:
    """Change rules (`RULES`, `MONEY`) as they were typed; what is set from then on is a fact with both names.

    Raises: ApprovalNeeded, BadSetting, and for a QRIS code what is wrong with it.
    """
    check_supervisor(desk, approver, CHANGING_RULES, agreed)
    with desk.writing() as tx:
        before = settings = load_settings(desk.home)
        for key, value in typed.items():
            settings = with_setting(settings, key, value)
        is_set = {key: getattr(settings, key) for key in MONEY}
        money = {key: value for key, value in is_set.items() if value != getattr(before, key)}
        if money or settings.rules != before.rules:
            append_change(
                tx,
                desk,
                FactKind.RULES,
                rules_to_body(settings.rules, money),
                now,
                cashier=cashier,
                approver=approver,
            )
        save_settings(desk.home, settings)  # at last: a fact of what was not set would be a false one
    return settings


def append_change(
    tx: Transaction,
    desk: Desk,
    kind: FactKind,
    body: Body,
    now: datetime,
    *,
    cashier: str,
    approver: str,
) -> None:
    """Add the fact of a change, in the caller's transaction."""
    at = desk.fair.local(now)
    append(tx, kind, at, body | {"at": at.isoformat(), "cashier": cashier, "approver": approver})


def typed_acts(acts: Collection[Act]) -> str:
    """Write acts as the setting `second_person` has them."""
    return ",".join(act for act in Act if act in acts)
