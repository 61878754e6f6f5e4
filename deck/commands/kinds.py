"""`deck kinds`: the slide kinds and their fields."""

from __future__ import annotations

import click

from deck.console.report import deliver


@click.command()
@click.argument("name", required=False)
def kinds(name: str | None) -> int:
    """List the slide kinds, or the fields of one.

    \b
    Examples:
      deck kinds
      deck kinds paper
    """
    from deck import kinds as folder
    from deck.diagnostics import close_matches
    from deck.schema import described_fields, summary

    known = folder.kind_names()
    if name is None:
        return deliver("\n".join(f"{one:<12} {summary(one)}" for one in known))
    if name not in known:
        raise click.UsageError(f"there is no kind `{name}`; {close_matches(name, known) or ', '.join(known)}")
    lines = [f"{name}: {summary(name)}", ""]
    for field, required, description in described_fields(folder.kind(name)):
        lines.append(f"  {field:<10} {'required' if required else '        '}  {description}")
    lines += ["", "Its slides stand on the first of these layouts that the brand has with the slots that they fill:"]
    for layout, slots in folder.kind(name).layouts.items():
        lines.append(f"  {layout:<20} {', '.join(slots if isinstance(slots, tuple) else slots.values())}")
    return deliver("\n".join(lines))
