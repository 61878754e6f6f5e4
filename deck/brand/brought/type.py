"""The type of a brought template: its sizes by role, how far each may walk down, its fonts and its bullets."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping

from deck.brand.brought.choose import Choice
from deck.brand.brought.compatible import COMPATIBLE, wider
from deck.brand.brought.looks import LevelLook
from deck.brand.brought.palette import Scheme
from deck.brand.brought.read import Brought, Holder, Sheet
from deck.brand.extend import plain
from deck.diagnostics import Report
from deck.value import Value, replace

LEAST_TITLE, _CARD = 20.0, 22.0
_ONE_LINE = 32.0
"""Points of titles in a band for one line of larger ones: fifty letters across a wide slide."""


NARROW = 800.0
"""Points of a slide's width below which what is drawn for 960 has too little room side by side: 4:3, Google's 10 in."""


class Fonts(Value, frozen=True):
    """The families with all four faces that a talk has in a folder, whose path is relative to the brand's own."""

    folder: str
    families: tuple[str, ...] = ()


def quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def two_lines(title: Holder, size: float) -> float:
    """How high a title is for two lines of that size; those of Arabic stand further apart than most templates say."""
    return 2 * 1.2 * max(title.look.spacing, 1.15) * size + title.inset[1] + title.inset[3]


def body_sizes(text: Choice | None) -> tuple[float, float]:
    """Points of the first and second level of text."""
    if text is None:
        return 24.0, 20.0
    levels = text.slots["body"].meant
    return levels[0].size, levels[1].size


