# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up of the engine, for every host: from nothing to an engine that has animated a drawing.

No widgets, and no jobs of drawings. Read `engine_setup` first (what is done, in order), then
`states` (what a panel shows), then `setup_job` (how a host runs it without waiting for it).
"""
