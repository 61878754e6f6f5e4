"""Bring an overlay up to date with the talk: new sources, missing entries, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from deck.diagnostics import Report
from deck.source import Steps, read_yaml
from deck.translation.edit import Edits
from deck.translation.message import Entry, Message, Paired, Path, State, normal
from deck.translation.overlay import Overlay, read_overlay
from deck.translation.pair import Pairing, pair
from deck.translation.write_overlay import Tree, grown, lines
from deck.value import Value, replace

Remarks = Mapping[Path, str]
"""What stands as a comment above a part of the talk."""


class Updated(Value, frozen=True):
    """The text of an overlay after an update, and how many entries were changed in which way."""

    text: str
    added: int
    stale: int
    gone: int


def updated(
    overlay: Overlay, messages: Sequence[Message], remarks: Remarks, also: Collection[Path] = frozenset()
) -> Updated:
    """The overlay with its sources as they are now, missing entries added, and what is gone under `obsolete:`.

    What need not be translated gets an entry where its path is in `also`.

    Raises OnOneLine where an entry is to be added to a part that is written with braces.
    """
    tidied = read_again(_tidied(overlay, pair(messages, overlay)), overlay)
    pairing = pair(messages, tidied)
    filled = read_again(_filled(tidied, pairing, remarks, also), overlay)
    _check_nothing_is_lost(overlay, filled)
    after = pair(messages, filled)
    return Updated(
        _remarked(filled, remarks).rstrip("\n") + "\n",
        added=len(filled.entries) - len(tidied.entries),
        stale=sum(paired.state is State.STALE for paired in after.pairs),
        gone=len(filled.obsolete) - len(overlay.obsolete),
    )


def begun(tag: str, name: str, messages: Sequence[Message], remarks: Remarks) -> str:
    """A new overlay, with every entry waiting for its text."""
    wanted = {message.path: _waiting(message) for message in messages if not message.optional}
    head = [
        f"# {name} ({tag}): write each `text:` beside its `source:`. What stays as it is, is written again;",
        "# a text that is empty is shown in the talk's own language. Keep `{values}`, `[@citations]`, links, **bold**.",
        f"# `deck locale status {tag}` counts what is left, `deck build --locale {tag}` tells what does not fit.",
        "review:",
        "  status: draft  # reviewed, with `by:` and `date:`, once a native medical reviewer has read it",
    ]
    return "\n".join([*head, *lines(grown(wanted), 0, remarks)]) + "\n"


def accepted(overlay: Overlay, pairing: Pairing, wanted: Iterable[str]) -> tuple[str, int]:
    """The overlay with the stale entries of these slides (or parts) marked as current, and how many there were."""
    edits, count = Edits(overlay.source), 0
    parts = set(wanted)
    for paired in pairing.pairs:
        if paired.state is not State.STALE or paired.entry is None:
            continue
        if parts and str(paired.message.path[1]) not in parts:
            continue
        count += 1
        if normal(paired.entry.source) != normal(paired.message.source):
            edits.set(paired.entry.steps, "source", paired.message.source)
        if paired.entry.was:
            edits.drop(paired.entry.steps, "was")
    return edits.text(), count


def filled_in(
    overlay: Overlay, texts: Mapping[Path, tuple[str, str]], questions: Mapping[Path, str] | None = None
) -> str:
    """The overlay with these texts, by the steps of their entries; with each its source, where that is an old one."""
    edits = Edits(overlay.source)
    by_steps = {entry.steps: entry for entry in overlay.entries}
    for steps, (text, was) in texts.items():
        if by_steps[steps].text != text:
            edits.set(steps, "text", text)
        if was:
            edits.set(steps, "was", was)
        elif by_steps[steps].was:
            edits.drop(steps, "was")
    for steps, question in (questions or {}).items():
        edits.set(steps, "question", question)
    return edits.text()


def _waiting(message: Message) -> Entry:
    return Entry(message.source, "", message.span, message.path)


def _tidied(overlay: Overlay, pairing: Pairing) -> str:
    """Sources and slide names as they are now; what has no place any more under `obsolete:`."""
    edits = Edits(overlay.source)
    stray = [paired.entry for paired in pairing.pairs if paired.entry and not _is_at_its_place(paired)]
    gone = [entry for entry in (*pairing.unused, *stray) if entry.steps[0] != "obsolete"]
    for paired in pairing.pairs:
        if paired.entry is not None and _is_at_its_place(paired):
            _refresh(edits, paired.entry, paired.message.source)
    for old, new in _renamed(pairing).items():
        edits.rename(("slides", old), new)
    for steps in _whole_parts([entry.steps for entry in gone], overlay):
        edits.remove(steps)
    # What another entry says of the same source need not be kept twice.
    said = {(normal(one.source), normal(one.text)) for one in overlay.entries if one not in gone}
    unsaid = (one for one in gone if one.text and (normal(one.source), normal(one.text)) not in said)
    kept = [replace(entry, at=".".join(map(str, entry.steps))) for entry in unsaid]
    if kept:
        items: dict[str | int, Tree] = dict(enumerate(kept))
        if overlay.obsolete:
            edits.add(("obsolete",), items, ("obsolete", len(overlay.obsolete) - 1))
        else:
            edits.append({"obsolete": items})
    return edits.text()


def _refresh(edits: Edits, entry: Entry, source: str) -> None:
    if normal(entry.source) == normal(source):
        return
    if not entry.text:
        edits.set(entry.steps, "source", source)
    elif entry.was and normal(entry.was) == normal(source):  # it is again what was translated
        edits.set(entry.steps, "source", source)
        edits.drop(entry.steps, "was")
    else:
        edits.set(entry.steps, "source", source)
        if not entry.was:
            edits.set(entry.steps, "was", entry.source)


def _filled(overlay: Overlay, pairing: Pairing, remarks: Remarks, also: Collection[Path]) -> str:
    """Entries for what is missing, each behind the one before it in the talk; an obsolete translation comes back."""
    edits = Edits(overlay.source)
    known = _places(pairing, overlay)
    order = [paired.message.path for paired in pairing.pairs]
    groups: dict[Path, dict[Path, Entry]] = {}
    back: list[Steps] = []
    for paired in pairing.pairs:
        message, entry = paired.message, paired.entry
        waits = not message.optional or message.path in also
        if not waits or (entry is not None and entry.steps[0] != "obsolete"):
            continue
        waiting = _waiting(message)
        if entry is not None:
            waiting = replace(waiting, text=entry.text)
            back.append(entry.steps)
        part = next(message.path[:size] for size in range(1, 1 + len(message.path)) if message.path[:size] not in known)
        groups.setdefault(part, {})[message.path[len(part) - 1 :]] = waiting
    for part, leaves in groups.items():
        tree = grown(leaves)
        assert isinstance(tree, Mapping)
        below = {path[len(part) - 1 :]: remark for path, remark in remarks.items() if path[: len(part)] == part}
        if len(part) == 1:
            edits.append(tree, below)
        else:
            edits.add(known[part[:-1]], tree, _before(part, order, known), below)
    for steps in _whole_parts(back, overlay):
        edits.remove(steps)
    return edits.text()


def _remarked(overlay: Overlay, remarks: Remarks) -> str:
    """The text with our own comments above slides as they are now: a slide's number changes with its neighbours."""
    lines = overlay.source.text.split("\n")
    for part, remark in remarks.items():
        above = overlay.source.key_span(part).line - 2 if _stands(overlay, part) else -1
        if above >= 0 and (ours := _REMARK.match(lines[above])):
            lines[above] = f"{ours[1]}{remark}"
    return "\n".join(lines)


