"""Which form of the tests is played: `BATIKPOS_LONG=1` asks for the long one, without it the short one."""

import os

IS_LONG = bool(os.environ.get("BATIKPOS_LONG"))
