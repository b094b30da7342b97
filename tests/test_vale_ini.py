"""Vale's settings as mslint's: a .vale.ini, styles and a text in, findings out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from mslint import config, vale_ini
from mslint.errors import UserError
from mslint.model import Severity

VERY = "extends: existence\nmessage: “%s” is vague\nlevel: warning\ntokens: [very]\n"
UTILISE = "extends: substitution\nmessage: “%s” not “%s”\nlevel: error\nignorecase: true\nswap: {utilise: use}\n"
WE = "extends: existence\nmessage: “%s” is you\nlevel: suggestion\ntokens: [we]\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two styles, a vocabulary and a paper."""
    for name, text in (("Plain/Very", VERY), ("Plain/Utilise", UTILISE), ("Team/We", WE)):
        path = tmp_path / "styles" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    terms = tmp_path / "styles" / "config" / "vocabularies" / "Own"
    terms.mkdir(parents=True)
    (terms / "accept.txt").write_text("# names\nNode.js\nvery old\n\n", "utf-8")
    (terms / "reject.txt").write_text("synergy\n", "utf-8")
    (tmp_path / "paper.md").write_text("Here we utilise a very plain text.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(place: Path, ini: str, file: str = "paper.md") -> list[tuple[str, str]]:
    """Rules and severities of what is found, in order."""
    (place / ".vale.ini").write_text(ini, "utf-8")
    told = json.loads(run("check", "--config", ".vale.ini", "--format", "json", file, cwd=place).stdout)
    return [(d["rule"], d["severity"]) for f in told["files"] for d in f["diagnostics"]]


BASE = "StylesPath = styles\n\n[*.md]\nBasedOnStyles = Plain\n"


@pytest.mark.parametrize(
    ("ini", "wanted"),
    [
        (BASE, ["Plain.Utilise", "Plain.Very"]),
        (BASE + "Plain.Very = NO\n", ["Plain.Utilise"]),
        (BASE + "Team.We = YES\n", ["Team.We", "Plain.Utilise", "Plain.Very"]),
        (BASE + "Team = YES\n", ["Team.We", "Plain.Utilise", "Plain.Very"]),
        (BASE + "Plain = NO\nPlain.Very = YES\n", ["Plain.Very"]),
        ("MinAlertLevel = error\n" + BASE, ["Plain.Utilise"]),
        ("StylesPath = styles\n[*]\nBasedOnStyles = Plain, Team\n[*.md]\nBasedOnStyles = Team\n", ["Team.We"]),
        ("StylesPath = styles\n[*]\nBasedOnStyles = Plain\n[*.md]\nPlain.Very = NO\n", ["Plain.Utilise"]),
        (
            "StylesPath = styles\n[*]\nBasedOnStyles = Plain\n[*.txt]\nPlain.Very = NO\n",
            ["Plain.Utilise", "Plain.Very"],
        ),
        (
            "StylesPath = styles\n[*.{txt,md}]\nBasedOnStyles = Plain\n[paper.md]\nPlain.Very = UNSET\n",
            ["Plain.Utilise", "Plain.Very"],
        ),
        (BASE + "TokenIgnores = (utilise a very\\, old), (very \\w+)\n", ["Plain.Utilise"]),
        (BASE + "BlockIgnores = (?s)Here.*text\n", []),
        ("StylesPath = \\\n  styles\n[*.md]\nBasedOnStyles = Plain ; not Team\n", ["Plain.Utilise", "Plain.Very"]),
        ("StylesPath = styles\n[*.md]\nBasedOnStyles = Team, claims\n", ["Team.We"]),
    ],
)
def test_what_runs(place: Path, ini: str, wanted: list[str]) -> None:
    assert [rule for rule, _ in found(place, ini)] == wanted


def test_levels(place: Path) -> None:
    assert found(place, BASE + "Plain.Very = error\nPlain.Utilise = suggestion\n") == [
        ("Plain.Utilise", "suggestion"),
        ("Plain.Very", "error"),
    ]


def test_vocabularies(place: Path) -> None:
    (place / "paper.md").write_text("A very old node.js, and a very new synergy.\n", "utf-8")
    named = "StylesPath = styles\nVocab = Own\n[*.md]\nBasedOnStyles = Vale, Plain\n"
    assert found(place, named) == [("Vale.Terms", "error"), ("Plain.Very", "warning"), ("Vale.Avoid", "error")]
    in_section = "StylesPath = styles\n[*.md]\nBasedOnStyles = Plain\nVocab = Own\n"
    assert found(place, in_section) == found(place, named)


def test_vocabularies_where_they_used_to_be(place: Path) -> None:
    (place / "styles" / "config" / "vocabularies").rename(place / "styles" / "Vocab")
    (place / "paper.md").write_text("A node.js.\n", "utf-8")
    assert found(place, "StylesPath = styles\nVocab = Own\n[*.md]\nBasedOnStyles = Vale\n") == [("Vale.Terms", "error")]


def test_vales_own_style_finds_repeated_words(place: Path) -> None:
    (place / "paper.md").write_text("It is is so.\n", "utf-8")
    assert ("Vale.Repetition", "error") in found(place, "[*.md]\nBasedOnStyles = Vale\nVale.Spelling = NO\n")


def test_vales_own_style_spells_and_knows_the_vocabulary(place: Path) -> None:
    (place / "paper.md").write_text("A mispeling by Frobnik here.\n", "utf-8")
    ini = "StylesPath = styles\n%s[*.md]\nBasedOnStyles = Vale\n"
    assert found(place, ini % "") == [("Vale.Spelling", "error")] * 2
    (place / "styles/config/vocabularies/Own/accept.txt").write_text("Frobnik\n", "utf-8")
    assert found(place, ini % "Vocab = Own\n") == [("Vale.Spelling", "error")]


def test_a_file_without_a_style_is_not_called_clean(place: Path) -> None:
    (place / ".vale.ini").write_text("StylesPath = styles\n[*.rst]\nBasedOnStyles = Plain\n", "utf-8")
    done = run("check", "--config", ".vale.ini", "paper.md", cwd=place)
    assert "has no style for this file" in done.stdout + done.stderr


def test_what_is_not_read_is_told(place: Path) -> None:
    (place / ".vale.ini").write_text("Packages = Google\n" + BASE + "Transform = x.xsl\n[formats]\nmdx = md\n", "utf-8")
    done = run("check", "--config", ".vale.ini", "paper.md", cwd=place)
    for told in ("Packages: nothing is downloaded", "[*.md] Transform: not read", "[formats]: not read"):
        assert told in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("ini", "told"),
    [
        ("StylesPath = nowhere\n", "StylesPath: there is no folder nowhere"),
        ("MinAlertLevel = loud\n", "MinAlertLevel: wants one of suggestion, warning, error, not “loud”"),
        ("StylePath = styles\n", "StylePath: is not a key of .vale.ini; did you mean “StylesPath”?"),
        ("Vocab = None\n", "Vocab: there is no vocabulary “None”"),
        (BASE.replace("Plain", "Plian"), "[*.md] BasedOnStyles: there is no style “Plian”"),
        (BASE + "Plain.Vrey = NO\n", "[*.md] Plain.Vrey: is neither a key nor a rule"),
        (BASE + "Plain.Very = MAYBE\n", "[*.md] Plain.Very: wants one of YES, NO"),
        (BASE + "TokenIgnores = (\n", "[*.md] TokenIgnores: bad pattern “(”"),
        (BASE + "Plain.Very\n", ":5: not a line of a .vale.ini"),
    ],
)
def test_bad_settings_are_one_line(place: Path, ini: str, told: str) -> None:
    path = Path(".vale.ini")
    path.write_text(ini, "utf-8")
    with pytest.raises(UserError) as error:
        config.load(path)
    assert str(error.value).startswith(".vale.ini")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_bad_term_is_named_with_its_line(place: Path) -> None:
    (place / "styles/config/vocabularies/Own/accept.txt").write_text("fine\n(\n", "utf-8")
    Path(".vale.ini").write_text("StylesPath = styles\nVocab = Own\n", "utf-8")
    with pytest.raises(UserError, match=r"accept\.txt:2: bad pattern “\(”"):
        config.load(Path(".vale.ini"))


@pytest.mark.parametrize(
    ("glob", "path", "is_for"),
    [
        ("*.md", "deep/in/paper.md", True),
        ("*.md", "paper.mdx", False),
        ("*.{md,txt}", "paper.txt", True),
        ("docs/**/*.md", "docs/paper.md", True),
        ("docs/**/*.md", "docs/a/b/paper.md", True),
        ("docs/**/p*.md", "docs/a/q.md", False),
        ("!*.md", "paper.txt", True),
        ("paper[0-9].md", "paper7.md", True),
        ("paper[!0-9].md", "paper7.md", False),
        ("paper,a?.md", "paper,ab.md", True),
    ],
)
def test_globs(glob: str, path: str, is_for: bool) -> None:
    assert vale_ini.fits(glob, Path(path)) is is_for


def test_the_lowest_level_is_a_setting_of_mslint_too(place: Path) -> None:
    Path("mslint.yaml").write_text("min-severity: warning\n", "utf-8")
    assert config.load(Path("mslint.yaml")).min_severity is Severity.WARNING
