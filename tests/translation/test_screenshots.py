"""Pictures for translators' platforms: each string is where its words are drawn."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from deck.commands.locale._open import opened, read
from deck.diagnostics import Report
from deck.locales.screenshots import screenshots
from deck.translation.pair import pair
from deck.write.drawing import draw
from tests.translation.telling import Translated, translated

TALK = """\
- id: first
  kind: bullets
  title: A first slide
  bullets: [B cells come back, Plasma cells stay]
- id: counts
  kind: table
  title: A table
  alt: Groups and people
  columns: [Group, People]
  rows: [[Lupus, 5], [Myositis, 3]]
"""
WIDTH = 960


def of(story: Translated) -> tuple[list[Image.Image], list[dict[str, Any]]]:
    deck, _ = story.built()
    pictures = draw(deck.pages, deck.brand, "png", ppi=WIDTH / (deck.brand.width / 72))
    world, talk = read(story.world.slides_file, Report())
    assert talk is not None
    messages, overlay = opened(world, talk, "de", Report())
    said = screenshots(deck, pair(messages, overlay).pairs, "de", lambda page: f"{page.id}.png", WIDTH)
    return [Image.open(io.BytesIO(one)).convert("RGB") for one in pictures], said["screenshots"]


@pytest.fixture
def story(tmp_path: Path) -> Translated:
    return translated(tmp_path, TALK)


def test_strings_have_the_names_of_the_exports(story: Translated) -> None:
    _, (first, second) = of(story)
    assert (first["file"], first["width"], first["height"]) == ("first.png", WIDTH, WIDTH * 9 // 16)
    assert [one["id"] for one in first["strings"]] == [
        *("slides.first.title", "slides.first.bullets.1", "slides.first.bullets.2")
    ]
    assert "slides.counts.rows.1.1" in [one["id"] for one in second["strings"]]


def test_all_that_is_drawn_of_a_string_is_inside_of_its_rectangle(story: Translated) -> None:
    pictures, told = of(story)
    for picture, page in zip(pictures, told, strict=True):
        for one in page["strings"]:
            x, y, width, height = (one["position"][name] for name in ("x", "y", "width", "height"))
            ground = picture.getpixel((x, y))
            inside = [picture.getpixel((a, b)) for a in range(x, x + width) for b in range(y, y + height)]
            assert sum(pixel != ground for pixel in inside) > 20, one
            # A pixel further out there is nothing of it.
            beside = [picture.getpixel((x - 2, b)) for b in range(y, y + height)]
            beside += [picture.getpixel((x + width + 2, b)) for b in range(y, y + height)]
            assert all(pixel == ground for pixel in beside), one


def test_what_is_not_translated_is_found_where_its_source_is_shown(story: Translated) -> None:
    waiting = Translated(story.world, story.talk, story.overlay.replace("text: DE Plasma cells stay", "text:"))
    _, (first, _) = of(waiting)
    assert "slides.first.bullets.2" in [one["id"] for one in first["strings"]]
