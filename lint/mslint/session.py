"""From a manuscript to settled findings: reads, runs the engine, remembers, fixes. No printing, no click."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mslint import cache, codec, files, filing, vale_ini
from mslint import config as settings
from mslint.config import Config
from mslint.engine import Checker, NotChecked, Outcome, Progress, silent
from mslint.errors import UserError
from mslint.filing import FileReport
from mslint.inputs import Job
from mslint.model import Bibliography, Diagnostic, Document, Fix, Severity, Source, Span
from mslint.suppressions import names

if TYPE_CHECKING:
    from mslint.checks import CheckRule
    from mslint.checks.journal import JournalChecker
    from mslint.checks.journal.figures import Image
    from mslint.checks.journal.limits import Limits
    from mslint.fixes import Applied
    from mslint.grammar.checker import GrammarChecker, GrammarSettings
    from mslint.rules import Rule, RuleChecker

MISSING = "references.missing-bibliography"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking one manuscript: findings by file, what was not checked, how many were held back."""

    job: Job
    outcome: Outcome  # positions in the source
    bibliographies: tuple[tuple[Path, str], ...] = ()
    suppressed: int = 0

    @property
    def files(self) -> tuple[FileReport, ...]:
        return tuple(filing.by_file(self.job.source, self.outcome.diagnostics, self.bibliographies))


# --- reading ---------------------------------------------------------------------------------------------------------


def read(job: Job) -> tuple[Document, Config]:
    """The job's document with its bibliographies, and its settings with its front matter's on top."""
    document, config = _read_text(job)
    return _with_works(document, config), config


def _read_text(job: Job) -> tuple[Document, Config]:
    """The job's document as its reader gives it, sections with their final roles, and its settings."""
    from mslint.readers import read as read_source

    document = read_source(job.source)
    config = settings.with_preset(settings.with_front_matter(job.config, document.meta, job.source.path))
    return replace(_with_roles(document, config), reading=replace(config.reading, year=_year())), config


def _with_works(document: Document, config: Config) -> Document:
    """The document with its citations, references and bibliographies."""
    from mslint.readers.bibliography import csl_references
    from mslint.readers.works import with_works

    document = with_works(document)
    listed = document.meta.get("references")
    if listed:
        document = replace(document, references=(*document.references, *csl_references(listed, document.text)))
    found: list[Bibliography] = []
    problems: list[Diagnostic] = []
    for name, folder in _bibliography_names(document, config):
        path = _shown(folder / name)
        if (folder / name).is_file():
            found.append(_bibliography(path))
        else:
            at = max(document.text.find(name), 0)
            message = f"The bibliography “{name}” is not there (looked for {path})."
            problems.append(Diagnostic(MISSING, Span(at, at + len(name)), message, Severity.ERROR))
    return replace(document, bibliographies=tuple(found), problems=(*document.problems, *problems))


def _year() -> int:
    """The year that it is."""
    from datetime import date

    return date.today().year


def _with_roles(document: Document, config: Config) -> Document:
    """The document with the roles that mslint.yaml gives to headings; sections below go with them."""
    if not config.roles:
        return document
    sections = list(document.sections)
    for title, role in config.roles:
        for at, section in enumerate(sections):
            if section.title.casefold() != title.casefold():
                continue
            old = section.role
            below = {at}
            for under, child in enumerate(sections):
                if child.parent in below and child.role == old:
                    below.add(under)
            for under in below:
                sections[under] = replace(sections[under], role=role)
    return replace(document, sections=tuple(sections))


def _bibliography_names(document: Document, config: Config) -> Iterator[tuple[str, Path]]:
    """Names of bibliography files and the folder each is looked for in."""
    named = document.meta.get("bibliography") or []
    for name in [named] if isinstance(named, str) else named if isinstance(named, list) else []:
        if isinstance(name, str):
            yield name, document.path.parent
    for name in config.bibliography:
        yield name, config.folder


def _bibliography(path: Path) -> Bibliography:
    from mslint.readers.bibliography import read as read_bibliography

    return read_bibliography(path, files.read(path)[0])


def _shown(path: Path) -> Path:
    """The path as people read it: from the current folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


# --- checking --------------------------------------------------------------------------------------------------------


def check(job: Job, progress: Progress = silent) -> Checked:
    """The job's findings, from the cache where nothing has changed since."""
    return _remembered(job) or _check(job, progress)


