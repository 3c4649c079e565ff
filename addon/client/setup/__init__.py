# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's set-up: from nothing to an engine that has animated a drawing, for every host.

Read `engine_setup` first (what is done, in order), then `states` (what a panel shows), then
`setup_job` (how a host runs it without waiting for it). Nothing is fetched by reading a state.
"""
