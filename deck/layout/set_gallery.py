"""Where do several pictures stand? In the rows in which most of them is seen, each with its caption under it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from deck.geometry import Box
from deck.layout.set_text import Setting, Sizes, TypeSetter
from deck.page import Frame, PictureBox, TextBox
from deck.scene import Gallery, Picture, Shown
from deck.value import Value, replace

_UNKNOWN = 4 / 3
"""Proportions of a picture that are not known, and of a figure, which is drawn in whatever place it gets."""
_NARROWEST, _WIDEST = 0.6, 2.0
"""Proportions of the place of a picture that is cut to fill it."""
_SMALLEST = 0.2
"""No picture gives more than that of its size to captions: these are too long then, which is reported."""
_OPTICAL_CENTRE = 0.4


def set_gallery(
    gallery: Gallery, prefix: str, setting: Setting, box: Box, setter: TypeSetter, sizes: Sizes
) -> list[PictureBox | TextBox]:
    """Pictures and captions in reading order; a caption that is too long has a box that is too low for it."""
    tries = [_Rows(gallery, count, setting, box, setter, sizes) for count in range(1, min(3, len(gallery.shown)) + 1)]
    return list(max(tries, key=_Rows.seen).placed(prefix))


class _Rows(Value, frozen=True):
    """The pictures in so many rows of one height."""

    gallery: Gallery
    count: int
    setting: Setting
    box: Box
    setter: TypeSetter
    sizes: Sizes

    @property
    def _gap(self) -> float:
        return self.setter.brand.gaps["normal"]

    @property
    def _above_caption(self) -> float:
        return self.setter.brand.gaps["tight"]

    def _rows(self) -> list[tuple[Shown, ...]]:
        shown = self.gallery.shown
        longest = math.ceil(len(shown) / self.count)
        return [shown[at : at + longest] for at in range(0, len(shown), longest)]

    def _ratio(self, picture: Picture) -> float:
        """Of the place that the picture gets."""
        if picture.crop == "fit":
            return picture.ratio or _UNKNOWN
        across = math.ceil(len(self.gallery.shown) / self.count)
        width = (self.box.width - self._gap * (across - 1)) / across
        height = (self.box.height - self._gap * (self.count - 1)) / self.count - self._caption_height(width)
        return min(_WIDEST, max(_NARROWEST, width / max(height, 1.0)))

    def _caption_height(self, width: float) -> float:
        return max((self._caption(one, width).height for one in self.gallery.shown), default=0.0)

    def _caption(self, shown: Shown, width: float) -> Frame:
        return self.setter.frame(shown.caption, self.setting, Box(0, 0, width, 0), self.sizes)

    def _heights(self) -> tuple[float, list[float]]:
        """How high each row's pictures are, and how high its captions."""
        rows = self._rows()
        room = self.box.height - self._gap * (len(rows) - 1)
        widest = min(
            (self.box.width - self._gap * (len(row) - 1)) / sum(self._ratio(one.picture) for one in row) for row in rows
        )
        height = min(widest, room / len(rows))
        captions: list[float] = []
        # Lower pictures are narrower, and captions under them higher: a few steps settle it.
        for _ in range(8):
            captions = [self._captions_of(row, height) for row in rows]
            fitting = max((room - sum(captions)) / len(rows), _SMALLEST * room / len(rows))
            if height <= fitting + 0.01:
                break
            height = fitting
        return height, captions

    def _captions_of(self, row: Sequence[Shown], height: float) -> float:
        needed = max(self._caption(one, self._ratio(one.picture) * height).height for one in row)
        return needed + self._above_caption if needed else 0.0

    def seen(self) -> float:
        """How much of a picture's area is seen: what is cut off is not."""
        height, _ = self._heights()
        return sum(height * height * self._ratio(one.picture) * self._share(one.picture) for one in self.gallery.shown)

    def _share(self, picture: Picture) -> float:
        kept = self._ratio(picture) / (picture.ratio or _UNKNOWN) if picture.crop == "fill" else 1.0
        return min(kept, 1 / kept)

    def placed(self, prefix: str) -> Iterator[PictureBox | TextBox]:
        height, captions = self._heights()
        rows = self._rows()
        used = height * len(rows) + sum(captions) + self._gap * (len(rows) - 1)
        y = self.box.y + max(0.0, self.box.height - used) * _OPTICAL_CENTRE
        number = 1
        for row, below in zip(rows, captions, strict=True):
            widths = [self._ratio(one.picture) * height for one in row]
            x = self.box.x + (self.box.width - sum(widths) - self._gap * (len(row) - 1)) / 2
            for one, width in zip(row, widths, strict=True):
                place = self._mirrored(Box(x, y, width, height))
                yield picture_box(one.picture, f"{prefix}.picture-{number}", place)
                if one.caption.paragraphs:
                    under = replace(
                        place, y=y + height + self._above_caption, height=max(0, below - self._above_caption)
                    )
                    under = self._kept_inside(under)
                    frame = self.setter.frame(one.caption, self.setting, under, self.sizes)
                    yield TextBox(f"{prefix}.caption-{number}", under, frame)
                x += width + self._gap
                number += 1
            y += height + below + self._gap

    def _kept_inside(self, box: Box) -> Box:
        return replace(box, height=min(box.height, max(0.0, self.box.bottom - box.y)))

    def _mirrored(self, box: Box) -> Box:
        if not self.setter.brand.right_to_left:
            return box
        return replace(box, x=self.box.x + self.box.right - box.right)


def picture_box(picture: Picture, name: str, box: Box) -> PictureBox:
    return PictureBox(
        name,
        box,
        picture.alt,
        picture.figure,
        picture.file,
        span=picture.span,
        crop=picture.crop,
        focus=picture.focus,
        leads_to=picture.leads_to,
        media=picture.media,
    )
