"""An organizer's desk for the tests: the sample fair made once, and copied for whoever wants one."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from batikpos.domain.fair import Person, Role
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.money import Rupiah
from batikpos.domain.right import Act, Rules
from batikpos.services.organizer import make_fair
from batikpos.services.people import enrol
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.settings import Settings
from tests.shop import NOON, catalogue, people

MADE = NOON - timedelta(days=60)
"""Before any clock that tests go by."""

WATI, WATI_PIN = "Wati", "9182"

PLAN = FairPlan(
    venue="Plaza Industri",
    booths=(BoothPlan("A03", "Tom", 2, ("Rini", "Sari")), BoothPlan("Z9", "Tanpa produsen", 2, ("Rini",))),
    people=people(),
    rules=Rules(frozenset({Act.VOID}), 2_000),
    rounding=500,
    target=Rupiah(900_000_000),
)


@cache
def wati() -> Person:
    """Enrol the organizer once."""
    return enrol(WATI, Role.SUPERVISOR, WATI_PIN)


def make_sample_desk(home: Path) -> None:
    """Make the desk of the sample fair."""
    make_fair(home, SAMPLE_FAIR, PLAN, catalogue(), (wati(),), Settings(), now=MADE)
