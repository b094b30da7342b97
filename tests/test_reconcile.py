from __future__ import annotations

import time
from pathlib import Path

import pytest

from mslint.checks.reconcile import Reconciled, reconcile, same, slip, year_slip
from mslint.model import Citation, Document, Source
from mslint.readers import read
from mslint.readers.works import with_works

LIST = """

# References

Adler, P. (2019a). Ports and their towns. *Journal of Harbours*, 3, 1–20.

Adler, P. (2019b). Canals and their towns. *Journal of Harbours*, 4, 21–40.

Brandeis, T., & Okafor, L. (2015). Counting ships. Oxford: Quay Press.

Müller-Haas, E., Castellanos, R., & Vuong, D. (2011). Tides. *Water Studies*, 9, 3–9.

van der Meer, J. (2007). Dikes. *Water Studies*, 5, 30–44.

World Harbour Organization. (2020). Yearbook of harbours. Geneva: Author.
"""


def paper(text: str, listed: str = LIST) -> Document:
    return with_works(read(Source.of(Path("p.md"), f"# Introduction\n\n{text}{listed}")))


def cited(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Form, names and year with its letter of each citation in a text without a list."""
    return [(c.form, c.names, c.year + c.suffix) for c in paper(text, "").citations]


def whole(document: Document, citation: Citation) -> str:
    return document.text[citation.span.start : citation.span.end]


def matched(text: str) -> list[str]:
    """The titles that the citations of the text name, "" for one without entry."""
    return ["|".join(r.title for r in match.references) for match in reconcile(paper(text)).matches]


def near(text: str) -> list[tuple[str, str]]:
    """How the first neighbour of the only citation differs, and its title."""
    (match,) = reconcile(paper(text)).matches
    assert not match.references
    return [(n.kind, n.reference.title) for n in match.near[:1]]


# --- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names", "year"),
    [
        ("Trade grew (Adler, 2019).", ("Adler",), "2019"),
        ("Trade grew (Adler 2019: 45).", ("Adler",), "2019"),
        ("Trade grew (see, e.g., Adler, 2019, p. 45).", ("Adler",), "2019"),
        ("Trade grew (Adler, n.d.).", ("Adler",), "n.d."),
        ("Trade grew (Adler, forthcoming).", ("Adler",), "in press"),
        ("Trade grew (van der Meer & O’Neil, 2007).", ("van der Meer", "O’Neil"), "2007"),
        ("Trade grew (Adler, Brandeis, & de la Cruz, 2007).", ("Adler", "Brandeis", "de la Cruz"), "2007"),
        ("Trade grew (J. R. Adler, 2007).", ("Adler",), "2007"),
        ("Trade grew (World Harbour Organization [WHO], 2020).", ("World Harbour Organization",), "2020"),
        ("Trade grew (Centers for Sea and Shore, 2020).", ("Centers for Sea and Shore",), "2020"),
        ("Trade grew (R Core Team, 2020).", ("R Core Team",), "2020"),
        ("Trade grew (Adler\net al., 2019).", ("Adler",), "2019"),
    ],
)
def test_in_brackets(text: str, names: tuple[str, ...], year: str) -> None:
    assert cited(text) == [("parenthetical", names, year)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Adler (2019) counts ships.", ("Adler",)),
        ("Adler's (2019) count is new.", ("Adler",)),
        ("Adler and Jones’ (2019) count is new.", ("Adler", "Jones")),
        ("Adler, Brandeis, and Chu’s (2019) count is new.", ("Adler", "Brandeis", "Chu")),
        ("However, Adler (2019) counts ships.", ("Adler",)),
        ("Following Adler and Chu (2019), we count.", ("Adler", "Chu")),
        ("Adler and colleagues (2019) count ships.", ("Adler",)),
        ("Critically, Adler et al. (2019) count ships.", ("Adler",)),
    ],
)
def test_in_running_text(text: str, names: tuple[str, ...]) -> None:
    assert cited(text) == [("narrative", names, "2019")]


def test_several_works_in_one_bracket_share_it() -> None:
    document = paper("So it was (Adler, 2019a, b; Brandeis & Okafor, 2015; cf. Vuong et al., 2001).", "")
    assert [(c.names[0], c.year + c.suffix) for c in document.citations] == [
        ("Adler", "2019a"),
        ("Adler", "2019b"),
        ("Brandeis", "2015"),
        ("Vuong", "2001"),
    ]
    assert len({c.group for c in document.citations}) == 1
    assert whole(document, document.citations[2]) == "Brandeis & Okafor, 2015"


def test_several_years_of_one_author() -> None:
    assert [year for _, _, year in cited("Adler (2010, p. 4; 2012) counts ships.")] == ["2010", "2012"]
    assert [year for _, _, year in cited("Adler (2010,2012) counts ships.")] == ["2010", "2012"]


def test_places_of_names_and_year() -> None:
    document = paper("As Adler and Chu (2019a) say.", "")
    (citation,) = document.citations
    assert [document.text[s.start : s.end] for s in citation.name_spans] == ["Adler", "Chu"]
    assert citation.year_span is not None
    assert document.text[slice(*citation.year_span)] == "2019a"
    assert whole(document, citation) == "Adler and Chu (2019a)"
    assert citation.joint == "and"


def test_a_work_cited_through_another() -> None:
    document = paper("So it was (Adler, 1900, as cited in Chu, 1950, p. 3).", "")
    assert [(c.names, c.secondary) for c in document.citations] == [(("Adler",), True), (("Chu",), False)]


@pytest.mark.parametrize(
    "text",
    [
        "It began in May (2010) and ended.",
        "After the war in Georgia (2008) it ended.",
        "The Great War (1914–1918) ended.",
        "The grant (Grant MW 2018.0017) was paid.",
        "See the report (Figure 2, 2010 values).",
        "We sampled at 2000 Hz (Canada) in 2010.",
        "The interval [0, 1] is closed.",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == []


NUMBERED = "\n\n# References\n\n" + "\n\n".join(
    f"{n}. Adler, P. ({2000 + n}). Work {n} on ships. Quay Press." for n in range(1, 9)
)


def test_numbers_and_their_ranges() -> None:
    document = paper("One [1], some [3, 5–7], and raised⁸.", NUMBERED)
    assert [c.number for c in document.citations] == [1, 3, 5, 6, 7, 8]
    assert all(c.form == "numeric" for c in document.citations)


def test_a_range_of_brackets() -> None:
    assert [c.number for c in paper("Some [1]–[4] and one [6].", NUMBERED).citations] == [1, 2, 3, 4, 6]


def test_raised_numbers_in_markdown_are_citations_and_powers_are_not() -> None:
    document = paper("Ships matter.^3^ They do^1,2^ so, on 5 m^2^ of deck.", NUMBERED)
    assert [c.number for c in document.citations] == [3, 1, 2]


def test_an_interval_is_no_citation_in_a_numeric_paper() -> None:
    document = paper("One [1], two [2], where x lies in [1, 7] and y = [2, 3].", NUMBERED)
    assert [c.number for c in document.citations] == [1, 2]


def test_keys_are_kept() -> None:
    assert [c.key for c in paper("One [@a; @b].", "").citations] == ["a", "b"]


def test_entries_of_the_list_are_not_read_as_citations() -> None:
    assert paper("Nothing is cited here.").citations == ()


# --- matching --------------------------------------------------------------------------------------------------------


def test_name_and_year() -> None:
    assert matched("Brandeis and Okafor (2015) count.") == ["Counting ships"]


def test_letters_tell_works_of_a_year_apart() -> None:
    assert matched("So (Adler, 2019b).") == ["Canals and their towns"]
    assert matched("So (Adler, 2019).") == ["Ports and their towns|Canals and their towns"]


@pytest.mark.parametrize(
    "text",
    ["(Muller-Haas et al., 2011)", "(Mueller-Haas et al., 2011)", "(Müller Haas et al., 2011)"],
)
def test_accents_digraphs_and_hyphens_do_not_matter(text: str) -> None:
    assert matched(f"So {text}.") == ["Tides"]


def test_particles_do_not_matter() -> None:
    assert matched("So (Meer, 2007), so (Van der Meer, 2007).") == ["Dikes", "Dikes"]


def test_an_organisation_by_its_letters() -> None:
    assert matched("So (WHO, 2020).") == ["Yearbook of harbours"]


def test_other_authors_speak_against_an_entry() -> None:
    assert near("So (Brandeis & Castellanos, 2015).") == [("authors", "Counting ships")]


def test_a_slip_in_the_name() -> None:
    assert near("So (Brandies & Okafor, 2015).") == [("name", "Counting ships")]
    assert near("So (Brandeis & Okafro, 2015).") == [("name", "Counting ships")]


def test_a_slip_in_the_year() -> None:
    assert near("So (Brandeis & Okafor, 2016).") == [("year", "Counting ships")]
    assert near("So (Brandeis & Okafor, 2051).") == [("year", "Counting ships")]


def test_more_authors_of_the_same_year_are_nearer_than_a_far_year() -> None:
    listed = (
        "\n\n# References\n\nCastellanos, E. (2019). Tide tables. Oxford: Quay Press.\n\n"
        "Castellanos, E., Vuong, D., & Reyes, M. (2011). Tides and trade. *Water Studies*, 9, 3–9.\n"
    )
    (far,) = reconcile(paper("As Castellanos (2011) has it.", listed)).matches
    assert [(n.kind, n.reference.title) for n in far.near[:1]] == [("authors", "Tides and trade")]
    (next_,) = reconcile(paper("As Castellanos (2018) has it.", listed)).matches
    assert [(n.kind, n.reference.title) for n in next_.near[:1]] == [("year", "Tide tables")]


def test_a_slip_in_both_needs_other_authors() -> None:
    assert near("So (Brandies & Okafor, 2016).") == [("both", "Counting ships")]
    assert near("So (Adlre, 2018).") == []


def test_no_slip_between_short_names() -> None:
    assert not slip("Li", "Lu")
    assert not slip("Adler", "Agler-Smith")
    assert slip("Shifrison", "Shifrinson")
    assert same("Müller", "Mueller")
    assert year_slip("2018", "2019")
    assert not year_slip("2008", "1998")


def test_each_entry_knows_its_citations() -> None:
    found: Reconciled = reconcile(paper("So (Adler, 2019a). And again Adler (2019a). Yet (Brandies & Okafor, 2015)."))
    assert {at: len(citations) for at, citations in found.cited.items()} == {0: 2}
    assert list(found.nearly_cited) == [2]
    assert len(found.citations_of(found.references[0])) == 2


def test_five_thousand_entries_take_no_more_than_their_share() -> None:
    def seconds(count: int) -> float:
        names = [f"{a}{b}{c}son" for a in "BCDFGHKLMN" for b in ("ar", "el", "in", "or", "um") for c in "bdfgklmnpt"]
        entries = [(names[at % len(names)], 1950 + at % 73) for at in range(count)]
        listed = "\n\n".join(f"{name}, A. ({year}). Work {at}. Quay." for at, (name, year) in enumerate(entries))
        text = " ".join(f"So it was ({name[:-1]}, {year})." for name, year in entries)
        document = paper(text, "\n\n# References\n\n" + listed)
        begin = time.perf_counter()
        reconcile(document)
        return time.perf_counter() - begin

    assert seconds(2000) < 12 * max(seconds(400), 0.01)
