from __future__ import annotations

from pathlib import Path

import pytest

from mslint.checks import crossrefs
from mslint.model import Diagnostic, Document, Source
from mslint.readers import markdown, plain


def document(text: str) -> Document:
    return markdown.read(Source.of(Path("p.md"), text))


def found(text: str) -> list[Diagnostic]:
    return list(crossrefs.check(document(text)))


def rules(text: str) -> list[tuple[str, str]]:
    return [(d.rule.removeprefix("crossrefs."), text[d.span.start : d.span.end]) for d in found(text)]


# Pointers by name

HARBOUR = "![The harbour in 1820.](harbour.png){#fig:harbour}\n\n"


def test_pointers_with_their_targets() -> None:
    assert rules(HARBOUR + "See @fig:harbour and [@fig:harbour], or the [picture](#fig:harbour).") == []
    assert (
        rules("![The quay. \\label{fig:quay}](quay.png)\n\nSee \\autoref{fig:quay} and Figure \\ref{fig:quay}.") == []
    )
    assert rules("# The old town\n\nSee [above](#the-old-town).") == []
    assert rules('<a id="map"></a>\n\nThe [map](#map) shows it.') == []
    assert rules("$$ a = b $$ {#eq:sum}\n\nBy @eq:sum we add.") == []


def test_a_chunk_numbers_its_figures() -> None:
    chunk = "```{r}\n#| label: fig-quay\nplot(quay)\n```\n\n"
    assert rules(chunk + "The quay (@fig-quay-1) is new.") == []
    assert rules(chunk + "The quay (@fig-pier-1) is new.") == [("missing-target", "fig-pier-1")]


def test_a_pointer_without_target_is_told_with_its_neighbour() -> None:
    text = HARBOUR + "See @fig:harbor for the plan."
    (d,) = found(text)
    assert (d.rule, text[d.span.start : d.span.end]) == ("crossrefs.missing-target", "fig:harbor")
    assert d.message == "Nothing here is called “fig:harbor”; did you mean “fig:harbour” (line 1)?"
    assert text[d.related[0].span.start : d.related[0].span.end] == "#fig:harbour"
    (edit,) = d.fixes[0].edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == HARBOUR + "See @fig:harbour for the plan."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As \\ref{tab:tolls} shows, tolls rose.", ("missing-target", "tab:tolls")),
        ("As @tbl:tolls shows, tolls rose.", ("missing-target", "tbl:tolls")),
        ("# Tolls\n\nSee [below](#harbour).", ("dangling-link", "harbour")),
        (HARBOUR + "![The quay.](quay.png){#fig:harbour}", ("repeated-label", "#fig:harbour")),
    ],
)
def test_pointers_that_lead_nowhere(text: str, expected: tuple[str, str]) -> None:
    assert rules(text) == [expected]


def test_code_points_to_nothing() -> None:
    assert rules("Write `\\ref{fig:x}` or `@fig:x` there.\n\n```\n[a](#b) \\ref{c} [^d]\n```\n") == []


def test_a_document_in_parts_is_not_judged_by_one() -> None:
    assert rules("\\input{appendix}\n\nSee \\ref{sec:appendix}.") == []


# Figures and tables by number

TWO = "Figure 1 and Figure 2 show the tolls.\n\nFigure 1. Tolls by year.\n\nFigure 2. Tolls by town.\n\n"


def test_figures_in_order_and_all_there() -> None:
    assert rules(TWO) == []
    assert rules(TWO + "Figs. 1 and 2, Fig. 2a, Figure 1(b) and Figures 1–2 show more.") == []


@pytest.mark.parametrize(
    ("mention", "said"), [("Figure 3", "Figure 3"), ("Fig. 3b", "Fig. 3"), ("Figs. 1 and 3", "Figure 3")]
)
def test_a_mention_of_a_figure_that_is_not_there(mention: str, said: str) -> None:
    (d,) = found(TWO + f"The rest is in {mention}.")
    assert d.rule == "crossrefs.missing-figure"
    assert d.message == f"“{said}” is not there: the paper has Figures 1 to 2 (the last in line 5)."
    assert d.related[0].message == "the last: Figure 2"


