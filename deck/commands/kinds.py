"""`deck kinds`: the slide kinds and their fields."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import NO_CODE, OF
from deck.console.report import deliver, finish


@click.command()
@click.argument("name", required=False)
@OF
@NO_CODE
@click.pass_obj
def kinds(options: dict[str, bool], name: str | None, talk: Path) -> int:
    """List the slide kinds, those that the talk brings among them, or the fields of one.

    \b
    Examples:
      deck kinds
      deck kinds paper
    """
    from deck.diagnostics import Report, close_matches
    from deck.resolve.own_kinds import load_kinds
    from deck.schema import described_fields

    loaded, mistakes = load_kinds(workspace(talk))
    code = finish(Report(*mistakes), options)
    known = loaded.names
    if name is None:
        return deliver("\n".join(f"{one:<12} {loaded.about(one)}" for one in known), code)
    if name in loaded.own and name not in loaded.usable:
        if loaded.own[name].left_out:
            raise click.UsageError(f"`{loaded.own[name].label}` is the talk's own code, which --no-code leaves out")
        return code
    if name not in known:
        raise click.UsageError(f"there is no kind `{name}`; {close_matches(name, known) or ', '.join(known)}")
    lines = [f"{name}: {loaded.about(name)}", ""]
    for field, required, description in described_fields(loaded[name]):
        lines.append(f"  {field:<10} {'required' if required else '        '}  {description}")
    lines += ["", "Its slides stand on the first of these layouts that the brand has with the slots that they fill:"]
    for layout, slots in loaded[name].layouts.items():
        lines.append(f"  {layout:<20} {', '.join(slots if isinstance(slots, tuple) else slots.values())}")
    return deliver("\n".join(lines), code)
