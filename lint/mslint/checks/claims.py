"""Claims that want a source and have none: what others found, figures, quotations, facts. Opens no file.

Every sentence of prose without a citation is scored by a linear model (words and their pairs, cues, where it stands,
how densely its surroundings cite; `rules/data/claims.model.yml`, trained by `tests/train_claims.py`); so is what a
cited sentence states beside its citations. Cues (`rules/data/claims.yml`) give the reason.
The score is calibrated: the share of such sentences that published papers give a citation. The best are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.citations.words import listed_as
from mslint.checks.listed import Listed, stems
from mslint.checks.reconcile import reconcile
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Related, Severity, Span

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
ADDITION = CheckRule(
    "claims.addition",
    Severity.SUGGESTION,
    "A part of a sentence that its citation does not cover, as in “bees dance (Frisch, 1967) and wasps sing”.",
    "A citation covers the statement that it stands in; what is joined to it is read as unsupported.",
)
RULES = (ATTRIBUTION, FIGURE, QUOTATION, FACT, ADDITION)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its sentences, whether each is cited, the `section_role` of what it stands in, and the number of that section."""

    texts: Sequence[str]
    cited: Sequence[bool]
    role: str
    section: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what the model knows of its place.

    `role` is `section_role`'s; `first`, `last`: of its paragraph; `cited_before`, `cited_after`: its neighbour is
    cited. The shares (0 to 1) of other sentences that are cited: of its `paragraph`, its `section`, and of the three
    before and after (`near`). `own_before`, `own_after`: its neighbour speaks of the paper itself. `names` are
    capitalised and `new` those of them that the paper has not named before; `unheard` is the share of its words that it
    has not used. `listed` is the weight of the words that it shares with the title of an entry of the reference list,
    `idle` with that of the `entry` (its index) of those that nothing cites with which it shares most (`Listed.best`).
    """

    text: str
    role: str
    first: bool = False
    last: bool = False
    cited_before: bool = False
    cited_after: bool = False
    paragraph: float = 0.0
    section: float = 0.0
    near: float = 0.0
    own_before: bool = False
    own_after: bool = False
    names: int = 0
    new: int = 0
    unheard: float = 0.0
    listed: float = 0.0
    idle: float = 0.0
    entry: int = -1


@dataclass(frozen=True, slots=True)
class Addition:
    """A part of a cited sentence with no citation of its own: `behind`, `between` or `before` the others.

    `cited`: how many the sentence has; `own`: it speaks of the paper itself.
    """

    text: str
    role: str
    side: str = "behind"
    cited: int = 1
    own: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, or `sentences` in a row, that wants a source: how sure (0 to 1), the rule, the words that say why.

    `asked`: how likely (0 to 1) a reader finds that a source could be asked for (`asked`). `entry` is the index of an
    entry that nothing cites and that may be the source, by the words of its title (`idle` is their weight), -1 if none.
    """

    span: Span
    confidence: float
    rule: str
    message: str
    asked: float = 1.0
    sentences: int = 1
    idle: float = 0.0
    entry: int = -1


def check(document: Document) -> Iterator[Diagnostic]:
    limits = _model().limits
    for claim in shown(claims(document), word_starts(document)):
        sure = claim.rule == ATTRIBUTION.id and claim.confidence >= limits["warning"]
        severity = Severity.WARNING if sure else Severity.SUGGESTION
        message = claim.message
        related: tuple[Related, ...] = ()
        if claim.sentences > 1:
            message += f" ({claim.sentences} sentences in a row have none.)"
        if claim.entry >= 0:
            entry = document.references[claim.entry]
            message += f" Perhaps {listed_as(entry)}, which is listed and cited nowhere."
            related = (Related(entry.span, f"{listed_as(entry)} is not cited"),)
        confidence = round(claim.confidence, 3)
        yield Diagnostic(claim.rule, claim.span, message, severity, related=related, confidence=confidence)


