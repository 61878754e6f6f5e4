"""Fill every picture box: draw figures at the size they got, read picture files, keep both by content."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from deck.brand.model import Brand
from deck.diagnostics import Report, close_matches
from deck.geometry import contain
from deck.page import Image, Page, PictureBox
from deck.workspace import Workspace


def draw_figures(pages: Sequence[Page], brand: Brand, world: Workspace, report: Report) -> tuple[Page, ...]:
    """The pages with an image in every picture box."""
    artist = _Artist(brand, world, report)
    return tuple(page.with_pictures(artist.drawn) for page in pages)


@dataclass(frozen=True, slots=True)
class _Artist:
    brand: Brand
    world: Workspace
    report: Report

    def drawn(self, picture: PictureBox) -> PictureBox:
        return self._file(picture) if picture.file else self._figure(picture)

    def _figure(self, picture: PictureBox) -> PictureBox:
        if not re.fullmatch(r"[A-Za-z0-9_]+", picture.figure):
            self.report.error(
                "unknown-figure",
                f"`{picture.figure}` is not the name of a figure",
                picture.span,
                "letters, digits and _",
            )
            return picture
        script = self.world.figures_folder / f"{picture.figure}.py"
        code = script.read_bytes() if script.exists() else b""
        if not code:
            self._note_missing(picture)
        key = _key(code, picture, self.brand)
        image = self._remembered(key)
        if image is None:
            image = self._new(picture, script if code else None)
            if image is not None:
                self._remember(key, image)
        return replace(picture, image=image)

    def _new(self, picture: PictureBox, script: Path | None) -> Image | None:
        from deck.figure import Canvas, draw_placeholder

        canvas = Canvas.of_size(picture.figure, picture.box, self.brand)
        if script is None:
            draw_placeholder(canvas)
        else:
            import runpy

            try:
                runpy.run_path(str(script))["draw"](canvas)
            except Exception as problem:  # a script of the project may fail in any way
                self.report.error(
                    "figure-failed",
                    f"figure `{picture.figure}` failed: {type(problem).__name__}: {problem}",
                    picture.span,
                )
                return None
        svg, png = canvas.drawn()
        return Image(png, svg)

    def _note_missing(self, picture: PictureBox) -> None:
        """A name close to a script's is a slip of the pen; any other is a figure that is still to be drawn."""
        scripts = [path.stem for path in self.world.figures_folder.glob("*.py")]
        help = close_matches(picture.figure, scripts)
        if help:
            self.report.warning("unknown-figure", f"there is no figures/{picture.figure}.py", picture.span, help)

    def _file(self, picture: PictureBox) -> PictureBox:
        data = self.world.read_bytes(picture.file, picture.span, self.report)
        if data is None:
            return picture
        if picture.file.endswith(".svg"):
            return self._svg(picture, data)
        return self._raster(picture, data)

    def _svg(self, picture: PictureBox, svg: bytes) -> PictureBox:
        size = re.search(rb'viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)', svg)
        if size is None:
            self.report.error("bad-picture", f"`{picture.file}` has no viewBox", picture.span, "export it again as SVG")
            return picture
        box = contain(float(size[1]), float(size[2]), picture.box)
        key = hashlib.sha256(svg + repr((box.width, box.height)).encode()).hexdigest()
        image = self._remembered(key)
        if image is None:
            from deck.write.drawing import raster

            image = Image(raster(svg, min(2400, round(box.width / 72 * 200))), svg)
            self._remember(key, image)
        return replace(picture, image=image, box=box)

    def _raster(self, picture: PictureBox, data: bytes) -> PictureBox:
        import io

        from PIL import Image as Pillow
        from PIL import UnidentifiedImageError

        try:
            with Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                size = opened.size
                buffer = io.BytesIO()
                opened.save(buffer, format="PNG")
        except (UnidentifiedImageError, OSError, ValueError) as problem:
            self.report.error("bad-picture", f"`{picture.file}` is not a PNG or JPEG picture ({problem})", picture.span)
            return picture
        return replace(picture, image=Image(buffer.getvalue()), box=contain(*size, picture.box))

    def _remembered(self, key: str) -> Image | None:
        stem = self.world.cache_folder / "figures" / key
        try:
            return Image(stem.with_suffix(".png").read_bytes(), stem.with_suffix(".svg").read_bytes())
        except OSError:
            return None

    def _remember(self, key: str, image: Image) -> None:
        folder = self.world.cache_folder / "figures"
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in ((".svg", image.svg), (".png", image.png)):
            aside = folder / f"{key}{suffix}.{os.getpid()}"
            aside.write_bytes(data)
            aside.replace(folder / f"{key}{suffix}")


def _key(code: bytes, picture: PictureBox, brand: Brand) -> str:
    look = (sorted((c.name, c.hex) for c in brand.colors.values()), brand.roles, [f.path.name for f in brand.faces])
    parts = (
        code,
        picture.figure,
        round(picture.box.width, 3),
        round(picture.box.height, 3),
        look,
        version("matplotlib"),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
