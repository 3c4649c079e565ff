# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m addon.client`: the set-up of the engine, and its models, at a terminal."""

import sys

from .setup.command_line import main

sys.exit(main())
