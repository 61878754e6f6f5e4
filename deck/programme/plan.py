"""What has to be made, and why: which talks have changed since, in which languages, by which of their files?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import join
from pathlib import Path, PurePosixPath

from deck import language
from deck.diagnostics import Diagnostic, Report
from deck.door import Door
from deck.programme.disk import Disk
from deck.programme.job import Job, Outcome
from deck.programme.manifest import Programme, Slot
from deck.programme.program import program
from deck.programme.store import Store
from deck.source import content_of, read_yaml
from deck.translation.overlay import tags
from deck.value import Value, replace
from deck.workspace import Workspace

_SHOWN = 3
"""Reasons that are named; of more, their number."""


class Step(Value, frozen=True):
    """One talk in one language: whether it has to be made, and what is known of it."""

    slot: Slot
    language: str
    """As the programme asks for it, or the talk's own."""
    job: Job | None
    """None where the talk is not there in that language."""
    why: tuple[str, ...] = ()
    """Reasons to make it; none where it is as it was made."""
    outcome: Outcome | None = None
    """What became of it the last time; of the same that is there now, where there is no reason."""
    failure: Diagnostic | None = None
    """Why there is no outcome, where the last attempt gave none."""


def planned(programme: Programme, store: Store, disk: Disk, languages: dict[str, object]) -> tuple[Step, ...]:
    """Every talk in every language, in the order of the programme.

    `languages` are those in which talks are written, by the digest of their files; what it lacks is read, and added.
    """
    steps = []
    for slot in programme.talks:
        if slot.cancelled or not slot.is_there:
            steps += [Step(slot, tag, None) for tag in programme.languages]
            continue
        for tag, locale in _editions(slot, programme, own_language(slot, disk, languages)):
            job = None if locale is None else _job(slot, tag, locale, programme, store)
            steps.append(
                Step(slot, tag, job) if job is None else _compared(Step(slot, tag, job), programme, store, disk)
            )
    return tuple(steps)


def own_language(slot: Slot, disk: Disk, known: dict[str, object]) -> str:
    """In which language the talk is written; English where nobody can tell."""
    digest = disk.digest(str(slot.file))
    if digest not in known:
        known[digest] = _language_in(slot.file)
    return str(known[digest])


def _language_in(file: Path) -> str:
    """As its head says: the slides below it take twenty times as long to read."""
    content = content_of(file, Report(), file.as_posix(), Door()) or b""
    source = read_yaml(content.partition(b"\nslides:")[0], Report(), file.as_posix())
    head = source.data.get("talk") if source is not None and isinstance(source.data, dict) else None
    said = head.get("language") if isinstance(head, dict) else None
    return said if isinstance(said, str) and language.is_tag(said) else "en"


def _editions(slot: Slot, programme: Programme, own: str) -> Iterator[tuple[str, str | None]]:
    """The languages of a talk, and its overlay for each: empty for its own, None where it has none."""
    there = tags(Workspace.find(slot.file))
    found: dict[str, str | None] = {}
    for tag in programme.languages:
        is_own = tag == own or (language.base(tag) == language.base(own) and tag not in there)
        found[tag] = "" if is_own else tag if tag in there else None
    if "" not in found.values():  # what the speaker wrote is always made
        found = {language.base(own) if language.base(own) not in found else own: "", **found}
    yield from found.items()


def _job(slot: Slot, tag: str, locale: str, programme: Programme, store: Store) -> Job:
    limits = programme.limits
    return Job(
        slot.id,
        slot.file.as_posix(),
        locale,
        tag,
        programme.artefacts,
        programme.brand.as_posix() if programme.brand else "",
        store.folder.as_posix(),
        slot.own_code,
        slot.minutes,
        programme.paper,
        limits.megabytes,
        limits.file_megabytes,
    )


def _compared(step: Step, programme: Programme, store: Store, disk: Disk) -> Step:
    job = step.job
    assert job is not None
    known = store.outcomes(job, programme.root)
    for outcome in known:
        if not any(_reasons(job, outcome, disk, store)):
            return replace(step, outcome=outcome)
    why = tuple(_reasons(job, known[0], disk, store)) if known else ("not made yet",)
    return replace(step, why=why, outcome=known[0] if known else None)


def _reasons(job: Job, outcome: Outcome, disk: Disk, store: Store) -> Iterator[str]:
    """Why what was made then is not what would be made now."""
    for name, digest in outcome.inputs:
        now = disk.digest(join(str(job.root), name))
        if now != digest:
            yield changed(name, digest, now)
    if outcome.program != program():
        yield "another version of deck"
    if outcome.own_code != job.own_code:
        yield f"its own code is {'allowed' if job.own_code else 'left out'} now"
    if outcome.way != job.way:
        yield "its slot, the brand or the paper changed"
    if missing := [name for name in job.artefacts if name not in outcome.artefacts]:
        yield f"{', '.join(missing)} asked for"
    if outcome.is_good and any(not store.has_result(one) for one in outcome.made):
        yield "what was made is no longer kept"


def changed(name: str, before: str, now: str) -> str:
    """A file that differs, as people call it: a figure by its name, the brand by what it is."""
    path = PurePosixPath(name)
    if "*" in path.name:
        return f"files in {path.parent.name}/ came or went"
    called = path.stem if path.suffix == ".py" and path.parent.name == "figures" else path.as_posix()
    if path.name == "brand.yaml":
        called = "the brand"
    return f"{called} {'is new' if not before else 'is gone' if not now else 'changed'}"


def in_short(why: Sequence[str]) -> str:
    """The reasons on one line."""
    more = len(why) - _SHOWN
    return ", ".join(why[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
