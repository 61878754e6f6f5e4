"""A talk on paper: one style, one language, one PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import msgspec

from deck.apart import Ended
from deck.brand.model import Brand
from deck.csl.entry import entry
from deck.diagnostics import Report
from deck.geometry import Box
from deck.layout.measure import Measure
from deck.page import UNCUT, Deck, Element, Group, Image, Page, PictureBox
from deck.references import Library
from deck.value import Value, replace
from deck.workspace import Workspace
from deck.write.drawing import STANDARDS, compile, folders_of
from deck.write.drawing.brought import NotPrinted, print_by
from deck.write.drawing.render import slide_library
from deck.write.drawing.to_json import for_formulas, to_json
from deck.write.drawing.weight import report_size
from deck.write.handout import file_text
from deck.write.handout.artifact import as_artifact
from deck.write.handout.codes import qr_code
from deck.write.handout.content import Data, content, grouped
from deck.write.handout.ending import ending
from deck.write.handout.glyphs import drawable
from deck.write.handout.ink import ink_light
from deck.write.handout.leaks import Secrets, report_secrets
from deck.write.handout.meanwhile import meanwhile
from deck.write.handout.own_styles import template_failed
from deck.write.handout.pictures import fitted
from deck.write.handout.script import script
from deck.write.handout.style import PAPERS, TEMPLATES, Paper, Style


class Order(Value, frozen=True):
    """What is asked for."""

    style: Style
    paper: Paper = PAPERS["a4"]
    ink_light: bool = False
    with_notes: bool = False
    """Print the speaker's notes in a style for others, which then says so on every page."""
    with_hidden: bool = False
    pace: float | None = None
    """Words a minute; None: as people speak that language."""
    max_mb: float | None = None

    @property
    def private(self) -> bool:
        """Whether the speaker's notes are in it."""
        return self.with_notes or self.style.reader == "speaker"

    @property
    def name(self) -> str:
        """What tells its file from the others of a talk."""
        parts = [self.style.name]
        parts += [self.paper.name] if self.paper.name != "a4" else []
        parts += ["ink-light"] if self.ink_light else []
        parts += ["with-notes"] if self.with_notes and self.style.reader != "speaker" else []
        parts += ["with-hidden"] if self.with_hidden else []
        return ".".join(parts)


def make(
    deck: Deck, order: Order, world: Workspace, library: Library, report: Report, run_sheet: Data | None = None
) -> bytes:
    """The finished PDF. Where it says too much or weighs too much, the report has the error: then nobody writes it."""
    pages = _pages(deck, order)
    if not pages:
        report.error("nothing-to-draw", "every slide is hidden", help="draw them with --with-hidden")
        return b""
    measure = Measure(deck.brand, world.cached)
    said = content(deck, pages, order.style, order.paper, order.private, measure)
    files = _files(deck, pages, order, world, said)
    said["ending"] = ending(deck, pages, library, order.private) if order.style.ends else {}
    files |= _codes(said["ending"], world) | _codes_to_read_on(said["summary"], world)
    if order.style.reader == "speaker":
        said |= script(deck, pages, order.pace)
    if run_sheet is not None:
        said["run_sheet"] = run_sheet
    text = drawable(msgspec.json.encode(said).decode(), deck, measure, report)
    measure.remember(world.put_in_cache)
    files |= {"handout.json": text.encode(), "main.typ": order.style.brought or _template(order.style.template)}
    files["common.typ"] = _template("common.typ")
    if '"formula":' in text:
        files |= for_formulas()

    def printed() -> bytes:
        actual_text = said["rtl"] or '"plain":' in text
        if order.style.brought:
            return print_by(files, deck.brand.faces, len(pages), actual_text)
        return compile(files, folders_of(deck.brand.faces), "pdf", pdf_standards=STANDARDS, actual_text=actual_text)[0]

    try:
        if order.private:
            pdf = printed()
        else:
            pdf, secrets = meanwhile(printed, partial(_secrets, deck, library))
            report_secrets(secrets, pdf, f"{order.name} handout", report)
    except (Ended, NotPrinted) as problem:
        report.add(template_failed(order.style, problem))
        return b""
    report_size(pdf, order.max_mb, f"the {order.name} handout", deck, pages, report)
    return pdf


def _pages(deck: Deck, order: Order) -> list[Page]:
    """What is printed of the talk. Where references stand at the end, their slides are not printed besides; whoever
    shows the talk has every slide that comes."""
    shown = [page for page in deck.pages if order.with_hidden or not page.hidden]
    if not order.style.ends:
        return shown
    return [page for page in shown if page.kind != "references" or page.notes] or shown


def _secrets(deck: Deck, library: Library) -> Secrets:
    file_text.load_reader()
    entries = [entry(one, deck.phrases).plain for one in library.references.values()]
    return Secrets.of(deck, entries)


