"""`deck serve`: the talk in the browser, as it was saved last."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from deck.console.options import LEFT_OUT, NO_CODE, TALK
from deck.console.report import GOOD

_NEEDED = ("starlette", "uvicorn", "watchfiles")


@click.command()
@TALK
@NO_CODE
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port on this machine (default: any free one).")
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
@click.pass_obj
def serve(options: dict[str, bool], talk: Path, port: int, no_open: bool) -> int:
    """Show the talk in the browser, and every change as soon as it is saved.

    One language or two beside each other, with notes, the slide's lines and what is wrong with it; in a second window
    the presenter's view. Only this machine can see it. Ctrl-C ends it.

    \b
    Examples:
      deck serve
      deck serve talks/berlin.yaml --no-open
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        what = f"the preview needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise click.ClickException(f"{what}: pip install 'talk-deck[serve]', or run `make` in deck's own folder")
    talk = talk / "slides.yaml" if talk.is_dir() else talk
    if not talk.parent.is_dir():
        raise click.UsageError(f"there is no folder {talk.parent}")
    # Imported here because other commands serve nothing.
    from deck.serve.server import Server

    runs_code = not click.get_current_context().meta.get(LEFT_OUT)
    try:
        server = Server(talk, runs_code, port)
    except OSError as problem:
        raise click.ClickException(
            f"port {port} cannot be used: {(problem.strerror or str(problem)).lower()}"
        ) from None
    if not options["quiet"] or no_open:
        click.echo(f"serving {server.address}")
        click.echo("        only on this machine; Ctrl-C ends it")
    if not no_open:
        click.launch(server.address)
    server.run()
    return GOOD
