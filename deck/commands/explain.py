"""`deck explain`: what a diagnostic's code means."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import OF
from deck.console.report import deliver


@click.command()
@click.argument("code")
@OF
def explain(code: str, talk: Path) -> int:
    """Explain the code of a diagnostic, that of a check which the talk brings too.

    \b
    Example:
      deck explain text-overflows
    """
    from deck.explain import codes, explanation

    # Most codes are the program's own, and need nothing of a talk.
    text = explanation(code) or explanation(code, world := workspace(talk))
    if text is None:
        from deck.diagnostics import close_matches

        raise click.UsageError(
            f"there is no code `{code}`; {close_matches(code, codes(world)) or ', '.join(codes(world))}"
        )
    return deliver(text)
