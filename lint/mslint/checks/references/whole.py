"""What is wrong with a list as a whole: works listed twice, order, numbering, styles mixed, names written two ways."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mslint.checks import CheckRule
from mslint.checks.references.common import Listed, folded, label, shortened, some
from mslint.distance import distance
from mslint.model import Diagnostic, Edit, Fix, Severity, Span
from mslint.readers.citations.names import fold, keys

DUPLICATE = CheckRule(
    "references.duplicate-work",
    Severity.WARNING,
    "The same work listed twice.",
    "Readers take it for two works; citations of one of the two may be to the wrong entry.",
)
ORDER = CheckRule(
    "references.order",
    Severity.WARNING,
    "An entry that stands out of the list’s order.",
    "Readers look for it where the alphabet, or its number, says.",
)
STYLES = CheckRule(
    "references.mixed-styles",
    Severity.SUGGESTION,
    "Entries of one list in different styles.",
    "A list pasted together from several sources shows it; journals ask for one style.",
)
NAMES = CheckRule(
    "references.author-form",
    Severity.SUGGESTION,
    "Authors’ names written two ways within one list: “&” and “and”, initials with and without space, names in full.",
    "One list has one manner.",
)
RULES = (DUPLICATE, ORDER, STYLES, NAMES)

SORTED = 0.85
"""Share of entries in order from which on a list is meant to be alphabetical."""

FEWEST = 5
"""Entries that a list must have to have an order, a style or a manner."""

SAME = 0.8
"""Share of the entries that show a list's style or manner."""

SHORT_TITLE, LONG_TITLE = 6, 20
"""Letters of a title that is one, and of one that two different works hardly share."""


