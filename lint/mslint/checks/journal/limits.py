"""What a journal limits, from the `limits:` of a build profile. Pure; knows no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from mslint import shipped
from mslint.readers.roles import ROLES


class Wrong(ValueError):
    """A limit that does not fit: what is wanted, and the keys that lead to it."""

    def __init__(self, wanted: str, *keys: str) -> None:
        super().__init__(wanted)
        self.keys = keys


class Range(NamedTuple):
    """Both ends allowed; None: no limit."""

    low: int | None = None
    high: int | None = None


ANY = Range()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one profile allows. Words and things are counted as `counts` says.

    `statements` are names of `rules/data/journal.yml`, `sections` roles of headings; `reference_style` is "",
    "author-year" or "numeric"; `figure_resolution` dots per inch at the printed size, for which `text_width` is the
    widest, in millimetres; `figure_formats` suffixes without their dot; `blind`: nothing may tell who wrote the paper.
    """

    profile: str
    words: Range = ANY
    abstract_words: Range = ANY
    title_words: Range = ANY
    title_characters: Range = ANY
    keywords: Range = ANY
    figures: Range = ANY
    tables: Range = ANY
    figures_and_tables: Range = ANY
    references: Range = ANY
    heading_depth: int | None = None
    statements: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    reference_style: str = ""
    figure_resolution: int | None = None
    figure_formats: tuple[str, ...] = ()
    blind: bool = False
    text_width: float = 160.0


def read(profile: str, data: Mapping[str, Any], *, blind: bool = False, text_width: float = 160.0) -> Limits:
    """The limits of the profile of that name; a key without a value is no limit. Raises Wrong."""
    values = {}
    for key, value in data.items():
        if key not in KEYS:
            from difflib import get_close_matches

            near = get_close_matches(str(key), list(KEYS), 1)
            hint = f"did you mean “{near[0]}”?" if near else f"the keys are {', '.join(KEYS)}"
            raise Wrong(f"is not a known limit; {hint}", str(key))
        if value is None:
            continue
        try:
            values[key.replace("-", "_")] = KEYS[key](value)
        except Wrong as wrong:
            raise Wrong(str(wrong), key, *wrong.keys) from None
    return Limits(profile=profile, blind=blind, text_width=text_width, **values)


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Wrong("wants a whole number")
    return value


def _range(value: Any) -> Range:
    if not isinstance(value, dict):
        try:
            return Range(None, _number(value))
        except Wrong:
            raise Wrong("wants a whole number, or {min: …, max: …}") from None
    for key in value:
        if key not in ("min", "max"):
            raise Wrong("wants min and max only", str(key))
    ends = {}
    for key, item in value.items():
        try:
            ends[key] = _number(item)
        except Wrong as wrong:
            raise Wrong(str(wrong), str(key)) from None
    found = Range(ends.get("min"), ends.get("max"))
    if found.low is not None and found.high is not None and found.low > found.high:
        raise Wrong("has a min above its max")
    return found


def _one_of(*choices: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in choices:
            raise Wrong(f"wants one of {', '.join(choices)}; not “{value}”")
        return str(value)

    return check


def _several(*choices: str) -> Callable[[Any], tuple[str, ...]]:
    def check(value: Any) -> tuple[str, ...]:
        return tuple(map(_one_of(*choices), value if isinstance(value, list) else [value]))

    return check


def _statements(value: Any) -> tuple[str, ...]:
    return _several(*shipped.data("journal")["statements"])(value)


_RANGES = (
    "words",
    "abstract-words",
    "title-words",
    "title-characters",
    "keywords",
    "figures",
    "tables",
    "figures-and-tables",
    "references",
)

KEYS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_RANGES, _range),
    "heading-depth": _number,
    "statements": _statements,
    "sections": _several(*ROLES),
    "reference-style": _one_of("author-year", "numeric"),
    "figure-resolution": _number,
    "figure-formats": _several("png", "jpg", "gif", "webp", "svg", "pdf"),
}
"""Every key of `limits:` with the function that checks its value."""
