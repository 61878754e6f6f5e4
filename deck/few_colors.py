"""Which 256 colours show a flat drawing as it is, in a third of the bytes?

A drawing has few colours, and thousands of shades between them along its edges. Its colours stay what they are; of the
shades those are kept that are farthest from all others, so that no pixel is more than a shade off. A picture that would
be, such as a photograph, keeps all of them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_COLORS, _AS_THEY_ARE = 256, 128
_OFF = 16.0
"""How far a shade may be from the one that stands for it, of 255, on white; few people see twice that at an edge."""


def with_few_colors(png: bytes) -> bytes:
    """The PNG anew, with a palette where that shows the same. The same picture gives the same bytes."""
    import numpy as np
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(png)) as picture:
        pixels = np.ascontiguousarray(picture.convert("RGBA"))
    # Stretches of one colour: a drawing has far fewer of them than pixels.
    row = pixels.view("<u4").ravel()
    begins = np.concatenate([[0], np.flatnonzero(row[1:] != row[:-1]) + 1])
    lengths = np.diff(begins, append=len(row))
    colors, places = np.unique(row[begins], return_inverse=True)
    shades = colors.view(np.uint8).reshape(-1, 4)
    # The most frequent first; of two as frequent, always the same one.
    order = np.argsort(-np.bincount(places, weights=lengths), kind="stable")
    kept = _kept(_seen(shades), order)
    if kept is None:
        return _written(Pillow.fromarray(pixels, "RGBA"))
    chosen, nearest = kept
    small = Pillow.fromarray(np.repeat(nearest.astype(np.uint8)[places], lengths).reshape(pixels.shape[:2]), "P")
    small.putpalette(shades[chosen].tobytes(), "RGBA")
    return _written(small)


def _written(picture: Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _seen(shades: NDArray[Any]) -> NDArray[Any]:
    """Colours as they are seen on white and on black: how far apart these are is how far apart people see them."""
    import numpy as np

    alpha = shades[:, 3:].astype(np.float32) / 255
    on_black = shades[:, :3] * alpha
    return np.concatenate([on_black, on_black + 255 * (1 - alpha)], axis=1)


def _kept(seen: NDArray[Any], order: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]] | None:
    """Which colours are kept, and for each colour the place among these of the nearest; None where one is too far."""
    import numpy as np

    chosen: list[int] = []
    apart = np.full(len(seen), np.inf, np.float32)
    nearest = np.zeros(len(seen), np.int64)
    while len(chosen) < min(_COLORS, len(seen)):
        one = int(order[len(chosen)]) if len(chosen) < _AS_THEY_ARE else int(np.argmax(apart))
        further = np.abs(seen - seen[one]).max(axis=1)
        closer = further < apart
        apart[closer], nearest[closer] = further[closer], len(chosen)
        chosen.append(one)
    return (np.array(chosen), nearest) if apart.max() <= _OFF else None
