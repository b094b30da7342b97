"""Papers in, PDF and DOCX out: with the real pandoc and the real Typst, and the files opened again."""

from __future__ import annotations

import io
import struct
import subprocess
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mslint import build as builder
from mslint.build import dates, front, pandoc, plain
from mslint.errors import UserError
from mslint.model import Block, Document, Piece, Section, Severity, Source, Span

pytestmark = pytest.mark.usefixtures("cache_of_this_file")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

PAPER = """\
---
title: "Wells and *villages*"
subtitle: A study
author:
  - name: Anna Příkladová
    affiliation: [1, 2]
    email: anna@example.org
    orcid: 0000-0002-1825-0097
    corresponding: true
  - {name: Γιώργος Δείγμα, affiliation: 2}
affiliations:
  - {index: 1, name: Institute of Wells}
  - {index: 2, name: College of Villages}
date: 2024-03-15
lang: en-GB
keywords: [wells, villages]
bibliography: refs.bib
abstract: |
  Villages need *water*.

  This has a second paragraph.
---

# Introduction

People dig [@stone1990, p. 3]. CO<sub>2</sub> is "heavy".[^n] See @fig:well and [@tbl:sums].

[^n]: A note at the foot.

![A *well*.](well.png){#fig:well width=40% alt="A round well"}

| Village | Wells |
|---------|------:|
| Upper   |    12 |

: Wells by village. {#tbl:sums}

> A quotation stands apart.

1. First item
2. Second item

$$ a^2 + b^2 = c^2 $$
"""

REFERENCES = "@book{stone1990, author={Stone, Ada}, title={Deep Wells}, year={1990}, publisher={Well Press}}\n"


