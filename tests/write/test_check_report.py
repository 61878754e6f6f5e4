"""Does the report say what was found and no more, and does an author's text stay text in it?"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck.cli import cli
from deck.diagnostics import Report
from deck.pipeline import Edition, build
from deck.write.check_report import Told, check_report, told_before
from tests.serve.browser import Browser, found
from tests.story import tell

HOSTILE = "<img src=x onerror=alert(1)>&amp;\"'"
TALK = f"""\
talk:
  title: 'A talk {HOSTILE.replace("'", "''")}'
  speaker: 'S </title><script>alert(2)</script>'
  status: draft
slides:
  - {{id: one, kind: statement, title: A, quote: [x], draft: [quote]}}
  - id: two
    kind: statement
    title: '{HOSTILE.replace("'", "''")}'
    quote: ["It held in 9 of 10 [@qin2023]"]
  - {{id: three, kind: statement, title: A, quote: [x], ignore: {{title-again: '<b>a refrain</b>'}}}}
  - {{id: references, kind: statement, title: A, quote: [x], hidden: false}}
"""


WORSE = '"He said - no"'


class _Read(HTMLParser):
    """The elements and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    world, report = tell(tmp_path_factory.mktemp("talk"), TALK).world, Report()
    deck = build(world, report)
    assert deck is not None
    return check_report([Told(deck, report)], [], world).decode()


@pytest.fixture(scope="module")
def read(page: str) -> _Read:
    return _Read(page)


def test_what_an_author_wrote_is_text_and_no_element(read: _Read) -> None:
    assert HOSTILE in read.words
    assert "<b>a refrain</b>" in read.words
    assert not {"script", "iframe", "object", "link", "base", "form"} & {tag for tag, _ in read.tags}
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]


def test_it_asks_nobody_for_anything(page: str, read: _Read) -> None:
    assert "default-src 'none'" in page
    addresses = [said for _, one in read.tags for name, said in one.items() if name in ("src", "href")]
    assert addresses and all(said and said.startswith(("#", "data:image/png;base64,")) for said in addresses)
    assert not re.search(r"url\(|@import", page)


def test_every_link_leads_somewhere(read: _Read) -> None:
    named = [one["id"] for _, one in read.tags if "id" in one]
    ids = set(named)
    assert len(ids) == len(named), "a slide may be called like a part of the page"
    assert {said[1:] for _, one in read.tags if (said := one.get("href"))} <= ids


def test_a_finding_stands_on_its_slide_with_its_line(page: str) -> None:
    last = page[page.index('<article id="slide-references">') :].partition("</article>")[0]
    assert "title-again" in last and "slides.yaml:12" in last
    assert "title-again" not in page[page.index('<article id="slide-two">') :].partition("</article>")[0]


def test_slides_on_which_nothing_was_found_are_put_away(tmp_path: Path) -> None:
    talk = "\n".join(
        f"- {{id: {name}, kind: statement, title: {name}, quote: [{said}]}}" for name, said in SAID.items()
    )
    world, report = tell(tmp_path, talk).world, Report()
    deck = build(world, report)
    assert deck is not None
    page = check_report([Told(deck, report)], [], world).decode()
    shown, _, away = page.partition('<details class="rest">')
    assert 'id="slide-slip"' in shown and "slide-good" not in shown.partition("<main>")[2]
    assert "2 slides on which nothing was found" in away and 'id="slide-good"' in away and 'id="slide-fine"' in away


SAID = {"good": "Wash your hands", "slip": '"Keep  away"', "fine": "Stay at home"}


def test_what_is_left_out_is_there_with_its_reason(page: str) -> None:
    three = page[page.index('<article id="slide-three">') :].partition("</article>")[0]
    assert "ignored" in three and "Left out: &lt;b&gt;a refrain" in three


def test_drafts_and_references_are_listed(read: _Read) -> None:
    drafts = read.words[read.words.index("Not approved by the speaker") :]
    assert drafts.startswith("Not approved by the speakeronequote")
    assert "1qin2023two" in read.words


