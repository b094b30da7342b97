"""What a journal limits, as the profiles of the build say: numbers, sections, statements, figures, anonymity. Opens no
file; limits and what is known of the figures' files come from the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from mslint.checks import CheckRule
from mslint.checks.journal import anonymity, counts, figures, statements
from mslint.checks.journal.counts import Counted
from mslint.checks.journal.figures import Image
from mslint.checks.journal.limits import ANY, Limits, Range
from mslint.engine import Outcome, Progress, silent
from mslint.model import Block, Diagnostic, Document, Severity, Span

_COUNTED = {
    "words": ("The text", "word", counts.text),
    "abstract_words": ("The abstract", "word", counts.abstract),
    "title_words": ("The title", "word", counts.title),
    "title_characters": ("The title", "character", counts.title_characters),
    "keywords": ("The paper", "keyword", counts.keywords),
    "figures": ("The paper", "figure", lambda document: counts.floats(document, "Figure")),
    "tables": ("The paper", "table", lambda document: counts.floats(document, "Table")),
    "references": ("The paper", "reference", counts.references),
}
"""Each limit of a number: whose it is, of what, and how it is counted."""

_RULE_OF = {
    "words": "journal.length",
    "abstract_words": "journal.abstract-length",
    "title_words": "journal.title-length",
    "title_characters": "journal.title-length",
    "keywords": "journal.keywords",
    "figures": "journal.figures",
    "tables": "journal.tables",
    "references": "journal.references",
}


def _rule(name: str, severity: Severity, summary: str, why: str) -> CheckRule:
    return CheckRule(f"journal.{name}", severity, summary, why)


_SENT_BACK = "Submission systems and editors send such papers back before anybody reads them."

RULES = (
    _rule("length", Severity.ERROR, "A text longer or shorter than the profile allows.", _SENT_BACK),
    _rule("abstract-length", Severity.ERROR, "An abstract longer or shorter than the profile allows.", _SENT_BACK),
    _rule("title-length", Severity.ERROR, "A title longer or shorter than the profile allows.", _SENT_BACK),
    _rule("keywords", Severity.ERROR, "More or fewer keywords than the profile allows.", _SENT_BACK),
    _rule("figures", Severity.ERROR, "More or fewer figures than the profile allows.", _SENT_BACK),
    _rule("tables", Severity.ERROR, "More or fewer tables than the profile allows.", _SENT_BACK),
    _rule("references", Severity.ERROR, "More or fewer references than the profile allows.", _SENT_BACK),
    _rule("sections", Severity.WARNING, "A section that the profile requires and that no heading names.", _SENT_BACK),
    _rule(
        "statements",
        Severity.WARNING,
        "A statement that the profile requires (data, ethics, interests, authors, funding, AI) and that is missing.",
        "Journals print none of these for you: a paper without them comes back.",
    ),
    _rule(
        "heading-depth",
        Severity.WARNING,
        "A heading of a deeper level than the profile has.",
        "The journal has no form for it, and it would be set as text or as another level.",
    ),
    _rule(
        "reference-style",
        Severity.WARNING,
        "Typed citations in another manner than the profile's, numbers or author and year.",
        "A build sets citations by key as the journal wants them; those typed by hand stay as they are.",
    ),
    _rule(
        "figure-format",
        Severity.ERROR,
        "A figure of a file format that the profile does not take.",
        "The production desk would ask for another file.",
    ),
    _rule(
        "figure-resolution",
        Severity.WARNING,
        "A figure with too few pixels for its size in print.",
        "It would be blurred on paper, and journals ask for a better one.",
    ),
    _rule(
        "anonymity",
        Severity.ERROR,
        "Words that tell a blind reviewer who wrote the paper.",
        "Journals with blind review send a paper back that gives its authors away.",
    ),
)
"""They run where a profile of `build: profile:` or `--profile` has limits."""


class JournalChecker:
    """Holds a paper against the limits of each profile. `images`: what is known of the figures' files, by target."""

    def __init__(self, limits: Sequence[Limits], images: Mapping[str, Image], wanted: Collection[str]) -> None:
        self._limits = limits
        self._images = images
        self._wanted = wanted

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        found = [d for limits in self._limits for d in _check(document, limits, self._images) if d.rule in self._wanted]
        return Outcome(tuple(found), ())


def _check(document: Document, limits: Limits, images: Mapping[str, Image]) -> Iterator[Diagnostic]:
    for name, (whose, what, count) in _COUNTED.items():
        allowed: Range = getattr(limits, name)
        if allowed != ANY:
            yield from _number(_RULE_OF[name], f"{whose} has", what, count(document), allowed, limits)
    yield from _floats(document, limits)
    yield from _depth(document, limits)
    yield from _sections(document, limits)
    yield from _statements(document, limits)
    yield from _manner(document, limits)
    yield from _figures(document, limits, images)
    if limits.blind:
        yield from anonymity.check(document)


