"""Set paragraphs in a width: chosen sizes in, broken lines with positions out."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from deck.brand.model import Brand, Color, Layout, Level, Role, ShapeStyle, Slot
from deck.brand.theme_colors import contrast, luminance
from deck.diagnostics import Span
from deck.geometry import Box
from deck.language import leans_on_the_next
from deck.layout.break_lines import (
    HANGS,
    SOFT_HYPHEN,
    Places,
    bound,
    break_lines,
    holds_together,
    places,
)
from deck.layout.measure import Measure, joined
from deck.markup import BREAK, Run, Text
from deck.page import Frame, LaidParagraph, Line, Piece, Stretch
from deck.place import Place
from deck.regex import regex
from deck.scene import Paragraph, Words
from deck.value import Value, replace

LINE = 1.2
"""Height of a line at single spacing, in sizes: PowerPoint's, LibreOffice's and Google's, whatever the font."""
SUPERSCRIPT = 2 / 3
"""Size of a superscript; PowerPoint and LibreOffice draw `baseline="30000"` at about this share."""

# As far from black as from white, by WCAG's contrast: text that is lighter than this stands on a dark ground.
_MIDDLE_GREY = 0.18
_LEAST_CONTRAST = 3.0
"""Of large text, by WCAG."""
_HYPHEN = "-"
_VERDICTS = {"yes": "tick", "no": "cross"}
SLACK = 0.05
"""Points by which text may be higher or wider than its box: sizes are rounded."""
RESERVE = 0.995
"""The share of its box that a line may fill: programs measure the same line a little differently."""
_ROUNDED_DOWN = 1.002
"""A word is on the line before where a program finds room for it in so much of the box: that is a fragile line."""
_LAST_LINE, _EVEN = 0.4, 0.8
"""The share of the line above that the last one of a title or statement should have, and that of a title on a cover."""
_LARGE, _COVERS = ("statement", "speaker"), ("cover_title", "talk_title", "part_title")
"""Roles besides headings, and those of them, whose lines are seen as a picture."""
_PAUSES = (":;؛", ",،")
"""Signs at which such a line rather ends than elsewhere, the stronger first."""
_PAUSED_LINES, _MANY_COMMAS = 2, 3
"""Up to so many lines smaller words end one at a semicolon or dash, and lists, of so many commas, at one of these."""
_SHORT = 14
"""Letters of a compound that is rather on one line than on two."""
_COMPOUND = regex(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_LATIN_NAME = regex(r"[A-Za-z][\w.'’&-]*(?:[ ][A-Z\d][\w.'’&-]*|[ ](?:de|van|der|den|of|the|and)(?![\w]))*", re.ASCII)
_FEW_LINES = 4
"""Up to so many lines a text is seen at once, and a word alone on the last of them with it."""
_MOST_BOUND, _MOST_TAKEN_DOWN = 3, 8
"""Words that are bound to one another at most; of smaller words, those that go down behind a pause."""
_AFTER_NUMBER = 0.2
"""Between a number of a list and its text, at the least, in sizes."""
_AFTER_LINE = "  "
"""What stands between the number of a line and its code."""
FORMULA = "\N{SCRIPT CAPITAL F}"
"""What stands for a formula among the letters of a line: as one letter, it is parted nowhere."""
_OTHER_FACE = 1.06
"""How much wider a formula may be where another face for mathematics sets it than ours, as in PowerPoint."""
_APART = 0.04
"""Between a formula and the next line, in sizes."""
_NO_BREAK = {" ": "\N{NO-BREAK SPACE}", _HYPHEN: "\N{NON-BREAKING HYPHEN}"}

SPACE = "space above"
"""Among sizes: how many times its usual space stands above a paragraph."""
Sizes = Mapping[str, float]
"""The size in points chosen for each role on this slide; a role that is missing stands at its nominal size."""


Ranges = tuple[tuple[int, int], ...]
"""Where each line of a text begins and ends, by offset."""


class Setting(Value, frozen=True):
    """What a slot or shape says about the text in it."""

    role: Role
    color: Color
    mark: str = "none"
    align: str = "start"
    anchor: str = "top"
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    levels: tuple[Level, ...] = ()
    """How far a brought template has its levels stand in."""
    ground: str = ""
    """What is behind it, as hex digits, where that is known."""

    @classmethod
    def of_slot(cls, slot: Slot, layout: Layout | None = None) -> Setting:
        inset = slot.style.inset if slot.style else (0, 0, 0, 0)
        ground = layout.ground_at(slot.box).hex if layout else ""
        return cls(slot.role, slot.color, slot.mark, slot.align, slot.anchor, inset, slot.levels, ground)

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
        plain = brand.plain_layout.of_type("title")
        self.title_role = plain.role.name if plain else ""
        """In which the titles of the deck are set, those of covers and dividers apart."""
        # By the identity of texts, which the values hold.
        self._known: dict[tuple[int, str, bool], _Pieces] = {}
        self._broken: dict[tuple[int, str, float, float], _Broken] = {}
        self._seen: dict[tuple[str, str], bool] = {}
        self._footers: dict[tuple[object, ...], Frame] = {}
        self._roles: dict[tuple[int, str], tuple[str, ...]] = {}
        self._high: dict[tuple[object, ...], tuple[Words, float]] = {}
        self._settled_lines: dict[int, tuple[_Broken, tuple[int, ...]]] = {}
        self.tables: dict[tuple[object, ...], Any] = {}
        """What `set_table` knows of tables, by their identity, width and sizes."""

    @cached_property
    def closer(self) -> TypeSetter:
        """The same without room for wider letters, for a slide that has none."""
        measure = copy(self.measure)
        measure.wider = 1.0
        return TypeSetter(self.brand, measure)

    def forget(self) -> None:
        """Forget the last slide: a list or table is set to see how long it is, and then once more."""
        self._known.clear()
        self._broken.clear()
        self._settled_lines.clear()
        self._roles.clear()
        self._high.clear()
        self.tables.clear()
        self.__dict__.pop("closer", None)
        self.measure.forget()

    def frame(self, words: Words, setting: Setting, box: Box, sizes: Sizes) -> Frame:
        """`words` set in `box`; the frame may be higher than the box, which is for the caller to see."""
        area = box.without(*setting.inset)
        laid: list[LaidParagraph] = []
        top = 0.0
        starts = [0.0]
        last = _last_numbers(words)
        for paragraph in words.paragraphs:
            place = _Place(top, self._outer(paragraph, setting, starts), last.get(paragraph.level, 0), not laid)
            done = self._paragraph(paragraph, setting, area.width, sizes, place)
            starts = [*starts[: paragraph.level + 1], done.indent_pt]
            top += done.before_pt + len(done.lines) * pitch(done)
            laid.append(done)
        slack = area.height - top
        offset = {"top": 0.0, "centre": slack / 2, "bottom": slack}[setting.anchor]
        return Frame(tuple(laid), setting.inset, setting.anchor, offset, top)

    def footer(self, words: Words, setting: Setting, box: Box, sizes: Sizes) -> Frame:
        """The same for what slide after slide says alike, which is set once."""
        said = words.paragraphs[0].text.plain
        key = (said, setting, box.width, box.height, sizes.get(setting.role.name))
        if key not in self._footers:
            self._footers[key] = self.frame(words, setting, box, sizes)
        return self._footers[key]

    def height(self, words: Words, setting: Setting, width: float, sizes: Sizes) -> float:
        """How high a box of that width is around the words, insets included: what `frame` would say, without its lines.

        Infinite where a word is wider than the box.
        """
        own = setting.role.name
        names = self._roles.get((id(words), own))
        if names is None:
            found = {self.role_of(paragraph, setting).name for paragraph in words.paragraphs}
            names = self._roles[id(words), own] = (SPACE, *found)
        key = (id(words), own, width, setting.inset, setting.levels, *[sizes.get(name) for name in names])
        known = self._high.get(key)
        if known is None:
            parts = self.heights(words, setting, width, sizes)
            before = sum([before for before, _ in parts[1:]])
            high = setting.inset[1] + setting.inset[3] + before + sum([height for _, height in parts])
            # It holds the words, whose identity is in its key.
            known = self._high[key] = words, high
        return known[1]

    def is_too_high(self, words: Words, setting: Setting, width: float, sizes: Sizes, room: float) -> bool:
        """Whether the words are higher than that even if every line were full to its last letter: found out without
        breaking a line, which most sizes that are too large do not need."""
        own = max(1.0, width - setting.inset[0] - setting.inset[2])
        high = 0.0
        for paragraph in words.paragraphs:
            role = self.role_of(paragraph, setting)
            size = sizes.get(role.name, role.size)
            lines = math.ceil(self._pieces(paragraph.text, role).full * size / own)
            high += max(1, lines) * LINE * size * role.spacing
        return high > room

    def heights(self, words: Words, setting: Setting, width: float, sizes: Sizes) -> list[tuple[float, float]]:
        """Of each paragraph the space before it and the height of its lines."""
        room = max(0.0, width - setting.inset[0] - setting.inset[2])
        space = sizes.get(SPACE, 1.0)
        found: list[tuple[float, float]] = []
        starts = [0.0]
        last = _last_numbers(words)
        for paragraph in words.paragraphs:
            role = self.role_of(paragraph, setting)
            size = sizes.get(role.name, role.size)
            place = _Place(0.0, self._outer(paragraph, setting, starts), last.get(paragraph.level, 0), not found)
            indent, _ = self._indent(paragraph, role, size, place, setting)
            starts = [*starts[: paragraph.level + 1], indent]
            own = room - indent
            broken = self._breaks(paragraph.text, role, size, own)
            fits = broken.widest * size <= RESERVE * own + SLACK
            high = len(broken.ranges) * broken.step if fits else math.inf
            found.append((role.before * size * space, high))
        return found

    def role_of(self, paragraph: Paragraph, setting: Setting) -> Role:
        if paragraph.role:
            return self.brand.roles[paragraph.role]
        if paragraph.level and setting.role.name == "body":
            return self.brand.roles["body2"]
        return setting.role

    def _paragraph(
        self, paragraph: Paragraph, setting: Setting, width: float, sizes: Sizes, place: _Place
    ) -> LaidParagraph:
        role = self.role_of(paragraph, setting)
        size = sizes.get(role.name, role.size)
        color = self._color(paragraph, role, setting)
        indent, hanging = self._indent(paragraph, role, size, place, setting)
        from_right = self.brand.right_to_left and not role.monospace
        align = physical(setting.align, from_right)
        before = 0.0 if place.first else role.before * size * sizes.get(SPACE, 1.0)
        broken, loose = self._placed(self._breaks(paragraph.text, role, size, width - indent), role, width - indent)
        descent = LINE * size * (1 - self.measure.ascent_share(self.brand.family(role)))
        descent = max(descent, broken.pieces.below * size)
        lines = tuple(_lines(broken, align, 0.0 if from_right else indent, width - indent, place.top + before, descent))
        beside = indent - hanging if align != "right" or from_right else 0.0
        mark = self._mark(paragraph, size, beside)
        if mark and from_right:
            mark = replace(mark, x=width - beside - mark.width)
        stretches = broken.pieces.stretches
        return LaidParagraph(
            paragraph,
            role,
            size,
            color,
            align,
            indent,
            hanging,
            before,
            stretches,
            lines,
            mark if lines else None,
            loose and tuple(at for at, (start, _) in enumerate(broken.ranges) if start in loose),
            broken.widest * size,
            broken.step if broken.pieces.below else 0.0,
        )

    def _breaks(self, text: Text, role: Role, size: float, width: float) -> _Broken:
        """A text in as many lines as it takes; where exactly each ends is asked of what is placed only."""
        key = (id(text), role.name, size, round(width, 6))
        known = self._broken.get(key)
        if known is None:
            pieces = self._pieces(text, role)
            if role.monospace:
                return self._broken.setdefault(key, self._unbroken(text, pieces, role, size))
            room = RESERVE * width / size / self.measure.wider
            ranges = tuple(break_lines(pieces.text, room, pieces.ends, pieces.hyphen))
            if SOFT_HYPHEN in pieces.text:
                # LibreOffice breaks there without a hyphen, and others may: a real one shows in every program.
                pieces = pieces.hyphenated({end - 1 for _, end in ranges[:-1]})
                ranges = pieces.lines(room)
            if len(ranges) > 1:
                pieces, ranges = self._kept_together(pieces, ranges, room)
            # A text on one line has no word that is wider; a formula may be one that is.
            widest = pieces.widest if len(ranges) > 1 or pieces.below else 0.0
            widest *= self.measure.wider * (_OTHER_FACE if pieces.below else 1.0)
            known = self._broken[key] = _Broken(text, pieces, ranges, size, self._step(pieces, role) * size, widest)
        return known

    def _step(self, pieces: _Pieces, role: Role) -> float:
        """From line to line, in sizes: more where a formula reaches further up or down than a line does."""
        if not pieces.below:
            return LINE * role.spacing
        below = LINE * (1 - self.measure.ascent_share(self.brand.family(role)))
        return max(LINE * role.spacing - below, pieces.above) + max(below, pieces.below)

    def _placed(self, broken: _Broken, role: Role, width: float) -> tuple[_Broken, tuple[int, ...]]:
        """As many lines, each ending where it reads best and where every program ends it; and where lines begin that
        some program may still begin elsewhere."""
        pieces, ranges = broken.pieces, broken.ranges
        if len(ranges) == 1:
            return broken, ()
        known = self._settled_lines.get(id(broken))
        if known is not None:
            return known
        room = RESERVE * width / broken.size / self.measure.wider
        large = role.heading or role.name in _LARGE
        if pauses := _PAUSES if large else _pauses_of(pieces.text, len(ranges)):
            pieces, ranges = self._paused(pieces, ranges, room, pauses, _MOST_BOUND if large else _MOST_TAKEN_DOWN)
        pieces, ranges = self._whole(pieces, ranges, room)
        if large or len(ranges) <= _FEW_LINES:
            least = _EVEN if role.name in _COVERS else _LAST_LINE if large else 0.0
            pieces, ranges = self._balanced(pieces, ranges, room, least)
        pieces, ranges = self._settled(pieces, ranges, room)
        loose = tuple(fragile(pieces, ranges, room))
        known = self._settled_lines[id(broken)] = replace(broken, pieces=pieces, ranges=ranges), loose
        return known

    def _unbroken(self, text: Text, pieces: _Pieces, role: Role, size: float) -> _Broken:
        """A line of code, which ends nowhere else."""
        return _Broken(text, pieces, ((0, len(pieces.text)),), size, LINE * size * role.spacing, pieces.full)

    def _kept_together(self, pieces: _Pieces, ranges: Ranges, room: float) -> tuple[_Pieces, Ranges]:
        """With no line that ends inside what is read as one, where that has room on a line at all.

        A no-break space or hyphen says so to every program; elsewhere the author's plain one stays.
        """
        given_up: set[int] = set()
        while parted := next((at for at, _ in ranges[1:] if at not in given_up and self._bound(pieces, at)), 0):
            bound = pieces.bound(parted - 1)
            if _width_around(bound, parted) > room:
                given_up.add(parted)
                continue
            pieces, ranges = bound, bound.lines(room)
        return pieces, ranges

    def _bound(self, pieces: _Pieces, at: int) -> bool:
        """Whether no line should end there: a number keeps its unit, and a Latin name in Arabic text its second half,
        which would stand at the other end of the next line."""
        if holds_together(pieces.text, at) or leans_on_the_next(pieces.text, at, self.brand.language):
            return True
        own = self.brand.own_family if self.brand.right_to_left else ""
        return pieces.text[at - 1] == _HYPHEN and any(stretch.family == own for stretch in pieces.stretches)

    def _whole(self, pieces: _Pieces, ranges: Ranges, room: float) -> tuple[_Pieces, Ranges]:
        """With no line that ends inside a short compound (ex-vivo), or inside a Latin name in Arabic text, where that
        takes no line more."""
        tried: set[int] = set()
        while parted := next((at for at, _ in ranges[1:] if at not in tried), 0):
            tried.add(parted)
            ties = _inside_of_one(pieces.text, parted, self.brand.right_to_left)
            if not ties:
                continue
            bound = pieces.bound(*ties)
            if _width_around(bound, parted) > room:
                continue
            broken = bound.lines(room)
            if len(broken) <= len(ranges):
                pieces, ranges = bound, broken
        return pieces, ranges

    def _paused(
        self, pieces: _Pieces, ranges: Ranges, room: float, pauses: Sequence[str], most: int
    ) -> tuple[_Pieces, Ranges]:
        """With a line that ends where the words pause, where that leaves no line short and takes no line more."""
        begins = [start for start, _ in ranges]
        for signs in pauses:
            # Of a list as many as there is room for are on the first line.
            for start in pieces.places.starts if pauses is _PAUSES else reversed(pieces.places.starts):
                if start < 2 or pieces.text[start - 1] != " " or pieces.text[start - 2] not in signs:
                    continue
                if start in begins:
                    return pieces, ranges
                bound, broken = self._begun_at(start, pieces, room, most)
                widths = [bound.width(*one) for one in broken]
                before = next((width for width, (at, _) in zip(widths, broken[1:], strict=False) if at == start), 0.0)
                if len(broken) == len(ranges) and before >= _LAST_LINE * max(widths):
                    return bound, broken
        return pieces, ranges

    def _begun_at(self, start: int, pieces: _Pieces, room: float, most: int) -> tuple[_Pieces, Ranges]:
        """With the words behind an offset bound, `most` of them, until there is no room for them on the line before."""
        bound, broken = pieces, pieces.lines(room)
        for _ in range(most):
            if start in (at for at, _ in broken):
                break
            starts = bound.places.starts
            place = bisect_right(starts, start)
            if place >= len(starts) or bound.text[starts[place] - 1] not in _NO_BREAK:
                break
            bound = bound.bound(starts[place] - 1)
            if _width_around(bound, starts[place]) > room:
                break
            broken = bound.lines(room)
        return bound, broken

    def _balanced(self, pieces: _Pieces, ranges: Ranges, room: float, least: float) -> tuple[_Pieces, Ranges]:
        """With words taken down to a last line that is one word, or less than so much of the line above; no line more.

        No-break spaces do that in every program and leave the text one that can be edited; a line break would not.
        """
        (before, start), (_, end) = ranges[-2:]
        starts, cores, _ = pieces.places
        unit = bisect_left(starts, start)
        if unit >= len(cores) or starts[unit] != start:  # a word is cut there
            return pieces, ranges
        core = cores[unit]
        alone = not _has_words(pieces.text[start:end])
        ties: list[int] = []
        while pieces.text[start - 1] == " ":
            last = pieces.width(start, end)
            if not (alone or last < least * pieces.width(before, start)):
                break
            taken, first, more = [start - 1], starts[unit - 1], unit - 1
            # What comes down with the word may be the half of a name.
            while first > before and self._bound(pieces, first) and pieces.width(starts[more - 1], core) <= room:
                taken.append(first - 1)
                more -= 1
                first = starts[more]
            # A word that leaves less above than it brings down stays.
            fits = first > before and pieces.width(first, core) <= room and pieces.width(first, end) <= room
            above = pieces.width(before, first)
            # Nor does one that leaves it short, once the last line is more than one word.
            is_short = above < _EVEN * pieces.width(first, end) and _has_words(pieces.text[start:end])
            if not fits or above < last or is_short:
                break
            ties += taken
            unit, start = more, first
        if not ties:
            return pieces, ranges
        bound = pieces.bound(*ties)
        broken = bound.lines(room)
        return (bound, broken) if len(broken) == len(ranges) else (pieces, ranges)

    def _settled(self, pieces: _Pieces, ranges: Ranges, room: float) -> tuple[_Pieces, Ranges]:
        """With lines that end where they do in every program: a word that some would still put on the line before is
        bound to what is behind it, for which there is no room in any."""
        for start in tuple(fragile(pieces, ranges, room)):
            bound, broken = pieces, ranges
            for _ in range(_MOST_BOUND):
                starts = bound.places.starts
                behind = starts[bisect_right(starts, start)] - 1
                if bound.text[behind] not in _NO_BREAK or behind + 1 >= len(bound.text):
                    break
                bound = bound.bound(behind)
                if _width_around(bound, behind) > room:
                    break
                broken = bound.lines(room)
                if len(broken) != len(ranges):
                    break
                if start not in fragile(bound, broken, room):
                    pieces, ranges = bound, broken
                    break
        return pieces, ranges

    def _pieces(self, text: Text, role: Role) -> _Pieces:
        family = self.brand.family(role)
        key = (id(text), family, role.bold)
        if key not in self._known:
            runs = text.runs
            if self.brand.right_to_left and not role.monospace:
                # Imported here: most decks are read from left to right.
                from deck.layout.bidi import with_bidi_marks

                runs = with_bidi_marks(runs)
            parts = (
                Stretch(part, run, own)
                for run in runs
                for part, own in (
                    ((FORMULA, family),)
                    if run.formula
                    else self.measure.stretches(run.text, self.brand.family(role, run.code))
                )
            )
            self._known[key] = _Pieces(text, tuple(parts), self.measure, role.bold)
        return self._known[key]

    def _color(self, paragraph: Paragraph, role: Role, setting: Setting) -> Color:
        on_dark = luminance(setting.color.hex) > _MIDDLE_GREY
        own = self.brand.colors[paragraph.color] if paragraph.color else role.color
        if not paragraph.color and (role.name == setting.role.name or on_dark):
            return setting.color
        # A colour for our own dividers cannot be read on every template's.
        return own if self._is_seen(own.hex, setting.ground) else setting.color

    def _is_seen(self, color: str, ground: str) -> bool:
        if not ground:
            return True
        if (color, ground) not in self._seen:
            self._seen[color, ground] = contrast(color, ground) >= _LEAST_CONTRAST
        return self._seen[color, ground]

    def _outer(self, paragraph: Paragraph, setting: Setting, starts: Sequence[float]) -> float:
        """Where a paragraph's mark stands: under the text of the point that it belongs to.

        `starts` has where the text of the points above begins, by level. On a slide that a list continues on there may
        be none: points under a point stand there as they would under one with a dot.
        """
        if paragraph.level < len(starts):
            return starts[paragraph.level]
        deeper = self.brand.marks["dash"].indent * self.role_of(paragraph, setting).size
        return self.brand.marks["dot"].indent * setting.role.size + (paragraph.level - 1) * deeper

    def _indent(
        self, paragraph: Paragraph, role: Role, size: float, place: _Place, setting: Setting
    ) -> tuple[float, float]:
        """Left edge of the text and how far its mark hangs out, in points; by nominal sizes, so that they stay put.

        Lines of code stand behind the widest of their numbers at the size that they have.
        """
        if paragraph.mark == "none":
            return 0.0, 0.0
        if paragraph.mark == "line":
            hanging = size * self.measure.advance(f"{place.last}{_AFTER_LINE}", self.brand.family(role))
            return round(hanging, 2), round(hanging, 2)
        if setting.levels and setting.levels[paragraph.level].mark == mark_name(paragraph):
            return setting.levels[paragraph.level].indent_pt, setting.levels[paragraph.level].hanging_pt
        hanging = self.brand.marks[mark_name(paragraph)].indent * role.size
        if paragraph.mark == "number" and place.last >= 10:
            # Two digits fill what is enough for one, and text that grows would touch them; bold ones are wider.
            widest = self.measure.advance(f"{place.last}.", self.brand.base, bold=True)
            hanging = max(hanging, (widest + _AFTER_NUMBER) * max(role.size, role.largest))
        return round(place.outer + hanging, 2), round(hanging, 2)

    def natural(self, text: Text, setting: Setting, sizes: Sizes) -> tuple[float, float]:
        """How wide the room is that a text's widest unbreakable stretch needs, and the whole text on one line."""
        role = setting.role
        size = sizes.get(role.name, role.size)
        pieces = self._pieces(text, role)
        _, _, widest = _widest(pieces.text, pieces.ends, pieces.hyphen)
        lines = break_lines(pieces.text, float("inf"), pieces.ends)
        longest = max(pieces.ends[pieces.shown(start, end)] - pieces.ends[start] for start, end in lines)
        size *= self.measure.wider
        return size * widest / RESERVE, size * longest / RESERVE

    def longest_line(self, text: Text, setting: Setting, width: float, sizes: Sizes) -> float:
        """How wide the room is that a text needs to take no more lines than it does in that width."""
        size = sizes.get(setting.role.name, setting.role.size)
        broken = self._breaks(text, setting.role, size, width)
        pieces = broken.pieces
        longest = max(pieces.ends[pieces.shown(start, end)] - pieces.ends[start] for start, end in broken.ranges)
        return size * self.measure.wider * longest / RESERVE

    def _mark(self, paragraph: Paragraph, size: float, x: float) -> Piece | None:
        if paragraph.mark == "none":
            return None
        style = self.brand.marks[mark_name(paragraph)]
        in_code = paragraph.mark == "line"
        char = str(paragraph.number) if in_code else style.char or f"{paragraph.number}."
        base = self.brand.monospace if in_code and self.brand.monospace else self.brand.base
        family = self.measure.family_of(char[0], base) or base
        # Programs set a number as the first words behind it.
        bold = not in_code and not style.char and any(run.bold for run in paragraph.text.runs[:1])
        width = self.measure.advance(char, family, bold) * size
        return Piece(char, x, width, family, Run(char, bold=bold), size)


def _last_numbers(words: Words) -> dict[int, int]:
    """The last number of each level that has numbers, and the largest of lines of code."""
    found: dict[int, int] = {}
    for one in words.paragraphs:
        if one.mark in ("number", "line"):
            found[one.level] = max(one.number, found.get(one.level, 0) if one.mark == "line" else 0)
    return found


class _Place(NamedTuple):
    """Where a paragraph stands among those of its frame."""

    top: float
    outer: float
    """Where its mark stands."""
    last: int
    """The last number of its level; 0 where there are none."""
    first: bool


def _has_words(text: str) -> bool:
    """Whether it is more than one word, bound or not."""
    return any(space in text.strip() for space in (" ", _NO_BREAK[" "]))


def _pauses_of(text: str, lines: int) -> Sequence[str]:
    """At which signs a line of words that are no heading rather ends than elsewhere."""
    if lines > _PAUSED_LINES:
        return ()
    commas = sum(map(text.count, _PAUSES[-1]))
    return (";؛", "–—", _PAUSES[-1]) if commas >= _MANY_COMMAS else (";؛", "–—")


def _inside_of_one(text: str, at: int, right_to_left: bool) -> Sequence[int]:
    """Where the spaces and hyphens are of what a line that begins there parts: none where it parts nothing."""
    names = _LATIN_NAME.finditer(text) if right_to_left and text[at - 1] in _NO_BREAK else ()
    if name := next((name for name in names if name.start() < at < name.end()), None):
        return tuple(place for place in range(name.start(), name.end()) if text[place] in _NO_BREAK)
    if not _COMPOUND.match(text, at - 1):
        return ()
    start, end = text.rfind(" ", 0, at) + 1, text.find(" ", at)
    return (at - 1,) if (end if end > 0 else len(text)) - start <= _SHORT else ()


def _width_around(pieces: _Pieces, at: int) -> float:
    """How wide the stretch is around an offset that does not break."""
    starts, cores, _ = pieces.places
    unit = bisect_right(starts, at) - 1
    return pieces.ends[cores[unit]] - pieces.ends[starts[unit]]


def fragile(pieces: _Pieces, ranges: Ranges, room: float) -> Iterator[int]:
    """Where lines begin with a word that some program puts on the line before; `room` is what a line may fill."""
    text, ends = pieces.text, pieces.ends
    starts, cores, _ = pieces.places
    for (before, _), (start, _) in pairwise(ranges):
        if text[start - 1] == BREAK:  # the author ends the line before, in every program
            continue
        unit = bisect_right(starts, start) - 1
        if starts[unit] == start and ends[cores[unit]] - ends[before] <= room / RESERVE * _ROUNDED_DOWN:
            yield start


def _lines(broken: _Broken, align: str, left: float, width: float, top: float, descent: float) -> Iterator[Line]:
    pieces = broken.pieces
    for number, (start, end) in enumerate(broken.ranges, 1):
        # A line of code may be a space, to have a number.
        shown = pieces.shown(start, end) or end
        line_width = broken.size * (pieces.ends[shown] - pieces.ends[start])
        room = width - line_width
        x = left + {"left": 0.0, "center": room / 2, "right": room}[align]
        yield Line(tuple(pieces.cut(start, shown, x, broken.size)), top + number * broken.step - descent, line_width)


def pitch(laid: LaidParagraph) -> float:
    """The distance between two baselines of a paragraph, in points."""
    return laid.step_pt or LINE * laid.size_pt * laid.role.spacing


def mark_name(paragraph: Paragraph) -> str:
    """The brand's mark for a paragraph: a second level's dot is a dash."""
    if paragraph.level and paragraph.mark == "dot":
        return "dash"
    return _VERDICTS.get(paragraph.mark, paragraph.mark)


def physical(align: str, right_to_left: bool) -> str:
    """start, centre or end, as left, center or right."""
    if align == "centre":
        return "center"
    return "right" if (align == "end") != right_to_left else "left"


def word_room(laid: LaidParagraph, width: float) -> float:
    """How wide a word of a paragraph may be in a frame of that width, behind its mark."""
    return RESERVE * (width - laid.indent_pt) + SLACK


def wide_units(frame: Frame, measure: Measure, width: float) -> Iterator[Unit]:
    """The unbreakable stretches of a frame's text that are wider than there is room for in that width."""
    for laid in frame.paragraphs:
        room = word_room(laid, width)
        # A line of code is told as a whole.
        if laid.widest_pt <= room or laid.role.monospace:
            continue
        text = "".join(stretch.text for stretch in laid.stretches)
        for start, end, wide in _units(text, ends_of(laid.stretches, measure, laid.role.bold)):
            needed = (
                wide
                * measure.wider
                * laid.size_pt
                * (_OTHER_FACE if FORMULA in text[start:end] and laid.step_pt else 1.0)
            )
            if needed > room:
                yield Unit(text[start:end], needed, laid)


class Unit(NamedTuple):
    """A stretch of a paragraph in which no line may end, and its width in points."""

    words: str
    width: float
    laid: LaidParagraph


def _widest(
    text: str, ends: Sequence[float], hyphen: Callable[[int], float] = lambda at: 0.0
) -> tuple[int, int, float]:
    """Where the longest unbreakable stretch of a text is, and its width; with a hyphen where a soft one ends it."""
    return max(_units(text, ends, hyphen), key=lambda unit: unit[2], default=(0, 0, 0.0))


def _units(
    text: str, ends: Sequence[float], hyphen: Callable[[int], float] = lambda at: 0.0
) -> Iterator[tuple[int, int, float]]:
    starts, cores, _ = places(text)
    for start, end in zip(starts, cores, strict=False):
        yield start, end, ends[end] - ends[start] + (hyphen(end - 1) if text[end - 1] == SOFT_HYPHEN else 0.0)


def ends_of(stretches: Iterable[Stretch], measure: Measure, bold: bool) -> Sequence[float]:
    """How far a paragraph on one line has come after each of its characters, in shares of its size."""
    return joined(
        [
            (
                measure.ends(stretch.text, stretch.family, bold or stretch.run.bold, stretch.run.italic)
                if stretch.run.formula is None
                else (0.0, stretch.run.formula.width),
                SUPERSCRIPT if stretch.run.is_small else 1,
            )
            for stretch in stretches
        ]
    )


def first_line_outside(frame: Frame, height: float) -> tuple[Span, str]:
    """Where text first leaves a frame of that height, and by how much."""
    fitting = 0
    needed = sum(len(laid.lines) for laid in frame.paragraphs)
    bottom = 0.0
    span, size = Span.NOWHERE, 0.0
    for laid in frame.paragraphs:
        bottom += laid.before_pt
        for number, _ in enumerate(laid.lines):
            bottom += pitch(laid)
            if bottom <= height + 0.01:
                fitting += 1
            elif span is Span.NOWHERE:
                span, size = _place_of_line(laid, number).span, laid.size_pt
    return span, f"{needed} {'line' if needed == 1 else 'lines'} needed, {fitting} fit at {size:g} pt"


def _place_of_line(laid: LaidParagraph, number: int) -> Place:
    """Where the words of one of a paragraph's lines were written."""
    text = laid.paragraph.text
    letters = text.letters.translate(_AS_TYPED)
    start = end = 0
    for line in laid.lines[: number + 1]:
        words = line.text.translate(_AS_TYPED)
        start = letters.find(words, end)
        if start < 0:
            return text.place
        end = start + len(words)
    return text.place_at(start, end)


_AS_TYPED = {ord(bound): plain for plain, bound in _NO_BREAK.items()}


class _Broken(Value, frozen=True):
    """A text with its lines as stretches of it; it holds the text, whose identity is its key."""

    text: Text
    pieces: _Pieces
    ranges: Ranges
    size: float
    step: float
    """From line to line, in points."""
    widest: float
    """Its widest stretch that does not break, in shares of the size."""


class _Pieces:
    """A text, addressed by offset, in stretches of one run and one family; measured in shares of its size."""

    def __init__(
        self,
        of: Text,
        stretches: tuple[Stretch, ...],
        measure: Measure,
        bold: bool,
        ends: Sequence[float] | None = None,
        known: Places | None = None,
    ) -> None:
        """`ends` are asked of the measure where nobody knows them; `known` are its places, where somebody does."""
        self._of = of
        self._measure = measure
        self._bold = bold
        self.stretches = stretches
        self.text = "".join([stretch.text for stretch in stretches])
        self.ends = ends_of(stretches, measure, bold) if ends is None else ends
        self._known_places = known

    def shown(self, start: int, end: int) -> int:
        """Where the line between two offsets ends, but for what hangs outside it."""
        return start + len(self.text[start:end].rstrip(HANGS))

    def _placed(self) -> Iterator[tuple[int, Stretch]]:
        at = 0
        for stretch in self.stretches:
            yield at, stretch
            at += len(stretch.text)

    def bound(self, *offsets: int) -> _Pieces:
        """With spaces and hyphens at these offsets that do not break."""
        stretches, ends = list(self.stretches), self.ends
        known: Places | None = self.places
        for at in offsets:
            place, first = self._stretch_at(at)
            before, inside = stretches[place], at - first
            tied = _NO_BREAK[before.text[inside]]
            after = replace(before, text=f"{before.text[:inside]}{tied}{before.text[inside + 1 :]}")
            ends = self._moved(ends, before, after.text, inside, first)
            known = known and bound(self.text, known, at)
            stretches[place] = after
        return _Pieces(self._of, tuple(stretches), self._measure, self._bold, ends, known)

    def _stretch_at(self, at: int) -> tuple[int, int]:
        """In which stretch an offset is, and where that begins."""
        *_, (place, first) = ((place, first) for place, (first, _) in enumerate(self._placed()) if first <= at)
        return place, first

    def _moved(self, ends: Sequence[float], before: Stretch, text: str, inside: int, first: int) -> Sequence[float]:
        """Where letters end when one in a stretch is another: what stands beside it may be kerned with it, no more."""
        start = max(0, inside - 1)
        look = before.family, self._bold or before.run.bold, before.run.italic
        was, now = (self._measure.ends(one[start : inside + 2], *look) for one in (before.text, text))
        if was == now:
            return ends
        share = SUPERSCRIPT if before.run.is_small else 1
        begin, moves = first + start, [share * (after - old) for old, after in zip(was, now, strict=True)]
        end = begin + len(moves)
        shifted = [end + move for end, move in zip(ends[begin:end], moves, strict=True)]
        return [*ends[:begin], *shifted, *(end + moves[-1] for end in ends[end:])]

    def hyphenated(self, ends: Set[int]) -> _Pieces:
        """With a hyphen for each soft one at the end of a line, and nothing for the others."""
        texts = (
            "".join(
                (_HYPHEN if at in ends else "") if char == SOFT_HYPHEN else char
                for at, char in enumerate(stretch.text, first)
            )
            for first, stretch in self._placed()
        )
        changed = (replace(stretch, text=text) for stretch, text in zip(self.stretches, texts, strict=True))
        return _Pieces(self._of, tuple(changed), self._measure, self._bold)

    @cached_property
    def above(self) -> float:
        """How far its formulas reach above the baseline, with what parts them from the line above; 0 without any."""
        return max((_APART + one.run.formula.ascent for one in self.stretches if one.run.formula), default=0.0)

    @cached_property
    def below(self) -> float:
        """How far they reach below it."""
        return max((_APART + one.run.formula.descent for one in self.stretches if one.run.formula), default=0.0)

    @cached_property
    def places(self) -> Places:
        """Where lines may end."""
        return self._known_places or places(self.text)

    def lines(self, room: float) -> Ranges:
        """Broken in a width, in shares of the size."""
        return tuple(break_lines(self.text, room, self.ends, known=self.places))

    @cached_property
    def full(self) -> float:
        """The width of all of it on one line, less its last space."""
        return self.ends[len(self.text.rstrip(" "))]

    @cached_property
    def widest(self) -> float:
        """The width of its widest stretch that does not break."""
        return max(
            (
                self.ends[end] - self.ends[start]
                for start, end in zip(self.places.starts, self.places.cores, strict=False)
            ),
            default=0.0,
        )

    def width(self, start: int, end: int) -> float:
        """Of a line, without the spaces at its end."""
        return self.ends[start + len(self.text[start:end].rstrip(" "))] - self.ends[start]

    def hyphen(self, at: int) -> float:
        """The width of a hyphen in the look of that place."""
        *_, stretch = (stretch for first, stretch in self._placed() if first <= at)
        return ends_of((replace(stretch, text=_HYPHEN),), self._measure, self._bold)[-1]

    def cut(self, start: int, end: int, x: float, size: float) -> Iterator[Piece]:
        """The pieces between two offsets, in points."""
        for first, stretch in self._placed():
            begins, stops = max(start, first), min(end, first + len(stretch.text))
            if begins < stops:
                width = size * (self.ends[stops] - self.ends[begins])
                own = size * SUPERSCRIPT if stretch.run.is_small else size
                text = stretch.text[begins - first : stops - first]
                steps = pairwise(self.ends[begins : stops + 1]) if stands_apart(text) else ()
                advances = tuple(size * (after - before) for before, after in steps)
                yield Piece(text, x, width, stretch.family, stretch.run, own, advances)
                x += width


def stands_apart(text: str) -> bool:
    """Whether it is full-width text with punctuation, which some renderers push together and layout does not."""
    return not text.isascii() and all(map(_is_full_width, text)) and any(map(_is_punctuation, text))


def _is_full_width(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P")
