"""The settings of a project (`mslint.yaml`) and of one file (front matter key `mslint:`). Reads files, writes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mslint.errors import UserError
from mslint.model import Reading, Severity

if TYPE_CHECKING:
    from mslint.vale_ini import Vale

NAME = "mslint.yaml"

Words = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LanguageToolConfig:
    """How grammar is checked."""

    enabled: bool = True
    server: str = ""  # the URL of a server that runs already
    directory: str = ""  # an installed LanguageTool
    level: str = "default"  # or "picky"
    disable: Words = ()  # LanguageTool rule ids


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What `mslint build` makes."""

    profiles: Words = ("manuscript",)
    to: Words = ("pdf", "docx")
    engine: str = "typst"  # of the PDF; or "latex", "weasyprint"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, checked. `folder` is where relative paths start; `path` the file they came from, if any."""

    folder: Path
    path: Path | None = None
    manuscript: Words = ()
    bibliography: Words = ()
    exclude: Words = ()
    preset: str = ""  # of rules/data/presets.yml; `with_preset` puts it below the rest
    packs: Words = ()  # shipped packs by name, or folders; empty: all shipped
    select: Words = ()
    ignore: Words = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    sections: tuple[tuple[str, Words], ...] = ()  # rule or pack -> roles it reads, "~role" for all but that
    roles: tuple[tuple[str, str], ...] = ()  # heading -> role
    reading: Reading = Reading()
    language: str = "auto"
    languages: Words = ()  # that its paragraphs may be in
    languagetool: LanguageToolConfig = LanguageToolConfig()
    vocabulary: Words = ()
    suppress: tuple[tuple[str, str], ...] = ()  # (rule or pack, words found)
    baseline: str = ""
    fail_on: Severity | None = Severity.ERROR  # None: never
    build: BuildConfig = BuildConfig()
    min_severity: Severity = Severity.SUGGESTION
    ignores: Words = ()  # patterns; what is found in their matches does not count
    vale: Vale | None = None  # what a .vale.ini says besides
    notes: Words = ()  # what the file says and mslint leaves out, to be told


class _Wrong(Exception):
    """A value that does not fit: what was wanted, and the keys that lead to it."""

    def __init__(self, wanted: str, *keys: str | int) -> None:
        super().__init__(wanted)
        self.keys = keys


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong("wants text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("wants true or false")
    return value


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise _Wrong(f"wants one of {', '.join(choices)}")
        return str(value)

    return read


def _words(value: Any) -> Words:
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list):
        raise _Wrong("wants a list of texts")
    for at, item in enumerate(value):
        if not isinstance(item, str):
            raise _Wrong("wants text", at)
    return tuple(value)


def _severity(value: Any) -> Severity:
    try:
        return Severity.parse(value)
    except (KeyError, AttributeError):
        raise _Wrong("wants one of error, warning, suggestion") from None


def _fail_on(value: Any) -> Severity | None:
    if value == "never":
        return None
    try:
        return _severity(value)
    except _Wrong:
        raise _Wrong("wants one of error, warning, suggestion, never") from None


def _map(read: Callable[[Any], T]) -> Callable[[Any], tuple[tuple[str, T], ...]]:
    def reader(value: Any) -> tuple[tuple[str, T], ...]:
        return tuple(_each(value, dict.fromkeys(value, read) if isinstance(value, dict) else {}).items())

    return reader


def _role(value: Any) -> str:
    from mslint.readers.roles import ROLES

    return _one_of(*ROLES)(value)


def _suppress(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list):
        raise _Wrong("wants a list of {rule: …, text: …}")
    out = []
    for at, item in enumerate(value):
        try:
            read = _each(item, {"rule": _text, "text": _text})
        except _Wrong as wrong:
            raise _Wrong(str(wrong), at, *wrong.keys) from None
        if "rule" not in read:
            raise _Wrong("wants a list of {rule: …, text: …}", at)
        out.append((read["rule"], read.get("text", "")))
    return tuple(out)


def _languagetool(value: Any) -> LanguageToolConfig:
    if isinstance(value, bool):
        return LanguageToolConfig(enabled=value)
    keys: dict[str, Callable[[Any], Any]] = {
        "enabled": _flag,
        "server": _text,
        "directory": _text,
        "level": _one_of("default", "picky"),
        "disable": _words,
    }
    return LanguageToolConfig(**_each(value, keys))


def _reading(value: Any) -> Reading:
    keys: dict[str, Callable[[Any], Any]] = {
        "citation-style": _one_of("auto", "author-year", "numeric", "key"),
        "questions": _words,
        "objectives": _words,
        "hypotheses": _words,
        "findings": _words,
        "acronyms": _words,
    }
    return Reading(**{name.replace("-", "_"): item for name, item in _each(value, keys).items()})


def _build(value: Any) -> BuildConfig:
    keys: dict[str, Callable[[Any], Any]] = {
        "profile": _words,
        "to": _words,
        "engine": _one_of("typst", "latex", "weasyprint"),
    }
    given = _each(value, keys)
    if "profile" in given:
        given["profiles"] = given.pop("profile")
    return BuildConfig(**given)


