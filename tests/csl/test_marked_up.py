"""Do titles keep their italics and their raised and lowered letters, and lose the signs that said so?"""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deck.csl.entry import entry
from deck.csl.marked_up import plain, runs_of
from tests.csl.telling import listed, reference, styled


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Growth of <i>Neisseria</i> on CO<sub>2</sub>", "Growth of *Neisseria* on CO~2~"),
        ("{DNA} repair by {{CAR} T} cells in {M}ice", "DNA repair by CAR T cells in Mice"),
        ("The set {1, 2}", "The set {1, 2}"),
        ("10<sup>6</sup> cells &amp; more", "10^6^ cells & more"),
        ("<b>Bold</b> and <em>stressed</em>", "**Bold** and *stressed*"),
        ('<span style="font-variant:small-caps">l</span>-DOPA', "l-DOPA"),
        ('<span class="nocase">mRNA</span> vaccines', "mRNA vaccines"),
        ('x<span style="vertical-align: super">2</span>', "x^2^"),
        ("<scp>CD</scp>19 and <sc>cd</sc>20", "CD19 and cd20"),
        ("<jats:title>A <jats:italic>β</jats:italic></jats:title>", "A *β*"),
        ('Foo<jats:xref ref-type="fn" rid="f1">a</jats:xref>', "Fooa"),
        ("<i>in <i>vitro</i> study</i>", "*in *vitro* study*"),
        ("<i><sup>13</sup>C</i>", "*^13^**C*"),
        ("A <i> spaced </i> title", "A *spaced *title"),
        ("One line<br/>and another", "One line and another"),
        ("An unclosed <i>Neisseria", "An unclosed *Neisseria*"),
        ("A stray </i> tag", "A stray tag"),
        ("<![CDATA[Data of <i>E. coli</i>]]>", "Data of *E. coli*"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "*E. coli*"),
        ("&amp;lt;sup&amp;gt;18&amp;lt;/sup&amp;gt;F-FDG", "^18^F-FDG"),
        ("&#945;-synuclein &mdash; 5&#x2032;", "α-synuclein — 5′"),
        ("AT&T, R&D; and ?a=1&copy=2", "AT&T, R&D; and ?a=1&copy=2"),
        ("a < b & c > d", "a < b & c > d"),
        ("p<0.05 in <i>vivo</i>", "p<0.05 in *vivo*"),
        ("IL-6<CD20> cells", "IL-6<CD20> cells"),
    ],
)
def test_tags_and_entities_become_what_they_mean(written, shown):
    assert styled(runs_of(written)) == shown


@pytest.mark.parametrize(
    ("mathematics", "shown"),
    [
        ("<msub><mi>CO</mi><mn>2</mn></msub>", "CO~2~"),
        ("<msup><mn>10</mn><mrow><mo>-</mo><mn>6</mn></mrow></msup>", "10^-6^"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x~i~^2^"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mroot><mn>2</mn><mn>3</mn></mroot>", "√2"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<mi>CD19</mi>\n  <mo>+</mo>", "CD19+"),
        ("<semantics><mi>β</mi><annotation>\\beta</annotation></semantics>", "β"),
    ],
)
def test_mathematics_is_read_with_and_without_its_prefix(mathematics, shown):
    prefixed = re.sub(r"<(/?)", r"<\1mml:", mathematics)
    for math in (f"<math>{mathematics}</math>", f'<mml:math xmlns:mml="m">{prefixed}</mml:math>'):
        assert styled(runs_of(f"Of {math} cells")) == f"Of {shown} cells"


def test_a_formula_that_is_there_for_tex_as_well_is_read_once():
    both = "<tex-math>\\alpha</tex-math><math><mi>α</mi></math>"
    assert styled(runs_of(f"Of <inline-formula><alternatives>{both}</alternatives></inline-formula>")) == "Of α"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("10<sup>6</sup>", "10⁶"),
        ("10<sup>−6</sup>", "10⁻⁶"),
        ("CO<sub>2</sub>", "CO₂"),
        ("H<sub>max</sub>", "Hₘₐₓ"),
        ("x<sup>2a!</sup>", "x^(2a!)"),
        ("x<sub>Q</sub>", "x_Q"),
        ("<i>in vivo</i>", "in vivo"),
    ],
)
def test_plain_words_mean_the_same(written, words):
    assert plain(runs_of(written)) == words


def test_a_list_shows_the_styles_and_its_full_stop_has_none():
    printed = entry(reference(title="Growth on CO<sub>2</sub>", author=[]))
    assert styled(printed.runs) == "Growth on CO~2~. Journal 2024;1:1–2."


@pytest.mark.parametrize("title", ["Is it safe?", "It is!", "To be continued…", "“Is it?”", "A title.", "In the U.S."])
def test_a_title_that_ends_in_a_sign_gets_no_full_stop(title):
    assert listed(title=title).startswith(f"Tur C. {title} Journal")


def test_a_journal_is_called_in_plain_words():
    assert "Acta D & more 2024;" in listed(**{"container-title": "Acta <i>D</i> &amp; more"})


WORDS = some.text(alphabet="abc 012<>&;./-éα", max_size=12)


@given(some.lists(some.tuples(some.sampled_from(["", "i", "b", "sub", "sup", "jats:italic", "sc"]), WORDS), max_size=6))
def test_whatever_is_marked_up_keeps_its_words(parts):
    written = "".join(f"<{tag}>{html.escape(words)}</{tag}>" if tag else html.escape(words) for tag, words in parts)
    meant = " ".join("".join(words for _, words in parts).split())
    shown = "".join(run.text for run in runs_of(written)).replace("—", "---").replace("–", "--")
    # What somebody escaped once may be an entity or a tag again: that is what twice encoded titles are.
    if not re.search(r"&\w+;|</?\w", meant):
        assert shown == meant


@given(some.text(alphabet="<>/&;i sub'\"=mathjs:[]!-CDATA", max_size=60))
def test_no_title_is_too_odd_to_be_read(written):
    shown = plain(runs_of(written))
    assert shown == " ".join(shown.split())
