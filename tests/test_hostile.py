"""Manuscripts that mean harm: each ends in one clear line or in a safe build, never in a traceback, a leak or a hang."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from command import Ran, run
from test_build import png

SECRET = "TOPSECRETWORD"
BODY = "# Introduction\n\nPlain words stand here.\n\n"
REFERENCES = "@book{a, author={Stone, Ada}, title={Wells}, year={1990}, publisher={Well Press}}\n"


@pytest.fixture(autouse=True, scope="module")
def cache_of_this_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSLINT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The manuscript's folder, with secrets beside it."""
    home = tmp_path / "paper"
    home.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "secret.bib").write_text(f"@book{{s, title={{{SECRET}}}}}", "utf-8")
    (home / "refs.bib").write_text(REFERENCES, "utf-8")
    (home / "a.png").write_bytes(png())
    (home / "mslint.yaml").write_text("languagetool: false\n", "utf-8")
    return home


def build(folder: Path, text: str, *how: str) -> Ran:
    (folder / "paper.md").write_bytes(text.encode())
    begun = time.monotonic()
    ran = run("build", "paper.md", "--no-check", *(how or ("--to", "pdf,docx,html")), cwd=folder)
    assert "Traceback" not in ran.stderr
    assert time.monotonic() - begun < 120
    assert (folder / "build" / "out" / "paper.docx").exists() == (ran.returncode == 0)
    return ran


def contents(folder: Path) -> str:
    """All that stands in the built files, but for the page that shows the source with its findings."""
    found = []
    for file in sorted((folder / "build" / "out").iterdir()):
        raw = file.read_bytes()
        if file.suffix == ".docx":
            with zipfile.ZipFile(file) as parts:
                raw = b"\n".join(parts.read(name) for name in parts.namelist())
        elif file.suffix == ".pdf":
            raw = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages).encode()
        if file.name != "report.html":
            found.append(raw.decode("utf-8", "replace"))
    return "\n".join(found)


def passwords() -> str:
    return Path("/etc/passwd").read_text("utf-8").splitlines()[0] if Path("/etc/passwd").exists() else "root:x:0:0"


def harmless(folder: Path) -> str:
    """The contents of a safe build: the paper's own words, and nobody else's."""
    said = contents(folder)
    assert "Plain words stand here" in said
    assert SECRET not in said and passwords() not in said
    return said


# Files from elsewhere


RAW = [
    "\\input{/etc/passwd}",
    "```{=latex}\n\\openin0=/etc/passwd\n```",
    '```{=typst}\n#read("/etc/passwd")\n```',
    '`#import "@preview/cetz:0.3.0"`{=typst}',
    '```{=openxml}\n<w:p><w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r></w:p>\n```',
    '<iframe src="file:///etc/passwd"></iframe>',
]


def test_raw_markup_is_left_out_and_told(folder: Path) -> None:
    ran = build(folder, BODY + "\n\n".join(RAW) + "\n")
    assert ran.returncode == 0
    assert ran.stderr.count("warning build.left-out") >= len(RAW)
    assert "/etc/passwd" not in harmless(folder)


ELSEWHERE = [
    ("file:///etc/passwd", "build."),
    ("/etc/passwd.png", "lies outside"),
    ("../secret.png", "lies outside"),
    ("%2e%2e/secret.png", "lies outside"),
    ("link.png", "lies outside"),
    ("up/secret.png", "lies outside"),
    ("http://127.0.0.1:9/x.png", "reads nothing from the web"),
    ("data:image/png;base64,AAAA", "reads nothing from the web"),
]


def test_figures_from_elsewhere(folder: Path) -> None:
    (folder / "link.png").symlink_to(Path("..") / "secret.png")
    (folder / "up").symlink_to("..")
    ran = build(folder, BODY + "".join(f"![x]({target})\n\n" for target, _ in ELSEWHERE))
    assert ran.stderr.count(": error build.") == len(ELSEWHERE)
    for target, why in ELSEWHERE:
        assert any(f"“{target}”" in line and (why in line or why == "build.") for line in ran.stderr.splitlines()), (
            target
        )
    assert harmless(folder).count("figure missing") >= len(ELSEWHERE)


@pytest.mark.parametrize(
    "front",
    ["csl: /etc/passwd", "csl: ../secret.txt", "csl: http://127.0.0.1:9/x.csl"],
)
def test_citation_styles_from_elsewhere(folder: Path, front: str) -> None:
    ran = build(folder, f"---\nbibliography: refs.bib\n{front}\n---\n\n{BODY}[@a]\n", "--to", "docx")
    assert ran.stderr.count(": error build.") == 1
    harmless(folder)


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.txt"])
def test_bibliographies_that_are_none(folder: Path, name: str) -> None:
    ran = build(folder, f"---\nbibliography: {name}\n---\n\n{BODY}[@a]\n")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert SECRET not in ran.stderr and passwords() not in ran.stderr


