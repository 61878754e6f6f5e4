"""People, standing or in a wheelchair, with faces of their own; each filled, or the outline of one.

All stand on sheets of one size, so that in a row nobody is larger than the next.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Final

from deck.kit.drawn import Drawing, Part, part
from deck.kit.outlines import (
    Path,
    Spot,
    arc,
    around,
    bar,
    blob,
    box,
    circle,
    crescent,
    pill,
    ribbon,
    rounded,
    taper,
)
from deck.value import Value

_RIM: Final = 4.2
"""How thick the outline of a hollow one is."""
_FRINGE: Final = blob(((28, 36), (32, 20), (50, 13), (68, 20), (72, 36), (62, 28), (48, 24), (38, 29)))

_BEARD: Final = blob(
    (
        (29.5, 37),
        (34, 46),
        (43, 47),
        (50, 46),
        (57, 47),
        (66, 46),
        (70.5, 37),
        (69, 50),
        (61, 59),
        (50, 62),
        (39, 59),
        (31, 50),
    )
)


class _Look(Value, frozen=True):
    """What is somebody's own. What takes a rim is drawn so much smaller inside of its outline."""

    hair: Callable[[float], tuple[Path, ...]]
    body: Callable[[float], tuple[Path, ...]]
    fringe: tuple[Path, ...] = (_FRINGE,)
    on_face: tuple[Part, ...] = ()
    on_body: tuple[Part, ...] = ()
    veiled: bool = False
    """The hair, or what covers it, lies over the shoulders."""
    hairline: tuple[Spot, ...] = ((27, 36), (38, 27), (50, 24), (62, 27), (73, 36))
    """The fringe of one that is hollow."""


def _trunk(rim: float) -> tuple[Path, ...]:
    trunk = rounded(((29 + rim, 66 + rim), (71 - rim, 66 + rim), (75 - rim, 138), (25 + rim, 138)), 16 - rim)
    return trunk, *_arms(rim)


def _arms(rim: float) -> tuple[Path, ...]:
    wide, thin = 17 - 2 * rim, 15 - 2 * rim
    return taper((27, 79), (17, 124), wide, thin), taper((73, 79), (83, 124), wide, thin)


def _dress(hem: float, wide: float) -> Callable[[float], tuple[Path, ...]]:
    """A dress or a coat, down to its hem."""

    def body(rim: float) -> tuple[Path, ...]:
        left, right, low = 50 - wide + rim, 50 + wide - rim, hem - rim
        waist = (
            (29 + rim, 66 + rim),
            (71 - rim, 66 + rim),
            (70 - rim, 112),
            (right, low),
            (left, low),
            (30 + rim, 112),
        )
        return rounded(waist, 15 - rim), *_arms(rim)

    return body


def _legs(rim: float) -> tuple[Path, ...]:
    return (
        rounded(((27 + rim, 130), (50 - rim / 2, 130), (47 - rim, 206 - rim), (29 + rim, 206 - rim)), 7 - rim / 2),
        rounded(((50 + rim / 2, 130), (73 - rim, 130), (71 - rim, 206 - rim), (53 + rim, 206 - rim)), 7 - rim / 2),
    )


def _cap(rim: float) -> tuple[Path, ...]:
    return (circle((50, 33), 26 - rim),)


def _long(rim: float) -> tuple[Path, ...]:
    return (*_cap(rim), box(24 + rim, 32, 52 - 2 * rim, 44 - rim, 14 - rim))


def _curls(rim: float) -> tuple[Path, ...]:
    return (
        circle((50, 34), 25 - rim),
        *(circle(around((50, 36), 23.5, angle), 11 - rim) for angle in range(148, 393, 27)),
    )


def _bun(rim: float) -> tuple[Path, ...]:
    return *_cap(rim), circle((50, 10.6), 10.5 - rim)


def _scarf(rim: float) -> tuple[Path, ...]:
    """What is worn over hair and shoulders; pulled towards its middle by the rim."""
    edge = (
        (50, 6),
        (70, 13),
        (78, 34),
        (76, 54),
        (83, 74),
        (70, 88),
        (50, 93),
        (30, 88),
        (17, 74),
        (24, 54),
        (22, 34),
        (30, 13),
    )
    middle, reach = (50.0, 48.0), (44 - rim) / 44
    return (blob([(middle[0] + (x - middle[0]) * reach, middle[1] + (y - middle[1]) * reach) for x, y in edge], 0.9),)


