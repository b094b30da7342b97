"""Tests of how LanguageTool's findings are judged, without a server."""

from pathlib import Path

from mslint import shipped
from mslint.grammar.judge import Policy, judge
from mslint.grammar.known import Known
from mslint.grammar.match import Match
from mslint.grammar.prose import prose
from mslint.model import Severity, Source
from mslint.readers import markdown

LINKING = "SENT_START_CONJUNCTIVE_LINKING_ADVERB_COMMA"


def judged(text: str, words: str, rule: str, category: str) -> list[Severity]:
    """The severities given to one finding on the last `words` of a paragraph."""
    document = markdown.read(Source.of(Path("paper.md"), text))
    (block,) = document.blocks
    start = block.text.rindex(words)
    match = Match(start, start + len(words), rule, category, f"Look at ‘{words}’.", [], None)
    policy = Policy.of(shipped.data("languagetool"), ())
    return [d.severity for d in judge(document, prose(document, block), [match], Known(document), policy)]


def test_a_line_may_hold_for_some_words_only() -> None:
    assert judged("However the mill closed.", "However", LINKING, "PUNCTUATION") == [Severity.WARNING]
    assert judged("Instead the mill closed.", "Instead", LINKING, "PUNCTUATION") == [Severity.SUGGESTION]


def test_what_follows_an_initial_begins_no_sentence() -> None:
    capital = ("UPPERCASE_SENTENCE_START", "CASING")
    assert judged("They bred E. coli.", "coli", *capital) == []
    assert judged("They bred it. coli grew.", "coli", *capital) == [Severity.SUGGESTION]


def test_a_papers_own_order_of_stops_and_quotation_marks_is_a_suggestion() -> None:
    quote = ("grammar.quote-comma", "PUNCTUATION")
    once = 'They named it "mill", and left.'
    assert judged(once, '",', *quote) == [Severity.WARNING]
    assert judged(f'We saw "ore", "pits", "kilns" and "wheels". {once}', '",', *quote) == [Severity.SUGGESTION]
    assert judged(f'We saw "ore," "pits," "kilns," and "wheels." {once}', '",', *quote) == [Severity.WARNING]
    assert judged('It is in "all_names.tsv", and open.', '",', *quote) == []
    assert judged('It was set to "B", and kept.', '",', *quote) == []


def test_of_words_in_italics_no_rule_is_sure() -> None:
    repeated = ("ENGLISH_WORD_REPEAT_RULE", "MISC")
    assert judged("The *Mus musculus musculus* ran.", "musculus musculus", *repeated) == [Severity.SUGGESTION]
    assert judged("The mice mice ran, *at last*.", "mice mice", *repeated) == [Severity.WARNING]