def check(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    yield from _twice(entries)
    if entries and not entries[0].path:
        yield from _numbering(entries) if _is_numbered(entries) else _alphabet(entries)
        yield from _styles(entries)
        yield from _joints(entries)
        yield from _initials(entries)


# --- the same work twice ---------------------------------------------------------------------------------------------


def _twice(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Entries of the same DOI, or of the same title (a slip or two aside), first author and year, as one before."""
    by_doi: dict[str, Listed] = {}
    by_title: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for entry in entries:
        r = entry.reference
        if not (r.names or r.title):
            continue
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", r.doi.lower())
        title = folded(r.title)
        first = by_doi.get(doi) if doi else None
        if first and _differ(first, entry):
            first = None
        by = (fold(r.names[0]) if r.names else "", r.year)
        if first is None and len(title) >= SHORT_TITLE:
            first = next((other for other in by_title[by] if _is_same(other, entry)), None)
        if first:
            yield _told_twice(first, entry)
        else:
            by_title[by].append(entry)
            if doi:
                by_doi[doi] = entry


def _is_same(a: Listed, b: Listed) -> bool:
    """Whether two entries of the same first author and year are one work."""
    one, two = folded(a.reference.title), folded(b.reference.title)
    if min(len(one), len(two)) < LONG_TITLE and folded(a.text) != folded(b.text):
        return False
    near = one == two or (
        abs(len(one) - len(two)) < 3 and one[:4] == two[:4] and distance(one, two) <= 2 and not _numbers(a, b)
    )
    return near and not _differ(a, b)


def _numbers(a: Listed, b: Listed) -> bool:
    """Whether the titles have different numbers: “Part 1” and “Part 2”."""
    return re.findall(r"\d+|\b[IVX]+\b", a.reference.title) != re.findall(r"\d+|\b[IVX]+\b", b.reference.title)


def _differ(a: Listed, b: Listed) -> bool:
    """Whether something that both have says that they are two works: DOI, pages with volume, title, letters."""
    one, two = a.reference, b.reference
    if one.title and two.title and folded(one.title)[:12] != folded(two.title)[:12]:
        return True
    if one.doi and two.doi and one.doi.lower() != two.doi.lower():
        return True
    journals = folded(one.container), folded(two.container)
    if all(journals) and journals[0][:6] != journals[1][:6]:
        return True
    return any(
        one.fields.get(name) and two.fields.get(name) and fold(one.fields[name]) != fold(two.fields[name])
        for name in ("volume", "edition")
    )


def _told_twice(first: Listed, entry: Listed) -> Diagnostic:
    name = entry.reference.key or label(entry.reference)
    other = f"“{first.reference.key}” is the same" if entry.reference.key else "it stands above already"
    message = f"“{shortened(name)}” is listed twice: {other} (“{shortened(entry.reference.title)}”)."
    return entry.finding(DUPLICATE, entry.head, message, related=(first.related("the same work"),))


# --- order -----------------------------------------------------------------------------------------------------------


def _is_numbered(entries: Sequence[Listed]) -> bool:
    return sum(entry.reference.number is not None for entry in entries) * 2 > len(entries)


def _numbering(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Numbers that repeat or leave one out."""
    before: Listed | None = None
    for entry in entries:
        number = entry.reference.number
        if number is None:
            continue
        if before is not None and before.reference.number is not None and number != before.reference.number + 1:
            last = before.reference.number
            if number == 1 and last != 1:  # a second list
                before = entry
                continue
            told = "comes twice" if number == last else f"follows {last}"
            yield entry.finding(ORDER, entry.head, f"Number {number} {told} in the list.", related=(before.related(),))
        before = entry


def _alphabet(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Entries that stand elsewhere than the alphabet says, in a list that is mostly alphabetical."""
    named = [e for e in entries if e.reference.names and fold(e.text[:80]).startswith(_sort_key(e)[:4])]
    if len(named) < FEWEST:
        return
    words = [_sort_key(entry) for entry in named]
    kept = _longest_sorted(words)
    if len(kept) < SORTED * len(named):
        return
    inside = set(kept)
    for at, entry in enumerate(named):
        if at in inside or _fits(named, at):
            continue
        before, after = _place(named, kept, words[at])
        where = (
            f"after “{label(before.reference)}”" if before else f"before “{label(after.reference)}”" if after else ""
        )
        related = tuple(e.related() for e in (before or after,) if e)
        message = f"“{label(entry.reference)}” is out of alphabetical order; it belongs {where}."
        severity = None if _is_far(named, at) else Severity.SUGGESTION
        yield entry.finding(ORDER, entry.head, message, severity=severity, related=related)


def _is_far(named: Sequence[Listed], at: int) -> bool:
    """Whether an entry stands among other letters of the alphabet, and begins with its author's plain surname."""
    r = named[at].reference
    if not r.given[0] or not named[at].text.startswith(r.names[0]) or not r.names[0].isascii():
        return False
    near = [_sort_key(other)[:1] for other in named[max(at - 1, 0) : at + 2] if other is not named[at]]
    return r.names[0][:1].isupper() and fold(r.names[0])[:1] not in near


def _sort_key(entry: Listed) -> str:
    return fold(entry.reference.names[0])


def _fits(named: Sequence[Listed], at: int) -> bool:
    """Whether the entry stands right by another form of its name: without particle, with digraphs, Mc as Mac."""
    low = _sort_key(named[at - 1]) if at else ""
    high = _sort_key(named[at + 1]) if at + 1 < len(named) else "\uffff"
    r = named[at].reference
    if not all(e.reference.names[0].isascii() for e in named[max(at - 1, 0) : at + 2]):
        return True  # languages order accented letters in different places
    forms = {*keys(r.names[0]), fold(" ".join(r.names[0].split()[1:])), fold(r.names[0].replace("Mc", "Mac"))}
    return any(low <= form <= high or low[:3] == form[:3] or form[:3] == high[:3] for form in forms if form)


def _longest_sorted(words: Sequence[str]) -> list[int]:
    """Indexes of a longest non-decreasing subsequence (patience sorting, n log n)."""
    tails: list[str] = []
    at_tail: list[int] = []
    before: list[int] = []
    for at, word in enumerate(words):
        place = bisect_right(tails, word)
        before.append(at_tail[place - 1] if place else -1)
        if place == len(tails):
            tails.append(word)
            at_tail.append(at)
        else:
            tails[place], at_tail[place] = word, at
    out: list[int] = []
    at = at_tail[-1] if at_tail else -1
    while at >= 0:
        out.append(at)
        at = before[at]
    return out[::-1]


def _place(named: Sequence[Listed], kept: Sequence[int], word: str) -> tuple[Listed | None, Listed | None]:
    """The entries in order between which a word belongs."""
    words = [_sort_key(named[at]) for at in kept]
    place = bisect_right(words, word)
    return (named[kept[place - 1]] if place else None), (named[kept[place]] if place < len(kept) else None)


# --- manner ----------------------------------------------------------------------------------------------------------

_STYLE_NAMES = {
    "apa": "APA",
    "chicago": "Chicago",
    "harvard": "Harvard",
    "mla": "MLA",
    "ieee": "IEEE",
    "vancouver": "Vancouver",
}


def _styles(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    counts = Counter(entry.reference.style for entry in entries if entry.reference.style)
    total = sum(counts.values())
    if total < FEWEST or len(counts) < 2:
        return
    (most, count), *_ = counts.most_common(1)
    odd = [entry for entry in entries if entry.reference.style not in ("", most)]
    if count * 2 <= total or not odd:
        return
    name = _STYLE_NAMES[odd[0].reference.style]
    message = (
        f"“{label(odd[0].reference)}” is written as in {name}; {count} of the {total} entries whose style can be told"
        f" are in {_STYLE_NAMES[most]}{f', {len(odd)} are not' if len(odd) > 1 else ''}."
    )
    yield odd[0].finding(STYLES, odd[0].head, message, related=some(odd[1:]))


def _joints(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """“&” before the last author here, “and” there."""
    places: dict[str, list[tuple[Listed, Span]]] = {"&": [], "and": []}
    for entry in entries:
        author = entry.reference.parts.get("author")
        if not author or len(entry.reference.names) < 2:
            continue
        found = list(re.finditer(r"&|\band\b", entry.source[author.start : author.end]))
        if found:
            place = Span(author.start + found[-1].start(), author.start + found[-1].end())
            places[found[-1][0]].append((entry, place))
    rare, usual = sorted(places, key=lambda joint: len(places[joint]))
    if not places[rare] or len(places[usual]) < FEWEST or len(places[rare]) * 4 > len(places[usual]):
        return
    entry, place = places[rare][0]
    edits = tuple(Edit(span, usual) for _, span in places[rare])
    message = f"“{rare}” joins the authors here, “{usual}” in {len(places[usual])} other entries."
    others = some([e for e, _ in places[rare][1:]])
    yield entry.finding(NAMES, place, message, fixes=(Fix(f"Write “{usual}”", edits),), related=others)


def _initials(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Initials with and without space, and names in full among initials."""
    spaced, tight, full = [], [], []
    for entry in entries:
        given = " ".join(entry.reference.given)
        if re.search(r"[^\W\d_]\.[^\W\d_]\.", given):
            tight.append(entry)
        if re.search(r"[^\W\d_]\. [^\W\d_]\.", given):
            spaced.append(entry)
        if entry.reference.given and re.match(r"[^\W\d_]{3}", entry.reference.given[0]) and _is_inverted(entry):
            full.append(entry)
    for odd, usual, told in (
        (tight, spaced, "has initials without a space between them"),
        (spaced, tight, "has initials with a space between them"),
    ):
        if odd and len(usual) >= FEWEST and len(odd) * 4 <= len(usual):
            message = f"“{label(odd[0].reference)}” {told}; {len(usual)} other entries have them the other way."
            yield odd[0].finding(NAMES, odd[0].head, message, related=some(odd[1:]))
    short = [e for e in entries if any(e.reference.given) and e not in full] if full else []
    if full and len(short) >= FEWEST and len(full) * 4 <= len(short):
        message = f"“{label(full[0].reference)}” has first names in full; {len(short)} other entries have initials."
        yield full[0].finding(NAMES, full[0].head, message, related=some(full[1:]))


def _is_inverted(entry: Listed) -> bool:
    """Whether the entry begins “Surname, Given”, and so with a person."""
    r = entry.reference
    return entry.text.startswith(f"{r.names[0]}, {r.given[0]}")
