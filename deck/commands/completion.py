"""`deck completion`: let a shell complete commands, options and names."""

from __future__ import annotations

import click

from deck.console.report import deliver


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print what makes bash, zsh or fish complete `deck`, for its start-up file.

    \b
    Examples:
      eval "$(deck completion bash)"            in ~/.bashrc
      eval "$(deck completion zsh)"             in ~/.zshrc
      deck completion fish > ~/.config/fish/completions/deck.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    return deliver(found(context.find_root().command, {}, "deck", "_DECK_COMPLETE").source())
