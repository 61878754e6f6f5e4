"""Two things at once, where the first leaves Python alone, as typst and pdfium do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")
Item = TypeVar("Item")


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


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items, made in a thread of its own while the last ones are used. Its failure is raised here."""
    made: SimpleQueue[Item | _End] = SimpleQueue()

    def work() -> None:
        failed: BaseException | None = None
        try:
            for item in items:
                made.put(item)
        except BaseException as problem:  # raised again below, where somebody hears it
            failed = problem
        made.put(_End(failed))

    Thread(target=work, daemon=True).start()
    while not isinstance(item := made.get(), _End):
        yield item
    if item.failed:
        raise item.failed


class _End:
    def __init__(self, failed: BaseException | None) -> None:
        self.failed = failed
