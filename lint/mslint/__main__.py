"""Starts the `mslint` command. The one place that turns an error into a line and an exit code."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Runs the command line; exits 0, 1 (findings) or 2 (cannot run)."""
    from mslint.cli import mslint
    from mslint.errors import UserError

    try:
        mslint()
    except UserError as error:
        print(f"mslint: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
