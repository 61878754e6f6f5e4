"""`deck figure`: one figure alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import workspace
from deck.console.options import LOCALE, NO_CODE, TALK, Output
from deck.console.progress import progress_for
from deck.console.report import finish, print_left_over, shown

if TYPE_CHECKING:
    from deck.page import Deck, PictureBox
    from deck.workspace import Workspace

KINDS = ("png", "svg", "pdf")
_SMALLEST, _LARGEST = 28.0, 5670.0
"""Points: 10 mm hold no more than a letter, 2 m are a poster."""


class Size(click.ParamType):  # type: ignore[type-arg]
    """Width and height in points, written as 120x80 (millimetres), 120x80mm or 340x227pt."""

    name = "WxH"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> object:
        number = r"([0-9]+(?:\.[0-9]+)?)"
        found = re.fullmatch(rf"{number}\s*[x×]\s*{number}\s*(mm|pt|)", str(value).strip(), re.IGNORECASE)
        if found is None:
            self.fail(f"`{value}` is not a size: write it as 120x80 for millimetres, or 340x227pt", param, context)
        scale = 1.0 if found[3].lower() == "pt" else 72 / 25.4
        sides = float(found[1]) * scale, float(found[2]) * scale
        if not all(_SMALLEST <= side <= _LARGEST for side in sides):
            self.fail(f"`{value}` is not a size of a figure: each side has 10 to 2000 millimetres", param, context)
        return sides


@click.command()
@click.argument("name")
@TALK
@LOCALE
@NO_CODE
@click.option("--size", type=Size(), help="Millimetres, or with pt behind it points (default: its size on its slide).")
@click.option(
    "-o",
    "path",
    type=Output(*(f".{kind}" for kind in KINDS)),
    help="File, .png, .svg or .pdf (default: build/figures/NAME.png).",
)
@click.pass_obj
def figure(
    options: dict[str, bool],
    name: str,
    talk: Path,
    locale: str | None,
    size: tuple[float, float] | None,
    path: Path | None,
) -> int:
    """Draw one figure alone, in the size that its slide gives it.

    \b
    Examples:
      deck figure trial_map
      deck figure trial_map -o map.pdf --size 180x120
      deck figure trial_map --locale de -o map.de.svg
    """
    from deck.diagnostics import Report
    from deck.figure_inputs import figures as known_figures
    from deck.pipeline import Edition, laid_out, read_talk
    from deck.resolve.draw_figures import draw_alone
    from deck.write.left_over import clear
    from deck.write.outputs import figure_name, figures_folder
    from deck.write.save import save

    kind = path.suffix.lower().removeprefix(".") if path else "png"
    world, of_talk, report = workspace(talk), Report(), Report()
    _require(name, world)
    progress = progress_for(options)
    laid = laid_out(read_talk(world, of_talk), world, of_talk, Edition(locale or ""), progress)
    if laid is None:
        return finish(of_talk, options)
    picture, where = _picture(name, size, laid)
    drawn = report.take(
        draw_alone(picture, kind, laid.brand, world, laid.talk.words, laid.talk.meta.language, progress)
    )
    progress.done()
    target = path or figures_folder(world) / figure_name(name, locale)
    if drawn is not None:
        save(drawn, target, report, world)
    if not path and not report.has_errors:
        known = {"all", *known_figures(world)}
        print_left_over(
            clear(world, "figures", target.parent, [target], lambda file: file.split(".")[0] in known), options
        )
    if not report.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(target)}  ({picture.box.said_mm}{where})")
    return finish(report, options)


def _require(name: str, world: Workspace) -> None:
    from deck.diagnostics import close_matches
    from deck.figure_inputs import figures

    if not (world.figures_folder / f"{name}.py").is_file():
        known = figures(world)
        help = close_matches(name, known) or f"there is {', '.join(known) or 'none yet'}"
        raise click.UsageError(f"there is no figure `{name}` in {world.relative(world.figures_folder)}; {help}")


def _picture(name: str, size: tuple[float, float] | None, laid: Deck) -> tuple[PictureBox, str]:
    """The figure's place on its first slide, or one of the size that is asked for, and what to say of it."""
    from deck.geometry import Box
    from deck.resolve.draw_figures import alone

    if size is not None:
        return alone(name, Box(0, 0, *size)), ""
    for page in laid.pages:
        for picture in page.pictures:
            if picture.figure == name:
                return picture, f", as on slide {page.id}"
    return alone(name, laid.brand.picture_box), ", on no slide yet"
