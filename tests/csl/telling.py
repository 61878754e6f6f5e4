"""Items of references.json as the tests of this folder tell them: what is loaded, and what a list prints of it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from deck.csl.entry import entry
from deck.csl.reference import Reference
from deck.diagnostics import Report
from deck.markup import Run
from deck.phrases import Phrases
from deck.references import load_references
from deck.workspace import Workspace

PAPER: dict[str, Any] = {
    "type": "article-journal",
    "title": "A paper",
    "author": [{"family": "Tur", "given": "Carlo"}],
    "container-title": "Journal",
    "volume": "1",
    "page": "1-2",
    "issued": {"date-parts": [[2024]]},
}


def loaded(*items: dict[str, Any]) -> tuple[list[Reference], list[str]]:
    """The references, and what is reported of them: `warning: message`."""
    keyed = [{"id": f"item-{number}", **item} for number, item in enumerate(items)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "assets").mkdir()
        (Path(folder) / "assets" / "references.json").write_text(json.dumps(keyed), encoding="utf-8")
        report = Report()
        library = report.take(load_references(Workspace.find(Path(folder) / "slides.yaml")))
    return list(library.references.values()), [f"{one.severity.value}: {one.message}" for one in report]


def reference(**fields: Any) -> Reference:
    """A paper with these fields, which has no mistakes."""
    references, reported = loaded({**PAPER, **fields})
    assert reported == []
    return references[0]


def listed(**fields: Any) -> str:
    """What the list prints of a paper with these fields."""
    return entry(reference(**fields)).plain


def alone(**fields: Any) -> str:
    """What the list prints of an item that has these fields and no others."""
    references, reported = loaded(fields)
    assert reported == []
    return entry(references[0]).plain


def styled(runs: tuple[Run, ...]) -> str:
    """The runs with signs for their styles: *italic*, **bold**, ^raised^, ~lowered~."""
    signs = (("italic", "*"), ("bold", "**"), ("sup", "^"), ("sub", "~"))
    said = ""
    for run in runs:
        marks = "".join(sign for name, sign in signs if getattr(run, name))
        said += f"{marks}{run.text}{marks[::-1]}"
    return said


def in_language(tag: str, **fields: Any) -> str:
    return entry(reference(**fields), Phrases(tag)).plain
