"""Which translation belongs to which string? By place; in a list, and where places have changed, by the source text.

What says the same is paired first, wherever it went in the talk; only then what is left over at one place, as stale, in
a list in order. Where items were both edited and moved nobody can tell, and nothing is guessed: they count as missing,
and their translations as unused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, groupby
from typing import TypeAlias

from deck.as_before import AsBefore
from deck.translation.message import Entry, Message, Paired, Path, name_of, normal, part_of
from deck.translation.overlay import Overlay
from deck.value import Value, field, replace

Tree: TypeAlias = "Message | Entry | dict[str | int, Tree]"
"""Strings or entries by their steps; the keys of a list are numbers."""


class Pairing(Value, frozen=True, dict=True):
    parts: Mapping[Path, tuple[Paired, ...]]
    """Every string of the talk, in its order, by the slide, figure or other part that it is in."""
    unused: tuple[Entry, ...]
    """Translations that belong to nothing, in the order of the file."""
    ambiguous: tuple[Path, ...] = ()
    """Lists of the talk whose items were edited and moved at once."""
    whole: tuple[Entry, ...] = ()
    """Translations of several paragraphs in one piece, as they were before each had its own."""
    as_they_were: Mapping[Path, Mapping[Path, Path]] = field(default_factory=dict)
    """For the slides and other parts that are translated as they are, where each part of them stands in the overlay."""
    looked_for: Mapping[Path, Path] = field(default_factory=dict)
    """The same for what else was found."""

    @cached_property
    def pairs(self) -> tuple[Paired, ...]:
        """Every string of the talk, in its order."""
        return tuple(paired for pairs in self.parts.values() for paired in pairs)

    @cached_property
    def homes(self) -> Mapping[Path, Path]:
        """Where each part of the talk stands in the overlay: slides may be renamed, items of a list may have moved."""
        return dict(chain(*(homes.items() for homes in self.as_they_were.values()), self.looked_for.items()))

    def left_out(self, overlay: Overlay) -> frozenset[str]:
        """The slides that this language does without, as the talk calls them now."""
        slides = ((path, home) for path, home in self.looked_for.items() if path[:1] == ("slides",) and len(path) == 2)
        renamed = {str(home[1]): str(path[1]) for path, home in slides}
        return frozenset(renamed.get(id, id) for id in overlay.leave_out)


def pair(messages: Iterable[Message], overlay: Overlay | None) -> Pairing:
    """Every string with its entry of the overlay."""
    strings: dict[Path, list[Message]] = {}
    for message in messages:
        strings.setdefault(part_of(message.path), []).append(message)
    return pair_parts({part: tuple(own) for part, own in strings.items()}, overlay, AsBefore())


def pair_parts(strings: Mapping[Path, tuple[Message, ...]], overlay: Overlay | None, before: AsBefore) -> Pairing:
    """The same by part; `before` is what is known of those that are as they were.

    Nine parts in ten are translated as they are: for these nothing is looked for.
    """
    given = _given(overlay.entries if overlay else (), before)
    settled: dict[Path, _Settled] = {}
    for part, messages in strings.items():
        entries = given.get(part, ())
        make = partial(_settled, messages, entries)
        found = before.of("settled", name_of(part), (messages, entries), (), make)
        if found is not None:
            settled[part] = found
    odd = {part: messages for part, messages in strings.items() if part not in settled}
    left = [entry for part, entries in given.items() if part not in settled for entry in entries]
    matcher = _Matcher()
    wanted = _tree((message.path, message) for messages in odd.values() for message in messages)
    theirs = _tree((entry.steps, entry) for entry in left)
    matcher.match(wanted, theirs, (), (), _renamed_slides(wanted, theirs))
    silent = (message for part in strings for message in odd.get(part) or settled[part].silent)
    _find_moved(silent, (*left, *(overlay.obsolete if overlay else ())), matcher)
    matcher.match_the_rest()
    return Pairing(
        _parts(strings, settled, matcher, before),
        tuple(entry for entry in left if entry.steps not in matcher.used),
        tuple(matcher.ambiguous),
        tuple(matcher.found[path] for path in matcher.whole),
        {part: one.homes for part, one in settled.items()},
        matcher.homes,
    )


class _Settled(Value, frozen=True):
    """A part that is translated as it is, for which nothing need be looked for elsewhere."""

    pairs: tuple[Paired, ...]
    homes: Mapping[Path, Path]

    @property
    def silent(self) -> list[Message]:
        """What has no translation, and needs none."""
        return [one.message for one in self.pairs if one.entry is None]


def _given(entries: tuple[Entry, ...], before: AsBefore) -> Mapping[Path, tuple[Entry, ...]]:
    """The translations by what they were made for; where they say what they said, they are the very same."""
    by_part = before.of("entries", "", (entries,), (), partial(_by_part, entries))
    return {part: before.of("entries", name_of(part), (), (own,), partial(tuple, own)) for part, own in by_part.items()}


def _by_part(entries: Iterable[Entry]) -> Mapping[Path, tuple[Entry, ...]]:
    found: dict[Path, list[Entry]] = {}
    for entry in entries:
        found.setdefault(part_of(entry.steps), []).append(entry)
    return {part: tuple(own) for part, own in found.items()}


def _settled(messages: Sequence[Message], entries: Sequence[Entry]) -> _Settled | None:
    """The strings of a part with their translations, where they are; None where something has to be looked for."""
    if not entries:  # its slide may have another name there
        return None
    given = {entry.steps: entry for entry in entries}
    pairs = _in_pairs(messages, [given.get(message.path) for message in messages])
    paths = {message.path for message in messages}
    if given.keys() <= paths and all(map(_is_as_it_was, pairs)):
        return _Settled(pairs, {path[:size]: path[:size] for path in given for size in range(len(path))})
    return _in_another_order(messages, entries)


def _in_another_order(messages: Sequence[Message], entries: Sequence[Entry]) -> _Settled | None:
    """The same where they only stand in another order, as the words of a figure's script do."""
    said, known = {normal(one.translated_from) for one in entries}, {normal(one.source) for one in messages}
    if not said <= known or not {normal(one.source) for one in messages if not one.optional} <= said:
        return None
    matcher = _Matcher()
    matcher.match(_tree((one.path, one) for one in messages), _tree((one.steps, one) for one in entries), (), ())
    pairs = _in_pairs(messages, [matcher.found.get(message.path) for message in messages])
    whole = len(matcher.used) == len(entries) and all(map(_is_as_it_was, pairs))
    return _Settled(pairs, matcher.homes) if whole else None


