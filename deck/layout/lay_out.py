"""Scenes -> pages: choose sizes along the brand's scale, continue what runs long, report what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from deck.brand.letters import LETTERS
from deck.brand.model import Brand, Role, Slot
from deck.diagnostics import Found, Report, Span
from deck.language import script
from deck.layout.arrange import Arranger
from deck.layout.choose_layout import Standing, choose_layout
from deck.layout.continue_long import continue_long
from deck.layout.grow import Fit, agree, has_paragraphs, larger, least, opened, roles_in
from deck.layout.known_looks import known_looks
from deck.layout.measure import Measure
from deck.layout.room import rooms
from deck.layout.set_gallery import picture_box, set_gallery
from deck.layout.set_table import set_table
from deck.layout.set_text import SPACE, Setting, Sizes, TypeSetter, Unit, first_line_outside, pitch, wide_units
from deck.markup import Run, Text
from deck.page import Element, Page, TableBox, TextBox
from deck.page import opened as one_by_one
from deck.place import Place
from deck.scene import (
    EVERY_SLIDE,
    Column,
    Content,
    Diagram,
    Gallery,
    Item,
    Paragraph,
    Picture,
    Row,
    Scene,
    Table,
    Words,
)
from deck.texts import texts
from deck.value import Value, replace

_DRAWN, _HUGGED = 2.0, 1.15
"""How much higher than its text a diagram may be drawn, and a row of cards: neither is a box with a line in it."""


def lay_out(
    scenes: Sequence[Scene], brand: Brand, language: str, footer: str, measure: Measure | None = None
) -> tuple[tuple[Page, ...], Found]:
    """Every scene as one page or, where a list runs long, as several.

    Three steps: the sizes at which each scene fits, one size for each run of like slides, placing what that changes.
    """
    report = Report()
    setter = TypeSetter(brand, measure or Measure(brand))
    no_font = lacks_script(setter.measure, brand.base, language)
    if no_font:
        help = f"`deck brand fonts {language} FROM` brings one, with its licence, from a folder or a package"
        report.error("glyph-missing", no_font, help=help)
    fitted: list[tuple[_Fitted, ...]] = []
    for scene in scenes:
        setter.forget()
        scene, unknown = known_looks(scene, brand)
        report.add(*unknown)
        standing, mistakes = choose_layout(scene, brand)
        report.add(*mistakes)
        fitted.append(_fit(scene, standing, setter, language))
    pages: list[Page] = []
    for parts, agreed in zip(fitted, agree([_fit_of(parts) for parts in fitted]), strict=True):
        setter.forget()
        for part in parts:
            placed = part.at(agreed, setter)
            for misfit in placed.misfits:
                report.error("text-overflows", misfit.message, misfit.span, misfit.help, misfit.label)
            page = replace(placed.page, number=len(pages) + 1)
            pages.append(_furnished(page, footer, setter, report))
            if not no_font:  # which is said once
                _report_missing_glyphs((*page.items, *_furniture(page, footer)), setter, report)
    return tuple(pages), report.found


def lacks_script(measure: Measure, base: str, tag: str) -> str:
    """That no font of the brand has the letters of a language's script, or nothing."""
    name = script(tag)
    lacking = len(list(measure.missing(LETTERS.get(name, ""), base)))
    # A font with fewer signs than all is one of its script; what it lacks is told at its place.
    return f"no font of the brand has the letters of `{tag}` (script {name})" if lacking > 2 else ""


def _fit(scene: Scene, standing: Standing, setter: TypeSetter, language: str) -> tuple[_Fitted, ...]:
    """A scene, or the parts of it, at the sizes that suit it by itself."""
    parts = continue_long(standing, setter)
    pages = [
        Page(scene, 1, standing.layout, items, (), language, number, len(parts))
        for number, (items, _) in enumerate(parts, 1)
    ]
    # The parts of a long list share a size already: the largest of those that need no more of them.
    return tuple(
        _Slide(page, setter).fitted(sizes, may_grow=len(parts) == 1)
        for page, (_, sizes) in zip(pages, parts, strict=True)
    )


def _fit_of(parts: Sequence[_Fitted]) -> Fit:
    slide = parts[0].page.slide
    sizes: Sizes = {}
    for part in parts:
        sizes = least(sizes, part.sizes)
    return Fit(slide.kind, slide.section, sizes)


