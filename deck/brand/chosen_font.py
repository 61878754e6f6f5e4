"""Which font is meant by the folder or the name that somebody gave, and which files are copied of it?"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from deck.brand.faces import read_face
from deck.diagnostics import close_matches
from deck.door import Door, Refused
from deck.value import Value

_STYLES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold italic"}
_NEED = "regular, bold, italic and bold italic as .ttf files"
_LICENCE = re.compile(r"(?i)(ofl|licen[cs]e|copying)")
_COPYRIGHT, _TERMS, _TERMS_AT = 0, 13, 14
_SHOWN = 12
Families = dict[str, dict[tuple[bool, bool], Path]]


class NotChosen(Exception):
    """No font, or several, answer to what was given; in words for whoever gave it."""


class Chosen(Value, frozen=True):
    """A family with its four faces, and the licences that lie beside them."""

    family: str
    faces: tuple[Path, ...]
    licences: tuple[Path, ...]


def chosen_font(given: str, family: str = "") -> Chosen:
    """The family in a folder, or the one of that name that is installed here; of several `family` says which."""
    place = Path(given)
    if place.is_dir():
        return _in_folder(place, family)
    if place.exists() or "/" in given or "\\" in given:
        raise NotChosen(f"`{given}` is no folder; a font is a folder with {_NEED}, or a name such as `Lato`")
    return _installed(given)


def says_of_its_licence(face: Path) -> str:
    """What a font file itself says of its licence: whose it is, the terms, and where they stand in full."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(face, lazy=True) as font:
            names = font["name"]
            said = [str(names.getDebugName(which) or "").strip() for which in (_COPYRIGHT, _TERMS, _TERMS_AT)]
    except (TTLibError, KeyError, OSError):
        return ""
    return "\n\n".join(one for one in said if one) + "\n" if any(said[1:]) else ""


def _in_folder(place: Path, family: str) -> Chosen:
    families = _families(place.glob("*.ttf"))
    whole = _whole(families)
    if not whole:
        have = "; ".join(f"{name}: {', '.join(_STYLES[one] for one in styles)}" for name, styles in families.items())
        raise NotChosen(f"a font needs {_NEED}; in {place} there is {have or 'none'}")
    if family and family not in whole:
        raise NotChosen(f"there is no whole family `{family}` in {place}; {_listed(whole)}")
    if len(whole) > 1 and not family:
        example = f"--font {shlex.quote(str(place))} --family {shlex.quote(whole[0])}"
        raise NotChosen(f"several families are in {place}: {_listed(whole)}; say which, such as {example}")
    return _chosen(family or whole[0], families)


def _installed(name: str) -> Chosen:
    """A family that is installed, by the name under which programs list it, in whatever case."""
    families = _families(path for folder in _folders() for path in sorted(folder.rglob("*.[tT][tT][fF]")))
    by_name = {one.casefold(): one for one in families}
    found = by_name.get(name.casefold())
    whole = _whole(families)
    if found is None:
        begun = [one for one in whole if one.casefold().startswith(name.casefold())]
        near = "" if begun else close_matches(name, whole)
        near = near or f"with all four faces there are {_listed(begun or whole)}."
        raise NotChosen(f"no font `{name}` is installed here; {near} Or name a folder with {_NEED}")
    if found not in whole:
        have = ", ".join(_STYLES[one] for one in families[found])
        raise NotChosen(f"a font needs {_NEED}; of `{found}` there is {have}")
    return _chosen(found, families)


def _chosen(family: str, families: Families) -> Chosen:
    faces = tuple(families[family].values())
    beside = sorted({path for face in faces for path in face.parent.iterdir() if _LICENCE.match(path.name)})
    return Chosen(family, faces, tuple(beside))


def _families(files: Iterable[Path]) -> Families:
    found: Families = {}
    for path in files:
        try:
            face = read_face(path, Door())
        except (Refused, FileNotFoundError):
            continue
        if face is not None:
            found.setdefault(face.family, {}).setdefault((face.bold, face.italic), path)
    return found


def _whole(families: Families) -> list[str]:
    return sorted(name for name, styles in families.items() if len(styles) == len(_STYLES))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} others" if len(names) > _SHOWN else ""
    return (", ".join(f"`{name}`" for name in names[:_SHOWN]) or "none") + more


def _folders() -> Iterator[Path]:
    """Where Linux, macOS and Windows keep fonts; one's own come first."""
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    windows = [Path(at, *rest) for name, rest in _WINDOWS if (at := os.environ.get(name))]
    for folder in (
        *(home / ".fonts", Path(data) / "fonts", home / "Library" / "Fonts"),
        *(Path(one) / "fonts" for one in shared if one),
        *(Path("/Library/Fonts"), Path("/System/Library/Fonts")),
        *windows,
    ):
        if folder.is_dir():
            yield folder


_WINDOWS = (("LOCALAPPDATA", ("Microsoft", "Windows", "Fonts")), ("WINDIR", ("Fonts",)))
