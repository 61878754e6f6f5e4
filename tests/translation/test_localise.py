"""The talk said in another language: what a reader of the deck meets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deck.page import Deck, Frame, Group, TextBox
from deck.talk import Talk
from deck.translation.message import named
from tests.story import opened, paragraphs_in
from tests.translation.telling import REVIEWED, Translated, changed, translated

TALK = """\
- id: start
  kind: cover
  title: A talk
  lines: [Berlin]
  logos: [{file: assets/logo.svg, alt: A logo}]
- {id: plan, kind: agenda, title: Agenda, skip: [Closing]}
- id: routes
  kind: process
  section: The basics
  title: Two routes
  alt: Two lanes
  columns: [Collect, Infuse]
  lanes:
    - {title: Own cells, steps: {Collect: Blood, Infuse: Cells}}
    - {title: A vector, steps: {Infuse: Vector}}
- id: count
  kind: statement
  title: "{trials.total, plural, one {# trial} other {# trials}} on {trials.date}"
  quote: ["See [@mackensen2022] and [a page](https://example.org)"]
  notes: |
    Say it slowly.

    Then wait.
- {id: end, kind: cover, style: closing, section: Closing, title: Thank you}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 10"><rect width="{0}" height="10"/></svg>'
FILES = {
    "figures/values.py": """
import datetime
WORDS = ("none", "news of {day}")
def values(data):
    news = {"text": "news of {day}", "day": (2025, 10)}
    return {"trials.total": 1234, "trials.date": datetime.date(2026, 4, 25), "trials.news": news}
""",
    "assets/logo.svg": LOGO.format(10),
    "assets/logo.de.svg": LOGO.format(20),
}


@pytest.fixture
def german(tmp_path: Path) -> Translated:
    story = translated(tmp_path, TALK, FILES)
    return replace(
        story, overlay=story.overlay.replace("status: draft", "status: reviewed\n  by: A Reviewer\n  date: today")
    )


def built(story: Translated) -> Deck:
    deck, report = story.built()
    assert [f"{one.code}: {one.message}" for one in report] == []
    return deck


def words_of(deck: Deck, id: str) -> list[str]:
    page = next(page for page in deck.pages if page.id == id)
    boxes = [b for e in page.elements for b in (e.children if isinstance(e, Group) else (e,)) if isinstance(b, TextBox)]
    # A title may keep its last words on one line with a no-break space.
    return [
        "".join(s.text for s in laid.stretches).replace("\xa0", " ") for box in boxes for laid in box.frame.paragraphs
    ]


def test_steps_follow_their_columns_into_the_other_language(german: Translated) -> None:
    assert [word for word in words_of(built(german), "routes") if "Vector" in word or "Cells" in word] == [
        "DE Cells",
        "DE Vector",
    ]


def test_the_agenda_lists_the_sections_by_their_translated_names(german: Translated) -> None:
    assert "DE The basics" in words_of(built(german), "plan")
    assert "DE Closing" not in words_of(built(german), "plan")
    assert {page.section for page in built(german).pages} >= {"DE The basics", "DE Closing"}


def test_numbers_days_and_counted_words_are_written_as_the_language_does(german: Translated) -> None:
    plural = '"DE {trials.total, plural, one {# trial} other {# trials}} on {trials.date}"'
    ours = '"{trials.total, plural, one {# Studie} other {# Studien}} am {trials.date}: {trials.news}"'
    assert plural in german.overlay
    story = changed(german, TALK.replace("on {trials.date}", "on {trials.date}: {trials.news}"))
    overlay = story.updated().overlay.replace(plural, ours).replace('"DE news of {day}"', '"Nachricht vom {day}"')
    lines = overlay.splitlines(keepends=True)
    overlay = "".join(line for line in lines if "was:" not in line)
    assert (
        words_of(built(replace(story, overlay=overlay)), "count")[0]
        == "1.234 Studien am 25. April 2026: Nachricht vom Oktober 2025"
    )


def test_every_run_carries_the_language_of_its_words(german: Translated) -> None:
    partly = german.overlay.replace("text: DE Two routes", "text:")
    deck, report = replace(german, overlay=partly).built()
    assert [one.code for one in report] == ["missing-translation"]
    languages = {run.text: run._r.get_or_add_rPr().get("lang") for run in runs_of(deck, "routes")}
    assert languages["Two routes"] == "en-GB"
    assert languages["DE Own cells"] == "de"


def runs_of(deck: Deck, id: str) -> list:
    number = next(place for place, page in enumerate(deck.pages) if page.id == id)

    def inside(shapes):
        for shape in shapes:
            if hasattr(shape, "shapes"):
                yield from inside(shape.shapes)
            elif shape.has_text_frame:
                yield from (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs)

    return list(inside(opened(deck).slides[number].shapes))