def test_keys_that_tell_pandoc_what_to_run_or_read(folder: Path) -> None:
    (folder / "evil.lua").write_text('os.execute("touch ran")\n', "utf-8")
    keys = {
        "template": "/etc/passwd",
        "filter": "/bin/sh",
        "filters": "[evil.lua]",
        "lua-filter": "evil.lua",
        "reference-doc": "../secret.txt",
        "pdf-engine": "/bin/sh",
        "include-in-header": "/etc/passwd",
        "include-before-body": "[/etc/passwd]",
        "header-includes": "'\\input{/etc/passwd}'",
        "metadata-files": "[../secret.txt]",
        "resource-path": "/",
        "title": '"`#read(\\"/etc/passwd\\")`{=typst} Wells"',
        "abstract": '"`#read(\\"/etc/passwd\\")`{=typst} Deep"',
        "keywords": '["#read(\\"/etc/passwd\\")"]',
        "lang": '"en\\"); #read(\\"/etc/passwd\\")"',
        "date": '"#read(\\"/etc/passwd\\")"',
    }
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    ran = build(folder, f"---\n{front}---\n\n{BODY}", "--to", "pdf,docx,html,tex,md,typ")
    assert ran.returncode == 0, ran.stderr
    harmless(folder)
    assert not (folder / "ran").exists()


def test_bibliographies_with_commands(folder: Path) -> None:
    (folder / "refs.bib").write_text(
        "@book{a, author={\\write18{touch ran} Stone, Ada}, title={\\immediate\\write18{touch ran} \\input{/etc/passwd}}, "
        'year={1990}, publisher={`#read("/etc/passwd")`{=typst}}}\n',
        "utf-8",
    )
    (folder / "more.yaml").write_text(
        'references:\n- id: b\n  type: book\n  title: "`#read(\\"/etc/passwd\\")`{=typst} Ponds"\n', "utf-8"
    )
    build(folder, f"---\nbibliography: [refs.bib, more.yaml]\n---\n\n{BODY}[@a; @b]\n")
    harmless(folder)
    assert not (folder / "ran").exists()


# Words that are code elsewhere


def test_typst_and_scripts_in_plain_words_stay_words(folder: Path) -> None:
    text = (
        BODY
        + '#read("/etc/passwd") `#read("/etc/passwd")` ![x](a.png){width="1pt, x: read(\\"/etc/passwd\\")"}\n\n'
        + '# Heading {#x>#read("/etc/passwd")}\n\n[a](javascript:alert(1)) <script>alert(1)</script>\n\n'
        + "```{=html}\n<script>alert(2)</script>\n```\n\n<img src=x onerror=alert(3)>\n"
    )
    ran = build(folder, text)
    assert ran.returncode == 0, ran.stderr
    harmless(folder)
    page = (folder / "build" / "out" / "paper.html").read_text("utf-8")
    assert "<script" not in page and "onerror=" not in page and "javascript:" not in page


def test_addresses_that_run(folder: Path) -> None:
    (folder / "refs.bib").write_text(REFERENCES.replace("year=", "url={javascript:alert(1)}, year="), "utf-8")
    links = "[a](javascript:alert(1)) [b](JAVA%0ascript:alert(2)) [c](data:text/html,x) [d](file:///etc/passwd)"
    kept = "[e](https://example.org/) [f](mailto:ada@example.org) [g](#introduction) [h](notes.html)"
    ran = build(folder, f"---\nbibliography: refs.bib\n---\n\n{BODY}{links}\n\n{kept} [@a]\n", "--to", "html,docx")
    assert ran.stderr.count("the link is left out") == 4
    page = (folder / "build" / "out" / "paper.html").read_text("utf-8")
    assert not [
        scheme for scheme in ("javascript:", "script:", "data:text", "file:") if f'href="{scheme}' in page.lower()
    ]
    for target in ("https://example.org/", "mailto:ada@example.org", "#introduction", "notes.html"):
        assert f'href="{target}"' in page


# Figures that are more than pictures


def test_drawings_that_ask_for_files(folder: Path) -> None:
    (folder / "entity.svg").write_text(
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><text y="20">&x;</text></svg>',
        "utf-8",
    )
    (folder / "linked.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><image href="../secret.png" width="9" height="9"/>'
        '<image href="file:///etc/passwd" width="9" height="9"/><image href="http://127.0.0.1:9/x.png"/>'
        "<script>alert(1)</script></svg>",
        "utf-8",
    )
    for name in ("entity.svg", "linked.svg"):
        ran = build(folder, f"{BODY}![x]({name})\n")
        assert ran.returncode == 0 or ran.stderr.count("mslint: ") == 1
        if ran.returncode == 0:
            harmless(folder)
            assert "<script>alert" not in (folder / "build" / "out" / "paper.html").read_text("utf-8")
            for file in (folder / "build" / "out").iterdir():
                file.unlink()