class Typography:
    """Writes the part `typography` of a brand.yaml."""

    def __init__(self, brought: Brought, main: Sheet, choices: Mapping[str, Choice], scheme: Scheme) -> None:
        self._master, self._main, self._choices, self._scheme = brought.masters[main.master - 1], main, choices, scheme
        self._is_narrow = brought.width < NARROW
        self._text = choices.get("text")
        self._bare = choices.get("bare") or choices["text"]

    def lines(self, fonts: Fonts) -> Iterator[str]:
        base, why = self._family(fonts)
        yield "typography:"
        yield from (f"  # {line}" for line in why)
        if base:
            yield f"  fonts: {quoted(fonts.folder)}"
            yield f"  base: {quoted(base)}"
            yield f"  headings: {quoted(base)}"
        elif (by := max(map(wider, self._font_names()), default=1.0)) > 1:
            yield f"  wider: {by:g}  # its letters may be so much wider than those: lines keep room for them"
        roles = dict(self._roles())
        known = plain(Report())["typography"]["scale"]
        sizes = {*map(float, known), *(size for role in roles.values() for size in role.sizes)}
        yield f"  scale: [{', '.join(f'{size:g}' for size in sorted(sizes, reverse=True))}]"
        yield "  # `size` is the template's; what does not fit walks down to `floor`. All else is the plain brand's."
        yield "  roles:"
        for name, role in roles.items():
            yield f"    {name}: {{{role.fields}}}"
        yield from self._marks()

    def _family(self, fonts: Fonts) -> tuple[str, list[str]]:
        """The family that text is measured in; nothing for that of the plain brand."""
        wanted = self._font_names()
        said = ", ".join(f"`{name}`" for name in wanted)
        for name in wanted[:1]:
            if name in fonts.families:
                return name, [f"The template's own font: {said}."]
            if COMPATIBLE.get(name, "") in fonts.families:
                other = COMPATIBLE[name]
                return other, [
                    f"The template's text is {said}; `{other}` has letters of the same width, and measures it."
                ]
        return "", [
            f"The template's text is {said}, of which the talk has no files: the plain brand's face stands in for it.",
            "Lines are measured, and drawn in PDF and pictures, with its letters; PowerPoint takes the template's own.",
            f"With its .ttf files in {fonts.folder}, and `fonts`, `base` and `headings` here, it is measured itself.",
        ]

    def _font_names(self) -> list[str]:
        """What the template sets text and titles in, the text first."""
        fonts = self._master.fonts
        theme = {"+mn-lt": fonts.get("minor", ""), "+mj-lt": fonts.get("major", "")}
        looks = [self._text.slots["body"].look] if self._text else []
        looks.append(self._bare.slots["title"].look)
        names = [theme.get(look.font, look.font) or fonts.get("minor", "") for look in looks]
        return [name for name in dict.fromkeys(names) if name]

    def _roles(self) -> Iterator[tuple[str, _Role]]:
        body, body2 = body_sizes(self._text)
        least = min(20.0, body)
        title = self._bare.slots["title"]
        cover = self._choices.get("cover")
        section = self._choices.get("section")
        for name, choice in (("cover_title", cover), ("section_title", section)):
            own = choice.slots["title"] if choice else title
            yield name, self._from(own, self._title_floor(own), heading=True)
        kicker = section.slots.get("kicker") if section else None
        yield "section_text", self._from(kicker, 14.0) if kicker else _role(20, 14, "text")
        subtitle = cover.slots.get("subtitle") if cover else None
        yield "subtitle", self._from(subtitle, 16.0) if subtitle else _role(min(24.0, body), 16, "text")
        lines = cover.slots.get("lines") if cover else None
        yield "cover_lines", self._from(lines, 14.0) if lines else _role(min(20.0, body), 14, "text")
        yield "title", self._title(title)
        if self._text is not None:
            holder = self._text.slots["body"]
            yield "body", self._look(holder.meant[0], least)
            yield "body2", self._look(holder.meant[1], min(18.0, body2))
        else:
            yield "body", _role(24, 20, "text", before=0.4)
            yield "body2", _role(20, 18, "text", before=0.25)
        said = max(body, 24.0)
        # A sentence that has a slide to itself is no body text: it may be as large as there is room for.
        yield "statement", _role(said, min(24.0, body), "ink", spacing=1.1, before=0.4, largest=_on_scale(1.7 * said))
        if body < _CARD and not self._is_narrow:
            # What stands in shapes is no larger than the text beside it.
            for name, color, bold in (("card", "text", False), ("card_title", "ink", True)):
                yield name, _role(max(18.0, body), 18, color, bold=bold, before=0.35)
        # Of the plain brand's, but smaller where they must be: a template leaves less room.
        yield "display", _role(60, 40, "primary", bold=True, spacing=1.0, heading=True)
        yield "result", _role(72, 32, "primary", bold=True, spacing=1.0, heading=True)
        size, largest = (30, 30) if self._is_narrow else (36, 54)
        yield "number", _role(size, 16, "primary", bold=True, spacing=1.0, heading=True, largest=largest)
        yield "numeral", _role(96, 40, "sky", bold=True, spacing=0.85, heading=True)
        yield "path", _role(24, 14, "sky", spacing=1.0, before=0.2)
        if self._is_narrow:
            yield from self._narrow()
        footer = next((one for one in self._main.holders if one.type in ("ftr", "sldNum")), None)
        yield "footer", self._from(footer, 10.0) if footer else _role(12, 12, "muted", spacing=1.0)

    def _narrow(self) -> Iterator[tuple[str, _Role]]:
        """What stands side by side on a slide that is not wide: short words walk down to what sources have, sentences
        to 16 pt."""
        for name, size, floor, color, bold in (
            ("node", 20, 16, "ink", True),
            ("card", 18, 16, "text", False),
            ("card_title", 18, 14, "ink", True),
            ("lane", 18, 12, "ink", True),
            ("label", 16, 12, "text", False),
            ("label_bold", 16, 12, "text", True),
            ("table", 16, 12, "text", False),
            ("table_head", 16, 12, "paper", True),
        ):
            yield name, _role(size, floor, color, bold, spacing=1.05, before=0.0 if name.startswith("table") else 0.2)

    def _title(self, title: Holder) -> _Role:
        """As the template has it; where that leaves room for one line, a size at which most titles stand alike."""
        floor = self._title_floor(title)
        look = title.look
        if (
            look.size > _ONE_LINE > floor
            and title.box is not None
            and title.box.height < 2 * 1.2 * look.spacing * look.size
        ):
            room = (title.box.height - title.inset[1] - title.inset[3]) / (2.4 * look.spacing)
            if room < _ONE_LINE:
                look = replace(look, size=_ONE_LINE)
        return self._look(look, min(floor, look.size), heading=True)

    def _title_floor(self, title: Holder) -> float:
        """28 pt, 24 on a slide that is not wide, or what lets two lines stand in the title's place; at least 20."""
        look = title.look
        floor = min(24.0 if self._is_narrow else 28.0, look.size)
        if title.box is not None:
            while floor > LEAST_TITLE and title.box.height < two_lines(title, floor):
                floor -= 2
        return max(min(LEAST_TITLE, look.size), floor)

    def _from(self, holder: Holder | None, floor: float, heading: bool = False) -> _Role:
        assert holder is not None
        return self._look(holder.look, min(floor, holder.look.size), heading)

    def _look(self, look: LevelLook, floor: float, heading: bool = False) -> _Role:
        low = floor if floor == look.size else _on_scale(floor)
        share = look.before / look.size if look.size else 0.0
        color = self._scheme.name_of(look.color)
        return _role(look.size, low, color, look.bold, look.spacing, round(share, 4), heading)

    def _marks(self) -> Iterator[str]:
        """The template's own bullets, and how far they hang: in shares of the text's size."""
        levels = self._text.slots["body"].meant if self._text else ()
        found = []
        for name, look in zip(("dot", "dash"), levels, strict=False):
            if look.bullet and look.bullet not in ("1", "image"):
                color = self._scheme.name_of(look.bullet_color or look.color)
                indent = -look.indent / look.size if look.indent < 0 else 0.9
                found.append(f"    {name}: {{char: {quoted(look.bullet)}, color: {color}, indent: {indent:.4f}}}")
        if found:
            yield "  marks:  # the template's own"
            yield from found


def _on_scale(size: float) -> float:
    return float(math.floor(size / 2) * 2) if size >= 14 else size


class _Role(Value, frozen=True):
    fields: str
    sizes: tuple[float, ...]


def _role(
    size: float,
    floor: float,
    color: str,
    bold: bool = False,
    spacing: float = 1.1,
    before: float = 0.0,
    heading: bool = False,
    largest: float = 0.0,
) -> _Role:
    size, floor = math.floor(size * 100) / 100, min(floor, size)
    words = [f"largest: {max(size, largest):g}, size: {size:g}, floor: {floor:g}, color: {color}"]
    words += ["bold: true"] if bold else []
    words += [f"spacing: {spacing:g}"]
    words += [f"before: {before:g}"] if before else []
    words += ["heading: true"] if heading else []
    return _Role(", ".join(words), (size, floor, max(size, largest)))
