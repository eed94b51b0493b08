"""A test of the tests: a reader of jobs that finds no problem anywhere proves nothing."""

import pytest

from tests.escpos_reader import (
    BARE58,
    CLONE58,
    CLONE80,
    EPSON80,
    MODELS,
    REAL_TIME,
    Model,
    Printed,
    Raster,
    listing,
    print_on,
    read_escpos,
    tokens,
)

EVERY_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)

NATIVE_QR = b"\x1d(k\x03\x00\x31\x51\x30"
"""Print the code that the printer holds."""


def slice_of(row: int, rows: int, dots: bytes | None = None) -> bytes:
    """Make a slice of a picture: rows of so many bytes, white where nothing else is said."""
    head = b"\x1dv0\x00" + row.to_bytes(2, "little") + rows.to_bytes(2, "little")
    return head + (bytes(row * rows) if dots is None else dots)


def problem_of(model: Model, data: bytes) -> str:
    """Print something in which one thing is wrong, and say what."""
    (problem,) = print_on(model, data).problems
    return problem


@EVERY_MODEL
def test_what_every_printer_knows_is_no_problem(model: Model) -> None:
    data = b"\x1b@\x1c.\x1bt\x00\x1ba\x01\x1bE\x01\x1d!\x11abc\n" + slice_of(2, 24) + b"\x1bp\x00\x19\xfa"
    paper = print_on(model, data)
    assert paper.problems == []
    assert paper.parts == [
        Printed("abc", bold=True, height=2, width=2, align=1, columns=6),
        Raster(2, bytes(48), 1),
    ]
    assert paper.pulses == 1


@EVERY_MODEL
@pytest.mark.parametrize(
    "data",
    [b"\x1bZ", b"\x1b\x1b", b"\x1dr\n", b"\x1ca\n", b"\x1d(L\x01\x00a", b"\x1d*\n", b"\x1b*\n"],
)
def test_a_command_nobody_knows_is_told(model: Model, data: bytes) -> None:
    assert "unknown command" in problem_of(model, data)


@pytest.mark.parametrize("data", [b"\x1bd\x03", b"\x1c&"])
def test_a_bare_printer_knows_less(data: bytes) -> None:
    assert "unknown command" in problem_of(BARE58, data)
    assert print_on(CLONE58, data).problems == []


def test_only_some_printers_draw_codes_themselves() -> None:
    for model in (CLONE58, BARE58):
        assert "unknown command" in problem_of(model, NATIVE_QR)
    for model in (EPSON80, CLONE80):
        assert print_on(model, NATIVE_QR).problems == []


@EVERY_MODEL
@pytest.mark.parametrize(
    "whole",
    [
        b"\x1b@", b"\x1bt\x00", b"\x1bE\x01", b"\x1ba\x01", b"\x1d!\x11", b"\x1bp\x00\x19\xfa", b"\x1c.",
        slice_of(2, 3), NATIVE_QR, b"\x1dV\x01", b"\x1dVB\x00",
    ],
)  # fmt: skip
def test_a_command_that_is_cut_off_is_told(model: Model, whole: bytes) -> None:
    for end in range(1, len(whole)):
        assert "cut off" in problem_of(model, whole[:end])


