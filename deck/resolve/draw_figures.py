"""Fill every picture box: draw figures at the size they got, read picture files, keep both by content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from deck.apart import READER, Ended
from deck.brand.model import Brand
from deck.cache import keep_within
from deck.diagnostics import (
    NOWHERE,
    Diagnostic,
    Found,
    Report,
    Severity,
    Span,
    at_place,
    close_matches,
    without_places,
)
from deck.door import Refused
from deck.figure import RULES
from deck.figure_inputs import declared, inputs
from deck.geometry import Box, contain, cover
from deck.language import is_right_to_left
from deck.markup import Run, Text
from deck.own.files import left_out
from deck.page import Cut, Image, Page, PictureBox
from deck.progress import SILENT, Progress
from deck.regex import regex
from deck.resolve.draw_one import Drawn, Failed, Job, Order, Place, is_ended
from deck.resolve.other_ground import seen_on_its_ground
from deck.resolve.set_scrims import set_scrims
from deck.translation.message import normal
from deck.value import Value, field, replace
from deck.workspace import Workspace

PICTURE_RULES = 3
"""Goes up when pictures are read in another way, so that the cache forgets the old ones."""
TIME_LIMIT = 60.0
"""Seconds for one figure. The slowest of a talk takes one; a script that needs a minute does not come to an end."""

_NAME = regex(r"[A-Za-z0-9_]{1,100}")
_WIDEST = 90
"""Characters of a source line in a note."""

Words = Mapping[str, Mapping[str, str]]
"""Translations by the name of a figure and by what its script says."""


def in_its_direction(words: Words, language: str) -> Words:
    """The translations with the marks that numbers and names need between words that are read from right to left.

    Words with names in braces have those that the translator gave them: what will stand there is not known.
    """
    if not is_right_to_left(language):
        return words
    from deck.layout.bidi import with_bidi_marks

    def marked(said: str) -> str:
        if "{" in said:
            return said
        return "\n".join("".join(run.text for run in with_bidi_marks((Run(line),))) for line in said.split("\n"))

    return {figure: {own: marked(said) for own, said in told.items()} for figure, told in words.items()}


def draw_figures(
    pages: Sequence[Page],
    brand: Brand,
    world: Workspace,
    words: Words = MappingProxyType({}),
    language: str = "en",
    progress: Progress = SILENT,
) -> tuple[tuple[Page, ...], Found]:
    """The pages with an image in every picture box.

    `progress` is told how many figures are drawn so far, where any must be.
    """
    report = Report()
    album = _Album(world)
    figures = _Figures.of(brand, world, report, words, language, album)
    drawn = [picture for page in pages for picture in page.pictures if picture.figure]
    figures.draw(drawn, progress)
    filled = _all_filled(pages, figures)
    album.bound()
    figures.remember(drawn)
    return filled, report.found


def sketched(
    pages: Sequence[Page], brand: Brand, world: Workspace, words: Words = MappingProxyType({}), language: str = "en"
) -> tuple[Page, ...] | None:
    """The pages with each figure that has to be drawn first as it was seen last, and be it at another size; None where
    nothing has to be drawn, or something was never seen."""
    figures = _Figures.of(brand, world, Report(), words, language, _Album(world))
    drawn = [picture for page in pages for picture in page.pictures if picture.figure]
    missing = [picture for picture in drawn if figures.album.find(figures.key(picture)) is None]
    return _all_filled(pages, figures) if missing and all(figures.recall(picture) for picture in missing) else None


def _all_filled(pages: Sequence[Page], figures: _Figures) -> tuple[Page, ...]:
    files = _Files(figures.brand, figures.world, figures.report, figures.album)
    filled = (page.with_pictures(partial(_filled, files, figures, page)) for page in pages)
    return tuple(set_scrims(page, figures.brand, figures.world) for page in filled)


def _filled(files: _Files, figures: _Figures, page: Page, picture: PictureBox) -> PictureBox:
    if picture.media:
        # Imported here because most slides play nothing.
        from deck.resolve.read_media import playable

        picture = playable(picture, files.brand, files.world, files.album.played)
        if picture.image is not None:
            return picture
    if picture.leads_to:
        # Imported here because most slides have none.
        from deck.resolve.draw_code import draw_code

        room, side = picture.box, min(picture.box.width, picture.box.height)
        # Under the words that it belongs to, which begin where a line begins.
        x = room.right - side if files.brand.right_to_left else room.x
        return replace(picture, image=draw_code(picture.leads_to, files.world), box=Box(x, room.y, side, side))
    if not picture.file:
        return figures.filled(picture)
    return files.filled(seen_on_its_ground(page, picture, files.world))


def draw_pictures(
    pictures: Sequence[PictureBox],
    brand: Brand,
    world: Workspace,
    words: Words = MappingProxyType({}),
    language: str = "en",
    progress: Progress = SILENT,
) -> tuple[list[PictureBox], Found]:
    """Figures without their slides."""
    report = Report()
    figures = _Figures.of(brand, world, report, words, language, _Album(world))
    figures.draw(pictures, progress)
    figures.album.bound()
    return [figures.filled(picture) for picture in pictures], report.found


def alone(figure: str, box: Box) -> PictureBox:
    """A figure that is on no slide, or not in that size."""
    return PictureBox(figure, box, Text(()), figure)


def draw_alone(
    picture: PictureBox,
    kind: str,
    brand: Brand,
    world: Workspace,
    words: Words = MappingProxyType({}),
    language: str = "en",
    progress: Progress = SILENT,
) -> tuple[bytes | None, Found]:
    """One figure as a file of that kind: svg, png or pdf. None, and a diagnostic, where it cannot be drawn."""
    report = Report()
    figures = _Figures.of(brand, world, report, words, language, _Album(world))
    if not world.runs_code:
        help = "draw it without --no-code if you trust the talk's code"
        report.error("code-left-out", f"figure `{picture.figure}` is code of the talk's own", NOWHERE, help)
        return None, report.found
    if not figures.key(picture):
        return None, report.found
    job = replace(figures.job(picture), kinds=(kind,))
    [result] = figures.drawn([job], progress)
    figures.report_on(picture, result)
    return result.files[0] if isinstance(result, Drawn) else None, report.found


class _Album(Value, frozen=True):
    """Images by their content; what earlier builds kept is read once."""

    world: Workspace
    images: dict[str, Image] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    played: dict[str, bytes] = field(default_factory=dict)
    """Films and sounds by their files: one on two slides is held once."""

    def find(self, key: str) -> Image | None:
        if key not in self.images:
            png, svg = self.world.cached(f"figures/{key}.png"), self.world.cached(f"figures/{key}.svg")
            # Where builds follow one another, the pixels of a figure may have been spared.
            if svg is None or (png is None and not (svg and self.world.builds_often)):
                return None
            # One image for all its places: a logo on each of a thousand slides is held in memory once.
            self.images[key] = Image(png or b"", svg)
        return self.images[key]

    def keep(self, key: str, image: Image) -> None:
        self.images[key] = image
        self.new.add(key)
        self.world.put_in_cache(f"figures/{key}.svg", image.svg)
        if image.png:
            self.world.put_in_cache(f"figures/{key}.png", image.png)

    def bound(self) -> None:
        """Make room for what is new."""
        if self.new:
            keep_within(self.world.cache_folder / "figures")


class _Figures(Value, frozen=True):
    """The figures of a talk in one language, each drawn once at each of its sizes."""

    brand: Brand
    world: Workspace
    report: Report
    words: Words
    language: str
    album: _Album
    drawn_with: str
    """What all figures have in common."""
    keys: dict[tuple[str, float, float], str] = field(default_factory=dict)
    hashes: dict[Path, str] = field(default_factory=dict)

    @classmethod
    def of(cls, brand: Brand, world: Workspace, report: Report, words: Words, language: str, album: _Album) -> _Figures:
        words = in_its_direction(words, language)
        return cls(brand, world, report, words, language, album, repr((RULES, _matplotlib_version(), _look(brand))))

    def filled(self, picture: PictureBox) -> PictureBox:
        return replace(picture, image=self.album.images.get(self.key(picture)))

    def remember(self, pictures: Sequence[PictureBox]) -> None:
        """What each looks like now, where builds follow one another."""
        if self.world.at_hand is None:
            return
        for one in pictures:
            self.world.at_hand["seen", self.language, one.figure] = self.album.images.get(self.key(one))

    def recall(self, picture: PictureBox) -> bool:
        """Show a picture as its figure was seen last; whether it ever was."""
        seen = (self.world.at_hand or {}).get(("seen", self.language, picture.figure))
        if seen is not None:
            self.album.images[self.key(picture)] = seen
        return seen is not None

    def draw(self, pictures: Sequence[PictureBox], progress: Progress) -> None:
        """Have an image of each: what is not remembered is drawn, all of it at once."""
        missing: dict[str, PictureBox] = {}
        for picture in pictures:
            self._report_name(picture)
            key = self.key(picture)
            if key and self.album.find(key) is None:
                missing.setdefault(key, picture)
        if not self.world.runs_code:
            missing = self._left_out(missing)
        if not missing:
            return
        failed: dict[str, tuple[PictureBox, Failed]] = {}
        results = self._drawn_once("figure", {key: self.job(picture) for key, picture in missing.items()}, progress)
        for (key, picture), result in zip(missing.items(), results, strict=True):
            self.report_on(picture, result)
            if isinstance(result, Failed):
                failed[key] = (picture, result)
            elif result.missing or result.slips:
                # Drawn again by each process, for the diagnostic's sake.
                self.album.images[key] = _image(result)
            else:
                self.album.keep(key, _image(result))
        self._draw_problems(failed)

    def _left_out(self, missing: dict[str, PictureBox]) -> dict[str, PictureBox]:
        """Name those whose script may not run; a frame stands in their place. Those that have none are left."""
        scripted = {key: one for key, one in missing.items() if self._script(one.figure).exists()}
        for picture in scripted.values():
            self._say_left_out(picture)
        frames = [Job(picture.figure, picture.box) for picture in scripted.values()]
        for key, result in zip(scripted, self.drawn(frames) if frames else (), strict=True):
            if isinstance(result, Drawn):
                self.album.images[key] = _image(result)
        return {key: one for key, one in missing.items() if key not in scripted}

    def _say_left_out(self, picture: PictureBox) -> None:
        what = f"`{self.world.relative(self._script(picture.figure))}`"
        self.report.add(left_out(what, "no earlier build remembers what it draws", picture.span))

    def _draw_problems(self, failed: Mapping[str, tuple[PictureBox, Failed]]) -> None:
        """In a preview, what is wrong stands in the figure's place."""
        jobs = {key: Job(one.figure, one.box, problem=result.why) for key, (one, result) in failed.items()}
        for key, result in zip(failed, self._drawn_once("problem", jobs), strict=True):
            if isinstance(result, Drawn):
                self.album.images[key] = _image(result)

    def _drawn_once(self, what: str, jobs: Mapping[str, Job], progress: Progress = SILENT) -> list[Drawn | Failed]:
        """What becomes of each; where builds follow one another, what cannot be kept is known from the one before."""
        known = {} if self.world.at_hand is None else self.world.at_hand
        new = [key for key in jobs if (what, key) not in known]
        results = dict(zip(new, self.drawn([jobs[key] for key in new], progress) if new else (), strict=True))
        known.update({(what, key): result for key, result in results.items() if not is_ended(result)})
        return [results[key] if key in results else known[what, key] for key in jobs]

    def drawn(self, jobs: Sequence[Job], progress: Progress = SILENT) -> list[Drawn | Failed]:
        """What becomes of each job, in their order."""
        # Imported here because most builds draw nothing.
        from deck.resolve.draw_at_once import draw_at_once

        order = Order(self.brand, self.world.data_folder, self.language)
        results: dict[int, Drawn | Failed] = {}
        for place, result in draw_at_once(order, jobs):
            results[place] = result
            progress.stage(f"drawing figures {len(results)}/{len(jobs)}")
        return [results[place] for place in range(len(jobs))]

    def job(self, picture: PictureBox) -> Job:
        script = self._script(picture.figure)
        if not script.exists():
            return Job(picture.figure, picture.box)
        may = declared(script, self.world)
        translated = self.words.get(picture.figure, {})
        words = {said: translated[normal(said)] for said in may.words if normal(said) in translated}
        # What fills a slide may lie behind words, whose ground is measured in pixels.
        is_behind = picture.box.width >= self.brand.width and picture.box.height >= self.brand.height
        spares = self.world.builds_often and not is_behind
        return Job(
            picture.figure, picture.box, script, words=words, declared=may, limit=TIME_LIMIT, spares_pixels=spares
        )

    def key(self, picture: PictureBox) -> str:
        """All that the picture is made from, in one name; empty where it names no figure, or files may not be read."""
        known = (picture.figure, round(picture.box.width, 3), round(picture.box.height, 3))
        if known not in self.keys:
            try:
                self.keys[known] = self._key(known) if _NAME.fullmatch(picture.figure) else ""
            except Refused as refused:
                self.keys[known] = ""
                refused.tell(self.world.relative(refused.path), picture.span, self.report)
        return self.keys[known]

    def _key(self, known: tuple[str, float, float]) -> str:
        sources = inputs(self._script(known[0]), self.world)
        drawn_from = [(path.name, self._hash(path)) for path in sources]
        said = (self.language, sorted(self.words.get(known[0], {}).items()))
        return _hash(repr((drawn_from, known, said, self.drawn_with)).encode())

    def _hash(self, path: Path) -> str:
        """Of a file's content; several figures are drawn from the same data."""
        if path not in self.hashes:
            self.hashes[path] = self.world.once(("hash", path), lambda: self._read_hash(path))
        return self.hashes[path]

    def _read_hash(self, path: Path) -> str:
        there = self.world.door.is_there(path, "figures")
        return _hash(self.world.door.read(path, "figures")) if there else ""

    def _report_name(self, picture: PictureBox) -> None:
        """A figure whose script is missing is a mistake: a frame in its place would be seen in the hall."""
        if not _NAME.fullmatch(picture.figure):
            self.report.error(
                "unknown-figure",
                f"`{picture.figure}` is not the name of a figure",
                picture.span,
                "write the name of its script alone, without folder and .py: letters, digits and _",
            )
        elif not self._script(picture.figure).exists():
            scripts = [path.stem for path in self.world.figures_folder.glob("*.py")]
            help = f"write {self.world.relative(self._script(picture.figure))} with a function `draw(canvas)`"
            help = close_matches(picture.figure, scripts) or help
            self.report.error("unknown-figure", f"there is no figure `{picture.figure}`", picture.span, help)

    def _script(self, figure: str) -> Path:
        return self.world.figures_folder / f"{figure}.py"

    def report_on(self, picture: PictureBox, result: Drawn | Failed) -> None:
        """Say what went wrong at the slide's line, and where it did in the project's own files."""
        match result:
            case Drawn(missing=missing, slips=slips):
                for slip in slips:
                    severity = Severity.ERROR if slip.is_error else Severity.WARNING
                    places = (Place(self._script(picture.figure), slip.line),)
                    message = f"figure `{picture.figure}`: {slip.what}"
                    self._report_at(slip.code or "figure-text", message, picture, slip.help, places, severity)
                if missing:
                    chars = ", ".join(f"`{char}` (U+{ord(char):04X})" for char in missing)
                    what = f"figure `{picture.figure}`: no font of the brand has a glyph for {chars}"
                    help = "write it in words, or add a font that has it to the brand's `typography: fallback`"
                    self.report.error("glyph-missing", what, picture.span, help)
            case Failed(data=None):
                help = result.help or f"correct the script there; `deck figure {picture.figure}` draws it alone"
                message = f"figure `{picture.figure}` failed: {result.why}"
                self._report_at("figure-failed", message, picture, help, self._of_script(picture, result))
            case Failed(data=Place() as data):
                message = f"figure `{picture.figure}`: {result.why}"
                self._report_at("bad-data", message, picture, result.help, (data, *self._of_script(picture, result)))

    def _report_at(
        self,
        code: str,
        message: str,
        picture: PictureBox,
        help: str,
        places: Sequence[Place],
        severity: Severity = Severity.ERROR,
    ) -> None:
        notes = tuple(_line(place, self.world) for place in places)
        self.report.add(Diagnostic(severity, code, message, picture.span, help, notes=notes))

    def _of_script(self, picture: PictureBox, failed: Failed) -> Sequence[Place]:
        """The script's own line, and the one of the module that it called where it happened there."""
        script = self._script(picture.figure)
        own = [place for place in failed.trail if place.file == script] or [Place(script, 0)]
        return tuple(dict.fromkeys((own[-1], *failed.trail[-1:])))


