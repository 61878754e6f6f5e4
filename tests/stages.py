"""Which stages did a build go through? Whoever asks is told their names."""

from __future__ import annotations

from deck.progress import Progress


class Stages(Progress):
    """Writes down every stage that it is told of, in order."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def stage(self, name: str) -> None:
        self.names.append(name)
