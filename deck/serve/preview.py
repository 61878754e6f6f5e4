"""Build when something was saved, and tell every browser what is new: right at the end, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from deck.diagnostics import Severity
from deck.door import Door
from deck.serve.builder import Builder, Died
from deck.serve.show import wrong_alone
from deck.serve.shown import Begun, Broken, Built, Done, Place, Told, Wrong
from deck.serve.state import Change, State
from deck.serve.watch import Inputs, Signature, events
from deck.value import Value
from deck.workspace import Workspace

PATIENCE = 0.12
"""Seconds that pages which were good are not called stale: a file may be half written."""


class News(Value, frozen=True):
    """What a browser is told, by the name of its event."""

    event: str
    said: object


class Head(Value, frozen=True):
    """What is known of the talk as a whole."""

    title: str
    languages: tuple[tuple[str, str], ...]


class Busy(Value, frozen=True):
    """Whether something is being built."""

    busy: bool


class Preview:
    """The talk as browsers see it, and who looks."""

    def __init__(self, talk: Path, runs_code: bool = True) -> None:
        self.world = Workspace.find(talk, runs_code)
        self.state = State()
        self._builder = Builder(talk, runs_code)
        self._inputs = Inputs(self.world)
        self._asked = asyncio.Event()
        self._stopped = asyncio.Event()
        self._readers: dict[asyncio.Queue[News | None], tuple[str, ...]] = {}
        self._is_rewritten = False
        self.builds = 0
        """How many came to an end."""

    # ------------------------------------------------------------ who looks

    async def news(self, locales: tuple[str, ...]) -> AsyncIterator[News]:
        """All of these languages, then what is new in them, until the preview ends."""
        queue: asyncio.Queue[News | None] = asyncio.Queue()
        self._readers[queue] = locales
        try:
            yield News("head", Head(self.state.title, self.state.languages))
            missing = False
            for locale in locales:
                whole = self.state.whole(locale)
                missing |= whole is None
                if whole is not None:
                    yield News("change", whole)
            # A language that nobody looked at was not built either when something was saved.
            self._asked.set()
            yield News("busy", Busy(missing))
            while (news := await queue.get()) is not None:
                yield news
        finally:
            del self._readers[queue]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The languages that somebody looks at, those that are first in a window first."""
        looked_at = [locales[at] for at in (0, 1) for locales in self._readers.values() if at < len(locales)]
        return tuple(dict.fromkeys(looked_at)) or ("",)

    def _tell(self, event: str, said: object) -> None:
        for queue, locales in self._readers.items():
            if not isinstance(said, Change) or said.locale in locales:
                queue.put_nowait(News(event, said))

    # ------------------------------------------------------------ building

    async def run(self) -> None:
        """Build at once, and again whenever something is saved; until `stop`."""
        watching = asyncio.create_task(self._watch())
        try:
            built: Signature = {}
            done: tuple[str, ...] = ()
            while not self._stopped.is_set():
                await self._asked.wait()
                self._asked.clear()
                now = self._inputs.signature()
                wanted = self.wanted
                if now == built and not self._is_rewritten and set(wanted) <= set(done):
                    continue
                self._is_rewritten = False
                done = await self._built(wanted, now)
                # Looked at with the paths that are known now: what is new among them counts from before the build.
                after = self._inputs.signature()
                built = {path: now.get(path, look) for path, look in after.items()}
                if after != built:
                    self._asked.set()
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
            self._builder.end()

    async def _watch(self) -> None:
        self._asked.set()
        while not self._stopped.is_set():
            inputs = self._inputs
            async for paths in events(inputs.folders, self._stopped):
                if paths and self._inputs.differs(paths):
                    self._is_rewritten = True
                self._asked.set()
                if self._inputs.folders != inputs.folders:
                    break

    async def _built(self, locales: tuple[str, ...], before: Signature) -> tuple[str, ...]:
        """Build these languages; which of them are done: all, or none where the build came to no end."""
        self._tell("busy", Busy(True))
        try:
            async for told in _aside(self._builder, locales):
                match told:
                    case Begun(read=read, title=title, languages=languages):
                        if (read or not self.state.title) and (title, languages) != (
                            self.state.title,
                            self.state.languages,
                        ):
                            self.state.title, self.state.languages = title, languages
                            self._tell("head", Head(title, languages))
                    case Built():
                        await self._take(told, before)
                    case Done(made_from=made_from):
                        self._inputs = Inputs(self.world, made_from)
                    case Broken(why=why):
                        self._trouble(locales, _ours(why))
        except Died as died:
            self._trouble(locales, _told_of(died))
        self.builds += 1
        self._tell("busy", Busy(False))
        return locales

    async def _take(self, built: Built, before: Signature) -> None:
        if self._is_worse(built):
            # A file that is half written is no mistake: whoever writes it is given the time to end.
            await asyncio.sleep(PATIENCE)
            if self._inputs.signature() != before:
                self.state.keep(built.files)
                return
        faces = self.state.faces
        change = self.state.take(built)
        if change is not None:
            self._tell("change", change)
        if self.state.faces != faces:
            self._tell("fonts", len(self.state.faces))

    def _is_worse(self, built: Built) -> bool:
        """Whether pages that are good now would be stale."""
        shown = self.state.shown.get(built.edition.locale)
        if shown is None or not shown.pages or shown.stale:
            return False
        pages = built.edition.pages
        return pages is None or any(
            page.unread and (known := shown.pages.get(page.id)) is not None and not known.stale for page in pages
        )

    def _trouble(self, locales: tuple[str, ...], trouble: Wrong) -> None:
        for change in self.state.trouble(locales, trouble):
            self._tell("change", change)

    def stop(self) -> None:
        self._stopped.set()
        self._asked.set()
        for queue in self._readers:
            queue.put_nowait(None)


async def _aside(builder: Builder, locales: tuple[str, ...]) -> AsyncIterator[Told]:
    """What the builder tells, heard by a thread, so that browsers are answered meanwhile."""
    told: asyncio.Queue[Told | Died | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen() -> None:
        last: Died | None = None
        try:
            for one in builder.ask(*locales):
                loop.call_soon_threadsafe(told.put_nowait, one)
        except Died as died:
            last = died
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(told.put_nowait, last)

    listening = asyncio.create_task(asyncio.to_thread(listen))
    while (one := await told.get()) is not None:
        if isinstance(one, Died):
            raise one
        yield one
    await listening


def _told_of(died: Died) -> Wrong:
    if died.mistake is not None:
        return wrong_alone(died.mistake, _lines)
    return _in_words(str(died), "save any file of the talk, and it is built again")


def _ours(why: str) -> Wrong:
    last = why.strip().splitlines()[-1]
    what = f"this is a bug in deck, not in your talk; your files are unchanged: {last}"
    return _in_words(what, "please report it; `deck check` prints where it comes from")


def _in_words(what: str, help: str) -> Wrong:
    """Of what is no mistake of the talk."""
    return Wrong(Severity.ERROR, what, f"error: {what}\n = help: {help}", Place("", 0))


def _lines(file: str) -> list[str]:
    try:
        return Door().read(Path(file)).decode("utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return []