@EVERY_MODEL
def test_a_line_wider_than_the_paper_is_told(model: Model) -> None:
    for size, letters in ((b"\x00", model.columns), (b"\x01", model.columns), (b"\x10", model.columns // 2)):
        fits = b"\x1d!" + size + b"a" * letters
        assert print_on(model, fits + b"\n").problems == []
        assert f"wider than {model.columns} columns" in problem_of(model, fits + b"a\n")


def test_letters_of_different_widths_stand_on_one_line() -> None:
    data = b"\x1d!\x10" + b"a" * 10 + b"\x1d!\x00" + b"b" * 12
    assert print_on(CLONE58, data + b"\n").widest == 32
    assert "wider" in problem_of(CLONE58, data + b"b\n")


@EVERY_MODEL
@pytest.mark.parametrize("cut", [b"\x1dV\x00", b"\x1dV\x01", b"\x1dVB\x00"])
def test_a_cut_is_for_printers_with_a_cutter(model: Model, cut: bytes) -> None:
    paper = print_on(model, cut)
    if model.has_cutter:
        assert (paper.problems, paper.cuts) == ([], 1)
    else:
        assert paper.cuts == 0
        assert "without a cutter" in problem_of(model, cut)


@EVERY_MODEL
def test_a_picture_wider_than_the_dots_is_told(model: Model) -> None:
    widest = model.dots // 8
    assert print_on(model, slice_of(widest, 1)).problems == []
    assert "wider than the paper" in problem_of(model, slice_of(widest + 1, 1))


@EVERY_MODEL
def test_a_slice_too_tall_for_a_small_buffer_is_told(model: Model) -> None:
    assert print_on(model, slice_of(1, 24)).problems == []
    assert "buffer" in problem_of(model, slice_of(1, 25))
    assert "buffer" in problem_of(model, slice_of(1, 0))


@EVERY_MODEL
@pytest.mark.parametrize("code", REAL_TIME)
def test_a_command_obeyed_at_once_is_told_wherever_in_a_picture(model: Model, code: bytes) -> None:
    for at in range(5):
        dots = bytearray(6)
        dots[at : at + 2] = code
        assert "obeyed at once" in problem_of(model, slice_of(2, 3, bytes(dots)))
    assert print_on(model, slice_of(2, 1, code[::-1])).problems == []


@EVERY_MODEL
@pytest.mark.parametrize("code", REAL_TIME)
def test_a_command_obeyed_at_once_is_no_text_either(model: Model, code: bytes) -> None:
    assert "is no character" in print_on(model, code).problems[0]


def test_a_byte_becomes_chinese_until_that_is_turned_off() -> None:
    for model in (CLONE80, CLONE58):
        for data in (b"\xe9\n", b"\x1b@\xe9\n", b"\x1c.\x1b@\xe9\n", b"\x1c.\x1c&\xe9\n"):
            assert "becomes Chinese" in problem_of(model, data)
        assert "is no character" in problem_of(model, b"\x1b@\x1c.\xe9\n")
    for model in (EPSON80, BARE58):
        assert "is no character" in problem_of(model, b"\x1b@\xe9\n")


@EVERY_MODEL
def test_what_would_not_stand_whole_on_the_paper_is_told(model: Model) -> None:
    assert "never ends" in problem_of(model, b"abc")
    assert "middle of a line" in problem_of(model, b"abc" + slice_of(1, 1) + b"\n")
    assert "lost by a reset" in problem_of(model, b"abc\x1b@\n")
    assert "unknown picture" in problem_of(model, slice_of(1, 1).replace(b"v0\x00", b"v0\x01"))
    assert "no such place" in problem_of(model, b"\x1ba\x03")


def test_slices_of_one_picture_are_one_and_a_line_between_parts_them() -> None:
    above, below = slice_of(1, 2, b"\xff\x00"), slice_of(1, 1, b"\x0f")
    assert print_on(EPSON80, above + below).parts == [Raster(1, b"\xff\x00\x0f")]
    assert len(print_on(EPSON80, above + b"\n" + below).pictures) == 2


def test_a_paper_is_drawn_dot_for_dot() -> None:
    paper = print_on(CLONE58, b"\x1ba\x01" + slice_of(2, 2, b"\x80\x01\xff\xff"))
    page, left = paper.drawn(), (384 - 16) // 2
    dark = {(x, y) for x in range(page.width) for y in range(page.height) if not page.getpixel((x, y))}
    assert dark == {(left, 0), (left + 15, 0), *((left + x, 1) for x in range(16))}
    assert print_on(CLONE58, b"a\n").drawn().histogram()[0] > 0
    assert print_on(CLONE58, b"   \n").drawn().histogram()[0] == 0


def test_a_printer_that_is_only_wide_is_some_clone() -> None:
    assert read_escpos(b"a" * 42 + b"\n", 42).problems == []
    assert "wider than 42" in read_escpos(b"a" * 43 + b"\n", 42).problems[0]
    assert "cutter" in read_escpos(b"\x1dV\x01", 42).problems[0]
    assert read_escpos(b"\x1dV\x01", 42, has_cutter=True).cuts == 1
    assert "Chinese" in read_escpos(b"\xe9\n", 42).problems[0]


def test_a_listing_tells_every_byte_apart() -> None:
    job = b"\x1b@\x1c.\x1ba\x01it's\n" + slice_of(1, 2, b"\x00\x01") + b"\x00\x1dV\x01"
    assert b"".join(token.head + token.rest for token in tokens(job)) == job
    assert listing(job).splitlines()[0] == 'ESC @ FS . ESC a 1 "it\'s" LF'
    others = {listing(job[:at] + bytes([job[at] ^ 1]) + job[at + 1 :]) for at in range(len(job))}
    assert listing(job) not in others
    assert len(others) == len(job)
