"""Set paragraphs in a width: chosen sizes in, broken lines with positions out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from deck.brand.model import Brand, Color, Role, ShapeStyle, Slot
from deck.brand.theme_colors import luminance
from deck.diagnostics import Span
from deck.geometry import Box
from deck.layout.break_lines import SOFT_HYPHEN, break_lines, holds_together, units
from deck.layout.measure import Measure
from deck.markup import Run, Text
from deck.page import Frame, LaidParagraph, Line, Piece, Stretch
from deck.scene import Paragraph, Words
from deck.value import Value, replace

LINE = 1.2
"""Height of a line at single spacing, in sizes: PowerPoint's, LibreOffice's and Google's, whatever the font."""
SUPERSCRIPT = 2 / 3
"""Size of a superscript; PowerPoint and LibreOffice draw `baseline="30000"` at about this share."""

# As far from black as from white, by WCAG's contrast: text that is lighter than this stands on a dark ground.
_MIDDLE_GREY = 0.18
_HYPHEN = "-"
_ROUNDED = 0.998
"""Programs measure the same line alike but for so much: LibreOffice was seen to differ by a tenth of a per cent."""
_NO_BREAK = "\N{NO-BREAK SPACE}"

Sizes = Mapping[str, float]
"""The size in points chosen for each role on this slide; a role that is missing stands at its nominal size."""


class Setting(Value, frozen=True):
    """What a slot or shape says about the text in it."""

    role: Role
    color: Color
    mark: str = "none"
    align: str = "start"
    anchor: str = "top"
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)

    @classmethod
    def of_slot(cls, slot: Slot) -> Setting:
        inset = slot.style.inset if slot.style else (0, 0, 0, 0)
        return cls(slot.role, slot.color, slot.mark, slot.align, slot.anchor, inset)

    @classmethod
    def of_style(cls, style: ShapeStyle, box: Box) -> Setting:
        """The style's insets count from the edge of the shape; the geometry may ask for more."""
        drawn = style.drawn_inset(box.width, box.height)
        left, top, right, bottom = (max(pair) for pair in zip(style.inset, drawn, strict=True))
        inset = (left, top, right, bottom)
        return cls(style.role, style.color, "none", style.align, style.anchor, inset)


