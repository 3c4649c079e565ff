# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m engine`: see `engine.commands.cli`."""

from __future__ import annotations

import os
import platform
import sys

# Threads that spin while they wait slow everything down on busy cores. OpenMP reads this once,
# when torch is imported, which is later.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# Those of numpy's OpenBLAS always spin, and the matrices here are too small to share. Torch brings
# a library of its own for them, but for ARM on Linux, where it is OpenBLAS, too.
if platform.machine() != "aarch64":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from engine.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
