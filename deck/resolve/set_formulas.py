"""How large is each formula of the talk, and how is it said? Layout sets it as one letter of that size."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from deck.as_before import AsBefore
from deck.brand.model import Brand
from deck.diagnostics import Diagnostic, Found, Report, Severity
from deck.equation.tree import Formula
from deck.markup import Run, Text
from deck.resolve.cite import mapped
from deck.scene import Scene
from deck.texts import texts
from deck.value import replace
from deck.workspace import Workspace

Code = tuple[str, bool]
"""What typst reads, and whether it stands by itself."""
_RULES = 1
"""Goes up when formulas are set in another way, so that what was measured before is measured again."""


def set_formulas(
    scenes: Sequence[Scene], brand: Brand, language: str, world: Workspace, before: AsBefore | None = None
) -> tuple[tuple[Scene, ...], Found]:
    """The scenes with the size of every formula, and its words; typst is asked once for all that are new.

    `before` is what is known of slides that are as they were.
    """
    before = before or AsBefore()
    in_scenes = [before.of("formulas", scene.id, (scene,), (), partial(_formulas, scene)) for scene in scenes]
    listed = [one for own in in_scenes for one in own]
    if not listed:
        return tuple(scenes), ()
    found = {formula: text for text, formula in listed}
    # Imported here because few talks have formulas.
    from deck.equation.spoken import in_words

    report = Report()
    measured = _measured(list(found), brand, world)
    known: dict[Formula, Formula] = {}
    for (formula, text), sized in zip(found.items(), measured, strict=True):
        said = formula.said or in_words(formula.tree, language)
        if not said and formula.display:
            what = f"nobody hears this formula: how one is said in `{language}` is not known"
            report.warning("equation-unsaid", what, text.span, "say it in `alt:`, in the language of the slides")
        known[formula] = replace(sized, said=said)
    for text in dict.fromkeys(text for text, _ in listed):
        report.add(*_dead_links(text))

    def changed(text: Text) -> Text:
        if not any(run.formula for run in text.runs):
            return text
        return replace(text, runs=tuple(_set(run, known) for run in text.runs))

    return tuple(
        _scene(scene, changed) if own else scene for scene, own in zip(scenes, in_scenes, strict=True)
    ), report.found


def _dead_links(text: Text) -> Iterator[Diagnostic]:
    """Links that consist of formulas: PowerPoint has none inside of a formula, as a PDF and a handout do."""
    for link in dict.fromkeys(run.link for run in text.runs if run.formula and run.link):
        linked = [run for run in text.runs if run.link == link]
        if all(run.formula for run in linked):
            what = f"in PowerPoint nobody can click on `{linked[0].text}`: a formula carries no link there"
            help = "put words into the link, as in [the proof of $x$](https://…)"
            yield Diagnostic(Severity.WARNING, "bad-link", what, text.place_of(linked[0]).span, help)


def _set(run: Run, known: dict[Formula, Formula]) -> Run:
    return replace(run, formula=known[run.formula]) if run.formula else run


def _formulas(scene: Scene) -> list[tuple[Text, Formula]]:
    own = [(text, run.formula) for text in texts((scene.items, scene.parts)) for run in text.runs if run.formula]
    return own + (_formulas(scene.otherwise) if scene.otherwise else [])


def _scene(scene: Scene, changed: Callable[[Text], Text]) -> Scene:
    items, *parts = (
        tuple(replace(item, content=mapped(item.content, changed)) for item in shown)
        for shown in (scene.items, *scene.parts)
    )
    return replace(
        scene, items=items, parts=tuple(parts), otherwise=scene.otherwise and _scene(scene.otherwise, changed)
    )


def _measured(formulas: Sequence[Formula], brand: Brand, world: Workspace) -> list[Formula]:
    """The formulas with their sizes and drawings."""
    from deck.equation.typeset import typeset

    codes = [(typeset(one.tree), one.display) for one in formulas]
    look = json.dumps([_RULES, _families(brand), _color(brand)])

    def name(code: Code) -> str:
        return f"formulas/{hashlib.sha256(f'{look}{code}'.encode()).hexdigest()}"

    kept = {code: data for code in codes if (data := world.cached(name(code))) is not None}
    missing = list(dict.fromkeys(code for code in codes if code not in kept))
    for code, data in zip(missing, _drawn(missing, brand), strict=True):
        kept[code] = data
        world.put_in_cache(name(code), data)
    return [_with(formula, kept[code]) for formula, code in zip(formulas, codes, strict=True)]


def _families(brand: Brand) -> tuple[str, ...]:
    return (brand.base, *brand.fallbacks)


def _color(brand: Brand) -> str:
    """Of formulas by themselves."""
    style = brand.shapes.get("equation")
    return style.color.hex if style else "000000"


def _drawn(codes: Sequence[Code], brand: Brand) -> Iterator[bytes]:
    """For each a line with its three sizes and the length of its drawing, that, and a PNG of what stands by itself.

    A deck holds drawings of these only: they are in plain paths.
    """
    if not codes:
        return
    from deck.press.formulas import pixels, set_all
    from deck.svg.parse import read_svg

    folders = tuple(sorted({face.path.parent for face in brand.faces}))
    alone = [code for code in codes if code[1]]
    seen = dict(zip(alone, pixels(alone, _families(brand), folders, _color(brand)) if alone else (), strict=True))
    for code, one in zip(codes, set_all(codes, _families(brand), folders), strict=True):
        drawing = read_svg(one.svg, bytes).data if code[1] else one.svg
        sizes = f"{one.width} {one.ascent} {one.descent} {len(drawing)}\n"
        yield sizes.encode() + drawing + seen.get(code, b"")


def _with(formula: Formula, data: bytes) -> Formula:
    sizes, _, drawn = data.partition(b"\n")
    width, ascent, descent, length = sizes.split()
    drawing, png = drawn[: int(length)], drawn[int(length) :]
    return replace(formula, width=float(width), ascent=float(ascent), descent=float(descent), drawing=drawing, png=png)
