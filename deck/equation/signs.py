"""OPEN SET: the commands of TeX that are signs, names, accents, brackets or spaces, and what each is."""

from __future__ import annotations

from typing import Final

from deck.equation.tree import Sort

_GREEK: Final = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
    "hbar ℏ ell ℓ imath ı jmath ȷ"
)
_CAPITALS: Final = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
_BINARY: Final = (
    "pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cup ∪ cap ∩ vee ∨ "
    "wedge ∧ lor ∨ land ∧ setminus ∖ sqcup ⊔ sqcap ⊓ dagger † ddagger ‡ uplus ⊎ triangle △ bmod mod"
)
_RELATIONS: Final = (
    "leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ subset ⊂ supset ⊃ "
    "subseteq ⊆ supseteq ⊇ in ∈ notin ∉ ni ∋ mid ∣ parallel ∥ perp ⟂ to → rightarrow → leftarrow ← leftrightarrow ↔ "
    "Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ "
    "Longrightarrow ⟹ uparrow ↑ downarrow ↓ rightleftharpoons ⇌ models ⊨ vdash ⊢ prec ≺ succ ≻ lesssim ≲ gtrsim ≳ "
    "colon : coloneqq ≔ asymp ≍ doteq ≐"
)
_LARGE: Final = "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀"
_INTEGRALS: Final = "int ∫ iint ∬ iiint ∭ oint ∮"
_SIGNS: Final = (
    "infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ Re ℜ Im ℑ aleph ℵ "
    "angle ∠ top ⊤ bot ⊥ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ degree ° checkmark ✓ therefore ∴ because ∵ "
    "% % # # & & _ _ $ $ backslash ∖ surd √"
)


def _pairs(listed: str, sort: Sort) -> dict[str, tuple[str, Sort]]:
    words = listed.split()
    return {name: (sign, sort) for name, sign in zip(words[::2], words[1::2], strict=True)}


COMMANDS: Final[dict[str, tuple[str, Sort]]] = {
    **_pairs(_GREEK, "letter"),
    **_pairs(_CAPITALS, "upright"),
    **_pairs(_BINARY, "binary"),
    **_pairs(_RELATIONS, "relation"),
    **_pairs(_LARGE, "large"),
    **_pairs(_INTEGRALS, "integral"),
    **_pairs(_SIGNS, "sign"),
}
"""What a command without arguments is."""
NAMES: Final = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp arg deg dim hom ker".split()  # noqa: SIM905
)
"""Functions whose names are upright."""
LIMITS: Final = frozenset("lim max min sup inf det gcd Pr argmax argmin limsup liminf".split())  # noqa: SIM905
"""Those that have what is under them there."""
ACCENTS: Final = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "vec": "\u20d7",
    "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
}  # fmt: skip
"""Signs over a letter, as Unicode combines them with it."""
LINES: Final = {"overline": "¯", "underline": "_", "overbrace": "⏞", "underbrace": "⏟"}
SPACES: Final = {
    ",": 1 / 6, ":": 2 / 9, ">": 2 / 9, ";": 5 / 18, "!": -1 / 6, " ": 1 / 3, "~": 1 / 3, "quad": 1.0, "qquad": 2.0,
    "enspace": 0.5, "thinspace": 1 / 6,
}  # fmt: skip
FENCES: Final = {
    "(": "(", ")": ")", "[": "[", "]": "]", "\\{": "{", "\\}": "}", "\\lbrace": "{", "\\rbrace": "}", "|": "|",
    "\\vert": "|", "\\lvert": "|", "\\rvert": "|", "\\|": "‖", "\\Vert": "‖", "\\lVert": "‖", "\\rVert": "‖",
    "\\langle": "⟨", "\\rangle": "⟩", "\\lfloor": "⌊", "\\rfloor": "⌋", "\\lceil": "⌈", "\\rceil": "⌉", ".": "",
    "/": "/",
}  # fmt: skip
"""What may stand behind `\\left` and `\\right`."""
OPENING: Final = frozenset("([{⟨⌊⌈")
CLOSING: Final = frozenset(")]}⟩⌋⌉")
TABLES: Final = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""), "cases": ("{", ""), "aligned": ("", ""), "gathered": ("", ""),
}  # fmt: skip
"""What may stand behind `\\begin`, with its brackets."""
ALPHABETS: Final = {
    "mathbf": "BOLD", "bm": "BOLD ITALIC", "boldsymbol": "BOLD ITALIC", "mathbb": "DOUBLE-STRUCK", "mathcal": "SCRIPT",
    "mathscr": "SCRIPT", "mathfrak": "FRAKTUR", "mathsf": "SANS-SERIF", "mathtt": "MONOSPACE", "mathit": "",
}  # fmt: skip
"""Alphabets of letters, by their names in Unicode."""
TYPED: Final[dict[str, tuple[str, Sort]]] = {
    "+": ("+", "binary"), "-": ("−", "binary"), "−": ("−", "binary"), "*": ("∗", "binary"), "/": ("/", "sign"),
    "=": ("=", "relation"), "<": ("<", "relation"), ">": (">", "relation"), ":": (":", "relation"),
    ",": (",", "between"), ";": (";", "between"), ".": (".", "sign"), "!": ("!", "sign"), "?": ("?", "sign"),
    "|": ("|", "sign"), "@": ("@", "sign"),
    **{sign: (sign, "open") for sign in "(["}, **{sign: (sign, "close") for sign in ")]"},
    **{sign: (sign, sort) for sign, sort in COMMANDS.values() if len(sign) == 1 and not sign.isascii()},
}  # fmt: skip
"""What a sign is that is typed as itself."""
INSTEAD: Final = {
    **dict.fromkeys("big Big bigg Bigg bigl bigr Bigl Bigr".split(), "write \\left( … \\right), which grow"),  # noqa: SIM905
    **dict.fromkeys(("color", "textcolor"), "take it away: the brand says how text looks"),
    **dict.fromkeys(("textbf", "textit", "emph"), "write \\text{…} for words, \\mathbf{…} for a bold letter"),
    **dict.fromkeys(("label", "ref", "eqref", "tag"), "write `label:` beside the equation"),
    "over": "write \\frac{…}{…}",
    "choose": "write \\binom{…}{…}",
    "not": "write the sign itself, as in \\neq and \\notin",
    **dict.fromkeys(("SI", "si", "qty", "unit", "num", "ang"), "write the number and \\,\\mathrm{…} for its unit"),
    "ce": "write a reaction with \\mathrm{H_2O} and \\to",
    "newcommand": "write out what it stands for",
    "hline": "a matrix has no lines here",
    "hspace": "write \\quad, \\; or \\,",
    "array": "write \\begin{matrix}, or \\begin{cases}",
    **dict.fromkeys(("align", "align*", "eqnarray", "split", "equation", "gather"), "write \\begin{aligned}"),
}  # fmt: skip
"""What is often written and is not set here, and what to write instead."""
