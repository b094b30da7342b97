"""The Markdown reader: every construct, its exact place in the source, pandoc's words, and what no text may do."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mslint.model import PLACEHOLDER, Block, Document, Part, Severity, Source, Span
from mslint.readers import markdown

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import fidelity  # type: ignore[import-not-found]

O = PLACEHOLDER  # noqa: E741


def read(text: str) -> Document:
    return markdown.read(Source.of(Path("paper.md"), text))


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text).blocks]


def only(text: str) -> Block:
    (block,) = read(text).blocks
    return block


def source_of(text: str, words: str) -> str:
    """The source that stands for these words, which are in one block."""
    document = read(text)
    (block,) = [block for block in document.blocks if words in block.text]
    start = block.text.index(words)
    return text[slice(*block.to_source(start, start + len(words)))]


INLINES = {
    "emphasis": ("A *very* **large** ***huge*** _old_ __oak__.", "A very large huge old oak."),
    "emphasis inside words": ("snake_case_name and un*frigging*real", "snake_case_name and unfriggingreal"),
    "emphasis that never closes": ("two * three and *four", "two * three and *four"),
    "strong in emphasis": ("*a **b** c*", "a b c"),
    "emphasis after strong": ("***a** b*", "a b"),
    "strong after emphasis": ("***a* b**", "a b"),
    "strikeout and scripts": ("~~gone~~ H~2~O x^2^ a~b c", "gone H2O x2 a~b c"),
    "template tags": ("by {{ who }}{% if late %} or\nso{% endif %}{# note #} {#x}", f"by {O} or so {{#x}}"),
    "template tags that never close": ("{{ a, {% b and {# c", "{{ a, {% b and {# c"),
    "code": ("run `a *b*`{.sh} now", f"run {O} now"),
    "code that never closes": ("a ``b c", "a ``b c"),
    "inline math": ("the $x_1$-axis for $5 or 6$7", f"the {O}-axis for $5 or 6$7"),
    "math with text": (r"so $a \text{ if $b$}$ holds", f"so {O} holds"),
    "display math": ("so\n$$ a\n+ b $$ {#eq:sum} holds", f"so {O} holds"),
    "link": ('See [the *site*](http://a.b/c_(d) "T (x)").', "See the site."),
    "link in brackets": ("[a [b](c) d]", "[a b d]"),
    "reference links": ("[one][k], [k][], [k] and [none][x]\n\n[k]: http://a.b 'T'", "one, k, k and [none][x]"),
    "addresses": ("at <https://a.b/c> or https://a.b/d_e, <me@a.org>", f"at {O} or {O}, {O}"),
    "image in a line": ("see ![the sign](s.png){width=2cm} and ![](t.png)", f"see the sign and {O}"),
    "span": ("[small]{.smallcaps} words", "small words"),
    "html": ("a <b>bold</b> word<!-- not this --> <br/>end", "a bold word \nend"),
    "html that is none": ("a<b and 3 < 4", "a<b and 3 < 4"),
    "tex": (r"\LaTeX{} and \textbf{bold} end", f"{O} and {O} end"),
    "raw attribute": ("a `<b>`{=html} b", f"a {O} b"),
    "escapes": (r"5\*3\ m \[x\] \q", f"5*3\N{NO-BREAK SPACE}m [x] {O}"),
    "entities": ("R&amp;D &copy; &#8211; &nosuch; AT&T", "R&D © – &nosuch; AT&T"),
    "soft break": ("one\ntwo", "one two"),
    "hard breaks": ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
    "quotation marks": ("\"Yes\" -- 'no' ...", "\"Yes\" -- 'no' ..."),
    "citation": ("as shown [@a; -@b].", f"as shown {O}."),
    "citation with words": ("shown [see @a, p. 3; also @b].", f"shown [see {O}, p. 3; also {O}]."),
    "narrative citation": ("@a [p. 3] and @{b.c} say", f"{O} [p. 3] and {O} say"),
    "cross-reference": ("see @fig:one and [@tbl:two]", f"see {O} and {O}"),
    "no citation": ("me@home and [@a](u)", f"me@home and {O}"),
}


@pytest.mark.parametrize(("text", "prose"), INLINES.values(), ids=INLINES)
def test_inlines(text: str, prose: str) -> None:
    assert only(text).text == prose


BLOCKS = {
    "headings": (
        "# One #\n\nTwo\n---\n\n### Three {#t .x}\ntext",
        [("heading", "One"), ("heading", "Two"), ("heading", "Three"), ("paragraph", "text")],
    ),
    "no heading": ("#hash\n\na\n# b", [("paragraph", "#hash"), ("paragraph", "a # b")]),
    "bullets": ("- one\n- two\n    + three\n\n      four", [("item", t) for t in ("one", "two", "three", "four")]),
    "ordered": ("1. one\n2. two\n\n(a) three\n\niv) four", [("item", t) for t in ("one", "two", "three", "four")]),
    "examples": (
        "(@x) first\n(@) second\n\nas in (@x)",
        [("item", "first"), ("item", "second"), ("paragraph", "as in (1)")],
    ),
    "an initial is no list": ("B. Russell", [("paragraph", "B. Russell")]),
    "tasks": ("- [ ] open\n- [x] done", [("item", "open"), ("item", "done")]),
    "lazy item": ("- one\ntwo\n\nthree", [("item", "one two"), ("paragraph", "three")]),
    "definitions": (
        "Term\n:   first\n\n    more\n\nOther\n\n~ second",
        [
            ("term", "Term"),
            ("definition", "first"),
            ("definition", "more"),
            ("term", "Other"),
            ("definition", "second"),
        ],
    ),
    "quote": ("> one\ntwo\n>\n> - three", [("quote", "one two"), ("quote", "three")]),
    "no quote without a blank line": ("a\n> b", [("paragraph", "a > b")]),
    "line block": ("| one\n| two\n  three", [("line", "one"), ("line", "two three")]),
    "code": (
        "```{.py #c}\nx\n```\n\n    y\n\n~~~\nz\n~~~\nend",
        [("code", O), ("code", O), ("code", O), ("paragraph", "end")],
    ),
    "chunk": ("```{r, echo=FALSE}\nx <- 1\n\ny\n```", [("code", O)]),
    "code that never closes": ("```` a\nb", [("paragraph", "```` a b")]),
    "rule": ("a\n\n* * *\n\nb", [("paragraph", "a"), ("paragraph", "b")]),
    "div": ("::: {#d .note}\na\n\n- b\n:::\nc", [("paragraph", "a"), ("item", "b"), ("paragraph", "c")]),
    "html blocks": ("<div>\n\n*a*\n\n</div>\n<table><tr><td>b</td></tr></table>", [("paragraph", "a"), ("cell", "b")]),
    "html verbatim": ("<pre>\na *b*\n\nc\n</pre>\nd", [("paragraph", "d")]),
    "html inside a line": ("a <p>b</p> c", [("paragraph", t) for t in ("a", "b", "c")]),
    "comment": ("<!-- a\n\nb -->\nc <!-- d\n\ne --> f", [("paragraph", "c  f")]),
    "tex blocks": (
        "\\newcommand{\\a}[1]{b}\n\n\\begin{table}\nx\n\ny\n\\end{table}\nz",
        [("paragraph", "z")],
    ),
    "tex math": ("a\n\\begin{align}\nx\n\ny\n\\end{align}\nb", [("paragraph", f"a {O} b")]),
    "notes": (
        "a[^1] b^[of *its* own] [^none]\n\n[^1]: c\n  d\n\n    e\n\nf",
        [("paragraph", "a b [^none]"), ("note", "of its own"), ("note", "c d"), ("note", "e"), ("paragraph", "f")],
    ),
    "figure": ("![A *cap*[^n]](f.png){#fig:f}\n\n[^n]: n", [("caption", "A cap"), ("note", "n")]),
    "pipe table": (
        "| a | `b|c` |\n|:--|--:|\n| d \\| e | |\n\n: Cap {#tbl:t}",
        [("cell", "a"), ("cell", O), ("cell", "d | e"), ("caption", "Cap")],
    ),
    "simple table": (
        "Table: Cap\n\n  Name   Size\n------  -----\nOak       12\n  Ash      9\n",
        [("caption", "Cap"), *(("cell", t) for t in ("Name", "Size", "Oak", "12", "Ash", "9"))],
    ),
    "headless table": (
        "-----  ---\nOak     12\nAsh      9\n-----  ---\n",
        [("cell", t) for t in ("Oak", "12", "Ash", "9")],
    ),
    "multiline table": (
        "------------\nName   Long\n       head\n-----  -----\nOak    a\n       b\n\nAsh    c\n------------\n",
        [("cell", t) for t in ("Name", "Long head", "Oak", "a b", "Ash", "c")],
    ),
    "grid table": (
        "+-----+---+\n| a   | b |\n+=====+===+\n| - c | d |\n| - e |   |\n+-----+---+\n| f       |\n+---------+",
        [("cell", t) for t in ("a", "b", "c", "e", "d", "f")],
    ),
    "wide characters in a grid": ("+----+---+\n| 魚 | b |\n+----+---+", [("cell", "魚"), ("cell", "b")]),
    "reference definition": ("[a]: <b c>\n   'T'\n[d]: e\n\nf", [("paragraph", "f")]),
    "title block": (
        "% A *long*\n  title\n% B C; D E\n% 2020\n\ntext",
        [("title", "A long title"), ("author", "B C"), ("author", "D E"), ("paragraph", "text")],
    ),
}


@pytest.mark.parametrize(("text", "blocks"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    assert shown(text) == blocks


@pytest.mark.parametrize("text", [t for t, _ in [*INLINES.values(), *BLOCKS.values()]], ids=[*INLINES, *BLOCKS])
def test_words_are_those_of_pandoc(text: str) -> None:
    """The real pandoc reads the same words, up to spaces around our placeholders."""
    theirs, keys = fidelity.pandoc_words(text + "\n")
    document = read(text + "\n")
    assert fidelity.words(document) == theirs
    assert sorted(citation.key for citation in document.citations) == sorted(keys.elements())


FRONT = """---
title: "The \\"old\\" *oak*"
subtitle: 'It''s still
  there'
