# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""French, for review by a native speaker. Nothing but texts belongs here."""

from __future__ import annotations

from . import docker, messages, results

TABLE: dict[str, str] = {**docker.TABLE, **messages.TABLE, **results.TABLE}
