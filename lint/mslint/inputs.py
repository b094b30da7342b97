"""Finds the manuscripts to check: files, folders walked, standard input, several files as one. Reads, never writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mslint import config as settings
from mslint import files, vocabulary
from mslint.config import Config
from mslint.engine import NotChecked
from mslint.errors import UserError
from mslint.model import Part, Source, Span

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignores = list[tuple[Path, GitIgnoreSpec]]  # each set of patterns with the folder it counts from

IGNORE_FILES = (".gitignore", ".ignore", ".mslintignore")
LATER = (".docx", ".doc", ".odt", ".rtf", ".tex", ".typ", ".qmd", ".rmd", ".pdf")
"""Kinds of manuscripts that a folder may hold and that are not read yet: told, never skipped in silence."""


@dataclass(frozen=True, slots=True)
class Job:
    """A manuscript to check, and the settings that hold for it (its own front matter not yet among them).

    `part`: it is one file of a manuscript of several, and what needs the whole of it cannot be checked.
    """

    source: Source
    config: Config
    part: bool = False


def jobs(
    paths: Sequence[Path], adjust: Callable[[Config], Config] = lambda config: config
) -> tuple[list[Job], list[NotChecked]]:
    """The manuscripts at these paths, and the files there that cannot be read yet.

    A folder whose mslint.yaml names a `manuscript:` is that one manuscript; any other folder is walked, and files there
    that are numbered are one (see `_series`). `adjust` puts the command line's settings on top. Raises UserError, also
    where there is nothing to check.
    """
    found: list[Job] = []
    later: list[NotChecked] = []
    for path in paths:
        if not path.exists():
            raise UserError(f"{path}: no such file or folder")
        config = adjust(settings.for_file(path))
        if not path.is_dir():
            found.append(Job(_source([path]), config, part=_is_part(path, config)))
        elif config.manuscript and config.path is not None and config.path.parent == path.resolve():
            found.append(Job(_source([path / name for name in config.manuscript]), config))
        else:
            walked, unread = _walk(path, config)
            found += _grouped(walked, adjust)
            later += [NotChecked(str(file), f"{file.suffix} files are not read yet") for file in unread]
    if not found:
        seen = f" (not read yet: {', '.join(n.what for n in later[:3])})" if later else ""
        raise UserError(f"{', '.join(map(str, paths))}: nothing to check: no .md or .txt file{seen}")
    return found, later


def from_text(text: bytes, path: Path, adjust: Callable[[Config], Config] = lambda config: config) -> Job:
    """The manuscript in these bytes, as if they were the file at `path`."""
    decoded, bom = files.decode(text, path)
    _refuse_long(decoded, path)
    config = adjust(settings.for_file(path))
    return Job(Source.of(path, decoded, bom=bom), config, part=_is_part(path, config))


def _grouped(paths: Sequence[Path], adjust: Callable[[Config], Config]) -> Iterator[Job]:
    """The manuscripts that these files make, each in the place of its first file."""
    done: set[Path] = set()
    for path in paths:
        if path in done:
            continue
        config = adjust(settings.for_file(path))
        together = _named_with(path, config) or [other for other in _series(path) if other in paths] or [path]
        done.update(together)
        yield Job(_source(together), config)


def _is_part(path: Path, config: Config) -> bool:
    return len(_named_with(path, config) or _series(path)) > 1


def _named_with(path: Path, config: Config) -> list[Path]:
    """The files that mslint.yaml names as one manuscript with this one; empty if it names none with it."""
    here = {(config.folder / name).resolve(): name for name in config.manuscript}
    if path.resolve() not in here:
        return []
    top = path.parent if path.parent.resolve() == config.folder.resolve() else config.folder
    return [top / name for name in config.manuscript]


def _series(path: Path) -> list[Path]:
    """The numbered files beside a numbered one that make a manuscript with it: “01-introduction.md”, “02-methods.md”.

    They are at least FEWEST, and at most one has front matter: files that each have their own are papers.
    """
    number = re.compile(r"\d{1,2}[._ -](?!\d)")
    if not number.match(path.name) or not path.parent.is_dir():
        return []
    beside = sorted(
        other for other in path.parent.iterdir() if number.match(other.name) and other.suffix == path.suffix
    )
    if len(beside) < FEWEST or sum(_has_front_matter(other) for other in beside) > 1:
        return []
    return beside


FEWEST = 3


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(6).lstrip(b"\xef\xbb\xbf").startswith(b"---")
    except OSError:
        return False


def _source(paths: Sequence[Path]) -> Source:
    """One source of one or several files; an empty line stands between two, as pandoc has it."""
    from mslint.readers import READERS, unread

    for path in paths:
        if path.suffix.lower() not in READERS:
            raise unread(path)
    texts = [files.read(path) for path in paths]
    for path, (text, _) in zip(paths, texts, strict=True):
        _refuse_long(text, path)
    parts: list[Part] = []
    at = 0
    for path, (text, bom) in zip(paths, texts, strict=True):
        parts.append(Part(path, Span(at, at + len(text)), bom))
        at += len(text) + 2
    return Source(paths[0], "\n\n".join(text for text, _ in texts), tuple(parts))


LONGEST = 5_000_000
"""Characters of a manuscript: more than a thesis in several volumes has, and as much as is checked in minutes."""


def _refuse_long(text: str, path: Path) -> None:
    if len(text) > LONGEST:
        told = f"has {len(text):,} characters, more than any manuscript; mslint reads up to {LONGEST:,}"
        raise UserError(f"{path}: {told}")


def _walk(folder: Path, config: Config) -> tuple[list[Path], list[Path]]:
    """The manuscripts below a folder and the files of kinds not read yet, in order of name; ignore files obeyed."""
    from mslint.readers import READERS

    found: list[Path] = []
    later: list[Path] = []
    for path in _unignored(folder, config):
        suffix = path.suffix.lower()
        if path.name == vocabulary.NAME:
            continue
        if suffix in READERS:
            found.append(path)
        elif suffix in LATER:
            later.append(path)
    return found, later


def _unignored(folder: Path, config: Config) -> Iterator[Path]:
    from pathspec import GitIgnoreSpec

    ignores = [(config.folder.resolve(), GitIgnoreSpec.from_lines(config.exclude))]
    for place in _repository_folders(folder.resolve()):
        ignores += _ignore_files(place)
    yield from _files_below(folder, ignores)


def _repository_folders(folder: Path) -> list[Path]:
    """The folders whose ignore files hold for a folder: from its repository's top down to it; outside one, itself."""
    top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)
    return [place for place in (*reversed(folder.parents), folder) if place.is_relative_to(top)]


def _files_below(folder: Path, ignores: Ignores) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UserError(f"{folder}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    for path in entries:
        is_folder = path.is_dir()
        if path.name.startswith(".") or (is_folder and path.is_symlink()) or _is_ignored(path, is_folder, ignores):
            continue
        if is_folder:
            yield from _files_below(path, [*ignores, *_ignore_files(path.resolve())])
        else:
            yield path


def _is_ignored(path: Path, is_folder: bool, ignores: Ignores) -> bool:
    """What the last pattern that fits says."""
    place = path.parent.resolve() / path.name
    verdict = False
    for base, patterns in ignores:
        if place.is_relative_to(base):
            include = patterns.check_file(place.relative_to(base).as_posix() + ("/" if is_folder else "")).include
            verdict = verdict if include is None else include
    return verdict


def _ignore_files(folder: Path) -> Ignores:
    from pathspec import GitIgnoreSpec

    return [
        (folder, GitIgnoreSpec.from_lines(files.read(folder / name)[0].splitlines()))
        for name in IGNORE_FILES
        if (folder / name).is_file()
    ]
