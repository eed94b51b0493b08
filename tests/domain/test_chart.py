"""Charts as rectangles and words: what is drawn is what was taken, in the room there is."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.chart import (
    Anchor,
    Chart,
    Group,
    Page,
    Rect,
    Shade,
    columns,
    nice_ticks,
    rounded_rupiah,
    rows,
    short_rupiah,
)
from batikpos.domain.money import Rupiah
from batikpos.i18n import N_, translator

ID = translator("id")
LEGEND = ("Terbukti", "Dilaporkan, belum terbukti")


def page(width: float = 600, height: float = 300) -> Page:
    """Make a page on which every letter is 6 wide, or 7, and a line 12 high."""
    return Page(width, height, 12, lambda text: len(text) * 6.0, lambda text: len(text) * 7.0, ID)


amounts = st.integers(0, 10**10).map(Rupiah)
groups = st.lists(st.builds(Group, st.integers(0, 23).map(str), amounts, amounts), min_size=1, max_size=24)
pages = st.builds(page, st.floats(200, 2000), st.floats(120, 1500))


def bars(chart: Chart) -> list[Rect]:
    """List the bars, without the two squares of the legend."""
    return list(chart.rects)[: -len(LEGEND)]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (50_000, "Rp50 rb"),
        (1_250_000, "Rp1,25 jt"),
        (1_500_000, "Rp1,5 jt"),
        (5_000_000, "Rp5 jt"),
        (2_000_000_000, "Rp2 M"),
        (1_234_567, "Rp1.234.567"),
        (-50_000, "-Rp50 rb"),
    ],
)
def test_an_amount_is_written_as_short_as_it_is_exact(amount: int, said: str) -> None:
    assert short_rupiah(amount, ID) == said


def test_in_english_a_million_is_none_of_the_other_language() -> None:
    assert [short_rupiah(n, N_) for n in (1_500_000, 250_000, 2 * 10**9)] == ["Rp1,5 m", "Rp250 k", "Rp2 bn"]


@given(st.integers(-(10**12), 10**12))
def test_a_short_amount_says_the_amount(amount: int) -> None:
    found = re.fullmatch(r"(-?)Rp([\d.,]+)(?: (rb|jt|M))?", short_rupiah(amount, ID))
    assert found
    sign, figures, unit = found.groups()
    whole, _, part = figures.replace(".", "").partition(",")
    scale = {None: 1, "rb": 10**3, "jt": 10**6, "M": 10**9}[unit]
    value = int(whole) * scale + (int(part) * scale // 10 ** len(part) if part else 0)
    assert (-value if sign else value) == amount


@given(st.integers(-(10**12), 10**12))
def test_a_rounded_amount_is_off_by_less_than_a_hundredth(amount: int) -> None:
    assert len(rounded_rupiah(amount, ID)) <= len("-Rp1,25 jt") + 1
    assert short_rupiah(amount, ID) == rounded_rupiah(amount, ID) or abs(amount) >= 1_000


@given(st.integers(-(10**10), 0), st.integers(0, 10**10), st.integers(2, 12))
def test_ticks_are_nice_and_hold_what_they_measure(low: int, high: int, most: int) -> None:
    ticks = nice_ticks(low, high, most)
    steps = {other - one for one, other in pairwise(ticks)}
    assert len(steps) == 1
    assert re.fullmatch("[125]0*", str(steps.pop()))
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 0 in ticks
    assert len(ticks) - 1 <= most


@given(groups, pages)
def test_columns_stand_on_the_axis_in_proportion_and_within_the_page(of: list[Group], on: Page) -> None:
    chart = columns(of, on, LEGEND)
    axis = next(rule.y for rule in chart.rules if rule.is_axis)
    drawn = bars(chart)
    assert len(drawn) == sum(len(group.parts) for group in of)
    assert all(bar.x >= 0 and bar.x + bar.width <= on.width + 1e-6 for bar in drawn)
    assert all(bar.y >= 0 and bar.y + bar.height <= on.height for bar in drawn)
    each = [amount for group in of for amount, _ in group.parts]
    largest = max(zip(each, drawn, strict=True), key=lambda pair: pair[0], default=None)
    scale = largest[1].height / largest[0] if largest else 0
    left = iter(drawn)
    for group in of:
        begins = axis
        for (amount, shade), bar in zip(group.parts, left, strict=False):
            assert bar.shade is shade
            assert bar.y + bar.height == pytest.approx(begins)
            assert bar.height == pytest.approx(amount * scale, abs=1e-6)
            begins = bar.y


@given(groups, pages)
def test_level_bars_begin_at_one_line_and_say_what_they_are(of: list[Group], on: Page) -> None:
    chart = rows(of, on, LEGEND)
    if not chart.rules:
        assert on.height - 20 < 12 * len(of)
        return
    assert all(bar.x >= 0 and bar.x + bar.width <= on.width for bar in chart.rects)
    names = [words.text for words in chart.words if words.x == 0 and words.y > 20]
    assert names == [group.name for group in of]


@given(groups, st.floats(420, 2000), st.floats(200, 1500))
def test_words_of_one_line_never_touch(of: list[Group], width: float, height: float) -> None:
    on = page(width, height)
    for chart in (columns(of, on, LEGEND), rows(of, on, LEGEND)):
        lines: dict[float, list[tuple[float, float]]] = {}
        for words in chart.words:
            long = (on.heavy if words.is_heavy else on.light)(words.text)
            begins = words.x - {Anchor.START: 0.0, Anchor.MIDDLE: long / 2, Anchor.END: long}[words.anchor]
            lines.setdefault(round(words.y, 3), []).append((begins, begins + long))
        for line in lines.values():
            assert all(one[1] <= other[0] for one, other in pairwise(sorted(line)))


def test_what_is_proven_and_what_is_reported_are_never_one_figure() -> None:
    of = [Group("Tunai", Rupiah(5_000_000), Rupiah(1_000_000))]
    charts = columns(of, page(), LEGEND), rows(of, page(), LEGEND)
    said = [words.text for chart in charts for words in chart.words if words.is_heavy]
    assert said == ["Rp5 jt + Rp1 jt", "Rp5.000.000 + Rp1.000.000"]
    shades = [rect.shade for rect in bars(columns(of, page(), LEGEND))]
    assert shades == [Shade.PROVEN, Shade.REPORTED]


def test_an_hour_in_which_more_was_given_back_than_sold_hangs_under_the_axis() -> None:
    of = [Group("9", Rupiah(4_000_000), Rupiah(0)), Group("10", Rupiah(-1_000_000), Rupiah(0))]
    chart = columns(of, page(), LEGEND)
    axis = next(rule.y for rule in chart.rules if rule.is_axis)
    up, down = bars(chart)
    assert up.y + up.height == pytest.approx(axis)
    assert down.y == pytest.approx(axis)
    assert down.height == pytest.approx(up.height / 4)


def test_in_a_narrow_place_amounts_are_written_shorter_so_that_bars_are_left() -> None:
    of = [Group("Tunai", Rupiah(141_500_000), Rupiah(9_250_000))]
    narrow = rows(of, page(300), LEGEND)
    assert [words.text for words in narrow.words if words.is_heavy] == ["Rp142 jt + Rp9,25 jt"]
    assert sum(bar.width for bar in bars(narrow)) > 60


def test_of_nothing_nothing_is_drawn() -> None:
    assert columns([], page(), LEGEND) == rows([], page(), LEGEND) == Chart((), (), ())
    assert columns([Group("9", Rupiah(0), Rupiah(0))], page(), LEGEND).rules
