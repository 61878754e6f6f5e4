"""What a template fetches from elsewhere, or carries for another program, goes to all who get a deck on it: links that
die, objects of add-ins, macros that mail servers refuse. A deck of ours leaves it out."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject

_SHEETS = ("slideMaster", "slideLayout")


def check(subject: Subject) -> Iterator[Finding]:
    package = subject.package
    if any(name.rpartition("/")[2].lower().startswith("vbaproject") for name in package.members):
        yield Finding("the file has macros, which are left out", "save it as a template without macros (.potx)")
    if any("activex" in name.lower() for name in package.members):
        yield Finding("the file has ActiveX controls, which are left out", "delete them in the slide master view")
    sheets = [(sheet.part, sheet.name) for sheet in subject.sheets]
    for part, name in [(master.part, "") for master in subject.brought.masters] + sheets:
        where = f"`{' '.join(name.split())}`" if name else "a slide master"
        for rel in package.rels(part).values():
            if rel.external and rel.kind != "hyperlink":
                help = "File → Info → Edit Links to Files → Break Link, which keeps a copy in the file"
                yield Finding(
                    f"a {rel.kind.rpartition('/')[2]} is fetched from elsewhere, and is left out", help, where
                )
            elif rel.kind in ("oleObject", "package", "control"):
                help = "delete the object in the slide master view, or replace it by a picture of it"
                yield Finding("an embedded object of another program is left out", help, where)
