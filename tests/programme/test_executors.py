"""Do one process, the pool and a cluster make the same bytes, and what becomes of a talk that hangs or dies in one?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from deck.pool import at_once
from deck.programme.errors import NoCluster
from deck.programme.manifest import Limits
from deck.programme.run import here, pool
from tests.programme.story import A_LINE, FIGURE, Told, small, tell
from tests.solid.kills import hearing_interrupts

ROOT = Path(__file__).parents[2]
FOUR = "".join(f"  - {{code: T{number}, own_code: allowed}}\n" for number in range(4))


def four(folder: Path) -> Told:
    """Four talks in two languages, one of them with a figure."""
    told = tell(folder, FOUR, languages="en, de", artefacts="deck, pdf, outline")
    for number in range(4):
        small(told, f"T{number}", words=f"Sentence {number}", more=FIGURE if number == 1 else "")
        words = f"source: Sentence {number}\n        text: Satz {number}\n"
        told.write(f"talks/T{number}/locales/de.yaml", f"slides:\n  one:\n    quote:\n      - {words}")
    told.write("talks/T1/figures/trial_map.py", A_LINE)
    return told


def files(told: Told) -> dict[str, bytes]:
    out = told.folder / "build"
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def in_pool(told: Told, **limits: Any) -> Any:
    return partial(pool, limits=Limits(**limits), processes=2)


def test_a_talk_whose_code_ends_its_process_is_one_mistake_at_its_line(tmp_path):
    told = four(tmp_path)
    small(told, "T2", words="Value {one}")
    told.write("talks/T2/figures/values.py", "import os\n\n\ndef values(data):\n    os._exit(3)\n")
    result, found = told.tried(in_pool(told))
    wrong = {(one.code, Path(one.span.file).name) for one in found if one.severity.value == "error"}
    assert wrong == {("values-failed", "values.py")}
    assert {step.slot.id for step in result.made} == {"T0", "T1", "T3"}
    assert "failed" in told.read("index.html")


HANGS = "import time\n\n\ndef values(data):\n    time.sleep(600)\n"


@pytest.mark.slow
def test_a_script_that_does_not_come_to_an_end_is_a_mistake_at_its_line(tmp_path):
    told = four(tmp_path)
    small(told, "T2", words="Value {one}")
    told.write("talks/T2/figures/values.py", HANGS)
    result, found = told.tried(in_pool(told))
    wrong = {(one.code, Path(one.span.file).name) for one in found if one.severity.value == "error"}
    assert wrong == {("values-failed", "values.py")}
    assert {step.slot.id for step in result.made} == {"T0", "T1", "T3"}


def rests(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


@pytest.mark.slow
def test_what_each_job_may_take_is_not_what_all_may_take(tmp_path):
    """Two processes that are busy in turn: together the jobs are longer than each may be."""
    jobs = [1.0, *[2.0] * 11]
    answers = dict(at_once(rests, jobs, "fork", processes=2, patience=6.0))
    assert [answers[place] for place in range(len(jobs))] == jobs


@pytest.mark.slow
def test_a_talk_that_takes_longer_than_it_may_is_ended(tmp_path):
    told = tell(tmp_path, "  - {code: T2, own_code: allowed}\n")
    small(told, "T2", words="Value {one}")
    told.write("talks/T2/figures/values.py", HANGS)
    _, found = told.tried(in_pool(told, seconds=3))
    assert [one.message for one in found] == ["`T2` in en was not finished after 3 seconds"]
    assert "✗ failed" in told.read("index.html")


@pytest.mark.slow
def test_the_pool_makes_the_bytes_of_one_process(tmp_path):
    alone, several = four(tmp_path / "alone"), four(tmp_path / "several")
    alone.made(here)
    several.made(in_pool(several))
    assert files(alone) == files(several)


# ---------------------------------------------------------------- a cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as found:
        yield found


def on(cluster: Any, told: Told, **limits: Any) -> Any:
    from deck.programme.cluster import cluster as do

    address = cluster.scheduler_address.replace("tcp://", "dask://")
    return partial(do, address=address, root=told.folder, limits=Limits(**limits))


@pytest.mark.slow
def test_a_cluster_makes_the_bytes_of_one_process(tmp_path, cluster):
    alone, far = four(tmp_path / "alone"), four(tmp_path / "far")
    alone.made(here)
    far.made(on(cluster, far))
    assert files(alone) == files(far)
    assert far.why() == {}


@pytest.mark.slow
def test_a_mistake_that_is_found_on_a_cluster_stands_in_the_talk(tmp_path, cluster):
    told = four(tmp_path)
    told.change("talks/T0/slides.yaml", "kind: statement", "kind: statemnt")
    _, found = told.tried(on(cluster, told))
    wrong = [one for one in found if one.severity.value == "error"]
    assert [(one.code, one.span.file, one.span.line) for one in wrong] == [
        ("unknown-kind", (tmp_path / "talks/T0/slides.yaml").as_posix(), 10)
    ]


@pytest.mark.slow
def test_what_hangs_or_dies_on_a_cluster_takes_no_worker_along(tmp_path, cluster):
    told = four(tmp_path)
    for name, does in (("T1", "os._exit(3)"), ("T2", "time.sleep(600)")):
        small(told, name, words="Value {one}")
        told.write(f"talks/{name}/figures/values.py", f"import os, time\n\n\ndef values(data):\n    {does}\n")
    result, found = told.tried(on(cluster, told, seconds=25))
    failed = {one.message.split("`")[1] for one in found if one.severity.value == "error"}
    assert failed == {"T1", "T2"}
    assert {step.slot.id for step in result.made} == {"T0", "T3"}


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(tmp_path, cluster):
    told, alone = four(tmp_path / "killed"), four(tmp_path / "alone")
    alone.made(here)
    killed = []

    def do(jobs: Any) -> Any:
        for place, result in on(cluster, told)(jobs):
            if not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)
            yield place, result

    told.made(do)
    assert killed and files(told) == files(alone)


@pytest.mark.slow
def test_nobody_at_an_address_is_said_in_a_sentence(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    from deck.programme import cluster as module

    monkeypatch.setattr(module, "_PATIENCE", 1.0)
    told = four(tmp_path)
    with pytest.raises(NoCluster, match=r"nobody answers at dask://127\.0\.0\.1:9"):
        told.tried(partial(module.cluster, address="dask://127.0.0.1:9", root=tmp_path, limits=Limits()))


# ---------------------------------------------------------------- stopped, and two at once


def started(folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "deck", "programme", "build", str(folder), *more]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=hearing_interrupts,
    )  # fmt: skip


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_whole_files_and_the_next_makes_the_rest(tmp_path, how):
    told, alone = four(tmp_path / "stopped"), four(tmp_path / "alone")
    alone.made(here)
    process = started(told.folder, "--jobs", "1")
    assert first_line(process).startswith("built")
    os.kill(process.pid, how)
    said = process.communicate(timeout=60)[1]
    whole = files(alone)
    left = {name: data for name, data in files(told).items() if not name.endswith(".part")}
    assert left and all(whole[name] == data for name, data in left.items() if name.endswith((".pptx", ".pdf")))
    if how is signal.SIGINT:
        assert process.returncode == 130 and "are whole, run it again" in said and "Traceback" not in said
    result = told.made(in_pool(told))
    assert 0 < len(result.made) < 8
    assert {name: data for name, data in files(told).items() if not name.endswith((".html", ".zip"))} == {
        name: data for name, data in whole.items() if not name.endswith((".html", ".zip"))
    }


@pytest.mark.slow
def test_whoever_asked_a_cluster_is_killed_and_the_next_makes_the_rest(tmp_path, cluster):
    told, alone = four(tmp_path / "killed"), four(tmp_path / "alone")
    alone.made(here)
    process = started(told.folder, "--executor", cluster.scheduler_address.replace("tcp://", "dask://"))
    assert first_line(process).startswith("built")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    whole = files(alone)
    left = {name: data for name, data in files(told).items() if name.endswith((".pptx", ".pdf"))}
    assert left and all(whole[name] == data for name, data in left.items())
    result = told.made(on(cluster, told))
    assert 0 < len(result.made) < 8
    assert {name for name in files(told) if ".part" in name} == set()
    assert {name: data for name, data in files(told).items() if name.endswith((".pptx", ".pdf"))} == {
        name: data for name, data in whole.items() if name.endswith((".pptx", ".pdf"))
    }


@pytest.mark.slow
def test_two_runs_at_once_on_one_store_lose_nothing(tmp_path):
    told, alone = four(tmp_path / "twice"), four(tmp_path / "alone")
    alone.made(here)
    runs = [started(told.folder), started(told.folder)]
    for run in runs:
        out, err = run.communicate(timeout=300)
        assert run.returncode == 0, out + err
    told.made(here)
    assert {name for name in files(told) if ".part" in name} == set()
    for name, data in files(alone).items():
        if name.endswith((".pptx", ".pdf")):
            assert files(told)[name] == data


@pytest.mark.slow
def test_no_process_is_left_when_a_run_is_killed(tmp_path):
    told = four(tmp_path)
    process = started(told.folder, "--jobs", "2")
    first_line(process)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 20
    while time.monotonic() < until and of_ours(tmp_path):
        time.sleep(0.1)
    assert of_ours(tmp_path) == []


def of_ours(folder: Path) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in said and "deck" in said:
            found.append(said)
    return found
