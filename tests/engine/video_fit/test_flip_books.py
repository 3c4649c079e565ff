# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flip-books, drawn anew on every page, are followed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.flip_books import BOOKS, FRAMES, FlipBook, follow

ROUGH = 0.05  # long sides
WING = 0.022  # long sides: with a wing that is folded back, the bird misses by 0.026


def book_of(name: str) -> FlipBook:
    return next(book for book in BOOKS if book.name == name)


@pytest.mark.parametrize("book", BOOKS, ids=[book.name for book in BOOKS])
def test_no_page_is_the_one_before(book: FlipBook) -> None:
    pages = book.clip().frames
    assert len(pages) == FRAMES
    inked = pages[..., :3].min(axis=3) < 200
    for before, now in pairwise(inked):
        assert 0.5 < now.sum() / before.sum() < 2.0
        assert (before & now).sum() < 0.95 * now.sum()
    assert np.array_equal(pages, book.clip().frames)


def test_a_ball_bounces_by_itself_over_the_ground() -> None:
    done = follow(book_of("ball"))
    assert done.error < ROUGH, done.error
    assert done.rig == "drawing: none"


def test_a_snake_slithers_and_does_not_slide_along_its_wave() -> None:
    done = follow(book_of("snake"))
    assert done.error < ROUGH, done.error
    assert done.rig == "drawing: snake"


def test_a_wing_that_turns_away_beats_down() -> None:
    done = follow(book_of("bird"))
    assert done.error < WING, done.error
