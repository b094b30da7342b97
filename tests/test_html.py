"""The HTML page: nothing of the paper is lost, every link arrives, and nothing that the paper says can run."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from browser import CHROMIUM, Tab, tab
from command import run
from mslint import filing, shipped
from mslint.engine import NotChecked
from mslint.model import Diagnostic, Document, Edit, Fix, Part, Related, Severity, Source, Span
from mslint.readers import read
from mslint.report import Report, RuleHelp, render

VOID = {"meta", "input", "br", "img", "link"}


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and the text of the paper."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.paper = ""
        self.inside: dict[str, str] = {}  # the text of style and script
        self.marks: list[tuple[dict[str, str], str]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        assert not self._open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self._open.append((tag, attributes))
        if "mark" in attributes.get("class", "").split():
            self.marks.append((attributes, ""))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        classes = [set(attributes.get("class", "").split()) for _, attributes in self._open]
        if any("text" in names for names in classes):
            self.paper += data
        if any("mark" in names for names in classes):
            self.marks[-1] = (self.marks[-1][0], self.marks[-1][1] + data)
        if self._open and self._open[-1][0] in ("style", "script"):
            self.inside[self._open[-1][0]] = self.inside.get(self._open[-1][0], "") + data

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.elements if tag == "a"]


def document(text: str, name: str = "paper.md") -> Document:
    return read(Source.of(Path(name), text))


def page(paper: Document, *found: Diagnostic, **more: object) -> tuple[str, Page]:
    files = tuple(filing.by_file(paper.source, found, [(b.path, b.text) for b in paper.bibliographies]))
    html = "\n".join(render(Report(files, documents=(paper,), **more), "html"))  # type: ignore[arg-type]
    return html, Page(html)


def finding(
    text: str, words: str, severity: Severity = Severity.WARNING, rule: str = "pack.rule", **more: object
) -> Diagnostic:
    at = text.index(words)
    return Diagnostic(rule, Span(at, at + len(words)), f"About “{words}”.", severity, **more)  # type: ignore[arg-type]


PAPER = """\
---
title: On rain
---

# Method {#sec:method}

