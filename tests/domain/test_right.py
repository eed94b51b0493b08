"""Which acts need a second person."""

import pytest

from batikpos.domain.right import Act, ApprovalNeeded, Rules, check_second


def test_an_act_that_the_rules_name_needs_a_second_person() -> None:
    rules = Rules(frozenset({Act.VOID}))
    with pytest.raises(ApprovalNeeded) as refused:
        check_second(rules, Act.VOID, "")
    assert "Membatalkan penjualan" in refused.value.message("id")
    check_second(rules, Act.VOID, "Sari")
    check_second(rules, Act.REFUND, "")


def test_without_rules_everything_is_done_alone() -> None:
    for act in Act:
        check_second(Rules(), act, "")
