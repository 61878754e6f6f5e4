"""A brand, resolved: palette, faces, type scale, layouts with their slots, and shape styles."""

from __future__ import annotations

from pathlib import Path

from deck.diagnostics import Span
from deck.geometry import Box, Point
from deck.language import script
from deck.value import Value, field


class Color(Value, frozen=True):
    """A colour by its place in the theme; `hex` (RRGGBB) is what it looks like."""

    name: str
    hex: str
    theme: str
    """The name a slide refers to: tx1, bg1, tx2, bg2, accent1 … accent6."""
    lum_mod: int = 100
    """Percent of the theme colour's HSL lightness kept; with `lum_off` this is PowerPoint's "lighter 60 %"."""
    lum_off: int = 0
    sat_mod: int = 100
    """Percent of its saturation kept: the lighter shades of a drawing are quieter."""


class Face(Value, frozen=True):
    """One font file."""

    family: str
    bold: bool
    italic: bool
    path: Path


class StandIn(Value, frozen=True):
    """The font that a machine without the brand's shows instead; `metrics` is the file with its advance widths."""

    name: str
    metrics: Path
    span: Span
    """Where brand.yaml names it."""


class Role(Value, frozen=True):
    """How one kind of text is set; sizes in points, `spacing` in lines, `before` in shares of the size."""

    name: str
    size: float
    floor: float
    bold: bool = False
    color: Color = field(default=None)  # type: ignore[assignment]
    spacing: float = 1.1
    before: float = 0.0
    heading: bool = False
    """Set in the headings family."""
    largest: float = 0.0
    """What it grows to where a slide has room; 0 where it does not grow."""
    monospace: bool = False
    """Set in the family of code: from left to right in every language, and a line ends where its author ends it."""


class MarkStyle(Value, frozen=True):
    """A bullet: its character (empty for a number), colour, and the indent it hangs in, in shares of the size."""

    char: str
    color: Color
    indent: float


class ShapeStyle(Value, frozen=True):
    """The look of a native shape; a colour of None is not painted."""

    name: str
    geometry: str
    """rect, roundRect, ellipse, circle, homePlate (a step that points on) or bracket (open at the top)."""
    role: Role
    color: Color
    fill: Color | None = None
    line: Color | None = None
    line_pt: float = 1.0
    dash: bool = False
    radius_pt: float = 0.0
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    align: str = "start"
    anchor: str = "top"
    opacity: float = 1.0
    """Of its fill: less lets what is behind it through."""
    turned: bool = False
    """Stands in a deck that is read from right to left, where a step points to the left."""

    def drawn_inset(self, width: float, height: float) -> tuple[float, float, float, float]:
        """How far the geometry itself keeps text from its left, top, right and bottom, in points.

        Every program sets text inside the rectangle that the preset geometry defines for it, before any inset.
        """
        match self.geometry:
            case "ellipse" | "circle":
                across, down = width * (1 - 0.5**0.5) / 2, height * (1 - 0.5**0.5) / 2
                return across, down, across, down
            case "roundRect":
                corner = self.radius_pt * (1 - 0.5**0.5)
                return corner, corner, corner, corner
            case "homePlate":
                # Its point is half as deep as its shorter side, and text may go half way into the point.
                point = min(width, height) / 4
                return (point, 0.0, 0.0, 0.0) if self.turned else (0.0, 0.0, point, 0.0)
            case _:
                return 0.0, 0.0, 0.0, 0.0


class TableStyle(Value, frozen=True):
    """The look of every table: a filled head, a thin line under each row, nothing upright."""

    head: Color
    rule: Color
    rule_pt: float = 0.75


class Level(Value, frozen=True):
    """One outline level; `indent_pt` is where its text starts, and its mark hangs `hanging_pt` before that."""

    role: Role
    color: Color
    mark: str
    mark_style: MarkStyle | None
    indent_pt: float
    hanging_pt: float


class Slot(Value, frozen=True):
    """A named place on a layout; `type` and `idx` are the placeholder that a slide inherits from."""

    name: str
    box: Box
    role: Role
    type: str
    """Placeholder type: title, ctrTitle, subTitle, body, pic, tbl, ftr, sldNum, obj; "" is a free area (diagrams)."""
    idx: int
    color: Color
    mark: str = "none"
    align: str = "start"
    """start, centre or end, in reading direction."""
    anchor: str = "top"
    """top, centre or bottom."""
    style: ShapeStyle | None = None
    """Fill, line and insets when the placeholder itself is a card."""
    prompt: str = ""
    virtual: bool = False
    """The layout has no placeholder for it: what stands there is a box of the slide's own."""
    home: Box | None = None
    """Where the layout's placeholder stands, if that is not `box`."""
    levels: tuple[Level, ...] = ()
    """How its paragraphs look by themselves, in a template that somebody else made."""


class Bar(Value, frozen=True, tag=True):
    """A painted rectangle on a layout (a band, a rule)."""

    box: Box
    fill: Color


class Curve(Value, frozen=True, tag=True):
    """An open line through points on a layout."""

    points: tuple[Point, ...]
    color: Color
    width_pt: float


class Emblem(Value, frozen=True, tag=True):
    """A decorative SVG on a layout."""

    box: Box
    svg: bytes
    """With only what it needs to be drawn."""


class Icon(Value, frozen=True, tag=True):
    """A drawing of the kit on a layout; what reaches over the edge of the slide is cut off there."""

    box: Box
    name: str
    color: Color
    turned: bool = False
    """From left to right, as it is drawn for readers from right to left."""


