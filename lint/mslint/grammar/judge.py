"""From LanguageTool's findings to ours: which are kept, how grave they are, which fixes are safe. Pure.

The policy is data (`rules/data/languagetool.yml`); here is what depends on the paper: its names and terms, and how
near a correction is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import combining, name, normalize

from mslint.distance import distance
from mslint.edits import replacement
from mslint.emphasis import is_emphasised
from mslint.grammar.known import NAME, Known
from mslint.grammar.match import Match
from mslint.grammar.prose import Prose
from mslint.kinds.common import filled
from mslint.model import PLACEHOLDER, Diagnostic, Document, Fix, Severity, Span
from mslint.rules import Rule, reads_section

FIXES = 5
"""Corrections offered at most."""

TERM = 3
"""A word that stands this often, always spelt so, is a term of the paper: a suggestion at most."""

COMMONER = 3
"""Times that a paper uses a word more often than a capitalised one an edit away, for that to be a slip of it."""

SHORT, LONG = 4, 5
"""Letters below which a word is a symbol or part of a name, and from which one edit is likelier a slip than a word."""

SHORT_PREFIXES = ("bi", "co", "de", "dis", "mis", "re", "un")
"""Prefixes that any word may have; but many that are often misspelt begin so too."""

AGENTS = ("er", "ers", "or", "ors", "ist", "ists")
"""Endings that make a doer of any verb or thing."""

CODE_BEFORE = frozenset("._/@\\{}#=:~-")
CODE_AFTER = frozenset("_/@\\{=(")

HEADINGS = ("heading", "title", "subtitle")
"""Kinds of block that are no sentences and may have capitals on every word."""

GERMAN = ("GERMAN_SPELLER_RULE", "AUSTRIAN_GERMAN_SPELLER_RULE", "SWISS_GERMAN_SPELLER_RULE")

SPELLERS = ("MORFOLOGIK_RULE_", "HUNSPELL_", "FR_SPELLING_RULE", *GERMAN)
"""How the ids of its spellers begin."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The shipped table, and what the author's settings turn off."""

    categories: Mapping[str, str]
    rules: Mapping[str, Mapping[str, Any]]
    safe: frozenset[str]
    prefixes: tuple[str, ...]  # put before any word in scholarly prose, so that no dictionary has them all
    disabled: frozenset[str]
    own: Mapping[str, Rule] = field(default_factory=dict)  # our rules that LanguageTool runs, by id

    @classmethod
    def of(cls, table: Mapping[str, Any], disabled: Iterable[str], own: Iterable[Rule] = ()) -> Policy:
        """The policy in the data of `languagetool.yml`, and our own rules that LanguageTool runs."""
        prefixes = tuple(table["prefixes"].split())
        rules = {rule.id: rule for rule in own}
        return cls(table["categories"], table["rules"], frozenset(table["safe"]), prefixes, frozenset(disabled), rules)

    def severity(self, match: Match, words: str) -> Severity | None:
        """By rule (`EN_COMPOUNDS_*` names a family), else by category, else a suggestion; None for one that is off.

        A rule's line may hold only for some `words` found: for all others it is a suggestion.
        """
        if match.rule in self.disabled:
            return None
        if match.rule in self.own:
            return self.own[match.rule].severity
        named = self._named(match.rule, words) or self.categories.get(match.category, "suggestion")
        return None if named == "off" else Severity.parse(named)

    def _named(self, rule: str, words: str) -> str | None:
        families = (key for key in self.rules if key.endswith("*") and rule.startswith(key[:-1]))
        key = rule if rule in self.rules else next(families, None)
        if not key:
            return None
        line = self.rules[key]
        return str(line["severity"]) if re.search(line.get("words", ""), words) else "suggestion"


