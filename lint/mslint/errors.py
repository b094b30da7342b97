"""The error that is the user's to mend: one line that names file and place. Everything else is a bug."""

from __future__ import annotations


class UserError(Exception):
    """Bad input. Its text is one line, printed as it is; the command ends with exit code 2."""
