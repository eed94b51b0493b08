"""Why something outside failed, in words of ours: what a library or the system says is English, or worse.

What it said itself stays behind the mishap, as its cause, for whoever looks for the fault.
"""

import errno

from batikpos.i18n import N_

NOT_THERE = N_("it is not there")
NOT_ALLOWED = N_("this account may not use it")
FULL = N_("the disk is full")
NO_WRITING = N_("nothing can be written there")
FAILING = N_("the disk or its cable fails")
IN_USE = N_("another program uses it")
NOBODY = N_("nobody answers there")
NO_WAY = N_("the network does not lead there")
TOO_LATE = N_("it did not answer in time")
BROKEN_OFF = N_("the connection broke off")
REFUSED = N_("this machine refused it")

_WHYS = {
    NOT_THERE: (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR),
    NOT_ALLOWED: (errno.EACCES, errno.EPERM),
    FULL: (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG),
    NO_WRITING: (errno.EROFS, errno.EISDIR),
    FAILING: (errno.EIO,),
    IN_USE: (errno.EBUSY, errno.EAGAIN, errno.ETXTBSY),
    NOBODY: (errno.ECONNREFUSED, errno.EHOSTDOWN),
    NO_WAY: (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN),
    TOO_LATE: (errno.ETIMEDOUT,),
    BROKEN_OFF: (errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE),
    N_("another file is there"): (errno.EEXIST,),
    N_("its name is too long"): (errno.ENAMETOOLONG,),
}
_BY_NUMBER = {number: why for why, numbers in _WHYS.items() for number in numbers}


def why_of(error: OSError) -> str:
    """Say why the system did not do it."""
    return _BY_NUMBER.get(error.errno or 0, REFUSED)
