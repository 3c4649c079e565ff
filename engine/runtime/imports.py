# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How torch is imported: by one thread at a time, and without looking for garbage meanwhile.

Two threads that import it at the same time may each find it half made. Its many modules make
objects that stay; to search them for garbage again and again while they come takes a tenth of the
start.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LOCK = threading.Lock()


def torch_if_loaded() -> Any:
    """Return the module torch where it is imported to its end, else None."""
    torch = sys.modules.get("torch")
    making = getattr(getattr(torch, "__spec__", None), "_initializing", False)
    return None if making else torch


@contextmanager
def importing() -> Iterator[None]:
    """Hold this while torch, or what needs it, is imported for the first time."""
    with _LOCK:
        collected = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if collected:
                gc.enable()
