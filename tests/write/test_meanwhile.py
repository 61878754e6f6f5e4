"""Two things at once, and what fails in either."""

from __future__ import annotations

from collections.abc import Iterator
from threading import current_thread

import pytest

from deck.write.handout.meanwhile import ahead, meanwhile


def test_both_are_done_and_one_of_them_elsewhere() -> None:
    first, second = meanwhile(lambda: current_thread().name, lambda: current_thread().name)
    assert first != second == current_thread().name


def test_what_fails_elsewhere_fails_here() -> None:
    def fails() -> int:
        raise LookupError("no such font")

    with pytest.raises(LookupError, match="no such font"):
        meanwhile(fails, lambda: 1)


def test_items_come_in_order_and_are_made_elsewhere() -> None:
    made_by = []

    def pages() -> Iterator[int]:
        for number in range(100):
            made_by.append(current_thread().name)
            yield number

    assert list(ahead(pages())) == list(range(100))
    assert current_thread().name not in made_by


def test_what_was_made_before_a_failure_is_there_and_then_it_is_raised() -> None:
    def pages() -> Iterator[str]:
        yield "one"
        raise ValueError("the file cannot be read")

    found = ahead(pages())
    assert next(found) == "one"
    with pytest.raises(ValueError, match="cannot be read"):
        next(found)
