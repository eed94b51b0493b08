"""Ctrl+C while something is looked at again and again: noted in the middle, raised between, never lost."""

import signal

import pytest

from batikpos.commands.stopping import Stopping


class Careless:
    """Stops when it is thrown away, where Python swallows whatever is raised."""

    def __del__(self) -> None:
        """Be asked to stop."""
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_is_raised_where_python_swallows_it_stops_nothing() -> None:
    """The control: that is what an interrupt does without this."""
    careless = Careless()
    del careless


def test_one_that_comes_in_the_middle_is_raised_at_the_next_check_and_in_no_wait() -> None:
    with Stopping() as stopping:
        stopping.check()
        careless = Careless()
        del careless
        with pytest.raises(KeyboardInterrupt):
            stopping.check()
        with pytest.raises(KeyboardInterrupt):
            stopping.wait(600)


def test_the_second_one_is_raised_at_once_and_afterwards_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stopping():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
