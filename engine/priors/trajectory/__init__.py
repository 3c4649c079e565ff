# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trajectory prior: a small model of how points move, its samples and their ranking.

Its training belongs to engine/training, its words to engine/language.
"""