def _preset(value: Any) -> str:
    from mslint import shipped

    return _one_of(*shipped.data("presets"))(value)


KEYS: Mapping[str, Callable[[Any], Any]] = {
    "preset": _preset,
    "manuscript": _words,
    "bibliography": _words,
    "exclude": _words,
    "packs": _words,
    "select": _words,
    "ignore": _words,
    "severity": _map(_severity),
    "sections": _map(_words),
    "roles": _map(_role),
    "reading": _reading,
    "language": _text,
    "languages": _words,
    "languagetool": _languagetool,
    "vocabulary": _words,
    "suppress": _suppress,
    "baseline": _text,
    "fail-on": _fail_on,
    "min-severity": _severity,
    "build": _build,
}
"""Every key of mslint.yaml with the function that checks its value."""


def _each(value: Any, keys: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """The mapping's values, each read by its key's function. Raises _Wrong with the keys to the fault."""
    if not isinstance(value, dict):
        raise _Wrong("wants a mapping")
    out = {}
    for key, item in value.items():
        if key not in keys:
            near = _nearest(str(key), keys)
            raise _Wrong(f"is not a known key{near}", key)
        try:
            out[key] = keys[key](item)
        except _Wrong as wrong:
            raise _Wrong(str(wrong), key, *wrong.keys) from None
    return out


def _nearest(key: str, keys: Mapping[str, Any]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, list(keys), 1)
    return f"; did you mean “{near[0]}”?" if near else f"; the keys are {', '.join(keys)}"


def find(start: Path) -> Path | None:
    """The nearest mslint.yaml, from a file's folder (or a folder itself) upward."""
    folder = start if start.is_dir() else start.parent
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / NAME).is_file():
            return place / NAME
    return None


def load(path: Path) -> Config:
    """The settings in a file, an mslint.yaml or a .vale.ini. Raises UserError naming file, line and key."""
    from mslint import yamlio

    if path.suffix == ".ini":
        from mslint import vale_ini

        return vale_ini.load(path)

    data = yamlio.load(path)
    try:
        values = _each({} if data is None else data, KEYS)
    except _Wrong as wrong:
        key = " → ".join(str(k) for k in wrong.keys)
        raise UserError(f"{yamlio.place(path, wrong.keys)}: {f'“{key}” ' if key else ''}{wrong}") from None
    return replace(Config(path.parent, path), **{name.replace("-", "_"): value for name, value in values.items()})


def for_file(start: Path) -> Config:
    """The settings that hold for a file or folder: those of the nearest mslint.yaml, else the defaults."""
    from mslint import vocabulary

    path = find(start)
    config = Config((start if start.is_dir() else start.parent).resolve()) if path is None else load(path)
    words = (*config.vocabulary, *vocabulary.for_folder(config.folder))
    return replace(config, vocabulary=tuple(dict.fromkeys(words)))


def with_front_matter(config: Config, meta: Mapping[str, Any], path: Path) -> Config:
    """The settings with those of the file's own `mslint:` key on top. Raises UserError naming the file and key."""
    if config.vale is not None:
        from mslint import vale_ini

        config = vale_ini.for_file(config, path)
    own = meta.get("mslint")
    if own is None:
        return config
    try:
        values = _each(own, {key: read for key, read in KEYS.items() if key not in ("manuscript", "exclude")})
    except _Wrong as wrong:
        key = " → ".join(["mslint", *(str(k) for k in wrong.keys)])
        raise UserError(f"{path}: front matter: “{key}” {wrong}") from None
    if "vocabulary" in values:  # adds to the project's; all else is in its place
        values["vocabulary"] = tuple(dict.fromkeys((*config.vocabulary, *values["vocabulary"])))
    return replace(config, **{name.replace("-", "_"): value for name, value in values.items()})


def with_preset(config: Config) -> Config:
    """The settings with those of their preset below them: what they say themselves wins.

    A rule that the preset leaves out runs if `select` or `severity` names it or its pack.
    """
    if not config.preset:
        return config
    from mslint import shipped

    below = _each(shipped.data("presets")[config.preset], KEYS)
    named = [*config.select, *(name for name, _ in config.severity)]
    ignored = [name for name in below.get("ignore", ()) if not any(_meets(name, own) for own in named)]
    return replace(
        config,
        preset="",
        ignore=(*ignored, *config.ignore),
        select=config.select or below.get("select", ()),
        severity=_over(below.get("severity", ()), config.severity),
    )


def _meets(name: str, own: str) -> bool:
    """Whether one of the two is the other, or its pack."""
    return name == own or name.startswith(f"{own}.") or own.startswith(f"{name}.")


def _over(
    below: tuple[tuple[str, Severity], ...], own: tuple[tuple[str, Severity], ...]
) -> tuple[tuple[str, Severity], ...]:
    """The severities of a preset under one's own: one that a pack or rule of one's own covers is left out."""
    covered = {name for name, _ in own}
    return (*((n, s) for n, s in below if n not in covered and n.partition(".")[0] not in covered), *own)
