"""`python -m deck`, and the `deck` command."""

from __future__ import annotations

import gc

from deck import interrupts


def entry() -> None:
    """Run the command line; Ctrl-C is answered in words while it is loaded, too."""
    # A build is one burst of small objects that all live to its end: to look for dead ones costs a sixth of its time.
    gc.disable()
    interrupts.end_at_once("stopped; nothing was changed")
    from deck.cli import entry as command

    command()


if __name__ == "__main__":
    entry()
