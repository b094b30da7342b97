"""The smaller commands: explain, rules, languagetool, doctor, completion."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import Bar, echo, with_named_preset
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.rules import Rule


@click.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Tell what RULE finds, why, with examples and its measured precision."""
    from mslint import checks, rulebook, session
    from mslint import config as settings
    from mslint import rules as packs

    loaded = packs.load(session.pack_folders(settings.for_file(Path())))
    for found in loaded:
        if found.id == rule:
            echo(rulebook.explained(found))
            return
    for check in checks.rules():
        if check.id == rule:
            echo(rulebook.explained_check(check))
            return
    if rule.startswith("grammar."):
        from mslint.grammar.checker import explain as explain_grammar

        echo(explain_grammar(rule))
        return
    raise UserError(f"{rule}: no such rule{_near(rule, [*(r.id for r in loaded), *(r.id for r in checks.rules())])}")


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f"; did you mean “{near[0]}”?" if near else "; `mslint rules` lists them"


@click.group(invoke_without_command=True)
@click.option("--markdown", is_flag=True, help="Print the reference of all shipped rules.")
@click.option("--preset", default="", metavar="NAME", help="As they hold under this preset.")
@click.pass_context
def rules(context: click.Context, markdown: bool, preset: str) -> None:
    """List the rules that hold here, or test an author's own."""
    from mslint import checks, rulebook, session
    from mslint import config as settings
    from mslint import rules as packs

    if context.invoked_subcommand is not None:
        return
    if markdown:
        echo(rulebook.markdown(packs.load(list(packs.shipped_packs().values())), checks.rules()))
        return
    config = settings.for_file(Path())
    config = settings.with_preset(with_named_preset(config, preset) if preset else config)
    given = dict(config.severity)
    on = {rule.id: rule.severity for rule in session.wanted_rules(config)}
    on |= {rule.id: rule.severity for rule in session.wanted_checks(config)}
    on = {name: given.get(name, given.get(name.partition(".")[0], severity)) for name, severity in on.items()}
    loaded = packs.load(session.pack_folders(config))
    echo(rulebook.lines(loaded, checks.rules(), on))


@rules.command("test")
@click.argument("packs", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def rules_test(packs: tuple[Path, ...]) -> None:
    """Run the examples of the rules in these PACKS (folders); without any, of those that the settings name."""
    from mslint import config as settings
    from mslint import rules as loader
    from mslint import session
    from mslint.report import plural

    folders = list(packs) or session.pack_folders(settings.for_file(Path()))
    loaded = loader.load(folders)
    failed = 0
    for rule in loaded:
        for failure in loader.run_examples(rule):
            click.echo(f"{rule.path}: {failure}")
            failed += 1
    examples = sum(len(rule.examples) for rule in loaded)
    click.echo(f"{plural(len(loaded), 'rule')}, {plural(examples, 'example')}, {failed} failed")
    sys.exit(1 if failed else 0)


@click.group()
def languagetool() -> None:
    """Install, start and stop LanguageTool; tell how it is."""


def _sequences() -> tuple[Rule, ...]:
    """The rules of ours that the server has, under the settings of this folder."""
    from mslint import config, session

    return session.sequence_rules(config.for_file(Path()))


def _languages() -> tuple[str, ...]:
    """The languages that the settings of this folder name."""
    from mslint import config

    found = config.for_file(Path())
    return (found.language, *found.languages)


@languagetool.command("install")
def _install() -> None:
    """Fetch LanguageTool; what is there and whole stays."""
    from mslint import grammar

    bar = Bar()
    told = grammar.install(bar, _languages())
    bar.close()
    click.echo(told)


@languagetool.command("start")
def _start() -> None:
    """Start the server that checks and editors share."""
    from mslint import grammar

    bar = Bar()
    told = grammar.start(bar, _sequences(), _languages())
    bar.close()
    click.echo(told)


@languagetool.command("stop")
def _stop() -> None:
    """Stop the server."""
    from mslint import grammar

    click.echo(grammar.stop())


@languagetool.command("status")
def _status() -> None:
    """Tell whether it is installed and running."""
    from mslint import grammar

    echo(grammar.status(_sequences(), _languages()))


@languagetool.command("log")
def _log() -> None:
    """Show what the server wrote last."""
    from mslint import grammar

    echo(grammar.log(_sequences(), _languages()))


@click.command()
def doctor() -> None:
    """Tell what mslint runs on, and what is missing."""
    problems = 0
    for name, told, fine in _diagnosis():
        problems += not fine
        click.echo(f"{click.style('ok' if fine else '!!', fg='green' if fine else 'red')}  {name:<14} {told}")
    sys.exit(1 if problems else 0)


def _diagnosis() -> Iterator[tuple[str, Any, bool]]:
    """What is looked at, what it says, and whether it is fine."""
    import platform
    from importlib.metadata import version

    from mslint import build, cache, grammar
    from mslint import config as settings

    yield "mslint", f"{version('mslint')} on Python {platform.python_version()}", True
    try:
        found = settings.for_file(Path()).path
        yield "settings", found or "none found (mslint init writes them)", True
    except UserError as error:
        yield "settings", error, False
    yield "cache", cache.folder(), True
    for name, function in (("pandoc", build.pandoc_version), ("Typst", build.typst_version)):
        try:
            yield name, function(), True
        except UserError as error:
            yield name, error, False
    problem = grammar.problem()
    yield "LanguageTool", problem or "; ".join(grammar.status(_sequences(), _languages())), problem is None


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL, for its start-up file."""
    from click.shell_completion import get_completion_class

    from mslint.cli import mslint

    script = get_completion_class(shell)
    if script is None:
        raise UserError(f"{shell}: no completion for this shell")
    click.echo(script(mslint, {}, "mslint", "_MSLINT_COMPLETE").source())
