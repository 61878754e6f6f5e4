"""Is the brand found where the talk says, and nothing else with it?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.cli import cli
from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from tests.story import PROJECT

COVER = "  - {{id: a, kind: cover, title: A, logos: [{{file: {}, alt: the house}}]}}\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two talks beside the brand that they share."""
    shutil.copytree(PROJECT / "assets" / "brand", tmp_path / "brand")
    shutil.copytree(PROJECT / "assets" / "fonts", tmp_path / "fonts")
    for name in ("spring", "autumn"):
        (tmp_path / name).mkdir()
    return tmp_path


def told(
    talk: Path, brand: str, slides: str = "  - {id: one, kind: bullets, title: One, bullets: [a, b]}\n"
) -> Workspace:
    head = f"talk:\n  title: A\n  speaker: B\n  language: en-GB\n  status: final\n  brand: {brand}\nslides:\n"
    (talk / "slides.yaml").write_text(head + slides, encoding="utf-8")
    return Workspace.find(talk / "slides.yaml")


def mistakes(world: Workspace) -> list[tuple[str, int, str]]:
    report = Report()
    build(world, report)
    return [(one.code, one.span.line, one.message) for one in report]


def test_talks_share_a_brand_beside_them_without_a_copy(house: Path) -> None:
    for name in ("spring", "autumn"):
        assert mistakes(told(house / name, "../brand")) == []
        assert not (house / name / "assets").exists()


def test_a_talk_may_show_a_picture_of_its_brand_and_none_from_beside_it(house: Path) -> None:
    assert mistakes(told(house / "spring", "../brand", COVER.format("../brand/emsp.svg"))) == []
    (house / "brand-2").mkdir()
    shutil.copy(house / "brand" / "emsp.svg", house / "brand-2" / "emsp.svg")
    world = told(house / "spring", "../brand", COVER.format("../brand-2/emsp.svg"))
    assert [code for code, *_ in mistakes(world)] == ["outside-project"]


def test_a_link_out_of_the_brand_is_followed_by_nobody(house: Path) -> None:
    (house / "secret.svg").write_bytes((house / "brand" / "emsp.svg").read_bytes())
    (house / "brand" / "mine.svg").symlink_to("../secret.svg")
    world = told(house / "spring", "../brand", COVER.format("../brand/mine.svg"))
    assert [code for code, *_ in mistakes(world)] == ["outside-project"]


@pytest.mark.parametrize(
    ("named", "code", "said"),
    [
        ("../brnad", "no-such-file", "there is no folder `../brnad`"),
        ("../brand/brand.yaml", "no-such-file", "there is no folder `../brand/brand.yaml`"),
        ("../fonts", "no-such-file", "there is no `brand.yaml` in `../fonts`"),
        ("..\\brand", "bad-brand", "`..\\brand` is no path from the talk's folder"),
        ("/etc", "bad-brand", "`/etc` is no path from the talk's folder"),
        ("C:/brand", "bad-brand", "`C:/brand` is no path from the talk's folder"),
        ("../shortcut", "outside-project", "`../shortcut` leads through a link"),
        ("../deep/../brand", "outside-project", "`../deep/../brand` leads through a link"),
        ("../loop", "no-such-file", "there is no folder `../loop`"),
        ("x" * 300, "no-such-file", f"there is no folder `{'x' * 300}`"),
        ("[../brand]", "", ""),
    ],
)
def test_what_is_no_brands_folder_is_told_at_its_line(house: Path, named: str, code: str, said: str) -> None:
    (house / "shortcut").symlink_to("brand")
    (house / "elsewhere" / "in").mkdir(parents=True)
    shutil.copytree(house / "brand", house / "elsewhere" / "brand")
    (house / "deep").symlink_to("elsewhere/in")
    (house / "loop").symlink_to("loop")
    expected = [(code, 6, said)] if code else []
    assert mistakes(told(house / "spring", named)) == expected


def test_a_mistyped_name_is_told_the_one_that_was_meant(house: Path) -> None:
    report = Report()
    build(told(house / "spring", "../brnad"), report)
    assert [one.help for one in report] == ["did you mean `brand`?"]


def run(*words: object) -> int:
    return int(cli([str(word) for word in words], standalone_mode=False))


def test_every_command_knows_the_brand(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk = told(house / "spring", "../brand").slides_file
    assert run("brand", "export", talk, "-o", house / "out.potx") == 0
    before = (house / "brand" / "emsp.svg").read_bytes()
    drawn = "def draw(canvas):\n    canvas.axes(60, 60, 300, 200).plot([0, 1])\n"
    (house / "spring" / "figures").mkdir()
    (house / "spring" / "figures" / "one.py").write_text(drawn, encoding="utf-8")
    figure = "  - {id: a, kind: figure, title: A, figure: one, alt: a}\n"
    talk = told(house / "spring", "../brand", figure).slides_file
    assert run("figure", "one", talk, "-o", house / "brand" / "emsp.svg") == 1
    assert "the talk is made of it" in capsys.readouterr().err
    assert (house / "brand" / "emsp.svg").read_bytes() == before


def test_fonts_come_to_the_brand_that_the_talk_names(house: Path) -> None:
    talk = told(house / "spring", "../brand").slides_file
    (house / "new").mkdir()
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "OFL-NotoSansSC.txt"):
        shutil.move(house / "fonts" / name, house / "new" / name)
    brand = house / "brand" / "brand.yaml"
    without = brand.read_text(encoding="utf-8").replace("Hans: Noto Sans SC, ", "").replace("[Noto Sans SC, ", "[")
    brand.write_text(without, encoding="utf-8")
    assert run("brand", "fonts", "zh-Hans", house / "new", talk) == 0
    assert "Noto Sans SC" in brand.read_text(encoding="utf-8") and not (house / "spring" / "assets").exists()
