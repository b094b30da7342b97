from __future__ import annotations

from pathlib import Path

import pytest

from mslint import inputs
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
