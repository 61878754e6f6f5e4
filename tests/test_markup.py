"""What a speaker types inside a text, and what a slide shows for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Diagnostic, Report, Span
from deck.markup import BREAK, Run, Text, merged, paragraphs, parse, prose, with_addresses, write
from deck.place import Place
from deck.value import replace


class _Line:
    """A file of one line that is one text."""

    def __init__(self, words: str) -> None:
        self._words = words

    def words(self, path: object) -> str:
        return self._words

    def name(self, path: object) -> str:
        return "text"

    def span(self, path: object) -> Span:
        return Span("t", 1, 1, len(self._words) + 1)

    def stretch(self, path: object, start: int, end: int) -> Span:
        return Span("t", 1, start + 1, end + 1)


def read(source: str) -> tuple[Text, tuple[Diagnostic, ...]]:
    report = Report()
    text = parse(source, Place(_Line(source)), report)
    return text, report.diagnostics


def runs(source: str) -> list[Run]:
    text, mistakes = read(source)
    assert not mistakes
    return list(text.runs)


def mistake(source: str) -> Diagnostic:
    (only,) = read(source)[1]
    assert only.help
    return only


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("plain words", [Run("plain words")]),
        ("a **b** c", [Run("a "), Run("b", bold=True), Run(" c")]),
        ("*in vivo* use", [Run("in vivo", italic=True), Run(" use")]),
        ("***both***", [Run("both", bold=True, italic=True)]),
        ("**a *b* c**", [Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", bold=True)]),
        ("***a** b*", [Run("a", bold=True, italic=True), Run(" b", italic=True)]),
        ("a [b]{.danger} c", [Run("a "), Run("b", bold=True, color="danger"), Run(" c")]),
        ("**a [b]{.danger}**", [Run("a ", bold=True), Run("b", bold=True, color="danger")]),
        ("[a [b](#x)]{.danger}", [Run("a ", bold=True, color="danger"), Run("b", link="#x")]),
        ("[CO~2~]{.danger}", [Run("CO", bold=True, color="danger"), Run("2", bold=True, color="danger", sub=True)]),
        ("[[1, 2]]{.danger}", [Run("[1, 2]", bold=True, color="danger")]),
        ("10^6^ cells", [Run("10"), Run("6", sup=True), Run(" cells")]),
        ("CD19^+^ and CD20^+^", [Run("CD19"), Run("+", sup=True), Run(" and CD20"), Run("+", sup=True)]),
        ("[EMA](https://ema.eu/a_(b))", [Run("EMA", link="https://ema.eu/a_(b)")]),
        ("see [**it**](#key-points)", [Run("see "), Run("it", bold=True, link="#key-points")]),
        ("[mail](mailto:a@b.org)", [Run("mail", link="mailto:a@b.org")]),
        ("so [@a; @b2].", [Run("so "), Run("", cite=("a", "b2")), Run(".")]),
        ("{trials.total} trials", [Run("", value="trials.total"), Run(" trials")]),
        ("one\n  two", [Run("one two")]),
        ("literal block\n", [Run("literal block")]),
        (r"\*p\* \{x\} \\", [Run("*p* {x} \\")]),
        ("C:\\new", [Run("C:\\new")]),
        ("", []),
        ("_in vivo_, __bold__", [Run("in vivo", italic=True), Run(", "), Run("bold", bold=True)]),
        ("*a _b_ c*", [Run("a b c", italic=True)]),
        ("H~2~O", [Run("H"), Run("2", sub=True), Run("O")]),
        ("~~old~~ new", [Run("old", strike=True), Run(" new")]),
        ("`a *b* {c}` d", [Run("a *b* {c}", code=True), Run(" d")]),
        ("at https://ema.eu/a_b.", [Run("at "), Run("https://ema.eu/a_b", link="https://ema.eu/a_b"), Run(".")]),
        ("<https://ema.eu>", [Run("https://ema.eu", link="https://ema.eu")]),
        ("<a@b.org>", [Run("a@b.org", link="mailto:a@b.org")]),
        ("so[^1]", [Run("so"), Run("1", sup=True)]),
        (r"\$5, \_x\_", [Run("$5, _x_")]),
    ],
)
def test_markup_becomes_runs(source, wanted):
    assert runs(source) == wanted


@pytest.mark.parametrize(
    "source",
    [
        "5 * 3",
        "*p < 0.05",
        "0.5*, then 0.3*",
        "0.5 ** 2 ** 3",
        "p < 0.01**",
        "10 ^6",
        "10^ 6 to 10 ^7",
        "[sic]",
        "[1, 2] and (3)",
        "a [ b",
        "a { b",
        "a ] } b",
        "me@example.org",
        "snake_case",
        "a ^^ b",
        "*****",
        "a_b_c and file_name_x",
        "~5 to ~10 mg",
        "~5–~10 mg",
        "____",
        "costs $5, US$5-$10",
        "p < 0.05 & q > 3",
        "AT&T; R&D",
        "a ` b",
        "x-y, e - f",
        "http://",
    ],
)
def test_a_sign_that_opens_nothing_is_just_a_sign(source):
    assert runs(source) == [Run(source)]


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("so **bold", "unclosed-markup", 4),
        ("[@key and more", "unclosed-markup", 1),
        ("[EMA](https://ema.eu", "unclosed-markup", 1),
        ("[EMA](https://ema.eu and more)", "unclosed-markup", 1),
        ("a [@]", "bad-citation", 4),
        ("a [@one; two]", "bad-citation", 10),
        ("a [@one;]", "bad-citation", 9),
        ("a {no name}", "bad-value", 3),
        ("a {}", "bad-value", 3),
        ("a {n, plural, one {# trial}} b", "bad-value", 3),
        ("a {n, plural, eins {#} other {#}}", "bad-value", 3),
        ("a [](https://ema.eu)", "bad-link", 3),
        ("[a [b](https://b.org)](https://a.org)", "bad-link", 4),
        ("a [x](javascript:alert(1))", "bad-link", 7),
        ("a [x](file:///etc/passwd)", "bad-link", 7),
        ("a [x](//host/share)", "bad-link", 7),
        ("a [x](\\\\host\\share)", "bad-link", 7),
        ("a [x](https://)", "bad-link", 7),
        ("a [x](https://ema.eu@evil.org/)", "bad-link", 7),
        ("a [x](https://ema.eu/\x07)", "bad-link", 7),
        ("a [x](https://ema.eu/\u202e)", "bad-link", 7),
        ("a [x](slides.pdf)", "bad-link", 7),
        ("a [x]{.}", "bad-emphasis", 6),
        ("a [x]{.danger .big}", "bad-emphasis", 6),
        ("a [x]{.danger", "bad-emphasis", 6),
        ("a []{.danger}", "bad-emphasis", 3),
        ("[b [c]{ .danger }](#x)", "bad-emphasis", 4),
        ("[a [x]{.danger}]{.muted}", "bad-emphasis", 4),
    ],
)
def test_a_mistake_is_found_where_it_stands(source, code, column):
    found = mistake(source)
    assert (found.code, found.span.column) == (code, column)


def test_a_link_without_its_beginning_gets_the_whole_link_as_help():
    assert mistake("[x](www.ema.eu)").help == "write https://www.ema.eu"
    assert mistake("[x](a@b.org)").help == "write mailto:a@b.org"


def test_a_picture_inside_a_text_is_told_of_its_field():
    assert mistake("see ![so](x.png)").help == "a picture has a field of its own: write `file: x.png`"


def test_a_key_is_one_name_however_its_accents_are_spelled():
    assert read("[@mu\u0308ller2019]")[0].runs == read("[@m\u00fcller2019]")[0].runs


def test_a_citation_that_cannot_be_read_is_no_empty_text_as_well():
    assert not read("[@]")[0].is_empty


def test_a_refused_link_keeps_its_words():
    assert [run for run in read("a [**x**](file:x) b")[0].runs if run.link] == []
    assert read("a [x](file:x) b")[0].plain == "a x b"


def test_all_mistakes_of_a_text_are_reported():
    assert [found.code for found in read("**a {b c} [x](y:z)")[1]] == ["unclosed-markup", "bad-value", "bad-link"]


def test_an_empty_text_knows_that_it_is_empty():
    assert read(" ")[0].is_empty and not read("[@a]")[0].is_empty


def test_paragraphs_are_parted_by_blank_lines_and_know_where_they_begin():
    source = "\n  one\ntwo\n\n \n  three\n"
    assert list(paragraphs(source)) == [("one\ntwo", 3), ("three", source.index("three"))]


def test_what_is_written_stays_readable():
    wanted = [Run("a "), Run("b.", bold=True), Run(" (c) 5 "), Run("6", sup=True), Run(", "), Run("", cite=("k",))]
    assert write(wanted) == "a **b.** (c) 5 ^6^, [@k]"


WORDS = st.text(
    st.sampled_from("ab é張 .,()-*^[]{}\\@#!1_~`<>=$&:/;h") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=8
)
LINKS = st.sampled_from(["", "", "https://ema.eu/a(b)c?d=e&f", "mailto:a@b.org", "#slide-2"])
ON = st.booleans()
COLORS = st.sampled_from(["", "", "", "danger", "accent_text"])
STYLED = st.builds(Run, text=st.just(""), bold=ON, italic=ON, sup=ON, link=LINKS, sub=ON, strike=ON)


def in_a_color(run, color):
    """As the author's are: bold, and no links."""
    return run if run.link or not color else replace(run, color=color, bold=True)


