"""Run `deck` with all figures drawn in its own process, one after the other: what processes are measured against."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from deck.cli import main
from deck.resolve import draw_at_once
from deck.resolve.draw_one import Drawn, Failed, Job, Order, draw_one


def in_turn(order: Order, jobs: Sequence[Job]) -> Iterator[tuple[int, Drawn | Failed]]:
    for place, job in enumerate(jobs):
        yield place, draw_one(job, order)


if __name__ == "__main__":
    draw_at_once.draw_at_once = in_turn  # type: ignore[assignment]
    sys.exit(main())