def _is_as_it_was(paired: Paired) -> bool:
    """Whether its translation was made from these words; what need not be translated may have none."""
    return paired.message.optional if paired.entry is None else _is_of(paired.entry, paired.message)


def _is_of(entry: Entry, message: Message) -> bool:
    """Whether a translation was made from these words, nearly always letter by letter."""
    return entry.translated_from == message.source or normal(entry.translated_from) == normal(message.source)


def _parts(
    strings: Mapping[Path, tuple[Message, ...]],
    settled: Mapping[Path, _Settled],
    matcher: _Matcher,
    before: AsBefore,
) -> Mapping[Path, tuple[Paired, ...]]:
    """All strings with their translations, by part; the very same where they were paired in the same way before."""
    met = {part_of(path) for path in matcher.found}
    found: dict[Path, tuple[Paired, ...]] = {}
    for part, messages in strings.items():
        if part in settled and part not in met:
            found[part] = settled[part].pairs
            continue
        known = {one.message.path: one.entry for one in settled[part].pairs} if part in settled else {}
        pieces = tuple(_in_pieces(messages, matcher.whole))
        entries = [known.get(piece.path) or matcher.found.get(piece.path) for piece in pieces]
        make = partial(_in_pairs, pieces, entries)
        found[part] = before.of("paired", name_of(part), (messages, *entries), (), make)
    return found


def _in_pairs(messages: Sequence[Message], entries: Sequence[Entry | None]) -> tuple[Paired, ...]:
    return tuple(Paired(message, entry) for message, entry in zip(messages, entries, strict=True))


