"""Citations by name and year against the entries: missing works, slips in names and years, letters, works not cited."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from mslint.checks import CheckRule
from mslint.checks.citations.keys import UNCITED
from mslint.checks.citations.words import cited_as, listed_as, replaced, the_entry
from mslint.checks.reconcile import Match, Near, Reconciled, Slips, authors, begins, same, year_slip
from mslint.model import Citation, Diagnostic, Document, Fix, Reference, Related, Severity, Span
from mslint.readers.citations.names import fold, lists

MISSING = CheckRule(
    "citations.missing-reference",
    Severity.ERROR,
    "A work that is cited by name and year and that the reference list does not have.",
    "A reader cannot find the source, and journals send such papers back.",
)
NO_LIST = CheckRule(
    "citations.no-list",
    Severity.WARNING,
    "Works cited by name and year in a paper whose reference list is not there, or cannot be read.",
    "Until the list is there under a heading such as “References”, no citation can be checked.",
)
NAME = CheckRule(
    "citations.name",
    Severity.ERROR,
    "A cited name that the reference list spells otherwise.",
    "One of the two is misspelt. Databases match citations by name and year.",
)
YEAR = CheckRule(
    "citations.year",
    Severity.ERROR,
    "A cited year that is not the year of that work in the reference list.",
    "One of the two is wrong, or another work of the same authors is missing from the list.",
)
LETTER = CheckRule(
    "citations.letter",
    Severity.WARNING,
    "A year whose letter (2019a, 2019b) is missing, or is none of the list's.",
    "Without its letter a citation may mean either of two works.",
)
LISTED_NAME = CheckRule(
    "references.name",
    Severity.ERROR,
    "An author whom the reference list spells otherwise than the whole text.",
    "Where the text agrees with itself, the slip is more likely in the list.",
)
LISTED_YEAR = CheckRule(
    "references.year",
    Severity.WARNING,
    "A year of the reference list that is not the year by which the whole text cites the work.",
    "Where the text agrees with itself, the slip is more likely in the list.",
)
ET_AL = CheckRule(
    "citations.et-al",
    Severity.WARNING,
    "“et al.” for one or two authors, or authors left out without it; in full where the paper cuts short.",
    "In all author-year styles two authors are both named, and more than two are cut short by “et al.”.",
)
RULES = (MISSING, NO_LIST, NAME, YEAR, LETTER, LISTED_NAME, LISTED_YEAR, ET_AL)

UNDERSTOOD = 0.5
"""Share of the citations found in the list below which the list, not the text, is doubted."""

FEW = 6
"""Citations up to which no share is reckoned."""

MANY_UNCITED = 10
"""Uncited entries from which on, if they are more than a fifth of the list, one finding tells them all."""


SHORT_TEXT = 300
"""Different words below which a file with a list and without citations is the list's own file."""


def check(document: Document, reconciled: Reconciled) -> Iterator[Diagnostic]:
    matches = [match for match in reconciled.matches if match.citation.form != "numeric"]
    found = sum(bool(match.references or match.near) for match in matches)
    if not reconciled.references or (len(matches) > FEW and found < UNDERSTOOD * len(matches)):
        yield from _no_list(document, matches, found)
        return
    yield from _missing(document, reconciled, matches)
    for match in matches:
        if match.references:
            yield from _letter(document, match)
    yield from _et_al(document, matches)
    yield from _uncited(document, reconciled)


# --- without entry ---------------------------------------------------------------------------------------------------


def _no_list(document: Document, matches: Sequence[Match], found: int) -> Iterator[Diagnostic]:
    """One finding for a paper whose list is not there or not understood."""
    works = {(fold(m.citation.names[0]), m.citation.year) for m in matches}
    if len(works) < 3 or document.bibliographies or any(c.form == "key" for c in document.citations):
        return
    first = matches[0].citation
    message = f"{len(works)} works are cited by name and year (“{cited_as(first)}”), but there is no reference list."
    if document.references:
        message = (
            f"Of {len(matches)} citations only {found} are found among the {len(document.references)} entries of the "
            "reference list; it may not be read rightly, and citations are not checked against it."
        )
    yield Diagnostic(NO_LIST.id, first.span, message, NO_LIST.severity)


