"""Computes the pictures and the simulated patients of the three talks: nobody was photographed, nobody was treated.

python tests/talks/make_pictures.py
"""

from __future__ import annotations

import csv
import math
import random
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
MONTHS = 24


def skin(path: Path, spot: float, tone: tuple[int, int, int]) -> None:
    """Something like skin with a round spot, `spot` a share of the picture's height."""
    noise = np.random.default_rng(7)
    wide, high = 900, 675
    grain = Image.fromarray((128 + 40 * noise.normal(0, 1, (high // 9, wide // 9))).clip(0, 255).astype("uint8"))
    soft = np.array(grain.resize((wide, high), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(3)))
    base = np.array((226, 186, 160)) + (soft[..., None].astype(float) - 128) * 0.22
    down, across = np.mgrid[0:high, 0:wide]
    angle = np.arctan2(down - high / 2, across - wide / 2)
    edge = spot * high / 2 * (1 + 0.08 * np.sin(5 * angle) + 0.05 * np.sin(9 * angle + 1))
    away = np.hypot(down - high / 2, across - wide / 2)
    share = 1 / (1 + np.exp((away - edge) / 9))
    mixed = base * (1 - share[..., None]) + np.array(tone) * share[..., None]
    Image.fromarray(mixed.clip(0, 255).astype("uint8")).save(path, quality=72, optimize=True)


def street(path: Path, sky: tuple[int, int, int], trees: int, size: tuple[int, int] = (1200, 675)) -> None:
    """Houses in the sun, with or without trees before them."""
    chance = random.Random(3)
    wide, high = size
    drawn = Image.new("RGB", size, sky)
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((wide * 0.78, high * 0.08, wide * 0.78 + high * 0.16, high * 0.24), fill=(255, 222, 120))
    across = 0
    while across < wide:
        house = chance.randint(110, 190)
        top = high * chance.uniform(0.28, 0.5)
        wall = chance.choice([(214, 180, 150), (196, 160, 140), (222, 200, 170), (186, 170, 160)])
        pen.rectangle((across, top, across + house, high * 0.82), fill=wall)
        for row in range(int(top) + 24, int(high * 0.74), 62):
            for window in range(across + 18, across + house - 30, 46):
                pen.rectangle((window, row, window + 24, row + 34), fill=(92, 108, 124))
        across += house
    pen.rectangle((0, high * 0.82, wide, high), fill=(120, 116, 112))
    for tree in range(trees):
        x, y, r = wide * (tree + 0.6) / trees, high * 0.62, high * 0.15
        pen.rectangle((x - 9, y, x + 9, high * 0.86), fill=(96, 70, 52))
        for part in range(9):
            turn = part / 9 * math.tau
            u, v = x + r * 0.5 * math.cos(turn), y + r * 0.4 * math.sin(turn)
            pen.ellipse((u - r * 0.6, v - r * 0.6, u + r * 0.6, v + r * 0.6), fill=(60, 118 + 5 * part, 72))
    drawn.filter(ImageFilter.GaussianBlur(0.7)).save(path, quality=70, optimize=True)


def patients(path: Path) -> None:
    """Months until a relapse or the end of two arms of 60: `relapses` of each are as in the talk's numbers."""
    chance = random.Random(26)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("arm", "months", "relapse"))
        for arm, relapses, left_early in (("steps", 15, 4), ("usual", 29, 3)):
            ends = [(round(chance.uniform(1, MONTHS - 0.5), 1), 1) for _ in range(relapses)]
            ends += [(round(chance.uniform(18, MONTHS - 0.5), 1), 0) for _ in range(left_early)]
            ends += [(float(MONTHS), 0)] * (60 - len(ends))
            rows.writerows((arm, months, relapse) for months, relapse in ends)


def desk(path: Path) -> None:
    """A desk at night: a lamp and its light, a cup, a screen."""
    size = (1280, 720)
    wide, high = size
    down, across = np.mgrid[0:high, 0:wide]
    away = np.hypot(down - high * 0.42, (across - wide * 0.3) * 0.8)
    share = np.clip(1 - away / 620, 0, 1)[..., None] ** 2
    lit = np.array((30, 38, 58)) * (1 - share) + np.array((232, 190, 120)) * share
    drawn = Image.fromarray(lit.clip(0, 255).astype("uint8"))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, high * 0.72, wide, high), fill=(74, 54, 44))
    pen.rectangle((wide * 0.5, high * 0.26, wide * 0.86, high * 0.62), fill=(24, 30, 44))
    pen.rectangle((wide * 0.515, high * 0.285, wide * 0.845, high * 0.595), fill=(196, 214, 230))
    pen.rectangle((wide * 0.66, high * 0.62, wide * 0.7, high * 0.72), fill=(24, 30, 44))
    for row in range(6):
        reach = (0.2, 0.13, 0.24, 0.17, 0.22, 0.09)[row]
        pen.rectangle(
            (wide * 0.54, high * (0.33 + 0.042 * row), wide * (0.54 + reach), high * (0.348 + 0.042 * row)),
            fill=(92, 116, 148),
        )
    pen.line((wide * 0.2, high * 0.72, wide * 0.24, high * 0.44, wide * 0.3, high * 0.4), fill=(32, 36, 44), width=10)
    pen.polygon(
        [
            (wide * 0.27, high * 0.36),
            (wide * 0.34, high * 0.36),
            (wide * 0.37, high * 0.46),
            (wide * 0.24, high * 0.46),
        ],
        fill=(206, 120, 70),
    )
    pen.rounded_rectangle((wide * 0.38, high * 0.62, wide * 0.43, high * 0.72), 8, fill=(222, 222, 214))
    pen.arc((wide * 0.42, high * 0.64, wide * 0.45, high * 0.7), -90, 90, fill=(222, 222, 214), width=6)
    drawn.save(path, quality=70, optimize=True)


if __name__ == "__main__":
    skin(HERE / "physician" / "assets" / "month-0.jpg", 0.56, (112, 62, 52))
    skin(HERE / "physician" / "assets" / "month-6.jpg", 0.21, (190, 140, 118))
    patients(HERE / "physician" / "figures" / "data" / "survival.csv")
    street(HERE / "organiser" / "assets" / "bare.jpg", (250, 214, 150), 0)
    street(HERE / "organiser" / "assets" / "trees.jpg", (176, 212, 236), 6)
    street(HERE / "organiser" / "assets" / "evening.jpg", (238, 170, 120), 4, (1600, 900))
    desk(HERE / "engineer" / "assets" / "desk.jpg")
