"""Draw one figure, or say why it could not be drawn."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from deck.brand.model import Brand
from deck.data_file import BadData
from deck.figure import Canvas, Declared, Refused, draw_placeholder, draw_problem
from deck.figure_words import Slip, Words
from deck.geometry import Box
from deck.own.run_script import ScriptFailed, run_script, said_by, trail_of
from deck.svg.bad import BadSvg
from deck.value import Value, field


class Place(Value, frozen=True):
    """A line of a file of the project; 0 for the whole file."""

    file: Path
    line: int


class Job(Value, frozen=True):
    """One figure at one size. Without a script it is a frame for a figure to come, or for the `problem` with one."""

    figure: str
    box: Box
    script: Path | None = None
    problem: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    declared: Declared | None = None
    kinds: tuple[str, ...] = ("svg", "png")
    """What it is wanted as: svg, png, pdf."""
    spares_pixels: bool = False
    """Whether beside paths no pixels are wanted: a browser draws paths. Where those are too heavy it gets pixels."""
    limit: float = 60.0
    """Seconds after which its process is ended."""


class Order(Value, frozen=True):
    """What all the jobs of a build have in common."""

    brand: Brand
    data_folder: Path
    language: str


class Drawn(Value, frozen=True):
    files: tuple[bytes, ...]
    """By the kinds that the job asks for."""
    missing: str = ""
    """The characters that no font of the brand has a glyph for."""
    slips: tuple[Slip, ...] = ()
    """What is wrong with its words."""


class Failed(Value, frozen=True):
    why: str
    trail: tuple[Place, ...] = ()
    """The lines of the project's scripts that it happened in, the innermost last; none where nobody knows."""
    data: Place | None = None
    """The line of a data file that is to blame."""
    help: str = ""


ENDED = Failed("the process that draws figures was ended from outside (is there enough memory?)")
"""Of jobs that nobody answers any more: no fault of theirs."""


def is_ended(result: Drawn | Failed) -> bool:
    """Whether it says nothing of the figure: the next time may be better."""
    return result == ENDED


def draw_one(job: Job, order: Order) -> Drawn | Failed:
    """The figure, drawn within the brand's style; whatever its script does wrong is an answer and no exception."""
    canvas = Canvas.of_size(
        job.figure, job.box, order.brand, order.data_folder, order.language, job.words, job.declared
    )
    words = Words(canvas, job.script)
    with canvas.styled(), warnings.catch_warnings(record=True) as warned, words.recorded():
        warnings.simplefilter("default")
        try:
            _draw(job, canvas)
            if canvas.is_empty:
                return Failed("it draws nothing")
            words.settle()
            slips = words.slips() if job.script else ()
            files = tuple(_files(job, canvas))
        except BadSvg as problem:
            return Failed(f"as a vector picture, {problem}", help=_AS_PIXELS)
        except ScriptFailed as problem:
            return _failed(problem)
        except BaseException as problem:  # matplotlib meets some of a script's mistakes, exits too, only when it saves
            return Failed(said_by(problem), _trail(problem, job.script, words.line_of_failure(problem)))
    missing = _missing([str(warning.message) for warning in warned])
    return Drawn(files, missing + "".join(char for char in words.missing if char not in missing), slips)


def _files(job: Job, canvas: Canvas) -> Iterator[bytes]:
    flat = b""
    for kind in job.kinds:
        if kind == "svg":
            flat = _flat(canvas, len(job.kinds) > 1)
            yield flat
        else:
            yield b"" if flat and job.spares_pixels else canvas.saved(kind)


def _trail(problem: BaseException, script: Path | None, line: int) -> tuple[Place, ...]:
    """Where it happened; of a text that cannot be drawn, where it was written."""
    if script is None:
        return ()
    trail = tuple(Place(*place) for place in trail_of(problem, script))
    return trail or ((Place(script, line),) if line else ())


_HEAVY = 2_000_000
"""Bytes: with more, programs take seconds to show a slide."""
_AS_PIXELS = "say `rasterized=True` of what it has thousands of"


def _flat(canvas: Canvas, has_pixels: bool) -> bytes:
    """In paths alone: other programs pile up matplotlib's copies of letters, and paint its hatches in one colour.

    Empty for what is too much for them, such as a cloud of a hundred thousand points, if there are pixels to show.
    """
    from deck.svg.parse import read_svg

    try:
        flat = read_svg(canvas.saved("svg"), lambda picture: picture).data
        return b"" if has_pixels and len(flat) > _HEAVY else flat
    except BadSvg:
        if has_pixels:
            return b""
        raise


def _draw(job: Job, canvas: Canvas) -> None:
    # Imported here because most builds draw nothing.
    import random

    # A figure that scatters its marks by chance scatters them in the same way every time.
    random.seed(job.figure)
    if job.script is not None:
        run_script(job.script, "draw", canvas)
    elif job.problem:
        draw_problem(canvas, job.problem)
    else:
        draw_placeholder(canvas)


def _failed(problem: ScriptFailed) -> Failed:
    trail = tuple(Place(*place) for place in problem.trail)
    match problem.raised:
        case BadData() as bad:
            return Failed(str(bad), trail, Place(bad.path, bad.line), bad.help)
        case Refused() as refused:
            return Failed(str(refused), trail, help=refused.help)
        case _:
            return Failed(str(problem), trail)


def _missing(warned: list[str]) -> str:
    """matplotlib draws a box for a character without a glyph, and warns of its number."""
    numbers = (re.match(r"Glyph (\d+) .* missing from ", words) for words in warned)
    return "".join(dict.fromkeys(chr(int(found[1])) for found in numbers if found))
