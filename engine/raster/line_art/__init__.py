# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean line art from the blurred grey frames of a model, and measures of its flicker.

It takes frames as arrays, from any model; nothing in it runs a model or knows how one works.
"""
