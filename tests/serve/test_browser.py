"""What does somebody see and do who has the preview open in a real browser?"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from tests.serve.browser import Browser, Window, found
from tests.serve.served import FIGURE, GERMAN, TALK, Served, served, small_talk

if found() is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed here; CI has it", allow_module_level=True)

TITLE = "document.querySelector('main article')?.getAttribute('aria-label')"
WORDS = "[...document.querySelectorAll('main svg text')].map(one => one.textContent).join(' ')"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = Browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.end()


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(small_talk(tmp_path_factory.mktemp("talk"))) as one:
        yield one


@pytest.fixture
def window(browser: Browser, talk: Served) -> Iterator[Window]:
    """The preview at its first slide, of the talk as it was at first."""
    for file, text in (
        ("slides.yaml", TALK),
        ("locales/de.yaml", GERMAN),
        ("figures/line.py", FIGURE.format(height=1)),
    ):
        (talk.folder / file).write_text(text)
    talk.until(lambda: talk.shows("One thing is said here") and talk.shows("One point • Another point", "second"))
    one = browser.open(talk.address)
    one.run("localStorage.clear()")
    one.wait(f"{TITLE} === 'Slide 1: The first slide' && document.getElementById('state').className === 'fresh'")
    yield one
    one.close()
    assert browser.errors == []


def test_a_saved_line_is_seen_without_a_reload(window: Window, talk: Served) -> None:
    window.run("window.same = true")
    talk.save("One thing", "Something else")
    window.wait(f"{WORDS}.includes('Something else is said here')")
    assert window.run("window.same")


def test_the_page_goes_to_the_slide_that_changed_unless_one_is_pinned(window: Window, talk: Served) -> None:
    talk.save("Another point", "A changed point")
    window.wait(f"{TITLE} === 'Slide 2: The second slide'")
    window.key("Home")
    window.key("p")
    talk.save("A changed point", "A point changed again")
    talk.until(lambda: talk.shows("A point changed again", "second"))
    window.wait("document.getElementById('state').className === 'fresh'")
    assert window.run(TITLE) == "Slide 1: The first slide"


def test_two_languages_stand_beside_each_other_and_stay_through_edits_and_a_reload(
    window: Window, talk: Served
) -> None:
    window.run("document.getElementById('second').value = 'de'")
    window.run("document.getElementById('second').dispatchEvent(new Event('change'))")
    window.wait("document.querySelectorAll('main article').length === 2")
    window.wait(f"{WORDS}.includes('Hier wird eines gesagt')")
    talk.save("Hier wird eines gesagt", "Eines wird hier gesagt", "locales/de.yaml")
    window.wait(f"{WORDS}.includes('Eines wird hier gesagt') && {WORDS}.includes('One thing is said here')")
    window.reload()
    window.wait(f"{WORDS}.includes('Eines wird hier gesagt')")


def test_an_edit_leaves_the_grid_and_its_place_as_they_are(window: Window, talk: Served) -> None:
    window.size(700, 500)
    window.key("g")
    window.key("p")
    window.wait("document.querySelectorAll('main article').length === 3")
    where = "document.scrollingElement.scrollTop + document.querySelector('main').scrollTop"
    window.run("(document.querySelector('main').scrollTop = 90, document.scrollingElement.scrollTop = 90)")
    before = window.run(where)
    assert before
    window.run("window.first = document.querySelector('main article')")
    talk.save("Another point", "Some other point")
    window.wait(f"{WORDS}.includes('Some other point')")
    assert window.run(where) == before
    assert window.run("window.first === document.querySelector('main article')"), "a page that is the same is kept"


def test_all_can_be_done_with_keys_alone(window: Window) -> None:
    window.key("End")
    window.wait(f"{TITLE} === 'Slide 3: The third slide'")
    window.key("ArrowLeft")
    window.wait(f"{TITLE} === 'Slide 2: The second slide'")
    window.key("Home")
    window.wait(f"{TITLE} === 'Slide 1: The first slide'")
    window.key("g")
    window.wait("document.body.dataset.mode === 'grid'")
    window.key("ArrowRight")
    window.key("Enter")
    window.wait(f"document.body.dataset.mode === 'single' && {TITLE} === 'Slide 2: The second slide'")
    window.key("n")
    window.wait("document.getElementById('notes').hidden")
    window.key("l")
    window.wait("document.querySelectorAll('main article').length === 2")
    window.key("?")
    window.wait("document.getElementById('keys').open")
    window.key("Escape")
    window.wait("!document.getElementById('keys').open")


def test_a_mistake_stands_where_the_slide_was_and_goes_when_it_is_mended(window: Window, talk: Served) -> None:
    talk.save("    quote: One", "    qoute: One")
    said = window.wait("document.querySelector('article.stale .mistake')?.innerText")
    assert "did you mean `quote`?" in said and "^^^^^" in said
    assert window.run("document.getElementById('state').textContent") == "stale"
    assert "One thing is said here" in window.run(WORDS), "the last good page stays"
    talk.save("    qoute: One", "    quote: One")
    window.wait("!document.querySelector('.mistake') && document.getElementById('state').className === 'fresh'")


def test_of_a_talk_that_cannot_be_read_the_last_pages_are_seen_and_called_stale(window: Window, talk: Served) -> None:
    (talk.folder / "slides.yaml").write_text("slides: [")
    said = window.wait("!document.getElementById('banner').hidden && document.getElementById('banner').innerText")
    assert "as it was before" in said and "slides.yaml:1" in said
    assert "One thing is said here" in window.run(WORDS)


def test_a_click_on_a_box_leads_to_its_line_and_a_click_on_the_line_to_the_box(window: Window) -> None:
    window.click("main .box[data-spot='1']")
    assert window.wait("document.getElementById('place').innerText").endswith(":10")
    assert (
        window.run("document.querySelector('ol.lines li.chosen').innerText").strip() == "quote: One thing is said here"
    )
    window.run("[...document.querySelectorAll('ol.lines li')].find(one => one.innerText.includes('title:')).click()")
    window.wait("document.querySelector('main .box.chosen').dataset.spot === '0'")


def test_what_an_author_writes_is_text_and_nothing_else(window: Window, talk: Served) -> None:
    hostile = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>\"'&amp;"
    talk.save("One thing is said here", f"|-\n      {hostile}")
    talk.save("Say it **slowly**.", f"|-\n      {hostile}")
    talk.save("The second slide", "'</text></svg><script>window.hit = 1</script>'")
    window.wait(f"{WORDS}.replaceAll(' ', '').includes('onerror=')")
    window.wait("document.querySelector('#notes .in').innerText.includes('onerror=')")
    window.key("o")
    window.wait("document.querySelector('main').innerText.includes('</svg><script>')")
    assert window.run("window.hit") is None
    assert window.run("document.querySelectorAll('main script, main img, #notes img').length") == 0


def test_the_presenters_window_follows_and_leads_and_survives_a_reload(
    window: Window, browser: Browser, talk: Served
) -> None:
    view = browser.open(f"{talk.address}presenter#slide=first&show=")
    view.wait("document.getElementById('this-head').textContent === 'Slide 1: The first slide'")
    assert view.run("document.querySelector('#said strong').textContent") == "slowly"
    assert view.run("document.getElementById('planned').textContent").startswith("of 5:00 planned, 1 slides without")
    view.key("ArrowRight")
    window.wait(f"{TITLE} === 'Slide 2: The second slide'")
    window.key("End")
    view.wait("document.getElementById('this-head').textContent === 'Slide 3: The third slide'")
    assert "last slide" in view.run("document.getElementById('next').innerText")
    view.run("document.getElementById('run').click()")
    view.wait("document.getElementById('used').textContent === '0:01'")
    view.reload()
    view.wait("document.getElementById('this-head')?.textContent === 'Slide 3: The third slide'")
    view.wait("document.getElementById('used').textContent >= '0:01'")
    assert view.run("document.getElementById('run').textContent") == "Pause"
    view.close()


def test_the_presenter_steps_through_what_is_built_click_by_click(
    window: Window, browser: Browser, talk: Served
) -> None:
    talk.save("    bullets: [One point, Another point]", "    build: each\n    bullets: [One point, Another point]")
    talk.until(lambda: talk.page("second").steps)
    view = browser.open(f"{talk.address}presenter#slide=second&show=")
    words = "document.getElementById('this').textContent"
    view.wait("document.getElementById('this-head').textContent.includes('0 of 2 clicks')")
    assert "One point" not in view.run(words)
    view.key("ArrowRight")
    view.wait(f"{words}.includes('One point') && !{words}.includes('Another point')")
    view.key("ArrowRight")
    view.wait(f"{words}.includes('Another point')")
    view.key("ArrowRight")
    view.wait("document.getElementById('this-head').textContent === 'Slide 3: The third slide'")
    view.key("ArrowLeft")
    view.wait("document.getElementById('this-head').textContent.includes('2 of 2 clicks')")
    view.close()


def test_each_line_is_as_wide_as_layout_has_measured_it(window: Window, talk: Served) -> None:
    """The browser has the brand's own fonts, and breaks no line by itself."""
    deck = build(Workspace.find(talk.talk), Report())
    assert deck is not None
    laid = {line.text: line.width for frame, _ in deck.pages[0].frames for line in frame.lines}
    window.wait("document.fonts.check('bold 20px Inter') && document.fonts.check('20px Inter')")
    texts = "[...document.querySelectorAll('main [data-box] text')]"
    each = f"{texts}.map(one => [one.textContent, one.getComputedTextLength()])"
    seen = {text: width for text, width in window.run(each) if text in laid}
    assert seen.keys() == laid.keys()
    assert seen == {text: pytest.approx(width, abs=0.5) for text, width in laid.items()}


