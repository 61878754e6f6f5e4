"""`deck new`: begin a talk."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.report import GOOD, shown


def _list(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from deck.starter import talks

        click.echo("\n".join(f"{name:<10} {about}" for name, about in talks().items()))
        context.exit(GOOD)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--like", default="first", metavar="TALK", help="The talk to begin with.")
@click.option(
    "--list",
    "lists",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List the talks to begin with.",
)
@click.option("--from", "brand", metavar="PLACE", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Take the brand of another talk, or share the brand in that folder.")  # fmt: skip
@click.option("--brand", "only_brand", is_flag=True, help="Begin a brand in FOLDER, for several talks, and no talk.")
@click.option("--colors", default="1B2333 2F5DA8 B8530A", help="Of a brand: a dark one, the main one, an accent.")
@click.option("--logo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Of a brand: SVG or PNG.")
@click.option(
    "--font",
    default="",
    metavar="FONT",
    help="Of a brand: a folder with a font (.ttf), or the name of an installed one.",
)
@click.option("--family", default="", help="Of a brand: which font, where several are in the folder of --font.")
@click.pass_obj
def new(
    options: dict[str, bool],
    folder: Path,
    like: str,
    brand: Path | None,
    only_brand: bool,
    colors: str,
    logo: Path | None,
    font: str,
    family: str,
) -> int:
    """Begin a talk in FOLDER: a small slides.yaml with a brand, a figure, a table and a picture, which builds.

    \b
    Examples:
      deck new my-talk
      deck new my-talk --like lecture
      deck new second-talk --from my-talk     with the same brand
      deck new our-brand --brand --colors "12263A 005A8C C97B00" --logo logo.svg
      deck new our-brand --brand --font "Source Sans 3"   or a folder: --font ~/source-sans
    """
    if only_brand:
        from deck.commands._new_brand import begin_brand

        return begin_brand(folder, colors, logo, (font, family), options)
    from deck.diagnostics import close_matches
    from deck.starter import begin, talks

    known = talks()
    if like not in known:
        raise click.UsageError(
            f"there is no talk `{like}` to begin with; {close_matches(like, known) or ', '.join(known)}"
        )
    begin(folder, like, brand)
    parts = [f"{folder}/slides.yaml", *_written(folder)]
    several = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    click.echo(f"wrote   {several}")
    if brand is not None and "its brand" not in parts:
        click.echo(f"brand:  {shown(brand)}, shared")
    click.echo(f"\nnow:    cd {shown(folder)} && deck build")
    return GOOD


def _written(folder: Path) -> list[str]:
    """What a new talk has besides its outline, in a speaker's words."""
    has = {
        "its brand": (folder / "assets" / "brand" / "brand.yaml").exists(),
        "figures": any((folder / "figures").glob("*.py")),
        "pictures": any((folder / "assets").glob("*.svg")),
    }
    return [name for name, there in has.items() if there]
