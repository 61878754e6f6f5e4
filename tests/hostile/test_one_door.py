"""Is all that a talk is made of read through one door: its own regular files, no links out, no pipes, nothing huge?"""

from __future__ import annotations

import io
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.door import Door, Refused, read_regular
from tests.hostile.project import Project
from tests.hostile.whole_talk import write_whole_talk

READ = (
    "slides.yaml",
    "locales/de.yaml",
    "locales/glossary.yaml",
    "assets/references.json",
    "assets/brand/brand.yaml",
    "assets/brand/emsp-small.svg",
    "assets/brand/motif.csv",
    "assets/fonts/Inter-Bold.ttf",
    "assets/fonts/fallback/liberation-sans.json",
    "figures/values.py",
    "figures/curve.py",
    "figures/data/points.csv",
    "rows.csv",
)
GIVEN_AWAY = ("assets/PROVENANCE.md", "assets/fonts/OFL-Inter.txt", "figures/data/README.md", "figures/data/LICENSE")
SECRET = "TOPSECRET"
Place = Callable[[Path, Path], object]


def link_out(path: Path, elsewhere: Path) -> None:
    copy = elsewhere / path.name
    shutil.copy(path, copy)
    path.unlink()
    path.symlink_to(copy)


def link_through_a_folder(path: Path, elsewhere: Path) -> None:
    """The file itself is none: the folder that it is named in leads away."""
    link_out(path, elsewhere)
    (path.parent / "out").symlink_to(elsewhere)
    path.unlink()
    path.symlink_to(Path("out") / path.name)


def pipe(path: Path, elsewhere: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path, elsewhere: Path) -> None:
    path.unlink()
    path.mkdir()


def huge(path: Path, elsewhere: Path) -> None:
    os.truncate(path, 200 * 1024 * 1024)


