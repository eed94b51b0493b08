"""A logo: small enough for any printer, whole when it is read back, refused when it is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from batikpos.paper.document import Document, Picture, document_from_json
from batikpos.paper.picture import (
    MOST_ROWS,
    MOST_WIDE,
    BadLogo,
    kawung,
    pack,
    read_code,
    read_logo,
    rows_of,
    write_code,
)

rows = st.integers(1, MOST_WIDE).flatmap(
    lambda width: st.tuples(
        st.just(width),
        st.lists(st.binary(min_size=-(-width // 8), max_size=-(-width // 8)), min_size=1, max_size=MOST_ROWS),
    )
)


@given(rows)
def test_a_picture_is_read_back_as_it_was(drawn: tuple[int, list[bytes]]) -> None:
    width, lines = drawn
    picture = pack(width, lines)
    assert rows_of(picture) == tuple(lines)
    assert read_code(write_code(picture)) == picture
    document = Document("x", (picture,))
    assert document_from_json(document.to_json()) == document


@pytest.mark.parametrize("size", [(1_000, 100), (100, 1_000), (3_000, 3_000), (10, 10), (1, 1)])
def test_a_logo_fits_every_paper_and_keeps_its_shape(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("L", size, 0).save(tmp_path / "logo.png")
    picture = read_logo(tmp_path / "logo.png")
    high = len(rows_of(picture))
    assert 1 <= picture.width <= MOST_WIDE
    assert 1 <= high <= MOST_ROWS
    if min(size) > 10:
        assert picture.width / high == pytest.approx(size[0] / size[1], rel=0.12)


def test_what_is_white_or_clear_around_it_takes_no_paper(tmp_path: Path) -> None:
    logo = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    ImageDraw.Draw(logo).rectangle((100, 280, 400, 319), fill=(90, 50, 10, 255))
    logo.save(tmp_path / "logo.png")
    picture = read_logo(tmp_path / "logo.png")
    assert (picture.width, len(rows_of(picture))) == (301, 40)
    assert rows_of(picture)[5].startswith(b"\xff" * 37)


def test_what_would_print_nothing_is_refused(tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "white.png")
    for name in ("white.png", "missing.png"):
        with pytest.raises(BadLogo):
            read_logo(tmp_path / name)


def test_a_picture_of_far_too_many_dots_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    Image.new("1", (9_000, 9_000)).save(tmp_path / "huge.png")
    with pytest.raises(BadLogo):
        read_logo(tmp_path / "huge.png")


@pytest.mark.parametrize(
    "picture",
    [
        Picture(0, kawung().bits),
        Picture(385, kawung().bits),
        Picture(89, kawung().bits[:-9]),
        Picture(95, "nonsense"),
        Picture(384, kawung().bits + "A"),
        pack(8, [bytes(1)] * (MOST_ROWS + 1)),
        pack(16, [bytes(1)]),
    ],
)
def test_what_is_no_picture_is_told(picture: Picture) -> None:
    with pytest.raises(ValueError, match=r".+"):
        rows_of(picture)


@pytest.mark.parametrize(("size", "line"), [((2_000, 1_200), 4), ((4_000, 1_200), 6), ((1_000, 300), 1)])
def test_thin_lines_are_still_there_when_a_drawing_is_made_smaller(
    tmp_path: Path, size: tuple[int, int], line: int
) -> None:
    drawing = Image.new("L", size, 255)
    ImageDraw.Draw(drawing).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=0, width=line)
    drawing.save(tmp_path / "logo.png")
    first = rows_of(read_logo(tmp_path / "logo.png"))[0]
    assert sum(byte.bit_count() for byte in first) > len(first) * 8 * 0.9


def test_a_photograph_is_printed_the_way_up_that_it_is_shown(tmp_path: Path) -> None:
    photograph = Image.new("L", (300, 100), 0)
    how = photograph.getexif()
    how[0x0112] = 6  # turned by a quarter
    photograph.save(tmp_path / "logo.jpg", exif=how)
    picture = read_logo(tmp_path / "logo.jpg")
    assert picture.width < len(rows_of(picture))
