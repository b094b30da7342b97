"""Compiled patterns come back from the cache as they were, and anew where it is torn."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from mslint import cache, patterns

TEXT = "Ægypt and Malta signed in 1954, and then Malta (alone) in 1956."
FORMS = [
    r"\b(?P<name>\p{Lu}\p{Ll}+)\b(?= signed)",
    r"(?<=\b(?:in|on) )\d{4}+(?!,)",
    r"(?i:MALTA) \((\w+)\)",
    r"(\w)(\w)\2?|[^\p{L}]+",
    r"^(?>[^,]*),",
]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSLINT_CACHE", str(tmp_path))
    monkeypatch.setattr(patterns, "_made", {})
    monkeypatch.setattr(patterns, "_unkept", {})


def found(pattern: object) -> list[object]:
    return [(m.span(), m.groups(), m.groupdict()) for m in pattern.finditer(TEXT, timeout=1)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("flags", [0, int(regex.IGNORECASE | regex.MULTILINE)])
def test_from_the_cache_a_pattern_finds_the_same(form: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = found(patterns.compiled(form, flags))
    assert expected == found(regex.compile(form, flags))
    patterns.keep()
    patterns._made.clear()
    patterns._maker()
    monkeypatch.setattr(regex, "compile", None)  # so that nothing is compiled again
    assert found(patterns.compiled(form, flags)) == expected


def test_what_is_torn_is_compiled_anew() -> None:
    patterns.compiled(FORMS[0])
    patterns.keep()
    key = patterns._key(FORMS[0], 0)
    packed = cache.store("patterns").get(key)
    assert packed
    for torn in (packed[:-4], packed[:60] + "A" + packed[61:], "", "no digest"):
        cache.store("patterns").put(key, torn)
        patterns._made.clear()
        assert found(patterns.compiled(FORMS[0])) == found(regex.compile(FORMS[0]))


def test_a_pattern_that_is_wrong_is_not_kept() -> None:
    with pytest.raises(regex.error):
        patterns.compiled("(")
    patterns.keep()
    assert cache.store("patterns").get(patterns._key("(", 0)) is None
