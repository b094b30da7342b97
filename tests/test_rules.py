"""Loading packs, what rules read, and what is said when they cannot run."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from mslint import rules
from mslint.engine import Outcome
from mslint.errors import UserError
from mslint.model import Block, Document, Piece, Section, Severity, Source, Span
from mslint.readers import markdown, plain

RULE = """\
extends: existence
message: “%s” is vague
tokens:
  - very
"""


def pack(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, "utf-8")
    return folder


def load(tmp_path: Path, text: str) -> rules.Rule:
    (rule,) = rules.load([pack(tmp_path / "own", rule=text)])
    return rule


def read(text: str) -> Document:
    return markdown.read(Source.of(Path("paper.md"), text))


def found(rule: rules.Rule, document: Document) -> list[str]:
    return [document.text[slice(*d.span)] for d in rules.RuleChecker([rule]).check(document).diagnostics]


# --- loading ---------------------------------------------------------------------------------------------------------


def test_a_rule_is_named_by_its_place_and_packs_keep_their_order(tmp_path: Path) -> None:
    first, second = pack(tmp_path / "zeta", b=RULE, a=RULE), pack(tmp_path / "alpha", c=RULE)
    assert [rule.id for rule in rules.load([first, second])] == ["zeta.a", "zeta.b", "alpha.c"]


def test_vales_defaults(tmp_path: Path) -> None:
    rule = load(tmp_path, RULE)
    assert (rule.severity, rule.default, rule.safe, rule.scope) == (Severity.WARNING, True, False, ())
    assert rule.options["ignorecase"] is False
    assert rule.options["nonword"] is False


def test_all_common_keys(tmp_path: Path) -> None:
    rule = load(
        tmp_path,
        RULE + "Level: suggestion\nlink: https://example.org\nwhy: It says nothing.\nsource: ours\n"
        "sections: [results, discussion]\nfix: safe\ndefault: off\nscope: [heading, sentence]\nlimit: 2\n"
        "precision: {right: 9, read: 10, on: ten papers}\nexamples: [{bad: very, good: ''}, {ok: every}]\n",
    )
    assert (rule.severity, rule.link, rule.limit, rule.why) == (
        Severity.SUGGESTION,
        "https://example.org",
        2,
        "It says nothing.",
    )
    assert (rule.sections, rule.safe, rule.default) == (("results", "discussion"), True, False)
    assert rule.precision == {"right": 9, "read": 10, "on": "ten papers"}
    assert rule.examples == ({"bad": "very", "good": ""}, {"ok": "every"})


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("message: m\ntokens: [a]\n", None, "missing key: extends"),
        ("extends: existence\ntokens: [a]\n", None, "missing key: message"),
        ("extends: existence\nmessage: m\n", None, "missing key: tokens or raw"),
        ("extends: substitution\nmessage: m\n", None, "missing key: swap"),
        ("message: m\nextends: exitsence\n", 2, "unknown kind 'exitsence'"),
        ("extends: metric\nmessage: m\nformula: words\n", None, "missing key: condition"),
        ("extends: metric\nmessage: m\nformula: wrods / 2\ncondition: '> 1'\n", 3, "unknown name 'wrods'"),
        ("extends: metric\nmessage: m\nformula: open('x')\ncondition: '> 1'\n", 3, "not arithmetic"),
        ("extends: metric\nmessage: m\nformula: words\ncondition: '>'\n", 4, "condition: not an expression"),
        ("extends: readability\nmessage: m\nmetrics: [FOG]\ngrade: 8\n", 3, "unknown metric 'FOG'"),
        ("extends: script\nmessage: m\n", 1, "mslint runs no scripts"),
        ("extends: conditional\nmessage: m\nfirst: a\nsecond: b\nin: boxes\n", 5, "unknown scope 'boxes'"),
        ("extends: Google.We\n", 1, "extends: Google.We: there is no such rule beside this pack"),
        (RULE + "exceptions+: [b]\n", 5, "only a rule that extends another rule can add to its lists"),
        (RULE + "ignorcase: true\n", 5, "unknown key 'ignorcase'; did you mean 'ignorecase'?"),
        (RULE + "swap: {a: b}\n", 5, "unknown key 'swap'"),
        (RULE + "ignorecase: 'yes'\n", 5, "expected true or false, not 'yes'"),
        (RULE + "level: fatal\n", 5, "unknown level 'fatal'"),
        (RULE + "fix: maybe\n", 5, "expected safe or unsafe"),
        (RULE + "default: sometimes\n", 5, "expected on or off"),
        (RULE + "limit: -1\n", 5, "expected a whole number"),
        (RULE + "scope: paragraf\n", 5, "unknown scope 'paragraf'"),
        (RULE + "scope: [text, '~heding']\n", 5, "unknown scope 'heding'"),
        (RULE + "sections: [resulst]\n", 5, "unknown role 'resulst'"),
        (RULE + "examples: [{good: a}]\n", 5, "expected bad and good, bad alone, or ok"),
        (RULE + "precision: {right: 3, read: 2, on: x}\n", 5, "3 right of 2 read"),
        (RULE + "precision: {right: 3}\n", 5, "expected right, read and on"),
        (RULE + "action: {name: fly}\n", 5, "unknown action 'fly'"),
        (RULE + "action: {name: suggest, params: [own.tengo]}\n", 5, "mslint runs no scripts"),
        (RULE + "action: {name: convert, params: [hard]}\n", 5, "convert takes one parameter"),
        (RULE + "action: remove\n", 5, "expected name and params"),
        (RULE + "exceptions: ['(']\n", 5, "exceptions: bad pattern"),
        (RULE + "  - a\n  - 'x(y'\n", 6, "tokens: bad pattern: missing )"),
        (RULE + "  - [a]\n", 3, "expected a text, not ['a']"),
        ("extends: substitution\nmessage: m\nswap:\n  a: b\n  '*c': d\n", 5, "swap: bad pattern"),
        ("extends: substitution\nmessage: m\nswap: {a: b}\npos: NN\n", 4, "not supported yet: pos"),
        ("extends: occurrence\nmessage: m\ntoken: a\n", None, "missing key: max or min"),
        ("extends: occurrence\nmessage: m\nmax: 1\ntoken: '['\n", 4, "token: bad pattern"),
        ("extends: capitalization\nmessage: m\nmatch: $tilte\n", 3, "unknown case '$tilte'"),
        ("extends: capitalization\nmessage: m\nmatch: '('\n", 3, "match: bad pattern"),
        ("extends: capitalization\nmessage: m\nmatch: $title\nstyle: MLA\n", 4, "unknown style 'MLA'"),
        ("extends: conditional\nmessage: m\nfirst: a\nsecond: '('\n", 4, "second: bad pattern"),
        ("extends: consistency\nmessage: m\neither: {a: b, c: '('}\n", 3, "either: bad pattern"),
        ("- a list\n", None, "it has no keys"),
        ("extends: existence\n  message: m\n", 2, "not valid YAML"),
    ],
)
def test_a_rule_that_is_not_right_is_named_with_its_line(
    tmp_path: Path, text: str, line: int | None, what: str
) -> None:
    with pytest.raises(UserError) as error:
        load(tmp_path, text)
    message = str(error.value)
    place = f"{tmp_path / 'own' / 'rule.yml'}" + (f":{line}: " if line else ": ")
    assert message.startswith(place)
    assert what in message
    assert "\n" not in message


def test_no_rules_and_one_id_twice(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no rules"):
        rules.load([tmp_path])
    (tmp_path / "x").mkdir()
    with pytest.raises(UserError, match=r"own\.rule is in .* already"):
        rules.load([pack(tmp_path / "own", rule=RULE), pack(tmp_path / "x" / "own", rule=RULE)])


def test_an_edited_rule_is_read_again(tmp_path: Path, own_cache: Path) -> None:
    assert load(tmp_path, RULE).message == load(tmp_path, RULE).message
    assert load(tmp_path, RULE.replace("vague", "empty")).message == "“%s” is empty"


def test_only_the_edited_rule_is_made_again(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pack(tmp_path / "own", a=RULE, b=RULE.replace("vague", "empty"))
    rules.load([folder])
    made: list[str] = []
    definition = rules._definition
    monkeypatch.setattr(rules, "_definition", lambda chain: made.append(chain[0].name) or definition(chain))
    pack(folder, b=RULE.replace("vague", "hollow"))
    assert [rule.message for rule in rules.load([folder])] == ["“%s” is vague", "“%s” is hollow"]
    assert made == ["b.yml"]


def test_a_known_pack_is_not_parsed_again(tmp_path: Path, own_cache: Path) -> None:
    """The pack's entry is keyed by names, sizes and times: same key, other content, shows that it is used."""
    folder = pack(tmp_path / "own", rule=RULE)
    state = (folder / "rule.yml").stat()
    before = rules.load([folder])
    (folder / "rule.yml").write_text(RULE.replace("vague", "empty"), "utf-8")
    os.utime(folder / "rule.yml", ns=(state.st_atime_ns, state.st_mtime_ns))
    (after,) = rules.load([folder])
    assert after.message == before[0].message == "“%s” is vague"
    assert [p.text for p in after.patterns] == [p.text for p in before[0].patterns]


