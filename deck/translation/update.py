"""Bring an overlay up to date with the talk: new sources, missing entries, and nothing lost."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from deck.diagnostics import Report, Severity
from deck.regex import regex
from deck.source import Steps, read_yaml
from deck.translation.edit import Edits, OnOneLine
from deck.translation.faults import differences
from deck.translation.message import Entry, Message, Paired, Path, Review, State, named, normal
from deck.translation.overlay import LEAVE_OUT, Overlay, read_overlay
from deck.translation.pair import Pairing, pair
from deck.translation.paragraphs import divided
from deck.translation.write_overlay import Tree, grown, lines, quoted
from deck.value import Value, replace

Remarks = Mapping[Path, str]
"""What stands as a comment above a part of the talk."""


class Updated(Value, frozen=True):
    """The text of an overlay after an update, and how many entries were changed in which way."""

    text: str
    added: int
    stale: int
    gone: int
    waiting: int = 0
    """How many entries have no text yet."""
    undecided: tuple[str, ...] = ()
    """What could not be decided: strings, and translations that may be theirs."""


class Misread(RuntimeError):
    """What was written reads otherwise than it should."""


def updated(
    overlay: Overlay, messages: Sequence[Message], remarks: Remarks, also: Collection[Path] = frozenset()
) -> Updated:
    """The overlay with its sources as they are now, missing entries added, and what is gone under `obsolete:`.

    What need not be translated gets an entry where its path is in `also`. Only lines that must change do, unless the
    file is written in a way that leaves no line for what is new.
    """
    pairing = pair(messages, overlay)
    text = divided(overlay, pairing)
    if text != overlay.source.text:
        overlay = read_again(text, overlay)
        pairing = pair(messages, overlay)
    try:
        filled = _patched(overlay, pairing, messages, remarks, also)
        text = _remarked(filled, remarks).rstrip("\n") + "\n"
    # Whatever a hand may have written: a file that cannot be changed line by line is written anew.
    except (OnOneLine, Misread, LookupError, ValueError, AssertionError):
        text = _rewritten(overlay, messages, remarks, also)
        filled = read_again(text, overlay)
        _check_nothing_is_lost(overlay, filled)
        # What is translated elsewhere already is said here as well, as it would be line by line.
        with contextlib.suppress(OnOneLine, Misread, LookupError, ValueError, AssertionError):
            filled = _patched(filled, pair(messages, filled), messages, remarks, also)
            text = _remarked(filled, remarks).rstrip("\n") + "\n"
    after = pairing if filled is overlay else pair(messages, filled)
    return Updated(
        text,
        added=_added(pairing, after),
        stale=sum(paired.state is State.STALE for paired in after.pairs),
        gone=(_said(filled.obsolete) - _said(overlay.obsolete)).total(),
        waiting=sum(paired.state is State.MISSING and not paired.message.optional for paired in after.pairs),
        undecided=tuple(_undecided(pairing, overlay)),
    )


def _added(before: Pairing, after: Pairing) -> int:
    """How many strings have an entry that had none."""
    had = {one.message.path for one in before.pairs if one.entry is not None and one.entry.steps[0] != "obsolete"}
    have = {one.message.path for one in after.pairs if one.entry is not None and one.entry.steps[0] != "obsolete"}
    return len(have - had)


def _said(entries: Iterable[Entry]) -> Counter[tuple[str, str]]:
    return Counter((entry.source, entry.text) for entry in entries)


def _patched(
    overlay: Overlay, pairing: Pairing, messages: Sequence[Message], remarks: Remarks, also: Collection[Path]
) -> Overlay:
    """The overlay without what is gone and with what is new, with as few lines changed as can be."""
    text = _tidied(overlay, pairing)
    tidied = overlay if text == overlay.source.text else read_again(text, overlay)
    pairing = pairing if tidied is overlay else pair(messages, tidied)
    text = _filled(tidied, pairing, remarks, also)
    filled = tidied if text == tidied.source.text else read_again(text, overlay)
    if filled is overlay:
        return overlay
    _check_nothing_is_lost(overlay, filled)
    if any(paired.entry is None for paired in pair(messages, filled).pairs if not paired.message.optional):
        raise Misread(overlay.source.file)
    return filled


def _rewritten(overlay: Overlay, messages: Sequence[Message], remarks: Remarks, also: Collection[Path]) -> str:
    """The file written from what it says; comments that have no place any more stand at its end."""
    pairing = pair(messages, overlay)
    leaves: dict[Path, Entry | str] = {}
    for id in sorted(pairing.left_out(overlay)):
        leaves["slides", id, LEAVE_OUT] = "true"
    used = set()
    for paired in pairing.pairs:
        entry, message = paired.entry, paired.message
        if entry is not None:
            used.add(entry.steps)
            leaves[message.path] = _as_now(entry, message.source)
        elif not message.optional or message.path in also:
            leaves[message.path] = _waiting(message)
    gone = [entry for entry in (*overlay.entries, *overlay.obsolete) if entry.steps not in used and entry.text]
    kept = [replace(one, at=one.at or ".".join(map(str, one.steps))) for one in gone]
    review: dict[str | int, Tree] = {
        name: quoted(value) for name in ("status", "by", "date") if (value := str(getattr(overlay.review, name)))
    }
    tree: dict[str | int, Tree] = {"review": review}
    grown_leaves = grown(leaves)
    assert isinstance(grown_leaves, Mapping)
    tree |= grown_leaves
    if kept:
        tree["obsolete"] = dict(enumerate(kept))
    rows = overlay.source.text.split("\n")
    head = [row for row in takewhile(lambda row: row.startswith("#"), rows)]
    rest = [row.strip() for row in rows[len(head) :] if row.lstrip().startswith("#") and not _REMARK.match(row)]
    tail = ["# comments from before this file was written anew:", *rest] if rest else []
    return "\n".join([*head, *lines(tree, 0, remarks), *tail]) + "\n"


def _as_now(entry: Entry, source: str) -> Entry:
    """The entry with the source as it is now, and with the one that its text was made from where that differs."""
    old = entry.translated_from if entry.text else source
    was = "" if normal(old) == normal(source) else old
    return replace(entry, source=source, was=was, at="")


def _undecided(pairing: Pairing, overlay: Overlay) -> Iterator[str]:
    """String by string, what has no translation because nobody can tell which is whose, and what there is."""
    for path in pairing.ambiguous:
        home = pairing.homes.get(path, path)
        for paired in pairing.pairs:
            if paired.message.path[: len(path)] == path and paired.entry is None:
                yield f"{named(paired.message.path)}: `{paired.message.source}`"
        for entry in pairing.unused:
            if entry.steps[: len(home)] == home and entry.text:
                yield f"  one of these?  `{entry.translated_from}`: `{entry.text}`"


def begun(tag: str, name: str, messages: Sequence[Message], remarks: Remarks) -> str:
    """A new overlay, with every entry waiting for its text."""
    wanted = {message.path: _waiting(message) for message in messages if not message.optional}
    head = [
        f"# {name} ({tag}): write each `text:` beside its `source:`. What stays as it is, is written again;",
        "# a text that is empty is shown in the talk's own language. Keep `{values}`, `[@citations]`, links, **bold**.",
        f"# `deck locale status {tag}` counts what is left, `deck build --locale {tag}` tells what does not fit.",
        "review:",
        "  status: draft  # reviewed, with `by:` and `date:`, once a native specialist has reviewed it",
    ]
    return "\n".join([*head, *lines(grown(wanted), 0, remarks)]) + "\n"


def accepted(
    overlay: Overlay, pairing: Pairing, wanted: Iterable[str], source_tag: str = "en", report: Report | None = None
) -> tuple[str, int]:
    """The overlay with the stale entries of these slides (or parts) marked as current, and how many there were.

    One whose numbers are not those of its source cannot have been checked: it is reported and stays as it is.
    """
    edits, count = Edits(overlay.source), 0
    parts = set(wanted)
    for paired in pairing.pairs:
        if paired.state is not State.STALE or paired.entry is None:
            continue
        if parts and str(paired.message.path[1]) not in parts:
            continue
        faults = tuple(differences(paired.message, paired.entry, overlay.tag, source_tag))
        if report is not None:
            report.add(*faults)
        if any(fault.severity is Severity.ERROR for fault in faults):
            continue
        count += 1
        if normal(paired.entry.source) != normal(paired.message.source):
            edits.set(paired.entry.steps, "source", paired.message.source)
        # Whoever has read the text has read another source.
        edits.drop(paired.entry.steps, "was", *_REVIEW)
    return edits.text(), count


def filled_in(
    overlay: Overlay,
    texts: Mapping[Path, tuple[str, str]],
    questions: Mapping[Path, str] | None = None,
    reviews: Mapping[Path, Review] | None = None,
) -> str:
    """The overlay with these texts, by the steps of their entries; with each its source, where that is an old one.

    `reviews` are those that become others.
    """
    edits = Edits(overlay.source)
    by_steps = {entry.steps: entry for entry in overlay.entries}
    for steps, (text, was) in texts.items():
        if by_steps[steps].text != text:
            edits.set(steps, "text", text)
        if was:
            edits.set(steps, "was", was)
    for steps, question in (questions or {}).items():
        edits.set(steps, "question", question)
    for steps in {**texts, **(reviews or {})}:
        drop = ["was"] if steps in texts and not texts[steps][1] else []
        if reviews and steps in reviews:
            said = dict(zip(_REVIEW, (reviews[steps].level, reviews[steps].by, reviews[steps].date), strict=True))
            drop += [name for name, value in said.items() if not value]
            for name, value in said.items():
                if value:
                    edits.set(steps, name, value)
        edits.drop(steps, *drop)
    return edits.text()


_REVIEW = ("state", "by", "date")


def _waiting(message: Message) -> Entry:
    return Entry(message.source, "", message.span, message.path)


def _tidied(overlay: Overlay, pairing: Pairing) -> str:
    """Sources and slide names as they are now; what has no place any more under `obsolete:`."""
    edits = Edits(overlay.source)
    stray = [paired.entry for paired in pairing.pairs if paired.entry and not _is_at_its_place(paired, pairing)]
    gone = [entry for entry in (*pairing.unused, *stray) if entry.steps[0] != "obsolete"]
    for paired in pairing.pairs:
        if paired.entry is not None and _is_at_its_place(paired, pairing):
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
        elif _stands(overlay, ("obsolete",)):
            edits.add(("obsolete",), items, None)
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
    twins = _twins(pairing)
    marks = dict(remarks)
    for paired in pairing.pairs:
        message, entry = paired.message, paired.entry
        twin = twins.get(message.source) if message.path[0] in _REPEATED else None
        if entry is not None and not entry.text and twin is not None:
            edits.set(entry.steps, "text", twin.entry.text)
            edits.remark(entry.steps, _as_at(twin))
        waits = not message.optional or message.path in also
        if not waits or (entry is not None and entry.steps[0] != "obsolete"):
            continue
        waiting = _waiting(message)
        if entry is not None:
            waiting = replace(entry, source=message.source, was="", at="")
            back.append(entry.steps)
        elif twin is not None:
            waiting = replace(waiting, text=twin.entry.text)
            marks[message.path] = _as_at(twin)
        part = next(message.path[:size] for size in range(1, 1 + len(message.path)) if message.path[:size] not in known)
        groups.setdefault(part, {})[message.path[len(part) - 1 :]] = waiting
    for part, leaves in groups.items():
        tree = grown(leaves)
        assert isinstance(tree, Mapping)
        below = {path[len(part) - 1 :]: remark for path, remark in marks.items() if path[: len(part)] == part}
        if len(part) == 1:
            edits.append(tree, below)
        else:
            edits.add(known[part[:-1]], tree, _before(part, order, known), below)
    for steps in _whole_parts(back, overlay):
        edits.remove(steps)
    return edits.text()


_REPEATED = ("talk", "slides", "figures")


class _Twin(Value, frozen=True):
    path: Path
    entry: Entry


def _twins(pairing: Pairing) -> dict[str, _Twin]:
    """By its source, a current translation of words that stand at several places and are translated in one way."""
    found: dict[str, _Twin] = {}
    ways: dict[str, set[str]] = {}
    for paired in pairing.pairs:
        path, entry = paired.message.path, paired.entry
        if path[0] in _REPEATED and entry is not None and paired.state in (State.TRANSLATED, State.IDENTICAL):
            found.setdefault(paired.message.source, _Twin(path, entry))
            ways.setdefault(paired.message.source, set()).add(normal(entry.text))
    return {source: twin for source, twin in found.items() if len(ways[source]) == 1}


def _as_at(twin: _Twin) -> str:
    return f"as at {named(twin.path)}".replace("\n", " ")


def _remarked(overlay: Overlay, remarks: Remarks) -> str:
    """The text with our own comments above slides as they are now: a slide's number changes with its neighbours."""
    lines = overlay.source.text.split("\n")
    for part, remark in remarks.items():
        above = overlay.source.key_span(part).line - 2 if _stands(overlay, part) else -1
        if above >= 0 and (ours := _REMARK.match(lines[above])):
            lines[above] = f"{ours[1]}{remark}"
    return "\n".join(lines)


