from __future__ import annotations

from pathlib import Path

import pytest

from mslint import files
from mslint.errors import UserError


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xff\xfea\x00", "is UTF-16"),
        (b"a\x00b", "is not text"),
        (b"one\ntwo \xe9", r"p\.md:2: not UTF-8"),
    ],
)
def test_what_is_no_text_is_told_in_one_line(raw: bytes, told: str) -> None:
    with pytest.raises(UserError, match=told) as caught:
        files.decode(raw, Path("p.md"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("raw", [b"a\r\nb\r\n", b"\xef\xbb\xbfa\n", b"no end", "é😀".encode()])
def test_bytes_come_back_as_they_were(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "p.md"
    path.write_bytes(raw)
    text, bom = files.read(path)
    files.write(path, text, bom=bom)
    assert path.read_bytes() == raw


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "p.md", tmp_path / "l.md"
    path.write_text("a")
    path.chmod(0o640)
    link.symlink_to(path)
    files.write(link, "b")
    assert link.is_symlink()
    assert path.read_text() == "b"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot be written"):
        files.write(tmp_path / "file" / "p.md", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
