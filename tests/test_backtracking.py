"""No rule can hang: exponential patterns are told without running them, and those that run are cut off."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mslint import rules
from mslint.kinds import common, kind
from mslint.kinds.backtracking import exponential
from mslint.model import Source
from mslint.readers import markdown


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        r"(a|aa)+$",
        r"(?:a|a)*b",
        r"(\w+\s?)*:",
        r"(.*)*x",
        r"(a*)*b",
        r"(?:\d+,?)+;",
        r"(x+x+)+y",
        r"(?:a?){30}a{30}",
        r"(\s*\w+\s*)*;",
        r"(a+){10,}b",
        r"((?:ab)*)*c",
        r"^(\w+\.?)+@",
        r"(?:\p{Lu}\p{L}+ ?)+ shows",
    ],
)
def test_known_exponential_patterns(pattern: str) -> None:
    assert exponential(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"a+b+",
        r"(a+b)+",
        r"(?:\w+\s)+x",
        r"\b(?:very|really)\b",
        r"(?:[A-Z]\.)+",
        r"(\w+ ){1,3}of",
        r"[a-z]+(?:-[a-z]+)*",
        r"(?:a|b)*c",
        r"(?>a+)+b",
        r"(a++)+b",
        r"(?:(?>\p{Lu}\p{L}+) ?)+ shows",
        r"\d+(?:,\d{3})*(?:\.\d+)?",
        r".*one.*two.*",
        r'(?:[^"\\]|\\.)*"',
        r"(?:,\p{L}+)+",
        r"not a pattern (",
    ],
)
def test_harmless_patterns(pattern: str) -> None:
    assert exponential(pattern) == ""


def test_what_is_called_exponential_is() -> None:
    """The time doubles with each character, while a harmless pattern for the same words stays quick."""
    text = "a" * 24 + "!"

    def seconds(pattern: str) -> float:
        begin = time.perf_counter()
        try:
            common.compiled(pattern).fullmatch(text, timeout=0.5)
        except TimeoutError:
            return 0.5
        return time.perf_counter() - begin

    slow, quick = r"(?:a|aa)+b?c?", r"a+b?c?"
    assert exponential(slow)
    assert not exponential(quick)
    assert seconds(slow) > 10 * seconds(quick)


SHIPPED = rules.load(list(rules.shipped_packs().values()))


@pytest.mark.parametrize("pack", sorted({rule.id.partition(".")[0] for rule in SHIPPED}))
def test_no_shipped_rule_is_exponential(pack: str) -> None:
    for rule in SHIPPED:
        if not rule.id.startswith(pack + "."):
            continue
        module = kind(rule.kind)
        checked = module.checked(rule.options) if hasattr(module, "checked") else []
        excepted = [common.Pattern(text, False, ("exceptions",)) for text in rule.options.get("exceptions") or ()]
        for pattern in [*module.patterns(rule.options), *checked, *excepted]:
            assert not exponential(pattern.text), f"{rule.id}: {pattern.text}"


@pytest.mark.parametrize(
    "own",
    [
        "extends: existence\nmessage: m\nraw: ['(?:a|aa)+$']\n",
        "extends: substitution\nmessage: m\nnonword: true\nswap: {'(?:a|aa)+$': b}\n",
        "extends: occurrence\nmessage: m\nmax: 1\ntoken: '(?:a|aa)+$'\n",
        "extends: conditional\nmessage: m\nfirst: '(?:a|aa)+$'\nsecond: b\n",
    ],
)
def test_an_authors_rule_that_takes_too_long_is_told_and_the_others_run(
    own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "TIME_LIMIT", 0.2)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "slow.yml").write_text(own, "utf-8")
    (tmp_path / "own" / "quick.yml").write_text("extends: existence\nmessage: m\ntokens: [very]\n", "utf-8")
    document = markdown.read(Source.of(Path("p.md"), "A very " + "a" * 60 + "!\n"))
    begin = time.perf_counter()
    outcome = rules.RuleChecker(rules.load([tmp_path / "own"])).check(document)
    assert time.perf_counter() - begin < 5
    assert [d.rule for d in outcome.diagnostics] == ["own.quick"]
    assert [(item.what, "took longer" in item.why) for item in outcome.not_checked] == [("own.slow", True)]
