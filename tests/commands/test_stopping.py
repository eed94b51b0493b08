"""Ctrl+C: at any moment of a start, and while something is looked at again and again."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batikpos.commands.stopping import Stopping
from batikpos.printing.worked import Worked
from tests.commands.terminal import Terminal
from tests.commands.test_sell import a_basket, sell

START = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import batikpos.__main__ as of
print("begun", flush=True)
sys.exit(of.main())
"""
"""What the installed command does, but that it says when Python itself has started.

Ctrl+C is heard also where these tests run behind a shell, which lets all that it starts there ignore it.
"""


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


@pytest.mark.skipif(os.name == "nt", reason="there only a console sends Ctrl+C, to all that runs in it")
@pytest.mark.parametrize("command", ["sales", "booth", "organizer"])
def test_no_moment_of_a_start_answers_an_interrupt_with_a_traceback(command: str, tmp_path: Path) -> None:
    chance = random.Random(command)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BATIKPOS_HOME": str(tmp_path)}
    for _ in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", START, command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as started:
            assert started.stdout is not None
            started.stdout.readline()
            time.sleep(chance.uniform(0.02, 0.8))
            started.send_signal(signal.SIGINT)
            try:
                _, said = started.communicate(timeout=60)
            finally:
                started.kill()
        assert b"Traceback" not in said
        assert started.returncode in {0, 3}, said  # 0 is a window that was closed so


@pytest.mark.skipif(os.name == "nt", reason="there only a console sends Ctrl+C, to all that runs in it")
def test_one_that_comes_after_the_answer_changes_nothing(tmp_path: Path) -> None:
    late = START.replace("sys.exit(of.main())", "ended = of.main(); signal.raise_signal(2); sys.exit(ended)")
    done = subprocess.run(
        [sys.executable, "-c", late, "sales"],
        env=os.environ | {"BATIKPOS_HOME": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr  # no booth is set up there
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("till", "pay-in", "--amount", "100000", "--reason", "kembalian", "--cashier", "Rini", "--slip"),
        ("refund", "--sale", "{sale}", "--lines", "1", "--reason", "x", "--cashier", "Rini"),
        ("void", "--sale", "{sale}", "--reason", "x", "--cashier", "Rini"),
    ],
    ids=lambda words: words[0],
)
def test_whoever_stops_waiting_for_a_paper_is_told_that_it_is_booked(
    shell: Terminal, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to run it again, somebody would book it twice."""
    (sale,) = sell(shell, a_basket())

    def stop(*_given: object, **_named: object) -> Worked:
        raise KeyboardInterrupt

    monkeypatch.setattr("batikpos.printing.queue.work_off", stop)
    asked = [word.format(sale=sale["number"]) for word in words]
    answered = shell.run(*asked, "--json", "--lang", "en")
    assert answered.status == 0
    assert answered.results
    assert "it is booked, do not run it again" in answered.err
