"""Do the figures look as somebody saw and accepted them? And is a wrong number or a shifted curve noticed?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from deck.figure import Canvas
from tests.figures.picture import different, is_alike, picture, save, shown
from tests.figures.seen import PROJECT, draw, sizes, with_gid
from tests.figures.trial_rows import changed

PICTURES = Path(__file__).parent / "pictures"
DIFFERENCES = PROJECT / "build" / "differences"
MOST_BYTES = 1_500_000


# Not those that other tests measure: to save a figure in pixels leaves it measured in these.
drawn = cache(draw)


@pytest.mark.parametrize("name", sorted(sizes()))
def test_it_looks_as_it_was_accepted(name: str, request: pytest.FixtureRequest) -> None:
    path, seen = PICTURES / f"{name}.png", picture(drawn(name))
    if request.config.getoption("--accept"):
        save(seen, path)
    assert path.exists(), f"{path.name} is missing: run pytest --accept and look at it"
    told = compare(Image.open(path).convert("RGB"), seen, DIFFERENCES / f"{name}.png")
    assert told == ""


def compare(expected: Image.Image, seen: Image.Image, where: Path) -> str:
    """Nothing, or where the difference can be looked at."""
    if is_alike(expected, seen):
        return ""
    where.parent.mkdir(parents=True, exist_ok=True)
    shown(expected, seen).save(where)
    count = int(different(expected, seen).sum())
    return f"{count} pixels differ: look at {where}; if it is as it should be, run pytest --accept"


def test_no_picture_is_kept_of_a_figure_that_is_gone() -> None:
    assert {path.stem for path in PICTURES.glob("*")} == set(sizes())
    assert sum(path.stat().st_size for path in PICTURES.glob("*")) < MOST_BYTES


def accepted(name: str) -> Image.Image:
    return Image.open(PICTURES / f"{name}.png").convert("RGB")


@pytest.mark.parametrize("codes", [("ES", "IT"), ("US", "CN"), ("DE", "BE")])
def test_two_swapped_counts_on_the_map_are_noticed(codes: tuple[str, str]) -> None:
    canvas = drawn("trial_map")
    one, other = (with_gid(canvas, f"country.{code.lower()}")[""] for code in codes)
    assert isinstance(one, Text) and isinstance(other, Text) and one.get_text() != other.get_text()
    with swapped(one, other):
        assert not is_alike(accepted("trial_map"), picture(canvas))
    assert is_alike(accepted("trial_map"), picture(canvas))


@contextmanager
def swapped(one: Text, other: Text) -> Iterator[None]:
    first, second = one.get_text(), other.get_text()
    one.set_text(second), other.set_text(first)
    yield
    one.set_text(first), other.set_text(second)


def test_a_trial_that_the_data_have_in_another_country_is_noticed(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", countries="ES")
    assert not is_alike(accepted("trial_map"), picture(draw("trial_map", data)))


@pytest.mark.parametrize("curve", ["early", "middle", "late"])
@pytest.mark.parametrize(("days", "shares"), [(1.05, 1.0), (0.95, 1.0), (1.0, 1.2), (1.0, 0.83)])
def test_a_curve_that_is_shifted_by_a_little_of_an_axis_is_noticed(curve: str, days: float, shares: float) -> None:
    canvas = drawn("bcell_kinetics")
    with shifted(canvas, curve, days, shares):
        # The axis of shares is one of powers: a factor of 1.2 is a fiftieth of it.
        assert not is_alike(accepted("bcell_kinetics"), picture(canvas))


@contextmanager
def shifted(canvas: Canvas, curve: str, days: float, shares: float) -> Iterator[None]:
    line = with_gid(canvas, curve)[""]
    before = line.get_data()
    line.set_data(before[0] * days, before[1] * shares)
    yield
    line.set_data(*before)


def test_a_mark_that_moves_to_the_next_phase_is_noticed(tmp_path: Path) -> None:
    data = changed(tmp_path, "Boren CD19-BCMA", phase="Phase 1/2")
    for name in ("landscape", "trial_counts"):
        assert not is_alike(accepted(name), picture(draw(name, data)))


@pytest.mark.parametrize("name", sorted(sizes()))
def test_faint_differences_everywhere_are_none(name: str) -> None:
    """Colours that another version of a renderer smooths a little darker or lighter."""
    plain = np.asarray(accepted(name), dtype=np.int16)
    faint = np.random.default_rng(1).integers(-20, 21, plain.shape)
    assert is_alike(accepted(name), Image.fromarray(np.clip(plain + faint, 0, 255).astype(np.uint8)))


def test_a_difference_is_shown_in_a_picture_that_the_message_names(tmp_path: Path) -> None:
    one, other = Image.new("RGB", (60, 40), "white"), Image.new("RGB", (60, 40), "white")
    other.paste((0, 0, 0), (10, 10, 20, 20))
    told = compare(one, other, tmp_path / "differences" / "drawn.png")
    assert "100 pixels differ" in told and str(tmp_path / "differences" / "drawn.png") in told
    red = np.asarray(Image.open(tmp_path / "differences" / "drawn.png"))[-40:]
    assert (red == (200, 0, 0)).all(axis=2).sum() == 100
    assert compare(one, one, tmp_path / "none.png") == "" and not (tmp_path / "none.png").exists()


def test_a_picture_of_another_size_is_a_difference(tmp_path: Path) -> None:
    assert compare(Image.new("RGB", (60, 40)), Image.new("RGB", (60, 41)), tmp_path / "size.png")
