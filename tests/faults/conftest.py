"""What the fault tests share: a C compiler's work and recorded days, made once."""

import sys

import pytest

from tests.faults.cuts import SHORT, PowerCuts

LINUX_ONLY = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="recording by LD_PRELOAD and SIGKILL are Linux'"
)


@pytest.fixture(scope="session")
def cuts(tmp_path_factory: pytest.TempPathFactory) -> PowerCuts:
    """Give the recorded days of the short form."""
    return PowerCuts(tmp_path_factory.mktemp("cuts"), SHORT)