class Art(Value, frozen=True, tag=True):
    """Whatever a brought template paints on a layout, over the whole slide."""

    part: str
    """The layout's part in the template."""


Decor = Bar | Curve | Emblem | Icon | Art


TITLES = ("title", "ctrTitle")


COVERS = 0.8
"""The share of a text's box that a colour lies under which is its ground."""


class Layout(Value, frozen=True):
    """One slide layout: its slots by name, in the order in which the eye meets them, and what is behind them."""

    key: str
    name: str
    """What PowerPoint shows; unique."""
    type: str
    """`p:sldLayout@type`: title, secHead, obj, twoObj, picTx, tbl, titleOnly, cust …"""
    background: Color
    dark: bool
    slots: dict[str, Slot]
    decor: tuple[Decor, ...] = ()
    place: str = "top"
    """Where content that is lower than its room stands: at the top, or at the optical centre; `fixed` keeps every slot
    where the layout has it, whatever the title is; `kept` too, but for what a source line, lead or caption takes."""
    part: str = ""
    """Of a brought template: the part that holds the layout."""
    grounds: tuple[tuple[Box, Color], ...] = ()
    """Of a brought template: what is painted in one colour, the page first and what lies on top last."""

    def ground_at(self, box: Box) -> Color:
        """What text in a box stands on, as far as that is one colour; `background` is what the title stands on."""
        covering = (color for place, color in self.grounds if place.share_of(box) > COVERS)
        return next(reversed(list(covering)), self.background)

    @property
    def is_plain(self) -> bool:
        """Whether it has what every slide begins with: a title and a text."""
        types = {slot.type for slot in self.slots.values() if not slot.virtual}
        return {"title", "body"} <= types or (bool(self.part) and {"title", "obj"} <= types)

    def of_type(self, type: str) -> Slot | None:
        """Its largest placeholder of that type."""
        found = [slot for slot in self.slots.values() if slot.type == type]
        return max(found, key=lambda slot: slot.box.area, default=None)


class TemplateFile(Value, frozen=True):
    """A template that somebody else made, which slides stand on as it is."""

    path: Path
    digest: str
    right_to_left: bool
    """Whether it was made for a language that is read from right to left."""
    table_style: str
    """The GUID of the style that its tables have; empty for ours."""


class Brand(Value, frozen=True):
    """Everything a deck takes from its brand; lengths in points."""

    name: str
    width: float
    height: float
    colors: dict[str, Color]
    theme: dict[str, str]
    """The twelve theme colours by slot (dk1, lt1, dk2, lt2, accent1 … accent6, hlink, folHlink), as RRGGBB."""
    headings: str
    base: str
    scripts: dict[str, str]
    """Font family by ISO 15924 script (Hans, Arab …) for the theme's font list."""
    fallbacks: tuple[str, ...]
    faces: tuple[Face, ...]
    roles: dict[str, Role]
    scale: tuple[float, ...]
    """All sizes that text may have, largest first."""
    marks: dict[str, MarkStyle]
    gaps: dict[str, float]
    """Those between blocks by the names that kinds use; `title`, from a title to what is under it; and `source`, the
    least between content and a source line."""
    shapes: dict[str, ShapeStyle]
    layouts: dict[str, Layout]
    event: str = ""
    language: str = "en"
    """The language that it is set for."""
    right_to_left: bool = False
    folder: Path = Path()
    stand_in: StandIn | None = None
    monospace: str = ""
    """The family of inline code; empty where it is set as the text around it."""
    wider: float = 1.0
    """By how much the letters that a program shows may be wider than those of the files that text is measured with."""
    template: TemplateFile | None = None
    """What the layouts are those of, where the brand does not make them itself."""
    transition: str = "none"
    """How a slide follows on the one before it: at once, or by a `fade`."""

    def shape(self, style: str, tone: str = "plain") -> ShapeStyle:
        """The style in its tone; a style without that tone looks plain."""
        return self.shapes.get(f"{style}.{tone}", self.shapes[style])

    @property
    def table(self) -> TableStyle:
        return TableStyle(self.colors["primary"], self.colors["rule"])

    @property
    def plain_layout(self) -> Layout:
        """The layout that the slide master is made of: PowerPoint's "Title and content" if there is one."""
        plain = [layout for layout in self.layouts.values() if layout.is_plain]
        # A brought template may have no such layout: its titles are those of any other.
        titled = [layout for layout in self.layouts.values() if layout.of_type("title")] or [*self.layouts.values()]
        return max(plain or titled, key=lambda layout: (layout.type == "obj", _text_area(layout)))

    @property
    def picture_box(self) -> Box:
        """The largest place that a picture may have beside a title: over a whole slide stand photographs only."""
        whole = Box(0, 0, self.width, self.height)
        slots = (slot for layout in self.layouts.values() for slot in layout.slots.values() if slot.type == "pic")
        boxes = [slot.box for slot in slots if slot.box.area < 0.95 * whole.area] or [whole]
        return max(boxes, key=lambda box: box.area)

    @property
    def own_family(self) -> str:
        """The family of the language's script, where the brand's text families do not have it themselves."""
        return self.scripts.get(script(self.language), "")

    def family(self, role: Role, code: bool = False) -> str:
        if (code or role.monospace) and self.monospace:
            return self.monospace
        return self.headings if role.heading else self.base


def _text_area(layout: Layout) -> float:
    text = layout.of_type("body")
    return text.box.area if text else 0.0
