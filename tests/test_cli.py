"""The command as its users meet it: real processes, real files, real LanguageTool where grammar is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run

DRAFT = """---
title: Rivers
---

# Introduction

The river  rises in the the hills ,and it is an *occurence* of note.
"""

NO_GRAMMAR = "--no-grammar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(DRAFT, "utf-8", newline="")
    return tmp_path


def found(folder: Path, *args: str, stdin: str | None = None) -> list[dict[str, object]]:
    ran = run("check", "--format", "json", *args, cwd=folder, stdin=stdin)
    assert ran.returncode in (0, 1), ran.stderr
    return [d for file in json.loads(ran.stdout)["files"] for d in file["diagnostics"]]


def test_text_names_place_rule_words_and_fix(folder: Path) -> None:
    ran = run("check", NO_GRAMMAR, "paper.md", cwd=folder)
    assert ran.returncode == 1
    assert "paper.md:7:" in ran.stdout
    told = ran.stdout.splitlines()
    at = next(at for at, line in enumerate(told) if "^^^^^^^^^" in line)
    assert told[at - 1][told[at].index("^") :].startswith("occurence")
    assert "“occurence”" in told[at - 2]
    assert "= fix: " in told[at + 1] and "occurrence" in told[at + 1]
    assert "\x1b" not in ran.stdout, "colour is for terminals"


def test_json_positions_are_code_points_and_lines(folder: Path) -> None:
    text = (folder / "paper.md").read_text("utf-8")
    findings = found(folder, NO_GRAMMAR, "paper.md")
    assert findings
    for d in findings:
        start, line, column = d["start"], d["line"], d["column"]
        assert isinstance(start, int) and isinstance(line, int) and isinstance(column, int)
        assert start == sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
        assert set(d) == {
            "rule", "severity", "message", "start", "end", "line", "column", "endLine", "endColumn", "fixes", "related", "url", "confidence",
        }  # fmt: skip


def test_lsp_positions_are_utf16(folder: Path) -> None:
    (folder / "paper.md").write_text("# A\n\nThe 😀 occurence is rare.\n", "utf-8")
    ran = run("check", NO_GRAMMAR, "--format", "lsp", "paper.md", cwd=folder)
    (published,) = [json.loads(line) for line in ran.stdout.splitlines()]
    assert published["uri"] == (folder / "paper.md").as_uri()
    (d,) = [d for d in published["diagnostics"] if "occurence" in d["message"]]
    assert d["range"] == {"start": {"line": 2, "character": 7}, "end": {"line": 2, "character": 16}}
    edit = d["data"]["fixes"][0]["edit"]["changes"][published["uri"]][0]
    assert edit["range"]["start"]["line"] == 2


def test_standard_input_is_the_file_it_is_said_to_be(folder: Path) -> None:
    here = found(folder, NO_GRAMMAR, "paper.md")
    piped = found(folder, NO_GRAMMAR, "--stdin-filename", "paper.md", "-", stdin=DRAFT)
    assert here == piped


def test_fix_changes_the_edited_words_and_nothing_else(folder: Path) -> None:
    raw = b"\xef\xbb\xbf" + DRAFT.replace("\n", "\r\n").encode()
    (folder / "paper.md").write_bytes(raw)
    shown = run("fix", NO_GRAMMAR, "--diff", "paper.md", cwd=folder)
    assert shown.returncode == 0
    assert "+The river rises in the hills, and" in shown.stdout
    assert (folder / "paper.md").read_bytes() == raw
    assert run("fix", NO_GRAMMAR, "paper.md", cwd=folder).returncode == 0
    once = (folder / "paper.md").read_bytes()
    assert once.startswith(b"\xef\xbb\xbf---\r\ntitle: Rivers\r\n---\r\n\r\n# Introduction\r\n\r\n")
    assert b"The river rises in the hills, and it is an *" in once
    run("fix", NO_GRAMMAR, "paper.md", cwd=folder)
    assert (folder / "paper.md").read_bytes() == once, "twice is as once"


def test_fix_asks_and_does_as_told(folder: Path) -> None:
    ran = run("fix", NO_GRAMMAR, "-i", "--select", "spelling", "paper.md", cwd=folder, stdin="1\nq\n")
    assert ran.returncode == 0, ran.stderr
    assert "*occurrence*" in (folder / "paper.md").read_text("utf-8")
    ran = run("fix", NO_GRAMMAR, "-i", "--select", "typography", "paper.md", cwd=folder, stdin="q\n")
    assert "river  rises" in (folder / "paper.md").read_text("utf-8")


def test_fix_of_standard_input_goes_to_standard_output(folder: Path) -> None:
    ran = run("fix", NO_GRAMMAR, "--stdin-filename", "paper.md", "-", cwd=folder, stdin="Two  spaces.\n")
    assert ran.stdout == "Two spaces.\n"
    assert "1 finding mended" in ran.stderr


def test_selection_severity_and_exit_codes(folder: Path) -> None:
    assert run("check", NO_GRAMMAR, "--fail-on", "never", "paper.md", cwd=folder).returncode == 0
    assert {str(d["rule"]).split(".")[0] for d in found(folder, NO_GRAMMAR, "--select", "spelling", "paper.md")} == {
        "spelling"
    }
    assert not found(folder, NO_GRAMMAR, "--select", "spelling", "--ignore", "spelling", "paper.md")
    (folder / "mslint.yaml").write_text("severity: {spelling: suggestion}\nselect: [spelling]\n")
    assert [d["severity"] for d in found(folder, NO_GRAMMAR, "paper.md")] == ["suggestion"]
    assert run("check", NO_GRAMMAR, "paper.md", cwd=folder).returncode == 0
    assert run("check", NO_GRAMMAR, "--fail-on", "suggestion", "paper.md", cwd=folder).returncode == 1


def test_comments_vocabulary_and_sections_hold_findings_back(folder: Path) -> None:
    spelling = (NO_GRAMMAR, "--select", "spelling", "paper.md")
    assert len(found(folder, *spelling)) == 1
    (folder / "mslint.yaml").write_text("vocabulary: [occurence]\n")
    assert not found(folder, *spelling)
    (folder / "mslint.yaml").write_text("sections: {spelling: [methods]}\n")
    assert not found(folder, *spelling)
    (folder / "mslint.yaml").write_text("sections: {spelling: [introduction]}\n")
    assert len(found(folder, *spelling)) == 1
    (folder / "paper.md").write_text(DRAFT.replace("The river", "<!-- mslint off-next-line spelling -->\nThe river"))
    ran = run("check", *spelling, cwd=folder)
    assert "1 finding suppressed" in ran.stdout
    assert ran.returncode == 0


def test_a_baseline_shows_only_what_is_new(folder: Path) -> None:
    (folder / "mslint.yaml").write_text("baseline: .mslint-baseline.json\n")
    assert run("check", NO_GRAMMAR, "--write-baseline", ".", cwd=folder).returncode == 0
    assert not found(folder, NO_GRAMMAR, ".")
    text = (folder / "paper.md").read_text("utf-8")
    (folder / "paper.md").write_text(text + "\nA second occurence , here.\n")
    assert {str(d["rule"]) for d in found(folder, NO_GRAMMAR, ".")} >= {"typography.space-before-punctuation"}
    assert all(isinstance(d["line"], int) and d["line"] > 7 for d in found(folder, NO_GRAMMAR, "."))


def test_each_finding_is_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "mslint.yaml").write_text("manuscript: [1.md, 2.md]\n")
    (tmp_path / "1.md").write_text("---\nbibliography: r.bib\n---\n\n# One\n\nAn occurence [@no].\n")
    (tmp_path / "2.md").write_text("# Two\n\nAnother occurence.\n")
    (tmp_path / "r.bib").write_text("@book{a, title={A}}\n@book{b,\n")
    ran = run("check", NO_GRAMMAR, "--format", "json", ".", cwd=tmp_path)
    files = {file["path"]: file["diagnostics"] for file in json.loads(ran.stdout)["files"]}
    for name, line in (("1.md", 7), ("2.md", 3)):
        (d,) = [d for d in files[name] if d["rule"].startswith("spelling")]
        assert (d["line"], d["end"] - d["start"]) == (line, len("occurence"))
    assert [d["line"] for d in files["r.bib"] if d["rule"] == "references.broken-entry"] == [2]
    assert [d["rule"] for d in files["1.md"] if d["rule"].startswith("citations")] == ["citations.unknown-key"]
    assert run("fix", NO_GRAMMAR, ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "2.md").read_text() == "# Two\n\nAnother occurrence.\n"


def test_nothing_changed_gives_the_same_again(folder: Path, tmp_path: Path) -> None:
    cache = {"MSLINT_CACHE": str(tmp_path / "cache")}
    first = run("check", NO_GRAMMAR, "paper.md", cwd=folder, env=cache)
    assert run("check", NO_GRAMMAR, "paper.md", cwd=folder, env=cache).stdout == first.stdout
    (tmp_path / "cache" / "store.sqlite").write_bytes(b"torn")
    assert run("check", NO_GRAMMAR, "paper.md", cwd=folder, env=cache).stdout == first.stdout


def test_a_files_own_settings_hold_again_when_nothing_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nmslint: {fail-on: never}\n---\n\nAn occurence.\n")
    cache = {"MSLINT_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        ran = run("check", NO_GRAMMAR, "a.md", cwd=tmp_path, env=cache)
        assert (ran.returncode, "occurence" in ran.stdout) == (0, True)


def test_a_changed_bibliography_is_seen(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("---\nbibliography: r.bib\n---\n\nAs was said [@doe2020].\n")
    (tmp_path / "r.bib").write_text("@book{doe2019, title={A}}\n")
    rules = lambda: [d["rule"] for d in found(tmp_path, NO_GRAMMAR, "p.md")]  # noqa: E731
    assert "citations.unknown-key" in rules()
    (tmp_path / "r.bib").write_text("@book{doe2020, title={A}, author={Doe, J.}, publisher={P}, year={2020}}\n")
    assert rules() == []
    (tmp_path / "r.bib").unlink()
    assert rules() == ["references.missing-bibliography"]


@pytest.mark.parametrize(
    ("files", "args", "told"),
    [
        ({}, ["check", "gone.md"], "gone.md: no such file"),
        ({}, ["check", "."], "nothing to check"),
        ({"a.docx": b"PK"}, ["check", "a.docx"], "a.docx: .docx files are not read yet"),
        ({"a.tex": b"x"}, ["build", "a.tex"], "a.tex: .tex files are not read yet"),
        ({"a.md": b"\x00\x01"}, ["check", "a.md"], "a.md: is not text"),
        ({"a.md": b"caf\xe9"}, ["check", "a.md"], "a.md:1: not UTF-8"),
        ({"a.md": b"a", "mslint.yaml": b"colour: red\n"}, ["check", "a.md"], "mslint.yaml:1: “colour” is not a known key"),
        ({"a.md": b"a", "mslint.yaml": b"packs: [mine]\n"}, ["check", "a.md"], "packs: “mine” is neither a shipped pack"),
        ({"a.md": b"a", "mslint.yaml": b"packs: [mine]\n", "mine/r.yml": b"extends: existence\nmessage: m\ntokns: [a]\n"},
         ["check", "a.md"], "r.yml:3: "),
        ({"a.md": b"a", "mslint.yaml": b"packs: [mine]\n", "mine/r.yml": b"extends: existence\nmessage: m\ntokens: ['(']\n"},
         ["check", "a.md"], "r.yml:"),
        ({"a.md": b"a", "mslint.yaml": b"severity: {typo.space: error}\n"}, ["check", "a.md"], "severity: no rule or pack is called “typo.space”"),
        ({"a.md": b"a"}, ["check", "--select", "nosuch", "a.md"], "nosuch: no rule or pack"),
        ({"a.md": b"---\nmslint: {ignor: []}\n---\n"}, ["check", "a.md"], "a.md: front matter: “mslint → ignor”"),
        ({"a.md": b"a"}, ["check", "--baseline", "b.json", "a.md"], "b.json: no such baseline"),
        ({}, ["explain", "typography.space-befor"], "did you mean"),
    ],
)  # fmt: skip
def test_what_cannot_run_is_one_line_and_exit_2(
    tmp_path: Path, files: dict[str, bytes], args: list[str], told: str
) -> None:
    for name, raw in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    ran = run(*args, *([NO_GRAMMAR] if args[0] == "check" else []), cwd=tmp_path)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert told in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "Traceback" not in ran.stderr


def test_a_broken_front_matter_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: [a\n---\n\nText.\n")
    ran = run("check", NO_GRAMMAR, "a.md", cwd=tmp_path)
    assert ran.returncode == 1
    assert "markdown.front-matter" in ran.stdout


def test_init_writes_settings_that_hold(folder: Path) -> None:
    assert run("init", ".", cwd=folder).returncode == 0
    text = (folder / "mslint.yaml").read_text("utf-8")
    assert "manuscript: [paper.md]" in text
    assert run("check", NO_GRAMMAR, "--fail-on", "never", ".", cwd=folder).returncode == 0
    again = run("init", ".", cwd=folder)
    assert (again.returncode, (folder / "mslint.yaml").read_text("utf-8")) == (2, text)


def test_rules_and_explanations(tmp_path: Path) -> None:
    listed = run("rules", cwd=tmp_path).stdout
    ids = [line.split()[0] for line in listed.splitlines()]
    assert "typography.space-before-punctuation" in ids
    assert "citations.unknown-key" in ids
    told = run("explain", "typography.space-before-punctuation", cwd=tmp_path).stdout
    assert "bad" in told and "good" in told
    assert run("explain", "citations.unknown-key", cwd=tmp_path).returncode == 0
    assert run("explain", "grammar.EN_A_VS_AN", cwd=tmp_path).returncode == 0


def test_an_author_tests_own_rules(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    rule = tmp_path / "mine" / "r.yml"
    rule.write_text(
        "extends: existence\nmessage: Not “%s”.\ntokens: [moist]\nexamples:\n- {bad: A moist day.}\n- {ok: A dry day.}\n"
    )
    ran = run("rules", "test", "mine", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "1 rule, 2 examples, 0 failed\n")
    rule.write_text(rule.read_text().replace("A dry", "A moist"))
    ran = run("rules", "test", "mine", cwd=tmp_path)
    assert ran.returncode == 1
    assert "r.yml" in ran.stdout


def test_clean_is_said_only_where_all_was_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("All is well here.\n")
    assert run("check", "a.md", cwd=tmp_path).stdout == "Clean: no findings in 1 file\n"
    told = "No findings in 1 file, by the rules that were asked for\n"
    assert run("check", NO_GRAMMAR, "a.md", cwd=tmp_path).stdout == told
    assert run("check", "--select", "case", "a.md", cwd=tmp_path).stdout == told


def test_completion_scripts(tmp_path: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_MSLINT_COMPLETE" in run("completion", shell, cwd=tmp_path).stdout
