"""`spelling`: words that the dictionary has not, as Vale's styles ask for them. Opens no file itself.

The dictionary is mslint's own (`mslint.spelling`), whichever of Hunspell's a style names: so `dictionaries`, `dicpath`
and `append` are taken and change nothing. Word lists in files (`ignore`) are refused: `vocabulary` in the settings is
for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mslint.kinds.common import TEXTS, Found, Key, Options, Pattern, Reading, Unit, compiled

KEYS: Mapping[str, Key] = {
    "custom": Key("flag", False),  # without the filters that hold otherwise
    "filters": Key("texts", TEXTS),  # regular expressions: a word that one of them matches is let pass
    "ignore": Key("texts", TEXTS),
    "dictionaries": Key("texts", TEXTS),
    "dicpath": Key("text", ""),
    "append": Key("flag", False),
}

FILTERS = r"\d|_|^[A-Z]+$|^[A-Z]+s$|[a-z][A-Z]|[A-Z]{2}[a-z]"
"""What is let pass unless `custom` is set: codes, abbreviations, names with capitals inside."""

WORD = re.compile(r"(?<![\w@./\\-])[^\W\d_][\w'’]*(?![\w@/\\-]|\.\w)")
"""A word that is part of no path, address or compound."""


def patterns(options: Options) -> Sequence[Pattern]:
    """None to scan for: every block is read."""
    return []


def checked(options: Options) -> Sequence[Pattern]:
    """Patterns that are used but not scanned for."""
    return [Pattern(text, False, ("filters", at)) for at, text in enumerate(options["filters"])]


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """What cannot be done, by key."""
    if options["ignore"]:
        yield "ignore", "files of words are not read here; put the words under vocabulary: in mslint.yaml"


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Every unknown word, with corrections."""
    from mslint.spelling import dictionary
    from mslint.spelling.suggest import candidates

    lexicon = dictionary.load()
    passed = [compiled(pattern.text) for pattern in checked(rule.options)]
    if not rule.options["custom"]:
        passed.append(compiled(FILTERS))
    for unit in units:
        for match in WORD.finditer(unit.text):
            word = match.group().rstrip("'’")
            if len(word) < 2 or lexicon.knows(word) or any(pattern.search(word) for pattern in passed):
                continue
            near = tuple(candidate.text for candidate in candidates(word.lower(), lexicon))
            yield Found(unit, match.start(), match.start() + len(word), (word,), near)
