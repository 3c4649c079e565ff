# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models that can be downloaded: what each is good for, and its licence.

Only what is certain is written here. The hub is asked for sizes before a download.
"""

from __future__ import annotations

from dataclasses import dataclass

NON_COMMERCIAL = (
    "Creative Commons Attribution-NonCommercial 4.0 (CC BY-NC 4.0): not for commercial work. "
    "What is made with it falls under the same question; ask a lawyer if in doubt."
)


@dataclass(frozen=True)
class KnownModel:
    """A model that can be downloaded.

    Attributes:
        repository: On the hub: owner/name.
        about_bytes: Roughly what is downloaded.
        folder: Of the repository, where the model isn't at its top.
    """

    name: str
    repository: str
    good_for: str
    license: str
    license_text: str
    about_bytes: int
    folder: str = ""


REDRAWS = "t2v_sketch-lora"  # what the raster path uses where no model is chosen
KNOWN_MODELS = (
    KnownModel(
        "text-to-video-ms-1.7b",
        "ali-vilab/text-to-video-ms-1.7b",
        "Motion of animals, people and things for the vector path (1.4 billion parameters, 16 "
        "frames). A GPU with 8 GB or more.",
        "CC-BY-NC-4.0",
        NON_COMMERCIAL,
        3_700_000_000,
    ),
    KnownModel(
        "zeroscope_v2_576w",
        "cerspense/zeroscope_v2_576w",
        "The same kind of model, trained without watermarks, 576 x 320 pixels, 24 frames.",
        "CC-BY-NC-4.0",
        NON_COMMERCIAL,
        3_700_000_000,
    ),
    KnownModel(
        "t2v_sketch-lora",
        "Hmrishav/t2v_sketch-lora",
        "Draws in lines: the sketch style for the raster path, merged from the model above.",
        "CC-BY-NC-4.0",
        NON_COMMERCIAL,
        3_700_000_000,
        folder="checkpoint-2500",
    ),
)


def known_model(name: str) -> KnownModel | None:
    """Return the model of this name or repository, or None."""
    return next((model for model in KNOWN_MODELS if name in (model.name, model.repository)), None)