def check_all(
    todo: Sequence[Job], progress: Progress = silent, early: Callable[[Checked], None] | None = None
) -> Iterator[Checked]:
    """The findings of each job, in order; several changed ones are checked side by side.

    Where LanguageTool lets the first that changed wait, `early` is given what the other engines found in it.
    """
    known = [_remembered(job) for job in todo]
    changed = [job for job, checked in zip(todo, known, strict=True) if checked is None]
    if len(changed) < 2:
        yield from (checked or _check(job, progress, early) for job, checked in zip(todo, known, strict=True))
        return
    from concurrent.futures import ProcessPoolExecutor

    first = _check(changed[0], progress, early)  # starts what all need: caches, the LanguageTool server
    with ProcessPoolExecutor(min(len(changed) - 1, os.cpu_count() or 1)) as pool:
        fresh = iter([pool.submit(_check, job) for job in changed[1:]])
        for done, (job, checked) in enumerate(zip(todo, known, strict=True), 1):
            if checked is None:
                checked = first if job is changed[0] else next(fresh).result()
            progress("files", done, len(todo))
            yield checked


def _check(job: Job, progress: Progress = silent, early: Callable[[Checked], None] | None = None) -> Checked:
    from mslint import engine

    document, config = _read_text(job)
    _refuse_unknown_rules(config)
    grammar = _grammar_checkers(config)
    late = [checker for checker in grammar if checker.begin(document)]  # they start and work while the others do
    if config.vale is None or wanted_checks(config):
        document = _with_works(document, config)
    limits = [] if job.part else journal_limits(config)
    images = _images(document) if limits else {}
    wanted: list[Checker] = [*_own_checkers(config, job.part), *_journal(limits, images, config)]
    if early and late:
        wanted = [engine.Done(checker.check(document, progress)) for checker in wanted]
        early(_settled(job, document, config, wanted, progress, [AWAITED]))
    checked = _settled(job, document, config, [*wanted, *grammar], progress)
    _remember(job, checked, document, (repr(limits), _states(images)))
    return checked


AWAITED = NotChecked("grammar", "LanguageTool has not answered yet")


def _settled(
    job: Job,
    document: Document,
    config: Config,
    wanted: Sequence[Checker],
    progress: Progress,
    missed: Sequence[NotChecked] = (),
) -> Checked:
    """What these checkers find, as the settings and the comments in the text want it. `missed` is told with it."""
    from mslint import engine, suppressions

    outcome = engine.check(document, wanted, progress, _adjuster(document, config))
    told = (*outcome.not_checked, *missed, *([OF_THE_WHOLE] if job.part else []))
    without = [*(item.what for item in told), *(WHOLE if job.part else ())]
    if not config.languagetool.enabled:
        without.append("grammar")
    left, hidden = suppressions.apply(document, outcome.diagnostics, _ran(config, without), config.suppress)
    return Checked(
        replace(job, config=config),
        Outcome(tuple(engine.in_order(left)), told),
        tuple((b.path, b.text) for b in document.bibliographies),
        hidden,
    )


WHOLE = ("argument", "citations", "crossrefs", "journal", "references", "terms")
"""Packs whose findings rest on the whole of a manuscript."""

OF_THE_WHOLE = NotChecked(
    "what needs the whole manuscript",
    "this is one file of several; check their folder for citations, cross-references, terms and the argument",
)


def journal_limits(config: Config) -> list[Limits]:
    """The limits of the build profiles that the settings name. Raises UserError naming the file, the line and the key.

    The profile that is built where none is named has none.
    """
    if config.build.profiles == settings.BuildConfig().profiles:
        return []
    from mslint.build import limits

    return limits.of(config.build.profiles, config.folder)


def _images(document: Document) -> dict[str, tuple[Path, Image]]:
    from mslint.build import limits

    return limits.images(document)


def _journal(
    limits: Sequence[Limits], images: Mapping[str, tuple[Path, Image]], config: Config
) -> Iterator[JournalChecker]:
    if not limits:
        return
    from mslint.checks import journal

    wanted = [rule.id for rule in journal.RULES if _selected(config, rule.id, rule.default)]
    if wanted:
        yield journal.JournalChecker(limits, {name: image for name, (_, image) in images.items()}, wanted)


def checkers(config: Config, part: bool = False) -> list[Checker]:
    """What to run under these settings, on a whole manuscript or on a `part` of one."""
    return [*_own_checkers(config, part), *_grammar_checkers(config)]