_REMARK = re.compile(r"( *# )slide \d+: ")


def _is_at_its_place(paired: Paired) -> bool:
    """Whether an entry stands where its string is looked for; slides may be renamed, items of a list may have moved."""
    assert paired.entry is not None
    ours, theirs = paired.message.path, paired.entry.steps
    same = [
        one == other or (isinstance(one, int) and isinstance(other, int)) or (place == 1 and ours[0] == "slides")
        for place, (one, other) in enumerate(zip(ours, theirs, strict=False))
    ]
    return len(ours) == len(theirs) and all(same)


def _renamed(pairing: Pairing) -> dict[str | int, str]:
    pairs = ((paired.message.path, paired.entry.steps) for paired in pairing.pairs if paired.entry)
    return {
        theirs[1]: str(ours[1])
        for ours, theirs in pairs
        if ours[0] == theirs[0] == "slides" and ours[1] != theirs[1] and len(ours) == len(theirs)
    }


def _places(pairing: Pairing, overlay: Overlay) -> dict[Path, Steps]:
    """Where each part of the talk stands in the overlay."""
    places: dict[Path, Steps] = {}
    for paired in pairing.pairs:
        path = paired.message.path
        if paired.entry is not None and paired.entry.steps[0] != "obsolete":
            for size in range(1, len(path) + 1):
                places.setdefault(path[:size], paired.entry.steps[:size])
    for paired in pairing.pairs:  # parts that stand there with nothing in them yet
        for size in range(1, len(paired.message.path)):
            part = paired.message.path[:size]
            if part not in places and _stands(overlay, part):
                places[part] = part
    return places


def _stands(overlay: Overlay, steps: Steps) -> bool:
    data: object = overlay.source.data
    for step in steps:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return True


def _before(part: Path, order: Sequence[Path], known: Mapping[Path, Steps]) -> Steps | None:
    """Where the nearest part before this one stands, of those beside it in the talk."""
    found: Steps | None = None
    for path in order:
        sibling = path[: len(part)]
        if sibling == part:
            break
        if sibling[:-1] == part[:-1]:
            found = known.get(sibling, found)
    return found


def _whole_parts(removed: Sequence[Steps], overlay: Overlay) -> list[Steps]:
    """The parts to take out: where nothing is left of a list or of a mapping, it goes as a whole."""
    staying = {entry.steps for entry in (*overlay.entries, *overlay.obsolete)} - set(removed)
    held = {steps[:size] for steps in staying for size in range(len(steps))}
    held |= {("slides",), *(("slides", id) for id in overlay.leave_out)}
    parts = (next(steps[:size] for size in range(1, len(steps) + 1) if steps[:size] not in held) for steps in removed)
    return list(dict.fromkeys(parts))


def read_again(text: str, before: Overlay) -> Overlay:
    """What was written, read again: a file that reads otherwise than it should would be a bug of ours."""
    report = Report()
    source = read_yaml(text.encode(), report, before.source.file)
    found = read_overlay(source, before.tag, report) if source else None
    if found is None or report.has_errors:
        raise RuntimeError(f"{before.source.file} could not be updated:\n{text}")
    return found


def _check_nothing_is_lost(before: Overlay, after: Overlay) -> None:
    def texts(overlay: Overlay) -> set[str]:
        return {normal(entry.text) for entry in (*overlay.entries, *overlay.obsolete) if entry.text}

    lost = texts(before) - texts(after)
    if lost:
        raise RuntimeError(f"an update of {before.source.file} would lose {sorted(lost)}")
