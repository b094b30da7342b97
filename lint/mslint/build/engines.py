"""Makes the PDF with another engine than Typst, if it is asked for and there: LaTeX, or WeasyPrint. Starts them shut
in: no shell, no file outside the stage, no network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from mslint.build import pandoc
from mslint.errors import UserError

_LATEX = ("lualatex", "xelatex", "pdflatex")
"""In the order of what they know of Unicode and fonts."""


def latex(stage: Path) -> bytes:
    """The PDF of `paper.tex` in the stage. Raises UserError where there is no LaTeX, or with its words."""
    engine = next((found for name in _LATEX if (found := shutil.which(name))), None)
    if engine is None:
        raise UserError(f"engine “latex”: there is none of {', '.join(_LATEX)} on this machine; leave `engine:` out")
    # paranoid: no path that begins with a slash or leads upward (texmf.cnf); a fixed clock, so that bytes are the same
    shut_in = {"openin_any": "p", "openout_any": "p", "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    command = [engine, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    for _ in range(2):  # references are known after the first
        try:
            done = subprocess.run(
                command, cwd=stage, env={**os.environ, **shut_in}, capture_output=True, timeout=pandoc.SECONDS
            )
        except subprocess.TimeoutExpired:
            raise UserError(f"{Path(engine).name} did not end within {pandoc.SECONDS} s") from None
        if done.returncode:
            lines = done.stdout.decode("utf-8", "replace").splitlines()
            why = next((line[2:] for line in lines if line.startswith("! ")), "it failed")
            raise UserError(f"{Path(engine).name}: {why}")
    return (stage / "paper.pdf").read_bytes()


def weasyprint(page: bytes) -> bytes:
    """The PDF of a page that needs no other file. Raises UserError where WeasyPrint is not installed, or too old."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise UserError(
            f"engine “weasyprint”: it is not there ({error}): install the package weasyprint, 68 or newer"
        ) from None
    inside = URLFetcher(allowed_protocols={"data"})  # only what is in the page itself
    made = HTML(string=page.decode(), url_fetcher=inside).write_pdf(pdf_identifier=b"mslint", pdf_variant="pdf/ua-1")
    return bytes(made)
