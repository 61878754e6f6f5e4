"""Does the finished file say what the pages say? It is read with the standard library alone, and compared.

python-pptx wrote it, so that python-pptx is no second opinion: here the zip file, its relationships and its XML are
followed by a reader that shares no line with the writer. What it compares with are the pages.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from deck.equation.linear import stretches
from deck.layout.bidi import without_marks
from deck.layout.table_steps import in_frames
from deck.markup import BREAK, Run, Text, with_addresses
from deck.page import (
    ChartBox,
    Connector,
    Deck,
    Element,
    Frame,
    Group,
    IconBox,
    Page,
    PictureBox,
    Stretch,
    TableBox,
    TextBox,
)
from deck.value import Value

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHAPES = tuple(f"{_P}{tag}" for tag in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))


def differences(data: bytes, deck: Deck) -> Iterator[str]:
    """What is read otherwise than the pages say: titles, texts, tables, notes, hidden slides, order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        file = _File(archive)
        slides = list(file.slides())
        if len(slides) != len(deck.pages):
            yield f"{len(slides)} slides instead of {len(deck.pages)}"
        for name, page in zip(slides, deck.pages, strict=False):
            yield from (f"slide {page.number}: {what}" for what in _on_slide(file, name, page))


class _File(Value, frozen=True):
    """The parts of the file, and what leads from one to the other."""

    archive: zipfile.ZipFile

    def slides(self) -> Iterator[str]:
        presentation = next(iter(self.targets("", "officeDocument").values()))
        targets = self.targets(presentation, "slide")
        for one in self.root(presentation).iter(f"{_P}sldId"):
            yield targets[one.get(f"{_R}id", "")]

    def root(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archive.read(name))

    def targets(self, name: str, kind: str) -> dict[str, str]:
        """The parts that a part leads to by relationships of one kind, by relationship id."""
        folder, base = dirname(name), name.rpartition("/")[2]
        related = join(folder, "_rels", f"{base}.rels")
        if related not in self.archive.NameToInfo:
            return {}
        return {
            one.get("Id", ""): normpath(join("/", folder, one.get("Target", "")))[1:]
            for one in self.root(related)
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External"
        }


def _on_slide(file: _File, name: str, page: Page) -> Iterator[str]:
    slide = file.root(name)
    tree = slide.find(f"{_P}cSld/{_P}spTree")
    shapes = () if tree is None else _seen(tree)
    title = next((_said(shape) for shape in shapes if _placeholder(shape) in ("title", "ctrTitle")), "")
    if _plain(title) != _plain(page.title):
        yield f"the title reads `{title}`"
    notes = "".join(
        _noted(shape)
        for part in file.targets(name, "notesSlide").values()
        for shape in file.root(part).iter(f"{_P}sp")
        if _placeholder(shape) == "body"
    )
    if _plain(notes) != _plain("\n".join(map(_told, page.notes))):
        yield "its notes differ"
    if (slide.get("show") == "0") != page.hidden:
        yield "it is hidden, or should be"
    elements = [one for one in page.elements if _is_shown(one)]
    parts = ((in_frames(one, page) if isinstance(one, TableBox) else (one,)) for one in elements)
    yield from _in_order(tree, tuple(part for one in parts for part in one))


def _in_order(tree: ElementTree.Element | None, elements: tuple[Element, ...]) -> Iterator[str]:
    """The shapes of a slide are read in the order of the page's elements."""
    shapes = {_name(shape): shape for shape in (() if tree is None else _seen(tree)) if shape.tag in _SHAPES}
    for element in elements:
        if element.name not in shapes:
            yield f"`{element.name}` is missing"
        else:
            yield from _in_element(element, shapes[element.name])
    written = [name for name in shapes if name in {element.name for element in elements}]
    if written != [element.name for element in elements if element.name in shapes]:
        yield f"its shapes are read in the order {', '.join(written)}"


