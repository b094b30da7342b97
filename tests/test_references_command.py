"""`mslint references`: each work with the places that cite it, and the typed list as BibTeX."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from mslint.readers import bibliography

PAPER = """\
# Rivers

The rivers rose (Adler & Brandt, 2011; Cole, 2015). Adler and Brandt (2011) say so, and Dorn (1999) does not.

## References

Adler, B., & Brandt, K. (2011). Rain & rivers: 100% water. *Journal of Rain*, 3(2), 14–20. https://doi.org/10.1000/xyz

Cole, D. (2015). *The mill_stream*. Bern: Kunz.

Ewing, F. (2001). Ponds. *Water*, 5, 1–9.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    return tmp_path


def test_each_work_with_the_lines_that_cite_it(folder: Path) -> None:
    told = run("references", "paper.md", cwd=folder).stdout.splitlines()
    at = next(n for n, line in enumerate(told) if "Adler and Brandt (2011)" in line)
    assert told[at].split()[0] == "2×" and told[at + 1].split()[-1] == "3"
    at = next(n for n, line in enumerate(told) if "Ewing (2001)" in line)
    assert told[at].split()[0] == "–" and "cited nowhere" in told[at + 1]
    assert any("line 3" in line and "Dorn (1999)" in line for line in told)


def test_json_has_places_in_code_points(folder: Path) -> None:
    data = json.loads(run("references", "--format", "json", "paper.md", cwd=folder).stdout)
    first = data["references"][0]
    assert (first["names"], first["year"]) == (["Adler", "Brandt"], "2011")
    assert PAPER[first["start"] : first["end"]].startswith("Adler, B., & Brandt")
    assert [c["line"] for c in first["cited"]] == [3, 3]
    assert all("Brandt" in PAPER[c["start"] : c["end"]] for c in first["cited"])


def test_the_exported_list_reads_back_as_it_was(folder: Path) -> None:
    assert run("references", "--export", "bib", "-o", "out.bib", "paper.md", cwd=folder).returncode == 0
    text = (folder / "out.bib").read_text("utf-8")
    read = bibliography.read(Path("out.bib"), text)
    assert read.problems == ()
    assert [(r.names, r.year) for r in read.references] == [
        (("Adler", "Brandt"), "2011"),
        (("Cole",), "2015"),
        (("Ewing",), "2001"),
    ]
    assert read.references[0].doi == "10.1000/xyz"
    assert "Rain \\& rivers: 100\\% water" in text and "mill\\_stream" in text
    assert len({r.key for r in read.references}) == 3


def test_a_paper_without_a_typed_list_is_told(folder: Path) -> None:
    (folder / "bare.md").write_text("# A\n\nNothing cited.\n", "utf-8")
    ran = run("references", "--export", "bib", "bare.md", cwd=folder)
    assert ran.returncode == 2 and "bare.md: has no typed reference list" in ran.stderr
    assert run("references", "bare.md", cwd=folder).returncode == 0
