"""How what is told goes through the pipe between two processes: of the pages of a language only those that differ."""

from __future__ import annotations

import struct
from typing import IO, Union

import msgspec

from deck.serve.shown import Begun, Broken, Built, Done, Shown, Told, Wish
from deck.value import Value, replace


class Passed(Value, frozen=True, tag="passed"):
    """A language with the pages that were not passed before, and the order of all of them."""

    built: Built
    order: tuple[str, ...]


Pages = dict[str, dict[str, Shown]]
"""By language what was passed last, by the page's name."""
_HEAD = struct.Struct("<Q")
_passed: msgspec.msgpack.Decoder[Begun | Passed | Built | Done | Broken] = msgspec.msgpack.Decoder(
    Union[Begun, Passed, Built, Done, Broken]  # noqa: UP007 -- msgspec reads it
)
_wish = msgspec.msgpack.Decoder(Wish)


class Sender:
    """One end of the pipe, for as long as its process lives."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._pages = pipe, Pages()

    def __call__(self, told: Told) -> None:
        if not isinstance(told, Built) or told.edition.pages is None:
            _send(self._pipe, told)
            return
        edition, pages = told.edition, told.edition.pages or ()
        before = self._pages.get(edition.locale, {})
        new = tuple(page for page in pages if before.get(page.id) != page)
        self._pages[edition.locale] = {page.id: page for page in pages}
        order = tuple(page.id for page in pages)
        _send(self._pipe, Passed(replace(told, edition=replace(edition, pages=new)), order))


class Receiver:
    """The other end."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._pages = pipe, Pages()

    def __call__(self) -> Told:
        """What the process that builds says next; EOFError where it will say nothing more."""
        told = _passed.decode(_whole(self._pipe))
        if not isinstance(told, Passed):
            return told
        edition = told.built.edition
        known = self._pages.get(edition.locale, {}) | {page.id: page for page in edition.pages or ()}
        self._pages[edition.locale] = {id: known[id] for id in told.order}
        return replace(told.built, edition=replace(edition, pages=tuple(known[id] for id in told.order)))


def send_wish(pipe: IO[bytes], wish: Wish) -> None:
    _send(pipe, wish)


def receive_wish(pipe: IO[bytes]) -> Wish:
    """What is wished for next; EOFError where nobody wishes for anything any more."""
    return _wish.decode(_whole(pipe))


def _send(pipe: IO[bytes], said: Told | Passed | Wish) -> None:
    data = msgspec.msgpack.encode(said)
    pipe.write(_HEAD.pack(len(data)) + data)
    pipe.flush()


def _whole(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    (size,) = _HEAD.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
