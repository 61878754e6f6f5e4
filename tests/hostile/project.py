"""A talk in a folder of its own, what `deck check` says of it, and what `deck build` puts into its file."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from deck import cli

PROJECT = Path(__file__).parents[2]
HEAD = """\
talk:
  title: A talk
  speaker: A Speaker
  language: en-GB
  status: final
slides:
"""
SLIDE = """\
  - id: one
    kind: bullets
    title: One message
    bullets: [A point, Another]
"""


@dataclass(frozen=True)
class Mistake:
    """One error, as `deck check --format json` tells it."""

    code: str
    place: str
    message: str
    help: str


@dataclass(frozen=True)
class Told:
    """A mistake by its code and place, with these words in its message."""

    code: str
    place: str
    words: str

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mistake):
            return NotImplemented
        return (self.code, self.place) == (other.code, other.place) and self.words in other.message


@dataclass(frozen=True)
class Project:
    """A small talk with the shipped brand, in the current folder."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def tell(self, *slides: str) -> None:
        """A talk of these slides, each written without the indent of a list; they begin in line 7."""
        text = "".join(
            ("  - " if number == 0 else "    ") + line for slide in slides for number, line in enumerate(_lines(slide))
        )
        self.write("slides.yaml", HEAD + text)

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of a command."""
        self.capsys.readouterr()
        code = cli.cli(list(words), standalone_mode=False)
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err

    def mistakes(self) -> list[Mistake]:
        """Every error, in order; the exit code says the same."""
        code, out, _ = self.run("check", "--format", "json")
        found = [
            Mistake(one["code"], f"{one['file']}:{one['line']}", one["message"], one["help"])
            for one in json.loads(out)
            if one["severity"] == "error"
        ]
        assert code == (1 if found else 0)
        return found

    def mistake(self) -> Mistake:
        """The only error."""
        [found] = self.mistakes()
        return found

    def picture(self) -> str:
        """What an author reads."""
        code, _, err = self.run("check")
        assert code == 1
        return err

    def parts(self) -> dict[str, bytes]:
        """What is in the built file."""
        code, _, err = self.run("build")
        assert code == 0, err
        with zipfile.ZipFile(self.folder / "build" / "slides.en.pptx") as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def media(self, ending: str) -> list[bytes]:
        """The pictures of the slides; those of the brand's layouts have names of their own."""
        return [data for name, data in self.parts().items() if "/media/image" in name and name.endswith(ending)]


def with_a_curve(folder: Path) -> None:
    """Draw the points of a file on a layout of the talk's own copy of the brand; the shipped one has no such line."""
    brand = folder / "assets" / "brand" / "brand.yaml"
    head, decor, rest = brand.read_text(encoding="utf-8").partition("    decor:\n")
    assert decor and (brand.parent / "motif.csv").is_file()
    curve = "      - {curve: motif.csv, box: [190, 20, 134, 134], color: car_t_light, line_pt: 2}\n"
    brand.write_text(head + decor + curve + rest, encoding="utf-8")


def _lines(slide: str) -> Sequence[str]:
    return slide.strip("\n").splitlines(keepends=True) if slide.endswith("\n") else [*slide.splitlines(True), "\n"]


def unreadable(patch: pytest.MonkeyPatch, name: str) -> None:
    """A file that this user may not read; the tests may run as somebody who may read everything."""
    opened = os.open

    def refuse(path: str, flags: int, *rest: int, **named: int) -> int:
        if Path(path).name == name:
            raise PermissionError(13, os.strerror(13), path)
        return opened(path, flags, *rest, **named)

    patch.setattr(os, "open", refuse)
