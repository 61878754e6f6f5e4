"""Scenes -> pages: choose sizes along the brand's scale, continue what runs long, report what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from math import ceil, inf

from deck.as_before import AsBefore
from deck.brand.letters import LETTERS
from deck.brand.model import TITLES, Brand, Role, Slot
from deck.chart import Chart
from deck.diagnostics import Found, Report, Span
from deck.equation.tree import words_in
from deck.geometry import Box
from deck.language import script
from deck.layout.arrange import Arranger, parted, wanted_height
from deck.layout.choose_layout import choose_layout
from deck.layout.continue_long import continue_long, titled
from deck.layout.grow import ROWS_APART, has_paragraphs, larger, least, opened, roles_in
from deck.layout.known_looks import known_looks
from deck.layout.measure import Measure
from deck.layout.no_glyph import named, what_to_do
from deck.layout.room import Rooms, rooms
from deck.layout.set_gallery import picture_box, set_gallery
from deck.layout.set_table import measured_table, set_table
from deck.layout.set_text import (
    FORMULA,
    LINE,
    SLACK,
    SPACE,
    Setting,
    Sizes,
    TypeSetter,
    Unit,
    first_line_outside,
    pitch,
    wide_units,
    word_room,
)
from deck.layout.share_foot import share_foot
from deck.layout.steps import with_steps
from deck.markup import Run, Text
from deck.page import ChartBox, Element, Frame, Group, Page, TableBox, TextBox
from deck.page import opened as one_by_one
from deck.place import Place
from deck.scene import (
    EVERY_SLIDE,
    Column,
    Content,
    Diagram,
    Flowchart,
    Gallery,
    Item,
    Paragraph,
    Picture,
    Row,
    Scene,
    Table,
    Timeline,
    Words,
)
from deck.texts import texts
from deck.value import Value, replace

_KEPT = 12
"""What was measured for a slide serves when it is placed, in runs of so many slides; longer ones would fill memory."""
_SURE = 0.98
"""The share of its room that a line fills which every program ends where it ends here."""
_SINGLE = 2
"""So many columns or boxes whose words are too wide are mistakes of their own; where there are more, the whole is."""
_CHART_HELP = {
    "category": "use shorter names, or `chart: bar`: beside lying bars long names have room",
    "value": "write `labels: false`: an axis says the numbers then; or show fewer marks",
    "legend": "use a shorter name",
}
_LYING_HELP = "use shorter names, or show fewer of them: some on a second slide"


def lay_out(
    scenes: Sequence[Scene],
    brand: Brand,
    language: str,
    footer: str,
    measure: Measure | None = None,
    before: AsBefore | None = None,
) -> tuple[tuple[Page, ...], Found]:
    """Every scene as one page or, where a list runs long, as several.

    Three steps: the sizes at which each scene fits; for every run of slides of one kind in a section the sizes at which
    all of them fit; placing. `before` is what is known of slides that are as they were.
    """
    report, before = Report(), before or AsBefore()
    setter = TypeSetter(brand, measure or Measure(brand))
    no_font = lacks_script(setter.measure, brand.base, language)
    if no_font:
        help = f"`deck brand fonts {language} FROM` brings one, with its licence, from a folder or a package"
        report.error("glyph-missing", no_font, help=help)
    pages: list[Page] = []
    told: set[tuple[str, str]] = set()
    for _, run in groupby(scenes, key=lambda scene: (scene.slide.kind, scene.slide.section)):
        together = list(run)
        setter.forget()
        drafts: list[_Draft] = []
        agreed: Sizes = {}
        for scene in together:
            if len(together) > _KEPT:
                setter.forget()
            make = partial(_drafted, scene, setter, language, agreed)
            # Sections are equal by their names: what they are called in this language is another thing.
            made, found = before.of("draft", scene.id, (), (agreed, scene, scene.slide.section.called), make)
            drafts += made
            report.add(*found)
            agreed = least([agreed, *(draft.shared for draft in made)])
        for draft in drafts:
            if len(together) > _KEPT:
                setter.forget()
            page = replace(draft.slide.blank, number=len(pages) + 1)
            page = replace(page, items=(*page.items, *_furniture(page, footer)))
            sizes = draft.with_shared(agreed)
            make_page = partial(_placed, page, draft, agreed, setter)
            placed, misfits, missing = before.of("page", page.id, (draft,), (sizes, page.number, footer), make_page)
            for misfit in misfits:
                # Marks that count something stand at the same place in the talk: it is one mistake.
                mistake = misfit.once or f"{misfit.where.rstrip('0123456789')} {misfit.span}"
                if (page.scene.id, mistake) in told:
                    continue
                told.add((page.scene.id, mistake))
                report.error("text-overflows", misfit.message, misfit.span, misfit.help, misfit.label)
            if not no_font:  # which is said once
                report.add(*missing)
            pages.append(placed)
    return with_steps(pages, report), report.found


def _drafted(scene: Scene, setter: TypeSetter, language: str, agreed: Sizes) -> tuple[list[_Draft], Found]:
    report = Report()
    drafts = list(_drafts(scene, setter, language, agreed, report))
    if setter.measure.wider > 1 and not all(draft.fits for draft in drafts):
        # Room for letters that are wider than those which are measured is kept where there is any.
        report = Report()
        drafts = list(_drafts(scene, setter.closer, language, agreed, report))
    return drafts, report.found


def _placed(page: Page, draft: _Draft, agreed: Sizes, setter: TypeSetter) -> tuple[Page, Sequence[_Misfit], Found]:
    """The page with everything in its place, what does not fit on it, and the signs that no font has."""
    if draft.slide.setter.measure.wider < setter.measure.wider:
        setter = setter.closer
    placed, misfits = _Slide(page, setter).placed(draft.at(agreed))
    own = draft.slide.blank.items
    shown = tuple(texts(own, described=False))
    report = Report()
    _report_missing_glyphs((*shown, *texts(page.items[len(own) :], described=False)), setter, report)
    return replace(placed, items=own, shown=shown), misfits, report.found


def lacks_script(measure: Measure, base: str, tag: str) -> str:
    """That no font of the brand has the letters of a language's script, or nothing."""
    name = script(tag)
    lacking = len(list(measure.missing(LETTERS.get(name, ""), base)))
    # A font with fewer signs than all is one of its script; what it lacks is told at its place.
    return f"no font of the brand has the letters of `{tag}` (script {name})" if lacking > 2 else ""


