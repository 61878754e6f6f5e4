"""What event staff need to know: when each slide comes, what it needs, and which files there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import gcd
from typing import Any

from deck import language
from deck.page import Deck, Page
from deck.regex import regex
from deck.timing import clock, pace_of, timed
from deck.write.handout.blocks import breakable, line, words
from deck.write.used_fonts import used_faces

Data = dict[str, Any]


def run_sheet(deck: Deck, pptx: bytes, files: Mapping[str, bytes], pace: float | None) -> Data:
    """The sheet's tables; `pptx` is the deck as it is shown, `files` are all that staff get, by name."""
    say = deck.phrases.say
    shown = [page for page in deck.pages if not page.hidden]
    needs = media_of(pptx)
    minutes = timed(shown, pace or pace_of(deck.meta.language), deck.meta.language)
    total, unknown = sum(one.length for one in minutes), sum(one.unknown for one in minutes)
    columns = ["slide", "title", "begins", "lasts", "cue-column", "needs"]
    rows = [
        [
            str(page.number),
            line(page.title, page.language),
            clock(minute.start),
            clock(minute.length) if minute.length else "–",
            words(page.cue, page.language) if page.cue else "",
            language.listed([say(need) for need in needs.get(page.number, ())], deck.meta.language),
        ]
        for page, minute in zip(shown, minutes, strict=True)
    ]
    # A column in which nothing stands only takes room from the others.
    kept = [at for at, name in enumerate(columns) if name in _ALWAYS or any(row[at] for row in rows)]
    return {
        "names": {"slides": say("running-order"), "files": say("files"), "no_files": say("no-files")},
        "facts": list(_facts(deck, say_time(deck, total, len(shown), unknown), needs, files)),
        "to_fill_in": say("to-fill-in"),
        "slide_head": [say(columns[at]) for at in kept],
        "columns": [columns[at] for at in kept],
        "slides": [
            {
                "divides": page.kind == "section",
                "section": line(page.section, page.language) if begins and page.kind != "section" else "",
                "cells": [row[at] for at in kept],
            }
            for page, row, begins in zip(shown, rows, _begins_section(shown), strict=True)
        ],
        "file_head": [say(name) for name in ("file", "size", "checksum")],
        "files": [
            [name, line(megabytes(data, deck.meta.language), deck.meta.language), breakable(checksum(data))]
            for name, data in sorted(files.items())
        ],
    }


_ALWAYS = ("slide", "title", "begins", "lasts")


def _begins_section(shown: Sequence[Page]) -> Iterator[bool]:
    """For each slide, whether it is the first of a section that has a name."""
    before = ""
    for page in shown:
        yield page.section not in ("", before)
        before = page.section


def _facts(deck: Deck, time: str, needs: Mapping[int, Any], files: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """What stands above the tables, by name; "" is what staff have to ask for and write there."""
    meta, say, tag = deck.meta, deck.phrases.say, deck.meta.language
    yield say("speaker"), line(language.listed([*meta.names, *meta.affiliation], tag), tag)
    yield say("event"), line(meta.event_line, tag)
    for name, text in (("contact", meta.contact), ("emergency-contact", meta.emergency_contact)):
        yield say(name), words(text, tag) if text else ""
    if meta.slot_minutes is None:
        yield say("slot"), ""
    yield say("time"), line(time, tag)
    hidden = in_ranges([page.number for page in deck.pages if page.hidden])
    count = say("slides", count=len(deck.pages))
    if hidden:
        count += " · " + say(
            "hidden-slides", count=sum(page.hidden for page in deck.pages), numbers=language.listed(hidden, tag)
        )
    yield say("format"), line(f"{proportions(deck)} · {count}", tag)
    yield say("fonts"), line(language.listed(sorted({face.family for face in used_faces(deck)}), tag), tag)
    yield say("sound-and-video"), say("on-these-slides" if needs else "no-sound-or-video")
    # The PDF that was made beside the deck has its name.
    slides = [name for name in sorted(files) if name.endswith(".pdf") and f"{name[:-4]}.pptx" in files]
    yield say("plan-b"), line(say("show-the-pdf", file=slides[0]), tag) if slides else ""


def in_ranges(numbers: Sequence[int]) -> list[str]:
    """Rising numbers as people write them: 3, 4, 5 and 9 are 3–5 and 9."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][-1] == number - 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    return [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in ranges]


def say_time(deck: Deck, total: float, slides: int, unknown: int) -> str:
    """How long the talk takes as far as it is known, and how that fits its slot."""
    say, slot = deck.phrases.say, deck.meta.slot_minutes
    parts = [say("talk-takes", time=clock(total), count=slides)] if total or not unknown else []
    if slot is not None:
        # What is left nobody knows while slides are untimed.
        fits = "slot-is-short" if total > slot else "slot-has" if unknown else "slot-has-room"
        parts.append(say(fits, slot=clock(slot), difference=clock(abs(slot - total))))
    return " ".join([*parts, say("minutes-unknown", count=unknown)] if unknown else parts)


def proportions(deck: Deck) -> str:
    """The shape of a slide as projectors name it, such as 16:9."""
    width, height = round(deck.brand.width), round(deck.brand.height)
    common = gcd(width, height)
    return f"{width // common}:{height // common}"


def media_of(pptx: bytes) -> dict[int, tuple[str, ...]]:
    """Which slides of a finished deck play sound or video."""
    import zipfile
    from io import BytesIO

    found: dict[int, tuple[str, ...]] = {}
    with zipfile.ZipFile(BytesIO(pptx)) as package:
        for name in package.namelist():
            part = _SLIDE.fullmatch(name)
            if part:
                kinds = set(_MEDIA.findall(package.read(name).decode()))
                if kinds:
                    found[int(part[1])] = tuple(need for kind, need in _NEEDS if kind in kinds)
    return found


_SLIDE = regex(r"ppt/slides/_rels/slide(\d+)\.xml\.rels")
_MEDIA = regex(r'relationships/(audio|video)"')
_NEEDS = (("audio", "sound"), ("video", "video"))


def checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def megabytes(data: bytes, tag: str) -> str:
    return f"{language.number(len(data) / 1e6, tag, 2)}\u00a0MB"
