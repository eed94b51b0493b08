"""A fault is met only where nothing was harmed and every control did damage."""

import pytest

from tests.faults.audit import Harm
from tests.faults.result import Result, Tally, complaints, table

LOSS = Harm(lost=("sale 1",))
REFUSAL = Harm(unexplained=("the next start was refused",))


def tally(*harms: Harm) -> Tally:
    made = Tally()
    for harm in harms:
        made.add(harm)
    return made


def test_a_fault_without_harm_beside_a_control_with_damage_is_met() -> None:
    assert Result("kill", tally(Harm()), {"late": tally(Harm(), LOSS)}).is_met


@pytest.mark.parametrize("harm", [LOSS, REFUSAL, Harm(doubled=("x",)), Harm(altered=("x",))])
def test_a_fault_that_harms_is_not_met_and_says_how(harm: Harm) -> None:
    result = Result("kill", tally(Harm(), harm), {"late": tally(LOSS)})
    assert not result.is_met
    assert str(harm) in complaints([result])


@pytest.mark.parametrize("control", [tally(), tally(Harm()), tally(REFUSAL)])
def test_a_fault_whose_control_loses_nothing_is_not_met(control: Tally) -> None:
    result = Result("kill", tally(Harm()), {"late": tally(LOSS), "other": control})
    assert not result.is_met
    assert "other" in complaints([result])


def test_a_fault_without_runs_or_without_control_is_not_met() -> None:
    assert not Result("kill", tally(), {"late": tally(LOSS)}).is_met
    assert not Result("kill", tally(Harm()), {}).is_met


def test_the_table_has_one_row_for_each_control() -> None:
    result = Result("kill", tally(Harm(), Harm()), {"late": tally(LOSS), "other": tally(LOSS, Harm())})
    _head, first, second = table([result]).splitlines()
    assert first.split() == ["kill", "2", "0", "0", "0", "0", "late", "1", "of", "1", "yes"]
    assert second.split() == ["other", "1", "of", "2"]
