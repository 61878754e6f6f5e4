"""Set the words of an SVG as outlines: no other computer has to have their font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from deck.svg.affine import Affine, moved, turned
from deck.svg.bad import BadSvg
from deck.svg.lengths import pixels
from deck.svg.outline import Outline, rectangle, transformed
from deck.svg.style import SVG
from deck.value import Value, field

_PRESERVED = ("pre", "pre-wrap", "break-spaces", "pre-line")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AS_PATHS = "convert its text to paths (in Inkscape: Path, Object to Path)"


class Typeface(Value, frozen=True):
    """A font file, by what it is called."""

    family: str
    bold: bool
    italic: bool
    path: Path


class Fonts(Value, frozen=True):
    """The fonts that there are; `base` stands in for any other."""

    faces: tuple[Typeface, ...] = ()
    base: str = ""
    fallbacks: tuple[str, ...] = ()
    """Families that are asked for a glyph when the one that is wanted has none."""
    opened: dict[Path, _Face] = field(default_factory=dict)

    def named(self, family: str) -> str:
        """The family as the fonts call it; empty where there is none."""
        wanted = family.casefold()
        return next((face.family for face in self.faces if face.family.casefold() == wanted), "")

    def face(self, family: str, bold: bool, italic: bool) -> _Face | None:
        """The face of a family that comes closest."""
        own = [face for face in self.faces if face.family == family]
        if not own:
            return None
        best = min(own, key=lambda face: (face.italic != italic, face.bold != bold, face.path.name))
        if best.path not in self.opened:
            self.opened[best.path] = _Face(best.path)
        return self.opened[best.path]


class Letters(Value, frozen=True):
    """What a text looks like, and what it asked for in vain."""

    outlines: tuple[tuple[Outline, Any], ...]
    families: tuple[str, ...]
    missing: str


class _Face:
    """One font file, read by HarfBuzz."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._outlines: dict[int, Outline] = {}

    @cached_property
    def font(self) -> Any:
        # Imported here because most drawings have no text.
        import uharfbuzz as hb

        return hb.Font(hb.Face(hb.Blob.from_file_path(str(self._path))))

    @cached_property
    def upem(self) -> int:
        return int(self.font.face.upem)

    @cached_property
    def metrics(self) -> tuple[float, float, float]:
        """Ascent, descent (downwards) and height of an x, in ems."""
        hhea = self.font.face.reference_table("hhea").data
        os2 = self.font.face.reference_table("OS/2").data
        whole = [int.from_bytes(data, "big", signed=True) for data in (hhea[4:6], hhea[6:8], os2[86:88])]
        ascent, descent, ex = (value / self.upem for value in whole)
        return ascent, -descent, ex if 0.2 < ex < 0.9 else 0.5

    def has(self, char: str) -> bool:
        return self.font.get_nominal_glyph(ord(char)) is not None

    def shape(self, text: str, right_to_left: bool, ligatures: bool) -> list[tuple[int, int, float, float, float]]:
        """Glyph, place in the text, advance and offsets of each glyph from left to right, in ems."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self.font, buffer, {"kern": True, "liga": ligatures, "clig": ligatures})
        infos, positions = buffer.glyph_infos or (), buffer.glyph_positions or ()
        return [
            (info.codepoint, info.cluster, at.x_advance / self.upem, at.x_offset / self.upem, at.y_offset / self.upem)
            for info, at in zip(infos, positions, strict=True)
        ]

    def outline(self, glyph: int) -> Outline:
        """A glyph in ems, downwards."""
        if glyph not in self._outlines:
            pen = _Pen(1 / self.upem)
            self.font.draw_glyph_with_pen(glyph, pen)
            self._outlines[glyph] = pen.outline
        return self._outlines[glyph]


class _Pen:
    """Takes down an outline in the way that fontTools' pens are called."""

    def __init__(self, scale: float) -> None:
        self.outline: Outline = []
        self._scale = scale
        self._at = (0.0, 0.0)

    def _point(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self._scale, -point[1] * self._scale

    def moveTo(self, point: tuple[float, float]) -> None:
        self._at = self._point(point)
        self.outline.append(("M", (self._at,)))

    def lineTo(self, point: tuple[float, float]) -> None:
        self._at = self._point(point)
        self.outline.append(("L", (self._at,)))

    def curveTo(self, *points: tuple[float, float]) -> None:
        one, two, self._at = map(self._point, points)
        self.outline.append(("C", (one, two, self._at)))

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        (x0, y0), (qx, qy), (x1, y1) = self._at, *map(self._point, points)
        one = x0 + 2 / 3 * (qx - x0), y0 + 2 / 3 * (qy - y0)
        two = x1 + 2 / 3 * (qx - x1), y1 + 2 / 3 * (qy - y1)
        self._at = (x1, y1)
        self.outline.append(("C", (one, two, self._at)))

    def closePath(self) -> None:
        self.outline.append(("Z", ()))

    def endPath(self) -> None:
        pass


class _Char:
    """One character, and where it is to stand."""

    __slots__ = ("char", "dx", "dy", "element", "keeps", "rotate", "state", "x", "y")

    def __init__(self, char: str, state: Any, element: Any, keeps: bool) -> None:
        self.char, self.state, self.element, self.keeps = char, state, element, keeps
        self.x: float | None = None
        self.y: float | None = None
        self.dx: float | None = None
        self.dy: float | None = None
        self.rotate: float | None = None


class _Glyph(NamedTuple):
    outline: Outline
    """In ems."""
    x: float
    y: float
    size: float
    turn: float
    state: Any
    before: int
    """How many characters stand before it in its chunk."""
    end: float = 0.0
    clusters: int = 0
    """Where the next one stands, and after how many characters."""


def set_words(element: Any, state: Any, entered: Callable[[Any, Any], Any], fonts: Fonts) -> Letters:
    """The words of a `text`; BadSvg where they are set in a way that is not known here."""
    return _Setting(fonts, entered).set(element, state)


class _Setting:
    def __init__(self, fonts: Fonts, entered: Callable[[Any, Any], Any]) -> None:
        self._fonts, self._entered = fonts, entered
        self._families: dict[str, None] = {}
        self._missing: dict[str, None] = {}

    def set(self, element: Any, state: Any) -> Letters:
        chars: list[_Char] = []
        said: list[tuple[Any, Any, int, int]] = []
        self._read(element, state, chars, said)
        _collapse(chars)
        for inner, its_state, start, end in said:
            _place(inner, its_state, [char for char in chars[start:end] if char.char])
        glyphs: list[tuple[Outline, Any]] = []
        at = (0.0, 0.0)
        for chunk in _chunks([char for char in chars if char.char]):
            first = chunk[0]
            at = (at[0] if first.x is None else first.x, at[1] if first.y is None else first.y)
            drawn, at = self._chunk(element, chunk, at)
            glyphs += drawn
        return Letters(tuple(glyphs), tuple(self._families), "".join(self._missing))

    def _read(self, element: Any, state: Any, chars: list[_Char], said: list[tuple[Any, Any, int, int]]) -> None:
        """All characters, and which of them each element holds, those inside it first."""
        if state.get("writing-mode", "lr").lower() not in ("lr", "lr-tb", "horizontal-tb", "rl", "rl-tb"):
            raise BadSvg("it has text that runs from top to bottom", element.sourceline, _AS_PATHS)
        keeps, start = _keeps_space(element, state), len(chars)
        chars += (_Char(char, state, element, keeps) for char in _in_case(element.text or "", state))
        for child in element:
            name = str(child.tag).removeprefix(SVG)
            if name == "textPath":
                raise BadSvg("it has text along a path", child.sourceline, _AS_PATHS)
            if name in ("tspan", "a"):
                inner = self._entered(child, state)
                if inner.get("display") != "none":
                    self._read(child, inner, chars, said)
            chars += (_Char(char, state, element, keeps) for char in _in_case(child.tail or "", state))
        said.append((element, state, start, len(chars)))

    def _chunk(
        self, element: Any, chunk: Sequence[_Char], at: tuple[float, float]
    ) -> tuple[list[tuple[Outline, Any]], tuple[float, float]]:
        """Outlines of text that is placed together, and where it ends."""
        x, y, clusters = 0.0, 0.0, 0
        placed: list[_Glyph] = []
        for run in self._runs(chunk):
            first = run.chars[0]
            x, y = x + (first.dx or 0.0), y + (first.dy or 0.0)
            begin = x, clusters
            for glyph in self._glyphs(run, x, y, clusters):
                if glyph.outline:
                    placed.append(glyph)
                x, clusters = glyph.end, glyph.clusters
            placed += _decorations(run, begin, (x, clusters), y + self._shift(run.state, run.face))
        spread, stretch = _fitted(element, chunk, x, clusters)
        width = x * stretch + spread * max(clusters - 1, 0)
        anchor = chunk[0].state.get("text-anchor", "start")
        if chunk[0].state.get("direction") == "rtl":
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        left = at[0] - {"middle": width / 2, "end": width}.get(anchor, 0.0)
        # A line of text with one look is one path.
        together: list[tuple[Outline, Any]] = []
        for glyph in placed:
            where = moved(left + glyph.x * stretch + spread * glyph.before, at[1] + glyph.y)
            how = where.then(turned(glyph.turn)).then(Affine(glyph.size * stretch, 0, 0, glyph.size, 0, 0))
            if not together or together[-1][1] is not glyph.state:
                together.append(([], glyph.state))
            together[-1][0].extend(transformed(glyph.outline, how))
        return together, (left + width, at[1] + y)

    def _glyphs(self, run: _Run, x: float, y: float, clusters: int) -> Iterator[_Glyph]:
        state, size = run.state, run.state.size
        spacing = pixels(state.get("letter-spacing", "normal"), size, size) or 0.0
        gap = pixels(state.get("word-spacing", "normal"), size, size) or 0.0
        text = "".join(char.char for char in run.chars)
        turn = run.chars[0].rotate or 0.0
        if run.face is None:
            yield _Glyph([], x, y, size, turn, state, clusters, x + 0.6 * size * len(text), clusters + len(text))
            return
        below = y + self._shift(state, run.face)
        shaped = run.face.shape(text, run.right_to_left, not spacing)
        for place, (glyph, cluster, advance, dx, dy) in enumerate(shaped):
            at, before = (x + dx * size, below - dy * size), clusters
            x += advance * size
            if place + 1 == len(shaped) or shaped[place + 1][1] != cluster:
                x += spacing + (gap if text[cluster] in " \xa0" else 0.0)
                clusters += 1
            yield _Glyph(run.face.outline(glyph), *at, size, turn, state, before, x, clusters)

    def _runs(self, chunk: Sequence[_Char]) -> Iterator[_Run]:
        """Characters that are shaped together, from left to right."""
        levels = _levels([char.char for char in chunk], chunk[0].state.get("direction") == "rtl")
        faces = self._faces(chunk)
        runs: list[_Run] = []
        for char, level, face in zip(chunk, levels, faces, strict=True):
            last = runs[-1] if runs else None
            same = last is not None and last.face is face and last.level == level and last.chars[-1].state is char.state
            if same and not char.dx and not char.dy and not (char.rotate or last.chars[0].rotate):  # type: ignore[union-attr]
                last.chars.append(char)  # type: ignore[union-attr]
            else:
                runs.append(_Run([char], face, level))
        yield from _reordered(runs)

    def _faces(self, chunk: Sequence[_Char]) -> list[_Face | None]:
        found: list[_Face | None] = []
        for char in chunk:
            state = char.state
            families = [name.strip(" '\"\n\t") for name in state.get("font-family").split(",")]
            own = self._fonts.named(families[0])
            if not own:
                self._families[families[0]] = None
                own = next((name for name in map(self._fonts.named, families) if name), self._fonts.base)
            weight = state.get("font-weight", "normal").lower()
            bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
            italic = state.get("font-style", "normal").lower().startswith(("italic", "oblique"))
            asked = dict.fromkeys((own, self._fonts.base, *self._fonts.fallbacks))
            faces = [face for name in asked if (face := self._fonts.face(name, bold, italic)) is not None]
            # A mark stays in the face of its letter.
            if found and found[-1] is not None and _follows(char.char) and found[-1].has(char.char):
                found.append(found[-1])
                continue
            face = next((face for face in faces if face.has(char.char)), None)
            if face is None and (char.char.isspace() or _is_unseen(char.char)):
                face = next(iter(faces), None)
            if face is None:
                self._missing[char.char] = None
            found.append(face)
        return found

    def _shift(self, state: Any, face: _Face | None) -> float:
        """How far below its line a run stands."""
        size = state.size
        shift = state.get("baseline-shift", "baseline")
        ascent, descent, ex = face.metrics if face else (0.8, 0.2, 0.5)
        half = (ascent + descent) / 2 * size
        below = {"sub": half, "super": -half, "baseline": 0.0}.get(shift)
        if below is None:
            below = -(pixels(shift, size, size) or 0.0)
        named = state.get("alignment-baseline", "auto")
        if named in ("auto", "baseline", "inherit"):
            named = state.get("dominant-baseline", "auto")
        match named:
            case "middle":
                below += ex / 2 * size
            case "central":
                below += (ascent - descent) / 2 * size
            case "hanging":
                below += 0.8 * ascent * size
            case "text-before-edge" | "before-edge" | "text-top":
                below += ascent * size
            case "text-after-edge" | "after-edge" | "ideographic" | "text-bottom":
                below -= descent * size
            case "mathematical":
                below += 0.5 * ascent * size
        return below


class _Run(NamedTuple):
    chars: list[_Char]
    face: _Face | None
    level: int

    @property
    def state(self) -> Any:
        return self.chars[0].state

    @property
    def right_to_left(self) -> bool:
        return bool(self.level % 2)


def _fitted(element: Any, chunk: Sequence[_Char], width: float, clusters: int) -> tuple[float, float]:
    """How much is added after each character, and by what each is stretched, for the length that a text says."""
    owner = chunk[0].element if chunk[0].element.get("textLength") else element
    value = owner.get("textLength")
    wanted = pixels(value, 0.0, chunk[0].state.size) if value else None
    if not wanted or wanted <= 0 or width <= 0 or any(char.element is not chunk[0].element for char in chunk):
        return 0.0, 1.0
    if owner.get("lengthAdjust") == "spacingAndGlyphs":
        return 0.0, wanted / width
    return (wanted - width) / (clusters - 1) if clusters > 1 else 0.0, 1.0


def _chunks(chars: Sequence[_Char]) -> Iterator[list[_Char]]:
    """Text that is placed together: a new place begins a new one."""
    chunk: list[_Char] = []
    for char in chars:
        if chunk and (char.x is not None or char.y is not None):
            yield chunk
            chunk = []
        chunk.append(char)
    if chunk:
        yield chunk


def _keeps_space(element: Any, state: Any) -> bool:
    if state.get("white-space"):
        return state.get("white-space") in _PRESERVED
    for one in (element, *element.iterancestors()):
        if one.get(_SPACE):
            return bool(one.get(_SPACE) == "preserve")
    return False


def _collapse(chars: Sequence[_Char]) -> None:
    """Take out the spaces that are not kept: those at both ends, and all but the first of several."""
    before = True
    last: _Char | None = None
    for char in chars:
        if char.char in "\t\n\r":
            char.char = " "
        if char.char == " " and not char.keeps:
            if before:
                char.char = ""
                continue
            before, last = True, char
        else:
            before, last = False, None
    if last is not None:
        last.char = ""


def _place(element: Any, state: Any, chars: Sequence[_Char]) -> None:
    """Where an element says that its characters stand; what is said inside it, of less of them, counts more."""
    for name, whole in (("x", state.view[0]), ("y", state.view[1]), ("dx", state.view[0]), ("dy", state.view[1])):
        values = (element.get(name) or "").replace(",", " ").split()
        for char, value in zip(chars, values, strict=False):
            length = pixels(value, whole, state.size)
            if length is None:
                raise BadSvg(f"the `{name}` of a text is `{value[:40]}`", element.sourceline)
            if getattr(char, name) is None:
                setattr(char, name, length)
    angles = [pixels(value) for value in (element.get("rotate") or "").replace(",", " ").split()]
    for place, char in enumerate(chars if angles else ()):
        if char.rotate is None:
            char.rotate = angles[min(place, len(angles) - 1)]


def _decorations(run: _Run, begin: tuple[float, int], end: tuple[float, int], base: float) -> Iterator[_Glyph]:
    """Lines under, through and over a run, as glyphs of their own."""
    size, (x, before) = run.state.size, begin
    said = run.state.get("text-decoration").split()
    for name, height in (("underline", 0.1), ("line-through", -0.3), ("overline", -0.95)):
        if name in said:
            line = rectangle(0, height, (end[0] - x) / size, 0.08)
            yield _Glyph(line, x, base, size, 0.0, run.state, before)


def _in_case(words: str, state: Any) -> str:
    """The words in the capitals that a style wants."""
    match state.get("text-transform", "none").lower():
        case "uppercase":
            return words.upper()
        case "lowercase":
            return words.lower()
        case "capitalize":
            return re.sub(r"(?<![\w'’])\w", lambda found: found[0].upper(), words)
        case _:
            return words


def _follows(char: str) -> bool:
    return unicodedata.combining(char) > 0 or char in "\u200d\ufe0e\ufe0f"


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc", "Mn")


def _levels(chars: Sequence[str], right_to_left: bool) -> list[int]:
    """Which way each character runs: odd from right to left (UAX #9 without embeddings)."""
    base = int(right_to_left)
    kinds = [unicodedata.bidirectional(char) for char in chars]
    if not right_to_left and not {"R", "AL"} & set(kinds):
        return [0] * len(chars)
    strong = {"L": "L", "R": "R", "AL": "R"}
    edge = "R" if base else "L"
    found: list[str] = []
    last = edge
    for kind in kinds:
        if kind in strong:
            last = strong[kind]
            found.append(last)
        elif kind in ("EN", "AN"):
            found.append("N" if last == "R" else "L")
        else:
            found.append("")
    for place, kind in enumerate(found):
        if not kind:
            before = next((one for one in reversed(found[:place]) if one), edge)
            after = next((one for one in found[place + 1 :] if one), edge)
            sides = {"R" if one == "N" else one for one in (before, after)}
            found[place] = sides.pop() if len(sides) == 1 else edge
    return [{"L": 2 * base, "R": 1, "N": 2}[kind] for kind in found]


def _reordered(runs: list[_Run]) -> list[_Run]:
    """From left to right."""
    order = list(runs)
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and order[end].level >= level:
                end += 1
            order[place:end] = reversed(order[place:end])
            place = max(end, place + 1)
    return order
