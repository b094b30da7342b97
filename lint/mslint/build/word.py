"""Makes the DOCX: pandoc's, on a reference document with the profile's styles. Everything in it comes from the paper
and the profile; the clock and the user's own templates leave no trace.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha1
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from mslint.build import arrange, captions, pandoc, pdf, pictures, tables, tree
from mslint.build.dates import Date
from mslint.build.prepare import Paper
from mslint.build.profile import GUTTER, PAPERS, Profile, identity
from mslint.build.tree import Node
from mslint.errors import UserError

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TWIPS_PER_MM = 1440 / 25.4
_PAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<w:{{name}} xmlns:w="{_W}"><w:p><w:pPr><w:suppressLineNumbers/>\
<w:spacing w:before="0" w:after="0"/><w:jc w:val="{{side}}"/></w:pPr>\
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>\
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:{{name}}>"""
"""A header or footer with the number of the page."""


def make(
    paper: Paper, profile: Profile, reference: bytes, date: Date | None, stage: Path
) -> tuple[bytes, list[dict[str, Any]]]:
    """The DOCX, on the `reference` document, and pandoc's messages."""
    (stage / "reference.docx").write_bytes(reference)
    (stage / "body.xml").write_text(_BODY, "utf-8")
    figures = {name: _for_word(name, stage) for name in paper.figures}
    messages = pandoc.run(
        ["--from=json", "--to=docx", "--reference-doc=reference.docx", "--template=body.xml"],
        json.dumps(_tree(paper, profile, figures)).encode(),
        stage,
        "paper.docx",
        readable=[name for name, _ in figures.values()],
    )
    return _finished((stage / "paper.docx").read_bytes(), profile, date), messages


_BODY = f"""<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="{_W}" xmlns:r="{_R}" \
xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:w10="urn:schemas-microsoft-com:office:word" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" \
xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<w:body>
$body$
$sectpr$
</w:body>
</w:document>
"""
"""A pandoc template: the title page is part of the body, so that metadata are properties only."""


def _for_word(name: str, stage: Path) -> tuple[str, float]:
    """The figure's file that Word can show, and its natural width in millimetres; 0 where it is not known."""
    if Path(name).suffix in (".png", ".jpg", ".jpeg", ".gif"):
        return name, pictures.width((stage / name).read_bytes())
    png = pdf.drawn(name, stage, "png")
    return png, pictures.width((stage / png).read_bytes(), pdf.DPI)


def _tree(paper: Paper, profile: Profile, figures: Mapping[str, tuple[str, float]]) -> dict[str, Any]:
    page = paper.front
    meta = {
        **paper.meta,
        "lang": {"t": "MetaString", "c": page.language},
        "title": {"t": "MetaString", "c": tree.plain(page.title).strip()},
        "author": {"t": "MetaList", "c": [{"t": "MetaString", "c": name} for name in page.names]},
        "keywords": {"t": "MetaList", "c": [{"t": "MetaInlines", "c": tree.words(word)} for word in page.keywords]},
    }
    blocks = _once_broken([*_title_page(paper, profile), *_lists(paper, profile), *paper.blocks], profile)
    written = {"pandoc-api-version": tree.API, "meta": meta, "blocks": blocks}
    return tree.walk(written, lambda node: _word(node, profile, figures))  # type: ignore[no-any-return]


_PAGE_BREAK = tree.raw_block(
    "openxml",
    "<w:p><w:pPr><w:pageBreakBefore/><w:suppressLineNumbers/>"
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>',
)
"""A line of one point that begins a page: a break at the end of a full page would leave an empty one."""


def _sized(pairs: list[list[str]], natural: float, column: float) -> list[list[str]]:
    """An image's attributes with a width that its column holds: pandoc knows only that of the page."""
    asked = dict(pairs).get("width", "")
    if asked.endswith("%"):
        wide = float(asked[:-1] or 100) / 100 * column
    elif asked or "height" in dict(pairs) or not natural:
        return pairs
    else:
        wide = min(natural, column)
    return [*([key, value] for key, value in pairs if key != "width"), ["width", f"{wide:.1f}mm"]]


