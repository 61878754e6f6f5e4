"""What a font was asked is remembered, and nobody can tell the difference."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.layout import font as module
from deck.layout.font import Font

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
INTER, ARABIC = FONTS / "Inter-Regular.ttf", FONTS / "NotoSansArabic-Regular.ttf"


class Cache:
    """What builds keep, by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.kept = 0

    def keep(self, name: str, data: bytes) -> None:
        self.kept += 1
        self.files[name] = data

    def font(self, path: Path = INTER) -> Font:
        return Font(path, self.files.get)


@pytest.fixture
def no_harfbuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("asked HarfBuzz")

    monkeypatch.setattr(Font, "_shape", never)
    monkeypatch.setattr(Font, "_harfbuzz", property(never))


@given(st.text("AVTo fi.,→العلاج 12", max_size=20), st.sampled_from([INTER, ARABIC]))
def test_what_is_remembered_is_what_is_shaped_afresh(text: str, path: Path) -> None:
    cache, fresh = Cache(), Font(path, lambda name: None)
    first = cache.font(path)
    said = first.ends(text), [first.has(char) for char in text], first.ascent_share
    first.remember(cache.keep)
    again = cache.font(path)
    assert (again.ends(text), [again.has(char) for char in text], again.ascent_share) == said
    assert said == (fresh.ends(text), [fresh.has(char) for char in text], fresh.ascent_share)


def test_a_second_build_of_the_same_texts_asks_nobody_and_keeps_nothing_new(request: pytest.FixtureRequest) -> None:
    cache = Cache()
    first = cache.font()
    first.ends("CAR T cells"), first.has("C"), first.ascent_share
    first.remember(cache.keep)
    request.getfixturevalue("no_harfbuzz")
    again = cache.font()
    again.ends("CAR T cells"), again.has("C"), again.ascent_share
    again.remember(cache.keep)
    assert cache.kept == 1


def test_fonts_do_not_answer_for_one_another() -> None:
    cache = Cache()
    cache.font().ends("CAR")
    for path in (INTER, FONTS / "Inter-Bold.ttf"):
        font = cache.font(path)
        font.ends("CAR")
        font.remember(cache.keep)
    assert len(cache.files) == 2
    assert cache.font().ends("CAR") != cache.font(FONTS / "Inter-Bold.ttf").ends("CAR")


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b'{"advances": {"CAR": [1]}, "upem": 2048}'])
def test_a_damaged_file_is_as_good_as_none(damaged: bytes) -> None:
    cache = Cache()
    font = cache.font()
    whole = font.ends("CAR")
    font.remember(cache.keep)
    cache.files = dict.fromkeys(cache.files, damaged)
    assert cache.font().ends("CAR") == whole


def test_texts_of_other_builds_go_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    cache = Cache()
    for texts in (["one", "two", "three"], ["four"]):
        font = cache.font()
        for text in texts:
            font.ends(text)
        font.remember(cache.keep)
    [kept] = cache.files.values()
    assert b"four" in kept
    assert b"one" not in kept