def judge(document: Document, prose: Prose, matches: list[Match], known: Known, policy: Policy) -> Iterator[Diagnostic]:
    """The findings in one block."""
    for match in matches:
        place = prose.to_block(match.start, match.end)
        severity = policy.severity(match, prose.block.text[slice(*place)]) if place else None
        own = policy.own.get(match.rule)
        if place is None or severity is None or (own and not reads_section(own.sections, document.role(prose.block))):
            continue
        finding = _Finding(document, prose, match, place, known, policy)
        if known.cites(finding.span) or (match.rule in SMALL_START and _may_begin_small(finding)):
            continue
        if match.rule == NO_SUBJECT and _goes_on(finding):
            continue
        if match.rule.startswith(SPELLERS):
            ruling = _spelling(finding)
        else:
            ruling = _grammar(finding, severity, own.safe if own else match.rule in policy.safe)
        if ruling:
            yield _diagnostic(finding, ruling)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A match and where it is; `place` is a range of the block's text."""

    document: Document
    prose: Prose
    match: Match
    place: tuple[int, int]
    known: Known
    policy: Policy

    @property
    def kind(self) -> str:
        return self.prose.block.kind

    @property
    def words(self) -> str:
        return self.prose.block.text[slice(*self.place)]

    @property
    def span(self) -> Span:
        return self.prose.block.to_source(*self.place)


@dataclass(frozen=True, slots=True)
class _Ruling:
    severity: Severity
    safe: bool = False
    first: str = ""  # a correction of ours, before LanguageTool's


def _grammar(finding: _Finding, severity: Severity, safe: bool) -> _Ruling | None:
    if finding.kind == "cell" or finding.prose.beside_stand_in(*finding.place):
        return None  # a cell is no sentence, and what stands for a formula is ours, not the author's
    if finding.match.rule in QUOTE_MARKS and _is_literal(finding):
        return None
    if finding.kind in (*HEADINGS, "quote") or (finding.match.rule in QUOTE_MARKS and finding.known.stops_outside):
        return _Ruling(Severity.SUGGESTION)
    if finding.match.category == "PROPER_NOUNS" and finding.known.forms[finding.words] >= TERM:
        return _Ruling(Severity.SUGGESTION)  # “Github”, wherever the paper names it: one decision, not twenty slips
    if len(finding.words) < WORDS_OF_NAME and is_emphasised(finding.document, finding.prose.block, *finding.place):
        return _Ruling(Severity.SUGGESTION)  # “Mus musculus musculus”, the gene “Bu”
    return _Ruling(severity, safe and not _beside_identifier(finding))


QUOTE_MARKS = ("grammar.quote-comma", "grammar.quote-full-stop", "grammar.quote-comma-which")
"""Rules for the order of stops and closing quotation marks, which is American or logical."""

WORDS_OF_NAME = 40
"""Code points of a finding from which on it is about more than words in italics."""


def _is_literal(finding: _Finding) -> bool:
    """Whether what is quoted is typed as it stands, a name of a file or a value: a stop would become part of it.

    Chicago Manual of Style 17, 7.79.
    """
    before = finding.prose.block.text[: finding.place[0]].split()[-1:]
    last = before[0].strip("\"“”'‘’(") if before else ""
    return len(last) < 2 or is_identifier(last)


SMALL_START = ("UPPERCASE_SENTENCE_START", "grammar.sentence-start-lower")
"""Rules that ask for a capital at the start of a sentence."""


def _may_begin_small(finding: _Finding) -> bool:
    """Whether the sentence is an item of a list, or goes on after an initial, a formula, code or the like."""
    before = finding.prose.block.text[: finding.place[0]].strip()
    if re.search(r"(?<!\w)[A-Z]\.$", before):  # an initial, "E. coli"
        return True
    return before.endswith(PLACEHOLDER) or (not before and finding.kind != "paragraph")


NO_SUBJECT = "grammar.sentence-without-subject"