author:
  - name: Ada Tree
    affiliation: 1
  - Bo Leaf
abstract: |
  Oaks grow.

  They *fall*.
keywords: [oak trees, age]
date: 2021-05-04
draft: true
count: 3
---

Text.
"""


def test_front_matter_is_prose_with_its_place() -> None:
    assert shown(FRONT) == [
        ("title", 'The "old" oak'),
        ("subtitle", "It's still there"),
        ("author", "Ada Tree"),
        ("author", "Bo Leaf"),
        ("abstract", "Oaks grow."),
        ("abstract", "They fall."),
        ("keywords", "oak trees"),
        ("keywords", "age"),
        ("paragraph", "Text."),
    ]
    assert source_of(FRONT, 'The "old') == 'The \\"old'
    assert source_of(FRONT, "It's still there") == "It''s still\n  there"
    assert source_of(FRONT, "oak trees") == "oak trees"
    assert source_of(FRONT, "They fall") == "They *fall"


def test_front_matter_is_data() -> None:
    assert read(FRONT).meta == {
        "title": 'The "old" *oak*',
        "subtitle": "It's still there",
        "author": [{"name": "Ada Tree", "affiliation": 1}, "Bo Leaf"],
        "abstract": "Oaks grow.\n\nThey *fall*.\n",
        "keywords": ["oak trees", "age"],
        "date": "2021-05-04",
        "draft": True,
        "count": 3,
    }


def test_metadata_may_stand_in_the_text_and_does_not_replace_what_is_there() -> None:
    document = read("---\ntitle: A\n---\n\nx\n\n---\ntitle: B\nlang: en\n...\n\ny")
    assert document.meta == {"title": "A", "lang": "en"}
    assert [block.text for block in document.blocks] == ["A", "x", "B", "y"]


def test_a_rule_and_a_paragraph_are_no_metadata() -> None:
    assert shown("---\nno key here\n---\n\nx")[-1] == ("paragraph", "x")
    assert read("---\nno key here\n---\n\nx").meta == {}


@pytest.mark.parametrize("text", ["---\ntitle: Oak: ash\n---\n\nx", "---\na: [b\n---\n\nx", "---\na: \x07\n---\n\nx"])
def test_broken_front_matter_is_one_finding_at_its_place(text: str) -> None:
    document = read(text)
    (problem,) = document.problems
    assert (problem.rule, problem.severity) == ("markdown.front-matter", Severity.ERROR)
    assert 3 < problem.span.start <= problem.span.end <= text.index("---", 3)
    assert document.meta == {}
    assert [block.text for block in document.blocks] == ["x"]


def test_front_matter_without_end_is_a_finding() -> None:
    (problem,) = read("---\ntitle: Oak\n\nx").problems
    assert problem.span == Span(0, 3)


PLACES = {
    "across emphasis": ("one *two* three", "one two", "one *two"),
    "in emphasis": ("one *two* three", "two", "two"),
    "across a soft break": ("> one\n> two", "one two", "one\n> two"),
    "across CRLF": ("- one\r\n  two\r\n", "one two", "one\r\n  two"),
    "after a tab": ("-\tone\ttwo", "two", "two"),
    "after an escape": (r"a\*b c", "c", "c"),
    "an escape": (r"a\*b", "*", r"\*"),
    "an entity": ("x &amp; y", "&", "&amp;"),
    "after a link": ("see [here](u) now", "here now", "here](u) now"),
    "after astral characters": ("🙂🙂 *oak*", "oak", "oak"),
    "combining marks": ("cafe\u0301 *x*", "cafe\u0301", "cafe\u0301"),
    "in a heading": ("## A  title ##", "title", "title"),
    "in a nested quote": ("- a\n\n  > b\n  > c d", "c d", "c d"),
    "in a pipe cell": ("| a | b c |\n|---|---|\n| d | e |", "b c", "b c"),
    "in a grid cell": ("+-----+\n| a b |\n| c   |\n+-----+", "b c", "b |\n| c"),
    "in a note": ("x[^1]\n\n[^1]: a note\n    more", "note more", "note\n    more"),
    "in an inline note": ("x^[a *note*] y", "a note", "a *note"),
    "in an indented item": ("  1.  one\n      two", "one two", "one\n      two"),
    "a citation": ("x [@a; @b] y", PLACEHOLDER, "[@a; @b]"),
    "with no last line end": ("one\ntwo", "two", "two"),
    "CR alone": ("one\rtwo\r\rthree", "one two", "one\rtwo"),
    "NUL": ("a\0b *c*", "a\0b c", "a\0b *c"),
}


@pytest.mark.parametrize(("text", "words", "source"), PLACES.values(), ids=PLACES)
def test_places(text: str, words: str, source: str) -> None:
    assert source_of(text, words) == source


def test_citations_have_their_keys_and_places() -> None:
    text = "@a says [see @doi:10.1000/x(y), p. 3; -@c_d] and [@fig:f]; me@x.org"
    citations = read(text).citations
    assert [(c.key, text[slice(*c.span)], c.form) for c in citations] == [
        ("a", "@a", "key"),
        ("doi:10.1000/x", "@doi:10.1000/x", "key"),
        ("c_d", "-@c_d", "key"),
    ]


def test_pieces_say_what_they_stand_for() -> None:
    pieces = only("a $x$ `c` [@k] @fig:f ![](i) \\TeX <http://a.b> *e*").pieces
    assert [piece.kind for piece in pieces if piece.kind != "text"] == [
        *("math", "code", "citation", "crossref", "image", "raw", "url", "markup", "markup")
    ]


def test_labels() -> None:
    text = "# A b {#sec:a}\n\n# C, d!\n\n# C, d!\n\n![c](f){#fig:f}\n\n$$x$$ {#eq:e}\n\n::: {#div}\n[s]{#sp}\n:::\n"
    labels = [(name, text[slice(*span)]) for name, span in read(text).labels]
    assert labels == [
        ("sec:a", "#sec:a"),
        ("c-d", "C, d!"),
        ("c-d-1", "C, d!"),
        ("fig:f", "#fig:f"),
        ("eq:e", "#eq:e"),
        ("div", "#div"),
        ("sp", "#sp"),
    ]


def test_suppressions() -> None:
    text = (
        "<!-- mslint off -->\n\na <!-- mslint off typography other.rule --> b\n\n<!--mslint off-next-line terms-->\n"
        "c\n\n<!-- mslint on -->\n\n<!-- mslint offside -->\n\n`<!-- mslint on -->`\n"
    )
    found = [(s.action, s.rules, text[slice(*s.span)]) for s in read(text).suppressions]
    assert found == [
        ("off", (), "<!-- mslint off -->"),
        ("off", ("typography", "other.rule"), "<!-- mslint off typography other.rule -->"),
        ("off-next-line", ("terms",), "<!--mslint off-next-line terms-->"),
        ("on", (), "<!-- mslint on -->"),
    ]


def test_items_have_depth_and_marker_and_cells_a_row() -> None:
    text = "1. a\n   - b\n\n     c\n\n| d | e |\n|---|---|\n| f | g |\n"
    blocks = read(text).blocks
    assert [(b.text, b.level, b.marker and text[slice(*b.marker)], b.row) for b in blocks] == [
        ("a", 1, "1.", None),
        ("b", 2, "-", None),
        ("c", 2, None, None),
        ("d", 0, None, 0),
        ("e", 0, None, 0),
        ("f", 0, None, 1),
        ("g", 0, None, 1),
    ]


def test_sections_nest_and_take_roles() -> None:
    document = read("before\n\n# Methods\n\na\n\n## Sample\n\nb\n\n# Results\n\nc")
    assert [(s.title, s.level, s.role, s.parent) for s in document.sections] == [
        ("", 0, "front", None),
        ("Methods", 1, "methods", None),
        ("Sample", 2, "methods", 1),
        ("Results", 1, "results", None),
    ]
    for section in document.sections:
        for index in section.blocks:
            assert document.sections[document.blocks[index].section] is section
    assert [document.role(block) for block in document.blocks if len(block.text) == 1] == [
        "methods",
        "methods",
        "results",
    ]


def test_a_document_without_heading_has_one_section() -> None:
    (section,) = read("a\n\nb").sections
    assert section.blocks == range(2)


def test_several_files_are_one_text() -> None:
    first, second = "---\ntitle: A\n---\n\n# B\n\n", "---\nlang: en\n---\n\ntext[^1]\n\n[^1]: note\n"
    parts = (Part(Path("1.md"), Span(0, len(first))), Part(Path("2.md"), Span(len(first), len(first + second))))
    document = markdown.read(Source(Path("1.md"), first + second, parts))
    assert [(b.kind, b.text) for b in document.blocks][-2:] == [("paragraph", "text"), ("note", "note")]
    assert document.meta == {"title": "A", "lang": "en"}
    assert document.source.part_at(document.blocks[-1].span.start).path == Path("2.md")


# What no text may do

MARKS = [
    *("*", "**", "***", "_", "__", "`", "```", "~", "~~~", "^", "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "^["),
    *(
        "@a",
        "[@b]",
        "-@c",
        ";",
        "$",
        "$$",
        "\\",
        "\\\n",
        "\\begin{a}",
        "\\end{a}",
        "<",
        "<div>",
        "</div>",
        "<b>",
        "<!--",
    ),
    *(
        "-->",
        "<!-- mslint off -->",
        "&amp;",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "    ",
        "- ",
        "1. ",
        "(@x) ",
        ": ",
        "> ",
    ),
    *("# ", "===", "---", "***", "|", "|-|-|", "+--+", "{#id}", "{=html}", ":::", "::: {.a}\n", "---\n", "k: v\n", "%"),
    *(
        "word",
        "naïve",
        "🙂",
        "e\u0301",
        "中文",
        "\u200d",
        "\0",
        '"',
        "'",
        "Table: ",
        "http://x.y/z",
        "{",
        "}",
        "!",
        " ",
    ),
]
texts = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=3)), max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_no_text_is_too_odd(text: str) -> None:
    """Never raises; pieces are in order, apart and in the source; plain words are where they are said to be."""
    document = read(text)
    for block in document.blocks:
        end = 0
        for piece in block.pieces:
            assert end <= piece.span.start < piece.span.end <= len(text)
            end = piece.span.end
        for match in re.finditer(rf"[^\s{O}]+", block.text):
            span = block.to_source(*match.span())
            assert 0 <= span.start < span.end <= len(text)
            assert not block.is_plain(*match.span()) or text[slice(*span)] == match.group()
    for section in document.sections:
        assert all(document.sections[document.blocks[index].section] is section for index in section.blocks)
    for citation in document.citations:
        assert "@" in text[slice(*citation.span)]


words = st.lists(st.from_regex(r"[a-zà-ÿ🙂]{1,8}", fullmatch=True), min_size=1, max_size=30)
joints = st.sampled_from([" ", "\n", "\r\n", "\r", "  ", "\t"])


@settings(max_examples=150, deadline=None)
@given(words, st.lists(joints, min_size=30, max_size=30), st.sampled_from(["", "> ", "# ", "- ", "[^1]: "]))
def test_no_word_is_lost_or_moved(found: list[str], between: list[str], prefix: str) -> None:
    if prefix == "# ":
        between = [" "] * len(between)
    text = prefix + "".join(word + joint for word, joint in zip(found, between, strict=False))
    block = only(text)
    assert block.text.split() == found
    for match in re.finditer(r"\S+", block.text):
        assert block.is_plain(*match.span())
        assert text[slice(*block.to_source(*match.span()))] == match.group()


@settings(max_examples=60, deadline=None)
@given(words)
def test_words_are_found_through_markup(found: list[str]) -> None:
    wraps = ["*{}*", "**{}**", "[{}](u)", "~~{}~~", "[{}]{{.c}}", "<b>{}</b>", "^[{}]", "{}"]
    text = " ".join(wraps[index % len(wraps)].format(word) for index, word in enumerate(found))
    document = read(text)
    read_words = [word for block in document.blocks for word in block.text.split()]
    assert sorted(read_words) == sorted(found)


SIZE = 4000
NASTY = {
    **{f"{mark!r} again and again": mark for mark in ("[", "[a ", "[a](", "![", "*", "*a ", "**a ", "*a **b ", "_a ")},
    **{
        f"{mark!r} again and again": mark
        for mark in ("`", "$", "$$a ", "<", "<a ", "<!-- ", "<div>\n", "a <p> ", "~~a ")
    },
    **{
        f"{mark!r} again and again": mark
        for mark in (">", "> ", "- ", "1. ", "^[a ", "[@a;", "{", "\\a{", "&", "http://")
    },
    **{
        f"{mark!r} again and again": mark
        for mark in ("```\n", "~~~a\n", "---\n", "---\na\n", "--- ---\na\n", "|\n", "+-+\n")
    },
    **{
        f"{mark!r} again and again": mark
        for mark in (": a\n", "t\n\n: a\n\n", "a\n=\n", "[^a]: b\n", "::: a\n", "<!-- a\n\n")
    },
    **{
        f"{mark!r} again and again": mark
        for mark in ("\\begin{a}\n", "\\begin{equation}\na\n\n", "---\na: b\n\n", "<!A ", "<img b=")
    },
}


@pytest.mark.parametrize("mark", NASTY.values(), ids=NASTY)
def test_time_does_not_run_away(mark: str) -> None:
    """Eight times the text takes nothing like sixty-four times as long (with room for a busy machine)."""
    small, large = (min(seconds(mark * size) for _ in range(2)) for size in (SIZE // 8, SIZE))
    assert large < 24 * small + 0.2


def seconds(text: str) -> float:
    start = time.perf_counter()
    read(text)
    return time.perf_counter() - start


def test_deep_nesting_is_read() -> None:
    assert "end" in read("> " * 3000 + "end").blocks[0].text
    assert "end" in read("*[" * 3000 + "end").blocks[0].text
    assert read("\n".join("  " * depth + "- a" for depth in range(300)))


def test_a_long_paper_is_read_fast() -> None:
    """100,000 words in at most 2 s is what is asked; here a tenth of that, with room for a busy machine."""
    text = "Some *words* of a [paper](u) with `code` and a mark [@key, p. 3].\n" * 800
    assert len(text.split()) > 10_000
    assert seconds(text) < 2


@pytest.mark.skipif(not fidelity.SHARED.is_dir(), reason="the shared manuscripts are not there")
def test_real_papers_read_as_pandoc_reads_them() -> None:
    score = fidelity.Score()
    for path in sorted((fidelity.SHARED / "data/manuscripts/joss").glob("*/*.md"))[:4]:
        score.add([path], show=False)
    assert score.fidelity >= fidelity.TARGET
    assert (score.wrong, score.keys) == (0, 0)
