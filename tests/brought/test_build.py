"""What becomes of a talk on a template that somebody else made?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from deck.brand.brought.art import Artist
from deck.brand.brought.colors import Shades
from deck.brand.brought.mirror import mirror
from deck.brand.brought.package import Package
from deck.brand.brought.propose import NoTitle, propose
from deck.brand.brought.read import has_readable_head, read_template
from deck.brand.brought.strip import stripped_parts
from deck.brand.brought.type import Fonts
from deck.brand.load import load_brand
from deck.brand.model import Brand
from deck.brand.template import Ours
from deck.brand.theme_colors import contrast
from deck.layout.set_text import word_room
from deck.page import Deck, TextBox
from deck.value import replace
from deck.write.pptx.deck import write_pptx
from tests.brought.make import SHAPES, made, shape
from tests.story import Story, as_typed, tell

TALK = """\
- id: opening
  kind: cover
  title: A talk on their template
  subtitle: A Speaker
  lines: [Their hospital]
- id: part
  kind: section
  section: One
  title: The first part
- id: points
  kind: bullets
  title: Three points
  kicker: Topic
  source: "Somebody, somewhere"
  bullets:
    - One
    - text: Two
      sub: [Under two]
    - Three
- id: pair
  kind: bullets
  title: Two columns
  columns: 2
  bullets: [One, Two, Three, Four]
- id: rows
  kind: table
  title: A table
  alt: Two rows
  columns: [Name, Value]
  rows: [[One, "1"], [Two, "2"]]
- id: drawn
  kind: tree
  title: A diagram
  alt: A root and two branches
  root: {text: Root}
  branches: [{text: Left}, {text: Right}]
- id: said
  kind: statement
  title: A statement
  quote: [Somebody said so]
  by: Somebody
"""
OURS = Ours(b"<core/>", b"<app/>", b"<notes/>", b"<styles/>")
BUILT = [name for name in SHAPES if name != "no-placeholders"]
Decks = dict[str, tuple[Deck, bytes]]


def adopted(brand: Path, data: bytes) -> Path:
    """A brand on that template in a folder of its own, as it is proposed; returns its brand.yaml."""
    proposal = propose(read_template(Package.read(data)), "house.pptx", "House", Fonts("../fonts"))
    brand.mkdir(parents=True, exist_ok=True)
    (brand / "house.pptx").write_bytes(data)
    (brand / "brand.yaml").write_text(proposal.text, encoding="utf-8")
    return brand / "brand.yaml"


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Decks:
    folder = tmp_path_factory.mktemp("talk")
    story = tell(folder, TALK, drawn=False)
    found = {}
    for name in BUILT:
        brand = adopted(folder / "assets" / name, shape(name)).parent
        deck, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
        assert [one.told.message for one in mistakes] == []
        found[name] = deck, write_pptx(deck)
    return found


@pytest.mark.parametrize("name", BUILT)
def test_every_slide_stands_on_the_layout_that_the_brand_names(decks: Decks, name: str) -> None:
    deck, data = decks[name]
    slides = Presentation(io.BytesIO(data)).slides
    assert [slide.slide_layout.name for slide in slides] == [page.layout.name for page in deck.pages]
    assert [as_typed(slide.shapes.title.text_frame.text) for slide in slides] == [as_typed(p.title) for p in deck.pages]


@pytest.mark.parametrize("name", BUILT)
def test_nothing_is_left_of_the_sample_slides(decks: Decks, name: str) -> None:
    deck, data = decks[name]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        slides = [part for part in archive.namelist() if part.startswith("ppt/slides/slide")]
        assert len(slides) == len(deck.pages)
        assert not any(b"SAMPLE" in archive.read(part) for part in archive.namelist())


@pytest.mark.parametrize("name", BUILT)
def test_all_layouts_stay_for_whoever_adds_slides(decks: Decks, name: str) -> None:
    masters = Presentation(io.BytesIO(decks[name][1])).slide_masters
    told = [[layout["name"] for layout in master["layouts"]] for master in SHAPES[name]["masters"]]
    assert [[layout.name for layout in master.slide_layouts] for master in masters] == told


def test_text_is_in_the_placeholder_and_looks_as_its_layout_says(decks: Decks) -> None:
    slide = Presentation(io.BytesIO(decks["university"][1])).slides[2]
    body = next(one for one in slide.placeholders if one.placeholder_format.idx == 1)
    words = [as_typed(paragraph.text) for paragraph in body.text_frame.paragraphs]
    assert words == ["One", "Two", "Under two", "Three"]
    # Size, mark and indent are the layout's: nothing of them is written on the slide.
    for paragraph in body.text_frame.paragraphs:
        assert all(run.font.size is None for run in paragraph.runs)
        assert not paragraph._p.xpath("a:pPr/a:buChar | a:pPr[@marL]")


def test_a_title_that_the_layout_lacks_is_one_of_the_slides_own(decks: Decks) -> None:
    slide = Presentation(io.BytesIO(decks["conference"][1])).slides[0]
    assert slide.slide_layout.name == "4_Title Slide" and not list(slide.slide_layout.placeholders)
    assert as_typed(slide.shapes.title.text_frame.text) == "A talk on their template"
    # Where the sample slide has it.
    assert round(slide.shapes.title.top / 12700) == 221


def test_a_template_without_a_title_cannot_be_stood_on() -> None:
    with pytest.raises(NoTitle):
        propose(read_template(Package.read(shape("no-placeholders"))), "house.pptx", "House", Fonts("../fonts"))


# ---------------------------------------------------------------- little room

ABREAST = """\
- id: opening
  kind: cover
  title: A talk on their template
