"""Who has to be asked for what, and in which words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck.programme.manifest import Programme
from deck.programme.standing import Talk, owed


def letters(programme: Programme, talks: Sequence[Talk]) -> Iterator[tuple[Talk, str, str]]:
    """Of each talk whose speaker owes something: subject and text of a letter."""
    for talk in talks:
        asked = owed(talk)
        if asked:
            event = programme.event or "our event"
            yield talk, f"{event}: your talk “{talk.title}”", _letter(programme, talk, asked)


def _letter(programme: Programme, talk: Talk, asked: Sequence[str]) -> str:
    who = " and ".join(talk.speakers) or "…"
    said = "\n".join(f"- {one}" for one in asked)
    ends = "\n".join(filter(None, (programme.event, programme.contact)))
    return (
        f"Dear {who},\n\nyour talk “{talk.title}” {_when(talk)}. Before that we need your help:\n\n{said}\n\n"
        f"Its code is {talk.slot.id}. Please answer to this letter if anything is not clear.\n\n"
        f"With kind regards\n{ends}\n"
    )


def _when(talk: Talk) -> str:
    slot = talk.slot
    if slot.start is None:
        return "is in our programme"
    where = f" in {slot.room}" if slot.room else ""
    length = f", for {slot.minutes:g} minute{'' if slot.minutes == 1 else 's'}" if slot.minutes else ""
    return f"is on {slot.start.day} {slot.start:%B %Y} at {slot.start:%H:%M}{where}{length}"


def chase_text(programme: Programme, talks: Sequence[Talk]) -> str:
    """All letters in one file."""
    rule = "-" * 72
    found = [f"{rule}\nSubject: {subject}\n\n{text}" for _, subject, text in letters(programme, talks)]
    return "\n".join(found) if found else "Nobody owes anything.\n"
