"""A brand.yaml for a brought template: which of our layouts stand on which of its own, with the reasons in comments."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from deck.brand.brought.area import Areas, areas, free_area, in_both_directions
from deck.brand.brought.choose import LIKELY, SURE, Choice, choose, sections_of
from deck.brand.brought.palette import Scheme, scheme
from deck.brand.brought.read import Brought, Holder, Sheet
from deck.brand.brought.turned import turned
from deck.brand.brought.type import LEAST_TITLE, Fonts, Typography, body_sizes, quoted, two_lines
from deck.brand.theme_colors import ENOUGH_LARGE, contrast
from deck.geometry import PT_PER_MM, Box
from deck.value import Value, replace


class Proposal(Value, frozen=True):
    text: str
    choices: dict[str, Choice]
    questions: tuple[str, ...]
    """What a person should look at, each in a sentence."""


class NoTitle(Exception):
    """The template has no layout with a place for a title."""


def propose(brought: Brought, file: str, name: str, fonts: Fonts) -> Proposal:
    """The text of brand.yaml. Raises NoTitle where nothing can stand on the template."""
    # What is beside what, and where lines begin, is then thought of as from left to right.
    rtl = any(master.is_rtl for master in brought.masters[:1])
    brought = turned(brought) if rtl else brought
    choices = sections_of(brought, choose(brought))
    if "text" not in choices and "bare" not in choices:
        raise NoTitle
    stage = _Stage(brought, choices, scheme(brought.masters[_main(choices).master - 1].shades), rtl)
    layouts = "\n".join(stage.layouts())
    # Before the palette, to which it may add what the theme lacks.
    type_ = list(Typography(brought, stage.main, choices, stage.scheme).lines(fonts))
    questions = tuple(_questions(brought, choices, fonts))
    head = [
        f"# A proposal, read from {file} by `deck template adopt`. From now on this file is yours, and nothing is",
        "# guessed. `layouts` says where the slides of each kind stand: a slot with `idx` is a placeholder of the",
        "# template; one with `box` alone (left, top, width, height in mm) is a box of ours: it has none for that.",
        *(f"# ? {question}" for question in questions),
        "extends: plain",
        "meta:",
        f"  name: {quoted(name)}",
        "",
        f"template: {quoted(file)}",
        "",
        "layouts:",
        layouts,
        "",
        *stage.scheme.lines(),
        "",
        *type_,
        "",
        "# In millimetres, closer than the plain brand's: a template leaves less room.",
        "gaps: {none: 0, tight: 2.2, normal: 5, wide: 10, title: 5, source: 2}",
    ]
    return Proposal("\n".join(head) + "\n", choices, questions)


def _main(choices: Mapping[str, Choice]) -> Sheet:
    return (choices.get("text") or choices["bare"]).sheet


def _questions(brought: Brought, choices: Mapping[str, Choice], fonts: Fonts) -> Iterator[str]:
    for need, choice in choices.items():
        name = f"`{' '.join(choice.sheet.name.split())}`"
        if choice.second:
            yield f"{_SAID[need]}: {name} of master {choice.sheet.master}, or {' '.join(choice.second.split())}?"
        elif choice.score < LIKELY:
            yield f"{_SAID[need]}: {name}, for want of a better one ({'; '.join(choice.reasons)})"
    if "cover" not in choices:
        yield "no layout is for covers: they stand on the layout for text"


_SAID = {
    **{"cover": "covers", "section": "the slides that begin a section", "text": "points and text"},
    **{"two": "two columns", "bare": "diagrams", "figure": "pictures", "table": "tables"},
}


def _mm(box: Box) -> str:
    return "[" + ", ".join(f"{value / PT_PER_MM:.2f}".rstrip("0").rstrip(".") for value in _inside(box)) + "]"


def _inside(box: Box) -> tuple[float, ...]:
    return box.x, box.y, box.width, box.height


class _Stage:
    """Writes the layouts, and counts the roles and colours that they need."""

    def __init__(self, brought: Brought, choices: Mapping[str, Choice], scheme: Scheme, rtl: bool) -> None:
        self.brought, self.choices, self.scheme, self.rtl = brought, choices, scheme, rtl
        text = choices.get("text")
        self.text = text
        self.bare = choices.get("bare") or choices["text"]
        self.main = _main(choices)
        self.held = "held" if text is not None and text is not self.bare else "content"
        """The layout that those extend which have a placeholder for text."""
        body = text.slots["body"].box if text else None
        self.text_areas = areas(self.main, brought, body)
        if "bare" in choices:
            self.bare_areas = areas(self.bare.sheet, brought, self._free(self.bare.sheet))
        else:
            self.bare_areas = self.text_areas

    def _free(self, sheet: Sheet) -> Box:
        """The room of a title-only layout: what the text has on its own, where that is free here too."""
        free = free_area(sheet, self.brought)
        body = self.text.slots["body"].box if self.text else None
        if body is not None and self.text and self.text.sheet.master == sheet.master:
            held = Box(body.x, max(body.y, free.y), body.width, min(body.bottom, free.bottom) - max(body.y, free.y))
            return held if held.height > 0.6 * body.height else free
        return free

    def _mm(self, box: Box) -> str:
        """The box as the template has it."""
        return _mm(box.mirrored_in(self.brought.width) if self.rtl else box)

    # -------------------------------------------------------------------------------------------- layouts

    def layouts(self) -> Iterator[str]:
        yield from self._cover()
        yield from self._section()
        yield from self._base("content", self.bare, self.bare_areas)
        yield from self._diagrams()
        if self.held == "held" and self.text is not None:
            yield from self._base("held", self.text, self.text_areas)
        two = self.choices.get("two")
        if two is not None:
            yield from self._base("halves", two, self._two_areas(two))
        yield from self._texts()
        yield from self._pictures()
        yield from self._tables()
        yield from self._full_pictures()

    def _reason(self, choice: Choice) -> str:
        how = "sure" if choice.score >= SURE else "likely" if choice.score >= LIKELY else "a guess"
        other = f"; or {' '.join(choice.second.split())}" if choice.second else ""
        return f"{how}: {', '.join(choice.reasons)}{other}"

    def _head(self, key: str, choice: Choice, comment: str, *more: str) -> Iterator[str]:
        yield f"  {key}:  # {comment}"
        yield f"    master: {choice.sheet.master}"
        yield f"    layout: {quoted(choice.sheet.name)}"
        yield from (f"    {line}" for line in more)
        yield "    slots:"

    def _base(self, key: str, choice: Choice, places: Areas) -> Iterator[str]:
        """What every slide on a layout may have: title, kicker, source, badge, footer, number."""
        yield from self._head(key, choice, self._reason(choice))
        yield self._held("title", choice.slots["title"], "title", self._two_lines(choice, places))
        if "kicker" in choice.slots:
            yield self._held("kicker", choice.slots["kicker"], "kicker")
        else:
            yield self._own("kicker", places.kicker, "kicker", anchor="bottom", sheet=choice.sheet)
        yield self._own("badge", places.badge, "label", type="pic", align="end", sheet=choice.sheet)
        yield self._own("source", places.source, "source", anchor="bottom", sheet=choice.sheet)
        yield from self._furniture(choice.sheet)

    def _two_lines(self, choice: Choice, places: Areas) -> Box | None:
        """The room of a title that holds one line alone, and what is free below it: as much as two lines need."""
        title = choice.slots["title"]
        box = title.box
        assert box is not None
        below = [places.kicker.y] if "kicker" not in choice.slots and places.kicker.y > box.y else []
        free = min([places.content.y, *below]) - box.bottom
        more = min(free, two_lines(title, LEAST_TITLE) - box.height)
        if more < 1:
            return None
        return Box(box.x, box.y, box.width, box.height + more)

    def _furniture(self, sheet: Sheet) -> Iterator[str]:
        for name, type in (("footer", "ftr"), ("number", "sldNum")):
            found = next((one for one in sheet.holders if one.type == type and one.box), None)
            if found is not None:
                yield self._held(name, found, "footer", self._wide_enough(sheet, found) if type == "ftr" else None)

    def _wide_enough(self, sheet: Sheet, footer: Holder) -> Box | None:
        """A footer that is narrow reaches into the place of the date, which we do not set: to both sides as far, and
        where that is not enough, further to one."""
        box = footer.box
        assert box is not None
        if box.width >= _FOOTER:
            return None
        others = [one.box for one in sheet.holders if one.type == "sldNum" and one.box]
        others += [one.box for one in sheet.art if one.box.area < 0.5 * self._page]
        beside = [one for one in others if one.y < box.bottom and box.y < one.bottom]
        left = max([0.04 * self.brought.width, *(one.right + 4 for one in beside if one.right <= box.x + 1)])
        right = min([0.96 * self.brought.width, *(one.x - 4 for one in beside if one.x >= box.right - 1)])
        more = max(0.0, min(box.x - left, right - box.right, (_FOOTER - box.width) / 2))
        before, behind = (min(room, _FOOTER - box.width - more) for room in (box.x - left, right - box.right))
        before, behind = (max(more, before), more) if before > behind else (more, max(more, behind))
        return Box(box.x - before, box.y, box.width + before + behind, box.height) if before + behind > 1 else None

    def _held(self, name: str, holder: Holder, role: str, box: Box | None = None, **more: str) -> str:
        place = f", box: {self._mm(box)}" if box is not None else ""
        others = "".join(f", {key}: {value}" for key, value in more.items())
        return f"      {name}: {{type: {holder.type}, idx: {holder.idx}, role: {role}{place}{others}}}"

    def _own(self, name: str, box: Box, role: str, sheet: Sheet | None = None, **more: str) -> str:
        """A slot that is a box of ours, in a colour that can be read there."""
        color = self.scheme.readable(_COLORS.get(role, "text"), sheet.ground_at(box).hex if sheet else "")
        fields = {"role": role, "color": color, **more}
        if "type" in fields and not fields["type"]:
            fields["type"] = '""'
        look = ", ".join(f"{key}: {value}" for key, value in fields.items())
        return f"      {name}: {{box: {self._mm(self._clip(box, sheet))}, {look}}}"

    def _clip(self, box: Box, sheet: Sheet | None) -> Box:
        """What of it is on the slide, and clear of what would be under it in a language that is read the other way."""
        box = in_both_directions(box, sheet, self.brought) if sheet else box
        x, y = max(0.0, box.x), max(0.0, box.y)
        return Box(x, y, min(box.right, self.brought.width) - x, min(box.bottom, self.brought.height) - y)

    # -------------------------------------------------------------------------------------------- covers and sections

    def _cover(self) -> Iterator[str]:
        choice = self.choices.get("cover")
        if choice is None:
            choice = self.text or self.bare
            yield from self._head("talk", choice, "no layout of the template is for covers", "place: kept")
            yield self._held("title", choice.slots["title"], "title")
            yield from self._cover_lines(choice, {}, self.text_areas.content)
        else:
            yield from self._head("talk", choice, self._reason(choice), "place: kept")
            yield self._title_of(choice, "cover_title")
            title = choice.slots["title"].box
            assert title is not None
            yield from self._cover_lines(choice, choice.slots, self._below(choice, title))
        for key in ("cover", "closing"):
            yield f"  {key}: {{extends: talk}}"

    def _title_of(self, choice: Choice, role: str) -> str:
        title = choice.slots["title"]
        if choice.sheet.title is not None:
            return self._held("title", title, role)
        # As the sample slides have it: the layout has none.
        assert title.box is not None
        color = self.scheme.name_of(title.look.color)
        anchor = {"ctr": "centre", "b": "bottom"}.get(title.anchor, "top")
        align = {"ctr": "centre", "r": "end"}.get(title.look.align, "start")
        place = self._mm(self._clip(title.box, choice.sheet))
        look = f"role: {role}, color: {color}, align: {align}, anchor: {anchor}"
        return f"      title: {{type: title, box: {place}, {look}}}"

    def _cover_lines(self, choice: Choice, slots: Mapping[str, Holder], room: Box) -> Iterator[str]:
        """Subtitle, lines, hashtag and logos: in the template's placeholders, else in what is free."""
        align = {"ctr": "centre", "r": "end"}.get(_begins(choice), "start")
        places = _stacked(room, {"subtitle": 0.34, "lines": 0.44, "tag": 0.22}, slots)
        roles = {"subtitle": "subtitle", "lines": "cover_lines", "tag": "cover_lines"}
        for name in ("subtitle", "lines", "tag"):
            holder = slots.get(name)
            if holder is None:
                yield self._own(name, places[name], roles[name], choice.sheet, align=align)
            elif choice.sheet.title is None:
                assert holder.box is not None
                color = self.scheme.name_of(holder.look.color)
                own = {"ctr": "centre", "r": "end"}.get(holder.look.align, "start")
                look = f"role: {roles[name]}, color: {color}, align: {own}"
                yield f"      {name}: {{box: {self._mm(self._clip(holder.box, choice.sheet))}, {look}}}"
            else:
                yield self._held(name, holder, roles[name])
        if "kicker" in slots and choice.sheet.title is not None:
            yield self._held("kicker", slots["kicker"], "kicker")
        else:
            # Nearer to the title than to a logo above it.
            yield self._own("kicker", self._above(choice), "kicker", choice.sheet, align=align, anchor="bottom")
        yield from self._logos(choice)
        yield from self._furniture(choice.sheet)

    def _above(self, choice: Choice) -> Box:
        title = choice.slots["title"].box
        assert title is not None
        tops = [
            one.box.bottom for one in choice.sheet.art if one.box.bottom <= title.y and one.box.area < 0.5 * self._page
        ]
        tops += [one.box.bottom for one in choice.slots.values() if one.box and one.box.y < title.y]
        top = max([title.y - 26, 4.0, *[top for top in tops if top < title.y - 14]])
        return Box(title.x, min(top, title.y - 12) if title.y > 18 else title.y, title.width, max(14.0, title.y - top))

    @property
    def _page(self) -> float:
        return self.brought.width * self.brought.height

    def _below(self, choice: Choice, title: Box) -> Box:
        """What is free between the lowest text of a cover and its foot."""
        holders = [one.box for name, one in choice.slots.items() if one.box and name != "kicker"]
        top = max([title.bottom, *(box.bottom for box in holders if box.y >= title.y)]) + 4
        feet = [one.box.y for one in choice.sheet.art if one.box.y >= top and one.box.area < 0.5 * self._page]
        feet += [one.box.y for one in choice.sheet.holders if one.type in ("ftr", "dt", "sldNum") and one.box]
        end = min([self.brought.height - 12, *(foot - 4 for foot in feet if foot > top + 20)])
        if end - top < 60:
            # Where the last placeholder takes all there is, its own lower half is shared.
            top = max(title.bottom + 4, end - 90)
        above = max([0.05 * self.brought.height, *self._feet_above(choice, title)])
        if end - top < 60 <= title.y - 8 - above:
            # A title at the foot of the slide has its lines over it.
            return Box(title.x, max(above, title.y - 94), title.width, min(90.0, title.y - 4 - above))
        return Box(title.x, top, title.width, max(30.0, end - top))

    def _feet_above(self, choice: Choice, title: Box) -> list[float]:
        """Where what is painted above a title ends."""
        return [
            one.box.bottom for one in choice.sheet.art if one.box.bottom < title.y and one.box.area < 0.5 * self._page
        ]

    def _logos(self, choice: Choice) -> Iterator[str]:
        """Two logos in a corner of a cover that is free: a lower one, if it is, for they are read last."""
        wide, high = self.brought.width, self.brought.height
        size = Box(0, 0, 0.15 * wide, 0.09 * high)
        both = 2 * size.width + 12
        feet = [one.box.y for one in choice.sheet.art if one.box.y > 0.75 * high and one.box.area < 0.5 * self._page]
        feet += [one.box.y for one in choice.sheet.holders if one.type in ("ftr", "dt", "sldNum") and one.box]
        bottom = min([0.95 * high, *(foot - _CLEAR for foot in feet)])
        right, left = 0.96 * wide - both, 0.04 * wide
        corners = [
            (right, bottom - size.height),
            (left, bottom - size.height),
            (right, 0.05 * high),
            (left, 0.05 * high),
        ]
        taken = [one.box for one in choice.slots.values() if one.box]
        taken += [one.box for one in choice.sheet.art if one.box.area < 0.5 * self._page]
        taken += [one.mirrored_in(wide) for one in choice.sheet.stays]
        free = [at for at in corners if not any(_meet(Box(*at, both, size.height), box) for box in taken)]
        x, y = (free or corners)[0]
        for number, name in enumerate(("logo1", "logo2")):
            place = Box(x + number * (size.width + 12), y, size.width, size.height)
            yield self._own(name, place, "label", type="pic")

    def _section(self) -> Iterator[str]:
        choice = self.choices.get("section")
        if choice is None:
            return
        yield from self._head("section", choice, self._reason(choice), "place: fixed")
        yield self._title_of(choice, "section_title")
        centred = {"align": "centre"} if _begins(choice) == "ctr" else {}
        title = choice.slots["title"].box
        assert title is not None
        if "kicker" in choice.slots:
            yield self._held("kicker", choice.slots["kicker"], "section_text")
        else:
            below = self._below(choice, title)
            low = replace(below, height=min(below.height, 40.0))
            yield self._own("kicker", low, "kicker", choice.sheet, **centred)
        place = self._beside(choice, title)
        # So large a numeral needs no more contrast than the title, and is like it where it can.
        like = self.scheme.name_of(choice.slots["title"].look.color)
        ground = choice.sheet.ground_at(place).hex
        own = {"color": like} if contrast(self.scheme.hex[like], ground) >= ENOUGH_LARGE else {}
        yield self._own("diagram", place, "body", choice.sheet, type="", **own, **centred)
        yield from (line for line in self._furniture(choice.sheet) if line.lstrip().startswith("number"))

    def _beside(self, choice: Choice, title: Box) -> Box:
        """Room for the numeral and the path of a divider: above its title, or below."""
        wide, high = self.brought.width, self.brought.height
        top = max([0.05 * high, *self._feet_above(choice, title)]) + 4
        kicker = choice.slots.get("kicker")
        lowest = min(title.y, kicker.box.y if kicker and kicker.box else title.y)
        # As wide as a centred title, to stand in its middle.
        across = title.width if _begins(choice) == "ctr" else 0.5 * wide
        if lowest - top > 0.2 * high:
            return Box(title.x, top, across, lowest - top - 4)
        return Box(title.x, min(title.bottom + 40, 0.75 * high), across, 0.2 * high)

    # -------------------------------------------------------------------------------------------- diagrams and text

    def _line(self, key: str, base: str, slots: Sequence[str], *more: str) -> Iterator[str]:
        yield f"  {key}:"
        yield f"    extends: {base}"
        yield from (f"    {line}" for line in more)
        yield "    slots:"
        yield from slots

    def _diagrams(self) -> Iterator[str]:
        box = self.bare_areas.content
        sheet = self.bare.sheet
        lead, foot = min(34.0, 0.12 * box.height), min(44.0, 0.16 * box.height)
        upper = replace(box, height=lead)
        lower = Box(box.x, box.bottom - foot, box.width, foot)

        def area(top: float, bottom: float) -> str:
            return self._own(
                "diagram", Box(box.x, box.y + top, box.width, box.height - top - bottom), "label", sheet, type=""
            )

        above = self._own("lead", upper, "body", sheet)
        below = self._own("foot", lower, "label", sheet, anchor="bottom")
        yield from self._line("diagram", "content", [area(0, 0)])
        yield from self._line("diagram_foot", "content", [area(0, foot + 6), below])
        yield from self._line("diagram_lead", "content", [above, area(lead + 12, 0)])
        yield from self._line("diagram_lead_foot", "content", [above, area(lead + 12, foot + 6), below])

    def _body(self, box: Box | None, role: str, name: str = "body", **more: str) -> str:
        """A slot in the placeholder for text, or a box where there is none."""
        if self.text is None:
            marked = {"mark": "dot"} if role.startswith("body") and "mark" not in more else {}
            return self._own(name, box or self.bare_areas.content, role, self.bare.sheet, **{**marked, **more})
        return self._held(name, self.text.slots["body"], role, box, **more)

    def _texts(self) -> Iterator[str]:
        base = self.held
        box = (self.text_areas if self.text is not None else self.bare_areas).content
        lead = min(40.0, 0.14 * box.height)
        inner, unmarked = self._inset(), {"mark": "none"}
        yield from self._line("text", base, [self._body(None, "body")])
        yield from self._line(
            "text_lead",
            base,
            [
                self._own("lead", self._in(replace(box, height=lead), inner), "body", self.main),
                self._body(Box(box.x, box.y + lead + 10, box.width, box.height - lead - 10), "body"),
            ],
        )
        wide = 0.58 * box.width
        beside = Box(box.x + wide + 16, box.y, box.width - wide - 16, box.height)
        yield from self._line(
            "text_paper",
            base,
            [self._body(replace(box, width=wide), "body"), self._own("diagram", beside, "label", self.main, type="")],
        )
        callout = Box(box.x, box.bottom - 0.24 * box.height, box.width, 0.24 * box.height)
        yield from self._line(
            "text_callout",
            base,
            [
                self._body(replace(box, height=0.73 * box.height), "body"),
                self._own("callout", callout, "body", self.main, type=""),
            ],
        )
        yield from self._line("fine", base, [self._body(None, "fine", **unmarked)])
        yield from self._line("declared", base, [self._body(None, "declared", **unmarked)])
        yield from self._columns(base, box)
        # As wide as drawings with a word beside each want to be.
        drawn = min(_SIGNS, 0.34 * box.width)
        for key, across in (("statement", 1.0), ("statement_signs", 1 - (drawn + 16) / box.width)):
            quote = Box(box.x, box.y, across * box.width, 0.74 * box.height)
            by, foot = (
                Box(box.x, box.y + at * box.height, across * box.width, 0.11 * box.height) for at in (0.76, 0.88)
            )
            signs = Box(box.right - drawn, box.y, drawn, 0.74 * box.height)
            slots = [
                self._body(quote, "statement", "quote", **unmarked),
                self._own("by", self._in(by, inner), "label", self.main),
                self._own("foot", self._in(foot, inner), "label", self.main),
            ]
            more = [self._own("signs", signs, "label", self.main, type="")] if across < 1 else []
            yield from self._line(key, base, slots + more, "place: centre")

    def _inset(self) -> tuple[float, float]:
        """How far the text of a placeholder stands in: boxes of ours beside it begin where it does."""
        inset = self.text.slots["body"].inset if self.text else (0.0, 0.0, 0.0, 0.0)
        return inset[0], inset[2]

    def _in(self, box: Box, inset: tuple[float, float]) -> Box:
        return Box(box.x + inset[0], box.y, box.width - inset[0] - inset[1], box.height)

    def _columns(self, base: str, box: Box) -> Iterator[str]:
        two = self.choices.get("two")
        if two is not None:
            left, right = two.slots["left"], two.slots["right"]
            for key, role, more in (("two_columns", self._sized(left), {}), ("two_fine", "fine", {"mark": "none"})):
                slots = [self._held("left", left, role, None, **more), self._held("right", right, role, None, **more)]
                yield from self._line(key, "halves", slots)
        else:
            half = (box.width - 20) / 2
            other = Box(box.x + half + 20, box.y, half, box.height)
            for key, role, more in (("two_columns", "body", {"mark": "dot"}), ("two_fine", "fine", {})):
                own = {"mark": "none"} if role == "fine" else {}
                slots = [
                    self._body(replace(box, width=half), role, "left", **own),
                    self._own("right", self._in_all(other), role, self.main, **more),
                ]
                yield from self._line(key, base, slots)
        third = (box.width - 32) / 3
        slots = [self._body(replace(box, width=third), "fine", "first", mark="none")]
        for number, name in ((1, "second"), (2, "third")):
            place = Box(box.x + number * (third + 16), box.y, third, box.height)
            slots.append(self._own(name, self._in_all(place), "fine", self.main))
        yield from self._line("three_fine", base, slots)

    def _in_all(self, box: Box) -> Box:
        """A box of ours beside a placeholder: its words begin where those of the placeholder do, from above as well."""
        if self.text is None:
            return box
        left, top, right, bottom = self.text.slots["body"].inset
        return box.without(left, top, right, bottom)

    def _sized(self, holder: Holder) -> str:
        """The role of text whose size is nearest to what the placeholder has."""
        sizes = body_sizes(self.text)
        return "body" if abs(holder.look.size - sizes[0]) <= abs(holder.look.size - sizes[1]) else "body2"

    def _two_areas(self, two: Choice) -> Areas:
        left, right = two.slots["left"].box, two.slots["right"].box
        assert left is not None and right is not None
        top, bottom = min(left.y, right.y), max(left.bottom, right.bottom)
        return areas(two.sheet, self.brought, Box(left.x, top, right.right - left.x, bottom - top))

    # -------------------------------------------------------------------------------------------- pictures and tables

    def _picture_base(self) -> tuple[str, Holder | None, Areas]:
        """Where one picture stands: in a placeholder for pictures, for anything, or in the free area."""
        if self.text is not None and self.text.slots["body"].type == "obj":
            return self.held, self.text.slots["body"], self.text_areas
        return "content", None, self.bare_areas

    def _pictures(self) -> Iterator[str]:
        figure = self.choices.get("figure")
        if figure is not None:
            held: Holder | None = figure.slots["picture"]
            assert held is not None
            places = areas(figure.sheet, self.brought, held.box)
            base = "shown"
            yield from self._base("shown", figure, places)
            sheet = figure.sheet
        else:
            base, held, places = self._picture_base()
            sheet = self.main if held is not None else self.bare.sheet
        box = places.content

        def picture(place: Box | None) -> str:
            if held is not None:
                return self._held("picture", held, "label", place)
            return self._own("picture", place or box, "label", sheet, type="pic")

        yield from self._line("figure", base, [picture(None)])
        for key, share in (("figure_line", 0.1), ("figure_caption", 0.24)):
            high = max(18.0, share * box.height)
            caption = Box(box.x, box.bottom - high, box.width, high)
            slots = [
                picture(replace(box, height=box.height - high - 6)),
                self._own("caption", caption, "source", sheet),
            ]
            yield from self._line(key, base, slots)
        yield from self._beside_text()

    def _beside_text(self) -> Iterator[str]:
        """Pictures and diagrams with text beside them: the text stands in the placeholder."""
        base = self.held
        box = (self.text_areas if self.text is not None else self.bare_areas).content
        wide = 0.62 * box.width
        left = replace(box, width=wide)
        right = Box(box.x + wide + 16, box.y, box.width - wide - 16, box.height)
        low = 0.84 * box.height
        caption = self._own(
            "caption", Box(box.x, box.y + low + 6, box.width, box.height - low - 6), "source", self.main
        )
        picture = self._own("picture", left, "label", self.main, type="pic")
        smaller = self._own("picture", replace(left, height=low), "label", self.main, type="pic")
        yield from self._line("figure_text", base, [picture, self._body(right, "body2")])
        lower = [smaller, self._body(replace(right, height=low), "body2"), caption]
        yield from self._line("figure_text_caption", base, lower)
        diagram = self._own("diagram", left, "label", self.main, type="")
        yield from self._line("pictures_text", base, [diagram, self._body(right, "body2")])
        narrow = replace(box, width=box.width - wide - 16)
        other = Box(box.right - wide, box.y, wide, box.height)
        shown = self._own("diagram", other, "label", self.main, type="")
        yield from self._line("text_pictures", base, [self._body(narrow, "body2"), shown])

    def _tables(self) -> Iterator[str]:
        table = self.choices.get("table")
        if table is not None:
            held: Holder | None = table.slots["table"]
            assert held is not None
            places, base, sheet = areas(table.sheet, self.brought, held.box), "tabled", table.sheet
            yield from self._base("tabled", table, places)
        elif self.text is not None and self.text.slots["body"].type == "obj":
            held, places, base, sheet = self.text.slots["body"], self.text_areas, self.held, self.main
        else:
            held, places, base, sheet = None, self.bare_areas, "content", self.bare.sheet
        box = places.content

        def rows(place: Box | None) -> str:
            if held is not None:
                return self._held("table", held, "table", place)
            return self._own("table", place or box, "table", sheet, type="tbl")

        foot = 0.14 * box.height
        lower = Box(box.x, box.bottom - foot, box.width, foot)
        yield from self._line("table", base, [rows(None)])
        below = self._own("foot", lower, "source", sheet, anchor="bottom")
        yield from self._line("table_foot", base, [rows(replace(box, height=box.height - foot - 4)), below])

    def _full_pictures(self) -> Iterator[str]:
        wide, high = self.brought.width, self.brought.height
        x, across = 0.05 * wide, 0.9 * wide
        title = self.bare.slots["title"]
        whole = Box(0, 0, wide, high)

        def slots(at: float, text_at: float | None) -> list[str]:
            place = Box(x, at * high, across, 0.17 * high)
            found = [self._held("title", title, "title", place, color="paper")]
            if text_at is not None:
                line = Box(x, text_at * high, across, 0.13 * high)
                found.append(f"      text: {{box: {self._mm(line)}, role: body, color: paper}}")
            return found

        foot = self._mm(Box(x, 0.91 * high, across, 0.06 * high))
        behind = [
            f"      picture: {{box: {self._mm(whole)}, role: label, color: paper, type: pic}}",
            f'      scrim: {{box: {self._mm(whole)}, role: label, color: paper, type: ""}}',
            f"      source: {{box: {foot}, role: source, color: paper, anchor: bottom}}",
        ]
        more = ("place: fixed", "background: ink")
        yield from self._line("full_picture", "content", [*behind, *slots(0.73, None)], *more)
        yield from self._line("full_picture_text", "full_picture", slots(0.6, 0.78))
        yield from self._line("full_picture_top", "full_picture", slots(0.09, None))
        yield from self._line("full_picture_top_text", "full_picture_top", slots(0.09, 0.27))


_SIGNS, _FOOTER = 230.0, 360.0
"""Points that drawings with a word beside each want to be wide, and a line with event, place and day."""
_CLEAR = 10.0
"""Points between a logo of ours and what the template has at the foot of its cover."""
_COLORS = {"kicker": "primary", "source": "muted", "footer": "muted", "statement": "ink"}


def _begins(choice: Choice) -> str:
    """Where the lines of its title stand. No slide inherits what a prompt alone has; what a sample has is meant."""
    title = choice.slots["title"]
    return (title.levels[0] if choice.sheet.title is not None else title.look).align


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _stacked(room: Box, parts: Mapping[str, float], held: Container[str]) -> dict[str, Box]:
    """The room in shares, one under the other; what is held by a placeholder of its own leaves its share to the others:
    they end at the foot, for where a placeholder takes all there is, the room is its own lower half."""
    own = {name: share for name, share in parts.items() if name not in held}
    highs = {name: min(share / sum(own.values()), 2 * share) * room.height for name, share in own.items()}
    found, y = {}, room.bottom - sum(highs.values())
    for name, high in highs.items():
        found[name] = Box(room.x, y, room.width, high - 2)
        y += high
    return found
