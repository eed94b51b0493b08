"""Typing commands: in this process, or in one of their own where the process itself matters."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from batikpos.cli import main

PINS = {"BATIKPOS_PIN": "1234", "BATIKPOS_APPROVER_PIN": "4321"}


@dataclass(frozen=True)
class Answered:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Read the one JSON document that --json gives; more, or anything beside it, is a failure."""
        assert self.out.endswith("\n"), self.err
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def results(self) -> list[Any]:
        """Read one JSON document a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Terminal:
    """A shell with a home."""

    home: Path
    patch: pytest.MonkeyPatch

    def run(self, *words: str, stdin: str | bytes = "", pins: Mapping[str, str] | None = None) -> Answered:
        """Run a command in this process."""
        argv = ["--home", str(self.home), *words]
        for name in PINS:
            self.patch.delenv(name, raising=False)
        for name, pin in (PINS if pins is None else pins).items():
            self.patch.setenv(name, pin)
        typed = stdin if isinstance(stdin, bytes) else stdin.encode()
        self.patch.setattr(sys, "argv", ["batikpos", *argv])
        self.patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed), encoding="utf-8"))
        out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            try:
                status = main(argv)
            except SystemExit as leaving:
                status = leaving.code if isinstance(leaving.code, int) else 1
        return _clean(Answered(status, _written(out), _written(err)))

    def give(self, *words: str, **also: Any) -> Any:
        """Run a command that must be done, and read its JSON."""
        answered = self.run(*words, "--json", **also)
        assert answered.status == 0, answered.err
        return answered.json


def run_apart(
    *words: str,
    stdin: str = "",
    pins: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> Answered:
    """Run a command in a process of its own; `before` prepares it, on POSIX only."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BATIKPOS_")}
    done = subprocess.run(
        [sys.executable, "-m", "batikpos", *words],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment | dict(PINS if pins is None else pins),
        preexec_fn=before,
        check=False,
        timeout=60,
    )
    return _clean(Answered(done.returncode, done.stdout, done.stderr))


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode()


def _clean(answered: Answered) -> Answered:
    """No command ever shows a traceback."""
    assert "Traceback" not in answered.out + answered.err, answered.err
    return answered
