"""What a brand must offer, so that every slide kind finds its layout, its slots and its styles."""

from __future__ import annotations

_COVER = ("title", "kicker", "subtitle", "lines", "tag", "logo1", "logo2")
_CONTENT = ("title", "kicker", "source", "footer", "number")

LAYOUTS: dict[str, tuple[str, ...]] = {
    "cover": _COVER,
    "talk": _COVER,
    "closing": _COVER,
    "section": ("title", "kicker", "diagram", "number"),
    "content": _CONTENT,
    "diagram": (*_CONTENT, "diagram"),
    "diagram_foot": (*_CONTENT, "diagram", "foot"),
    "diagram_lead": (*_CONTENT, "lead", "diagram"),
    "diagram_lead_foot": (*_CONTENT, "lead", "diagram", "foot"),
    "statement": (*_CONTENT, "quote", "by", "foot"),
    "text": (*_CONTENT, "body"),
    "text_lead": (*_CONTENT, "lead", "body"),
    "text_paper": (*_CONTENT, "body", "diagram"),
    "two_columns": (*_CONTENT, "left", "right"),
    "figure": (*_CONTENT, "picture"),
    "figure_line": (*_CONTENT, "picture", "caption"),
    "figure_caption": (*_CONTENT, "picture", "caption"),
    "figure_text": (*_CONTENT, "picture", "body"),
    "figure_text_caption": (*_CONTENT, "picture", "body", "caption"),
    "table": (*_CONTENT, "table"),
    "fine": (*_CONTENT, "body"),
    "two_fine": (*_CONTENT, "left", "right"),
    "three_fine": (*_CONTENT, "first", "second", "third"),
}
"""Required slots by required layout."""

SLOT_TYPES: dict[str, tuple[str, ...]] = {
    "title": ("title", "ctrTitle"),
    "diagram": ("",),
    "picture": ("pic",),
    "logo1": ("pic",),
    "logo2": ("pic",),
    "table": ("tbl",),
    "footer": ("ftr",),
    "number": ("sldNum",),
}
"""Placeholder types of the slots that do not simply hold text."""

TEXT_TYPES = ("body", "subTitle", "obj")
PLACEHOLDER_TYPES = ("title", "ctrTitle", "subTitle", "body", "obj", "pic", "tbl", "ftr", "sldNum", "")
LAYOUT_TYPES = (
    *("title", "secHead", "obj", "objOnly", "twoObj", "twoTxTwoObj", "objTx", "picTx", "tbl", "chart", "titleOnly"),
    *("blank", "tx", "twoColTx", "vertTx", "cust"),
)

READING_ORDER = {"title": 0, "kicker": 1, "lead": 2, "caption": 4, "foot": 5, "source": 6, "footer": 7, "number": 8}
"""Where a slot stands when a slide is read aloud; all others share the place between lead and caption."""
READING_MIDDLE = 3

COLORS = (
    *("text", "paper", "ink", "mist", "primary", "accent", "accent_text", "muted", "rule", "link"),
    # What figures may ask for besides: a second strong colour, and two tints of the first.
    *("teal", "sky", "pale"),
)
ROLES = (
    *(
        "cover_title",
        "title",
        "statement",
        "display",
        "number",
        "body",
        "body2",
        "card",
        "card_title",
        "table",
        "table_head",
    ),
    *("label", "label_bold", "fine", "fine_bold", "fine_tight", "source", "kicker", "footer", "notes"),
)
MARKS = ("dot", "dash", "tick", "number")
GAPS = ("none", "tight", "normal", "wide")
SHAPES = (
    *("card", "panel", "fact", "node", "pill", "bracket", "step", "lane", "column_head", "hub", "spoke", "stop"),
    *("step_name", "trail", "wordmark", "link"),
)
TONES = ("primary", "accent", "teal", "muted", "lit")
GEOMETRIES = ("rect", "roundRect", "ellipse", "homePlate", "bracket")
ALIGNS = ("start", "centre", "end")
ANCHORS = ("top", "centre", "bottom")