def _in_pieces(messages: Sequence[Message], whole: Mapping[Path, Message]) -> Iterator[Message]:
    """The strings, with the paragraphs of a note in one where its translation is in one piece."""
    for message in messages:
        above = message.path[:-1]
        if above not in whole:
            yield message
        elif message.path[-1] == 0:
            yield whole[above]


def without(pairing: Pairing, left_out: Collection[str]) -> Pairing:
    """The same without the strings of some slides."""
    if not left_out:
        return pairing

    def stays(path: Path) -> bool:
        return path[0] != "slides" or path[1] not in left_out

    parts = {part: pairs for part, pairs in pairing.parts.items() if stays(part)}
    return replace(pairing, parts=parts, ambiguous=tuple(filter(stays, pairing.ambiguous)))


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


def _renamed_slides(wanted: Mapping[str | int, Tree], given: Mapping[str | int, Tree]) -> dict[str | int, str | int]:
    """Where the translations of a slide stand whose id has changed: with the one that says most of what it says."""
    slides, theirs = wanted.get("slides"), given.get("slides")
    if not isinstance(slides, dict) or not isinstance(theirs, dict):
        return {}
    own = {id: _alike(slides[id], theirs[id]) for id in slides if id in theirs}
    loose = [id for id in theirs if own.get(id, 0.0) < 0.5]
    renamed: dict[str | int, str | int] = {}
    said: dict[str, Counter[str | int]] = {}
    for other in loose:
        for source in _sources(theirs[other]):
            said.setdefault(source, Counter())[other] += 1
    for id in [id for id in slides if own.get(id, 0.0) < 0.5] if loose else ():
        shares = _shares(Counter(_sources(slides[id])), said)
        if not shares:
            continue
        best = max(shares, key=lambda other: shares[other])
        others = list(shares.values())
        if best != id and shares[best] >= 0.5 and shares[best] > own.get(id, 0.0) and others.count(shares[best]) == 1:
            renamed[id] = best
    taken = Counter(renamed.values())
    return {id: other for id, other in renamed.items() if taken[other] == 1}


def _shares(ours: Counter[str], said: Mapping[str, Counter[str | int]]) -> dict[str | int, float]:
    """The share of these strings that each slide was translated from, of those that say any of them."""
    found = Counter[str | int]()
    for source, count in ours.items():
        for other, times in said.get(source, Counter[str | int]()).items():
            found[other] += min(count, times)
    return {other: count / ours.total() for other, count in found.items()}


def _alike(one: Tree, other: Tree) -> float:
    """The share of the strings of `one` that `other` was translated from."""
    ours, theirs = Counter(_sources(one)), Counter(_sources(other))
    return (ours & theirs).total() / max(1, ours.total())


def _sources(tree: Tree) -> Iterator[str]:
    match tree:
        case Message(source=source):
            yield normal(source)
        case Entry():
            yield from normal(tree.translated_from).split("\n\n")
        case dict():
            for below in tree.values():
                yield from _sources(below)


