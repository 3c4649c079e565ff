# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as a child process: starting it, keeping it alive, and the messages to and from it.

Nothing here knows what a job is for, and no host is imported.
"""
