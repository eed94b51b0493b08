"""CUPS as its commands show it: what they print and answer was taken from CUPS 2.4.2.

Run under the name of `lp`, `lpstat` or `cancel`, it keeps its jobs in a file beside it.
"""

import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

PLACE = Path(sys.argv[0]).parent


@dataclass(frozen=True)
class Job:
    """One job: its status line is left when it began once; `ended` is why it left the queue."""

    number: int
    queue: str = "q"
    reason: str = "none"
    has_status: bool = False
    ended: str = ""

    @property
    def name(self) -> str:
        """Name it as `lp` does."""
        return f"{self.queue}-{self.number}"


@dataclass
class Ways:
    """How the queue behaves: what becomes of our job at each look, and which command fails."""

    course: tuple[str, ...] = ("waits", "prints", "ends")
    """What our job does look by look; the last for ever."""
    others: tuple[Job, ...] = ()
    number: int = 1
    lp: str = ""
    lpstat: str = ""
    cancel: str = ""
    keeps_history: bool = True


@dataclass
class Cups:
    """The commands in a folder, and what came of them."""

    place: Path
    ways: Ways = field(default_factory=Ways)

    def install(self) -> None:
        """Write the commands."""
        for command in ("lp", "lpstat", "cancel"):
            script = self.place / command
            script.write_text(f"#!{sys.executable} -SE\n" + Path(__file__).read_text("utf-8"), "utf-8")
            script.chmod(0o755)
        (self.place / "ways").write_text(json.dumps(asdict(self.ways)))
        _keep(self.place, [*self.ways.others])

    @property
    def jobs(self) -> dict[str, Job]:
        """Give all jobs, by name."""
        return {job.name: job for job in _kept(self.place)}

    @property
    def got(self) -> bytes:
        """Give the bytes of our job."""
        return (self.place / "got").read_bytes()

    @property
    def cancelled(self) -> list[str]:
        """Give what `cancel` was asked to take out."""
        asked = self.place / "cancelled"
        return asked.read_text().split() if asked.exists() else []


def _kept(place: Path) -> list[Job]:
    return [Job(**job) for job in json.loads((place / "jobs").read_text())]


def _keep(place: Path, jobs: list[Job]) -> None:
    (place / "jobs").write_text(json.dumps([asdict(job) for job in jobs]))


def _said(english: str, indonesian: str) -> str:
    """Speak as the caller wishes."""
    return english if os.environ.get("LC_ALL") == "C" else indonesian


def _lp(ways: Ways, words: list[str]) -> int:
    queue = words[words.index("-d") + 1]
    if ways.lp == "hangs":
        time.sleep(60)
    if queue != "q":
        missing = "The printer or class does not exist.", "Pencetak atau kelas tidak ada."
        sys.stderr.write(f"lp: Error - {_said(*missing)}\n")
        return 1
    if ways.lp == "refuses":
        sys.stderr.write("lp: The printer or class is not accepting jobs.\n")
        return 1
    assert words[words.index("-o") + 1] == "raw"
    (PLACE / "got").write_bytes(sys.stdin.buffer.read())
    job = Job(ways.number, queue)
    _keep(PLACE, [*_kept(PLACE), job])
    if ways.lp == "dies":
        os.kill(os.getpid(), 9)
    sys.stdout.write(f"request id is {job.name} (0 file(s))\n")
    return 0


_STEPS: dict[str, dict[str, str | bool]] = {
    "waits": {},
    "prints": {"reason": "job-printing"},
    "tries again": {"reason": "resources-are-not-ready", "has_status": True},
    "began once": {"has_status": True},
    "is stopped": {"reason": "printer-stopped"},
    "ends": {"ended": "processing-to-stop-point", "has_status": True},
    "aborts": {"ended": "aborted-by-system", "has_status": True},
}


def _after(job: Job, step: str) -> Job:
    """Take a job a step on."""
    return Job(**asdict(job) | _STEPS[step])


def _lpstat(ways: Ways, words: list[str]) -> int:
    if ways.lpstat == "hangs":
        time.sleep(60)
    if ways.lpstat == "is deaf":
        sys.stderr.write("lpstat: Scheduler is not running.\n")
        return 1
    assert words[0] == "-l"
    wants_ended = words[words.index("-W") + 1] == "completed"
    looks = PLACE / "looks"
    look = int(looks.read_text()) if looks.exists() else 0
    jobs = _kept(PLACE)
    if not wants_ended:
        step = ways.course[min(look, len(ways.course) - 1)]
        jobs = [_after(job, step) if job.number == ways.number and not job.ended else job for job in jobs]
        _keep(PLACE, jobs)
        looks.write_text(str(look + 1))
    for job in jobs:
        if bool(job.ended) == wants_ended and (ways.keeps_history or not wants_ended):
            sys.stdout.write(f"{job.name:<23} {'kasir':<13} {1024:8}   Sat Nov 28 23:07:41 2026\n")
            sys.stdout.write("\tStatus: \n" if job.has_status else "")
            sys.stdout.write(f"\tAlerts: {job.ended or job.reason}\n\tqueued for {job.queue}\n")
    return 0


def _cancel(ways: Ways, words: list[str]) -> int:
    with (PLACE / "cancelled").open("a") as asked:
        asked.write(" ".join(words) + "\n")
    if ways.cancel == "hangs":
        time.sleep(60)
    if ways.cancel == "is too late":
        _keep(PLACE, [_after(job, "ends") for job in _kept(PLACE)])
    jobs = _kept(PLACE)
    (job,) = (job for job in jobs if str(job.number) == words[0])
    if ways.cancel == "refuses" or job.ended:
        sys.stderr.write(f"cancel: cancel-job failed: Job #{job.number} - can't cancel.\n")
        return 1
    if ways.cancel == "is late":  # it began between the last look and this
        job = _after(job, "prints")
    has_begun = job.has_status or job.reason == "job-printing"
    ended = "job-canceled-by-user" if has_begun else "processing-to-stop-point"
    gone = replace(job, ended=ended, has_status=has_begun)
    _keep(PLACE, [gone if other.number == job.number else other for other in jobs])
    return 0


if __name__ == "__main__":
    told = json.loads((PLACE / "ways").read_text())
    told["others"] = ()
    command = {"lp": _lp, "lpstat": _lpstat, "cancel": _cancel}[Path(sys.argv[0]).name]
    sys.exit(command(Ways(**told), sys.argv[1:]))