def _drafts(scene: Scene, setter: TypeSetter, language: str, agreed: Sizes, report: Report) -> Iterator[_Draft]:
    """A scene, or the parts of it, at the sizes that suit it by itself; what stands in for it where it has no room.

    Those above what the slides before it have `agreed` on need not be told apart: none of them will be used.
    """
    # A brand without the layout that a slide stands best on has one for how it stands otherwise.
    if scene.otherwise is not None and choose_layout(scene, setter.brand)[1]:
        yield from _drafts(scene.otherwise, setter, language, agreed, report)
        return
    drafts = [*_drafts_of(scene, setter, language, agreed, report)]
    if not all(draft.fits for draft in drafts):
        if scene.otherwise is not None:
            yield from _drafts(scene.otherwise, setter, language, agreed, report)
            return
        if scene.parts and any(draft.overflows for draft in drafts):
            yield from _parted(scene, setter, language, agreed, report)
            return
    yield from drafts


def _parted(scene: Scene, setter: TypeSetter, language: str, agreed: Sizes, report: Report) -> Iterator[_Draft]:
    """The scene on several slides, each as it stands by itself."""
    total = len(scene.parts)
    for number, shown in enumerate(scene.parts, 1):
        part = replace(scene, items=tuple(titled(item, number, total) for item in shown), otherwise=None, parts=())
        for draft in _drafts_of(part, setter, language, agreed, report):
            page = replace(draft.slide.blank, scene=scene, part=number, parts=total)
            yield replace(draft, slide=replace(draft.slide, blank=page))


def _drafts_of(scene: Scene, setter: TypeSetter, language: str, agreed: Sizes, report: Report) -> Iterator[_Draft]:
    scene, unknown = known_looks(scene, setter.brand)
    report.add(*unknown)
    standing, mistakes = choose_layout(scene, setter.brand)
    report.add(*mistakes)
    standing = share_foot(scene, standing, setter)
    parts = continue_long(standing, setter)
    for number, (items, sizes) in enumerate(parts, 1):
        slide = _Slide(Page(scene, 1, standing.layout, items, (), language, (), number, len(parts)), setter)
        # The parts of a long list share a size already: the largest of those that need no more of them.
        roles = roles_in(items, standing.layout, setter)
        yield slide.grown(sizes, roles, agreed) if len(parts) == 1 else slide.draft(sizes, roles)


