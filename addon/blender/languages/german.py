# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German."""

from __future__ import annotations

TABLE: dict[str, str] = {}
