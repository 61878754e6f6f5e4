"""Which stage is the program in? Whoever waits is told."""

from __future__ import annotations


class Progress:
    """Is told each stage as it begins, and when there are no more; this one keeps it to itself."""

    def stage(self, name: str) -> None:
        """The stage of that name begins."""

    def share(self, name: str, done: int, of: int) -> None:
        """Of a stage that counts, how much is done."""
        self.stage(f"{name} {done}/{of}")

    def aside(self) -> None:
        """Something else is about to be printed."""

    def done(self) -> None:
        """There are no more stages."""


SILENT = Progress()
