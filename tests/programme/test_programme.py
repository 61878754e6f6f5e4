"""What becomes of a programme when its talks change, fail, come and go?"""

from __future__ import annotations

import errno
import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deck.diagnostics import Report
from deck.programme import plan, store
from deck.programme.job import Job
from deck.programme.make import make
from deck.programme.run import here
from tests.drawn_here import drawn_here
from tests.programme.story import A_LINE, FIGURE, Told, small, tell

__all__ = ["drawn_here"]
TWO = "  - {code: ONE, room: Hall 1, start: 2026-04-24 10:00, minutes: 20}\n  - {code: TWO, room: Hall 2}\n"


@pytest.fixture
def two(tmp_path: Path) -> Told:
    told = tell(tmp_path, TWO)
    small(told, "ONE")
    small(told, "TWO")
    return told


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = tell(tmp_path_factory.mktemp("made") / "programme", TWO)
    small(told, "ONE")
    small(told, "TWO")
    told.made()
    return told.folder


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Told:
    """The same two talks after a run."""
    return Told(shutil.copytree(made_once, tmp_path / "programme"))


def test_every_talk_has_its_folder_its_zip_and_its_checksums(made):
    out = made.folder / "build"
    assert (out / "ONE/ONE.en.pptx").exists() and (out / "TWO/TWO.en.pptx").exists()
    for name in ("ONE.zip", "our-meeting.zip"):
        with zipfile.ZipFile(out / "zips" / name) as archive:
            files = archive.namelist()
            assert sorted(set(files)) == sorted(files)
            for line in archive.read("SHA256SUMS").decode().splitlines():
                digest, path = line.split("  ")
                assert hashlib.sha256(archive.read(path)).hexdigest() == digest
            assert archive.testzip() is None
    assert {"index.html", "chase.txt", "ONE/ONE.en.pptx", "TWO/TWO.en.pptx"} <= set(files)


def test_when_nothing_changed_nothing_is_made_or_written(two, monkeypatch):
    two.made()
    before = looks(two.folder / "build")
    monkeypatch.setattr("deck.programme.job.do", lambda job: pytest.fail("it was made again"))
    assert two.made().made == ()
    assert looks(two.folder / "build") == before


def looks(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_when_nothing_changed_no_file_of_a_talk_is_read(made, monkeypatch):
    monkeypatch.setattr("deck.programme.disk._FRESH", -1.0)  # files of a test were written just now
    made.made()
    made.session()
    monkeypatch.setattr("deck.programme.disk.read_regular", lambda *given: pytest.fail(f"{given[0]} was read"))
    assert made.made().made == ()


def test_a_talk_that_is_not_made_yet_is_not_read_each_time_for_its_language(two, monkeypatch):
    make(two.session(), here, Report(), lambda step: False)
    monkeypatch.setattr(plan, "content_of", lambda *given: pytest.fail(f"{given[0]} was read"))
    assert list(two.why()) == ["ONE en", "TWO en"]


def test_a_word_in_one_talk_makes_that_talk_alone(made):
    made.change("talks/TWO/slides.yaml", "A sentence", "Another sentence")
    assert made.why() == {"TWO en": ("slides.yaml changed",)}
    assert [step.slot.id for step in made.made().made] == ["TWO"]
    assert made.why() == {}


def test_what_is_taken_back_is_not_made_again(made):
    made.change("talks/ONE/slides.yaml", "A sentence", "Another sentence")
    made.made()
    made.change("talks/ONE/slides.yaml", "Another sentence", "A sentence")
    assert made.why() == {}
    with zipfile.ZipFile(made.folder / "build/zips/ONE.zip") as archive:
        before = archive.read("ONE/ONE.en.pptx")
    assert made.made().made == ()
    assert (made.folder / "build/ONE/ONE.en.pptx").read_bytes() != before, "the one from before is put back"


def test_a_figure_that_changed_is_named_by_its_name(tmp_path, drawn_here):
    told = tell(tmp_path, "  - {code: ONE, own_code: allowed}\n")
    small(told, "ONE", more=FIGURE)
    told.write("talks/ONE/figures/trial_map.py", A_LINE)
    told.made()
    told.write("talks/ONE/figures/trial_map.py", A_LINE.replace("[0, 1]", "[1, 0]"))
    assert told.why() == {"ONE en": ("trial_map changed",)}


def test_a_file_that_the_talk_asked_for_in_vain_counts_when_it_comes(made):
    made.write("talks/ONE/figures/values.py", "VALUES = {}\n")
    assert made.why() == {"ONE en": ("files in figures/ came or went", "figures/values.py is new")} or list(
        made.why()
    ) == ["ONE en"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("artefacts: [deck]", "artefacts: [deck, outline]", "outline asked for"),
        ("minutes: 20", "minutes: 25", "its slot, the brand or the paper changed"),
    ],
)
def test_what_the_programme_asks_for_counts_too(made, old, new, why):
    made.change("programme.yaml", old, new)
    assert made.why()["ONE en"] == (why,)