def shown(found: Sequence[Claim], words: Sequence[int]) -> list[Claim]:
    """The best claims, in order of confidence: sure enough, so many a page and so many a paper (`limits` of the model).

    `words` are where the document's words begin, ascending.
    """
    limits = _model().limits

    def is_worth(claim: Claim) -> bool:
        if claim.entry >= 0 and claim.asked >= limits["asked_idle"]:
            return True
        sure = claim.confidence >= limits["sure"]
        return claim.confidence >= limits["least"] and claim.asked >= limits["asked_sure" if sure else "asked"]

    pages: dict[int, int] = {}
    out: list[Claim] = []
    for claim in sorted(found, key=lambda claim: (-claim.confidence, claim.span)):
        if len(out) == limits["a_paper"]:
            break
        if not is_worth(claim):
            continue
        page = bisect_left(words, claim.span.start) // int(limits["words_a_page"])
        if pages.get(page, 0) < limits["a_page"]:
            pages[page] = pages.get(page, 0) + 1
            out.append(claim)
    return out


def word_starts(document: Document) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", document.text)]


# --- reading ---------------------------------------------------------------------------------------------------------


def claims(document: Document) -> list[Claim]:
    """What may want a source, in the order of the text: a sentence, a few in a row, or a part of a cited one."""
    least = _model().limits["in_a_row"]
    out: list[Claim] = []
    run = 0
    for span, unit in uncited(document):
        claim = _addition(span, unit) if isinstance(unit, Addition) else _claim(span, unit)
        if claim is None:
            continue
        goes_on = isinstance(unit, Sentence) and not unit.first and run and _beside(document, out[-1].span, span)
        if goes_on and run < LONGEST_RUN and min(claim.confidence, out[-1].confidence) >= least:
            run += 1
            best = max(out[-1], claim, key=lambda claim: claim.confidence)
            near = max(out[-1], claim, key=lambda claim: claim.idle)
            row = Span(out[-1].span.start, span.end)
            out[-1] = replace(best, span=row, sentences=run, idle=near.idle, entry=near.entry)
        else:
            run = int(isinstance(unit, Sentence))
            out.append(claim)
    return _with_entries(out)


def _with_entries(found: Sequence[Claim]) -> list[Claim]:
    """The claims, each entry that nothing cites left with the one that it is likeliest the source of."""
    limits = _model().limits
    best: dict[int, Claim] = {}

    def likely(claim: Claim) -> float:
        return _log_odds(claim.confidence) + limits["idle_weight"] * claim.idle

    for claim in found:
        if claim.entry >= 0 and claim.idle >= limits["idle"] and claim.confidence >= limits["least_idle"]:
            best[claim.entry] = max(best.get(claim.entry, claim), claim, key=likely)
    return [claim if best.get(claim.entry) is claim else replace(claim, entry=-1) for claim in found]


def _beside(document: Document, first: Span, second: Span) -> bool:
    return not document.text[first.end : second.start].strip()


LONGEST_RUN = 3
"""Sentences that are told as one: who reads a longer passage for its source reads the next finding too."""


NOTE = 2
"""Code points behind a sentence in which the mark of a note begins: “so.[^1]”."""


def uncited(document: Document) -> Iterator[tuple[Span, Sentence | Addition]]:
    """What has no citation in it, nor in a sentence beside it that it goes on with."""
    marks = sorted((citation.group or citation.span) for citation in document.citations)
    names = _names(document)
    places: list[list[Span]] = []
    paragraphs: list[Paragraph] = []
    for block, role in passages(document, marks):
        spans = [block.to_source(start, end) for start, end in block.sentences]
        texts = [block.text[start:end] for start, end in block.sentences]
        places.append(spans)
        paragraphs.append(Paragraph(texts, [_has_citation(marks, span) for span in spans], role, block.section))
    titles, idle = _entries(document)
    placing = placed(paragraphs, listed(titles, paragraphs), idle)
    for spans, paragraph, sentences in zip(places, paragraphs, placing, strict=True):
        for at, (span, sentence) in enumerate(zip(spans, sentences, strict=True)):
            if paragraph.cited[at]:
                yield from _parts(document, marks, span, sentence)
                continue
            if _data().sourced.search(document.text, span.start, span.end + NOTE) or names.search(sentence.text):
                continue
            if sentence.cited_before and _data().goes_on.match(sentence.text):
                continue
            if sentence.cited_after and _data().bears_out.match(paragraph.texts[at + 1]):
                continue
            yield span, sentence


