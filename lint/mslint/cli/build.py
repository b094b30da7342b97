"""`mslint build`: the PDF and the DOCX."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import Asked, Bar, echo, manuscript_options, with_profiles
from mslint.engine import Outcome
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.inputs import Job
    from mslint.model import Diagnostic
    from mslint.session import Checked

OUT = Path("build") / "out"


@click.command()
@manuscript_options
@click.option("--to", "formats", metavar="FORMAT,...", help="What to build.  [default: pdf,docx]")
@click.option("--profile", "profiles", metavar="PROFILE,...", help="How it looks.  [default: manuscript]")
@click.option("--out", type=click.Path(path_type=Path), default=OUT, show_default=True, help="Where to.")
@click.option("--fix", "fix_first", is_flag=True, help="Build from the text with its safe fixes; the file stays.")
@click.option("--no-check", is_flag=True, help="Build although there are errors.")
def build(formats: str | None, profiles: str | None, out: Path, fix_first: bool, no_check: bool, **asked: Any) -> None:
    """Build the PDF and DOCX of manuscripts that have no errors."""
    from mslint import build as builder
    from mslint import fixes, session

    request = Asked(**asked)
    if request.is_stdin:
        raise UserError(
            "-: a manuscript is built from a file or a folder, for its figures and references lie beside it"
        )
    bar = Bar()
    failed = False
    for job in (with_profiles(job, profiles) for job in request.jobs()[0]):
        if fix_first:
            source, _ = session.fix(job, fixes.safe, bar)
            job = replace(job, source=source)
        if not no_check and _has_errors(job, bar):
            failed = True
            continue
        document, config = session.read(job)
        wanted = tuple(formats.split(",")) if formats else config.build.to
        built = builder.build(
            document,
            profiles=config.build.profiles,
            formats=wanted,
            out=out,
            home=config.folder,
            language="en" if config.language == "auto" else config.language,
            progress=bar,
        )
        bar.close()
        _tell(session.Checked(job, Outcome()), built.problems)
        echo(f"built {file}" for file in built.files)
    sys.exit(1 if failed else 0)


def _has_errors(job: Job, bar: Bar) -> bool:
    """Whether the manuscript has errors; tells them."""
    from mslint import session
    from mslint.model import Severity
    from mslint.report import plural

    checked = session.check(job, bar)
    bar.close()
    errors = [d for d in checked.outcome.diagnostics if d.severity == Severity.ERROR]
    if errors:
        _tell(checked, errors)
        click.echo(
            f"{job.source.path}: not built: {plural(len(errors), 'error')} to mend first "
            "(`mslint fix` mends the safe ones, --no-check builds all the same)",
            err=True,
        )
    for item in checked.outcome.not_checked:
        click.echo(f"Not checked: {item.what}: {item.why}", err=True)
    return bool(errors)


def _tell(checked: Checked, diagnostics: Sequence[Diagnostic]) -> None:
    """Shows these of the manuscript's findings."""
    from mslint.report import Report
    from mslint.report.text import findings

    shown = replace(checked, outcome=Outcome(tuple(diagnostics)))
    for line in findings(Report(shown.files)):
        click.echo(line, err=True)