- id: signs
  kind: statement
  title: Drawings with a word each
  quote: [Medicines that are based on genes, tissues or cells]
  icons: [gene, lymph-node, car-t-cell]
  labels: [genes, tissues, cells]
- id: branches
  kind: tree
  title: A title that says in so many words what the slide is about
  alt: A root and three branches
  root: {text: Advanced therapy medicinal products, note: By the committee}
  branches:
    - {text: Somatic cell therapy medicines, note: Directive one}
    - {text: Tissue engineered medicines, note: Regulation two}
    - {text: Gene therapy medicines, note: Directive one, tag: Here, icon: car-t-cell}
- id: rows
  kind: table
  title: A table
  alt: A row
  columns: [Registry number, Trial, Disease, Target, Cells, Phase, Status, Countries]
  rows:
    - [NCT00000000, TESTING-1, "MS, NMOSD", CD19 + BCMA, autologous, Phase 1/2, not yet recruiting, "BE, DE, ES, FR"]
"""


@pytest.mark.parametrize("size", [(720, 540), (720, 405)])
def test_a_slide_that_is_not_wide_holds_what_was_drawn_for_a_wide_one(
    tmp_path: Path, size: tuple[float, float]
) -> None:
    wide, high = size
    title = ["title", 0, 36, 24, wide - 72, 46, "Title"]
    body = ["obj", 1, 36, 100, wide - 72, high - 170, "Text"]
    footer = ["ftr", 11, wide / 2 - 90, high - 40, 180, 28, ""]
    layouts = [
        {"name": "Title and Content", "type": "obj", "holders": [title, body, footer]},
        {"name": "Title Only", "type": "titleOnly", "holders": [title, footer]},
    ]
    masters = [{"holders": [title, ["body", *body[1:]], footer], "layouts": layouts}]
    story = tell(tmp_path, ABREAST, drawn=False)
    brand = adopted(tmp_path / "assets" / "narrow", made({"size": list(size), "masters": masters})).parent
    deck, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
    assert [one.told.message for one in mistakes] == []
    # Sentences are no smaller than elsewhere, and no word is smaller than a source.
    assert min(role.floor for name, role in deck.brand.roles.items() if name in ("body", "body2")) >= 18
    assert min(role.floor for role in deck.brand.roles.values()) >= 10
    # A footer reaches into the place of the date; a title of two lines has room for both.
    slots = deck.brand.layouts["content"].slots
    assert slots["footer"].box.width == pytest.approx(360, abs=0.1)
    assert slots["title"].box.height > 46


LOW = """\
- id: points
  kind: bullets
  title: What we know
  bullets: [One thing, Another thing]
