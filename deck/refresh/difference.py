"""What has changed in the registry between two snapshots, for a person to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from deck.refresh.snapshot import Site, Snapshot, Trial
from deck.value import Value

Section = tuple[str, list[str]]


def difference(before: Snapshot | None, now: Snapshot, names: Mapping[str, str]) -> str:
    """The whole difference as text; without an earlier snapshot, what was found. `names` are the talk's, by number."""
    host = urlsplit(now.registry).netloc
    head = [f"{len(now.trials)} trials at {host} on {now.date}; the searches found"]
    head += [f"{count:>5}  {name}" for name, count in now.searches.items()]
    if before is None:
        return "\n".join([*head, "There is no earlier snapshot to compare them with.", ""])
    sections = [section for section in _Comparison(before, now, names).sections() if section[1]]
    head.append(f"Compared with {before.date}, which had {len(before.trials)}:")
    if not sections:
        return "\n".join([*head, "nothing has changed.", ""])
    return "\n".join([*head, *as_text(sections)])


def as_text(sections: Iterable[Section]) -> list[str]:
    return [line for title, items in sections for line in ("", f"{title} ({len(items)})", *_bullets(items))] + [""]


def _bullets(items: Iterable[str]) -> Iterator[str]:
    return (f"- {item}" for item in items)


class _Comparison(Value, frozen=True):
    before: Snapshot
    now: Snapshot
    names: Mapping[str, str]

    def sections(self) -> Iterator[Section]:
        before, now = self.before.trials, self.now.trials
        both = [(before[number], new) for number, new in now.items() if number in before]
        changed = [(old, new) for old, new in both if old.status != new.status]
        withdrawn = [(old, new) for old, new in changed if new.status == "WITHDRAWN"]
        yield "New", [self._introduced(new) for number, new in now.items() if self.before.is_without(number)]
        yield "Withdrawn", [self._moved(old.status, new.status, new) for old, new in withdrawn]
        yield "Status changed", [self._moved(a.status, b.status, b) for a, b in changed if (a, b) not in withdrawn]
        yield "Phase changed", [self._moved(old.phase, new.phase, new) for old, new in both if old.phase != new.phase]
        yield "Sites added", [line for old, new in both for line in self._sites(new, new.sites, old.sites)]
        yield "Sites removed", [line for old, new in both for line in self._sites(new, old.sites, new.sites)]
        yield "No longer found", [self._called(old) for number, old in before.items() if self.now.is_without(number)]
        yield "Could not be read", [f"{number} {self.names.get(number, '')}".strip() for number in self.now.unread]

    def _introduced(self, trial: Trial) -> str:
        where = ", ".join(trial.countries) or "no site listed"
        posted = f"first posted {trial.first_posted}" if trial.first_posted else "without a date of posting"
        sponsor = trial.sponsor or "no sponsor"
        return f"{self._called(trial)}: {trial.status}, {trial.phase}, {sponsor}, {where}, {posted}"

    def _moved(self, old: str, new: str, trial: Trial) -> str:
        return f"{self._called(trial)}: {old} → {new}"

    def _sites(self, trial: Trial, these: tuple[Site, ...], without: tuple[Site, ...]) -> list[str]:
        sites = list((Counter(these) - Counter(without)).elements())
        return [f"{self._called(trial)}: {'; '.join(map(str, sites))}"] if sites else []

    def _called(self, trial: Trial) -> str:
        return f"{trial.nct_id} {self.names.get(trial.nct_id) or trial.name}".strip()
