# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses: a drawing goes through a known cycle, drawn anew by a style-based network."""
