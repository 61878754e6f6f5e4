"""What must hold in a finished package: one small function per rule, named as the rule.

A violation is a bug of ours, never of the talk's author. A new rule is a public function in one of the `*_rules.py`
here: its name says what holds, its docstring why PowerPoint or a listener minds, its findings name the element.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from importlib import import_module
from types import FunctionType
from typing import Any

from deck.value import Value
from deck.write.pptx.invariants.read import Package, Sheet, named

__all__ = ["HOUSE", "BrokenPackage", "Violation", "rules", "violations", "violations_of", "zip_violations"]

Rule = Callable[[Any], Iterator[Any]]


class Violation(Value, frozen=True):
    """What does not hold, and where."""

    rule: str
    part: str
    element: str
    message: str

    def __str__(self) -> str:
        return f"{self.part}: {self.element}: {self.message} [{self.rule}]"


class BrokenPackage(Exception):
    """A package that PowerPoint would repair or refuse; nothing of it is written."""

    def __init__(self, found: Sequence[Violation]) -> None:
        more = f"\n… and {len(found) - 5} more" if len(found) > 5 else ""
        super().__init__("\n".join(str(violation) for violation in found[:5]) + more)


def violations(parts: Mapping[str, bytes], checked: Collection[str] = ()) -> list[Violation]:
    """Every violation in a package that is not zipped yet: names in the zip file to bytes.

    Of parts that were `checked` before, only what holds between parts is looked at.
    """
    package = Package.read(parts, checked)
    found = [violation for sheet in package.sheets() for violation in violations_of(sheet)]
    # Last, for only now is it known which parts cannot be read.
    for rule in (rule for module in _BETWEEN_PARTS for rule in _rules(module)):
        found += [Violation(rule.__name__, part, element, message) for part, element, message in rule(package)]
    return found


def zip_violations(data: bytes) -> list[Violation]:
    """Every violation in a .pptx file, also of what only a zip file can do: hold one name twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    twice = [name for name in parts if names.count(name) > 1] if len(parts) < len(names) else []
    message = "the zip file holds this name twice: which of the two is read is chance"
    return [Violation("member_names_differ", name, "zip member", message) for name in twice] + violations(parts)


def rules() -> dict[str, str]:
    """Every rule by name, with the reason for it."""
    modules = (*_BETWEEN_PARTS, *_IN_A_PART)
    return {rule.__name__: rule.__doc__ or "" for module in modules for rule in _rules(module)}


# What our decks must have, though PowerPoint opens a deck without it: for listeners, later builds and privacy. The
# other rules are those of the format, and a deck that PowerPoint, LibreOffice or ONLYOFFICE saved breaks none.
HOUSE = frozenset(
    {
        "animation_moves_shapes",
        "attributes_have_no_control_characters",
        "chart_has_a_workbook",
        "chart_shows_its_workbook",
        "creation_ids_differ",
        "external_target_is_a_link",
        "link_address_is_safe",
        "link_has_a_tooltip",
        "media_has_a_player",
        "media_plays_at_a_click",
        "media_tells_of_nobody",
        "part_is_reached",
        "picture_is_described",
        "picture_shows_something",
        "presentation_has_one_theme",
        "table_is_filled_before_its_style",
        "placeholder_is_on_the_layout",
        "properties_name_nobody_else",
        "relationship_is_used",
        "rows_and_columns_are_told_apart",
        "sections_differ",
        "shape_has_a_name",
        "shape_ids_differ",
        "slide_has_a_title",
        "svg_has_a_raster",
        "svg_is_a_still_picture",
        "text_has_a_language",
        "text_has_no_control_characters",
    }
)
_BETWEEN_PARTS = ("opc_rules", "package_rules", "media_rules")
_IN_A_PART = (
    "presentation_rules",
    "schema_rules",
    "compatibility_rules",
    "sheet_rules",
    "geometry_rules",
    "table_rules",
    "text_rules",
    "animation_rules",
    "list_rules",
    "chart_rules",
    "formula_rules",
    "play_rules",
)


def violations_of(sheet: Sheet) -> Iterator[Violation]:
    """Every violation in one part."""
    if not _OF_A_PART:
        _OF_A_PART.extend(rule for module in _IN_A_PART for rule in _rules(module))
    for rule in _OF_A_PART:
        for element, message in rule(sheet):
            yield Violation(rule.__name__, sheet.name, named(element), message)


def _rules(module: str) -> list[Rule]:
    known = _KNOWN.get(module)
    if known is None:
        values = vars(import_module(f"{__name__}.{module}"))
        known = _KNOWN[module] = [
            value
            for name, value in values.items()
            if isinstance(value, FunctionType) and value.__module__.endswith(module) and not name.startswith("_")
        ]
    return known


_KNOWN: dict[str, list[Rule]] = {}
_OF_A_PART: list[Rule] = []
