"""What journals limit: a paper and a profile in, findings out."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from command import run
from mslint.checks import journal
from mslint.checks.journal import counts, figures
from mslint.checks.journal import limits as reading
from mslint.checks.journal.figures import Image
from mslint.model import Diagnostic, Document, Reference, Source
from mslint.readers import read as read_source
from mslint.readers.works import with_works

HEAD = """\
---
title: The ferries of small islands
author:
  - {name: Rosa Lindqvist, affiliation: "School of Harbours, University of Skerry"}
  - {name: Tom O'Brien Jr., email: tom@example.org}
keywords: [ferries, islands]
abstract: |
  Ferries sail. Islands stay where they are.
---

"""


def document(text: str, name: str = "paper.md") -> Document:
    return with_works(read_source(Source.of(Path(name), text)))


def found(text: str, images: dict[str, Image] | None = None, name: str = "paper.md", **limits: Any) -> list[Diagnostic]:
    blind = limits.pop("blind", False)
    data = {key.replace("_", "-"): value for key, value in limits.items()}
    checker = journal.JournalChecker(
        [reading.read("skerry", data, blind=blind)], images or {}, [rule.id for rule in journal.RULES]
    )
    return list(checker.check(document(text, name)).diagnostics)


def said(text: str, **how: Any) -> list[tuple[str, str]]:
    return [(d.rule.removeprefix("journal."), text[d.span.start : d.span.end]) for d in found(text, **how)]


# Numbers


def test_a_profile_without_limits_is_silent() -> None:
    assert found(HEAD + "# Introduction\n\nRosa Lindqvist sails [@a].\n") == []


@pytest.mark.parametrize(
    ("limits", "rule", "words", "message"),
    [
        (
            {"abstract_words": 3},
            "abstract-length",
            "stay",
            "The abstract has 7 words; the profile skerry allows 3.",
        ),
        (
            {"abstract_words": {"min": 9}},
            "abstract-length",
            "are.",
            "The abstract has 7 words; the profile skerry asks for 9 or more.",
        ),
        ({"title_words": 4}, "title-length", "islands", "The title has 5 words; the profile skerry allows 4."),
        ({"title_characters": 20}, "title-length", " ", "The title has 28 characters; the profile skerry allows 20."),
        ({"keywords": 1}, "keywords", "islands", "The paper has 2 keywords; the profile skerry allows 1."),
        ({"words": 6}, "length", "12.5.", "The text has 7 words; the profile skerry allows 6."),
        ({"figures": 0}, "figures", "![A map.](map.png)", "The paper has 1 figure; the profile skerry allows 0."),
        ({"tables": {"min": 1}}, "tables", "", "The paper has no tables; the profile skerry asks for 1 or more."),
    ],
)
def test_a_number_and_its_place(limits: dict[str, Any], rule: str, words: str, message: str) -> None:
    text = HEAD + "# Introduction\n\nThe boats [@a] pass the-narrow rocks 12.5.\n\n![A map.](map.png)\n"
    assert said(text, **limits) == [(rule, words)]
    assert found(text, **limits)[0].message == message


@pytest.mark.parametrize(
    "limits", [{"abstract_words": 7}, {"title_words": 5}, {"keywords": {"min": 2, "max": 2}}, {"words": 1}]
)
def test_what_is_allowed_is_silent(limits: dict[str, Any]) -> None:
    assert found(HEAD + "# Introduction\n", **limits) == []


def test_what_counts_as_text() -> None:
    text = (
        HEAD
        + "# Introduction\n\nOne two.[^n]\n\n[^n]: Three four.\n\n- five\n\n> six\n\n`code` $x$ [@key]\n\n"
        + "| cell | cell |\n|---|---|\n| a | b |\n\n: A caption.\n\n![Another caption](a.png)\n\n"
        + "# Funding\n\nNo.\n\n# References\n\nA. (2000). B.\n\n# Appendix\n\nC d e.\n"
    )
    assert counts.text(document(text)).number == 7  # six words and the heading


def test_plain_text_is_counted_too() -> None:
    text = "The ferries of islands\n\nAbstract\n\nFerries sail slowly.\n\n1 Introduction\n\nThe boats pass.\n\nReferences\n\nLind, A. (2001). Boats. Skerry Press.\n"
    paper = document(text, "paper.txt")
    assert counts.abstract(paper).number == 3
    assert counts.references(paper).number == 1


def test_tables_with_and_without_caption_and_figures_of_the_appendix() -> None:
    table = "| a | b |\n|---|---|\n| c | d |\n"
    text = f"# Results\n\n{table}\n: One.\n\nText.\n\n{table}\n![F](f.png)\n\nMore.\n\n# Appendix\n\n![G](g.png)\n"
    assert counts.floats(document(text), "Table").number == 2
    assert counts.floats(document(text), "Figure").number == 1
    assert said(text, figures_and_tables=2) == [("figures", "![F](f.png)")]


def test_works_cited_by_key_are_counted_once() -> None:
    text = "# Introduction\n\nSee [@a; @b] and @a and [@c].\n"
    assert counts.references(document(text)).number == 3
    assert said(text, references=2) == [("references", "@c")]


# Structure


def test_deep_headings() -> None:
    text = "# One\n\n## Two\n\n### Three\n\nText.\n"
    assert said(text, heading_depth=2) == [("heading-depth", "Three")]


def test_sections_that_are_missing_are_told_together() -> None:
    text = HEAD + "# Introduction\n\n# Approach\n\n# Talk\n"
    (finding,) = found(text, sections=["methods", "results", "conclusion", "abstract"])
    assert finding.rule == "journal.sections"
    assert "results and conclusion" in finding.message


STATEMENTS = {
    "data-availability": [
        "The data that support the findings are available from the authors.",
        "No new data were created.",
    ],
    "ethics": ["The ethics committee of the college approved it.", "The study has ethical approval."],
    "competing-interests": [
        "The authors declare that they have no competing interests.",
        "We have nothing to disclose.",
    ],
    "contributions": ["All authors contributed to the text.", "Conceptualization: RL; writing: TO."],
    "funding": [
        "This work was supported by the Skerry Foundation.",
        "The authors received no specific funding for it.",
    ],
    "ai-use": [
        "A large language model was used to edit the wording.",
        "We did not use generative AI to write the text.",
    ],
}


@pytest.mark.parametrize(("name", "sentence"), [(name, s) for name, ss in STATEMENTS.items() for s in ss])
def test_statements_by_their_words(name: str, sentence: str) -> None:
    assert found(f"# Introduction\n\nBoats.\n\n# Notes\n\n{sentence}\n", statements=[name]) == []
    others = [other for other in STATEMENTS if other != name]
    assert found(f"# Introduction\n\n{sentence}\n", statements=others) != []


@pytest.mark.parametrize(
    "heading",
    [
        "Data Availability Statement",
        "5. Competing interests",
        "Authors’ contributions",
        "**Funding**",
        "Use of AI tools",
        "Ethics approval",
    ],
)
def test_statements_by_their_heading(heading: str) -> None:
    text = f"# Introduction\n\nBoats.\n\n# {heading}\n\nAs usual.\n"
    assert "and" in found("# Introduction\n", statements=list(STATEMENTS))[0].message
    before, after = (found(t, statements=list(STATEMENTS))[0].message for t in ("# Introduction\n", text))
    assert before.count(",") - after.count(",") == 1


def test_a_method_is_no_statement_on_ai() -> None:
    text = "# Methods\n\nWe used a large language model to classify the logs of ferries.\n"
    assert [d.rule for d in found(text, statements=["ai-use"])] == ["journal.statements"]


def test_typed_citations_in_another_manner() -> None:
    text = (
        "# Introduction\n\nBoats are slow [1]. They are old [2, 3].\n\n# References\n\n"
        "1. Lind A. Boats. Skerry J. 2001;3:1-9.\n2. Berg B. Ferries. Skerry J. 2002;4:1-9.\n3. Dahl C. Quays. Skerry J. 2003;5:1-9.\n"
    )
    assert said(text, reference_style="author-year")[0][0] == "reference-style"
    assert found(text, reference_style="numeric") == []
    assert found("Boats [@a] are slow.\n", reference_style="numeric") == []  # the build sets those


# Figures


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 12) + b"0123456789"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"


@pytest.mark.parametrize(
    ("data", "image"),
    [
        (b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480), Image("png", 640, 480)),
        (jpeg(640, 480), Image("jpg", 640, 480)),
        (b"GIF89a" + struct.pack("<HH", 64, 48), Image("gif", 64, 48)),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', Image("svg")),
        (b"%PDF-1.7\n", Image("pdf")),
        (b"\x89PNG\r\n", Image("")),
        (b"\xff\xd8\xff\xc0\x00", Image("jpg")),
        (b"\xff\xd8\xff\xfe\x00\x00\xff\xfe\x00\x00" * 3, Image("jpg")),
        (b"", Image("")),
    ],
)
def test_images_by_their_beginnings(data: bytes, image: Image) -> None:
    assert figures.image(data) == image


def test_figures_and_the_widths_asked_for() -> None:
    text = '![A *map*](map.png){#fig:map width=8cm}\n\nSee ![](<icon.svg>) and ![x](http://example.org/x.png).\n\n![Q](q.jpg "T")\n'
    assert [(f.target, f.width) for f in figures.named(document(text))] == [
        ("map.png", "8cm"),
        ("icon.svg", ""),
        ("q.jpg", ""),
    ]


@pytest.mark.parametrize(
    ("attributes", "pixels", "enough"),
    [
        ("{width=8cm}", 945, True),
        ("{width=8cm}", 900, False),
        ("", 1890, True),
        ("", 1200, False),
        ("{width=50%}", 945, True),
    ],
)
def test_resolution_in_print(attributes: str, pixels: int, enough: bool) -> None:
    text = f"![A map](map.png){attributes}\n"
    told = found(text, {"map.png": Image("png", pixels, pixels)}, figure_resolution=300)
    assert [d.rule for d in told] == ([] if enough else ["journal.figure-resolution"])


def test_drawings_have_no_resolution_and_formats_are_the_profiles() -> None:
    text = "![A map](map.svg)\n"
    images = {"map.svg": Image("svg")}
    assert found(text, images, figure_resolution=300) == []
    assert found(text, images, figure_formats=["png", "pdf"])[0].message == (
        "“map.svg” is SVG; the profile skerry takes PNG or PDF."
    )


# Anonymity

OWN = Reference(span=(0, 0), names=("Lindqvist", "Berg"), given=("R.", "B."), year="2020", key="own")  # type: ignore[arg-type]


def blind(words: str) -> list[tuple[str, str]]:
    return said(HEAD + f"# Introduction\n\n{words}\n", blind=True)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("As Rosa Lindqvist found, boats sink.", "Rosa Lindqvist"),
        ("Data are with Tom\nO'Brien.", "Tom\nO'Brien"),
        ("Write to rosa.l@skerry.example.", "rosa.l@skerry.example"),
        ("Ask 0000-0002-1825-0097 for it.", "0000-0002-1825-0097"),
        ("The code is at <https://example.org/lindqvist/boats>.", "https://example.org/lindqvist/boats"),
        ("We asked students of the University of Skerry.", "University of Skerry"),
        ("It was paid by grant no. SK-20456 of the state.", "grant no. SK-20456"),
        ("Our earlier work (Lindqvist, 2020) shows it.", "Our earlier work"),
        ("Lindqvist and Berg (2020), our first study, shows it.", "our first"),
        ("As we have shown (Lindqvist & Berg, 2020), it sinks.", "as we have shown"),
        ("It sinks, as we previously reported (Berg, 2019; Lindqvist, 2020).", "we previously reported"),
    ],
)
def test_words_that_give_the_authors_away(words: str, marked: str) -> None:
    told = blind(words)
    assert [rule for rule, _ in told] == ["anonymity"]
    assert marked.casefold() in told[0][1].casefold() or told[0][1].casefold() in marked.casefold()


@pytest.mark.parametrize(
    "words",
    [
        "Lindqvist (2020) shows it.",
        "Boats sink (Lindqvist, 2020). Our earlier claim is weak.",
        "Our earlier work (Dahl, 2020) shows it.",
        "We have shown that boats sink.",
        "The project of 1998 failed, and grants of 2000 crowns were paid.",
        "Rosa is a name.",
    ],
)
def test_words_that_give_nobody_away(words: str) -> None:
    assert blind(words) == []


def test_what_a_blind_copy_goes_without_is_not_marked() -> None:
    text = HEAD + "# Introduction\n\nBoats.\n\n# Acknowledgements\n\nRosa Lindqvist thanks all; grant SK-20456.\n"
    assert said(text, blind=True) == []


def test_works_cited_by_key_are_looked_up() -> None:
    from mslint.model import Bibliography

    text = HEAD + "# Introduction\n\nIn our previous study [@own, p. 3] boats sank.\n"
    paper = replace(document(text), bibliographies=(Bibliography(Path("r.bib"), "", (OWN,)),))
    checker = journal.JournalChecker([reading.read("b", {}, blind=True)], {}, ["journal.anonymity"])
    (finding,) = checker.check(paper).diagnostics
    assert text[finding.span.start : finding.span.end] == "our previous"
    assert "Rosa Lindqvist wrote this paper" in finding.message


# Limits as data


@pytest.mark.parametrize(
    ("data", "keys", "wanted"),
    [
        ({"wrods": 3}, ("wrods",), "did you mean “words”?"),
        ({"words": "many"}, ("words",), "wants a whole number, or {min: …, max: …}"),
        ({"words": True}, ("words",), "wants a whole number"),
        ({"words": {"max": -1}}, ("words", "max"), "wants a whole number"),
        ({"words": {"most": 1}}, ("words", "most"), "wants min and max only"),
        ({"words": {"min": 3, "max": 2}}, ("words",), "has a min above its max"),
        ({"statements": ["ethos"]}, ("statements",), "wants one of"),
        ({"sections": ["intro"]}, ("sections",), "wants one of"),
        ({"reference-style": "apa"}, ("reference-style",), "wants one of"),
        ({"figure-formats": ["bmp"]}, ("figure-formats",), "wants one of"),
    ],
)
def test_limits_that_do_not_fit(data: dict[str, Any], keys: tuple[str, ...], wanted: str) -> None:
    with pytest.raises(reading.Wrong) as wrong:
        reading.read("p", data)
    assert wrong.value.keys == keys
    assert wanted in str(wrong.value)


def test_a_limit_without_value_takes_an_inherited_one_away() -> None:
    assert reading.read("p", {"words": None}) == reading.Limits("p")


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "skerry").mkdir()
    (tmp_path / "skerry" / "profile.yaml").write_text("extends: manuscript\nlimits:\n  abstract-words: 3\n", "utf-8")
    (tmp_path / "mslint.yaml").write_text("languagetool: false\nselect: [journal]\n", "utf-8")
    (tmp_path / "paper.md").write_text(HEAD + "# Introduction\n\nBoats.\n\n![A map](map.png){width=8cm}\n", "utf-8")
    return tmp_path


def test_check_with_a_profile(folder: Path, own_cache: Path) -> None:
    assert run("check", "paper.md", cwd=folder).stdout.startswith("No ")
    told = run("check", "paper.md", "--profile", "skerry", cwd=folder)
    assert told.returncode == 1
    assert "The abstract has 7 words; the profile skerry allows 3." in told.stdout


def test_the_settings_name_a_profile_and_changed_limits_are_seen(folder: Path, own_cache: Path) -> None:
    (folder / "mslint.yaml").write_text("languagetool: false\nselect: [journal]\nbuild: {profile: skerry}\n", "utf-8")
    assert run("check", "paper.md", cwd=folder).returncode == 1
    assert run("check", "paper.md", cwd=folder).returncode == 1  # as remembered
    (folder / "skerry" / "profile.yaml").write_text("extends: manuscript\nlimits:\n  abstract-words: 30\n", "utf-8")
    assert run("check", "paper.md", cwd=folder).returncode == 0


def test_a_changed_figure_is_seen(folder: Path, own_cache: Path) -> None:
    (folder / "skerry" / "profile.yaml").write_text("limits: {figure-resolution: 300}\n", "utf-8")
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 13, b"IHDR")
    asked = ("check", "paper.md", "--profile", "skerry")
    for pixels, seen in ((100, True), (100, True), (2000, False)):
        (folder / "map.png").write_bytes(header + struct.pack(">II", pixels, pixels))
        assert ("figure-resolution" in run(*asked, cwd=folder).stdout) == seen


def test_a_bad_limit_is_one_line_with_its_place(folder: Path) -> None:
    (folder / "skerry" / "profile.yaml").write_text("extends: manuscript\nlimits:\n  abstract: 3\n", "utf-8")
    told = run("check", "paper.md", "--profile", "skerry", cwd=folder)
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert f"skerry{'/'}profile.yaml:3: “limits → abstract” is not a known limit" in told.stderr.replace("\\", "/")


def test_build_stops_at_a_limit(folder: Path) -> None:
    told = run("build", "paper.md", "--profile", "skerry", "--to", "docx", cwd=folder)
    assert told.returncode == 1
    assert "The abstract has 7 words" in told.stderr
    assert not list((folder / "build" / "out").glob("*.docx"))


def test_the_rules_are_explained(tmp_path: Path) -> None:
    assert "blind reviewer" in run("explain", "journal.anonymity", cwd=tmp_path).stdout


def test_shipped_profiles_have_limits_that_can_be_read() -> None:
    from mslint import shipped
    from mslint.build import profile

    for file in shipped.folder("profiles").glob("*/profile.yaml"):
        loaded = profile.load(file.parent.name)
        reading.read(loaded.name, loaded.limits, blind=loaded.blind)
