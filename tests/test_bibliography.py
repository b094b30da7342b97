from __future__ import annotations

from pathlib import Path

import pytest

from mslint.errors import UserError
from mslint.model import Bibliography
from mslint.readers import bibliography

BIB = """@article{doe2020,
  author = {Doe, Jane and {World Bank} and Max M. Muster},
  title = {On {NATO} and the \\"Osten},
  journal = {Journal of Things},
  year = {2020},
  doi = {10.1000/1},
}

@book{broken2001,
  author = {No End,
  title = {Half}

@book{last1999, author = {Last, A.}, title = {The End}, date = {1999-05}}
@book{doe2020, title = {Twice}}
"""


def read(text: str, name: str = "r.bib") -> Bibliography:
    return bibliography.read(Path(name), text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entries_have_their_places(end: str) -> None:
    text = BIB.replace("\n", end)
    read_ = read(text)
    first = read_.references[0]
    assert (first.key, first.year, first.doi, first.kind) == ("doe2020", "2020", "10.1000/1", "article")
    assert first.names == ("Doe", "World Bank", "Muster")
    assert first.title == "On NATO and the Östen"
    assert [text[r.span.start : r.span.end] for r in read_.references] == ["doe2020", "last1999"]
    assert read_.references[1].year == "1999"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_broken_entry_is_told_at_its_line_and_the_rest_is_read(end: str) -> None:
    text = BIB.replace("\n", end)
    told = {p.rule: text[p.span.start : p.span.end] for p in read(text).problems}
    assert told[bibliography.BROKEN].startswith("@book{broken2001")
    assert told[bibliography.DUPLICATE] == "doe2020"


def test_csl_json_and_yaml() -> None:
    text = '[{"id": "a1", "type": "book", "author": [{"family": "Ash"}], "issued": {"date-parts": [[2001, 2]]}, "title": "T"}]'
    (reference,) = read(text, "r.json").references
    assert (reference.key, reference.names, reference.year, reference.kind) == ("a1", ("Ash",), "2001", "book")
    assert text[reference.span.start : reference.span.end] == "a1"
    (reference,) = read("references:\n- id: b2\n  title: B\n  issued: {year: 1999}\n", "r.yaml").references
    assert (reference.key, reference.year) == ("b2", "1999")


@pytest.mark.parametrize(("name", "text"), [("r.json", "[{"), ("r.yaml", "a: [b"), ("r.bib", "@book{")])
def test_what_cannot_be_read_is_a_finding(name: str, text: str) -> None:
    assert [p.rule for p in read(text, name).problems] == [bibliography.BROKEN]


@pytest.mark.parametrize(
    ("name", "text"), [("r.json", "3"), ("r.json", '[1, {"x": 2}]'), ("r.bib", ""), ("r.bib", "just words")]
)
def test_odd_files_give_no_reference_and_no_error(name: str, text: str) -> None:
    assert read(text, name).references == ()


def test_other_kinds() -> None:
    with pytest.raises(UserError, match=r"r\.ris: .*not read yet"):
        read("", "r.ris")
