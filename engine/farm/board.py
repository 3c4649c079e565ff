# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: where machines note how far their jobs are. Its process imports nothing else."""

from __future__ import annotations

from typing import Any


class Board:
    """The newest event of each job; an actor beside the dispatcher."""

    def __init__(self) -> None:
        self._events: dict[str, dict[str, Any]] = {}

    def put(self, job: str, event: dict[str, Any]) -> None:
        """Note an event, in place of the job's last one."""
        self._events[job] = event

    def take(self) -> dict[str, dict[str, Any]]:
        """Return what was noted since the last time."""
        events, self._events = self._events, {}
        return events