def _title_page(paper: Paper, profile: Profile) -> list[Node]:
    """The title page; where the text has two columns, it ends a section of one."""
    page = paper.front
    lines = [
        ("Title", [page.title]),
        ("Subtitle", [page.subtitle]),
        ("Author", [page.byline()]),
        ("Affiliation", page.places()),
        ("Contact", page.contacts()),
        ("Date", [page.date]),
    ]
    title = [tree.styled(style, [tree.para(line)]) for style, group in lines for line in group if line]
    summary = _summary(paper, profile)
    if profile.columns == 2:
        end = tree.raw_block("openxml", f"<w:p><w:pPr>{section(profile, columns=1)}</w:pPr></w:p>")
        return [*title, end, *summary] if profile.abstract == "run-in" else [*title, *summary, end]
    if title and profile.cover:
        title.append(_PAGE_BREAK)
    blocks = [*title, *summary]
    if profile.titlepage and page.abstract:
        blocks.append(_PAGE_BREAK)
    return blocks


def _summary(paper: Paper, profile: Profile) -> list[Node]:
    """Abstract and keywords."""
    page = paper.front
    blocks: list[Node] = []
    abstract = list(page.abstract)
    if abstract and profile.abstract == "run-in":
        first = abstract[0]["c"] if abstract[0]["t"] == "Para" else []
        opening = tree.strong([{"t": "Emph", "c": tree.words(f"{page.abstract_title}—")}])
        abstract = [tree.para([opening, *first]), *(abstract[1:] if first else abstract)]
    elif abstract:
        blocks.append(tree.styled("Abstract Title", [tree.para(tree.words(page.abstract_title))]))
    if abstract:
        blocks.append(tree.styled("Abstract", abstract))
    if page.keywords:
        run_in = profile.abstract == "run-in"
        label = tree.words("Index Terms—" if run_in else "Keywords:")
        label = [tree.strong([{"t": "Emph", "c": label}] if run_in else label)]
        between = [] if run_in else [{"t": "Space"}]
        keywords = [*label, *between, *tree.words(", ".join(page.keywords))]
        blocks.append(tree.styled("Keywords", [tree.para(keywords)]))
    return blocks


def _lists(paper: Paper, profile: Profile) -> list[Node]:
    """The lists before the text, each on its page: fields that Word fills anew, with what they will hold."""
    blocks: list[Node] = []
    for name in profile.lists if profile.columns == 1 else ():
        entries = _entries(paper.blocks, name, profile)
        if entries:
            title, command = _LISTS[name]
            blocks.append(tree.styled("TOC Heading", [tree.para(tree.words(title))]))
            blocks += [*_filled(entries, command), _PAGE_BREAK]
    return blocks


_LISTS = {
    "contents": ("Contents", 'TOC \\o "1-3" \\h \\z \\u'),
    "figures": ("Figures", 'TOC \\h \\z \\t "Image Caption,1"'),
    "tables": ("Tables", 'TOC \\h \\z \\t "Table Caption,1"'),
}
"""Title and field of each list (ISO/IEC 29500-1, 17.16.5.68)."""


def _entries(blocks: list[Node], name: str, profile: Profile) -> list[tuple[int, str, list[Node]]]:
    """Level, identifier and words of each entry of a list."""
    found: list[tuple[int, str, list[Node]]] = []
    for block in arrange.listed(blocks, name):
        if block["t"] == "Header":
            found.append((block["c"][0], block["c"][1][0], tree.without_notes(block["c"][2])))
        else:
            words = tree.words(" ".join(tree.plain(block["c"][1]).split()))
            found.append((1, block["c"][0][0], [*tree.words(captions.label(block, profile)), *words]))
    return found


