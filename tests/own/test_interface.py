"""Is `deck.interface` all that the code of a talk needs?"""

from __future__ import annotations

import ast
import re

import deck.interface
from tests.story import PROJECT

PAGES = "".join(path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs").glob("*.md")))


def test_the_code_of_the_talk_imports_nothing_else_of_deck() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (PROJECT / "figures").glob("*.py")]
    sources += re.findall(r"```python\n(.*?)```", PAGES, re.DOTALL)
    imported = {name for source in sources for name in imports(source) if name.split(".")[0] == "deck"}
    assert imported == {"deck.interface"}


def test_every_name_has_the_home_that_type_checkers_see() -> None:
    tree = ast.parse((PROJECT / "deck" / "interface.py").read_text(encoding="utf-8"))
    seen = {
        (str(name.asname).replace("_Row", "TableRow"), node.module, name.name)
        for guard in tree.body
        if isinstance(guard, ast.If)
        for node in guard.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    real = {
        name: getattr(deck.interface, name) for name in deck.interface.__all__ if name not in ("VERSION", "slide_of")
    }
    assert {name for name, _, _ in seen} == real.keys()
    for name, module, there in seen:
        assert getattr(__import__(str(module), fromlist=[there]), there) is real[str(name)]


def imports(source: str) -> list[str]:
    nodes = list(ast.walk(ast.parse(source)))
    found = [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
    return found + [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