class _Misfit(Value, frozen=True):
    """A frame whose text does not stand inside its box at the sizes tried."""

    roles: frozenset[str]
    where: str
    span: Span
    message: str
    label: str
    help: str
    once: str = ""
    """What it is about, where a table that goes on on another slide has it there too."""


class _Draft(Value, frozen=True):
    """A page without its elements, and the sizes at which they fit: of every role that is on it."""

    slide: _Slide
    sizes: Sizes

    @property
    def fits(self) -> bool:
        return self.slide.has_room(self.sizes)

    @property
    def overflows(self) -> bool:
        """Whether something stands outside its place: what does not fit by its height may be placed all the same."""
        return bool(self.slide.placed(self.sizes)[1])

    @property
    def shared(self) -> Sizes:
        """What slides like it agree on: not the size of code, whose lines end where they are written. One long line
        would make the code of all of them as small as its own."""
        roles = self.slide.setter.brand.roles
        return {name: size for name, size in self.sizes.items() if name not in roles or not roles[name].monospace}

    def with_shared(self, agreed: Sizes) -> Sizes:
        return {**self.sizes, **{role: agreed[role] for role in self.shared}}

    def at(self, agreed: Sizes) -> Sizes:
        """What slides like it have as well, which is no larger than its own; the rows of a table part as they can."""
        sizes = self.with_shared(agreed)
        return self.slide.with_rows_apart(sizes) if self.slide.has_table else sizes


def _are_enough(sizes: Sizes, agreed: Sizes) -> bool:
    """Whether no larger ones will be used: all of them are at least what was agreed on."""
    return all(role in agreed and agreed[role] <= size for role, size in sizes.items())