def _furnished(page: Page, footer: str, setter: TypeSetter, report: Report) -> Page:
    """The page with its footer and number, which are on every page the same."""
    items = tuple(_furniture(page, footer))
    blank = replace(page, items=items, elements=())
    placed = _Slide(blank, setter).fitted({}, may_grow=False)
    for misfit in placed.misfits:
        report.error("text-overflows", misfit.message, misfit.span, misfit.help, misfit.label)
    return replace(page, elements=(*page.elements, *placed.page.elements))


class _Misfit(Value, frozen=True):
    """A frame whose text does not stand inside its box at the sizes tried."""

    roles: frozenset[str]
    where: str
    span: Span
    message: str
    label: str
    help: str


class _Fitted(Value, frozen=True):
    """A page with everything in its place, at these sizes of the roles in it; and what does not fit all the same."""

    page: Page
    sizes: Sizes
    misfits: tuple[_Misfit, ...] = ()

    def at(self, agreed: Sizes, setter: TypeSetter) -> _Fitted:
        """The page at the sizes that slides like it have, which are no larger than its own."""
        sizes = {role: agreed.get(role, size) for role, size in self.sizes.items()}
        if sizes == self.sizes:
            return self
        slide = _Slide(replace(self.page, elements=()), setter)
        return next(slide._that_fit([sizes]), None) or slide.fitted(sizes, may_grow=False)