def _entries(document: Document) -> tuple[list[str], frozenset[int]]:
    """The titles of the reference list, and which of them, by index, nothing cites: those of a typed list only, for a
    bibliography file may hold more than one paper's."""
    if not document.references:
        return [work.title for file in document.bibliographies for work in file.references], frozenset()
    reconciled = reconcile(document)
    cited = reconciled.cited.keys() | reconciled.nearly_cited.keys()
    idle = (at for at, work in enumerate(reconciled.references) if at not in cited and work.names and work.year)
    return [work.title for work in reconciled.references], frozenset(idle)


def listed(titles: Sequence[str], paragraphs: Sequence[Paragraph]) -> Listed:
    return Listed(titles, (stems(tokens(text)) for paragraph in paragraphs for text in paragraph.texts))


def placed(
    paragraphs: Sequence[Paragraph], works: Listed, idle: frozenset[int] = frozenset()
) -> Iterator[list[Sentence]]:
    """The sentences of each paragraph of a paper, with what stands around them; `idle` works are cited nowhere."""
    sections: dict[int, list[bool]] = {}
    for paragraph in paragraphs:
        sections.setdefault(paragraph.section, []).extend(paragraph.cited)
    begun = dict.fromkeys(sections, 0)
    known: set[str] = set()
    for paragraph in paragraphs:
        begin, section, cited = begun[paragraph.section], sections[paragraph.section], paragraph.cited
        own = [is_own(text) for text in paragraph.texts]
        out = []
        for at, text in enumerate(paragraph.texts):
            words, names = set(tokens(text)), set(_data().name.findall(text))
            said = stems(words)
            weight, entry = works.best(said, idle)
            long = [word for word in words if len(word) > 3]
            out.append(
                Sentence(
                    text,
                    paragraph.role,
                    first=at == 0,
                    last=at + 1 == len(cited),
                    cited_before=at > 0 and cited[at - 1],
                    cited_after=at + 1 < len(cited) and cited[at + 1],
                    paragraph=_share([*cited[:at], *cited[at + 1 :]]),
                    section=_share([sum(section) - cited[at]], len(section) - 1),
                    near=_share([*section[max(0, begin + at - 3) : begin + at], *section[begin + at + 1 :][:3]]),
                    own_before=at > 0 and own[at - 1],
                    own_after=at + 1 < len(own) and own[at + 1],
                    names=len(names),
                    new=len(names - known),
                    unheard=_share([word not in known for word in long]),
                    listed=works.best(said)[0],
                    idle=weight,
                    entry=entry,
                )
            )
            known |= words | names
        begun[paragraph.section] += len(cited)
        yield out


def _share(found: Sequence[int], among: int | None = None) -> float:
    among = len(found) if among is None else among
    return sum(found) / among if among else 0.0


def _parts(
    document: Document, marks: Sequence[Span], span: Span, sentence: Sentence
) -> Iterator[tuple[Span, Addition]]:
    text = document.text[span.start : span.end]
    cited = [(mark.start - span.start, mark.end - span.start) for mark in within(marks, span)]
    for begin, end, addition in additions(text, cited, sentence.role):
        if not _data().sourced.search(addition.text):
            begin += len(addition.text) - len(addition.text.lstrip(JOINT))
            yield Span(span.start + begin, span.start + end), addition


JOINT = " \n,;–—-"


