"""Does every rule of what plays find the defect that it is there for, and leave good films and sounds alone?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from deck.write.pptx.deck import package_parts
from deck.write.pptx.invariants import violations
from tests.films import film, place
from tests.story import tell
from tests.test_kinds import page_of

Parts = dict[str, bytes]
FILM, SOUND = "ppt/slides/slide1.xml", "ppt/slides/slide3.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    talk = page_of("video").example + page_of("audio").example
    return package_parts(tell(tmp_path_factory.mktemp("plays"), talk).without_mistakes())


def swap(part: str, pattern: str, new: str) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        changed, count = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count, f"nothing in {part} matches {pattern}"
        parts[part] = changed.encode()

    return plant


def put(name: str, data: bytes) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        assert name in parts
        parts[name] = data

    return plant


def both(*plants: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        for one in plants:
            one(parts)

    return plant


PLANTED: dict[str, tuple[str, Callable[[Parts], None]]] = {
    "a film that is cut off": ("media_is_what_it_claims", put("ppt/media/media1.mp4", film()[:-2])),
    "a sound in place of a film": ("media_is_what_it_claims", put("ppt/media/media1.mp4", film(b"", b"mp4a"))),
    "a film with another type": (
        "media_is_what_it_claims",
        swap("[Content_Types].xml", "video/mp4", "video/quicktime"),
    ),
    "a film that tells where it was made": ("media_tells_of_nobody", put("ppt/media/media1.mp4", film(more=place()))),
    "captions without their head": (
        "captions_are_webvtt",
        put("ppt/media/captions1.vtt", b"00:00.000 --> 00:01.000\nA\n"),
    ),
    "nothing that PowerPoint plays": ("media_is_embedded", swap(FILM, r"<p14:media.*?</p14:media>", "")),
    "another file for older programs": (
        "media_is_embedded",
        swap(
            "ppt/slides/_rels/slide1.xml.rels",
            r'(relationships/video" Target="\.\./media/)media1.mp4',
            r"\1media2.mp3",
        ),
    ),
    "no picture": ("media_has_a_picture", swap(FILM, r'(<a:videoFile.*?<a:blip) r:embed="\w+"', r"\1")),
    "no player": ("media_has_a_player", swap(FILM, r"<p:video>.*?</p:video>", "")),
    "a player of another sort": (
        "media_has_a_player",
        swap(SOUND, r"<p:audio>(.*?)</p:audio>", r"<p:video>\1</p:video>"),
    ),
    "a player of a title": ("media_has_a_player", swap(FILM, r'(<p:cMediaNode.*?spid=")3', r"\g<1>2")),
    "two players": ("media_has_a_player", swap(FILM, r"(<p:video>.*?</p:video>)", r"\1\1")),
    "a command to a title": ("media_plays_at_a_click", swap(FILM, r'(<p:cmd .*?spid=")3', r"\g<1>2")),
    "no click that begins it": (
        "media_plays_at_a_click",
        both(
            swap(FILM, r"playFrom\(0.0\)", "togglePause"),
            swap(FILM, r'<a:hlinkClick r:id="" action="ppaction://media"/>', ""),
        ),
    ),
    "captions of no language": ("captions_name_their_language", swap(FILM, ' lang="en-GB"( r:embed)', r"\1")),
    "two tracks of one id": ("captions_name_their_language", swap(FILM, "(<p173:track .*?/>)", r"\1\1")),
}


def test_good_films_and_sounds_break_no_rule(good: Parts) -> None:
    assert violations(good) == []


@pytest.mark.parametrize(("rule", "plant"), PLANTED.values(), ids=PLANTED)
def test_a_planted_defect_is_found(rule: str, plant: Callable[[Parts], None], good: Parts) -> None:
    parts = dict(good)
    plant(parts)
    # Of a part that nothing leads to any more, another rule says so as well.
    assert rule in {one.rule for one in violations(parts)}


def test_every_rule_of_what_plays_has_its_defect() -> None:
    folder = Path(__file__).parents[2] / "deck/write/pptx/invariants"
    own = re.findall(r"^def ([a-z]\w+)", (folder / "play_rules.py").read_text(encoding="utf-8"), re.MULTILINE)
    beside = {"media_is_what_it_claims", "media_tells_of_nobody", "captions_are_webvtt"}
    assert {*own, *beside} == {rule for rule, _ in PLANTED.values()}


def test_a_film_on_two_slides_is_one_part(good: Parts) -> None:
    assert sorted(name for name in good if name.endswith((".mp4", ".mp3", ".vtt"))) == [
        "ppt/media/captions1.vtt",
        "ppt/media/captions2.vtt",
        "ppt/media/media1.mp4",
        "ppt/media/media2.mp3",
    ]


def test_the_same_talk_gives_the_same_bytes(good: Parts, tmp_path: Path) -> None:
    talk = page_of("video").example + page_of("audio").example
    assert package_parts(tell(tmp_path, talk).without_mistakes()) == good
