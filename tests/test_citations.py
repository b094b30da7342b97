from __future__ import annotations

from pathlib import Path

from mslint.checks import citations
from mslint.model import Diagnostic, Document, Severity, Source
from mslint.readers import bibliography
from mslint.readers.markdown import read
from mslint.readers.works import with_works

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
    assert found(document("One [@doi:10.1000/1], two [@pmid:123], three [@10.1000/2; @tag:tides].", bib=False)) == []


def test_nocite_means_all_are_wanted() -> None:
    assert found(document("---\nnocite: '@*'\n---\n\nAs shown [@smith2019].")) == []


def test_an_address_is_no_citation() -> None:
    assert found(document("Write to jane@example.org.", bib=False)) == []


# --- works cited by name and year ------------------------------------------------------------------------------------

ENTRIES = (
    "Adler, P. (2019a). Ports and their towns. *Journal of Harbours*, 3, 1–20.",
    "Adler, P. (2019b). Canals and their towns. *Journal of Harbours*, 4, 21–40.",
    "Brandeis, T., & Okafor, L. (2015). Counting ships. Oxford: Quay Press.",
    "Castellanos, E., Vuong, D., & Reyes, M. (2011). Tides and trade. *Water Studies*, 9, 3–9.",
)
ALL_CITED = "So it was (Adler, 2019a, 2019b; Brandeis & Okafor, 2015; Castellanos et al., 2011). "


def paper(text: str, entries: tuple[str, ...] = ENTRIES) -> Document:
    listed = "\n\n# References\n\n" + "\n\n".join(entries) if entries else ""
    return with_works(read(Source.of(Path("p.md"), f"# Introduction\n\n{text}{listed}\n")))


def told(text: str, entries: tuple[str, ...] = ENTRIES) -> list[Diagnostic]:
    """What is found in a text that also cites all entries."""
    return list(citations.check(paper(ALL_CITED + text, entries)))


def rules(text: str, entries: tuple[str, ...] = ENTRIES) -> list[str]:
    return [d.rule for d in told(text, entries)]


def words(document_: Document, d: Diagnostic) -> str:
    return document_.text[d.span.start : d.span.end]


