"""Bring fonts for a script to the brand, with their licence: from a folder or a package that holds them."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from deck.brand.letters import LETTERS
from deck.regex import regex
from deck.value import Value

# Which family to take where several have the letters: one that is drawn for this script, in the shapes of its language.
_DRAWN_FOR = {
    "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Deva": "Devanagari", "Geor": "Georgian", "Hans": "SC",
    "Hant": "TC", "Hebr": "Hebrew", "Jpan": "JP", "Khmr": "Khmer", "Kore": "KR", "Laoo": "Lao", "Mymr": "Myanmar",
    "Taml": "Tamil", "Telu": "Telugu", "Thai": "Thai",
}  # fmt: skip
_LICENCE = regex(r"(?:^|/)(?:OFL|LICEN[CS]E|COPYING|copyright)[^/]*$", re.IGNORECASE)
_LARGEST = 64_000_000
_STYLES = {(False, False): "Regular", (True, False): "Bold"}


class CannotBring(Exception):
    """What stands in the way, and what to do about it."""

    def __init__(self, what: str, help: str) -> None:
        super().__init__(what)
        self.help = help


class Brought(Value, frozen=True):
    """A family, its font files by their names, and the licence that goes with them."""

    family: str
    files: Mapping[str, bytes]
    licence: bytes
    changed: bool
    """Whether the height of its lines was made that of the brand's own font."""


def bring_fonts(place: Path, script: str, family: str, line: tuple[float, float]) -> Brought:
    """A regular and, if there is one, a bold face for a script; CannotBring where there is none.

    `family` names one of several, or is empty; `line` is what the brand's own font has above and below the baseline,
    in ems.
    """
    if script not in LETTERS:
        raise CannotBring(f"which letters a font for the script `{script}` needs is not known", "add it by hand")
    found = list(_files(place))
    licences = [data for name, data in found if _LICENCE.search(name)]
    families, others = _families([data for name, data in found if name.endswith(".ttf")], LETTERS[script])
    name = _chosen(families, others, script, family)
    # Of several licences, the one that speaks of fonts.
    licence = next((one for one in licences if b"Font" in one), next(iter(licences), b""))
    if not licence:
        raise CannotBring(f"there is no licence beside the fonts of {name}", "put its OFL.txt or LICENSE there")
    may_change = name.split()[0].encode() not in b"".join(re.findall(rb"Reserved Font Names?[^\n]*", licence))
    files = {}
    for (bold, italic), data in families[name].items():
        if (bold, italic) in _STYLES:
            file = f"{name.replace(' ', '')}-{_STYLES[bold, italic]}.ttf"
            files[file] = _with_line(data, line) if may_change else data
    return Brought(name, files, licence, may_change)


def _chosen(families: Mapping[str, object], others: Sequence[str], script: str, family: str) -> str:
    if family:
        if family not in families:
            raise CannotBring(f"there is no family `{family}` with these letters", f"there is {_listed(families)}")
        return family
    if not families:
        more = f"; there is {_listed(others)}, without these letters" if others else ""
        help = (
            "a folder, .deb, .tgz, .whl or .zip with static TrueType fonts (.ttf), such as one of the Noto Sans family"
        )
        raise CannotBring(f"no font there has the letters of the script `{script}`{more}", help)
    drawn = _DRAWN_FOR.get(script, "")
    best = [name for name in families if name == f"Noto Sans {drawn}".strip()]
    best = best or [name for name in families if drawn and drawn in name.split()] or list(families)
    if len(best) > 1:
        raise CannotBring(f"several families have these letters: {_listed(best)}", "name one with --family")
    return best[0]


def _listed(names: object) -> str:
    known = sorted(names)  # type: ignore[call-overload]
    return ", ".join(f"`{name}`" for name in known[:8]) + (" and others" if len(known) > 8 else "") or "none"


# ---------------------------------------------------------------- where fonts come from


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    """Fonts and licences of a folder or package; what is larger than any font is left alone."""
    try:
        if place.is_dir():
            for path in sorted(place.rglob("*")):
                if path.is_file() and _is_wanted(path.as_posix(), path.stat().st_size):
                    yield path.as_posix(), path.read_bytes()
        elif place.suffix in (".zip", ".whl"):
            with zipfile.ZipFile(place) as package:
                for one in package.infolist():
                    if _is_wanted(one.filename, one.file_size):
                        yield one.filename, package.read(one)
        else:
            yield from _unpacked(_data_of_deb(place) if place.suffix == ".deb" else place.read_bytes())
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, ValueError) as problem:
        raise CannotBring(
            f"`{place.name}` cannot be read: {problem}", "a folder, .deb, .tgz, .whl or .zip"
        ) from problem


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        for one in package:
            if one.isfile() and _is_wanted(one.name, one.size):
                file = package.extractfile(one)
                assert file is not None
                yield one.name, file.read()


def _data_of_deb(path: Path) -> bytes:
    """What a Debian package installs: a tar inside an `ar` archive."""
    data = path.read_bytes()
    if not data.startswith(b"!<arch>\n"):
        raise ValueError("this is no Debian package")
    at = 8
    while at + 60 <= len(data):
        name, size = data[at : at + 16].strip(), int(data[at + 48 : at + 58])
        if name.startswith(b"data.tar"):
            return data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise ValueError("this is no Debian package")


def _is_wanted(name: str, size: int) -> bool:
    return size < _LARGEST and (name.endswith(".ttf") or bool(_LICENCE.search(name)))


# ---------------------------------------------------------------- fonts


def _families(fonts: Sequence[bytes], letters: str) -> tuple[dict[str, dict[tuple[bool, bool], bytes]], list[str]]:
    """The families that have these letters, by bold and italic, and the names of those that do not."""
    # Imported here because it takes longer than a brand to load.
    from fontTools.ttLib import TTFont, TTLibError

    found: dict[str, dict[tuple[bool, bool], bytes]] = {}
    others = set()
    for data in fonts:
        try:
            font = TTFont(io.BytesIO(data), lazy=True)
            names = font["name"]
            family = str(names.getDebugName(1) or names.getDebugName(16) or "")
            chosen = font["OS/2"].fsSelection
            has = set(map(ord, letters)) <= set(font.getBestCmap() or {})
            static = "glyf" in font and "fvar" not in font
        except (TTLibError, KeyError, AttributeError, ValueError, OSError):
            continue
        if has and static:
            found.setdefault(family, {})[bool(chosen & 1 << 5), bool(chosen & 1)] = data
        else:
            others.add(family)
    # A weight between regular and bold is a family of its own, and no regular face.
    return {name: faces for name, faces in found.items() if (False, False) in faces}, sorted(others - set(found))


def _with_line(data: bytes, line: tuple[float, float]) -> bytes:
    """The font with the line of the brand's own: LibreOffice makes lines in tables and links as high as `hhea` says."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    em = font["head"].unitsPerEm
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = round(line[0] * em), -round(line[1] * em), 0
    # A changed font must not answer to the identifier of the original, which may be installed beside it.
    names = font["name"]
    names.setName(f"{names.getDebugName(3)};line", 3, 3, 1, 0x409)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def line_of(path: Path) -> tuple[float, float]:
    """What a font has above and below the baseline, in ems."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, lazy=True)
    em = font["head"].unitsPerEm
    return font["hhea"].ascent / em, -font["hhea"].descent / em
