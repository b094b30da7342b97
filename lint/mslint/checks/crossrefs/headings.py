"""Levels and numbers of headings: skipped levels, “Section 4.2” and “Equation 7” that are not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.places import PROSE, line_of, span_of
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Related, Severity, Span

LEVEL = CheckRule(
    "crossrefs.heading-level",
    Severity.SUGGESTION,
    "A heading that skips a level.",
    "Tables of contents, numbering and screen readers go by the levels.",
)
SECTION = CheckRule(
    "crossrefs.missing-section",
    Severity.WARNING,
    "A section number that no heading bears.",
    "Sections are renumbered when one is added or moved; what is typed stays behind.",
)
EQUATION = CheckRule(
    "crossrefs.missing-equation",
    Severity.SUGGESTION,
    "An equation number higher than the number of equations.",
    "Equations are renumbered when one is added or taken out; what is typed stays behind.",
)
RULES = (LEVEL, SECTION, EQUATION)

ENOUGH = 3
"""Headings with typed numbers from which on a paper's sections are numbered."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = shipped.data("crossrefs")
    return (
        re.compile(r"(?:(?:chapter|section|part)\s+)?(\d{1,2}(?:\.\d{1,2})*)(?:[.):]?\s|[.:]?$)", re.IGNORECASE),
        re.compile(
            rf"(?<![\w’'])(?P<before>(?:(?:{'|'.join(words['foreign_before'])})\s+)?)(?:[Ss]ections?|[Ss]ec\.|§{{1,2}})[\s\xa0]*"
            r"(?P<numbers>\d{1,2}(?:\.\d{1,2})*(?:(?:,\s|,?\s(?:and|or|to)\s|[–-])\d{1,2}(?:\.\d{1,2})*(?!\s*%))*)"
            r"(?![\d(]|\.\d)"
        ),
        re.compile(r"\b(?:[Ee]quations?|[Ee]qs?\.|[Ee]qn\.?)[\s\xa0]*\(?(?P<number>\d{1,3})\)?(?![\d.]*\d)"),
    )


def check(document: Document) -> Iterator[Diagnostic]:
    if document.format == "markdown":
        yield from _levels(document)
    yield from _sections(document)
    yield from _equations(document)


def _levels(document: Document) -> Iterator[Diagnostic]:
    before: Block | None = None
    for block in document.prose("heading"):
        if before is not None and block.level > before.level + 1:
            message = (
                f"“{_short(block.text)}” is a heading of level {block.level}, right below “{_short(before.text)}” of "
                f"level {before.level} (line {line_of(document, before.span.start)})."
            )
            related = (Related(before.span, "the heading above"),)
            yield Diagnostic(LEVEL.id, block.span, message, LEVEL.severity, related=related)
        before = block


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= 50 else title[:49].rstrip() + "…"


def _sections(document: Document) -> Iterator[Diagnostic]:
    heading, mention, _ = _patterns()
    numbered = {match[1]: block for block in document.prose("heading") if (match := heading.match(block.text.strip()))}
    if len(numbered) < ENOUGH:
        return
    for block in document.prose(*PROSE):
        if "ection" not in block.text and "§" not in block.text and "ec." not in block.text:
            continue
        for match in mention.finditer(block.text):
            if match["before"] or is_foreign(block.text, match.start(), match.end()):
                continue
            numbers = re.findall(r"[\d.]*\d", match["numbers"])
            if "ections" not in match[0] and "§§" not in match[0]:
                numbers = numbers[:1]  # “in Section 2 and 20 interviews”
            lost = next((number for number in numbers if number not in numbered), None)
            if lost is None:
                continue
            top = lost.partition(".")[0]
            place = numbered.get(top)
            said = match[0].strip() if len(numbers) > 1 else match[0][: match.start("numbers") - match.start()] + lost
            message = f"“{said.strip()}”: no heading has the number {lost}"
            related: tuple[Related, ...] = ()
            if place is not None:
                message += f"; Section {top} begins in line {line_of(document, place.span.start)}"
                related = (Related(place.span, f"Section {top}"),)
            yield Diagnostic(SECTION.id, span_of(block, match), message + ".", SECTION.severity, related=related)


def is_foreign(text: str, start: int, end: int) -> bool:
    """Whether what is numbered stands in another work: “Figure 2 of Smith (2019)”, “(Smith, 2019, Table 3)”."""
    after, before = _foreign()
    if after.match(text, end) or before.search(text, max(start - 60, 0), start):
        return True
    opening = text.rfind("(", max(start - 120, 0), start)
    if opening < 0 or ")" in text[opening:start]:
        return False
    inside = text[opening:start]
    return bool(re.search(r"\b(?:1[89]|20)\d\d[a-z]?\b", inside)) or PLACEHOLDER in inside


@cache
def _foreign() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = shipped.data("crossrefs")
    part = r"[\s,]*(?:\([a-z]\)|[a-z]\b)?"
    return (
        re.compile(
            rf"{part}\s*,?\s*(?:of|in|from)\s+(?:the\s+|our\s+)?(?:{'|'.join(words['foreign_after'])})"
            rf"|{part}\s*,?\s*(?:of|in|from)\s+(?:(?:the\s+)?[A-Z{PLACEHOLDER}\[]|their|his|her|ref\b)",
        ),
        re.compile(
            rf"(?:\b(?:{'|'.join(words['foreign_before'])})|[’']s|s[’'])\s+(?:\(?\d{{4}}\)?,?\s*)?(?:Figs?\.\s*|\S+\s+and\s+)?$",
        ),
    )


def _equations(document: Document) -> Iterator[Diagnostic]:
    displayed = len(re.findall(r"\$\$|\\begin\{(?:equation|align|gather|multline|eqnarray)|\\\[", document.text))
    if not displayed:
        return
    rows = displayed + document.text.count("\\\\")
    for block in document.prose(*PROSE):
        if "q" not in block.text:
            continue
        for match in _patterns()[2].finditer(block.text):
            if int(match["number"]) > rows and not is_foreign(block.text, match.start(), match.end()):
                span = span_of(block, match)
                message = f"“{match[0]}”: the paper has fewer displayed equations than that."
                yield Diagnostic(EQUATION.id, Span(*span), message, EQUATION.severity)
