"""The findings that a project has accepted for now: only new ones are shown. Pure but for `load` and `save`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from mslint.errors import UserError
from mslint.files import write
from mslint.model import Diagnostic

NAME = ".mslint-baseline.json"

Key = tuple[str, str, str]  # file, rule, the words found: they outlive edits elsewhere in the file


def key(path: str, text: str, diagnostic: Diagnostic) -> Key:
    return path, diagnostic.rule, text[diagnostic.span.start : diagnostic.span.end]


def load(path: Path) -> Counter[Key]:
    """The accepted findings with their numbers. Raises UserError naming the file."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Counter({(e["path"], e["rule"], e["text"]): int(e["count"]) for e in data["accepted"]})
    except FileNotFoundError:
        raise UserError(f"{path}: no such baseline; `mslint check --write-baseline` makes it") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path}: not a baseline that mslint wrote ({error})") from None


def save(path: Path, accepted: Mapping[Key, int]) -> None:
    entries = [{"path": p, "rule": r, "text": t, "count": n} for (p, r, t), n in sorted(accepted.items())]
    write(path, json.dumps({"version": 1, "accepted": entries}, indent=1, ensure_ascii=False) + "\n")


def new(
    path: str, text: str, diagnostics: Iterable[Diagnostic], accepted: Counter[Key]
) -> tuple[list[Diagnostic], int]:
    """The findings that go beyond the accepted numbers, and how many were accepted."""
    left: list[Diagnostic] = []
    room = Counter(accepted)
    for diagnostic in diagnostics:
        at = key(path, text, diagnostic)
        if room[at] > 0:
            room[at] -= 1
        else:
            left.append(diagnostic)
    return left, sum(accepted.values()) - sum(room.values())
