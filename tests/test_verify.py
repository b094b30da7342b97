"""Built files opened again: what is right is told, and each fault that is put into one is found."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from command import run
from mslint import build as builder
from mslint.build import verify
from mslint.build.verify import Expected, docx, text, words
from mslint.inputs import from_text
from mslint.session import read
from test_build import PAPER, REFERENCES, png

LONG = (
    PAPER
    + "\nWells are efficiently and effortlessly dug; fishermen find affluent ﬁrms offshore.[^far]\n"
    + (
        "\n[^far]: The far shore has a well-known note.\n\n"
        + "\n\n".join(
            f"Paragraph {n} tells of the well number {n} and of nobody who digs it deeper than {n} metres." * 3
            for n in range(40)
        )
    )
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, builder.Built]]:
    """The paper above with its figure, built plain and blind."""
    folder = tmp_path_factory.mktemp("paper")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSLINT_CACHE", str(folder / "cache"))
        (folder / "refs.bib").write_text(REFERENCES, "utf-8")
        (folder / "well.png").write_bytes(png())
        (folder / "paper.md").write_text(LONG, "utf-8")
        document, _ = read(from_text(LONG.encode(), folder / "paper.md"))
        yield folder, builder.build(document, profiles=("manuscript", "blind"), out=folder / "out")


def content(made: tuple[Path, builder.Built], name: str) -> bytes:
    return (made[0] / "out" / name).read_bytes()


EXPECTED = Expected("Wells and villages", ("Anna Příkladová",), "en-GB", 4, ("Villages need water",))


# What is right


def test_built_files_have_all_words_and_no_fault(made: tuple[Path, builder.Built]) -> None:
    assert [file.faults for file in made[1].verified] == [(), (), (), ()]
    told = [file.told for file in made[1].verified]
    assert re.fullmatch(
        r"paper-manuscript\.pdf: checked: \d+ pages, fonts embedded, tagged, all [\d,]+ words there", told[0]
    )
    assert told[1].startswith("paper-manuscript.docx: checked: parts and order of elements valid, styles known")


def test_the_text_of_the_tags_has_no_page_numbers_and_is_whole_over_pages(made: tuple[Path, builder.Built]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(content(made, "paper-manuscript.pdf")))
    found = text.tagged(reader)
    assert found is not None and len(reader.pages) > 2
    assert "efficiently and effortlessly dug; fishermen find affluent" in found
    tale = "".join(
        f"Paragraph {n} tells of the well number {n} and of nobody who digs it deeper than {n} metres." * 3
        for n in range(40)
    )
    assert words.letters(tale) in words.letters(found)


def test_the_command_tells_what_was_checked(made: tuple[Path, builder.Built]) -> None:
    told = run("build", "paper.md", "--no-check", "--to", "docx", "--out", "other", cwd=made[0])
    assert told.returncode == 0
    assert "paper.docx: checked: " in told.stdout


# Words


@pytest.mark.parametrize(
    ("run_", "there"),
    [("The e\u0301clair is “well-known”", True), ("the éclair is wellknown", True), ("éclair is not well", False)],
)
def test_letters_alone_are_compared(run_: str, there: bool) -> None:
    assert (words.missing([run_], words.letters("The éclair is 'well-\nknown' here.")) == []) == there


def test_lost_words_are_shown_from_where_the_text_departs() -> None:
    found = words.missing(["one two three four five six seven eight nine ten"], words.letters("one two four five"))
    assert found == ["three four five six seven eight …"]


def test_words_of_the_document_without_the_citations(tmp_path: Path) -> None:
    source = "See [e.g., @a, p. 3; and @b] now, as @c [p. 77] says: *so* it $x$ is.[^n] (Doe [2020])\n\n[^n]: A note.\n"
    document, _ = read(from_text(source.encode(), tmp_path / "p.md"))
    found = [run.strip() for run in words.of_document(document) if run.strip()]
    assert found == ["See", "now, as", "says:", "so", "it", "is.", "(Doe [2020])", "A note."]


# PDF


def changed_pdf(data: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def faults(name: str, data: bytes, expected: Expected = EXPECTED) -> str:
    seen = verify.verify(name, data, expected)
    assert seen is not None
    return "\n".join(seen.faults)


def _no_font_file(writer: pypdf.PdfWriter) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for key in ("/FontFile2", "/FontFile3"):
            descriptor.pop(key, None)


def _script(writer: pypdf.PdfWriter) -> None:
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)


def _attached(writer: pypdf.PdfWriter) -> None:
    writer.add_attachment("notes.txt", b"notes")


def _comment(writer: pypdf.PdfWriter) -> None:
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Contents"): TextStringObject("mend this"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _title(writer: pypdf.PdfWriter) -> None:
    writer.add_metadata({"/Title": "Untitled"})


def _language(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/Lang")] = TextStringObject("de")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda writer: None, ""),
        (_no_font_file, "is not embedded"),
        (_script, "it does something when it is opened"),
        (_attached, "it holds an attached file"),
        (_comment, "it holds comments"),
        (_title, "its title is “Untitled”, not “Wells and villages”"),
        (_language, "its language is “de”, not “en-GB”"),
    ],
)
def test_faults_of_a_pdf(
    made: tuple[Path, builder.Built], change: Callable[[pypdf.PdfWriter], None], fault: str
) -> None:
    found = faults("p.pdf", changed_pdf(content(made, "paper-manuscript.pdf"), change))
    assert fault in found if fault else found == ""


def test_a_pdf_without_a_word_or_cut_off(made: tuple[Path, builder.Built]) -> None:
    data = content(made, "paper-manuscript.pdf")
    expected = Expected("", (), "", 3, ("Villages need wine", "Villages need water"))
    assert faults("p.pdf", data, expected) == "p.pdf: the words “wine” are not in it"
    assert "cannot be read again" in faults("p.pdf", data[:400])
    assert "cannot be read again" in faults("p.pdf", b"")


def test_a_pdf_that_names_an_author_in_a_blind_copy(made: tuple[Path, builder.Built]) -> None:
    hidden = Expected("", (), "", 0, (), ("Anna Příkladová", "anna@example.org"))
    found = faults("p.pdf", content(made, "paper-manuscript.pdf"), hidden)
    assert "its properties name “Anna Příkladová, Γιώργος Δείγμα” as author" in found
    assert "its text has “anna@example.org”" in found
    assert faults("p.pdf", content(made, "paper-blind.pdf"), hidden) == ""


def test_an_author_in_the_data_of_a_figure_is_found(made: tuple[Path, builder.Built]) -> None:
    """Cameras write names into photographs, and so do programs that draw."""
    data = content(made, "paper-blind.docx")
    hidden = Expected("", (), "", 0, (), ("Anna Smith",))
    assert faults("p.docx", data, hidden) == ""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        figure = next(name for name in file.namelist() if name.endswith(".png"))
        image = file.read(figure)
    named = io.BytesIO(data)
    with zipfile.ZipFile(named, "a") as file:
        file.writestr("word/media/other.png", image + b"tEXtAuthor\x00Anna Smith")
    assert "it holds “Anna Smith”, and a blind copy tells no author" in faults("p.docx", named.getvalue(), hidden)


# Word


def changed_docx(data: bytes, part: str, change: Callable[[str], str] | None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == part and change is None:
                continue
            if name == part and change is not None:
                before = raw.decode()
                raw = change(before).encode()
                assert raw.decode() != before, "nothing was changed"
            new.writestr(name, raw)
    return out.getvalue()


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, 1)


BODY = "word/document.xml"
PARAGRAPH = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        (BODY, swap("</w:body>", "<w:body>"), "its part word/document.xml is not well-formed XML"),
        (BODY, swap("<w:sectPr", '<w:p><w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins></w:p><w:sectPr'), "holds tracked changes"),
        (BODY, swap("<w:sectPr", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p><w:sectPr"), "holds hidden text"),
        (BODY, swap("<w:sectPr", '<w:p w:rsidR="00AB12CD"/><w:sectPr'), "holds marks of editing sessions (rsid)"),
        (BODY, swap("<w:sectPr", '<w:p><w:commentRangeStart w:id="0"/></w:p><w:sectPr'), "holds comments"),
        (BODY, swap("<w:sectPr", '<w:p><w:pPr><w:jc w:val="left"/><w:pStyle w:val="Title"/></w:pPr></w:p><w:sectPr'), "are not in the schema's order"),
        (BODY, swap("<w:sectPr", "<w:p><w:pPr><w:colour/></w:pPr></w:p><w:sectPr"), "pPr has a child colour, which the schema does not know"),
        (BODY, swap("<w:sectPr", '<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p><w:sectPr'), "names the style Nowhere, which is not there"),
        (BODY, swap("<w:sectPr", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl><w:sectPr"), "a table cell does not end in a paragraph"),
        (BODY, swap('r:embed="', 'r:embed="gone'), "uses the relationship gone"),
        (BODY, swap("<w:sectPr", '<w:p><w:hyperlink w:anchor="nowhere"/></w:p><w:sectPr'), "names the bookmark nowhere"),
        (BODY, swap("<w:sectPr", '<w:bookmarkStart w:id="9999" w:name="a"/><w:sectPr'), "a bookmark has no end"),
        (BODY, lambda xml: re.sub(r"Villages need", "Villages sell", xml), "are not in it"),
        ("word/footnotes.xml", None, "leads to word/footnotes.xml, which is not there"),
        ("word/styles.xml", None, "which is not there"),
        ("[Content_Types].xml", swap('PartName="/word/media', 'PartName="/word/video'), "has no content type"),
        ("docProps/core.xml", swap("Wells and villages", "Untitled"), "its title is “Untitled”"),
        ("docProps/core.xml", swap("Anna", "Berta"), "its properties do not name the author Anna Příkladová"),
    ],
)  # fmt: skip
def test_faults_of_a_word_file(
    made: tuple[Path, builder.Built], part: str, change: Callable[[str], str] | None, fault: str
) -> None:
    data = content(made, "paper-manuscript.docx")
    assert faults("p.docx", data) == ""
    assert fault in faults("p.docx", changed_docx(data, part, change))


def test_a_word_file_that_is_none_or_a_bomb(made: tuple[Path, builder.Built]) -> None:
    assert "cannot be read again" in faults("p.docx", b"PK nothing")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", bytes(600_000_000))
    assert "its parts have more than 500 MB" in faults("p.docx", out.getvalue())


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("name", ["paper-manuscript.docx", "paper-blind.docx"])
def test_word_files_open_in_libreoffice_without_change(
    made: tuple[Path, builder.Built], tmp_path: Path, name: str
) -> None:
    """Every word comes back from LibreOffice, in order, and nothing that it would have to repair."""
    (tmp_path / name).write_bytes(content(made, name))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "again", name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    again = docx.read((tmp_path / "again" / name).read_bytes(), EXPECTED).text
    assert again is not None
    document, _ = read(from_text(LONG.encode(), made[0] / "paper.md"))
    runs = [run for run in words.of_document(document) if len(run.split()) > 1]
    assert len(runs) > 40
    assert words.missing(runs, words.letters(again)) == []