def test_a_narrow_window_shows_the_slide_whole(window: Window) -> None:
    window.size(380, 800)
    window.wait("document.querySelector('main svg').getBoundingClientRect().right <= 380")
    assert window.run("document.scrollingElement.scrollWidth") <= 380


@pytest.mark.parametrize("width", [1600, 1200, 400])
def test_the_list_of_files_is_seen_whole(window: Window, width: int) -> None:
    window.size(width, 850)
    window.run("document.getElementById('files').open = true")
    window.wait(
        "(box => box.width > 0 && box.left >= 0 && box.right <= innerWidth)"
        "(document.querySelector('#files ul').getBoundingClientRect())"
    )
    window.run("document.getElementById('files').open = false")


FOOT = "Math.max(...[...document.querySelectorAll('main svg')].map(one => one.getBoundingClientRect().bottom))"


def test_a_slide_is_seen_whole_under_a_banner_and_in_two_languages(window: Window, talk: Served) -> None:
    window.size(1600, 900)
    window.key("l")
    window.wait("document.querySelectorAll('main article').length === 2")
    window.wait(f"{FOOT} <= 900")
    tops = "[...document.querySelectorAll('main svg')].map(one => one.getBoundingClientRect().top)"
    assert window.run(f"({tops})[0] < ({tops})[1]"), "under each other they are larger"
    (talk.folder / "slides.yaml").write_text("slides: [")
    window.wait("!document.getElementById('banner').hidden")
    window.wait(f"{FOOT} <= 900")


