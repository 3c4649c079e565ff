# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m engine`: see `engine.commands.cli`."""

from __future__ import annotations

import os
import sys

# Threads that spin while they wait slow everything down on busy cores. OpenMP reads this once,
# when torch is imported, which is later.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from engine.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
