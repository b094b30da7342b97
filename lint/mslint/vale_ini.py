"""Reads Vale's settings, `.vale.ini`, as mslint's: styles, levels, sections by file, vocabularies. Downloads nothing.

https://vale.sh/docs/vale-ini. What runs is what the file names: its styles, and such packs and checks of mslint as
stand beside them in `BasedOnStyles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mslint import files
from mslint.config import Config, Words
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.errors import UserError
from mslint.model import Severity
from mslint.suppressions import names

if TYPE_CHECKING:
    from configparser import ConfigParser

    from mslint.model import Document
    from mslint.rules import Rule

CORE = ("StylesPath", "MinAlertLevel", "Vocab", "Packages")
"""Keys that stand before the first section."""

IN_SECTIONS = ("BasedOnStyles", "Vocab", "TokenIgnores", "BlockIgnores")
"""Keys of a section, beside the names of styles and rules."""

UNREAD = (
    *("IgnoredScopes", "SkippedScopes", "IgnoredClasses", "IgnorePatterns", "WordTemplate", "NLPEndpoint"),
    *("CommentDelimiters", "Transform", "Lang", "View"),
)
"""Keys of Vale's that mean nothing to mslint."""

UNREAD_SECTIONS = ("formats", "asciidoctor")

BUILT_IN = ("Avoid", "Repetition", "Spelling", "Terms")
"""The rules of the style that comes with Vale, `Vale`."""

_LEVELS = {str(severity): severity for severity in Severity}
_SETTINGS = ("YES", "NO", "UNSET", *_LEVELS)
_TOP = "\0"  # the name that the lines before the first section go by


@dataclass(frozen=True, slots=True)
class Section:
    """One section: the files it holds for, and what it says. `styles` None: it says nothing of them."""

    glob: str
    styles: Words | None = None
    rules: tuple[tuple[str, str], ...] = ()  # a style or rule, and YES, NO, UNSET or its level
    accept: Words = ()
    reject: Words = ()
    ignores: Words = ()  # patterns: what is found in their matches does not count


@dataclass(frozen=True, slots=True)
class Vale:
    """What a `.vale.ini` says of rules; sections in order, `[*]` first. `path`: the file that they are applied to."""

    sections: tuple[Section, ...] = ()
    accept: Words = ()
    reject: Words = ()
    path: Path | None = None


# --- reading the file ------------------------------------------------------------------------------------------------


def load(path: Path) -> Config:
    """The settings in a `.vale.ini`, those of its sections not yet applied. Raises UserError naming file and key."""
    parser = _parsed(path)
    top = dict(parser[_TOP])
    for key in top:
        if key not in (*CORE, *UNREAD):
            _refuse(path, key, _told(key, (*CORE, *UNREAD)))
    styles_path = path.parent / top["StylesPath"] if "StylesPath" in top else path.parent / "styles"
    if "StylesPath" in top and not styles_path.is_dir():
        _refuse(path, "StylesPath", f"there is no folder {styles_path}")
    level = top.get("MinAlertLevel", "suggestion")
    if level not in _LEVELS:
        _refuse(path, "MinAlertLevel", f"wants one of {', '.join(_LEVELS)}, not “{level}”")
    accept, reject = _vocabularies(path, "Vocab", styles_path, _list(top.get("Vocab", "")))
    sections = [_section(path, name, dict(parser[name]), styles_path) for name in _glob_sections(parser)]
    vale = Vale(tuple(sorted(sections, key=lambda section: section.glob != "*")), accept, reject)
    wanted = dict.fromkeys(style for section in sections for style in _styles_named(section))
    return Config(
        path.parent,
        path,
        packs=tuple(_pack(styles_path, style) for style in wanted if _is_pack(styles_path, style)),
        min_severity=_LEVELS[level],
        notes=tuple(_notes(parser)),
        vale=vale,
    )


