"""Lines of text at the baselines that layout chose, each by itself, so that no browser breaks them anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deck.brand.model import Color
from deck.equation.tree import Formula
from deck.geometry import Box
from deck.layout.set_text import mark_name
from deck.page import Frame, LaidParagraph, Line, Piece
from deck.write.drawing.paint_text import LOWER, RAISE, RIGHT_TO_LEFT, UNSEEN, Ground, next_line, seam
from deck.write.screen.svg_marks import escaped, number, tag


def lines(frame: Frame, box: Box, ground: Ground) -> Iterator[str]:
    """Every line of a frame as a `text` element, with the mark of a point before its first."""
    area = box.without(*frame.inset)
    top = area.y + frame.top
    for laid in frame.paragraphs:
        if laid.mark is not None and laid.lines:
            color = ground.brand.marks[mark_name(laid.paragraph)].color
            yield _line(Line((laid.mark,), laid.lines[0].baseline, laid.mark.width), laid, area.x, top, ground, color)
        for line, (begin, end) in zip(laid.lines, _seams(laid, ground), strict=True):
            if line.pieces:
                yield _line(line, laid, area.x, top, ground, None, begin, end)


def _line(
    line: Line,
    laid: LaidParagraph,
    left: float,
    top: float,
    ground: Ground,
    color: Color | None = None,
    begin: str = "",
    end: str = "",
) -> str:
    """`color` where it is not the paragraph's; `begin` and `end` are unseen signs that settle the direction of what
    stands beside them."""
    right_to_left = ground.brand.right_to_left and not laid.role.monospace
    mixed = right_to_left or bool(RIGHT_TO_LEFT.search(line.text))
    x = left + min(piece.x for piece in line.pieces)
    head: dict[str, object] = {"y": number(top + line.baseline), "xml:space": "preserve"}
    if mixed:
        # The browser sees the line whole, and finds the order of its letters by itself.
        head |= {"x": number(x + line.width if right_to_left else x), "direction": "rtl" if right_to_left else ""}
    parts, drawn, risen = [begin], list[str](), 0.0
    for piece in line.pieces:
        look = _look(piece, laid, ground, color)
        rise = (piece.run.sup * RAISE - piece.run.sub * LOWER) * laid.size_pt
        if rise != risen:
            look["dy"] = number(risen - rise)
            risen = rise
        if not mixed:
            look["x"] = _places(piece, left)
        if piece.run.formula:
            drawn.append(_formula(piece, piece.run.formula, left, top + line.baseline, str(look["fill"])))
            continue
        parts.append(tag("tspan", look, escaped(UNSEEN.sub("", piece.text))))
    return tag("text", head, "".join((*parts, end))) + "".join(drawn)


def _formula(piece: Piece, formula: Formula, left: float, baseline: float, color: str) -> str:
    """A formula at its place on the line: the drawing that layout has measured, in the colour of its words."""
    place = {"x": left + piece.x, "y": baseline - formula.ascent * piece.size_pt, "width": piece.width}
    place["height"] = (formula.ascent + formula.descent) * piece.size_pt
    at = " ".join(f'{name}="{number(length)}"' for name, length in place.items())
    drawing = formula.drawing.decode()
    # The drawing says its own size, which here it gets from outside.
    inside = drawing[drawing.index("viewBox=") :].replace("#000000", color).replace("#000", color)
    return f'<svg {at} role="img" aria-label="{escaped(formula.said or formula.tex)}" {inside}'


def _places(piece: Piece, left: float) -> str:
    """Where its first letter stands, or each where layout has placed each."""
    places, at = [], left + piece.x
    for advance in piece.advances or (0.0,):
        places.append(number(at))
        at += advance
    return " ".join(places)


def _look(piece: Piece, laid: LaidParagraph, ground: Ground, color: Color | None) -> dict[str, object]:
    run, brand = piece.run, ground.brand
    # The colour of links is chosen for light grounds; the underline is enough on a dark one.
    own = brand.colors[run.color] if run.color else None
    shown = color or own or (brand.colors["link"] if run.link and not ground.dark else laid.color)
    lines = ("underline" if run.link else "", "line-through" if run.strike else "")
    look: Mapping[str, object] = {
        "font-family": _family(piece.family),
        "font-size": number(piece.size_pt),
        "font-weight": "bold" if run.bold or laid.role.bold else "",
        "font-style": "italic" if run.italic else "",
        "fill": f"#{shown.hex}",
        "text-decoration": " ".join(filter(None, lines)),
        "lang": run.lang,
    }
    return dict(look)


def _family(name: str) -> str:
    return "'{}'".format(name.replace("\\", "\\\\").replace("'", "\\'"))


def _seams(laid: LaidParagraph, ground: Ground) -> Iterator[tuple[str, str]]:
    """For each line the unseen signs at its beginning and its end: a browser resolves each line by itself."""
    whole, start, before = "".join(stretch.text for stretch in laid.stretches), 0, ""
    for at, line in enumerate(laid.lines, 1):
        end = start + len(line.text)
        if at == len(laid.lines):
            yield before, ""
            return
        after, next_ = seam(whole, start, end, ground.brand.right_to_left)
        yield before, after
        start, before = next_line(whole, end), next_
