"""Builds the PDF and the DOCX of a paper: pandoc reads, `prepare` makes safe, pandoc and Typst write.

Starts pandoc, reads only what the paper names inside its folder, and writes only whole files. Knows no command line.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
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
    from mslint.build.tree import Node
    from mslint.build.verify import Expected, Verified

FORMATS = ("pdf", "docx", "html", "jats", "tex", "typ", "md")
USUAL = ("pdf", "docx")
SUFFIXES = {"jats": "xml"}
"""Where a format's files end otherwise than it is called."""


@dataclass(frozen=True, slots=True)
class Built:
    """The files that were written, and what is wrong with the paper, in source order. `verified` is what was found when
    the files were opened again: PDF and DOCX. Files that would come out the same are not written anew (`fresh` False).
    """

    files: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]
    verified: tuple[Verified, ...] = ()
    fresh: bool = True


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
    from mslint.build import kept
    from mslint.build import profile as looks

    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UserError(f"cannot build “{unknown[0]}”; there is {', '.join(FORMATS)}")
    path = document.path
    folder = folder or _folder(path)
    wanted = [looks.load(name, home or folder) for name in dict.fromkeys(profiles)]
    key = kept.key(document, wanted, str(folder), str(out), language, engine, *formats)
    if known := kept.get(key, folder, out):
        return Built(*known, fresh=False)
    made: dict[str, bytes] = {}
    read: dict[str, bytes | None] = {}
    problems: dict[Diagnostic, None] = {}
    verified: list[Verified] = []
    for profile in wanted:
        stem = path.stem if len(wanted) == 1 else f"{path.stem}-{profile.name}"
        with tempfile.TemporaryDirectory(prefix="mslint-") as stage:
            progress(f"building {path.name}", 0, len(formats) + 1)
            try:
                task = _Task(document, profile, tuple(formats), folder, Path(stage), stem, language, engine)
                result = _make(task, progress)
            except UserError as error:
                raise UserError(f"{path}: cannot be built: {error}") from None
            except RecursionError:
                raise UserError(f"{path}: cannot be built: its lists or quotes are nested too deeply") from None
        named = {name.replace(_PAPER, stem, 1): raw for name, raw in result.files.items()}
        verified += result.verified
        made |= named
        read |= result.read
        problems |= dict.fromkeys(result.problems)
    for name, raw in made.items():
        files.write(out / name, raw)
    told = sorted(problems, key=lambda problem: (problem.span, problem.rule))
    kept.put(key, made, read, told, verified)
    return Built(tuple(out / name for name in made), tuple(told), tuple(verified))


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


@dataclass(frozen=True, slots=True)
class _Task:
    """One profile's share of a build. `stem` is what its files are called."""

    document: Document
    profile: Profile
    formats: tuple[str, ...]
    folder: Path
    stage: Path
    stem: str
    language: str
    engine: str


def _name(stem: str) -> str:
    """The name of a folder of figures that needs no escape in any format."""
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', stem).strip('-') or 'paper'}-figures"


@dataclass(frozen=True, slots=True)
class _Made:
    """What came of a task. `read` are the files that it asked the folder for, None for one that is not there."""

    files: dict[str, bytes]
    problems: list[Diagnostic]
    verified: list[Verified]
    read: Mapping[str, bytes | None]


_PAPER = "\0"
"""Stands for the paper's name in those of its files."""


def _make(task: _Task, progress: Progress) -> _Made:
    """Read, prepare and write one paper in one profile."""
    from mslint.build import front, tree
    from mslint.build.prepare import prepare
    from mslint.build.profile import adapted
    from mslint.build.verify.expected import expected

    document, stage = task.document, task.stage
    ast = _read(document, stage)
    profile = adapted(task.profile, {key: tree.scalar(value) for key, value in ast["meta"].items()})
    paper, problems = prepare(
        ast, document, profile, folder=task.folder, stage=stage, figures=_name(task.stem), language=task.language
    )
    paper, messages = _cited(paper, profile, stage)
    progress(f"building {document.path.name}", 1, len(task.formats) + 1)
    page = front.read(ast["meta"], task.language)
    expect = expected(paper, document, page if profile.blind else None)
    try:
        made, said, more, verified = _written(task, paper, profile, expect)
    except UserError as error:
        raise UserError(_as_named(str(error), paper)) from None
    _tell([*messages, *said], document, problems)
    progress(f"building {document.path.name}", len(task.formats) + 1, len(task.formats) + 1)
    files = {f"{_PAPER}.{SUFFIXES.get(name, name)}": made[name] for name in task.formats}
    files |= _figures(task, paper)
    return _Made(files, [*problems, *more], verified, paper.read)


