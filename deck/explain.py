"""What does this diagnostic code mean? Checks explain themselves; the stages' codes are explained here."""

from __future__ import annotations

from deck import checks

_STAGES = {
    "text-overflows": """Text does not fit where it stands, even at the smallest size its role may have.

Why: a deck that shrinks text silently cannot be read from the last row. Sizes walk down the brand's scale
to the role's floor (brand.yaml, `typography: roles`) and stop there.

What to do: shorten the text, or move a part of it to a new slide. The diagnostic says how many lines are too many.""",
    "glyph-missing": """No font of the brand can draw this character: PowerPoint would draw a box

What to do: write it in words (an emoji, say), or add a font that has it to `typography: fallback` in brand.yaml.""",
    "breaks-without-fonts": """Text that fits in the brand's fonts leaves its place on a machine that lacks them.

Why: PowerPoint shows another font there at the size already written, and does not shrink text on opening. What is
shown is a guess: the font that brand.yaml names under `typography: stand_in`, by its advance widths.

What to do: shorten the text, install the brand's fonts on that machine, or try `deck build --embed-fonts`.""",
    "no-stand-in": """`deck check --fallback` needs to know what a machine without the brand's fonts would show.

What to do: in brand.yaml, under `typography:`, write `stand_in: {name: Arial, metrics: liberation-sans.json}`, where
the file holds advance widths as assets/fonts/fallback/make_metrics.py writes them.""",
    "font-not-embeddable": """The font's owner does not let it be embedded in a document (fsType in its OS/2 table).

What to do: build without `--embed-fonts`, and install the font on the machine where the talk is given.""",
    "unknown-field": """A field that this kind of slide does not have; mostly a slip of the pen.

What to do: `deck kinds NAME` lists the fields of a kind.""",
    "unknown-kind": "A slide's `kind:` names no file in deck/kinds. `deck kinds` lists them.",
    "missing-field": "A field that this kind of slide must have. `deck kinds NAME` says which ones these are.",
    "wrong-type": """A value of another shape than the field takes: a list for a text, a word for a number.

What to do: text that contains ": " or that begins with [ or { needs quotes around it.""",
    "unknown-reference": """A citation whose key is not in assets/references.json.

What to do: check the spelling, or add the paper as CSL-JSON.""",
    "unknown-value": """A `{name}` that figures/values.py does not compute.

What to do: put \\ before the brace to write a brace.""",
    "duplicate-id": """Two slides with the same `id:`.

Why: ids name slides in links, translations and file names, so each slide needs its own.""",
    "cannot-write": """The result could not be written: it is open in another program, or the folder is read-only.

The old file is untouched.""",
}  # fmt: skip


def codes() -> tuple[str, ...]:
    """Every code that has an explanation."""
    return tuple(sorted({*_STAGES, *(name.replace("_", "-") for name in checks.check_names())}))


def explanation(code: str) -> str | None:
    """The explanation of a code; None when there is no such code."""
    name = code.replace("-", "_")
    if name in checks.check_names():
        return checks.docstring(name)
    return _STAGES.get(code)