def _in_element(element: Element, shape: ElementTree.Element) -> Iterator[str]:
    match element:
        case TextBox() if shape.tag == f"{_P}pic":
            # A formula by itself, where a program knows none.
            own = shape.find(f"./*/{_P}cNvPr")
            told = [run.formula.said or run.formula.tex for run in _runs(element.frame) if run.formula]
            if own is None or [own.get("descr")] != [_words(one) for one in told]:
                yield f"`{element.name}` is a picture of something else"
        case TextBox():
            if element.frame.paragraphs and _words(_said(shape)) != _words(_text(element.frame)):
                yield f"`{element.name}` reads `{_said(shape)}`"
        case TableBox():
            rows = [[_words(_said(cell)) for cell in row.iter(f"{_A}tc")] for row in shape.iter(f"{_A}tr")]
            if rows != [[_words(_text(cell)) for cell in row] for row in element.cells]:
                yield f"the table `{element.name}` differs"
        case Group(children=children):
            inside = {_name(child): child for child in _seen(shape) if child.tag in _SHAPES}
            for child in children:
                if isinstance(child, Connector | PictureBox | IconBox):
                    continue
                yield from (
                    _in_element(child, inside[child.name]) if child.name in inside else (f"`{child.name}` is missing",)
                )
        case PictureBox():
            if shape.tag != f"{_P}pic":
                yield f"`{element.name}` is no picture"
        case ChartBox():
            if shape.tag != f"{_P}graphicFrame":
                yield f"`{element.name}` is no chart"


def _seen(tree: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The shapes of a tree; of what holds formulas, what stands in for it: no formula is asked what it says."""
    for shape in tree:
        yield from shape.iterfind(f"{_MC}Fallback/*") if shape.tag == f"{_MC}AlternateContent" else (shape,)


def _is_shown(element: Element) -> bool:
    return not isinstance(element, PictureBox) or element.image is not None


def _name(shape: ElementTree.Element) -> str:
    own = shape.find(f"./*/{_P}cNvPr")
    return "" if own is None else own.get("name", "")


def _placeholder(shape: ElementTree.Element) -> str:
    found = shape.find(f"./*/{_P}nvPr/{_P}ph")
    return "" if found is None else found.get("type", "obj")


def _said(shape: ElementTree.Element) -> str:
    """What a shape or cell says, its paragraphs on lines of their own."""
    return "\n".join(_in_lines(paragraph) for paragraph in shape.iter(f"{_A}p"))


def _noted(shape: ElementTree.Element) -> str:
    """The same of notes, with the marks of their lists."""
    return "\n".join(_mark(one) + _in_lines(one) for one in shape.iter(f"{_A}p"))


def _in_lines(paragraph: ElementTree.Element) -> str:
    """What a paragraph says, a sign for each line that its author ends; spaces too small to be seen are no words."""
    unseen = {run.find(f"{_A}t") for run in paragraph.iter(f"{_A}r") if _size(run) == _UNSEEN}
    said = (one for one in paragraph.iter() if one.tag in _SAID and one not in unseen)
    return "".join(BREAK if one.tag == f"{_A}br" else one.text or "" for one in said)


def _size(run: ElementTree.Element) -> str:
    properties = run.find(f"{_A}rPr")
    return "" if properties is None else properties.get("sz", "")


_UNSEEN = "100"
_SAID = (f"{_A}t", f"{_A}br")


def _mark(paragraph: ElementTree.Element) -> str:
    sign = next((f"{one.get('char')} " for one in paragraph.iter(f"{_A}buChar")), "")
    return sign or next((f"{one.get('startAt')}. " for one in paragraph.iter(f"{_A}buAutoNum")), "")


def _told(text: Text) -> str:
    """What the notes say of a text: an address follows on what nobody can click."""
    return "".join(run.text for run in with_addresses(text.runs))


def _plain(text: str) -> str:
    """The same, whether letters are raised and lowered, or signs are that stand for them (10⁶)."""
    return re.sub(r"[-−–^_()]", "", unicodedata.normalize("NFKC", _words(text).replace(BREAK, " ")))


def _words(text: str) -> str:
    """Without what layout adds or changes: marks of direction, spaces that do not break, hyphens of every sort."""
    return re.sub(
        "[-\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}]", "", without_marks(text).replace("\N{NO-BREAK SPACE}", " ")
    )


def _text(frame: Frame) -> str:
    return "\n".join("".join(_letters(stretch) for stretch in laid.stretches) for laid in frame.paragraphs)


def _letters(stretch: Stretch) -> str:
    if stretch.run.formula is None:
        return stretch.text
    return "".join(part.text for part in stretches(stretch.run.formula.tree))


def _runs(frame: Frame) -> Iterator[Run]:
    return (stretch.run for laid in frame.paragraphs for stretch in laid.stretches)
