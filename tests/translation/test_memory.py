"""A translation memory: what was said before fills what is missing, and replaces nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deck.locales import tmx
from deck.locales.imported import Unreadable
from tests.translation.telling import changed, translated
from tests.translation.test_exchange import exported, taken_with
from tests.translation.test_pairing import TALK

OTHER = TALK.replace("id: first", "id: opening").replace("T cells are unchanged", "T cells are as before")


def test_what_an_earlier_talk_said_fills_what_is_missing(tmp_path: Path) -> None:
    memory = tmx.read(exported(translated(tmp_path / "old", TALK), tmx))
    new = translated(tmp_path / "new", OTHER)
    empty = replace(new, overlay=new.overlay.replace("text: DE Plasma cells stay", "text:"))
    ours = replace(empty, overlay=empty.overlay.replace("text: DE B cells come back", "text: Ours"))
    result, report = taken_with(ours, memory)
    after = replace(ours, overlay=result.text)
    assert [one.code for one in report] == []
    assert after.texts()["Plasma cells stay"] == "DE Plasma cells stay"
    assert after.texts()["B cells come back"] == "Ours"
    assert after.states() == {}


def test_stale_and_missing_texts_are_no_memory(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "They stay")).updated()
    assert b"They stay" not in exported(story, tmx) and b"B cells come back" in exported(story, tmx)


def test_a_memory_of_several_languages_has_one_of_each_pair() -> None:
    body = "".join(f'<tuv xml:lang="{lang}"><seg>{words}</seg></tuv>' for lang, words in
                   (("en", "One <ph x='1'>{n}</ph>"), ("fr", "Un"), ("de-DE", "Eins {n}")))  # fmt: skip
    content = f'<tmx version="1.4"><header srclang="en"/><body><tu>{body}</tu></body></tmx>'.encode()
    [one] = tmx.read(content, "de")
    assert (one.source, one.text, one.language) == ("One {n}", "Eins {n}", "de-DE")


@pytest.mark.parametrize("content", [b"", b"<tmx>", b"<xliff/>", b"<tmx version='1.4'><body/></tmx>"])
def test_what_is_no_memory_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unreadable):
        tmx.read(content)
