"""A small talk that is served, and what a reader of it sees."""

from __future__ import annotations

import asyncio
import contextlib
import html
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import uvicorn

from deck.serve.app import app
from deck.serve.preview import Preview
from deck.serve.shown import Shown
from deck.serve.state import Language
from tests.story import PROJECT

SECONDS = 60.0
"""What a machine with other things to do may take for one build."""
TALK = """\
talk:
  title: A small talk
  speaker: A Speaker
  event: Our meeting
  language: en-GB
slides:
  - id: first
    kind: statement
    title: The first slide
    quote: One thing is said here
    notes: Say it **slowly**.
    minutes: 2
  - id: second
    kind: bullets
    section: The part
    title: The second slide
    bullets: [One point, Another point]
    minutes: 3
  - id: third
    kind: figure
    title: The third slide
    figure: line
    alt: A line that rises
"""
GERMAN = """\
slides:
  first:
    quote:
      source: One thing is said here
      text: Hier wird eines gesagt
"""
FIGURE = """\
def draw(canvas):
    axes = canvas.axes(60, 60, canvas.width - 120, canvas.height - 120)
    axes.plot([0, {height}])
"""

Value = TypeVar("Value")


def small_talk(folder: Path) -> Path:
    """Its slides.yaml: three slides, a figure, a translation that is not complete."""
    (folder / "assets").mkdir()
    (folder / "assets" / "references.json").write_text("[]")
    for name in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / name, folder / "assets" / name)
    (folder / "figures").mkdir()
    (folder / "figures" / "line.py").write_text(FIGURE.format(height=1))
    (folder / "locales").mkdir()
    (folder / "locales" / "de.yaml").write_text(GERMAN)
    (folder / "slides.yaml").write_text(TALK)
    return folder / "slides.yaml"


def said(page: Shown) -> str:
    """The words on a page, line by line, with a space between two."""
    lines = re.findall(r"<text.*?</text>", page.svg)
    return html.unescape(" ".join(re.sub("<.*?>", "", line) for line in lines))


class Served:
    """A talk whose preview runs in a thread of its own; `address` is where a browser finds it."""

    def __init__(self, talk: Path) -> None:
        self.talk, self.folder = talk, talk.parent
        self.told: list[tuple[str, object]] = []
        self._begun = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._begun.wait(SECONDS)

    async def _serve(self) -> None:
        self.preview = Preview(self.talk)
        self._loop = asyncio.get_running_loop()
        config = uvicorn.Config("", port=0, log_level="critical", lifespan="off", ws="none")
        socket = config.bind_socket()
        port = socket.getsockname()[1]
        config.app = app(self.preview, "token", port)
        self.address = f"http://127.0.0.1:{port}/token/"
        self._server = uvicorn.Server(config)
        self._server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        serving = asyncio.create_task(self._server.serve(sockets=[socket]))
        self._begun.set()
        await self.preview.run()
        self._server.should_exit = self._server.force_exit = True
        await serving

    def look_at(self, *locales: str) -> None:
        """Be a reader of these languages, from now on: what one is told stands in `told`."""

        async def look() -> None:
            async for news in self.preview.news(locales):
                self.told.append((news.event, news.said))

        asyncio.run_coroutine_threadsafe(look(), self._loop)

    def save(self, old: str, new: str, file: str = "slides.yaml") -> None:
        path = self.folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def until(self, value: Callable[[], Value], seconds: float = SECONDS) -> Value:
        """What it is worth as soon as that is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(KeyError):
                if found := value():
                    return found
            time.sleep(0.01)
        raise AssertionError(f"it never became true: {self.preview.state.shown.keys()}")

    def language(self, locale: str = "") -> Language:
        return self.preview.state.shown[locale]

    def page(self, id: str, locale: str = "") -> Shown:
        return self.language(locale).pages[id]

    def shows(self, words: str, id: str = "first", locale: str = "") -> bool:
        """Whether a page says that, and is what the files say."""
        page = self.page(id, locale)
        return words in said(page) and not page.stale

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self.preview.stop)
        self._thread.join(SECONDS)


@contextlib.contextmanager
def served(talk: Path) -> Iterator[Served]:
    one = Served(talk)
    try:
        yield one
    finally:
        one.end()
