"""PowerPoint repairs or refuses a file whose parts name others that are not there, and every deck made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck.brand.brought.package import Unfit
from deck.brand.brought.rules import Finding, Subject

_HELP = "open it in PowerPoint, let it repair the file, and save it again as a template"


def check(subject: Subject) -> Iterator[Finding]:
    package = subject.package
    for part in ("", *(name for name in package.members if not name.endswith(".rels"))):
        if part.startswith(("[", "_rels/")):
            continue
        try:
            lost = [
                rel for rel in package.rels(part).values() if not rel.external and rel.target not in package.members
            ]
        except Unfit as problem:
            yield Finding(f"the file {problem.what}", _HELP)
            continue
        for rel in lost:
            if rel.target not in ("NULL", ""):
                yield Finding(f"`{part or 'the package'}` names `{rel.target}`, which is not in the file", _HELP)
    for name, times in Counter(name.lower() for name in package.members).items():
        if times > 1:
            yield Finding(f"{times} parts are called `{name}` but for small and capital letters", _HELP)
    untyped = [name for name in package.members if not name.startswith("[") and not package.kind(name)]
    for name in untyped:
        yield Finding(f"the type of `{name}` is not declared", _HELP)
