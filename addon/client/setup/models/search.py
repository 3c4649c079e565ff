# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for models of a host: it reads folders, so a thread does it."""

from __future__ import annotations

import threading

from ...locations import locations
from .store import FoundModel, find_models


class ModelSearch:
    """The models that the last search found, for a menu.

    Attributes:
        found: By name; another tuple after each search. The thread sets it.
    """

    def __init__(self) -> None:
        self.found: tuple[FoundModel, ...] = ()

    def look(self) -> None:
        """Search in the background."""
        threading.Thread(target=self._search, name="sketch-motion-models", daemon=True).start()

    def _search(self) -> None:
        try:
            self.found = find_models(locations().models)
        except OSError:
            return