def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def _files(deck: Deck, pages: Sequence[Page], order: Order, world: Workspace, said: Data) -> dict[str, bytes]:
    """The slides as typst draws them, as large as the style shows them, and figures that it shows by themselves."""
    width = _slide_width(said)
    sheets: list[Any] = []
    files = slide_library()
    if width:
        drawing = to_json(fitted(pages, width / deck.brand.width, world), deck.brand)
        sheets, files = drawing.pages, files | drawing.files
    if order.style.figure_share:
        files |= _figures(deck, grouped(pages, order.style), world, said, sheets)
    sheets = [as_artifact(sheet) for sheet in sheets]
    if order.ink_light:
        sheets = [ink_light(sheet, deck.brand) for sheet in sheets]
    files["pages.json"] = msgspec.json.encode(sheets)
    return files


def _slide_width(said: Data) -> float:
    """How wide a slide stands in the handout, in points; 0 where none is shown."""
    return float(said["cells"][0]["slide"]["width"] if said["cells"] else said["slide_width"])


def _figures(
    deck: Deck, groups: Sequence[Sequence[Page]], world: Workspace, said: Data, sheets: list[Any]
) -> dict[str, bytes]:
    """Give each figure its file and each diagram a sheet of its own; what is small, such as a logo, is only named."""
    brand = deck.brand
    files: dict[str, bytes] = {}
    shown = said["figure_width"] / brand.width
    for page, slide in zip(fitted([pages[0] for pages in groups], shown, world), said["slides"], strict=True):
        ground = page.layout.background.hex if page.layout.dark else None
        pictures = _whole(page.elements)
        described = [block for block in slide["body"] if block["is"] in ("picture", "diagram")]
        for (element, *others), block in zip(pictures, described, strict=True):
            match element:
                case PictureBox(image=image, box=box) if image is None or not _is_large(box, brand):
                    continue
                case PictureBox(image=Image() as image, box=box, cut=cut, media=None) if cut == UNCUT:
                    name = f"figure-{len(files)}.{'svg' if image.svg else image.kind}"
                    files[name] = image.svg or image.png
                    block |= {"file": name, **_shown(box, ground, said)}
                case PictureBox() | Group():
                    box = _around([element, *others])
                    alone = replace(page, elements=(element, *others), layout=replace(page.layout, decor=()))
                    drawing = to_json([alone], brand)
                    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
                    block |= {"sheet": len(sheets), "box": place, **_shown(box, ground, said)}
                    sheets += drawing.pages
                    files |= drawing.files
    return files


def _whole(elements: Iterable[Element]) -> list[list[PictureBox | Group]]:
    """Pictures and diagrams, each with all its parts: one that appears click by click is a group for every click."""
    found: dict[str, list[PictureBox | Group]] = {}
    for element in elements:
        if isinstance(element, PictureBox | Group):
            name = element.name.partition(".part-")[0] if isinstance(element, Group) else element.name
            found.setdefault(name, []).append(element)
    return list(found.values())


def _around(parts: Sequence[PictureBox | Group]) -> Box:
    boxes = [part.box for part in parts]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _shown(box: Box, ground: str | None, said: Data) -> Data:
    """As wide as the page, or less where that leaves no room above the figure for the slide's title.

    A template that knows how high that title is may show it up to `widest`, in its proportions.
    """
    wide, high = said["figure_width"], _FIGURE_SHARE * said["sheet"]["height"]
    around = 0 if ground is None else 2 * _GROUND_PT
    width = min(wide - around, (high - around) * box.width / box.height)
    return {"ground": ground, "width": width, "widest": wide - around, "ratio": box.width / box.height}


_FIGURE_SHARE, _GROUND_PT = 0.46, 10
_LARGE, _LARGE_AREA = 0.4, 0.04
"""How much of a slide's width, or of its area, a picture takes that carries something to look at."""


def _is_large(box: Box, slide: Brand) -> bool:
    return box.width > _LARGE * slide.width or box.area > _LARGE_AREA * slide.width * slide.height


def _codes_to_read_on(said: Data, world: Workspace) -> dict[str, bytes]:
    """QR codes for the addresses in a summary; each is told the name of its file."""
    files: dict[str, bytes] = {}
    for part in said["parts"]:
        links = list(enumerate(part["links"])) if part is said["parts"][-1] else []
        part["links"] = [{"url": url, "code": f"read-on-{number}.svg"} for number, url in links]
        files |= {f"read-on-{number}.svg": qr_code(url, world) for number, url in links}
    return files


def _codes(said: Data, world: Workspace) -> dict[str, bytes]:
    """QR codes for what stands at the end; each thing is told the name of its file."""
    files = {}
    for number, one in enumerate(said.get("references", ())):
        if one["doi"]:
            one["code"] = f"code-{number}.svg"
            files[one["code"]] = qr_code(one["doi"], world)
    if said.get("url"):
        said["code"] = "code.svg"
        files["code.svg"] = qr_code(said["url"], world)
    return files
