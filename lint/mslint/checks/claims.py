"""Claims that want a source and have none: what others found, figures, quotations, facts. Opens no file.

Every sentence of prose without a citation is scored by a linear model (word pairs, place, section, citations around it;
`rules/data/claims.model.yml`, trained by `tests/train_claims.py`) and by cues (`rules/data/claims.yml`).
The score is calibrated: the share of such sentences that published papers give a citation. The best are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from math import exp

from mslint import shipped
from mslint.checks import CheckRule
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Severity, Span

ATTRIBUTION = CheckRule(
    "claims.attribution",
    Severity.SUGGESTION,
    "“Studies show”, “scholars argue”, “it is widely known”, and no work that says so.",
    "A reader cannot look up a study that is not named, and a reviewer will ask which one it is.",
)
FIGURE = CheckRule(
    "claims.figure",
    Severity.SUGGESTION,
    "A share, a sum or a count of the world's, without its source.",
    "Figures are the first thing that a reviewer looks up.",
)
QUOTATION = CheckRule(
    "claims.quotation",
    Severity.SUGGESTION,
    "Somebody's words in quotation marks, without their source.",
    "A quotation must say where it stands, with the page; without, it may be taken for plagiarism.",
)
FACT = CheckRule(
    "claims.fact",
    Severity.SUGGESTION,
    "A fact, trend, definition or superlative that papers give a source for, and none in or beside the sentence.",
    "What is neither common knowledge nor the paper's own result must be traced to where it was shown.",
)
RULES = (ATTRIBUTION, FIGURE, QUOTATION, FACT)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what the model knows of its place.

    `role` is `section_role`'s; `first`, `last`: of its paragraph; `cited_before`, `cited_after`: its neighbour is
    cited, `cited_around`: any other sentence of the paragraph is.
    """

    text: str
    role: str
    first: bool = False
    last: bool = False
    cited_before: bool = False
    cited_after: bool = False
    cited_around: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, or `sentences` in a row, that wants a source: how sure (0 to 1), the rule, the words that say why."""

    span: Span
    confidence: float
    rule: str
    message: str
    role: str
    sentences: int = 1


def check(document: Document) -> Iterator[Diagnostic]:
    limits = _model().limits
    for claim in shown(claims(document), word_starts(document)):
        sure = claim.rule == ATTRIBUTION.id and claim.confidence >= limits["warning"]
        severity = Severity.WARNING if sure else Severity.SUGGESTION
        more = f" ({claim.sentences} sentences in a row have none.)" if claim.sentences > 1 else ""
        yield Diagnostic(claim.rule, claim.span, claim.message + more, severity, confidence=round(claim.confidence, 3))


def shown(found: Sequence[Claim], words: Sequence[int]) -> list[Claim]:
    """The best claims, in order of confidence: sure enough, so many a page and so many a paper (`limits` of the model).

    `words` are where the document's words begin, ascending.
    """
    limits = _model().limits
    pages: dict[int, int] = {}
    out: list[Claim] = []
    for claim in sorted(found, key=lambda claim: (-claim.confidence, claim.span)):
        if len(out) == limits["a_paper"]:
            break
        if claim.confidence < limits[_least(claim)]:
            continue
        page = bisect_left(words, claim.span.start) // int(limits["words_a_page"])
        if pages.get(page, 0) < limits["a_page"]:
            pages[page] = pages.get(page, 0) + 1
            out.append(claim)
    return out


def _least(claim: Claim) -> str:
    """The limit from which on the claim is shown."""
    if claim.rule == ATTRIBUTION.id:
        return "least_attribution"
    return "least_discussion" if claim.role == "discussion" else "least"


def word_starts(document: Document) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", document.text)]


# --- reading ---------------------------------------------------------------------------------------------------------


def claims(document: Document) -> list[Claim]:
    """What wants a source and is not the author's own, in the order of the text: a sentence, or a few in a row."""
    least = _model().limits["in_a_row"]
    out: list[Claim] = []
    run = 0
    for span, sentence in uncited(document):
        claim = _claim(span, sentence)
        if claim is None:
            continue
        goes_on = not sentence.first and out and not document.text[out[-1].span.end : span.start].strip()
        if goes_on and run < LONGEST_RUN and min(claim.confidence, out[-1].confidence) >= least:
            run += 1
            best = max(out[-1], claim, key=lambda claim: claim.confidence)
            out[-1] = replace(best, span=Span(out[-1].span.start, span.end), sentences=run)
        else:
            run = 1
            out.append(claim)
    return out


LONGEST_RUN = 3
"""Sentences that are told as one: who reads a longer passage for its source reads the next finding too."""


