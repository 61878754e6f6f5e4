"""The rival: a plain python-pptx script, its default template and its public calls only."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.util import Inches

TITLE, TEXT, TITLE_ONLY = 0, 1, 5


def main(source: str, target: str) -> None:
    deck = json.loads(Path(source).read_text(encoding="utf-8"))
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE])
    slide.shapes.title.text = deck["title"]
    slide.placeholders[1].text = "Somebody"
    for page in deck["pages"]:
        add_page(presentation, page, Path(source).parent)
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE])
    slide.shapes.title.text = deck["closing"]
    slide.placeholders[1].text = "Somebody"
    slide.notes_slide.notes_text_frame.text = deck["closing_notes"]
    presentation.save(target)


def add_page(presentation: Any, page: dict[str, Any], folder: Path) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[TEXT if page["bullets"] else TITLE_ONLY])
    slide.shapes.title.text = page["title"]
    if page["bullets"]:
        frame = slide.placeholders[1].text_frame
        frame.text = page["bullets"][0]
        for bullet in page["bullets"][1:]:
            frame.add_paragraph().text = bullet
    if page["picture"]:
        slide.shapes.add_picture(str(folder / page["picture"]), Inches(5), Inches(2), width=Inches(4.5))
    if page["table"]:
        rows = page["table"]
        table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(0.5), Inches(2), Inches(9), Inches(3)).table
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                table.cell(number, place).text = text
    slide.notes_slide.notes_text_frame.text = page["notes"]


if __name__ == "__main__":
    main(*sys.argv[1:])
