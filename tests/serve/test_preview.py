"""Does the preview show what was saved last, whatever an editor, a script or a branch does to the files?"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deck.serve.state import Change
from tests.serve.served import FIGURE, GERMAN, TALK, Served, said, served, small_talk


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(small_talk(tmp_path_factory.mktemp("talk"))) as one:
        one.look_at("", "de")
        one.until(lambda: one.shows("One thing is said here") and one.language("de"))
        yield one


@pytest.fixture(autouse=True)
def _as_it_was(talk: Served) -> Iterator[None]:
    yield
    for file, text in (
        ("slides.yaml", TALK),
        ("locales/de.yaml", GERMAN),
        ("figures/line.py", FIGURE.format(height=1)),
    ):
        path = talk.folder / file
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
    talk.until(lambda: talk.shows("One thing is said here") and talk.shows("Hier wird eines gesagt", locale="de"))
    for locale in ("", "de"):
        talk.until(lambda: talk.shows("One point • Another point", "second", locale))  # noqa: B023 -- asked at once
        talk.until(lambda: talk.shows("The third slide", "third", locale))  # noqa: B023 -- asked at once


def test_a_saved_line_is_shown_and_jumped_to(talk: Served) -> None:
    before = len(talk.told)
    talk.save("Another point", "Quite another point")
    talk.until(lambda: talk.shows("Quite another point", "second"))
    changes = [news for _, news in talk.until(lambda: talk.told[before:]) if isinstance(news, Change)]
    own = next(one for one in changes if one.locale == "")
    assert (own.jump, [page.id for page in own.pages]) == ("second", ["second"])


def test_a_line_that_moves_slides_down_jumps_to_none_of_them(talk: Served) -> None:
    before = len(talk.told)
    talk.save("slides:\n", "# a remark\nslides:\n")
    talk.until(lambda: talk.page("first").yaml[0].first == TALK[: TALK.index("  - id: first")].count("\n") + 2)
    changes = [news for _, news in talk.told[before:] if isinstance(news, Change)]
    assert {one.jump for one in changes} == {""}


def test_a_translation_is_shown_beside_its_source(talk: Served) -> None:
    talk.save("Hier wird eines gesagt", "Eines wird hier gesagt", "locales/de.yaml")
    talk.until(lambda: talk.shows("Eines wird hier gesagt", locale="de"))
    place = talk.page("first", "de").spots[1].places[0]
    assert (Path(place.file).name, place.line) == ("de.yaml", 5)


def test_a_figure_is_drawn_again_when_its_script_was_saved(talk: Served) -> None:
    picture = talk.page("third").svg
    talk.save("[0, 1]", "[0, 2, 1]", "figures/line.py")
    talk.until(lambda: talk.page("third").svg != picture and not talk.page("third").stale)


def test_a_mistake_stands_where_its_slide_was_and_the_last_good_page_stays(talk: Served) -> None:
    talk.save("    quote: One", "    qoute: One")
    page = talk.until(lambda: talk.page("first") if talk.page("first").stale else None)
    assert "One thing is said here" in said(page)
    [wrong] = [one for one in page.wrong if one.code == "unknown-field"]
    assert "^^^^^" in wrong.picture and "did you mean `quote`?" in wrong.picture
    assert not talk.page("second").stale
    talk.save("    qoute: One", "    quote: One")
    talk.until(lambda: talk.shows("One thing is said here"))


def test_of_a_talk_that_cannot_be_read_at_all_every_page_stays_and_is_stale(talk: Served) -> None:
    (talk.folder / "slides.yaml").write_text("talk: [\n")
    talk.until(lambda: talk.language().stale)
    assert [page.stale for page in talk.language().pages.values()] == [True] * 3
    assert talk.language().wrong[0].code == "yaml-syntax"
    assert talk.preview.state.title == "A small talk", "what it is called is not forgotten"


def test_a_file_that_is_gone_is_a_mistake_and_comes_back(talk: Served) -> None:
    (talk.folder / "slides.yaml").unlink()
    talk.until(lambda: talk.language().stale)
    (talk.folder / "slides.yaml").write_text(TALK.replace("One thing", "Another thing"))
    talk.until(lambda: talk.shows("Another thing is said here"))


def test_a_file_that_an_editor_puts_in_place_of_the_old_one_is_seen(talk: Served) -> None:
    aside = talk.folder / ".slides.yaml.swp"
    aside.write_text(TALK.replace("One thing", "A renamed thing"))
    os.replace(aside, talk.folder / "slides.yaml")
    talk.until(lambda: talk.shows("A renamed thing is said here"))


def test_of_two_saves_in_ten_milliseconds_the_second_is_shown(talk: Served) -> None:
    path = talk.folder / "slides.yaml"
    for count in range(5):
        path.write_text(TALK.replace("One thing", f"Thing a{count}"))
        time.sleep(0.01)
        path.write_text(TALK.replace("One thing", f"Thing b{count}"))
        talk.until(lambda: talk.shows(f"Thing b{count} is said here"))  # noqa: B023 -- asked at once


def test_a_file_that_is_written_in_halves_is_no_mistake(talk: Served) -> None:
    before = len(talk.told)
    whole = TALK.replace("One thing", "A whole thing")
    with (talk.folder / "slides.yaml").open("w") as file:
        file.write(whole[:90])
        file.flush()
        time.sleep(0.05)
        file.write(whole[90:])
    talk.until(lambda: talk.shows("A whole thing is said here"))
    assert not any(news.stale for _, news in talk.told[before:] if isinstance(news, Change))


def test_another_branch_is_shown_as_it_is(talk: Served) -> None:
    shutil.rmtree(talk.folder / "figures")
    shutil.rmtree(talk.folder / "locales")
    (talk.folder / "slides.yaml").write_text(TALK.replace("One thing", "A branch"))
    talk.until(lambda: talk.shows("A branch is said here"))
    talk.until(lambda: any(one.code == "unknown-figure" for one in talk.language().wrong))
    for file, text in (("figures/line.py", FIGURE.format(height=3)), ("locales/de.yaml", GERMAN)):
        (talk.folder / file).parent.mkdir()
        (talk.folder / file).write_text(text)
    talk.until(lambda: not any(one.code == "unknown-figure" for one in talk.language().wrong))


def test_a_script_that_ends_its_process_is_a_mistake_and_the_preview_goes_on(talk: Served) -> None:
    (talk.folder / "figures" / "values.py").write_text("import os\n\ndef values(read):\n    os._exit(3)\n")
    talk.save("One thing", "{one} thing")
    talk.until(lambda: any(one.code == "values-failed" for one in talk.language().wrong))
    assert all(page.stale for page in talk.language().pages.values())
    (talk.folder / "figures" / "values.py").unlink()
    talk.save("{one} thing", "Mended thing")
    talk.until(lambda: talk.shows("Mended thing is said here"))


def test_a_script_that_changes_the_program_is_named_and_the_preview_goes_on(talk: Served) -> None:
    changes = "import pathlib\n\ndef values(read):\n    pathlib.Path.exists = pathlib.Path.parent = None\n"
    (talk.folder / "figures" / "values.py").write_text(changes + '    return {"one": "One"}\n')
    talk.save("One thing", "{one} thing")
    talk.until(lambda: any("may have changed the program itself" in one.message for one in talk.language().wrong))
    (talk.folder / "figures" / "values.py").unlink()
    talk.save("{one} thing", "Mended thing")
    talk.until(lambda: talk.shows("Mended thing is said here"))


def test_a_language_is_built_when_somebody_looks_at_it(talk: Served) -> None:
    talk.look_at("qps-ploc")
    talk.until(lambda: talk.language("qps-ploc").pages["first"])
    assert talk.language("qps-ploc").language == "qps-ploc"


def test_pictures_that_no_page_names_are_forgotten(talk: Served) -> None:
    known = len(talk.preview.state.files)
    for height in range(2, 5):
        picture = talk.page("third").svg
        (talk.folder / "figures" / "line.py").write_text(FIGURE.format(height=f"0.5, {height}"))
        talk.until(lambda: talk.page("third").svg != picture)  # noqa: B023 -- asked at once
    talk.until(lambda: len(talk.preview.state.files) <= known + 1)