PARENT = """\
extends: substitution
message: m
level: error
swap: {utilise: use, commence: begin}
exceptions: [utilise it]
examples: [{bad: We utilise it., good: We use it.}]
"""


def test_a_rule_extends_another(tmp_path: Path, own_cache: Path) -> None:
    pack(tmp_path / "house", plain=PARENT)
    text = "extends: house.plain\nmessage: '%s'\nswap+: {assist: help}\nswap-: [commence]\nexceptions-: [utilise it]\n"
    child = load(tmp_path, text)
    assert (child.kind, child.severity, child.message) == ("substitution", Severity.ERROR, "%s")
    assert child.examples == ()
    assert found(child, read("Commence to utilise it and assist.")) == ["utilise", "assist"]


def test_a_rule_extends_a_shipped_one_and_is_extended_itself(tmp_path: Path, own_cache: Path) -> None:
    pack(tmp_path / "house", colon="extends: typography.space-before-colon\nlevel: error\nmessage: m\n")
    assert found(load(tmp_path, "extends: house.colon\n"), read("Two goods : salt and wool.")) != []


def test_an_edited_parent_is_read_again(tmp_path: Path, own_cache: Path) -> None:
    pack(tmp_path / "house", plain=PARENT)
    assert load(tmp_path, "extends: house.plain\n").message == "m"
    pack(tmp_path / "house", plain=PARENT.replace("message: m", "message: other"))
    assert load(tmp_path, "extends: house.plain\n").message == "other"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("extends: own.rule\n", "extends itself in the end"),
        ("extends: house.none\n", "there is no such rule beside this pack"),
        ("extends: house.plain\nswap: {a: b}\nswap+: {c: d}\n", "do one of the two"),
        ("extends: house.plain\nmessage+: [a]\n", "message is a single value"),
        ("extends: house.plain\nscope+: [heading]\n", "has no scope"),
        ("extends: house.plain\nswap+: [a]\n", "expected pairs"),
        ("extends: house.plain\nexceptions+: {a: b}\n", "expected a list"),
        ("extends: house.plain\nswap-: [begin]\n", "has no 'begin'"),
    ],
)
def test_what_cannot_be_laid_over_a_rule_is_named(tmp_path: Path, text: str, what: str) -> None:
    pack(tmp_path / "house", plain=PARENT)
    with pytest.raises(UserError, match=what) as error:
        load(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'own' / 'rule.yml'}:")


