"""What does `deck new` put into a folder, and whose brand?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont

from deck.cli import cli
from deck.diagnostics import Report
from deck.kinds import kind_names
from deck.pipeline import build
from deck.starter import begin, talks
from deck.workspace import Workspace
from tests.drawn_here import draw_here
from tests.story import PROJECT

LARGEST = 250_000
"""Bytes of a new talk: its schema is the most of it, and no font."""


def new(*words: object) -> str:
    done = CliRunner().invoke(cli, ["new", *map(str, words)], obj={"quiet": False})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def mistakes(folder: Path) -> list[str]:
    report = Report()
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        assert build(Workspace.find(folder), report) is not None, [one.message for one in report]
    return [f"{one.span.line}: {one.message}" for one in report if one.code != "needs-approval"]


@pytest.mark.parametrize("like", talks())
def test_every_talk_to_begin_with_builds_without_a_word(like: str, tmp_path: Path) -> None:
    begin(tmp_path / "talk", like)
    assert mistakes(tmp_path / "talk") == []


@pytest.mark.parametrize("like", talks())
def test_it_is_small_and_has_nobodys_logo(like: str, tmp_path: Path) -> None:
    begin(tmp_path / "talk", like)
    files = [path for path in (tmp_path / "talk").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST
    assert not [path.name for path in files if path.suffix in (".ttf", ".pyc") or "emsp" in path.name.lower()]
    assert "EMSP" not in (tmp_path / "talk" / "slides.yaml").read_text(encoding="utf-8")


def test_the_first_talk_has_a_figure_a_table_and_a_picture_to_change(tmp_path: Path) -> None:
    begin(tmp_path / "talk")
    said = (tmp_path / "talk" / "slides.yaml").read_text(encoding="utf-8")
    assert {"kind: figure", "kind: table", "kind: pictures"} <= {line.strip() for line in said.splitlines()}


def test_a_brand_is_taken_from_another_talk(tmp_path: Path) -> None:
    begin(tmp_path / "one")
    brand = tmp_path / "one" / "assets" / "brand" / "brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("My brand", "Theirs"), encoding="utf-8")
    new(tmp_path / "two", "--from", tmp_path / "one")
    assert "Theirs" in (tmp_path / "two" / "assets" / "brand" / "brand.yaml").read_text(encoding="utf-8")
    assert mistakes(tmp_path / "two") == []


def test_talks_share_a_brand_that_has_a_folder_of_its_own(tmp_path: Path) -> None:
    begin(tmp_path / "one")
    (tmp_path / "one" / "assets" / "brand").rename(tmp_path / "ours")
    new(tmp_path / "two", "--from", tmp_path / "ours")
    new(tmp_path / "deeper" / "three", "--from", tmp_path / "two")
    assert 'brand: "../ours"' in (tmp_path / "two" / "slides.yaml").read_text(encoding="utf-8")
    assert 'brand: "../../ours"' in (tmp_path / "deeper" / "three" / "slides.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "two" / "assets" / "brand").exists()
    assert mistakes(tmp_path / "two") == mistakes(tmp_path / "deeper" / "three") == []


@pytest.mark.parametrize(
    ("like", "told"),
    [
        ("first", "slides.yaml, its brand, figures and pictures\n"),
        ("lecture", "slides.yaml, its brand and figures\n"),
        ("clinical", "slides.yaml and its brand\n"),
    ],
)
def test_what_a_new_talk_has_is_what_is_said_of_it(like: str, told: str, tmp_path: Path) -> None:
    assert told in new(tmp_path / "one", "--like", like)


def test_a_shared_brand_is_named_and_not_called_written(tmp_path: Path) -> None:
    new(tmp_path / "one")
    (tmp_path / "one" / "assets" / "brand").rename(tmp_path / "ours")
    said = new(tmp_path / "two", "--from", tmp_path / "ours", "--like", "course")
    assert "slides.yaml\n" in said and "brand:  " in said and "ours" in said


def test_a_place_without_a_brand_is_wrong_usage_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "there is no brand in" in new(tmp_path / "two", "--from", tmp_path / "empty")
    assert not (tmp_path / "two").exists()


def test_the_talks_to_begin_with_are_listed_with_what_they_are_for() -> None:
    listed = new("--list")
    assert all(name in listed and about in listed and about for name, about in talks().items())


# ---------------------------------------------------------------- a brand


@pytest.fixture
def ungalleried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page with every kind takes seconds; what it draws, tests of kinds and of its own say."""
    monkeypatch.setattr("deck.commands._gallery.write_gallery", lambda *given: None)


@pytest.mark.usefixtures("ungalleried")
def test_a_brand_of_three_colours_a_logo_and_a_font_builds_a_talk(tmp_path: Path) -> None:
    font = tmp_path / "inter"
    font.mkdir()
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        shutil.copy(PROJECT / "assets" / "fonts" / f"Inter-{style}.ttf", font)
    logo = PROJECT / "tests" / "kinds" / "assets" / "meeting.svg"
    said = new(tmp_path / "ours", "--brand", "--colors", "12263A 00695C C97B00", "--logo", logo, "--font", font)
    assert "primary  00695C on white: 6.6:1" in said
    new(tmp_path / "talk", "--from", tmp_path / "ours")
    assert mistakes(tmp_path / "talk") == []


