"""Which translation belongs to which string? By place; in a list, and where places have changed, by the source text.

What is left over in a list is paired in order, as stale. Where items were both edited and moved nobody can tell, and
nothing is guessed: they count as missing, and their translations as unused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from deck.translation.message import Entry, Message, Paired, Path, normal
from deck.translation.overlay import Overlay
from deck.value import Value

Tree: TypeAlias = "Message | Entry | dict[str | int, Tree]"
"""Strings or entries by their steps; the keys of a list are numbers."""


class Pairing(Value, frozen=True):
    pairs: tuple[Paired, ...]
    """Every string of the talk, in its order."""
    unused: tuple[Entry, ...]
    """Translations that belong to nothing, in the order of the file."""
    ambiguous: tuple[Path, ...] = ()
    """Lists of the talk whose items were edited and moved at once."""


def pair(messages: Sequence[Message], overlay: Overlay | None) -> Pairing:
    """Every message with its entry of the overlay."""
    entries = overlay.entries if overlay else ()
    matcher = _Matcher()
    wanted = _tree((message.path, message) for message in messages)
    given = _tree((entry.steps, entry) for entry in entries)
    _rename_slides(wanted, given)
    matcher.match(wanted, given, ())
    _find_moved(messages, (*entries, *(overlay.obsolete if overlay else ())), matcher.found)
    used = {entry.steps for entry in matcher.found.values()}
    return Pairing(
        tuple(Paired(message, matcher.found.get(message.path)) for message in messages),
        tuple(entry for entry in entries if entry.steps not in used),
        tuple(matcher.ambiguous),
    )


def _tree(leaves: Iterator[tuple[Path, Message | Entry]]) -> dict[str | int, Tree]:
    root: dict[str | int, Tree] = {}
    for path, leaf in leaves:
        node = root
        for step in path[:-1]:
            below = node.setdefault(step, {})
            assert isinstance(below, dict)
            node = below
        node[path[-1]] = leaf
    return root


def _rename_slides(wanted: Mapping[str | int, Tree], given: dict[str | int, Tree]) -> None:
    """Give a slide whose id has changed the translations of the one that says most of what it says."""
    slides, theirs = wanted.get("slides"), given.get("slides")
    if not isinstance(slides, dict) or not isinstance(theirs, dict):
        return
    for id in [id for id in slides if id not in theirs]:
        shares = {other: _alike(slides[id], theirs[other]) for other in theirs if other not in slides}
        best = max(shares, key=lambda other: shares[other], default=None)
        if best is not None and shares[best] >= 0.5 and list(shares.values()).count(shares[best]) == 1:
            theirs[id] = theirs.pop(best)


def _alike(one: Tree, other: Tree) -> float:
    """The share of the strings of `one` that `other` was translated from."""
    ours, theirs = Counter(_sources(one)), Counter(_sources(other))
    return (ours & theirs).total() / max(1, ours.total())


def _sources(tree: Tree) -> Iterator[str]:
    match tree:
        case Message(source=source):
            yield normal(source)
        case Entry():
            yield normal(tree.translated_from)
        case dict():
            for below in tree.values():
                yield from _sources(below)


class _Matcher:
    def __init__(self) -> None:
        self.found: dict[Path, Entry] = {}
        self.ambiguous: list[Path] = []

    def match(self, wanted: Tree, given: Tree, path: Path) -> None:
        match wanted, given:
            case Message(), Entry():
                self.found[wanted.path] = given
            case dict(), dict() if _is_list(wanted) and _is_list(given):
                self._match_list(wanted, given, path)
            case dict(), dict():
                for key in wanted:
                    if key in given:
                        self.match(wanted[key], given[key], (*path, key))

    def _match_list(self, wanted: dict[str | int, Tree], given: dict[str | int, Tree], path: Path) -> None:
        """Items by what they say, then by a part of what they say, then in order between those that were found."""
        partners: dict[str | int, str | int] = {}
        for same in (_all_of, _part_of):
            for key in wanted:
                if key in partners:
                    continue
                free = [other for other in given if other not in partners.values()]
                fitting = [other for other in free if same(wanted[key], given[other])]
                if fitting and (same is _all_of or len(fitting) == 1):
                    # Of several that say the same, the one at the same place: they may be translated in two ways.
                    partners[key] = key if key in fitting else fitting[0]
        left, over = _left(wanted, partners), _left(given, partners.values())
        if left and over:
            self._pair_leftovers(wanted, given, partners, path)
        for key, other in partners.items():
            self.match(wanted[key], given[other], (*path, key))

    def _pair_leftovers(
        self,
        wanted: dict[str | int, Tree],
        given: dict[str | int, Tree],
        partners: dict[str | int, str | int],
        path: Path,
    ) -> None:
        left, over = _left(wanted, partners), _left(given, partners.values())
        if len(left) == len(over) == 1:
            partners[left[0]] = over[0]
            return
        anchors = [partners[key] for key in wanted if key in partners]
        if anchors != sorted(anchors, key=list(given).index):
            self.ambiguous.append(path)
            return
        for ours, theirs in _gaps(wanted, given, dict(partners)):
            if len(ours) == len(theirs):
                partners.update(zip(ours, theirs, strict=True))
            elif ours and theirs and not self._pair_similar(wanted, given, ours, theirs, partners):
                self.ambiguous.append(path)

    def _pair_similar(
        self,
        wanted: dict[str | int, Tree],
        given: dict[str | int, Tree],
        ours: Sequence[str | int],
        theirs: Sequence[str | int],
        partners: dict[str | int, str | int],
    ) -> bool:
        """Pair the edited ones among new or removed ones; only where each looks like one other and no second."""
        alike = [(one, two) for one in ours for two in theirs if _similar(wanted[one], given[two])]
        if len(alike) != min(len(ours), len(theirs)) or not len(dict(alike)) == len(alike) == len(
            {two for _, two in alike}
        ):
            return False
        partners.update(alike)
        return True


def _is_list(tree: dict[str | int, Tree]) -> bool:
    return all(isinstance(key, int) for key in tree)


def _all_of(one: Tree, other: Tree) -> bool:
    return list(_sources(one)) == list(_sources(other))


def _part_of(one: Tree, other: Tree) -> bool:
    return isinstance(one, dict) and not set(_sources(one)).isdisjoint(_sources(other))


def _similar(one: Tree, other: Tree) -> bool:
    # Imported here because nearly no build has such a leftover, and difflib costs start-up time.
    from difflib import SequenceMatcher

    return SequenceMatcher(None, "\n".join(_sources(one)), "\n".join(_sources(other))).ratio() > 0.6


def _left(keys: Mapping[str | int, Tree], taken: object) -> list[str | int]:
    return [key for key in keys if key not in taken]  # type: ignore[operator]


def _gaps(
    wanted: Mapping[str | int, Tree], given: Mapping[str | int, Tree], partners: Mapping[str | int, str | int]
) -> Iterator[tuple[list[str | int], list[str | int]]]:
    """What is left over on both sides, between one pair that was found and the next."""
    ours = _runs(list(wanted), set(partners))
    theirs = _runs(list(given), set(partners.values()))
    yield from zip(ours, theirs, strict=True)


def _runs(keys: Sequence[str | int], anchors: set[str | int]) -> list[list[str | int]]:
    runs: list[list[str | int]] = [[]]
    for is_anchor, group in groupby(keys, key=lambda key: key in anchors):
        for key in group:
            if is_anchor:
                runs.append([])
            else:
                runs[-1].append(key)
    return runs


def _find_moved(messages: Sequence[Message], entries: Sequence[Entry], found: dict[Path, Entry]) -> None:
    """A string that went elsewhere in the talk takes its translation along: the same source, used nowhere else."""
    used = {entry.steps for entry in found.values()}
    free: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.steps not in used and entry.text:
            free.setdefault(normal(entry.translated_from), []).append(entry)
    for message in messages:
        if message.path not in found and (fitting := free.get(message.source)):
            found[message.path] = fitting.pop(0)
