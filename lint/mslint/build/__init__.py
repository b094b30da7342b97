"""Builds the PDF and the DOCX of a paper: pandoc reads, `prepare` makes safe, pandoc and Typst write.

Starts pandoc, reads only what the paper names inside its folder, and writes only whole files. Knows no command line.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mslint.engine import Progress, silent
from mslint.errors import UserError
from mslint.model import Diagnostic, Document, Severity

if TYPE_CHECKING:
    from mslint.build.profile import Profile

FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Built:
    """The files that were written, and what is wrong with them, in source order."""

    files: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]


def build(
    document: Document,
    *,
    profiles: Sequence[str] = ("manuscript",),
    formats: Sequence[str] = FORMATS,
    out: Path,
    folder: Path | None = None,
    home: Path | None = None,
    language: str = "en",
    progress: Progress = silent,
) -> Built:
    """Write the document in these formats to `out`, named after its file; the same input gives the same bytes.

    Where there are several profiles, each file's name ends with its profile's. Profiles are shipped ones, or folders
    below `home` (default: `folder`). Figures, bibliographies and citation styles are read from `folder` (default: that
    of the document) and from nowhere outside it. `language` (BCP 47) is used if the paper names none. What the paper
    lacks is a problem and leaves a mark in the text; UserError is raised, and nothing written, if a format cannot be
    made at all.
    """
    from mslint import files
    from mslint.build import profile as looks

    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UserError(f"cannot build “{unknown[0]}”; there is {', '.join(FORMATS)}")
    path = document.path
    folder = folder or _folder(path)
    wanted = [looks.load(name, home or folder) for name in dict.fromkeys(profiles)]
    made: dict[str, bytes] = {}
    problems: dict[Diagnostic, None] = {}
    for profile in wanted:
        stem = path.stem if len(wanted) == 1 else f"{path.stem}-{profile.name}"
        with tempfile.TemporaryDirectory(prefix="mslint-") as stage:
            progress(f"building {path.name}", 0, len(formats) + 1)
            try:
                content, found = _make(document, profile, formats, folder, Path(stage), language, progress)
            except UserError as error:
                raise UserError(f"{path}: cannot be built: {error}") from None
            except RecursionError:
                raise UserError(f"{path}: cannot be built: its lists or quotes are nested too deeply") from None
        made |= {f"{stem}.{suffix}": raw for suffix, raw in content.items()}
        problems |= dict.fromkeys(found)
    for name, raw in made.items():
        files.write(out / name, raw)
    told = sorted(problems, key=lambda problem: (problem.span, problem.rule))
    return Built(tuple(out / name for name in made), tuple(told))


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _make(
    document: Document,
    profile: Profile,
    formats: Sequence[str],
    folder: Path,
    stage: Path,
    language: str,
    progress: Progress,
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The content of each format, made side by side, and the problems."""
    from mslint.build import dates, pdf, tree, word
    from mslint.build.prepare import prepare
    from mslint.build.profile import adapted

    ast = _read(document, stage)
    profile = adapted(profile, {key: tree.scalar(value) for key, value in ast["meta"].items()})
    paper, problems = prepare(ast, document, profile, folder=folder, stage=stage, language=language)
    date = dates.read(tree.plain(paper.front.date))
    progress(f"building {document.path.name}", 1, len(formats) + 1)
    made: dict[str, bytes] = {}
    with ThreadPoolExecutor(len(FORMATS)) as threads:
        docx = None
        if "docx" in formats:
            reference = word.reference(profile)  # asks the cache, which is for this thread alone
            docx = threads.submit(word.make, paper, profile, reference, date, stage)
        if "pdf" in formats:
            made["pdf"], typst, messages = pdf.make(paper, profile, date, stage)
            problems += pdf.missing_glyphs(typst, document, profile)
            _tell(messages, document, problems)
        if docx:
            made["docx"], messages = docx.result()
            _tell(messages, document, problems)
    progress(f"building {document.path.name}", len(formats) + 1, len(formats) + 1)
    return {name: made[name] for name in formats}, problems


def _read(document: Document, stage: Path) -> Any:
    """Pandoc's tree of the document."""
    from mslint.build import pandoc
    from mslint.build.plain import to_markdown

    plain = document.format == "plain"
    text = to_markdown(document) if plain else document.text
    arguments = [f"--from={'markdown-smart' if plain else 'markdown'}", "--to=json"]
    pandoc.run(arguments, text.encode(), stage, "paper.json")
    return json.loads((stage / "paper.json").read_bytes())


def _tell(messages: Sequence[dict[str, Any]], document: Document, problems: list[Diagnostic]) -> None:
    """Add what pandoc's messages say of the paper, each once."""
    from mslint.build.prepare import place, unknown_key

    for message in messages:
        if message["type"] == "CiteprocWarning":
            words = str(message["message"])
            if words.startswith("citation ") and words.endswith(" not found"):
                unknown_key(document, words[len("citation ") : -len(" not found")], problems)
        elif message["type"] == "CouldNotConvertTeXMath":
            formula = re.sub(r" \\qquad \\text\{\(\d+\)\}$", "", str(message["contents"]))
            why = str(message["message"]).splitlines()[2:3]
            text = f"“{formula[:60]}” is no formula that pandoc can read, and is shown as it stands: {' '.join(why)}"
            problem = Diagnostic("build.formula", place(document, formula), text, Severity.ERROR)
            if problem not in problems:
                problems.append(problem)


def pandoc_version() -> str:
    """The version of pandoc that builds. Raises UserError if there is none."""
    from mslint.build import pandoc

    return pandoc.version()


def typst_version() -> str:
    """The version of the Typst wheel. Raises UserError if there is none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("typst")
    except PackageNotFoundError as error:
        raise UserError(f"Typst is not there ({error}): install the package typst") from None
