# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips, masks and nested pages of SVG files cut what they should."""

from __future__ import annotations

import pytest
import torch

from engine.geometry.svg import cutting
from tests.engine.geometry.svg_looks import DISC, DOT, area, warnings


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


CLIPPED = (
    '<clipPath id="c">{}</clipPath><rect width="100" height="100" fill="red" clip-path="url(#c)"/>'
)


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        ('<circle cx="50" cy="50" r="20"/>', DISC),
        ('<circle cx="50" cy="50" r="20" transform="scale(0.5)"/>', DISC / 4),
        ('<circle cx="20" cy="50" r="20"/><circle cx="80" cy="50" r="20"/>', 2 * DISC),
        ('<circle cx="50" cy="50" r="20"/><rect width="50" height="50"/>', 2500 + DISC * 3 / 4),
        ('<path d="M10 10 h40 v40 h-40 Z M20 20 h20 v20 h-20 Z"/>', 1600),
        ('<path clip-rule="evenodd" d="M10 10 h40 v40 h-40 Z M20 20 h20 v20 h-20 Z"/>', 1200),
        ('<circle cx="50" cy="50" r="20" display="none"/><rect width="9" height="9"/>', 81),
    ],
)
def test_fills_are_cut_by_clipping_paths(clip, expected):
    assert area(CLIPPED.format(clip)) == pytest.approx(expected, rel=0.01)


def test_a_clip_in_the_units_of_the_box():
    clip = '<clipPath id="c" clipPathUnits="objectBoundingBox">'
    clip += '<rect width=".5" height="1"/></clipPath>'
    body = f'{clip}<rect x="20" y="20" width="40" height="10" fill="red" clip-path="url(#c)"/>'
    assert area(body) == pytest.approx(200, rel=0.01)


def test_clips_within_clips_and_holes_stay():
    clips = (
        '<clipPath id="d"><rect width="50" height="100"/></clipPath>'
        '<clipPath id="c" clip-path="url(#d)"><circle cx="50" cy="50" r="20"/></clipPath>'
    )
    ring = '<path fill-rule="evenodd" d="M0 0 h100 v100 h-100 Z M40 40 h20 v20 h-20 Z" fill="red"'
    assert area(f'{clips}{ring} clip-path="url(#c)"/>') == pytest.approx(DISC / 2 - 200, rel=0.01)


def test_lines_are_cut_at_clipping_paths():
    clip = '<clipPath id="c"><circle cx="50" cy="50" r="20"/></clipPath>'
    line = '<path d="M0 50 H100" stroke="red" stroke-width="4" clip-path="url(#c)"/>'
    assert area(clip + line) == pytest.approx(160, rel=0.02)


def test_lines_along_the_edge_of_a_clip_stay():
    clip = '<clipPath id="c"><rect x="20" y="20" width="40" height="40"/></clipPath>'
    line = (
        '<rect x="20" y="20" width="40" height="40" stroke="red" fill="none" clip-path="url(#c)"/>'
    )
    assert area(clip + line) == pytest.approx(160, rel=0.03)


def test_what_a_clip_hides_is_gone():
    body = CLIPPED.format('<rect x="200" width="5" height="5"/>') + DOT
    assert area(body) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("mask", "expected", "soft"),
    [
        ('<circle cx="50" cy="50" r="20" fill="white"/>', DISC, False),
        (
            '<rect width="100" height="100" fill="white"/><circle cx="50" cy="50" r="20"/>',
            10**4 - DISC,
            False,
        ),
        ('<circle cx="50" cy="50" r="20" fill="#bbb"/>', DISC, True),
        ('<path d="M10 50H90" stroke="white" stroke-width="20"/>', 1600, False),
        ('<path d="M0 20H80V100" stroke="white" stroke-width="20" fill="none"/>', 3178, False),
        (
            '<path d="M30 50H70" stroke="white" stroke-width="20" stroke-linecap="round"/>',
            800 + DISC / 4,
            False,
        ),
        (
            '<rect width="100" height="100" fill="white"/>'
            '<path d="M10 50H90" stroke="black" stroke-width="20"/>',
            8400,
            False,
        ),
    ],
)
def test_masks_show_what_is_bright(mask, expected, soft):
    body = f'<mask id="m">{mask}</mask><rect width="100" height="100" fill="red" mask="url(#m)"/>'
    assert area(body) == pytest.approx(expected, rel=0.01)
    assert (warnings(body) == ("Soft masks are drawn with a hard edge.",)) is soft


def test_nested_pages_cut_what_lies_outside():
    disc = '<circle cx="40" cy="40" r="20" fill="red"/>'
    inner = f'<svg x="10" y="10" width="40" height="40" {{}}>{disc}</svg>'
    assert area(inner.format("")) == pytest.approx(DISC / 4, rel=0.01)
    assert area(inner.format('overflow="visible"')) == pytest.approx(DISC, rel=0.01)
    symbol = '<symbol id="s" viewBox="0 0 10 10"><circle cx="10" cy="5" r="5" fill="red"/></symbol>'
    body = f'{symbol}<use href="#s" x="10" y="10" width="40" height="40"/>'
    assert area(body) == pytest.approx(DISC / 2, rel=0.01)


def test_a_clip_of_very_many_curves_is_said(monkeypatch):
    monkeypatch.setattr(cutting, "MOST_CUBICS", 5)
    body = CLIPPED.format('<circle cx="50" cy="50" r="20"/>')
    assert area(body) == pytest.approx(100 * 100)
    assert warnings(body) == ("A clipping path of very many curves is left out.",)