- id: figure
  kind: figure
  title: What we saw
  figure: line
  alt: A line that rises
  caption: [Measured by ourselves, in twelve people, over a year with two winters]
  source: Our own data
"""


def test_a_title_at_the_foot_stays_there_and_what_it_is_of_has_its_own_placeholder(
    tmp_path: Path,
) -> None:
    title = ["title", 0, 60, 440, 840, 60, "Title"]
    body = ["obj", 1, 60, 40, 840, 380, "Text"]
    layouts = [
        {"name": "Title and Content", "type": "obj", "holders": [title, body]},
        {"name": "Title Only", "type": "titleOnly", "holders": [title]},
    ]
    masters = [{"holders": [title, ["body", *body[1:]]], "layouts": layouts}]
    story = tell(tmp_path, LOW)
    brand = adopted(tmp_path / "assets" / "low", made({"size": [960, 540], "masters": masters})).parent
    deck, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
    assert [one.told.message for one in mistakes] == []
    points, figure = deck.pages
    assert deck.brand.layouts["text"].slots["body"].idx == 1
    for page in (points, figure):
        low = next(
            one.box.y for one in page.elements if isinstance(one, TextBox) and one.slot and one.slot.name == "title"
        )
        others = [one.box.bottom for one in page.elements if not (isinstance(one, TextBox) and one.box.y >= low)]
        assert low == pytest.approx(440, abs=0.1) and max(others) <= low


# ---------------------------------------------------------------- from right to left


def brand_of(folder: Path, data: bytes, language: str) -> Brand:
    brand, found = load_brand(adopted(folder / "brand", data).parent, language)
    assert brand is not None, [one.message for one in found]
    return brand


def test_a_template_from_left_to_right_is_mirrored(tmp_path: Path) -> None:
    english, arabic = (brand_of(tmp_path, shape("german"), language) for language in ("en", "ar"))
    left, right = (brand.layouts["two_columns"].slots for brand in (english, arabic))
    assert right["left"].box == left["left"].box.mirrored_in(english.width)


def test_a_mirrored_master_reads_from_the_right() -> None:
    root = etree.fromstring(Package.read(shape("german")).members["ppt/slideMasters/slideMaster1.xml"])
    mirror(root, 1000)
    levels = root.xpath("//*[local-name()='lvl1pPr']")
    assert {(one.get("algn"), one.get("rtl")) for one in levels} == {("r", "1")}
    # Its title is 828 pt wide and stood 66 pt from the left.
    assert {off.get("x") for off in root.xpath("//*[local-name()='off']")} == {str((1000 - 66 - 828) * 12700)}


def test_words_of_a_layout_itself_stand_at_the_other_side_of_their_box_when_it_is_mirrored() -> None:
    said = (
        '<p:sp><p:nvSpPr><p:cNvPr id="9" name="Track"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="127000" y="127000"/><a:ext cx="5080000" cy="381000"/></a:xfrm><a:prstGeom prst="rect">'
        '<a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/>'
        "<a:t>Our track</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    told = standard()
    told["masters"][0]["layouts"][0]["art"] = said
    data = made(told)
    root = etree.fromstring(Package.read(data).members["ppt/slideLayouts/slideLayout1.xml"])
    mirror(root, 960)
    assert root.xpath("//*[local-name()='p'][contains(., 'Our track')]/*[local-name()='pPr']/@algn") == ["r"]
    drawn = {
        mirrored: Artist(data, "Inter", mirrored).art("ppt/slideLayouts/slideLayout1.xml") for mirrored in (False, True)
    }
    assert b'text-anchor="start"' in drawn[False] and b'text-anchor="end"' in drawn[True]
    # On a picture that fills the slide, which stays, it stays where it was put around what that shows.
    ground = "<p:bg><p:bgPr><a:blipFill><a:blip/></a:blipFill></p:bgPr></p:bg><p:spTree>"
    photo = with_part(data, "ppt/slideLayouts/slideLayout1.xml", b"<p:spTree>", ground.encode())
    kept = stripped_parts(Package.read(photo), OURS, mirrored=True, width=960)["ppt/slideLayouts/slideLayout1.xml"]
    assert b'<a:off x="127000" y="127000"/>' in kept and b'algn="r"' not in kept.split(b"Our track")[0]
    shown = Artist(photo, "Inter", mirrored=True).art("ppt/slideLayouts/slideLayout1.xml")
    assert b'text-anchor="start"' in shown


# ---------------------------------------------------------------- what brand.yaml says wrong


def wrong(folder: Path, name: str, old: str, new: str) -> tuple[str, str, str]:
    """What is said first of a proposal in which something was changed, its help, and the line that it points at."""
    path = adopted(folder / "brand", shape(name))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    brand, found = load_brand(path.parent)
    assert brand is None
    told = next(iter(found))
    return told.message, told.help, path.read_text(encoding="utf-8").split("\n")[told.span.line - 1].strip()


def test_a_placeholder_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    body = "body: {type: obj, idx: 1, role: body}"
    message, help, line = wrong(tmp_path, "german", body, body.replace("idx: 1", "idx: 7"))
    assert message == "the layout `Titel und Inhalt` of the template has no placeholder obj 7"
    assert "it has title 0, obj 1" in help and "Insert Placeholder" in help
    assert line.startswith("body: {type: obj, idx: 7")


def test_a_layout_of_another_master_is_found(tmp_path: Path) -> None:
    layout = '\n    layout: "Title and Content"'
    message, help, _ = wrong(tmp_path, "conference", f"master: 2{layout}", f"master: 1{layout}")
    assert message == "master 1 of the template has no layout `Title and Content`"
    assert help == "master 2 has it: write `master: 2`"


# ---------------------------------------------------------------- logos

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#{}"/></svg>'
)
WITH_LOGO = """\
- id: opening
  kind: cover
  title: A talk with a logo
  logos: [{file: logos/house.svg, alt: The house}]
