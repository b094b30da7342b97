"""Finds the data that comes with mslint (rules, profiles), installed or in a checkout. Reads nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_CHECKOUT = {"rules": _HERE.parent.parent / "rules", "profiles": _HERE.parent.parent / "build" / "profiles"}


def folder(name: str) -> Path:
    """The folder of shipped data called `name`: "rules" or "profiles"."""
    installed = _HERE / name
    return installed if installed.is_dir() else _CHECKOUT[name]


@cache
def text(name: str) -> str:
    """The text of a file that lies among mslint's modules: `report/html/page.css`."""
    return (_HERE / name).read_text("utf-8")


@cache
def data(name: str) -> Any:
    """The data in `rules/data/<name>.yml`."""
    from mslint import yamlio

    return yamlio.load(folder("rules") / "data" / f"{name}.yml")