def _goes_on(finding: _Finding) -> bool:
    """Whether the sentence has begun before: with a formula or a cross-reference, or after an abbreviation."""
    before = finding.prose.block.text[: finding.place[0]].strip()
    return bool(before) and not re.search(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.?!][\"”)]*$", before)


def _beside_identifier(finding: _Finding) -> bool:
    """Whether an abbreviation or the like is in the words found or follows: there no rule knows how it is read."""
    after = finding.prose.block.text[finding.place[1] :].split(maxsplit=1)[:1]
    return any(is_identifier(word.strip(".,;:()")) for word in (*finding.words.split(), *after))


def _spelling(finding: _Finding) -> _Ruling | None:
    """How sure it is that a word not in the dictionary is a slip and no term or name.

    On dev: one edit from the first correction, lower case: .90 of 425 right; farther: .70 of 141; no correction:
    .27 of 33; capitals: .2 of 700. In published papers nearly all that is farther than one edit is a term.
    """
    word, corrections, known = finding.words, finding.match.replacements, finding.known
    if known.knows(word) or is_identifier(word) or _in_code(finding):
        return None
    if word[0].isupper() and finding.match.rule not in GERMAN:  # where every noun has a capital
        return _capitalised(finding)
    if not corrections or normalize("NFC", word) in corrections:  # its dictionary has no combining marks
        return None
    if corrections[0].isupper() or set(" -") & set(corrections[0]) or finding.kind == "quote":
        return _Ruling(Severity.SUGGESTION)
    if _variety(finding):
        return _Ruling(Severity.WARNING)
    near = [text for text in corrections if distance(word, text) == 1]
    if len(word) < SHORT:
        return _Ruling(Severity.WARNING) if near and sorted(near[0]) == sorted(word) else None
    if corrections[0].casefold() != word and corrections[0] not in near:
        return _far(finding)
    if known.counts[word.casefold()] >= TERM or _is_derived(word, corrections[0], finding.policy.prefixes):
        return _Ruling(Severity.SUGGESTION)
    once = known.counts[word.casefold()] == 1 and not word.startswith(finding.policy.prefixes) and word.isalpha()
    if once and near == corrections[:1] and len(word) >= LONG and near[0].islower():
        return _Ruling(Severity.ERROR, safe=True)
    return _Ruling(Severity.WARNING)


def _far(finding: _Finding) -> _Ruling | None:
    """More than one edit away: a slip if it begins alike and is said once, else a term."""
    word, correction = finding.words, finding.match.replacements[0]
    if finding.known.counts[word.casefold()] >= TERM or word.startswith(finding.policy.prefixes):
        return None
    alike = word[:2] == correction[:2] and len(word) >= LONG and distance(word, correction) == 2
    return _Ruling(Severity.WARNING if alike else Severity.SUGGESTION)


def _is_derived(word: str, correction: str, prefixes: tuple[str, ...]) -> bool:
    """Whether the word is likelier made of a known one than a slip: the edit is in its prefix, or in its ending."""
    if word.endswith("s") and word[:-1] == correction:
        return True
    if word.endswith(AGENTS) and word[:-3] == correction[: len(word) - 3]:
        return True
    return any(word.startswith(prefix) and not correction.startswith(prefix) for prefix in (*prefixes, *SHORT_PREFIXES))


def _capitalised(finding: _Finding) -> _Ruling | None:
    """A name or term, unless one edit away is a cited name, a word that the paper uses far more often or, where a
    capital must stand, one that it uses at all."""
    word, known = finding.words, finding.known
    if finding.kind == "quote" or any(_bare(word) == _bare(text) for text in finding.match.replacements):
        return None  # a name with its accents
    if cited := known.near_name(word):
        return _Ruling(Severity.WARNING, first=cited)
    if often := _far_commoner(finding):
        return _Ruling(Severity.WARNING, first=often)
    correction = next(iter(finding.match.replacements), "")
    if not (correction.isalpha() and len(word) >= LONG and word[:2] == correction[:2] and _starts(finding)):
        return None
    if known.counts[word.casefold()] > 1 or distance(word.casefold(), correction.casefold()) != 1:
        return None
    return _Ruling(Severity.WARNING) if finding.kind in HEADINGS or known.uses(correction) else None