class _Slide(Value, frozen=True):
    """A page whose items are to get their places."""

    blank: Page
    setter: TypeSetter

    def fitted(self, begin: Sizes, may_grow: bool) -> _Fitted:
        """All items at the largest sizes of the scale at which everything fits; the same role, the same size."""
        if may_grow and (grown := self._grown(begin)):
            return grown
        sizes: Sizes = {role: size for role, size in begin.items() if role != SPACE}
        while True:
            elements = self._elements(sizes)
            misfits = [misfit for element in elements for misfit in self._misfits(element)]
            # What fits only if every program measures as we do goes a step down as well, but is no mistake.
            tight = [] if misfits else [role for element in elements for role in self._tight_roles(element)]
            smaller = self._step_down(sizes, [*tight, *(role for misfit in misfits for role in misfit.roles)])
            if smaller == sizes and misfits:
                # What is as small as it may be gets room from what stands above, below and beside it.
                smaller = self._step_down(sizes, self._own_roles())
            if smaller == sizes:
                return self._as_fitted(elements, misfits)
            sizes = smaller

    def _grown(self, begin: Sizes) -> _Fitted | None:
        """The page with text as large as there is room for, then opened; None where there is no room for more."""
        items = self.blank.items
        roles = roles_in(items, self.blank.layout, self.setter)
        grown = next(self._that_fit({**begin, **sizes} for sizes in larger(self.setter.brand, roles)), None)
        if has_paragraphs(items):
            return next(self._that_fit(opened(grown.sizes if grown else begin)), grown)
        return grown

    def _own_roles(self) -> frozenset[str]:
        """The roles of what this slide shows besides what every slide has."""
        own = [item for item in self.blank.items if item.slot not in EVERY_SLIDE]
        return roles_in(own, self.blank.layout, self.setter)

    def _that_fit(self, tried: Iterable[Sizes]) -> Iterator[_Fitted]:
        """The page at those of the sizes at which everything fits in every program."""
        for sizes in tried:
            elements = self._elements(sizes)
            if not any(True for element in elements for _ in (*self._misfits(element), *self._tight_roles(element))):
                yield self._as_fitted(elements, space=sizes.get(SPACE, 1.0))

    def _as_fitted(self, elements: Sequence[Element], misfits: Sequence[_Misfit] = (), space: float = 1.0) -> _Fitted:
        page = replace(self.blank, elements=tuple(elements))
        frames = (frame for frame, _ in page.frames)
        sizes = {laid.role.name: laid.size_pt for frame in frames for laid in frame.paragraphs}
        return _Fitted(page, {**sizes, SPACE: space}, tuple(misfits))

    def _elements(self, sizes: Sizes) -> list[Element]:
        def wanted(item: Item, slot: Slot) -> float | None:
            return self._wanted(item, slot, sizes)

        slots = rooms(self.blank.layout, self.blank.items, self.setter, sizes, wanted)
        return [element for item in self.blank.items for element in self._place(item, slots[item.slot], sizes)]

    def _wanted(self, item: Item, slot: Slot, sizes: Sizes) -> float | None:
        """How high blocks would stand in a slot; all else fills what it gets."""
        match item.content:
            case Diagram(body=body):
                return _DRAWN * self._arranger("", slot, sizes).height(body, slot.box.width)
            case Row() | Column() as block:
                return _HUGGED * self._arranger("", slot, sizes).height(block, slot.box.width)
            case _:
                return None

    def _place(self, item: Item, slot: Slot, sizes: Sizes) -> list[Element]:
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

    def _step_down(self, sizes: Sizes, roles: Iterable[str]) -> Sizes:
        brand = self.setter.brand
        smaller = dict(sizes)
        for name in set(roles):
            role: Role = brand.roles[name]
            current = sizes.get(name, role.size)
            smaller[name] = next((size for size in brand.scale if size < current and size >= role.floor), current)
        return {name: size for name, size in smaller.items() if name in sizes or size != brand.roles[name].size}

    def _misfits(self, element: Element) -> Iterator[_Misfit]:
        for part in one_by_one(element):
            match part:
                case TextBox():
                    yield from self._frame_misfits(part)
                case TableBox(slot=Slot() as slot):
                    yield from self._table_misfits(part, slot)

    def _frame_misfits(self, element: TextBox) -> Iterator[_Misfit]:
        frame, area = element.frame, element.box.without(*element.frame.inset)
        roles = frozenset(laid.role.name for laid in frame.paragraphs)
        where = element.slot.name if element.slot else element.name.rsplit(".", 1)[-1]
        wide = [unit for unit in wide_units(frame, self.setter.measure) if unit.width > _room(unit, area.width)]
        # The lines that a word takes because it is too wide are not another mistake.
        of_words = sum(ceil(unit.width / _room(unit, area.width) - 1) * pitch(unit.laid) for unit in wide)
        if frame.height - of_words > area.height + 0.05:
            span, how_much = first_line_outside(frame, area.height)
            yield _Misfit(
                roles,
                where,
                span,
                f"text does not fit in `{where}`",
                f"first line that does not fit: {how_much}",
                "shorten it, or move a part of it to a new slide",
            )
        for unit in wide:
            yield self._too_wide(unit, area.width, roles, where)

    def _too_wide(self, unit: Unit, width: float, roles: frozenset[str], where: str) -> _Misfit:
        return _Misfit(
            roles,
            where,
            unit.laid.paragraph.text.place_of_words(unit.words).span,
            f"`{unit.words}` is wider than `{where}`",
            f"{unit.width:.0f} pt wide, the room is {_room(unit, width):.0f} pt",
            "use a shorter word, or a soft hyphen where it may break",
        )

    def _tight_roles(self, element: Element) -> Iterator[str]:
        """The roles of a text that leaves its box in a program in which its fullest line breaks."""
        for part in one_by_one(element):
            if isinstance(part, TextBox):
                area = part.box.without(*part.frame.inset)
                if self.setter.height_if_narrower(part.frame, area.width) > area.height + 0.05:
                    yield from {laid.role.name for laid in part.frame.paragraphs}

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
            units = (unit for cell in cells for unit in wide_units(cell, self.setter.measure))
            widest = max(units, key=lambda unit: unit.width, default=None)
            if widest is not None and widest.width > _room(widest, room):
                misfit = self._too_wide(widest, room, roles, "its column")
                yield replace(misfit, help="give this column more in `widths`, or use a shorter word")


def _report_missing_glyphs(items: Sequence[Item], setter: TypeSetter, report: Report) -> None:
    base = setter.brand.base
    for text in texts(items, described=False):
        missing = list(setter.measure.missing(text.letters, base))
        if not missing:
            continue
        # One message for a text: a line of emoji is one mistake.
        chars = "".join(dict.fromkeys(text.letters[offset] for offset in missing))
        named = f"`{chars}` (U+{ord(chars):04X})" if len(chars) == 1 else f"any of `{chars}`"
        report.error(
            "glyph-missing",
            f"no font of the brand has a glyph for {named}",
            text.place_at(missing[0], _end_of_row(missing)).span,
            "write it in words, or add a font that has it to the brand's `typography: fallback`",
        )


def _room(unit: Unit, width: float) -> float:
    """How wide a word may be in a frame of that width, behind its mark."""
    return width - unit.laid.indent_pt + 0.05


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
