"""What a stage makes of a slide is what it made before, if it is made from the same."""

from __future__ import annotations

from deck.as_before import AsBefore


class Stage:
    """Says how often it was asked to make something."""

    def __init__(self, before: AsBefore) -> None:
        self.before = before
        self.made = 0

    def ask(self, slide: str, same: tuple[object, ...] = (), equal: tuple[object, ...] = (), name: str = "it") -> int:
        def make() -> int:
            self.made += 1
            return self.made

        return self.before.of(name, slide, same, equal, make)

    def built(self, *asked: tuple[object, ...]) -> list[int]:
        self.before.begin()
        found = [self.ask(*one) for one in asked]  # type: ignore[arg-type]
        self.before.end()
        return found


def test_the_same_is_made_once() -> None:
    stage, one = Stage(AsBefore()), [1]
    assert stage.built(("a", (one,), (2,))) == [1]
    assert stage.built(("a", (one,), (2,))) == [1]


def test_what_is_only_equal_was_not_made_from_the_same() -> None:
    stage = Stage(AsBefore())
    assert stage.built(("a", ([1],), ())) == [1]
    assert stage.built(("a", ([1],), ())) == [2], "it may stand elsewhere"
    assert stage.built(("b", (), ([1],))) == [3]
    assert stage.built(("b", (), ([1],))) == [3]
    assert stage.built(("b", (), ([2],))) == [4]


def test_one_more_that_it_is_made_from_is_another_thing() -> None:
    stage, one = Stage(AsBefore()), [1]
    assert stage.built(("a", (one,), ())) == [1]
    assert stage.built(("a", (one, one), ())) == [2]


def test_of_a_slide_whose_lines_were_changed_nothing_holds_until_it_is_made_again() -> None:
    stage = Stage(AsBefore())
    assert stage.built(("a",), ("b",)) == [1, 2]
    stage.before.touch(frozenset({"a"}))
    stage.before.touch(frozenset({"c"}))
    assert stage.built(("a",), ("b",)) == [3, 2]
    assert stage.built(("a",), ("b",)) == [3, 2]


def test_a_build_that_breaks_off_leaves_what_the_last_whole_one_made() -> None:
    stage = Stage(AsBefore())
    assert stage.built(("a",), ("b",)) == [1, 2]
    stage.before.touch(frozenset({"a"}))
    stage.before.begin()
    assert stage.ask("a") == 3
    assert stage.built(("a",), ("b",)) == [4, 2]


def test_what_is_not_asked_for_is_forgotten_and_stages_know_nothing_of_each_other() -> None:
    stage = Stage(AsBefore())
    assert stage.built(("a", (), (), "one"), ("a", (), (), "two")) == [1, 2]
    assert stage.built(("a", (), (), "one")) == [1]
    assert stage.built(("a", (), (), "two")) == [3]