def _own_checkers(config: Config, part: bool) -> list[Checker]:
    """All but LanguageTool."""
    from mslint.checks import CheckChecker

    if _has_no_style(config):
        return [vale_ini.NoStyle()]
    patterns = tuple(rule for rule in wanted_rules(config) if rule.kind != SEQUENCE)
    checks_to_run = [rule for rule in wanted_checks(config) if not part or not names(WHOLE, rule.id)]
    out: list[Checker] = [_rule_checker(patterns), CheckChecker(checks_to_run)]
    if spelling := _wanted_spelling(config):
        from mslint.spelling.checker import SpellingChecker, SpellingSettings

        out.append(SpellingChecker(SpellingSettings(config.language, config.languages, config.vocabulary, spelling)))
    return out


def _grammar_checkers(config: Config) -> list[GrammarChecker]:
    """LanguageTool, if it is wanted."""
    if not config.languagetool.enabled or _has_no_style(config):
        return []
    if not _may_select(config, "grammar") and all(rule.kind != SEQUENCE for rule in wanted_rules(config)):
        return []
    from mslint.grammar.checker import GrammarChecker

    return [GrammarChecker(replace(grammar_settings(config), speller=not _wanted_spelling(config)))]


def _wanted_spelling(config: Config) -> frozenset[str]:
    """The rules of the speller that are on."""
    from mslint.spelling.rules import RULES

    return frozenset(rule.id for rule in RULES if _selected(config, rule.id, rule.default))


def _has_no_style(config: Config) -> bool:
    """Whether the settings are Vale's and name no style for the manuscript."""
    return config.vale is not None and not config.select


@lru_cache(maxsize=4)
def _rule_checker(patterns: tuple[Rule, ...]) -> RuleChecker:
    """The same for all manuscripts with the same rules: what it compiles is compiled once."""
    from mslint.rules import RuleChecker

    return RuleChecker(patterns)


SEQUENCE = "sequence"
"""The kind of rules that LanguageTool runs."""


def sequence_rules(config: Config) -> tuple[Rule, ...]:
    """The rules that LanguageTool is to run: all that may be on, so that `--select` asks for no other server."""
    chosen = {*config.select, *(name for name, _ in config.severity)}
    loaded = (rule for rule in all_rules(config) if rule.kind == SEQUENCE)
    return tuple(rule for rule in loaded if rule.default or rule.id in chosen)


def all_rules(config: Config) -> tuple[Rule, ...]:
    """The rules of the packs named, on or off."""
    from mslint import rules

    loaded = rules.load(pack_folders(config))
    if config.vale is None:
        return loaded
    return vale_ini.with_vocabulary(loaded, config.vale.accept, config.vale.reject, config.path or config.folder)


def wanted_rules(config: Config) -> tuple[Rule, ...]:
    """The rules of the packs named that are on, with the severities of the settings."""
    return tuple(rule for rule in all_rules(config) if _selected(config, rule.id, rule.default))


def wanted_checks(config: Config) -> tuple[CheckRule, ...]:
    """The rules of the checks that are on."""
    named = (*config.select, *(name for name, _ in config.severity))
    if config.select and all(names(["grammar"], name) for name in named):
        return ()  # no check is LanguageTool's, and they take as long to load as a paper to be read
    from mslint import checks

    return tuple(rule for rule in checks.rules() if _selected(config, rule.id, rule.default))


def unknown_rules(config: Config, wanted: Sequence[str]) -> list[str]:
    """Those of the names that are no rule and no pack under these settings; LanguageTool's rules are not looked up."""
    asked = [name for name in wanted if name.partition(".")[0] != "grammar"]
    if not asked:
        return []
    known = _known_names(all_rules(config), config.vale is not None)
    return [name for name in asked if name not in known]


@lru_cache(maxsize=4)
def _known_names(loaded: tuple[Rule, ...], with_vales: bool) -> frozenset[str]:
    """The ids of rules and checks, and the packs that they are in."""
    from mslint import checks

    ids = [*(rule.id for rule in loaded), *(rule.id for rule in checks.rules())]
    ids += [f"Vale.{name}" for name in vale_ini.BUILT_IN] if with_vales else []
    return frozenset(name[:end] for name in ids for end in (*_dots(name), len(name)))


def _dots(name: str) -> Iterator[int]:
    return (at for at, char in enumerate(name) if char == ".")


