"""Every profile and every format builds; what a profile promises is looked up in the files, with the real pandoc and Typst."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest

from mslint import build as builder
from mslint import shipped
from mslint.build import pictures, profile, styles
from mslint.errors import UserError
from mslint.model import Document, Severity, Source
from test_build import png

pytestmark = pytest.mark.usefixtures("cache_of_this_file")
SAMPLE = Path(__file__).parents[1] / "manuscript" / "paper.md"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = sorted(path.parent.name for path in shipped.folder("profiles").glob("*/profile.yaml"))

PAPER = """\
---
title: Wells and villages
author:
  - name: Zuzana Quillfeather
    affiliation: [1]
    email: zuzana@quill.example
    orcid: 0000-0002-1825-0097
    corresponding: true
  - {name: Otto Brambleton, affiliation: 1}
affiliations:
  - {index: 1, name: Institute of Hydric Letters}
date: 2024-03-15
lang: en-GB
keywords: [wells, villages]
bibliography: refs.bib
abstract: Villages need water.
---

# Introduction

People dig wells [@stone1990]. Zuzana Quillfeather measured them, and we wrote of it in our earlier work [@mill2001].[^n] See
@fig:well, @tbl:sums and @eq:flow.

[^n]: We thank Otto Brambleton’s brother for a rope.