def test_shipped_packs_are_folders_of_rules() -> None:
    packs = rules.shipped_packs()
    assert "data" not in packs
    assert all(any(folder.glob("*.yml")) for folder in packs.values())


# --- what a rule reads -----------------------------------------------------------------------------------------------

KINDS = ("title", "heading", "paragraph", "item", "quote", "cell", "caption", "note", "reference", "code", "furniture")


def one_of_each() -> Document:
    """A document whose blocks each hold their own kind's name."""
    text = " ".join(KINDS)
    blocks = []
    for kind in KINDS:
        at = text.index(kind)
        piece = Piece(Span(at, at + len(kind)), kind)
        blocks.append(Block(kind, (piece,), level=2 if kind == "heading" else 0))
    return Document(Source.of(Path("x.md"), text), "markdown", tuple(blocks), (Section("", 0, "front", range(11)),))


@pytest.mark.parametrize(
    ("scope", "read_"),
    [
        ("", "title heading paragraph item quote cell caption note"),
        ("scope: text", "title heading paragraph item quote cell caption note reference furniture"),
        ("scope: heading", "heading"),
        ("scope: heading.h2", "heading"),
        ("scope: heading.h1", ""),
        ("scope: paragraph", "paragraph quote"),
        ("scope: paragraph & ~blockquote", "paragraph"),
        ("scope: ~heading", "title paragraph item quote cell caption note"),
        ("scope: [heading, list]", "heading item"),
        ("scope: table", "cell caption"),
        ("scope: table.cell", "cell"),
        ("scope: table.caption", "caption"),
        ("scope: reference", "reference"),
        ("scope: code", "code"),
        ("scope: sentence & ~table", "title heading paragraph item quote note"),
        ("scope: raw", " ".join(KINDS)),
    ],
)
def test_scopes(tmp_path: Path, scope: str, read_: str) -> None:
    rule = load(tmp_path, f"extends: existence\nmessage: m\ntokens: ['\\w+']\n{scope}\n")
    assert found(rule, one_of_each()) == read_.split()