class _Slide(Value, frozen=True):
    """A page whose items are to get their places."""

    blank: Page
    setter: TypeSetter

    def grown(self, begin: Sizes, roles: frozenset[str], agreed: Sizes) -> _Draft:
        """With text as large as there is room for, and as others `agreed` on, then opened; `roles` are its items'."""
        steps = [*larger(self.setter.brand, roles, self.setter.title_role)]
        tried: list[Sizes] = [{**begin, **sizes} for sizes in steps] or [begin]
        below = [*steps[1:], *({name: self.setter.brand.roles[name].size for name in sizes} for sizes in steps[:1])]
        useful = tried[sum(_are_enough(sizes, agreed) for sizes in below) :]
        sizes = next((one for one in useful if self.has_room(one) and self._keeps_heads(one, begin)), None)
        if sizes is None:
            # A title that is too long at its own size is smaller, and what is below it may be as large all the same.
            title = self._size_of_title(begin)
            if title and title not in begin.items():
                return self.grown({**begin, **dict([title])}, roles, agreed)
            return self.draft(begin, roles)
        if sizes is tried[0] and has_paragraphs(self.blank.items):
            sizes = next((one for one in opened(sizes) if self.has_room(one)), sizes)
        return self._with(sizes, roles)

    def _keeps_heads(self, sizes: Sizes, begin: Sizes) -> bool:
        """Whether what heads the names under it takes as many lines as before: beside others it would push its own
        down."""
        slots = self._rooms(sizes)
        for item in self.blank.items:
            if not isinstance(item.content, Words) or item.slot in EVERY_SLIDE:
                continue
            heads = tuple(one for one in item.content.paragraphs if one.keep and one.mark == "none")
            slot = slots[item.slot]
            if any(self._lines(one, slot, sizes, _SURE) > self._lines(one, slot, begin, 1.0) for one in heads):
                return False
        return True

    def _lines(self, paragraph: Paragraph, slot: Slot, sizes: Sizes, share: float) -> int:
        """How many lines a paragraph takes in that share of a slot's width."""
        setting = Setting.of_slot(slot)
        role = self.setter.role_of(paragraph, setting)
        [(_, high)] = self.setter.heights(Words((paragraph,)), setting, share * slot.box.width, sizes)
        return 99 if high == inf else round(high / (LINE * sizes.get(role.name, role.size) * role.spacing))

    def _size_of_title(self, begin: Sizes) -> tuple[str, float] | None:
        """The role of a title that does not fit, and the largest smaller size at which it does."""
        slots = self._rooms(begin)
        item = next((one for one in self.blank.items if slots[one.slot].type in TITLES), None)
        if item is None or self._is_inside(item, slots[item.slot], begin):
            return None
        role, sizes = slots[item.slot].role.name, begin
        while (smaller := self._step_down(sizes, [role])) != sizes:
            sizes = smaller
            if self._is_inside(item, slots[item.slot], sizes):
                return role, sizes[role]
        return None

    @property
    def has_table(self) -> bool:
        return any(isinstance(item.content, Table) for item in self.blank.items)

    def with_rows_apart(self, sizes: Sizes) -> Sizes:
        """The same sizes with as much space in the rows of a table as there is room for."""
        tried = ({**sizes, SPACE: space} for space in ROWS_APART)
        return next((one for one in tried if self.has_room(one)), sizes)

    def draft(self, sizes: Sizes, roles: frozenset[str]) -> _Draft:
        """At these sizes, or smaller ones at which it fits; `roles` are those of its items."""
        if not self.has_room(sizes):
            page, _ = self.placed(sizes)
            sizes = {laid.role.name: laid.size_pt for frame, _ in page.frames for laid in frame.paragraphs}
        return self._with(sizes, roles)

    def _with(self, sizes: Sizes, roles: frozenset[str]) -> _Draft:
        fitting = {role: sizes.get(role, self.setter.brand.roles[role].size) for role in roles}
        return _Draft(self, {**fitting, SPACE: sizes.get(SPACE, 1.0)})

    def placed(self, sizes: Sizes) -> tuple[Page, Sequence[_Misfit]]:
        """With everything in its place, at these sizes or the largest below them at which it fits; the same role, the
        same size. What does not fit all the same stays there."""
        while True:
            elements = self._elements(sizes)
            misfits = [misfit for element in elements for misfit in self._misfits(element)]
            smaller = self._step_down(sizes, [role for misfit in misfits for role in misfit.roles])
            if misfits and smaller == sizes:
                # What is as small as it may be gets room from what stands above, below and beside it.
                smaller = self._step_down(sizes, self._own_roles())
            if not misfits or smaller == sizes:
                return replace(self.blank, elements=tuple(elements)), misfits
            sizes = {**smaller, SPACE: min(1.0, sizes.get(SPACE, 1.0))}

    def has_room(self, sizes: Sizes) -> bool:
        """Whether everything would fit at these sizes: by heights and longest words, without a line being placed."""
        slots = self._rooms(sizes)
        # The title fits nearly always, what stands below it decides.
        return all(self._is_inside(item, slots[item.slot], sizes) for item in reversed(self.blank.items))

    def _is_inside(self, item: Item, slot: Slot, sizes: Sizes) -> bool:
        room = slot.box.height + SLACK
        match item.content:
            case Words() as words:
                setting, width = Setting.of_slot(slot), slot.box.width
                too_high = self.setter.is_too_high(words, setting, width, sizes, room)
                return not too_high and self.setter.height(words, setting, width, sizes) <= room
            case Diagram(body=block) | (Row() | Column() as block):
                return self._arranger("", slot, sizes).height(block, slot.box.width) <= room
            case Table() as table:
                measured = measured_table(table, slot, self.setter, sizes)
                return sum(measured.heights) <= room and not (measured.has_wide_words or measured.is_close)
            case Timeline() as timeline:
                return _timeline_fits(timeline, slot, room, self.setter, sizes)
            case Flowchart() as flow:
                return _flow_height(flow, slot, self.setter, sizes) <= room
            case Chart() as chart:
                return not any(True for _ in self._misfits(_set_chart(chart, "", slot.box, self.setter, sizes)))
            case _:
                return True

    def _own_roles(self) -> frozenset[str]:
        """The roles of what this slide shows besides what every slide has."""
        own = [item for item in self.blank.items if item.slot not in EVERY_SLIDE]
        return roles_in(own, self.blank.layout, self.setter)

    def _elements(self, sizes: Sizes) -> list[Element]:
        slots = self._rooms(sizes)
        return [element for item in self.blank.items for element in self._place(item, slots[item.slot], sizes)]

    def _rooms(self, sizes: Sizes) -> Rooms:
        def wanted(item: Item, slot: Slot) -> float | None:
            if isinstance(item.content, Table):
                # Notes stand right under it.
                return sum(measured_table(item.content, slot, self.setter, sizes).heights)
            return wanted_height(item.content, slot, self.setter, sizes)

        return rooms(self.blank.layout, self.blank.items, self.setter, sizes, wanted)

    def _place(self, item: Item, slot: Slot, sizes: Sizes) -> list[Element]:
        name = f"{self.blank.id}.{item.slot}"
        # A free area is no placeholder: what stands in it is a box of the slide's own.
        place = slot if slot.type and (not slot.virtual or slot.type in TITLES) else None
        content: Content = item.content
        match content:
            case Words():
                make = self.setter.footer if item.slot == "footer" else self.setter.frame
                return [TextBox(name, slot.box, make(content, self._setting(slot), slot.box, sizes), place)]
            case Picture():
                return [replace(picture_box(content, name, slot.box), slot=place)]
            case Gallery():
                return [*set_gallery(content, name, Setting.of_slot(slot), slot.box, self.setter, sizes)]
            case Table():
                return [set_table(content, name, slot, self.setter, sizes)]
            case Diagram():
                return self._in_parts(self._arranger(name, slot, sizes).diagram(content, slot.box))
            case Flowchart():
                return self._in_parts(_set_flow(content, name, slot.box, self.setter, sizes))
            case Timeline():
                return self._in_parts(_set_timeline(content, name, slot.box, self.setter, sizes))
            case Chart():
                return [_set_chart(content, name, slot.box, self.setter, sizes)]
            case Row() | Column():
                return list(self._arranger(name, slot, sizes).arrange(content, slot.box))
            case _:
                raise TypeError(f"{type(content).__name__} must be resolved before layout")

    def _in_parts(self, group: Group) -> list[Element]:
        """The group, or one for each part of it that appears by itself."""
        return [*parted(group)] if self.blank.slide.says.build else [group]

    def _arranger(self, name: str, slot: Slot, sizes: Sizes) -> Arranger:
        return Arranger(self.setter, sizes, name, self._setting(slot))

    def _setting(self, slot: Slot) -> Setting:
        return Setting.of_slot(slot, self.blank.layout)

    def _step_down(self, sizes: Sizes, roles: Iterable[str]) -> Sizes:
        brand = self.setter.brand
        smaller = dict(sizes)
        for name in set(roles):
            role: Role = brand.roles[name]
            current = sizes.get(name, role.size)
            smaller[name] = next((size for size in brand.scale if size < current and size >= role.floor), current)
        return {name: size for name, size in smaller.items() if name in sizes or size != brand.roles[name].size}

    def _misfits(self, element: Element) -> Iterator[_Misfit]:
        if isinstance(element, ChartBox):
            yield from self._chart_misfits(element)
            return
        if isinstance(element, Group) and element.needed > element.room + SLACK:
            yield self._too_high(element)
            return
        if isinstance(element, Group) and (narrow := self._too_narrow(element)):
            yield narrow
            return
        for part in one_by_one(element):
            match part:
                case TextBox():
                    yield from self._frame_misfits(part)
                case TableBox(slot=Slot() as slot):
                    yield from self._table_misfits(part, slot)

    def _too_high(self, group: Group) -> _Misfit:
        """One message for a picture of shapes that has no room: which of them is too much is the author's to say."""
        roles = frozenset(
            laid.role.name for one in one_by_one(group) if isinstance(one, TextBox) for laid in one.frame.paragraphs
        )
        room, needed = group.room, group.needed
        return _Misfit(
            roles,
            "diagram",
            group.alt.span,
            f"the {self.blank.kind} needs {needed:.0f} pt, and has {room:.0f} pt",
            f"{100 * (needed - room) / room:.0f} % too high",
            "use fewer or shorter words, or make two slides of it",
        )

    def _too_narrow(self, group: Group) -> _Misfit | None:
        """One message where words of many boxes are too wide: their number is the cause, the widest word speaks."""
        found: list[tuple[float, _Misfit]] = []
        boxes = [part for part in one_by_one(group) if isinstance(part, TextBox) and part.frame.paragraphs]
        for box in boxes:
            width = box.box.without(*box.frame.inset).width
            roles = frozenset(laid.role.name for laid in box.frame.paragraphs)
            wide = [
                (unit.width - word_room(unit.laid, width), self._too_wide(unit, width, roles, box.name))
                for unit in wide_units(box.frame, self.setter.measure, width)
            ]
            found += [max(wide, key=lambda one: one[0])] if wide else []
        if len(found) <= _SINGLE:
            return None
        _, worst = max(found, key=lambda one: one[0])
        return replace(
            worst,
            roles=frozenset[str]().union(*(misfit.roles for _, misfit in found)),
            message=f"words are wider than their boxes in {len(found)} of {len(boxes)} boxes of the {self.blank.kind}",
            help="show fewer of them side by side, some on a second slide, or use shorter words",
        )

    def _chart_misfits(self, chart: ChartBox) -> Iterator[_Misfit]:
        """One message for all names of an axis, or all numbers of its marks: the widest speaks for the others."""
        widest: dict[str, tuple[float, _Misfit]] = {}
        for label in chart.labels:
            name = label.name.rpartition(".")[2]
            kind = name if name.endswith("-title") else name.partition("-")[0]
            over = max((line.width for line in label.frame.lines), default=0.0) - label.box.width
            for misfit in self._frame_misfits(label):
                if kind not in widest or over > widest[kind][0]:
                    told = misfit.message.replace(f"`{name}`", f"its place in the chart (`{kind}`)")
                    lies = kind == "category" and chart.chart.sort in ("bar", "interval")
                    help = _LYING_HELP if lies else _CHART_HELP.get(kind, misfit.help)
                    widest[kind] = over, replace(misfit, message=told, help=help)
        yield from (misfit for _, misfit in widest.values())

    def _frame_misfits(self, element: TextBox) -> Iterator[_Misfit]:
        frame, area = element.frame, element.box.without(*element.frame.inset)
        roles = frozenset(laid.role.name for laid in frame.paragraphs)
        where = element.slot.name if element.slot else element.name.rsplit(".", 1)[-1]
        if any(laid.role.monospace for laid in frame.paragraphs):
            yield from self._long_lines(frame, area.width, roles)
        wide = list(wide_units(frame, self.setter.measure, area.width))
        # The lines that a word takes because it is too wide are not another mistake.
        of_words = sum(ceil(unit.width / word_room(unit.laid, area.width) - 1) * pitch(unit.laid) for unit in wide)
        if frame.height - of_words > area.height + SLACK:
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

    def _long_lines(self, frame: Frame, width: float, roles: frozenset[str]) -> Iterator[_Misfit]:
        """One message for all lines of code that are too long: the longest speaks for the others."""
        over = [(laid.widest_pt - word_room(laid, width), laid) for laid in frame.paragraphs]
        long = [(more, laid) for more, laid in over if more > 0]
        if not long:
            return
        _, longest = max(long, key=lambda one: one[0])
        letter = longest.size_pt * self.setter.measure.advance("0", self.setter.brand.family(longest.role))
        fitting = int(word_room(longest, width) / letter)
        written = longest.paragraph.text.letters.rstrip()
        others = f", and {len(long) - 1} more are too long" if len(long) > 1 else ""
        yield _Misfit(
            roles,
            "code",
            longest.paragraph.text.place_at(min(fitting, len(written) - 1), len(written)).span,
            f"a line of code is {len(written)} characters long, {fitting} fit at {longest.size_pt:g} pt{others}",
            f"{len(written) - fitting} too many",
            "break the line, or leave out what the slide is not about",
        )

    def _too_wide(self, unit: Unit, width: float, roles: frozenset[str], where: str) -> _Misfit:
        text = unit.laid.paragraph.text
        span, words = text.place_of_words(unit.words).span, unit.words
        help = "use a shorter word, or a soft hyphen where it may break"
        if formulas := [run for run in text.runs if run.formula and FORMULA in unit.words]:
            widest = max(formulas, key=lambda run: run.formula.width if run.formula else 0.0)
            span, words = text.place_of(widest).span, _shortened(widest.text)
            help = "part it: \\begin{aligned} has several lines, and a slide has room for several equations"
        how_much = f"{unit.width:.0f} pt wide, the room is {word_room(unit.laid, width):.0f} pt"
        return _Misfit(roles, where, span, f"`{words}` is wider than `{where}`", how_much, help)

    def _table_misfits(self, table: TableBox, slot: Slot) -> Iterator[_Misfit]:
        roles = frozenset(laid.role.name for row in table.cells for cell in row for laid in cell.paragraphs)
        if sum(table.heights) > slot.box.height + SLACK:
            span = next(cell for cell in table.cells[-1] if cell.paragraphs).paragraphs[0].paragraph.text.span
            yield _Misfit(
                roles,
                slot.name,
                span,
                "a table row does not fit on a slide of its own",
                "this row",
                "shorten its cells",
            )
        wide = [one for column in range(len(table.widths)) if (one := self._widest_in(table, column, roles))]
        if len(wide) <= _SINGLE:
            yield from (misfit for _, misfit in wide)
            return
        # The cause is the number of columns, and one message says so.
        lacking = sum(over for over, _ in wide)
        _, first = max(wide, key=lambda one: one[0])
        yield replace(
            first,
            message="the table is wider than its place",
            label=f"{len(wide)} of its {len(table.widths)} columns lack {lacking:.0f} pt, this one the most",
            help="leave out a column, or show some of them in a table of their own",
            once="columns",
        )

    def _widest_in(self, table: TableBox, column: int, roles: frozenset[str]) -> tuple[float, _Misfit] | None:
        """By how much the widest word of a column is too wide, and that in words: it speaks for the others."""
        width = table.widths[column]
        alone = [row[column] for at, row in enumerate(table.cells) if (at, column) not in table.merged]
        wide = [
            (unit.width - word_room(unit.laid, width - cell.inset[0] - cell.inset[2]), unit, cell)
            for cell in alone
            for unit in wide_units(cell, self.setter.measure, width - cell.inset[0] - cell.inset[2])
        ]
        if not wide:
            return None
        over, widest, cell = max(wide, key=lambda one: one[0])
        misfit = self._too_wide(widest, width - cell.inset[0] - cell.inset[2], roles, "its column")
        help = "give this column more in `widths`, or use a shorter word"
        return over, replace(misfit, help=help, once=f"column {column}")


