"""What was typed so far on the first run, and the booth that is made of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue, Dye, Technique
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Booth, Fair, Role
from batikpos.domain.money import parse_rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.slip import read_day, write_day
from batikpos.i18n import N_
from batikpos.services.adding import begin_catalogue
from batikpos.services.fair_file import OpenedFairFile
from batikpos.services.fair_files import FilesMissing
from batikpos.services.people import enrol
from batikpos.services.renewal import plan_of
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import BadFair, Plan, check_booth_code, set_up
from batikpos.settings import Settings
from batikpos.values import frozen

USUAL_DAYS = timedelta(days=4)


class Way(StrEnum):
    """Where a booth has its goods from: its fair file, the organizer's sheets, or a first item of its own."""

    FILE = "file"
    SHEETS = "sheets"
    ALONE = "alone"


class NoFairFileYet(PosError):
    """A fair file that was not chosen yet."""

    code: ClassVar[str] = "no_fair_file"
    text: ClassVar[str] = N_(
        "Choose the fair file that the organizer gave you. If there is none, choose another way above."
    )


class SamePin(PosError):
    """Two people with one PIN: each could sign in, and agree, as the other."""

    code: ClassVar[str] = "same_pin"
    text: ClassVar[str] = N_("{first} and {second} have the same PIN. Choose another one for {second}.")
    first: str
    second: str


@frozen
class Draft:
    """What is known of a booth that is not set up yet; days, prices and PINs as they were typed.

    By a fair file everything is known but which of the booth's laptops this is.
    """

    language: str = "id"
    text_scale: int = 100
    booth: str = ""
    fair: str = ""
    first_day: str = ""
    last_day: str = ""
    way: Way = Way.FILE
    fair_file: OpenedFairFile | None = None
    device: int = 1
    catalogue: Catalogue | None = None
    producer: str = ""
    item: str = ""
    price: str = ""
    technique: Technique = Technique.NOT_BATIK
    is_sample: bool = False
    cashier: str = ""
    cashier_pin: str = ""
    supervisor: str = ""
    supervisor_pin: str = ""


def begin_draft(language: str, *, today: date) -> Draft:
    """Begin with what is likely: a fair that starts today."""
    return Draft(language, first_day=write_day(today), last_day=write_day(today + USUAL_DAYS))


def take_sample(draft: Draft) -> Draft:
    """Use the sample fair and its people, who may be changed still."""
    return replace(
        draft,
        booth=draft.booth or "A03",
        is_sample=True,
        cashier=draft.cashier or "Rini",
        cashier_pin=draft.cashier_pin or "1234",
        supervisor=draft.supervisor or "Sari",
        supervisor_pin=draft.supervisor_pin or "4321",
    )


def leave_sample(draft: Draft) -> Draft:
    """Make a booth of one's own after all: the sample's people do not stay, whose PINs everybody knows."""
    if not draft.is_sample:
        return draft
    return replace(draft, is_sample=False, cashier="", cashier_pin="", supervisor="", supervisor_pin="")


ALONE_AT = "A01"
"""The booth's code of somebody who sells alone and says none."""


def with_usual(draft: Draft) -> Draft:
    """Say what somebody who sells alone left empty: a booth's code, and a fair of the producer's name.

    Raises: NoBoothCode, BadBooth, BadValue, NoName, NoPrice, CalledBatik.
    """
    if draft.way is not Way.ALONE or draft.is_sample:
        return draft
    made = replace(draft, booth=draft.booth or ALONE_AT, fair=draft.fair or draft.producer)
    catalogue_of(made)  # what is missing of it is said first
    return made


def fair_of(draft: Draft) -> Fair:
    """Say which fair it is.

    Raises: NoFairFileYet, NoBoothCode, BadBooth, BadFair, and what `catalogue_of` raises.
    """
    if draft.way is Way.FILE and not draft.is_sample:
        if draft.fair_file is None:
            raise NoFairFileYet
        return draft.fair_file.says.fair
    check_booth_code(draft.booth.strip().upper())
    if draft.is_sample:
        return SAMPLE_FAIR
    fair = Fair(draft.fair.strip(), read_day(draft.first_day), read_day(draft.last_day))
    if not fair.name or fair.last_day < fair.first_day:
        raise BadFair
    catalogue_of(draft)
    return fair


def catalogue_of(draft: Draft) -> Catalogue:
    """Say with which goods the booth begins. Raises: FilesMissing, BadValue, NoName, NoPrice, CalledBatik."""
    if draft.is_sample:
        return sample_catalogue()
    if draft.way is Way.ALONE:
        booth = Booth(draft.booth.strip().upper())
        price = parse_rupiah(draft.price)
        first = open_item(draft.item, price, producer=booth.code, technique=draft.technique, dye=Dye.NONE)
        return begin_catalogue(booth, draft.producer, first)
    if draft.catalogue is None:
        raise FilesMissing
    return draft.catalogue


def is_whole(draft: Draft) -> bool:
    """Say whether nothing more is to be asked: a fair file names the people too."""
    return draft.way is Way.FILE and not draft.is_sample and draft.fair_file is not None


def make_home(home: Path, draft: Draft) -> None:
    """Set the booth up; where anything is refused, nothing stays behind.

    Raises: BadPin, SamePin, NoPeople, HomeExists, FairOver, NotPlanned, and what `fair_of` raises.
    """
    fair, now = fair_of(draft), datetime.now(UTC)
    settings = Settings(language=draft.language, text_scale=draft.text_scale)
    if draft.fair_file is not None and is_whole(draft):
        set_up(home, plan_of(draft.fair_file, draft.device, settings, now=now), now=now)
        return
    typed = (
        (draft.cashier, Role.CASHIER, draft.cashier_pin),
        (draft.supervisor, Role.SUPERVISOR, draft.supervisor_pin),
    )
    first, second = draft.cashier.strip(), draft.supervisor.strip()
    if first and second and draft.cashier_pin == draft.supervisor_pin:
        raise SamePin(first, second)
    people = tuple(enrol(name.strip(), role, pin) for name, role, pin in typed if name.strip())
    plan = Plan(
        fair=fair,
        booth=Booth(draft.booth.strip().upper()),
        catalogue=catalogue_of(draft),
        people=people,
        settings=settings,
    )
    set_up(home, plan, now=now)
