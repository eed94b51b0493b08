"""One demonstrated fair day for all tests of this folder, and the command line to look at it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.postgres import Postgres, postgres, postgres_url

__all__ = ["postgres", "postgres_url"]

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class PlayedDay:
    """What `demo --headless --json` left and said."""

    home: Path
    said: dict[str, Any]

    @property
    def day(self) -> str:
        """Say which day was played."""
        return str(self.said["date"])

    @property
    def central(self) -> str:
        """Say where the day came together."""
        return str(self.said["central"])

    @property
    def homes(self) -> dict[str, Path]:
        """Name every booth's home."""
        return {booth["booth"]: Path(booth["home"]) for booth in self.said["booths"]}


def start(*words: str, home: Path | None = None) -> subprocess.Popen[str]:
    """Start the program as anybody does."""
    command = [sys.executable, "-m", "batikpos", *(["--home", str(home)] if home else []), *words]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BATIKPOS")}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    )


def run(*words: str, home: Path | None = None) -> str:
    """Run the program, which must end well, and return what it printed."""
    running = start(*words, home=home)
    said, warned = running.communicate(timeout=240)
    assert running.returncode == 0, warned
    return said


def ask(*words: str, home: Path | None = None) -> Any:
    """Run the program for its JSON."""
    return json.loads(run(*words, "--json", home=home))


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> PlayedDay:
    """Play the day once, however many test processes there are."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    home, told = shared / "fair-day", shared / "fair-day.json"
    with FileLock(shared / "fair-day.lock"):
        if not told.is_file():
            told.write_text(run("demo", "--headless", "--json", home=home), encoding="utf-8")
    return PlayedDay(home, json.loads(told.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def server_central(played: PlayedDay, postgres: Postgres) -> str:
    """Send all booths of the day to a PostgreSQL as well: one first, then the others at once."""
    url = postgres.url(postgres.new_database())
    (first, *others) = played.homes.values()
    results = [ask("sync", "--central", url, home=first)]
    for running in [start("sync", "--central", url, "--json", home=home) for home in others]:
        said, warned = running.communicate(timeout=120)
        assert running.returncode == 0, warned
        results.append(json.loads(said))
    for sent in results:
        assert sent["equal"]
        assert sent["sent"] == sent["last"] == sent["centre_last"]
        assert sent["head"] == sent["centre_head"]
        assert sent["quarantined"] == []
    return url