def _parsed(path: Path) -> ConfigParser:
    from configparser import ConfigParser, Error

    parser = ConfigParser(
        delimiters=("=",),
        comment_prefixes=("#", ";"),
        inline_comment_prefixes=("#", ";"),
        strict=False,
        interpolation=None,
        default_section="",
        empty_lines_in_values=False,
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    text = files.read(path)[0]
    lines = [line.lstrip() for line in re.sub(r"\\\r?\n[ \t]*", "", text).splitlines()]
    try:
        parser.read_string("\n".join([f"[{_TOP}]", *lines]), str(path))
    except Error as error:
        bad = getattr(error, "errors", None)
        where = f":{bad[0][0] - 1}" if bad else ""
        raise UserError(f"{path}{where}: not a line of a .vale.ini; it wants [section] or key = value") from None
    return parser


def _glob_sections(parser: ConfigParser) -> list[str]:
    return [name for name in parser.sections() if name not in (_TOP, *UNREAD_SECTIONS)]


def _notes(parser: ConfigParser) -> Iterator[str]:
    """What the file says and mslint leaves out."""
    if "Packages" in parser[_TOP]:
        yield "Packages: nothing is downloaded; only the styles in StylesPath are read"
    for name in parser.sections():
        shown = "" if name == _TOP else f"[{name}] "
        if name in UNREAD_SECTIONS:
            yield f"[{name}]: not read"
        else:
            yield from (f"{shown}{key}: not read" for key in parser[name] if key in UNREAD or "[" in key)


def _section(path: Path, name: str, values: Mapping[str, str], styles_path: Path) -> Section:
    styles = None
    if "BasedOnStyles" in values:
        styles = _list(values["BasedOnStyles"])
        for style in styles:
            if not _is_known(styles_path, style):
                _refuse(path, f"[{name}] BasedOnStyles", f"there is no style “{style}” in {styles_path}")
    switches = {key: value for key, value in values.items() if key not in (*IN_SECTIONS, *UNREAD) and "[" not in key}
    for key, value in switches.items():
        if not _is_known(styles_path, key):
            _refuse(path, f"[{name}] {key}", _told(key, (*IN_SECTIONS, *UNREAD), "is neither a key nor a rule"))
        if value not in _SETTINGS:
            _refuse(path, f"[{name}] {key}", f"wants one of {', '.join(_SETTINGS)}, not “{value}”")
    accept, reject = _vocabularies(path, f"[{name}] Vocab", styles_path, _list(values.get("Vocab", "")))
    ignores = tuple(
        pattern for key in ("TokenIgnores", "BlockIgnores") for pattern in _patterns(path, name, key, values)
    )
    return Section(name, styles, tuple(switches.items()), accept, reject, ignores)


def _patterns(path: Path, name: str, key: str, values: Mapping[str, str]) -> Iterator[str]:
    """The patterns in a list; a comma after a backslash is part of one."""
    from mslint.kinds.common import fault

    for part in re.split(r"(?<!\\),", values.get(key, "")):
        pattern = part.strip().replace("\\,", ",")
        if pattern and (wrong := fault(pattern)):
            _refuse(path, f"[{name}] {key}", f"bad pattern “{pattern}”: {wrong}")
        if pattern:
            yield pattern


def _list(value: str) -> Words:
    return tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))


def _styles_named(section: Section) -> Iterator[str]:
    yield from section.styles or ()
    yield from (key.partition(".")[0] for key, _ in section.rules)


def _is_known(styles_path: Path, name: str) -> bool:
    """Whether there is such a style, pack or rule."""
    from mslint import checks
    from mslint.rules import shipped_packs

    style, _, rule = name.partition(".")
    if style == "Vale":
        return not rule or rule in BUILT_IN
    if style == "grammar" or any(names([name], check.id) for check in checks.rules()):
        return True
    folder = styles_path / style if (styles_path / style).is_dir() else shipped_packs().get(style)
    return folder is not None and (folder / f"{rule}.yml").is_file() if rule else folder is not None


def _is_pack(styles_path: Path, style: str) -> bool:
    from mslint.rules import shipped_packs

    return (styles_path / style).is_dir() or style in shipped_packs()


def _pack(styles_path: Path, style: str) -> str:
    """What the setting `packs` calls a style."""
    folder = styles_path / style
    return str(folder.resolve()) if folder.is_dir() else style


def _vocabularies(path: Path, key: str, styles_path: Path, named: Words) -> tuple[Words, Words]:
    """The accepted and the rejected terms of vocabularies."""
    accept: list[str] = []
    reject: list[str] = []
    for name in named:
        places = [styles_path / "config" / "vocabularies" / name, styles_path / "Vocab" / name]
        folder = next((place for place in places if place.is_dir()), None)
        if folder is None:
            raise UserError(f"{path}: {key}: there is no vocabulary “{name}” ({places[0]})")
        accept += _terms(folder / "accept.txt")
        reject += _terms(folder / "reject.txt")
    return tuple(dict.fromkeys(accept)), tuple(dict.fromkeys(reject))


def _terms(path: Path) -> Iterator[str]:
    from mslint.kinds.common import fault

    if not path.is_file():
        return
    for number, line in enumerate(files.read(path)[0].splitlines(), 1):
        term = line.strip()
        if not term or term.startswith("# "):
            continue
        if wrong := fault(term):
            raise UserError(f"{path}:{number}: bad pattern “{term}”: {wrong}")
        yield term


def _told(key: str, known: Sequence[str], what: str = "is not a key") -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1)
    return f"{what} of .vale.ini" + (f"; did you mean “{near[0]}”?" if near else "")


def _refuse(path: Path, key: str, what: str) -> None:
    raise UserError(f"{path}: {key}: {what}")


# --- what holds for a file -------------------------------------------------------------------------------------------


