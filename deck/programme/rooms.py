"""A run sheet for each room and day: who speaks when, from which file, and what staff do meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from deck.programme.html import link, listed, page
from deck.programme.manifest import Programme, Slot
from deck.programme.result import slug
from deck.programme.standing import Talk, counted, over_minutes, standing
from deck.timing import clock


def room_pages(programme: Programme, talks: Sequence[Talk], placed: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Title and page of each, by name; talks without a time or a room are on none."""
    sheets: dict[tuple[str, str, str], list[Talk]] = {}
    for talk in talks:
        if talk.slot.start is not None and talk.slot.room:
            key = (f"{talk.slot.start:%Y-%m-%d}", talk.slot.room, day_of(talk.slot))
            sheets.setdefault(key, []).append(talk)
    found: dict[str, tuple[str, str]] = {}
    for (date, room, day), own in sorted(sheets.items()):
        name = _free(f"rooms/{date}-{slug(room)}", found)
        title = f"{day}, {room}"
        found[name] = (title, page(f"{title}: run sheet", _sheet(programme, title, own, placed)))
    return found


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Rooms whose names are the same in plain letters have pages of their own."""
    names = [f"{name}.html", *(f"{name}-{number}.html" for number in range(2, len(taken) + 3))]
    return next(one for one in names if one not in taken)


def day_of(slot: Slot) -> str:
    return f"{slot.start:%A}, {slot.start.day} {slot.start:%B %Y}" if slot.start else ""


def _sheet(programme: Programme, title: str, talks: Sequence[Talk], placed: Mapping[str, str]) -> str:
    heads = ("Time", "Talk", "Length", "Files", "At these slides", "Tested")
    head = "".join(f'<th scope="col" role="columnheader">{one}</th>' for one in heads)
    rows = "\n".join(_row(talk, placed) for talk in talks)
    event = escape(" · ".join(filter(None, (programme.event, programme.when))))
    return (
        f'<header><h1>{escape(title)}</h1><p class="soft">{event}</p>'
        f'<p class="screen">{link("../index.html", "Back to the board")}</p></header><main>\n'
        f'<table role="table"><caption>Run sheet: every talk in this room on this day.</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n<tbody role="rowgroup">\n'
        f"{rows}\n</tbody></table></main>"
    )


def _row(talk: Talk, placed: Mapping[str, str]) -> str:
    slot, facts = talk.slot, talk.facts
    assert slot.start is not None
    time = f"{slot.start:%H:%M}{f'–{slot.end:%H:%M}' if slot.end else ''}"
    name = "s" if slot.cancelled else "b"
    speakers = escape(", ".join(talk.speakers) or "nobody named yet")
    length = f"{clock(slot.minutes)}" if slot.minutes else "–"
    over = over_minutes(talk)
    known = f"the talk takes {clock(facts.minutes)}" if facts and facts.minutes else ""
    more = f", without {counted(facts.unknown, 'slide')} that nobody timed" if facts and facts.unknown else ""
    notes = [known + more] if known else []
    notes += [f'<span class="bad">✗ {clock(over)} over</span>'] if over else []
    cues = [f"{number} {escape(title)}: {escape(cue)}" for number, title, cue in (facts.cues if facts else ())]
    return (
        f'<tr role="row"><td role="cell" class="time" data-head="Time">{time}</td>'
        f'<th role="rowheader" scope="row" class="talk"><{name}>{escape(talk.title)}</{name}>'
        f'<span class="soft">{speakers} · {escape(slot.id)}</span></th>'
        f'<td role="cell" data-head="Length">{length}{listed(notes, "notes")}</td>'
        f'<td role="cell" data-head="Files">{_files(talk, placed)}</td>'
        f'<td role="cell" data-head="At these slides">{listed(cues, "") or "–"}</td>'
        f'<td role="cell" data-head="Tested">{"–" if slot.cancelled else "☐"}</td></tr>'
    )


def _files(talk: Talk, placed: Mapping[str, str]) -> str:
    """The decks to show, by language; where there is none, why."""
    shown = []
    for step in talk.steps:
        path = f"{step.slot.id}/{step.job.begins}pptx" if step.job else ""
        if path in placed:
            how = standing(step)
            more = "" if how.word == "built" else f" ({escape(how.word)})"
            shown.append(link(f"../{path}", path.split("/")[1]) + more)
    if shown:
        return listed(shown, "")
    return escape(standing(talk.steps[0]).word if talk.steps else "–")