def test_where_another_slide_is_stale_its_number_is_told_and_its_mistake_comes_first(
    window: Window, talk: Served
) -> None:
    talk.save("    quote: One", "    qoute: One")
    window.wait("document.querySelector('article.stale .mistake') !== null")
    window.key("End")
    window.wait("document.getElementById('state').textContent === 'stale: slide 1'")
    assert "qoute" in window.run("document.querySelector('#wrong .wrong').innerText")


def test_only_the_language_that_cannot_be_built_is_called_so(window: Window, talk: Served) -> None:
    window.key("l")
    window.wait("document.querySelectorAll('main article').length === 2")
    (talk.folder / "locales" / "de.yaml").write_text("slides: [")
    said = window.wait("!document.getElementById('banner').hidden && document.getElementById('banner').innerText")
    assert said.startswith("The talk in Deutsch cannot be built.")


def test_a_slide_that_is_chosen_in_the_outline_of_a_narrow_window_is_seen(window: Window) -> None:
    window.size(400, 500)
    window.key("o")
    window.run("document.querySelector('main [data-row=third] button').scrollIntoView()")
    window.run("document.querySelector('main [data-row=third] button').click()")
    window.wait(f"{TITLE} === 'Slide 3: The third slide'")
    window.wait(
        "(box => box.top >= 0 && box.bottom <= 500)(document.querySelector('main svg').getBoundingClientRect())"
    )


def test_the_presenters_view_fits_a_narrow_window(browser: Browser, talk: Served, window: Window) -> None:
    view = browser.open(f"{talk.address}presenter#slide=first&show=", 400, 850)
    view.wait("document.getElementById('this-head').textContent === 'Slide 1: The first slide'")
    sides = "[...document.querySelectorAll('#sections td, #next svg')].map(one => one.getBoundingClientRect().right)"
    view.wait(f"{sides}.length > 2 && Math.max(...{sides}) <= 400")
    view.close()


STATES = {"a slide": "", "all slides": "g", "titles": "o", "notes and lines": "nybr", "keys": "?"}


@pytest.mark.slow
@pytest.mark.parametrize("width", [1400, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_to_say(window: Window, state: str, scheme: str, width: int) -> None:
    window.size(width, 850)
    window.scheme(scheme)
    for key in STATES[state]:
        window.key(key)
    passes, wrong = window.axe()
    assert passes > 15 and wrong == []


@pytest.mark.slow
def test_axe_finds_nothing_beside_a_mistake_in_two_languages_and_for_the_presenter(
    window: Window, talk: Served, browser: Browser
) -> None:
    window.key("l")
    window.wait("document.querySelectorAll('main article').length === 2")
    assert window.axe()[1] == []
    view = browser.open(f"{talk.address}presenter#slide=first&show=")
    view.wait("document.getElementById('this-head').textContent === 'Slide 1: The first slide'")
    for scheme in ("light", "dark"):
        view.scheme(scheme)
        passes, wrong = view.axe()
        assert passes > 10 and wrong == []
    view.close()
    talk.save("    quote: One", "    qoute: One")
    window.wait("document.querySelector('article.stale .mistake') !== null")
    assert window.axe()[1] == []
