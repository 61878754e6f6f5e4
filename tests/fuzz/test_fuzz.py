"""Whatever stands in the talk's files: is the answer a deck, or mistakes at their places, and never a crash?"""

from __future__ import annotations

import json
import shutil
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from openxml_audit import FileFormat, OpenXmlValidator

from deck import pipeline
from deck.brand.load import load_brand
from deck.diagnostics import Diagnostic, Report, Severity, render_json, render_text
from deck.page import Image, Page, PictureBox
from deck.value import replace
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.invariants import zip_violations
from tests.fuzz.mutate import broken_data, broken_text
from tests.slow import slow

ROOT = Path(__file__).parents[2]
BASE = Path(__file__).parent / "talk"
FILES = {"slides": "slides.yaml", "brand": "assets/brand/brand.yaml", "references": "assets/references.json"}
BATCHES, CASES = 20, 85
"""For each of the three files: 20 * 85 * 3 = 5,100 inputs, of which a twentieth is no slow test."""
WRITE_EACH, AUDIT_EACH = 15, 90
WITHOUT_PLACE: tuple[str, ...] = ()
CITING = ("cover", "said", "points", "papers", "sources")
WHOLE_FILE = ("no-such-file", "unreadable-file", "empty-file", "bad-references", "too-large")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)


@dataclass(frozen=True)
class Bench:
    """One small talk on disk, whose files are broken one at a time."""

    world: Workspace

    def path(self, name: str) -> Path:
        return self.world.root / FILES[name]

    def restore(self, name: str) -> None:
        self.path(name).write_bytes(whole(name))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "assets").mkdir()
    shutil.copytree(ROOT / "assets" / "brand", folder / "assets" / "brand")
    shutil.copytree(ROOT / "assets" / "fonts", folder / "assets" / "fonts")
    shutil.copy(BASE / "rows.csv", folder / "rows.csv")
    (folder / "figures").mkdir()
    shutil.copy(BASE / "values.py", folder / "figures" / "values.py")
    bench = Bench(Workspace.find(folder / "slides.yaml"))
    for name in FILES:
        bench.restore(name)
    return bench


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture is one white pixel; how pictures are read has tests of its own."""

    def drawn(picture: PictureBox) -> PictureBox:
        return replace(picture, image=Image(PIXEL))

    def draw_figures(pages: tuple[Page, ...], *rest: Any) -> tuple[tuple[Page, ...], tuple[()]]:
        return tuple(page.with_pictures(drawn) for page in pages), ()

    monkeypatch.setattr(pipeline, "draw_figures", draw_figures)


def read_the_others_once(bench: Bench, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the broken file is read anew for each case."""
    if name != "brand":
        brand = load_brand(bench.world.brand_folder)
        monkeypatch.setattr(pipeline, "brand_of", lambda *rest, **more: brand)
    if name != "slides":
        name_of = bench.path("slides").as_posix()
        read = pipeline.load_what_can_be_read(bench.world.slides_file, Report(), name_of, bench.world.door)
        source = read.source
        assert source is not None
        talk, found = pipeline.parse(source)
        assert talk is not None
        if name == "references":
            talk = replace(talk, slides=tuple(slide for slide in talk.slides if slide.says.id in CITING))
        monkeypatch.setattr(pipeline, "load_what_can_be_read", lambda *rest: read)
        monkeypatch.setattr(pipeline, "parse", lambda *rest: (talk, found))


def test_the_unbroken_talk_has_at_least_fifteen_kinds_and_no_mistakes(bench: Bench) -> None:
    from deck import kinds

    report = Report()
    deck = pipeline.build(bench.world, report)
    assert [one.message for one in report if one.severity is Severity.ERROR] == []
    assert deck is not None
    used = {slide["kind"] for slide in yaml.safe_load(whole("slides"))["slides"]}
    assert used <= set(kinds.kind_names()) and len(used) >= 15


@pytest.mark.parametrize("batch", [0, *map(slow, range(1, BATCHES))])
@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_gives_a_deck_or_located_mistakes(
    bench: Bench, name: str, batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = read_data(name)
    read_the_others_once(bench, name, monkeypatch)
    wrong: list[str] = []
    try:
        for number in range(CASES):
            content = broken(name, data, Random(f"{name} {batch} {number}"))
            bench.path(name).write_bytes(content)
            try:
                wrong += [f"{name} {batch} {number}: {fault}" for fault in faults(bench, number, tmp_path)]
            except Exception as problem:  # what the program may never do, whatever it is
                place = traceback.extract_tb(problem.__traceback__)[-1]
                crash = f"{type(problem).__name__}: {problem} at {Path(place.filename).name}:{place.lineno}"
                wrong.append(f"{name} {batch} {number}: {crash}")
    finally:
        bench.restore(name)
    assert wrong == []


def broken(name: str, data: Any, random: Random) -> bytes:
    """The content of one case; `python -m tests.fuzz.test_fuzz brand 3 17` prints it."""
    return broken_data(data, random) if random.random() < 0.4 else broken_text(whole(name).decode(), random)


def faults(bench: Bench, number: int, folder: Path) -> Iterator[str]:
    report = Report()
    deck = pipeline.build(bench.world, report)
    if deck is None and not report.has_errors:
        yield "no deck, and no mistake said why"
    lines = {bench.path(name).as_posix(): lines_of(bench.path(name)) for name in FILES}
    for one in report:
        yield from misplaced(one, lines)
        render_text(one, lambda file: lines.get(file, ()), color=False).encode()
    render_json(report).encode()
    if deck is not None and not report.has_errors and number % WRITE_EACH == 0:
        data = write_pptx(deck)
        yield from map(str, zip_violations(data))
        if number % AUDIT_EACH == 0:
            path = folder / "deck.pptx"
            path.write_bytes(data)
            yield from map(str, OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors)


def misplaced(one: Diagnostic, lines: dict[str, list[str]]) -> Iterator[str]:
    """What is wrong with the place that a diagnostic names; a whole file is line 0."""
    span = one.span
    if not span.file:
        if one.severity is Severity.ERROR and one.code not in WITHOUT_PLACE:
            yield f"{one.code} has no place: {one.message}"
        return
    if span.file not in lines:
        yield f"{one.code} names another file: {span.file}"
    elif (span.line, span.column, span.end) == (0, 0, 0):
        if one.code not in WHOLE_FILE:
            yield f"{one.code} names no line: {one.message}"
    elif not 1 <= span.line <= len(lines[span.file]):
        yield f"{one.code} names line {span.line} of {len(lines[span.file])}: {one.message}"
    elif not 1 <= span.column <= len(lines[span.file][span.line - 1]) + 1 or span.end <= span.column:
        width = len(lines[span.file][span.line - 1])
        yield f"{one.code} names column {span.column}-{span.end} of {width} in line {span.line}: {one.message}"


def whole(name: str) -> bytes:
    return (ROOT / FILES[name] if name == "brand" else BASE / Path(FILES[name]).name).read_bytes()


def read_data(name: str) -> Any:
    return json.loads(whole(name)) if name == "references" else yaml.load(whole(name), yaml.CBaseLoader)


def lines_of(path: Path) -> list[str]:
    text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


if __name__ == "__main__":
    name, batch, number = sys.argv[1:]
    sys.stdout.buffer.write(broken(name, read_data(name), Random(f"{name} {batch} {number}")))
