"""Do two spellings of a title, a name or a date mean the same?"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.refresh.person import is_same_person, stands_for_others
from deck.refresh.title import is_same, marked, plain, without_retraction, words

ONE_TITLE = [
    ["10<sup>6</sup> cells", "10⁶ cells", "10^6 cells", "10^{6} cells", "10**6 cells", "10 <SUP>6</SUP> cells"],
    ["10<sup>−3</sup> M", "10⁻³ M", "10^-3 M", "10<sup>&#8211;3</sup> M"],
    ["CO<sub>2</sub> in air", "CO₂ in air", "CO2 in air", "CO<jats:sub>2</jats:sub> in air", "CO<inf>2</inf> in air"],
    ["CD4<sup>+</sup> T cells", "CD4⁺ T cells", "CD4+ T cells"],
    ["<sup>177</sup>Lu therapy", "¹⁷⁷Lu therapy", "177Lu therapy"],
    ["TNF-α and IL-1β", "TNF-alpha and IL-1beta", "TNFα and IL-1 beta", "TNF&alpha; and IL-1&beta;"],
    ["On Neisseria", "On <i>Neisseria</i>", "On <jats:italic>Neisseria</jats:italic>", "On &lt;i&gt;Neisseria"],
    ["p &lt; 0.05", "p < 0.05", "p &amp;lt; 0·05"],
    ["5 µg of it", "5 μg of it", "5 &micro;g of it"],
    ["1,000 people &amp; 50%", "1000 people and 50 %", "1,000 people & 50 percent"],
    ["immuno\u00adtherapy for Sjögren’s", "Immunotherapy for Sjogren's", "IMMUNOTHERAPY FOR SJÖGREN'S"],
    ["Anti-CD19 CAR T-cell", "anti‐CD19 CAR T cell.", "Anti–CD19 CAR T\n cell"],
    ["2 × 10<sup>8</sup>", "2 x 10⁸", "2×10^8"],
    [
        "about 10<sup>6</sup> cells",
        "about <mml:math><mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup></mml:math> cells",
    ],
    ["a <b and c> d", "a &lt;b and c&gt; d"],
    ["CO<sub>2</sub> and Gödel’s α-cells", r"CO$_2$ and G{\"o}del's $\alpha$-cells"],
]  # fmt: skip


@pytest.mark.parametrize("titles", ONE_TITLE, ids=lambda titles: titles[0])
def test_these_are_one_title(titles):
    assert {tuple(words(title)) for title in titles} == {tuple(words(titles[0]))}


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("106 cells", "10<sup>6</sup> cells"),
        ("10<sup>6</sup> cells", "10<sup>5</sup> cells"),
        ("10<sup>3</sup> M", "10<sup>-3</sup> M"),
        ("CD4+ T cells", "CD4 T cells"),
        ("CD28+ T cells", "CD28− T cells"),
        ("p < 0.05", "p > 0.05"),
        ("p ≤ 0.05", "p < 0.05"),
        ("IL-1α", "IL-1β"),
        ("1.5 mg", "15 mg"),
        ("a trial in 1,000 people", "a trial in 100 people"),
    ],
)
def test_these_are_not(here, there):
    assert not is_same(here, there)


def test_where_the_publisher_lost_the_raised_digits_ours_stay():
    assert is_same("A dose of 10<sup>6</sup> cells", "A dose of 106 cells")
    assert not is_same("A dose of 106 cells", "A dose of 10<sup>6</sup> cells")


@pytest.mark.parametrize(
    ("title", "before"),
    [
        ("RETRACTED: A trial", "A trial"),
        ("Retracted: A trial", "A trial"),
        ("RETRACTED ARTICLE: A trial", "A trial"),
        ("[Retracted] A trial", "A trial"),
        ("(RETRACTED) A trial", "A trial"),
        ("A trial (Retracted article. See vol. 3, pg 4)", "A trial"),
        ("A trial [Retracted]", "A trial"),
        ("A trial – RETRACTED", "A trial"),
        ("WITHDRAWN: A trial", "A trial"),
    ],
)
def test_a_title_says_that_its_paper_was_retracted(title, before):
    assert without_retraction(title) == (True, before)


@pytest.mark.parametrize(
    "title",
    ["Retracted articles in oncology: a review", "Retraction: A trial", "Withdrawn: a history", "RETRACTED", ""],
)
def test_a_title_about_something_else_does_not(title):
    assert without_retraction(title) == (False, title)


ONE_PERSON = [
    [
        {"family": "van der Berg", "given": "Jan"},
        {"family": "Berg", "non-dropping-particle": "van der", "given": "J."},
        {"family": "Berg", "given": "Jan van der"},
        {"family": "Van Der Berg", "given": "J"},
        {"family": "Berg", "dropping-particle": "van der", "given": "JA"},
    ],
    [
        {"family": "Smith", "given": "Adam", "suffix": "Jr"},
        {"family": "Smith Jr.", "given": "A."},
        {"family": "Smith", "given": "Adam Jr"},
        {"family": "Smith", "given": "A", "suffix": "jr."},
        {"family": "Smith", "given": "Adam"},
    ],
    [{"family": "Müller", "given": "F"}, {"family": "Mueller", "given": "Fabian"}],
    [{"family": "Müller", "given": "F"}, {"family": "Muller", "given": "Fabian"}],
    [{"family": "O’Brien", "given": "Ann"}, {"family": "O'Brien", "given": "A."}],
    [{"literal": "Carlo Tur"}, {"family": "Tur", "given": "Carlo"}, {"family": "Carlo", "given": "Tur"}],
    [{"literal": "The WHO"}, {"name": "WHO"}, {"family": "WHO"}],
    [{"family": "D'Amico", "given": "E"}, {"family": "Amico", "non-dropping-particle": "d'", "given": "Emanuele"}],
    [{"family": "García-López", "given": "J.-P."}, {"family": "Garcia Lopez", "given": "Juan Pablo"}],
]


@pytest.mark.parametrize("people", ONE_PERSON, ids=lambda people: str(people[0]))
def test_these_are_one_person(people):
    assert [pair for pair in combinations(people, 2) if not is_same_person(*pair)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"family": "Smith", "suffix": "Jr"}, {"family": "Smith", "suffix": "Sr"}),
        ({"family": "van Berg"}, {"family": "von Berg"}),
        ({"family": "Berg"}, {"family": "Borg"}),
        ({"family": "Berg", "given": "Ann"}, {"family": "Berg", "given": "Bo"}),
        ({"literal": "WHO"}, {"literal": "FDA"}),
    ],
)
def test_these_are_two(one, other):
    assert not is_same_person(one, other)


@pytest.mark.parametrize(
    "said", [{"literal": "others"}, {"literal": "et al."}, {"family": "others"}, {"family": "Others"}]
)
def test_et_al_is_nobody(said):
    assert stands_for_others(said)


TEXT = st.text(st.sampled_from("aB1 6²⁶₂<>/supib&;^{}*+-−αß\u0301\u00ad="), max_size=12)


@given(TEXT)
def test_markup_of_any_text_stays_as_it_is_when_it_is_read_again(text):
    once = marked(text)
    if "&" not in once and "<" not in plain(once):
        assert marked(once) == once
    assert words(text) == words(once) or "&" in once or "<" in plain(once)


@given(
    st.dictionaries(
        st.sampled_from(["family", "given", "literal", "suffix", "non-dropping-particle"]), TEXT | st.none()
    )
)
def test_anybody_is_the_same_as_themselves(person):
    assert is_same_person(person, dict(person))
