"""Is it told of a film or sound what PowerPoint would do with it, and does nothing leave with it that nobody meant?"""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from deck.media import BadMedia, read_medium, traces, without_traces
from deck.media.captions import BadCaptions, read_captions
from tests.films import box, film, place, track, wav

ASSETS = Path(__file__).parent / "kinds" / "assets"
REAL = {name: (ASSETS / name).read_bytes() for name in ("approach.mp4", "tone.mp3")}


# ---------------------------------------------------------------- what is in it


def test_a_film_tells_how_long_and_large_it_is_and_what_it_is_coded_in():
    read = read_medium(REAL["approach.mp4"])
    assert (read.form, read.seconds, read.width, read.height) == ("mp4", 2.0, 320, 180)
    assert (read.picture, read.sound, read.doubts) == ("H.264", "AAC", ())


def test_a_film_that_was_held_upright_is_higher_than_wide():
    read = read_medium(film(turned=True))
    assert (read.width, read.height) == (180, 320)


def test_a_film_without_a_size_of_its_track_has_that_of_its_pictures():
    data = film(size=(640, 360)).replace(struct.pack(">II", 640 << 16, 360 << 16), bytes(8))
    assert (read_medium(data).width, read_medium(data).height) == (640, 360)


def test_sounds_tell_how_long_they_are():
    assert read_medium(wav(0.5)).seconds == 0.5
    assert read_medium(film(b"", b"mp4a", seconds=7)).form == "m4a"
    assert read_medium(REAL["tone.mp3"]).seconds == pytest.approx(1.15, abs=0.01)


@pytest.mark.parametrize(
    ("data", "doubt"),
    [
        (film(b"hvc1"), "its picture is HEVC"),
        (film(b"av01"), "its picture is AV1"),
        (film(b"vp09"), "its picture is VP9"),
        (film(b"apcn"), "its picture is ProRes"),
        (film(profile=244), "its picture is H.264 in the profile High 4:4:4"),
        (film(b"avc1", b"Opus"), "its sound is Opus"),
        (film(b"", b"alac"), "its sound is Apple Lossless"),
        (film(size=(3840, 2160)), "slow computers stumble over its 3840 × 2160 pixels"),
        (film(turned=True), "its picture lies on its side: not every player turns it"),
        (film(more=box(b"mvex")), "it is a recording in fragments"),
        (wav(kind=17), "its sound is compressed in a way that few programs know"),
    ],
)
def test_what_powerpoint_may_not_play_is_said(data: bytes, doubt: str):
    assert read_medium(data).doubts == (doubt,)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"Lorem ipsum", "is no film or sound that a slide can play"),
        (b"\x1a\x45\xdf\xa3" + bytes(40), "is a WebM or Matroska film"),
        (b"RIFF\0\0\0\0AVI LIST", "is an AVI film"),
        (b"OggS" + bytes(40), "is an Ogg file"),
        (film(brand=b"qt  "), "is a QuickTime film (H.264), which"),
        (film(b"apcn", b"sowt", brand=b"qt  "), "is a QuickTime film (ProRes and PCM), which"),
        (film(brand=b"qt  ")[16:], "is a QuickTime film (H.264), which"),
        (film(b"encv"), "is protected against copying"),
        (film(b""), "has neither pictures nor sound"),
        (film(size=(0, 0)), "does not say how large it is"),
        (film()[:-3], "is cut off or damaged"),
        (box(b"ftyp", b"isom" + bytes(4)), "its list of contents (moov) is missing"),
        (film(tracks=track(b"meta", b"mebx")), "in which phones and cameras write where they were"),
        (film(tracks=track(b"camm", b"camm")), "in which phones and cameras write where they were"),
        (wav()[:-9], "is cut off or damaged"),
        (wav(0), "holds no sound"),
        (b"ID3\4\0\0\x7f\x7f\x7f\x7f", "is cut off"),
        (b"\xff\xfb\x90\x00" + bytes(2000), "no sound was found in it"),
    ],
)
def test_what_nobody_can_play_is_refused(data: bytes, why: str):
    with pytest.raises(BadMedia) as told:
        read_medium(data)
    assert why in told.value.why


@pytest.mark.parametrize(
    ("data", "help"),
    [
        (film(b"avc1", b"mp4a", brand=b"qt  "), "save it as MP4: its pictures and sound may stay"),
        (film(b"hvc1", b"mp4a", brand=b"qt  "), "export it as MP4 with H.264 pictures"),
        (film(b"avc1", b"sowt", brand=b"qt  "), "export it as MP4 with H.264 pictures"),
    ],
)
def test_a_quicktime_film_is_packed_anew_where_that_is_enough(data: bytes, help: str):
    with pytest.raises(BadMedia) as told:
        read_medium(data)
    assert told.value.help.startswith(help)