def _missing(document: Document, reconciled: Reconciled, matches: Sequence[Match]) -> Iterator[Diagnostic]:
    """One finding for each work without entry, at its first citation or, for a slip, at each."""
    works: dict[tuple[object, ...], list[Match]] = defaultdict(list)
    for match in matches:
        if not match.references and not match.citation.secondary:  # of a work cited through another that one is listed
            c = match.citation
            works[fold(c.names[0]), c.year, c.suffix, *(fold(n) for n in c.names[1:2] if not c.et_al)].append(match)
    absent = _Absent([together[0].citation for together in works.values()])
    for together in works.values():
        near = together[0].near[0] if together[0].near else None
        cited = near is not None and bool(reconciled.citations_of(near.reference))
        if near is None or (near.kind in ("authors", "both") and not begins(together[0].citation, near.reference)):
            run_on = _run_on(document, together[0].citation, reconciled.references)
            yield _absent(document, together, absent.neighbour(together[0].citation), run_on)
        elif near.kind == "authors":
            yield from (_left_out(document, match.citation, near.reference) for match in together)
        elif near.kind == "letter":
            yield from (_other_letter(document, match.citation, match.near) for match in together)
        elif len(together) > 1 and not cited and near.kind in ("name", "year") and not near.author:
            yield _in_list(document, [match.citation for match in together], near)
        else:
            yield from (_slip(document, match.citation, near) for match in together)


