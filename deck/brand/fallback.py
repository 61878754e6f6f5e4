"""How wide is text in the font that stands in for the brand's on a machine without them?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from unicodedata import category

from deck.brand.model import StandIn
from deck.diagnostics import Report
from deck.door import read_regular

Advances = Mapping[str, tuple[float, float]]
"""Advance widths by character, regular and bold, in ems."""


def load_advances(stand_in: StandIn, report: Report) -> Advances | None:
    """The widths that the brand's `stand_in` names; None, and a diagnostic there, where they cannot be read."""
    try:
        data = json.loads(read_regular(stand_in.metrics))
        em = float(data["units_per_em"])
        return {chr(int(code, 16)): _in_ems(code, widths, em) for code, widths in data["advances"].items()}
    except OSError as problem:
        wrong = f"cannot read `{stand_in.metrics.name}`: {problem.strerror or problem}"
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        wrong = f"`{stand_in.metrics.name}` is not a table of advance widths"
    report.error("bad-brand", wrong, stand_in.span, "its place is relative to brand.yaml; make_metrics.py writes one")
    return None


def _in_ems(code: str, widths: tuple[float, float], em: float) -> tuple[float, float]:
    regular, bold = widths
    # Soft hyphens and joiners have a width in some fonts, and none on a line.
    return (0.0, 0.0) if category(chr(int(code, 16))) == "Cf" else (regular / em, bold / em)
