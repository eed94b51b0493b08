"""What a round at the printer's queue came to, and when to try again."""

from batikpos.store.printjobs import JobState, PrintJob
from batikpos.values import frozen

BACK_OFF_SECONDS = (2, 5, 10, 30)
"""How long to leave a printer alone that took nothing."""


@frozen
class Worked:
    """What a round at the queue came to: jobs done, and for each printer that took nothing, its job."""

    done: tuple[PrintJob, ...] = ()
    stuck: tuple[PrintJob, ...] = ()
    is_busy: bool = False

    @property
    def states(self) -> dict[str, JobState]:
        """Say what became of each sale's paper."""
        return {job.sale: job.state for job in self.done if job.sale}