def family_in(folder: Path, family: str) -> None:
    """Inter's four faces under another name: what a system's font folder holds beside others."""
    folder.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        font = TTFont(PROJECT / "assets" / "fonts" / f"Inter-{style}.ttf")
        font["name"].setName(family, 1, 3, 1, 0x409)
        font["name"].setName("Free to use.", 13, 3, 1, 0x409)
        font.save(folder / f"{family}-{style}.ttf")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two families where this system keeps fonts."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for family in ("Sober Mono", "Sober Sans"):
        family_in(tmp_path / "data" / "fonts" / "sober", family)
    return tmp_path / "data" / "fonts" / "sober"


@pytest.mark.usefixtures("ungalleried")
def test_of_several_fonts_in_a_folder_none_is_taken_in_silence(installed: Path, tmp_path: Path) -> None:
    said = new(tmp_path / "ours", "--brand", "--font", installed)
    assert "`Sober Mono`, `Sober Sans`; say which" in said and "--family 'Sober Mono'" in said
    assert not (tmp_path / "ours").exists()
    said = new(tmp_path / "ours", "--brand", "--font", installed, "--family", "Sober Sans")
    assert "font:   Sober Sans, from" in said
    assert 'base: "Sober Sans"' in (tmp_path / "ours" / "brand.yaml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("ungalleried", "installed")
def test_a_font_that_is_installed_is_taken_by_its_name_with_what_it_says_of_its_licence(tmp_path: Path) -> None:
    new(tmp_path / "ours", "--brand", "--font", "sober sans")
    fonts = tmp_path / "ours" / "fonts"
    assert len(list(fonts.glob("Sober Sans-*.ttf"))) == 4
    assert "Free to use." in (fonts / "LICENSE-SoberSans.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("ungalleried", "installed")
@pytest.mark.parametrize(
    ("name", "told"), [("Sober", "there are `Sober Mono`, `Sober Sans`."), ("Sober Sens", "did you mean `Sober Sans`?")]
)
def test_of_a_font_that_is_not_installed_the_nearest_are_named(name: str, told: str, tmp_path: Path) -> None:
    assert told in new(tmp_path / "ours", "--brand", "--font", name)


@pytest.mark.usefixtures("ungalleried")
@pytest.mark.parametrize("there", [True, False])
def test_a_brand_that_cannot_be_begun_leaves_nothing(there: bool, tmp_path: Path) -> None:
    if there:
        (tmp_path / "ours").mkdir()
    (tmp_path / "logo.svg").write_text("<svg", encoding="utf-8")
    said = new(tmp_path / "ours", "--brand", "--logo", tmp_path / "logo.svg")
    assert "was not begun" in said
    assert {path.name for path in tmp_path.rglob("*")} == {"logo.svg"} | ({"ours"} if there else set())


@pytest.mark.usefixtures("ungalleried")
def test_each_of_the_three_colours_is_measured(tmp_path: Path) -> None:
    said = new(tmp_path / "ours", "--brand", "--colors", "12263A 00695C F2C94C")
    assert "accent   F2C94C on white: 1.6:1; faint for lines and marks, which want 3.0:1; words in it are" in said


@pytest.mark.usefixtures("ungalleried")
def test_a_colour_that_nobody_can_read_is_measured_and_nothing_is_written(tmp_path: Path) -> None:
    said = new(tmp_path / "ours", "--brand", "--colors", "12263A 9FC5E8 C97B00")
    assert "primary  9FC5E8 on white: 1.8:1, it needs 4.5:1; 2B72B4 has that" in said
    assert not (tmp_path / "ours").exists()


@pytest.mark.usefixtures("ungalleried")
@pytest.mark.parametrize("colors", ["12263A 00695C", "red green blue", ""])
def test_a_brand_wants_three_colours(tmp_path: Path, colors: str) -> None:
    assert "wants three colours" in new(tmp_path / "ours", "--brand", "--colors", colors)


@pytest.mark.slow
def test_the_gallery_shows_every_kind_with_its_picture(tmp_path: Path) -> None:
    begin(tmp_path / "talk")
    done = CliRunner().invoke(cli, ["kinds", "--gallery", "--talk", str(tmp_path / "talk")], obj={"quiet": False})
    assert done.exit_code == 0, done.output
    page = (tmp_path / "talk" / "build" / "kinds.html").read_text(encoding="utf-8")
    for name in kind_names():
        section = page.split(f'<section id="{name}">')[1].split("</section>")[0]
        assert "data:image/png;base64," in section and f"kind: {name}" in section


@pytest.mark.slow
def test_a_new_brand_is_shown_at_once_in_every_layout(tmp_path: Path) -> None:
    new(tmp_path / "ours", "--brand", "--colors", "12263A 00695C C97B00")
    layouts = (tmp_path / "ours" / "layouts.html").read_text(encoding="utf-8")
    assert layouts.count("<section>") > 30 and layouts.count("No slide of ours stands here") < 5


def test_a_talk_begins_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text("year,count\n2025,3\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("/private/\n", encoding="utf-8")
    new(tmp_path)
    assert mistakes(tmp_path) == []
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "/private/\n"


@pytest.mark.parametrize(
    ("name", "told"), [("slides.yaml", "there is a talk in"), ("assets", "`assets` of a new talk would replace")]
)
def test_nothing_that_is_there_is_replaced_by_a_new_talk(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine\n", encoding="utf-8")
    assert told in new(tmp_path)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [(name, "mine\n")]
