"""Which numbers and dates in the talk's text come from the data?"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from deck.interface import read_data

NOT_COUNTED = {"WITHDRAWN", "COMPLETED"}
DISEASES = ("MS", "NMOSD", "MOGAD")
# Listed, so that a group which nobody studies gives 0 and not an unknown name.
DISEASE_GROUPS = ("MS", "NMOSD", "MOGAD", "MS|NMOSD", "MS|MOGAD", "NMOSD|MOGAD", "MS|NMOSD|MOGAD")
PHASES = ("Early Phase 1", "Phase 1", "Phase 1/2", "Phase 2", "Phase 2/3", "Phase 3")
FIRST_PHASES = ("Early Phase 1", "Phase 1")
STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING")
CELL_SOURCES = ("autologous", "allogeneic", "in vivo")
ON_ANOTHER_DAY = "{trial} ({day})"
# A trial without a registry number was never seen in a registry: its status comes from news.
FROM_NEWS = "{trial} (news of {day})"
NO_EXCEPTIONS = "none"
WORDS = ("{trial} ({day})", "{trial} (news of {day})", "none")
"""What is said here, for translators."""

Row = dict[str, str]


def values(data: Path) -> dict[str, object]:
    """Every name that slide text may use between braces."""
    trials = counted_trials(data)
    snapshot = common_date(trials)
    by_name: dict[str, object] = {
        "trials.total": len(trials),
        "trials.date": snapshot,
        "trials.exceptions": exceptions(trials, snapshot),
        "trials.first_phases": sum(trial["phase"] in FIRST_PHASES for trial in trials),
        "trials.no_site": sum(not countries(trial) for trial in trials),
        "trials.multinational": sum(len(countries(trial)) > 1 for trial in trials),
    }
    for disease in DISEASES:
        by_name[f"trials.{slug(disease)}"] = sum(disease in diseases(trial) for trial in trials)
    for group in DISEASE_GROUPS:
        alone = "|" not in group
        by_name[f"trials.{slug(group)}{'_only' if alone else ''}"] = sum(
            trial["indication"] == group for trial in trials
        )
    by_name |= tally("trials", PHASES, (trial["phase"] for trial in trials))
    by_name |= tally("trials", STATUSES, (trial["status"] for trial in trials))
    by_name |= tally("trials.target", (), (trial["target"] for trial in trials))
    by_name |= tally("trials.source", CELL_SOURCES, (trial["cell_source"] for trial in trials))
    trials_in = tally("trials.country", (), (country for trial in trials for country in countries(trial)))
    sites_in = site_counts(trials)
    by_name |= {"trials.countries": len(trials_in), "trials.sites": sum(sites_in.values())}
    return by_name | trials_in | {f"trials.sites_in.{slug(country)}": count for country, count in sites_in.items()}


def counted_trials(data: Path) -> list[Row]:
    """The core trials that were neither withdrawn nor completed: what "a trial" means on every slide."""
    extra = {(row["nct_id"], row["short_name"]): row for row in read_data(data / "trials_extra.csv")}
    trials = [*read_data(data / "trials.csv"), *read_data(data / "trials_by_hand.csv")]
    joined = [extra[row["nct_id"], row["short_name"]] | row for row in trials]
    return [row for row in joined if row["count_class"] == "core" and row["status"] not in NOT_COUNTED]


def common_date(trials: list[Row]) -> date:
    """The day that most rows stand for; the others are named by `exceptions`."""
    [(day, _)] = Counter(trial["status_as_of"] for trial in trials).most_common(1)
    return date.fromisoformat(day)


def exceptions(trials: list[Row], snapshot: date) -> object:
    """The trials whose status stands for another day, with that day."""
    return [
        {"text": ON_ANOTHER_DAY if trial["nct_id"] else FROM_NEWS, "trial": trial["short_name"], "day": day_of(trial)}
        for trial in trials
        if trial["status_as_of"] != snapshot.isoformat()
    ] or NO_EXCEPTIONS


def day_of(trial: Row) -> date | tuple[int, int]:
    """The day, or year and month where no day is known."""
    year, month, *day = map(int, trial["status_as_of"].split("-"))
    return date(year, month, *day) if day else (year, month)


def diseases(trial: Row) -> list[str]:
    return trial["indication"].split("|")


def countries(trial: Row) -> list[str]:
    return [country for country in trial["countries"].split("|") if country]


def site_counts(trials: list[Row]) -> Counter[str]:
    """Sites by country; "1+" counts as 1, because one site was seen."""
    sites: Counter[str] = Counter()
    for trial in trials:
        for entry in filter(None, trial["sites_by_country"].split("|")):
            country, count = entry.split(":")
            sites[country] += int(count.rstrip("+"))
    return sites


def tally(prefix: str, expected: Iterable[str], seen: Iterable[str]) -> dict[str, object]:
    counts = Counter(dict.fromkeys(expected, 0))
    counts.update(seen)
    return {f"{prefix}.{slug(name)}": count for name, count in counts.items()}


def slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower())
