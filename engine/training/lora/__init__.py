# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sketch LoRAs: their clips and their run.

How a LoRA is used lives in `engine/priors/video`.
"""
