from __future__ import annotations

import json
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


def test_names_are_read_with_given_names_and_particles() -> None:
    text = (
        "@article{one,\n author = {Ludwig van der Meer and {Port Authority} and Osei, Jr, Kofi and others},\n"
        " title = {Locks},\n year = {2019b},\n volume = {4},\n pages = {10--12},\n journaltitle = {Coast}\n}\n"
    )
    (entry,) = bibliography.read(Path("works.bib"), text).references
    assert entry.names == ("van der Meer", "Port Authority", "Osei")
    assert entry.given == ("Ludwig", "", "Kofi")
    assert entry.et_al
    assert (entry.year, entry.suffix) == ("2019", "b")
    assert entry.fields["volume"] == "4" and entry.fields["journal"] == "Coast"
    assert text[slice(*entry.parts["pages"])] == "10--12"


@pytest.mark.parametrize(("written", "year"), [("in press", "in press"), ("n.d.", "n.d."), ("2014", "2014")])
def test_years_that_are_none(written: str, year: str) -> None:
    (entry,) = bibliography.read(
        Path("works.bib"), f"@book{{one, title = {{Locks}}, year = {{{written}}}}}\n"
    ).references
    assert entry.year == year


def test_csl_names_and_fields() -> None:
    item = {
        "id": "one",
        "author": [
            {"family": "Meer", "given": "Pia", "non-dropping-particle": "van der"},
            {"literal": "Port Authority"},
        ],
        "page": "3-9",
        "issue": 2,
        "issued": {"date-parts": [[2011]]},
    }
    (entry,) = bibliography.read(Path("works.json"), json.dumps([item])).references
    assert (entry.names, entry.given) == (("van der Meer", "Port Authority"), ("Pia", ""))
    assert (entry.fields["pages"], entry.fields["number"], entry.year) == ("3-9", "2", "2011")
