"""What all kinds of rule share: the keys of a rule, patterns and their matches, findings. Opens no files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from mslint.model import PLACEHOLDER, Block, Related, Span

TIME_LIMIT = 2.0
"""Seconds that one search of one pattern in one block may take; a usual one takes microseconds."""

Options = Mapping[str, Any]
"""A rule's own keys, checked and with defaults filled in."""


class Key(NamedTuple):
    """What a key of a rule may hold. type: text, texts, flag, count, number or pairs (text to text)."""

    type: str
    default: Any = None
    required: bool = False


TEXTS: tuple[str, ...] = ()
IGNORECASE = Key("flag", False)
NONWORD = Key("flag", False)
EXCEPTIONS = Key("texts", TEXTS)
VOCAB = Key("flag", True)
"""Whether the author's vocabulary excepts words. It is applied to all findings alike where the settings are."""


class Pattern(NamedTuple):
    """A regular expression of a rule, and the keys that lead to it in the rule's file."""

    text: str
    ignorecase: bool
    keys: tuple[str | int, ...]


class Unit(NamedTuple):
    """What a rule reads at a time: a block's text or one of its sentences (`start` says where in the block).

    `branches` are the indexes of the rule's patterns that may match here; no other can. `counts` says, for the summary
    of a document, how many elements of each kind the document has (see `metric.ELEMENTS`).
    """

    block: Block
    start: int
    text: str
    branches: tuple[int, ...]
    counts: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a rule: `unit.text[start:end]`.

    `values` fill the message's places, `note` comes after it. Each of `suggestions` may stand for
    `unit.text[fix[0]:fix[1]]` (without `fix`: for what was found), the best first.
    """

    unit: Unit
    start: int
    end: int
    values: tuple[str | int, ...] = ()
    suggestions: tuple[str, ...] = ()
    fix: tuple[int, int] | None = None
    related: tuple[Related, ...] = ()
    note: str = ""

    @property
    def text(self) -> str:
        return self.unit.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.unit.block.to_source(self.unit.start + self.start, self.unit.start + self.end)


class CannotRun(Exception):
    """A rule that can find nothing here, and why, in words: the author is told that it did not run."""


class Kind(Protocol):
    """A module of this package: one kind of rule (`extends`)."""

    KEYS: Mapping[str, Key]

    @staticmethod
    def patterns(options: Options) -> Sequence[Pattern]:
        """The patterns to scan for: where none of them matches, the rule finds nothing. Empty: it reads every block."""
        ...

    @staticmethod
    def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
        """Findings, in order of the units. Raises TimeoutError and CannotRun."""
        ...


class Reading(Protocol):
    """What a kind needs to know of a rule."""

    @property
    def message(self) -> str: ...

    @property
    def options(self) -> Options: ...

    @property
    def scope(self) -> tuple[str, ...]: ...

    @property
    def patterns(self) -> Sequence[Pattern]: ...

    @property
    def action(self) -> tuple[str, ...]:
        """The action's name and parameters; empty without one."""
        ...

    @property
    def matchcase(self) -> bool: ...


# --- patterns --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def compiled(pattern: str, ignorecase: bool = False) -> Any:
    """The compiled pattern; `^` and `$` match at line ends, as Vale has it. Raises regex.error."""
    import regex

    from mslint import patterns

    return patterns.compiled(translated(pattern), regex.MULTILINE | (regex.IGNORECASE if ignorecase else 0))


def fault(pattern: str) -> str:
    """What is wrong with a pattern, in words; "" if nothing is."""
    import regex

    try:
        compiled(pattern)
    except regex.error as error:
        return str(error)
    return ""


_SPECIAL = re.compile(r"\(\?[imsx-]+\)|(?<!\\[pPNx])\{(?!\d+,?\d*\}|,\d+\})")
_TOKEN = re.compile(
    r"""\\[pPNx]\{[^}]*\} | \\. |
    \[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\] | \(\?(?P<flags>[imsx-]+)\) | \{\d*,?\d*\} | .""",
    re.VERBOSE | re.DOTALL,
)


def translated(pattern: str) -> str:
    """A pattern of Vale's flavour (.NET's) for the `regex` module.

    There, `(?i)` inside a group holds to the group's end, past any `|`, and braces that hold no counts stand for
    themselves. https://learn.microsoft.com/dotnet/standard/base-types/miscellaneous-constructs-in-regular-expressions
    """
    if not _SPECIAL.search(pattern):
        return pattern
    out: list[str] = []
    opened: list[list[str]] = [[]]  # by depth, the flags switched since the group began
    for match in _TOKEN.finditer(pattern):
        token = match.group()
        if match["flags"]:
            opened[-1].append(f"(?{match['flags']}:")
            out.append(opened[-1][-1])
        elif token == "(":
            opened.append([])
            out.append(token)
        elif token == "|":
            out += [")" * len(opened[-1]), token, *opened[-1]]
        elif token == ")" and len(opened) > 1:
            out += [")" * len(opened.pop()), token]
        else:
            out.append("\\{" if token in ("{", "{}", "{,}") else token)
    return "".join(out) + ")" * len(opened[0])


def word(pattern: str, nonword: bool) -> str:
    """The pattern between word boundaries, unless `nonword`."""
    return f"(?:{pattern})" if nonword else rf"\b(?:{pattern})\b"


def is_literal(pattern: str) -> bool:
    """Whether the pattern is plain text."""
    return not any(char in r"\.^$*+?{}[]|()" for char in pattern)


_SHORT = 5000
"""Code points of a text on which the square of its length is no time."""


def limit(pattern: str, text: str) -> float | None:
    """Seconds that a search may take; None where it can only be quick, for watching the clock doubles its time."""
    return None if len(text) < _SHORT and _repeats_little(pattern) else TIME_LIMIT