RUNS = st.lists(
    st.one_of(
        st.builds(lambda run, text, code: replace(run, text=text, code=code), STYLED, WORDS, ON),
        st.builds(lambda run, text, color: in_a_color(replace(run, text=text), color), STYLED, WORDS, COLORS),
        st.builds(lambda run, key: replace(run, cite=key), STYLED, st.sampled_from([("a",), ("b:2020", "c-d")])),
        st.builds(lambda run, name: replace(run, value=name), STYLED, st.sampled_from(["total", "trials.n_2"])),
    ),
    max_size=6,
)


PIECES = st.sampled_from(["[", "]{.a}", "](#x)", "**", "*", "a", " ", "[@k]", "{v}", "~", "`", "]{.a .b}", "\\", "$x$"])


@given(RUNS)
def test_writing_runs_and_reading_them_gives_the_same_runs(wanted):
    assert runs(write(wanted)) == list(merged(wanted))


@given(st.text("ab1 *^[](){}@\\\n;.h#_~`<>=-$&:/", max_size=30) | st.lists(PIECES, max_size=9).map("".join))
def test_whatever_is_typed_is_read_and_can_be_written_back(source):
    text, _ = read(source)
    again, mistakes = read(write(text.runs))
    assert again.runs == text.runs and not mistakes