def for_file(config: Config, path: Path) -> Config:
    """The settings that the sections give for a file; a later section goes before an earlier one."""
    vale = config.vale
    if vale is None or vale.path is not None:
        return config
    styles: Words = ()
    switches: dict[str, str] = {}
    accept, reject, ignores = list(vale.accept), list(vale.reject), list(config.ignores)
    for section in vale.sections:
        if not fits(section.glob, path):
            continue
        if section.styles is not None:
            styles = section.styles
            switches = switches if styles else {}
        switches.update(section.rules)
        accept += section.accept
        reject += section.reject
        ignores += section.ignores
        if section.accept or section.reject:
            switches |= {"Vale.Terms": "YES", "Vale.Avoid": "YES"}
    switches = {name: value for name, value in switches.items() if value != "UNSET"}
    on = [style for style in styles if switches.get(style) != "NO"]
    on += [name for name, value in switches.items() if value != "NO"]
    off = [name for name, value in switches.items() if value == "NO" and "." in name]
    levels = tuple((name, _LEVELS[value]) for name, value in switches.items() if value in _LEVELS)
    return replace(
        config,
        select=config.select or tuple(dict.fromkeys(on)),  # the command line goes before
        ignore=(*config.ignore, *off),
        severity=levels,
        vale=replace(vale, accept=tuple(dict.fromkeys(accept)), reject=tuple(dict.fromkeys(reject)), path=path),
        ignores=tuple(ignores),
    )


class NoStyle:
    """Stands for the rules where a `.vale.ini` has none for a file (an `engine.Checker`)."""

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        return Outcome(not_checked=(NotChecked("rules", "the .vale.ini has no style for this file"),))


def fits(glob: str, path: Path) -> bool:
    """Whether a section's pattern is for a file: `*` crosses folders unless there is a `**`, `{md,txt}` is either."""
    negated = glob.startswith("!")
    return bool(_compiled(glob.lstrip("!")).fullmatch(path.as_posix())) != negated


@lru_cache(maxsize=64)
def _compiled(glob: str) -> re.Pattern[str]:
    inside = "[^/]*" if "**" in glob else ".*"
    known = {"*": inside, "**": ".*", "**/": "(?:.*/)?", "?": "[^/]" if "**" in glob else "."}
    known |= {"{": "(?:", "}": ")", ",": "|"}
    out = []
    for token in re.findall(r"\\.|\*\*/|\*\*|\[!?[^\]]+\]|.", glob):
        if token[0] == "[" and len(token) > 1:
            out.append(f"[^{token[2:]}" if token[1] == "!" else token)
        elif token == "," and out.count("(?:") <= out.count(")"):
            out.append(",")
        else:
            out.append(known.get(token) or re.escape(token[-1] if token[0] == "\\" else token))
    try:
        return re.compile("".join(out), re.DOTALL)
    except re.error:
        return re.compile(re.escape(glob))


# --- Vale's own rules ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def with_vocabulary(loaded: tuple[Rule, ...], accept: Words, reject: Words, path: Path) -> tuple[Rule, ...]:
    """The rules and those of the style `Vale`, with the accepted terms among the exceptions of all that heed them."""
    return tuple(_accepting(accept, [*loaded, *_built_in(accept, reject, path)]))


def _accepting(terms: Words, loaded: Sequence[Rule]) -> Iterator[Rule]:
    for rule in loaded:
        if terms and rule.options.get("vocab"):
            excepted = (*(rule.options.get("exceptions") or ()), *terms)
            rule = replace(rule, options={**rule.options, "exceptions": excepted})
        if terms and rule.kind == "spelling":
            passed = (*rule.options["filters"], *(f"(?i)^(?:{_as_pattern(term)})$" for term in terms))
            rule = replace(rule, options={**rule.options, "filters": passed})
        yield rule


def _built_in(accept: Words, reject: Words, path: Path) -> Iterator[Rule]:
    """Repeated words, spelling, and what the vocabularies accept and reject."""
    from mslint import rules
    from mslint.kinds import schema

    for name, data in _definitions(accept, reject):
        yield rules.from_definition(f"Vale.{name}", path, schema.definition(data))


def _definitions(accept: Words, reject: Words) -> Iterator[tuple[str, dict[str, object]]]:
    yield (
        "Repetition",
        {
            "extends": "repetition",
            "message": "“%s” is repeated.",
            "level": "error",
            "ignorecase": True,
            "alpha": True,
            "tokens": [r"[^\s.!?]+"],
        },
    )
    yield "Spelling", {"extends": "spelling", "message": "Did you really mean “%s”?", "level": "error"}
    if reject:
        tokens = [_as_pattern(term) for term in reject]
        yield "Avoid", {"extends": "existence", "message": "Avoid “%s”.", "level": "error", "tokens": tokens}
    if accept:
        swap = {_as_pattern(term.lower()): term for term in accept}
        yield (
            "Terms",
            {
                "extends": "substitution",
                "message": "Use “%s” instead of “%s”.",
                "level": "error",
                "ignorecase": True,
                "vocab": False,
                "swap": swap,
            },
        )


def _as_pattern(term: str) -> str:
    """A term of a vocabulary as Vale reads it: the stop of plain text is a stop, and its spaces may be line ends."""
    from mslint.kinds.common import is_literal

    if is_literal(term.replace(".", "")):
        term = term.replace(".", r"\.")
    return re.sub(r"[ \t]+", r"\\s+", term)
