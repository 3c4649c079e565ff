# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models that can be downloaded: what each is good for, and its licence.

Models that allow commercial work come first. Sizes are rough, from the number of their weights; the
hub is asked for the true ones before a download.
"""

from __future__ import annotations

from dataclasses import dataclass

NON_COMMERCIAL = (
    "Creative Commons Attribution-NonCommercial 4.0 (CC BY-NC 4.0): not for commercial work. "
    "What is made with it falls under the same question; ask a lawyer if in doubt."
)


APACHE = "Apache License 2.0: commercial work is allowed."
OPEN_RAIL = (
    "LTX Video Open RAIL-M licence: commercial work is allowed; the licence lists uses that are "
    "not. It is downloaded with the model: read it."
)
COG = (
    "The CogVideoX licence: its own terms, with a registration for commercial work. It is "
    "downloaded with the model: read it."
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
        "Wan2.1-VACE-1.3B",
        "Wan-AI/Wan2.1-VACE-1.3B-diffusers",
        "Redraws from any given frames: the drawing first, and last in a loop. A GPU with 8 GB "
        "or more, and 16 GB of main memory for the model that reads the sentence.",
        "Apache-2.0",
        APACHE,
        30_000_000_000,
    ),
    KnownModel(
        "Wan2.1-T2V-1.3B",
        "Wan-AI/Wan2.1-T2V-1.3B-Diffusers",
        "Redraws from a sentence; the drawing is held in the first frame. A GPU with 8 GB or more.",
        "Apache-2.0",
        APACHE,
        29_000_000_000,
    ),
    KnownModel(
        "Wan2.2-TI2V-5B",
        "Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        "Redraws from the first frame, in finer pictures. A GPU with 24 GB.",
        "Apache-2.0",
        APACHE,
        34_000_000_000,
    ),
    KnownModel(
        "CogVideoX-2b",
        "THUDM/CogVideoX-2b",
        "Redraws from a sentence in 720 x 480 pixels, 49 frames; the drawing is held in the first "
        "frame. A GPU with 8 GB or more.",
        "Apache-2.0",
        APACHE,
        13_500_000_000,
    ),
    KnownModel(
        "LTX-Video",
        "Lightricks/LTX-Video",
        "Redraws fast from the first frame; version 0.9.5 from any. A GPU with 10 GB.",
        "LTX-Video-Open-RAIL-M",
        OPEN_RAIL,
        28_000_000_000,
    ),
    KnownModel(
        "CogVideoX-5b-I2V",
        "THUDM/CogVideoX-5b-I2V",
        "Redraws from the first frame in 720 x 480 pixels, 49 frames. A GPU with 16 GB.",
        "CogVideoX",
        COG,
        21_500_000_000,
    ),
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
