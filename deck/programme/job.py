"""Make all that is wanted of one talk in one language: a function of what it reads, with small values in and out."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping
from os.path import isabs, normpath, relpath
from pathlib import Path
from typing import TYPE_CHECKING

from deck.brand.shipped import SHIPPED
from deck.cache import key_of
from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.door import Door, Refused
from deck.interrupts import is_interrupt
from deck.programme.manifest import DECK, PDF, WITHOUT_NOTES
from deck.programme.program import program
from deck.value import Value, replace
from deck.workspace import Workspace

if TYPE_CHECKING:
    from deck.page import Deck
    from deck.talk import Talk

Files = dict[str, bytes]
"""What was made, by artefact."""


class Job(Value, frozen=True):
    """One talk in one language. Its paths are as the process that does it finds them; the rest is what is made."""

    id: str
    file: str
    locale: str
    """A language that the talk has an overlay for; empty is its own."""
    tag: str
    """The language in the names of its files."""
    artefacts: tuple[str, ...]
    brand: str
    """The folder of the programme's brand; empty where there is none."""
    store: str
    own_code: bool = False
    minutes: float | None = None
    paper: str = "a4"
    megabytes: int = 8192
    file_megabytes: float = 100.0

    @property
    def root(self) -> Path:
        return Path(self.file).parent

    @property
    def begins(self) -> str:
        """How the names of its files begin."""
        return f"{self.id}.{self.tag}."

    @property
    def way(self) -> str:
        """All that it is told beside files: with another way, something else is made of the same."""
        brand = normpath(relpath(self.brand, self.root)) if self.brand else ""
        return key_of("way", self.begins, Path(self.file).name, self.locale, brand, self.minutes, self.paper)


class Made(Value, frozen=True):
    """A file that was made: what it is, its name among what comes out, and its bytes' digest and number."""

    artefact: str
    name: str
    digest: str
    size: int


class Facts(Value, frozen=True):
    """What the staff's board says of a talk in one language."""

    language: str
    title: str
    speakers: tuple[str, ...]
    is_draft: bool
    """Its author has not said that it is final."""
    slides: int
    hidden: int
    minutes: float
    slot: float | None
    unknown: int
    """Slides of which nobody has said how long they stay."""
    unapproved: int
    stale: int
    """Slides, or other parts, of which a translation is older than its text, or missing."""
    overflowing: int
    draft_translation: bool
    disclosure: str
    """`shown`, `hidden` or `none`."""
    is_only_a_cover: bool
    waiting: int
    """Places in which something stands in for words to come."""
    left_out: int
    """Parts of the talk that are code of its own, and were left out."""
    cues: tuple[tuple[int, str, str], ...] = ()
    """Of slides at which staff do something: number, title, and what."""


class Outcome(Value, frozen=True):
    """What became of a job; files are named from the talk's folder, so that it says the same wherever that is."""

    program: str
    """The version that made it."""
    way: str
    own_code: bool
    made: tuple[Made, ...]
    found: tuple[Diagnostic, ...]
    inputs: tuple[tuple[str, str], ...]
    """What was read: path and digest; without a digest, what was asked for and not there."""
    facts: Facts | None
    seconds: float
    artefacts: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not any(one.severity is Severity.ERROR for one in self.found)


class Failed(Value, frozen=True):
    """There is no outcome: what is wrong, as a diagnostic at the talk."""

    found: Diagnostic


def do(job: Job) -> tuple[Outcome, Files]:
    """What is made of a talk in one language, as far as it has no mistake."""
    began, world, report = time.perf_counter(), world_of(job), Report()
    deck = _deck(job, world, report)
    files = _files(job, world, deck, report) if deck is not None and not report.has_errors else {}
    if report.has_errors:
        files = {}
    made = tuple(_made(job, artefact, data) for artefact, data in files.items())
    found = tuple(_told(one, Path(job.file)) for one in report)
    facts = _facts(deck, found) if deck is not None else None
    seconds = round(time.perf_counter() - began, 3)
    outcome = Outcome(program(), job.way, job.own_code, made, found, inputs_of(world), facts, seconds, job.artefacts)
    return outcome, files


def do_whatever_comes(job: Job) -> tuple[Outcome, Files] | Failed:
    """The same, of which no exception is left: what it raises is a mistake of that talk and of no other."""
    try:
        return do(job)
    except BaseException as problem:  # libraries in other languages panic, and that is no Exception
        if is_interrupt(problem):
            raise
        return Failed(failed(job, *_in_words(problem)))


