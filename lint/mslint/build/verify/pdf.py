"""What a PDF must be to be submitted: whole, its fonts embedded, tagged, its properties those of the paper. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from mslint.build.verify import Expected, Read, told_secrets
from mslint.build.verify.words import letters

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def read(data: bytes, expected: Expected) -> Read:
    import pypdf
    from pypdf.errors import PyPdfError

    from mslint.build.verify import text

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = len(reader.pages)
        faults = [*_font_faults(reader), *_property_faults(reader, expected), *_active(reader)]
        faults += _secret_faults(reader, expected) if expected.secrets else []
        words = text.tagged(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Read(None, (), (f"cannot be read again: {' '.join(str(error).split())}",))
    facts = [f"{pages} page{'s' if pages != 1 else ''}"]
    facts += [] if any("embedded" in fault for fault in faults) else ["fonts embedded"]
    if words is None:
        facts.append("not tagged" if "/StructTreeRoot" not in reader.root_object else "no codes for its letters")
        words = "\n".join(page.extract_text() for page in reader.pages)
        return Read(None if expected.secrets == () else words, tuple(facts), tuple(faults))
    return Read(words, (*facts, "tagged"), tuple(faults))


def _font_faults(reader: Any) -> Iterator[str]:
    told = set()
    for page in reader.pages:
        for font in _fonts(page.get("/Resources"), 0):
            name = str(font.get("/BaseFont", "")).lstrip("/")
            if name not in told and not _is_embedded(font):
                told.add(name)
                yield f"the font {name or 'without a name'} is not embedded"


NESTED = 5
"""How deep drawings inside drawings are looked at."""


def _fonts(resources: Any, depth: int) -> Iterator[Any]:
    """The fonts of a page and of the drawings on it."""
    resources = resources.get_object() if resources is not None else {}
    fonts = resources.get("/Font")
    for font in fonts.get_object().values() if fonts is not None else ():
        yield font.get_object()
    drawings = resources.get("/XObject")
    for drawing in drawings.get_object().values() if drawings is not None and depth < NESTED else ():
        drawing = drawing.get_object()
        if drawing.get("/Subtype") == "/Form":
            yield from _fonts(drawing.get("/Resources"), depth + 1)


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor.get_object() for key in _FONT_FILES)


def _property_faults(reader: Any, expected: Expected) -> Iterator[str]:
    info = reader.metadata or {}
    title, author = (str(info.get(key) or "") for key in ("/Title", "/Author"))
    if letters(title) != letters(expected.title) and expected.title:
        yield f"its title is “{title}”, not “{expected.title}”"
    for name in expected.authors:
        if letters(name) not in letters(author):
            yield f"its properties do not name the author {name}"
    if expected.secrets and author:
        yield f"its properties name “{author}” as author"
    language = str(reader.root_object.get("/Lang") or "")
    asked = bool(language) or "/StructTreeRoot" in reader.root_object
    if asked and language.partition("-")[0].lower() != expected.language.partition("-")[0].lower() != "":
        yield f"its language is “{language}”, not “{expected.language}”"


def _active(reader: Any) -> Iterator[str]:
    """What runs, or is attached: no journal takes it, and nothing of a paper makes it."""
    root = reader.root_object
    names = root["/Names"].get_object() if "/Names" in root else {}
    for key, what in (("/JavaScript", "a script"), ("/EmbeddedFiles", "an attached file")):
        if key in names:
            yield f"it holds {what}"
    action = root["/OpenAction"].get_object() if "/OpenAction" in root else {}
    if "/AA" in root or (isinstance(action, dict) and action.get("/S") not in (None, "/GoTo")):
        yield "it does something when it is opened"
    if "/AcroForm" in root:
        yield "it holds a form"
    if any(note.get_object().get("/Subtype") != "/Link" for page in reader.pages for note in page.get("/Annots") or ()):
        yield "it holds comments"


def _secret_faults(reader: Any, expected: Expected) -> Iterator[str]:
    """What tells the authors in properties, descriptions of figures, and the data of images; the words on the pages are
    asked of the text.
    """
    for secret in told_secrets(expected.secrets, b"\n".join(_data(reader))):
        yield f"it holds “{secret}”, and a blind copy tells no author"


def _data(reader: Any) -> Iterator[bytes]:
    """Each object as it is written, streams decoded but for photographs, whose own properties are not coded."""
    for number in range(1, int(reader.trailer["/Size"])):
        item = reader.get_object(number)
        if item is None:
            continue
        yield str(item).encode()
        if hasattr(item, "_data"):
            yield bytes(item._data)
            if item.get("/Filter") == "/FlateDecode" and item.get("/Subtype") != "/Image":
                yield item.get_data()
