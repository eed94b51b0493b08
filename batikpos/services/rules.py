"""Changing what a till goes by: its rules, and the facts of changes."""

from collections.abc import Collection
from datetime import datetime

from batikpos.domain.agreement import Agreed, agreed_to_body
from batikpos.domain.change import rules_to_body
from batikpos.domain.fact import Body, FactKind
from batikpos.domain.right import Act
from batikpos.services.changing import check_supervisor, rules_reasons
from batikpos.services.desk import Desk
from batikpos.settings import Settings, load_settings, save_settings, with_setting
from batikpos.store.engine import Transaction
from batikpos.store.journal import append

RULES = ("second_person", "discount_limit", "printing")
"""The settings that are the fair's rules."""

MONEY = ("qris", "qris_amount", "rounding")
"""The settings that say whom buyers pay, and how much: they are changed as the rules are."""


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

    Raises: ChangeNeeded, AllNeeded, BadSetting, and for a QRIS code what is wrong with it.
    """
    with desk.writing() as tx:
        before = settings = load_settings(desk.home)
        for key, value in typed.items():
            settings = with_setting(settings, key, value)
        reasons = rules_reasons(desk, before, settings)
        check_supervisor(desk, reasons, approver, agreed)
        is_set = {key: getattr(settings, key) for key in MONEY}
        money = {key: value for key, value in is_set.items() if value != getattr(before, key)}
        if money or settings.rules != before.rules:
            told = agreed_to_body([reason.agreed_to(settings.language) for reason in reasons])
            body = rules_to_body(settings.rules, money) | told
            append_change(tx, desk, FactKind.RULES, body, now, cashier=cashier, approver=approver)
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
