"""What of a drawing does not look as it did to its author?"""

from __future__ import annotations

from deck.diagnostics import Diagnostic, Report, Span
from deck.svg.parse import Drawing

_NO_EFFECTS = "PowerPoint cannot draw these: look at the slide, or export the picture without effects or as PNG"


def differs(name: str, drawing: Drawing, base: str, span: Span) -> tuple[Diagnostic, ...]:
    """`base` is the font that stands in for others."""
    report = Report()
    if drawing.missing:
        chars = ", ".join(f"`{char}` (U+{ord(char):04X})" for char in drawing.missing[:8])
        message = f"`{name}` has text for which no font of the brand has {chars}"
        help = "convert its text to paths, or add a font that has it to the brand's `typography: fallback`"
        report.error("glyph-missing", message, span, help)
    if drawing.families:
        which = " and ".join(f"`{family}`" if family else "a font that it does not name" for family in drawing.families)
        help = f"convert its text to paths in the program that made it, or set it in `{base}`"
        report.warning("svg-font", f"`{name}` has text in {which}: it is set in `{base}`", span, help)
    if drawing.left_out:
        what = ", ".join(f"`{one}`" if " " in one else f"`<{one}>`" for one in drawing.left_out)
        report.warning("svg-left-out", f"`{name}` is shown without {what}", span, _NO_EFFECTS)
    return report.diagnostics