@pytest.mark.parametrize(
    ("source", "column", "help"),
    [
        ("a ==b== c", 3, "write **b**"),
        ("<b>a</b>", 1, "write **bold**"),
        ("H<sub>2</sub>O", 2, "write ~low~, as in H~2~O"),
        ("a &lt; b", 3, "type the character itself: `<`"),
        ("5&nbsp;mg", 2, "type the character itself: U+00A0"),
        ("10--20", 3, "write – (as in 10–20) or — for a dash, and `--` for two hyphens of a command"),
        ("a <!-- b --> c", 3, "take it away; a comment of your own stands behind two spaces and `#`"),
        ("- a", 1, "take it away: points have their mark by themselves; for a minus write − (U+2212)"),
        ("• a", 1, "take it away: points have their mark by themselves; for a minus write − (U+2212)"),
        ("10^6 cells", 3, "write ^6^ to raise it, or \\^ for the sign"),
        ("5 × 10^-9 M", 7, "write ^-9^ to raise it, or \\^ for the sign"),
        ("CD4^+ T cells", 4, "write ^+^ to raise it, or \\^ for the sign"),
        ("kg/m^2", 5, "write ^2^ to raise it, or \\^ for the sign"),
        ("see [the label][1]", 5, "write [words](https://…), with the address itself"),
        ("so $$x^2$$", 4, "write $…$ for a formula in a line, or give it a slide of `kind: equation`"),
        ("of CO_2 and", 6, "write ~2~ to lower it, or \\_ for the sign"),
        ("PM_2.5 and PM10", 3, "write ~2.5~ to lower it, or \\_ for the sign"),
        ("its C_max rose", 6, "write ~max~ to lower it, or \\_ for the sign"),
        ("K_{m} of it", 2, "write ~m~ to lower it, or \\_ for the sign"),
        ("10^{-6} M", 3, "write ^-6^ to raise it, or \\^ for the sign"),
        ("CO~2 and", 3, "write ~2~ to lower it, or \\~ for the sign"),
        (r"an \alpha cell", 4, "type the character itself: `α`"),
        (r"5 \times 3", 3, "type the character itself: `×`"),
        (r"\textbf{so}", 1, "write **so**"),
        (r"so \cite{one,two}", 4, "write [@one; @two]"),
        ("so [see @one]", 4, "write [@one], and other words outside of its brackets"),
        ("[-@one, p. 5]", 1, "write [@one], and other words outside of its brackets"),
        (r"One line\nTwo", 9, r"write <br> to end the line, or \\n for these two signs"),
        (r"one line\nand another", 9, r"write <br> to end the line, or \\n for these two signs"),
        ("<h2>a</h2>", 1, "take it away: HTML is not read here"),
        ("<img src='a.png'>", 1, "a picture has a field of its own: `file:`"),
        ("&#x3bc;g", 1, "type the character itself: `μ`"),
        ("see [[the slide]]", 5, "write [words](#id-of-a-slide), or [words](https://…)"),
        ("so^[a small note]", 3, "write [^1], and the words in `footnotes:`"),
        ("## A part", 1, "take it away: a title has a field of its own"),
    ],
)
def test_what_other_programs_read_is_named_with_the_way_to_write_it(source, column, help):
    text, (told,) = read(source)
    assert (told.code, told.span.column, told.help) == ("foreign-markup", column, help)
    assert text.plain == source


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("HLA-A*02:01 and HLA-B*07:02", "HLA-A02:01 and HLA-B07:02"),
        ("CYP2C19*2, CYP2C19*3", "CYP2C192, CYP2C193"),
        ("5*10^6^ and 2*10^7^", "510⁶ and 210⁷"),
        ("2*3*4", "234"),
        ("a*b and c*d", "ab and cd"),
        ("10**6 to 10**7", "106 to 107"),
    ],
)
def test_stars_inside_of_numbers_and_names_do_not_go_without_a_word(source, plain):
    text, (told,) = read(source)
    assert (told.code, text.plain) == ("foreign-markup", plain)
    assert told.span.column == source.index("*") + 1 and "× for times" in told.help
    assert runs(source.replace("*", "\\*"))[0].text.count("*") == source.count("*") or "^" in source


