"""Which acts need a second person."""

import pytest

from batikpos.domain.right import Act, ApprovalNeeded, Rules, act_reasons, check_all


def test_an_act_that_the_rules_name_needs_a_second_person() -> None:
    rules = Rules(frozenset({Act.VOID}))
    with pytest.raises(ApprovalNeeded) as refused:
        check_all(act_reasons(rules, Act.VOID, "A03-1"), "")
    assert "Membatalkan penjualan" in refused.value.message("id")
    assert "A03-1" in refused.value.message("id")
    check_all(act_reasons(rules, Act.VOID, "A03-1"), "Sari")
    check_all(act_reasons(rules, Act.REFUND, "A03-1"), "")


def test_without_rules_everything_is_done_alone() -> None:
    for act in Act:
        check_all(act_reasons(Rules(), act, "A03-1"), "")
