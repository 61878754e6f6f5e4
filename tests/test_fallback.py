"""Is a talk that would break on a machine without our fonts told so, and only such a talk?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import matplotlib
import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont

from deck.brand.fallback import load_advances
from deck.brand.model import StandIn
from deck.cli import cli
from deck.diagnostics import Diagnostic, Report, Severity, Span, render_text
from deck.layout.fallback import check_fallback
from deck.page import Deck
from deck.pipeline import build
from deck.starter import begin
from deck.value import replace
from deck.workspace import Workspace

PROJECT = Path(__file__).parents[1]
METRICS = PROJECT / "assets" / "fonts" / "fallback" / "liberation-sans.json"
pytestmark = pytest.mark.usefixtures("drawn_here")
AFM = Path(matplotlib.get_data_path()) / "fonts" / "pdfcorefonts"


@pytest.fixture(scope="module")
def shipped() -> Deck:
    return built(PROJECT)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A new talk with the shipped brand and its fonts, whose stand-in a test may change."""
    begin(tmp_path / "talk")
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, tmp_path / "talk" / "assets" / part, dirs_exist_ok=True)
    return tmp_path / "talk"


def built(folder: Path) -> Deck:
    report = Report()
    deck = build(Workspace.find(folder / "slides.yaml"), report)
    assert deck is not None and not report.has_errors, [one.message for one in report if one.severity is Severity.ERROR]
    return deck


def widen(metrics: Path, factor: float) -> None:
    """Make the stand-in wider by a factor."""
    table = json.loads(metrics.read_text(encoding="utf-8"))
    table["units_per_em"] /= factor
    metrics.write_text(json.dumps(table), encoding="utf-8")


def checked(deck: Deck) -> list[Diagnostic]:
    report = Report()
    check_fallback(deck.pages, deck.brand, report)
    return list(report)


def warnings(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity is Severity.WARNING]


# ---------------------------------------------------------------- the numbers


@pytest.mark.parametrize(("file", "bold"), [("Helvetica.afm", False), ("Helvetica-Bold.afm", True)])
def test_the_shipped_widths_are_those_of_helvetica_which_arial_was_made_to_match(file: str, bold: bool) -> None:
    advances = load_advances(StandIn("Arial", METRICS, Span.NOWHERE), Report())
    assert advances is not None
    compared = 0
    for line in (AFM / file).read_text(encoding="ascii").splitlines():
        match line.split():
            # Adobe's encoding has typographic quotes where ASCII has straight ones.
            case ["C", code, ";", "WX", width, *_] if 32 <= int(code) <= 126 and int(code) not in (39, 96):
                assert advances[chr(int(code))][bold] == pytest.approx(int(width) / 1000, abs=0.0006)
                compared += 1
    assert compared == 93


def test_the_shipped_widths_are_those_of_the_real_font_where_it_is_installed() -> None:
    from matplotlib.font_manager import fontManager

    table = json.loads(METRICS.read_text(encoding="utf-8"))
    for bold, weight in enumerate((400, 700)):
        installed = [
            TTFont(entry.fname)
            for entry in fontManager.ttflist
            if (entry.name, entry.style, entry.weight, entry.stretch) == ("Liberation Sans", "normal", weight, "normal")
        ]
        # Its first release has fewer letters and a narrower middle dot, and often stands beside the second.
        second = [font for font in installed if font["head"].fontRevision >= 2]
        if not second:
            pytest.skip("Liberation Sans 2 is not installed")
        glyphs = second[0].getBestCmap()
        shared = [code for code in table["advances"] if int(code, 16) in glyphs and int(code, 16) < 0x250]
        assert len(shared) > 500
        assert {code: second[0]["hmtx"][glyphs[int(code, 16)]][0] for code in shared} == {
            code: table["advances"][code][bold] for code in shared
        }


def test_every_character_of_the_talk_in_the_brands_own_family_has_a_width(shipped: Deck) -> None:
    assert shipped.brand.stand_in is not None
    advances = load_advances(shipped.brand.stand_in, Report()) or {}
    text = {char for page in shipped.pages for char in page.title}
    assert text and text <= advances.keys()


