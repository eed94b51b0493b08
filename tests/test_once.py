"""What is made once: by one, however many ask, and again where it failed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from batikpos.once import Once


def test_it_is_made_once_by_whoever_asks_and_the_others_wait() -> None:
    made, together, go_on = [], Barrier(3), Event()

    def make() -> str:
        go_on.wait(5)
        made.append(1)
        return "goods"

    once = Once(make)

    def ask() -> str:
        together.wait(5)
        return once.get()

    with ThreadPoolExecutor(2) as lanes:
        asked = [lanes.submit(ask) for _ in range(2)]
        together.wait(5)
        assert not once.is_made
        go_on.set()
        assert [one.result(5) for one in asked] == ["goods", "goods"]
    assert (made, once.is_made) == ([1], True)


def test_what_failed_is_tried_again_by_the_next() -> None:
    left = [ValueError("busy")]

    def make() -> int:
        if left:
            raise left.pop()
        return 7

    once = Once(make)
    with pytest.raises(ValueError, match="busy"):
        once.get()
    assert not once.is_made
    assert once.get() == 7