def png(*chunks: tuple[bytes, bytes], width: int = 40, height: int = 30) -> bytes:
    """A grey picture, with these chunks before it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(chunk(*part) for part in chunks)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(REFERENCES, "utf-8")
    (tmp_path / "well.png").write_bytes(png())
    return tmp_path


def paper(folder: Path, text: str, name: str = "paper.md") -> Document:
    return Document(Source.of(folder / name, text), "markdown", (), ())


def build(folder: Path, text: str, **how: Any) -> builder.Built:
    return builder.build(paper(folder, text), out=folder / "out", **how)


def pdf_of(built: builder.Built) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(next(f for f in built.files if f.suffix == ".pdf").read_bytes()))


def words_of_pdf(built: builder.Built) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf_of(built).pages).split())


def part(built: builder.Built, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(next(f for f in built.files if f.suffix == ".docx")) as file:
        return ElementTree.fromstring(file.read(name))


def paragraphs(built: builder.Built) -> list[tuple[str, str]]:
    """Style and text of each paragraph of the DOCX."""
    found = []
    for paragraph in part(built, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        found.append((name, "".join(text.text or "" for text in paragraph.iter(f"{W}t")).replace("\u00a0", " ")))
    return found


def rules(built: builder.Built) -> list[str]:
    return [problem.rule for problem in built.problems]


def said(built: builder.Built, text: str) -> list[tuple[str, str]]:
    return [(problem.rule, text[problem.span.start : problem.span.end]) for problem in built.problems]


def test_pdf_carries_title_authors_language_and_keywords(folder: Path) -> None:
    pdf = pdf_of(build(folder, PAPER))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Wells and villages"
    assert pdf.metadata.author == "Anna Příkladová, Γιώργος Δείγμα"
    assert pdf.metadata["/Keywords"] == "wells, villages"
    assert pdf.metadata.creation_date is not None and pdf.metadata.creation_date.date().isoformat() == "2024-03-15"
    assert pdf.root_object["/Lang"] == "en-GB"


def test_pdf_is_tagged_a4_and_its_fonts_are_embedded(folder: Path) -> None:
    pdf = pdf_of(build(folder, PAPER))
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in pdf.root_object
    assert [round(float(x) * 25.4 / 72) for x in pdf.pages[0].mediabox[2:]] == [210, 297]
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_pdf_shows_every_part_of_the_paper(folder: Path) -> None:
    built = build(folder, PAPER)
    words = words_of_pdf(built)
    for expected in (
        "Wells and villages A study Anna Příkladová",
        "Institute of Wells",
        "Correspondence: Anna Příkladová, anna@example.org",
        "0000-0002-1825-0097",
        "Abstract Villages need water",
        "Keywords: wells, villages",
        "(Stone 1990, 3)",
        "See Figure 1 and Table 1.",
        "Figure 1: A well.",
        "Table 1: Wells by village.",
        "A note at the foot",
        "References Stone, Ada. 1990. Deep Wells",
    ):
        assert expected in words
    assert built.problems == ()


def test_alternative_text_reaches_both_files(folder: Path) -> None:
    built = build(folder, PAPER)
    assert b"A round well" in b"".join(
        str(item.get_object()).encode() for item in _objects(pdf_of(built)) if "/Alt" in str(item.get_object())
    )
    pictures = [node.get("descr") for node in part(built, "word/document.xml").iter() if node.tag.endswith("}docPr")]
    assert pictures == ["A round well"]


def _objects(pdf: pypdf.PdfReader) -> list[Any]:
    return [pdf.get_object(number) for number in range(1, len(pdf.xref_objStm) + len(pdf.xref.get(0, {})))]


def test_docx_properties_are_the_papers(folder: Path) -> None:
    core = {node.tag.split("}")[1]: node.text for node in part(build(folder, PAPER), "docProps/core.xml")}
    assert core["title"] == "Wells and villages"
    assert core["creator"] == "Anna Příkladová; Γιώργος Δείγμα"
    assert core["keywords"] == "wells, villages"
    assert core["language"] == "en-GB"
    assert core["created"] == core["modified"] == "2024-03-15T00:00:00Z"
    assert len(part(build(folder, PAPER), "docProps/custom.xml")) == 0


def test_docx_has_real_styles_headings_and_page_numbers(folder: Path) -> None:
    built = build(folder, PAPER)
    styled = paragraphs(built)
    for expected in (
        ("Title", "Wells and villages"),
        ("Subtitle", "A study"),
        ("Author", "Anna Příkladová1,2,*, Γιώργος Δείγμα2"),
        ("Affiliation", "1Institute of Wells"),
        ("AbstractTitle", "Abstract"),
        ("Abstract", "Villages need water."),
        ("Keywords", "Keywords: wells, villages"),
        ("Heading1", "Introduction"),
        ("ImageCaption", "Figure 1: A well."),
        ("TableCaption", "Table 1: Wells by village."),
        ("TableText", "Upper"),
        ("BlockText", "A quotation stands apart."),
        ("Heading1", "References"),
        ("Bibliography", "Stone, Ada. 1990. Deep Wells. Well Press."),
    ):
        assert expected in styled
    assert "PAGE" in "".join(node.text or "" for node in part(built, "word/footer1.xml").iter(f"{W}instrText"))
    known = {style.get(f"{W}styleId") for style in part(built, "word/styles.xml").iter(f"{W}style")}
    assert {style for style, _ in styled if style} <= known
    document = part(built, "word/document.xml")
    assert [node.get(f"{W}w") for node in document.iter(f"{W}pgSz")] == ["11906"]
    assert any(node.tag.endswith("}oMath") for node in document.iter())


def test_docx_columns_hold_their_longest_word(folder: Path) -> None:
    long = "a longer cell " * 9
    text = f"| Year | What it is | Number |\n|--:|{'-' * 90}|--:|\n| 1999 | {long} | 12 |\n\n: C.\n"
    widths = [int(c.get(f"{W}w") or 0) for c in part(build(folder, text), "word/document.xml").iter(f"{W}gridCol")]
    millimetres = [160 * width / sum(widths) for width in widths]  # pandoc's are shares of the text's width
    assert millimetres[0] >= 11.5 and millimetres[2] >= 15.5  # four and six letters of 11 pt, with the cell's margins
    assert millimetres[1] > 100


def test_docx_names_every_bookmark_once(folder: Path) -> None:
    marks = [m.get(f"{W}name") for m in part(build(folder, PAPER), "word/document.xml").iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))


def test_same_paper_gives_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [file.read_bytes() for file in build(folder, PAPER).files]
    monkeypatch.setenv("MSLINT_CACHE", str(folder / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    again = build(folder, PAPER)
    assert again.fresh and [file.read_bytes() for file in again.files] == first


def test_no_clock_shows_in_a_paper_without_date(folder: Path) -> None:
    built = build(folder, "---\ntitle: T\n---\n\nText.\n")
    pdf = pdf_of(built)
    assert pdf.metadata is not None and "/CreationDate" not in pdf.metadata
    assert b"dcterms:created" not in zipfile.ZipFile(built.files[1]).read("docProps/core.xml")


def test_line_ends_make_no_difference(folder: Path) -> None:
    unix = [file.read_bytes() for file in build(folder, PAPER).files]
    assert [file.read_bytes() for file in build(folder, PAPER.replace("\n", "\r\n")).files] == unix


def test_front_matter_changes_the_page(folder: Path) -> None:
    text = "---\npapersize: letter\nnumbersections: true\n---\n\n# One\n\n## Two {#two}\n\nSee @two.\n"
    built = build(folder, text)
    assert [round(float(x)) for x in pdf_of(built).pages[0].mediabox[2:]] == [612, 792]
    assert "1.1 Two See Section 1.1." in words_of_pdf(built)
    with pytest.raises(UserError, match=r"paper\.md: cannot be built: papersize wants one of a4"):
        build(folder, "---\npapersize: a0\n---\n\nText.\n")


@pytest.mark.parametrize(
    ("yaml", "byline", "places"),
    [
        ("author: Ann One", "Ann One", []),
        ("author: [Ann One, Bob Two]", "Ann One, Bob Two", []),
        ("author:\n  - {name: Ann One, affiliation: College}", "Ann One", ["College"]),
        (
            "author:\n  - {name: Ann One, affiliation: College}\n  - {name: Bob Two, affiliation: Institute}",
            "Ann One1, Bob Two2",
            ["1College", "2Institute"],
        ),
        (
            "author:\n  - {name: Ann One, affiliation: College}\n  - {name: Bob Two, affiliation: College}",
            "Ann One, Bob Two",
            ["College"],
        ),
        (
            'authors:\n  - {name: Ann One, affiliation: "2, 1"}\n  - {name: Bob Two}\n'
            "affiliations:\n  - {index: 1, name: College}\n  - {index: 2, name: Institute}",
            "Ann One1,2, Bob Two",
            ["1Institute", "2College"],
        ),
        (
            "author:\n  - name: {given: Ann, family: One}\n    affiliations:\n      - {name: College, city: Brno}",
            "Ann One",
            ["College, Brno"],
        ),
        (
            "author:\n  - {given-names: Ann, surname: One, affiliation: a}\naffiliations:\n  - {id: a, name: College}",
            "Ann One",
            ["College"],
        ),
    ],
)
def test_authors_in_every_shape(folder: Path, yaml: str, byline: str, places: list[str]) -> None:
    built = build(folder, f"---\ntitle: T\n{yaml}\n---\n\nText.\n", formats=["docx"])
    styled = paragraphs(built)
    assert [text for style, text in styled if style == "Author"] == [byline]
    assert [text for style, text in styled if style == "Affiliation"] == places


@pytest.mark.parametrize("keywords", ["[a b, c]", "a b, c", "a b; c"])
def test_keywords_as_list_or_string(folder: Path, keywords: str) -> None:
    built = build(folder, f"---\ntitle: T\nkeywords: {keywords}\n---\n\nText.\n")
    pdf = pdf_of(built)
    assert pdf.metadata is not None and pdf.metadata["/Keywords"] == "a b, c"
    assert "Keywords: a b, c" in words_of_pdf(built)


def test_paper_without_front_matter(folder: Path) -> None:
    built = build(folder, "Only a sentence.\n")
    assert words_of_pdf(built) == "Only a sentence. 1"
    assert pdf_of(built).root_object["/Lang"] == "en"
    assert [text for _, text in paragraphs(built) if text] == ["Only a sentence."]


def test_missing_glyph_is_told_at_its_place(folder: Path) -> None:
    text = "Žluťoučký κῆπος ☃ Москва и 漢字 stand here; ∑ and ≈ too.\n"
    built = build(folder, text)
    assert said(built, text) == [("build.missing-glyph", "漢字")]
    assert built.problems[0].severity is Severity.ERROR


def test_glyphs_of_european_names_are_there(folder: Path) -> None:
    built = build(folder, "Łukasz Dvořák, İbrahim Ğ, Ştefan Ț, Шевченко Ґ Є Ї, Ἀριστοτέλης, Þór Æ Œ ß ẞ, Nguyễn Ậ ự.\n")
    assert built.problems == ()


def test_missing_image_is_told_and_marked(folder: Path) -> None:
    text = "Text.\n\n![A caption.](gone.png)\n\n![Again.](gone.png)\n"
    built = build(folder, text)
    assert said(built, text) == [("build.missing-file", "gone.png")]
    assert "the figure “gone.png” is not there" in built.problems[0].message
    assert words_of_pdf(built).count("[figure missing: gone.png]") == 2
    assert "[figure missing: gone.png]" in [text for _, text in paragraphs(built)]


@pytest.mark.parametrize(
    ("target", "rule", "why"),
    [
        ("../secret.png", "build.missing-file", "outside the manuscript's folder"),
        ("file:///secret.png", "build.missing-file", "is not there"),
        ("https://example.org/a.png", "build.missing-file", "nothing from the web"),
        ("data.tiff", "build.image-format", "make it one of PNG, JPG"),
    ],
)
def test_only_figures_beside_the_paper_are_read(tmp_path: Path, target: str, rule: str, why: str) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "data.tiff").write_bytes(b"II*\x00")
    built = build(folder, f"![A caption.]({target})\n")
    assert [(problem.rule, why in problem.message) for problem in built.problems] == [(rule, True)]
    assert "word/media" not in " ".join(zipfile.ZipFile(built.files[1]).namelist())


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "inside.png").symlink_to(tmp_path / "secret.png")
    assert rules(build(folder, "![A caption.](inside.png)\n")) == ["build.missing-file"]


@pytest.mark.parametrize("kind", ["bibliography", "csl"])
@pytest.mark.parametrize("target", ["/etc/hostname", "gone.bib", "../refs.bib", "https://example.org/x"])
def test_files_of_the_front_matter_stay_in_the_folder(tmp_path: Path, kind: str, target: str) -> None:
    (tmp_path / "refs.bib").write_text(REFERENCES, "utf-8")
    folder = tmp_path / "paper"
    folder.mkdir()
    text = f"---\n{kind}: {target}\n---\n\nNo citation.\n"
    built = build(folder, text)
    assert said(built, text) in ([("build.missing-file", target)], [("build.missing-file", "")])
    assert "No citation." in words_of_pdf(built)


def test_vector_figures_stand_in_the_docx_too(folder: Path) -> None:
    (folder / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48"/></svg>', "utf-8"
    )
    built = build(folder, "![A map.](map.svg){alt='A black box'}\n")
    assert built.problems == ()
    names = zipfile.ZipFile(built.files[1]).namelist()
    assert [Path(name).suffix for name in names if name.startswith("word/media/")] == [".png"]
    extents = [node.get("cx") for node in part(built, "word/document.xml").iter() if node.tag.endswith("}extent")]
    assert abs(int(extents[0] or 0) - 914400) < 10000  # an inch


def test_broken_image_is_one_line_and_leaves_no_file(folder: Path) -> None:
    (folder / "broken.png").write_bytes(png()[:40])
    with pytest.raises(UserError) as error:
        build(folder, "![A caption.](broken.png)\n")
    assert str(error.value).startswith(f"{folder / 'paper.md'}: cannot be built: Typst: “broken.png”: ")
    assert "\n" not in str(error.value)
    assert not (folder / "out").exists()


def test_failing_build_leaves_the_last_one_alone(folder: Path) -> None:
    before = {file: file.read_bytes() for file in build(folder, PAPER).files}
    (folder / "well.png").write_bytes(b"no picture")
    with pytest.raises(UserError):
        build(folder, PAPER)
    assert {file: file.read_bytes() for file in (folder / "out").iterdir()} == before


def test_unknown_key_is_told_once_at_its_place(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\n---\n\nAs [@stone1990; @nobody] and @nobody say.\n"
    built = build(folder, text)
    assert said(built, text) == [("citations.unknown-key", "@nobody")]


def test_citation_without_bibliography_is_told(folder: Path) -> None:
    text = "As @stone1990 says.\n"
    assert said(build(folder, text), text) == [("citations.unknown-key", "@stone1990")]


def test_reference_list_stands_under_its_heading(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\n---\n\nAs @stone1990 says.\n\n# Works cited\n\n# Appendix\n\nTables.\n"
    styled = paragraphs(build(folder, text, formats=["docx"]))
    assert styled[-4:-1] == [
        ("Heading1", "Works cited"),
        ("Bibliography", "Stone, Ada. 1990. Deep Wells. Well Press."),
        ("Heading1", "Appendix"),
    ]


def test_markup_that_cannot_be_shown_is_told(folder: Path) -> None:
    text = (
        "Text \\foo{x} and <video>v</video>.<!-- a comment -->\n\n\\newpage\n\n"
        '```{=typst}\n#import "@preview/cetz:0.1.0"\n#read("/etc/hostname")\n```\n'
    )
    built = build(folder, text)
    told = said(built, text)
    assert [rule for rule, _ in told] == ["build.left-out"] * 4
    assert [words for _, words in told][:2] == ["\\foo{x}", "<video>"]
    assert len(pdf_of(build(folder, "One.\n\n\\newpage\n\nTwo.\n")).pages) == 2


def test_pointers_become_numbers(folder: Path) -> None:
    text = (
        "# One {#sec:one}\n\nSee @fig:a, [@fig:a; @fig:b], [-@fig:b], \\ref{fig:b}, \\autoref{tab:c} and @sec:one.\n\n"
        "![](well.png){alt=x}\n\n![A.](well.png){#fig:a alt=x}\n\n![B. \\label{fig:b}](well.png){alt=x}\n\n"
        "| x |\n|---|\n| y |\n\n: C. \\label{tab:c}\n"
    )
    built = build(folder, text)
    expected = "See Figure 1, Figure 1, Figure 2, 2, 2, Table 1 and Section “One”."
    assert built.problems == ()
    assert expected in words_of_pdf(built)
    assert expected in [words for _, words in paragraphs(built)]
    captions = [words.strip() for style, words in paragraphs(built) if style in ("ImageCaption", "TableCaption")]
    assert captions == ["Figure 1: A.", "Figure 2: B.", "Table 1: C."]


def test_equations_are_numbered(folder: Path) -> None:
    text = (
        "As @eq:one and \\eqref{eq:two} say,\n\n$$ a = b $$ {#eq:one}, where $a$ is 1.\n\n"
        "$$ x = y $$\n\n\\begin{equation}\nc = d \\label{eq:two}\n\\end{equation}\n"
    )
    built = build(folder, text)
    assert built.problems == ()
    words = words_of_pdf(built)
    assert "As Equation 1 and (2) say," in words
    assert words.count("(1)") == 1 and words.count("(2)") == 2 and "eq:" not in words
    formulas = [node for node in part(built, "word/document.xml").iter() if node.tag.endswith("}oMath")]
    texts = ["".join(node.text or "" for node in formula.iter() if node.tag.endswith("}t")) for formula in formulas]
    assert [text[-3:] for text in texts] == ["(1)", "a", "x=y", "(2)"]
    assert not any("eq:" in words for _, words in paragraphs(built))


def test_common_characters_are_taken_to_have_glyphs_rightly() -> None:
    from mslint.build import pdf, profile

    known = [chr(code) for code in range(0x3000) if pdf._KNOWN.fullmatch(chr(code))]
    shown = [char for char in known if unicodedata.category(char)[0] in "LMNPS"]
    assert len(shown) > 300
    assert pdf._without_glyph(shown, profile.load("manuscript")) == []


RAW = '`#panic("raw Typst ran")`{=typst}'


@pytest.mark.parametrize("key", ["title", "subtitle", "author", "date", "abstract", "keywords"])
def test_typst_in_front_matter_does_not_run(folder: Path, key: str) -> None:
    text = f"---\ntitle: T\nlang: en\n{key}: 'Word {RAW}'\n---\n\nText.\n".replace("title: T\n", "", key == "title")
    assert rules(build(folder, text)) == ["build.left-out"]


@pytest.mark.parametrize("place", ["file", "front matter"])
def test_typst_in_a_bibliography_does_not_run(folder: Path, place: str) -> None:
    entry = f"references:\n- {{id: a, type: book, title: 'Wells {RAW}', author: [{{family: Stone}}]}}\n"
    (folder / "refs.yaml").write_text(f"---\n{entry}---\n", "utf-8")
    build(folder, f"---\n{entry if place == 'front matter' else 'bibliography: refs.yaml'}\n---\n\nAs @a says.\n")


def test_link_to_nowhere_does_not_stop_the_build(folder: Path) -> None:
    text = "# A {#a}\n\n# B {#a}\n\nSee [here](#a) and [there](#nowhere).\n"
    built = build(folder, text)
    assert said(built, text) == [("build.missing-target", "#nowhere")]
    assert "See here and there." in words_of_pdf(built)


def test_formula_that_cannot_be_read_is_told(folder: Path) -> None:
    text = "It is $\\nosuchcommand{x}$ here.\n"
    assert said(build(folder, text), text) == [("build.formula", "\\nosuchcommand{x}")]


def test_unknown_format_and_profile(folder: Path) -> None:
    with pytest.raises(UserError, match="cannot build “odt”; there is pdf, docx, html"):
        build(folder, "Text.\n", formats=["odt"])
    with pytest.raises(UserError, match=r"no build profile “nature”; there is .*manuscript"):
        build(folder, "Text.\n", profiles=["nature"])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-15", (2024, 3, 15)),
        ("15 March 2024", (2024, 3, 15)),
        ("March 5, 2024", (2024, 3, 5)),
        ("31 February 2024", None),
        ("spring 2024", None),
        ("", None),
    ],
)
def test_dates(text: str, date: tuple[int, int, int] | None) -> None:
    assert dates.read(text) == date


def test_hostile_strings_in_front_matter_are_words(folder: Path) -> None:
    built = build(folder, "---\ntitle: 'T\\\"] \\#panic(\"x\") \\$x\\$'\nauthor: 'A \\\"#b\\\\'\n---\n\nText.\n")
    expected = 'T"] #panic(“x”) $x$'
    assert words_of_pdf(built).startswith(f'{expected} A "#b\\ Text.')
    pdf = pdf_of(built)
    assert pdf.metadata is not None and (pdf.metadata.title, pdf.metadata.author) == (expected, 'A "#b\\')
    assert paragraphs(built)[:2] == [("Title", expected), ("Author", 'A "#b\\')]


def test_deep_nesting_is_one_line(folder: Path) -> None:
    with pytest.raises(UserError, match="nested too deeply"):
        build(folder, ">" * 900 + " deep\n")


# Plain text


def plain_document(blocks: list[tuple[str, str, str, int]]) -> Document:
    """A plain-text document of (kind, marker, text, level)."""
    source, made = "", []
    for kind, marker, text, level in blocks:
        start = len(source)
        body = start + len(marker) + (1 if marker else 0)
        source += f"{marker} {text}\n" if marker else f"{text}\n"
        span = Span(start, start + len(marker)) if marker else None
        pieces = (Piece(Span(body, body + len(text)), text),)
        made.append(Block(kind, pieces, 0, level, span))
    return Document(Source.of(Path("paper.txt"), source), "plain", tuple(made), (Section("", 0, "", range(len(made))),))


def read_back(markdown: str, folder: Path) -> list[str]:
    pandoc.run(["--from=markdown-smart", "--to=plain", "--wrap=none"], markdown.encode(), folder, "back.txt")
    return (folder / "back.txt").read_text("utf-8").split()


HOSTILE = [
    "# no heading, 1. no list, * no * emphasis *",
    "1. A sentence that starts like a list",
    "(a) so does this -- and this --- and ... \"this\" isn't 'curly'",
    "<b>tags</b> &amp; entities &#65; <!-- comment --> <https://example.org>",
    "$x$ costs $5, @nobody [@key] [link](target) ![image](x.png) ^up^ ~down~ ~~out~~",
    "\\begin{table} \\textbf{x} \\\\ \\alpha \\(x\\) \\[y\\]",
    "    four spaces, ```code``` `ticks` | pipes | and +---+",
    "Table: no caption; : no definition; > no quote; - no bullet; ::: no div :::",
    "{.class} {#id} [span]{.smallcaps} [^1] [^1]: note %title ---",
    "line one\nline two  \nline three",
    "e\u0301 \u202eright to left\u202c 😀 漢字 zero\u200bwidth soft\u00adhyphen",
    "A. Smith and B. Jones, http://example.org/a_b*c*(d)?e=f&g=~h#i, www.example.org.",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_keeps_every_word(text: str, tmp_path: Path) -> None:
    document = plain_document([("paragraph", "", text, 0)])
    assert read_back(plain.to_markdown(document), tmp_path) == text.split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60), max_size=4))
def test_plain_text_keeps_odd_characters(texts: list[str]) -> None:
    import tempfile

    document = plain_document([("paragraph", "", text, 0) for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        assert read_back(plain.to_markdown(document), Path(folder)) == " ".join(texts).split()


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(str.strip))
def test_plain_title_keeps_odd_characters(title: str) -> None:
    import json
    import tempfile

    from mslint.build import tree

    document = plain_document([("title", "", title, 0), ("paragraph", "", "Text.", 0)])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pandoc.run(["--from=markdown-smart", "--to=json"], plain.to_markdown(document).encode(), folder, "back.json")
        meta = json.loads((folder / "back.json").read_bytes())["meta"]
    assert tree.plain(meta["title"]).split() == title.split()


PLAIN = [
    ("title", "", "Wells: a *history*", 0),
    ("author", "", "Ann One", 0),
    ("abstract", "", "We dig.", 0),
    ("abstract", "", "We find.", 0),
    ("keywords", "", "Keywords: wells, deep water", 0),
    ("furniture", "", "Page 1 of 2", 0),
    ("heading", "", "Questions", 1),
    ("item", "1.", "Why dig?", 1),
    ("item", "2.", "Where to dig?", 1),
    ("item", "-", "here", 2),
    ("item", "4.", "Who digs?", 1),
    ("heading", "", "Background", 2),
    ("paragraph", "", "Stone (1990) dug.", 0),
    ("heading", "", "References", 1),
    ("reference", "[1]", "Stone, A. (1990). Deep Wells. https://example.org/deep_wells", 0),
    ("reference", "[2]", "Two, B. (1991). Wide Wells.", 0),
]


def test_plain_text_becomes_a_structured_paper(tmp_path: Path) -> None:
    document = plain_document(PLAIN)
    built = builder.build(document, out=tmp_path, folder=tmp_path)
    assert built.problems == ()
    styled = paragraphs(built)
    for expected in (
        ("Title", "Wells: a *history*"),
        ("Author", "Ann One"),
        ("Abstract", "We dig."),
        ("Abstract", "We find."),
        ("Keywords", "Keywords: wells, deep water"),
        ("Heading1", "Questions"),
        ("Heading2", "Background"),
        ("Bibliography", "[1] Stone, A. (1990). Deep Wells. https://example.org/deep_wells"),
    ):
        assert expected in styled
    assert not any("Page 1 of 2" in text for _, text in styled)
    words = words_of_pdf(built)
    assert "1. Why dig? 2. Where to dig? • here 4. Who digs?" in words
    assert "Page 1 of 2" not in words


def test_plain_items_keep_their_numbers(tmp_path: Path) -> None:
    numbers = ["1.", "1.", "3.", "a)", "b)", "(7)"]
    document = plain_document([("item", number, "item", 1) for number in numbers])
    words = read_back(plain.to_markdown(document), tmp_path)
    assert [word for word in words if word != "item"] == numbers


def test_front_matter_shapes_without_pandoc() -> None:
    def text(words: str) -> dict[str, Any]:
        return {"t": "MetaString", "c": words}

    person = {"name": text("Ann"), "orcid": text("https://orcid.org/0000-0001"), "corresponding": text("yes")}
    page = front.read({"author": {"t": "MetaMap", "c": person}, "keywords": text("a; b, c")}, "cs")
    assert (page.names, page.authors[0].orcid, page.authors[0].corresponding) == (["Ann"], "0000-0001", True)
    assert (page.keywords, page.language, page.abstract) == (("a", "b, c"), "cs", ())


@pytest.mark.skipif(not Path("/usr/bin/pdffonts").exists(), reason="poppler-utils are not installed")
def test_poppler_agrees_that_fonts_are_embedded(folder: Path) -> None:
    built = build(folder, PAPER)
    told = subprocess.run(["pdffonts", built.files[0]], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()[2:]]
    assert rows and all(row[-5] == "yes" for row in rows)
