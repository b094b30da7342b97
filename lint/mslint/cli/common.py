"""What the commands share: options, the settings they make, standard input, the progress bar."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.config import Config
    from mslint.engine import NotChecked
    from mslint.inputs import Job

F = TypeVar("F", bound=Callable[..., Any])

SEVERITIES = click.Choice(["error", "warning", "suggestion"])

_OPTIONS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE|FOLDER|-]..."),
    click.option("--stdin-filename", type=click.Path(path_type=Path), help="What “-” is to be read as."),
    click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this mslint.yaml or .vale.ini."),
    click.option("--select", multiple=True, metavar="RULE|PACK,...", help="Run only these; several with commas."),
    click.option("--ignore", multiple=True, metavar="RULE|PACK,...", help="Leave these out; several with commas."),
    click.option(
        "--preset", default="", metavar="NAME", help="draft, review, submission, apa, chicago, ieee or nature."
    ),
    click.option("--no-grammar", is_flag=True, help="Leave LanguageTool out."),
)


def manuscript_options(command: F) -> F:
    """The arguments that say what to check and by which rules."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of `manuscript_options`."""

    paths: tuple[Path, ...]
    stdin_filename: Path | None = None
    config_path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preset: str = ""
    no_grammar: bool = False

    def jobs(self) -> tuple[list[Job], list[NotChecked]]:
        """The manuscripts asked for; without paths, those of the current folder. Raises UserError."""
        from mslint import inputs

        paths = self.paths or (Path(),)
        if self.stdin_filename is not None and not self.paths:
            paths = (Path("-"),)
        if Path("-") in paths:
            if len(paths) > 1:
                raise UserError("-: standard input cannot be read together with files")
            name = self.stdin_filename or Path("stdin.md")
            return _with_notes([inputs.from_text(sys.stdin.buffer.read(), name, self._adjust)], [])
        return _with_notes(*inputs.jobs(paths, self._adjust))

    @property
    def is_stdin(self) -> bool:
        return self.paths == (Path("-"),) or (not self.paths and self.stdin_filename is not None)

    def _adjust(self, found: Config) -> Config:
        from mslint import session

        base = _settings_in(self.config_path) if self.config_path else found
        select, ignore = _split(self.select), _split(self.ignore)
        unknown = session.unknown_rules(base, (*select, *ignore))
        if unknown:
            raise UserError(f"{unknown[0]}: no rule or pack of that name; `mslint rules` lists them")
        tool = replace(base.languagetool, enabled=False) if self.no_grammar else base.languagetool
        if self.preset:
            base = with_named_preset(base, self.preset)
        return replace(base, select=select or base.select, ignore=(*base.ignore, *ignore), languagetool=tool)


def with_named_preset(config: Config, name: str) -> Config:
    """The settings with this preset in place of their own. Raises UserError for an unknown one."""
    from mslint import shipped

    known = shipped.data("presets")
    if name not in known:
        raise UserError(f"--preset: “{name}” is none of {', '.join(known)}")
    return replace(config, preset=name)


@lru_cache(maxsize=1)
def _settings_in(path: Path) -> Config:
    """The settings in a file, read once for all manuscripts."""
    from mslint import config

    return config.load(path)


def _with_notes(jobs: list[Job], later: list[NotChecked]) -> tuple[list[Job], list[NotChecked]]:
    """With what the settings say that is not read."""
    from mslint.engine import NotChecked

    notes = dict.fromkeys((str(job.config.path), note) for job in jobs for note in job.config.notes)
    return jobs, [*later, *(NotChecked(path, note) for path, note in notes)]


def with_profiles(job: Job, profiles: str | None) -> Job:
    """The job with the build profiles named (`a,b`) in place of those of its settings; None leaves them."""
    if profiles is None:
        return job
    build = replace(job.config.build, profiles=_split([profiles]))
    return replace(job, config=replace(job.config, build=build))


def _split(names: Sequence[str]) -> tuple[str, ...]:
    """The names in these values, which may each hold several with commas."""
    return tuple(name.strip() for value in names for name in value.split(",") if name.strip())


PATIENCE = 0.5
"""Seconds that work may take before a bar is shown for it."""

DOWNLOAD = 1_000_000
"""From this total on, progress counts bytes."""


class Bar:
    """A progress on standard error: a bar on a terminal, one line for a download elsewhere."""

    def __init__(self) -> None:
        self._what = ""
        self._since = 0.0
        self._bar: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.close()
            self._what, self._since = what, time.monotonic()
            if total >= DOWNLOAD and not sys.stderr.isatty():
                print(f"{what} ({total // DOWNLOAD} MB) …", file=sys.stderr)
        if not sys.stderr.isatty() or time.monotonic() - self._since < PATIENCE:
            return
        if self._bar is None:
            label = f"{what} ({total // DOWNLOAD} MB)" if total >= DOWNLOAD else what
            self._bar = click.progressbar(length=max(total, 1), label=label, file=sys.stderr, show_eta=False)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)
        if total and done >= total:
            self.close()

    def close(self) -> None:
        """Ends the bar and clears its line."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            print("\x1b[1A\x1b[2K", end="", file=sys.stderr, flush=True)
            self._bar = None


def echo(lines: Iterable[str]) -> None:
    """Prints lines; their colours stay where they are wanted."""
    for line in lines:
        click.echo(line, color=has_colour())


def has_colour() -> bool:
    """Colour on a terminal; NO_COLOR and FORCE_COLOR have their usual sense (no-color.org, force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