def _refuse_unknown_rules(config: Config) -> None:
    """Raises UserError for a rule or pack that the settings name and that is not there."""
    named: list[tuple[str, Sequence[str]]] = [("select", config.select), ("ignore", config.ignore)]
    named += [("severity", [name for name, _ in config.severity]), ("sections", [name for name, _ in config.sections])]
    named += [("suppress", [name for name, _ in config.suppress])]
    for key, wanted in named:
        for name in unknown_rules(config, wanted):
            raise UserError(f"{config.path or config.folder}: {key}: no rule or pack is called “{name}”")


def pack_folders(config: Config) -> list[Path]:
    """The folders of the packs that the settings name, shipped ones first. Raises UserError for an unknown one."""
    from mslint.rules import shipped_packs

    shipped = shipped_packs()
    out = [] if config.vale or any(name in shipped for name in config.packs) else list(shipped.values())
    for name in config.packs:
        folder = shipped.get(name) or config.folder / name
        if not folder.is_dir():
            known = ", ".join(shipped)
            raise UserError(f"{config.path or name}: packs: “{name}” is neither a shipped pack ({known}) nor a folder")
        out.append(folder)
    return out


def grammar_settings(config: Config) -> GrammarSettings:
    from mslint.grammar.checker import GrammarSettings

    tool = config.languagetool
    return GrammarSettings(
        language=config.language,
        level=tool.level,
        server_url=tool.server,
        directory=str(config.folder / tool.directory) if tool.directory else "",
        disabled=tool.disable,
        vocabulary=config.vocabulary,
        rules=sequence_rules(config),
        languages=config.languages,
    )


def language_of(document: Document, config: Config) -> str:
    """The language that the document is checked in, a BCP 47 tag."""
    from mslint import shipped
    from mslint.grammar import languages

    spellings = shipped.data("languagetool")["variants"]
    return languages.language_of(document, config.language, spellings, config.languages)


def _selected(config: Config, rule: str, default: bool) -> bool:
    """Whether a rule is to run: named in `select` and not in `ignore`; one that is off by default by its own id."""
    if names(config.ignore, rule):
        return False
    named = rule in config.select or any(rule == name for name, _ in config.severity)
    return named or (default and (not config.select or names(config.select, rule)))


def _may_select(config: Config, pack: str) -> bool:
    """Whether any rule of the pack can be wanted."""
    if names(config.ignore, pack):
        return False
    return not config.select or any(name == pack or name.startswith(pack + ".") for name in config.select)


def _adjuster(document: Document, config: Config) -> Callable[[Diagnostic], Diagnostic | None]:
    """Gives a finding with the severity that the settings give it, or None for one that they leave out."""
    table = sorted(config.severity, key=lambda item: len(item[0]))  # the more exact name wins
    left_out = list(_left_out(document, config))

    def adjust(diagnostic: Diagnostic) -> Diagnostic | None:
        if not _is_wanted(document, config, diagnostic):
            return None
        if diagnostic.path is None and any(s.start <= diagnostic.span.start < s.end for s in left_out):
            return None
        given = [severity for name, severity in table if names([name], diagnostic.rule)]
        diagnostic = replace(diagnostic, severity=given[-1]) if given else diagnostic
        return diagnostic if diagnostic.severity >= config.min_severity else None

    return adjust


def _left_out(document: Document, config: Config) -> Iterator[Span]:
    """What the settings' patterns leave out of the text. Raises UserError for one that takes too long."""
    from mslint.kinds.common import TIME_LIMIT, compiled

    for pattern in config.ignores:
        try:
            yield from (Span(*m.span()) for m in compiled(pattern).finditer(document.text, timeout=TIME_LIMIT))
        except TimeoutError:
            taken = f"took longer than {TIME_LIMIT:g} s on {document.path}"
            raise UserError(f"{config.path}: ignored pattern “{pattern}” {taken}") from None


def _is_wanted(document: Document, config: Config, diagnostic: Diagnostic) -> bool:
    from mslint.rules import reads_section

    if names(config.ignore, diagnostic.rule):
        return False
    if config.select and not names(config.select, diagnostic.rule) and not diagnostic.rule.startswith("mslint."):
        return False
    if diagnostic.path is not None:
        return True
    if config.vocabulary and document.text[diagnostic.span.start : diagnostic.span.end] in config.vocabulary:
        return False
    roles = next((roles for name, roles in config.sections if names([name], diagnostic.rule)), ())
    return not roles or reads_section(roles, _role_at(document, diagnostic.span.start))


def _role_at(document: Document, offset: int) -> str:
    at = next((block for block in document.blocks if block.span.start <= offset <= block.span.end), None)
    return document.role(at) if at is not None else ""