def _written(
    task: _Task, paper: Paper, profile: Profile, expect: Expected
) -> tuple[dict[str, bytes], list[dict[str, Any]], list[Diagnostic], list[Verified]]:
    """The content of each format, made side by side; pandoc's messages; what the PDF's fonts have not got; what was
    found when the files were opened again, the PDF while others are still made.
    """
    from mslint.build import dates, engines, markup, tree
    from mslint.build.verify import verify

    date = dates.read(tree.plain(paper.front.date))
    needed = _needed(task)
    made: dict[str, bytes] = {}
    messages: list[dict[str, Any]] = []
    problems: list[Diagnostic] = []
    verified: dict[str, Verified | None] = {}
    with ThreadPoolExecutor(len(FORMATS)) as threads:
        makers = {name: maker for name, maker in markup.WRITERS.items() if name in needed}
        running = {name: threads.submit(maker, paper, profile, date, task.stage) for name, maker in makers.items()}
        if "docx" in needed:
            from mslint.build import word

            reference = word.reference(profile)  # asks the cache, which is for this thread alone
            running["docx"] = threads.submit(word.make, paper, profile, reference, date, task.stage)
        if "typ" in needed:
            from mslint.build import pdf

            made["pdf"], text, messages = pdf.make(paper, profile, date, task.stage)
            made["typ"] = text.encode()
            problems = pdf.missing_glyphs(text, task.document, profile)
            if "pdf" in task.formats and task.engine == "typst":
                verified["pdf"] = verify(f"{task.stem}.pdf", made["pdf"], expect)
        for name, thread in running.items():
            made[name], said = thread.result()
            messages += said
    if "pdf" in needed and task.engine == "latex":
        made["pdf"] = engines.latex(task.stage)
    elif "pdf" in needed and task.engine == "weasyprint":
        made["pdf"] = engines.weasyprint(made["html"])
        problems = _unset_formulas(paper, task.document)
    for name in task.formats:
        if name not in verified:
            verified[name] = verify(f"{task.stem}.{SUFFIXES.get(name, name)}", made[name], expect)
    return made, messages, problems, [seen for name in task.formats if (seen := verified[name])]


def _unset_formulas(paper: Paper, document: Document) -> list[Diagnostic]:
    """One diagnostic if the paper has formulas, which WeasyPrint cannot set, at the first."""
    from mslint.build import tree
    from mslint.build.prepare import place

    formulas: list[str] = []

    def note(node: dict[str, Any]) -> None:
        if node["t"] == "Math":
            formulas.append(node["c"][1].partition(r" \qquad \text{(")[0])

    tree.walk(paper.blocks, note)
    if not formulas:
        return []
    text = f"WeasyPrint sets no formulas: “{formulas[0][:60]}” is a row of letters in the PDF; leave `engine:` out"
    return [Diagnostic("build.formula", place(document, formulas[0]), text, Severity.ERROR)]


def _as_named(words: str, paper: Paper) -> str:
    """An error's words with the author's names of figures for those of the stage."""
    for name, target in paper.files.items():
        words = words.replace(f"“{name}”", f"“{target}”")
    return words


def _figures(task: _Task, paper: Paper) -> dict[str, bytes]:
    """The files that lie beside those formats that have no pictures in them."""
    from mslint.build.markup import DRAWN

    if not {"tex", "typ", "md", "jats"} & set(task.formats):
        return {}
    names = list(paper.figures)
    if "tex" in task.formats:
        paths = [Path(name) for name in names]
        names += [str(path.with_suffix(f".{DRAWN[path.suffix]}")) for path in paths if path.suffix in DRAWN]
    return {name: (task.stage / name).read_bytes() for name in names}


def _needed(task: _Task) -> set[str]:
    """The formats asked for, and those that others are made from."""
    through = {"typst": "typ", "latex": "tex", "weasyprint": "html"}[task.engine]
    return {*task.formats, through} if "pdf" in task.formats else set(task.formats)


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
        cited = json.loads((stage / "cited.json").read_bytes())["blocks"]
        blocks = tree.walk(cited, _without_active_link)
    return replace(paper, blocks=arrange.arranged(blocks, profile), meta={}), messages


def _without_active_link(node: Node) -> Node | None:
    """Addresses in bibliographies come only with their citations."""
    from mslint.build import prepare

    return prepare.unlinked(node, _without_active_link) if prepare.is_active(node) else None


DEEPEST = 50
"""Lists in lists that are built, and that are read: pandoc reads the text of each anew at every level."""


def _read(document: Document, stage: Path) -> Any:
    """Pandoc's tree of the document. Raises UserError for what pandoc would unfold without end."""
    from mslint.build import pandoc
    from mslint.build.plain import to_markdown
    from mslint.readers.markdown.frontmatter import UNFOLDS

    for problem in document.problems:
        if problem.rule == UNFOLDS:
            raise UserError(problem.message)
    if any(block.level > DEEPEST for block in document.prose("item")):
        raise UserError(f"its lists are nested more than {DEEPEST} deep")

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
