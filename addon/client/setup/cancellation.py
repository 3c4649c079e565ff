# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How one thread asks the work of another to stop."""

from __future__ import annotations

import threading

from ...contract.errors import Cancelled


class CancelToken:
    """A request to stop: made by one thread, looked at by the one that works."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    def is_cancelled(self) -> bool:
        """Return whether the work is asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled when the work is asked to stop."""
        if self._event.is_set():
            raise Cancelled("Stopped.", hint="What is there already is kept; it goes on from here.")

    def wait(self, seconds: float) -> None:
        """Wait, but raise Cancelled as soon as the work is asked to stop."""
        self._event.wait(seconds)
        self.check()
