"""Does a slide use its room: where content begins, how large it grows, and what like slides agree on?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from deck.brand.model import Bar, Curve
from deck.geometry import mm
from deck.page import Group, IconBox, LaidParagraph, Page, TableBox, TextBox
from tests.story import opened as read_back
from tests.story import tell

LONG = "A title that is so long that it goes over two lines because the speaker wanted to say everything in it"


def pages(tmp_path: Path, *slides: str) -> tuple[Page, ...]:
    return tell(tmp_path, "".join(f"- {{id: s{n}, {slide}}}\n" for n, slide in enumerate(slides))).built()[0].pages


def box(page: Page, slot: str) -> TextBox:
    return next(one for one in page.elements if isinstance(one, TextBox) and one.slot and one.slot.name == slot)


def text(page: Page) -> Iterator[LaidParagraph]:
    for frame, _ in page.frames:
        yield from frame.paragraphs


def size(page: Page, role: str) -> set[float]:
    return {laid.size_pt for laid in text(page) if laid.role.name == role}


@pytest.mark.parametrize("title", ["Short", LONG])
def test_content_begins_eight_millimetres_below_the_title_as_it_is(title: str, tmp_path: Path) -> None:
    [page] = pages(tmp_path, f"kind: bullets, title: {title}, bullets: [one, two]")
    heading = box(page, "title")
    assert box(page, "body").box.y == pytest.approx(heading.box.y + heading.frame.height + mm(8))


def test_content_ends_above_a_source_of_two_lines(tmp_path: Path) -> None:
    source = "A source that says where it all comes from, in words that take a second line. " * 2
    [page] = pages(tmp_path, f"kind: bullets, title: T, bullets: [one], source: '{source}'")
    written = box(page, "source")
    assert len(list(written.frame.lines)) > 1
    assert box(page, "body").box.bottom <= written.box.y + written.frame.top - mm(3) + 0.01


def test_a_box_that_stands_elsewhere_than_its_layout_says_is_still_a_placeholder(tmp_path: Path) -> None:
    deck = tell(tmp_path, "- {id: a, kind: bullets, title: Short, bullets: [one]}\n").without_mistakes()
    [slide] = read_back(deck).slides
    body = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)
    inherited = next(shape for shape in slide.slide_layout.placeholders if shape.placeholder_format.idx == 1)
    assert (body.left, body.width) == (inherited.left, inherited.width)
    assert body.top < inherited.top


def test_a_short_list_grows_to_the_largest_size_of_its_role_and_a_longer_one_less(tmp_path: Path) -> None:
    few, many = "[one, two]", "[" + ", ".join(["A point that needs a good part of its line"] * 9) + "]"
    [short] = pages(tmp_path / "a", f"kind: bullets, title: T, bullets: {few}")
    [longer] = pages(tmp_path / "b", f"kind: bullets, title: T, bullets: {many}")
    assert size(short, "body") == {28}
    assert size(longer, "body") < {28, 26, 24, 22}


def test_text_grows_below_a_title_that_is_smaller_because_it_is_long(tmp_path: Path) -> None:
    [usual] = pages(tmp_path / "a", "kind: bullets, title: T, bullets: [one, two]")
    [page] = pages(tmp_path / "b", f"kind: bullets, title: '{LONG}, and some more', bullets: [one, two]")
    assert max(size(page, "title")) < max(size(usual, "title"))
    assert size(page, "body") == {28}


def test_slides_of_one_kind_in_a_row_have_one_size(tmp_path: Path) -> None:
    many = "[" + ", ".join(["A point that needs a good part of its line"] * 9) + "]"
    short, longer, after = pages(
        tmp_path,
        "kind: bullets, title: T, bullets: [one, two]",
        f"kind: bullets, title: T, bullets: {many}",
        "kind: bullets, section: Next, title: T, bullets: [one, two]",
    )
    assert size(short, "body") == size(longer, "body") != {28}
    assert size(after, "body") == {28}


def test_where_text_is_as_large_as_it_may_be_the_space_between_paragraphs_opens(tmp_path: Path) -> None:
    [page] = pages(tmp_path, "kind: bullets, title: T, bullets: [one, two]")
    _, second = box(page, "body").frame.paragraphs
    assert second.before_pt == 2 * second.role.before * second.size_pt


def test_titles_do_not_grow(tmp_path: Path) -> None:
    assert size(pages(tmp_path, "kind: bullets, title: T, bullets: [one]")[0], "title") == {34}


def test_cards_are_as_high_as_their_text_and_stand_on_one_line(tmp_path: Path) -> None:
    [page] = pages(tmp_path, "kind: panels, title: T, panels: [{text: one}, {text: 'one two three'}]")
    cards = [one for one in page.elements if isinstance(one, TextBox) and one.style]
    assert len({(card.box.y, card.box.height) for card in cards}) == 1
    assert cards[0].box.height < mm(40)


@pytest.mark.parametrize("steps", [2, 3, 5, 7, 12])
def test_the_marks_of_an_agenda_are_circles_that_do_not_touch(steps: int, tmp_path: Path) -> None:
    parts = [f"kind: bullets, section: Part {n}, title: x, bullets: [a]" for n in range(steps)]
    agenda = pages(tmp_path, "kind: agenda, title: Agenda", *parts)[0]
    [group] = [one for one in agenda.elements if isinstance(one, Group)]
    marks = [one.box for one in group.children if isinstance(one, TextBox) and one.style and one.style.name == "stop"]
    assert len(marks) == steps
    assert all(mark.width == pytest.approx(mark.height) for mark in marks)
    assert all(below.y - above.bottom > 2 for above, below in pairwise(marks) if below.y > above.y)


def test_an_agenda_of_more_than_twelve_steps_is_a_numbered_list(tmp_path: Path) -> None:
    parts = [f"kind: bullets, section: Part {n}, title: x, bullets: [a]" for n in range(13)]
    agenda = pages(tmp_path, "kind: agenda, title: Agenda", *parts)[0]
    assert [laid.mark.text for laid in box(agenda, "body").frame.paragraphs if laid.mark][:2] == ["1.", "2."]


@pytest.mark.parametrize("style", ["conference", "talk", "closing"])
@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_a_cover_takes_the_lines_it_is_given(style: str, lines: int, tmp_path: Path) -> None:
    written = ", ".join(f"Line {n}" for n in range(lines))
    slide = f"kind: cover, style: {style}, title: {LONG[:70]}, subtitle: A name, lines: [{written}], tag: '#tag'"
    story = tell(tmp_path, f"- {{id: a, {slide}}}\n")
    page = story.without_mistakes().pages[0]
    boxes = [box(page, slot) for slot in ("title", "subtitle", "lines", "tag")]
    for above, below in pairwise(boxes):
        assert above.box.y + above.frame.top + above.frame.height <= below.box.y + below.frame.top + 0.1


def test_nothing_decorative_lies_under_text(tmp_path: Path) -> None:
    brand = tell(tmp_path, "- {id: a, kind: bullets, title: T, bullets: [one]}\n").without_mistakes().brand
    for layout in brand.layouts.values():
        words = [slot.box for slot in layout.slots.values() if slot.type not in ("", "pic", "tbl")]
        for decor in layout.decor:
            match decor:
                case Curve(points=points):
                    under = [(p.x, p.y) for p in points]
                case Bar(box=bar):
                    under = [(x, y) for x in (bar.x, bar.right) for y in (bar.y, bar.centre.y, bar.bottom)]
                case _:
                    continue
            assert not any(b.x < x < b.right and b.y < y < b.bottom for b in words for x, y in under), layout.key


def test_no_word_stands_alone_on_the_last_line_of_a_title(tmp_path: Path) -> None:
    title = "Most patients stayed free of relapses for a median of five months thereafter"
    [page] = pages(tmp_path, f"kind: bullets, title: {title}, bullets: [one]")
    *_, last = box(page, "title").frame.lines
    assert len(list(box(page, "title").frame.lines)) == 2
    assert len(last.text.replace("\N{NO-BREAK SPACE}", " ").split()) > 1


@pytest.mark.parametrize(
    "title", ["Much too wide: all of CAR T-cell therapy", "The hot topic again: our X-ray therapy"]
)
def test_a_word_that_goes_down_takes_a_whole_name_with_it(title: str, tmp_path: Path) -> None:
    [page] = pages(tmp_path, f"kind: cover, style: conference, title: '{title}'")
    lines = [line.text for laid in box(page, "title").frame.paragraphs for line in laid.lines]
    assert len(lines) > 1
    assert not any(line.rstrip().endswith(("CAR", "T-", "\N{NON-BREAKING HYPHEN}", "X-")) for line in lines)


def test_no_line_fills_more_of_its_box_than_the_reserve_allows(tmp_path: Path) -> None:
    words = "small words that fill a line until there is no room at all for one more of them "
    [page] = pages(tmp_path, f"kind: bullets, title: T, bullets: ['{words * 3}']")
    body = box(page, "body")
    [laid] = body.frame.paragraphs
    assert all(line.width <= 0.995 * (body.box.width - laid.indent_pt) for line in laid.lines)


def test_a_layout_may_be_chosen_by_name(tmp_path: Path) -> None:
    slide = "kind: disclosures, title: T, items: [{lead: Trials, text: None}]"
    plain, chosen = pages(tmp_path, slide, f"{slide}, layout: two_fine")
    assert (plain.layout.key, chosen.layout.key) == ("rows", "two_fine")


ROWS = "[Diabetes, 12 (20.0), 10 (16.7)]"


def table(page: Page) -> TableBox:
    return next(one for one in page.elements if isinstance(one, TableBox))


def test_rows_of_a_short_table_open_and_those_of_a_long_one_close_before_it_goes_on(tmp_path: Path) -> None:
    def told(rows: int) -> str:
        return f"kind: table, title: T, alt: T, columns: [A, B, C], rows: [{', '.join([ROWS] * rows)}]"

    short = pages(tmp_path, told(3))
    long = pages(tmp_path, told(13))
    assert (len(short), len(long)) == (1, 1)
    assert table(short[0]).cells[0][0].inset[1] > table(long[0]).cells[0][0].inset[1]
    assert len(pages(tmp_path, told(30))) > 1


def test_notes_stand_right_under_a_table(tmp_path: Path) -> None:
    [page] = pages(tmp_path, f"kind: table, title: T, alt: T, columns: [A, B, C], rows: [{ROWS}], foot: [n (%)]")
    foot = box(page, "foot")
    between = foot.box.y + foot.frame.top - table(page).box.bottom
    assert 0 < between < mm(6)


def test_words_on_a_picture_keep_to_their_title(tmp_path: Path) -> None:
    [page] = pages(tmp_path, "kind: full_picture, title: T, alt: A, file: assets/ward.svg, text: [One line, Another]")
    assert box(page, "text").box.y - box(page, "title").box.bottom < mm(4)


def test_a_long_title_of_a_cover_goes_on_downwards_and_lines_stand_closer(tmp_path: Path) -> None:
    title = "A title of the talk that is rather long, as the titles of talks at medical conferences usually are"
    lines = "lines: [Department, 'University Hospital of a City, Country', 12 March 2027], tag: T"
    for style in ("conference", "talk", "closing"):
        deck = tell(tmp_path, f"- {{id: a, kind: cover, style: {style}, title: '{title}', subtitle: S, {lines}}}\n")
        [page] = deck.without_mistakes().pages
        boxes = [one.box for one in page.elements if isinstance(one, TextBox)]
        assert max(one.bottom for one in boxes) < mm(180)


def shown(page: Page) -> dict[str, TextBox]:
    return {one.name.split(".", 1)[1].partition(".")[2]: one for one in page.elements if isinstance(one, TextBox)}


def test_a_statement_has_its_leads_beside_it_then_before_it_and_then_goes_on(tmp_path: Path) -> None:
    def told(words: int) -> str:
        text = "word " * words
        items = ", ".join(f"{{lead: Grants, text: '{text}', lit: {str(n == 1).lower()}}}" for n in range(5))
        return f"kind: disclosures, title: T, items: [{items}]"

    beside, before, on, *_ = (pages(tmp_path / str(words), told(words)) for words in (30, 58, 120))
    assert [len(one) for one in (beside, before)] == [1, 1] and len(on) > 1
    assert "point-1-lead" in shown(beside[0])
    assert "point-1" in shown(before[0]) and "point-1-lead" not in shown(before[0])
    for page in (*beside, *before):
        assert any("band" in name for name in shown(page))
    assert {one.layout.key for one in on} == {"declared"}


def test_groups_of_people_have_their_names_on_one_grid(tmp_path: Path) -> None:
    groups = "{title: One, people: [A B, C D, E F, G H]}, {title: Two, icon: flask, people: [Prof. I J, K L, M N]}"
    [page] = pages(tmp_path, f"kind: people, title: T, groups: [{groups}]")
    boxes = shown(page)
    assert boxes["group-1"].box.x == boxes["group-2"].box.x
    assert boxes["group-1-2"].box.x == boxes["group-2-2"].box.x
    assert boxes["group-1-head"].box.x == boxes["group-2-head"].box.x


def test_lines_of_a_cover_end_over_the_logos_under_them(tmp_path: Path) -> None:
    lines = ", ".join(["An institute"] * 5)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z"/></svg>'
    (tmp_path / "a.svg").write_text(drawing)
    logo = "{file: a.svg, alt: A}"
    [page] = pages(tmp_path, f"kind: cover, style: talk, title: T, subtitle: S, lines: [{lines}], logos: [{logo}]")
    [drawn] = [one for one in page.elements if one.name.endswith("logo1")]
    assert box(page, "lines").box.bottom <= drawn.box.y


def test_an_odd_number_of_names_in_a_list_leaves_no_hole(tmp_path: Path) -> None:
    [page] = pages(tmp_path, "kind: people, title: T, form: list, wall: [A, B, A name that is long, D, E]")
    boxes = shown(page)
    names = [boxes[f"name-{number}"].box for number in range(1, 6)]
    assert len({(round(one.x, 3), round(one.width, 3), round(one.height, 3)) for one in names}) == 1


def test_many_names_in_a_list_stand_in_two_even_columns(tmp_path: Path) -> None:
    [page] = pages(tmp_path, "kind: people, title: T, form: list, wall: [A, B, C, D, E, F, G, H, I]")
    boxes = shown(page)
    names = [boxes[f"name-{number}"].box for number in range(1, 10)]
    assert len({round(one.width, 3) for one in names}) == len({round(one.height, 3) for one in names}) == 1
    assert (names[0].y, names[3].y) == pytest.approx((names[5].y, names[8].y))


def test_an_odd_number_of_points_beside_a_lead_is_one_list(tmp_path: Path) -> None:
    told = (
        "kind: bullets, title: T, form: tiles, lead: L, bullets: [a, b, c, d, e], icons: [flask, gene, bag, lens, germ]"
    )
    [page] = pages(tmp_path, told)
    boxes = shown(page)
    points = [boxes[f"point-{number}"].box for number in range(1, 6)]
    assert len({(round(one.x, 3), round(one.width, 3)) for one in points}) == 1


def test_tiles_are_of_one_size_and_wider_where_their_words_have_no_room(tmp_path: Path) -> None:
    def told(words: int) -> str:
        points = ", ".join([*["'" + "word " * words + "'", "a point", "another"] * 2, "a point"])
        return f"kind: bullets, title: T, form: tiles, bullets: [{points}], icons: [{', '.join(['flask'] * 7)}]"

    for words, abreast in ((4, 4), (18, 2)):
        [page] = pages(tmp_path / str(words), told(words))
        tiles = [
            one.box for one in page.elements if isinstance(one, TextBox) and one.style and one.style.name == "tile"
        ]
        assert len({round(tile.x) for tile in tiles}) == abreast
        assert len({round(tile.width) for tile in tiles}) == 1


def test_a_cover_names_several_speakers_each_above_a_place_of_work(tmp_path: Path) -> None:
    people = "[{name: A Speaker, of: A university}, {name: Another, of: An institute}]"
    deck = tell(
        tmp_path, f"- {{id: a, kind: cover, title: {LONG[:40]}, speakers: {people}, lines: [A line]}}\n"
    ).without_mistakes()
    named = box(deck.pages[0], "lines").frame.paragraphs
    assert [one.role.name for one in named] == [*["speaker", "body2"] * 2, "body2"]
    assert named[2].before_pt > named[1].before_pt


def test_drawings_stand_above_the_columns_of_a_process_and_all_names_end_on_one_line(tmp_path: Path) -> None:
    names = "[Collect, A name that is so long that it takes two lines or three, Infuse]"
    lane = "{title: One, steps: {Collect: Cells, Infuse: Cells}}"
    [page] = pages(
        tmp_path, f"kind: process, title: T, alt: A, columns: {names}, icons: [bag, gene, flask], lanes: [{lane}]"
    )
    [group] = [one for one in page.elements if isinstance(one, Group)]
    heads = [one for one in group.children if isinstance(one, TextBox) and "head-" in one.name]
    assert len({round(head.box.bottom, 3) for head in heads}) == 1
    drawn = [one.box for one in group.children if isinstance(one, IconBox)]
    assert len(drawn) == 3 and len({round(one.y, 3) for one in drawn}) == 1
    assert all(one.bottom <= head.box.y + 0.01 for one, head in zip(drawn, heads, strict=True))