def within(marks: Sequence[Span], span: Span) -> list[Span]:
    """The citations of a sentence; of those in one bracket, the bracket once."""
    return sorted({mark for mark in marks if span.start <= mark.start and mark.end <= span.end})


def additions(text: str, cited: Sequence[tuple[int, int]], role: str) -> Iterator[tuple[int, int, Addition]]:
    """What a sentence with citations in brackets, from and to, states in a part of its own without one; with its place.

    Behind the last (“… (Frisch, 1967) and wasps sing.”), between two (“dance (Frisch, 1967), sing, and fight
    (Ito, 1993)”), or before the first, of which it is the other side (“bees dance, but wasps sing (Ito, 1993)”).
    """
    if not cited:
        return
    own = is_own(text)
    gaps = zip([0, *(end for _, end in cited)], [*(begin for begin, _ in cited), len(text)], strict=True)
    for at, (begin, end) in enumerate(gaps):
        if at and not re.match(r"\(|\[(?!\d)", text[cited[at - 1][0] :][:2]):
            continue  # what stands behind the number of a note is seldom without a source
        part, side = text[begin:end], "behind" if at == len(cited) else "between" if at else "before"
        if side != "behind":
            parting = _data().next_cited if at else _data().other_side
            found = [
                match.start() for match in parting.finditer(part) if len(tokens(part[match.end() :])) >= FEWEST_ADDED
            ]
            if not found:
                continue
            part = part[: found[-1]]
        if is_joined(part) if at else is_statement(part.rstrip() + "."):
            yield begin, begin + len(part), Addition(part, role, side, len(cited), own)


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
    lost: set[int] = set()
    for block in document.blocks:
        role = document.role(block)
        if role in ("methods", "results"):
            lead = False
        if block.kind not in ("paragraph", "item"):
            continue
        words[block.section] = words.get(block.section, 0) + block.text.count(" ") + 1
        cited = _has_citation(marks, block.span)
        role = section_role(role, lead=lead, over=words[block.section], cited=cited or block.section in lost)
        if cited and role:
            lost.add(block.section)
        if role:
            yield block, role


ABSTRACT_WORDS = 350
"""An abstract is no longer than that (journals allow 150 to 350); what follows is the paper under a lost heading."""


def section_role(role: str, *, lead: bool, over: int, cited: bool) -> str:
    """What a passage is read as: introduction, discussion, methods, results, body or conclusion; "" is not read.

    `lead`: no methods or results have come yet, so a heading of the paper's own begins its introduction; `over`: words
    of its section up to its end. A cited passage under “Abstract” or “Funding”, and what follows it there, is the
    paper's, under a lost heading: `cited`.
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

FEWEST_ADDED = 4
"""Words of what a sentence adds behind a citation: “and the like” says nothing that wants a source."""


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
"""What these sections state is mostly the author's."""


def _claim(span: Span, sentence: Sentence) -> Claim | None:
    if not is_statement(sentence.text):
        return None
    cue = first_cue(sentence.text)
    confidence = score(sentence)
    likely = asked(sentence, confidence)
    if cue is None:
        message = f"“{_short(sentence.text)}” states a fact, and no source for it."
        claim = Claim(span, confidence, FACT.id, message, likely)
    else:
        say = cue[0].say.format(words=f"“{_short(cue[1])}”")
        claim = Claim(span, confidence, f"claims.{cue[0].rule}", say, likely)
    return replace(claim, idle=sentence.idle, entry=sentence.entry)


def asked(sentence: Sentence, confidence: float) -> float:
    """The probability, 0 to 1, that who reads the sentence finds that a reviewer could ask a source for it.

    What papers give no citation, published or not, a reviewer seldom asks for: the authors' results, methods, gaps.
    """
    weights = _model().asked
    total = weights["intercept"] + weights["confidence"] * _log_odds(confidence)
    total += sum(weights.get(name, 0.0) for name in traits(sentence))
    return 1 / (1 + exp(-total))