def test_a_soft_hyphen_and_a_joiner_take_no_room(tmp_path: Path) -> None:
    table = tmp_path / "table.json"
    table.write_text('{"units_per_em": 10, "advances": {"AD": [3, 3], "200D": [9, 9], "2D": [3, 4]}}')
    advances = load_advances(StandIn("Arial", table, Span.NOWHERE), Report())
    assert advances == {"\u00ad": (0.0, 0.0), "\u200d": (0.0, 0.0), "-": (0.3, 0.4)}


# ---------------------------------------------------------------- what is found


def test_the_brands_own_widths_break_nothing(shipped: Deck, tmp_path: Path) -> None:
    """The second setting agrees with the first when both have the same font."""
    fonts = [TTFont(PROJECT / "assets" / "fonts" / f"Inter-{style}.ttf") for style in ("Regular", "Bold")]
    glyphs = [font.getBestCmap() for font in fonts]
    rows = {
        f"{point:X}": [font["hmtx"][cmap[point]][0] for font, cmap in zip(fonts, glyphs, strict=True)]
        for point in glyphs[0]
    }
    (tmp_path / "own.json").write_text(json.dumps({"units_per_em": fonts[0]["head"].unitsPerEm, "advances": rows}))
    (found,) = checked(standing_in(shipped, tmp_path / "own.json"))
    assert (found.severity, found.span) == (Severity.NOTE, Span.NOWHERE)
    assert found.message == f"with Own for Inter, all text on {len(shipped.pages)} slides stays in place"


def standing_in(deck: Deck, metrics: Path) -> Deck:
    return replace(deck, brand=replace(deck.brand, stand_in=StandIn("Own", metrics, Span.NOWHERE)))


def test_what_the_room_sees_of_the_shipped_talk_stays_in_place_in_arial(shipped: Deck) -> None:
    assert [one.message for one in warnings(checked(shipped.without_hidden))] == []


def test_a_wider_stand_in_breaks_a_line_that_just_fits(talk: Path) -> None:
    path = talk / "slides.yaml"
    points = "\n".join(
        f"      - Point number {number} is one line long in our own font and no more" for number in range(9)
    )
    text = path.read_text(encoding="utf-8").replace("      - One idea a slide", points)
    path.write_text(text, encoding="utf-8")
    widen(talk / "assets" / "fonts" / "fallback" / METRICS.name, 1.6)
    (found,) = [one for one in warnings(checked(built(talk))) if "`body`" in one.message]
    picture = render_text(found, lambda file: text.split("\n"), color=False)
    assert text.split("\n")[found.span.line - 1].lstrip().startswith(("- Point number", "- Words", "- text"))
    first, place, *_, help = picture.split("\n")
    assert first == "warning[breaks-without-fonts]: text leaves `body` on slide `one-message` in Arial"
    assert place.strip() == f"--> {path.as_posix()}:{found.span.line}:{found.span.column}"
    assert "first line outside: " in picture and " fit at 2" in picture
    assert help.strip() == (
        "= help: shorten it, install the brand's fonts on that machine, or try `deck build --embed-fonts`"
    )


def test_a_word_that_no_longer_fits_its_box_is_named(talk: Path) -> None:
    path = talk / "slides.yaml"
    text = path.read_text(encoding="utf-8").replace("title: Second, text", "title: Immunosuppression, text")
    path.write_text(text, encoding="utf-8")
    widen(talk / "assets" / "fonts" / "fallback" / METRICS.name, 1.7)
    (found,) = [one for one in warnings(checked(built(talk))) if "Immunosuppression" in one.message]
    assert found.message == "`Immunosuppression` is wider than `panel-2` on slide `three-panels` in Arial"
    assert "Immunosuppression" in text.split("\n")[found.span.line - 1]
    assert found.label.endswith(" pt")


