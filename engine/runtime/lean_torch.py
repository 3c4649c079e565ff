# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""torch without the part that only tensors without numbers need: a third of its import.

`import torch` also loads Python's shape rules for "meta" tensors and what they are built of
(decompositions, reference kernels). They compute nothing. What moves a drawing never needs them;
video models, which are laid out on the meta device before their weights are read, do, and call
`whole_torch`.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import sys
from types import ModuleType

PART = "torch._meta_registrations"
#: Series of torch in which leaving the part out was tried.
TRIED = ("2.13",)


class _LeftOut(ModuleType):
    """Stands where the part would be, until somebody asks it for something."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(whole_torch(), name)


def lean_torch() -> bool:
    """Let a later `import torch` leave the part out; return whether it will.

    Nothing changes where torch is loaded already, or is of a series that wasn't tried.
    """
    if "torch" in sys.modules or PART in sys.modules:
        return False
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return False
    if version.rpartition(".")[0] not in TRIED:
        return False
    sys.modules[PART] = _LeftOut(PART)
    return True


def whole_torch() -> ModuleType:
    """Load what `lean_torch` has left out, and return that part of torch."""
    if isinstance(sys.modules.get(PART), _LeftOut):
        del sys.modules[PART]
    return importlib.import_module(PART)
