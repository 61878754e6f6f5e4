"""A programme of small talks in a folder of its own, for tests that tell what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deck import cli
from deck.diagnostics import Diagnostic, Report
from deck.programme.begin import begin
from deck.programme.make import Result, Session, make, opened
from deck.programme.manifest import Programme, load_programme
from deck.programme.run import Executor, here

SCHEDULE = Path(__file__).parent / "schedule.json"
HEAD = """\
programme:
  event: Our meeting
  brand: brand
  languages: [{languages}]
  artefacts: [{artefacts}]
{more}talks:
"""
TALK = """\
format: 2
talk:
  title: {title}
  speaker: Ada Ngo
  event: Our meeting
  language: en
  status: {status}
slides:
  - id: one
    kind: statement
    title: {title}
    quote: ["{words}"]
"""
FIGURE = "  - {id: drawn, kind: figure, title: Drawn, figure: trial_map, alt: a line}\n"
A_LINE = "def draw(canvas):\n    canvas.axes(60, 60, 200, 100).plot([0, 1])\n"


@dataclass(frozen=True)
class Told:
    """A programme in its folder."""

    folder: Path

    def programme(self) -> Programme:
        report = Report()
        found = load_programme(self.folder, report)
        assert found is not None and not report.has_errors, [one.message for one in report]
        return found

    def session(self) -> Session:
        return opened(self.programme())

    def made(self, do: Executor = here) -> Result:
        """What a run makes; there is nothing wrong with it."""
        result, found = self.tried(do)
        assert [one.message for one in found if one.severity.value == "error"] == []
        return result

    def tried(self, do: Executor = here) -> tuple[Result, Sequence[Diagnostic]]:
        report = Report()
        return make(self.session(), do, report), tuple(report)

    def why(self) -> dict[str, tuple[str, ...]]:
        """What a run would make, and why, by talk and language."""
        return {f"{step.slot.id} {step.language}": step.why for step in self.session().steps if step.why}

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def read(self, name: str) -> str:
        return (self.folder / "build" / name).read_text(encoding="utf-8")

    def says(self, *words: str) -> int:
        """The exit code of a command of the programme."""
        return int(cli.cli(["programme", words[0], str(self.folder), *words[1:]], standalone_mode=False) or 0)


def tell(folder: Path, talks: str, languages: str = "en", artefacts: str = "deck", more: str = "") -> Told:
    """A programme of these talks, a line of YAML each."""
    told = Told(folder)
    begin(folder, "", None, None)
    told.write("programme.yaml", HEAD.format(languages=languages, artefacts=artefacts, more=more) + talks)
    return told


def small(told: Told, name: str, words: str = "A sentence", status: str = "final", more: str = "") -> None:
    """A talk of one slide, and whatever follows it."""
    told.write(f"talks/{name}/slides.yaml", TALK.format(title=f"Talk {name}", words=words, status=status) + more)