def failed(job: Job, why: str, help: str) -> Diagnostic:
    """The talk could not be made in that language, and no line of it says why."""
    what = f"`{job.id}` in {job.tag} {why}"
    return Diagnostic(Severity.ERROR, "talk-failed", what, Span(Path(job.file).as_posix(), 0, 0, 0), help)


def _in_words(problem: BaseException) -> tuple[str, str]:
    if isinstance(problem, MemoryError):
        return "takes more memory than it may have", "make its pictures smaller, or raise `limits: megabytes`"
    where = traceback.extract_tb(problem.__traceback__)[-1:]
    at = f" ({Path(where[0].filename).name}, line {where[0].lineno})" if where else ""
    said = f"{type(problem).__name__}: {' '.join(str(problem).split())[:200]}"
    return f"makes deck fail: {said}{at}", "this is a bug in deck, not in the talk: please report this line"


def world_of(job: Job) -> Workspace:
    """The talk, with what all talks of the programme share."""
    world = Workspace.find(Path(job.file), runs_code=job.own_code)
    world = replace(world, cache_folder=Path(job.store), build_folder=Path(job.store) / "none")
    if not job.brand:
        return world
    return replace(world, brand_folder=Path(job.brand), door=Door(world.root, Path(job.brand)))


def _deck(job: Job, world: Workspace, report: Report) -> Deck | None:
    from deck.pipeline import Edition, build_from, read_talk

    talk = read_talk(world, report)
    return build_from(_in_slot(talk, job.minutes), world, report, Edition(job.locale))


def _in_slot(talk: Talk | None, minutes: float | None) -> Talk | None:
    """The talk in the slot that the programme gives it, where its author names none."""
    if talk is None or minutes is None or talk.meta.slot_minutes is not None:
        return talk
    return replace(talk, meta=replace(talk.meta, slot_minutes=minutes))


# ---------------------------------------------------------------- what is made


def _files(job: Job, world: Workspace, deck: Deck, report: Report) -> Files:
    """Everything that is asked for; the deck is made for those that look into it too, and not given then."""
    from deck.write.deck_file import deck_file
    from deck.write.handout.leaks import report_leaks
    from deck.write.pdf_file import pdf_file

    files: Files = {}
    if DECK in job.artefacts and (whole := deck_file(world, deck, report)) is not None:
        files[DECK] = whole
    if WITHOUT_NOTES in job.artefacts:
        given = deck_file(world, deck, report, with_notes=False, with_hidden=False)
        if given is not None:
            report_leaks(given, file_name(job, WITHOUT_NOTES), deck, report)
            files[WITHOUT_NOTES] = given
    if PDF in job.artefacts and (pdf := pdf_file(deck, file_name(job, PDF), False, None, report)) is not None:
        files[PDF] = pdf
    files |= _handouts(job, world, deck, files, report)
    for artefact, data in files.items():
        if len(data) > job.file_megabytes * 1e6:
            what = f"`{file_name(job, artefact)}` has {len(data) / 1e6:.1f} MB, and may have {job.file_megabytes:g}"
            report.error("too-large", what, help="make pictures smaller, or raise `limits: file_megabytes`")
    return files


def _handouts(job: Job, world: Workspace, deck: Deck, files: Mapping[str, bytes], report: Report) -> Files:
    styles = [one for one in job.artefacts if one not in (DECK, WITHOUT_NOTES, PDF)]
    if not styles:
        return {}
    from deck.write.handout import PAPERS, Order, known_styles
    from deck.write.handout_files import made_handouts

    known = known_styles()
    orders = [Order(known[name], PAPERS[job.paper]) for name in styles]
    others = {file_name(job, artefact): data for artefact, data in files.items()}
    made = made_handouts(world, deck, report, orders, job.begins, others, files.get(DECK))
    named = {f"{job.begins}{order.name}.pdf": order.style.name for order in orders}
    return {named[name]: data for name, data in made.items()}


_ENDINGS = {DECK: "pptx", WITHOUT_NOTES: "without-notes.pptx", PDF: "pdf"}


def file_name(job: Job, artefact: str) -> str:
    return f"{job.begins}{_ENDINGS.get(artefact) or f'{artefact}.pdf'}"