NOTE = 2
"""Code points behind a sentence in which the mark of a note begins: “so.[^1]”."""


def uncited(document: Document) -> Iterator[tuple[Span, Sentence]]:
    """The sentences of running text with no citation in them, nor in one beside them that they go on with."""
    marks = sorted((citation.group or citation.span) for citation in document.citations)
    names = _names(document)
    for block, role in passages(document, marks):
        sentences = block.sentences
        spans = [block.to_source(start, end) for start, end in sentences]
        cited = [_has_citation(marks, span) for span in spans]
        for at, (start, end) in enumerate(sentences):
            text = block.text[start:end]
            if (
                cited[at]
                or _data().sourced.search(document.text, spans[at].start, spans[at].end + NOTE)
                or names.search(text)
            ):
                continue
            before, after = at > 0 and cited[at - 1], at + 1 < len(cited) and cited[at + 1]
            if before and _data().goes_on.match(text):
                continue
            if after and _data().bears_out.match(block.text[slice(*sentences[at + 1])]):
                continue
            yield spans[at], Sentence(text, role, at == 0, at + 1 == len(cited), before, after, any(cited))


def _names(document: Document) -> re.Pattern[str]:
    """Words by which a sentence says whose matter it is: an author cited elsewhere, the paper's own tool, code.

    The tool is “Tool” of the title “Tool: a thing for that”.
    """
    title = document.meta.get("title") or next((block.text for block in document.prose("title")), "")
    tool, colon, _ = str(title).partition(":")
    names = {tool.strip(' `*"')} if colon and len(tool.split()) == 1 else set()
    keys = {citation.key for citation in document.citations}
    for work in (*document.references, *(work for file in document.bibliographies for work in file.references)):
        if not work.key or work.key in keys:
            names.update(work.names[:1])
    names.update(name for citation in document.citations for name in citation.names)
    known = sorted(re.escape(name) for name in names if len(name) > 2 and name[:1].isupper() and name.lower() != name)
    return re.compile(rf"{PLACEHOLDER}|\b(?:{'|'.join(known)})\b" if known else PLACEHOLDER)


def passages(document: Document, marks: Sequence[Span]) -> Iterator[tuple[Block, str]]:
    """The paragraphs and list items that may hold claims, each with the role of what it stands in."""
    lead = True
    words: dict[int, int] = {}
    for block in document.blocks:
        role = document.role(block)
        if role in ("methods", "results"):
            lead = False
        if block.kind not in ("paragraph", "item"):
            continue
        words[block.section] = words.get(block.section, 0) + block.text.count(" ") + 1
        role = section_role(role, lead=lead, over=words[block.section], cited=_has_citation(marks, block.span))
        if role:
            yield block, role


ABSTRACT_WORDS = 350
"""An abstract is no longer than that (journals allow 150 to 350); what follows is the paper under a lost heading."""


def section_role(role: str, *, lead: bool, over: int, cited: bool) -> str:
    """What a passage is read as: introduction, discussion, methods, results, body or conclusion; "" is not read.

    `lead`: no methods or results have come yet, so a heading of the paper's own begins its introduction; `over`: words
    of its section up to its end. A cited passage under “Abstract” or “Funding” is the paper's, under a lost heading.
    """
    if role in ("references", "appendix", "keywords", "questions", "objectives", "hypotheses"):
        return ""
    if role in ("abstract", "statement"):
        if not cited and (role == "statement" or over <= ABSTRACT_WORDS):
            return ""
        return "introduction" if lead else "discussion"
    if role in ("introduction", "background", "problem", "literature", "theory"):
        return "introduction"
    if role in ("discussion", "findings", "recommendations", "limitations"):
        return "discussion"
    if role in ("methods", "results", "conclusion"):
        return role
    return "introduction" if lead else "body"


def _has_citation(marks: Sequence[Span], span: Span) -> bool:
    at = bisect_left(marks, (span.start, 0))
    return (at < len(marks) and marks[at].start < span.end) or (at > 0 and marks[at - 1].end > span.start)


# --- scoring ---------------------------------------------------------------------------------------------------------

FEWEST, MOST = 6, 80
"""Words of a sentence that can be a claim: fewer is a fragment, more is a list or a broken reading."""


def is_statement(text: str) -> bool:
    """Whether a sentence is whole: of usual length, begun and ended as one, and no row of a table."""
    words = tokens(text)
    whole = text[:1] in "“‘\"'(" or text[:1].isupper()
    return (
        FEWEST <= len(words) <= MOST
        and whole
        and text.endswith((".", "!", ".”", '."', ".’", ".)"))
        and words.count("#") * 5 <= len(words)
    )