class TypeSetter:
    """Sets text with one brand's fonts and roles."""

    def __init__(self, brand: Brand, measure: Measure) -> None:
        self.brand = brand
        self.measure = measure
        self._broken: dict[tuple[int, str, float, float], _Broken] = {}

    def forget(self) -> None:
        """Forget the line breaks of the last slide: a list is set to see how long it is, and then once more."""
        self._broken.clear()

    def frame(self, words: Words, setting: Setting, box: Box, sizes: Sizes) -> Frame:
        """`words` set in `box`; the frame may be higher than the box, which is for the caller to see."""
        area = box.without(*setting.inset)
        laid: list[LaidParagraph] = []
        top = 0.0
        for paragraph in words.paragraphs:
            done = self._paragraph(paragraph, setting, area.width, sizes, top, first=not laid)
            top += done.before_pt + len(done.lines) * pitch(done)
            laid.append(done)
        slack = area.height - top
        offset = {"top": 0.0, "centre": slack / 2, "bottom": slack}[setting.anchor]
        return Frame(tuple(laid), setting.inset, setting.anchor, offset, top)

    def role_of(self, paragraph: Paragraph, setting: Setting) -> Role:
        if paragraph.role:
            return self.brand.roles[paragraph.role]
        if paragraph.level and setting.role.name == "body":
            return self.brand.roles["body2"]
        return setting.role

    def _paragraph(
        self, paragraph: Paragraph, setting: Setting, width: float, sizes: Sizes, top: float, first: bool
    ) -> LaidParagraph:
        role = self.role_of(paragraph, setting)
        size = sizes.get(role.name, role.size)
        color = self._color(paragraph, role, setting)
        indent, hanging = self._indent(paragraph, role, setting)
        align = physical(setting.align, self.brand.right_to_left)
        before = 0.0 if first else role.before * size
        broken = self._breaks(paragraph, role, size, width - indent)
        from_right = self.brand.right_to_left
        lines = tuple(_lines(broken, align, 0.0 if from_right else indent, width - indent, top + before))
        outer = indent - hanging if align != "right" or from_right else 0.0
        mark = self._mark(paragraph, size, outer)
        if mark and from_right:
            mark = replace(mark, x=width - outer - mark.width)
        stretches = broken.pieces.stretches
        return LaidParagraph(
            paragraph, role, size, color, align, indent, hanging, before, stretches, lines, mark if lines else None
        )

    def _breaks(self, paragraph: Paragraph, role: Role, size: float, width: float) -> _Broken:
        key = (id(paragraph), role.name, size, width)
        if key not in self._broken:
            family = self.brand.family(role)
            pieces = self._pieces(paragraph, role, size)
            ranges = tuple(break_lines(pieces.text, width, pieces.advance, pieces.hyphen))
            if SOFT_HYPHEN in pieces.text:
                # LibreOffice breaks there without a hyphen, and others may: a real one shows in every program.
                pieces.hyphenate({end - 1 for _, end in ranges[:-1]})
                ranges = tuple(break_lines(pieces.text, width, pieces.advance))
            while parted := next((start for start, _ in ranges[1:] if holds_together(pieces.text, start)), 0):
                # A no-break space says so to every program; elsewhere the author's plain one stays.
                pieces.bind(parted - 1)
                ranges = tuple(break_lines(pieces.text, width, pieces.advance))
            step = LINE * size * role.spacing
            descent = LINE * size * (1 - self.measure.ascent_share(family))
            self._broken[key] = _Broken(paragraph, pieces, ranges, step, descent)
        return self._broken[key]

    def height_if_narrower(self, frame: Frame, width: float) -> float:
        """How high a frame's text would be in a program that rounds the widths of its letters up."""
        more = ((self.lines_if_narrower(laid, width) - len(laid.lines)) * pitch(laid) for laid in frame.paragraphs)
        return frame.height + sum(more)

    def lines_if_narrower(self, laid: LaidParagraph, width: float) -> int:
        room = _ROUNDED * (width - laid.indent_pt)
        if all(line.width <= room for line in laid.lines):
            return len(laid.lines)
        return len(self._breaks(laid.paragraph, laid.role, laid.size_pt, room).ranges)

    def _pieces(self, paragraph: Paragraph, role: Role, size: float) -> _Pieces:
        runs = paragraph.text.runs
        if self.brand.right_to_left:
            # Imported here: most decks are read from left to right.
            from deck.layout.direct import directed

            runs = directed(runs)
        return _Pieces(runs, self.measure, self.brand.family(role), role.bold, size)

    def _color(self, paragraph: Paragraph, role: Role, setting: Setting) -> Color:
        if paragraph.color:
            return self.brand.colors[paragraph.color]
        on_dark = luminance(setting.color.hex) > _MIDDLE_GREY
        return setting.color if role is setting.role or on_dark else role.color

    def _indent(self, paragraph: Paragraph, role: Role, setting: Setting) -> tuple[float, float]:
        """Left edge of the text and how far its mark hangs out, in points; by nominal sizes, so that they stay put."""
        if paragraph.mark == "none":
            return 0.0, 0.0
        hanging = self.brand.marks[mark_name(paragraph)].indent * role.size
        outer = self.brand.marks["dot"].indent * setting.role.size if paragraph.level else 0.0
        return round(outer + hanging, 2), round(hanging, 2)

    def natural(self, text: Text, setting: Setting, sizes: Sizes) -> tuple[float, float]:
        """How wide a text's widest unbreakable stretch is, and the whole text on one line."""
        role = setting.role
        size = sizes.get(role.name, role.size)
        family = self.brand.family(role)
        pieces = self._pieces(Paragraph(text), role, size)
        words = (self.measure.stretches(_at_line_end(unit), family) for unit in units(text.plain))
        widths = (sum(self.measure.advance(part, face, role.bold) for part, face in word) for word in words)
        return size * max(widths, default=0.0), pieces.advance(0, len(pieces.text.rstrip(" ")))

    def _mark(self, paragraph: Paragraph, size: float, x: float) -> Piece | None:
        if paragraph.mark == "none":
            return None
        style = self.brand.marks[mark_name(paragraph)]
        char = style.char or f"{paragraph.number}."
        family = self.measure.family_of(char[0], self.brand.base) or self.brand.base
        width = self.measure.advance(char, family) * size
        return Piece(char, x, width, family, Run(char), size)


def _lines(broken: _Broken, align: str, left: float, width: float, top: float) -> Iterator[Line]:
    pieces = broken.pieces
    for number, (start, end) in enumerate(broken.ranges, 1):
        shown = start + len(pieces.text[start:end].rstrip(" "))
        line_width = pieces.advance(start, shown)
        room = width - line_width
        x = left + {"left": 0.0, "center": room / 2, "right": room}[align]
        yield Line(tuple(pieces.cut(start, shown, x)), top + number * broken.step - broken.descent, line_width)


def pitch(laid: LaidParagraph) -> float:
    """The distance between two baselines of a paragraph, in points."""
    return LINE * laid.size_pt * laid.role.spacing


def mark_name(paragraph: Paragraph) -> str:
    """The brand's mark for a paragraph: a second level's dot is a dash."""
    return "dash" if paragraph.level and paragraph.mark == "dot" else paragraph.mark


