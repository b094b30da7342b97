"""The candidate filter: it may say too much and never too little."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from mslint import rules, scan
from mslint.model import Source
from mslint.readers import markdown


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:[Uu]tili[sz]e)\b", ("|utilise|", "|utilize|")),
        (r"\b(?:data)\b", ("|data|",)),
        (r"\bdata", ("|data",)),
        (r"\b(?:is)\b\s\b(?:built)\b", ("|is built|",)),
        (r"\b\(data\b", ("(data|",)),
        (r"in order to", ("in order to",)),
        (r"\s+[,;]", (" ,", " ;")),
        (r"\d+-\d+", ("0-0",)),
        (r"\bcolou?r(?:s|ed)?", ("|color", "|colour")),
        (r"\bcolou?rs?\b", ("|color|", "|colors|", "|colour|", "|colours|")),
        (r"[^\W\d]{2,} +(?:,|[?!]+)", (" !", " ,", " ?")),
        (r"(?<=\w)—(?!x)", ("—",)),
        (r"(?=long words)\w+", ("long words",)),
        (r"\p{Lu}\w+ Cold[^:/]", (" cold",)),
        (r"(?<name>abc){2}", ("abcabc",)),
        (r"(?:foo\w+|bar) baz", (" baz",)),
        (r"foo\z", ("foo",)),
        (r"\b\p{L}{2,}+(?:,\p{L}+)+\b", ("^,^",)),
        (r"\p{Ll}\b[.!]\p{Lu}", ("^.^", "^!^")),
        (r"[\p{Ll}x]of\p{L}the", ("^the", "xof^")),
        (r"[^\p{L}]of", ("of",)),
        (r"(\w+) \1", None),
        (r"\bi\b", None),
        (r"very|a", None),
        (r"[[:alpha:]]x", None),
        (r"(?:a|)", None),
        (r"", None),
    ],
)
def test_literals(pattern: str, expected: tuple[str, ...] | None) -> None:
    """A bar stands for an edge, a caret for a letter."""
    found = scan.literals(pattern)
    told = found and {one.replace(scan.EDGE, "|").replace(scan.LETTER, "^") for one in found}
    assert told == (expected and set(expected))


ALPHABET = "abAB1 -ßſİ٣\t"
chars = st.sampled_from(ALPHABET).map(regex.escape)
leaves = chars | st.sampled_from(
    [r"\d", r"\s", r"\w", ".", "[ab]", "[^a]", r"[a\d]", r"\b", "^", r"\p{Lu}", r"\p{L}", "(?!b)"]
)
patterns = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=4).map("".join),
        st.lists(parts, min_size=2, max_size=3).map(lambda branches: f"(?:{'|'.join(branches)})"),
        st.tuples(parts, st.sampled_from(["?", "*", "+", "{2}", "{1,3}", "+?"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        parts.map(lambda part: f"({part})"),
        parts.map(lambda part: f"(?={part})"),
        parts.map(lambda part: f"(?>{part})"),
    ),
    max_leaves=10,
)


@given(patterns, st.text(ALPHABET, max_size=12), st.booleans())
def test_every_match_holds_a_literal(pattern: str, text: str, ignorecase: bool) -> None:
    wanted = scan.literals(pattern)
    match = regex.search(pattern, text, regex.MULTILINE | (regex.IGNORECASE if ignorecase else 0), timeout=1)
    if match and wanted is not None:
        assert scan.one_by_one(wanted)(scan.fold(text))


def test_what_matches_in_any_case_is_folded_alike() -> None:
    for code in range(0x250):
        for other in {chr(code).lower(), chr(code).upper(), *"iıİkKsſ"}:
            if len(other) == 1 and regex.fullmatch(regex.escape(chr(code)), other, regex.IGNORECASE):
                assert scan.fold(chr(code)) == scan.fold(other), (chr(code), other)


def test_white_space_and_digits_are_folded_alike() -> None:
    for code in range(0x3001):
        if regex.match(r"\s", chr(code)):
            assert scan.fold(chr(code)) == " "
        if regex.match(r"\d", chr(code)):
            assert scan.fold(chr(code)) == "0"


def test_candidates() -> None:
    scanner = scan.Scanner([(("very",), ("quite", "rather")), (None,), (("nato",), None), (), (("“",),)])
    assert scanner.candidates("RATHER very") == {0: (0, 1), 1: (0,), 2: (1,), 3: ()}
    assert scanner.candidates("“NATO”") == {1: (0,), 2: (0, 1), 3: (), 4: (0,)}


def test_a_word_between_edges_is_no_part_of_one() -> None:
    pytest.importorskip("hyperscan")
    scanner = scan.Scanner([(scan.literals(pattern),) for pattern in (r"\b(?:Data)\b", r"\bdata", r"data\b", "data")])
    for text, expected in {
        "metadata, database and data": {0, 1, 2, 3},
        "metadata, database": {1, 2, 3},
        "databases": {1, 3},
        "metadata.": {2, 3},
        "metadatabases": {3},
        "“data”": {0, 1, 2, 3},
    }.items():
        assert scanner.candidates(text).keys() == expected, text


words = st.text("abé“ 1", min_size=1, max_size=4)
ends = st.sampled_from(["", scan.EDGE, scan.LETTER])
edged = st.tuples(ends, words, ends).map("".join)


@given(st.sets(edged, min_size=1, max_size=6), st.lists(words, max_size=8))
def test_hyperscan_finds_what_a_plain_search_finds(wanted: set[str], text: list[str]) -> None:
    hyperscan = pytest.importorskip("hyperscan")
    literals = tuple(sorted(wanted))
    folded = scan.fold(" ".join(text))
    found, plainly = scan.with_hyperscan(literals, hyperscan)(folded), scan.one_by_one(literals)(folded)
    assert set(plainly) <= set(found)
    if folded.isascii():
        assert set(plainly) == set(found)


def test_the_database_is_kept_and_a_torn_one_made_anew(own_cache: Path) -> None:
    hyperscan = pytest.importorskip("hyperscan")
    literals = ("treaty", "alliance")
    scan.with_hyperscan(literals, hyperscan)
    (kept,) = (own_cache / "scan").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert list(scan.with_hyperscan(literals, hyperscan)("an alliance")) == [1]
    assert len(kept.read_bytes()) == len(whole)


def test_shipped_rules_find_the_same_with_and_without_the_scan() -> None:
    loaded = rules.load(list(rules.shipped_packs().values()))
    text = "\n\n".join(text for rule in loaded for example in rule.examples for text in example.values())
    document = markdown.read(Source.of(Path("all.md"), text))
    everything = [replace(rule, needs=(None,) * len(rule.needs)) for rule in loaded]
    scanned = rules.RuleChecker(loaded).check(document)
    assert scanned == rules.RuleChecker(everything).check(document)
    assert len(scanned.diagnostics) >= len(loaded)