_LOOKS: Final = {
    "patient": _Look(_cap, _trunk, on_body=(part("mid", pill(28, 122, 44, 5)),)),
    "patient-long": _Look(_long, _dress(158, 29), on_body=(part("mid", pill(32, 108, 36, 5)),)),
    "patient-curly": _Look(
        _curls,
        _trunk,
        (circle((34, 24), 9), circle((44, 19), 9), circle((56, 19), 9), circle((66, 24), 9)),
        on_body=(part("mid", *(pill(31 - at, 84 + 14 * at, 38 + 2 * at, 5.5) for at in range(4))),),
        hairline=((28, 33), (36, 27), (43, 29), (50, 25), (57, 29), (64, 27), (72, 33)),
    ),
    "patient-bun": _Look(
        _bun,
        _trunk,
        (blob(((28, 36), (32, 19), (50, 12), (68, 19), (72, 37), (66, 30), (56, 26), (40, 24), (34, 27))),),
        on_face=(
            part("deep", *(arc(eye, 6.6, 0, 359, 1.7) for eye in ((42.4, 40), (57.6, 40)))),
            part("deep", bar((48.6, 39), (51.4, 39), 1.7)),
        ),
        on_body=(
            part("mid", rounded(((43, 70), (57, 70), (60, 138), (40, 138)), 3)),
            part("deep", *(circle((50, high), 1.8) for high in (90, 106, 122))),
        ),
    ),
    "patient-scarf": _Look(
        _scarf,
        _dress(182, 31),
        (),
        on_face=(part("mid", arc((50, 38), 18.4, 207, 333, 4.2)),),
        on_body=(part("mid", bar((50, 104), (50, 172), 3)),),
        veiled=True,
        hairline=((31, 31), (40, 23), (50, 21), (60, 23), (69, 31)),
    ),
    "patient-beard": _Look(
        _cap,
        _trunk,
        (blob(((28, 36), (32, 20), (50, 14), (68, 20), (72, 36), (66, 26), (50, 22), (34, 26))),),
        on_face=(
            part("deep", _BEARD),
            part("soft", arc((50, 41), 9.5, 66, 114, 2.6)),
        ),
        on_body=(
            part("soft", rounded(((41, 66), (59, 66), (50, 86)), 3)),
            part("mid", bar((50, 86), (50, 134), 3)),
        ),
    ),
}  # fmt: skip
_HOLLOW: Final = "-hollow"
"""Ends the name of an outline."""
_IN_A_ROW: Final = tuple(_LOOKS)


def person(number: int, *, filled: bool = True) -> str:
    """The name of who stands at that place of a row, counted from 0: neighbours are not one person many times."""
    return _IN_A_ROW[number % len(_IN_A_ROW)] + ("" if filled else _HOLLOW)


def drawings() -> dict[str, Callable[[], Drawing]]:
    """Everybody by name."""
    filled = ((name, lambda look=look: _filled(look)) for name, look in _LOOKS.items())
    hollow = ((name + _HOLLOW, lambda look=look: _hollow(look)) for name, look in _LOOKS.items())
    return dict(chain(filled, hollow)) | {"patient-wheelchair": _in_wheelchair}


_HANDS: Final = (circle((16, 129), 7.5), circle((84, 129), 7.5))
_EYES: Final = (circle((43, 40), 3), circle((57, 40), 3))
# A calm one, no smile: the same people are well on one slide and have side effects on another.
_MOUTH: Final = arc((50, 41), 9.5, 62, 118, 2.8)
_CHEEKS: Final = (circle((38, 46), 3.6), circle((62, 46), 3.6))


def _filled(look: _Look) -> Drawing:
    return Drawing(100, 216, (*_behind(look), part("soft", *_HANDS), part("deep", *_legs(0)), *_before(look)))


def _behind(look: _Look) -> tuple[Part, ...]:
    hair = () if look.veiled else (part("deep", *look.hair(0)),)
    return *hair, part("soft", bar((50, 52), (50, 68), 15))


def _before(look: _Look) -> tuple[Part, ...]:
    """Clothes and face, over legs."""
    over = (part("deep", *look.hair(0)),) if look.veiled else (part("soft", crescent((50, 63), 11, 90, 9, 10, 170)),)
    face = circle((50, 38), 19 if look.veiled else 20.5)
    return (
        part("full", *look.body(0)),
        *look.on_body,
        *over,
        part("soft", face),
        part("mid", *_CHEEKS),
        part("deep", *look.fringe, *_EYES, _MOUTH),
        *look.on_face,
    )


def _hollow(look: _Look) -> Drawing:
    """What covers the shoulders lies over the body's outline, hair behind it."""
    under, over = ((), look.hair) if look.veiled else (look.hair(0), None)
    ground = () if look.veiled else look.hair(_RIM)
    hands = (circle(middle, 3.6) for middle in ((16, 129), (84, 129)))
    veil = (part("full", *over(0)), part("paper", *over(_RIM))) if over else ()
    return Drawing(
        100,
        216,
        (
            part("full", *under, *look.body(0), *_legs(0), *_HANDS),
            part("paper", *ground, *_legs(_RIM), *hands),
            part("paper", circle((50, 38), 19), *look.body(_RIM)),
            *veil,
            part("full", ribbon(look.hairline, 4), arc((50, 38), 21, 12, 168, 4), *_EYES, _MOUTH),
        ),
    )


def _in_wheelchair() -> Drawing:
    """From the front, hands on the rims."""
    low = 42.0
    seated = _LOOKS["patient-long"]

    def lower(each: Part) -> Part:
        return Part(
            tuple(tuple((do, tuple((x, y + low) for x, y in spots)) for do, spots in ring) for ring in each.rings),
            each.shade,
        )

    upper = _Look(seated.hair, _trunk, seated.fringe, on_body=(part("mid", pill(28, 116, 44, 5)),))
    wheels = (pill(2, 124, 12, 88), pill(86, 124, 12, 88))
    knees = (box(27, 166, 21, 22, 9), box(52, 166, 21, 22, 9))
    shins = (box(29, 176, 16, 32, 6), box(55, 176, 16, 32, 6))
    parts = (
        part("deep", *wheels, box(18, 106, 64, 70, 10)),
        *map(lower, _behind(upper)),
        *map(lower, _before(upper)),
        part("deep", *shins, bar((26, 210), (74, 210), 6)),
        part("full", *knees),
        part("mid", *(box(x, 130, 3, 76, 1.5) for x in (6.5, 90.5))),
        part("soft", circle((14, 166), 7.5), circle((86, 166), 7.5)),
    )
    return Drawing(100, 216, parts)


def _lower(ring: Path, by: float) -> Path:
    return tuple((do, tuple((x, y + by) for x, y in spots)) for do, spots in ring)
