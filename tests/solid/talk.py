"""A small talk with values, a figure, a picture and a translation, and `deck` as a program of its own beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.looked_at import PROJECT, look_at, with_the_brand

__all__ = ["PROJECT", "Talk"]
SLIDES = """\
format: 2
talk:
  title: A talk
  speaker: A Speaker
  language: en-GB
  status: draft
slides:
  - id: one
    kind: bullets
    title: "{number} of them"
    bullets: [A point, Another]
  - id: drawn
    kind: figure
    title: A figure
    figure: line
    alt: A line that rises
  - id: wall
    kind: people
    title: Thanks
    wall: [A, {name: B, file: logo.svg}]
"""
GERMAN = """\
review: {status: draft}
talk:
  title: {source: A talk, text: Ein Vortrag}
slides: {}
"""
VALUES = 'def values(data):\n    return {"number": 3}\n'
LINE = "def draw(canvas):\n    canvas.axes(60, 60, 200, 100).plot([0, 1])\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">{}</svg>'
RECT = '<rect width="90" height="60" fill="#123456"/>'


class Talk:
    """A folder with a talk, for programs that are started and may be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # A talk of its own that was looked at before.
        shutil.copytree(_looked_at().name, folder, dirs_exist_ok=True)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def begun(self, *words: str) -> subprocess.Popen[str]:
        """The program, running."""
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        return subprocess.Popen(
            [sys.executable, "-m", "deck", *words], cwd=self.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error; a program that never ends is a failure."""
        process = self.begun(*words)
        try:
            out, err = process.communicate(timeout=120)
        finally:
            process.kill()
        return process.returncode, out, err

    def error(self, *words: str) -> str:
        """The first error and the place that it names, of a command that ends with exit code 1."""
        code, out, err = self.run(*(words or ("check",)))
        assert code == 1, (code, out, err)
        assert "Traceback" not in err and "panicked" not in err, err
        lines = err.splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("error["))
        return f"{lines[at]} @ {lines[at + 1].split('--> ')[1]}"


@cache
def _looked_at() -> tempfile.TemporaryDirectory[str]:
    """The talk, and what builds of it remember."""
    whole = tempfile.TemporaryDirectory()
    folder = with_the_brand(Path(whole.name))
    files = {
        "slides.yaml": SLIDES,
        "locales/de.yaml": GERMAN,
        "figures/values.py": VALUES,
        "figures/line.py": LINE,
        "logo.svg": LOGO.format(RECT),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    look_at(folder)
    return whole