def _set_timeline(timeline: Timeline, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> Group:
    # Imported here because most talks have no timeline.
    from deck.layout.set_timeline import set_timeline

    return set_timeline(timeline, name, box, setter, sizes)


def _timeline_fits(timeline: Timeline, slot: Slot, room: float, setter: TypeSetter, sizes: Sizes) -> bool:
    from deck.layout.set_timeline import timeline_fits

    return timeline_fits(timeline, slot.box.width, room, setter, sizes)


def _set_flow(flow: Flowchart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> Group:
    # Imported here because most talks have no flow.
    from deck.layout.set_flow import set_flow

    return set_flow(flow, name, box, setter, sizes)


def _flow_height(flow: Flowchart, slot: Slot, setter: TypeSetter, sizes: Sizes) -> float:
    from deck.layout.set_flow import flow_height

    return flow_height(flow, slot.box.width, setter, sizes)


def _set_chart(chart: Chart, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> ChartBox:
    # Imported here because most talks have no charts.
    from deck.layout.set_chart import set_chart

    return set_chart(chart, name, box, setter, sizes)


def _report_missing_glyphs(shown: Iterable[Text], setter: TypeSetter, report: Report) -> None:
    base = setter.brand.base
    for text in shown:
        letters = "".join(map(_in_brand_fonts, text.runs))
        missing = list(setter.measure.missing(letters, base))
        if not missing:
            continue
        # One message for a text: a line of emoji is one mistake.
        chars = "".join(dict.fromkeys(letters[offset] for offset in missing))
        report.error(
            "glyph-missing",
            f"no font of the brand has a glyph for {named(chars)}",
            text.place_at(missing[0], _end_of_row(missing)).span,
            what_to_do(chars, lambda char: not list(setter.measure.missing(char, base))),
        )


def _shortened(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"


def _in_brand_fonts(run: Run) -> str:
    """The letters of a run that are set in the brand's fonts: of a formula, those of its words."""
    if run.formula is None:
        return run.text
    words = words_in(run.formula.tree)
    return "".join(letter if letter in words else " " for letter in run.text)


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
