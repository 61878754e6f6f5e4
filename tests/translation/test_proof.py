"""The proof that a reviewer reads: sources and what has changed in them, translations, what the translator asks."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pdfplumber

from deck.locales.unit import units
from deck.translation.glossary import Glossary
from deck.write.proof import proof
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_pairing import TALK


def test_a_proof_says_what_has_changed_and_what_is_asked(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "Plasma cells go")).updated()
    asked = "text: DE B cells come back\n        question: Which cells?\n"
    words = read(replace(story, overlay=story.overlay.replace("text: DE B cells come back\n", asked)))
    assert "Plasma cells staygo" in words  # the one struck out, the other underlined
    assert "the translator asks: Which cells?" in words
    assert "stale: the source has changed" in words


def test_what_a_law_is_called_need_not_be_there(tmp_path: Path) -> None:
    law = {"id": "eu2007", "type": "legislation", "title": "Regulation 1394/2007", "title-short": "ATMP regulation"}
    story = translated(tmp_path, TALK, {"assets/references.json": json.dumps([law])})
    assert "DE Plasma cells stay" in read(story) and "ATMP regulation" not in read(story)


def read(story: Translated) -> str:
    deck, _ = story.built(keep_stale=True)
    pairing = story.paired()
    data = proof(deck, pairing.pairs, units(story.talk, pairing, (), deck.brand, Glossary()), "en-GB", "draft")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
