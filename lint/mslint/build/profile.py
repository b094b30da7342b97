"""A build profile: how a paper looks and what a journal limits, as data in a folder with `profile.yaml`. Reads those
folders and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from mslint import shipped, yamlio
from mslint.errors import UserError

FILE = "profile.yaml"
PAPERS = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "letter": (215.9, 279.4), "legal": (215.9, 355.6)}
"""Width and height in millimetres: ISO 216 and ANSI/ASME Y14.1."""

GUTTER = 5.0
"""Millimetres between two columns."""

LISTS = ("contents", "figures", "tables")
NUMBERINGS = ("1.1", "I.A")
"""How headings are numbered: 1, 1.1, 1.1.1; or I, A, 1) as IEEE has it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """How a figure or table is called: `word`, its number as `number` has it ("1" or "I"), and what stands `after`.

    Where `after` is a line break, word and number stand on a line of their own. `label` is how these are set
    ("strong", "upper" or ""), `title` how the caption's words are ("emph", "smallcaps" or ""). `above`: a figure's
    stands above it.
    """

    word: str
    number: str = "1"
    after: str = ": "
    label: str = ""
    title: str = ""
    above: bool = False

    @property
    def own_line(self) -> bool:
        return self.after == "\n"

    def numbered(self, number: int) -> str:
        """The number as it is written."""
        return roman(number) if self.number == "I" else str(number)


@dataclass(frozen=True, slots=True)
class Profile:
    """The keys of `profile.yaml`; sizes in points, margins and indents in millimetres, `linestretch` times single.

    `folders` are the profile's own and those that it extends, in this order. `limits` is what the journal limits, as
    it stands in the file: `checks.journal` knows its keys.
    """

    name: str
    folders: tuple[Path, ...]
    papersize: str = "a4"
    margin: float = 25.0
    font: str = "Libertinus Serif"
    fontsize: float = 12.0
    linestretch: float = 1.5
    justify: bool = False
    indent: float = 0.0  # of the first line of a paragraph; 0: space between paragraphs instead
    columns: int = 1
    titlepage: bool = True  # the text starts on a new page after an abstract
    cover: bool = False  # so does the abstract, after the title
    references_page: bool = False  # so does the reference list
    linenumbers: bool = False
    numbersections: bool = False
    numbering: str = "1.1"
    chapters: bool = False  # a heading of level 1 starts a page
    lists: tuple[str, ...] = ()  # of LISTS, before the text
    figures_at_end: bool = False  # figures and tables follow the references
    blind: bool = False  # nothing in the files tells who wrote the paper
    references: str = "References"  # heading of a reference list that has none
    csl: str = ""  # the name of a citation style, or a file in the profile's folder; "": pandoc's
    abstract: str = "heading"  # or "run-in": its title stands in its first line, and it in a column of the text
    pagenumbers: str = "bottom"  # or "top"
    figure: Caption = Caption("Figure")
    table: Caption = Caption("Table")
    word: Mapping[str, Any] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """Of a line of text, in millimetres."""
        page = PAPERS[self.papersize][0] - 2 * self.margin
        return page if self.columns == 1 else (page - GUTTER) / 2

    def file(self, name: str) -> Path | None:
        """The nearest file of that name: the profile's own, or that of a profile it extends."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)


def load(name: str, home: Path | None = None) -> Profile:
    """The profile called `name`: a folder below `home` that holds a `profile.yaml`, or a shipped one.

    Keys that it does not have come from the profile that it `extends`: a shipped one, or a folder beside it. Raises
    UserError naming the file, the line and the key.
    """
    folder = _folder(name, home)
    if folder is None:
        known = sorted(found.parent.name for found in shipped.folder("profiles").glob(f"*/{FILE}"))
        raise UserError(
            f"no build profile “{name}”; there is {', '.join(known)}, or a folder beside mslint.yaml with a {FILE}"
        )
    values, folders = _inherited(folder, ())
    for key in ("figure", "table"):
        if key in values:
            values[key] = Caption(**{"word": key.capitalize(), **values[key]})
    return Profile(name=folder.name, folders=folders, **values)


def _folder(name: str, home: Path | None) -> Path | None:
    """The folder of a profile, the author's own first; None if there is none, or it lies outside `home`."""
    if home is not None and name:
        own = (home / name).resolve()
        if own.is_relative_to(home.resolve()) and (own / FILE).is_file():
            return own
    ours = shipped.folder("profiles") / name
    return ours if name.replace("-", "").isalnum() and (ours / FILE).is_file() else None


