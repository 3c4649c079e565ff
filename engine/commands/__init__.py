# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: one file for each command, its options and what it prints.

What a command does belongs to the rooms below; a module here imports them only when it runs.
"""
