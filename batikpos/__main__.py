"""Start BatikPOS: python -m batikpos, or batikpos."""

import sys


def main() -> int:
    """Run the command line; the window is one of its commands."""
    from batikpos.cli import main as run  # noqa: PLC0415 - so that importing this costs nothing

    return run()


if __name__ == "__main__":
    sys.exit(main())
