"""A booth whose disk fills up: `python -m tests.faults.lastacts HOME SAID FREE RESERVE [SABOTAGE]`.

It sells, has FREE bytes left from one moment to the next, and goes on to the end of its day. What could
not be done is said, with why, as one line of JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from batikpos.domain.errors import PosError
from batikpos.printing.queue import work_off
from batikpos.services.disk import DiskFull, check_room, make_reserve
from tests.faults.day import ACTS_NAME, Day
from tests.faults.sabotage import break_product
from tests.faults.start import opened

SOLD, OPEN_SALES = 2, 6
WITH_RESERVE = "with its reserve"


def main() -> int:
    """Sell, fill the disk, and try to end the day."""
    home, said, free, reserve, how = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:5], sys.argv[5:]
    break_product(how[0] if how else "")
    with opened(home) as desk:
        if reserve == WITH_RESERVE:
            make_reserve(home)
        day = Day(desk, said / ACTS_NAME, 0)
        for _ in range(SOLD):
            number = day.sell()
        os.environ["FAULTS_ROOM"] = str(sum(file.stat().st_size for file in home.iterdir()) + int(free))
        failed = [] if _is_refused(home) else ["a sale more was begun"]
        acts: list[Callable[[], object]] = [
            *[day.sell] * OPEN_SALES,
            partial(day.void, number),
            day.move,
            partial(work_off, desk),
        ]
        for act in (*acts, day.close, day.reopen):
            try:
                act()
            except PosError as error:
                failed.append(error.message("en"))
    sys.stdout.write(f"{json.dumps(failed)}\n")
    return 0


def _is_refused(home: Path) -> bool:
    """Ask as the window does, before a buyer takes money out."""
    try:
        check_room(home)
    except DiskFull:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
