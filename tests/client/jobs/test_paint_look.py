# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a layer is paint, line art, bare paper or empty."""

from __future__ import annotations

import math

from addon.client.jobs.paint_look import look_at, path_of

WIDTH = 300
CLEAR, PAPER, INK = bytes(4), bytes([255] * 4), bytes([20, 30, 40, 255])


def row(*runs: tuple[bytes, int]) -> bytes:
    """A row of runs of one colour each, filled up with the first one."""
    found = b"".join(color * count for color, count in runs)
    return found + runs[0][0] * (WIDTH - len(found) // 4)


def twice(rows: list[bytes]) -> list[tuple[bytes, bytes]]:
    """Rows of a picture that is the same farther down."""
    return [(row, row) for row in rows]


def soft(ground: bytes) -> bytes:
    """A row across a soft, grainy dab."""
    pixels = [ground] * 60
    for place in range(160):
        alpha = round(255 * math.sin(math.pi * place / 160) ** 0.5)
        shade = 120 + round(30 * math.sin(place / 25)) + (place * 7) % 9
        pixels.append(bytes([shade, shade // 2, 200, alpha if ground == CLEAR else 255]))
    return row(*[(pixel, 1) for pixel in pixels], (ground, WIDTH - len(pixels)))


def test_nothing_and_bare_paper() -> None:
    assert look_at(twice([row((CLEAR, 1))] * 4), WIDTH).look == "empty"
    assert look_at(twice([row((PAPER, 1))] * 4), WIDTH).look == "paper"


def test_thin_lines_and_flat_areas_are_line_art() -> None:
    for ground in (CLEAR, PAPER, bytes([30, 30, 30, 255])):
        ink = INK if ground != bytes([30, 30, 30, 255]) else PAPER
        lines = row((ground, 40), (ink, 5), (ground, 100), (ink, 5))
        area = row((ground, 40), (ink, 5), (bytes([0, 200, 255, 255]), 90), (ink, 5))
        assert look_at(twice([lines, area, lines]), WIDTH).look == "lines"


def test_flat_areas_that_touch_without_a_line_are_paint() -> None:
    ball, eye, edge = (bytes(color) for color in ([30, 90, 210, 255], [240] * 3 + [255],
                                                  [130, 160, 225, 255]))  # fmt: skip
    whole = row((CLEAR, 60), (ball, 60))
    for between in ((), ((edge, 2),)):
        eyed = row((CLEAR, 60), (ball, 40), *between, (eye, 20), *between, (ball, 40))
        assert look_at(twice([whole, eyed, eyed]), WIDTH).look == "paint"
    for line in (2, 4, 8):
        outlined = row((CLEAR, 60), (ball, 40), (INK, line), (eye, 20), (INK, line), (ball, 40))
        assert look_at(twice([whole, outlined, outlined]), WIDTH).look == "lines"


def test_soft_and_grainy_paint_is_paint_on_any_ground() -> None:
    for ground in (CLEAR, PAPER):
        assert look_at(twice([row((ground, 1)), soft(ground), soft(ground)]), WIDTH).look == "paint"


def test_slow_shading_is_paint_and_flat_colour_with_noise_is_not() -> None:
    slow = [(bytes([60 + n // 4, 90, 200 - n // 3, 255]), 1) for n in range(150)]
    noisy = [(bytes([60 + n % 2, 90, 200, 255]), 1) for n in range(150)]
    assert look_at(twice([row((CLEAR, 60), *slow)] * 3), WIDTH).look == "paint"
    assert look_at(twice([row((CLEAR, 60), *noisy)] * 3), WIDTH).look == "lines"


def test_a_few_thin_shaded_lines_are_no_paint() -> None:
    pencil = b"".join(bytes([90 + 20 * (n % 3), 90, 90, 255]) for n in range(6))
    line = row((CLEAR, 50))[: 4 * 50] + pencil + CLEAR * (WIDTH - 56)
    assert look_at(twice([line] * 5), WIDTH).look == "lines"


def test_the_soft_edge_along_a_line_is_no_paint() -> None:
    edge = soft(CLEAR)
    assert look_at([(edge, row((CLEAR, 1)))] * 3, WIDTH).look == "lines"
    assert look_at([(edge, edge)] * 3, WIDTH).look == "paint"


def test_the_artist_decides_and_else_the_look() -> None:
    assert path_of("auto", "paint") == "warp" and path_of("auto", "lines") == "vector"
    assert path_of("warp", "lines") == "warp" and path_of("trace", "paint") == "vector"
