# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models that ship with the engine: a folder each, with weights and a model card.

Code that uses or trains them lives elsewhere; here is only the list of what is there.
"""
