"""One talk with a translation and every other sort of input, of which one is broken at a time; nothing is drawn."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import yaml

from deck import pipeline
from deck.brand.load import load_brand
from deck.commands.locale._open import remarks
from deck.diagnostics import Diagnostic, Report, Severity, render_json, render_text
from deck.locales import csv as spreadsheet
from deck.locales import po, xliff
from deck.locales.imported import Unreadable
from deck.locales.take_over import take_over
from deck.locales.unit import units
from deck.locales.which_language import other_language
from deck.parse import parse
from deck.references import load_references
from deck.refresh.sources import load_sources
from deck.resolve import fill_values as values_stage
from deck.resolve.fill_values import fill_values
from deck.resolve.localise import localise
from deck.source import load, read_yaml
from deck.talk import Talk
from deck.translation.catalogue import catalogue
from deck.translation.glossary import load_glossary
from deck.translation.overlay import load_overlay, read_overlay
from deck.translation.pair import pair
from deck.translation.update import begun, filled_in, updated
from deck.workspace import Workspace
from tests.fuzz.mutate import bent, broken_blocks, broken_data, broken_rows, broken_text, broken_tree

ROOT = Path(__file__).parents[2]
BASE = Path(__file__).parent / "talk"
GLOSSARY = "keep: [EMN, CAR-T]\nterms:\n  trial: {de: [Studie, Prüfung]}\n  cell: {de: Zelle}\n"
SOURCES = """\
registry: https://registry.example.org/api
claims: 2026-04-25
each: {term: adults}
searches:
  - {name: one, condition: myeloma}
  - {name: two, intervention: "a OR b"}