def test_sentences_are_read_one_by_one(tmp_path: Path) -> None:
    rule = load(tmp_path, "extends: existence\nmessage: m\nraw: ['^\\w+']\nscope: sentence\n")
    assert found(rule, read("First one. Second one.")) == ["First", "Second"]
    assert found(replace(rule, scope=("paragraph",)), read("First one. Second one.")) == ["First"]


def test_the_summary_is_all_prose_at_once(tmp_path: Path) -> None:
    own = "extends: occurrence\nmessage: '%d'\ntoken: very\nmax: 2\nscope: summary\n"
    text = "Very very\n\n# A very\n\n- very\n\n> very\n"
    (one,) = rules.RuleChecker([load(tmp_path, own)]).check(read(text)).diagnostics
    assert (one.message, tuple(one.span)) == ("3", (5, 9))


def test_sections(tmp_path: Path) -> None:
    document = read("very A\n\n# Methods\n\nvery B\n\n# Results\n\nvery C, very D\n")
    rule = load(tmp_path, RULE)
    assert len(found(rule, document)) == 4
    assert len(found(replace(rule, sections=("results",)), document)) == 2
    assert len(found(replace(rule, sections=("~results",)), document)) == 2
    assert len(found(replace(rule, sections=("methods", "results")), document)) == 3


def test_code_math_and_citations_are_not_read(tmp_path: Path) -> None:
    assert found(load(tmp_path, RULE), read("`very` $very$ [@very]\n\n    very\n")) == []


def test_another_severity(tmp_path: Path) -> None:
    rule = replace(load(tmp_path, RULE), severity=Severity.ERROR)
    assert [d.severity for d in rules.RuleChecker([rule]).check(read("very")).diagnostics] == [Severity.ERROR]


# --- what could not run ----------------------------------------------------------------------------------------------


def test_another_level_in_markdown(tmp_path: Path) -> None:
    rule = load(tmp_path, f"{RULE}markdown: suggestion\n")
    checker = rules.RuleChecker([rule])
    levels = [
        checker.check(reader.read(Source.of(Path("paper"), "A very old oak."))).diagnostics[0].severity
        for reader in (markdown, plain)
    ]
    assert levels == [Severity.SUGGESTION, Severity.WARNING]
    with pytest.raises(UserError, match="markdown: unknown level 'low'"):
        load(tmp_path, f"{RULE}markdown: low\n")


def test_a_rule_that_takes_too_long_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mslint.kinds.common.TIME_LIMIT", 0.05)
    slow = load(tmp_path, "extends: existence\nmessage: m\nraw: ['(?:(?:a|aa)+)+[^\\sd]$']\n")
    quick = replace(load(tmp_path, RULE), id="own.quick")
    outcome = rules.RuleChecker([slow, quick]).check(read("A very long " + "a" * 60 + "d"))
    assert [item.what for item in outcome.not_checked] == ["own.rule"]
    assert [d.rule for d in outcome.diagnostics] == ["own.quick"]


def test_a_scope_that_is_not_there_yet_is_reported(tmp_path: Path) -> None:
    outcome = rules.RuleChecker([load(tmp_path, RULE + "scope: link\n")]).check(read("very"))
    assert outcome.diagnostics == ()
    assert [item.what for item in outcome.not_checked] == ["own.rule"]


def test_an_empty_document(tmp_path: Path) -> None:
    assert rules.RuleChecker([load(tmp_path, RULE)]).check(read("")) == Outcome()


# --- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("examples", "failure"),
    [
        ("[{bad: very old}, {ok: every}]", None),
        ("[{bad: very old, good: old}]", None),
        ("[{ok: very old}]", "in the text that is ok"),
        ("[{bad: every}]", "finds nothing in 'every'"),
        ("[{bad: very old, good: older}]", "makes 'old' of 'very old', not 'older'"),
        ("[{bad: '*very* old very', good: '** old'}]", "makes"),
    ],
)
def test_examples(tmp_path: Path, examples: str, failure: str | None) -> None:
    rule = load(tmp_path, RULE + f"action: {{name: remove}}\nsections: [methods]\nexamples: {examples}\n")
    failures = rules.run_examples(rule)
    assert (failures == []) if failure is None else (len(failures) == 1 and failure in failures[0])
