"""Where the program starts: the window without a command, else the command line."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run with ``argv`` (default: the process's own arguments); return the exit status."""
    from iop_companion.bootstrap import start

    return start(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
