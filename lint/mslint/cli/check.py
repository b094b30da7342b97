"""`mslint check`: what is wrong, and where."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import SEVERITIES, Asked, Bar, echo, has_colour, manuscript_options, with_profiles
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.config import Config
    from mslint.filing import FileReport
    from mslint.inputs import Job
    from mslint.model import Diagnostic, Severity
    from mslint.positions import Lines
    from mslint.report import Report, RuleHelp
    from mslint.session import Checked

REQUIRABLE = ("grammar",)
FAIL_ON = ("error", "warning", "suggestion", "never")


@click.command()
@manuscript_options
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="text, json, lsp, html, sarif, github, gitlab or junit; more than one where each but one has its file.",
)
@click.option("--output-file", type=click.Path(path_type=Path), help="Write there and not to standard output.")
@click.option("--min-severity", type=SEVERITIES, default="suggestion", help="Show nothing below this.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit with 1 at or above this.  [default: error]")
@click.option(
    "--require", multiple=True, type=click.Choice(REQUIRABLE), help="Exit with 2 if this could not be checked."
)
@click.option("--baseline", type=click.Path(path_type=Path), help="Show only findings that are not in this file.")
@click.option("--write-baseline", is_flag=True, help="Accept all findings of now.")
@click.option("--profile", "profiles", metavar="PROFILE,...", help="Hold it against the limits of these too.")
@click.option("--explain-document", is_flag=True, help="Tell how the manuscript was understood, and check nothing.")
@click.option("--diff-base", metavar="REV", help="Show only findings on lines changed since the branch left REV.")
def check(
    formats: tuple[str, ...],
    output_file: Path | None,
    min_severity: str,
    fail_on: str | None,
    require: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,
    diff_base: str | None,
    profiles: str | None,
    explain_document: bool,
    **asked: Any,
) -> None:
    """Find what is wrong in manuscripts. Without FILE: in the current folder."""
    from mslint import session
    from mslint.model import Severity

    outputs = _outputs(formats, output_file)
    jobs, later = Asked(**asked).jobs()
    jobs = [with_profiles(job, profiles) for job in jobs]
    if explain_document:
        _explain(jobs)
        return
    bar = Bar()
    floor = Severity.parse(min_severity)

    def tell(checked: Sequence[Checked]) -> Report:
        told = _with_baseline(report_of(checked), checked, baseline)
        return told if diff_base is None else _on_changed_lines(told, diff_base)

    first: list[Report] = []  # what is shown before LanguageTool has answered

    def show(checked: Checked) -> None:
        bar.close()
        first.append(_from(floor, tell([checked])))
        _show_first(first[0])

    waits = not write_baseline and outputs == [("text", None)] and sys.stdout.isatty()
    checked = list(session.check_all(jobs, bar, show if waits else None))
    bar.close()
    if write_baseline:
        _accept(checked, baseline)
        return
    told = tell(checked)
    told = replace(told, not_checked=(*told.not_checked, *(("", item) for item in later)))
    limit = _limit(fail_on, checked)
    shown = replace(_from(floor, told), fail_on=limit)
    if first:
        _show_rest(shown, first[0])
    else:
        _write(shown, outputs, checked)
    if (None, "text") not in [(file, name) for name, file in outputs]:
        _tell_not_checked(told)
    missed = [item.what for _, item in told.not_checked]
    if any(what in missed for what in require):
        sys.exit(2)
    sys.exit(1 if limit and any(d.severity >= limit for file in told.files for d in file.diagnostics) else 0)


def _from(floor: Severity, told: Report) -> Report:
    """The report without the findings below a severity."""
    return replace(told, files=tuple(_at_least(file, floor) for file in told.files))


def _show_first(early: Report) -> None:
    """What is found by now, and that more is to come."""
    from mslint.report import text

    echo(text.findings(early))
    click.echo("LanguageTool is still at work; what it finds follows.", err=True)


def _show_rest(shown: Report, early: Report) -> None:
    """What was not shown before, and the summary of all."""
    from mslint.report import text

    known = {(file.path, d.span, d.rule) for file in early.files for d in file.diagnostics}
    rest = [
        replace(file, diagnostics=tuple(d for d in file.diagnostics if (file.path, d.span, d.rule) not in known))
        for file in shown.files
    ]
    echo(text.findings(replace(shown, files=tuple(rest))))
    echo(text.summary(shown))


def _explain(jobs: Sequence[Job]) -> None:
    from mslint import session, understood

    for job in jobs:
        document, config = session.read(job)
        echo(understood.lines(document, session.language_of(document, config)))


def _outputs(formats: Sequence[str], output_file: Path | None) -> list[tuple[str, Path | None]]:
    """Each format asked for and its file, None for standard output. Raises UserError."""
    from mslint.report import FORMATS

    outputs: list[tuple[str, Path | None]] = []
    for asked in formats or ("text",):
        name, _, file = asked.partition("=")
        if name not in FORMATS:
            raise UserError(f"--format {name}: there is {', '.join(FORMATS)}")
        outputs.append((name, Path(file) if file else None))
    unnamed = [name for name, file in outputs if file is None]
    if len(unnamed) > 1:
        raise UserError(f"--format {unnamed[1]}: two formats cannot share one output; say --format {unnamed[1]}=FILE")
    if output_file is not None and not unnamed:
        raise UserError(f"--output-file {output_file}: each format has its file already")
    return [(name, file or output_file) for name, file in outputs]


TELLS_RULES = ("sarif", "html")
"""Formats that tell of the rules too."""

SHOWS_PAPER = ("html",)
"""Formats that show the manuscript."""


def _write(shown: Report, outputs: Sequence[tuple[str, Path | None]], checked: Sequence[Checked]) -> None:
    from mslint import files, report, session

    if any(name in TELLS_RULES for name, _ in outputs):
        shown = replace(shown, rules=rules_of(shown, checked[0].job.config))
    if any(name in SHOWS_PAPER for name, _ in outputs):
        shown = replace(shown, documents=tuple(session.read(c.job)[0] for c in checked))
    for name, file in outputs:
        if file is None:
            echo(report.render(shown, name))
        else:
            plain = replace(shown, colour=False)
            files.write(file, "".join(f"{line}\n" for line in report.render(plain, name)))


def rules_of(shown: Report, config: Config) -> dict[str, RuleHelp]:
    """What is known of the rules that found something; LanguageTool's tell of themselves in their findings."""
    from mslint import checks, rulebook, session

    found = {d.rule for file in shown.files for d in file.diagnostics}
    known = rulebook.helps(session.all_rules(config), checks.rules())
    return {name: told for name, told in known if name in found}


