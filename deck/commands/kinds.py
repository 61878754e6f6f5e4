"""`deck kinds`: the slide kinds and their fields."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import NO_CODE, OF, Output
from deck.console.report import deliver, finish, shown


def _names(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    from deck.kind_page import SLIDE, TALK
    from deck.kinds import kind_names

    return [name for name in (*kind_names(), SLIDE, TALK) if name.startswith(begun)]


@click.command()
@click.argument("name", required=False, shell_complete=_names)
@click.option("--gallery", is_flag=True, help="Write a page with each kind, its picture and its YAML.")
@click.option("-o", "path", type=Output(".html"), help="The page to write (default: build/kinds.html).")
@OF
@NO_CODE
@click.pass_obj
def kinds(options: dict[str, bool], name: str | None, gallery: bool, path: Path | None, talk: Path) -> int:
    """List the slide kinds, or print the fields of one with an example to paste.

    NAME is a kind, `slide` for what every slide may say, or `talk` for the head of slides.yaml.

    \b
    Examples:
      deck kinds
      deck kinds table
      deck kinds talk
      deck kinds --gallery            every kind as it looks in the talk's brand
    """
    from deck.diagnostics import Report, close_matches
    from deck.kind_page import SLIDE, TALK, kind_page
    from deck.resolve.own_kinds import load_kinds

    world = workspace(talk)
    loaded, mistakes = load_kinds(world)
    code = finish(Report(*mistakes), options)
    if gallery or path:
        from deck.commands._gallery import write_gallery

        target = path or world.build_folder / "kinds.html"
        report = Report()
        write_gallery(world, loaded, target, report, options)
        if not report.has_errors and not options["quiet"]:
            click.echo(f"wrote   {shown(target)}")
        return finish(report, options) or code
    known = loaded.names
    if name is None:
        listed = [f"{one:<14} {loaded.about(one)}" for one in known]
        listed += [
            "",
            "`deck kinds NAME` prints the fields of one, and an example to paste; `deck kinds --gallery` shows all.",
        ]
        return deliver("\n".join(listed), code)
    if name in loaded.own and name not in loaded.usable:
        if loaded.own[name].left_out:
            raise click.UsageError(f"`{loaded.own[name].label}` is the talk's own code, which --no-code leaves out")
        return code
    if name not in (*known, SLIDE, TALK):
        near = close_matches(name, (*known, SLIDE, TALK))
        raise click.UsageError(f"there is no kind `{name}`; {near or ', '.join(known)}")
    return deliver(kind_page(name, loaded), code)