def test_of_accessibility_it_names_what_was_found_apart_from_what_was_not(page: str) -> None:
    said = page[page.index('id="accessibility"') :].partition("</section>")[0]
    absent, _, present = said.partition("Found, in any language")
    assert "<code>alt-says-nothing</code>" in absent and "<code>title-again</code>" not in absent
    assert "<code>title-again</code> (2.4.6): 1" in present
    assert "nobody has listened" in present


def test_what_is_new_since_the_last_report_is_told_and_what_is_gone(tmp_path: Path) -> None:
    def written(yaml: str, before: bytes | None, *locales: str) -> tuple[bytes, str]:
        world, told = tell(tmp_path, yaml, {"locales/de.yaml": "slides: {}\n"}).world, []
        for locale in ("", *locales):
            report = Report()
            deck = build(world, report, Edition(locale))
            assert deck is not None
            told.append(Told(deck, report))
        page = check_report(told, [], world, told_before(before) if before is not None else None)
        return page, page.decode().partition('id="since"')[2].partition("</section>")[0]

    first, said = written(TALK, None)
    assert "There was none" in said
    again, said = written(TALK, first)
    assert "The same was found" in said
    both, said = written(TALK, again, "de")
    assert "The same was found" in said and b"missing-translation" in both
    assert "The same was found" in written(TALK, both)[1], "of a language that was not looked at nothing is gone"
    # A slide more before it changes no finding; what an author wrote stays text.
    more = TALK.replace("slides:\n", "slides:\n  - {id: nil, kind: statement, title: First, quote: [x]}\n")
    assert "The same was found" in written(more, again)[1]
    changed = TALK.replace(", draft: [quote]", "")
    changed = changed.replace("title: A, quote: [x], hidden", f"title: C, quote: [{WORSE}], hidden")
    _, said = written(changed, again)
    new, _, gone = said.partition("No longer found")
    assert "typing-slip" in new and "title-again" in gone and "quote is a draft" in gone


def test_a_file_that_is_no_report_is_none_to_compare_with(page: str) -> None:
    kept = page.index('<meta name="deck-found"')
    for other in (b"", b"\xff<html>", page[:kept].encode(), b'<meta name="deck-found" content="[[1]]">'):
        assert told_before(other) is None
    assert told_before(page.encode())


def test_references_that_nothing_cites_are_listed_by_the_command(tmp_path: Path) -> None:
    story = tell(tmp_path, "- {id: one, kind: statement, title: A, quote: ['x [@qin2023]']}\n")
    (tmp_path / "assets" / "brand").symlink_to(story.world.brand_folder)
    CliRunner().invoke(cli, ["report", str(story.world.slides_file)], standalone_mode=False)
    said = (tmp_path / "build" / "slides.report.html").read_text(encoding="utf-8")
    listed = said[said.index("cited nowhere in the talk") :].partition("</p>")[0]
    assert "reg1394" in listed and "qin2023" not in listed


@pytest.mark.slow
@pytest.mark.skipif(found() is None, reason="no Chromium is installed")
def test_axe_finds_nothing_to_say(page: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    # All that is folded up is looked at too.
    file.write_text(page.replace("<details", "<details open"), encoding="utf-8")
    browser = Browser(tmp_path / "profile")
    try:
        for width, scheme in ((1400, "light"), (1400, "dark"), (380, "light"), (380, "dark")):
            window = browser.open(file.as_uri(), width=width)
            window.scheme(scheme)
            window.wait("document.readyState === 'complete'")
            passes, wrong = window.axe()
            assert passes > 15 and wrong == [], (width, scheme)
            assert window.run("document.documentElement.scrollWidth <= innerWidth"), "no scrolling aside"
    finally:
        browser.end()


def test_the_command_writes_it_beside_the_talk_also_where_it_has_mistakes(tmp_path: Path) -> None:
    story = tell(tmp_path, '- {id: one, kind: statement, title: A, quote: ["[x](#no)"]}\n')
    (tmp_path / "assets" / "brand").symlink_to(story.world.brand_folder)
    done = CliRunner().invoke(cli, ["report", str(story.world.slides_file)], standalone_mode=False)
    assert done.return_value == 1 and "slides.report.html" in done.output
    assert "dangling-link" in (tmp_path / "build" / "slides.report.html").read_text(encoding="utf-8")
