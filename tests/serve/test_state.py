"""What is shown after a build, what is new in it, and what is older than the files?"""

from __future__ import annotations

from deck.diagnostics import Severity
from deck.serve.shown import Built, Edition, Place, Shown, Wrong
from deck.serve.state import State
from deck.value import replace

WRONG = Wrong(Severity.ERROR, "unknown field", "error[unknown-field]: …", Place("slides.yaml", 9), "unknown-field")


def page(id: str, svg: str, **more: object) -> Shown:
    plain = Shown(id, 1, id, "statement", "", False, svg, (), (), (), (), (), 0.0, 1.0, True)
    return replace(plain, **more)


def edition(*pages: Shown, locale: str = "") -> Edition:
    return Edition(locale, locale or "en", False, (960, 540), pages, ())


def built(*pages: Shown, files: dict[str, bytes] | None = None) -> Built:
    return Built(edition(*pages), files or {}, tuple(files or {}))


def test_at_first_all_is_new_and_nothing_to_jump_to() -> None:
    change = State().take(built(page("a", "<a/>"), page("b", "<b/>")))
    assert ([one.id for one in change.pages], change.jump) == (["a", "b"], "")


def test_only_what_differs_is_told_and_the_first_picture_that_does_is_jumped_to() -> None:
    state = State()
    state.take(built(page("a", "<a/>"), page("b", "<b/>"), page("c", "<c/>")))
    change = state.take(built(page("a", "<a/>", title="new"), page("b", "<b2/>"), page("c", "<c2/>")))
    assert ([one.id for one in change.pages], change.jump) == (["a", "b", "c"], "b")


def test_a_slide_that_is_gone_is_gone() -> None:
    state = State()
    state.take(built(page("a", "<a/>"), page("b", "<b/>")))
    change = state.take(built(page("b", "<b/>")))
    assert (change.order, change.pages, change.jump) == (("b",), (), "")


def test_a_slide_that_cannot_be_read_keeps_what_was_good_and_says_so() -> None:
    state = State()
    state.take(built(page("a", "<a/>", minutes=3.0)))
    change = state.take(built(page("a", "<unreadable/>", unread=True, wrong=(WRONG,), minutes=0.0)))
    [one] = change.pages
    assert (one.svg, one.minutes, one.stale, one.wrong) == ("<a/>", 3.0, True, (WRONG,))
    assert change.jump == "a", "the mistake is where the reader is to look"


def test_a_second_mistake_still_shows_what_was_good_before_the_first() -> None:
    state = State()
    state.take(built(page("a", "<a/>")))
    state.take(built(page("a", "<x/>", unread=True, wrong=(WRONG,))))
    [one] = state.take(built(page("a", "<y/>", unread=True, wrong=(WRONG, WRONG)))).pages
    assert (one.svg, one.stale) == ("<a/>", True)


def test_a_slide_that_was_never_good_shows_its_mistake_and_is_not_called_stale() -> None:
    state = State()
    state.take(built(page("a", "<unreadable/>", unread=True, wrong=(WRONG,))))
    [one] = state.take(built(page("a", "<unreadable/>", unread=True, wrong=(WRONG, WRONG)))).pages
    assert (one.svg, one.stale) == ("<unreadable/>", False)


def test_a_mended_slide_is_fresh_again() -> None:
    state = State()
    state.take(built(page("a", "<a/>")))
    state.take(built(page("a", "<x/>", unread=True, wrong=(WRONG,))))
    [one] = state.take(built(page("a", "<a/>"))).pages
    assert not one.stale and not one.wrong


def test_where_nothing_can_be_built_all_pages_stay_and_are_stale() -> None:
    state = State()
    state.take(built(page("a", "<a/>"), page("b", "<b/>")))
    change = state.take(Built(Edition("", "", False, (960, 540), None, (WRONG,)), {}))
    assert (change.stale, [(one.id, one.stale) for one in change.pages], change.jump) == (
        True,
        [("a", True), ("b", True)],
        "",
    )
    after = state.take(built(page("a", "<a/>"), page("b", "<b/>")))
    assert (after.stale, [one.stale for one in after.pages]) == (False, [False, False])


def test_a_browser_that_has_nothing_yet_is_told_all() -> None:
    state = State()
    state.take(built(page("a", "<a/>")))
    state.take(built(page("a", "<a/>")))
    whole = state.whole("")
    assert whole is not None and [one.id for one in whole.pages] == ["a"]
    assert state.whole("de") is None


def test_a_picture_stays_as_long_as_a_page_names_it_and_be_it_a_stale_one() -> None:
    state = State()
    old, new = {"one.svg": b"1"}, {"two.svg": b"2"}
    state.take(built(page("a", '<image href="picture/one.svg"/>'), files=old))
    state.take(built(page("a", "<x/>", unread=True), files=new))
    assert state.files.keys() == {"one.svg", "two.svg"}
    state.take(built(page("a", '<image href="picture/two.svg"/>'), files=new))
    assert state.files.keys() == {"two.svg"}
