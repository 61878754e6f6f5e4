"""A brand is loaded whole, or every mistake in it is named at its place."""

import re
import shutil
from pathlib import Path

import pytest

from deck.brand.faces import read_face
from deck.brand.load import load_brand
from deck.brand.model import Emblem, Icon
from deck.diagnostics import Diagnostic, Report
from deck.door import Door

ASSETS = Path(__file__).parents[2] / "assets"
BRAND = ASSETS / "brand"


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped brand that a test may spoil."""
    shutil.copytree(BRAND, tmp_path / "brand")
    (tmp_path / "fonts").mkdir()
    for font in (ASSETS / "fonts").glob("*.ttf"):
        (tmp_path / "fonts" / font.name).write_bytes(font.read_bytes())
    return tmp_path / "brand"


def change(folder: Path, old: str, new: str) -> int:
    """Replace the first `old` of brand.yaml and return its line."""
    path = folder / "brand.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def mistakes(folder: Path) -> list[Diagnostic]:
    report = Report()
    assert report.take(load_brand(folder)) is None
    return list(report)


def only_mistake(folder: Path) -> Diagnostic:
    found = mistakes(folder)
    assert len(found) == 1, [one.message for one in found]
    return found[0]


def shipped(**options):
    report = Report()
    brand = report.take(load_brand(BRAND, **options))
    assert [one.message for one in report] == []
    return brand


def test_the_shipped_brand_has_no_mistakes():
    brand = shipped(event="Annual conference")
    assert (brand.width, brand.height) == (960, 540)
    assert brand.event == "Annual conference"


def test_a_slot_stands_on_the_columns_of_the_grid():
    brand = shipped()
    left, right = (brand.layouts["two_columns"].slots[name].box for name in ("left", "right"))
    full = brand.layouts["text"].slots["body"].box
    assert left.x == full.x and right.right == pytest.approx(full.right)
    assert left.width == pytest.approx(right.width)
    assert full.x + full.right == pytest.approx(brand.width, abs=0.01)


def test_a_layout_takes_over_the_slots_of_the_one_it_extends():
    brand = shipped()
    cover, talk = brand.layouts["cover"], brand.layouts["talk"]
    assert talk.slots["logo1"] == cover.slots["logo1"]
    assert talk.slots["title"].box != cover.slots["title"].box
    assert talk.background == cover.background and talk.dark


def test_slots_stand_in_a_layout_as_the_eye_meets_them_title_first():
    slots = list(shipped().layouts["figure_text_caption"].slots)
    assert slots == ["title", "badge", "kicker", "picture", "body", "caption", "source", "number"]


def test_a_tone_differs_from_its_shape_only_where_it_says_so():
    brand = shipped()
    plain, primary = brand.shape("card"), brand.shape("card", "primary")
    assert primary.fill != plain.fill
    assert (primary.inset, primary.radius_pt, primary.role) == (plain.inset, plain.radius_pt, plain.role)


def test_an_emblem_keeps_the_proportions_of_its_drawing():
    brand = shipped()
    emblem = next(part for part in brand.layouts["content"].decor if isinstance(part, Emblem))
    width, height = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', emblem.svg.decode()).groups()
    assert emblem.box.width / emblem.box.height == pytest.approx(float(width) / float(height))


def test_a_language_read_from_the_right_has_mirrored_layouts():
    left, right = shipped(), shipped(language="ar")
    assert right.right_to_left
    for key, layout in left.layouts.items():
        for name, slot in layout.slots.items():
            turned = right.layouts[key].slots[name].box
            assert turned.x == pytest.approx(left.width - slot.box.right)
            assert (turned.y, turned.width) == (slot.box.y, slot.box.width)
    here, there = (
        next(part for part in brand.layouts["cover"].decor if isinstance(part, Icon)) for brand in (left, right)
    )
    assert there.box.x == pytest.approx(left.width - here.box.right)
    # It looks the other way, to where the title now stands.
    assert there.turned != here.turned


def test_a_shape_has_its_insets_on_the_other_side_where_one_reads_from_the_right():
    left, right = shipped().shapes["fact"], shipped(language="ar").shapes["fact"]
    assert left.inset == (14, 5, 10, 5)
    assert right.inset == (10, 5, 14, 5)


def test_a_step_points_to_where_the_next_one_stands(folder):
    change(folder, "step: {geometry: roundRect", "step: {geometry: homePlate")
    steps = [load_brand(folder, language)[0].shapes["step"] for language in ("en", "ar")]
    assert [step.drawn_inset(100, 40) for step in steps] == [(0, 0, 10, 0), (10, 0, 0, 0)]


def test_a_script_may_ask_for_more_space_between_its_lines():
    english, arabic = shipped(), shipped(language="ar")
    assert english.roles["title"].spacing == 1.05
    assert arabic.roles["title"].spacing == 1.15
    assert min(role.spacing for role in arabic.roles.values()) == 1.15
    assert arabic.layouts["content"].slots["title"].role.spacing == 1.15
    assert shipped(language="zh-Hans").roles == english.roles


@pytest.mark.parametrize(
    ("language", "family"),
    [("en", ""), ("el", ""), ("qps-plocm", ""), ("ar", "Noto Sans Arabic"), ("zh-CN", "Noto Sans SC"), ("zh-TW", "")],
)
def test_a_language_has_the_family_of_its_script(language, family):
    assert shipped(language=language).own_family == family


def test_the_family_of_a_script_must_be_there(folder):
    line = change(folder, "{family: Noto Sans Arabic, spacing: 1.15}", "{family: Noto Sans Arabi, spacing: 1.15}")
    mistake = only_mistake(folder)
    assert mistake.code == "bad-font"
    assert mistake.span.line == line
    assert "`Noto Sans Arabi`" in mistake.message


def test_a_script_has_no_other_fields(folder):
    line = change(folder, "spacing: 1.15}", "spaces: 1.15}")
    mistake = only_mistake(folder)
    assert (mistake.code, mistake.span.line) == ("bad-brand", line)
    assert mistake.help == "did you mean `spacing`?"


def test_faces_know_their_family_and_style():
    faces = {(face.family, face.bold, face.italic) for face in shipped().faces}
    assert {("Inter", bold, italic) for bold in (False, True) for italic in (False, True)} <= faces
    assert ("Noto Sans SC", False, False) in faces


def test_a_file_that_is_no_font_has_no_face(tmp_path):
    for name, content in {"words.ttf": b"not a font", "empty.ttf": b"", "cut.ttf": b"\x00\x01\x00\x00\x00\x10"}.items():
        (tmp_path / name).write_bytes(content)
        assert read_face(tmp_path / name, Door()) is None


def test_an_unknown_colour_is_answered_with_the_nearest_one(folder):
    line = change(
        folder,
        "kicker: {largest: 16, size: 16, floor: 12, bold: true, color: primary",
        "kicker: {largest: 16, size: 16, floor: 12, bold: true, color: primry",
    )
    found = only_mistake(folder)
    assert found.message == "unknown colour `primry`"
    assert found.help == "did you mean `primary`?"
    assert found.span.line == line
    assert found.code == "bad-brand"
    assert found.span.file.endswith("brand/brand.yaml")


def test_a_pair_of_colours_too_close_to_read_is_measured_and_told_once(folder):
    change(folder, 'muted: {hex: "4F6072"', 'muted: {hex: "8F9AA6"')
    found = [one for one in mistakes(folder) if one.code == "low-contrast"]
    told = [one.message for one in found if "`paper`" in one.message]
    assert told == ["`muted` on `paper` has a contrast of 2.77:1, it needs 4.5:1"]
    assert all(one.span.line for one in found)


def test_a_role_that_is_missing_is_named_once(folder):
    change(folder, "    display:", "    displayed:")
    assert only_mistake(folder).message == "the brand needs the role `display`"


def test_a_size_that_is_not_on_the_scale_is_refused(folder):
    line = change(folder, "body: {largest: 28, size: 24, floor: 20", "body: {largest: 28, size: 25, floor: 20")
    found = only_mistake(folder)
    assert found.message == "25 pt is not on the type scale"
    assert found.span.line == line


def test_every_mistake_is_told_in_one_run(folder):
    lines = {
        change(folder, "gutter: 6.35", "gutter: six"),
        change(folder, "hub: {geometry: ellipse", "hub: {geometry: elipse"),
        change(folder, "extends: cover", "extends: covr"),
        change(folder, "emblem: emsp-small.svg", "emblem: emsp-smal.svg"),
    }
    found = mistakes(folder)
    assert lines <= {one.span.line for one in found}
    assert {"did you mean `ellipse`?", "did you mean `cover`?", "did you mean `emsp-small.svg`?"} <= {
        one.help for one in found
    }


def test_an_unknown_field_is_marked_at_its_name(folder):
    line = change(folder, "{icon: b-cell,", "{curve: motif.csv, line_pts: 3,")
    found = only_mistake(folder)
    assert found.message.endswith("has no field `line_pts`")
    assert (found.span.line, found.help) == (line, "did you mean `line_pt`?")


def test_a_brand_need_not_have_the_layouts_of_every_slide_kind(folder):
    change(folder, "  three_fine:", "  four_fine:")
    change(folder, "      quote: {", "      motto: {")
    report = Report()
    assert report.take(load_brand(folder)) is not None and not report.has_errors


def test_a_slide_master_is_made_of_a_title_and_a_text(folder):
    path = folder / "brand.yaml"
    path.write_text(re.sub(r"type: body, ", "type: subTitle, ", path.read_text()), encoding="utf-8")
    assert only_mistake(folder).message == "the brand needs a layout with a title and a text"


def test_two_slots_of_a_layout_cannot_share_a_number(folder):
    change(folder, "type: ftr, idx: 11", "type: ftr, idx: 12")
    first = mistakes(folder)[0]
    assert first.message == "the slots `footer` and `number` of `fine` both have the idx 12"


def test_a_footer_is_no_text_like_others(folder):
    line = change(folder, "type: ftr, idx: 11", "type: body, idx: 11")
    found = only_mistake(folder)
    assert found.message == "unknown type for the slot `footer` `body`"
    assert found.span.line == line


def test_two_layouts_cannot_have_one_name(folder):
    change(folder, "name: Talk title", "name: Conference cover")
    assert only_mistake(folder).message == "two layouts are called `Conference cover`"


def test_a_slot_lies_on_the_slide(folder):
    change(folder, "box: [83, 157, 47.5, 22]", "box: [300, 155, 47.5, 22]")
    assert [one.message for one in mistakes(folder)] == ["`layouts.cover.slots.logo2` does not lie on the slide"]


def test_a_face_that_is_missing_is_named(folder):
    (folder.parent / "fonts" / "Inter-Italic.ttf").unlink()
    found = only_mistake(folder)
    assert (found.code, found.message) == ("bad-font", "the italic face of `Inter` is missing")


def test_a_file_among_the_fonts_that_is_none_is_named(folder):
    (folder.parent / "fonts" / "Broken.ttf").write_bytes(b"<html>not found</html>")
    found = only_mistake(folder)
    assert (found.code, found.message) == ("bad-font", "`Broken.ttf` is not a TrueType font")


def test_a_point_that_is_none_is_found_in_its_file(folder):
    (folder / "motif.csv").write_text("x,y\n0,1\n0.5,half\n", encoding="utf-8")
    change(folder, "{icon: b-cell,", "{curve: motif.csv,")
    assert "line 3 of `motif.csv` is not a point" in {one.message for one in mistakes(folder)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("palette:", "pallete:"),
        ("grid: {", "grid: [1, 2] #{"),
        ("scale: [160,", "scale: [0, 160,"),
        ("columns: [1, 9]", "columns: nine"),
        ("columns: [1, 9]", "columns: [9, 1]"),
        ("box: [15.24, 157, 57.5, 22]", "box: [15.24, 157, 57.5]"),
        ("fonts: ../fonts", "fonts: ../type"),
        ("background: ink", "background: [ink]"),
        ("{of: muted, lighter: 65}", "{of: pale, lighter: 65}"),
        ("{of: muted, lighter: 65}", "{of: muted, lighter: 65, darker: 5}"),
        ("{of: muted, lighter: 65}", "{of: muted, saturation: lots}"),
        ("icon: b-cell", "icon: bee"),
        ('hex: "005A8C", theme: accent1', 'hex: "005A8", theme: accent1'),
        ("theme: accent6", "theme: accent5"),
        ("bold: true", "bold: yes"),
        ("    dot: {", "    dots: {"),
        ("  card.teal: {", "  cart.teal: {"),
        ("type: ctrTitle, idx: 0", "type: ctrTitle, idx: 7"),
    ],
)
def test_a_broken_brand_is_explained_and_never_a_crash(folder, old, new):
    change(folder, old, new)
    assert all(one.span.line and one.code in ("bad-brand", "bad-font") for one in mistakes(folder))


def test_another_brand_has_its_own_size_and_names(folder):
    path = folder / "brand.yaml"
    text = (
        path.read_text(encoding="utf-8")
        .replace("width: 338.667", "width: 254")
        .replace("name: EMSP 2026", "name: Ours")
    )
    text = re.sub(
        r"(box|rule): \[(\S+), (\S+), (\S+), (\S+)\]",
        lambda m: f"{m[1]}: [{float(m[2]) * 0.75:.2f}, {m[3]}, {float(m[4]) * 0.75:.2f}, {m[5]}]",
        text,
    )
    path.write_text(text.replace("name: Title only", "name: Nur Titel"), encoding="utf-8")
    report = Report()
    brand = report.take(load_brand(folder))
    assert [one.message for one in report] == []
    assert (brand.width, brand.height, brand.name) == (720, 540, "Ours")
    assert brand.layouts["content"].name == "Nur Titel"


def test_an_emblem_is_cleaned_once(folder):
    kept: dict[str, bytes] = {}

    def remembered(name, make):
        if name not in kept:
            kept[name] = make()
        return kept[name]

    first = load_brand(folder, remembered=remembered)[0]
    assert kept

    again = load_brand(folder, remembered=lambda name, make: kept[name])[0]
    assert again == first == load_brand(folder)[0]


def test_an_emblem_that_somebody_damaged_in_the_cache_is_cleaned_again(folder):
    assert load_brand(folder, remembered=lambda name, make: b"")[0] == load_brand(folder)[0]


def test_an_emblem_that_reaches_outside_is_remembered_by_nobody(folder):
    change(folder, "emsp-small.svg", "outside.svg")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="http://x.org/y.png"/></svg>'
    (folder / "outside.svg").write_text(drawing, encoding="utf-8")
    kept = {}

    def remembered(name, make):
        kept[name] = make()
        return kept[name]

    report = Report()
    assert report.take(load_brand(folder, remembered=remembered)) is None
    assert {one.code for one in report} == {"unsafe-svg"}
    assert not any("outside" in str(value) for value in kept.values())
