# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Video models that run through a whole pipeline of diffusers: Wan, LTX-Video, CogVideoX.

They draw a clip from its first frame, from its first and last, or from any frames that are given.
`families` is the table of what can be loaded; `folder` checks a model's folder, `loading` loads it.
"""
