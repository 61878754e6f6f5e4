"""The shipped talk in Marp's Markdown, and Marp's watch mode: what the preview is measured beside."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deck.diagnostics import Report
from deck.page import Group, Image, Page, PictureBox
from deck.pipeline import build
from deck.workspace import Workspace

_HEAD = "---\nmarp: true\n---\n"
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#+|!-])")


def found(given: str = "") -> str | None:
    """The program `marp`; None where it is not installed."""
    return shutil.which(given or "marp")


def written(talk: Path, folder: Path) -> tuple[Path, dict[str, int]]:
    """The talk as Marp reads it, and the line on which the title of each slide stands.

    Every slide has its title, its paragraphs and its pictures: the same words to set and the same drawings to show.
    """
    deck = build(Workspace.find(talk), Report())
    assert deck is not None
    folder.mkdir()
    lines, titles = _HEAD.split("\n")[:-1], dict[str, int]()
    for number, page in enumerate(deck.pages):
        titles[page.id] = len(lines) + (2 if number else 0)
        lines += [*(["---", ""] if number else []), *_slide(page, folder), ""]
    (folder / "deck.md").write_text("\n".join(lines), encoding="utf-8")
    return folder / "deck.md", titles


def _slide(page: Page, folder: Path) -> Iterator[str]:
    yield f"# {_plain(page.title)}"
    yield ""
    for frame, _ in page.frames:
        for laid in frame.paragraphs:
            words = "".join(stretch.text for stretch in laid.stretches)
            if words.strip() and words != page.title:
                yield f"- {_plain(words)}"
    yield ""
    for at, image in enumerate(_images(page)):
        content, suffix = (image.svg, "svg") if image.svg else (image.png, image.kind)
        (folder / f"{page.id}.{at}.{suffix}").write_bytes(content)
        yield f"![w:400]({page.id}.{at}.{suffix})"


def _images(page: Page) -> Iterator[Image]:
    inside = [child for one in page.elements if isinstance(one, Group) for child in one.children]
    for element in (*page.elements, *inside):
        if isinstance(element, PictureBox) and isinstance(element.image, Image):
            yield element.image


def _plain(words: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(words.split()))


@contextmanager
def watching(program: str, markdown: Path) -> Iterator[str]:
    """Marp writes its page anew at every save, and the page loads itself again; the page's address."""
    page = markdown.with_suffix(".html")
    command = (program, "--watch", "--html", "--no-stdin", "--allow-local-files", str(markdown), "-o", str(page))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if "Watch mode" in line or "waiting" in line.lower():
                    break
            yield page.as_uri()
        finally:
            process.terminate()
