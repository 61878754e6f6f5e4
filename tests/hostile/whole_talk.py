"""A talk that has one of each sort of file, with a brand of its own, in a folder that is the current one."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.hostile.project import PROJECT, with_a_curve

SLIDES = """\
talk:
  title: A talk
  speaker: A Speaker
  language: en-GB
  status: final
slides:
  - id: one
    kind: bullets
    title: One message
    bullets: ['There are {many} of them [@lee2020]']
  - id: drawn
    kind: figure
    title: A curve
    figure: curve
    alt: A curve
  - id: rows
    kind: table
    title: Rows
    csv: rows.csv
    columns: {Name: Name, Number: Number}
    alt: Rows
  - id: sources
    kind: references
    title: References
"""
GERMAN = """\
slides:
  one:
    title: {source: One message, text: Eine Botschaft}
  drawn:
    title: {source: A curve, text: Eine Kurve}
"""
REFERENCES = '[{"id": "lee2020", "type": "article-journal", "title": "A paper", "author": [{"family": "Lee"}], \
"issued": {"date-parts": [[2020]]}}]'
CURVE = """\
def draw(canvas):
    rows = canvas.data("points.csv")
    axes = canvas.axes(40, 40, 200, 100)
    axes.plot([float(row["x"]) for row in rows], [float(row["y"]) for row in rows])
"""
FILES = {
    "slides.yaml": SLIDES,
    "locales/de.yaml": GERMAN,
    "locales/glossary.yaml": "keep: [ONE]\n",
    "assets/references.json": REFERENCES,
    "assets/PROVENANCE.md": "Drawn by us.\n",
    "figures/values.py": 'def values(data):\n    return {"many": 12}\n',
    "figures/curve.py": CURVE,
    "figures/data/points.csv": "x,y\n0,0\n1,1\n",
    "figures/data/README.md": "Counted by us.\n",
    "figures/data/LICENSE": "CC0\n",
    "rows.csv": "Name,Number\nOne,1\n",
}


def write_whole_talk(folder: Path) -> Path:
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, folder / "assets" / part)
    with_a_curve(folder)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
