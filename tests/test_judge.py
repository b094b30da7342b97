"""Tests of how LanguageTool's findings are judged, without a server."""

from pathlib import Path

from mslint import shipped
from mslint.grammar.judge import Policy, judge
from mslint.grammar.known import Known
from mslint.grammar.match import Match
from mslint.grammar.prose import prose
from mslint.model import Block, Document, Piece, Section, Severity, Source, Span

LINKING = "SENT_START_CONJUNCTIVE_LINKING_ADVERB_COMMA"


def judged(text: str, words: str, rule: str, category: str) -> list[Severity]:
    """The severities given to one finding on the last `words` of a paragraph."""
    block = Block("paragraph", (Piece(Span(0, len(text)), text),))
    document = Document(Source.of(Path("paper.txt"), text), "plain", (block,), (Section("", 0, "front", range(1)),))
    start = text.rindex(words)
    match = Match(start, start + len(words), rule, category, f"Look at ‘{words}’.", [], None)
    policy = Policy.of(shipped.data("languagetool"), ())
    return [d.severity for d in judge(document, prose(document, block), [match], Known(document), policy)]


def test_a_line_may_hold_for_some_words_only() -> None:
    assert judged("However the mill closed.", "However", LINKING, "PUNCTUATION") == [Severity.WARNING]
    assert judged("Instead the mill closed.", "Instead", LINKING, "PUNCTUATION") == [Severity.SUGGESTION]


def test_what_follows_an_initial_begins_no_sentence() -> None:
    capital = ("UPPERCASE_SENTENCE_START", "CASING")
    assert judged("They bred E. coli.", "coli", *capital) == []
    assert judged("They bred it. coli grew.", "coli", *capital) == [Severity.WARNING]
