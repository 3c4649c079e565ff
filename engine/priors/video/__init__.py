# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text-to-video models in the diffusers layout of text-to-video-ms-1.7b, as motion priors.

published: the models that are known and their licences. folder: finding and checking a model on
this disk. model: loading and running it. plan: memory and time before the start. Only `model`
imports diffusers and transformers, and only when a model is loaded.
"""
