"""Papers written down and read back."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from batikpos.domain.causes.papers import Papers
from batikpos.domain.causes.record import papers_from_body, papers_to_body
from tests.domain.causes.facts import NOTES, payment, whole
from tests.shop import CLOTH, SHIRT

ALL = whole(
    NOTES,
    slips=(-25_000, 100_000),
    payments=(payment(395_000, reference="4821"),),
    gone={SHIRT: 1, CLOTH: 2_500},
)


@pytest.mark.parametrize("papers", [ALL, Papers(), whole({}, gone={})])
def test_papers_come_back_as_they_were(papers: Papers) -> None:
    again = papers_from_body(json.loads(json.dumps(papers_to_body(papers))))
    assert again == papers
    assert again.is_whole == papers.is_whole


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("float_given", "500000"),
        ("float_given", 500_000.0),
        ("float_given", True),
        ("handed_in", {"100000": "3"}),
        ("handed_in", {"hundred": 3}),
        ("handed_in", [3]),
        ("slips", [{"amount": -25_000}]),
        ("payments", [{"at": "2026-12-11 09:00:00", "amount": 1, "reference": ""}]),
        ("payments", [{"at": "yesterday", "amount": 1, "reference": ""}]),
        ("gone", [{"sku": "A", "unit": "km", "size": 1, "price": 1}]),
        ("gone", [{"sku": "A", "unit": "piece", "size": 1, "price": 1}] * 2),
        ("float_given", -475_000),
        ("handed_in", {"123": 1}),
        ("handed_in", {"100000": -3}),
    ],
)
def test_what_is_no_paper_is_refused(name: str, value: Any) -> None:
    body = papers_to_body(ALL) | {name: value}
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        papers_from_body(body)


def test_a_paper_that_is_not_mentioned_is_refused_and_null_is_not_known() -> None:
    body = papers_to_body(ALL)
    assert papers_from_body(body | {"gone": None}).gone is None
    del body["gone"]
    with pytest.raises(KeyError):
        papers_from_body(body)


def test_a_payment_s_time_is_of_a_zone() -> None:
    (came,) = ALL.payments or ()
    (again,) = papers_from_body(papers_to_body(ALL)).payments or ()
    assert again.at.astimezone(UTC) == came.at.astimezone(UTC) != datetime.min.replace(tzinfo=UTC)
