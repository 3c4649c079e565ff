# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vector path: per-object motion networks, SDS, the multi-object schedule, editable keys."""
