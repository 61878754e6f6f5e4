"""Computes the pictures and the simulated patients of the two talks: nobody was photographed, nobody was treated.

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


if __name__ == "__main__":
    skin(HERE / "physician" / "assets" / "month-0.jpg", 0.56, (112, 62, 52))
    skin(HERE / "physician" / "assets" / "month-6.jpg", 0.21, (190, 140, 118))
    patients(HERE / "physician" / "figures" / "data" / "survival.csv")
    street(HERE / "organiser" / "assets" / "bare.jpg", (250, 214, 150), 0)
    street(HERE / "organiser" / "assets" / "trees.jpg", (176, 212, 236), 6)
    street(HERE / "organiser" / "assets" / "evening.jpg", (238, 170, 120), 4, (1600, 900))