![A well.](well.png){#fig:well alt="A round well with a rope"}

## Aims

| Village | Wells |
|---------|------:|
| Upper   |    12 |

: Wells by village. {#tbl:sums}

*Note.* Counted in May.

$$ q = \\frac{a}{b} $$ {#eq:flow}

where $q$ is the flow.

# Results

They are deep.

# Acknowledgements

The Fund for Ropes paid Zuzana Quillfeather.

## Of persons

Ada lent a bucket.

# Funding

Grant 1234 of the Fund for Ropes.
"""

REFERENCES = """\
@book{stone1990, author={Stone, Ada}, title={Deep Wells}, year={1990}, publisher={Well Press}}
@article{mill2001, author={Mill, Bo and Reed, Cy}, title={On Ropes}, journal={Annals of Rope}, year={2001}, volume={4}, pages={1--9}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(REFERENCES, "utf-8")
    (tmp_path / "well.png").write_bytes(png())
    return tmp_path


def build(folder: Path, text: str = PAPER, name: str = "manuscript", **how: Any) -> builder.Built:
    document = Document(Source.of(folder / "paper.md", text), "markdown", (), ())
    return builder.build(document, profiles=name.split(","), out=folder / "out", **how)


def part(built: builder.Built, name: str) -> bytes:
    with zipfile.ZipFile(next(file for file in built.files if file.suffix == ".docx")) as file:
        return file.read(name)


def styled(built: builder.Built) -> list[tuple[str, str]]:
    """Style and words of each paragraph of the DOCX."""
    found = []
    for paragraph in ElementTree.fromstring(part(built, "word/document.xml")).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        words = "".join(text.text or "" for text in paragraph.iter(f"{W}t")).replace("\u00a0", " ")
        found.append(("" if style is None else style.get(f"{W}val", ""), words))
    return found


def style(built: builder.Built, name: str, path: str) -> dict[str, str]:
    """Attributes of an element of a DOCX style."""
    for node in ElementTree.fromstring(part(built, "word/styles.xml")).iter(f"{W}style"):
        found = node.find("/".join(f"{W}{step}" for step in path.split("/")))
        if node.get(f"{W}styleId") == name and found is not None:
            return {key.removeprefix(W): value for key, value in found.attrib.items()}
    return {}


def pdf(built: builder.Built) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(next(file for file in built.files if file.suffix == ".pdf").read_bytes()))


def words(built: builder.Built) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf(built).pages).split())


def placed(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Where the page's pieces of text stand, in points from its lower left corner."""
    found = []

    def note(words: str, page: list[float], line: list[float], *_: Any) -> None:
        x, y = line[4:6]
        found.append((x * page[0] + y * page[2] + page[4], x * page[1] + y * page[3] + page[5], words))

    page.extract_text(visitor_text=note)
    return found


def rules(built: builder.Built) -> list[str]:
    return [problem.rule for problem in built.problems]


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_builds_the_sample(name: str, tmp_path: Path) -> None:
    document = Document(Source.of(SAMPLE, SAMPLE.read_text("utf-8")), "markdown", (), ())
    built = builder.build(document, profiles=[name], out=tmp_path)
    assert built.problems == ()
    assert [fault for file in built.verified for fault in file.faults] == []
    assert [file.suffix for file in built.files] == [".pdf", ".docx"]
    assert "Threat or defence?" in " ".join(page.extract_text() for page in pdf(built).pages).replace("\n", " ")


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_builds_figures_tables_and_formulas(name: str, folder: Path) -> None:
    built = build(folder, name=name)
    assert rules(built) == []
    document = ElementTree.fromstring(part(built, "word/document.xml"))
    tags = [node.tag.split("}")[1] for node in document.iter()]
    assert tags.count("tbl") == 1 and tags.count("drawing") == 1
    assert tags.count("oMath") == 2  # real ones, that Word can edit
    assert {"rad", "f"} & set(tags)
    assert "Counted in May." in [text.removeprefix("Note. ") for name, text in styled(built) if name == "TableNote"]


@pytest.mark.parametrize("name", ["manuscript", "ieee"])
def test_every_format_is_the_same_from_the_same_paper(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48"/></svg>', "utf-8"
    )
    text = PAPER.replace("## Aims", "![A map.](map.svg){alt=Black}\n\n## Aims")
    first = build(folder, text, name, formats=builder.FORMATS)
    contents = {file.name: file.read_bytes() for file in first.files}
    monkeypatch.setenv("MSLINT_CACHE", str(folder / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    again = build(folder, text, name, formats=builder.FORMATS)
    assert again.fresh
    assert {file.name: file.read_bytes() for file in again.files} == contents
    assert set(contents) == {
        *("paper.pdf", "paper.docx", "paper.html", "paper.xml", "paper.tex", "paper.typ", "paper.md"),
        *("figure-2.png", "figure-3.svg", "figure-3.pdf"),
    } or {len(contents)} == {10}


# What a profile promises


def test_review_has_lines_numbered_and_room_between_them(folder: Path) -> None:
    built = build(folder, name="review")
    section = ElementTree.fromstring(part(built, "word/document.xml")).find(f".//{W}sectPr/{W}lnNumType")
    assert section is not None and section.get(f"{W}restart") == "continuous"
    spacing = ElementTree.fromstring(part(built, "word/styles.xml")).find(f".//{W}pPrDefault/{W}pPr/{W}spacing")
    assert spacing is not None and spacing.get(f"{W}line") == "480"  # 240ths of a line
    numbers = r"\b17 18 19\b"  # Typst writes a page's behind its text
    assert re.search(numbers, words(built))
    assert not re.search(numbers, words(build(folder, name="manuscript")))


def test_lines_of_a_pdf_lie_as_far_apart_as_the_profile_says(folder: Path) -> None:
    text = f"# A\n\n{'The village dug a well of some depth in the dry valley. ' * 12}\n"
    for name, pitch in (("review", 12 * 1.2 * 2), ("manuscript", 12 * 1.2 * 1.5), ("preprint", 11 * 1.2)):
        page = pdf(build(folder, text, name, formats=["pdf"])).pages[0]
        heights = sorted(y for _, y, words in placed(page) if "village" in words)
        steps = [high - low for low, high in pairwise(heights) if high > low]
        assert len(steps) > 2 and steps == pytest.approx([pitch] * len(steps), abs=0.1), name


def test_figures_stand_at_the_end_on_demand(folder: Path) -> None:
    text = PAPER.replace("date:", "figures-at-end: true\ndate:")
    order = [text for _, text in styled(build(folder, text, "review"))]
    assert order.index("[Figure 1 about here]") < order.index("[Table 1 about here]") < order.index("References")
    assert order.index("References") < order.index("Table 1: Wells by village.") < order.index("Figure 1: A well.")
    assert order.index("Note. Counted in May.") == order.index("12") + 2  # with its table
    assert words(build(folder, text, "review")).index("Table 1: Wells") > words(build(folder, text, "review")).index(
        "Deep Wells"
    )


SECRETS = [
    "quillfeather",
    "brambleton",
    "hydric",
    "0000-0002-1825-0097",
    "quill.example",
    "fund for ropes",
    "1234",
    "bucket",
]


def test_blind_copy_tells_nowhere_who_wrote_it(folder: Path) -> None:
    (folder / "well.png").write_bytes(png((b"tEXt", b"Author\x00Zuzana Quillfeather")))
    built = build(folder, name="blind", formats=builder.FORMATS)
    assert rules(built) == []
    for name, content in opened(built):
        known = [secret for secret in SECRETS if secret.encode() in content.lower()]
        assert known == [], name
    metadata = pdf(built).metadata
    assert metadata is not None and not metadata.author
    shown = words(built)
    assert "[withheld] measured them" in shown and "our earlier work (Mill and Reed 2001)" in shown
    assert "They are deep." in shown and "Acknowledgements" not in shown
    assert "Quillfeather" in words(build(folder, name="review"))  # the others tell it


def opened(built: builder.Built) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files and of their parts, unpacked."""
    for file in built.files:
        content = file.read_bytes()
        yield file.name, content
        if file.suffix == ".docx":
            with zipfile.ZipFile(file) as parts:
                yield from ((f"{file.name}/{name}", parts.read(name)) for name in parts.namelist())
        if file.suffix == ".pdf":
            reader = pypdf.PdfReader(io.BytesIO(content))
            text = "".join(page.extract_text() for page in reader.pages).encode()
            streams = [obj.get_data() for obj in objects(reader) if isinstance(obj, pypdf.generic.StreamObject)]
            yield f"{file.name}, streams", b"\n".join([text, *streams, repr(list(objects(reader))).encode()])


def objects(reader: pypdf.PdfReader) -> Iterator[Any]:
    for number in range(1, int(reader.trailer["/Size"])):
        try:
            yield reader.get_object(number)
        except (KeyError, pypdf.errors.PdfReadError):
            continue


def test_blind_copy_keeps_what_only_looks_like_thanks(folder: Path) -> None:
    text = (
        "---\ntitle: T\nauthor: Ann Authoress\n---\n\n# Funding of wells\n\nThe council grants money.[^a]\n\n"
        "[^a]: Money is counted in May.\n\n# Authorship\n\nAnna writes.\n\nFunding: Ropes Ltd.\n\nEnd.\n"
    )
    shown = words(build(folder, text, "blind", formats=["pdf"]))
    for kept in (
        "Funding of wells",
        "The council grants money.",
        "Money is counted",
        "Authorship",
        "Anna writes",
        "End.",
    ):
        assert kept in shown
    assert "Ropes Ltd" not in shown


def test_pictures_lose_what_they_say_and_keep_what_they_show() -> None:
    plain = png()
    assert pictures.anonymous(png((b"tEXt", b"Author\x00A"), (b"eXIf", b"MM\x00*"))) == plain
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xe1\x00\x06Exif\xff\xe2\x00\x04ic\xff\xfe\x00\x04hi\xff\xda\x00\x02data\xff\xd9"
    assert pictures.anonymous(jpeg) == b"\xff\xd8\xff\xe0\x00\x04ab\xff\xe2\x00\x04ic\xff\xda\x00\x02data\xff\xd9"
    svg = b"<svg><metadata><dc:creator>A</dc:creator></metadata><!-- by A --><rect/></svg>"
    assert pictures.anonymous(svg) == b"<svg><rect/></svg>"
    assert pictures.width(plain) == pytest.approx(40 * 25.4 / 96)


def test_ieee_has_two_columns_numbered_headings_and_its_own_captions(folder: Path) -> None:
    built = build(folder, name="ieee")
    document = ElementTree.fromstring(part(built, "word/document.xml"))
    sections = list(document.iter(f"{W}sectPr"))
    columns = [[cols.get(f"{W}num") for cols in section.iter(f"{W}cols")] for section in sections]
    assert columns == [[], ["2"]]  # the title's, and the text's
    lines = styled(built)
    for expected in (
        ("Heading1", "I. Introduction"),
        ("Heading2", "A. Aims"),
        ("Heading1", "II. Results"),
        ("Heading1", "Acknowledgements"),
        ("Heading1", "References"),
        ("ImageCaption", "Fig. 1. A well."),
        ("TableCaption", "TABLE IWells by village."),
        ("Bibliography", "[1] \tA. Stone, Deep wells. Well Press, 1990."),
    ):
        assert expected in lines
    titles = [node.get(f"{W}val", "") for node in document.iter(f"{W}tblCaption")]
    assert [" ".join(title.split()) for title in titles] == ["TABLE I Wells by village."]
    shown = words(built)
    assert "People dig wells [1]." in shown and "See Fig. 1, Table I and Equation 1" in shown
    starts = [x for x, _, words in placed(pdf(built).pages[0]) if "Villages need" in words]
    assert starts and starts[0] < 612 / 2


def test_wide_tables_and_figures_take_both_columns(folder: Path) -> None:
    cells = " | ".join(f"A cell number {n} of many words" for n in range(5))
    wide = f"| {cells} |\n{'|---' * 5}|\n| {cells} |\n\n: Many cells.\n"
    text = f"# A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n: Few cells.\n\n{wide}\n![B.](well.png){{.wide alt=x}}\n"
    source = build(folder, text, "ieee", formats=["typ"]).files[0].read_text("utf-8")
    assert source.count('scope: "parent")') == 2  # the wide table and the figure
    assert build(folder, text, "preprint", formats=["typ"]).files[0].read_text("utf-8").count('scope: "parent")') == 0


def test_footnote_to_a_name_is_a_line_of_the_title_page(folder: Path) -> None:
    text = "---\ntitle: T\nauthor: ['Ann One^[Now at the mill.]', Bo Two]\n---\n\nText.\n"
    for name in ("ieee", "manuscript"):
        built = build(folder, text, name)
        assert "Ann One, Bo Two Ann One: Now at the mill." in words(built)
        assert [fault for file in built.verified for fault in file.faults] == []
    assert "mill" not in words(build(folder, text, "blind"))


def test_apa_puts_number_and_title_above_a_figure(folder: Path) -> None:
    built = build(folder, name="apa")
    lines = styled(built)
    caption = lines.index(("ImageCaption", "Figure 1A well."))
    assert lines[caption + 1][0] == "Figure"
    assert ("Bibliography", "Stone, A. (1990). Deep wells. Well Press.") in lines
    assert "(Mill & Reed, 2001)" in words(built)
    assert style(built, "BodyText", "pPr/ind")["firstLine"] == "720"  # half an inch
    assert b"PAGE" in part(built, "word/header1.xml")
    references = next(page.extract_text() for page in pdf(built).pages if "Deep wells" in page.extract_text())
    assert "They are deep" not in references  # a page of their own


def test_thesis_lists_contents_figures_and_tables(folder: Path) -> None:
    built = build(folder, name="thesis")
    fields = [
        node.text or "" for node in ElementTree.fromstring(part(built, "word/document.xml")).iter(f"{W}instrText")
    ]
    assert sum(field.startswith(" TOC ") for field in fields) == 3
    assert ("TOC2", "1.1 Aims") in styled(built)
    shown = words(built)
    assert re.search(r"1 Introduction[ .]+\d", shown) and re.search(r"Wells by village[ .]+\d", shown)
    first_lines = [page.extract_text().splitlines()[0] for page in pdf(built).pages]
    assert "1 Introduction" in first_lines and "2 Results" in first_lines  # chapters start a page


@pytest.mark.parametrize(
    ("name", "citation", "entry"),
    [
        ("apa", "(Stone, 1990)", "Stone, A. (1990). Deep wells. Well Press."),
        ("chicago", "(Stone 1990)", "Stone, Ada. 1990. Deep Wells. Well Press."),
        ("ieee", "[1]", "[1] \tA. Stone, Deep wells. Well Press, 1990."),
        ("vancouver", "(1)", "1. \tStone A. Deep wells. Well Press; 1990."),
    ],
)
def test_journals_have_their_citation_style(name: str, citation: str, entry: str, folder: Path) -> None:
    built = build(folder, name=name, formats=["docx"])
    lines = styled(built)
    assert ("Bibliography", entry) in lines
    assert any(f"People dig wells {citation}" in text for _, text in lines)


def test_the_papers_own_style_wins(folder: Path) -> None:
    own = build(folder, PAPER.replace("date:", "csl: ieee\ndate:"), "apa", formats=["docx"])
    assert any("People dig wells [1]" in text for _, text in styled(own))
    (folder / "mine.csl").write_bytes(styles.find("vancouver") or b"")
    own = build(folder, PAPER.replace("date:", "csl: mine.csl\ndate:"), "apa", formats=["docx"])
    assert any("People dig wells (1)" in text for _, text in styled(own))


def test_styles_by_name_address_and_alias() -> None:
    assert b"<title>Nature</title>" in (styles.find("https://www.zotero.org/styles/nature") or b"")
    assert styles.find("nature-digest") == styles.find("nature")  # one that only points to another
    assert styles.find("../apa") is None and styles.find("no-such-journal") is None


def test_typed_references_stay_as_they_are(folder: Path) -> None:
    text = "# Text\n\nAs Stone (1990) says.\n\n# References\n\nStone, A. (1990). *Deep wells*. Well Press.\n"
    for name in ("ieee", "apa"):
        assert "Stone, A. (1990). Deep wells. Well Press." in words(build(folder, text, name, formats=["pdf"]))


def test_typed_heading_numbers_are_not_doubled(folder: Path) -> None:
    text = "# 1 Wells\n\nText.\n\n## 1.1 Of stone\n\nText.\n\n# 2 Ropes\n\nText.\n\n# 1990 in wells\n\nText.\n"
    headings = [
        text for name, text in styled(build(folder, text, "ieee", formats=["docx"])) if name.startswith("Heading")
    ]
    assert headings == ["I. Wells", "A. Of stone", "II. Ropes", "III. 1990 in wells"]


# Formats


class Outside(HTMLParser):
    """What a page would load from elsewhere, its elements and its language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.alts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "img":
            self.alts.append(given.get("alt") or given.get("aria-label") or "")
        source = given.get("href") if tag == "link" else given.get("src")
        if source and not source.startswith("data:"):
            self.loads.append(source)


def test_html_is_one_file_that_loads_nothing(folder: Path) -> None:
    page = build(folder, formats=["html"]).files[0].read_text("utf-8")
    seen = Outside(page)
    assert seen.loads == [] and "url(" not in page and "@import" not in page
    assert seen.language == "en-GB" and "<title>Wells and villages</title>" in page
    assert seen.tags.count("h1") == 1 and seen.tags.count("math") == 2 and seen.tags.count("main") == 1
    assert seen.alts == ["A round well with a rope"]
    assert "Figure\u00a01: A well." in page and 'href="#fig:well"' in page


def test_jats_is_well_formed_and_has_what_the_standard_asks_for(folder: Path) -> None:
    root = ElementTree.fromstring(build(folder, formats=["jats"]).files[0].read_bytes())
    assert root.tag == "article" and root.get("article-type") == "research-article"
    assert root.findtext("front/article-meta/title-group/article-title") == "Wells and villages"
    names = [(n.findtext("surname"), n.findtext("given-names")) for n in root.iter("name")]
    assert names[:2] == [("Quillfeather", "Zuzana"), ("Brambleton", "Otto")]
    assert [n.text for n in root.iter("contrib-id")] == ["https://orcid.org/0000-0002-1825-0097"]
    assert [n.findtext("label") for n in (*root.iter("fig"), *root.iter("table-wrap"))] == ["Figure 1", "Table 1"]
    identifiers = {n.get("id") for n in root.iter() if n.get("id")}
    assert {n.get("rid") for n in root.iter("xref")} <= identifiers
    assert root.find("back/ref-list/ref") is not None
    graphic = next(root.iter("graphic")).get("{http://www.w3.org/1999/xlink}href")
    assert (folder / "out" / str(graphic)).is_file()


def test_latex_has_figures_beside_it_and_pointers(folder: Path) -> None:
    built = build(folder, formats=["tex"], name="review")
    text = built.files[0].read_text("utf-8")
    assert text.startswith("%") and "\\begin{document}" in text and "\\linenumbers" in text
    assert "\\hyperref[fig:well]{Figure~1}" in text and "\\label{fig:well}" in text
    figure = re.search(r"\\includegraphics\[[^]]*\]\{([^}]*)\}", text)
    assert figure and (folder / "out" / figure[1]).is_file()


def test_typst_is_what_the_pdf_was_made_of(folder: Path) -> None:
    import typst

    built = build(folder, formats=["pdf", "typ"])
    again = typst.compile(folder / "out" / "paper.typ", root=folder / "out", ignore_system_fonts=True, timestamp=0)
    assert again == built.files[0].read_bytes()


def test_markdown_reads_without_any_tool(folder: Path) -> None:
    text = build(folder, formats=["md"]).files[0].read_text("utf-8")
    assert "People dig wells (Stone 1990)." in text and "Stone, Ada. 1990. *Deep Wells*. Well Press." in text
    assert "[Figure\u00a01](#fig:well)" in text and "![Figure\u00a01: A well.](paper-figures/figure-" in text
    assert "@" not in text.partition("# Introduction")[2] and ":::" not in text


@pytest.mark.parametrize("engine", ["latex", "weasyprint"])
def test_engine_that_is_not_there_is_one_line(engine: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UserError, match=rf"paper\.md: cannot be built: engine “{engine}”: [^\n]*$"):
        build(folder, engine=engine, formats=["pdf"])


def test_weasyprint_reads_only_the_page_and_says_that_it_sets_no_formulas(folder: Path) -> None:
    pytest.importorskip("weasyprint", reason="WeasyPrint is not installed")
    built = build(folder, engine="weasyprint", formats=["pdf"])
    assert "People dig wells (Stone 1990)." in words(built)
    assert rules(built) == ["build.formula"]


# An author's own


def own(folder: Path, text: str, name: str = "house") -> Path:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "profile.yaml").write_text(text, "utf-8")
    return folder / name


def test_own_profile_inherits(folder: Path) -> None:
    own(folder, "extends: review\nfontsize: 10\nword: {styles: {Title: {size: 20}}}\n")
    found = profile.load("house", folder)
    assert (found.fontsize, found.linestretch, found.linenumbers) == (10, 2, True)
    assert found.word["styles"]["Title"] == {"size": 20} | {
        key: value for key, value in profile.load("review").word["styles"]["Title"].items() if key != "size"
    }
    own(folder, "extends: house\ncolumns: 2\n", "two")
    assert profile.load("two", folder).fontsize == 10
    assert rules(build(folder, name="two", home=folder)) == []


def test_own_profile_may_have_the_name_of_the_one_that_it_extends(folder: Path) -> None:
    own(folder, "extends: review\nfontsize: 10\n", "review")
    assert profile.load("review", folder).linenumbers and profile.load("review", folder).fontsize == 10


def test_own_profile_has_its_style_template_and_word_file(folder: Path) -> None:
    place = own(folder, "extends: manuscript\ncsl: house.csl\n")
    (place / "house.csl").write_bytes(styles.find("ieee") or b"")
    (place / "style.typ").write_text("#set page(header: [House style])\n", "utf-8")
    built = build(folder, name="house", home=folder)
    assert "House style" in words(built) and "People dig wells [1]" in words(built)
    (place / "reference.docx").write_bytes(builder.build.__module__.encode())
    with pytest.raises(UserError, match=r"reference\.docx: is not a Word file"):
        build(folder, name="house", home=folder)
    with zipfile.ZipFile(place / "reference.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/styles.xml", b"\0" * 60_000_000)
    with pytest.raises(UserError, match=r"reference\.docx: unpacks to 60 MB: not used"):
        build(folder, name="house", home=folder)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "extends: review\nlinstretch: 2\n",
            "profile.yaml:2: “linstretch” is not a known key; did you mean “linestretch”?",
        ),
        ("linestretch: wide\n", "profile.yaml:1: “linestretch” wants a number from 0.8 to 4, not “wide”"),
        ("fontsize: 12\ncolumns: 3\n", "profile.yaml:2: “columns” wants one of 1, 2, not “3”"),
        ("blind: maybe\n", "profile.yaml:1: “blind” wants true or false"),
        ("extends: nature\n", "profile.yaml:1: “extends” names “nature”, which is neither"),
        ("extends: loop\n", "profile.yaml:1: “extends” leads back to itself"),
        ("figure: Abb.\n", "profile.yaml:1: “figure” wants a mapping of word, number"),
        ("- a\n", "profile.yaml: wants a mapping"),
        ("margin: [\n", "profile.yaml:2: not valid YAML"),
    ],
)
def test_bad_key_or_value_is_one_line(text: str, line: str, folder: Path) -> None:
    own(folder, text)
    own(folder, "extends: house\n", "loop")
    with pytest.raises(UserError) as error:
        profile.load("house", folder)
    assert line in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["../house", "/etc", "no such", "."])