def _filled(entries: list[tuple[int, str, list[Node]]], command: str) -> list[Node]:
    """The entries, each a link, in one field that Word is asked to fill with the pages."""
    blocks = []
    for at, (level, identifier, words) in enumerate(entries):
        line: list[Node] = []
        if at == 0:
            line.append(tree.raw("openxml", _begin(command)))
        page = tree.raw("openxml", _page(identifier))
        line.append({"t": "Link", "c": [["", [], []], [*words, page], [f"#{identifier}", ""]]})
        if at == len(entries) - 1:
            line.append(tree.raw("openxml", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
        blocks.append(tree.styled(f"TOC {level}", [tree.para(line)]))
    return blocks


def _page(identifier: str) -> str:
    """A tab and the page of a bookmark, which whoever opens the file works out. Pandoc names a bookmark by a digest
    where Word would not take the identifier (at most 40 characters, a letter first).
    """
    if len(identifier) > 40 or not identifier[0].isalpha():
        identifier = f"X{sha1(identifier.encode(), usedforsecurity=False).hexdigest()[1:]}"
    return (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {escape(identifier)} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _caption_first(figure: Node) -> Node:
    """A figure with its caption above it."""
    (name, _, _), (_, caption), content = figure["c"]
    lines = [tree.para(block["c"]) if block["t"] == "Plain" else block for block in caption]
    shown = [tree.para(block["c"]) if block["t"] == "Plain" else block for block in content]
    return {"t": "Div", "c": [[name, [], []], [tree.styled("Image Caption", lines), tree.styled("Figure", shown)]]}


def _begin(command: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(command)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _field(kind: str, number: str, roman: bool, strong: bool) -> list[Node]:
    """The number of a caption as the field that Word counts by."""
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if strong else ""
    command = f"SEQ {kind} \\* {'ROMAN' if roman else 'ARABIC'}"
    return [
        tree.raw(
            "openxml",
            f'<w:r>{bold}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{bold}<w:instrText xml:space="preserve"> {command} </w:instrText></w:r>'
            f'<w:r>{bold}<w:fldChar w:fldCharType="separate"/></w:r>'
            f'<w:r>{bold}<w:t>{number}</w:t></w:r><w:r>{bold}<w:fldChar w:fldCharType="end"/></w:r>',
        )
    ]


def _once_broken(blocks: list[Node], profile: Profile) -> list[Node]:
    """The blocks without page breaks before chapters, whose headings begin a page by themselves."""
    following = [*blocks[1:], None]
    return [
        block
        for block, after in zip(blocks, following, strict=True)
        if not (profile.chapters and block in (_PAGE_BREAK, tree.PAGE_BREAK) and after and _is_chapter(after))
    ]


def _is_chapter(block: Node) -> bool:
    if block["t"] == "Div":
        return tree.style(block) == "TOC Heading"
    return bool(block["t"] == "Header" and block["c"][0] == 1)


def _word(node: Node, profile: Profile, figures: Mapping[str, tuple[str, float]]) -> Node | None:
    """The element as Word has it."""

    def inside(inner: Node) -> Node | None:
        return _word(inner, profile, figures)

    if node["t"] == "Image" and node["c"][2][0] in figures:
        (name, classes, pairs), alt, (target, title) = node["c"]
        file, natural = figures[target]
        return {"t": "Image", "c": [[name, classes, _sized(pairs, natural, profile.width)], alt, [file, title]]}
    if node["t"] == "Table":
        size = profile.word["styles"][tables.STYLE]["size"]
        table = tables.widened(node, profile.width, size) or node
        return tables.styled(captions.prefixed(table, profile, _field) or table, inside)
    if node["t"] == "Figure":
        figure = captions.prefixed(node, profile, _field) or node
        figure = {"t": "Figure", "c": tree.walk(figure["c"], inside)}
        return _caption_first(figure) if profile.figure.above and figure["c"][1][1] else figure
    return _PAGE_BREAK if node == tree.PAGE_BREAK else None


def reference(profile: Profile) -> bytes:
    """Pandoc's reference document with the profile's styles, page and page numbers; kept in the cache."""
    from mslint import cache

    store = cache.store("reference")
    own = profile.file("reference.docx")
    parts = (own.read_bytes() if own else b"", Path(__file__).read_bytes())
    key = cache.digest(identity(profile), version("pypandoc_binary"), *parts)
    known = store.get(key)
    if known:
        return b64decode(known)
    made = _reference(profile)
    store.put(key, b64encode(made).decode())
    return made


_LARGEST = 50_000_000
"""Bytes that a reference document may unpack to: a hundred times what Word writes."""


def _own_reference(path: Path) -> bytes:
    """An author's reference document, which is used as it is."""
    content = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            size = sum(part.file_size for part in file.infolist())
            known = "word/styles.xml" in file.namelist()
    except zipfile.BadZipFile:
        raise UserError(f"{path}: is not a Word file") from None
    if size > _LARGEST or not known:
        raise UserError(f"{path}: {f'unpacks to {size / 1e6:.0f} MB' if known else 'has no styles'}: not used")
    return content


def _reference(profile: Profile) -> bytes:
    own = profile.file("reference.docx")
    if own:
        return _own_reference(own)
    parts = _parts(pandoc.default("reference.docx"))
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"], profile)
    top = profile.pagenumbers == "top"
    kind = "header" if top else "footer"
    name = f"{kind}1.xml"
    parts[f"word/{name}"] = _PAGE.format(name="hdr" if top else "ftr", side="right" if top else "center").encode()
    _replace(
        parts,
        "[Content_Types].xml",
        "</Types>",
        f'<Override PartName="/word/{name}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/></Types>',
    )
    _replace(
        parts,
        "word/_rels/document.xml.rels",
        "</Relationships>",
        f'<Relationship Type="{_R}/{kind}" Id="rId90" Target="{name}"/></Relationships>',
    )
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(
        r"<w:sectPr.*</w:sectPr>", section(profile, columns=profile.columns), text, flags=re.DOTALL
    ).encode()
    return _zipped(parts)


def section(profile: Profile, *, columns: int) -> str:
    """The properties of a section (ISO/IEC 29500-1, 17.6.17); one with several columns goes on on the same page."""
    width, height = (round(side * _TWIPS_PER_MM) for side in PAPERS[profile.papersize])
    margin = round(profile.margin * _TWIPS_PER_MM)
    kind = "header" if profile.pagenumbers == "top" else "footer"
    gutter = round(GUTTER * _TWIPS_PER_MM)
    return (
        f'<w:sectPr><w:{kind}Reference w:type="default" r:id="rId90"/>'
        + ('<w:type w:val="continuous"/>' if columns > 1 else "")
        + f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" '
        'w:header="709" w:footer="709" w:gutter="0"/>'
        + ('<w:lnNumType w:countBy="1" w:restart="continuous"/>' if profile.linenumbers else "")
        + (f'<w:cols w:num="{columns}" w:space="{gutter}"/>' if columns > 1 else "")
        + "</w:sectPr>"
    )


def _replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    text = parts[name].decode()
    if old not in text:
        raise RuntimeError(f"pandoc's reference.docx has another {name} than it had")
    parts[name] = text.replace(old, new).encode()


def _styles(xml: bytes, profile: Profile) -> bytes:
    ElementTree.register_namespace("w", _W)
    ElementTree.register_namespace("r", _R)
    root = ElementTree.fromstring(xml)
    word = profile.word
    _defaults(root, profile)
    known = {_named(style).lower(): style for style in root.iter(_q("style"))}
    for name, wanted in word["styles"].items():
        style = known.get(name.lower())
        _restyle(_new_style(root, name) if style is None else style, wanted, profile)
    _set_code(known["verbatim char"], word["code"], profile.fontsize)
    _set_colour(known["hyperlink"])
    _set_table(known["table"])
    _add_figure_table(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root)


def _q(name: str) -> str:
    return f"{{{_W}}}{name}"


def _named(style: ElementTree.Element) -> str:
    name = style.find(_q("name"))
    return "" if name is None else name.get(_q("val"), "")


def _add(parent: ElementTree.Element, name: str, **attributes: object) -> ElementTree.Element:
    values = {_q(key): str(value) for key, value in attributes.items()}
    return ElementTree.SubElement(parent, _q(name), values)


def _defaults(root: ElementTree.Element, profile: Profile) -> None:
    defaults = root.find(_q("docDefaults"))
    assert defaults is not None
    run, paragraph = defaults.find(f"{_q('rPrDefault')}/{_q('rPr')}"), defaults.find(f"{_q('pPrDefault')}/{_q('pPr')}")
    assert run is not None and paragraph is not None
    language = run.find(_q("lang"))
    run.clear()
    _fonts(run, profile.word["font"])
    _size(run, profile.fontsize)
    if language is not None:
        run.append(language)
    paragraph.clear()
    _add(paragraph, "spacing", after=0, line=round(240 * profile.linestretch), lineRule="auto")


def _fonts(run: ElementTree.Element, font: str) -> None:
    _add(run, "rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)


def _size(run: ElementTree.Element, points: float) -> None:
    _add(run, "sz", val=round(points * 2))
    _add(run, "szCs", val=round(points * 2))


def _new_style(root: ElementTree.Element, name: str) -> ElementTree.Element:
    style = _add(root, "style", type="paragraph", customStyle=1, styleId=name.replace(" ", ""))
    _add(style, "name", val=name)
    _add(style, "basedOn", val="Normal")
    _add(style, "qFormat")
    return style


def _restyle(style: ElementTree.Element, wanted: Mapping[str, Any], profile: Profile) -> None:
    """Give a style the wanted properties and no others; elements in the order of ISO/IEC 29500-1, 17.3.1 and 17.3.2."""
    for name in ("pPr", "rPr"):
        old = style.find(_q(name))
        if old is not None:
            style.remove(old)
    paragraph = _add(style, "pPr")
    if wanted.get("keep"):
        _add(paragraph, "keepNext")
        _add(paragraph, "keepLines")
    if wanted.get("newpage"):
        _add(paragraph, "pageBreakBefore")
    if wanted.get("unnumbered"):
        _add(paragraph, "suppressLineNumbers")
    if wanted.get("leader"):
        right = round((PAPERS[profile.papersize][0] - 2 * profile.margin) * _TWIPS_PER_MM)
        _add(_add(paragraph, "tabs"), "tab", val="right", leader="dot", pos=right)
    spacing: dict[str, object] = {key: round(wanted[key] * 20) for key in ("before", "after") if key in wanted}
    if "line" in wanted:
        spacing |= {"line": round(240 * wanted["line"]), "lineRule": "auto"}
    if spacing:
        _add(paragraph, "spacing", **spacing)
    body = _named(style) == "Body Text"
    first = wanted.get("first", profile.indent if body else None)
    indents = {key: round(wanted[key] * _TWIPS_PER_MM) for key in ("left", "right", "hanging") if key in wanted}
    if first is not None:
        indents["firstLine"] = round(first * _TWIPS_PER_MM)
    if indents:
        _add(paragraph, "ind", **indents)
    if "align" in wanted or (profile.justify and body):
        _add(paragraph, "jc", val=wanted.get("align", "both"))
    if "level" in wanted:
        _add(paragraph, "outlineLvl", val=wanted["level"] - 1)
    run = _add(style, "rPr")
    for key, names in (("bold", ("b", "bCs")), ("italic", ("i", "iCs"))):
        for name in names if key in wanted else ():
            _add(run, name, val=int(wanted[key]))
    if wanted.get("caps"):
        _add(run, "smallCaps")
    if "size" in wanted:
        _size(run, wanted["size"])


def _set_code(style: ElementTree.Element, font: str, size: float) -> None:
    run = style.find(_q("rPr"))
    assert run is not None
    run.clear()
    _fonts(run, font)
    _size(run, 0.875 * size)


def _set_colour(style: ElementTree.Element) -> None:
    """Links are black, as on paper."""
    run = style.find(_q("rPr"))
    assert run is not None
    run.clear()
    _add(run, "color", val="000000")


def _set_table(style: ElementTree.Element) -> None:
    """Rules above and below the table; pandoc has one under the heading row."""
    properties = style.find(_q("tblPr"))
    assert properties is not None
    borders = ElementTree.Element(_q("tblBorders"))
    for side in ("top", "bottom"):
        _add(borders, side, val="single", sz=8, space=0, color="000000")
    properties.insert([child.tag for child in properties].index(_q("tblInd")) + 1, borders)


def _add_figure_table(root: ElementTree.Element) -> None:
    """Pandoc puts a figure and its caption into a table of this style, which its reference document has not got."""
    style = _add(root, "style", type="table", customStyle=1, styleId="FigureTable")
    _add(style, "name", val="Figure Table")


def _finished(docx: bytes, profile: Profile, date: Date | None) -> bytes:
    """The DOCX without pandoc's made-up dates and properties that only say how it was built; its tables stand where the
    profile has them.
    """
    parts = _parts(docx)
    stamp = f"{date[0]:04}-{date[1]:02}-{date[2]:02}T00:00:00Z" if date else ""
    core = parts["docProps/core.xml"].decode()
    for name in ("created", "modified"):
        made = f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' if stamp else ""
        core = re.sub(rf"<dcterms:{name}[^>]*>.*?</dcterms:{name}>", made, core)
    parts["docProps/core.xml"] = core.encode()
    parts["docProps/custom.xml"] = re.sub(rb"<property .*</property>", b"", parts["docProps/custom.xml"], flags=re.S)
    text = tables.kept_together(_titled(parts["word/document.xml"].decode(), profile).encode())
    side = f'\\1<w:jc w:val="{profile.word["tables"]}"/>'.encode()
    parts["word/document.xml"] = re.sub(rb"(<w:tblW [^>]*/>)(?!<w:jc)", side, text)
    return _zipped(parts)


def _titled(xml: str, profile: Profile) -> str:
    """The body with the numbers of tables in the titles that screen readers tell: pandoc leaves fields out there."""
    numbers = count(1)
    return re.sub(
        '(<w:tblCaption w:val="[^"\N{NO-BREAK SPACE}]+\N{NO-BREAK SPACE})',
        lambda match: match[1] + profile.table.numbered(next(numbers)),
        xml,
    )


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of the parts in their order, dated with the first day that ZIP knows."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            file.writestr(info, content)
    return raw.getvalue()
