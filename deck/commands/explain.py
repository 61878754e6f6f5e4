"""`deck explain`: what a diagnostic's code means."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import OF
from deck.console.report import deliver


@click.command()
@click.argument("code", required=False)
@OF
def explain(code: str | None, talk: Path) -> int:
    """Explain the code of a diagnostic, that of a check which the talk brings too; without one, list them all.

    \b
    Examples:
      deck explain text-overflows
      deck explain                  every code, and what it says
    """
    from deck.explain import codes, explanation, first_sentence

    if code is None:
        world = workspace(talk)
        names = codes(world)
        wide = max(map(len, names))
        return deliver("\n".join(f"{name:{wide}}  {first_sentence(name, world)}" for name in names))
    # Most codes are the program's own, and need nothing of a talk.
    text = explanation(code) or explanation(code, world := workspace(talk))
    if text is None:
        from deck.diagnostics import close_matches

        raise click.UsageError(
            f"there is no code `{code}`; {close_matches(code, codes(world)) or ', '.join(codes(world))}"
        )
    return deliver(text)
