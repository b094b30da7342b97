"""Journals' names: a word misspelt, the same journal written two ways within the list. Pure; word list is data."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from mslint.checks import CheckRule
from mslint.checks.references.common import Listed, label
from mslint.distance import distance
from mslint.model import Diagnostic, Edit, Fix, Severity, Span
from mslint.readers.citations.names import fold

JOURNAL = CheckRule(
    "references.journal-name",
    Severity.WARNING,
    "A journal’s name with a slip in it, or written differently from the other entries.",
    "Databases find the journal by its name.",
)
RULES = (JOURNAL,)

LONG = 6
"""Letters of a word that can be known with one letter wrong."""


def check(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    journals = [e for e in entries if e.reference.container and (e.path is None or e.reference.kind == "article")]
    told = set()
    for diagnostic in _slips(journals):
        told.add(diagnostic.span)
        yield diagnostic
    for diagnostic in _two_ways(journals):
        if not any(span.overlaps(diagnostic.span) for span in told):
            yield diagnostic


def _span(entry: Listed) -> Span:
    return entry.part("container" if entry.path is None else "journal")


def _slips(journals: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Words one slip away from a word of journals' names, which no other entry has."""
    seen = Counter(word for e in journals for word in set(re.findall(r"[^\W\d_]+", e.reference.container.lower())))
    for entry in journals:
        span = _span(entry)
        if _FOREIGN & set(entry.reference.container.lower().split()):
            continue
        for match in re.finditer(r"[^\W\d_]+", entry.source[span.start : span.end]):
            word = match[0].lower()
            meant = _meant(word) if len(word) >= LONG and seen[word] == 1 else ""
            if not meant:
                continue
            right = meant.capitalize() if match[0][0].isupper() else meant
            place = Span(span.start + match.start(), span.start + match.end())
            fix = Fix(f"Write “{right}”", (Edit(place, right),), safe=True)
            message = f"“{match[0]}” in the name of the journal: “{right}”?"
            yield entry.finding(JOURNAL, place, message, fixes=(fix,))


_FOREIGN = frozenset(
    {"de", "la", "le", "les", "del", "des", "du", "el", "los", "las", "y", "e", "et", "di", "da", "do", "der", "die"}
    | {"für", "und", "en", "van", "voor", "och", "för", "og", "i"}
)
"""Small words of other languages: what looks like a slip in English may be right there."""


@cache
def _words() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """The words of journals' names, and by each word with one letter taken out, the words that it comes from."""
    from mslint import shipped

    listed = shipped.data("references")["journal_words"]
    words = frozenset((*listed, *(f"{word}s" for word in listed if not word.endswith("s"))))
    near: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for at in range(len(word)):
            near[word[:at] + word[at + 1 :]].append(word)
    return words, {key: tuple(found) for key, found in near.items()}


def _meant(word: str) -> str:
    """The journals' word that this one is a slip of: a letter too few, too many, wrong, or two swapped, before the
    last letter (endings differ from language to language); "" where there is none, or more than one."""
    words, near = _words()
    if word in words or word.rstrip("s") in words:
        return ""
    candidates = set(near.get(word, ()))
    for at in range(len(word)):
        shorter = word[:at] + word[at + 1 :]
        candidates |= {shorter} & words
        candidates |= set(near.get(shorter, ()))
    fit = [c for c in candidates if distance(word, c, 1) == 1 and _is_inner(word, c)]
    return fit[0] if len(fit) == 1 else ""


def _is_inner(word: str, other: str) -> bool:
    return word[-1] == other[-1] and word[0] == other[0] and _variants(word) != _variants(other)


def _variants(word: str) -> str:
    """The word as British and American, and Romance, spellings of it agree."""
    for one, two in (("our", "or"), ("ae", "e"), ("oe", "e"), ("isa", "iza"), ("cion", "tion"), ("ence", "ense")):
        word = word.replace(one, two)
    return word.rstrip("s")


# --- two ways --------------------------------------------------------------------------------------------------------


