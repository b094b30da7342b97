"""`mslint fix`: mends what is safe to mend."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import Asked, Bar, echo, manuscript_options

if TYPE_CHECKING:
    from mslint.model import Diagnostic, Fix, Source


@click.command()
@manuscript_options
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--unsafe", is_flag=True, help="Also make the fixes that want a look.")
@click.option("--interactive", "-i", is_flag=True, help="Ask for each fix, and show its sentence.")
def fix(diff: bool, unsafe: bool, interactive: bool, **asked: Any) -> None:
    """Mend manuscripts in place. Without FILE: those of the current folder."""
    from mslint import fixes, session
    from mslint.report import plural

    request = Asked(**asked)
    jobs, _ = request.jobs()
    bar = Bar()
    total = 0
    for job in jobs:
        choose = _asker(job.source) if interactive else fixes.any_fix if unsafe else fixes.safe
        source, mended = session.fix(job, choose, bar, rounds=1 if interactive else session.ROUNDS)
        bar.close()
        total += len(mended)
        if diff:
            echo(_diff(job.source, source))
        elif request.is_stdin:
            sys.stdout.buffer.write(source.text.encode("utf-8"))
        elif mended:
            session.save(source)
    told = f"{plural(total, 'finding')} {'would be ' if diff else ''}mended in {plural(len(jobs), 'manuscript')}"
    click.echo(told, err=diff or request.is_stdin)


def _diff(before: Source, after: Source) -> Iterator[str]:
    """A unified diff of each file, in colour on a terminal."""
    from difflib import unified_diff

    for old, new in zip(before.parts, after.parts, strict=True):
        lines = unified_diff(
            before.text[old.span.start : old.span.end].splitlines(),
            after.text[new.span.start : new.span.end].splitlines(),
            f"a/{old.path.as_posix()}",
            f"b/{old.path.as_posix()}",
            lineterm="",
            n=1,
        )
        for line in lines:
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            yield click.style(line, fg=colour)


def _asker(source: Source) -> Callable[[Diagnostic], Fix | None]:
    """Asks for each finding that has a fix; after “q” none is made any more."""
    stopped = False

    def choose(diagnostic: Diagnostic) -> Fix | None:
        nonlocal stopped
        if stopped or not diagnostic.fixes:
            return None
        click.echo(f"\n{click.style(diagnostic.rule, dim=True)}  {diagnostic.message}")
        for number, fix in enumerate(diagnostic.fixes, 1):
            click.echo(f"  {number}  {_preview(source.text, fix)}")
        numbers = [str(n) for n in range(1, len(diagnostic.fixes) + 1)]
        answer = click.prompt("Mend it?", type=click.Choice([*numbers, "n", "q"]), default="n")
        stopped = answer == "q"
        return diagnostic.fixes[int(answer) - 1] if answer in numbers else None

    return choose


def _preview(text: str, fix: Fix) -> str:
    """The sentence around the fix, what goes struck out, what comes in green."""
    first, last = _sentence(text, fix.edits[0].span.start, fix.edits[-1].span.end)
    out = []
    at = first
    for edit in fix.edits:
        gone = text[edit.span.start : edit.span.end]
        out.append(text[at : edit.span.start])
        out.append(click.style(gone, fg="red", strikethrough=True) if gone else "")
        out.append(click.style(edit.text, fg="green", bold=True) if edit.text else "")
        at = edit.span.end
    out.append(text[at:last])
    return " ".join("".join(out).split())


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentence, or the sentences, of its paragraph that a range touches."""
    from mslint.sentences import split

    first = max(text.rfind("\n\n", 0, start), text.rfind("\r\n\r\n", 0, start)) + 1
    last = min(at for at in (text.find("\n\n", end), text.find("\r\n\r\n", end), len(text)) if at >= 0)
    touched = [(a + first, b + first) for a, b in split(text[first:last]) if a + first <= end and start <= b + first]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)