def physical(align: str, right_to_left: bool) -> str:
    """start, centre or end, as left, center or right."""
    if align == "centre":
        return "center"
    return "right" if (align == "end") != right_to_left else "left"


def widest_unit(frame: Frame, measure: Measure, brand: Brand) -> tuple[str, float]:
    """The longest unbreakable stretch of a frame's text, and its width in points."""
    widest = ("", 0.0)
    for laid in frame.paragraphs:
        for unit in units(laid.paragraph.text.plain):
            width = unit_width(unit, laid, measure, brand)
            if width > widest[1]:
                widest = (unit.strip(" "), width)
    return widest


def unit_width(unit: str, laid: LaidParagraph, measure: Measure, brand: Brand) -> float:
    """How wide an unbreakable stretch of a paragraph is, in points."""
    parts = measure.stretches(_at_line_end(unit), brand.family(laid.role))
    return laid.size_pt * sum(measure.advance(part, face, laid.role.bold) for part, face in parts)


def _at_line_end(unit: str) -> str:
    """An unbreakable stretch as it looks where a line ends behind it."""
    unit = unit.strip(" ")
    return unit[:-1] + _HYPHEN if unit.endswith(SOFT_HYPHEN) else unit


def first_line_outside(frame: Frame, height: float) -> tuple[Span, str]:
    """Where text first leaves a frame of that height, and by how much."""
    fitting = 0
    needed = sum(len(laid.lines) for laid in frame.paragraphs)
    bottom = 0.0
    span, size = Span.NOWHERE, 0.0
    for laid in frame.paragraphs:
        bottom += laid.before_pt
        for _ in laid.lines:
            bottom += pitch(laid)
            if bottom <= height + 0.01:
                fitting += 1
            elif span is Span.NOWHERE:
                span, size = laid.paragraph.text.span, laid.size_pt
    return span, f"{needed} lines needed, {fitting} fit at {size:g} pt"


class _Broken(Value, frozen=True):
    """A paragraph with its lines as stretches of its text; it holds the paragraph, whose identity is its key."""

    paragraph: Paragraph
    pieces: _Pieces
    ranges: tuple[tuple[int, int], ...]
    step: float
    descent: float


class _Pieces:
    """A paragraph's text, addressed by offset, in stretches of one run and one family."""

    def __init__(self, runs: Sequence[Run], measure: Measure, base: str, bold: bool, size: float) -> None:
        self._measure = measure
        self._bold = bold
        self._size = size
        self._found: list[tuple[int, Stretch]] = []
        self.text = ""
        for run in runs:
            for text, family in measure.stretches(run.text, base):
                self._found.append((len(self.text), Stretch(text, run, family)))
                self.text += text

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return tuple(stretch for _, stretch in self._found)

    def bind(self, at: int) -> None:
        """Put a no-break space at that offset."""
        self.text = self.text[:at] + _NO_BREAK + self.text[at + 1 :]
        self._found = [
            (first, replace(stretch, text=self.text[first : first + len(stretch.text)]))
            for first, stretch in self._found
        ]

    def hyphenate(self, ends: Set[int]) -> None:
        """Put a hyphen for each soft one at the end of a line, and nothing for the others."""
        found, self._found, self.text = self._found, [], ""
        for first, stretch in found:
            text = "".join(
                (_HYPHEN if at in ends else "") if char == SOFT_HYPHEN else char
                for at, char in enumerate(stretch.text, first)
            )
            self._found.append((len(self.text), replace(stretch, text=text)))
            self.text += text

    def hyphen(self, at: int) -> float:
        """The width of a hyphen in the look of that place."""
        stretch = next(stretch for first, stretch in reversed(self._found) if first <= at)
        return self._width(_HYPHEN, stretch)

    def advance(self, start: int, end: int) -> float:
        if len(self._found) == 1:
            # Most paragraphs are one run in one family; this is the innermost loop of a build.
            stretch = self._found[0][1]
            return self._width(stretch.text[start:end], stretch)
        return sum(piece.width for piece in self.cut(start, end, 0.0))

    def _width(self, text: str, stretch: Stretch) -> float:
        run = stretch.run
        size = self._size * SUPERSCRIPT if run.sup else self._size
        return size * self._measure.advance(text, stretch.family, self._bold or run.bold, run.italic)

    def cut(self, start: int, end: int, x: float) -> Iterator[Piece]:
        for first, stretch in self._found:
            text = stretch.text[max(0, start - first) : max(0, end - first)]
            if text:
                width = self._width(text, stretch)
                size = self._size * SUPERSCRIPT if stretch.run.sup else self._size
                yield Piece(text, x, width, stretch.family, stretch.run, size)
                x += width