def link_to_nothing(path: Path, elsewhere: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    """A whole talk, in a folder beside which somebody keeps what is no business of its."""
    made = write_whole_talk(tmp_path / "talk")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(made)
    return Project(made, capsys)


@pytest.mark.usefixtures("drawn_here")
def test_the_talk_as_it_is_has_no_mistake(talk: Project) -> None:
    code, _, err = talk.run("check", "--locale", "de", "--fallback")
    assert (code, err.count("error[")) == (0, 0), err


@pytest.mark.usefixtures("drawn_here")
@pytest.mark.parametrize("done", [link_out, pipe, folder, huge, link_to_nothing])
@pytest.mark.parametrize("name", READ)
def test_what_is_no_file_of_the_talk_is_refused_by_its_name(talk: Project, name: str, done: Place) -> None:
    done(talk.folder / name, talk.folder.parent / "elsewhere")
    code, _, err = talk.run("check", "--locale", "de", "--fallback")
    assert code == 1
    assert "error[" in err and Path(name).name in err
    assert SECRET not in err


@pytest.mark.usefixtures("drawn_here")
@pytest.mark.parametrize("name", ["rows.csv", "figures/data/points.csv", "locales/de.yaml", "assets/references.json"])
def test_a_link_that_leads_out_by_way_of_a_folder_is_one_as_well(talk: Project, name: str) -> None:
    link_through_a_folder(talk.folder / name, talk.folder.parent / "elsewhere")
    code, _, err = talk.run("check", "--locale", "de")
    assert code == 1 and "error[outside-project]" in err


@pytest.mark.usefixtures("drawn_here")
@pytest.mark.parametrize(
    "name", ["rows.csv", "figures/data/points.csv", "figures/curve.py", "assets/brand/emsp-small.svg"]
)
def test_a_link_to_another_file_of_the_talk_is_followed(talk: Project, name: str) -> None:
    path = talk.folder / name
    path.rename(path.with_name("kept-here"))
    path.symlink_to("kept-here")
    code, _, err = talk.run("check")
    assert code == 0, err


@pytest.mark.usefixtures("drawn_here")
def test_a_folder_that_is_reached_by_a_link_is_the_talks_own(talk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (talk.folder.parent / "shortcut").symlink_to(talk.folder)
    monkeypatch.chdir(talk.folder.parent)
    code, _, err = talk.run("check", "shortcut/slides.yaml")
    assert code == 0, err


@pytest.mark.usefixtures("drawn_here")
@pytest.mark.parametrize("done", [link_out, pipe, huge])
@pytest.mark.parametrize("name", GIVEN_AWAY)
def test_the_bundle_gives_nothing_away_that_is_not_the_talks(talk: Project, name: str, done: Place) -> None:
    path = talk.folder / name
    path.write_text(SECRET, encoding="utf-8")
    done(path, talk.folder.parent / "elsewhere")
    code, _, err = talk.run("bundle", "--locale", "en-GB")
    assert code == 1 and path.name in err
    assert not (talk.folder / "build" / "slides.bundle.zip").exists()


@pytest.mark.usefixtures("drawn_here")
def test_the_bundle_of_a_sound_talk_has_all_of_them(talk: Project) -> None:
    code, _, err = talk.run("bundle", "--locale", "en-GB")
    assert code == 0, err
    with zipfile.ZipFile(talk.folder / "build" / "slides.bundle.zip") as packed:
        names = {name.rsplit("/", 1)[-1] for name in packed.namelist()}
    assert {"assets-PROVENANCE.md", "data-README.md", "data-LICENSE", "OFL-Inter.txt"} <= names


def test_fonts_lie_in_the_talk_or_beside_the_brand(talk: Project) -> None:
    brand = talk.folder / "assets" / "brand" / "brand.yaml"
    private = talk.folder.parent / "elsewhere" / "private"
    shutil.copytree(talk.folder / "assets" / "fonts", private)
    for named in (str(private), "../../../elsewhere/private"):
        text = brand.read_text(encoding="utf-8").replace("fonts: ../fonts", f"fonts: {named}")
        brand.write_text(text, encoding="utf-8")
        code, _, err = talk.run("check")
        assert code == 1 and "error[outside-project]" in err
        brand.write_text(text.replace(f"fonts: {named}", "fonts: ../fonts"), encoding="utf-8")


@pytest.mark.usefixtures("drawn_here")
def test_a_brand_that_talks_share_lies_behind_a_link_with_its_fonts_beside_it(talk: Project) -> None:
    for part in ("brand", "fonts"):
        (talk.folder / "assets" / part).rename(talk.folder.parent / "elsewhere" / part)
        (talk.folder / "assets" / part).symlink_to(talk.folder.parent / "elsewhere" / part)
    code, _, err = talk.run("check", "--fallback")
    assert code == 0, err


def test_a_line_under_which_a_caret_stands_is_read_by_the_same_door(talk: Project) -> None:
    """The talk is exchanged for a link while its mistakes are looked for."""
    from deck.console import report as console

    talk.write("slides.yaml", "talk: {titel: one}\n")
    elsewhere = talk.write("../elsewhere/secret.txt", f"{SECRET}\n")

    class Swapping(Report):
        def __iter__(self):  # type: ignore[no-untyped-def]
            (talk.folder / "slides.yaml").unlink(missing_ok=True)
            (talk.folder / "slides.yaml").symlink_to(elsewhere)
            return super().__iter__()

    finish = console.finish
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "deck.commands.check.finish", lambda report, *rest, **more: finish(Swapping(*report), *rest, **more)
        )
        code, _, err = talk.run("check")
    assert code == 1 and SECRET not in err and "slides.yaml" in err


def test_a_refusal_is_the_same_in_another_process() -> None:
    with pytest.raises(Refused) as caught:
        Door(Path("talk")).read(Path("/etc/hostname"))
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.diagnostic() == caught.value.diagnostic()
    assert again.code == "outside-project"


def test_a_folder_whose_name_begins_like_the_talks_is_another(tmp_path: Path) -> None:
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk-2").mkdir()
    (tmp_path / "talk-2" / "a").write_bytes(b"")
    assert not Door(tmp_path / "talk").admits(tmp_path / "talk-2" / "a")
    assert not Door(tmp_path / "talk").admits(tmp_path / "talk" / ".." / "talk-2" / "a")
    assert Door(tmp_path / "talk").admits(tmp_path / "talk" / "a")


def test_a_device_and_a_socket_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.chdir(tmp_path)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind("here.sock")
    for path in (Path("/dev/zero"), Path("here.sock")):
        with pytest.raises(Refused, match="is not a file"):
            read_regular(path)
    listening.close()
    assert io.BytesIO(read_regular(Path(__file__))).read(3) == b'"""'
