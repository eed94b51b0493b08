"""The audit itself: what a fault might leave, and only the pair's rule would notice."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from batikpos.services.desk import Desk
from batikpos.settings import STORE_NAME
from batikpos.store.journal import append_sale
from tests.faults.audit import audit
from tests.faults.homes import copy_store
from tests.shop import sell


def test_half_of_a_correction_is_found(desk: Desk, tmp_path: Path) -> None:
    kept = sell(desk).kept
    half = replace(
        kept.sale, sale_id=str(uuid4()), number="A03-20261211-0002", running=2, follows=kept.sale.number
    )
    with desk.writing() as tx:
        append_sale(tx, half, till_seq=kept.till_seq)
    found = audit(copy_store(desk.home / STORE_NAME, tmp_path / "copy"))
    assert "half of a pair: A03-20261211-0002 for A03-20261211-0001" in found.altered
