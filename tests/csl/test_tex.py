"""Titles and names that BibTeX has left in the spelling of TeX: the same in letters?"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deck.csl.entry import entry
from deck.csl.marked_up import runs_of, words_of
from deck.csl.tex import without_tex
from deck.markup import Run
from tests.csl.telling import loaded, reference

SAID = {
    r"G{\"o}del, M{\'e}thode, Caf\'e": "Gödel, Méthode, Café",
    r"{\"U}ber Stra{\ss}e und Gr\"o\ss e": "Über Straße und Größe",
    r"na{\"\i}ve, {\'{\i}}, \'{E}tude": "naïve, í, Étude",
    r"\v{S}koda, \c{c}a, {\aa}ngstr{\"o}m, {\L}\'od\'z, \H{o}": "Škoda, ça, ångström, Łódź, ő",
    r"CO$_2$ and H$_{2}$O at 10$^{-6}$ M": "CO₂ and H₂O at 10⁻⁶ M",
    r"\textit{E. coli} and $\alpha$-cells, \beta-amyloid": "E. coli and α-cells, β-amyloid",
    r"50\% of \& all, p $\leq$ 0.05, 5~mg": "50% of & all, p ≤ 0.05, 5 mg",
    r"The {CAR} {T}-cell": "The CAR T-cell",
    "``quoted'' -- so": "“quoted” – so",
    r"at \url{https://example.org}": "at https://example.org",
    "cost of $5 and $10, $5 million": "cost of $5 and $10, $5 million",
    r"a~b and C:\users and p~=~0.05": r"a b and C:\users and p = 0.05",
    "p~=~0.05": "p~=~0.05",
    r"\foo{x} y": r"\foox y",
    r"Nguy\~{\^e}n, Nguy{\~{\^e}}n, \h{a}": "Nguyễn, Nguyễn, ả",
    r"5\,mg of X\textregistered{} and \textmu{}g, A\textendash{}C, \dag": "5 mg of X® and µg, A–C, †",
    r"{\it S. aureus} in {\bf all}, \~{}5, a\ b": "S. aureus in all, ~5, a b",
}


@pytest.mark.parametrize(("written", "said"), SAID.items(), ids=range(len(SAID)))
def test_what_tex_says_is_said_in_letters(written: str, said: str) -> None:
    assert words_of(written).replace("\N{NO-BREAK SPACE}", " ") == said


def test_what_tex_sets_in_a_style_has_that_style() -> None:
    wanted = [Run("E. coli", italic=True), Run(" of CO"), Run("2", sub=True), Run(" and "), Run("all", bold=True)]
    assert list(runs_of(r"\emph{E. coli} of CO$_2$ and \textbf{all}")) == wanted


ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u030c": "v", "\u0327": "c"}
LETTERS = [
    (composed, letter, sign)
    for mark, sign in ACCENTS.items()
    for letter in "AEINOUYSCZaenouysczr"
    if len(composed := unicodedata.normalize("NFC", letter + mark)) == 1
]


@given(
    some.lists(some.one_of(some.sampled_from(LETTERS), some.sampled_from("abz AB3.-")), max_size=9),
    some.sampled_from((r"{{\{0}{{{1}}}}}", r"{{\{0} {1}}}", r"\{0}{{{1}}}")),
)
def test_every_letter_with_an_accent_comes_back(parts: list[tuple[str, str, str] | str], form: str) -> None:
    written = "".join(one if isinstance(one, str) else form.format(one[2], one[1]) for one in parts)
    said = "".join(one if isinstance(one, str) else one[0] for one in parts)
    assert without_tex(written) == said.replace("---", "—").replace("--", "–")


def test_names_are_read_too() -> None:
    one = reference(author=[{"family": r"M{\"u}ller", "given": r"J{\'e}r{\^o}me"}, {"literal": r"{WHO} Gen\`eve"}])
    assert entry(one).plain.startswith("Müller J, WHO Genève. ")
    assert one.short.startswith("Müller")


@pytest.mark.parametrize("title", [r"The \unheardof{x} of it", r"A \macro of it"])
def test_a_command_that_nobody_knows_is_told(title: str) -> None:
    assert any("which is printed as it stands" in one for one in loaded({"title": title})[1])


@pytest.mark.parametrize("title", ["10^6^ cells", "CO~2~", "So **bold**"])
def test_marks_of_a_talk_are_told(title: str) -> None:
    assert any("which is printed as it stands" in one for one in loaded({"title": title})[1])


def test_underscores_of_an_address_are_none_of_tex() -> None:
    (one,), _ = loaded({"title": "A", "DOI": r"10.1000/a\_b.", "URL": r"https://example.org/a\_b"})
    assert one.doi == "10.1000/a_b"
