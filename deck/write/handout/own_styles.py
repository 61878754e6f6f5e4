"""Load the handout styles that a talk brings; a mistake in one is a diagnostic at its line, and the others go on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from deck.apart import Ended
from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.own.files import Own, left_out, own_files
from deck.own.run_script import ScriptFailed
from deck.regex import regex
from deck.value import replace
from deck.workspace import Workspace
from deck.write.drawing.brought import NotPrinted
from deck.write.handout.style import TEMPLATES, Grid, Reader, Style, known_styles

_CONTRACT = 'write `STYLE = Style("its-name", "what it is", "its-template.typ")`'
_FIELDS: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "about": (str,),
    "template": (str,),
    "size_pt": (int, float),
    "slide_share": (int, float),
    "figure_share": (int, float),
}

_SANE: dict[str, Callable[[Any], bool]] = {
    "reader": lambda reader: reader in get_args(Reader),
    "size_pt": lambda size: 4 <= size <= 72,
    "slide_share": lambda share: 0 <= share <= 1,
    "figure_share": lambda share: 0 <= share <= 1,
    "grid": lambda grid: grid is None or (isinstance(grid, Grid) and _is_count(grid.columns) and _is_count(grid.rows)),
}
"""What a value has to be besides; a page of slides of no size has no end."""


def _is_count(number: object) -> bool:
    return isinstance(number, int) and 1 <= number <= 12


def load_styles(world: Workspace) -> tuple[dict[str, Style], tuple[Diagnostic, ...]]:
    """The program's styles and the talk's, by name."""
    styles = known_styles()
    found, mistakes = own_files(world.styles_folder, "style", styles, world)
    report = Report(*mistakes)
    for file in found:
        if not world.runs_code:
            report.add(left_out(f"`{file.label}`", "handouts in its style are missing"))
            continue
        style = _style(file, world, report)
        if style is None:
            continue
        if style.name in styles:
            message = f"there is a style `{style.name}` already, which `{file.label}` cannot replace"
            report.error("name-taken", message, file.line(file.line_of("STYLE")), "give it another name")
        else:
            styles[style.name] = style
    return dict(sorted(styles.items())), tuple(report)


def _style(file: Own, world: Workspace, report: Report) -> Style | None:
    def failed(why: str, line: int, help: str = _CONTRACT) -> None:
        report.error("style-failed", f"`{file.label}` {why}", file.line(line), help)

    try:
        style = getattr(file.load(), "STYLE", None)
    except ScriptFailed as problem:
        failed(f"failed: {problem}", file.at_fault(problem))
        return None
    head = file.line_of("STYLE")
    if not isinstance(style, Style):
        failed("has no `STYLE` that is a Style", head)
        return None
    wrong = next((name for name, of in _FIELDS.items() if not isinstance(getattr(style, name), of)), None)
    wrong = wrong or next((name for name, sane in _SANE.items() if not sane(getattr(style, name))), None)
    if wrong or not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", style.name):
        failed(
            f"has a `STYLE` whose `{wrong or 'name'}` cannot be used", head, "a name has letters, digits and hyphens"
        )
        return None
    template = world.styles_folder / style.template
    if (TEMPLATES / style.template).exists() and not template.exists():
        return style
    label = world.relative(template)
    beside = Report()
    text = world.read_project_file(template, file.line(head), beside)
    report.add(*beside)
    return None if text is None else replace(style, brought=text, label=label)


_PLACE = regex(r"main\.typ:(\d+):(\d+)")


def template_failed(style: Style, problem: Ended | NotPrinted) -> Diagnostic:
    """What typst says of a template that the talk brings, or what it made typst do, at the template's own line."""
    if isinstance(problem, Ended):
        help = "look for what in it has no end; a template has 20 seconds, and one more for 25 slides"
        span = Span(style.label, 1, 1, 2)
        return Diagnostic(Severity.ERROR, "style-failed", f"`{style.label}` {problem}", span, help)
    found = _PLACE.search(problem.where)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    lines = style.brought.decode("utf-8", errors="replace").splitlines()
    end = len(lines[line - 1]) + 1 if line <= len(lines) else column + 1
    said = re.sub(r" \(searched at .*\)", "", str(problem))
    span = Span(style.label, line, column, max(end, column + 1))
    help = "it is typst's markup; the program's own templates show what handout.json has (`common.typ`)"
    return Diagnostic(Severity.ERROR, "style-failed", f"`{style.label}` failed: {said}", span, help)
