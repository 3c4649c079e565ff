# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models on this computer and on the model hub: find, download, verify and remove them.

Running a model is the engine's work, and belongs in `engine/models`.
"""
