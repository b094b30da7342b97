"""The kinds of rule, by the name that `extends` gives them. One module a kind; none opens a file."""

from __future__ import annotations

from importlib import import_module
from typing import Any

KINDS = (
    "existence",
    "substitution",
    "occurrence",
    "repetition",
    "consistency",
    "conditional",
    "capitalization",
    "metric",
    "readability",
    "sequence",
    "spelling",
)


def kind(name: str) -> Any:
    """The module of a kind (see `common.Kind`), loaded when first needed."""
    return import_module(f"mslint.kinds.{name}")