@pytest.mark.parametrize("source", ["re*duc*tion", "*P*aCO~2~", "Δ*lacZ* mice", "*c-myc* and *p53*", "**10** of 12"])
def test_stars_that_mean_it_are_not_mentioned(source):
    assert "*" not in "".join(run.text for run in runs(source))


@pytest.mark.parametrize(
    "source", ["p_value, x_train and n_obs", "FILE_2", "a_b_c", r"C:\new\alphabet", "y ~ 1", "[x@y.org]"]
)
def test_names_with_such_signs_are_names(source):
    assert "".join(run.text for run in runs(source)) == source


def test_links_that_need_another_spelling_get_it_as_help():
    coded = "https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0.CO;2-Z"
    assert mistake("[x](https://doi.org/10.1002/(SICI)1097<1::AID>3.0.CO;2-Z)").help == f"write {coded}"
    assert mistake("[x](https://user@example.org/)").help.endswith("write https://example.org/")
    assert runs("[m](mailto:a@b.org,c@d.org?subject=x&body=and/or)")[0].link.startswith("mailto:a@b.org,c")


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("5 × 10^6^ cells", "5 × 10⁶ cells"),
        ("10^-3^ and 10^−12^", "10⁻³ and 10⁻¹²"),
        ("CD19^+^, CO~2~", "CD19⁺, CO₂"),
        ("x^a,b^ and K~max~", "x^(a,b) and K_(max)"),
        ("the 1^st^ of May", "the 1st of May"),
        ("so[^1] **it** is ~~not~~", "so¹ it is ~~not~~"),
        ("~~5 **mg**~~ 10 mg", "~~5 mg~~ 10 mg"),
    ],
)
def test_where_no_letter_can_be_raised_the_meaning_stays(source, plain):
    text, _ = read(source)
    assert text.plain == plain
    assert text.letters.replace(" ", "").isascii() or "×" in source or "−" in source


