"""Which texts would leave their boxes on a machine that lacks the brand's fonts and shows its stand-in?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from deck.brand.fallback import Advances, load_advances
from deck.brand.model import Brand, Slot
from deck.diagnostics import Report, Span
from deck.layout.break_lines import SOFT_HYPHEN, break_lines, units
from deck.layout.measure import Measure
from deck.layout.set_text import SUPERSCRIPT, first_line_outside, pitch
from deck.page import Frame, LaidParagraph, Line, Page, TableBox, TextBox, opened
from deck.value import Value, replace

CODE = "breaks-without-fonts"
_SLACK = 0.05
_ADD = "write `stand_in:` under `typography:`; `deck explain no-stand-in` shows how"
_HELP = "shorten it, install the brand's fonts on that machine, or try `deck build --embed-fonts`"


def check_fallback(pages: Sequence[Page], brand: Brand, report: Report) -> None:
    """Warn of every text that leaves its box at the size already chosen, which is the one the file will be shown at."""
    if brand.stand_in is None:
        span = Span((brand.folder / "brand.yaml").as_posix(), 0, 0, 0)
        report.error("no-stand-in", "the brand names no font that stands in for its own", span, _ADD)
        return
    advances = load_advances(brand.stand_in, report)
    if advances is None:
        return
    checker = _Elsewhere(brand, advances, Measure(brand))
    # A word that is too wide in ten rows of a column is one mistake.
    found = [(page, list(dict.fromkeys(checker.problems(page)))) for page in pages]
    name = brand.stand_in.name
    for page, problems in found:
        for problem in problems:
            span = problem.span if problem.span.line else page.span
            report.warning(CODE, f"{problem.what} on slide `{page.id}` in {name}", span, _HELP, problem.label)
    own = " and ".join(dict.fromkeys((brand.headings, brand.base)))
    slides, broken = len(pages), sum(bool(problems) for _, problems in found)
    of = f"{slides} slide{'s' * (slides != 1)}"
    summary = f"text breaks on {broken} of {of}" if broken else f"all text on {of} stays in place"
    report.note(CODE, f"with {name} for {own}, {summary}")


class _Problem(Value, frozen=True):
    what: str
    span: Span
    label: str


class _Elsewhere(Value, frozen=True):
    """Sets laid out text once more, in the stand-in. Without its kerning, lines are up to 1 % longer than shown."""

    brand: Brand
    advances: Advances
    measure: Measure

    def problems(self, page: Page) -> Iterator[_Problem]:
        for element in opened(*page.elements):
            match element:
                case TextBox():
                    yield from self._in_box(element)
                case TableBox(slot=Slot() as slot):
                    yield from self._in_table(element, slot, _room_of(element, slot, page))

    def _in_box(self, element: TextBox) -> Iterator[_Problem]:
        where = element.slot.name if element.slot else element.name.rsplit(".", 1)[-1]
        area = element.box.without(*element.frame.inset)
        again = self._set(element.frame, area.width)
        # What leaves its box in the brand's own fonts is an error already.
        if again.height > area.height + _SLACK >= element.frame.height:
            span, how_much = first_line_outside(again, area.height)
            yield _Problem(f"text leaves `{where}`", span, f"first line outside: {how_much}")
        yield from self._cut_words(again, area.width, f"`{where}`")

    def _in_table(self, table: TableBox, slot: Slot, room: float) -> Iterator[_Problem]:
        """A table grows downwards: its rows are as high as their text, and never lower than written."""
        bottom, outside = 0.0, False
        for row, written in zip(table.cells, table.heights, strict=True):
            height = written
            for cell, width in zip(row, table.widths, strict=True):
                left, top, right, foot = cell.inset
                again = self._set(cell, width - left - right)
                height = max(height, again.height + top + foot)
                yield from self._cut_words(again, width - left - right, "its column")
            bottom += height
            if bottom > room + _SLACK and not outside:
                outside = True
                label = f"this row ends {bottom - room:.0f} pt below the room for the table"
                yield _Problem(f"table leaves `{slot.name}`", row[0].paragraphs[0].paragraph.text.span, label)

    def _set(self, frame: Frame, width: float) -> Frame:
        paragraphs = tuple(self._set_paragraph(laid, width - laid.indent_pt) for laid in frame.paragraphs)
        height = sum(laid.before_pt + len(laid.lines) * pitch(laid) for laid in paragraphs)
        return replace(frame, paragraphs=paragraphs, height=height)

    def _set_paragraph(self, laid: LaidParagraph, width: float) -> LaidParagraph:
        """The paragraph with its lines in the stand-in: how many and how wide, without the pieces that are drawn."""
        text, ends = laid.paragraph.text.letters, self._ends(laid)

        hyphen = self._advance("-", self.brand.family(laid.role), laid.role.bold) * laid.size_pt
        broken = break_lines(text, width, ends, lambda at: hyphen)
        return replace(laid, lines=tuple(Line((), 0.0, ends[end] - ends[start]) for start, end in broken))

    def _cut_words(self, frame: Frame, width: float, where: str) -> Iterator[_Problem]:
        for laid in frame.paragraphs:
            room, ends, start = width - laid.indent_pt, self._ends(laid), 0
            for unit in units(laid.paragraph.text.letters):
                needed = ends[start + len(unit.rstrip(" "))] - ends[start]
                start += len(unit)
                if needed > room + _SLACK >= self._own_width(unit, laid):
                    label = f"{needed:.0f} pt wide, the room is {room:.0f} pt"
                    place = laid.paragraph.text.place_of_words(unit.strip())
                    yield _Problem(f"`{unit.strip()}` is wider than {where}", place.span, label)

    def _own_width(self, unit: str, laid: LaidParagraph) -> float:
        """How wide an unbreakable stretch of a paragraph is in the brand's fonts, in points."""
        unit = unit.strip(" ")
        unit = unit[:-1] + "-" if unit.endswith(SOFT_HYPHEN) else unit
        parts = self.measure.stretches(unit, self.brand.family(laid.role))
        return laid.size_pt * sum(self.measure.advance(part, face, laid.role.bold) for part, face in parts)

    def _ends(self, laid: LaidParagraph) -> list[float]:
        """How far the text has come after each of its characters, in points, beginning with none of them."""
        family, widths = self.brand.family(laid.role), []
        for run in laid.paragraph.text.runs:
            size = laid.size_pt * SUPERSCRIPT if run.is_small else laid.size_pt
            bold = laid.role.bold or run.bold
            # Code is set in a stand-in of its own kind, whose letters are as wide as ours.
            for part, own in self.measure.stretches(run.text, self.brand.family(laid.role, run.code)):
                widths += [size * advance for advance in self._advances(part, own, family, bold)]
        return list(accumulate(widths, initial=0.0))

    def _advances(self, part: str, own: str, family: str, bold: bool) -> Iterator[float]:
        """In ems, by character. What the stand-in lacks, some other font there will draw, about as wide as ours."""
        if own == family and own != self.brand.monospace:
            yield from (self._advance(char, family, bold) for char in part)
            return
        # Letters that join are narrower than one by one.
        ends = [self.measure.advance(part[: end + 1], own, bold) for end in range(len(part))]
        yield from (end - before for before, end in pairwise([0.0, *ends]))

    def _advance(self, char: str, family: str, bold: bool) -> float:
        return self.advances[char][bold] if char in self.advances else self.measure.advance(char, family, bold)


def _room_of(table: TableBox, slot: Slot, page: Page) -> float:
    """How high a table may become: down to where its layout ends it, or to what stands under it."""
    end = page.layout.slots[slot.name].box.bottom if slot.name in page.layout.slots else table.box.bottom
    below = [
        one.box.y for one in page.elements if isinstance(one, TextBox) and table.box.bottom - _SLACK <= one.box.y < end
    ]
    return max(min([end, *below]) - table.box.y, sum(table.heights))
