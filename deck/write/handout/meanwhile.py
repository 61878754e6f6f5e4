"""Two things at once, where the first leaves Python alone, as typst does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")


def meanwhile(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """What both give; the first is done in a thread of its own. A failure of the first is raised here."""
    given: list[First] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            given.append(first())
        except BaseException as problem:  # raised again below, where somebody hears it
            failed.append(problem)

    thread = Thread(target=work, daemon=True)
    thread.start()
    done = second()
    thread.join()
    if failed:
        raise failed[0]
    return given[0], done