"""


@pytest.mark.parametrize(
    ("beside", "used"),
    [({}, "house.svg"), ({"house-dark.svg": "12263A"}, "house-dark.svg"), ({"house-light.svg": "EEEEEE"}, "house.svg")],
)
def test_a_white_logo_on_a_light_cover_is_that_in_dark_colours(
    tmp_path: Path, beside: dict[str, str], used: str
) -> None:
    story = tell(tmp_path, WITH_LOGO)
    folder = story.world.root / "logos"
    folder.mkdir()
    for name, color in {"house.svg": "FFFFFF", **beside}.items():
        (folder / name).write_text(LOGO.format(color), encoding="utf-8")
    brand = adopted(tmp_path / "assets" / "german", shape("german")).parent
    deck, _ = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
    assert [picture.file for picture in deck.pages[0].pictures] == [f"logos/{used}"]
    # On the ground that it was made for it stays as it is.
    own, _ = story.built()
    assert [picture.file for picture in own.pages[0].pictures] == ["logos/house.svg"]


# ---------------------------------------------------------------- what is easily missed in somebody's template


def standard(size: tuple[float, float] = (960, 540), **more: Any) -> dict[str, Any]:
    """A plain template: cover, text, title only; `more` are keys of its master."""
    wide, high = size
    title, body = ["title", 0, 60, 30, wide - 120, 80, "Title"], ["obj", 1, 60, 130, wide - 120, high - 200, "Text"]
    layouts = [
        {"name": "Title Slide", "type": "title", "holders": [["ctrTitle", 0, 60, 180, wide - 120, 100, "Title"]]},
        {"name": "Title and Content", "type": "obj", "holders": [title, body]},
        {"name": "Title Only", "type": "titleOnly", "holders": [title]},
    ]
    return {"size": list(size), "masters": [{"holders": [title, ["body", *body[1:]]], "layouts": layouts, **more}]}


def test_two_placeholders_that_nothing_tells_apart_hold_no_columns(tmp_path: Path) -> None:
    told = standard()
    title = told["masters"][0]["holders"][0]
    columns = [["obj", 0, 60, 130, 400, 340, "Text"], ["obj", 0, 480, 130, 400, 340, "Text"]]
    told["masters"][0]["layouts"].append({"name": "Title, 2 Content", "type": "twoObj", "holders": [title, *columns]})
    proposal = propose(read_template(Package.read(made(told))), "house.pptx", "House", Fonts("../fonts"))
    assert "two" not in proposal.choices
    story = tell(tmp_path, TALK, drawn=False)
    brand = adopted(tmp_path / "assets" / "house", made(told)).parent
    deck, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
    assert [one.told.message for one in mistakes] == []
    assert len(Presentation(io.BytesIO(write_pptx(deck))).slides) == len(deck.pages)


def test_an_agenda_without_room_for_its_path_is_a_numbered_list(tmp_path: Path) -> None:
    parts = "".join(
        f"- id: part-{at}\n  kind: section\n  section: Part {at} of a talk with many parts\n  title: Part {at}\n"
        for at in range(1, 7)
    )
    said = f"- id: opening\n  kind: cover\n  title: A talk\n- id: parts\n  kind: agenda\n  title: Agenda\n{parts}"
    told = standard((720, 405))
    for layout in told["masters"][0]["layouts"][1:]:
        layout["holders"][1:] = [[*one[:3], 280, one[4], 90, one[6]] for one in layout["holders"][1:]]
        layout["holders"].append(["ftr", 11, 60, 250, 600, 150, ""])
    story = tell(tmp_path, said, drawn=False)
    brand = adopted(tmp_path / "assets" / "low", made(told)).parent
    _, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
    assert [one.told.message for one in mistakes] == []


def test_the_first_column_of_a_template_from_right_to_left_is_the_right_one(tmp_path: Path) -> None:
    own = "ppt/slideMasters/slideMaster1.xml"
    data = with_part(shape("german"), own, b'algn="l"', b'algn="r" rtl="1"')
    english, arabic = (brand_of(tmp_path, data, language) for language in ("en", "ar"))
    there, here = (brand.layouts["two_columns"].slots for brand in (arabic, english))
    assert there["left"].box.x > there["right"].box.x
    assert here["left"].box.x < here["right"].box.x
    # A picture stands where reading begins, and its text beside it, in both.
    there, here = (brand.layouts["figure_text"].slots for brand in (arabic, english))
    assert there["picture"].box.x > there["body"].box.x
    assert here["picture"].box.x < here["body"].box.x


@pytest.mark.parametrize(("accent", "styled"), [("FFF200", False), ("C00000", True)])
def test_a_table_style_whose_head_cannot_be_read_is_not_taken(accent: str, styled: bool) -> None:
    shades = Shades({"lt1": "FFFFFF", "accent1": accent}, {"bg1": "lt1"})
    usual = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
    assert has_readable_head(etree.fromstring(f'<tblStyleLst def="{usual}"/>'), usual, shades) is styled


def test_a_hashtag_stands_under_the_lines_that_a_cover_has_places_for(tmp_path: Path) -> None:
    told = standard()
    told["masters"][0]["layouts"][0]["holders"] += [
        ["body", 13, 60, 300, 840, 60, "Name of speaker"],
        ["body", 14, 60, 380, 840, 130, "Place, date"],
    ]
    brand = brand_of(tmp_path, made(told), "en")
    slots = brand.layouts["talk"].slots
    assert slots["lines"].idx == 14 and slots["tag"].virtual
    # The placeholder takes all there is: the hashtag has the foot of it.
    assert slots["tag"].box.y > 460


@pytest.mark.parametrize("name", BUILT)
def test_words_in_every_shape_can_be_read_on_the_templates_ground(tmp_path: Path, name: str) -> None:
    brand = brand_of(tmp_path, shape(name), "en")
    paper = brand.colors["paper"].hex
    faint = {
        key
        for key, look in brand.shapes.items()
        if contrast(look.color.hex, (look.fill or brand.colors["paper"]).hex) < 3
    }
    assert faint == set(), paper


LONG_WORDS = """\
- id: opening
  kind: cover
  title: Immuneffektorzell-assoziierte Neurotoxizität