def test_one_brand_serves_all_and_counts_for_all(made):
    made.change("brand/brand.yaml", '2F5DA8"}  # what', '1F4D98"}  # what')
    assert made.why() == {"ONE en": ("the brand changed",), "TWO en": ("the brand changed",)}


def test_another_program_makes_all_again(made, monkeypatch):
    monkeypatch.setattr(plan, "program", lambda: "another one")
    assert made.why() == dict.fromkeys(("ONE en", "TWO en"), ("another version of deck",))


def test_a_talk_in_the_languages_that_it_has(tmp_path):
    told = tell(tmp_path, "  - {code: ONE}\n", languages="de, en")
    small(told, "ONE")
    words = "source: A sentence\n        text: Ein Satz\n"
    told.write("talks/ONE/locales/de.yaml", f"slides:\n  one:\n    quote:\n      - {words}")
    told.made()
    assert sorted(path.name for path in (tmp_path / "build/ONE").iterdir()) == ["ONE.de.pptx", "ONE.en.pptx"]


def test_a_language_that_the_talk_lacks_is_no_mistake(tmp_path):
    told = tell(tmp_path, "  - {code: ONE}\n", languages="en, de")
    small(told, "ONE")
    told.made()
    assert "no translation" in told.read("index.html")


# ---------------------------------------------------------------- twins, strangers, failures


def test_a_twin_is_made_with_the_figures_of_the_first(tmp_path, drawn_here):
    told = tell(tmp_path, "  - {code: ONE, own_code: allowed}\n  - {code: TWO, own_code: allowed}\n")
    for name in ("ONE", "TWO"):
        small(told, name, more=FIGURE)
        told.write(f"talks/{name}/figures/trial_map.py", A_LINE)
    told.made()
    drawn = [path for path in (tmp_path / ".cache/figures").iterdir() if path.suffix == ".svg"]
    assert len(drawn) == 1


def test_code_of_a_stranger_is_left_out_and_named(tmp_path, drawn_here):
    told = tell(tmp_path, "  - {code: ONE}\n")
    small(told, "ONE", status="draft", more=FIGURE)
    told.write("talks/ONE/figures/trial_map.py", "raise SystemExit('it ran')\n")
    result, found = told.tried()
    [left] = [one for one in found if one.code == "code-left-out"]
    assert left.message.startswith("`figures/trial_map.py` was left out, for nobody signed for this talk's code")
    assert "`own_code: allowed`" in left.help and "--no-code" not in left.help + left.message
    assert "without 1 part that is code" in told.read("index.html")
    assert result.steps[0].outcome is not None and result.steps[0].outcome.is_good


def test_a_final_talk_is_not_made_without_a_part_of_it_and_the_mistake_names_the_talk(tmp_path, drawn_here):
    told = tell(tmp_path, "  - {code: ONE}\n")
    small(told, "ONE", more=FIGURE)
    told.write("talks/ONE/figures/trial_map.py", A_LINE)
    _, found = told.tried()
    [wrong] = [one for one in found if one.severity.value == "error"]
    assert (wrong.code, wrong.span.file) == ("code-left-out", (tmp_path / "talks/ONE/slides.yaml").as_posix())


