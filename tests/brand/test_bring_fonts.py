"""Fonts for a script come from a folder or a package, with their licence, or the reason is said."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck import language
from deck.brand.bring_fonts import CannotBring, bring_fonts
from deck.brand.load import load_brand
from deck.cli import cli
from tests.story import PROJECT, tell

HEBREW = Path(__file__).parents[1] / "languages" / "real" / "fonts" / "Hebrew"
LINE = (0.96, 0.24)


def packed(folder: Path, ending: str) -> Path:
    """The Hebrew fonts as a package of that kind."""
    path = folder / f"fonts{ending}"
    if ending in (".zip", ".whl"):
        with zipfile.ZipFile(path, "w") as package:
            for one in HEBREW.iterdir():
                package.write(one, f"package/{one.name}")
        return path
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:xz" if ending == ".deb" else "w:gz") as tar:
        for one in HEBREW.iterdir():
            tar.add(one, f"./usr/share/{one.name}")
    content = data.getvalue()
    if ending == ".deb":
        parts = ((b"debian-binary", b"2.0\n"), (b"data.tar.xz", content))
        head = b"".join(b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (n, 0, 0, 0, b"100644", len(d)) + d + b"\n" * (len(d) % 2)
                        for n, d in parts)  # fmt: skip
        content = b"!<arch>\n" + head
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ending", [".zip", ".whl", ".tgz", ".deb"])
def test_a_package_gives_what_its_folder_gives(tmp_path: Path, ending: str) -> None:
    assert bring_fonts(packed(tmp_path, ending), "Hebr", "", LINE) == bring_fonts(HEBREW, "Hebr", "", LINE)


def test_lines_become_as_high_as_those_of_the_brand() -> None:
    from fontTools.ttLib import TTFont

    brought = bring_fonts(HEBREW, "Hebr", "", LINE)
    assert sorted(brought.files) == ["NotoSansHebrew-Bold.ttf", "NotoSansHebrew-Regular.ttf"]
    for data in brought.files.values():
        font = TTFont(io.BytesIO(data))
        assert (font["hhea"].ascent, font["hhea"].descent) == (960, -240)


def test_a_reserved_name_leaves_the_font_as_it_is(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HEBREW, tmp_path / "fonts"))
    next(folder.glob("LICENSE*")).unlink()
    (folder / "OFL.txt").write_text("Font licence, with Reserved Font Name 'Noto'", encoding="utf-8")
    brought = bring_fonts(folder, "Hebr", "", LINE)
    assert not brought.changed
    assert brought.files["NotoSansHebrew-Bold.ttf"] == (HEBREW / "NotoSansHebrew-Bold.ttf").read_bytes()


def test_fonts_without_a_licence_are_not_taken(tmp_path: Path) -> None:
    shutil.copy(HEBREW / "NotoSansHebrew-Regular.ttf", tmp_path)
    with pytest.raises(CannotBring, match="no licence"):
        bring_fonts(tmp_path, "Hebr", "", LINE)


@pytest.mark.parametrize(("script", "why"), [("Thai", "no font there has the letters"), ("Egyp", "is not known")])
def test_another_script_is_said_to_be_missing(script: str, why: str) -> None:
    with pytest.raises(CannotBring, match=why):
        bring_fonts(HEBREW, script, "", LINE)


def test_what_is_no_package_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "fonts.deb"
    path.write_bytes(b"something else")
    with pytest.raises(CannotBring, match="no Debian package"):
        bring_fonts(path, "Hebr", "", LINE)


SLIDES = "- {id: one, kind: bullets, title: אחת, bullets: [תאי B חוזרים, תאי פלזמה נשארים]}\n"


def test_a_script_without_a_font_is_said_once_and_one_command_brings_it(tmp_path: Path) -> None:
    story = tell(tmp_path, SLIDES)
    path = story.world.slides_file
    path.write_text(path.read_text(encoding="utf-8").replace("language: en-GB", "language: he"), encoding="utf-8")
    own = tmp_path / "assets" / "brand"
    if own.is_symlink() or not own.exists():  # the shipped brand, of which a copy is changed
        own.unlink(missing_ok=True)
    shutil.copytree(PROJECT / "assets" / "brand", own, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "assets" / "fonts", tmp_path / "assets" / "fonts", dirs_exist_ok=True)
    told = CliRunner().invoke(cli, ["check", str(path)]).output
    assert told.count("glyph-missing") == 1 and "deck brand fonts he FROM" in told
    done = CliRunner().invoke(cli, ["brand", "fonts", "he", str(HEBREW), str(path)])
    assert done.exit_code == 0, done.output
    brand, found = load_brand(own, "he")
    assert brand is not None and not found and brand.fallbacks[0] == "Noto Sans Hebrew"
    assert brand.own_family == "Noto Sans Hebrew" and language.script("he") in brand.scripts
    assert "glyph-missing" not in CliRunner().invoke(cli, ["check", str(path)]).output


@pytest.mark.parametrize("says", ["", "typography: {base: Inter}\n", "typography:\n  base: Inter\n"])
def test_a_brand_that_takes_the_programs_fonts_gets_a_folder_of_its_own(tmp_path: Path, says: str) -> None:
    path = tell(tmp_path, SLIDES).world.slides_file
    own = tmp_path / "assets" / "brand"
    own.mkdir(parents=True)
    (own / "brand.yaml").write_text(f"extends: plain\nmeta: {{name: Ours}}\n{says}", encoding="utf-8")
    done = CliRunner().invoke(cli, ["brand", "fonts", "he", str(HEBREW), str(path)])
    assert done.exit_code == 0, done.output
    assert (own / "fonts" / "NotoSansHebrew-Regular.ttf").exists()
    brand, found = load_brand(own, "he")
    assert brand is not None and [one.message for one in found] == []
    assert (brand.own_family, brand.base) == ("Noto Sans Hebrew", "Inter")
