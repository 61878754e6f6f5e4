"""Scenes -> pages: choose sizes along the brand's scale, continue what runs long, report what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from deck.brand.model import Brand, Role, Slot
from deck.diagnostics import Report, Span
from deck.layout.arrange import Arranged, Arranger
from deck.layout.continue_long import continue_long
from deck.layout.measure import Measure
from deck.layout.set_table import set_table
from deck.layout.set_text import Setting, TypeSetter, first_line_outside, widest_unit
from deck.markup import Run, Text
from deck.page import Element, Frame, Group, Page, PictureBox, TableBox, TextBox
from deck.place import Place
from deck.scene import Column, Content, Diagram, Item, Paragraph, Picture, Row, Scene, Table, Words
from deck.value import Value, replace

Sizes = dict[str, float]


def lay_out(
    scenes: Sequence[Scene], brand: Brand, language: str, footer: str, report: Report, measure: Measure | None = None
) -> tuple[Page, ...]:
    """Every scene as one page or, where a list runs long, as several."""
    setter = TypeSetter(brand, measure or Measure(brand))
    seen = Counter[str]()
    pages: list[Page] = []
    for scene in scenes:
        setter.forget()
        for part, sizes in continue_long(scene, setter):
            seen[scene.id] += 1
            # A full stop cannot stand in an author's id: no other slide has this name.
            name = scene.id if seen[scene.id] == 1 else f"{scene.id}.{seen[scene.id]}"
            placed = tuple(item for item in part.items if _has_place(item, part, brand, report))
            furnished = replace(part, items=(*placed, *_furniture(part, brand, len(pages) + 1, footer)))
            pages.append(_Slide(furnished, name, setter, report, sizes).page(len(pages) + 1, language))
    return tuple(pages)


class _Misfit(Value, frozen=True):
    """A frame whose text does not stand inside its box at the sizes tried."""

    roles: frozenset[str]
    where: str
    span: Span
    message: str
    label: str
    help: str


class _Slide(Value, frozen=True):
    scene: Scene
    name: str
    setter: TypeSetter
    report: Report
    begin: Mapping[str, float]
    """Sizes to begin with, where the parts of a long list share them."""

    def page(self, number: int, language: str) -> Page:
        scene = self.scene
        layout = self.setter.brand.layouts[scene.layout]
        elements = self._elements()
        self._report_missing_glyphs()
        return Page(
            id=self.name,
            number=number,
            layout=layout,
            elements=tuple(sorted(elements, key=lambda element: _rank(element, list(layout.slots)))),
            title=next((item.content.paragraphs[0].text.plain for item in scene.items
                        if item.slot == "title" and isinstance(item.content, Words)), ""),
            language=language,
            kind=scene.kind,
            section=scene.section,
            notes=scene.notes,
            handout=scene.handout,
            minutes=scene.minutes,
            cue=scene.cue,
            hidden=scene.hidden,
            draft=scene.draft,
            span=scene.span,
        )  # fmt: skip

    def _elements(self) -> list[Element]:
        """All items at the largest sizes of the scale at which everything fits; the same role, the same size."""
        sizes = dict(self.begin)
        while True:
            elements = [element for item in self.scene.items for element in self._place(item, sizes)]
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
        slot = self.setter.brand.layouts[self.scene.layout].slots[item.slot]
        name = f"{self.name}.{item.slot}"
        content: Content = item.content
        match content:
            case Words():
                setting = Setting.of_slot(slot)
                return [TextBox(name, slot.box, self.setter.frame(content, setting, slot.box, sizes), slot)]
            case Picture():
                return [PictureBox(name, slot.box, content.alt, content.figure, content.file, None, slot, content.span)]
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
        match element:
            case TextBox():
                yield from self._frame_misfits(element)
            case Group(children=children):
                for child in children:
                    if isinstance(child, TextBox):
                        yield from self._frame_misfits(child)
            case TableBox(slot=Slot() as slot):
                yield from self._table_misfits(element, slot)

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
        match element:
            case TextBox(frame=frame, box=box):
                area = box.without(*frame.inset)
                if self.setter.height_if_narrower(frame, area.width) > area.height + 0.05:
                    yield from {laid.role.name for laid in frame.paragraphs}
            case Group(children=children):
                for child in children:
                    if isinstance(child, TextBox):
                        yield from self._tight_roles(child)

    def _table_misfits(self, table: TableBox, slot: Slot) -> Iterator[_Misfit]:
        roles = frozenset(laid.role.name for row in table.cells for cell in row for laid in cell.paragraphs)
        if sum(table.heights) > slot.box.height + 0.05:
            span = table.cells[-1][0].paragraphs[0].paragraph.text.span
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
            cells = [row[column] for row in table.cells]
            room = width - cells[0].inset[0] - cells[0].inset[2]
            widest = max(cells, key=lambda cell: widest_unit(cell, self.setter.measure)[1])
            for misfit in self._too_wide(widest, room, roles, "its column"):
                yield replace(misfit, help="give this column more in `widths`, or use a shorter word")

    def _report_missing_glyphs(self) -> None:
        base = self.setter.brand.base
        for text in _texts(self.scene):
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


def _has_place(item: Item, scene: Scene, brand: Brand, report: Report) -> bool:
    found = item.slot in brand.layouts[scene.layout].slots
    if not found:
        message = f"`{item.slot}` has no place on this kind of slide"
        report.error("no-place", message, item.span, "take it away, or use another kind")
    return found


def _furniture(scene: Scene, brand: Brand, number: int, footer: str) -> Iterator[Item]:
    """Footer and slide number, where the layout has them."""
    slots = brand.layouts[scene.layout].slots
    for slot, words in (("footer", footer), ("number", str(number))):
        if slot in slots and words:
            text = Text((Run(words),), words, Place.at(scene.span))
            yield Item(slot, Words((Paragraph(text),)), scene.span)


def _rank(element: Element | Arranged, slots: list[str]) -> int:
    """Reading order: the order of the layout's slots; what fills one area keeps its own order (sorting is stable)."""
    slot = element.name.rpartition(".")[2] if getattr(element, "slot", None) else ""
    if not slot:
        slot = next((part for part in element.name.split(".") if part in slots), "")
    return slots.index(slot) if slot in slots else len(slots)


def _texts(scene: Scene) -> Iterator[Text]:
    for item in scene.items:
        yield from texts_of(item.content)


def texts_of(content: object) -> Iterator[Text]:
    """Every text inside a content, in order."""
    match content:
        case Text():
            yield content
        case tuple():
            for part in content:
                yield from texts_of(part)
        case Paragraph(text=text):
            yield text
        case Value():
            for field in content.__struct_fields__:
                if field not in ("alt", "span"):
                    yield from texts_of(getattr(content, field))
