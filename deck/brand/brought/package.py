"""Which parts does a foreign .pptx or .potx have? Read with limits: nobody knows who made it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from lxml import etree

MOST_PARTS = 5000
LARGEST_XML, LARGEST_PART = 16 * 1024 * 1024, 64 * 1024 * 1024
LARGEST_WHOLE = 256 * 1024 * 1024
MOST_LAYOUTS = 1000

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = b"http://purl.oclc.org/ooxml/"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""How old binary files of Office begin, and those with a password."""
_SAVE_AGAIN = "open it in PowerPoint and save it again as a PowerPoint Template (.potx)"


class Unfit(Exception):
    """Why a file is no template that a deck can stand on; `what` goes on after the file's name."""

    def __init__(self, what: str, help: str = _SAVE_AGAIN) -> None:
        super().__init__(what)
        self.what, self.help = what, help


class Rel:
    """A relationship of a part."""

    __slots__ = ("external", "id", "kind", "target")

    def __init__(self, id: str, kind: str, target: str, external: bool) -> None:
        self.id, self.kind, self.target, self.external = id, kind, target, external


class Package:
    """The members of the file by their names, their relationships and kinds; XML is parsed when it is asked for."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self.members = members
        self._trees: dict[str, Any] = {}
        self._rels: dict[str, dict[str, Rel]] = {}

    @classmethod
    def read(cls, data: bytes) -> Package:
        """Raises Unfit where the bytes are no such file, or are larger than a template has reason to be."""
        if data.startswith(_COMPOUND_FILE):
            raise Unfit("is protected by a password, or saved in the format of PowerPoint 97")
        package = cls(Members(data))
        package.main  # noqa: B018 - raises where there is no presentation in it
        return package

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the presentation."""
        if "[Content_Types].xml" not in self.members:
            raise Unfit("is a zip file, but no presentation")
        found = next((rel.target for rel in self.rels("").values() if rel.kind == "officeDocument"), "")
        if found not in self.members:
            raise Unfit("is no presentation, or a broken one: it does not name its main part")
        if _STRICT in self.members[found]:
            raise Unfit("is saved as Strict Open XML, which few programs read")
        kind = self.kind(found)
        if "presentationml" not in kind and "powerpoint" not in kind.lower():
            raise Unfit("is a file of Office, but no presentation")
        return found

    @cached_property
    def _kinds(self) -> tuple[dict[str, str], dict[str, str]]:
        root = self.tree("[Content_Types].xml")
        defaults = {
            one.get("Extension", "").lower(): one.get("ContentType", "") for one in root.iter(f"{_TYPES}Default")
        }
        named = {one.get("PartName", "")[1:]: one.get("ContentType", "") for one in root.iter(f"{_TYPES}Override")}
        return defaults, named

    def kind(self, part: str) -> str:
        """The content type of a part."""
        defaults, named = self._kinds
        return named.get(part) or defaults.get(part.rpartition(".")[2].lower(), "")

    def tree(self, part: str) -> Any:
        """The root element of a part; read only. Raises Unfit where it is broken."""
        if part not in self._trees:
            self._trees[part] = parsed(self.members.get(part, b""), part)
        return self._trees[part]

    def rels(self, part: str) -> dict[str, Rel]:
        """The relationships of a part by id, `kind` without Office's own address; "" has those of the package."""
        if part not in self._rels:
            folder, _, name = part.rpartition("/")
            own = posixpath.join(folder, "_rels", f"{name}.rels")
            found = self.tree(own).iter(f"{_RELATIONSHIPS}Relationship") if own in self.members else ()
            self._rels[part] = {one.get("Id", ""): _rel(one, folder) for one in found}
        return self._rels[part]

    def targets(self, part: str, kind: str) -> Iterator[str]:
        """The parts that a part refers to as that, in its order."""
        for rel in self.rels(part).values():
            if rel.kind == kind and not rel.external and rel.target in self.members:
                yield rel.target


def _rel(element: Any, folder: str) -> Rel:
    kind, target = element.get("Type", ""), element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(unquote(whole)) if target else ""
    return Rel(element.get("Id", ""), kind.removeprefix(_OFFICE), target, external)


def parsed(data: bytes, part: str) -> Any:
    """The root element of XML from a stranger: no entities, nothing from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unfit(f"is broken: `{part}` is not XML ({str(problem).partition(chr(10))[0][:80]})") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unfit(f"is not what PowerPoint writes: `{part}` declares entities of its own")
    return root


class Members(Mapping[str, bytes]):
    """The members of a zip file by name, each unpacked when it is asked for, and all of them within limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as problem:
            raise Unfit(_DAMAGED) from problem
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_PARTS:
            raise Unfit(f"has {len(infos)} parts, more than {MOST_PARTS}")
        if any(info.flag_bits & 1 for info in infos):
            raise Unfit("is protected by a password")
        self._infos = {info.filename.lstrip("/"): info for info in reversed(infos)}
        self._known: dict[str, bytes] = {}
        self._left = LARGEST_WHOLE

    def __getitem__(self, name: str) -> bytes:
        if name not in self._known:
            self._known[name] = self._unpacked(self._infos[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        most = LARGEST_XML if info.filename.endswith((".xml", ".rels")) else LARGEST_PART
        try:
            with self._archive.open(info) as member:
                # What the file says of its own size may be wrong.
                content = member.read(most + 1)
        except _BROKEN as problem:
            raise Unfit(_DAMAGED) from problem
        self._left -= len(content)
        if len(content) > most or self._left < 0:
            what = f"`{info.filename}` of it" if len(content) > most else "all of it"
            size = (most if len(content) > most else LARGEST_WHOLE) // 1024 // 1024
            raise Unfit(
                f"is too large: {what} is more than {size} MB unpacked", "take large pictures and films out of it"
            )
        return content


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_DAMAGED = "is no .pptx or .potx file, or a damaged one"
