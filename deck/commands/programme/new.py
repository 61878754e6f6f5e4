"""`deck programme new`: begin a programme, and its talks with their covers."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.report import GOOD, finish, shown


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--event", default="", help="What the event is called (default: as the schedule says).")
@click.option(
    "--from",
    "schedule",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The schedule that pretalx exports: schedule.json.",
)
@click.option(
    "--brand",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the brand of all talks, to be copied.",
)
@click.pass_obj
def new(options: dict[str, bool], folder: Path, event: str, schedule: Path | None, brand: Path | None) -> int:
    """Begin a programme in FOLDER: programme.yaml, a brand, and a cover for each talk that has no slides yet.

    In a folder that has a programme already, it begins the talks that came since; what is there stays.

    \b
    Examples:
      deck programme new our-meeting --event "Our meeting"
      deck programme new our-meeting --from schedule.json --brand our-brand
      deck programme new our-meeting        covers for the talks that came since
    """
    from deck.diagnostics import Report
    from deck.programme.begin import begin, begin_talks
    from deck.programme.manifest import FILE, is_broken, load_programme

    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is no folder; nothing was changed")
    if brand is not None and not (brand / "brand.yaml").is_file():
        raise click.UsageError(f"there is no `brand.yaml` in {brand}; nothing was changed")
    report = Report()
    try:
        written = begin(folder, event, schedule, brand)
        programme = load_programme(folder / FILE, report)
        begun = list(begin_talks(programme)) if programme is not None and not is_broken(report) else []
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        report.error("cannot-write", f"cannot begin a programme in `{folder}`: {why}", help="look who may write there")
        return finish(report, options)
    code = finish(report, options)
    if not options["quiet"]:
        for path in written:
            click.echo(f"wrote   {shown(path)}")
        click.echo(f"begun   {len(begun)} talk{'' if len(begun) == 1 else 's'} with a cover")
        click.echo(f"\nnow:    cd {shown(folder)} && deck programme build")
    return code or GOOD
