"""What is wrong within one entry: fields missing, pages backwards, a DOI that is none, an impossible year. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mslint.checks import CheckRule
from mslint.checks.references.common import Listed, label, shortened
from mslint.model import Diagnostic, Edit, Fix, Reference, Severity, Span

MISSING = CheckRule(
    "references.missing-field",
    Severity.WARNING,
    "An entry without a field that works of its kind have: author, year, title, journal, publisher, pages.",
    "Readers cannot find the work, and copy editors will ask.",
)
PAGES = CheckRule(
    "references.page-range",
    Severity.WARNING,
    "A page range whose end comes before its beginning.",
    "One of the two numbers is mistyped, and databases will not match the entry.",
)
DOI = CheckRule(
    "references.doi",
    Severity.WARNING,
    "A DOI that cannot be one: no registrant's number, spaces inside, a prefix written twice.",
    "The link leads nowhere, and submission systems match references by it.",
)
YEAR = CheckRule(
    "references.impossible-year",
    Severity.WARNING,
    "A year in which the work cannot have appeared.",
    "A digit is mistyped; citations of the work will not match it.",
)
RULES = (MISSING, PAGES, DOI, YEAR)

EARLIEST, LATEST = 1400, 2100
"""Years of printed works; what is beyond is a slip."""

AHEAD = 1
"""Years by which works are dated ahead: next year's volume is printed this autumn."""

MARGIN = 10
"""Years after the latest of all other works from which on a year is a slip."""

ENOUGH = 5
"""Works with a year that the list must have to say when it was written."""


def check(entries: Sequence[Listed], year: int = 0) -> Iterator[Diagnostic]:
    """The findings on these entries; `year` is the one that it is, 0 where that is not known."""
    late = list(_late(entries))
    yield from late
    for entry in entries:
        out = _out_of_range(entry, year + AHEAD if year else LATEST)
        yield from (found for found in out if found.span not in {other.span for other in late})
        yield from _pages(entry)
        yield from _doi(entry)
        if entry.path:
            yield from _missing_filed(entry)
    if entries and not entries[0].path:
        yield from _missing_typed(entries)


# --- years -----------------------------------------------------------------------------------------------------------


