"""Commas between clauses: missing after what opens a sentence, alone between two sentences. Pure.

Reads words by their closed classes and needs no tagger; what a tagger can tell more is left to the rules of `grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.model import Block, Diagnostic, Document, Severity

OPENING = CheckRule(
    "typography.opening-comma",
    Severity.WARNING,
    "A clause or a longer phrase opens a sentence, and no comma parts it from the main clause.",
    "An opening clause or phrase is set off by a comma (Chicago Manual of Style 17, 6.24 and 6.33).",
)
SPLICE = CheckRule(
    "typography.comma-splice",
    Severity.WARNING,
    "Two sentences with nothing but a comma between them.",
    "Two main clauses are joined by a semicolon or a conjunction (Chicago Manual of Style 17, 6.22 and 6.56).",
)
RULES = (OPENING, SPLICE)

LONG = 4
"""Words of an opening phrase from which on it needs its comma before a pronoun; two more before a noun."""

SENTENCE = 7
"""Words of a sentence from which on a clause without a comma is told, whatever its words are."""

NEAR = 8
"""Words at most between the beginning of a subject and its verb."""

_READ = ("paragraph", "item", "abstract", "note")


def check(document: Document) -> Iterator[Diagnostic]:
    for block in document.prose(*_READ):
        if document.role(block) == "references":
            continue
        for start, end in block.sentences:
            sentence = _bare(block.text[start:end])
            yield from _opening(document, block, start, sentence)
            yield from _splice(document, block, start, sentence)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(shipped.data("clauses")[name])


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[\w\uFFFC][\w’'/\uFFFC-]*")


def _bare(sentence: str) -> str:
    """The sentence with blanks in place of what stands in brackets."""
    if "(" not in sentence:
        return sentence
    return re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), sentence)


def _is_finite(word: str) -> bool:
    return word.replace("’", "'") in _words("finite") or word in _words("verbs")


# --- openings --------------------------------------------------------------------------------------------------------


def _opening(document: Document, block: Block, offset: int, sentence: str) -> Iterator[Diagnostic]:
    """At the word after which the comma is missing; at the first word where the place is in doubt."""
    first = _word().search(sentence)
    if not first or first[0][0].islower() or sentence[: first.start()].strip(' “"‘'):
        return
    opener = first[0].casefold()
    if opener not in _words("subordinators") and opener not in _words("openers"):
        return
    mark = re.compile(r"[,;:—–“”\"?!]| [-] ").search(sentence, first.end())
    found = list(_word().finditer(sentence, first.start(), mark.start() if mark else len(sentence)))
    words = [match[0].casefold() for match in found]
    if mark is None and not sentence.rstrip().endswith("."):
        return
    later = mark is not None and mark[0] == "," and _resumes(sentence[mark.end() :])
    at = _main_clause(words, whole=mark is None, later=later)
    if at is None:
        return
    last = found[at - 1] if at else found[0]
    start, end = offset + last.start(), offset + last.end()
    if not at:
        message = f"“{last[0]}” opens a clause, and no comma parts it from a main clause."
        yield Diagnostic(OPENING.id, block.to_source(start, end), message, OPENING.severity)
        return
    message = f"A comma after the opening of the sentence: “{last[0]}, {found[at][0]}”."
    fix = edits.replacement(document, block, start, end, f"{last[0]},", safe=False)
    yield Diagnostic(OPENING.id, block.to_source(start, end), message, OPENING.severity, (fix,))


def _resumes(rest: str) -> bool:
    """Whether what follows a comma is a main clause, so that what precedes it is all of the opening."""
    word = _word().search(rest)
    subjects = _words("subjects") | _words("weak_subjects") | _words("determiners")
    return word is not None and word[0].casefold() in subjects


def _main_clause(words: Sequence[str], *, whole: bool, later: bool) -> int | None:
    """Index of the word with which the main clause begins, if its comma is missing; 0 if it is somewhere."""
    opener = words[0]
    if opener in _words("subordinators") and words[1:2] != ["of"]:
        verbs = (at for at in range(2, len(words)) if _is_finite(words[at]) or words[at].endswith("ed"))
        first_verb = next(verbs, None)
        then = words.index("then") if opener == "if" and "then" in words else 0
        if then > 2 and words[then - 1] not in ("and", "since", "is", "are", "was", "by", "only", "but"):
            return then
        if first_verb is not None and not later:
            begun = _subject(words, first_verb + 1)
            if begun is not None and (whole or words[begun] in _words("subjects")):
                return begun
        if whole and opener in _words("strict") and len(words) >= SENTENCE:
            return 0
    if opener not in _words("openers") or later:
        return None
    for at in range(LONG, len(words) - 1):
        points = words[at] == "that" and words[at - 1] in _words("openers") | {"of"}  # “of that year” opens no clause
        if _is_finite(words[at]) or (words[at] in _words("clause") and not points):
            return None
        if _begins(words, at) and (at > LONG + 1 or words[at] in _words("subjects")):
            return at
    return None


def _subject(words: Sequence[str], start: int) -> int | None:
    return next((at for at in range(start + 1, len(words) - 1) if _begins(words, at)), None)


def _begins(words: Sequence[str], at: int) -> bool:
    """Whether a subject begins here and its verb follows."""
    word, before = words[at], words[at - 1]
    if before in _words("before_no_subject") or _is_finite(before):
        return False
    follows = words[at + 1]
    if word in _words("subjects"):
        return follows not in _words("before_no_subject") or _is_finite(follows) or follows in ("also", "not")
    before_it = words[at - 2]
    if (
        before.endswith(("ing", "ly"))
        or before_it in ("to", "not", "there")
        or (_is_finite(before_it) and word in _words("determiners") and _takes_object(before))
    ):
        return False
    if word in _words("weak_subjects") and _is_finite(follows):
        return True
    if word not in _words("determiners") and word not in _words("weak_subjects"):
        return False
    for verb in range(at + 2, min(at + NEAR, len(words))):
        if words[verb] in _words("clause") or words[verb] in _words("subjects"):
            return False
        if _is_finite(words[verb]):
            return words[verb - 1] not in _words("before_no_subject")
    return False


def _takes_object(word: str) -> bool:
    """Whether the word after a form of “be” or “have” may be a participle with an object, not an adjective."""
    return word.endswith(("ed", "en", "wn", "ne")) or _is_finite(word) or word in _words("with_object")


# --- splices ---------------------------------------------------------------------------------------------------------


@cache
def _joined() -> re.Pattern[str]:
    """A comma and what may be the subject of a second sentence."""
    weak = "they|it|we|he|she|I|there|nobody|everyone|others"
    determiner = "this|these|those|the|a|an|his|her|their|our|its|some|many|most|both|one|each|every"
    rest = r"[^,;:.?!()—–“”]+"
    return re.compile(
        rf"(?<=[\w’”)]), (?:(?P<subject>{weak}) (?P<verb>[a-z’']+)|(?P<determiner>{determiner}) (?P<rest>{rest}))"
    )


def _splice(document: Document, block: Block, offset: int, sentence: str) -> Iterator[Diagnostic]:
    """At the comma and the word after it."""
    if sentence.count(",") != 1 or not (match := _joined().search(sentence)):
        return
    before = [word[0].casefold() for word in _word().finditer(sentence, 0, match.start())]
    if not _is_sentence(before) or re.search(r"[;:—–“”\"?]|that is,", sentence):
        return
    if match["subject"]:
        verb = match["verb"]
        if verb in _words("saying") or not _is_finite(verb):
            return
    elif not _has_subject_and_verb(match["determiner"], match["rest"].split()):
        return
    subject = match["subject"] or match["determiner"]
    start, end = offset + match.start(), offset + match.start() + 2 + len(subject)
    message = f"A comma alone does not join two sentences: a semicolon or a full stop before “{subject}”."
    fix = edits.replacement(document, block, start, start + 1, ";", safe=False)
    yield Diagnostic(SPLICE.id, block.to_source(start, end), message, SPLICE.severity, (fix,))


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether these words are a main clause and nothing else: a subject, a verb, no clause inside."""
    if len(words) < 3 or words[0] in _words("no_subject") or words[0] in _words("openers") | _words("subordinators"):
        return False
    if words[0].endswith(("ly", "ing", "ed")):
        return False
    inner = _words("relative") - {"and", "or", "but", "as", "who"}
    if any(word in inner for word in words):
        return False
    return any(_is_finite(word) or word.endswith("ed") or word in _words("verbs_or_nouns") for word in words[1:8])


def _has_subject_and_verb(determiner: str, words: Sequence[str]) -> bool:
    pronoun = determiner in ("this", "these", "those")
    if words[0] in _words("compared") or (_is_finite(words[0]) and not pronoun):
        return False
    for at, word in enumerate(words[:NEAR]):
        if word in _words("relative") and not (determiner == "those" and not at and word == "who"):
            return False
        acts = word in _words("pasts") and words[at + 1 : at + 2] and words[at + 1] in _words("objects")
        if _is_finite(word) or acts:
            return at == 0 or words[at - 1] not in _words("before_no_subject")
    return False
