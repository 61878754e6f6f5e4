"""`deck schema`: the JSON Schema for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from deck.commands._source_file import save_source
from deck.console.open_talk import workspace
from deck.console.options import NO_CODE, TALK, Output
from deck.console.report import deliver, finish


@click.command()
@TALK
@NO_CODE
@click.option("-o", "path", type=Output(".json"), help="File to write (default: standard output).")
@click.pass_obj
def schema(options: dict[str, bool], talk: Path, path: Path | None) -> int:
    """Print the JSON Schema by which editors complete and check slides.yaml, with the kinds that the talk brings.

    \b
    Example:
      deck schema -o assets/slides.schema.json
    """
    import json

    from deck.diagnostics import Report
    from deck.printing import needs_escapes
    from deck.resolve.own_kinds import load_kinds
    from deck.schema import json_schema
    from deck.write.save import save

    world = workspace(talk)
    escaped = path is None and needs_escapes(sys.stdout)
    kinds, mistakes = load_kinds(world)
    code = finish(Report(*mistakes), options)
    text = json.dumps(json_schema(kinds), indent=1, ensure_ascii=escaped) + "\n"
    if path is None:
        return deliver(text, code, end="")
    report = Report()
    # The talk names its schema, for editors; an older one is replaced all the same.
    if earlier := _schema_at(path):
        save_source(text, path, report, earlier, quiet=True)
    else:
        save(text.encode(), path, report, world)
    return finish(report, options) or code


def _schema_at(path: Path) -> str:
    """The schema that an earlier run wrote there; empty where something else stands, or nothing."""
    from deck.write.save import now

    try:
        found = b"" if path.is_symlink() else now(path) or b""
    except OSError:  # what is no file is refused when it is to be written
        return ""
    text = found.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return text if text.lstrip().startswith('{\n "$schema"') else ""
