# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion that is shown leaves time to everything else where drawing is slow."""

from __future__ import annotations

from addon.blender.jobs.live_pace import LONGEST_WAIT_S, RedrawPace


def test_quick_redraws_follow_one_another() -> None:
    pace = RedrawPace()
    assert pace.may_redraw(1.0)
    pace.redraws(1.0)
    assert pace.may_redraw(1.042)


def test_after_a_slow_redraw_as_much_time_is_left_free() -> None:
    pace = RedrawPace()
    pace.redraws(1.0)
    assert not pace.may_redraw(1.5)  # the first tick after it: it took half a second
    assert not pace.may_redraw(1.9)
    assert pace.may_redraw(2.1)


def test_the_engine_gets_the_time_while_it_works_on_another_motion() -> None:
    pace = RedrawPace()
    assert not pace.may_redraw(1.0, is_waiting=True)
    assert not pace.may_redraw(1.0 + 0.9 * LONGEST_WAIT_S, is_waiting=True)
    assert pace.may_redraw(1.0 + 1.1 * LONGEST_WAIT_S, is_waiting=True)
    assert pace.may_redraw(3.0)
    assert not pace.may_redraw(3.1, is_waiting=True)  # on another one again
