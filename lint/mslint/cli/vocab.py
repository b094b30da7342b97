"""`mslint vocab`: the author's own words, which no rule marks."""

from __future__ import annotations

from pathlib import Path

import click

from mslint.cli.common import echo


@click.group()
def vocab() -> None:
    """Words that are right, however they look: the user's, and those of the project here."""


@vocab.command("add")
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@click.option("--user", "place", flag_value="user", help="For all projects.")
@click.option("--project", "place", flag_value="project", default="project", help="For this project (as usual).")
def add(words: tuple[str, ...], place: str) -> None:
    """Add each WORD to the vocabulary."""
    from mslint import config as settings
    from mslint import vocabulary

    path = vocabulary.user_file() if place == "user" else settings.for_file(Path()).folder / vocabulary.NAME
    new = vocabulary.add(path, words)
    click.echo(f"{path}: {', '.join(new)} added" if new else f"{path}: has them already")


@vocab.command("list")
def listed() -> None:
    """List the words that hold here, and where each comes from."""
    from mslint import config as settings
    from mslint import vocabulary

    config = settings.for_file(Path())
    project, user = config.folder / vocabulary.NAME, vocabulary.user_file()
    from_files = {*vocabulary.read(project), *vocabulary.read(user)}
    own = [word for word in config.vocabulary if word not in from_files]
    for place, words in ((config.path, own), (project, vocabulary.read(project)), (user, vocabulary.read(user))):
        if words:
            echo([f"{place}:", *(f"  {word}" for word in words)])
    if not (own or from_files):
        click.echo("no words yet; `mslint vocab add WORD` adds one")
