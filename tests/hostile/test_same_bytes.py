"""Does the same talk give the same bytes on another machine, for another person, on another day?"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from deck.brand.package import zipped
from deck.write.pptx.seal import content_hash, is_as_written
from tests.hostile.project import HEAD, PROJECT

SLIDES = """\
  - id: one
    kind: cover
    title: A talk
    logos:
      - {file: photo.jpg, alt: A photograph}
      - {file: assets/brand/emsp.svg, alt: A platform}
  - id: two
    kind: figure
    section: A part
    title: A figure of {day}
    figure: waves
    alt: Waves
    source: "[@tur2024]"
  - id: three
    kind: table
    title: A table
    alt: Rows
    columns: {a: A, b: B}
    csv: rows.csv
    notes: Say this. [Read more](https://example.org/?a=1&b=2)
  - id: four
    kind: references
    title: Sources
"""
REFERENCES = '[{"id": "tur2024", "title": "A paper", "issued": {"date-parts": [[2024, 9, 11]]}, "DOI": "10.1000/x"}]'
VALUES = "import datetime\n\n\ndef values(data):\n    return {'day': datetime.date(2026, 5, 4)}\n"
FIGURE = """\
def draw(canvas):
    axes = canvas.figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.plot([1, 2, 3], [3, 1, 2], color=canvas.color("primary"))
    axes.set_title("Waves", fontproperties=canvas.font("label"))
"""
BUILD = """
import datetime, os, sys, time
shift = float(os.environ["SHIFT"])
now = time.time
time.time = lambda: now() + shift
class Later(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.date = Later
class LaterTime(datetime.datetime):
    @classmethod
    def now(cls, zone=None):
        return cls.fromtimestamp(time.time(), zone)
datetime.datetime = LaterTime
import locale
locale.setlocale(locale.LC_ALL, "")
from deck.cli import entry
entry()
"""
HERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "USER": "ada", "SHIFT": "0"}
THERE = {
    "PYTHONHASHSEED": "2",
    "TZ": "America/New_York",
    "LC_ALL": "C.UTF-8",
    "LANG": "de_DE.UTF-8",
    "LANGUAGE": "de",
    "USER": "Ünal Müller",
    "LOGNAME": "Ünal Müller",
    "USERNAME": "Ünal Müller",
    "HOME": "/nonexistent",
    "SOURCE_DATE_EPOCH": "1",
    "PYTHONUTF8": "0",
    "SHIFT": "500000000",
}


def told(folder: Path) -> Path:
    (folder / "figures").mkdir(parents=True)
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, folder / "assets" / part)
    texts = {
        "slides.yaml": HEAD + SLIDES,
        "assets/references.json": REFERENCES,
        "figures/values.py": VALUES,
        "figures/waves.py": FIGURE,
        "rows.csv": "a,b\n1,2\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    Image.linear_gradient("L").save(folder / "photo.jpg", quality=80)
    return folder


def built(cwd: Path, talk: str, environment: dict[str, str], output: Path) -> bytes:
    """The deck that another process makes, with nothing remembered from an earlier one."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, "build", talk, "-o", str(output)],
        cwd=cwd,
        env={**kept, **environment, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return (output / "slides.en.pptx").read_bytes()


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = told(tmp_path_factory.mktemp("here") / "talk")
    return built(folder, "slides.yaml", HERE, folder / "build")


def test_another_machine_another_person_another_day(deck: bytes, tmp_path: Path) -> None:
    folder = told(tmp_path / "Ein Vortrag (Kopie) – für Übermorgen")
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert built(tmp_path, str(folder), THERE, tmp_path / "elsewhere") == deck


def test_the_deck_names_no_person_folder_or_day(deck: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    secrets = (b"/talk", b"pytest", b"pillow", b"matplotlib v", str(PROJECT).encode())
    assert not [(name, secret) for name, part in parts.items() for secret in secrets if secret in part.lower()]


def test_the_content_hash_survives_another_compression(deck: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for level, method in ((1, zipfile.ZIP_DEFLATED), (9, zipfile.ZIP_DEFLATED), (None, zipfile.ZIP_STORED)):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method, compresslevel=level) as archive:
            for name in reversed(sorted(parts)):
                archive.writestr(name, parts[name])
        assert buffer.getvalue() != deck
        assert is_as_written(buffer.getvalue())


def test_the_content_hash_changes_with_any_part(deck: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    first = content_hash(parts)
    for name in ("ppt/slides/slide1.xml", "[Content_Types].xml", "docProps/core.xml"):
        assert content_hash({**parts, name: parts[name] + b" "}) != first
        assert not is_as_written(zipped({**parts, name: parts[name] + b" "}))
    assert content_hash({**parts, "ppt/new.xml": b""}) != first


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-200], lambda data: data.replace(b"PK\x01\x02", b"PK\x09\x09", 1)]
)
def test_a_damaged_file_is_not_as_written(deck: bytes, damage) -> None:
    assert not is_as_written(damage(deck))


def test_a_file_with_flipped_bytes_is_not_as_written(deck: bytes) -> None:
    for at in range(100, len(deck) - 100, len(deck) // 40):
        broken = bytearray(deck)
        broken[at] ^= 0xFF
        is_as_written(bytes(broken))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_knows_fewer_letters_is_no_mistake(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "slides.yaml").write_text(HEAD.replace("A talk", "漢字 “ü”") + "  - id: ü漢\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "deck", "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode(errors="replace")
    assert b"unknown-kind" in done.stderr