@pytest.mark.parametrize(
    "mention",
    [
        "Figure S3",
        "Supplementary Figure 3",
        "Figure 3 of Braudel (1949)",
        "their Figure 3",
        "tolls (Braudel, 1949, Figure 3)",
        "Figure 3 in the Supplemental Material",
        "3 figures",
    ],
)
def test_figures_of_others_are_left_alone(mention: str) -> None:
    assert rules(TWO + f"The rest is in {mention}.") == []


def test_a_mention_in_a_paper_that_has_nothing_of_its_kind() -> None:
    assert rules(TWO + "The rest is in Table 3, the sum in Table 4.") == [("missing-figure", "Table 3")]
    assert [str(d.severity) for d in found("Figure 1 shows the tolls, Table S2 the mills.")] == ["suggestion"]
    assert rules("![](plot.png)\n\nFigure 1 shows the tolls.") == []


def test_a_number_that_is_left_out() -> None:
    (d,) = found("Figures 1 and 3.\n\nFigure 1. Tolls by year.\n\nFigure 3. Tolls by town.\n")
    assert (d.rule, d.message) == (
        "crossrefs.figure-order",
        "Figure 3 follows Figure 1 (line 3): there is no Figure 2.",
    )


def test_an_image_among_numbered_ones_that_is_never_mentioned() -> None:
    images = "![Tolls by year.](a.png)\n\n![Tolls by town.](b.png)\n\n"
    assert rules(f"{images}Figure 1 shows tolls.") == [("unmentioned-figure", "![Tolls by town.](b.png)")]
    assert rules(f"{images}Figures 1 and 2 show tolls.") == []
    assert rules(f"{images}Tolls were high.") == []


def test_captions_that_pandoc_numbers_are_counted() -> None:
    table = "| Town | Toll |\n|:--|--:|\n| Elm | 4 |\n\n: Tolls of the towns.\n"
    assert rules(f"Table 1 gives the tolls.\n\n{table}") == []
    assert rules(f"Table 2 gives the tolls.\n\n{table}") == [("missing-figure", "Table 2")]


def test_a_caption_out_of_sight_makes_a_doubt() -> None:
    text = "Figures 1, 2 and 3.\n\nFigure 1. Tolls by year.\n\nFigure 3. Tolls by town.\n"
    assert [(d.rule, str(d.severity)) for d in found(text)] == [("crossrefs.missing-figure", "suggestion")]


def test_two_figures_with_one_number() -> None:
    text = TWO + "Figure 2. Tolls by ship."
    (d,) = found(text)
    assert (d.rule, d.message) == ("crossrefs.repeated-figure", "Figure 2 stands already in line 5.")


def test_the_end_of_a_sentence_is_no_caption() -> None:
    text = "Figure 1. The quay.\n\nThe quay is new (see\n\nFigure 1). The pier is old.\n\nSee Figure 1."
    assert rules(text) == []


def test_a_heading_and_its_caption_are_one() -> None:
    assert rules("Figure 1 shows tolls.\n\n# Fig. 1.\n\nFig. 1. Tolls by year.\n") == []


def test_a_table_that_is_never_mentioned() -> None:
    assert rules("Table 1. Tolls by year.\n\nTolls rose.") == [("unmentioned-figure", "Table 1")]


def test_numbers_follow_the_text() -> None:
    text = "Figure 2 comes before Figure 1.\n\nFigure 1. Tolls by year.\n\nFigure 2. Tolls by town.\n"
    assert rules(text) == [("figure-order", "Figure 1")]
    text = "Figure 1 and Figure 2.\n\nFigure 2. Tolls by year.\n\nFigure 1. Tolls by town.\n"
    assert rules(text) == [("figure-order", "Figure 1")]