@pytest.mark.parametrize(
    "length",
    [struct.pack(">I", 7), struct.pack(">I", 0x7FFFFFFF), struct.pack(">I4sQ", 1, b"moov", 2**63), b"\0\0\0\1moov"],
)
def test_a_box_that_is_longer_than_its_file_or_shorter_than_its_own_head_ends_nothing_but_the_reading(length: bytes):
    head = box(b"ftyp", b"isom" + bytes(4))
    with pytest.raises(BadMedia):
        read_medium(head + length + film()[len(head) + len(length) :])


def test_boxes_in_themselves_are_no_way_down():
    deep = b""
    for _ in range(3000):
        deep = box(b"moov", deep)
    with pytest.raises(BadMedia):
        read_medium(box(b"ftyp", b"isom" + bytes(4)) + deep)


def test_a_file_of_nothing_but_heads_is_given_up():
    with pytest.raises(BadMedia, match="more parts"):
        read_medium(box(b"ftyp", b"isom" + bytes(4)) + box(b"free") * 60_000)


@pytest.mark.parametrize("name", [*REAL, "wav", "film"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str):
    data = {**REAL, "wav": wav(0.02, more=b"LIST\4\0\0\0INFO"), "film": film(b"avc1", b"mp4a", more=place())}[name]
    chance = random.Random(20)
    refused = 0
    for _ in range(300):
        broken = bytearray(data[: chance.choice([len(data), chance.randrange(1, len(data))])])
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(broken))
            new = chance.choice([b"\xff" * 8, bytes(8), b"\0\0\0\1moov", b"trak", bytes([chance.randrange(256)])])
            broken[at : at + len(new)] = new
        try:
            read_medium(bytes(broken))
            without_traces(bytes(broken))
        except BadMedia:
            refused += 1
    assert 0 < refused < 300


# ---------------------------------------------------------------- what it tells of whoever recorded it


def test_the_place_of_a_phone_does_not_leave_with_its_film():
    data = film(b"avc1", b"mp4a", more=place() + box(b"meta", b"Somebody")) + box(b"sefd", b"a phone's own box")
    data = data.replace(b"soun" + bytes(13), b"soun" + bytes(12) + b"P")
    clean = without_traces(data)
    assert traces(data) == ["mvhd", "tkhd", "mdhd", "tkhd", "mdhd", "hdlr", "udta", "meta", "sefd"]
    assert traces(clean) == []
    assert b"52.52" in data and b"52.52" not in clean and b"Somebody" not in clean
    assert read_medium(clean) == read_medium(data)


def test_what_is_played_stays_where_it_was():
    data = film(more=place())
    clean = without_traces(data)
    assert len(clean) == len(data) and clean[-len(b"played") :] == b"played"
    assert without_traces(clean) == clean


def test_names_and_titles_are_taken_from_sounds():
    tagged = b"ID3\3\0\0\0\0\0\4Name" + REAL["tone.mp3"] + b"TAG" + b"Somebody".ljust(125)
    assert without_traces(tagged) == without_traces(REAL["tone.mp3"])
    named = wav(more=b"LIST\x0c\0\0\0INFOSomebody")
    assert traces(named) == ["LIST"]
    assert without_traces(named) == wav()


# ---------------------------------------------------------------- captions


def test_captions_are_read_as_a_player_reads_them():
    captions = read_captions((ASSETS / "approach.vtt").read_bytes())
    assert captions.said == ("Narrator: A cell comes near.", "It touches the other.")
    assert captions.end == 2.0


def test_a_deck_carries_what_captions_say_and_no_remarks():
    lines = ["\ufeffWEBVTT Kind: captions", "Language: de", "", "NOTE ask Anna", "", "1"]
    lines += ["00:01.000 --> 01:00:02.500 line:0", "A &amp; <i>\x07B</i>", ""]
    captions = read_captions("\r\n".join(lines).encode())
    assert captions.language == "de"
    assert captions.file == b"WEBVTT\n\n00:00:01.000 --> 01:00:02.500\nA &amp; <i>B</i>\n"
    assert captions.said == ("A & B",)
    assert read_captions(captions.file).cues == captions.cues


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nA\n", 1, "are SubRip"),
        (b"A cell", 1, "do not begin with WEBVTT"),
        (b"WEBVTT\n", 0, "say nothing"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", 3, "ends before it begins"),
        (b"WEBVTT\n\nA\n00:02 --> 00:03\nA\n", 4, "a time that cannot be read"),
        (b"WEBVTT\n\nwithout a time\n", 3, "words without a time"),
        ("WEBVTT\n\nÄ".encode("latin-1"), 0, "are not saved as UTF-8"),
    ],
)
def test_captions_that_no_player_shows_are_refused(data: bytes, line: int, what: str):
    with pytest.raises(BadCaptions) as told:
        read_captions(data)
    assert (told.value.line, what in told.value.what) == (line, True), told.value.what