def _inherited(folder: Path, seen: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """The values of the profile in `folder` over those that it inherits, and the folders they came from."""
    path = folder / FILE
    data = yamlio.load(path)
    own = _checked({} if data is None else data, path)
    parent = own.pop("extends", "")
    own.pop("description", None)
    if not parent:
        return own, (folder,)
    base = _folder(parent, None if folder.parent == shipped.folder("profiles") else folder.parent)
    if base == folder:  # an own profile with the name of the shipped one that it extends
        base = _folder(parent, None)
    if base is None or base in (*seen, folder):
        why = "leads back to itself" if base else f"names “{parent}”, which is neither a shipped profile nor a folder"
        raise UserError(f"{yamlio.place(path, ['extends'])}: “extends” {why}")
    values, folders = _inherited(base, (*seen, folder))
    return _merged(values, own), (folder, *folders)


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """`own` over `base`, mapping by mapping."""
    both = {**base, **own}
    for key in base.keys() & own.keys():
        if isinstance(base[key], Mapping) and isinstance(own[key], Mapping):
            both[key] = _merged(base[key], own[key])
    return both


def _checked(data: Any, path: Path) -> dict[str, Any]:
    """The values by the names of Profile's fields. Raises UserError for a key or a value that does not fit."""
    if not isinstance(data, dict):
        raise UserError(f"{path}: wants a mapping of keys to values")
    values = {}
    for key, value in data.items():
        if key not in KEYS:
            from difflib import get_close_matches

            near = get_close_matches(str(key), list(KEYS), 1)
            hint = f"did you mean “{near[0]}”?" if near else f"the keys are {', '.join(KEYS)}"
            raise UserError(f"{yamlio.place(path, [key])}: “{key}” is not a known key; {hint}")
        try:
            values[key.replace("-", "_")] = KEYS[key](value)
        except ValueError as error:
            raise UserError(f"{yamlio.place(path, [key])}: “{key}” {error}") from None
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("wants text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("wants true or false")
    return value


def _number(low: float, high: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        text = str(value).removesuffix("pt")
        try:
            number = -1.0 if isinstance(value, bool) else float(text)
        except ValueError:
            number = -1.0
        if not low <= number <= high:
            raise ValueError(f"wants a number from {low:g} to {high:g}, not “{value}”")
        return number

    return read


def _one_of(*choices: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in choices or isinstance(value, bool):
            raise ValueError(f"wants one of {', '.join(map(str, choices))}, not “{value}”")
        return value

    return read


def _lists(value: Any) -> tuple[str, ...]:
    wanted = value if isinstance(value, list) else [value]
    return tuple(_one_of(*LISTS)(item) for item in wanted)


_CAPTION: Mapping[str, Callable[[Any], Any]] = {
    "word": _text,
    "number": _one_of("1", "I"),
    "after": _text,
    "label": _one_of("", "strong", "upper"),
    "title": _one_of("", "emph", "smallcaps"),
    "above": _flag,
}


def _caption(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not value.keys() <= _CAPTION.keys():
        raise ValueError(f"wants a mapping of {', '.join(_CAPTION)}")
    return {key: _CAPTION[key](item) for key, item in value.items()}


def _paper(value: Any) -> str:
    size = str(value).lower().removesuffix("paper").removeprefix("us-")
    return str(_one_of(*PAPERS)(size))


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("wants a mapping")
    return value


_NUMBERS = {"margin": (5, 80), "fontsize": (6, 24), "linestretch": (0.8, 4), "indent": (0, 40)}

KEYS: Mapping[str, Callable[[Any], Any]] = {
    "description": _text,
    "extends": _text,
    "papersize": _paper,
    **{key: _number(*bounds) for key, bounds in _NUMBERS.items()},
    **dict.fromkeys(("font", "references", "csl"), _text),
    **dict.fromkeys(("justify", "titlepage", "cover", "references-page", "linenumbers", "numbersections"), _flag),
    **dict.fromkeys(("chapters", "figures-at-end", "blind"), _flag),
    "columns": _one_of(1, 2),
    "numbering": _one_of(*NUMBERINGS),
    "abstract": _one_of("heading", "run-in"),
    "pagenumbers": _one_of("bottom", "top"),
    "lists": _lists,
    "figure": _caption,
    "table": _caption,
    "word": _mapping,
    "limits": _mapping,
}
"""Every key of `profile.yaml` with the function that checks its value, and raises ValueError with what is wanted."""

FRONT_MATTER = (
    *("papersize", "fontsize", "linestretch", "margin", "indent", "columns"),
    *("justify", "titlepage", "linenumbers", "numbersections", "figures-at-end"),
)
"""What a paper's front matter may say otherwise."""


def adapted(profile: Profile, meta: Mapping[str, str | bool]) -> Profile:
    """The profile with what a paper's front matter says of it, under pandoc's names. Raises UserError."""
    changes: dict[str, Any] = {}
    for key in FRONT_MATTER:
        value = meta.get(key)
        if value in (None, ""):
            continue
        if KEYS[key] is _flag:
            value = str(value).lower() == "true"
        elif key == "columns":
            value = int(value) if str(value).isdecimal() else value  # type: ignore[assignment]
        try:
            changes[key.replace("-", "_")] = KEYS[key](value)
        except ValueError as error:
            raise UserError(f"{key} {error}") from None
    return replace(profile, **changes)


def roman(number: int) -> str:
    """The number, 1 to 3999, in Roman numerals."""
    written = ""
    for value, letters in zip(_ROMAN_VALUES, _ROMAN, strict=True):
        count, number = divmod(number, value)
        written += letters * count
    return written


_ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)


def identity(profile: Profile) -> str:
    """All that the profile says, as one text: two profiles that build alike have the same."""
    said = [f"{item.name}={getattr(profile, item.name)!r}" for item in fields(profile) if item.name != "folders"]
    return "\n".join(said)
