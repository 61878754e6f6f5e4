"""`deck schema`: the JSON Schema for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from deck.console.report import GOOD, deliver


@click.command()
@click.option("-o", "path", type=click.Path(path_type=Path), help="File to write (default: standard output).")
def schema(path: Path | None) -> int:
    """Print the JSON Schema by which editors complete and check slides.yaml.

    \b
    Example:
      deck schema -o assets/slides.schema.json
    """
    import json

    from deck.printing import needs_escapes
    from deck.schema import json_schema

    escaped = path is None and needs_escapes(sys.stdout)
    text = json.dumps(json_schema(), indent=1, ensure_ascii=escaped) + "\n"
    if path is None:
        return deliver(text, end="")
    path.write_text(text, encoding="utf-8")
    return GOOD