_SINGLE = re.compile(r"\\[pPNx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]", re.DOTALL)
_REPEATED = re.compile(r"(?=(.)[*+{])", re.DOTALL)


@lru_cache(maxsize=8192)
def _repeats_little(pattern: str) -> bool:
    """Whether a pattern repeats at most one thing, and that a single character: then its time is at most quadratic."""
    repeated = _REPEATED.findall(_SINGLE.sub("x", pattern))
    return not repeated or (len(repeated) == 1 and repeated[0] != ")")


def search(pattern: Pattern, text: str, at: int = 0) -> Any:
    """The first match from `at` on, or None. Raises TimeoutError."""
    return compiled(pattern.text, pattern.ignorecase).search(text, at, timeout=limit(pattern.text, text))


def matches(patterns: Sequence[Pattern], unit: Unit) -> Iterator[tuple[int, Any]]:
    """Branch and match, as one pattern of all branches joined by `|` would find them, from left to right.

    Of two branches that match at one place the earlier wins. Only those that may match here are compiled and tried.
    """
    if len(unit.branches) == 1:
        (only,) = unit.branches
        pattern = patterns[only]
        for match in compiled(pattern.text, pattern.ignorecase).finditer(
            unit.text, timeout=limit(pattern.text, unit.text)
        ):
            yield only, match
        return
    ahead = {branch: search(patterns[branch], unit.text) for branch in unit.branches}
    while True:
        ahead = {branch: match for branch, match in ahead.items() if match}
        if not ahead:
            return
        branch = min(ahead, key=lambda b: (ahead[b].start(), b))
        match = ahead[branch]
        yield branch, match
        start, end = match.span()
        at = end if end > start else end + 1
        for other, upcoming in ahead.items():
            if upcoming.start() < at:
                ahead[other] = search(patterns[other], unit.text, at) if at <= len(unit.text) else None


# --- exceptions ------------------------------------------------------------------------------------------------------


class Exceptions:
    """A rule's `exceptions`, as Vale reads them.

    An exception holds if it is a word of what was found (its case as written, unless it begins with `(?i)`), or if it
    has several words and what was found lies inside them (in any case).
    """

    def __init__(self, exceptions: Iterable[str]) -> None:
        terms = sorted((_term(e) for e in exceptions), key=len, reverse=True)
        phrases = [term for term in terms if r"\s" in term or " " in term]
        self.word = Pattern(word("|".join(terms), False), False, ()) if terms else None
        self._phrase = Pattern(word("|".join(phrases), False), True, ()) if phrases else None

    def hold(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` is excepted. Raises TimeoutError."""
        if self.word is None:
            return False
        if search(self.word, text[start:end]):
            return True
        if self._phrase is None:
            return False
        found = compiled(self._phrase.text, True).finditer(text, timeout=TIME_LIMIT)
        return any(match.start() <= start and end <= match.end() for match in found)


def _term(exception: str) -> str:
    if is_literal(exception.replace(".", "")):
        exception = exception.replace(".", r"\.")
    exception = re.sub(r"[ \t]+", r"\\s+", exception)
    return f"(?:{exception})"


@lru_cache(maxsize=512)
def exceptions(listed: tuple[str, ...]) -> Exceptions:
    return Exceptions(listed)


# --- words -----------------------------------------------------------------------------------------------------------

_PLACE = re.compile(r"%(?:\[(\d+)\])?[sdvq]|%%")


def filled(message: str, values: Sequence[str | int]) -> str:
    """The message with its `%s` and `%d` filled in order, `%[2]s` by number, as Go does; what is left over is empty."""
    shown = [" ".join(str(v).split("\n")).replace(PLACEHOLDER, "…") for v in values]
    at = 0

    def place(match: re.Match[str]) -> str:
        nonlocal at
        if match.group() == "%%":
            return "%"
        at = int(match[1]) if match[1] else at + 1
        return shown[at - 1] if 0 < at <= len(shown) else ""

    return _PLACE.sub(place, message)


def places(message: str) -> int:
    """How many values the message shows."""
    return sum(match.group() != "%%" for match in _PLACE.finditer(message))


def listed(options: Sequence[str], left: str, right: str) -> str:
    """“a”, “b”, or “c”: the options in these quotation marks."""
    quoted = [f"{left}{option}{right}" for option in options]
    if len(quoted) < 3:
        return " or ".join(quoted)
    return ", ".join([*quoted[:-1], f"or {quoted[-1]}"])


def recased(text: str, found: str) -> str:
    """`text` in the case of the words that it replaces: ALL CAPS and a capital first letter are carried over.

    Text with capitals of its own keeps them ("NATO", "iPhone"), and so does a replacement that is about case.
    """
    first = re.match(r"[^\W\d_]+", text)
    capital = text[0].upper() + text[1:] if first and first.group().islower() and found[0].isupper() else text
    if text.casefold() == found.casefold():
        return text if capital == found else capital
    letters = [char for char in found if char.isalpha()]
    shouted = len(letters) > 1 and all(char.isupper() for char in letters)
    return text.upper() if shouted and text == text.lower() else capital


def expanded(text: str, group: Callable[[int], str]) -> str:
    """`text` with `$1`, `${1}` filled by the match's groups (`$0` all of it) and `$$` by a dollar sign."""

    def value(match: re.Match[str]) -> str:
        return "$" if match.group() == "$$" else group(int(match[1] or match[2]))

    return re.sub(r"\$\$|\$(\d+)|\$\{(\d+)\}", value, text) if "$" in text else text


def group_of(match: Any) -> Callable[[int], str]:
    """Reads a match's groups by number; one that is not there or took no part is empty."""
    return lambda number: (match.group(number) or "") if number <= match.re.groups else ""
