"""`mslint init`: the files that a manuscript's folder and its repository want."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mslint.errors import UserError


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--github/--no-github", default=None, help="A GitHub workflow: check, annotate, build.")
@click.option("--gitlab/--no-gitlab", default=None, help="A GitLab job: the same.")
@click.option("--pre-commit/--no-pre-commit", default=None, help="An entry for pre-commit.")
@click.option("--yes", is_flag=True, help="All of these without asking, but for those with --no-….")
@click.option("--from", "source", default="mslint", show_default=True, help="What `pip install` takes there.")
def init(
    folder: Path, github: bool | None, gitlab: bool | None, pre_commit: bool | None, yes: bool, source: str
) -> None:
    """Write an mslint.yaml with comments for the manuscript in FOLDER; on request what CI and pre-commit want.

    Asks on a terminal. What is there already is left as it is.
    """
    from mslint import workflows
    from mslint.config import NAME

    workflows.check_source(source)
    place = workflows.Place.of(folder)
    asked = {
        "Check and build in GitHub Actions?": (github, workflows.github),
        "Check and build in GitLab CI?": (gitlab, workflows.gitlab),
        "Check before each commit (pre-commit)?": (pre_commit, workflows.pre_commit),
    }
    wanted = [write for question, (answer, write) in asked.items() if _answer(question, answer, yes)]
    if not wanted and (folder / NAME).exists():
        raise UserError(f"{folder / NAME}: is there already")
    click.echo(workflows.settings(place))
    for write in wanted:
        click.echo(write(place, source))


def _answer(question: str, answer: bool | None, yes: bool) -> bool:
    """What the flag says, else --yes, else who sits at the terminal; without one: no."""
    if answer is not None or yes:
        return answer is not False
    return sys.stdin.isatty() and sys.stdout.isatty() and click.confirm(question)
