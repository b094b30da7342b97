"""Builds the PDF and the DOCX of a paper: pandoc reads, `prepare` makes safe, pandoc and Typst write.

Starts pandoc, reads only what the paper names inside its folder, and writes only whole files. Knows no command line.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mslint.engine import Progress, silent
from mslint.errors import UserError
from mslint.model import Diagnostic, Document, Severity

if TYPE_CHECKING:
    from mslint.build.prepare import Paper
    from mslint.build.profile import Profile
    from mslint.build.verify import Expected, Verified

FORMATS = ("pdf", "docx", "html", "jats", "tex", "typ", "md")
USUAL = ("pdf", "docx")
SUFFIXES = {"jats": "xml"}
"""Where a format's files end otherwise than it is called."""


@dataclass(frozen=True, slots=True)
class Built:
    """The files that were written, and what is wrong with the paper, in source order. `verified` is what was found when
    the files were opened again: PDF and DOCX.
    """

    files: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]
    verified: tuple[Verified, ...] = ()


def build(
    document: Document,
    *,
    profiles: Sequence[str] = ("manuscript",),
    formats: Sequence[str] = USUAL,
    out: Path,
    folder: Path | None = None,
    home: Path | None = None,
    language: str = "en",
    engine: str = "typst",
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
    from mslint.build import verify

    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UserError(f"cannot build “{unknown[0]}”; there is {', '.join(FORMATS)}")
    path = document.path
    folder = folder or _folder(path)
    wanted = [looks.load(name, home or folder) for name in dict.fromkeys(profiles)]
    made: dict[str, bytes] = {}
    problems: dict[Diagnostic, None] = {}
    verified: list[Verified] = []
    for profile in wanted:
        stem = path.stem if len(wanted) == 1 else f"{path.stem}-{profile.name}"
        with tempfile.TemporaryDirectory(prefix="mslint-") as stage:
            progress(f"building {path.name}", 0, len(formats) + 1)
            try:
                task = _Task(document, profile, tuple(formats), folder, Path(stage), _name(stem), language, engine)
                content, found, expected = _make(task, progress)
            except UserError as error:
                raise UserError(f"{path}: cannot be built: {error}") from None
            except RecursionError:
                raise UserError(f"{path}: cannot be built: its lists or quotes are nested too deeply") from None
        named = {name.replace(_PAPER, stem, 1): raw for name, raw in content.items()}
        verified += [seen for name, raw in named.items() if (seen := verify.verify(name, raw, expected))]
        made |= named
        problems |= dict.fromkeys(found)
    for name, raw in made.items():
        files.write(out / name, raw)
    told = sorted(problems, key=lambda problem: (problem.span, problem.rule))
    return Built(tuple(out / name for name in made), tuple(told), tuple(verified))


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


@dataclass(frozen=True, slots=True)
class _Task:
    """One profile's share of a build. `figures` is the folder of figures, in the stage and beside what needs them."""

    document: Document
    profile: Profile
    formats: tuple[str, ...]
    folder: Path
    stage: Path
    figures: str
    language: str
    engine: str


def _name(stem: str) -> str:
    """The name of a folder of figures that needs no escape in any format."""
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', stem).strip('-') or 'paper'}-figures"


_PAPER = "\0"
"""Stands for the paper's name in those of its files."""


def _make(task: _Task, progress: Progress) -> tuple[dict[str, bytes], list[Diagnostic], Expected]:
    """The content of each file, made side by side, the problems, and what the files must have."""
    from mslint.build import dates, front, markup, tree
    from mslint.build.prepare import prepare
    from mslint.build.profile import adapted
    from mslint.build.verify.expected import expected

    document, stage = task.document, task.stage
    ast = _read(document, stage)
    profile = adapted(task.profile, {key: tree.scalar(value) for key, value in ast["meta"].items()})
    paper, problems = prepare(
        ast, document, profile, folder=task.folder, stage=stage, figures=task.figures, language=task.language
    )
    paper, messages = _cited(paper, profile, stage)
    date = dates.read(tree.plain(paper.front.date))
    progress(f"building {document.path.name}", 1, len(task.formats) + 1)
    made: dict[str, bytes] = {}
    with ThreadPoolExecutor(len(FORMATS)) as threads:
        running = {
            name: threads.submit(maker, paper, profile, date, stage)
            for name, maker in markup.WRITERS.items()
            if name in _needed(task)
        }
        if "docx" in task.formats:
            from mslint.build import word

            reference = word.reference(profile)  # asks the cache, which is for this thread alone
            running["docx"] = threads.submit(word.make, paper, profile, reference, date, stage)
        if "typ" in _needed(task):
            from mslint.build import pdf

            pdf_, typ, said = pdf.make(paper, profile, date, stage)
            made |= {"pdf": pdf_, "typ": typ.encode()}
            messages += said
            problems += pdf.missing_glyphs(typ, document, profile)
        for name, thread in running.items():
            made[name], said = thread.result()
            messages += said
    _tell(messages, document, problems)
    if "pdf" in task.formats and task.engine != "typst":
        made["pdf"] = _by_engine(task, made)
    progress(f"building {document.path.name}", len(task.formats) + 1, len(task.formats) + 1)
    files = {f"{_PAPER}.{SUFFIXES.get(name, name)}": made[name] for name in task.formats}
    if {"tex", "typ", "md", "jats"} & set(task.formats):
        drawn = markup.DRAWN if "tex" in task.formats else {}
        names = {
            str(Path(name).with_suffix(f".{drawn[Path(name).suffix]}"))
            for name in paper.figures
            if Path(name).suffix in drawn
        }
        files |= {name: (stage / name).read_bytes() for name in sorted({*paper.figures, *names})}
    page = front.read(ast["meta"], task.language)
    return files, problems, expected(paper, document, page if profile.blind else None)


def _needed(task: _Task) -> set[str]:
    """The formats asked for, and those that others are made from."""
    through = {"typst": "typ", "latex": "tex", "weasyprint": "html"}[task.engine]
    return {*task.formats, through} if "pdf" in task.formats else set(task.formats)


def _by_engine(task: _Task, made: dict[str, bytes]) -> bytes:
    from mslint.build import engines

    return engines.latex(task.stage) if task.engine == "latex" else engines.weasyprint(made["html"])


def _cited(paper: Paper, profile: Profile, stage: Path) -> tuple[Paper, list[dict[str, Any]]]:
    """The paper with its citations and reference list written, in the order of the profile; and pandoc's messages."""
    from mslint.build import arrange, pandoc, tree

    messages: list[dict[str, Any]] = []
    blocks = paper.blocks
    if paper.cites:
        sources = [f"--bibliography={name}" for name in paper.bibliographies]
        style = [f"--csl={paper.csl}"] if paper.csl else []
        meta = {**paper.meta, "lang": {"t": "MetaString", "c": paper.front.language}}
        ast = {"pandoc-api-version": tree.API, "meta": meta, "blocks": blocks}
        arguments = ["--from=json", "--to=json", "--citeproc", *sources, *style]
        messages = pandoc.run(arguments, json.dumps(ast).encode(), stage, "cited.json")
        blocks = json.loads((stage / "cited.json").read_bytes())["blocks"]
    return replace(paper, blocks=arrange.arranged(blocks, profile), meta={}), messages


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