def test_profile_outside_of_the_folder_is_none(name: str, tmp_path: Path) -> None:
    own(tmp_path, "extends: review\n")
    (tmp_path / "paper").mkdir()
    with pytest.raises(UserError, match="no build profile “"):
        profile.load(name, tmp_path / "paper")


def test_several_profiles_are_told_by_their_names(folder: Path) -> None:
    built = build(folder, name="review,blind", formats=["docx"])
    assert [file.name for file in built.files] == ["paper-review.docx", "paper-blind.docx"]


# Nothing is made again that would come out the same


def test_unchanged_paper_is_up_to_date(folder: Path) -> None:
    first = build(folder)
    times = [file.stat().st_mtime_ns for file in first.files]
    again = build(folder)
    assert first.fresh and not again.fresh
    assert [file.stat().st_mtime_ns for file in again.files] == times
    assert (again.files, again.problems, again.verified) == (first.files, first.problems, first.verified)


@pytest.mark.parametrize("change", ["text", "figure", "bibliography", "profile", "format", "built file", "new file"])
def test_whatever_changes_is_built_anew(change: str, folder: Path) -> None:
    place = own(folder, "extends: manuscript\n")
    text = PAPER.replace("## Aims", "![Later.](later.png)\n\n## Aims")
    how: dict[str, Any] = {"name": "house", "home": folder, "formats": ["docx"]}
    assert build(folder, text, **how).fresh and not build(folder, text, **how).fresh
    match change:
        case "text":
            text += "\nMore.\n"
        case "figure":
            (folder / "well.png").write_bytes(png((b"tEXt", b"a\x00b")))
        case "bibliography":
            (folder / "refs.bib").write_text(REFERENCES.replace("1990", "1991"), "utf-8")
        case "profile":
            (place / "profile.yaml").write_text("extends: manuscript\nfontsize: 11\n", "utf-8")
        case "format":
            how["formats"] = ["docx", "md"]
        case "built file":
            (folder / "out" / "paper.docx").write_bytes(b"")
        case "new file":
            (folder / "later.png").write_bytes(png())
    assert build(folder, text, **how).fresh
    assert not build(folder, text, **how).fresh


