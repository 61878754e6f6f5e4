"""Make what has changed of a programme, put it in place, and say what came of it: the whole way on one screen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deck.diagnostics import Report
from deck.programme.disk import Disk
from deck.programme.job import Failed, at_talk
from deck.programme.manifest import Programme, Slot
from deck.programme.plan import Step, planned
from deck.programme.result import SUMS, ZIPS, Pack, all_zip, clear, path_of, place, placed
from deck.programme.store import Store
from deck.progress import SILENT, Progress
from deck.value import Value, field, replace

if TYPE_CHECKING:
    from deck.programme.run import Executor

_SEEN, _STATE, _LANGUAGES = "state/seen.json", "state/made.json", "state/languages.json"
Selected = Callable[[Step], bool]
"""Whether a talk in a language is to be made in this run."""
Told = Callable[[Step], None]


class Session(Value, frozen=True):
    """A programme as it is now: what was made of it, and what has to be."""

    programme: Programme
    store: Store
    disk: Disk
    folder: Path
    """Where everything comes out."""
    state: Mapping[str, object]
    """What lay there after the last run."""
    steps: tuple[Step, ...]
    languages: Mapping[str, object]
    """In which talks are written, by the digests of their files."""


class Result(Value, frozen=True):
    """What a run has made."""

    steps: tuple[Step, ...]
    """As they are now."""
    made: tuple[Step, ...]
    """Those that were made in this run, with their reasons."""
    failed: tuple[Step, ...] = ()
    """Those of which there is no outcome."""
    edited: tuple[Path, ...] = ()
    removed: tuple[str, ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)


def opened(programme: Programme, folder: Path | None = None) -> Session:
    """What there is, and what has changed since; nothing is made yet."""
    store = Store(programme.store_folder)
    disk = Disk(store.read_json(_SEEN))
    languages = {**store.read_json(_LANGUAGES)}
    steps = planned(programme, store, disk, languages)
    out = folder or programme.build_folder
    return Session(programme, store, disk, out, store.read_json(_state_of(out)), steps, languages)


def _state_of(folder: Path) -> str:
    """Each folder of results has a record of its own."""
    from deck.cache import key_of

    return f"{_STATE[:-5]}-{key_of('out', str(folder.resolve()))[:16]}.json"


def make(
    session: Session,
    do: Executor,
    report: Report,
    selected: Selected = lambda step: True,
    progress: Progress = SILENT,
    tell: Told = lambda step: None,
) -> Result:
    """Make what is selected and not as it was made; put it and all that did not change into its folder."""
    steps = [_not_lost(step, session) if selected(step) else step for step in session.steps]
    wanted = [at for at, step in enumerate(steps) if step.job is not None and step.why and selected(step)]
    made: dict[int, Step] = {}
    failed: list[Step] = []
    edited: list[Path] = []
    try:
        for at, step in _done(steps, wanted, do, progress):
            if isinstance(step, Failed):
                report.add(step.found)
                steps[at] = replace(steps[at], outcome=None, failure=step.found)
                failed.append(steps[at])
                continue
            _remember(session, step, report)
            edited += _put(session, step, report)
            steps[at] = replace(step, why=())
            made[at] = step
            tell(step)
    finally:
        # Whatever stops it: what was read so far is not read again.
        _keep_seen(session, steps)
    for at, step in enumerate(steps):
        if step.outcome is not None and not step.why and at not in wanted:
            edited += _put(session, step, report)
    found = Result(tuple(steps), tuple(made[at] for at in sorted(made)), tuple(failed), tuple(edited))
    return _finished(session, found, report, progress)


def _not_lost(step: Step, session: Session) -> Step:
    """The step; with a reason to make it, where a file is not in its place and the store has it no longer."""
    if step.why or step.outcome is None or not step.outcome.is_good:
        return step
    absent = [
        one for one in step.outcome.made if session.disk.digest(str(path_of(step, one, session.folder))) != one.digest
    ]
    if all(session.store.result(one) is not None for one in absent):
        return step
    return replace(step, why=("what was made is no longer kept",))


def _done(
    steps: Sequence[Step], wanted: Sequence[int], do: Executor, progress: Progress
) -> Iterator[tuple[int, Step | Failed]]:
    jobs = [job for at in wanted if (job := steps[at].job) is not None]
    for number, (at, result) in enumerate(do(jobs), 1):
        progress.share("making talks", number, len(jobs))
        step = steps[wanted[at]]
        yield wanted[at], result if isinstance(result, Failed) else replace(step, outcome=result)
    progress.done()


def _remember(session: Session, step: Step, report: Report) -> None:
    assert step.job is not None and step.outcome is not None
    with contextlib.suppress(OSError):  # it costs time: the next run makes it again
        session.store.remember(step.job, session.programme.root, step.outcome)
    report.add(*(at_talk(one, step.slot.file.parent) for one in step.outcome.found))


def _put(session: Session, step: Step, report: Report) -> tuple[Path, ...]:
    assert step.outcome is not None
    if not step.outcome.is_good:
        return ()
    return place(step, step.outcome, session.folder, session.store, session.disk, report)


def _keep_seen(session: Session, steps: Sequence[Step]) -> None:
    """Look at what was read now, while the system still has it at hand, so that the next run reads none of it."""
    for step in steps:
        if step.job is not None and step.outcome is not None:
            for name, _ in step.outcome.inputs:
                session.disk.digest(str(step.slot.file.parent / name))
    with contextlib.suppress(OSError):
        session.store.write_json(_SEEN, session.disk.remembered)
        session.store.write_json(_LANGUAGES, session.languages)


def checked(session: Session, do: Executor, report: Report, selected: Selected, progress: Progress = SILENT) -> None:
    """Report what is wrong with every talk that is selected, and make nothing."""
    jobs = []
    for step in session.steps:
        if step.job is None or not selected(step):
            continue
        if step.why or step.outcome is None:
            jobs.append((step, replace(step.job, artefacts=())))
        else:
            report.add(*(at_talk(one, step.slot.file.parent) for one in step.outcome.found))
    for number, (at, result) in enumerate(do([job for _, job in jobs]), 1):
        progress.share("checking talks", number, len(jobs))
        if isinstance(result, Failed):
            report.add(result.found)
        else:
            report.add(*(at_talk(one, jobs[at][0].slot.file.parent) for one in result.found))
    progress.done()


# ---------------------------------------------------------------- when all are made


def _finished(session: Session, found: Result, report: Report, progress: Progress) -> Result:
    """Old files go, board and zips are written; where nothing changed, none of that."""
    from deck.programme.board import board_files, lines_of

    before = _mapping(session.state.get("placed"))
    now = placed(found.steps, before, session.folder)
    removed = clear(before, now, session.folder, session.disk)
    changed = [*lines_of(found.made)] or [str(line) for line in _list(session.state.get("changed"))]
    pages = board_files(session, found, now, changed)
    progress.stage("writing the board and the zips")
    written = _write_pages(session, pages, report)
    pack = Pack(session.folder, _mapping(session.state.get("zips")))
    for slot in session.programme.talks:
        own = {path: digest for path, digest in now.items() if path.startswith(f"{slot.id}/")}
        if own:
            pack.add(f"{ZIPS}/{slot.id}.zip", own, report)
    if now:
        pages_too = {name: digest for name, digest in written.items() if name != SUMS}
        pack.add(f"{ZIPS}/{all_zip(session.programme.event)}", {**now, **pages_too}, report)
    _clear_zips(session, pack)
    with contextlib.suppress(OSError):
        state = {"placed": now, "pages": written, "zips": pack.now, "changed": changed}
        session.store.write_json(_state_of(session.folder), state)
        session.store.write_json(_SEEN, session.disk.remembered)
        if found.made:
            session.store.bound()
    progress.done()
    return replace(found, removed=removed, placed=now)


def _write_pages(session: Session, pages: Mapping[str, str], report: Report) -> dict[str, str]:
    """The board and what hangs on it, by path and digest; pages of rooms that are gone go too."""
    import hashlib

    from deck.write.save import save

    written = {}
    for name, text in pages.items():
        data, path = text.encode(), session.folder / name
        written[name] = hashlib.sha256(data).hexdigest()
        if session.disk.digest(str(path)) != written[name]:
            save(data, path, report)
            session.disk.knows(str(path), written[name])
    clear(_mapping(session.state.get("pages")), written, session.folder, session.disk)
    return written


def _clear_zips(session: Session, pack: Pack) -> None:
    for name in _mapping(session.state.get("zips")).keys() - pack.now.keys():
        if name.startswith(f"{ZIPS}/") and ".." not in name:
            with contextlib.suppress(OSError):
                (session.folder / name).unlink()


def _mapping(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {}


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def missing(programme: Programme) -> tuple[Slot, ...]:
    """The talks of which there are no slides yet."""
    return tuple(slot for slot in programme.talks if not slot.cancelled and not slot.is_there)
