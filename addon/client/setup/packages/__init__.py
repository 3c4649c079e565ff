# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wheels of a set of packages: which ones a lock file names, where they are, downloading them.

Nothing is installed here: that is done by `python/environment`.
"""
