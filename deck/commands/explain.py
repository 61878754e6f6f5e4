"""`deck explain`: what a diagnostic's code means."""

from __future__ import annotations

import click

from deck.console.report import deliver


@click.command()
@click.argument("code")
def explain(code: str) -> int:
    """Explain the code of a diagnostic.

    \b
    Example:
      deck explain text-overflows
    """
    from deck.explain import codes, explanation

    text = explanation(code)
    if text is None:
        from deck.diagnostics import close_matches

        raise click.UsageError(f"there is no code `{code}`; {close_matches(code, codes()) or ', '.join(codes())}")
    return deliver(text)
