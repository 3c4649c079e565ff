# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text-to-video models in the diffusers layout of text-to-video-ms-1.7b, as motion priors.

published: the models that are known, and their licences. folder: find and check a model on this
disk. plan: memory and time before the start. loading: the model of a request, kept warm. model: run
it. Only model and plan import diffusers and transformers, and only when they need them; nothing
here downloads a model.
"""
