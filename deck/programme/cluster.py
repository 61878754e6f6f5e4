"""Do jobs on a Dask cluster: no file system is shared, and what Dask does (retries, worker death) is Dask's."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deck.apart import Apart, Ended
from deck.cache import PROGRAM, key_of
from deck.programme.errors import NoCluster
from deck.programme.job import Failed, Files, Job, Outcome, failed
from deck.programme.manifest import Limits
from deck.programme.parcel import Parcel, brand_parcels, talk_parcel, unpacked
from deck.programme.program import others, program
from deck.programme.run import Result, alone
from deck.programme.store import kept
from deck.value import replace

if TYPE_CHECKING:
    from distributed import Client, Future

SCHEME = "dask://"
_PATIENCE = 20.0
"""Seconds in which a scheduler answers, if there is one."""
_ATTEMPTS = 3
"""What was sent to a worker that died is sent again so often."""
Answer = tuple[Outcome, Files] | Failed


def cluster(jobs: Sequence[Job], address: str, root: Path, limits: Limits) -> Iterator[Result]:
    """Have the jobs done there; what they make comes back, and is kept here. Raises NoCluster."""
    if not jobs:
        return
    try:
        from distributed import Client
    except ImportError:
        what = "`distributed` is not installed here; install deck with its extra: pip install 'talk-deck[dask]'"
        raise NoCluster(what) from None
    try:
        client = Client(address.replace(SCHEME, "tcp://", 1), timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        what = f"nobody answers at {address}: is a scheduler running there? ({problem or type(problem).__name__})"
        raise NoCluster(what) from None
    with client:
        _require_same_program(client, address)
        yield from _done(client, jobs, root, limits)


def _require_same_program(client: Client, address: str) -> None:
    try:
        versions = set(client.run(version).values())
    except Exception as problem:  # whatever a worker without deck raises as it is asked
        raise NoCluster(f"a worker of {address} cannot run deck: {problem}") from None
    if not versions:
        raise NoCluster(f"the scheduler at {address} has no workers yet")
    if versions != {version()}:
        other = ", ".join(sorted(versions - {version()}))
        raise NoCluster(f"a worker of {address} has another deck ({other}, here {version()}): install the same there")


def version() -> str:
    """What has to be the same on every machine, so that all make the same bytes."""
    return " ".join((f"deck-{PROGRAM}", *others()))


def _done(client: Client, jobs: Sequence[Job], root: Path, limits: Limits) -> Iterator[Result]:
    left = dict(enumerate(jobs))
    for attempt in range(_ATTEMPTS):
        for place, answer in _answers(client, left, root, limits, attempt):
            if isinstance(answer, CancelledError):
                continue  # what was sent to a worker is gone with it
            job = left.pop(place)
            yield place, answer if isinstance(answer, Failed) else _kept_here(job, *answer)
        if not left:
            return
    for place, job in left.items():
        help = "look at the logs of the workers: is there enough memory?"
        yield place, Failed(failed(job, f"was lost {_ATTEMPTS} times with the worker that made it", help))


def _kept_here(job: Job, outcome: Outcome, files: Files) -> Outcome | Failed:
    """What was made there by the same version, as if made here: the times of its files differ there."""
    return kept(job, replace(outcome, program=program()), files)


def _answers(
    client: Client, jobs: dict[int, Job], root: Path, limits: Limits, attempt: int
) -> Iterator[tuple[int, Answer | CancelledError]]:
    from distributed import as_completed

    sent = _Sent(client, root)
    places: dict[Future, int] = {}
    for place, job in jobs.items():
        parcels, key = sent.parcels(job)
        name = f"deck-talk-{key_of('task', key, job.id, job.way, job.artefacts, job.own_code, attempt)[:32]}"
        places[client.submit(do_there, job, str(root), limits, *parcels, key=name)] = place
    for future in as_completed(list(places), loop=client.loop):
        place = places[future]
        try:
            yield place, future.result()
        except CancelledError as lost:
            yield place, lost
        except Exception as problem:  # what Dask itself raises, such as of a worker that died again and again
            why = f"was not made by the cluster: {' '.join(str(problem).split())[:200] or type(problem).__name__}"
            yield place, Failed(failed(jobs[place], why, "look at the logs of the workers"))
        future.release()


class _Sent:
    """Parcels that are on their way: each goes to the cluster once, whatever languages are made of it."""

    def __init__(self, client: Client, root: Path) -> None:
        self._client, self._root = client, root
        self._known: dict[str, tuple[tuple[Any, ...], str]] = {}
        self._scattered: dict[str, Any] = {}

    def parcels(self, job: Job) -> tuple[tuple[Any, ...], str]:
        """The parcels of a job as Dask knows them, and a name for all that is in them."""
        if job.file not in self._known:
            whole = (talk_parcel(job, self._root), *brand_parcels(job, self._root))
            named = {key_of("parcel", sorted(parcel.items())): parcel for parcel in whole}
            self._known[job.file] = (tuple(self._sent(key, named[key]) for key in named), key_of("parcels", [*named]))
        return self._known[job.file]

    def _sent(self, key: str, parcel: Parcel) -> Any:
        """A brand goes there once, whoever shares it."""
        if key not in self._scattered:
            self._scattered[key] = self._client.scatter([parcel], hash=True)[0]
        return self._scattered[key]


# ---------------------------------------------------------------- on a worker


def do_there(job: Job, root: str, limits: Limits, *parcels: Parcel) -> Answer:
    """A job on a worker of the cluster, in a process with limits: it cannot take the worker along."""
    from distributed import get_worker

    alone()
    place = unpacked(job, root, parcels, Path(get_worker().local_directory))
    try:
        answer: Answer = _apart(limits.seconds, limits.megabytes).ask(_WORK, place)
    except Ended as ended:
        why = str(ended) if "seconds" in str(ended) else "was not made: its process ended, or had too little memory"
        return Failed(failed(job, why, f"build it alone: `deck build {job.file}`"))
    return Failed(failed(job, *_told(answer))) if isinstance(answer, Failed) else answer


_WORK = "deck.programme.job:do_whatever_comes"
_own = threading.local()


def _apart(seconds: float, megabytes: int) -> Apart:
    """The process of this thread, which keeps what it has loaded from job to job."""
    known: tuple[tuple[float, int], Apart] | None = getattr(_own, "apart", None)
    if known is None or known[0] != (seconds, megabytes):
        known = _own.apart = ((seconds, megabytes), Apart(seconds, megabytes))
    return known[1]


def _told(answer: Failed) -> tuple[str, str]:
    """What it says, without the place where the talk was unpacked."""
    found = answer.found
    return found.message.partition(" in ")[2].partition(" ")[2], found.help