def _ran(config: Config, missed: Sequence[str]) -> Callable[[str], bool]:
    """Whether the rule or pack (or, for "", everything) ran."""

    def ran(rule: str) -> bool:
        if rule == "":
            return not missed and not config.select
        return (
            not names(missed, rule) and not names(config.ignore, rule) and _may_select(config, rule.partition(".")[0])
        )

    return ran


# --- fixing ----------------------------------------------------------------------------------------------------------

ROUNDS = 10


def fix(
    job: Job, choose: Callable[[Diagnostic], Fix | None], progress: Progress = silent, rounds: int = ROUNDS
) -> tuple[Source, list[Diagnostic]]:
    """The job's source with fixes applied until none is left, and the findings mended.

    Each round checks the text anew, so that a second run finds nothing to do. Stops where a text comes back.
    """
    from mslint import fixes

    mended: list[Diagnostic] = []
    seen = {job.source.text}
    for _ in range(rounds):
        applied: Applied = fixes.apply(job.source, check(job, progress).outcome.diagnostics, choose)
        if not applied.mended or applied.source.text in seen:
            break
        seen.add(applied.source.text)
        mended += applied.mended
        job = replace(job, source=applied.source)
    return job.source, mended


def save(source: Source) -> None:
    """Writes each file of the source whose text has changed."""
    for part in source.parts:
        text = source.text[part.span.start : part.span.end]
        if files.read(part.path)[0] != text:
            files.write(part.path, text, bom=part.bom)


# --- remembering -----------------------------------------------------------------------------------------------------


def _key(job: Job) -> str:
    """All that findings depend on, but for the bibliographies (which only the text names)."""
    source = job.source
    names_of_parts = [f"{part.path}:{part.span}" for part in source.parts]
    packs = [str(job.config.folder / name) for name in job.config.packs]
    return cache.digest(
        source.text, *names_of_parts, str(job.part), repr(job.config), str(_year()), _program(), *map(_listing, packs)
    )


@once
def _program() -> str:
    """What tells this mslint, its rules and its data from any other."""
    from mslint import shipped

    return _listing(str(Path(__file__).parent)) + _listing(str(shipped.folder("rules")))


def _listing(folder: str) -> str:
    """Names, sizes and times of the rules and modules below a folder."""
    out = []
    for place, folders, names_of_files in os.walk(folder):
        folders.sort()
        for name in sorted(names_of_files):
            if name.endswith((".py", ".yml")):
                stat = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 (pathlib takes three times as long)
                out.append(f"{place}/{name} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(out)


def _states(images: Mapping[str, tuple[Path, Image]]) -> list[list[Any]]:
    """The figures' files with their sizes and times."""
    return [[str(path), *_state(path)] for path, _ in images.values()]


def _state(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return -1, -1
    return stat.st_size, stat.st_mtime_ns


def _remember(job: Job, checked: Checked, document: Document, journal: tuple[str, list[list[Any]]]) -> None:
    if any(item != OF_THE_WHOLE for item in checked.outcome.not_checked) or any(
        problem.rule == MISSING for problem in document.problems
    ):
        return  # what failed is tried again, and a missing file may come
    data = {
        "outcome": codec.dump(checked.outcome),
        "bibliographies": [[str(path), cache.digest(text)] for path, text in checked.bibliographies],
        "own": document.meta.get("mslint"),
        "suppressed": checked.suppressed,
        "limits": journal[0],
        "figures": journal[1],
    }
    cache.store("findings").put(_key(job), codec.dumps(data))


def _remembered(job: Job) -> Checked | None:
    text = cache.store("findings").get(_key(job))
    if text is None:
        return None
    try:
        data = json.loads(text)
        config = settings.with_front_matter(job.config, {"mslint": data["own"]}, job.source.path)
        config = settings.with_preset(config)
        if data["limits"] != repr(journal_limits(config)) or any(
            (size, time) != _state(Path(name)) for name, size, time in data["figures"]
        ):
            return None
        bibliographies = []
        for name, digest in data["bibliographies"]:
            content, _ = files.read(Path(name))
            if cache.digest(content) != digest:
                return None
            bibliographies.append((Path(name), content))
        return Checked(
            replace(job, config=config), codec.load(data["outcome"]), tuple(bibliographies), data["suppressed"]
        )
    except (UserError, ValueError, TypeError, KeyError, IndexError):
        return None