def _line(place: Place, world: Workspace) -> str:
    """A line of a file as a note shows it: where it is, and what stands there."""
    where = world.relative(place.file)
    try:
        lines = world.door.read(place.file).decode("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return where
    if not 0 < place.line <= len(lines):
        return where
    text = lines[place.line - 1].strip()
    return f"{where}:{place.line}: {text[:_WIDEST]}{'…' if len(text) > _WIDEST else ''}"


def _image(result: Drawn) -> Image:
    svg, png = result.files
    return Image(png, svg)


class _Files(Value, frozen=True):
    """The picture files of a project, each read once at each of its sizes."""

    brand: Brand
    world: Workspace
    report: Report
    album: _Album
    known: dict[str, _Read] = field(default_factory=dict)

    def filled(self, picture: PictureBox) -> PictureBox:
        data = self.world.read_bytes(picture.file, picture.span, self.report)
        if data is None:
            return picture
        room = picture.box
        look = (PICTURE_RULES, picture.file, room.width, room.height, picture.crop, _letters(self.brand))
        key = hashlib.sha256(repr(look).encode() + data).hexdigest()
        if key not in self.known:
            self.known[key] = self._remembered(key) or self._read(key, picture, data)
        read = self.known[key]
        self.report.add(*(replace(one, span=picture.span) for one in read.found))
        image = self.album.find(key)
        if image is None:
            return picture
        if picture.crop == "fill":
            return replace(picture, image=image, cut=_cut(cover(read.width, read.height, room), room, picture.focus))
        return replace(picture, image=image, box=_moved(contain(read.width, read.height, room), picture, room))

    def _remembered(self, key: str) -> _Read | None:
        """What was found when it was read in an earlier build."""
        try:
            width, height, kept = json.loads(self.world.cached(f"figures/{key}.read") or b"")
            read = _Read(float(width), float(height), at_place(kept, Span.NOWHERE))
        except (ValueError, TypeError, KeyError):  # somebody else's file, or none
            return None
        return read if self.album.find(key) is not None else None

    def _read(self, key: str, picture: PictureBox, data: bytes) -> _Read:
        # Imported here because most pictures are remembered.
        from deck.svg.words import Fonts, Typeface

        brand = self.brand
        fonts = Fonts(
            tuple(Typeface(face.family, face.bold, face.italic, face.path.absolute()) for face in brand.faces),
            brand.base,
            (*brand.fallbacks, *brand.scripts.values()),
        )
        try:
            work = "deck.resolve.read_picture:read_picture"
            read, found = READER.ask(work, picture.file, data, picture.box, fonts, picture.span, picture.crop)
        except Ended as problem:
            what = f"`{picture.file}` cannot be drawn: it {problem}"
            self.report.error("bad-picture", what, picture.span, "export it again, simpler or as PNG")
            return _Read(0, 0)
        if read is None:
            return _Read(0, 0, found)
        self.album.keep(key, read.image)
        kept = json.dumps([read.width, read.height, without_places(found)])
        self.world.put_in_cache(f"figures/{key}.read", kept.encode())
        return _Read(read.width, read.height, found)


def _cut(whole: Box, room: Box, focus: Sequence[float]) -> Cut:
    """What a picture that covers its room loses on each side, so that its focus stays as near the middle as can be."""
    over_x, over_y = 1 - room.width / whole.width, 1 - room.height / whole.height
    left = min(over_x, max(0.0, focus[0] - (1 - over_x) / 2))
    top = min(over_y, max(0.0, focus[1] - (1 - over_y) / 2))
    # Rounded to what a file can say, so that no side is cut by next to nothing.
    left, top, right, bottom = (round(side, 5) for side in (left, top, over_x - left, over_y - top))
    return left, top, right, bottom


def _moved(box: Box, picture: PictureBox, room: Box) -> Box:
    """The picture at the side of its place that the layout asks for."""
    align = picture.slot.align if picture.slot else ""
    return replace(box, x=room.right - box.width) if align == "end" else box


class _Read(Value, frozen=True):
    """The proportions of a picture, and what is wrong with it, wherever it is shown."""

    width: float
    height: float
    found: tuple[Diagnostic, ...] = ()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _letters(brand: Brand) -> str:
    """The fonts in which the words of a drawing are set."""
    faces = [(face.path.name, face.path.stat().st_size) for face in brand.faces]
    return repr((faces, brand.base, brand.fallbacks, brand.scripts))


def _look(brand: Brand) -> str:
    """What of the brand a figure shows."""
    colors = sorted((color.name, color.hex) for color in brand.colors.values())
    faces = [(face.path.name, face.path.stat().st_size) for face in brand.faces]
    return repr((colors, brand.roles, faces, brand.base, brand.headings, brand.fallbacks, brand.scripts))


@cache
def _matplotlib_version() -> str:
    """The version by the name of its installed files: to import it, or importlib.metadata, takes far longer."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        return ""
    return ", ".join(sorted(path.name for path in Path(found.origin).parents[1].glob("matplotlib-*.dist-info")))
