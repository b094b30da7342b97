from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mslint import inputs, session
from mslint.config import Config, LanguageToolConfig
from mslint.errors import UserError


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())


def walked(folder: Path) -> list[str]:
    return [job.source.path.relative_to(folder).as_posix() for job in inputs.jobs([folder])[0]]


def test_a_folder_is_walked_and_ignore_files_are_obeyed(tmp_path: Path, own_cache: Path) -> None:
    put(
        tmp_path,
        {
            "b.md": "b",
            "a/c.txt": "c",
            "a/skip.md": "s",
            "a/.gitignore": "skip.md\n",
            "out/d.md": "d",
            ".ignore": "out/\n",
            ".hidden/e.md": "e",
            "notes.py": "x",
            "keep.log.md": "k",
            "mslint.yaml": "exclude: ['*.log.md']\n",
        },
    )
    assert walked(tmp_path) == ["a/c.txt", "b.md"]


def test_kinds_not_read_yet_are_told(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, {"a.md": "a", "b.docx": "b"})
    jobs, later = inputs.jobs([tmp_path])
    assert [job.source.path.name for job in jobs] == ["a.md"]
    assert [(item.what, item.why) for item in later] == [(str(tmp_path / "b.docx"), ".docx files are not read yet")]
    with pytest.raises(UserError, match=r"b\.docx: .*not read yet"):
        inputs.jobs([tmp_path / "b.docx"])


def test_several_files_are_one_manuscript(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, {"1.md": "\ufeffone\r\n", "2.md": "two", "3.md": "no", "mslint.yaml": "manuscript: [1.md, 2.md]\n"})
    (job,), _ = inputs.jobs([tmp_path])
    source = job.source
    assert [source.text[p.span.start : p.span.end] for p in source.parts] == ["one\r\n", "two"]
    assert [part.bom for part in source.parts] == [True, False]
    assert source.part_at(source.text.index("two")).path == tmp_path / "2.md"
    assert walked(tmp_path / "3.md") == ["."]


SERIES = {
    "text/00.front.md": "---\ntitle: Weirs\n---\n",
    "text/01.introduction.md": "# Introduction\n\nWeirs rise [@adler]. See [the map](#map).\n",
    "text/02.map.md": "# The map {#map}\n\nIt shows all weirs.\n\n<!-- mslint off crossrefs -->\n",
    "notes/a.md": "A note.\n",
}


def test_numbered_files_are_one_manuscript(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, SERIES)
    notes, text = inputs.jobs([tmp_path])[0]
    assert [part.path.name for part in notes.source.parts] == ["a.md"]
    assert [part.path.name for part in text.source.parts] == ["00.front.md", "01.introduction.md", "02.map.md"]
    assert not text.part


@pytest.mark.parametrize(
    "names",
    [("1.a.md", "2.b.md"), ("2024-01-03.md", "2024-02-04.md", "2024-03-01.md"), ("a1.md", "a2.md", "a3.md")],
    ids=["few", "dates", "letters"],
)
def test_other_files_are_papers_of_their_own(names: tuple[str, ...], tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, dict.fromkeys(names, "Text.\n"))
    assert len(inputs.jobs([tmp_path])[0]) == len(names)


def test_numbered_files_with_front_matter_are_papers_of_their_own(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, {f"{n}-lecture.md": f"---\ntitle: Lecture {n}\n---\n\nText.\n" for n in (1, 2, 3)})
    assert len(inputs.jobs([tmp_path])[0]) == 3


def test_one_file_of_a_manuscript_is_not_held_to_what_needs_the_whole(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, SERIES)
    (whole,) = inputs.jobs([tmp_path / "text"])[0]
    wanted = Config(tmp_path, languagetool=LanguageToolConfig(enabled=False))
    found = session.check(replace(whole, config=wanted)).outcome.diagnostics
    assert [d.rule for d in found if d.rule.startswith("c")] == ["citations.no-bibliography"]
    for name in ("01.introduction.md", "02.map.md"):
        (job,) = inputs.jobs([tmp_path / "text" / name])[0]
        assert job.part
        for _ in range(2):  # read, then remembered
            outcome = session.check(replace(job, config=wanted)).outcome
            assert not outcome.diagnostics
            assert [item.what for item in outcome.not_checked] == ["what needs the whole manuscript"]


def test_a_message_names_the_file_of_another_place(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, {**SERIES, "text/01.notes.md": "# Notes\n\nThe note.[^1]\n\n[^1]: Weirs.\n\n[^1]: Locks.\n"})
    (job,) = inputs.jobs([tmp_path / "text"])[0]
    found = session.check(replace(job, config=Config(tmp_path, select=("crossrefs",)))).outcome.diagnostics
    assert [d.message for d in found if "stands already" in d.message] == [
        "The note “[^1]” stands already in line 5 of 01.notes.md."
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [({}, "nothing to check"), ({"a.docx": "x"}, "not read yet: .*a.docx"), ({"a.md": "\x00"}, "not text")],
)
def test_nothing_to_check_is_told(tmp_path: Path, own_cache: Path, files: dict[str, str], told: str) -> None:
    put(tmp_path, files)
    with pytest.raises(UserError, match=told):
        inputs.jobs([tmp_path])


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(UserError, match=r"nowhere\.md: no such file"):
        inputs.jobs([Path("nowhere.md")])


def test_a_manuscript_that_names_a_missing_file(tmp_path: Path, own_cache: Path) -> None:
    put(tmp_path, {"mslint.yaml": "manuscript: [1.md]\n"})
    with pytest.raises(UserError, match=r"1\.md: cannot be read"):
        inputs.jobs([tmp_path])