def mended(document_: Document, d: Diagnostic) -> str:
    """The text after the finding's first fix."""
    text = document_.text
    for edit in reversed(d.fixes[0].edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def test_a_paper_that_cites_what_it_lists_is_clean() -> None:
    assert told("As Brandeis and Okafor (2015) count, ships matter.") == []


def test_a_work_that_is_not_listed() -> None:
    document_ = paper(ALL_CITED + "So did Zuber and Quist (2003), and again Zuber and Quist (2003).")
    (d,) = citations.check(document_)
    assert d.rule == "citations.missing-reference"
    assert d.severity == Severity.ERROR
    assert d.message == "“Zuber & Quist (2003)” is not in the references; it is cited 2 times."
    assert words(document_, d) == "Zuber and Quist (2003)"
    assert [document_.text[r.span.start : r.span.end] for r in d.related] == ["Zuber and Quist (2003)"]


def test_a_misspelt_name_is_mended_towards_the_list() -> None:
    document_ = paper(ALL_CITED + "So did Brandies and Okafor (2015).")
    (d,) = citations.check(document_)
    assert d.rule == "citations.name"
    assert words(document_, d) == "Brandies"
    assert "did you mean Brandeis & Okafor (2015)?" in d.message
    assert "So did Brandeis and Okafor (2015)." in mended(document_, d)
    assert not d.fixes[0].safe, "which of the two is right is the author's to say"
    assert document_.text[d.related[0].span.start :].startswith("Brandeis, T.")


def test_a_wrong_year_is_mended_towards_the_list() -> None:
    document_ = paper(ALL_CITED + "So it was (Castellanos et al., 2012).")
    (d,) = citations.check(document_)
    assert d.rule == "citations.year"
    assert words(document_, d) == "2012"
    assert d.message == (
        "“Castellanos et al. (2012)” is not in the references; did you mean Castellanos et al. (2011)?"
    )
    assert "(Castellanos et al., 2011)." in mended(document_, d)


def test_where_the_text_agrees_with_itself_the_list_is_doubted() -> None:
    entries = ("Castelanos, E., Vuong, D., & Reyes, M. (2011). Tides and trade. *Water Studies*, 9, 3–9.",)
    document_ = paper("So Castellanos et al. (2011) say. It is so (Castellanos et al., 2011).", entries)
    (d,) = citations.check(document_)
    assert d.rule == "references.name"
    assert words(document_, d) == "Castelanos"
    assert len(d.related) == 2
    assert "Castellanos, E., Vuong" in mended(document_, d)


def test_works_that_nothing_cites() -> None:
    other = "Zuber, K. (2003). Locks and weirs. *Water Studies*, 1, 1–9."
    (d,) = told("", (*ENTRIES, other))
    assert (d.rule, d.severity) == ("references.uncited", Severity.WARNING)
    assert d.message == "Zuber (2003) is cited nowhere in the text."


def test_an_uncited_work_is_a_doubt_where_its_author_is_named() -> None:
    other = "Zuber, K. (2003). Locks and weirs. *Water Studies*, 1, 1–9."
    (d,) = told("The school of Zuber thought otherwise.", (*ENTRIES, other))
    assert (d.rule, d.severity) == ("references.uncited", Severity.SUGGESTION)


def test_a_title_may_stand_between_author_and_year() -> None:
    other = "Zuber, K. (2003). Locks and weirs. *Water Studies*, 1, 1–9."
    assert rules("This is told in Zuber’s book “Locks and weirs” (2003).", (*ENTRIES, other)) == []


def test_a_later_author_and_the_year_are_what_is_left_of_a_citation() -> None:
    others = "So it was (Adler, 2019a, 2019b; Castellanos et al., 2011). "
    (d,) = citations.check(paper(others + "Ships were many & Okafor, 2015)."))
    assert (d.rule, d.severity) == ("references.uncited", Severity.SUGGESTION)
    (d,) = citations.check(paper(others + "Okafor counted them, as the year 2015 showed."))
    assert (d.rule, d.severity) == ("references.uncited", Severity.WARNING)


def test_a_broken_entry_without_year_and_title_is_not_the_text_against_the_list() -> None:
    entry = "Dovale, P., Erhart, M., Fontaine, J., & . (n.d.). ."
    (d,) = told("So did Dovale et al. (2012), and again (Dovale et al., 2012).", (*ENTRIES, entry))
    assert (d.rule, d.severity) == ("references.year", Severity.SUGGESTION)


def test_many_uncited_works_are_told_at_once() -> None:
    others = tuple(f"{name}son, K. (2003). Locks of {name}. *Water Studies*, 1, 1–9." for name in LOCKS)
    (d,) = told("", (*ENTRIES, *others))
    assert d.message.startswith("12 of the 16 entries are cited nowhere in the text: ")
    assert len(d.related) == 12


LOCKS = ("Ulm", "Wal", "Mar", "Bel", "Tor", "Gen", "Pol", "Rud", "Sim", "Dov", "Hag", "Nor")


def test_a_missing_letter() -> None:
    (d,) = told("So it was (Adler, 2019).")
    assert d.rule == "citations.letter"
    assert "may be 2019a or 2019b" in d.message
    assert len(d.related) == 2


def test_a_letter_that_the_list_does_not_have() -> None:
    (d,) = told("So it was (Adler, 2019c).")
    assert d.rule == "citations.letter"
    assert "2019a, 2019b" in d.message


def test_et_al_for_two_authors() -> None:
    (d,) = told("So it was (Brandeis et al., 2015).")
    assert (d.rule, d.severity) == ("citations.et-al", Severity.WARNING)
    assert "name both, Brandeis & Okafor (2015)" in d.message


def test_authors_left_out_without_et_al() -> None:
    (d,) = told("So it was (Castellanos, 2011).")
    assert (d.rule, d.severity) == ("citations.et-al", Severity.SUGGESTION)


def test_an_original_cited_through_another_needs_no_entry() -> None:
    assert rules("So it was (Zuber, 1903, as cited in Adler, 2019a).") == ["citations.secondary"]


def test_a_reprint_is_found_by_either_year() -> None:
    other = "Zuber, K. (1903/1967). Locks and weirs. Quay Press."
    assert rules("So it was (Zuber, 1903). So it was (Zuber, 1967).", (*ENTRIES, other)) == []


def test_no_list_is_told_once() -> None:
    (d,) = told("Others agree (Zuber, 2003).", ())
    assert d.rule == "citations.no-list"


def test_a_list_that_does_not_fit_is_doubted_and_not_the_text() -> None:
    text = " ".join(f"So it was ({name}son & Zuber, 2003)." for name in LOCKS)
    (d, *others) = citations.check(paper(text))
    assert d.rule == "citations.no-list"
    assert "only 0 are found" in d.message
    assert others == []


def test_countries_and_events_are_no_authors() -> None:
    assert rules("After Georgia (2008) and Ukraine (2014) all changed.") == []


# --- the manner of citing --------------------------------------------------------------------------------------------


def test_ampersand_against_the_habit() -> None:
    text = "As Brandeis and Okafor (2015) say. " * 5 + "As Brandeis & Okafor (2015) say."
    document_ = paper(ALL_CITED + text)
    (d,) = citations.check(document_)
    assert (d.rule, d.severity) == ("citations.ampersand", Severity.WARNING)
    assert mended(document_, d).count("Brandeis and Okafor (2015)") == 6


def test_an_ampersand_in_a_label_is_a_suggestion() -> None:
    text = "As Brandeis and Okafor (2015) say. " * 5 + "High tide Brandeis & Okafor (2015) Fig. 1 shows ports."
    (d,) = citations.check(paper(ALL_CITED + text))
    assert (d.rule, d.severity) == ("citations.ampersand", Severity.SUGGESTION)


def test_ampersand_against_the_habit_in_brackets_is_a_suggestion() -> None:
    text = "So (Brandeis & Okafor, 2015). " * 5 + "So (Brandeis and Okafor, 2015)."
    (d,) = citations.check(paper(ALL_CITED + text))
    assert (d.rule, d.severity) == ("citations.ampersand", Severity.SUGGESTION)


def test_order_in_a_bracket_against_the_habit() -> None:
    text = "So (Adler, 2019a; Brandeis & Okafor, 2015). " * 5 + "So (Brandeis & Okafor, 2015; Adler, 2019a)."
    (d,) = told(text)
    assert d.rule == "citations.order"
    assert "elsewhere brackets go by author" in d.message


def test_a_full_list_against_the_habit() -> None:
    text = "So (Castellanos et al., 2011). " * 5 + "So (Castellanos, Vuong, & Reyes, 2011)."
    document_ = paper(ALL_CITED + text)
    (d,) = citations.check(document_)
    assert d.rule == "citations.full-list"
    assert mended(document_, d).count("Castellanos et al., 2011") == 7


def test_a_work_typed_by_hand_among_keys() -> None:
    book = bibliography.read(Path("r.bib"), "@book{zuber2003, title={A}, author={Zuber, Karl}, year={2003}}\n")
    keyed = with_works(read(Source.of(Path("p.md"), "So [@zuber2003]. " * 6 + "So Zubr (2003) said.")))
    found_ = list(citations.check(keyed.with_bibliographies([book])))
    assert [d.rule for d in found_] == ["citations.name", "citations.mixed"]
    assert found_[0].related[0].path == book.path


# --- numbers ---------------------------------------------------------------------------------------------------------

NUMBERED = tuple(f"{n}. Adler, P. ({2000 + n}). Work {n} on ships. Quay Press." for n in range(1, 7))


def numbered(text: str) -> list[tuple[str, str]]:
    document_ = paper(text, NUMBERED)
    return [(d.rule, words(document_, d)) for d in citations.check(document_)]


def test_a_number_that_the_list_does_not_have() -> None:
    assert numbered("One [1], two [2], all [3–6], none [9].") == [("citations.number", "9")]


def test_numbers_in_the_order_of_first_citation() -> None:
    assert numbered("One [4], two [2], three [6], more [1], [5], [3].") == []  # sorted by name: no order to keep
    assert numbered("One [1], two [2], four [4], more [5], [6], three [3].") == [("citations.number-order", "4")]


# --- lists and names that a machine garbled --------------------------------------------------------------------------


def warned(text: str, listed: str) -> list[str]:
    document = with_works(read(Source.of(Path("p.md"), f"# Introduction\n\n{text}\n\n# References\n\n{listed}\n")))
    return [d.rule for d in citations.check(document) if d.severity >= Severity.WARNING]


GARBLED = """\
Adler, P. (2019). Ports and their towns. *Journal of Harbours*, 3, 1–20. https://doi.org/10.5555/jh.2019.3Harbour Watch

Brandeis, T., Okafor, L., & Vuong, D. (2015). Counting ships. Quay Press.

Castellanos, R., & Vuong, D. (2011). Tides of the delta. *Water Studies*, 9, 3–9.
"""


def test_an_author_run_on_at_the_end_of_another_entry_is_a_doubt() -> None:
    text = "Towns grew (Adler, 2019; Brandeis et al., 2015; Castellanos & Vuong, 2011; {}, 2018)."
    assert warned(text.format("Harbour Watch"), GARBLED) == []
    assert warned(text.format("Harbour Board"), GARBLED) == ["citations.missing-reference"]
    assert warned(text.format("Quay Press"), GARBLED) == ["citations.missing-reference"]  # a publisher


def test_an_entry_within_another_one_is_a_doubt() -> None:
    run_on = (
        *ENTRIES,
        "Dovale, P. (2012). Piers of the north. Quay Press, Ohio. Marta Erhart. 2009. Moles. Quay Press.",
    )
    assert [d.severity for d in told("So is it (Erhart, 2009; Dovale, 2012).", run_on)] == [Severity.SUGGESTION]
    (d,) = told("So is it (Erhart, 2008; Dovale, 2012).", run_on)
    assert (d.rule, d.severity) == ("citations.missing-reference", Severity.ERROR)


def test_names_that_a_line_break_parted() -> None:
    assert rules("So do Castel- lanos et al. (2011) and Brandeis and Oka- for (2015).") == []


def test_no_et_al_is_made_of_an_author_named_before_the_year() -> None:
    assert rules("This is told in Brandeis’s old book “Counting ships” (2015).") == []


def test_a_work_whose_entry_has_no_year_is_not_told_twice() -> None:
    undated = "Dovale, P., & Erhart, M. Piers of the north. Oxford: Quay Press."
    assert [d.rule for d in told("So is it (Dovale & Erhart, 2012).", (*ENTRIES, undated))] == []


def test_surnames_of_two_words_and_bodies_with_a_comma() -> None:
    listed = (
        *ENTRIES,
        "Dovale Prieto, José Antonio, María Erhart Ordóñez, and Juan Collado Prieto. 1985. Piers. Quay Press.",
        "Harbour Gardens, Kew</span>**. 2017. Tide information database. Version 7.",
    )
    text = "So do Dovale Prieto, Erhart Ordóñez, and Collado Prieto (1985) and others (Harbour Gardens, Kew, 2017)."
    assert rules(text, listed) == []
    (d,) = told(text.replace("Erhart", "Erhatr"), listed)
    assert d.severity == Severity.ERROR


def test_a_company_and_half_a_name_are_no_citations() -> None:
    assert rules("We used a meter (Harbour Instruments S.A., Alella) and the names of Euro+Med (2006).") == []


def test_a_list_below_a_line_that_says_references() -> None:
    document_ = with_works(
        read(Source.of(Path("p.md"), "# Tides\n\n" + ALL_CITED + "\n\n**References**\n\n" + "\n\n".join(ENTRIES)))
    )
    assert len(document_.references) == len(ENTRIES)
    assert list(citations.check(document_)) == []


def test_a_list_in_a_quotation() -> None:
    document_ = with_works(
        read(Source.of(Path("p.md"), "# Tides\n\n" + ALL_CITED + "\n\n# References\n\n> " + "\n>\n> ".join(ENTRIES)))
    )
    assert len(document_.references) == len(ENTRIES)


def test_a_note_after_the_list_cites_too() -> None:
    entry = "Dovale, P. (2012). Piers of the north. Oxford: Quay Press."
    note = "[1] The moles are longer than the piers of that coast (Dovale, 2012)."
    (d,) = told("", (*ENTRIES, entry, note))
    assert (d.rule, d.severity) == ("references.uncited", Severity.SUGGESTION)


def test_a_name_with_parted_accents_that_the_list_lost() -> None:
    text = "Towns grew (Adler, 2019; Brandeis, {}, Okafor, & Vuong, 2015; Castellanos & Vuong, 2011)."
    assert warned(text.format("C ˇermak"), GARBLED) == []
    assert warned(text.format("Cermak"), GARBLED) == ["citations.missing-reference"]


def test_an_initial_glued_to_its_name() -> None:
    assert warned("As PAdler (2019), Brandeis et al. (2015), and Castellanos and Vuong (2011) say.", GARBLED) == []


def test_et_al_for_two_authors_is_told_once() -> None:
    text = (
        "Tides turn (Castellanos et al., 2011). So did Castellanos et al. (2011); Adler (2019); Brandeis et al. (2015)."
    )
    assert warned(text, GARBLED) == ["citations.et-al"]


# --- by author and page ----------------------------------------------------------------------------------------------

WORKS_CITED = """\
Adler, Petra. “Ports and Their Towns.” Journal of Harbours, vol. 3, no. 1, 2019, pp. 1-20.

Brandeis, Tom, and Lena Okafor. Counting Ships of the North. Quay Press, 2015.

Castellanos, Eva, et al. “Tides and Trade in the Delta.” Water Studies, vol. 9, no. 2, 2011, pp. 3-19.

Vuong, Duc. Canals without Water. Meridian Press, 2007.
"""
BY_PAGE = (
    "Ports grew first (Adler 4). Ships were counted late (Brandeis and Okafor 45-47; Adler 12). "
    "Castellanos et al. hold that tides made trade (7). The water left (Vuong, Canals 88). "
)


def by_page(text: str, listed: str = WORKS_CITED) -> Document:
    return with_works(read(Source.of(Path("p.md"), f"# Introduction\n\n{text}\n\n# Works Cited\n\n{listed}\n")))


def test_citations_by_author_and_page() -> None:
    document_ = by_page(BY_PAGE)
    assert [(c.names, c.locator, c.form) for c in document_.citations] == [
        (("Adler",), "4", "parenthetical"),
        (("Brandeis", "Okafor"), "45-47", "parenthetical"),
        (("Adler",), "12", "parenthetical"),
        (("Castellanos",), "7", "narrative"),
        (("Vuong",), "88", "parenthetical"),
    ]
    assert document_.citations[3].et_al
    assert found(document_) == []


def test_slips_and_missing_works_by_author_and_page() -> None:
    (slip,) = citations.check(by_page(BY_PAGE.replace("Vuong, Canals", "Vuoung, Canals")))
    assert (slip.rule, slip.severity) == ("citations.name", Severity.ERROR)
    assert {edit.text for fix in slip.fixes for edit in fix.edits} == {"Vuong"}
    missing, *rest = citations.check(by_page(BY_PAGE + "Piers rot (Thorne 31)."))
    assert (missing.rule, missing.severity, rest) == ("citations.missing-reference", Severity.WARNING, [])
    assert missing.message == "“Thorne 31” is not in the references."
    (never,) = citations.check(by_page(BY_PAGE.replace(" The water left (Vuong, Canals 88).", "")))
    assert (never.rule, never.severity) == ("references.uncited", Severity.WARNING)


def test_names_and_numbers_that_are_no_citations_by_page() -> None:
    text = (
        BY_PAGE + "More stands elsewhere (Table 3; Figure 2), in the year (May 12), on paper (NATO 5) and (see note 4)."
    )
    assert len(by_page(text).citations) == 5
    assert found(by_page(text)) == []


def test_an_author_named_in_the_text_is_cited() -> None:
    assert found(by_page(BY_PAGE.replace("(Vuong, Canals 88)", "as Vuong has shown"))) == []


def test_a_dated_list_has_no_citations_by_page() -> None:
    text = "Ports grew (Adler, 2019a, 2019b; Brandeis & Okafor, 2015; Castellanos et al., 2011). So it was (Adler 4; Adler 6)."
    assert all(not c.locator for c in paper(text).citations)


# --- by number -------------------------------------------------------------------------------------------------------

VANCOUVER = """\
1. Adler, P. (2019). Ports and their towns. *Journal of Harbours*, 3, 1–20.
2. Brandeis, T., & Okafor, L. (2015). Counting ships. Quay Press.
3. Vuong, D. (2011). Tides of the delta. *Water Studies*, 9, 3–9.
4. Quist, R. (2014). On oars. *Estuary Letters*, 2, 3–9.
"""


def by_number(text: str) -> list[tuple[str, Severity]]:
    document_ = with_works(read(Source.of(Path("p.md"), f"# Introduction\n\n{text}\n\n# References\n\n{VANCOUVER}")))
    return [(d.rule, d.severity) for d in citations.check(document_)]


def test_a_lone_number_after_from_or_in_is_a_work() -> None:
    assert by_number("Ports grew [1], as in [2] and from [3], within the range [4].") == []


def test_an_interval_is_no_work() -> None:
    text = "Ports grew [1–4]. Ratings were on a scale [1, 7], with a mean in [5, 6], and the Eye: [37, 42]."
    assert by_number(text) == []


def test_by_number_a_work_is_not_cited_by_naming_its_author() -> None:
    assert by_number("Ports grew [1], ships too [2], and Quist knew it [3].") == [
        ("references.uncited", Severity.WARNING)
    ]


def test_by_number_a_name_and_a_year_are_a_doubt() -> None:
    found_ = by_number("Ports grew [1], ships too [2, 3], words less [4] (counted by LIWC, 2015).")
    assert found_ == [("citations.missing-reference", Severity.SUGGESTION)]
