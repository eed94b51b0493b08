"""What a supervisor agrees to before rules or promotions change: all that changes, in words and as it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from batikpos.domain.agreement import Agreed
from batikpos.domain.change import say_set
from batikpos.domain.errors import Name
from batikpos.domain.fair import Role
from batikpos.domain.money import WHOLE, Rupiah
from batikpos.domain.promotion import Promotion
from batikpos.domain.promotion_wording import say_promotion
from batikpos.domain.right import ACTS, Act, ApprovalNeeded, ChangeNeeded, check_all
from batikpos.i18n import LANGUAGES, N_, Translate, translator
from batikpos.services.desk import Desk
from batikpos.settings import MOST_PERCENT, Settings

CHANGING_RULES = N_("Changing the rules")
CHANGING_PROMOTIONS = N_("Changing the promotions")

Reasons = tuple[ApprovalNeeded, ...]


def has_supervisor(desk: Desk) -> bool:
    """Say whether anybody is enrolled who must agree to changes."""
    return any(p.role is Role.SUPERVISOR for p in desk.people)


def check_supervisor(desk: Desk, reasons: Reasons, approver: str, agreed: Agreed) -> None:
    """Refuse what a supervisor must agree to, and none did, or one to something else.

    Raises: ChangeNeeded, AllNeeded where it is not what was agreed to.
    """
    supervisors = {p.name for p in desk.people if p.role is Role.SUPERVISOR}
    check_all(reasons, approver if approver in supervisors else "", agreed)


def rules_reasons(desk: Desk, before: Settings, after: Settings) -> Reasons:
    """Say which other rules a supervisor must agree to; () where none changes, or none is enrolled."""
    was, now = _held(before), _held(after)
    content = tuple((key, was[key], now[key]) for key in was if was[key] != now[key])
    return _reasons(desk, CHANGING_RULES, content, lambda tr: say_rules(before, after, tr))


def say_rules(before: Settings, after: Settings, tr: Translate) -> list[str]:
    """Say of each rule that changes what it was and what it will be."""
    rows = zip(_RULES, _rules_in_words(before, tr), _rules_in_words(after, tr), strict=True)
    said = [tr(text).format(change=f"{was} → {now}") for text, was, now in rows if was != now]
    if before.qris != after.qris and say_set(before.qris) == say_set(after.qris):
        said.append(tr(N_("Another QRIS code of the same merchant: {code}")).format(code=say_set(after.qris)))
    return said


def promotion_reasons(desk: Desk, old: Iterable[Promotion], new: Iterable[Promotion]) -> Reasons:
    """Say which other promotions a supervisor must agree to; () where none changes, or none is enrolled."""
    was, now = {p.name: p for p in old}, {p.name: p for p in new}
    changed = [name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name)]
    content = tuple((was.get(name), now.get(name)) for name in changed)

    def say(tr: Translate) -> list[str]:
        said = [_say_change(desk, name, was, now, tr) for name in changed]
        if len(changed) > 1:
            replaced = sum(name in was and name in now for name in changed)
            head = tr(N_("{count} promotions, {replaced} of them in place of one of the same name"))
            said.insert(0, head.format(count=len(changed), replaced=replaced))
        return said

    return _reasons(desk, CHANGING_PROMOTIONS, content, say)


def _reasons(
    desk: Desk, why: str, content: tuple[object, ...], say: Callable[[Translate], list[str]]
) -> Reasons:
    if not content or not has_supervisor(desk):
        return ()
    told = zip(*(say(translator(language)) for language in LANGUAGES), strict=True)
    return (ChangeNeeded(why, tuple(Name(*words) for words in told), content),)


def _held(settings: Settings) -> dict[str, object]:
    """Say what holds by the settings that a supervisor agrees to."""
    return {
        "second_person": settings.rules.acts,
        "discount_limit": settings.rules.discount_limit,
        "printing": settings.rules.printing,
        "rounding": settings.rounding,
        "qris": settings.qris,
        "qris_amount": settings.qris_amount,
    }


_RULES = (
    N_("For two: {change}"),
    N_("Discount by one alone: {change}"),
    N_("Printed textile is sold: {change}"),
    N_("Cash rounded to: {change}"),
    N_("QRIS code: {change}"),
    N_("Amount in the QRIS code: {change}"),
)


def _rules_in_words(settings: Settings, tr: Translate) -> tuple[str, ...]:
    """Say what holds, in the order of `_RULES`."""
    rules = settings.rules
    acts = [tr(ACTS[act]) for act in Act if act in rules.acts and act is not Act.DISCOUNT]
    percent = rules.most_alone * MOST_PERCENT // WHOLE
    limit = tr(N_("up to {percent}")).format(percent=f"{percent} %")
    return (
        ", ".join(acts) or tr(N_("nothing")),
        limit if percent < MOST_PERCENT else tr(N_("anything")),
        tr(N_("yes") if rules.printing else N_("no")),
        str(Rupiah(settings.rounding)) if settings.rounding else tr(N_("not rounded")),
        say_set(settings.qris),
        tr(N_("yes") if settings.qris_amount else N_("no")),
    )


def _say_change(
    desk: Desk, name: str, was: Mapping[str, Promotion], now: Mapping[str, Promotion], tr: Translate
) -> str:
    """Say what becomes of the promotion of a name."""

    def deal(promotion: Promotion) -> str:
        said = say_promotion(promotion, desk.catalogue, tr)
        return said if promotion.is_on else f"{said} ({tr(N_('off'))})"

    if name not in now:
        return tr(N_("Taken off the list: “{name}”, {deal}")).format(name=name, deal=deal(was[name]))
    if name not in was:
        return tr(N_("New: “{name}”, {deal}")).format(name=name, deal=deal(now[name]))
    before, after = was[name], now[name]
    if before != replace(after, is_on=before.is_on):
        replaced = N_("Replaced: “{name}”, {before} → {after}")
        return tr(replaced).format(name=name, before=deal(before), after=deal(after))
    switched = N_("Switched on: “{name}”, {deal}") if after.is_on else N_("Switched off: “{name}”, {deal}")
    return tr(switched).format(name=name, deal=say_promotion(after, desk.catalogue, tr))