OWN_MATTER = ("methods", "results", "conclusion")
"""What these sections state is the author's, but for what others are said to have found."""


def _claim(span: Span, sentence: Sentence) -> Claim | None:
    if not is_statement(sentence.text) or _data().no_source.search(sentence.text):
        return None
    cue = first_cue(sentence.text)
    if sentence.role in OWN_MATTER and not (cue and cue[0].name == "attribution"):
        return None
    if sentence.role == "discussion" and cue is None and _data().conjecture.search(sentence.text):
        return None
    if is_own(sentence.text) and not (cue and cue[0].name == "attribution"):
        return None
    confidence = score(sentence)
    if cue is None:
        return Claim(
            span, confidence, FACT.id, f"“{_short(sentence.text)}” states a fact, and no source for it.", sentence.role
        )
    return Claim(
        span, confidence, f"claims.{cue[0].rule}", cue[0].say.format(words=f"“{_short(cue[1])}”"), sentence.role
    )


def _short(text: str, words: int = 8) -> str:
    parts = text.replace(PLACEHOLDER, "").strip('“”" ').split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"


def score(sentence: Sentence) -> float:
    """The calibrated probability, 0 to 1, that a published paper gives this sentence a citation."""
    model = _model()
    total = model.intercept + sum(model.weights.get(name, 0.0) for name in features(sentence))
    return 1 / (1 + exp(-(model.slope * total + model.shift)))


def features(sentence: Sentence) -> set[str]:
    """What the model looks at: words, pairs of words, length, cues, section, place, neighbours. Each counts once."""
    words = ["^", *tokens(sentence.text)]
    out = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    out.add(f"=long{min(len(words) // 8, 6)}")
    out.add(f"=in {sentence.role}")
    out |= {f"=cue {cue.name}" for cue, _ in _cues(sentence.text)}
    flags = ("first", "last", "cited_before", "cited_after", "cited_around")
    out |= {f"={flag}" for flag in flags if getattr(sentence, flag)}
    if is_own(sentence.text):
        out |= {"=own", f"=own in {sentence.role}"}
    return out


def tokens(text: str) -> list[str]:
    """Lower-case words, numbers as “#”."""
    return ["#" if word[0].isdigit() else word for word in _data().word.findall(text.lower().replace("’", "'"))]


# --- data ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cue:
    name: str
    rule: str
    say: str
    pattern: re.Pattern[str]


def first_cue(text: str) -> tuple[Cue, str] | None:
    """The weightiest cue in a sentence, and its words."""
    return next(iter(_cues(text)), None)


@lru_cache(maxsize=8)  # a sentence is asked for its cues, then scored
def _cues(text: str) -> tuple[tuple[Cue, str], ...]:
    return tuple((cue, found[0]) for cue in _data().cues if (found := cue.pattern.search(text)))


@lru_cache(maxsize=8)
def is_own(text: str) -> bool:
    """Whether a sentence speaks of the paper, its authors, methods or results."""
    return _data().own.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Data:
    cues: tuple[Cue, ...]
    own: re.Pattern[str]
    no_source: re.Pattern[str]
    conjecture: re.Pattern[str]
    goes_on: re.Pattern[str]
    bears_out: re.Pattern[str]
    sourced: re.Pattern[str]
    word: re.Pattern[str]


@cache
def _data() -> _Data:
    data = shipped.data("claims")
    words = {name: alternatives.replace("| ", "|") for name, alternatives in data["words"].items()}  # folded lines
    cues = (
        Cue(cue["name"], cue["rule"], cue["say"], _any(pattern.format(**words) for pattern in cue["patterns"]))
        for cue in data["cues"]
    )
    one = {name: re.compile(data[name], re.IGNORECASE) for name in ("conjecture", "goes_on", "bears_out", "sourced")}
    return _Data(
        tuple(cues),
        _any(data["own"]),
        _any(data["no_source"]),
        **one,
        word=re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d.,]*"),
    )


def _any(patterns: Iterator[str] | list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Model:
    weights: dict[str, float]
    intercept: float
    slope: float
    shift: float
    limits: dict[str, float]


@cache
def _model() -> _Model:
    """Weights by feature; `slope` and `shift` calibrate (Platt 1999); `limits` say what is shown."""
    data, weights = shipped.data("claims.model"), {}
    for line in data["weights"].splitlines():
        weight, _, names = line.partition(" ")
        weights.update(dict.fromkeys(names.split("|"), float(weight)))
    return _Model(weights, data["intercept"], data["slope"], data["shift"], data["limits"])
