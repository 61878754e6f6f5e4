"""The staff's board, `index.html`: every talk in every language, what is missing, where each file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from deck import language
from deck.programme.chase import chase_text, letters
from deck.programme.html import SIGNS, link, listed, mail, megabytes, noted, page
from deck.programme.job import file_name
from deck.programme.manifest import artefacts
from deck.programme.plan import Step, in_short
from deck.programme.result import SUMS, ZIPS, all_zip, sums
from deck.programme.rooms import day_of, room_pages
from deck.programme.standing import Talk, counted, over_minutes, owed, standing, talks_of
from deck.timing import clock

if TYPE_CHECKING:
    from deck.programme.make import Result, Session

BOARD = "index.html"
CHASE = "chase.txt"


def board_files(session: Session, result: Result, placed: Mapping[str, str], changed: Sequence[str]) -> dict[str, str]:
    """The board and the pages that hang on it, by their names in the folder that comes out.

    `changed` says line by line what the last run made that made anything.
    """
    talks = talks_of(result.steps)
    rooms = room_pages(session.programme, talks, placed)
    board = _board(session, talks, placed, {name: title for name, (title, _) in rooms.items()}, changed)
    pages = {BOARD: board, CHASE: chase_text(session.programme, talks)}
    return pages | {name: text for name, (_, text) in rooms.items()} | {SUMS: sums(placed)}


def _board(
    session: Session,
    talks: Sequence[Talk],
    placed: Mapping[str, str],
    rooms: Mapping[str, str],
    changed: Sequence[str],
) -> str:
    programme = session.programme
    event = programme.event or "The programme"
    parts = [
        '<a class="skip" href="#talks">To the talks</a>',
        f"<header><h1>{escape(event)}</h1>",
        f'<p class="soft">{escape(programme.when)}</p>' if programme.when else "",
        f"<p>{escape(_in_numbers(talks))}</p>",
        _navigation(bool(rooms)),
        "</header><main>",
        '<h2 id="talks">Talks</h2>',
        _table(session, talks, placed),
        _chase(session, talks),
        _rooms(rooms),
        _changed(changed),
        _files(session, placed),
        "</main>",
    ]
    return page(f"{event}: board", "\n".join(filter(None, parts)))


def _in_numbers(talks: Sequence[Talk]) -> str:
    held = [talk for talk in talks if not talk.slot.cancelled]
    there = sum(talk.slot.is_there for talk in held)
    words = [standing(step).word for talk in held for step in talk.steps]
    bad = sum(any(standing(step).tone == "bad" for step in talk.steps) for talk in held if talk.slot.is_there)
    said = [f"{len(held)} talks", f"{len(held) - there} without slides", f"{bad} with mistakes"]
    said.append(f"{words.count('built')} decks built, {words.count('stale')} stale")
    return " · ".join(said)


def _navigation(rooms: bool) -> str:
    places = [("talks", "Talks"), ("chase", "To chase"), *([("rooms", "Run sheets")] if rooms else [])]
    places += [("changed", "Made last"), ("files", "All files")]
    return (
        '<nav aria-label="Parts of this page">'
        + listed([f'<a href="#{at}">{name}</a>' for at, name in places], "")
        + "</nav>"
    )


# ---------------------------------------------------------------- the table


def _table(session: Session, talks: Sequence[Talk], placed: Mapping[str, str]) -> str:
    languages = list(dict.fromkeys(step.language for talk in talks for step in talk.steps))
    heads = ["Time", "Room", "Talk", "Minutes", "Disclosures", *map(_called, languages)]
    head = "".join(f'<th scope="col" role="columnheader">{one}</th>' for one in heads)
    rows = []
    for day, group in groupby(talks, key=lambda talk: day_of(talk.slot)):
        rows.append(
            f'<tr role="row"><th class="day" role="rowheader" scope="rowgroup" colspan="{len(heads)}">'
            f"{escape(day or 'No time yet')}</th></tr>"
        )
        rows += [_row(session, talk, languages, placed) for talk in group]
    about = "Every talk by the time at which it begins, and how it stands in each language."
    return (
        f'<table role="table"><caption>{about}</caption>\n<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{chr(10).join(rows)}\n</tbody></table>'
    )


def _called(tag: str) -> str:
    return f'<span lang="{escape(tag)}">{escape(language.name(tag))}</span> <span class="soft">{escape(tag)}</span>'


def _row(session: Session, talk: Talk, languages: Sequence[str], placed: Mapping[str, str]) -> str:
    slot = talk.slot
    time = f"{slot.start:%H:%M}{f'–{slot.end:%H:%M}' if slot.end else ''}" if slot.start else "–"
    by_language = {step.language: step for step in talk.steps}
    cells = [
        f'<td role="cell" class="time" data-head="Time">{time}</td>',
        f'<td role="cell" class="room" data-head="Room">{escape(slot.room) or "–"}</td>',
        f'<th role="rowheader" scope="row" class="talk" id="{escape(slot.id)}">{_talk(talk)}</th>',
        f'<td role="cell" data-head="Minutes">{_minutes(talk)}</td>',
        f'<td role="cell" data-head="Disclosures">{_disclosure(talk)}</td>',
    ]
    if slot.cancelled or not slot.is_there:
        cells.append(f'<td role="cell" colspan="{len(languages)}">{_standing(talk.steps[0])}</td>')
    else:
        cells += [_cell(by_language.get(tag), talk.own, tag, placed) for tag in languages]
    return f'<tr role="row">{"".join(cells)}</tr>'


def _talk(talk: Talk) -> str:
    name = "s" if talk.slot.cancelled else "b"
    more = " · ".join(filter(None, (", ".join(talk.speakers) or "nobody named yet", talk.slot.track)))
    said = f'<{name}>{escape(talk.title)}</{name}><span class="soft">{escape(more)} · {escape(talk.slot.id)}</span>'
    return said + noted(talk.notes)


def _minutes(talk: Talk) -> str:
    slot, facts = talk.slot.minutes, talk.facts
    if facts is None:
        return f"{clock(slot)}" if slot else "–"
    said = clock(facts.minutes) + (f" of {clock(slot)}" if slot else "")
    over = over_minutes(talk)
    notes = [f'<span class="bad">{SIGNS["bad"]} {clock(over)} over</span>'] if over else []
    if facts.unknown:
        notes.append(f"{counted(facts.unknown, 'slide')} untimed")
    return said + listed(notes, "notes")


def _disclosure(talk: Talk) -> str:
    if talk.facts is None:
        return "–"
    tone = {"shown": "good", "hidden": "old", "none": "bad"}[talk.facts.disclosure]
    return f'<span class="{tone}">{SIGNS[tone]} {talk.facts.disclosure}</span>'


def _standing(step: Step, own: Step | None = None) -> str:
    how = standing(step, own)
    return f'<span class="word {how.tone}">{SIGNS[how.tone]} {escape(how.word)}</span>' + noted(how.notes)


def _cell(step: Step | None, own: Step | None, tag: str, placed: Mapping[str, str]) -> str:
    said = f"{_standing(step, own)}{_links(step, placed)}" if step is not None else '<span class="none">–</span>'
    return f'<td role="cell" class="lang" data-head="{escape(tag)}">{said}</td>'


def _links(step: Step, placed: Mapping[str, str]) -> str:
    """The files that are there, the deck first; of a talk with mistakes, those from before."""
    if step.job is None:
        return ""
    made = {one.name: one for one in step.outcome.made} if step.outcome else {}
    found = []
    for artefact in artefacts():
        name = file_name(step.job, artefact)
        path = f"{step.slot.id}/{name}"
        if path in placed:
            called = artefact.replace("-", " ")
            found.append(link(path, called, f"{called}, {step.slot.id}, {step.language}"))
    size = sum(one.size for one in made.values())
    return listed([*found, *([f'<span class="soft">{megabytes(size)}</span>'] if found and size else [])], "files")


# ---------------------------------------------------------------- below it


def _chase(session: Session, talks: Sequence[Talk]) -> str:
    items = []
    for talk, subject, text in letters(session.programme, talks):
        why = escape(" ".join(owed(talk)))
        who = escape(", ".join(talk.speakers) or "nobody named yet")
        items.append(
            f'<li><b>{escape(talk.title)}</b>, {who} (<a href="#{escape(talk.slot.id)}">{escape(talk.slot.id)}</a>)'
            f"<br>{why}<details><summary>A text to send to {who}</summary>"
            f'<p class="screen"><a href="{mail(subject, text)}">Open it as a letter</a></p>'
            f"<pre>{escape(text)}</pre></details></li>"
        )
    said = "".join(items)
    body = (
        f"<ol>{said}</ol><p>{link(CHASE, 'The same as a text file')}</p>" if items else "<p>Nobody owes anything.</p>"
    )
    return f'<h2 id="chase">To chase</h2>\n{body}'


def _rooms(rooms: Mapping[str, str]) -> str:
    if not rooms:
        return ""
    return '<h2 id="rooms">Run sheets</h2>\n' + listed([link(path, title) for path, title in rooms.items()], "")


def _changed(changed: Sequence[str]) -> str:
    body = listed([escape(line) for line in changed], "") if changed else "<p>Nothing was made yet.</p>"
    return f'<h2 id="changed">Made by the last run that made anything</h2>\n{body}'


def _files(session: Session, placed: Mapping[str, str]) -> str:
    if not placed:
        return '<h2 id="files">All files</h2>\n<p>Nothing was made yet.</p>'
    codes = dict.fromkeys(path.split("/")[0] for path in placed)
    zips = [link(f"{ZIPS}/{code}.zip", code) for code in codes]
    whole = all_zip(session.programme.event)
    # A page that is in a zip cannot say how large that zip is, nor lead out of it.
    return (
        f'<h2 id="files">All files</h2>\n<p>{link(f"{ZIPS}/{whole}", "Everything in one zip")} · '
        f"{link(SUMS, 'checksums')}, as <code>sha256sum --check</code> reads them</p>\n"
        f"<p>A zip for each talk:</p>{listed(zips, 'files')}"
    )


def lines_of(made: Sequence[Step]) -> Iterator[str]:
    """What a run has made, and why, a line for each talk and language."""
    for step in made:
        yield f"{step.slot.id} in {step.language}: {in_short(step.why)}"
