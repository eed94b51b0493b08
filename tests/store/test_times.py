"""A time that does not say of which place it is: compared with none, so that a fact with one is not read."""

from datetime import datetime

import pytest

from batikpos.domain.fact import GENESIS, FactKind, make_fact
from batikpos.services.tills_of import tills_of
from batikpos.store.reading import read_fact
from tests.shop import DAY, NOON

OPENED = {
    "at": NOON.isoformat(),
    "business_day": DAY.isoformat(),
    "cashier": "Rini",
    "float": 500_000,
    "approver": "",
}


@pytest.mark.parametrize("told", [NOON, NOON.replace(tzinfo=None)], ids=["with its place", "without"])
def test_a_time_without_its_place_is_not_read(told: datetime) -> None:
    body = OPENED | {"at": told.isoformat()}
    fact = make_fact(
        fair_id="f", journal_id="j", seq=2, before=GENESIS, kind=FactKind.TILL_OPEN, at=NOON, body=body
    )
    if told.tzinfo is not None:
        assert read_fact(fact)
        assert len(tills_of((fact,), DAY)) == 1
        return
    with pytest.raises(ValueError, match="no place"):
        read_fact(fact)
    assert tills_of((fact,), DAY) == ()


def test_a_fact_whose_own_time_has_no_place_has_none() -> None:
    naive = NOON.replace(tzinfo=None)
    fact = make_fact(
        fair_id="f", journal_id="j", seq=2, before=GENESIS, kind=FactKind.COUNT, at=naive, body={}
    )
    with pytest.raises(ValueError, match="no place"):
        _ = fact.at
