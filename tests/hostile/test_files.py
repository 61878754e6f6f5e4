"""Is a file that the talk names read only when it is a file of the project, and one that can be read?"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.hostile.project import PROJECT, Mistake, Project, Told, unreadable, with_a_curve

COVER = "id: one\nkind: cover\ntitle: A talk\nlogos:\n  - {{file: '{}', alt: A logo}}"
TABLE = "id: one\nkind: table\ntitle: A table\nalt: Rows\ncolumns: {a: A, b: B}\ncsv: rows.csv"
OUTSIDE_HELP = "copy the file into assets/ and name it by its path from the talk's folder, with /"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'


@pytest.mark.parametrize(
    "path",
    [
        "../secret.svg",
        "assets/../../secret.svg",
        "/etc/passwd",
        "C:/secret.svg",
        "C:secret.svg",
        "\\\\server\\share\\secret.svg",
        "//server/share/secret.svg",
        "assets\\logo.svg",
    ],
)
def test_a_path_that_leaves_the_project(project: Project, path: str) -> None:
    (project.folder.parent / "secret.svg").write_text(SVG)
    project.tell(COVER.format(path))
    assert project.mistake() == Mistake(
        "outside-project", "slides.yaml:11", f"`{path}` is not inside the project", OUTSIDE_HELP
    )


def test_what_an_author_reads_of_a_path_that_leaves_the_project(project: Project) -> None:
    project.tell(COVER.format("../secret.svg"))
    assert project.picture() == (
        "error[outside-project]: `../secret.svg` is not inside the project\n"
        "  --> slides.yaml:11:16\n"
        "   |\n"
        "11 |       - {file: '../secret.svg', alt: A logo}\n"
        "   |                ^^^^^^^^^^^^^^^\n"
        f"   = help: {OUTSIDE_HELP}\n"
        "1 error\n"
    )


def test_a_link_that_leaves_the_project(project: Project) -> None:
    (project.folder.parent / "secret.svg").write_text(SVG)
    (project.folder / "logo.svg").symlink_to(project.folder.parent / "secret.svg")
    project.tell(COVER.format("logo.svg"))
    found = project.mistake()
    assert (found.code, found.place, found.help) == ("outside-project", "slides.yaml:11", OUTSIDE_HELP)


def test_a_folder_that_is_a_link_out_of_the_project(project: Project) -> None:
    (project.folder.parent / "secret.svg").write_text(SVG)
    (project.folder / "more").symlink_to(project.folder.parent)
    project.tell(COVER.format("more/secret.svg"))
    assert project.mistake().code == "outside-project"


def test_a_link_inside_the_project_is_followed(project: Project) -> None:
    project.write("assets/real.svg", SVG)
    (project.folder / "logo.svg").symlink_to(project.folder / "assets" / "real.svg")
    project.tell(COVER.format("logo.svg"))
    assert project.mistakes() == []


def test_a_link_to_itself(project: Project) -> None:
    (project.folder / "logo.svg").symlink_to(project.folder / "logo.svg")
    project.tell(COVER.format("logo.svg"))
    found = project.mistake()
    assert (found.code, found.place) == ("unreadable-file", "slides.yaml:11")


def test_a_file_that_is_missing_is_answered_with_its_neighbour(project: Project) -> None:
    project.write("assets/logo.svg", SVG)
    project.tell(COVER.format("assets/logos.svg"))
    assert project.mistake() == Mistake(
        "no-such-file", "slides.yaml:11", "there is no file `assets/logos.svg`", "did you mean `logo.svg`?"
    )


def test_a_file_that_may_not_be_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("logo.svg", SVG)
    unreadable(monkeypatch, "logo.svg")
    project.tell(COVER.format("logo.svg"))
    assert project.mistake() == Told("unreadable-file", "slides.yaml:11", "permission denied")


def test_a_folder_instead_of_a_file(project: Project) -> None:
    project.tell(COVER.format("assets"))
    assert project.mistake() == Mistake(
        "unreadable-file", "slides.yaml:11", "`assets` is a folder", "name a file in it"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(project: Project) -> None:
    os.mkfifo(project.folder / "logo.svg")
    project.tell(COVER.format("logo.svg"))
    assert project.mistake() == Mistake("unreadable-file", "slides.yaml:11", "`logo.svg` is not a file", "")


@pytest.mark.parametrize("path", ["a" * 300 + ".svg", "a\\0b.svg"])
def test_a_name_that_no_file_can_have(project: Project, path: str) -> None:
    project.tell(COVER.format("X").replace("'X'", f'"{path}"'))
    found = project.mistakes()[0]
    assert found.place == "slides.yaml:11"
    assert found.code in ("unreadable-file", "no-such-file", "control-character")


def test_a_file_that_is_far_too_large_is_not_read(project: Project) -> None:
    with project.write("logo.svg", SVG).open("rb+") as file:
        file.truncate(101 * 1024 * 1024)
    project.tell(COVER.format("logo.svg"))
    assert project.mistake() == Mistake(
        "too-large", "slides.yaml:11", "`logo.svg` is larger than 100 MB", "export a smaller version"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2,3\n", "line 2"),
        ("a,b\n1,2\n1\n", "line 3"),
        ("", "is empty"),
        ("a,b\n\u00fc,2\n".encode("latin-1"), "UTF-8"),
        ("a,b\n1,Genève\n".encode("cp1252"), "UTF-8"),
    ],
)
def test_a_csv_file_that_is_none(project: Project, content: str | bytes, words: str) -> None:
    project.write("rows.csv", content)
    project.tell(TABLE)
    found = project.mistakes()[0]
    assert (found.code, found.place) == ("bad-csv", "slides.yaml:12")
    assert words in found.message


def test_a_csv_file_without_the_field_that_a_column_shows(project: Project) -> None:
    project.write("rows.csv", "a,c\n1,2\n")
    project.tell(TABLE)
    found = project.mistakes()[0]
    assert (found.code, found.place, found.message) == ("unknown-field", "slides.yaml:11", "the CSV has no field `b`")


def test_a_csv_file_of_another_system_makes_no_difference(project: Project) -> None:
    project.write("rows.csv", "a,b\n1,2\n")
    project.tell(TABLE)
    expected = project.parts()
    for other in (
        b"\xef\xbb\xbfa,b\r\n1,2\r\n",
        "a,b\n1,2\n".encode("utf-16"),
        b"sep=;\r\na;b\r\n1;2\r\n;\r\n",
        b"a\tb\r1\t2",
    ):
        project.write("rows.csv", other)
        assert project.parts() == expected


CONTROLS = ["\x00", "\x07", "\x0b", "\x1f", "\x85", "\u2028", "\ufffe"]


@pytest.mark.parametrize("char", CONTROLS)
def test_a_control_character_in_a_csv_file(project: Project, char: str) -> None:
    project.write("rows.csv", f"a,b\n1,2\n1{char}1,2\n")
    project.tell(TABLE)
    found = project.mistake()
    assert (found.code, found.place) == ("control-character", "slides.yaml:12")
    assert "line 3 of `rows.csv`" in found.message
    assert found.help


def test_a_line_break_in_a_cell_is_a_space(project: Project) -> None:
    project.write("rows.csv", 'a,b\n1,"2\r\n 3"\n')
    project.tell(TABLE)
    assert b"<a:t>2 3</a:t>" in project.parts()["ppt/slides/slide1.xml"]


@pytest.mark.parametrize("char", [*CONTROLS, "\ud800"])
def test_a_control_character_in_a_computed_value(project: Project, char: str) -> None:
    project.write("figures/values.py", f"def values(data):\n    return {{'n': {'a' + char + 'b'!a}}}\n")
    project.tell("id: one\nkind: bullets\ntitle: One message\nbullets: ['There are {n}']")
    found = project.mistakes()[0]
    assert (found.code, found.place) == ("control-character", "slides.yaml:10")
    assert "`n`" in found.message
    assert found.help


def test_a_csv_file_that_is_missing(project: Project) -> None:
    project.tell(TABLE)
    assert project.mistake() == Told("no-such-file", "slides.yaml:12", "there is no file `rows.csv`")


@pytest.mark.parametrize(
    "content",
    [b"", b"not a font", b"\x00\x01\x00\x00", b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 400, b"OTTO" + b"\0" * 60],
)
def test_a_font_that_is_none(project: Project, content: bytes) -> None:
    own_copies(project.folder)
    project.write("assets/fonts/Inter-Extra.ttf", content)
    found = project.mistake()
    assert (found.code, found.message) == ("bad-font", "`Inter-Extra.ttf` is not a TrueType font")
    assert found.place.startswith("assets/brand/brand.yaml:")
    assert found.help == "remove the file, or replace it"


def test_a_font_that_is_cut_off(project: Project) -> None:
    own_copies(project.folder)
    path = project.folder / "assets" / "fonts" / "Inter-Regular.ttf"
    path.write_bytes(path.read_bytes()[:20_000])
    assert {one.code for one in project.mistakes()} == {"bad-font"}


def own_copies(folder: Path) -> None:
    """Brand and fonts to be broken."""
    for part in ("brand", "fonts"):
        (folder / "assets" / part).unlink()
        shutil.copytree(PROJECT / "assets" / part, folder / "assets" / part)


@pytest.mark.parametrize("content", [b"a,b\n\xff\xfe,1\n", b"", b"x,y\n0,nan\n1,1\n", b"x,y\n0,inf\n1,1\n"])
def test_the_points_of_a_brand_that_are_none(project: Project, content: bytes) -> None:
    own_copies(project.folder)
    with_a_curve(project.folder)
    assert project.mistakes() == []
    project.write("assets/brand/motif.csv", content)
    found = project.mistakes()[0]
    assert found.code == "bad-brand"
    assert found.place.startswith("assets/brand/brand.yaml:")
    assert "motif.csv" in found.message


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", SVG.replace("<rect", "<script/><rect").encode(), b'<svg viewBox="0 0 4 0"/>']
)
def test_an_emblem_of_a_brand_that_is_no_safe_drawing(project: Project, content: bytes) -> None:
    own_copies(project.folder)
    project.write("assets/brand/emsp-small.svg", content)
    found = project.mistakes()[0]
    assert found.code in ("bad-brand", "unsafe-svg")
    assert found.place.startswith("assets/brand/brand.yaml:")


@pytest.mark.parametrize("path", ["../../../secret.svg", "/etc/passwd", "\\\\server\\share\\x.svg", "x" * 300 + ".svg"])
def test_a_brand_that_reads_outside_the_project(project: Project, path: str) -> None:
    own_copies(project.folder)
    (project.folder.parent / "secret.svg").write_text(SVG)
    brand = project.folder / "assets" / "brand" / "brand.yaml"
    text = brand.read_text(encoding="utf-8")
    assert "emblem: emsp-small.svg" in text
    brand.write_text(text.replace("emblem: emsp-small.svg", f"emblem: '{path}'", 1), encoding="utf-8")
    found = project.mistakes()[0]
    assert found.code in ("bad-brand", "outside-project")
    assert found.place.startswith("assets/brand/brand.yaml:")


@pytest.mark.parametrize("number", ["9" * 400, "100000", "1e9", ".inf", "-1", "0", "nan", "\u0663"])
@pytest.mark.parametrize("name", ["columns", "width"])
def test_a_number_of_a_brand_that_is_none(project: Project, name: str, number: str) -> None:
    own_copies(project.folder)
    brand = project.folder / "assets" / "brand" / "brand.yaml"
    text = brand.read_text(encoding="utf-8")
    changed = re.sub(rf"(grid: .*?{name}: )[0-9.]+", lambda found: found[1] + number, text, count=1)
    assert changed != text
    brand.write_text(changed, encoding="utf-8")
    found = [one for one in project.mistakes() if f"grid.{name}" in one.message]
    assert found[0].code == "bad-brand"
    assert found[0].place == f"assets/brand/brand.yaml:{changed[: changed.index('grid: ')].count(chr(10)) + 1}"
