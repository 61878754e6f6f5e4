"""What a brand must offer, so that every slide kind finds its styles; layouts are asked for by slides that use them."""

from __future__ import annotations

SLOT_TYPES: dict[str, tuple[str, ...]] = {
    "title": ("title", "ctrTitle"),
    "kicker": ("body", "subTitle", "obj"),
    "source": ("body", "subTitle", "obj"),
    "footer": ("ftr",),
    "number": ("sldNum",),
}
"""Placeholder types of the slots that every slide may have; what the others are for, the slide kinds know."""

CONTENT_TYPES = ("body", "subTitle", "obj", "pic", "tbl", "")
"""The type of a slot that is none of these; an empty one is a free area."""
LAYOUT_TYPES = (
    *("title", "secHead", "obj", "objOnly", "twoObj", "twoTxTwoObj", "objTx", "picTx", "tbl", "chart", "titleOnly"),
    *("blank", "tx", "twoColTx", "vertTx", "cust"),
)

COLORS = (
    *("text", "paper", "ink", "mist", "primary", "accent", "accent_text", "muted", "rule", "link"),
    # What figures may ask for besides: a second strong colour, and two tints of the first.
    *("teal", "sky", "pale"),
)
MEANINGS = {
    **{"car_t": "primary", "b_cell": "accent", "plasma": "accent_text"},
    **{"donor": "teal", "comparator": "muted", "danger": "accent_text"},
}
"""What a colour may stand for in drawings and figures, and the colour that does where a brand does not say."""
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
CODE = {
    **{"code_word": "primary", "code_name": "ink", "code_text": "teal", "code_number": "accent_text"},
    **{"code_comment": "muted", "code_mark": "text"},
}
"""In which colours the parts of code are set: its key words, names, texts, numbers, comments, and signs."""
MORE_ROLES = {"speaker": "card_title", "numeral": "display", "result": "display", "path": "body", "code": "label"}
"""What brands from before they were there do not have, and the role by which it is set there."""
MARKS = ("dot", "dash", "tick", "number")
MORE_MARKS = {"line": "number"}
GAPS = ("none", "tight", "normal", "wide")
MORE_GAPS = {"title": 8.0, "source": 3.0}
"""In millimetres, where a brand does not say: below a title, and above a source line at least."""
PLACES = ("top", "centre", "fixed", "kept")
SHAPES = (
    *("card", "panel", "fact", "node", "pill", "bracket", "step", "lane", "column_head", "hub", "spoke", "stop"),
    *("step_name", "trail", "wordmark", "link"),
)
MORE_SHAPES = {
    **{
        "counted": ("fact", "", ""),
        "step_under": ("step_name", "", ""),
        "tile_lead": ("panel", "primary", "paper"),
        "listed": ("step_name", "", ""),
        "code": ("panel", "mist", "text"),
    },
    **dict.fromkeys(
        ("hairline", "lead", "told", "point", "beside", "group", "names", "row", "ring", "node_tag", "marker"),
        ("fact", "", ""),
    ),
    **{"tile": ("fact", "mist", "text"), "band": ("fact", "pale", "text"), "marked": ("fact", "pale", "text")},
    **dict.fromkeys(("roll", "signs", "stand"), ("fact", "mist", "text")),
    **{"event": ("fact", "", "text"), "event_line": ("fact", "muted", "paper")},
    **{"event_dot": ("fact", "primary", "paper"), "event_bar": ("fact", "primary", "paper")},
    **{"flow_box": ("step", "pale", "text"), "flow_choice": ("pill", "mist", "text")},
    **{"flow_words": ("step", "paper", "text"), "flow_group": ("step", "mist", "text")},
    **{"code_band": ("fact", "pale", "text"), "code_bar": ("fact", "primary", "paper")},
}
"""The look of a shape in a brand from before there was such a one: like another, on a ground and in a colour of its own
where these are named."""
TONES = ("primary", "accent", "teal", "muted", "lit")
TRANSITIONS = ("none", "fade")
GEOMETRIES = ("rect", "roundRect", "ellipse", "circle", "homePlate", "bracket")
ALIGNS = ("start", "centre", "end")
ANCHORS = ("top", "centre", "bottom")
