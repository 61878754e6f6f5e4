"""Is a deck in Arabic, Greek or Chinese as whole as one in English, and written as its language is?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from deck import language
from deck.kinds import kind_names
from deck.page import Deck
from deck.value import replace
from deck.write.pptx.deck import package_parts, write_pptx
from deck.write.pptx.read_back import differences
from tests.drawn_here import draw_here
from tests.story import Story, in_one, said, tell
from tests.test_kinds import NAMES, page_of, what_it_minds

HERE = Path(__file__).parent
TAGS = sorted(path.stem for path in HERE.glob("*.yaml"))
NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
LETTERS = {"ar": "[\u0621-\u064a]", "el": "[α-ωά-ώΑ-Ω]", "zh-Hans": "[\u4e00-\u9fff]"}
OTHERS = {"zh-CN", "en"}
"""Languages of names in another script, and of what the talk cites."""


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Deck]:
    folder = tmp_path_factory.mktemp("languages")
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        return {tag: story(folder / tag, tag).without_mistakes() for tag in TAGS}


@pytest.fixture(params=TAGS)
def tag(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def deck(tag: str, decks: dict[str, Deck]) -> Deck:
    return decks[tag]


@pytest.fixture(scope="module")
def packages(decks: dict[str, Deck]) -> dict[str, dict[str, bytes]]:
    return {tag: package_parts(deck) for tag, deck in decks.items()}


@pytest.fixture
def parts(tag: str, packages: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    return packages[tag]


def story(folder: Path, tag: str) -> Story:
    return tell(folder, (HERE / f"{tag}.yaml").read_text(encoding="utf-8"))


def xml(parts: dict[str, bytes], *folders: str) -> Iterator[tuple[str, Any]]:
    for name, data in parts.items():
        if name.endswith(".xml") and name.startswith(folders):
            yield name, etree.fromstring(data)


def find(tree: Any, path: str) -> list[Any]:
    return list(tree.xpath(path, namespaces=NS))


# ---------------------------------------------------------------- every language


def test_the_talk_has_at_least_fifteen_kinds_of_slides(tag: str) -> None:
    kinds = re.findall(r"^    kind: (\w+)$", (HERE / f"{tag}.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(kinds) <= set(kind_names()) and len(set(kinds)) >= 15


def test_the_talk_is_in_its_script(tag: str, deck: Deck) -> None:
    titles = [page.title for page in deck.pages]
    assert [title for title in titles if not re.search(LETTERS[tag], title)] == []


def test_a_validator_finds_nothing(deck: Deck, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(write_pptx(deck))
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []


def test_another_program_reads_the_words_back(deck: Deck) -> None:
    assert list(differences(write_pptx(deck), deck)) == []


def test_every_run_says_its_language(tag: str, parts: dict[str, bytes]) -> None:
    for name, tree in xml(parts, "ppt/slides/", "ppt/notesSlides/"):
        languages = set(find(tree, "//a:r/a:rPr/@lang | //a:fld/a:rPr/@lang | //a:endParaRPr/@lang"))
        assert languages - OTHERS == {tag}, name


def test_the_document_says_its_language(tag: str, parts: dict[str, bytes]) -> None:
    assert f"<dc:language>{tag}</dc:language>" in parts["docProps/core.xml"].decode()


def test_a_link_to_a_slide_says_so_in_the_language(tmp_path: Path, drawn_here: None) -> None:
    german = (HERE / "el.yaml").read_text(encoding="utf-8").replace("language: el", "language: de")
    written = package_parts(tell(tmp_path, german).built()[0])
    tips = {tip for _, tree in xml(written, "ppt/slides/") for tip in find(tree, "//a:hlinkClick[@action]/@tooltip")}
    assert tips == {"Zur Folie"}


def test_the_properties_say_that_talk_and_translation_are_drafts(deck: Deck) -> None:
    meta = replace(deck.meta, status="draft")
    talk = replace(deck.talk, meta=meta, translation="No native reviewer has seen it")
    core = etree.fromstring(package_parts(replace(deck, talk=talk))["docProps/core.xml"])
    told = "".join(core.xpath("//*[local-name()='description']/text()"))
    assert told == f"{deck.phrases.say('draft-talk')} No native reviewer has seen it."


def test_what_fell_back_to_another_language_says_so(decks: dict[str, Deck]) -> None:
    arabic = decks["ar"]
    notes = tuple(
        replace(text, runs=(*text.runs, replace(text.runs[0], text=" In English.", lang="en-GB")))
        for text in arabic.pages[1].notes
    )
    pages = (arabic.pages[0], said(arabic.pages[1], notes=notes), *arabic.pages[2:])
    written = package_parts(replace(arabic, pages=pages))
    runs = find(etree.fromstring(written["ppt/notesSlides/notesSlide2.xml"]), "//a:r")
    assert ["".join(find(run, "a:rPr/@lang")) for run in runs] == ["ar", "en-GB"] * len(notes)


# ---------------------------------------------------------------- from right to left


@pytest.fixture(scope="module")
def arabic(packages: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    return packages["ar"]


def test_every_paragraph_is_read_from_the_right(arabic: dict[str, bytes]) -> None:
    for name, tree in xml(arabic, "ppt/slides/", "ppt/notesSlides/"):
        for paragraph in find(tree, "//a:p[a:r or a:fld]"):
            assert find(paragraph, "a:pPr/@rtl") == ["1"], name
            assert find(paragraph, "a:pPr/@algn")[0] in ("r", "ctr", "l"), name


def test_paragraphs_begin_at_the_right_and_the_number_stands_where_its_layout_says(
    arabic: dict[str, bytes], decks: dict[str, Deck]
) -> None:
    numbers = [page.layout.slots.get("number") for page in decks["ar"].pages]
    at_the_end = [slot is not None and slot.align == "end" for slot in numbers]
    assert any(at_the_end)
    for name, tree in xml(arabic, "ppt/slides/"):
        place = int(re.findall(r"slide(\d+)\.xml", name)[0]) - 1
        for shape in find(tree, "//p:sp[.//p:ph]"):
            # The hashtag of a cover stands at the end too.
            ends = (find(shape, ".//p:ph[@type='sldNum']") and at_the_end[place]) or find(shape, ".//p:ph[@idx='23']")
            wanted = "l" if ends else "r"
            assert set(find(shape, ".//a:pPr/@algn")) <= {wanted}, name


def test_tables_columns_and_the_window_are_turned(arabic: dict[str, bytes]) -> None:
    tables = [table for _, tree in xml(arabic, "ppt/slides/") for table in find(tree, "//a:tblPr")]
    assert tables and all(table.get("rtl") == "1" for table in tables)
    for name, tree in xml(arabic, "ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/"):
        assert set(find(tree, "//a:bodyPr/@rtlCol")) <= {"1"}, name
    assert etree.fromstring(arabic["ppt/presentation.xml"]).get("rtl") == "1"


def test_masters_are_turned_too(arabic: dict[str, bytes]) -> None:
    for name, tree in xml(arabic, "ppt/slideMasters/", "ppt/slideLayouts/", "ppt/notesMasters/", "ppt/handoutMasters/"):
        assert set(find(tree, "//*[starts-with(local-name(), 'lvl')]/@rtl")) <= {"1"}, name


def test_digits_stand_in_the_latin_face_whatever_a_program_takes_them_for(arabic: dict[str, bytes]) -> None:
    for name, tree in xml(arabic, "ppt/slides/"):
        for run in find(tree, "//a:r | //a:fld"):
            text = "".join(find(run, "a:t/text()"))
            if re.search("[0-9A-Za-z]", text):
                assert find(run, "a:rPr/a:cs/@typeface")[0] in ("+mn-lt", "+mj-lt"), (name, text)
            elif re.search(LETTERS["ar"], text):
                assert set(find(run, "a:rPr/a:cs/@typeface")) <= {"+mn-cs", "+mj-cs"}, (name, text)


def test_runs_say_what_latin_words_in_them_are(arabic: dict[str, bytes]) -> None:
    for name, tree in xml(arabic, "ppt/slides/", "ppt/notesSlides/"):
        assert set(find(tree, "//a:r/a:rPr/@altLang")) == {"en-US"}, name


def test_links_in_two_scripts_do_not_touch(arabic: dict[str, bytes]) -> None:
    """LibreOffice sets fields that touch from left to right."""
    for name, tree in xml(arabic, "ppt/slides/"):
        for paragraph in find(tree, "//a:p"):
            linked = [bool(find(run, "a:rPr/a:hlinkClick")) for run in find(paragraph, "a:r")]
            assert not any(one and after for one, after in pairwise(linked)), name


def test_other_decks_know_nothing_of_it(packages: dict[str, dict[str, bytes]]) -> None:
    for tag in ("el", "zh-Hans"):
        for name, tree in xml(packages[tag], "ppt/"):
            assert find(tree, "//@rtl[.='1'] | //@altLang | //@rtlCol[.='1']") == [], name
            assert not re.search("[\u200e\u200f]", "".join(find(tree, "//a:t/text()"))), name


# ---------------------------------------------------------------- made up, mirrored


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Deck]:
    """The example of a kind in the made-up language."""

    def built(name: str) -> Deck:
        told = tell(tmp_path_factory.mktemp(name), page_of(name).example)
        head, slides, own = told.world.slides_file.read_text(encoding="utf-8").partition("\nslides:")
        head = re.sub(r"^  language: .*\n", "", head, flags=re.MULTILINE)
        yaml = f"{head}{slides}{own}".replace("talk:\n", f"talk:\n  language: {language.PSEUDO_MIRRORED}\n", 1)
        told.world.slides_file.write_text(yaml, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            draw_here(patch)
            return told.without_mistakes()

    return cache(built)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_another_program_reads_every_kind_back_in_the_mirrored_language(
    name: str, mirrored: Callable[[str], Deck]
) -> None:
    deck = mirrored(name)
    assert deck.brand.right_to_left
    assert list(differences(write_pptx(deck), deck)) == []


def test_a_validator_finds_nothing_in_any_kind_in_the_mirrored_language(
    mirrored: Callable[[str], Deck], tmp_path: Path
) -> None:
    pages = [(name, said(page, section=name)) for name in NAMES for page in mirrored(name).pages]
    path = tmp_path / "all.pptx"
    path.write_bytes(write_pptx(replace(mirrored(NAMES[0]), pages=in_one(page for _, page in pages))))
    errors = what_it_minds(path)
    assert errors == [], [f"slide {number} is of {name}" for number, (name, _) in enumerate(pages, 1)]