It rains in *the* hills, which is [well known](https://example.org).^[Not to *all*.]
A second line.

- one item
  - an inner item

| A | B |
|---|---|
| a | b |

```
code & <more>
```

# Results

> Quoted words
> on two lines.
"""


def told(text: str) -> str:
    """The text without white space and without what draws tables and quotes."""
    return re.sub(r"[\s|:+=>\-]", "", text)


def test_the_paper_is_all_there_and_in_order() -> None:
    _, shown = page(document(PAPER))
    assert told(shown.paper) == told(PAPER)


FRAGMENTS: tuple[str, ...] = (
    "# ",
    "\n\n",
    "\n",
    "word ",
    "*em* ",
    "| a | b |\n|---|---|\n| c | d |\n",
    "- ",
    "> ",
    "`c` ",
    "$x$ ",
    "&amp; ",
)
FRAGMENTS += (
    "^[note] ",
    "[^1] ",
    "[^1]: note\n",
    "<b>",
    "<!-- no -->",
    "```\n",
    "@key ",
    "\t",
    "é",
    "---\n",
    "![a](b)\n",
    "1. ",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=6),
)
def test_whatever_is_found_wherever(text: str, places: list[tuple[int, int]]) -> None:
    spans = sorted({(min(at, len(text)), min(at + size, len(text))) for at, size in places})
    found = [
        Diagnostic("p.r", Span(*span), "m", Severity.WARNING, related=(Related(Span(0, 0), "r"),)) for span in spans
    ]
    _, shown = page(document(text), *found)
    plain = re.sub("[␣↵⇥‸]", "", shown.paper)
    assert told(plain) == told(text)
    ids = Counter(shown.ids())
    assert not [name for name, number in ids.items() if number > 1]
    assert {link[1:] for link in shown.links() if link.startswith("#")} <= set(ids)
    assert {f"f{n}" for n in range(1, len(found) + 1)} <= set(ids)


def test_findings_that_overlap_are_all_marked() -> None:
    text = "It rains in the hills again.\n"
    _, shown = page(
        document(text),
        finding(text, "rains in the hills", Severity.SUGGESTION),
        finding(text, "in the", Severity.ERROR),
        finding(text, "the hills again"),
    )
    assert [(words, marked["data-f"], marked["href"]) for marked, words in shown.marks] == [
        ("rains ", "1", "#f1"),
        ("in ", "1 2", "#f2"),
        ("the", "1 2 3", "#f2"),
        (" hills", "1 3", "#f3"),
        (" again", "3", "#f3"),
    ]


def test_a_missing_word_and_spare_spaces_are_seen() -> None:
    text = "It rains  often.\n\n\nNo end\n"
    at = text.index("end") + 3
    _, shown = page(
        document(text),
        finding(text, "  "),
        Diagnostic("p.end", Span(at, at), "A stop is missing.", Severity.ERROR),
        finding(text, "\n\n\n"),
    )
    assert [words for _, words in shown.marks] == ["␣␣", "↵\n↵\n↵\n", "‸"]


def test_a_finding_tells_why_what_to_change_and_where_else() -> None:
    text = "# One\n\nIt rains in teh hills.\n\nRain again.\n"
    at = text.index("teh")
    fix = Fix("Replace “teh” with “the”", (Edit(Span(at, at + 3), "the"),), safe=False)
    other = text.index("Rain")
    html, shown = page(
        document(text),
        finding(text, "teh", fixes=(fix,), related=(Related(Span(other, other + 4), "rain here too"),)),
        rules={"pack.rule": RuleHelp("Why it matters.", Severity.WARNING, "Why it matters.\nbad: x", "")},
    )
    assert "in <del>teh</del><ins>the</ins> hills." in html and "look at it first" in html
    assert "<p>Why it matters.</p>" in html and "bad: x" not in html
    assert f'<a href="#p0-{other}">rain here too</a> (line 5)' in html and f"p0-{other}" in shown.ids()


def test_several_files_and_a_bibliography() -> None:
    first, second, bib = "# One\n\nA teh.\n", "# Two\n\nB teh.\n", "@book{a, title={T}}\n\n@book{b, title={U}}\n"
    text = f"{first}\n\n{second}"
    parts = (Part(Path("1.md"), Span(0, len(first))), Part(Path("2.md"), Span(len(first) + 2, len(text))))
    paper = read(Source(Path("1.md"), text, parts))
    later = text.rindex("teh")
    found = [
        Diagnostic("p.r", Span(later, later + 3), "m", Severity.ERROR, related=(Related(Span(9, 12), "first"),)),
        Diagnostic("p.b", Span(bib.index("b,"), bib.index("b,") + 1), "m", Severity.ERROR, path=Path("r.bib")),
    ]
    files = tuple(filing.by_file(paper.source, found, [(Path("r.bib"), bib)]))
    html = "\n".join(render(Report(files, documents=(paper,)), "html"))
    shown = Page(html)
    assert "(1.md, line 3)" in html and 'id="p0-9"' in html
    assert told(shown.paper) == told(first + second + "@book{b, title={U}}")
    assert html.count(">Two</option>") == 1


def test_what_was_not_checked_is_told() -> None:
    html, _ = page(document("Rain.\n"), not_checked=(("", NotChecked("grammar", "no <Java>")),))
    assert "What was not checked" in html and "grammar: no &lt;Java&gt;" in html and "Clean" not in html


HOSTILE = """\
---
title: "</title></style></script><script>document.documentElement.dataset.ran = 1</script>"
---

# <img src=x onerror="document.documentElement.dataset.ran = 1">

</script><script>document.documentElement.dataset.ran = 1</script> teh ' " onclick="x" & &lt; -->

<iframe src="javascript:document.documentElement.dataset.ran = 1"></iframe> @a" onfocus="x

\N{RIGHT-TO-LEFT OVERRIDE}nihtyna\N{POP DIRECTIONAL FORMATTING} \x1b[31m
"""


def hostile() -> tuple[str, Page]:
    text = HOSTILE
    paper = document(text, '"><script>document.documentElement.dataset.ran=1<.md')
    fix = Fix("</script><script>", (Edit(Span(0, 3), "</script><script>"),))
    bad = finding(text, "teh", fixes=(fix,), url="javascript:alert(1)")
    whole = finding(text, text, rule='p."><script>x')
    return page(paper, whole, bad, rules={"pack.rule": RuleHelp("</script><b>", Severity.ERROR)})


def test_nothing_that_a_manuscript_says_becomes_markup() -> None:
    html, shown = hostile()
    tags = Counter(tag for tag, _ in shown.elements)
    assert tags["script"] == tags["style"] == tags["title"] == 1
    assert not tags["img"] and not tags["iframe"] and not tags["b"]
    for _, attributes in shown.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
    assert all(link.startswith(("#", "https://", "http://")) for link in shown.links())
    assert "U+202E" in html and "\u202e" not in html and "\x1b" not in html


def test_only_the_page_s_own_style_and_script_may_run() -> None:
    _, shown = hostile()
    (policy,) = [a["content"] for tag, a in shown.elements if a.get("http-equiv") == "Content-Security-Policy"]
    for name, text in shown.inside.items():
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(PAPER + "\nThe the hills.\n", "utf-8")
    for name in ("a.html", "b.html"):
        ran = run("check", "--no-grammar", "--format", f"html={name}", "paper.md", cwd=tmp_path)
        assert ran.returncode == 1, ran.stderr
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert "“the” is repeated." in (tmp_path / "a.html").read_text("utf-8")


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Tab]:
    if not CHROMIUM:
        pytest.skip("needs Chromium")
    with tab() as opened:
        yield opened


def test_the_page_runs_its_script_and_no_other(browser: Tab, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(hostile()[0], "utf-8")
    browser.open(tmp_path / "page.html")
    assert browser.evaluate("document.querySelector('#filters output').textContent") == "2 of 2 findings"
    assert browser.evaluate("document.documentElement.dataset.ran") is None
    assert not browser.said, "nothing has been tried, so nothing had to be refused"
    browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=document.title=1>')")
    browser.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert browser.evaluate("document.title") != "1", "and if something slipped through, the policy would hold"
    assert "Content Security Policy" in "".join(browser.said)


def test_on_paper_every_note_is_open(browser: Tab, tmp_path: Path) -> None:
    text = "It rains in teh hills.\n"
    html, _ = page(
        document(text), finding(text, "teh"), rules={"pack.rule": RuleHelp("Hidden until opened.", Severity.ERROR)}
    )
    (tmp_path / "page.html").write_text(html, "utf-8")
    browser.open(tmp_path / "page.html")
    printed = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(browser.printed())).pages)
    assert printed.count("Hidden until opened.") == 2, "beside the text, and in the table of rules"


TWO_PARTS = "# Hills\n\nIt rains in teh hills.\n\nNo fault.\n\n# Plains\n\nIt rains in teh plains, often and alot.\n"


@pytest.fixture
def opened(browser: Tab, tmp_path: Path) -> Tab:
    """The browser at a page with three findings: two errors of one rule, a suggestion of another pack."""
    text, later = TWO_PARTS, TWO_PARTS.rindex("teh")
    html, _ = page(
        document(text),
        finding(text, "teh", Severity.ERROR, "spelling.slip"),
        Diagnostic("spelling.slip", Span(later, later + 3), "Again.", Severity.ERROR),
        finding(text, "alot", Severity.SUGGESTION, "style.word"),
    )
    (tmp_path / "page.html").write_text(html, "utf-8")
    browser.open(tmp_path / "page.html")
    return browser


def shown(opened: Tab) -> list[str]:
    """The numbers of the findings whose notes are to be seen, once the page has filtered by what was typed."""
    opened.evaluate("new Promise((done) => setTimeout(done, 300))")
    seen = "[...document.querySelectorAll('.finding')].filter((n) => n.checkVisibility()).map((n) => n.id.slice(1))"
    found: list[str] = opened.evaluate(seen)
    return found


AT = "[document.activeElement.closest('.finding')?.id, document.activeElement.closest('.finding')?.open]"


def test_keys_lead_from_finding_to_finding(opened: Tab) -> None:
    opened.press("j", "j")
    assert opened.evaluate(AT) == ["f2", False]
    opened.press("Enter")
    assert opened.evaluate(AT) == ["f2", True]
    assert opened.evaluate("[...document.querySelectorAll('.mark.here')].map((m) => m.dataset.f)") == ["2"]
    opened.press("Tab")
    assert opened.evaluate("document.activeElement.tagName") == "A", "what is in a note can be reached"
    opened.press("Escape")
    assert opened.evaluate(AT) == ["f2", False]
    opened.press("j", "j", "k", "k", "k", "k")
    assert opened.evaluate(AT) == ["f1", False], "it stops at both ends"
    opened.press("/", *"ALOT")
    assert opened.evaluate("document.activeElement.name") == "words" and shown(opened) == ["3"]
    opened.press("Enter")
    assert opened.evaluate(AT) == ["f3", False]
    opened.press("/", "Escape")
    assert shown(opened) == ["1", "2", "3"]
    assert not opened.said


def test_filters_narrow_the_findings_and_their_marks(opened: Tab) -> None:
    form = "const form = document.getElementById('filters');"
    told = "form.dispatchEvent(new Event('input')); new Promise((done) => setTimeout(done, 100))"

    def choose(change: str) -> list[str]:
        opened.evaluate(f"{{ {form} form.reset(); {change}; {told} }}")
        return shown(opened)

    assert choose("form.elements.severity[0].checked = false") == ["3"]
    assert opened.evaluate("document.querySelectorAll('.mark.off').length") == 2
    assert choose("form.rule.value = 'style.word'") == ["3"]
    assert choose("form.rule.value = 'spelling.'") == ["1", "2"]
    section = "[...form.section.options].find((o) => o.text === 'Hills').value"
    assert choose(f"form.section.value = {section}") == ["1"]
    assert opened.evaluate("document.querySelector('#filters output').textContent") == "1 of 3 findings"
    rows = "[...document.querySelectorAll('.row')].filter((row) => row.checkVisibility()).length"
    everything = opened.evaluate(f"{{ {form} form.reset(); {told} }}") or opened.evaluate(rows)
    assert choose("form.only.checked = true") == ["1", "2", "3"]
    assert opened.evaluate(rows) < everything


def test_two_thousand_findings_do_not_lag(browser: Tab, tmp_path: Path) -> None:
    """The bounds are wide, for machines that are busy: it loads in 0.4 s and filters in 0.05 s on two idle cores."""
    text = "\n\n".join("It rains in teh hills and alot " * 5 for _ in range(200))
    found = [
        Diagnostic(f"pack.{words}", Span(*match.span()), f"About “{words}”.", Severity.WARNING)
        for words in ("teh", "alot")
        for match in re.finditer(words, text)
    ]
    assert len(found) == 2000
    (tmp_path / "page.html").write_text(page(document(text), *found)[0], "utf-8")
    browser.open(tmp_path / "page.html")
    load = browser.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    filtered = browser.evaluate(
        """new Promise((done) => {
          const form = document.getElementById('filters'), start = performance.now();
          form.rule.value = 'pack.teh';
          form.dispatchEvent(new Event('input'));
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
        })"""
    )
    assert len(shown(browser)) == 1000
    assert load < 6000 and filtered < 1000, (load, filtered)


def test_colours_are_told_apart_in_light_and_dark() -> None:
    """Contrast of 4.5 to 1 at least, of words on paper and on each tint (WCAG 2.2, 1.4.3)."""
    style = shipped.text("report/html/page.css")
    light, dark = re.findall(r":root \{(.*?)\n *\}", style, re.DOTALL)[:2]
    for scheme in (light, dark):
        colours = dict(re.findall(r"--([\w-]+): (#\w+)", scheme))
        tints = {name: over(value, colours["paper"]) for name, value in colours.items() if name.endswith("-tint")}
        for name in ("ink", "dim", "error", "warning", "suggestion", "new"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
            mine = [tints[f"{name}-tint"]] if f"{name}-tint" in tints else list(tints.values())
            assert min(contrast(colours[name], tint) for tint in mine) >= 4.5, name


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in range(1, len(colour), 2)]


def over(tint: str, paper: str) -> str:
    *colour, alpha = channels(tint)
    mixed = (alpha * c + (1 - alpha) * p for c, p in zip(colour, channels(paper), strict=True))
    return "#" + "".join(f"{round(255 * c):02x}" for c in mixed)


def contrast(one: str, two: str) -> float:
    """Ratio of relative luminances, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def luminance(colour: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


# --- of a build ------------------------------------------------------------------------------------------------------


def test_a_build_leaves_its_report_whether_it_is_built_or_not(tmp_path: Path) -> None:
    for name, text in (("good", "# On rain\n\nIt rains.\n"), ("bad", "# On rain\n\nIt rains in the the hills.\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text(text, "utf-8")
    good = run("build", "--no-grammar", "--to", "docx", "good", cwd=tmp_path)
    assert good.returncode == 0, good.stderr
    out = tmp_path / "build" / "out"
    assert sorted(path.name for path in out.iterdir()) == ["good.docx", "report.html"]
    assert "No findings" in (out / "report.html").read_text("utf-8")
    both = run("build", "--no-grammar", "--to", "docx", ".", cwd=tmp_path)
    assert both.returncode == 1
    assert "“the” is repeated." in (out / "bad-report.html").read_text("utf-8")
    assert (out / "good-report.html").exists() and not (out / "bad.docx").exists()


def test_a_build_without_a_check_does_not_look_clean(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("# On rain\n\n![Rain](gone.png)\n", "utf-8")
    ran = run("build", "--no-check", "--to", "docx", "paper.md", cwd=tmp_path)
    page_of_it = (tmp_path / "build" / "out" / "report.html").read_text("utf-8")
    assert ran.returncode == 0 and "--no-check was asked for" in page_of_it
    assert "gone.png" in page_of_it.partition('class="notes"')[2], "what was wrong with building it"
