"""`deck schema`: the JSON Schema for editors."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console import GOOD


@click.command()
@click.option("-o", "path", type=click.Path(path_type=Path), help="File to write (default: standard output).")
def schema(path: Path | None) -> int:
    """Print the JSON Schema by which editors complete and check slides.yaml.

    \b
    Example:
      deck schema -o assets/slides.schema.json
    """
    import json

    from deck.schema import json_schema

    text = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    if path is None:
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")
    return GOOD