def _laughing() -> bytes:
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE svg [{entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>'.encode()


def _huge() -> bytes:
    """A PNG of 60,000 by 60,000 pixels in few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(60_001 * 100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data"), [("bomb.svg", _laughing()), ("huge.png", _huge()), ("torn.pdf", b"%PDF-1.7\n")]
)
def test_figures_that_would_fill_the_memory_or_are_torn(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    ran = build(folder, f"{BODY}![x]({name})\n")
    assert ran.returncode == 0 or ran.stderr.count("mslint: ") == 1, ran.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_figures_that_are_no_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    ran = build(folder, f"{BODY}![x](pipe.png)\n\n![y](zero.png)\n")
    assert ran.stderr.count(": error build.missing-file") == 2
    harmless(folder)


# Bombs


def _aliases(last: str) -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join(f'*{a}' for _ in range(9))}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    return "\n".join([*lines, last])


def test_front_matter_of_aliases_to_aliases(folder: Path) -> None:
    (folder / "paper.md").write_text(f"---\n{_aliases('author: *j')}\n---\n\n{BODY}", "utf-8")
    checked = run("check", "paper.md", cwd=folder)
    assert checked.returncode == 1
    assert "markdown.front-matter-aliases" in checked.stdout
    ran = build(folder, f"---\n{_aliases('author: *j')}\n---\n\n{BODY}")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("name", ["mslint.yaml", "own/profile.yaml"])
def test_settings_of_aliases_to_aliases(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(_aliases("references: *j"), "utf-8")
    ran = build(
        folder, f"---\nbibliography: refs.yaml\n---\n\n{BODY}", "--profile", "own" if "own" in name else "manuscript"
    )
    assert ran.returncode == 2
    assert (ran.stderr.count("\n"), "unfold to more than" in ran.stderr) == (1, True)


def test_a_bibliography_of_aliases_to_aliases(folder: Path) -> None:
    (folder / "refs.yaml").write_text(_aliases("references: *j"), "utf-8")
    (folder / "paper.md").write_text(f"---\nbibliography: refs.yaml\n---\n\n{BODY}[@a]\n", "utf-8")
    checked = run("check", "paper.md", cwd=folder)
    assert (checked.returncode, "unfold to more than" in checked.stdout) == (1, True)


def test_a_few_aliases_are_no_bomb(folder: Path) -> None:
    ran = build(
        folder, f"---\nplace: &p Well College\nauthor:\n  - {{name: Ada Stone, affiliation: *p}}\n---\n\n{BODY}"
    )
    assert ran.returncode == 0, ran.stderr
    assert "Well College" in harmless(folder)


def test_tags_that_would_build_objects(folder: Path) -> None:
    build(folder, f'---\ntitle: !!python/object/apply:os.system ["touch ran"]\n---\n\n{BODY}')
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    "parts", [{"word/document.xml": bytes(300_000_000)}, {"word/styles.xml": bytes(300_000_000)}, {}]
)
def test_a_reference_document_that_unpacks_without_end(folder: Path, parts: dict[str, bytes]) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "profile.yaml").write_text("extends: manuscript\n", "utf-8")
    with zipfile.ZipFile(folder / "own" / "reference.docx", "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    ran = build(folder, BODY, "--profile", "own", "--to", "docx")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
    assert "reference.docx" in ran.stderr


# Shapes that programs do not expect


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("".join(f"{' ' * 2 * depth}- x\n" for depth in range(400)), "nested more than 50 deep"),
        (">" * 3000 + " x\n", "nested too deeply"),
    ],
)
def test_what_is_nested_too_deeply_is_not_built(folder: Path, text: str, why: str) -> None:
    ran = build(folder, BODY + text)
    assert ran.returncode == 2
    assert why in ran.stderr.splitlines()[-1]
    assert run("check", "paper.md", cwd=folder).returncode in (0, 1)


def test_nul_bytes_are_no_text(folder: Path) -> None:
    ran = build(folder, BODY + "a\0b\n")
    assert (ran.returncode, ran.stderr) == (2, "mslint: paper.md: is not text (NUL byte at 42)\n")


def test_a_line_of_fifty_megabytes(folder: Path) -> None:
    ran = build(folder, BODY + "a" * 50_000_000)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "more than any manuscript" in ran.stderr


@pytest.mark.parametrize(
    "front",
    [
        "fontsize: 1e999",
        "papersize: ../../etc",
        "linestretch: nan",
        "mslint: {build: {profile: ../../etc}}",
        "columns: 999999",
    ],
)
def test_values_that_are_none(folder: Path, front: str) -> None:
    ran = build(folder, f"---\n{front}\n---\n\n{BODY}")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