def test_a_stale_text_gives_way_to_its_source_unless_it_is_kept(german: Translated) -> None:
    story = changed(german, TALK.replace("title: Two routes", "title: Three routes"))
    deck, report = story.built()
    assert [one.code for one in report] == ["stale-translation"]
    assert [one.span.file for one in report] == [story.world.relative(story.world.locales_folder / "de.yaml")]
    assert "Three routes" in words_of(deck, "routes")
    deck, _ = story.built(keep_stale=True)
    assert "DE Two routes" in words_of(deck, "routes")


def test_an_asset_may_be_another_one(german: Translated) -> None:
    logo = "logos:\n      - alt:\n"
    assert logo in german.overlay
    other = "logos:\n      - file: {source: assets/logo.svg, text: assets/logo.de.svg}\n        alt:\n"
    deck = built(replace(german, overlay=german.overlay.replace(logo, other)))
    assert [picture.file for picture in deck.pages[0].pictures] == ["assets/logo.de.svg"]
    assert [picture.file for picture in built(german).pages[0].pictures] == ["assets/logo.svg"]


def test_a_link_may_lead_to_the_page_in_the_readers_language(german: Translated) -> None:
    deck = built(
        replace(
            german,
            overlay=german.overlay.replace(
                "DE See [@mackensen2022] and [a page](https://example.org",
                "DE See [@mackensen2022] and [a page](https://example.org/de",
            ),
        )
    )
    frames = [e.frame for e in deck.pages[3].elements if isinstance(e, TextBox)]
    assert {run.link for run in linked(frames)} >= {"https://example.org/de"}


def linked(frames: list[Frame]) -> list:
    return [s.run for frame in frames for laid in frame.paragraphs for s in laid.stretches if s.run.link]


def test_a_slide_may_be_left_out(german: Translated) -> None:
    overlay = german.overlay.replace("  routes:\n", "  routes:\n    leave_out: true\n")
    assert [page.id for page in built(replace(german, overlay=overlay)).pages] == ["start", "plan", "count", "end"]


def test_a_section_keeps_its_name_where_the_slide_that_begins_it_is_left_out(german: Translated) -> None:
    """It goes on with the slides behind, and was said in English on them."""
    overlay = german.overlay.replace("  routes:\n", "  routes:\n    leave_out: true\n")
    [count] = [page for page in built(replace(german, overlay=overlay)).pages if page.id == "count"]
    assert count.scene.slide.section.called.plain == "DE The basics"


def test_notes_keep_their_paragraphs(german: Translated) -> None:
    notes = next(page for page in built(german).pages if page.id == "count").notes
    assert [text.plain for text in notes] == ["DE Say it slowly.", "DE Then wait."]


def test_text_that_does_not_fit_is_an_error_in_the_overlay(german: Translated) -> None:
    long = "wort " * 80
    _, report = replace(german, overlay=german.overlay.replace("text: DE Two routes", f"text: {long}")).built()
    [error] = list(report)
    line = german.overlay.splitlines().index("      text: DE Two routes") + 1
    assert (error.code, error.span.file.rpartition("/")[2], error.span.line) == ("text-overflows", "de.yaml", line)


def test_the_properties_say_that_a_draft_has_been_seen_by_nobody(german: Translated) -> None:
    draft = replace(
        german, overlay=german.overlay.replace("status: reviewed\n  by: A Reviewer\n  date: today", "status: draft")
    )
    deck, report = draft.built()
    assert [one.code for one in report] == ["draft-translation"]
    assert "Übersetzungsentwurf: noch von keiner" in opened(deck).core_properties.comments
    assert "Übersetzung geprüft von A Reviewer, today" in opened(built(german)).core_properties.comments
    assert opened(deck).core_properties.language == "de"


def test_the_made_up_languages_need_no_file(german: Translated) -> None:
    from deck.diagnostics import Report
    from deck.pipeline import Edition, build

    report = Report()
    deck = build(german.world, report, Edition("qps-ploc"))
    assert deck is not None and [one.code for one in report if one.code != "text-overflows"] == []
    assert any("Ťẃó" in word or "Ťwó" in word or "Twó" in word for word in words_of(deck, "routes"))


def test_what_a_catalogue_leaves_out_has_nothing_to_say(german: Translated) -> None:
    paths = {named(message.path) for message in german.messages}
    assert "slides.start.id" not in paths and "slides.start.style" not in paths
    assert isinstance(german.talk, Talk) and all("source" not in path.split(".") for path in paths)


def test_python_pptx_reads_the_german_deck(german: Translated) -> None:
    shown = [word for slide in opened(built(german)).slides for word in paragraphs_in(slide.shapes)]
    assert "DE Own cells" in shown and "DE Thank you" in shown
    assert REVIEWED