_REMARK = regex(r"( *# )slide \d+: ")


def _is_at_its_place(paired: Paired, pairing: Pairing) -> bool:
    """Whether an entry stands where its string is looked for; slides may be renamed, items of a list may have moved."""
    assert paired.entry is not None
    (*above, ours), (*home, theirs) = paired.message.path, paired.entry.steps
    expected = pairing.homes.get(tuple(above))
    if isinstance(theirs, int) and not isinstance(ours, int):  # one paragraph is left of several
        return expected is not None and (*expected, ours) == tuple(home)
    same = ours == theirs or (isinstance(ours, int) and isinstance(theirs, int))
    return same and expected == tuple(home)


def _renamed(pairing: Pairing) -> dict[str | int, str]:
    slides = ((path[1], home[1]) for path, home in pairing.homes.items() if path[:1] == ("slides",) and len(path) == 2)
    return {theirs: str(ours) for ours, theirs in slides if ours != theirs}


def _places(pairing: Pairing, overlay: Overlay) -> dict[Path, Steps]:
    """Where each part of the talk stands in the overlay."""
    places = dict(pairing.homes)
    for paired in pairing.pairs:
        if paired.entry is not None and paired.entry.steps[0] != "obsolete":
            places[paired.message.path] = paired.entry.steps
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
        raise Misread(f"{before.source.file} could not be updated:\n{text}")
    return found


def _check_nothing_is_lost(before: Overlay, after: Overlay) -> None:
    def texts(overlay: Overlay) -> set[str]:
        return {normal(entry.text) for entry in (*overlay.entries, *overlay.obsolete) if entry.text}

    lost = texts(before) - texts(after)
    if lost:
        raise Misread(f"an update of {before.source.file} would lose {sorted(lost)}")
