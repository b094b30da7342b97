from __future__ import annotations

from pathlib import Path

from mslint.checks import citations
from mslint.model import Document, Source
from mslint.readers import bibliography
from mslint.readers.markdown import read

BIB = bibliography.read(Path("r.bib"), "@book{smith2019, title={A}}\n@book{jones2001, title={B}}\n")


def document(text: str, *, bib: bool = True) -> Document:
    read_ = read(Source.of(Path("p.md"), text))
    return read_.with_bibliographies([BIB]) if bib else read_


def found(document_: Document) -> list[tuple[str, str]]:
    texts = {None: document_.text, BIB.path: BIB.text}
    return [(d.rule, texts[d.path][d.span.start : d.span.end]) for d in citations.check(document_)]


def test_keys_that_are_there_and_cited() -> None:
    assert found(document("As shown [@smith2019, p. 3] by @jones2001.")) == []


def test_an_unknown_key_is_told_with_its_neighbour() -> None:
    paper = document("As shown [@smith2018; @jones2001].")
    (d, uncited) = citations.check(paper)
    assert d.message == "“@smith2018” is not in “r.bib”; did you mean “@smith2019”?"
    (edit,) = d.fixes[0].edits
    assert paper.text[edit.span.start : edit.span.end] == "smith2018"
    assert edit.text == "smith2019"
    assert not d.fixes[0].safe, "which work is meant is the author's to say"
    assert d.related[0].path == BIB.path
    assert uncited.rule == "references.uncited"


def test_a_key_unlike_any_other_has_no_fix() -> None:
    (d, *_) = citations.check(document("As shown [@zzz; @jones2001; @smith2019]."))
    assert d.fixes == ()


def test_no_bibliography_is_told_once() -> None:
    assert found(document("One [@a], two [@b].", bib=False)) == [("citations.no-bibliography", "@a")]


def test_identifiers_that_a_tool_resolves_are_left_alone() -> None:
    assert found(document("One [@doi:10.1000/1], two [@pmid:123].", bib=False)) == []


def test_nocite_means_all_are_wanted() -> None:
    assert found(document("---\nnocite: '@*'\n---\n\nAs shown [@smith2019].")) == []


def test_an_address_is_no_citation() -> None:
    assert found(document("Write to jane@example.org.", bib=False)) == []