def test_an_image_without_caption_among_others() -> None:
    captions = "![Tolls.](a.png)\n\n![Ships.](b.png)\n\nText between.\n\nMore text.\n\n"
    assert rules(captions + "![](c.png)") == [("missing-caption", "![](c.png)")]
    assert rules("![](c.png)") == []


# Notes

NOTED = "A claim.[^1] Another.[^two]\n\n[^1]: The first.\n\n[^two]: The second.\n"


def test_notes_and_their_marks() -> None:
    assert rules(NOTED) == []
    assert rules(NOTED + "\nA third.[^3]\n") == [("missing-note", "[^3]")]
    assert rules(NOTED + "\n[^4]: The fourth.\n") == [("unused-note", "[^4]")]
    assert rules(NOTED + "\n[^1]: The first again.\n") == [("repeated-note", "[^1]")]


# Headings, sections, equations


def test_a_heading_that_skips_a_level() -> None:
    assert rules("# Tolls\n\n## Rates\n\n# Ships\n") == []
    (d,) = found("# Tolls\n\n### Rates\n")
    assert d.message == "“Rates” is a heading of level 3, right below “Tolls” of level 1 (line 1)."


NUMBERED = "# 1 Tolls\n\n## 1.1 Rates\n\n# 2 Ships\n\n# 3 Towns\n\n"


def test_sections_by_number() -> None:
    assert rules(NUMBERED + "Section 1.1 and Sections 2 come first.") == []
    (d,) = found(NUMBERED + "As Section 1.4 argues, tolls rose.")
    assert d.message == "“Section 1.4”: no heading has the number 1.4; Section 1 begins in line 1."
    assert rules(NUMBERED + "As Section 7 argues, tolls rose.") == [("missing-section", "Section 7")]
    assert [d.message for d in found(NUMBERED + "Sections 1 and 7 argue that tolls rose.")] == [
        "“Sections 1 and 7”: no heading has the number 7."
    ]
    assert rules(NUMBERED + "In Section 1 and 7 interviews we heard more.") == []


@pytest.mark.parametrize(
    "mention", ["Section 7 of the Act", "Section 7 in the Supplemental Material", "(Braudel, 1949, Section 7)"]
)
def test_sections_of_others_are_left_alone(mention: str) -> None:
    assert rules(NUMBERED + f"As {mention} has it, tolls rose.") == []


def test_sections_without_numbers_are_not_counted() -> None:
    assert rules("# Tolls\n\n# Ships\n\nAs Section 7 argues, tolls rose.") == []


def test_an_equation_that_is_not_there() -> None:
    assert rules("$$ a = b $$\n\nBy Equation 1 and Eq. (1), tolls rose.") == []
    assert rules("$$ a = b $$\n\nBy Equation 9, tolls rose.") == [("missing-equation", "Equation 9")]


def test_plain_text() -> None:
    text = "1. Tolls\n\nTolls rose, as Figure 4 shows, in all towns.\n\nFigure 1. Tolls by year.\n\n2. Ships\n\nFigure 1 is old."
    read = plain.read(Source.of(Path("p.txt"), text))
    assert [d.rule for d in crossrefs.check(read)] == ["crossrefs.missing-figure"]


@pytest.mark.parametrize("chunk", ["r, tolls, fig.cap='Tolls'", "r tolls, echo=FALSE", "r tolls"])
def test_a_figure_of_r_markdown_bears_the_name_of_its_chunk(chunk: str) -> None:
    text = f"Prices fell, see Figure \\ref{{fig:tolls}}.\n\n```{{{chunk}}}\nplot(1)\n```\n"
    assert rules(text) == []
    assert rules(text.replace("fig:tolls", "fig:mills")) == [("missing-target", "fig:mills")]