def _log_odds(probability: float) -> float:
    return log(probability / (1 - probability))


def traits(sentence: Sentence) -> list[str]:
    """What speaks for or against asking for a source, beside the confidence; weights are in the model."""
    data, text = _data(), sentence.text
    found = {
        "own_after": sentence.own_after,
        "follows": data.follows.match(text),
        "past": data.past.search(text),
        "inference": data.inference.search(text),
        "first": sentence.first,
        "last": sentence.last,
        "discussion": sentence.role == "discussion",
        "own_matter": sentence.role in OWN_MATTER,
    }
    return [*_manner(text), *(name for name, is_so in found.items() if is_so)]


def is_joined(rest: str) -> bool:
    """Whether what stands behind a citation is a statement joined to the cited one, not what follows from it."""
    return _data().joined.match(rest) is not None and len(tokens(rest)) >= FEWEST_ADDED and not is_own(rest)


def _addition(span: Span, addition: Addition) -> Claim:
    side = {"behind": "behind the citation", "between": "between citations", "before": "before what is cited"}[
        addition.side
    ]
    say = f"“{_short(addition.text.lstrip(JOINT))}” stands {side}, and has none of its own."
    confidence = score(addition)
    unasked = addition.own or _data().no_source.search(_lower(addition.text)) or _data().no_subject.match(addition.text)
    is_asked = confidence >= _model().limits["addition"] and not unasked
    return Claim(span, confidence, ADDITION.id, say, float(is_asked))


def _short(text: str, words: int = 8) -> str:
    parts = text.replace(PLACEHOLDER, "").strip('“”" ').split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"


def score(unit: Sentence | Addition) -> float:
    """The calibrated probability, 0 to 1, that a published paper gives this sentence, or this addition, a citation."""
    model = _model()
    total = model.intercept + sum(model.weights.get(name, 0.0) for name in features(unit))
    return 1 / (1 + exp(-(model.slope * total + model.shift)))


def features(unit: Sentence | Addition) -> set[str]:
    """What the model looks at: words, pairs of words, length, cues, section, place, surroundings. Each counts once."""
    return _added_features(unit) if isinstance(unit, Addition) else _sentence_features(unit)


def _sentence_features(sentence: Sentence) -> set[str]:
    words = ["^", *tokens(sentence.text)]
    out = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    out |= {f"=cue {cue.name}" for cue, _ in _cues(sentence.text)}
    beside = f"=beside {int(sentence.cited_before)}{int(sentence.cited_after)}"
    in_role = {beside, f"=names{min(sentence.names, 3)}", *(f"={flag}" for flag in FLAGS if getattr(sentence, flag))}
    in_role |= {f"={name}" for name in _manner(sentence.text)}
    out |= in_role | {f"{name} in {sentence.role}" for name in in_role}
    out |= {f"={name}{_level(getattr(sentence, name))}" for name in ("paragraph", "section", "near")}
    out |= {f"={name}{level}" for name in ("listed", "idle") if (level := _shared(getattr(sentence, name)))}
    out |= {f"=in {sentence.role}", f"=long{min(len(words) // 8, 6)}", f"=unheard{int(sentence.unheard * 5)}"}
    return out


FLAGS = ("first", "last", "new", "own_before")


def _level(share: float) -> int:
    """None, or which quarter."""
    return 0 if share == 0 else min(int(share * 4) + 1, 4)


def _shared(weight: float) -> int:
    """The weight of shared words, each of which weighs up to 8, in steps."""
    return min(int(weight / 3), 6)


def _added_features(addition: Addition) -> set[str]:
    """How an addition is joined on, its side, length and section, and the citations beside it."""
    words = tokens(addition.text)
    mark = addition.text.strip()[:1]
    out = {f"+{' '.join(words[:1])}", f"+{' '.join(words[:2])}", f"+{mark if not mark.isalnum() else 'plain'}"}
    out |= {f"+long{min(len(words) // 4, 8)}", f"+in {addition.role}", f"+cited{min(addition.cited, 4)}"}
    out |= {"+own"} if addition.own else set()
    return {"+", *out} if addition.side == "behind" else {"+", f"+{addition.side}", *out - {f"+{' '.join(words[:2])}"}}


