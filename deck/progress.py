"""Which stage is the program in? Whoever waits is told."""

from __future__ import annotations


class Progress:
    """Is told each stage as it begins, and when there are no more; this one keeps it to itself."""

    def stage(self, name: str) -> None:
        """The stage of that name begins."""

    def done(self) -> None:
        """There are no more stages."""


SILENT = Progress()