countries: {Korea: KR}
contact: ada@example.org
"""
VALUES = {"number": 12, "names": ["a", "b"], "day": "2026-04-24", "spread": {"low": 1, "high": 2.5}, "first": "one"}
FILES = {
    "slides": "slides.yaml",
    "brand": "assets/brand/brand.yaml",
    "references": "assets/references.json",
    "overlay": "locales/de.yaml",
    "glossary": "locales/glossary.yaml",
    "rows": "rows.csv",
    "sources": "figures/data/sources.yaml",
    "po": "german.po",
    "xliff": "german.xlf",
    "csv": "german.csv",
}
INPUTS = (*FILES, "values")
FORMATS: dict[str, ModuleType] = {"po": po, "xliff": xliff, "csv": spreadsheet}


class Bench:
    """The talk on disk, read once; `faults` breaks one of its inputs and tells what the program did wrong."""

    def __init__(self, folder: Path) -> None:
        for part in ("brand", "fonts"):
            shutil.copytree(ROOT / "assets" / part, folder / "assets" / part)
        for name in ("locales", "figures/data"):
            (folder / name).mkdir(parents=True)
        shutil.copy(BASE / "values.py", folder / "figures" / "values.py")
        text = (BASE / "slides.yaml").read_text(encoding="utf-8")
        named = ", ".join(f"{{{name}}}" for name in VALUES)
        text += f"  - id: computed\n    kind: statement\n    title: Numbers\n    quote: ['{named}']\n"
        self.world = Workspace.find(folder / "slides.yaml")
        self.whole = {
            "slides": text,
            "brand": (ROOT / FILES["brand"]).read_text(encoding="utf-8"),
            "references": (BASE / "references.json").read_text(encoding="utf-8"),
            "rows": (BASE / "rows.csv").read_text(encoding="utf-8"),
            "glossary": GLOSSARY,
            "sources": SOURCES,
        }
        for name in self.whole:
            self.restore(name)
        self.talk = self._talk()
        self.messages = catalogue(self.talk, self.world, "de")
        self.brand, _ = load_brand(self.world.brand_folder, door=self.world.door)
        self._translate()

    def _talk(self) -> Talk:
        report = Report()
        source = load(self.world.slides_file, report, self.path("slides").as_posix())
        talk = report.take(parse(source)) if source else None
        assert talk is not None and not report.has_errors, [one.message for one in report]
        return talk

    def _translate(self) -> None:
        waiting = begun("de", "Deutsch", self.messages, {})
        source = read_yaml(waiting.encode(), Report(), "locales/de.yaml")
        assert source is not None
        overlay = read_overlay(source, "de", Report())
        assert overlay is not None and self.brand is not None
        texts = {entry.steps: (f"DE {entry.source}", "") for entry in overlay.entries}
        self.whole["overlay"] = filled_in(overlay, texts)
        self.restore("overlay")
        self.overlay = load_overlay(self.world, "de", Report())
        assert self.overlay is not None
        strings = units(
            self.talk, pair(self.messages, self.overlay), (), self.brand, load_glossary(self.world, Report())
        )
        for name, form in FORMATS.items():
            self.whole[name] = form.write(strings, "A talk", "en-GB", "de").decode("utf-8-sig")
            self.restore(name)

    def path(self, name: str) -> Path:
        return self.world.root / FILES[name]

    def restore(self, name: str) -> None:
        if name in FILES:
            self.path(name).write_text(self.whole[name], encoding="utf-8")

    def broken(self, name: str, random: Random) -> Any:
        """The input in one of its many wrong forms."""
        if name == "values":
            return bent(VALUES, random)
        text = self.whole[name]
        if random.random() < 0.5:
            return broken_text(text, random)
        match name:
            case "references":
                return broken_data(json.loads(text), random)
            case "po":
                return broken_blocks(text, random)
            case "xliff":
                return broken_tree(text, random)
            case "csv" | "rows":
                return broken_rows(text, random)
            case _:
                return broken_data(yaml.load(text, yaml.CBaseLoader), random)

    def faults(self, name: str, content: Any) -> Iterator[str]:
        """What the program does wrong with that content of the input; it is whole again afterwards."""
        try:
            if name in FILES:
                self.path(name).write_bytes(content)
            report = Report()
            yield from _DONE[name](self, content, report)
            yield from self._misplaced(report)
        finally:
            self.restore(name)

    def _misplaced(self, report: Report) -> Iterator[str]:
        lines = {self.path(name).as_posix(): _lines(self.path(name)) for name in FILES}
        for one in report:
            where = one.span
            if where.file and where.line and where.file in lines and where.line > len(lines[where.file]):
                yield f"{one.code} names line {where.line} of {len(lines[where.file])}: {one.message}"
            if one.severity is Severity.ERROR and not (where.file or _is_known_without_place(one)):
                yield f"{one.code} has no place: {one.message}"
            render_text(one, lambda file: lines.get(file, ()), color=False).encode("utf-8", "strict")
        render_json(report).encode("utf-8", "strict")

    # What is done with each

    def _built(self, content: Any, report: Report) -> Iterator[str]:
        deck = pipeline.build(self.world, report)
        if deck is None and not report.has_errors:
            yield "no deck, and no mistake said why"

    def _updated(self, content: Any, report: Report) -> Iterator[str]:
        localise(self.talk, "de", self.world)
        overlay = load_overlay(self.world, "de", report)
        if overlay is None or report.has_errors:
            if not report.has_errors:
                yield "no overlay, and no mistake said why"
            return
        result = updated(overlay, self.messages, remarks(self.talk))
        again = read_yaml(result.text.encode(), Report(), "again")
        read = read_overlay(again, "de", Report()) if again else None
        if read is None:
            yield "an update writes what it cannot read"
            return
        lost = {one.text for one in (*overlay.entries, *overlay.obsolete) if one.text}
        lost -= {one.text for one in (*read.entries, *read.obsolete)}
        if lost:
            yield f"an update loses {sorted(lost)[:3]}"
        second = updated(read, self.messages, remarks(self.talk))
        if second.text != result.text:
            yield "a second update changes what the first one wrote"

    def _localised(self, content: Any, report: Report) -> Iterator[str]:
        report.take(localise(self.talk, "de", self.world))
        yield from ()

    def _taken(self, content: Any, report: Report) -> Iterator[str]:
        name = next(name for name in FORMATS if self.path(name).read_bytes() == content)
        assert self.overlay is not None
        try:
            imported = FORMATS[name].read(content)
        except Unreadable as problem:
            if not str(problem):
                yield "it cannot be read, and nobody says why"
            return
        other_language(imported, "de")
        for theirs in (False, True):
            taken = take_over(self.overlay, self.messages, imported, FILES[name], {}, report, theirs)
            again = read_yaml(taken.text.encode(), Report(), "again")
            if again is None or read_overlay(again, "de", Report()) is None:
                yield "an import writes what it cannot read"

    def _filled(self, content: Any, report: Report) -> Iterator[str]:
        run = values_stage.run_script
        values_stage.run_script = lambda *rest, take: take(content)
        try:
            talk = report.take(fill_values(self.talk, self.world))
            library = load_references(self.world)[0]
            report.take(pipeline.compose(talk, library, self.world))
        finally:
            values_stage.run_script = run
        yield from ()

    def _sources(self, content: Any, report: Report) -> Iterator[str]:
        if load_sources(self.world, report) is None and not report.has_errors:
            yield "no sources, and no mistake said why"


_DONE: dict[str, Callable[[Bench, Any, Report], Iterator[str]]] = {
    **dict.fromkeys(("slides", "brand", "references", "rows"), Bench._built),
    "overlay": Bench._updated,
    "glossary": Bench._localised,
    **dict.fromkeys(FORMATS, Bench._taken),
    "values": Bench._filled,
    "sources": Bench._sources,
}


def _is_known_without_place(one: Diagnostic) -> bool:
    return one.code == "no-such-file"


def _lines(path: Path) -> list[str]:
    text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return re.split("\r\n|\r|\n", text)