- id: parts
  kind: agenda
  title: Gliederung
""" + "".join(
    f"- id: part-{at}\n  kind: section\n  section: {words}\n  title: {words}\n"
    for at, words in enumerate(
        (
            "Grundlagen der Leukapheresebehandlung",
            "Die Arzneimittelzulassungsstudie",
            "Zellproduktherstellung",
            "Wichtige Nachbeobachtungszeiträume",
        )
    )
)


@pytest.mark.parametrize(("family", "by"), [("Montserrat", 1.07), ("Calibri", 1.0), ("House Sans", 1.05)])
def test_lines_keep_room_for_letters_that_are_wider_than_those_they_are_measured_with(
    tmp_path: Path, family: str, by: float
) -> None:
    data = with_part(made(standard()), "ppt/theme/theme1.xml", b"House Sans", family.encode())
    story = tell(tmp_path, LONG_WORDS, drawn=False)
    brand = adopted(tmp_path / "assets" / "house", data).parent
    deck, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
    assert deck is not None and [one.told.message for one in mistakes] == []
    full = [
        line.width / word_room(laid, box.width - frame.inset[0] - frame.inset[2])
        for page in deck.pages
        for frame, box in page.frames
        for laid in frame.paragraphs
        for line in laid.lines
    ]
    assert max(full) <= 1 / by + 0.001
    # And no more than that: the longest words fill it.
    assert max(full) > 0.9 / by


def test_a_slide_without_room_for_wider_letters_is_built_without_it(tmp_path: Path) -> None:
    """What fits on a template whose font is as wide as ours is no mistake on one whose font is wider."""
    data = made(standard())
    built = []
    for family in ("Calibri", "Montserrat"):
        own = with_part(data, "ppt/theme/theme1.xml", b"House Sans", family.encode())
        brand = adopted(tmp_path / "assets" / family, own).parent
        for letters in range(6, 16):
            columns = ", ".join("M" * letters for _ in range(8))
            table = f"- id: t\n  kind: table\n  title: T\n  alt: T\n  columns: [{columns}]\n  rows: [[{columns}]]\n"
            story = tell(tmp_path, "- id: a\n  kind: cover\n  title: T\n" + table, drawn=False)
            _, mistakes = Story(replace(story.world, brand_folder=brand), story.lines_before).built()
            built.append((family, letters, any(one.told.code == "text-overflows" for one in mistakes)))
    assert [row[1:] for row in built if row[0] == "Calibri"] == [row[1:] for row in built if row[0] == "Montserrat"]
    assert len({row[2] for row in built}) == 2


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The template with some bytes of a part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as changed:
        for part in archive.namelist():
            own = archive.read(part)
            changed.writestr(part, own.replace(old, new) if part == name else own)
    return out.getvalue()
