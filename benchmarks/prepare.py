"""Write one deck's content as each builder takes it: a project of ours, JSON for the script, Markdown for pandoc."""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.content import Content, Page, content

ROOT = Path(__file__).parent.parent


def main(series: str, size: str, folder: str) -> None:
    """A process of its own: the one that measures must stay small, for a child's peak memory begins at its parent's."""
    deck, target = content(series, int(size)), Path(folder)
    target.mkdir(parents=True)
    for name in deck.pictures:
        _draw(name, target / name)
    (target / "content.json").write_text(json.dumps(asdict(deck)), encoding="utf-8")
    (target / "deck.md").write_text("\n".join(_markdown(deck)), encoding="utf-8")
    _project(deck, target)


def _draw(name: str, path: Path) -> None:
    """A picture that compresses like a photographed chart: flat shapes over a band of noise."""
    own = name.startswith("own")
    width, height = (480, 270) if own else (1600, 900)
    chance = random.Random(name)
    picture = Image.new("RGB", (width, height), "white")
    grain = Image.frombytes("L", (width // 5, height // 3), chance.randbytes(width // 5 * (height // 3)))
    picture.paste(grain.convert("RGB"), (0, height // 2))
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = chance.randrange(width // 4, width), chance.randrange(height)
        color = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        pen.rectangle((left, top, left + width // 20, top + height // 6), fill=color)
    picture.save(path)


def _project(deck: Content, folder: Path) -> None:
    for part in ("brand", "fonts"):
        shutil.copytree(ROOT / "assets" / part, folder / "assets" / part)
    (folder / "figures").mkdir()
    for name in deck.pictures:
        (folder / "figures" / f"{Path(name).stem}.py").write_text(_FIGURE.format(name=name), encoding="utf-8")
    (folder / "slides.yaml").write_text("\n".join(_yaml(deck)), encoding="utf-8")


_FIGURE = '''"""Show {name}."""

from pathlib import Path

from PIL import Image


def draw(canvas):
    axes = canvas.figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.imshow(Image.open(Path(__file__).parent.parent / "{name}"))
'''


def _yaml(deck: Content) -> Iterator[str]:
    yield "format: 2\n\ntalk:"
    yield f"  title: {deck.title}\n  speaker: Somebody\n  event: Benchmark\n  place: Here\n  date: 24 April 2026"
    yield "  language: en-GB\n  status: final\n"
    yield "slides:"
    yield f"  - id: title\n    kind: cover\n    style: talk\n    section: Opening\n    title: {deck.title}\n"
    for number, page in enumerate(deck.pages, 1):
        yield from _yaml_page(number, page)
    yield f"  - id: closing\n    kind: cover\n    style: closing\n    title: {deck.closing}"
    yield f"    notes: {deck.closing_notes}"


def _yaml_page(number: int, page: Page) -> Iterator[str]:
    kind = "table" if page.table else "bullets" if not page.picture else "figure" if page.bullets else "people"
    yield f"  - id: page-{number}\n    kind: {kind}\n    title: {page.title}"
    if kind == "figure":
        yield f"    figure: {Path(page.picture).stem}\n    alt: Shapes over noise"
    if kind == "people":
        yield f"    wall:\n      - {{name: Shapes over noise, file: {page.picture}}}"
    if page.bullets:
        yield "    points:" if kind == "figure" else "    bullets:"
        yield from (f"      - {bullet}" for bullet in page.bullets)
    if page.table:
        yield f"    alt: Words\n    columns: [{', '.join(page.table[0])}]\n    rows:"
        yield from (f"      - [{', '.join(row)}]" for row in page.table[1:])
    yield f"    notes: {page.notes}\n"


def _markdown(deck: Content) -> Iterator[str]:
    yield f"% {deck.title}\n% Somebody\n"
    for page in deck.pages:
        yield f"## {page.title}\n"
        yield from _markdown_body(page)
        yield f"\n::: notes\n{page.notes}\n:::\n"
    yield f"## {deck.closing}\n\nSomebody\n\n::: notes\n{deck.closing_notes}\n:::"


def _markdown_body(page: Page) -> Iterator[str]:
    bullets = [f"- {bullet}" for bullet in page.bullets]
    picture = f"![Shapes over noise]({page.picture})"
    if bullets and page.picture:
        yield from (":::: columns", "::: column", *bullets, ":::", "::: column", picture, ":::", "::::")
    elif page.picture:
        yield picture
    elif bullets:
        yield from bullets
    else:
        header, *rows = page.table
        yield from (f"| {' | '.join(row)} |" for row in (header, ("---",) * len(header), *rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
