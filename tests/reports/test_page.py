"""The day's page: what it says of causes."""

import re
from io import BytesIO

from pypdf import PdfReader

from batikpos.domain.fair import Booth
from batikpos.domain.journalday import JournalDay
from batikpos.domain.reconcile import reconcile
from batikpos.i18n import translator
from batikpos.reports.figures import figures_of_day
from batikpos.reports.page import to_page
from batikpos.services.reconcile import FairDay
from batikpos.services.sample import SAMPLE_FAIR
from tests.domain.test_reconcile import closed
from tests.domain.test_till import till
from tests.shop import DAY


def page_of(*journals: JournalDay) -> str:
    """Read the page of a day of three booths."""
    of = FairDay(SAMPLE_FAIR, reconcile(DAY, [Booth("A01"), Booth("A02"), Booth("A03")], journals), ())
    pdf = PdfReader(BytesIO(to_page(of, figures_of_day(of), translator("en"))))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_a_cause_without_a_paper_has_no_empty_brackets() -> None:
    said = page_of(JournalDay(Booth("A01"), (till(),), is_held=True))
    assert "the last that came is of 12.34. Let it send again." in said
    assert "()" not in said


def test_that_nothing_came_stands_in_the_row_and_in_no_line_of_its_own() -> None:
    assert "Nothing of this day has come" not in page_of()
    assert page_of().count("Missing") == 3


def test_a_drawer_that_is_over_does_not_hide_one_that_is_short() -> None:
    tills = [closed(till(), difference=50_000), closed(till(), difference=-50_000)]
    days = [JournalDay(Booth(f"A0{n}"), (of,), is_held=True) for n, of in enumerate(tills, 1)]
    said = page_of(*days)
    assert "Rp50.000 short, Rp50.000 over" in said
    assert "-Rp50.000" in said


def test_the_row_of_all_sets_nothing_over_off_against_what_is_short() -> None:
    off = [-245_000, 230_000]
    tills = [closed(till(), difference=difference) for difference in off]
    said = page_of(*(JournalDay(Booth(f"A0{n}"), (of,), is_held=True) for n, of in enumerate(tills, 1)))
    assert "Rp245.000 short, Rp230.000 over" in said
    (of_all,) = re.findall(r"All Proven (.*?) A0", said)
    assert of_all.endswith(" -245.000 230.000")
    assert "-15.000" not in said


def test_what_unproven_drawers_are_off_by_is_said_in_words_and_not_with_two_signs() -> None:
    tills = [closed(till(), difference=difference) for difference in (-245_000, 230_000)]
    both = [JournalDay(Booth(f"A0{n}"), (of,), is_held=False) for n, of in enumerate(tills, 1)]
    assert "Reported, not proven: Rp245.000 short, Rp230.000 over" in page_of(*both)
    assert "Reported, not proven: -Rp245.000" in page_of(both[0])
    assert "Reported, not proven: Rp230.000" in page_of(both[1])
    assert "+ -Rp" not in page_of(*both)
