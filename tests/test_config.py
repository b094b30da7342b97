from __future__ import annotations

from pathlib import Path

import pytest

from mslint import config
from mslint.errors import UserError
from mslint.model import Severity


def load(folder: Path, text: str) -> config.Config:
    path = folder / config.NAME
    path.write_text(text, "utf-8")
    return config.load(path)


def test_all_keys_are_read(tmp_path: Path, own_cache: Path) -> None:
    read = load(
        tmp_path,
        """
manuscript: [01.md, 02.md]
severity: {typography: suggestion}
sections: {style.length: [introduction, ~methods]}
roles: {Our way: methods}
languagetool: {level: picky, disable: [EN_QUOTES]}
suppress: [{rule: case.names, text: cold war}]
fail-on: warning
build: {to: [pdf]}
""",
    )
    assert read.manuscript == ("01.md", "02.md")
    assert read.severity == (("typography", Severity.SUGGESTION),)
    assert read.sections == (("style.length", ("introduction", "~methods")),)
    assert read.roles == (("Our way", "methods"),)
    assert read.languagetool.level == "picky"
    assert read.suppress == (("case.names", "cold war"),)
    assert read.fail_on is Severity.WARNING
    assert read.build.to == ("pdf",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("packs: [a]\nselct: [b]\n", r":2: “selct” is not a known key; did you mean “select”"),
        ("fail-on: fatal\n", ":1: “fail-on” wants one of error, warning, suggestion, never"),
        ("build:\n  to: 3\n", ":2: “build → to” wants a list"),
        ("severity:\n  a: warning\n  b: x\n", ":3: “severity → b” wants one of"),
        ("suppress:\n- {rule: a}\n- {text: b}\n", ":3: “suppress → 1” wants"),
        ("ignore: [a\n", ":1|:2"),
        ("- a\n", "wants a mapping"),
        ("roles: {Aims: purpose}\n", "“roles → Aims” wants one of"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, own_cache: Path, text: str, told: str) -> None:
    with pytest.raises(UserError, match=told) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)
    assert str(tmp_path / config.NAME) in str(caught.value)


def test_an_empty_file_is_the_defaults(tmp_path: Path, own_cache: Path) -> None:
    assert load(tmp_path, "# nothing\n") == config.Config(tmp_path, tmp_path / config.NAME)


def test_the_nearest_file_upward_holds(tmp_path: Path, own_cache: Path) -> None:
    load(tmp_path, "language: en-GB\n")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert config.for_file(tmp_path / "a" / "b" / "p.md").language == "en-GB"
    assert config.for_file(tmp_path / "a").language == "en-GB"


def test_front_matter_goes_on_top(tmp_path: Path) -> None:
    base = config.Config(tmp_path, language="en-GB")
    own = config.with_front_matter(base, {"mslint": {"ignore": ["style"]}}, Path("p.md"))
    assert own.ignore == ("style",)
    assert own.language == "en-GB"
    with pytest.raises(UserError, match=r"p\.md: front matter: “mslint → ignor” is not a known key"):
        config.with_front_matter(base, {"mslint": {"ignor": []}}, Path("p.md"))
