"""Everything that event staff need in one zip: files sorted by who may have them, an index page, checksums."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from deck import language
from deck.brand.model import Brand
from deck.diagnostics import Report, Span
from deck.door import Refused
from deck.page import Deck
from deck.workspace import Workspace
from deck.write.handout.run_sheet import megabytes
from deck.write.used_fonts import is_licence_of, used_faces

Files = dict[str, bytes]

STAFF, ATTENDEES = "for-staff", "for-attendees"
_STAFF_ONLY = ("pptx", "script.pdf", "run-sheet.pdf")
"""Ends of the names of what is not to be given away: the speaker's notes are in the first two."""
INDEX = "index/"
_STORED = (".pptx", ".pdf", ".ttf")
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #2b3a4a; background: #fff; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem }}
h1, h2 {{ color: #12263a; line-height: 1.2 }}
section {{ margin-top: 3rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #c3cad1 }}
code {{ font-size: .8rem; overflow-wrap: anywhere }}
a {{ color: #005a8c }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def language_files(world: Workspace, deck: Deck, made: Mapping[str, bytes], begins: str, report: Report) -> Files:
    """One language's files by their places in the zip, with its part of the index page, fonts and licences.

    Their names begin with the talk's and the language's, as in `slides.de.`.
    """
    tag = begins.split(".")[-2]
    placed: Files = {}
    rows = []
    for name, data in made.items():
        ending = name.removeprefix(begins)
        place = f"{tag}/{STAFF if ending in _STAFF_ONLY else ATTENDEES}/{name}"
        placed[place] = data
        rows.append((place, deck.phrases.say(_about(ending)), data))
    placed |= font_files(world, deck, report) | licence_files(world, deck.brand, report)
    placed[f"{INDEX}{tag}"] = _section(deck, rows).encode()
    return placed


def _about(ending: str) -> str:
    """The phrase that says what a file is, by the end of its name."""
    if ending in ("pptx", "pdf"):
        return f"about-{ending}"
    return f"about-{ending.rsplit('.', 1)[0].removesuffix('.letter')}"


def font_files(world: Workspace, deck: Deck, report: Report) -> Files:
    """The files of the fonts that the deck is set in, and the licences of these that lie beside them."""
    faces = used_faces(deck)
    paths = [face.path for face in faces]
    for folder in sorted({path.parent for path in paths}):
        paths += [path for path in world.door.listed(folder, "*.txt", "bundle") if is_licence_of(path, faces)]
    return _read({f"fonts/{ascii_name(path.name)}": path for path in paths}, world, report)


def licence_files(world: Workspace, brand: Brand, report: Report) -> Files:
    """Where pictures, fonts and data of the talk come from, and under which terms, as far as the project says so."""
    notes = [world.root / "assets" / "PROVENANCE.md", brand.folder / "PROVENANCE.md", world.data_folder / "README.md"]
    notes += world.door.listed(world.data_folder, "*LICENSE*", "bundle")
    return _read({f"licences/{ascii_name(f'{path.parent.name}-{path.name}')}": path for path in notes}, world, report)


def _read(named: Mapping[str, Path], world: Workspace, report: Report) -> Files:
    """The files by their places in the zip. A link out of the talk is none of them: it would be given away."""
    files: Files = {}
    for name, path in named.items():
        try:
            if world.door.is_there(path, "bundle"):
                files[name] = world.door.read(path, "bundle")
        except Refused as refused:
            refused.tell(world.relative(path), Span(world.relative(path), 0, 0, 0), report)
    return files


def packed(languages: Sequence[Files]) -> bytes:
    """The zip: the same files give the same bytes."""
    files = {name: data for one in languages for name, data in one.items()}
    sections = [files.pop(name).decode() for name in list(files) if name.startswith(INDEX)]
    files["index.html"] = _page(sections).encode()
    files["SHA256SUMS"] = "".join(f"{_checksum(files[name])}  {name}\n" for name in sorted(files)).encode()
    return _zipped(files)


def _section(deck: Deck, rows: Sequence[tuple[str, str, bytes]]) -> str:
    """One language's part of the index page."""
    say, tag = deck.phrases.say, deck.meta.language
    heads = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in ("file", "size", "checksum"))
    body = "\n".join(
        f'<tr><td><a href="{escape(place)}">{escape(place.rsplit("/", 1)[1])}</a><br>{escape(about)}</td>'
        f"<td>{escape(megabytes(data, tag))}</td><td><code>{_checksum(data)}</code></td></tr>"
        for place, about, data in rows
    )
    direction = "rtl" if language.is_right_to_left(tag) else "ltr"
    return (
        f'<section lang="{tag}" dir="{direction}">\n<h1>{escape(deck.meta.title.plain)}</h1>\n'
        f"<p>{escape(deck.meta.said_by)}<br>{escape(deck.meta.event_line)}</p>\n"
        f"<h2>{escape(say('bundle'))}</h2>\n<p>{escape(say('bundle-how'))}</p>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        f'<p><a href="fonts/">fonts</a>: {escape(say("about-fonts"))}</p>\n'
        f'<p><a href="licences/">licences</a>: {escape(say("about-licences"))}</p>\n</section>'
    )


def _page(sections: Sequence[str]) -> str:
    first = re.search(r'lang="([^"]+)".*?<h1>(.*?)</h1>', sections[0], re.DOTALL)
    assert first is not None
    return _PAGE.format(lang=first[1], title=first[2], body="\n".join(sections))


def _zipped(files: Files) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data, compresslevel=6)
    return packed.getvalue()


def ascii_name(name: str) -> str:
    """A file name that every conference's system takes: ASCII letters, digits, dots and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "-", plain).strip("-.") or "talk"


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
