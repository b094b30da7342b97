"""The `mslint` command. Only this package imports click; what is heavy is imported by the command that needs it."""

from __future__ import annotations

import click

from mslint import __version__
from mslint.cli.build import build
from mslint.cli.check import check
from mslint.cli.fix import fix
from mslint.cli.init import init
from mslint.cli.outline import outline
from mslint.cli.references import references
from mslint.cli.tools import completion, doctor, explain, languagetool, rules
from mslint.cli.vocab import vocab


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mslint", message="%(prog)s %(version)s")
def mslint() -> None:
    """Finds and mends what is wrong in a scholarly manuscript, and builds its PDF and DOCX."""


for command in (check, fix, build, outline, references, explain, rules, vocab, init, languagetool, doctor, completion):
    mslint.add_command(command)
