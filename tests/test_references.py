"""Typed reference lists: what is read of an entry, what is found in a list, the table and the .bib of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mslint import shipped
from mslint.bibtex import bibtex
from mslint.checks import references as checks
from mslint.cli import mslint
from mslint.model import Diagnostic, Document, Reading, Reference, Severity, Source
from mslint.readers import read
from mslint.readers.bibliography import read as read_bibliography
from mslint.readers.references import tagger
from mslint.readers.references.names import read_names
from mslint.readers.works import with_works

APA = """\
Adeyemi, T. O., & Brandt, L. (2018). Tides and timetables: Ferry use in delta towns. *Journal of Coastal Transport*, 12(3), 210–228. https://doi.org/10.5555/jct.2018.0031

Castellanos-Ruiz, M. (2020a). *The quiet harbour*. Meridian Press.

Castellanos-Ruiz, M. (2020b). Harbours without ships. In P. van der Meer & J. Osei (Eds.), *Handbook of port cities* (pp. 55–78). Northgate.

Institute of River Studies. (2015). Annual report on dredging.

Nguyen, H., Okafor, C., Petrov, D., et al. (in press). Silt budgets of small estuaries. *Estuary Letters*.

O’Brien, K. (n.d.). Notes on mooring.
"""


def document(text: str, name: str = "paper.md") -> Document:
    return with_works(read(Source.of(Path(name), text)))


def listed(entries: str, name: str = "paper.md", heading: str = "# References\n\n") -> tuple[Reference, ...]:
    return document(f"# Introduction\n\nSome text stands here.\n\n{heading}{entries}\n", name).references


def findings(entries: str, rule: str = "", name: str = "paper.md") -> list[Diagnostic]:
    found = checks.check(document(f"# Introduction\n\nSome text stands here.\n\n# References\n\n{entries}\n", name))
    return [d for d in found if d.rule.endswith(rule)]


def serious(entries: str) -> list[Diagnostic]:
    return [d for d in findings(entries) if d.severity >= Severity.WARNING]


# --- tagging ---------------------------------------------------------------------------------------------------------


def plainly(words: list[str]) -> list[int]:
    """The best labels by trying every label before every other: what the tagger does faster."""
    lines = shipped.data("references-model")["unary"].splitlines()
    weights = {name: value for name, _, value in (line.rpartition("\t") for line in lines)}
    count = len(tagger.LABELS)
    features, links = tagger.features_of(words)
    paths: list[tuple[int, list[int]]] = []
    for names, link in zip(features, links, strict=True):
        rows = [tagger.row_of(weights[name]) for name in names if name in weights]
        own = [sum(row[label] for row in rows) for label in range(count)]
        turn = tagger.model().transition[link]
        paths = [
            max(
                ((score + turn[label][path[-1]] + own[label], [*path, label]) for score, path in paths),
                key=lambda p: p[0],
            )
            if paths
            else (own[label], [label])
            for label in range(count)
        ]
    return max(paths, key=lambda p: p[0])[1]


def test_the_tagger_finds_the_best_path() -> None:
    for entry in APA.split("\n\n"):
        words = entry.split()
        assert tagger.tag(words, tagger.model()) == plainly(words)


# --- reading ---------------------------------------------------------------------------------------------------------


def test_entries_in_apa() -> None:
    entries = listed(APA)
    assert [(r.names, r.year + r.suffix) for r in entries] == [
        (("Adeyemi", "Brandt"), "2018"),
        (("Castellanos-Ruiz",), "2020a"),
        (("Castellanos-Ruiz",), "2020b"),
        (("Institute of River Studies",), "2015"),
        (("Nguyen", "Okafor", "Petrov"), "in press"),
        (("O’Brien",), "n.d."),
    ]
    assert [r.title for r in entries[:3]] == [
        "Tides and timetables: Ferry use in delta towns",
        "The quiet harbour",
        "Harbours without ships",
    ]
    first = entries[0]
    assert (first.container, first.doi, first.given) == (
        "Journal of Coastal Transport",
        "10.5555/jct.2018.0031",
        ("T. O.", "L."),
    )
    assert {name: first.fields[name] for name in ("volume", "number", "pages")} == {
        "volume": "12",
        "number": "3",
        "pages": "210–228",
    }
    assert entries[4].et_al and not first.et_al


def test_parts_stand_where_they_say() -> None:
    text = f"# References\n\n{APA}"
    paper = document(text)
    first = paper.references[0]
    at = {name: text[span.start : span.end] for name, span in first.parts.items()}
    assert at["year"] == "2018"
    assert at["container"] == "Journal of Coastal Transport"
    assert at["title"] == "Tides and timetables: Ferry use in delta towns"
    assert text[first.span.start : first.span.end].startswith("Adeyemi")


@pytest.mark.parametrize(
    ("entry", "names", "year", "title"),
    [
        ("Lindqvist, Maja, and Tom Abara. 2016. “Ferries in Winter.” *Northern Transport Review* 8 (2): 44–61.", ("Lindqvist", "Abara"), "2016", "Ferries in Winter"),
        ("Lindqvist, Maja. *Ferries of the North*. Bergen: Fjord Press, 2016.", ("Lindqvist",), "2016", "Ferries of the North"),
        ("Lindqvist, M. and Abara, T. (2016) ‘Ferries in winter’, Northern Transport Review, 8(2), pp. 44-61.", ("Lindqvist", "Abara"), "2016", "Ferries in winter"),
        ("M. Lindqvist, T. Abara, and R. Voss, “Scheduling ferries under ice,” IEEE Trans. Mar. Syst., vol. 8, no. 2, pp. 44–61, Feb. 2016.", ("Lindqvist", "Abara", "Voss"), "2016", "Scheduling ferries under ice"),
        ("Lindqvist M, Abara TB, Voss R. Cold injuries among ferry crews: a cohort study. Int Marit Health. 2016;8(2):44-61.", ("Lindqvist", "Abara", "Voss"), "2016", "Cold injuries among ferry crews: a cohort study"),
        ("Lindqvist, Maja. “Ferries in Winter.” Northern Transport Review, vol. 8, no. 2, 2016, pp. 44-61.", ("Lindqvist",), "2016", "Ferries in Winter"),
        ("M. Lindqvist, T. Abara, Scheduling ferries under thick ice, Northern Transp. Rev. 8 (2016) 44–61.", ("Lindqvist", "Abara"), "2016", "Scheduling ferries under thick ice"),
        ("Lindqvist, Maja, “Piers (1906-2005) and Their Keepers,” Northern Transport Review 8 (2016), pp. 44-61.", ("Lindqvist",), "2016", "Piers (1906-2005) and Their Keepers"),
        ("World Association of Ferry Crews: A Monthly of the North. (2016). Winter schedules under thick ice. Fjord Press.", ("World Association of Ferry Crews: A Monthly of the North",), "2016", "Winter schedules under thick ice"),
        ("van der Meer, P. (2011). Locks and basins. Delta Books.", ("van der Meer",), "2011", "Locks and basins"),
        ("Mensah, K., Jr. (2003). Weirs of the lower river (Doctoral dissertation). University of Tema.", ("Mensah",), "2003", "Weirs of the lower river"),
        ("Mearns,J.J.(2014). why barges sink. River Affairs, 93(5), 77-89.", ("Mearns",), "2014", "why barges sink"),
        ("Abara, T. and Voss, R., eds. 2009. Tides: An Atlas. Delta Books.", ("Abara", "Voss"), "2009", "Tides: An Atlas"),
        ("Lindqvist, Maja. “Tar: The Smell of Quays.” Essays on Coasts: Northern Writing since 1950. Bergen: Fjord Press, 2016: 44-61.", ("Lindqvist",), "2016", "Tar: The Smell of Quays"),
        ("Voss, R. (2004). Ice and timetables. In: Abara, T. (ed.) Winter Transport. Bergen: Fjord Press, 12-30.", ("Voss",), "2004", "Ice and timetables"),
    ],
    ids=["chicago-author-date", "chicago-notes", "harvard", "ieee", "vancouver", "mla", "elsevier", "years-in-title", "body", "particle", "thesis", "glued", "editors", "quoted", "chapter"],
)  # fmt: skip
def test_entries_of_other_styles(entry: str, names: tuple[str, ...], year: str, title: str) -> None:
    (found,) = listed(entry)
    assert (found.names, found.year, found.title) == (names, year, title)


@pytest.mark.parametrize(
    ("entry", "names", "title"),
    [
        ("Voss, R., & Abara, T. 2011. Quay walls in soft soils, 1850-1930. Fjord Press.", ("Voss", "Abara"), "Quay walls in soft soils, 1850-1930"),
        ("Voss, R. 2011. Ebb currents at the Outer Banks, Carolina. Estuary Letters 12(3): 44–51.", ("Voss",), "Ebb currents at the Outer Banks, Carolina"),
        ("Lindqvist, M., Estuaries of the far north, Estuary Notes, vol. 7, 2004, pp. 12-30.", ("Lindqvist",), "Estuaries of the far north"),
        ("Lindqvist, Maja, Tom Abara, Ruth Voss et al. \"Ferries under ice and their long winters.\" Estuary Letters 8 (2016): 44-61.", ("Lindqvist", "Abara", "Voss"), "Ferries under ice and their long winters"),
        ("Voss, R. 2011. Ebb at Lake Tarn, K. Ost (abstract). Estuary Notes, v. 5, p. 42.", ("Voss",), "Ebb at Lake Tarn, K. Ost (abstract)"),
        ("Abara, Tom, and Ruth Voss, eds. Tides and Piers: Trade, Towns, and Ferries of the North. Bergen: Fjord Press, 2009.", ("Abara", "Voss"), "Tides and Piers: Trade, Towns, and Ferries of the North"),
        ("Okafor, E. M. Quay’s End. Bergen: Fjord Press, 2003.", ("Okafor",), "Quay’s End"),
        ("Voss, R. (2016, May 2). Ferries stay at home. Quay Daily. Retrieved from http://quay.example/ferries", ("Voss",), "Ferries stay at home"),
        ("Lindqvist M, Abara T. Ice maps from radar images under thick snow[J]. Proceedings of the Northern Conference on Ice, 2014: 1746-1751.", ("Lindqvist", "Abara"), "Ice maps from radar images under thick snow"),
        ("Voss, R., Scheduling ferries under very thick ice, to appear in Estuary Letters.", ("Voss",), "Scheduling ferries under very thick ice"),
        ("Voss, Ruth: Eis und Fahrpläne im hohen Norden. Bergen: Fjord Verlag, 1998.", ("Voss",), "Eis und Fahrpläne im hohen Norden"),
        ("Voss, Ruth (Ruth Abara). Ice of the Lower Delta. Bergen: Fjord Press, 1998.", ("Voss",), "Ice of the Lower Delta"),
    ],
    ids=["years", "place", "journal-after-comma", "quoted-after-names", "name-within", "editors", "initials", "site", "marked", "to-appear", "colon", "other-name"],
)  # fmt: skip
def test_where_titles_begin_and_end(entry: str, names: tuple[str, ...], title: str) -> None:
    (found,) = listed(entry)
    assert (found.names, found.title) == (names, title)


@pytest.mark.parametrize(
    ("written", "surnames", "given"),
    [
        ("Ruiz, A. B., & Stone, C.", ["Ruiz", "Stone"], ["A. B.", "C."]),
        ("Ruiz AB, de la Cruz MC, Stone C", ["Ruiz", "de la Cruz", "Stone"], ["AB", "MC", "C"]),
        ("Ruiz, Ana, Carl Stone, and Eva von Ahn", ["Ruiz", "Stone", "von Ahn"], ["Ana", "Carl", "Eva"]),
        ("A. B. Ruiz and C.-D. Stone", ["Ruiz", "Stone"], ["A. B.", "C.-D."]),
        ("Ruiz, A.; Stone, C.; Ahn, E.", ["Ruiz", "Stone", "Ahn"], ["A.", "C.", "E."]),
        ("RUIZ, A. and STONE, C.D.", ["RUIZ", "STONE"], ["A.", "C.D."]),
        ("Ministry of Ports and Harbours", ["Ministry of Ports and Harbours"], [""]),
        ("Иванова, А. П., & Петров, Д.", ["Иванова", "Петров"], ["А. П.", "Д."]),
        ("Ruiz, D. Anna, and Joel S. Stone", ["Ruiz", "Stone"], ["D. Anna", "Joel S."]),
        ("**Ruiz AB****", ["Ruiz"], ["AB"]),
        ("Ph. Ruiz, C. Stone, Ch. Voss and Yu. Ahn", ["Ruiz", "Stone", "Voss", "Ahn"], ["Ph.", "C.", "Ch.", "Yu."]),
        ("O’Shea, T., & d’Arcy, M.", ["O’Shea", "d’Arcy"], ["T.", "M."]),
    ],
)  # fmt: skip
def test_names(written: str, surnames: list[str], given: list[str]) -> None:
    names = read_names(written)
    assert (list(names.surnames), list(names.given)) == (surnames, given)


def test_editors_with_a_suffix_and_a_body_among_authors() -> None:
    (found,) = listed(
        "Abara, Tom M., Ruth P. Voss, and Henry L. Lindqvist III, eds. 2004. The Compleat Pilot: A Harbour Guide, "
        "2nd Ed. Vol. 2. Washington, DC, US: Quay Association The compleat pilot."
    )
    assert (found.names, found.year) == (("Abara", "Voss", "Lindqvist"), "2004")
    names = read_names("Voss, Ruth, Tom Abara, Maja C. Lindqvist, and Harbour Study Group Executive Committee")
    assert names.surnames == ("Voss", "Abara", "Lindqvist", "Harbour Study Group Executive Committee")


def test_a_dash_repeats_the_author() -> None:
    entries = listed(
        "Lindqvist, Maja. 2016. *Ferries*. Bergen: Fjord Press.\n\n———. 2018. *Buoys*. Bergen: Fjord Press."
    )
    assert [(r.names, r.year) for r in entries] == [(("Lindqvist",), "2016"), (("Lindqvist",), "2018")]


def test_several_entries_in_one_paragraph() -> None:
    entries = listed(
        "Adeyemi, T. (2018). Tides. Meridian Press.\nBrandt, L. (2019). Timetables of the\ndelta. Meridian Press."
    )
    assert [r.title for r in entries] == ["Tides", "Timetables of the delta"]


def test_a_link_below_belongs_to_the_entry_above() -> None:
    entries = listed(
        "Adeyemi, T. (2018). Tides. Meridian Press.\n\nhttps://doi.org/10.5555/tides\n\nda Costa, M. (2019). Weirs. Meridian Press."
    )
    assert [(r.names, r.doi) for r in entries] == [(("Adeyemi",), "10.5555/tides"), (("da Costa",), "")]


def test_authors_in_a_paragraph_of_their_own_belong_to_the_year_below() -> None:
    first, names, second = listed(
        "Marta Erhart, Paul Dovale, and Jo Fontaine.\n\n2009. Moles and piers. Water Studies, pages 61–\n\n"
        "69, Athens, Greece.\n\nA. Voss, T. Abara and J. F. Roe.\n\nA study of tides and piers. Estuary Letters 8 (2016), 44–61."
        "\n\nNora Okafor. 2011. Counting ships. Quay Press, Oxford.\n",
        "paper.txt",
        "References\n\n",
    )
    assert (first.names, first.year, first.title) == (("Erhart", "Dovale", "Fontaine"), "2009", "Moles and piers")
    assert (names.names, names.title) == (("Voss", "Abara", "Roe"), "A study of tides and piers")
    assert (second.names, second.year) == (("Okafor",), "2011")


def test_a_numbered_list_keeps_its_numbers() -> None:
    entries = listed("1. Adeyemi T. Tides. Coast. 2018;3(1):4-9.\n2. Brandt L. Locks. Coast. 2019;4(1):7-12.")
    assert [r.number for r in entries] == [1, 2]
    entries = listed("[1] T. Adeyemi, “Tides,” Coast, vol. 3, 2018.\n\n[2] L. Brandt, “Locks,” Coast, vol. 4, 2019.")
    assert [(r.number, r.names) for r in entries] == [(1, ("Adeyemi",)), (2, ("Brandt",))]


def test_a_list_without_heading_is_read() -> None:
    assert len(listed(APA, heading="")) == 6
    assert not listed("Adeyemi came in 2018. Nobody knew why.\n\nBrandt left in 2019.", heading="")


@pytest.mark.parametrize("name", ["paper.md", "paper.txt"])
def test_entries_are_no_prose(name: str) -> None:
    paper = document(f"# Introduction\n\nSome text stands here.\n\n# References\n\n{APA}", name)
    inside = [b for b in paper.blocks if any(b.span.overlaps(r.span) for r in paper.references)]
    assert inside and all(block.kind == "reference" for block in inside)
    assert any(block.kind == "paragraph" for block in paper.blocks)


def test_odd_text_is_no_reason_to_fail() -> None:
    for odd in ("(((", "2020", ", & *. (n.d.). .", "\u200b(2019)", "—", "Ω" * 3000, "a (2020). " * 200):
        listed(odd)


# --- findings --------------------------------------------------------------------------------------------------------


def test_a_good_list_is_left_alone() -> None:
    assert serious(APA) == []


def test_the_same_work_twice() -> None:
    again = "Adeyemi, T. O., & Brandt, L. (2018). Tides and timetables: Ferry use in delta town. *Journal of Coastal Transport*, 12(3), 210–228."
    (found,) = findings(f"{APA}\n{again}\n", "duplicate-work")
    assert "Adeyemi and Brandt (2018)" in found.message and found.related
    parts = "Adeyemi, T. (2018). Handbook of tidal engineering, volume 1. Meridian.\n\nAdeyemi, T. (2018). Handbook of tidal engineering, volume 2. Meridian."
    assert not findings(parts, "duplicate-work")


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [
        ("228–210", True),
        ("210–228", False),
        ("321–28", False),
        ("195–12", True),
        ("e110–e121", False),
        ("S40–S32", True),
    ],
)
def test_pages_that_run_backwards(pages: str, wrong: bool) -> None:
    entry = f"Adeyemi, T. O. (2018). Tides and timetables. *Journal of Coastal Transport*, 12(3), {pages}."
    found = findings(entry, "page-range")
    assert bool(found) == wrong
    assert all(pages in d.message for d in found)


@pytest.mark.parametrize(
    ("doi", "wrong"),
    [
        ("https://doi.org/10.5555/abc.12", False),
        ("doi:10.5555/abc(1)2", False),
        ("https://doi.org/10.555/abc.12", True),
        ("https://doi.org/10.5555abc", True),
        ("doi: 1O.5555/abc", True),
        ("https://doi.org/https://doi.org/10.5555/abc", True),
        ("https://doi.org/10/gk5x", False),
    ],
)
def test_dois(doi: str, wrong: bool) -> None:
    entry = f"Adeyemi, T. O. (2018). Tides and timetables. *Journal of Coastal Transport*, 12(3), 210–228. {doi}"
    assert bool(findings(entry, ".doi")) == wrong


def test_a_doi_with_a_letter_for_a_digit_is_mended() -> None:
    entry = (
        "Adeyemi, T. O. (2018). Tides and timetables. *Journal of Coastal Transport*, 12(3), 210–228. doi: 1O.5555/abc"
    )
    (found,) = findings(entry, ".doi")
    assert found.fixes[0].safe and found.fixes[0].edits[0].text == "10."


def test_impossible_years() -> None:
    (found,) = findings("Adeyemi, T. (2918). Tides and timetables. Meridian.", "impossible-year")
    assert "2918" in found.message
    late = APA.replace("(2018)", "(2081)").replace("(in press)", "(2016)").replace("(n.d.)", "(2011)")
    (found,) = findings(late, "impossible-year")
    assert "2081" in found.message


def test_years_to_come() -> None:
    text = "# References\n\n" + APA.replace("(2018)", "(2021)")
    now = replace(document(text), reading=Reading(year=2019))
    (found,) = [d for d in checks.check(now) if d.rule == "references.impossible-year"]
    assert "“2021”" in found.message and "still to come" in found.message
    assert not [d for d in checks.check(replace(now, reading=Reading(year=2020))) if d.rule == found.rule]


def test_a_missing_year_and_lost_initials() -> None:
    found = findings(APA + "\nQuist, . (2014). On oars. *Estuary Letters*, 2(1), 3–9.\n", "missing-field")
    assert [d for d in found if d.severity is Severity.WARNING and "initials of “Quist”" in d.message]
    found = findings(APA + "\nQuist, R. On oars and rowing. *Estuary Letters*, 2(1), 3–9.\n", "missing-field")
    assert [d for d in found if d.severity is Severity.WARNING and "has no year" in d.message]


def test_what_is_surely_missing_is_told_once_an_entry() -> None:
    full = "Quist, R. (2014). On oars. *Estuary Letters*, 2(1), 3–9.\n\n"
    found = findings(full + "Quist, R. (2015). On rudders and tillers.\n", "missing-field")
    assert [d.message for d in found] == ["“Quist (2015)” has no journal, book, publisher or link."]
    assert found[0].severity is Severity.SUGGESTION
    found = findings(full + "Quist, R. (2016). On keels. *Estuary Letters*.\n", "missing-field")
    assert [d.message for d in found] == ["“Quist (2016)” has no volume and no pages."]


@pytest.mark.parametrize(
    "entry",
    [
        "Quist, R. (2016). On keels. *bioRxiv*.",
        "Quist, R. (2016, May 3). On keels. *The Delta Herald*.",
        "Quist, R. (in press). On keels. *Estuary Letters*.",
        "Quist, R. (2016). On keels. https://delta.example/keels",
        "Quist, R. (2016). On keels. Fjord Press.",
        "Quist, R. (2016). On keels. In T. Voss (Ed.), *Hulls of the north*. Fjord Press.",
    ],
)
def test_what_may_stand_so_lacks_nothing(entry: str) -> None:
    assert not findings(entry, "missing-field")


def test_a_list_of_stubs_is_one_finding() -> None:
    stubs = "".join(f"Quist, {letter}. (2015). On the rudders of boats.\n\n" for letter in "ABCDEF")
    (found,) = findings(stubs, "missing-field")
    assert found.message.startswith("6 entries are not complete") and len(found.related) == 5


def test_order() -> None:
    moved = "Zeller, A. (2001). Ropes and knots of old harbours. Meridian.\n\n" + APA
    (found,) = findings(moved, ".order")
    assert "Zeller (2001)" in found.message and "after “O’Brien" in found.message
    assert not findings(APA, ".order")
    jumbled = "\n\n".join(sorted(APA.strip().split("\n\n"), key=len))
    assert not findings(jumbled, ".order"), "a list in no order has none to keep"


def test_numbers_that_repeat() -> None:
    entries = "[1] T. Adeyemi, “Tides,” Coast, vol. 3, 2018.\n\n[2] L. Brandt, “Locks,” Coast, vol. 4, 2019.\n\n[4] R. Voss, “Buoys,” Coast, vol. 5, 2020."
    (found,) = findings(entries, ".order")
    assert "4" in found.message and "2" in found.message


def test_styles_mixed() -> None:
    odd = "Lindqvist M, Abara TB. Cold injuries among ferry crews. Int Marit Health. 2016;8(2):44-61."
    more = (
        "Sato, R. (2009). Piers. *Estuary Letters*, 1(1), 3–9.\n\nTamm, U. (2010). Quays. *Estuary Letters*, 2(1), 3–9."
    )
    (found,) = findings(f"{APA}\n{odd}\n\n{more}\n", "mixed-styles")
    assert found.severity is Severity.SUGGESTION
    assert "Vancouver" in found.message and "APA" in found.message


def test_journal_names() -> None:
    (found,) = findings(
        "Adeyemi, T. (2018). Tides and timetables. *Jouranl of Coastal Transport*, 12(3), 210–228.", "journal-name"
    )
    assert "Jouranl" in found.message and found.fixes[0].edits[0].text == "Journal"
    two = (
        "Adeyemi, T. (2018). Tides. *Estuary Letters*, 12(3), 210–228.\n\nBrandt, L. (2019). Locks. *Estuary Letters*, 13(3), 10–28.\n\n"
        "Costa, M. (2019). Weirs. *Estuarry Letters*, 13(4), 30–38."
    )
    (found,) = findings(two, "journal-name")
    assert "Estuarry" in found.message and "Estuary Letters" in found.message
    short = "Adeyemi, T. (2018). Tides. *Journal of Coastal Transport*, 12(3), 210–228.\n\nBrandt, L. (2019). Locks. *J. Coast. Transp.*, 13(3), 10–28."
    (found,) = findings(short, "journal-name")
    assert found.severity is Severity.SUGGESTION
    fine = "Adeyemi, T. (2018). Mareas. *Revista Nacional de Educacion*, 12(3), 210–228.\n\nBrandt, L. (2019). Locks. *Behavioural Brain Research A*, 13(3), 10–28."
    assert not findings(fine, "journal-name")


def test_findings_in_a_bibliography_file_name_it() -> None:
    path = Path("works.bib")
    text = (
        "@article{ade2018,\n author = {Adeyemi, T.},\n title = {Tides and timetables of the delta},\n journal = {Coast},\n"
        " year = 2018,\n volume = 3,\n pages = {228--210},\n doi = {doi.org/tides}\n}\n"
        "@article{ade2018b,\n author = {Adeyemi, T.},\n title = {Tides and timetables of the delta},\n journal = {Coast},\n year = 2018\n}\n"
        "@book{nobody,\n title = {Untitled},\n publisher = {Meridian}\n}\n"
    )
    paper = read(Source.of(Path("paper.md"), "Some text [@ade2018; @ade2018b; @nobody].\n"))
    found = list(checks.check(paper.with_bibliographies([read_bibliography(path, text)])))
    assert all(d.path == path for d in found)
    told = {d.rule: text[d.span.start : d.span.end] for d in found if d.severity >= Severity.WARNING}
    assert told["references.page-range"] == "228--210"
    assert told["references.doi"] == "doi.org/tides"
    assert told["references.duplicate-work"] == "ade2018b"
    assert told["references.missing-field"] == "nobody"


# --- the command -----------------------------------------------------------------------------------------------------

PAPER = f"""\
# Introduction

