"""Scenes -> pages: choose sizes along the brand's scale, continue what runs long, report what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deck.brand.model import Brand, Role, Slot
from deck.diagnostics import Found, Report, Span
from deck.layout.arrange import Arranger
from deck.layout.choose_layout import choose_layout
from deck.layout.continue_long import continue_long
from deck.layout.known_looks import known_looks
from deck.layout.measure import Measure
from deck.layout.set_gallery import picture_box, set_gallery
from deck.layout.set_table import set_table
from deck.layout.set_text import Setting, TypeSetter, first_line_outside, widest_unit
from deck.markup import Run, Text
from deck.page import Element, Frame, Page, TableBox, TextBox, opened
from deck.place import Place
from deck.scene import Column, Content, Diagram, Gallery, Item, Paragraph, Picture, Row, Scene, Table, Words
from deck.texts import texts
from deck.value import Value, replace

Sizes = dict[str, float]


def lay_out(
    scenes: Sequence[Scene], brand: Brand, language: str, footer: str, measure: Measure | None = None
) -> tuple[tuple[Page, ...], Found]:
    """Every scene as one page or, where a list runs long, as several."""
    report = Report()
    setter = TypeSetter(brand, measure or Measure(brand))
    pages: list[Page] = []
    for scene in scenes:
        setter.forget()
        scene, unknown = known_looks(scene, brand)
        report.add(*unknown)
        standing, mistakes = choose_layout(scene, brand)
        report.add(*mistakes)
        parts = continue_long(standing, setter)
        for number, (items, sizes) in enumerate(parts, 1):
            page = Page(scene, len(pages) + 1, standing.layout, items, (), language, number, len(parts))
            pages.append(_Slide(page, footer, setter, report, sizes).page())
    return tuple(pages), report.found


class _Misfit(Value, frozen=True):
    """A frame whose text does not stand inside its box at the sizes tried."""

    roles: frozenset[str]
    where: str
    span: Span
    message: str
    label: str
    help: str


class _Slide(Value, frozen=True):
    """A page whose items are to get their places."""

    blank: Page
    footer: str
    setter: TypeSetter
    report: Report
    begin: Mapping[str, float]
    """Sizes to begin with, where the parts of a long list share them."""

    def page(self) -> Page:
        items = (*self.blank.items, *_furniture(self.blank, self.footer))
        elements = self._elements(items)
        self._report_missing_glyphs(items)
        return replace(self.blank, elements=tuple(elements))

    def _elements(self, items: Sequence[Item]) -> list[Element]:
        """All items at the largest sizes of the scale at which everything fits; the same role, the same size."""
        sizes = dict(self.begin)
        while True:
            elements = [element for item in items for element in self._place(item, sizes)]
            misfits = [misfit for element in elements for misfit in self._misfits(element)]
            # What fits only if every program measures as we do goes a step down as well, but is no mistake.
            tight = [] if misfits else [role for element in elements for role in self._tight_roles(element)]
            smaller = self._step_down(sizes, [*tight, *(role for misfit in misfits for role in misfit.roles)])
            if smaller == sizes:
                for misfit in misfits:
                    self.report.error("text-overflows", misfit.message, misfit.span, misfit.help, misfit.label)
                return elements
            sizes = smaller

    def _place(self, item: Item, sizes: Sizes) -> list[Element]:
        slot = self.blank.layout.slots[item.slot]
        name = f"{self.blank.id}.{item.slot}"
        # A free area is no placeholder: what stands in it is a box of the slide's own.
        place = slot if slot.type else None
        content: Content = item.content
        match content:
            case Words():
                setting = Setting.of_slot(slot)
                return [TextBox(name, slot.box, self.setter.frame(content, setting, slot.box, sizes), place)]
            case Picture():
                return [replace(picture_box(content, name, slot.box), slot=place)]
            case Gallery():
                return [*set_gallery(content, name, Setting.of_slot(slot), slot.box, self.setter, sizes)]
            case Table():
                return [set_table(content, name, slot, self.setter, sizes)]
            case Diagram():
                return [self._arranger(name, slot, sizes).diagram(content, slot.box)]
            case Row() | Column():
                return list(self._arranger(name, slot, sizes).arrange(content, slot.box))
            case _:
                raise TypeError(f"{type(content).__name__} must be resolved before layout")

    def _arranger(self, name: str, slot: Slot, sizes: Sizes) -> Arranger:
        return Arranger(self.setter, sizes, name, Setting.of_slot(slot))

    def _step_down(self, sizes: Sizes, roles: Sequence[str]) -> Sizes:
        brand = self.setter.brand
        smaller = dict(sizes)
        for name in set(roles):
            role: Role = brand.roles[name]
            current = sizes.get(name, role.size)
            smaller[name] = next((size for size in brand.scale if size < current and size >= role.floor), current)
        return {name: size for name, size in smaller.items() if size != brand.roles[name].size or name in sizes}

    def _misfits(self, element: Element) -> Iterator[_Misfit]:
        for part in opened(element):
            match part:
                case TextBox():
                    yield from self._frame_misfits(part)
                case TableBox(slot=Slot() as slot):
                    yield from self._table_misfits(part, slot)

    def _frame_misfits(self, element: TextBox) -> Iterator[_Misfit]:
        frame, area = element.frame, element.box.without(*element.frame.inset)
        roles = frozenset(laid.role.name for laid in frame.paragraphs)
        where = element.slot.name if element.slot else element.name.rsplit(".", 1)[-1]
        if frame.height > area.height + 0.05:
            span, how_much = first_line_outside(frame, area.height)
            yield _Misfit(
                roles,
                where,
                span,
                f"text does not fit in `{where}`",
                f"first line that does not fit: {how_much}",
                "shorten it, or move a part of it to a new slide",
            )
        yield from self._too_wide(frame, area.width, roles, where)

    def _too_wide(self, frame: Frame, width: float, roles: frozenset[str], where: str) -> Iterator[_Misfit]:
        room = width - max((laid.indent_pt for laid in frame.paragraphs), default=0.0)
        unit, needed, text = widest_unit(frame, self.setter.measure)
        if needed > room + 0.05:
            yield _Misfit(
                roles,
                where,
                text.place_of_words(unit).span,
                f"`{unit}` is wider than `{where}`",
                f"{needed:.0f} pt wide, the room is {room:.0f} pt",
                "use a shorter word, or a soft hyphen where it may break",
            )

    def _tight_roles(self, element: Element) -> Iterator[str]:
        """The roles of a text that leaves its box in a program in which its fullest line breaks."""
        for part in opened(element):
            if isinstance(part, TextBox):
                area = part.box.without(*part.frame.inset)
                if self.setter.height_if_narrower(part.frame, area.width) > area.height + 0.05:
                    yield from {laid.role.name for laid in part.frame.paragraphs}

    def _table_misfits(self, table: TableBox, slot: Slot) -> Iterator[_Misfit]:
        roles = frozenset(laid.role.name for row in table.cells for cell in row for laid in cell.paragraphs)
        if sum(table.heights) > slot.box.height + 0.05:
            span = next(cell for cell in table.cells[-1] if cell.paragraphs).paragraphs[0].paragraph.text.span
            yield _Misfit(
                roles,
                slot.name,
                span,
                "a table row does not fit on a slide of its own",
                "this row",
                "shorten its cells",
            )
        for column, width in enumerate(table.widths):
            # One message for a column: its widest cell speaks for the others.
            alone = [row[column] for at, row in enumerate(table.cells) if (at, column) not in table.merged]

            def needed(cell: Frame) -> float:
                return widest_unit(cell, self.setter.measure)[1] + cell.inset[0] + cell.inset[2]

            widest = max(alone, key=needed)
            for misfit in self._too_wide(widest, width - widest.inset[0] - widest.inset[2], roles, "its column"):
                yield replace(misfit, help="give this column more in `widths`, or use a shorter word")

    def _report_missing_glyphs(self, items: Sequence[Item]) -> None:
        base = self.setter.brand.base
        for text in texts(items, described=False):
            missing = list(self.setter.measure.missing(text.letters, base))
            if not missing:
                continue
            # One message for a text: a line of emoji is one mistake.
            chars = "".join(dict.fromkeys(text.letters[offset] for offset in missing))
            named = f"`{chars}` (U+{ord(chars):04X})" if len(chars) == 1 else f"any of `{chars}`"
            self.report.error(
                "glyph-missing",
                f"no font of the brand has a glyph for {named}",
                text.place_at(missing[0], _end_of_row(missing)).span,
                "write it in words, or add a font that has it to the brand's `typography: fallback`",
            )


def _end_of_row(offsets: Sequence[int]) -> int:
    """Where the row ends that the first of these begins, spaces and joiners between them included."""
    end = offsets[0] + 1
    for offset in offsets[1:]:
        if offset > end + 2:
            break
        end = offset + 1
    return end


def _furniture(page: Page, footer: str) -> Iterator[Item]:
    """Footer and slide number, where the layout has them."""
    for slot, words in (("footer", footer), ("number", str(page.number))):
        if slot in page.layout.slots and words:
            text = Text((Run(words),), words, Place.at(page.span))
            yield Item(slot, Words((Paragraph(text),)), page.span)