class _Matcher:
    def __init__(self) -> None:
        self.found: dict[Path, Entry] = {}
        self.used: set[Path] = set()
        self.homes: dict[Path, Path] = {}
        self.ambiguous: list[Path] = []
        self.whole: dict[Path, Message] = {}
        self._later: list[Callable[[], None]] = []

    def take(self, message: Message, entry: Entry) -> None:
        if message.path not in self.found and entry.steps not in self.used:
            self.found[message.path] = entry
            self.used.add(entry.steps)

    def match_the_rest(self) -> None:
        """What has changed at its place."""
        while self._later:
            self._later.pop(0)()

    def match(
        self,
        wanted: Tree,
        given: Tree,
        path: Path,
        home: Path,
        renamed: Mapping[str | int, str | int] | None = None,
    ) -> None:
        """What says the same at the same place; what has changed there waits until the rest has been looked for."""
        match wanted, given:
            case Message(), Entry():
                if _is_of(given, wanted):
                    self.take(wanted, given)
                else:
                    self._later.append(lambda: self.take(wanted, given))
            case dict(), Entry() if _is_prose(wanted):
                if "\n\n" in normal(given.translated_from):
                    self.whole[path] = message = _joined(path, wanted)
                    self.match(message, given, path, home)
                else:  # another paragraph has come
                    self._match_list(wanted, {0: given}, path, home)
            case Message(), dict() if given and _is_list(given):  # the other paragraphs are gone
                self._match_list({0: wanted}, given, path, home)
            case dict(), dict() if _is_list(wanted) and _is_list(given):
                self.homes[path] = home
                self._match_list(wanted, given, path, home)
            case dict(), dict():
                self.homes[path] = home
                names = renamed if renamed and path == ("slides",) else {}
                taken = set(names.values())
                for key in wanted:
                    other = names.get(key, key)
                    if other in given and (key in names or other not in taken):
                        self.match(wanted[key], given[other], (*path, key), (*home, other), renamed)

    def _match_list(self, wanted: dict[str | int, Tree], given: dict[str | int, Tree], path: Path, home: Path) -> None:
        """Items by what they say, then by a part of what they say, then in order between those that were found."""
        partners: dict[str | int, str | int] = {}
        ours = {key: list(_sources(tree)) for key, tree in wanted.items()}
        theirs = {key: list(_sources(tree)) for key, tree in given.items()}
        for whole in (True, False):
            for key, said in ours.items():
                if key in partners or not (whole or isinstance(wanted[key], dict)):
                    continue
                taken = set(partners.values())
                fitting = [
                    other
                    for other, one in theirs.items()
                    if other not in taken and (one == said if whole else not set(said).isdisjoint(one))
                ]
                if fitting and (whole or len(fitting) == 1):
                    # Of several that say the same, the one at the same place: they may be translated in two ways.
                    partners[key] = key if key in fitting else fitting[0]
        for key, other in partners.items():
            self.match(wanted[key], given[other], (*path, key), (*home, other))
        if _left(wanted, partners) and _left(given, partners.values()):
            self._later.append(lambda: self._match_leftovers(wanted, given, partners, path, home))

    def _match_leftovers(
        self,
        wanted: dict[str | int, Tree],
        given: dict[str | int, Tree],
        partners: dict[str | int, str | int],
        path: Path,
        home: Path,
    ) -> None:
        """Items that are nowhere else in the talk, nor come from elsewhere."""
        ours = {key: tree for key, tree in wanted.items() if key in partners or not self._is_settled(tree)}
        theirs = {key: tree for key, tree in given.items() if key in partners.values() or not self._is_settled(tree)}
        known = set(partners)
        if _left(ours, partners) and _left(theirs, partners.values()):
            self._pair_leftovers(ours, theirs, partners, path)
        for key, other in partners.items():
            if key not in known:
                self.match(wanted[key], given[other], (*path, key), (*home, other))

    def _is_settled(self, tree: Tree) -> bool:
        match tree:
            case Message():
                return tree.path in self.found
            case Entry():
                return tree.steps in self.used
            case dict():
                return bool(tree) and all(self._is_settled(below) for below in tree.values())

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


def _is_prose(tree: dict[str | int, Tree]) -> bool:
    return bool(tree) and all(isinstance(step, int) and isinstance(part, Message) for step, part in tree.items())


def _joined(path: Path, tree: Mapping[str | int, Tree]) -> Message:
    parts = [part for part in tree.values() if isinstance(part, Message)]
    return replace(parts[0], path=path, source="\n\n".join(part.source for part in parts))


def _is_list(tree: dict[str | int, Tree]) -> bool:
    return all(isinstance(key, int) for key in tree)


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


def _find_moved(messages: Iterable[Message], entries: Sequence[Entry], matcher: _Matcher) -> None:
    """A string that went elsewhere in the talk takes its translation along: the same source, used nowhere else."""
    free: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.steps not in matcher.used and entry.text:
            free.setdefault(normal(entry.translated_from), []).append(entry)
    if not free:
        return
    for message in messages:
        if message.path not in matcher.found and (fitting := free.get(message.source)):
            matcher.take(message, fitting.pop(0))