def _made(job: Job, artefact: str, data: bytes) -> Made:
    import hashlib

    return Made(artefact, file_name(job, artefact), hashlib.sha256(data).hexdigest(), len(data))


# ---------------------------------------------------------------- what was read for it


def inputs_of(world: Workspace) -> tuple[tuple[str, str], ...]:
    """All that decided what came out, by its path from the talk's folder; what comes with the program is its version's.

    Which code there is decides too; what is allowed to run may read whatever lies beside it.
    """
    folders = (world.figures_folder, world.kinds_folder, world.checks_folder, world.styles_folder)
    for folder in folders:
        world.door.listed(folder, "*.py", "programme")
    beside = [path for folder in folders for path in folder.rglob("*")] if world.runs_code else []
    for path in (world.hooks_file, *beside):
        _read(path, world.door)
    found = ((_from(path, world.root), world.door.digest(path)) for path in world.door.uses() if not _shipped(path))
    return tuple(sorted(found))


def _read(path: Path, door: Door) -> None:
    try:
        if door.is_there(path, "programme") and path.is_file() and "__pycache__" not in path.parts:
            door.read(path, "programme")
    except (Refused, OSError):
        pass  # noted as what cannot be read


def _from(path: Path, root: Path) -> str:
    return Path(normpath(relpath(path, root))).as_posix()


def _shipped(path: Path) -> bool:
    return isabs(path) and path.is_relative_to(SHIPPED)


# ---------------------------------------------------------------- what is said of it


_ASKED = ", as `--no-code` asks"
_SIGN = "if you trust who sent it, write `own_code: allowed` at this talk in programme.yaml"


def _told(found: Diagnostic, slides: Path) -> Diagnostic:
    """The diagnostic with files named from the talk's folder, in the words of whoever has a programme.

    What stands in no line is told at the talk: of forty, somebody has to know which.
    """
    root = slides.parent
    begins = f"{root.as_posix()}/"
    if not found.span.file:
        found = replace(found, span=Span(slides.as_posix(), 0, 0, 0))

    def said(text: str) -> str:
        return text.replace(begins, "") if root != Path() else text

    file = found.span.file.removeprefix(begins) if root != Path() else found.span.file
    told = replace(found, message=said(found.message), help=said(found.help), span=replace(found.span, file=file))
    if found.code != "code-left-out":
        return told
    return replace(told, message=told.message.replace(_ASKED, ", for nobody signed for this talk's code"), help=_SIGN)


def at_talk(found: Diagnostic, root: Path) -> Diagnostic:
    """A diagnostic of an outcome with its file named as whoever reads it finds it."""
    if not found.span.file or isabs(found.span.file):
        return found
    return replace(found, span=replace(found.span, file=(root / found.span.file).as_posix()))


def _facts(deck: Deck, found: tuple[Diagnostic, ...]) -> Facts:
    from deck.timing import pace_of, timed

    shown = [page for page in deck.pages if not page.hidden and page.part == 1]
    minutes = timed(shown, pace_of(deck.meta.language), deck.meta.language)
    codes = [one.code for one in found]
    slides = {page.slide.says.id: page.kind for page in deck.pages}
    return Facts(
        deck.meta.language,
        deck.meta.title.plain,
        deck.meta.names,
        deck.meta.status == "draft",
        len(deck.pages),
        sum(page.hidden for page in deck.pages),
        round(sum(one.length for one in minutes), 2),
        deck.meta.slot_minutes,
        sum(one.unknown for one in minutes),
        codes.count("needs-approval"),
        sum(codes.count(one) for one in ("stale-translation", "missing-translation", "ambiguous-translation")),
        codes.count("text-overflows"),
        "draft-translation" in codes,
        _disclosure(deck),
        set(slides.values()) <= {"cover"},
        codes.count("still-waiting"),
        codes.count("code-left-out"),
        tuple(_cues(deck)),
    )


def _disclosure(deck: Deck) -> str:
    """Whether what the speaker has to disclose is there, and seen."""
    declared = [page for page in deck.pages if page.kind == "disclosures"]
    if not declared:
        return "none"
    return "shown" if any(not page.hidden for page in declared) else "hidden"


def _cues(deck: Deck) -> Iterator[tuple[int, str, str]]:
    for page in deck.pages:
        if page.cue and not page.hidden and page.part == 1:
            yield page.number, page.title, page.cue.plain