@lru_cache(maxsize=1024)  # a sentence is asked for its words by its surroundings, then scored
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
    lower = _lower(text)
    found = ((cue, cue.pattern.search(lower)) for cue in _data().cues)
    return tuple((cue, text[match.start() : match.end()]) for cue, match in found if match)


@lru_cache(maxsize=8)  # a sentence is scored, then weighed by whether it is asked for
def _manner(text: str) -> tuple[str, ...]:
    data = _data()
    lower = _lower(text)
    said = ("own", is_own(text)), *((name, getattr(data, name).search(lower)) for name in MANNERS)
    return tuple(name for name, is_so in said if is_so)


MANNERS = ("doubtful", "no_source", "conjecture")


@lru_cache(maxsize=1024)  # asked of all sentences for the sake of those beside them
def is_own(text: str) -> bool:
    """Whether a sentence speaks of the paper, its authors, methods or results."""
    return _data().own.search(_lower(text)) is not None


def _lower(text: str) -> str:
    """In lower case, as long as it was, which is faster to search than to ignore case; “US” is not “us”."""
    lower = text.replace("US", "u.").lower()
    return lower if len(lower) == len(text) else text


@dataclass(frozen=True, slots=True)
class _Data:
    cues: tuple[Cue, ...]
    own: re.Pattern[str]
    doubtful: re.Pattern[str]
    no_source: re.Pattern[str]
    conjecture: re.Pattern[str]
    follows: re.Pattern[str]
    past: re.Pattern[str]
    inference: re.Pattern[str]
    goes_on: re.Pattern[str]
    bears_out: re.Pattern[str]
    sourced: re.Pattern[str]
    joined: re.Pattern[str]
    no_subject: re.Pattern[str]
    next_cited: re.Pattern[str]
    other_side: re.Pattern[str]
    name: re.Pattern[str]
    word: re.Pattern[str]


ONE = (
    "conjecture",
    "follows",
    "past",
    "inference",
    "goes_on",
    "bears_out",
    "sourced",
    "joined",
    "no_subject",
    "next_cited",
    "other_side",
)


@cache
def _data() -> _Data:
    data = shipped.data("claims")
    words = {name: alternatives.replace("| ", "|") for name, alternatives in data["words"].items()}  # folded lines
    cues = (
        Cue(cue["name"], cue["rule"], cue["say"], _any(pattern.format(**words) for pattern in cue["patterns"]))
        for cue in data["cues"]
    )
    one = {name: re.compile(data[name], re.IGNORECASE) for name in ONE}
    return _Data(
        tuple(cues),
        _any(data["own"]),
        _any(data["doubtful"]),
        _any(data["no_source"]),
        **one,
        name=re.compile(r"(?<=[a-z,;] )[A-Z][\w-]*[a-z]\w*|\b[A-Z]{2,}\w*\b"),
        word=re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d.,]*"),
    )


def _any(patterns: Iterator[str] | list[str]) -> re.Pattern[str]:
    """What matches any of the patterns in a text in lower case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@dataclass(frozen=True, slots=True)
class _Model:
    weights: dict[str, float]
    intercept: float
    slope: float
    shift: float
    limits: dict[str, float]
    asked: dict[str, float]


@cache
def _model() -> _Model:
    """Weights by feature; `slope` and `shift` calibrate (Platt 1999); `limits` say what is shown."""
    data, weights = shipped.data("claims.model"), {}
    for line in data["weights"].splitlines():
        weight, _, names = line.partition(" ")
        weights.update(dict.fromkeys(names.split("|"), float(weight)))
    return _Model(weights, data["intercept"], data["slope"], data["shift"], data["limits"], data["asked"])
