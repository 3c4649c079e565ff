# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Published video models, and their licences; those that allow commercial work come first.

A model that contains the weights of another one is under that one's licence, whatever its page
says: t2v_sketch-lora is listed as MIT but contains the weights of text-to-video-ms-1.7b.
"""

from __future__ import annotations

from dataclasses import dataclass

NON_COMMERCIAL = "CC BY-NC 4.0 (not for commercial work)"
APACHE = "Apache-2.0"
UNKNOWN = "not known: ask whoever made the model"


@dataclass(frozen=True)
class PublishedModel:
    """A published model.

    Attributes:
        repositories: names on the Hugging Face hub, the newest first.
        bytes: size in half precision.
        good_for: in a few words, for a table.
    """

    name: str
    repositories: tuple[str, ...]
    licence: str
    bytes: int
    good_for: str


PUBLISHED = (
    PublishedModel(
        "Wan2.1-VACE-1.3B",
        ("Wan-AI/Wan2.1-VACE-1.3B-diffusers",),
        APACHE,
        30_000_000_000,
        "redraws from any given frames; 8 GB",
    ),
    PublishedModel(
        "Wan2.1-T2V-1.3B",
        ("Wan-AI/Wan2.1-T2V-1.3B-Diffusers",),
        APACHE,
        29_000_000_000,
        "redraws from a sentence; 8 GB",
    ),
    PublishedModel(
        "Wan2.2-TI2V-5B",
        ("Wan-AI/Wan2.2-TI2V-5B-Diffusers",),
        APACHE,
        34_000_000_000,
        "redraws from the first frame; 24 GB",
    ),
    PublishedModel(
        "CogVideoX-2b",
        ("THUDM/CogVideoX-2b", "zai-org/CogVideoX-2b"),
        APACHE,
        13_500_000_000,
        "redraws from a sentence; 720 x 480 px",
    ),
    PublishedModel(
        "LTX-Video",
        ("Lightricks/LTX-Video",),
        "LTX Video Open RAIL-M: read it",
        28_000_000_000,
        "redraws from the first frame, fast; 10 GB",
    ),
    PublishedModel(
        "CogVideoX-5b-I2V",
        ("THUDM/CogVideoX-5b-I2V", "zai-org/CogVideoX-5b-I2V"),
        "CogVideoX licence: its own terms, read them",
        21_500_000_000,
        "redraws from the first frame; 720 x 480 px",
    ),
    PublishedModel(
        "text-to-video-ms-1.7b",
        ("ali-vilab/text-to-video-ms-1.7b", "damo-vilab/text-to-video-ms-1.7b"),
        NON_COMMERCIAL,
        3_700_000_000,
        "the model of the papers; 256 px",
    ),
    PublishedModel(
        "zeroscope_v2_576w",
        ("cerspense/zeroscope_v2_576w",),
        NON_COMMERCIAL,
        3_700_000_000,
        "without watermarks; 576 x 320 px",
    ),
    PublishedModel(
        "t2v_sketch-lora",
        ("Hmrishav/t2v_sketch-lora",),
        NON_COMMERCIAL,
        3_700_000_000,
        "draws in lines",
    ),
)


def published(name: str) -> PublishedModel | None:
    """Find the published model of this name or repository."""
    for model in PUBLISHED:
        if name == model.name or name in model.repositories:
            return model
    return None


def licence_of(name: str) -> str:
    """Return the licence of a model, by name or repository."""
    model = published(name)
    return model.licence if model is not None else UNKNOWN


def licence_table() -> str:
    """Format every published model with its licence as a line for a person."""
    return "\n".join(
        f"{model.name:<24} {model.bytes / 1e9:4.1f} GB  {model.licence}  ({model.good_for})"
        for model in PUBLISHED
    )
