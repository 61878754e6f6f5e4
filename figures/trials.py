"""Which trials does a figure count, how many fall in a class, and what is a class called?"""

from collections import Counter
from collections.abc import Iterable, Sequence

from values import NOT_COUNTED, Row

from deck.interface import Canvas


def counted(canvas: Canvas) -> list[Row]:
    """The trials that `values.counted_trials` counts, from rows that the canvas has read."""
    trials = [*canvas.data("trials.csv"), *canvas.data("trials_by_hand.csv")]
    remarks = {(row["nct_id"], row["short_name"]): row for row in canvas.data("trials_extra.csv")}
    joined = [_remark(row, remarks) | row for row in trials]
    return [row for row in joined if row["count_class"] == "core" and row["status"] not in NOT_COUNTED]


def in_order(names: Iterable[str], order: Sequence[str]) -> dict[str, int]:
    """How often each name of `order` occurs, 0 included; ValueError for a name that has no place in it."""
    counts = Counter(dict.fromkeys(order, 0))
    counts.update(names)
    unknown = [name for name in counts if name not in order]
    if unknown:
        raise ValueError(f"trials.csv has {unknown[0]!r}, which this figure cannot place: it knows {', '.join(order)}")
    return dict(counts)


def most_first(names: Iterable[str]) -> dict[str, int]:
    """How often each name occurs, the most frequent first, equals by name."""
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def phase_names(canvas: Canvas) -> dict[str, str]:
    """What each phase of the data is called; in roman numerals, so that no phase is taken for a count."""
    return {
        "Early Phase 1": canvas.say("Early phase I"),
        "Phase 1": canvas.say("Phase I"),
        "Phase 1/2": canvas.say("Phase I/II"),
        "Phase 2": canvas.say("Phase II"),
        "Phase 2/3": canvas.say("Phase II/III"),
        "Phase 3": canvas.say("Phase III"),
    }


def disease_names(canvas: Canvas) -> dict[str, str]:
    return {"MS": canvas.say("MS"), "NMOSD": canvas.say("NMOSD"), "MOGAD": canvas.say("MOGAD")}


def _remark(row: Row, remarks: dict[tuple[str, str], Row]) -> Row:
    try:
        return remarks[row["nct_id"], row["short_name"]]
    except KeyError:
        raise ValueError(f"trials_extra.csv has no row for {row['nct_id']} {row['short_name']}") from None