def _late(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Entries with a year long after that of every other work."""
    years = sorted(int(e.reference.year) for e in entries if e.reference.year.isdigit())
    if len(years) <= ENOUGH:
        return
    last = years[-2]
    if years[-1] - last < MARGIN:
        return
    for entry in entries:
        if entry.reference.year == str(years[-1]):
            message = f"“{entry.reference.year}” lies {years[-1] - last} years after the latest other work ({last})."
            yield entry.finding(YEAR, entry.part("year"), message)


def _out_of_range(entry: Listed, latest: int) -> Iterator[Diagnostic]:
    r = entry.reference
    if entry.path or r.year:
        name = shortened(r.title or r.key)
        if r.year.isdigit() and int(r.year) > latest:
            yield entry.finding(YEAR, entry.part("year"), f"“{r.year}”, the year of “{name}”, is still to come.")
        elif r.year.isdigit() and int(r.year) < EARLIEST and r.kind not in _TIMELESS:
            yield entry.finding(YEAR, entry.part("year"), f"“{r.year}” cannot be the year of “{name}”.")
        return
    found = re.search(r"\((\d{3,5})[a-z]?\)", entry.text)
    author = r.parts.get("author")
    if not found or not author:
        return
    start = r.span.start + found.start(1)
    if author.end <= start <= author.end + 4:
        message = f"“{found[1]}” cannot be the year of “{label(r)}”."
        yield entry.finding(YEAR, Span(start, start + len(found[1])), message)


_TIMELESS = frozenset(("misc", "online", "book", "collection", "manuscript"))
"""Kinds of works that may be older than print."""

# --- pages -----------------------------------------------------------------------------------------------------------

_RANGE = re.compile(r"(?P<prefix>[A-Za-z]{0,2})(?P<first>\d+)\s?[-–—−‐]{1,3}\s?(?P<second>[A-Za-z]{0,2})(?P<last>\d+)")


def _pages(entry: Listed) -> Iterator[Diagnostic]:
    span = entry.reference.parts.get("pages")
    if not span:
        return
    text = entry.source[span.start : span.end]
    match = _RANGE.fullmatch(text.strip())
    if not match or match["second"] not in ("", match["prefix"]):
        return
    first, last = match["first"], match["last"]
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if int(whole) >= int(first):
        return
    told = f" ({first}–{whole})" if whole != last else ""
    message = f"The pages “{text}”{told} run backwards."
    fixes: tuple[Fix, ...] = ()
    if len(first) == len(last):
        a, b = span.start + match.start("first"), span.start + match.start("last")
        edits = (Edit(Span(a, a + len(first)), last), Edit(Span(b, b + len(last)), first))
        fixes = (Fix(f"Swap them: {last}–{first}", edits),) if not entry.path else ()
    yield entry.finding(PAGES, span, message, fixes=fixes)


# --- DOI -------------------------------------------------------------------------------------------------------------

_MARKED = re.compile(
    r"(?P<lead>(?:https?://(?:dx\.|www\.)?doi\.org/?\s?|\bdoi:?\s{0,2}(?=[\d/O]|https?://))+)(?P<doi>[^\s<>\]\"”*]*)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+|10/[a-z0-9]+")  # the second form is shortdoi.org's


def _doi(entry: Listed) -> Iterator[Diagnostic]:
    """What is marked as a DOI and is none."""
    if entry.path:
        span = entry.reference.parts.get("doi")
        value = entry.source[span.start : span.end] if span else ""
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)+", "", value.strip(), flags=re.IGNORECASE)
        if span and bare and not _RIGHT.fullmatch(bare.replace("\\_", "_")):
            yield entry.finding(
                DOI, span, f"“{value}” is no DOI: {_fault(bare)}.", fixes=_doi_fixes(span.start, value, bare)
            )
        return
    for match in _MARKED.finditer(entry.text):
        found = match["doi"].rstrip(".,;:)")
        start = entry.reference.span.start + match.start("doi")
        lead = match["lead"].lower()
        if lead.count("doi.org") > 1 and _RIGHT.match(found):
            at = entry.reference.span.start + match.start()
            edit = Edit(Span(at, start), "https://doi.org/")
            message = f"“{match['lead'].strip()}” stands twice before the DOI."
            yield entry.finding(DOI, Span(at, start), message, fixes=(Fix("Keep one", (edit,), safe=True),))
        elif not _RIGHT.match(found) and not found.startswith("http"):
            span = Span(start, start + len(found)) if found else Span(start - len(match["lead"].rstrip()), start)
            told = f"“{found}” is no DOI: {_fault(found)}." if found else f"No DOI follows “{match['lead'].strip()}”."
            yield entry.finding(DOI, span, told, fixes=_doi_fixes(start, found, found))


def _fault(doi: str) -> str:
    """Why it is none."""
    if re.match(r"[1Il][0Oo]\.", doi) and not doi.startswith("10."):
        return "it begins with “10.”, in digits"
    if not doi.startswith("10."):
        return "a DOI begins with “10.”"
    if "/" not in doi:
        return "the slash after the registrant’s number is missing"
    if not re.match(r"10\.\d{4,9}(?:\.\d+)*/", doi):
        return "its registrant’s number, after “10.”, has four digits or more"
    return "nothing follows the slash" if doi.endswith("/") else "it has a space in it"


def _doi_fixes(start: int, value: str, bare: str) -> tuple[Fix, ...]:
    """“1O.1016” is “10.1016” with a letter in it."""
    if not re.match(r"[Il1][Oo0]\.\d{4}", bare) or bare.startswith("10."):
        return ()
    at = start + value.index(bare)
    return (Fix("Write “10.” in digits", (Edit(Span(at, at + 3), "10."),), safe=True),)


# --- missing fields --------------------------------------------------------------------------------------------------


def _missing_typed(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """What typed entries lack, one finding an entry; one for the list where many lack something.

    Only years and initials are sure enough for a warning.
    """
    dated = sum(bool(entry.reference.year) for entry in entries)
    lacking: list[tuple[Listed, str]] = []
    for entry in entries:
        r = entry.reference
        if not r.year and dated * 5 >= len(entries) * 4 and not _YEARLIKE.search(entry.text):
            yield entry.finding(MISSING, entry.head, f"“{shortened(label(r))}” has no year.")
        elif r.names and _lost_initials(entry):
            message = f"The initials of “{r.names[0]}” are missing: “{shortened(entry.text, 24)}”."
            yield entry.finding(MISSING, entry.head, message)
        elif lacks := _lacks(entry):
            lacking.append((entry, lacks))
    yield from _told_missing(lacking)


_YEARLIKE = re.compile(r"\d{4}|\bin press\b|forthcoming|n\.\s?d|s\.\s?d", re.IGNORECASE)


def _lacks(entry: Listed) -> str:
    """What is surely not in a typed entry, for nothing stands where it would; "" where it may only be misread."""
    r, text = entry.reference, entry.text
    title, container, author, year = (r.parts.get(name) for name in ("title", "container", "author", "year"))
    if "://" in text or r.doi or r.fields.get("url") or not author or not year:
        return ""
    if not title:
        rest = text[max(author.end, year.end) - r.span.start :]
        return "" if re.search(r"[^\W\d_]{2}|\d{2}", rest) else "title"
    after = text[title.end - r.span.start :]
    if not re.search(r"\w", after):
        # a stop within the title: what follows may be the journal, and an early year that nothing else stands before it
        return "" if _STOP.search(r.title) or year.start > title.start else "journal, book, publisher or link"
    if r.kind != "article" or not container or not r.year.isdigit() or container.start < title.start:
        return ""
    after = text[container.end - r.span.start :]
    if re.search(r"[^\W_]", after) or _UNNUMBERED.search(f"{r.container} {text[: title.start - r.span.start]}"):
        return ""
    return "volume and no pages"


_STOP = re.compile(r"[^\W\d_]{3}[.?!]\s+\w")
"""The end of a sentence within what was read as a title."""

_UNNUMBERED = re.compile(
    r"rxiv\b|preprint|\bssrn\b|\bosf\b|times\b|post\b|guardian\b|news|herald|tribune|today\b|magazine|atlantic|economist"
    r"|advance online|in press|conference|proceedings|symposium|workshop|book|press\b|radio|\(\d{4}[a-z]?,\s*\w+",
    re.IGNORECASE,
)
"""What has no volume: preprints, newspapers and what is dated by the day, works ahead of print, meetings."""


def _told_missing(lacking: Sequence[tuple[Listed, str]]) -> Iterator[Diagnostic]:
    """Each entry that lacks something; where many do it is the list's manner, and one finding says so."""
    if len(lacking) > FEW:
        first, what = lacking[0]
        named = ", ".join(f"“{shortened(label(entry.reference))}”" for entry, _ in lacking[:FEW])
        message = f"{len(lacking)} entries are not complete: {named}, …; the first has no {what}."
        related = tuple(entry.related(f"“{shortened(label(entry.reference))}” has no {w}") for entry, w in lacking[1:])
        yield first.finding(MISSING, first.head, message, severity=Severity.SUGGESTION, related=related)
        return
    for entry, what in lacking:
        message = f"“{shortened(label(entry.reference))}” has no {what}."
        yield entry.finding(MISSING, entry.head, message, severity=Severity.SUGGESTION)


FEW = 3
"""Entries up to which each is told by itself."""


def _lost_initials(entry: Listed) -> bool:
    """“Moe, . (2018)”: a comma and a stop with nothing between them."""
    return bool(re.match(r"[^,(]{2,40},\s*\.?\s*\((?:1[5-9]|20)\d\d", entry.text)) and not entry.reference.given[0]


_NEEDED = {
    "article": ("author", "title", "journal", "year", "volume", "pages"),
    "book": ("author", "title", "publisher", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "phdthesis": ("author", "title", "school", "year"),
    "mastersthesis": ("author", "title", "school", "year"),
    "techreport": ("author", "title", "institution", "year"),
}
"""Fields that an entry of each kind needs, after “BibTeXing” (O. Patashnik, 1988); volume and pages are optional there
and expected by journals."""

_INSTEAD = {
    "author": ("editor", "organization", "institution", "collaboration"),
    "year": ("date", "eventdate"),
    "pages": ("doi", "eprint", "eid", "url", "numpages", "article-number", "articleno"),
    "volume": ("doi", "eprint", "url", "number"),
    "journal": ("eprint", "archiveprefix", "howpublished", "publisher"),
    "booktitle": ("series", "journal", "eventtitle", "maintitle"),
    "publisher": ("doi", "url", "isbn", "institution", "organization", "howpublished"),
    "school": ("institution", "publisher", "university"),
    "institution": ("publisher", "organization", "url"),
}
"""Fields that stand for another."""

_GRAVE = frozenset(("author", "title", "year"))


def _missing_filed(entry: Listed) -> Iterator[Diagnostic]:
    """What an entry of a file lacks."""
    r = entry.reference
    for field in _NEEDED.get(r.kind, ()):
        if any(r.fields.get(name) for name in (field, *_INSTEAD.get(field, ()))):
            continue
        if (field == "author" and r.names) or (field == "volume" and _is_dated_by_day(r)):
            continue
        message = f"“{r.key}” (@{r.kind}) has no {field}."
        yield entry.finding(MISSING, r.span, message, severity=None if field in _GRAVE else Severity.SUGGESTION)


def _is_dated_by_day(reference: Reference) -> bool:
    """Whether it stands in a newspaper or magazine, which is found by its date and has no volume."""
    fields = reference.fields
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", fields.get("date", ""))) or ("month" in fields and "day" in fields)
