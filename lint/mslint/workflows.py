"""Writes what `mslint init` sets up: settings, a GitHub workflow, a GitLab job, a pre-commit entry. Asks nothing.

What is there is never replaced: a file is left as it is, an entry is put into a pre-commit file without touching the
rest of it. The texts are templates in `templates/`.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mslint import files, shipped
from mslint.config import NAME
from mslint.errors import UserError

GITHUB = Path(".github") / "workflows" / "mslint.yml"
GITLAB = Path(".gitlab-ci.yml")
GITLAB_INCLUDED = Path(".gitlab") / "mslint.yml"
PRE_COMMIT = Path(".pre-commit-config.yaml")
HOOK = "mslint-check"


@dataclass(frozen=True, slots=True)
class Place:
    """A manuscript's folder and the repository around it: files for a forge go to `top` and name `path`."""

    folder: Path
    top: Path
    path: str  # of the folder, from the top, with forward slashes

    @classmethod
    def of(cls, folder: Path) -> Place:
        here = folder.resolve()
        top = next((place for place in (here, *here.parents) if (place / ".git").exists()), here)
        relative = here.relative_to(top).as_posix()
        if re.search(r"[\x00-\x1f\x7f]|\$\{\{", relative):
            raise UserError(f"{folder}: a name with control characters or “${{{{” cannot stand in a workflow")
        return cls(folder, top, relative)

    def shown(self, file: Path) -> str:
        """A file below the top as people read it: from the current folder where it lies below it."""
        path = self.top / file
        return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def check_source(source: str) -> None:
    """Raises UserError for a `--from` that cannot stand in the files: it is an argument of `pip install`."""
    if not source.strip() or source.startswith("-") or re.search(r"[\x00-\x1f\x7f]|\$\{\{", source):
        raise UserError(f"--from {source!r}: wants what `pip install` takes: a name, a folder, an address")


def _filled(template: str, **values: str) -> str:
    return re.sub(r"@(\w+)@", lambda name: values[name[1]], shipped.text(f"templates/{template}"))


def settings(place: Place) -> str:
    """Writes mslint.yaml; tells what was done. The manuscript's files are those that can be read, but for READMEs."""
    from mslint.readers import READERS

    file = place.folder / NAME
    if file.exists():
        return f"{file} is there already; left as it is"
    inside = sorted(place.folder.iterdir()) if place.folder.is_dir() else []
    names = [path.name for path in inside if path.suffix in READERS and path.stem.lower() != "readme"]
    listed = f"manuscript: [{', '.join(map(_scalar, names))}]" if names else "# manuscript: [paper.md]"
    files.write(file, _filled("mslint.yaml", manuscript=listed))
    return f"{file} written; `mslint check {place.folder}` checks {', '.join(names) or 'the folder'}"


def _scalar(text: str) -> str:
    """The text as a scalar in a YAML list."""
    return text if re.fullmatch(r"[A-Za-z][\w.-]*", text, re.ASCII) else json.dumps(text, ensure_ascii=False)


def github(place: Place, source: str) -> str:
    """Writes the GitHub workflow; tells what was done."""
    return _whole(place, GITHUB, "github.yml", source)


def gitlab(place: Place, source: str) -> str:
    """Writes the GitLab job, beside a .gitlab-ci.yml that has none; tells what was done."""
    there = files.read(place.top / GITLAB)[0] if (place.top / GITLAB).exists() else ""
    if not there or "mslint check" in there:
        return _whole(place, GITLAB, "gitlab.yml", source)
    told = _whole(place, GITLAB_INCLUDED, "gitlab.yml", source)
    if GITLAB_INCLUDED.as_posix() in there:
        return told
    line = f"include: {{local: {GITLAB_INCLUDED.as_posix()}}}"
    return f"{told}; put “{line}” into {place.shown(GITLAB)}"


def _whole(place: Place, file: Path, template: str, source: str) -> str:
    if (place.top / file).exists():
        return f"{place.shown(file)} is there already; left as it is"
    values = {"path": shlex.quote(place.path), "from": shlex.quote(source)}
    files.write(place.top / file, _filled(template, **values))
    return f"{place.shown(file)} written"


# --- pre-commit ------------------------------------------------------------------------------------------------------


def pre_commit(place: Place, source: str) -> str:
    """Writes the pre-commit file, or puts the entry into the one that is there; tells what was done."""
    file = place.top / PRE_COMMIT
    entry = _entry(place, source)
    if not file.exists():
        text = f"# Checks the manuscript before each commit. Written by `mslint init`.\nrepos:\n{_indented(entry, 2)}"
        files.write(file, text)
        return f"{place.shown(PRE_COMMIT)} written; `pre-commit install` sets it to work"
    text, bom = files.read(file)
    merged = with_entry(text, entry, file)
    if merged is None:
        return f"{place.shown(PRE_COMMIT)} has the hook {HOOK} already; left as it is"
    files.write(file, merged, bom=bom)
    return f"{place.shown(PRE_COMMIT)}: the hook {HOOK} put after those that are there"


def _entry(place: Place, source: str) -> str:
    below = "" if place.path == "." else f"{re.escape(place.path)}/"
    return _filled(
        "pre-commit.yml",
        entry=_quoted(f"mslint check {shlex.quote(place.path)}"),
        files=_quoted(rf"^{below}.*\.(md|markdown|txt|bib)$|(^|/){re.escape(NAME)}$"),
        **{"from": _quoted(source)},
    )


def _quoted(text: str) -> str:
    """The text in single quotes, as YAML has them."""
    return "'" + text.replace("'", "''") + "'"


def _indented(text: str, columns: int) -> str:
    return "".join(f"{' ' * columns}{line}\n" for line in text.splitlines())


def with_entry(text: str, entry: str, path: Path) -> str | None:
    """A pre-commit file with an entry after the last of its `repos`; None if it has the hook.

    Every other byte stays, comments and all. Raises UserError naming the file if there is no place for an entry.
    """
    read = _load(text, path)
    repos = read.get("repos") if isinstance(read, dict) else None
    if not isinstance(repos, list) or not repos or repos.fa.flow_style():  # type: ignore[attr-defined]
        raise UserError(f"{path}: has no list “repos:” with an entry a line to put the hook into")
    if any(hook.get("id") == HOOK for repo in repos for hook in (repo or {}).get("hooks") or []):
        return None
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    dash = lines[repos.lc.item(0)[0]]  # type: ignore[attr-defined]
    at = _end_of(read, "repos", lines)
    if not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += end
    new = _indented(entry, len(dash) - len(dash.lstrip(" "))).replace("\n", end)
    merged = "".join([*lines[:at], new, *lines[at:]])
    wanted = [*_plain(repos), *_plain(_load(entry, path))]
    if _plain(_load(merged, path)) != {**_plain(read), "repos": wanted}:
        raise UserError(f"{path}: is written in a way that leaves no safe place for the hook; put it in by hand")
    return merged


def _load(text: str, path: Path) -> Any:
    """The YAML text with the places of its keys. Raises UserError naming file and line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserError(f"{path}:{line}: not valid YAML: {error.problem or error.context}") from None


def _plain(data: Any) -> Any:
    return json.loads(json.dumps(data, default=str))


def _end_of(read: Any, key: str, lines: Sequence[str]) -> int:
    """The line after the last one of a key's value; comments before the next key go with that key."""
    start = read.lc.key(key)[0]
    after = [read.lc.key(other)[0] for other in read if read.lc.key(other)[0] > start]
    at = min(after, default=len(lines))
    while at > start + 1 and (not lines[at - 1].strip() or (after and lines[at - 1].startswith("#"))):
        at -= 1
    return at