def test_a_table_that_grows_out_of_its_room_is_named_at_its_row(shipped: Deck, tmp_path: Path) -> None:
    wide = tmp_path / "wide.json"
    wide.write_bytes(METRICS.read_bytes())
    widen(wide, 1.5)
    (found, *_) = [one for one in warnings(checked(standing_in(shipped, wide))) if one.message.startswith("table")]
    assert found.message.startswith("table leaves `table` on slide `trials-table")
    assert found.label.startswith("this row ends ")
    assert found.span.line > 0


def test_every_warning_has_a_place(shipped: Deck, tmp_path: Path) -> None:
    wide = tmp_path / "wide.json"
    wide.write_bytes(METRICS.read_bytes())
    widen(wide, 1.5)
    found = checked(standing_in(shipped, wide))
    assert len(warnings(found)) > 20
    assert all(one.span.line for one in warnings(found))
    assert {one.code for one in found} == {"breaks-without-fonts"}


@pytest.mark.parametrize("bold", [False, True])
def test_a_words_width_is_the_sum_of_its_letters_in_its_weight(talk: Path, bold: bool) -> None:
    path, word = talk / "slides.yaml", "Immunosuppressiveness"
    said = f'"**{word}**"' if bold else word
    text = path.read_text(encoding="utf-8").replace(
        "title: Second, text: A sentence or two.", f"title: B, text: {said}"
    )
    path.write_text(text, encoding="utf-8")
    metrics = talk / "assets" / "fonts" / "fallback" / METRICS.name
    widen(metrics, 1.7)
    advances = load_advances(StandIn("Arial", metrics, Span.NOWHERE), Report()) or {}
    (found,) = [one for one in warnings(checked(built(talk))) if word in one.message]
    assert found.label.startswith(f"{20 * sum(advances[letter][bold] for letter in word):.0f} pt wide, the room is ")


# ---------------------------------------------------------------- the command, and a brand without it


def test_the_command_warns_and_still_leaves_0(talk: Path) -> None:
    run = CliRunner()
    calm = run.invoke(cli, ["check", str(talk / "slides.yaml")], obj={})
    assert "breaks-without-fonts" not in calm.output
    widen(talk / "assets" / "fonts" / "fallback" / METRICS.name, 2)
    done = run.invoke(cli, ["check", "--fallback", str(talk / "slides.yaml")], standalone_mode=False, obj={})
    assert done.return_value == 0
    assert "warning[breaks-without-fonts]: " in done.output
    assert "note[breaks-without-fonts]: with Arial for Inter, text breaks on " in done.output


def test_a_brand_without_a_stand_in_says_so(shipped: Deck) -> None:
    (found,) = checked(replace(shipped, brand=replace(shipped.brand, stand_in=None)))
    assert (found.severity, found.code) == (Severity.ERROR, "no-stand-in")
    assert found.span.file.endswith("assets/brand/brand.yaml")


@pytest.mark.parametrize("table", ["", "[]", "{", '{"units_per_em": 0, "advances": {"41": [1, 1]}}',
                                   '{"units_per_em": 1, "advances": {"41": [1]}}',
                                   '{"units_per_em": 1, "advances": {"x": [1, 1]}}',
                                   '{"units_per_em": 1, "advances": {"FFFFFFFF": [1, 1]}}', "[" * 100_000])  # fmt: skip
def test_a_table_that_is_none_is_named_where_the_brand_names_it(talk: Path, table: str) -> None:
    (talk / "assets" / "fonts" / "fallback" / METRICS.name).write_text(table)
    (found,) = checked(built(talk))
    assert found.message == "`liberation-sans.json` is not a table of advance widths"
    lines = (talk / "assets" / "brand" / "brand.yaml").read_text(encoding="utf-8").split("\n")
    assert lines[found.span.line - 1].strip().startswith("stand_in:")


def test_a_table_that_is_not_there_is_named_where_the_brand_names_it(talk: Path) -> None:
    (talk / "assets" / "fonts" / "fallback" / METRICS.name).unlink()
    (found,) = checked(built(talk))
    assert found.message == "cannot read `liberation-sans.json`: No such file or directory"
    assert found.span.file.endswith("brand.yaml")
