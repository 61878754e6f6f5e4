"""Do imports run one way, do the libraries stay behind their fences, and is the maintainers' picture true?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Each stage may import from itself and from what stands on a line before its own.
ORDER = (
    ("deck.interrupts", "deck.offspring", "deck.regex", "deck.press"),
    (
        "deck.own_process",
        "deck.garbled",
        "deck.value",
        "deck.as_before",
        "deck.address",
        "deck.apart",
        "deck.pool",
        "deck.language",
        "deck.printing",
        "deck.progress",
    ),
    (
        "deck.abbreviations",
        "deck.diagnostics",
        "deck.cache",
        "deck.few_colors",
        "deck.geometry",
        "deck.kit",
        "deck.written_number",
    ),
    ("deck.door",),
    ("deck.workspace",),
    ("deck.spreadsheet", "deck.code_page"),
    ("deck.data_file", "deck.picture_size", "deck.media"),
    ("deck.place", "deck.yaml_mistakes", "deck.foreign_markup", "deck.svg"),
    ("deck.source", "deck.mend"),
    ("deck.own_words",),
    ("deck.equation",),
    ("deck.markup",),
    ("deck.salvage",),
    ("deck.phrases", "deck.brand", "deck.plain_words"),
    ("deck.talk", "deck.csl", "deck.figure", "deck.chart"),
    ("deck.scene", "deck.references", "deck.texts", "deck.figure_legends", "deck.own"),
    ("deck.figure_words", "deck.figure_inputs"),
    ("deck.material", "deck.page"),
    ("deck.kinds", "deck.timing"),
    ("deck.points",),
    ("deck.parse",),
    ("deck.translation", "deck.layout"),
    ("deck.resolve",),
    ("deck.splice",),
    ("deck.migrate",),
    ("deck.checks", "deck.locales", "deck.refresh"),
    ("deck.explain",),
    ("deck.ignores", "deck.sarif"),
    ("deck.write",),
    ("deck.pipeline", "deck.schema", "deck.kind_page", "deck.interface"),
    ("deck.example_talk", "deck.serve"),
    ("deck.starter",),
    ("deck.programme",),
    ("deck.console",),
    ("deck.commands",),
    ("deck.cli",),
    ("deck.__main__",),
)
FENCES = {
    "yaml": ("deck.source", "deck.yaml_mistakes"),
    "msgspec": (
        "deck.value",
        "deck.as_before",
        "deck.cache",
        "deck.brand.remembered",
        "deck.talk",
        "deck.parse",
        "deck.schema",
        "deck.kind_page",
        "deck.kinds",
        "deck.programme.store",
        "deck.layout.font",
        "deck.write.handout.make",
        "deck.write.drawing",
        "deck.write.pptx.schema",
        "deck.serve",
    ),
    "pptx": ("deck.write.pptx",),
    "matplotlib": ("deck.figure",),
    "uharfbuzz": ("deck.layout.font", "deck.svg.words"),
    "tinycss2": ("deck.svg.color", "deck.svg.style"),
    "cssselect2": ("deck.svg.style",),
    "typst": ("deck.press", "deck.brand"),
    "lxml": ("deck.svg", "deck.brand.brought", "deck.write.pptx", "deck.locales.xliff", "deck.locales.tmx"),
    "PIL": (
        "deck.brand.brought.art",
        "deck.brand.brought.baked",
        "deck.few_colors",
        "deck.brand.emblem",
        "deck.resolve.read_photograph",
        "deck.write.drawing",
        "deck.write.handout.pictures",
    ),
    "pypdfium2_raw": ("deck.write.handout.file_text",),
    "click": ("deck.cli", "deck.console", "deck.commands", "deck.starter"),
    "babel": ("deck.language",),
    "polib": ("deck.locales",),
    "pygments": ("deck.kinds._listing",),
    "requests": ("deck.refresh",),
    "urllib3": ("deck.refresh.client",),
    "distributed": ("deck.programme.cluster",),
    "dask": ("deck.programme.cluster",),
    "starlette": ("deck.serve",),
    "uvicorn": ("deck.serve",),
    "watchfiles": ("deck.serve.watch",),
    "segno": ("deck.write.handout", "deck.resolve.draw_code"),
}


def test_no_import_points_back():
    wrong = []
    for module, target in imports():
        if not target.startswith("deck"):
            continue
        arrow = (stage(module), stage(target))
        if arrow[0] != arrow[1] and rank(arrow[0]) <= rank(arrow[1]):
            wrong.append(f"{module} imports {target}")
    assert wrong == []


def test_every_stage_has_its_place_in_the_order():
    placed = [name for stages in ORDER for name in stages]
    assert sorted({stage(name_of(path)) for path in modules()} - {"deck"}) == sorted(placed)


def test_an_import_of_a_module_from_the_package_is_seen():
    assert ("deck.parse", "deck.kinds") in imports()


def test_libraries_stay_behind_their_fences():
    wrong = [
        f"{module} imports {target}"
        for module, target in imports()
        for library, homes in FENCES.items()
        if target.split(".")[0] == library and not module.startswith(homes)
    ]
    assert wrong == []


def test_every_path_in_the_maintainers_tree_exists():
    tree = re.search(r"```\ndeck/\n(.*?)```", (ROOT / "docs" / "maintainers.md").read_text(encoding="utf-8"), re.DOTALL)
    assert tree is not None
    missing = []
    for line in tree[1].splitlines():
        inside = line.startswith("  ")
        for name in re.findall(r"[\w./]+", re.split(r"\s{2,}", line.strip())[0]):
            if not ((ROOT / "deck" if inside else ROOT) / name).exists():
                missing.append(name)
    assert missing == []


def test_every_module_says_which_question_it_answers():
    silent = [str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(ast.parse(read(path)))]
    assert silent == []


def modules() -> list[Path]:
    return sorted((ROOT / "deck").rglob("*.py"))


def imports() -> list[tuple[str, str]]:
    found = []
    known = {name_of(path) for path in modules()}
    for path in modules():
        module = name_of(path)
        tree = ast.parse(read(path))
        for node in ast.walk(tree):  # those for types alone too: whoever reads a module has to know them
            if isinstance(node, ast.Import):
                found += [(module, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                # `from deck import kinds` imports a module, `from deck.kinds import kind` a name in one.
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                found += [(module, name if name in known else node.module) for name in names]
    return found


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def stage(module: str) -> str:
    return ".".join(module.split(".")[:2])


def rank(name: str) -> int:
    return next(place for place, stages in enumerate(ORDER) if name in stages)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