def _two_ways(journals: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Names that are one journal's: a letter or two apart, or one the abbreviation of the other."""
    by_name: dict[str, list[Listed]] = defaultdict(list)
    for entry in journals:
        by_name[_plain(entry.reference.container)].append(entry)
    told: set[frozenset[str]] = set()
    for one, two in _candidates(sorted(by_name)):
        rare, usual = sorted((one, two), key=lambda name: (len(by_name[name]), len(name)))
        how = _related(rare, usual)
        if how and frozenset((one, two)) not in told:
            told.add(frozenset((one, two)))
            yield _told(by_name[rare][0], by_name[usual][0], len(by_name[usual]), how)


def _candidates(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that share all words but one, or the first letters of all their words. Linear in the names."""
    alike: dict[object, list[str]] = defaultdict(list)
    for name in names:
        words = name.split()
        for at in range(len(words)):
            alike[(at, *words[:at], *words[at + 1 :])].append(name)
        alike["".join(word[0] for word in _parts(name))].append(name)
    for key, group in alike.items():
        if key == (0,):  # names of one word share nothing else
            group = [name for name in group if len(name) >= 12]
        for at, one in enumerate(group[:MOST]):
            for two in group[at + 1 : MOST]:
                yield one, two


def _parts(name: str) -> list[str]:
    """The words of a name that an abbreviation keeps."""
    return [word for word in name.replace(".", " ").split() if word not in _SMALL]


MOST = 50
"""Names alike in all words but one that are compared with each other."""


def _plain(name: str) -> str:
    words = re.sub(r"^(?:the)\s+|[*_{}\\]", "", name.lower()).replace("&", " and ")
    return " ".join(re.sub(r"[^\w.]+", " ", words).split())


_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "des", "du", "et", "der", "für", "und"))


def _related(one: str, two: str) -> str:
    """How two different names are one journal's: "slip", "short", or ""."""
    a, b = fold(one), fold(two)
    if a == b:
        return ""
    if min(len(a), len(b)) >= 12 and distance(a, b) <= 2 and _inner_words(one, two):
        return "slip"
    if "." not in one + two and abs(len(a) - len(b)) < 6:
        return ""
    short, long = sorted((one, two), key=len)
    ours, theirs = _parts(short), _parts(long)
    whole = len(ours) == len(theirs) > 1 and all(
        w[0] == t[0] and (t.startswith(w) or _is_contraction(w, t)) for w, t in zip(ours, theirs, strict=True)
    )
    return "short" if whole else ""


def _inner_words(one: str, two: str) -> bool:
    """Whether the names differ in one word, by a slip within it and not by another word or letter (“A”, “B”)."""
    a, b = one.replace(".", "").split(), two.replace(".", "").split()
    odd = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(odd) != 1:
        return False
    x, y = odd[0]
    return min(len(x), len(y)) >= LONG and distance(x, y) <= 2 and _is_inner(x, y)


def _is_contraction(short: str, long: str) -> bool:
    """“natl” of “national”: the same letters in order, first and, mostly, last."""
    letters = iter(long)
    return len(short) >= 3 and all(letter in letters for letter in short)


def _told(entry: Listed, other: Listed, count: int, how: str) -> Diagnostic:
    name, right = entry.reference.container, other.reference.container
    span = _span(entry)
    where = f"in {count} other entries" if count > 1 else f"with “{label(other.reference)}”"
    related = (other.related(span=_span(other)),)
    if how == "short":
        message = f"The journal is “{name}” here and “{right}” {where}."
        return entry.finding(JOURNAL, span, message, severity=Severity.SUGGESTION, related=related)
    fix = Fix(f"Write “{right}”", (Edit(span, right),)) if count > 1 else None
    message = f"“{name}” is nearly “{right}” {where}: one of the two has a slip."
    severity = None if count > 1 else Severity.SUGGESTION
    return entry.finding(JOURNAL, span, message, severity=severity, fixes=(fix,) if fix else (), related=related)
