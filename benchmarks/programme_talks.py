"""A programme of any number of talks: the project's own and those of its tests, each with other words and figures."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from deck import cli

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "de", "nl", "fr", "ar")
ROOMS = ("Hall 1", "Hall 2", "Room Ö", "Foyer")
FAMILIES = {"hot-topic": ROOT, "trial": ROOT / "tests/talks/physician", "city": ROOT / "tests/talks/organiser"}
_PARTS = ("slides.yaml", "locales", "figures", "assets")
_LEFT = shutil.ignore_patterns("__pycache__", "readme", "brand.yaml", "fonts", "slides.schema.json")
_SLIDE = """\
  - id: variant-{number}
    kind: statement
    title: What is said in talk {number} alone
    quote: ["{number} of 1,000 people were asked, and {share} % of them answered"]

"""


def begin(folder: Path, talks: int, artefacts: str = "deck, pdf, 3up") -> None:
    """Write a programme of so many talks into a new folder; one in three is the project's own with 13 figures."""
    for part in ("brand", "fonts"):
        shutil.copytree(ROOT / "assets" / part, folder / part)
    families = {name: _family(folder / ".families" / name, place) for name, place in FAMILIES.items()}
    lines = [f"programme:\n  event: A measured meeting\n  brand: brand\n  languages: [{', '.join(LANGUAGES)}]\n"]
    lines.append(f"  artefacts: [{artefacts}]\ntalks:\n")
    for number in range(talks):
        name = list(families)[number % len(families)]
        shutil.copytree(families[name], folder / "talks" / f"T{number:04d}")
        _vary(folder / "talks" / f"T{number:04d}", number)
        start = datetime(2026, 4, 24, 9) + timedelta(days=number // 40, minutes=30 * (number % 40 // len(ROOMS)))
        when = f"start: {start:%Y-%m-%d %H:%M}, room: {ROOMS[number % len(ROOMS)]}, minutes: 30"
        lines.append(f"  - {{code: T{number:04d}, {when}, own_code: allowed}}\n")
    (folder / "programme.yaml").write_text("".join(lines), encoding="utf-8")
    shutil.rmtree(folder / ".families")


def _family(folder: Path, place: Path) -> Path:
    """The talk with an overlay for each language, of which some wait for their words."""
    for part in _PARTS:
        if (place / part).is_dir():
            shutil.copytree(place / part, folder / part, ignore=_LEFT)
        elif (place / part).exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(place / part, folder / part)
    own = next(line.split()[-1] for line in (folder / "slides.yaml").read_text().splitlines() if "language:" in line)
    for tag in LANGUAGES:
        if tag != own.split("-")[0] and not (folder / "locales" / f"{tag}.yaml").exists():
            cli.cli(["--quiet", "locale", "add", tag, "--talk", str(folder / "slides.yaml")], standalone_mode=False)
    return folder


def _vary(folder: Path, number: int) -> None:
    """Another word, another number, and a figure that has to be drawn again."""
    slides = folder / "slides.yaml"
    said = _SLIDE.format(number=number, share=number % 100)
    head, sign, rest = slides.read_text(encoding="utf-8").partition("\nslides:\n")
    slides.write_text(f"{head}{sign}{said}{rest}", encoding="utf-8")
    drawn = sorted(path for path in folder.glob("figures/*.py") if "def draw(" in path.read_text(encoding="utf-8"))
    for script in drawn[number % max(len(drawn), 1) :][:1]:
        script.write_text(f"{script.read_text(encoding='utf-8')}\n# drawn for talk {number}\n", encoding="utf-8")
