"""Fill every picture box: draw figures at the size they got, read picture files, keep both by content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from deck.brand.model import Brand
from deck.diagnostics import Report, close_matches
from deck.geometry import contain
from deck.page import Image, Page, PictureBox
from deck.resolve.figure_inputs import inputs
from deck.resolve.run_script import ScriptFailed, run_script
from deck.value import Value, field, replace
from deck.workspace import Workspace

PICTURE_RULES = 2
"""Goes up when pictures are read in another way, so that the cache forgets the old ones."""


def draw_figures(pages: Sequence[Page], brand: Brand, world: Workspace, report: Report) -> tuple[Page, ...]:
    """The pages with an image in every picture box."""
    artist = _Artist(brand, world, report, _look(brand))
    return tuple(page.with_pictures(artist.drawn) for page in pages)


class _Artist(Value, frozen=True):
    brand: Brand
    world: Workspace
    report: Report
    look: str
    seen: dict[str, Image] = field(default_factory=dict)

    def drawn(self, picture: PictureBox) -> PictureBox:
        return self._file(picture) if picture.file else self._figure(picture)

    def _figure(self, picture: PictureBox) -> PictureBox:
        if not re.fullmatch(r"[A-Za-z0-9_]+", picture.figure):
            self.report.error(
                "unknown-figure",
                f"`{picture.figure}` is not the name of a figure",
                picture.span,
                "write the name of its script alone, without folder and .py: letters, digits and _",
            )
            return picture
        script = self.world.figures_folder / f"{picture.figure}.py"
        sources = inputs(script, self.world.data_folder)
        if not sources:
            self._note_missing(picture)
        key = _key(sources, picture, self.look)
        image = self._remembered(key)
        if image is None:
            image = self._new(picture, script if sources else None)
            if image is not None:
                self._remember(key, image)
        return replace(picture, image=image)

    def _new(self, picture: PictureBox, script: Path | None) -> Image | None:
        from deck.figure import Canvas, draw_placeholder

        canvas = Canvas.of_size(picture.figure, picture.box, self.brand, self.world.data_folder)
        if script is None:
            draw_placeholder(canvas)
        else:
            try:
                run_script(script, "draw", canvas)
            except ScriptFailed as problem:
                message = f"figure `{picture.figure}` failed: {problem}"
                help = f"look at line {problem.line} of {self.world.relative(script)}"
                self.report.error("figure-failed", message, picture.span, help)
                return None
        svg, png = canvas.drawn()
        return Image(png, svg)

    def _note_missing(self, picture: PictureBox) -> None:
        """A name close to a script's is a slip of the pen; any other is a figure that is still to be drawn."""
        scripts = [path.stem for path in self.world.figures_folder.glob("*.py")]
        help = close_matches(picture.figure, scripts)
        if help:
            self.report.warning("unknown-figure", f"there is no figure `{picture.figure}`", picture.span, help)

    def _file(self, picture: PictureBox) -> PictureBox:
        data = self.world.read_bytes(picture.file, picture.span, self.report)
        if data is None:
            return picture
        room = picture.box
        key = hashlib.sha256(repr((PICTURE_RULES, room.width, room.height)).encode() + data).hexdigest()
        image, size = self._remembered(key), self._size(key)
        if image is None or size is None:
            # Imported here because it loads lxml, and most pictures are remembered.
            from deck.resolve.read_picture import read_picture

            found = Report()
            read = read_picture(picture.file, data, room, self.brand, picture.span, found)
            self.report.add(*found)
            if read is None:
                return picture
            image, size = read.image, (read.width, read.height)
            # What has a warning is read again each time, for the warning's sake.
            if not len(found):
                self._remember(key, image)
                self.world.keep(f"figures/{key}.size", f"{size[0]!r} {size[1]!r}".encode())
        return replace(picture, image=image, box=contain(*size, room))

    def _size(self, key: str) -> tuple[float, float] | None:
        try:
            width, height = (self.world.kept(f"figures/{key}.size") or b"").split()
            return float(width), float(height)
        except ValueError:
            return None

    def _remembered(self, key: str) -> Image | None:
        if key not in self.seen:
            png, svg = self.world.kept(f"figures/{key}.png"), self.world.kept(f"figures/{key}.svg")
            if png is None or svg is None:
                return None
            # One image for all its places: a logo on each of a thousand slides is held in memory once.
            self.seen[key] = Image(png, svg)
        return self.seen[key]

    def _remember(self, key: str, image: Image) -> None:
        self.world.keep(f"figures/{key}.svg", image.svg)
        self.world.keep(f"figures/{key}.png", image.png)


def _key(sources: Sequence[Path], picture: PictureBox, look: str) -> str:
    size = (round(picture.box.width, 3), round(picture.box.height, 3))
    drawn_from = [(path.name, path.read_bytes() if path.is_file() else None) for path in sources]
    return hashlib.sha256(repr((drawn_from, picture.figure, size, look, _matplotlib_version())).encode()).hexdigest()


def _look(brand: Brand) -> str:
    """What of the brand a figure shows."""
    colors = sorted((color.name, color.hex) for color in brand.colors.values())
    return repr((colors, brand.roles, [face.path.name for face in brand.faces]))


@cache
def _matplotlib_version() -> str:
    """The version by the name of its installed files: to import it, or importlib.metadata, takes far longer."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        return ""
    return ", ".join(sorted(path.name for path in Path(found.origin).parents[1].glob("matplotlib-*.dist-info")))
