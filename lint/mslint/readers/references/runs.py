"""Mends the runs of words of one field that the tagger found in an entry where they tear its title. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mslint.readers.references.names import pattern


class Run(NamedTuple):
    """Words of one label that stand together: `text[start:end]`."""

    label: str
    start: int
    end: int


GAP = 3
"""Words that may stand between two halves of a title and be read as another part."""

OTHERS = frozenset(("journal", "container", "publisher", "note"))
"""Labels of what may stand after a title, and may be the rest of it."""

ENDED = r"[.?!”\"»][*_)\]]*$"
"""The end of a title that has one."""


BOOK = r"\b(?:Proc|Conf|Symp|Workshop|Handbook|Encyclop|Journal|Research|Lecture|International)|\b[Ii]n:|^In\b"
"""What a container has that is no subtitle."""


def whole_title(text: str, runs: Sequence[Run]) -> list[Run]:
    """The runs, those that are torn out of the first title put back into it."""
    out = _whole_authors(text, runs)
    at = next((at for at, run in enumerate(out) if run.label == "title"), None)
    if at is None:
        return out
    if at and out[at - 1].label in OTHERS and text[out[at - 1].end - 1] == ":" and _led(out[: at - 1]):
        out[at - 1 : at + 1] = [Run("title", out[at - 1].start, out[at].end)]  # “The Tide: A History”
        at -= 1
    while (last := _last(text, out, at)) > at:
        out[at : last + 1] = [Run("title", out[at].start, out[last].end)]
    return _rest_in_small(text, out, at)


EDITORS = r"\b[Ee]ds?\b\.?\)?[.,:]?$"
"""What ends a list of editors that begins an entry."""


def _whole_authors(text: str, runs: Sequence[Run]) -> list[Run]:
    """The runs, a name among the authors that was read as a title given back to them."""
    out = list(runs)
    if [run.label for run in out[:2]] == ["author", "editor"] and pattern(EDITORS).search(
        text, out[1].start, out[1].end
    ):
        out[:2] = [Run("author", out[0].start, out[1].end)]
    at = next((at for at, run in enumerate(out) if run.label == "title"), 0)
    if not 0 < at < len(out) - 2 or out[at - 1].label != "author" or out[at + 1].label not in ("author", "editor"):
        return out
    later = next((run for run in out[at + 2 :] if run.label == "title"), None)
    if later and out[at + 2].label == "date" and len(text[slice(*out[at][1:])].split()) <= GAP:
        out[at - 1 : at + 2] = [Run("author", out[at - 1].start, out[at + 1].end)]
    return out


def _led(runs: Sequence[Run]) -> bool:
    """Whether authors or editors stand before, and no other part but a date."""
    return bool(runs) and {run.label for run in runs} <= {"author", "editor", "date"}


def _last(text: str, runs: Sequence[Run], at: int) -> int:
    """The index of the last run that belongs to the title at `at`."""
    title, after = runs[at], runs[at + 1 : at + 5]
    ended = pattern(ENDED).search(text, title.start, title.end)
    again = next((step for step, run in enumerate(after, 1) if run.label == "title"), 0)
    between = text[title.end : after[again - 1].start] if again else ""
    if again > 1 and not ended and text[after[again - 1].start] not in '“"«':
        gap = {run.label for run in after[: again - 1]}
        if gap == {"author"} and at and runs[at - 1].label != "title":
            return at + again
        if len(between.split()) <= GAP and gap <= {"date", "volume"} and between.rstrip()[-1:] not in (",", "."):
            return at + again
    if after and after[0].label == "container" and text[title.end - 1] == ":":
        return at if pattern(BOOK).search(text, after[0].start, after[0].end) else at + 1
    journal = next((step for step, run in enumerate(after, 1) if run.label == "journal"), 0)
    torn = {run.label for run in after[: journal - 1]} if journal > 1 else set()
    if torn and torn <= {"publisher", "location"} and not ended:
        return at + journal - 1
    return at


def _rest_in_small(text: str, runs: list[Run], at: int) -> list[Run]:
    """The runs, a part after the title that begins in small letters given to it up to its next stop."""
    title, after = runs[at], runs[at + 1] if at + 1 < len(runs) else None
    if not after or after.label not in OTHERS or pattern(ENDED).search(text, title.start, title.end):
        return runs
    if not pattern(SMALL_WORD).match(text, after.start, after.end):
        return runs
    stop = pattern(r"[.?!]+(?=[*_”\"’)]*(?:\s|$))|,\s+(?:[Ii]n|[Dd]ans)\b|\s[(\[]").search(text, after.start, after.end)
    end = stop.end() if stop and text[stop.start()] in ".?!" else stop.start() if stop else after.end
    left = [Run(after.label, end + 1, after.end)] if after.end - end > 3 else []
    return [*runs[:at], Run("title", title.start, end), *left, *runs[at + 2 :]]


SMALL_WORD = (
    r"(?!(?:in|ed|eds|edited|éd|by|vol|vols|no|nr|n|pp?|tr|trans|translated|transl|trad|accessed|retrieved|available|from"
    r"|the|la|le|les|el|il|der|die|das|npj|i|et|see|cited|paper|working|talk|technical|mimeo|manuscript|preprint|report|dissertation|doctoral|thèse|mémoire|conference|phd|ph|thesis|master|m|arxiv|at|url|doi|isbn|unpublished"
    r"|series|serie|coll|collection|s|to|for|special|first|second|third|revised|rev|edition|volume|number|issue|also|submitted|eprint)\b)"
    r"\p{Ll}[\p{Ll}’'-]+(?=[\s,.])"
)
"""A word in small letters with which no other part of an entry begins."""
