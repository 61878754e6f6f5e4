"""Load the slide kinds that a talk brings; a mistake in one is a diagnostic at its line, and the others go on."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args, get_origin

from deck import kinds
from deck.diagnostics import Diagnostic, Severity
from deck.kinds import Kinds, OwnKind
from deck.markup import Text
from deck.material import Material
from deck.own.files import Own, own_files
from deck.own.run_script import ScriptFailed, code_of
from deck.parse import fields_of
from deck.resolve.own_scene import problem_of
from deck.scene import Scene
from deck.talk import Name, Prose, Record, SlideKind
from deck.workspace import Workspace

_CONTRACT = "a kind is one class with fields, `layouts` and `compose`; `python -m pydoc deck.interface` tells more"


def load_kinds(world: Workspace) -> tuple[Kinds, tuple[Diagnostic, ...]]:
    """The program's kinds and the talk's."""
    found, mistakes = own_files(world.kinds_folder, "kind", kinds.kind_names(), world)
    own: list[OwnKind] = []
    for file in found:
        if not world.runs_code:
            own.append(OwnKind(file.name, file.label, file.about, left_out=True))
            continue
        try:
            own.append(OwnKind(file.name, file.label, file.about, _kind(file)))
        except KindFailed as problem:
            own.append(OwnKind(file.name, file.label, file.about))
            mistakes = (*mistakes, problem.diagnostic)
    return Kinds(own), mistakes


class KindFailed(Exception):
    """A mistake in a kind of the talk's own, with its place."""

    def __init__(self, file: Own, why: str, line: int, help: str = _CONTRACT) -> None:
        super().__init__(why)
        message = f"`{file.label}` {why}"
        self.diagnostic = Diagnostic(Severity.ERROR, "kind-failed", message, file.line(line), help)


def _kind(file: Own) -> type[SlideKind]:
    try:
        module = file.load()
    except ScriptFailed as problem:
        raise KindFailed(file, f"failed: {problem}", file.at_fault(problem)) from problem
    found = kinds.kinds_in(vars(module), module.__name__)
    if len(found) != 1:
        line = file.line_of(f"class {found[1].__name__}") if found else 1
        raise KindFailed(file, f"defines {len(found) or 'no'} SlideKind{'s'[: len(found)]}, it needs one", line)
    kind = found[0]
    head = file.line_of(f"class {kind.__name__}")
    compose = vars(kind).get("compose")
    if not isinstance(compose, types.FunctionType):
        raise KindFailed(file, f"has no `compose(self, material)` in its class `{kind.__name__}`", head)
    _require_layouts(kind, file, head)
    for name, field in fields_of(kind).items():
        if not _can_be_read(field.type):
            why = f"has a field `{name}` of a type that cannot be written in slides.yaml"
            help = "use Text, Prose, Name, str, float, int, bool, Literal or Record, tuple[…, ...] or dict[str, …]"
            raise KindFailed(file, why, file.line_of(f"{name}:"), help)
    # The class is this talk's alone, read anew for each build.
    setattr(kind, "compose", _guarded(compose, file))  # noqa: B010
    return kind


def _require_layouts(kind: type[SlideKind], file: Own, head: int) -> None:
    good = isinstance(kind.layouts, Mapping) and kind.layouts and all(map(_are_slots, kind.layouts.values()))
    if not good:
        why = f"has no `layouts` that say where `{kind.__name__}` can stand"
        line = file.line_of("layouts =", "layouts:")
        raise KindFailed(file, why, line if line > 1 else head, 'write them as in layouts = {"text": ("body",)}')


def _are_slots(slots: object) -> bool:
    names = (*slots, *slots.values()) if isinstance(slots, Mapping) else slots
    return isinstance(names, tuple) and all(isinstance(name, str) for name in names)


_PLAIN = (Text, Prose, Name, str, float, int, bool, type(None))


def _can_be_read(hint: Any) -> bool:
    if get_origin(hint) is typing.Annotated:
        hint = get_args(hint)[0]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return all(map(_can_be_read, args))
    if origin is tuple:
        return len(args) == 2 and args[1] is ... and _can_be_read(args[0])
    if origin is dict:
        return args[0] in (str, Name) and _can_be_read(args[1])
    if origin is Literal:
        return all(isinstance(one, str) for one in args)
    if isinstance(hint, type) and issubclass(hint, Record):
        return all(_can_be_read(field.type) for field in fields_of(hint).values())
    return hint in _PLAIN


def _guarded(compose: types.FunctionType, file: Own) -> Callable[[SlideKind, Material], Scene]:
    """The same function, whose mistakes are KindFailed, and which returns nothing but scenes."""

    def guarded(self: SlideKind, material: Material) -> Scene:
        try:
            with code_of(file.path, "compose"):
                scene: Scene = compose(self, material)
        except ScriptFailed as problem:
            if isinstance(problem.raised, KindFailed):  # one kind may compose by another
                raise problem.raised from None
            raise KindFailed(file, f"failed: {problem}", file.at_fault(problem)) from problem
        if wrong := problem_of(scene):
            raise KindFailed(file, f"composes no scene that can be shown: {wrong}", compose.__code__.co_firstlineno)
        return scene

    return guarded
