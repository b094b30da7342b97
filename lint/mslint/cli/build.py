"""`mslint build`: the PDF and the DOCX."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import Asked, Bar, echo, manuscript_options, with_profiles
from mslint.engine import NotChecked, Outcome
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.build import Built
    from mslint.inputs import Job
    from mslint.model import Diagnostic, Document
    from mslint.session import Checked

OUT = Path("build") / "out"

REPORT = "report.html"
"""The page with the findings; of several manuscripts, after each one's name."""


@click.command()
@manuscript_options
@click.option("--to", "formats", metavar="FORMAT,...", help="pdf, docx, html, jats, tex, typ, md.  [default: pdf,docx]")
@click.option("--profile", "profiles", metavar="PROFILE,...", help="How it looks.  [default: manuscript]")
@click.option("--out", type=click.Path(path_type=Path), default=OUT, show_default=True, help="Where to.")
@click.option("--fix", "fix_first", is_flag=True, help="Build from the text with its safe fixes; the file stays.")
@click.option("--no-check", is_flag=True, help="Build although there are errors.")
def build(formats: str | None, profiles: str | None, out: Path, fix_first: bool, no_check: bool, **asked: Any) -> None:
    """Build the PDF and DOCX of manuscripts that have no errors, and report.html with all findings."""
    from mslint import build as builder
    from mslint import fixes, session

    request = Asked(**asked)
    if request.is_stdin:
        raise UserError(
            "-: a manuscript is built from a file or a folder, for its figures and references lie beside it"
        )
    bar = Bar()
    failed = False
    jobs = [with_profiles(job, profiles) for job in request.jobs()[0]]
    for job in jobs:
        if fix_first:
            source, _ = session.fix(job, fixes.safe, bar)
            job = replace(job, source=source)
        checked = _checked(job, no_check, bar)
        document, config = session.read(job)
        page = out / (REPORT if len(jobs) == 1 else f"{job.source.path.stem}-{REPORT}")
        if _has_errors(checked):
            failed = True
            _write_report(checked, document, (), page)
            continue
        wanted = tuple(name.strip() for name in formats.split(",")) if formats else config.build.to
        built = builder.build(
            document,
            profiles=config.build.profiles,
            formats=wanted,
            out=out,
            home=config.folder,
            engine=config.build.engine,
            language="en" if config.language == "auto" else config.language,
            progress=bar,
        )
        bar.close()
        _tell(session.Checked(job, Outcome()), built.problems)
        echo(f"{'built' if built.fresh else 'up to date:'} {file}" for file in built.files)
        failed = not _submittable(built, no_check) or failed
        _write_report(checked, document, built.problems, page)
    sys.exit(1 if failed else 0)


def _submittable(built: Built, no_check: bool) -> bool:
    """Tells what was verified of the files, and what is wrong with them; whether nothing is, and (unless errors are
    taken into the bargain) nothing wrong with the paper that was built.
    """
    from mslint.model import Severity

    faults = [fault for file in built.verified for fault in file.faults]
    for file in built.verified:
        if not file.faults:
            click.echo(file.told)
    for fault in faults:
        click.echo(f"mslint: {fault}", err=True)
    return not faults and all(no_check or problem.severity < Severity.ERROR for problem in built.problems)


def _checked(job: Job, no_check: bool, bar: Bar) -> Checked:
    """The manuscript's findings; with `no_check` none, and that is told."""
    from mslint import session

    if no_check:
        return session.Checked(job, Outcome((), (NotChecked("the manuscript", "--no-check was asked for"),)))
    checked = session.check(job, bar)
    bar.close()
    for item in checked.outcome.not_checked:
        click.echo(f"Not checked: {item.what}: {item.why}", err=True)
    return checked


def _has_errors(checked: Checked) -> bool:
    """Whether the manuscript has errors; tells them."""
    from mslint.model import Severity
    from mslint.report import plural

    errors = [d for d in checked.outcome.diagnostics if d.severity == Severity.ERROR]
    if errors:
        _tell(checked, errors)
        click.echo(
            f"{checked.job.source.path}: not built: {plural(len(errors), 'error')} to mend first "
            "(`mslint fix` mends the safe ones, --no-check builds all the same)",
            err=True,
        )
    return bool(errors)


def _write_report(checked: Checked, document: Document, problems: Sequence[Diagnostic], page: Path) -> None:
    """Writes the page with the manuscript's findings and what was wrong with building it."""
    from mslint import engine, files, report
    from mslint.cli.check import report_of, rules_of

    found = engine.in_order([*checked.outcome.diagnostics, *problems])
    told = report_of([replace(checked, outcome=replace(checked.outcome, diagnostics=tuple(found)))])
    told = replace(told, rules=rules_of(told, checked.job.config), documents=(document,))
    files.write(page, "".join(f"{line}\n" for line in report.render(told, "html")))
    click.echo(f"findings in {page}")


def _tell(checked: Checked, diagnostics: Sequence[Diagnostic]) -> None:
    """Shows these of the manuscript's findings."""
    from mslint.report import Report
    from mslint.report.text import findings

    shown = replace(checked, outcome=Outcome(tuple(diagnostics)))
    for line in findings(Report(shown.files)):
        click.echo(line, err=True)