Ferries fill in spring (Adeyemi & Brandt, 2018). So do harbours (Castellanos-Ruiz, 2020a; Unseen, 1999).

# Discussion

Adeyemi and Brandt (2018) say why.

# References

{APA}"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, "utf-8")
    return path


def run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(mslint, ["references", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_table_says_where_each_is_cited(paper: Path) -> None:
    code, out = run(paper)
    assert code == 0
    assert "2×  Adeyemi and Brandt (2018)" in out
    assert "cited in lines 3, 7" in out
    assert "Unseen, 1999" in out.partition("Cited, and not in the list")[2]
    assert "6 references, 4 never cited" in out


def test_the_table_as_json(paper: Path) -> None:
    code, out = run(paper, "--format", "json")
    table = json.loads(out)
    assert code == 0
    assert [len(r["cited"]) for r in table["references"]] == [2, 1, 0, 0, 0, 0]
    first = table["references"][0]
    assert PAPER[first["start"] : first["end"]].startswith("Adeyemi")
    assert [c["text"] for c in table["unmatched"]] == ["Unseen, 1999"]


def test_a_missing_bibliography_and_a_broken_entry_are_told(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("---\nbibliography: [gone.bib, works.bib]\n---\n\nSome text [@ade2018].\n", "utf-8")
    (tmp_path / "works.bib").write_text(
        "@book{bad,\n title = {Half}\n year\n\n@book{ade2018, title = {Tides}, year = 2018}\n", "utf-8"
    )
    code, out = run(path)
    assert code == 0
    assert "gone.bib” is not there" in out and "cannot be read" in out
    assert "1×  Tides (2018)" in out


def test_the_list_as_a_bibliography(paper: Path, tmp_path: Path) -> None:
    output = tmp_path / "works.bib"
    code, _ = run(paper, "--export", "bib", "-o", output)
    assert code == 0
    written = read_bibliography(output, output.read_text("utf-8"))
    typed = document(PAPER).references
    assert written.problems == ()
    assert [(r.names, r.year, r.title, r.et_al) for r in written.references] == [
        (r.names, r.year, r.title, r.et_al) for r in typed
    ]
    assert written.references[0].key == "adeyemi2018tides"
    assert "Journal of Coastal Transport" in written.references[0].fields["x-original"]


def test_what_tex_would_read_is_written_as_text() -> None:
    odd = listed("Müller & Söhne {GmbH}. (2011). 50 % of costs: C_1 & C_2 ~ $5 #1 @ home. Meridian Press.")
    text = "\n".join(bibtex([(r, "50 % {of} it\\all @x{") for r in odd]))
    back = read_bibliography(Path("x.bib"), text)
    assert back.problems == ()
    assert [(r.year, r.title) for r in back.references] == [(r.year, r.title) for r in odd]


def test_keys_are_never_the_same() -> None:
    twice = listed(
        "Adeyemi, T. (2018). Tides of the delta. Meridian.\n\nAdeyemi, T. (2018). Tides of the coast. Meridian."
    )
    text = "\n".join(bibtex([(r, "") for r in twice]))
    assert [r.key for r in read_bibliography(Path("x.bib"), text).references] == [
        "adeyemi2018tides",
        "adeyemi2018tidesa",
    ]


def test_bad_input_is_one_line(tmp_path: Path) -> None:
    from mslint.errors import UserError

    bare = tmp_path / "bare.md"
    bare.write_text("Some text.\n", "utf-8")
    for args in (
        ["references", str(tmp_path / "no.md")],
        ["references", str(bare), "--export", "bib"],
        ["references", str(bare), "-o", "x.bib"],
    ):
        result = CliRunner().invoke(mslint, args)
        assert isinstance(result.exception, UserError)
        assert "\n" not in str(result.exception)
    code, out = run(bare)
    assert code == 0 and "no reference list" in out