def _number(
    rule: str,
    has: str,
    what: str,
    counted: Counted,
    allowed: Range,
    limits: Limits,
    severity: Severity = Severity.ERROR,
) -> Iterator[Diagnostic]:
    said = f"{has} {_plural(counted.number, what)}; the profile {limits.profile}"
    if allowed.high is not None and counted.number > allowed.high:
        yield Diagnostic(rule, counted.surplus(allowed.high), f"{said} allows {allowed.high:,}.", Severity.ERROR)
    elif allowed.low is not None and counted.number < allowed.low:
        yield Diagnostic(
            rule, counted.surplus(counted.number), f"{said} asks for {allowed.low:,} or more.", Severity.ERROR
        )


def _plural(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s" if number else f"no {thing}s"


def _floats(document: Document, limits: Limits) -> Iterator[Diagnostic]:
    if limits.figures_and_tables == ANY:
        return
    both = [counts.floats(document, kind) for kind in ("Figure", "Table")]
    spans = sorted(counted.place(at) for counted in both for at in range(counted.number))
    together = Counted(len(spans), spans.__getitem__)
    yield from _number(
        "journal.figures",
        "Together with its tables the paper has",
        "figure",
        together,
        limits.figures_and_tables,
        limits,
    )


def _depth(document: Document, limits: Limits) -> Iterator[Diagnostic]:
    if limits.heading_depth is None:
        return
    for block in document.prose("heading"):
        if block.level > limits.heading_depth:
            message = (
                f"“{_short(block.text)}” is a heading of level {block.level}; "
                f"the profile {limits.profile} has {_plural(limits.heading_depth, 'level')}."
            )
            yield Diagnostic("journal.heading-depth", block.span, message, Severity.WARNING)


def _sections(document: Document, limits: Limits) -> Iterator[Diagnostic]:
    here = {section.role for section in document.sections} | {block.kind for block in document.blocks}
    missing = [role for role in limits.sections if role not in here]
    if missing:
        message = (
            f"No heading names a section of {_listed(missing)}; the profile {limits.profile} requires it "
            "(`roles:` in mslint.yaml says what a heading is)."
        )
        title = next(document.prose("title"), None)
        yield Diagnostic("journal.sections", title.span if title else Span(0, 0), message, Severity.WARNING)


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _statements(document: Document, limits: Limits) -> Iterator[Diagnostic]:
    missing = [statements.named(name) for name in statements.missing(document, limits.statements)]
    if missing:
        none = "none of them" if len(missing) > 1 else "none"
        message = f"The profile {limits.profile} requires {_listed(missing)}; the paper has {none}."
        yield Diagnostic("journal.statements", _end_of_text(document), message, Severity.WARNING)


def _end_of_text(document: Document) -> Span:
    """The heading of the reference list, before which statements stand; else the last heading, else the start."""
    headings = list(document.prose("heading"))
    lists = [block for block in headings if document.role(block) == "references"]
    found: Block | None = next(iter(lists), headings[-1] if headings else None)
    return found.span if found else Span(0, 0)


_FORMS = {"numeric": "numeric", "parenthetical": "author-year", "narrative": "author-year"}
_SAID = {"numeric": "by number", "author-year": "by author and year"}


def _manner(document: Document, limits: Limits) -> Iterator[Diagnostic]:
    if not limits.reference_style:
        return
    typed = [citation for citation in document.citations if citation.form in _FORMS]
    other = [citation for citation in typed if _FORMS[citation.form] != limits.reference_style]
    if other and len(other) * 2 > len(typed):
        span = other[0].group or other[0].span
        message = (
            f"“{_short(document.text[span.start : span.end])}” cites {_SAID[_FORMS[other[0].form]]}, as the paper does "
            f"{_plural(len(other), 'time')}; the profile {limits.profile} cites {_SAID[limits.reference_style]}."
        )
        yield Diagnostic("journal.reference-style", span, message, Severity.WARNING)


def _figures(document: Document, limits: Limits, images: Mapping[str, Image]) -> Iterator[Diagnostic]:
    severities = {rule.id: rule.severity for rule in RULES}
    for figure in figures.named(document):
        known = images.get(figure.target)
        for name, message in figures.faults(figure, known, limits) if known else ():
            yield Diagnostic(f"journal.{name}", figure.span, message, severities[f"journal.{name}"])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"