def _on_changed_lines(told: Report, base: str) -> Report:
    """The report without the findings on lines that are as they were in `base`."""
    from mslint.changes import changed_lines
    from mslint.positions import Lines

    files = []
    for file in told.files:
        changed = changed_lines(file.path, base)
        if changed is not None:
            lines = Lines(file.text)
            kept = tuple(d for d in file.diagnostics if _touches(d, lines, changed))
            told = replace(told, unchanged=told.unchanged + len(file.diagnostics) - len(kept))
            file = replace(file, diagnostics=kept)
        files.append(file)
    return replace(told, files=tuple(files))


def _touches(diagnostic: Diagnostic, lines: Lines, changed: Sequence[range]) -> bool:
    first, last = lines.position(diagnostic.span.start)[0], lines.position(diagnostic.span.end)[0]
    return any(run.start <= last and first < run.stop for run in changed)


def _limit(asked: str | None, checked: Sequence[Checked]) -> Severity | None:
    """The severity from which on the command fails: the one asked for, else the lowest of the settings; None: never."""
    from mslint.model import Severity

    if asked is not None:
        return None if asked == "never" else Severity.parse(asked)
    return min((c.job.config.fail_on for c in checked if c.job.config.fail_on is not None), default=None)


def report_of(checked: Sequence[Checked]) -> Report:
    """All that was found in these manuscripts."""
    from mslint.report import Report

    return Report(
        tuple(file for c in checked for file in c.files),
        tuple((str(c.job.source.path), item) for c in checked for item in c.outcome.not_checked),
        sum(c.suppressed for c in checked),
        narrowed=any(_is_narrowed(c.job.config) for c in checked),
        colour=has_colour(),
        width=shutil.get_terminal_size((100, 24)).columns,
    )


def _is_narrowed(config: Config) -> bool:
    """Whether the settings leave out what is on by default."""
    return bool(config.select or config.ignore or config.packs or not config.languagetool.enabled)


def _at_least(file: FileReport, floor: int) -> FileReport:
    return replace(file, diagnostics=tuple(d for d in file.diagnostics if d.severity >= floor))


def _tell_not_checked(told: Report) -> None:
    from mslint.report.text import not_checked_lines

    for line in not_checked_lines(told):
        click.echo(f"mslint: {line}", err=True)


def _named(path: Path, folder: Path) -> str:
    """A file's name in the baseline: from the folder of the settings, with forward slashes."""
    resolved = path.resolve()
    return (resolved.relative_to(folder) if resolved.is_relative_to(folder) else resolved).as_posix()


def _place(checked: Sequence[Checked], asked: Path | None) -> Path | None:
    """The baseline's file: the one asked for, or the one that the settings name."""
    config = checked[0].job.config
    return asked or (config.folder / config.baseline if config.baseline else None)


def _accept(checked: Sequence[Checked], asked: Path | None) -> None:
    from mslint import baseline

    config = checked[0].job.config
    place = _place(checked, asked) or config.folder / baseline.NAME
    accepted = Counter(
        baseline.key(_named(file.path, config.folder), file.text, d)
        for c in checked
        for file in c.files
        for d in file.diagnostics
    )
    baseline.save(place, accepted)
    click.echo(
        f"{sum(accepted.values())} findings accepted in {place}; `baseline: {place.name}` in mslint.yaml uses it"
    )


def _with_baseline(told: Report, checked: Sequence[Checked], asked: Path | None) -> Report:
    from mslint import baseline

    place = _place(checked, asked)
    if place is None:
        return told
    accepted = baseline.load(place)
    folder = checked[0].job.config.folder
    files = []
    held = 0
    for file in told.files:
        left, number = baseline.new(_named(file.path, folder), file.text, file.diagnostics, accepted)
        held += number
        files.append(replace(file, diagnostics=tuple(left)))
    return replace(told, files=tuple(files), accepted=held)
