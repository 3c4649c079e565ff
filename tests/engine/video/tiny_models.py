# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random models of the layout of text-to-video-ms-1.7b, in the sizes a test wants."""

from __future__ import annotations

from pathlib import Path

from engine.training.video_architecture import TINY, Architecture, write_random_model


def tiny_model(folder: Path, architecture: Architecture = TINY, seed: int = 0) -> Path:
    """A whole model folder with random weights: a few megabytes."""
    write_random_model(folder, architecture, seed=seed)
    return folder