def test_lists_in_prose_are_paragraphs_with_their_marks():
    source = "Say **this**:\n- one\n  goes on\n  - deeper\n1. first\n\n- last"
    texts = list(prose(source, Place(_Line(source)), Report()))
    assert [text.plain for text in texts] == ["Say this:", "• one goes on", "– deeper", "1. first", "• last"]
    assert [text.source for text in texts][:2] == ["Say **this**:", "- one\n  goes on"]


@pytest.mark.parametrize(
    "source", ["# A part\nwords", "words\n## A part\nmore", "one\n\n# A part\n\ntwo", "## A part\n\ntwo"]
)
def test_a_heading_in_prose_is_told_once(source):
    report = Report()
    list(prose(source, Place(_Line(source)), report))
    (told,) = report
    assert told.code == "foreign-markup" and told.span.column == source.index("#") + 1


@pytest.mark.parametrize("source", ["# of patients: 12", "the\n#1 cause", "C# and F#", "#Hashtag"])
def test_a_number_sign_is_no_heading(source):
    report = Report()
    list(prose(source, Place(_Line(source)), report))
    assert not list(report)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("one<br>two", ["one|two"]),
        ("one <br/> *two*<BR />\nthree", ["one|two|three"]),
        ("a\n- b<br>c\n  - d", ["a", "• b|c", "– d"]),
        ("one<br><br>\n\ntwo", ["one", "two"]),
        ("one<br>\n- two", ["one", "• two"]),
        ("<br>one<br>", ["one"]),
        ("`<br>` and \\<br> stay", ["<br> and <br> stay"]),
    ],
)
def test_a_line_break_in_prose_stays_in_its_paragraph(source, plain):
    report = Report()
    texts = prose(source, Place.at(Span.NOWHERE), report)
    assert [text.letters.replace(BREAK, "|") for text in texts] == plain
    assert not list(report)


@pytest.mark.parametrize(
    ("source", "letters"),
    [
        ("one<br>two", "one|two"),
        ("one <BR/>\n two", "one|two"),
        ("**one**<br>*two*", "one|two"),
        ("**one<br>two**", "one|two"),
        ("[one<br/>two](https://a.eu)<br>`<br>`", "one|two|<br>"),
        ("one<br><br>two<br >", "one||two"),
        ("one\\ <br>\\ two", "one | two"),
        ("10 ^6<br>7^ and x ^2<br>^", "10 ^6|7^ and x ^2|^"),
        ("{n}<br>[@a]", "|"),
    ],
)
def test_a_line_ends_where_the_author_says_so(source, letters):
    text, mistakes = read(source)
    assert text.letters.replace(BREAK, "|") == letters and not mistakes
    assert text.plain == letters.replace("|", " ")
    again, _ = read(write(text.runs))
    assert again.runs == text.runs


def test_where_nobody_can_click_an_address_stands_behind_its_link():
    text, _ = read("see [**the** page](https://ema.eu/x), [a slide](#one), https://who.int and [us](mailto:a@b.org)")
    told = "".join(run.text for run in with_addresses(text.runs))
    assert told == "see the page (https://ema.eu/x), a slide, https://who.int and us (a@b.org)"
