"""What the profiles of a build limit, and what the figures' files tell of themselves, for `checks.journal`. Reads the
profiles, and of each figure inside the paper's folder the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mslint import yamlio
from mslint.build import profile as profiles
from mslint.build.profile import FILE, PAPERS, Profile
from mslint.checks.journal import figures, limits
from mslint.checks.journal.figures import Image
from mslint.checks.journal.limits import Limits
from mslint.errors import UserError
from mslint.model import Document

GUTTER = 5.0
"""Millimetres between columns, as the template has them."""


def of(names: Sequence[str], home: Path) -> list[Limits]:
    """The limits of those of the profiles that have any. Raises UserError naming the file, the line and the key."""
    loaded = [profiles.load(name, home) for name in names]
    return [_limits(profile) for profile in loaded if profile.limits or profile.blind]


def _limits(profile: Profile) -> Limits:
    width = PAPERS[profile.papersize][0] - 2 * profile.margin
    width = (width - GUTTER * (profile.columns - 1)) / profile.columns
    try:
        return limits.read(profile.name, profile.limits, blind=profile.blind, text_width=width)
    except limits.Wrong as wrong:
        keys = ["limits", *wrong.keys]
        files = [folder / FILE for folder in profile.folders]
        path = next((file for file in files if _holds(yamlio.load(file), keys)), files[0])
        raise UserError(f"{yamlio.place(path, keys)}: “{' → '.join(keys)}” {wrong}") from None


def _holds(data: Any, keys: Sequence[str]) -> bool:
    """Whether the keys lead to something in the data."""
    for key in keys:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True


def images(document: Document) -> dict[str, tuple[Path, Image]]:
    """The figures' files that can be read, by what the paper calls them, with what their beginnings tell."""
    folder = document.path.parent.resolve()
    found = {}
    for figure in figures.named(document):
        with suppress(OSError, ValueError):
            path = (folder / unquote(figure.target)).resolve()
            if path.is_relative_to(folder) and path.is_file():
                with path.open("rb") as file:
                    found[figure.target] = (path, figures.image(file.read(figures.HEAD)))
    return found
