"""YAML that means something else than it looks like: one slip gives one message, where it is, with what to write."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Diagnostic, Report
from deck.kinds.bullets import Bullet, SubBullet
from deck.parse import parse
from deck.source import read_yaml
from deck.talk import Talk

HEAD = "talk: {title: A talk, speaker: S}\nslides:\n"


def read(slide: str) -> tuple[Talk | None, list[Diagnostic]]:
    report = Report()
    source = read_yaml((HEAD + slide).encode(), report, "slides.yaml")
    return (report.take(parse(source)) if source else None), list(report)


def bullets(points: str) -> list[object]:
    talk, mistakes = read(f"- id: a\n  kind: bullets\n  title: One\n  bullets:{points}\n")
    assert talk is not None and not mistakes, mistakes
    return [outline(point) for point in talk.slides[0].says.bullets]  # type: ignore[attr-defined]


def outline(point: object) -> object:
    if isinstance(point, Bullet | SubBullet):
        return [point.text.plain, *map(outline, point.sub)]
    return point.plain  # type: ignore[attr-defined]


# ---------------------------------------------------------------- points under points


@pytest.mark.parametrize(
    "points",
    [
        "\n    - one\n      - a\n      - b\n    - two",
        "\n    - one\n        - a\n        - b\n    - two",
        "\n    - one\n      * a\n      * b\n    - two",
        "\n    - |\n      one\n      - a\n      - b\n    - two",
        "\n    - one\n    - - a\n      - b\n    - two",
        "\n    - text: one\n      sub: [a, b]\n    - two",
        "\n    - {text: one, sub: [a, b]}\n    - two",
        " [one, [a, b], two]",
        " |\n    - one\n      - a\n      - b\n    - two",
        "\n    • one\n      • a\n      • b\n    • two",
    ],
)
def test_points_under_a_point_may_be_nested_as_one_does_in_markdown(points):
    assert bullets(points) == [["one", "a", "b"], "two"]


@pytest.mark.parametrize(
    "points",
    [" |\n    - one\n    - two", " >\n    - one\n    - two", "\n    – one\n    – two", "\n    · one\n    · two"],
)
def test_lines_that_begin_with_a_mark_are_points_also_where_yaml_has_one_text(points):
    assert bullets(points) == ["one", "two"]


def test_a_text_that_begins_with_a_dash_of_print_is_a_text():
    assert bullets("\n    - – so it goes") == ["– so it goes"]


def test_a_point_with_a_colon_and_a_list_under_it_keeps_its_colon():
    assert bullets("\n    - Three things:\n      - a\n      - b") == [["Three things:", "a", "b"]]


def test_there_are_three_levels_and_lines_that_go_on():
    points = "\n    - one\n      goes on\n      - a\n        - deep\n          and long\n      - b"
    assert bullets(points) == [["one goes on", ["a", "deep and long"], "b"]]


def test_a_point_under_a_point_knows_its_own_place():
    talk, mistakes = read("- id: a\n  kind: bullets\n  title: One\n  bullets:\n    - one\n      - see [@key] *b\n")
    assert talk is not None and not mistakes
    (point,) = talk.slides[0].says.bullets[0].sub  # type: ignore[attr-defined]
    span = point.place_of(point.runs[1]).span
    assert (span.line, span.column, span.end) == (8, 13, 19)


# ---------------------------------------------------------------- one for a list, a list of one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bullets: One point", "bullets: [One point]"),
        ("bullets: [x]\n  kicker: [Above]", "bullets: [x]\n  kicker: Above"),
        ("bullets: [x]\n  minutes: [2]", "bullets: [x]\n  minutes: 2"),
        ("bullets: [x]\n  draft: title", "bullets: [x]\n  draft: [title]"),
        ("bullets: [x]\n  notes: [Say this]", "bullets: [x]\n  notes: Say this"),
    ],
)
def test_a_list_of_one_and_that_one_are_the_same(one, other):
    both = [read(f"- id: a\n  kind: bullets\n  title: One\n  {field}\n") for field in (one, other)]
    (first, no_mistakes), (second, _) = both
    assert first is not None and second is not None and not no_mistakes
    assert first.slides[0].says == second.slides[0].says


def test_one_record_and_one_slide_need_no_list():
    talk, mistakes = read("  id: a\n  kind: paper\n  title: One\n  papers: {key: mackensen2022, result: Good}\n")
    assert talk is not None and not mistakes
    assert talk.slides[0].says.papers[0].result.span.line == 6  # type: ignore[attr-defined]


# ---------------------------------------------------------------- one slip, one message


SLIPS = {
    "a comma in brackets of print": (
        "bullets: [Less fatigue (mild, moderate) at last, two]",
        5,
        "a comma has parted this text",
        "'Less fatigue (mild, m",
    ),
    "commas in brackets of print": (
        "bullets: [So (a, b, c) it is, d]",
        5,
        "parted this text",
        "write 'So (a, b, c) it is'",
    ),
    "a comma between points below": ("bullets: [one, [a, and b], two]", 5, "`and b` is an", "write 'a, and b'"),
    "a comma in curly quotes": (
        "bullets: [“one, two” it said, x]",
        5,
        "parted this text",
        "write '“one, two” it said'",
    ),
    "a sentence in brackets": (
        "bullets: [We stop, and then we wait]",
        5,
        "parted this text",
        "write 'We stop, and then",
    ),
    "a German sentence in brackets": (
        "bullets: [Wir warten, aber nicht lange]",
        5,
        "parted this text",
        "'Wir warten, aber",
    ),
    "lines without dashes": ("bullets:\n    one\n    two", 7, "does not begin a point", "begin each point with `- `"),
    "lines behind a bar": ("bullets: |\n    one\n    two", 7, "does not begin a point", "begin each point with `- `"),
    "a mark of Word's": ("bullets: [one, ● two]", 5, "`●` at the beginning", "points have their mark by themselves"),
    "two colons": ("bullets:\n    - Dose: HR: 0.5", 6, "holds a `:`", "write 'Dose: HR: 0.5'"),
    "a colon and stars": ("bullets:\n    - NB: **so**", 6, "holds a `:`", "write 'NB: **so**'"),
    "a hash at the beginning": ("bullets:\n    - one\n    - #1 in the world", 7, "`#1` would be lost", "in quotes"),
    "a hash at the beginning of a field": (
        "bullets: #1 in the world",
        5,
        "`#1` would be lost",
        "in quotes",
    ),
    "two versions of git": (
        "bullets:\n<<<<<<< HEAD\n    - one\n=======\n    - two\n>>>>>>> b",
        6,
        "were not merged",
        "keep one of the two",
    ),
    "half an emoji": ('bullets: ["a\\ud83d\\ude00b", x]', 5, "is a half of one sign", "type the sign itself"),
    "garbled quotation marks": ("bullets: [a, “b â€\x9d c]", 5, "invisible control character", "write `”`"),
    "an empty item": ("bullets:\n    - one\n    -\n    - two", 7, "is empty", "take the line away"),
    "a tilde": ("bullets: [one, ~]", 5, "is empty", "take the line away"),
    "an empty text": ("bullets:\n    - one\n    - ''", 7, "is empty", "take the line away"),
    "only a space": ("bullets: [one, ' ']", 5, "is empty", "take the line away"),
    "one space too many": ("bullets:\n    - one\n     - two\n    - x", 7, "does not line up", "column 5"),
    "one space too few": ("bullets:\n    - one\n   - two", 7, "does not line up", "column 5"),
    "under a point": ("bullets:\n    - one\n      - a\n       - b", 8, "does not line up", "column 7"),
    "a list in a text": (
        "bullets: [x]\n  lead:\n    Three things\n    - one\n    - two",
        8,
        "does not begin a list",
        "a",
    ),
    "a hash": ("bullets:\n    - one\n    - The # of patients", 7, "would be lost", "write 'The # of patients'"),
    "a hash at the end": ("bullets: [x]\n  notes: 50 # percent", 6, "would be lost", "write '50 # percent'"),
    "a hash in a long text": (
        "bullets: [x]\n  lead: The # of\n    patients",
        6,
        "` #` starts",
        "put the text in quotes",
    ),
    "a hash in a row": ("bullets: [a # b, c]", 5, "` #` starts", "put the text in quotes"),
    "a colon": ("bullets:\n    - one\n    - Result: 12% died", 7, "holds a `:`", "write 'Result: 12% died'"),
    "a colon at the end": ("bullets:\n    - We found:\n    - one", 6, "ends in a `:`", "write 'We found:'"),
    "a colon in a row": ("bullets: [one, ratio: 3]", 5, "holds a `:`", "write 'ratio: 3'"),
    "a colon in a title": ("bullets: [x]\n  kicker: Part: two", 6, "holds a `:`", "write 'Part: two'"),
    "a colon below": ("bullets: [x]\n  kicker:\n    Part: two", 7, "holds a `:`", "write 'Part: two'"),
    "an apostrophe": ("bullets:\n    - It's here: now", 6, "holds a `:`", 'write "It\'s here: now"'),
    "both quotes": ('bullets:\n    - It\'s "so": now', 6, "holds a `:`", "write 'It''s \"so\": now'"),
    "a brace": ("bullets: [one, {trials}]", 5, "starts with `{`", "write '{trials}'"),
    "a sign in a row": ("bullets: [one, > 40, b]", 5, "starts with `>`", "write '> 40'"),
    "a star in a row": ("bullets: [one, *p* so, b]", 5, "starts with `*`", "write '*p* so'"),
    "a per cent in a row": ("bullets: [one, % of all]", 5, "starts with `%`", "write '% of all'"),
    "a dash in a row": ("bullets: [one, - two]", 5, "starts with `-`", "write '- two'"),
    "an ampersand in a row": ("bullets: [one, &c, b]", 5, "starts with `&`", "write '&c'"),
    "a question mark in a row": ("bullets: [one, ? b]", 5, "starts with `?`", "write '? b'"),
    "a no-break space behind a dash": ("bullets:\n    - one\n    -\xa0two", 7, "no-break space", "plain space"),
    "a no-break space before a dash": ("bullets:\n  \xa0 - one\n  \xa0 - two", 6, "no-break space", "plain space"),
    "a no-break space behind a colon": ("bullets: [x]\n  kicker:\xa0Above", 6, "no-break space", "plain space"),
    "an ideographic space": ("bullets:\n    -\u3000one", 6, "ideographic space", "plain space"),
    "a tab behind a dash": ("bullets:\n    -\tone", 6, "a tab stands behind `-`", "plain space"),
    "a tab at the beginning": ("bullets:\n\t- one", 6, "tab", "spaces"),
    "a capital": ("Bullets: [one]", 5, "unknown field `Bullets`", "did you mean `bullets`?"),
    "a capital kind": ("Kicker: x\n  bullets: [one]", 5, "unknown field `Kicker`", "did you mean `kicker`?"),
    "a tab escape": ('bullets: ["3 \\times 4"]', 5, "is a tab", "single quotes"),
    "a line break escape": ('bullets: ["the \\nu band"]', 5, "is a line break", "single quotes"),
    "another escape": ('bullets: ["the \\xi band"]', 5, "means nothing in double quotes", "single quotes"),
    "a colon in braces": ("bullets: [{text: so: it is}]", 5, "holds a `:`", "write 'so: it is'"),
    "a sign in braces": ("bullets: [{text: > 40}]", 5, "starts with `>`", "write '> 40'"),
    "a colon in the second line of a point": (
        "bullets:\n    - We found that\n      died: 12%\n    - b",
        7,
        "holds a `:`",
        "write 'We found that died: 12%'",
    ),
    "no space behind a dash": ("bullets:\n    - one\n    -two", 7, "space is missing behind `-`", "write `- two`"),
    "no space behind all dashes": ("bullets:\n    -one\n    -two", 6, "space is missing behind `-`", "write `- one`"),
    "nothing between commas": ("bullets: [a,, c]", 5, "nothing stands before this comma", 'write ""'),
    "two texts for one": (
        "bullets: [x]\n  kicker:\n    - one\n    - two",
        7,
        "should be text",
        "`kicker` is one text: write 'one; two'",
    ),
    "words in brackets": ("bullets:\n    - one\n    - [sic]", 7, "starts with `[`", "write '[sic]'"),
    "first words in brackets": ("bullets:\n    - [sic]\n    - one", 6, "starts with `[`", "write '[sic]'"),
    "two dashes": ("bullets:\n    - - 5\n    - one", 6, "no point above", "for a minus write −"),
    "stars for dashes": ("bullets:\n    * one", 6, "begins with `-` here", "write `- one`"),
    "numbers for dashes": ("bullets:\n    1. one\n    2. two", 7, "does not begin a point", "`marks: number`"),
    "a wide colon": ("bullets： [a]", 5, "fullwidth colon", "plain `:`"),
    "a colon, and words below": ("bullets:\n    - Result:\n      better", 6, "ends in a `:`", "write 'Result: better'"),
    "a colon, and words deeper": ("bullets:\n    - Result:\n        better", 6, "a `:`", "write 'Result: better'"),
    "an end before the end": ("bullets: [a]\n...\n- id: b", 6, "ends a file", "delete the line"),
    "no dash before the next slide": ("bullets: [a]\n  id: b", 6, "`id` is written twice", "start a new list item"),
    "minutes below nothing": ("bullets: [x]\n  minutes: -1", 6, "cannot be `-1`", "more than 0"),
    "minutes without end": ("bullets: [x]\n  minutes: inf", 6, "cannot be `inf`", "at most 600"),
    "letters that run backwards": ("bullets: ['a\u202eb']", 5, "U+202E (right-to-left override)", "delete it"),
    "a list for a text": ("bullets: [x]\n  kicker: [one, two]", 6, "should be text", "write '[one, two]'"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_gives_one_message_at_its_line_with_what_to_write(slip):
    fields, line, message, help = SLIPS[slip]
    _, mistakes = read(
        f"- id: a\n  kind: bullets\n  {fields.replace(chr(10), chr(10))}\n".replace("kind: bullets\n", KIND)
    )
    assert [one.span.line - 1 for one in mistakes] == [line], mistakes
    assert message in mistakes[0].message and help in mistakes[0].help, mistakes


KIND = "kind: bullets\n  title: One\n"


def test_a_comment_with_two_spaces_before_it_is_a_comment():
    assert bullets("\n    - one  # the first\n    - two   # and the second") == ["one", "two"]
    _, mistakes = read("- id: a  # a\n  kind: bullets # b\n  title: One\n  bullets: [x]\n  minutes: 2 # c\n")
    assert mistakes == []


@pytest.mark.parametrize("head", ["Talk: {title: T, speaker: S}\nslides:", "talk: {title: T, speaker: S}\nSlides:"])
def test_a_capital_at_the_top_is_one_message(head):
    report = Report()
    source = read_yaml(f"{head}\n- {{id: a, kind: bullets, title: x, bullets: [y]}}\n".encode(), report, "slides.yaml")
    assert source is not None and report.take(parse(source)) is None
    assert [one.code for one in report] == ["unknown-field"]


WORDS = st.lists(
    st.sampled_from(["one", "two", "12%", "é", "(so)", "it's", "p<0.05", "10:30", "張"]), min_size=1, max_size=4
)
POINTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=5)


def spoiled(point: str, slip: str) -> str:
    return {
        "colon": f"{point}: {point}",
        "end": f"{point}:",
        "hash": f"{point} # {point}",
        "star": f"*{point}",
        "at": f"@{point}",
        "empty": "",
        "nothing": "~",
        "brace": f"{{{point.split()[0].strip('()')}}} of all",
    }[slip]


@given(
    points=POINTS,
    at=st.integers(0, 4),
    slip=st.sampled_from(["colon", "end", "hash", "star", "at", "empty", "nothing", "brace"]),
)
def test_whatever_the_point_one_slip_is_one_message_at_its_line(points, at, slip):
    at %= len(points)
    lines = [spoiled(point, slip) if number == at else point for number, point in enumerate(points)]
    yaml = "".join(f"    - {line}\n" for line in lines)
    _, mistakes = read(f"- id: a\n  kind: bullets\n  title: One\n  bullets:\n{yaml}")
    assert [one.span.line for one in mistakes] == [7 + at], mistakes
    assert mistakes[0].help


@given(
    tree=st.recursive(WORDS.map(" ".join), lambda below: st.lists(below, min_size=1, max_size=3), max_leaves=6),
    deep=st.integers(2, 4),
)
def test_nested_lists_are_read_as_they_are_indented(tree, deep):
    tree = tree if isinstance(tree, list) else [tree]
    points = [("point", [branch for branch in ([one] if isinstance(one, str) else one)]) for one in tree]
    written = "".join(
        f"    - {head}\n" + "".join(f"{' ' * (4 + deep)}- {flat(one)}\n" for one in below) for head, below in points
    )
    assert bullets("\n" + written.rstrip("\n")) == [[head, *map(flat, below)] for head, below in points]


def flat(tree: object) -> str:
    return tree if isinstance(tree, str) else " ".join(map(flat, tree))  # type: ignore[call-overload]


def test_names_are_the_same_in_either_spelling_of_an_accent():
    parted = unicodedata.normalize("NFD", "Überblick")
    agenda, section = "id: a, kind: agenda, title: x", "id: b, kind: section, title: y, section: Überblick"
    talk, mistakes = read(f"- {{{agenda}, skip: [{parted}]}}\n- {{{section}}}\n")
    assert talk is not None and not mistakes
    assert talk.slides[0].says.skip[0] == talk.slides[1].section  # type: ignore[attr-defined]


# ---------------------------------------------------------------- a comma between brackets or braces


def test_a_comma_between_braces_ends_a_text_and_the_message_says_so():
    slide = "- id: a\n  kind: compare\n  title: One\n  columns:\n    - title: Do\n      points:\n"
    _, [told] = read(slide + "        - {yes: Wear gloves, also for one tablet}\n    - {title: Not, points: [b]}\n")
    assert told.code == "unknown-field" and told.help == "write 'Wear gloves, also for one tablet'"


def test_a_text_of_several_commas_between_braces_is_one_message_with_the_whole_of_it():
    slide = "- id: a\n  kind: compare\n  title: One\n  columns:\n    - title: Do\n      points:\n"
    _, [told] = read(slide + "        - {yes: Gloves, a mask, goggles}\n    - {title: Not, points: [b]}\n")
    assert told.help == "write 'Gloves, a mask, goggles'"


def test_a_field_that_says_something_is_told_what_is_known():
    slide = "- id: a\n  kind: compare\n  title: One\n  columns:\n    - title: Do\n      points:\n"
    _, [told] = read(slide + "        - {yes: Wear gloves, zzz: also}\n    - {title: Not, points: [b]}\n")
    assert told.help == "known here: yes, no"


def test_of_a_hundred_names_each_mistake_names_a_few_and_which_entry_it_is():
    fields = "  title: T\n  columns: [A, B, C]\n  icons: [mouth, cup, lung]\n  lanes: [{title: L, steps: {A: x}}]\n"
    _, found = read(f"- id: a\n  kind: process\n{fields}  alt: A\n")
    assert [one.message for one in found] == [
        f"entry {at} of `icons` cannot be `{name}`" for at, name in enumerate(("mouth", "cup", "lung"), 1)
    ]
    assert all(len(one.help) < 120 and "`deck kinds` with the slide's kind lists all" in one.help for one in found)
