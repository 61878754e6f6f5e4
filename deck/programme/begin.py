"""Begin a programme: its file, a brand, and for each talk of which nothing is there yet a cover to go on from."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from deck import language
from deck.markup import Run, write
from deck.programme.manifest import FILE, Programme, Slot
from deck.workspace import put_whole

NOBODY = "Speaker to be announced"
_IGNORED = "/build/\n/.cache/\n"
_EXAMPLE = """\
  - code: OPENING
    title: Welcome
    speakers: [Your Name]
    room: Hall 1
    start: 2026-04-24 09:00
    minutes: 10
"""


def begin(folder: Path, event: str, schedule: Path | None, brand: Path | None) -> list[Path]:
    """Write programme.yaml and what it names into `folder`; what is there already stays. Raises OSError."""
    written = []
    file = folder / FILE
    if not file.exists():
        if schedule is not None:
            put_whole(folder / "schedule.json", schedule.read_bytes())
            written.append(folder / "schedule.json")
        put_whole(file, _manifest(event, schedule is not None).encode())
        put_whole(folder / ".gitignore", _IGNORED.encode())
        written.append(file)
    if not (folder / "brand" / "brand.yaml").exists():
        _bring(brand, folder / "brand")
        written.append(folder / "brand" / "brand.yaml")
    return written


def _manifest(event: str, scheduled: bool) -> str:
    said = (
        f"# The programme: `deck programme build` makes all of it, `deck programme status` says how it stands.\n"
        f"programme:\n  event: {_quoted(event)}\n  brand: brand\n  languages: [en]\n"
        f"  artefacts: [deck, pdf, 3up]\n"
    )
    if scheduled:
        return (
            f"{said}  from: schedule.json\n\n# What is said here of a talk counts more than the schedule.\ntalks: []\n"
        )
    return f"{said}\ntalks:\n{_EXAMPLE}"


def _bring(brand: Path | None, folder: Path) -> None:
    if brand is not None:
        shutil.copytree(brand, folder)
        return
    import deck.starter

    put_whole(folder / "brand.yaml", (Path(deck.starter.__file__).parent / "brand.yaml").read_bytes())


def begin_talks(programme: Programme) -> Iterator[Slot]:
    """Give each talk that has no slides a cover with what the programme knows of it. Raises OSError."""
    for slot in programme.talks:
        if not slot.cancelled and not slot.file.exists():
            put_whole(slot.file, _talk(slot, programme).encode())
            yield slot


def _talk(slot: Slot, programme: Programme) -> str:
    tag = programme.languages[0]
    day = language.day(slot.start.date(), tag) if slot.start else ""
    speakers = [*slot.speakers] or [NOBODY]
    head = [
        f"title: {_markup(slot.title or slot.id)}",
        f"speakers: [{', '.join(map(_quoted, speakers))}]",
        *([f"event: {_quoted(programme.event)}"] if programme.event else []),
        *([f"date: {_quoted(day)}"] if day else []),
        f"language: {tag}",
        *([f"brand: {_quoted(_way(programme.brand, slot))}"] if programme.brand else []),
        "status: draft",
        *([f"slot_minutes: {slot.minutes:g}"] if slot.minutes else []),
    ]
    lines = [_markup(one) for one in (day, slot.room) if one]
    cover = ["- id: cover", "  kind: cover", f"  title: {_markup(slot.title or slot.id)}"]
    cover += [f"  subtitle: {_markup(language.listed(speakers, tag))}"]
    cover += [f"  lines: [{', '.join(lines)}]"] if lines else []
    return (
        "format: 2\ntalk:\n"
        + "".join(f"  {line}\n" for line in head)
        + "\nslides:\n"
        + "".join(f"  {line}\n" for line in cover)
    )


def _way(brand: Path, slot: Slot) -> str:
    return Path(os.path.relpath(brand, slot.file.parent)).as_posix()


def _markup(words: str) -> str:
    """Words from elsewhere as a text of the talk: no sign in them means anything."""
    return _quoted(write((Run(words),)))


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