# What is asked of figures and tables


def test_alternative_text_is_asked_for(folder: Path) -> None:
    text = "![](well.png)\n\nText ![in a line](well.png).\n\n![A caption.](well.png)\n\n![B.](well.png){alt='A round well'}\n"
    found = [(p.rule, p.severity) for p in build(folder, text, formats=["docx"]).problems]
    assert found == [("build.alt-text", Severity.WARNING), ("build.alt-text", Severity.SUGGESTION)]


def test_heavy_figure_and_wide_table_are_told_at_their_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "big.png").write_bytes(png((b"tEXt", b"x\x00" + b"y" * 11_000_000)))
    row = " | ".join(["Unbreakablewords"] * 9)
    text = f"![A.](big.png){{alt=x}}\n\n| {row} |\n{'|---' * 9}|\n| {row} |\n\n: C.\n"
    built = build(folder, text, formats=["md"])
    assert sorted((p.rule, text[p.span.start : p.span.end]) for p in built.problems) == [
        ("build.image-size", "big.png"),
        ("build.wide-table", "Unbreakablewords"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\\input{/etc/passwd}\n",
        "\\begin{figure}\\includegraphics{/etc/passwd}\\end{figure}\n",
        "![a](file:///etc/passwd)\n",
        "![a](/etc/passwd){alt=b}\n",
        '```{=html}\n<script src="https://example.org/x.js"></script>\n```\n',
        "---\nheader-includes: '\\input{/etc/passwd}'\ntemplate: /etc/passwd\n---\n\nText.\n",
        "---\nbibliography: bad.bib\n---\n\nAs @a says.\n",
        '`\\write18{id}`{=latex} `#read("/etc/passwd")`{=typst} `<w:p/>`{=openxml}\n',
    ],
)
def test_hostile_paper_gets_nothing_from_outside(text: str, folder: Path) -> None:
    (folder / "bad.bib").write_text(
        "@book{a, author={\\input{/etc/passwd}}, title={\\write18{id} `x`}, year={1990}}", "utf-8"
    )
    built = build(folder, text, formats=builder.FORMATS)
    for name, content in opened(built):
        assert b"root:" not in content, name
        assert b"write18{id}" not in content or b"\\write18{id}" not in content.replace(b"\\textbackslash", b""), name
        assert b"example.org" not in content and b"<script" not in content, name
