"""Acronyms: defined before they are used, once, in one way, and used again. Pure.

The abstract is read apart from the text, as journals print it apart; captions, tables and notes may define for
themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import is_front, line_of
from mslint.checks.terms.expansions import Definition, acronyms, fits, household
from mslint.checks.terms.vocabulary import vocabulary
from mslint.distance import distance
from mslint.model import Block, Diagnostic, Document, Related, Severity, Span

UNDEFINED = CheckRule(
    "terms.undefined-acronym",
    Severity.SUGGESTION,
    "An acronym that the text uses and never defines.",
    "A reader from a neighbouring field does not know it.",
)
LATE = CheckRule(
    "terms.acronym-before-definition",
    Severity.WARNING,
    "An acronym that is used before it is defined.",
    "The definition belongs at the first use; the paragraphs were moved since.",
)
TWICE = CheckRule(
    "terms.acronym-defined-twice",
    Severity.SUGGESTION,
    "An acronym that is defined a second time.",
    "Once in the abstract and once in the text is the custom (APA 7, 6.25).",
)
OTHERWISE = CheckRule(
    "terms.acronym-two-meanings",
    Severity.WARNING,
    "An acronym that stands for two different things.",
    "The reader cannot tell which of them is meant.",
)
TWO_FORMS = CheckRule(
    "terms.two-acronyms",
    Severity.WARNING,
    "One thing with two acronyms.",
    "The reader takes them for two things.",
)
UNUSED = CheckRule(
    "terms.unused-acronym",
    Severity.SUGGESTION,
    "An acronym that is defined and never used again.",
    "It costs the reader attention and saves nothing.",
)
MISFIT = CheckRule(
    "terms.acronym-misfit",
    Severity.WARNING,
    "An acronym whose letters do not fit the words it stands for.",
    "A letter is missing, moved or wrong.",
)
RULES = (UNDEFINED, LATE, TWICE, OTHERWISE, TWO_FORMS, UNUSED, MISFIT)

BODY = ("paragraph", "item", "quote", "definition")
APART = ("references", "statement", "appendix", "keywords")
"""Roles of sections whose acronyms are not looked at: names and initials, or a text of their own."""


@dataclass(frozen=True, slots=True)
class Use:
    """An acronym as it stands in a block; `order` numbers the blocks of the text."""

    block: Block
    start: int
    end: int
    order: int

    @property
    def span(self) -> Span:
        return self.block.to_source(self.start, self.end)


@dataclass(slots=True)
class Found:
    """What a stretch of text (abstract or body) uses and defines, in order."""

    uses: dict[str, list[Use]] = field(default_factory=dict)
    defined: dict[str, list[tuple[Use, Definition]]] = field(default_factory=dict)


def check(document: Document) -> Iterator[Diagnostic]:
    abstract, body, aside = Found(), Found(), Found()
    for order, block in enumerate(document.blocks):
        role = document.role(block)
        if block.kind in ("code", "reference", "furniture", "author", "title", "subtitle") or role == "references":
            continue
        if block.kind == "abstract" or role == "abstract":
            _read(block, order, abstract)
        elif block.kind in BODY and role not in APART and not (is_front(document, block) or _is_caption(block.text)):
            _read(block, order, body)
        else:
            _read(block, order, aside)
    yield from _misfits(abstract, body)
    yield from _slips(document, abstract, body, aside)
    yield from _late(document, body)
    yield from _twice(document, body)
    yield from _two_forms(document, body)
    yield from _unused(document, abstract, body, aside)
    yield from _undefined(document, abstract, body, aside)


def _is_caption(text: str) -> bool:
    """Whether a paragraph is the caption of a figure or table, which is read by itself."""
    return bool(re.match(r"(?:Fig(?:ure|\.)|Tab(?:le|\.)|Box|Note[s.:])\s*[A-Z]?\d*\s*[.:|]", text))


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(block: Block, order: int, found: Found) -> None:
    text = block.text
    if text.isupper():
        return
    for acronym in acronyms(text):
        name = text[acronym.start : acronym.end]
        use = Use(block, acronym.start, acronym.end, order)
        if acronym.definition and _is_defined(text, acronym.end, name, acronym.definition):
            found.defined.setdefault(name, []).append((use, acronym.definition))
        elif not _is_no_acronym(text, acronym.start, acronym.end):
            found.uses.setdefault(name, []).append(use)


def _is_defined(text: str, end: int, name: str, definition: Definition) -> bool:
    """Not “Time 1 (T1)”, not what is cited (“the roll of tolls (RTB, 2015)”), not what has itself in its words."""
    if sum(map(str.isalpha, name)) < 2 or re.match(r",? \(?(?:19|20)\d\d", text[end : end + 8]):
        return False
    return name not in definition.words.split()


def _is_no_acronym(text: str, start: int, end: int) -> bool:
    """Initials (“JK”), parts of codes and paths, words set in capitals among others."""
    after = text[end : end + 1]
    if after in "_/.(" and text[end + 1 : end + 2].isalnum():
        return after in "_(" or text[end + 1 : end + 2].islower()
    around = text[max(start - 12, 0) : start].split()
    return bool(around) and len(around[-1]) > 3 and around[-1].isupper()


# --- judging ---------------------------------------------------------------------------------------------------------


def _same(one: str, other: str) -> bool:
    """Whether two expansions are the same words, but for case, hyphens, plural and small words before."""
    return _key(one) == _key(other)


def _key(words: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", words.lower()).split()
    return " ".join(word.rstrip("s") for word in plain if word not in ("the", "a", "an", "of", "for", "and", "in"))


def _misfits(*parts: Found) -> Iterator[Diagnostic]:
    for found in parts:
        for acronym, places in found.defined.items():
            for use, definition in places:
                if definition.words and not definition.fits:
                    message = f"“{acronym}” does not fit “{definition.words}”: the letters differ."
                    span = use.block.to_source(definition.words_start, definition.end)
                    yield Diagnostic(MISFIT.id, span, message, MISFIT.severity)


def _slips(document: Document, *parts: Found) -> Iterator[Diagnostic]:
    """“(APT)” after words that “AMT” stands for, where the paper uses “AMT”, never defined, and “APT” nowhere else."""
    used = {acronym: uses for found in parts for acronym, uses in found.uses.items()}
    defined = {
        acronym for found in parts for acronym, places in found.defined.items() if any(d.fits for _, d in places)
    }
    lost = [acronym for acronym in used if acronym not in defined and acronym not in household() and len(acronym) > 2]
    for found in parts:
        for acronym, places in found.defined.items():
            use, definition = places[0]
            if definition.fits or definition.words or acronym in used or len(acronym) < 3:
                continue
            near = [other for other in lost if distance(acronym, other, 1) == 1]
            stop = use.block.text.rfind("(", 0, use.start) if near else -1
            stop = max(stop, use.block.text.rfind("[", 0, use.start) if near else -1)
            starts = [(other, fits(other, use.block.text, stop)) for other in near] if stop > 0 else []
            fitting = [(other, start) for other, start in starts if start is not None]
            if len(fitting) != 1:
                continue
            other, start = fitting[0]
            words = " ".join(use.block.text[start:stop].split())
            place = used[other][0].span
            line = line_of(document, place.start)
            message = f"“{acronym}” does not fit “{words}”; elsewhere (line {line}) it is “{other}”."
            fix = edits.replacement(document, use.block, use.start, use.end, other)
            related = (Related(place, f"“{other}”"),)
            yield Diagnostic(MISFIT.id, use.span, message, MISFIT.severity, (fix,), related)


def _late(document: Document, body: Found) -> Iterator[Diagnostic]:
    """The first use, if the definition comes in a later block; a slip of the same sentence is left to the author."""
    for acronym, places in body.defined.items():
        (use, definition), uses = places[0], body.uses.get(acronym, ())
        if not definition.fits or definition.key or not uses or acronym in household():
            continue
        first = uses[0]
        if (first.order, first.start) >= (use.order, use.start) or _spelled_out(definition, first):
            continue
        line = line_of(document, use.span.start)
        message = f"“{acronym}” is used here, and defined only in line {line} (“{definition.words}”)."
        related = (Related(use.span, "the definition"),)
        yield Diagnostic(LATE.id, first.span, message, LATE.severity, related=related)


def _spelled_out(definition: Definition, first: Use) -> bool:
    """Whether the words stand beside the first use, so that the reader can tell."""
    around = first.block.text[max(first.start - 200, 0) : first.end + 120].lower()
    return definition.words.lower() in around


def _twice(document: Document, body: Found) -> Iterator[Diagnostic]:
    for acronym, places in body.defined.items():
        fitting = [(use, definition) for use, definition in places if definition.fits and not definition.key]
        if len(fitting) < 2 or acronym in household():
            continue
        first, known = fitting[0]
        line = line_of(document, first.span.start)
        related = (Related(first.span, f"“{known.words}”"),)
        for use, definition in fitting[1:]:
            span = use.block.to_source(
                min(definition.words_start, definition.start), max(definition.end, definition.start)
            )
            if _same(definition.words, known.words):
                message = f"“{acronym}” is defined already in line {line}."
                yield Diagnostic(TWICE.id, span, message, TWICE.severity, related=related)
            elif not _overlap(definition.words, known.words):
                message = f"“{acronym}” is “{definition.words}” here and “{known.words}” in line {line}."
                yield Diagnostic(OTHERWISE.id, span, message, OTHERWISE.severity, related=related)
            else:
                message = f"“{acronym}” is defined already in line {line}, as “{known.words}”."
                yield Diagnostic(TWICE.id, span, message, TWICE.severity, related=related)


def _overlap(one: str, other: str) -> bool:
    """Whether two expansions share a word of weight, and so may be one with more or fewer words."""
    return bool({w for w in _key(one).split() if len(w) > 3} & {w for w in _key(other).split() if len(w) > 3})


def _two_forms(document: Document, body: Found) -> Iterator[Diagnostic]:
    known: dict[str, tuple[Use, Definition]] = {}
    for places in body.defined.values():
        for use, definition in places:
            if not definition.fits or definition.key:
                continue
            first, other = known.setdefault(_key(definition.words), (use, definition))
            if other.acronym == definition.acronym or other.acronym.casefold() == definition.acronym.casefold():
                continue
            line = line_of(document, first.span.start)
            message = f"“{definition.words}” is “{definition.acronym}” here and “{other.acronym}” in line {line}."
            related = (Related(first.span, f"“{other.acronym}”"),)
            yield Diagnostic(TWO_FORMS.id, use.span, message, TWO_FORMS.severity, related=related)


def _unused(document: Document, abstract: Found, body: Found, aside: Found) -> Iterator[Diagnostic]:
    for found, elsewhere in ((abstract, ()), (body, (aside,))):
        for acronym, places in found.defined.items():
            use, definition = places[0]
            if not definition.fits or len(places) > 1 or acronym in household():
                continue
            if acronym in found.uses or any(acronym in other.uses or acronym in other.defined for other in elsewhere):
                continue
            if _stands_elsewhere(found, acronym):
                continue
            where = "the abstract" if found is abstract else "the text"
            message = f"“{acronym}” is defined here and not used again in {where}."
            yield Diagnostic(UNUSED.id, use.span, message, UNUSED.severity)


def _stands_elsewhere(found: Found, acronym: str) -> bool:
    """Whether a longer acronym is made of it: “HDI” of “IHDI”."""
    return any(acronym in other for other in found.uses)


def _undefined(document: Document, abstract: Found, body: Found, aside: Found) -> Iterator[Diagnostic]:
    """One finding at the first use of each, if it is used more than once or the paper has the name it stands for."""
    known = {
        *household(),
        *document.reading.acronyms,
        *(acronym for found in (abstract, body, aside) for acronym in found.defined),
    }
    listed = _listed(document)
    names: dict[str, tuple[Block, int, int]] | None = None
    for acronym, uses in body.uses.items():
        if acronym in known or acronym in listed or not _needs_definition(document, acronym, uses):
            continue
        first, times = uses[0], "once" if len(uses) == 1 else f"{len(uses)} times"
        message = f"“{acronym}” is used {times} and never defined"
        names = names if names is not None else _names(document)
        block, start, end = names.get(acronym, (first.block, 0, 0))
        if end and block.to_source(start, end).start < first.span.start:
            if block is first.block and block.text[end : first.start].strip() == ",":
                continue  # “the River Toll Board, RTB,”
            place = block.to_source(start, end)
            words = " ".join(block.text[start:end].split())
            message += f"; line {line_of(document, place.start)} has “{words}”"
            related = (Related(place, f"“{words}”"),)
            yield Diagnostic(UNDEFINED.id, first.span, message + ".", UNDEFINED.severity, related=related)
        elif len(uses) > 1:
            yield Diagnostic(UNDEFINED.id, first.span, message + ".", UNDEFINED.severity)


def _names(document: Document) -> dict[str, tuple[Block, int, int]]:
    """The names in capitals of the text, each at its first place, by their initials: “River Toll Board” by “RTB”."""
    small = r"(?:(?:of|for|on|the|and|in|to)\s+){0,2}"
    run = re.compile(rf"[A-Z][\w’']*(?:[\s-]+{small}[A-Z][\w’']*){{2,}}")
    found: dict[str, tuple[Block, int, int]] = {}
    for block in document.prose(*BODY):
        for match in run.finditer(block.text):
            words = list(re.finditer(r"(?<![\w’'])[A-Z][\w’']*", match[0]))[:LONGEST_NAME]
            for first, last in combinations(range(len(words)), 2):
                if last - first > 1:
                    initials = "".join(word[0][0] for word in words[first : last + 1])
                    place = block, match.start() + words[first].start(), match.start() + words[last].end()
                    found.setdefault(initials, place)
    return found


LONGEST_NAME = 8
"""Words of a name that are looked at."""


def _listed(document: Document) -> frozenset[str]:
    """The acronyms of a section that lists them."""
    found: set[str] = set()
    for section in document.sections:
        if re.search(r"abbreviation|acronym|glossary|nomenclature", section.title, re.IGNORECASE):
            for block in document.blocks[section.blocks.start : section.blocks.stop]:
                found.update(block.text[a.start : a.end] for a in acronyms(block.text))
    return frozenset(found)


def _needs_definition(document: Document, acronym: str, uses: Sequence[Use]) -> bool:
    """Whether it is an acronym at all: no number, code, grade, gene, name of a person, word in capitals."""
    if any(char.isdigit() for char in acronym) or "-" in acronym or len(acronym) < 3:
        return False
    if re.fullmatch(r"[IVXLC]+", acronym) or not acronym[-1].isupper():
        return False
    words = vocabulary(document.text)
    if acronym.lower() in words or acronym.capitalize() in words:
        return False  # a word that is set in capitals
    named = shipped.data("terms")["named"]
    return not all(re.search(rf"\b(?:{'|'.join(named)})\b", _near(use)) for use in uses[:3])


def _near(use: Use) -> str:
    """The word after it, and the word before."""
    text = use.block.text
    before = text[max(use.start - 25, 0) : use.start].split()
    return f"{before[-1] if before else ''} {' '.join(text[use.end : use.end + 25].split()[:1])}"
