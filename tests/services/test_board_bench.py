"""The board's benchmark in its short form: it measures what is right, and what it makes is a true fair."""

from contextlib import closing
from pathlib import Path

from batikpos.services.verify import verify
from batikpos.sync.centre import open_centre
from tests.bench.bigfair import BigFair
from tests.bench.board import measure_board


def test_the_benchmark_of_the_board_measures_a_true_fair(tmp_path: Path) -> None:
    results, said = measure_board(BigFair(booths=6, days=2, sales=30), tmp_path)
    assert "made in" in said
    assert "SEARCH fact" in said
    assert all(result.ours > 0 for result in results)
    (made,) = tmp_path.glob("board-*.db")
    with closing(open_centre(str(made))) as centre:
        assert verify(centre).faults == ()
    again, said = measure_board(BigFair(booths=6, days=2, sales=30), tmp_path)
    assert "as they were made before" in said
    assert len(again) == len(results)
