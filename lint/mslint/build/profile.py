"""A build profile: how a paper looks, as data in `build/profiles/<name>/`. Reads those files and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mslint import shipped, yamlio
from mslint.errors import UserError

PAPERS = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "letter": (215.9, 279.4), "legal": (215.9, 355.6)}
"""Width and height in millimetres: ISO 216 and ANSI/ASME Y14.1."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The keys of `profile.yaml`; sizes in points, margins in millimetres, `linestretch` times single."""

    name: str
    folder: Path
    papersize: str
    margin: float
    font: str
    fontsize: float
    linestretch: float
    justify: bool
    titlepage: bool
    numbersections: bool
    references: str
    word: Mapping[str, Any]


def load(name: str) -> Profile:
    """The shipped profile called `name`. Raises UserError naming the file and the key."""
    folder = shipped.folder("profiles") / name
    path = folder / "profile.yaml"
    if not path.is_file():
        known = sorted(found.parent.name for found in shipped.folder("profiles").glob("*/profile.yaml"))
        raise UserError(f"no build profile “{name}”; there is {', '.join(known)}")
    data = dict(yamlio.load(path))
    data.pop("description", None)
    try:
        return Profile(name=name, folder=folder, **data)
    except TypeError as error:
        raise UserError(f"{path}: {error}") from None


def adapted(profile: Profile, meta: Mapping[str, str | bool]) -> Profile:
    """The profile with what a paper's front matter says of it, under pandoc's names. Raises UserError."""
    changes: dict[str, Any] = {}
    if meta.get("papersize"):
        size = str(meta["papersize"]).lower().removesuffix("paper").removeprefix("us-")
        if size not in PAPERS:
            raise UserError(f"papersize “{meta['papersize']}” is none of {', '.join(PAPERS)}")
        changes["papersize"] = size
    for key, low, high in (("fontsize", 6, 24), ("linestretch", 0.8, 4)):
        if meta.get(key):
            changes[key] = _number(str(meta[key]), key, low, high)
    for key in ("numbersections", "justify", "titlepage"):
        if key in meta:
            changes[key] = str(meta[key]).lower() == "true"
    return replace(profile, **changes)


def _number(value: str, key: str, low: float, high: float) -> float:
    try:
        number = float(value.removesuffix("pt"))
    except ValueError:
        number = -1.0
    if not low <= number <= high:
        raise UserError(f"{key} “{value}” is not a number from {low} to {high}")
    return number
