# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker and its widgets: they show the session's state and pass on what is pressed.

They keep no state of jobs, and leave documents to `capture` and `write`.
"""
