# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a motion that is shown may redraw the 3D view.

Where drawing is slow, Blender would do nothing else: keys and the engine would wait for pictures.
"""

from __future__ import annotations

from dataclasses import dataclass

QUICK_S = 0.06  # a redraw that takes no longer, until the next tick, keeps nobody waiting
LONGEST_WAIT_S = 0.3  # so long no next frame is drawn while the engine works on another motion


@dataclass
class RedrawPace:
    """Leaves as much time free after a slow redraw as it took. Times are in seconds.

    Attributes:
        drawn_at: when the last redraw was asked for.
        free_until: when the next one may be.
        waits_since: when the engine was first seen to work on another motion.
    """

    drawn_at: float | None = None
    free_until: float = 0.0
    waits_since: float | None = None

    def redraws(self, now: float) -> None:
        """Take note that a redraw is asked for."""
        self.drawn_at = now

    def may_redraw(self, now: float, *, is_waiting: bool = False) -> bool:
        """Return whether the next frame may be drawn; called once a tick.

        is_waiting: whether the engine works on what will be shown in place of this motion.
        """
        if self.drawn_at is not None:
            took = now - self.drawn_at  # until the first tick after it
            self.free_until = now + took if took > QUICK_S else now
            self.drawn_at = None
        if not is_waiting:
            self.waits_since = None
        elif self.waits_since is None:
            self.waits_since = now
        is_soon = self.waits_since is not None and now - self.waits_since < LONGEST_WAIT_S
        return now >= self.free_until and not is_soon