def _bare(word: str) -> str:
    """The letters without their accents."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


def _far_commoner(finding: _Finding) -> str:
    """The correction, one edit away, that the paper has, with its capital, COMMONER times as often; "" if none is."""
    word, forms = finding.words, finding.known.forms
    often = COMMONER * max(forms[word], 1)
    if len(word) < NAME or not word.isascii():
        return ""
    near = (c for c in finding.match.replacements if c[0] == word[0] and c.isalpha() and distance(word, c) == 1)
    return next((c for c in near if forms[c] >= often), "")


def _starts(finding: _Finding) -> bool:
    """Whether any word would have a capital here: in a heading, or first in a sentence."""
    before = finding.prose.block.text[: finding.place[0]].rstrip(" “‘\"'")
    return finding.kind in HEADINGS or not before or before[-1] in ".?!"


def _variety(finding: _Finding) -> str:
    """The English that LanguageTool says the word belongs to; "" if it says none."""
    found = re.search(r"(British|American|Australian|Canadian) English", finding.match.message)
    return found[0] if found else ""


def is_identifier(word: str) -> bool:
    """A machine's name, an abbreviation or a symbol: digits, signs, capitals inside or throughout, no Latin letters."""
    if len(word) == 1:
        return word not in "aAI"
    if word.isupper() or re.search(r"[\d_/@\\=&]|\w[A-Z]|[^\W\d_]\.[^\W\d_]", word):
        return True
    return any(char.isalpha() and not name(char, "").startswith("LATIN") for char in word)


def _in_code(finding: _Finding) -> bool:
    """Whether the word is part of a path, an address or an expression."""
    text, (start, end) = finding.prose.block.text, finding.place
    return text[start - 1 : start] in CODE_BEFORE or text[end : end + 1] in CODE_AFTER


def _diagnostic(finding: _Finding, ruling: _Ruling) -> Diagnostic:
    corrections = list(dict.fromkeys(filter(None, (ruling.first, *finding.match.replacements))))[:FIXES]
    if own := finding.policy.own.get(finding.match.rule):
        fixes = tuple(_fixes(finding, corrections, ruling.safe))
        message = filled(finding.match.message, [finding.words])
        return Diagnostic(own.id, finding.span, message, ruling.severity, fixes=fixes, url=own.link or None)
    return Diagnostic(
        rule=f"grammar.{finding.match.rule}",
        span=finding.span,
        message=_message(finding, corrections),
        severity=ruling.severity,
        fixes=tuple(_fixes(finding, corrections, ruling.safe)),
        url=finding.match.url,
    )


def _fixes(finding: _Finding, corrections: list[str], safe: bool) -> Iterator[Fix]:
    for number, text in enumerate(corrections):
        if text != finding.words:
            yield replacement(finding.document, finding.prose.block, *finding.place, text, safe=safe and number == 0)


def _message(finding: _Finding, corrections: list[str]) -> str:
    """LanguageTool's own words for grammar, as long as they quote the author's; ours for spelling."""
    words, said = finding.words, finding.match.message
    if not finding.match.rule.startswith(SPELLERS):
        quoted = re.sub(r"[‘'\"]([^‘’'\"]{1,60})[’'\"](?!\w)", "“\\1”", said)
        return quoted if f"“{words}”".casefold() in quoted.casefold() else f"“{words}”: {quoted}"
    if variety := _variety(finding):
        return f"“{words}” is {variety}, which the rest of the paper is not"
    if not corrections:
        return f"“{words}” is not in the dictionary"
    return f"“{words}” is not in the dictionary; did you mean “{corrections[0]}”?"