class _Absent:
    """The cited works without entry, to find in them the same work spelt or dated otherwise."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._by_name: dict[str, list[Citation]] = defaultdict(list)
        self._slips: dict[str, Slips[Citation]] = defaultdict(Slips)
        for citation in citations:
            self._by_name[fold(citation.names[0])].append(citation)
            self._slips[citation.year].add(citation.names[0], citation)

    def neighbour(self, citation: Citation) -> Citation | None:
        """Another work that may be the same one, a slip in the name or in the year away."""
        named = [c for c in self._by_name[fold(citation.names[0])] if year_slip(citation.year, c.year)]
        for other in (*self._slips[citation.year].near(citation.names[0]), *named):
            if citation.et_al or other.et_al or len(citation.names) == len(other.names):
                return other
        return None


RUN_ON = 60
"""Code points between the name and the year of an entry that stands within another."""


def _run_on(document: Document, citation: Citation, references: Sequence[Reference]) -> Reference | None:
    """The typed entry that holds another one: it ends with the author of the citation, run on without a stop, or has
    that name and year in its midst: “… Ohio. George Doddington. 2002. …”.

    A publisher at an entry's end has a stop, colon or comma before it.
    """
    if citation.names[0] not in document.text or not document.references:
        return None
    name = re.escape(citation.names[0])
    ends = re.compile(rf"[^\s.:,;(&]\s?{name}\.?\s*$")
    within = re.compile(rf"(?s)\b(?:1[5-9]|20)\d\d\b.{{20,}}\b{name}\b[^\d]{{0,{RUN_ON}}}\b{citation.year}")
    return next(
        (
            r
            for r in references
            if citation.names[0] in document.text[slice(*r.span)]
            and any(p.search(document.text, *r.span) for p in (ends, within))
        ),
        None,
    )


def _absent(
    document: Document, together: Sequence[Match], other: Citation | None, run_on: Reference | None
) -> Diagnostic:
    citation = together[0].citation
    message = f"“{cited_as(citation)}” is not in the references"
    near = together[0].near[0] if together[0].near else None
    if near:
        message += f", which have {listed_as(near.reference)}"
    if len(together) > 1:
        message += f"; it is cited {len(together)} times"
    related = [the_entry(document, near.reference)] if near else []
    related += [Related(match.citation.span, "cited here too") for match in together[1:]]
    fixes: tuple[Fix, ...] = ()
    if other:
        message += f"; the text also has {cited_as(other)}"
        related.append(Related(other.span, f"cited as {cited_as(other)}"))
        if same(citation.names[0], other.names[0]):
            fixes = replaced(document, citation.year_span or citation.span, other.year + other.suffix)
        else:
            fixes = replaced(document, citation.name_spans[0], other.names[0])
    gravity = _gravity(document, citation)
    if run_on:
        message += f"; the entry {listed_as(run_on)} has the name too, as if two entries had run together"
        related.append(the_entry(document, run_on))
        gravity = Severity.SUGGESTION
    return Diagnostic(MISSING.id, citation.span, message + ".", gravity, fixes, related=tuple(related))


HABIT = 5
"""Citations by author and page from which on a name and a number in brackets are one."""


def _gravity(document: Document, citation: Citation) -> Severity:
    """A work typed by hand in a paper that cites by key is a doubt; so is a lone name before a year in brackets."""
    if not document.references:
        sure = citation.et_al or len(citation.names) > 1
        return Severity.WARNING if sure else Severity.SUGGESTION
    if _is_numeric(document):
        return Severity.SUGGESTION  # a name and a year among numbers: software and its version, an event
    if citation.locator and not (citation.joint or citation.et_al):
        paged = sum(bool(other.locator) for other in document.citations)
        return Severity.WARNING if paged >= HABIT else Severity.SUGGESTION  # “(Apollo 11)” is no citation
    if any(
        re.search(r"\bfor\s+(\w+)$", name) and name.split()[-1].lower() in lists()["no_names"]
        for name in citation.names
    ):
        return Severity.SUGGESTION  # “Wikipedia for Experiment …”: a source and what it was used for
    if citation.form == "narrative" and any(re.search(r"\b(?:of|for)\b", name) for name in citation.names):
        return Severity.SUGGESTION  # an office or an event as likely as an author
    if citation.form == "narrative" and len(citation.names) == 1 and not citation.et_al:
        before = document.text[max(0, citation.span.start - 12) : citation.span.start]
        if citation.names[0].isupper() or re.search(
            r"\b(?:in|at|from|near|to|under|during|since)\s+(?:the\s+)?$", before
        ):
            return Severity.SUGGESTION  # “at Bucharest (2008)” may be a place and an event
    before = document.text[max(0, citation.span.start - 40) : citation.span.start]
    if re.search(r"\b(?:[Vv]ersion|[Vv]er\.|[Rr]elease|Manual|v\.?)\s*[\w. ]{0,16};\s*$", before):
        return Severity.SUGGESTION  # the maker of software; APA 7, 10.10 wants no entry for what is common
    return MISSING.severity


def _left_out(document: Document, citation: Citation, reference: Reference) -> Diagnostic:
    listed = len(authors(reference))
    entry = f"{listed} authors" if listed > 1 else "one author"
    message = f"“{cited_as(citation)}” is in the references with {entry}: {listed_as(reference)}."
    entry_ = (the_entry(document, reference),)
    return Diagnostic(ET_AL.id, citation.span, message, Severity.SUGGESTION, related=entry_)


def _slip(document: Document, citation: Citation, near: Near) -> Diagnostic:
    """A name or a year that the list has otherwise."""
    reference = near.reference
    message = f"“{cited_as(citation)}” is not in the references; did you mean {_meant(citation, near)}?"
    entry = (the_entry(document, reference),)
    if near.kind == "name":
        span, name = citation.name_spans[near.author], authors(reference)[near.author]
        return Diagnostic(NAME.id, span, message, NAME.severity, replaced(document, span, name), entry)
    span = citation.year_span or citation.span
    fixes = replaced(document, span, reference.year + reference.suffix) if reference.year else ()
    return Diagnostic(YEAR.id, span, message, YEAR.severity, fixes, entry)


def _meant(citation: Citation, near: Near) -> str:
    """The work as the citation would name it without the slip: “Shifrinson (2020)”."""
    if len(citation.names) > 1:
        return listed_as(near.reference)
    name = citation.names[0] if near.kind == "year" else authors(near.reference)[0]
    year = f"{near.reference.year}{near.reference.suffix}"
    return f"{name} et al. ({year})" if citation.et_al else f"{name} ({year})"


def _in_list(document: Document, citations: Sequence[Citation], near: Near) -> Diagnostic:
    """The text agrees with itself against the list."""
    reference, first = near.reference, citations[0]
    related = tuple(Related(citation.span, f"cited as {cited_as(citation)}") for citation in citations)
    rule, wrong, right = LISTED_NAME, authors(reference)[0], first.names[0]
    if near.kind == "year":
        rule, wrong, right = LISTED_YEAR, reference.year + reference.suffix, first.year + first.suffix
    message = (
        f"The list has {listed_as(reference)}, the text {cited_as(first)}, {len(citations)} times; "
        f"“{wrong}” or “{right}”?"
    )
    path = the_entry(document, reference).path
    if near.kind == "year" and not (reference.year.isdigit() or reference.title):
        return Diagnostic(rule.id, reference.span, message, Severity.SUGGESTION, related=related, path=path)
    if path is not None:
        return Diagnostic(rule.id, reference.span, message, rule.severity, related=related, path=path)
    start = document.text.find(wrong, *reference.span) if wrong else -1
    if start < 0:
        return Diagnostic(rule.id, reference.span, message, rule.severity, related=related)
    span = Span(start, start + len(wrong))
    return Diagnostic(rule.id, span, message, rule.severity, replaced(document, span, right), related)


# --- letters and “et al.” --------------------------------------------------------------------------------------------


def _letter(document: Document, match: Match) -> Iterator[Diagnostic]:
    citation, entries = match.citation, match.references
    if not match.near or citation.secondary:
        return
    related = tuple(the_entry(document, reference) for reference in entries)
    span = citation.year_span or citation.span
    if citation.suffix:
        message = f"“{cited_as(citation)}” has a letter, but the references have only {listed_as(entries[0])}."
        yield Diagnostic(LETTER.id, span, message, LETTER.severity, related=related)
    elif len({reference.suffix for reference in entries}) > 1:
        either = " or ".join(citation.year + reference.suffix for reference in entries)
        message = f"“{cited_as(citation)}” may be {either}; the references have {len(entries)} works of that year."
        yield Diagnostic(LETTER.id, span, message, LETTER.severity, related=related)


def _other_letter(document: Document, citation: Citation, near: Sequence[Near]) -> Diagnostic:
    have = ", ".join(sorted({n.reference.year + n.reference.suffix for n in near}))
    message = f"“{cited_as(citation)}” is not in the references, which have {have} of these authors."
    related = tuple(the_entry(document, n.reference) for n in near)
    return Diagnostic(LETTER.id, citation.year_span or citation.span, message, LETTER.severity, related=related)


ETC = re.compile(r"\bal\b|\b(?:others|colleagues|associates|collaborators|co-?workers)\b")
"""What cuts a list of authors short, as it is written."""


def _et_al(document: Document, matches: Sequence[Match]) -> Iterator[Diagnostic]:
    """One finding for each work of two authors that is cited with “et al.”, at its first such citation."""
    works: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        if (
            match.references
            and match.citation.et_al
            and ETC.search(document.text, *match.citation.span)
            and all(len(authors(r)) == 2 and not r.et_al for r in match.references)
        ):
            works[id(match.references[0])].append(match)
    for together in works.values():
        citation, reference = together[0].citation, together[0].references[0]
        message = f"“{cited_as(citation)}” has two authors in the references: name both, {listed_as(reference)}"
        message += f"; so {len(together)} times." if len(together) > 1 else "."
        related = [Related(match.citation.span, "cited so here too") for match in together[1:]]
        related = [the_entry(document, reference), *related]
        yield Diagnostic(ET_AL.id, citation.span, message, ET_AL.severity, related=tuple(related))


# --- not cited -------------------------------------------------------------------------------------------------------


def _uncited(document: Document, reconciled: Reconciled) -> Iterator[Diagnostic]:
    """Entries of the typed list that nothing cites: a warning where the text does not even name their first author."""
    if document.meta.get("nocite") or (not reconciled.matches and len(_words(document)) < SHORT_TEXT):
        return
    left = [
        reference
        for at, reference in enumerate(reconciled.references)
        if at < len(document.references)
        and at not in reconciled.cited
        and at not in reconciled.nearly_cited
        and _is_work(reference)
    ]
    if not left:
        return
    words = () if _is_numeric(document) else _words(document)  # by number, to name an author is not to cite
    nowhere = [r for r in left if r.year.isdigit() and not _is_named(r, words)]
    traces = _traces(document) if nowhere else ()
    nowhere = [r for r in nowhere if not any((fold(name), r.year) in traces for name in authors(r))]
    if len(nowhere) >= MANY_UNCITED and 5 * len(nowhere) > len(document.references):
        yield _many(document, nowhere)
    else:
        yield from (_never(r, UNCITED.severity) for r in nowhere)
    if any(match.citation.locator for match in reconciled.matches):
        return  # by author and page: to name the author is to cite the work
    told = {id(r) for r in nowhere}
    yield from (_never(r, Severity.SUGGESTION) for r in left if id(r) not in told)


def _is_numeric(document: Document) -> bool:
    """Whether the paper cites by number."""
    numeric = sum(citation.form == "numeric" for citation in document.citations)
    return 2 * numeric > len(document.citations)


def _is_work(reference: Reference) -> bool:
    """Whether the entry is one: it has an author with a name, a year, and a title."""
    return bool(authors(reference) and reference.year and len(fold(reference.title)) > 3)


def _words(document: Document) -> Collection[str]:
    """The folded words of the text, the list left out, and each pair of neighbours run together."""
    out: set[str] = set()
    for block in document.blocks:
        if document.role(block) == "references" or block.kind in ("reference", "furniture", "code"):
            continue
        words = [fold(word) for word in block.text.replace("’", "'").replace("'s", " ").split()]
        out.update(words)
        out.update(a + b for a, b in itertools.pairwise(words))
        out.update(fold(part) for word in block.text.split() if "-" in word or "–" in word for part in word.split("-"))
    return out


def _traces(document: Document) -> Collection[tuple[str, str]]:
    """Folded names before a year, as in “Benjamin, 2010”: what is left of a citation that lost its first author."""
    out: set[tuple[str, str]] = set()
    listed = [reference.span for reference in document.references]
    first, last = (listed[0].start, listed[-1].end) if listed else (0, 0)
    for block in document.blocks:
        if first <= block.span.start < last:
            continue
        for found in re.finditer(r"([^\W\d_][\w’'-]+)(?: et al\.?)?,? \(?((?:1[5-9]|20)\d\d)\b", block.text):
            out.add((fold(found[1]), found[2]))
    return out


def _is_named(reference: Reference, words: Collection[str]) -> bool:
    name = authors(reference)[0]
    return fold(name) in words or fold(name.split()[-1]) in words


def _never(reference: Reference, severity: Severity) -> Diagnostic:
    message = f"{listed_as(reference)} is cited nowhere in the text."
    if severity < UNCITED.severity and reference.year.isdigit():
        message = f"{listed_as(reference)} is not cited, though the text names {authors(reference)[0]}."
    return Diagnostic(UNCITED.id, reference.span, message, severity)


def _many(document: Document, left: Sequence[Reference]) -> Diagnostic:
    """One finding over the stretch of the list that holds them."""
    some = ", ".join(listed_as(reference) for reference in left[:4])
    message = f"{len(left)} of the {len(document.references)} entries are cited nowhere in the text: {some}, …"
    span = Span(left[0].span.start, left[-1].span.end)
    related = tuple(Related(reference.span, f"{listed_as(reference)} is not cited") for reference in left)
    return Diagnostic(UNCITED.id, span, message, UNCITED.severity, related=related)