def test_a_talk_with_a_mistake_keeps_its_last_files_and_no_other_talk_from_being_made(made):
    made.change("talks/ONE/slides.yaml", "kind: statement", "kind: statemnt")
    made.change("talks/TWO/slides.yaml", "A sentence", "Another sentence")
    result, found = made.tried()
    [wrong] = [one for one in found if one.severity.value == "error"]
    assert (wrong.code, Path(wrong.span.file).parent.name, wrong.span.line) == ("unknown-kind", "ONE", 10)
    assert [step.slot.id for step in result.made] == ["ONE", "TWO"]
    assert (made.folder / "build/ONE/ONE.en.pptx").exists()
    assert "1 mistake" in made.read("index.html")


def test_what_makes_deck_fail_is_a_mistake_of_that_talk_and_is_tried_again(two, monkeypatch):
    from deck import pipeline

    honest = pipeline.read_talk

    def fails(world: Any, report: Any) -> Any:
        if "ONE" in str(world.root):
            raise ZeroDivisionError("division by zero")
        return honest(world, report)

    with monkeypatch.context() as patch:
        patch.setattr("deck.pipeline.read_talk", fails)
        result, found = two.tried()
    [failed] = [one for one in found if one.severity.value == "error"]
    assert failed.code == "talk-failed" and "ZeroDivisionError: division by zero" in failed.message
    assert [step.slot.id for step in result.made] == ["TWO"]
    assert [step.slot.id for step in two.made().made] == ["ONE"]


def test_a_full_disk_is_told_and_the_next_run_makes_the_rest(two, monkeypatch):
    honest, room = store.put_whole, [1]

    def fills(path: Path, data: bytes) -> None:
        if path.parent.name == "results":
            if not room:
                raise OSError(errno.ENOSPC, "No space left on device")
            room.pop()
        honest(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(store, "put_whole", fills)
        _, found = two.tried()
    assert [one.message for one in found if one.severity.value == "error"] == [
        f"`TWO` in en cannot be kept in {(two.folder / '.cache').as_posix()}: no space left on device"
    ]
    assert [step.slot.id for step in two.made().made] == ["TWO"]


@pytest.mark.parametrize("part", ["results", "jobs", "state", "figures"])
def test_a_store_that_is_damaged_or_emptied_costs_time_alone(two, part):
    before = two.made()
    files = {path.name: path.read_bytes() for path in (two.folder / "build").rglob("*.pptx")}
    for path in (two.folder / ".cache").glob(f"{part}/*"):
        path.write_bytes(path.read_bytes()[:-40])
    (two.folder / "build/ONE/ONE.en.pptx").unlink()
    two.made()
    assert {path.name: path.read_bytes() for path in (two.folder / "build").rglob("*.pptx")} == files
    assert before.placed == two.made().placed


def test_a_deck_that_somebody_edited_is_kept_beside_the_new_one(made):
    path = made.folder / "build/ONE/ONE.en.pptx"
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("docProps/edited.xml", "<a/>")
    edited = path.read_bytes()
    [kept] = made.made().edited
    assert kept.read_bytes() == edited and path.read_bytes() != edited


def test_files_of_a_talk_that_went_go_too_unless_somebody_changed_them(made):
    (made.folder / "build/TWO/TWO.en.pptx").write_bytes(b"mine")
    made.change("programme.yaml", "  - {code: TWO, room: Hall 2}\n", "")
    made.made()
    assert (made.folder / "build/TWO/TWO.en.pptx").read_bytes() == b"mine"
    made.change("programme.yaml", "{code: ONE,", "{code: ONE, cancelled: true,")
    assert made.made().removed == ("ONE/ONE.en.pptx",)
    assert not (made.folder / "build/ONE").exists() and not (made.folder / "build/zips/ONE.zip").exists()


def test_a_job_does_not_say_where_its_talk_is(two, tmp_path_factory):
    """The same talk elsewhere has the same way: what was made of it is good there too."""
    [job, _] = [step.job for step in two.session().steps]
    assert isinstance(job, Job)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    two.folder.rename(elsewhere / "programme")
    moved = Told(elsewhere / "programme").session().steps[0].job
    assert moved is not None and moved.way == job.way
