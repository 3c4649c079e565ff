# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory that a pipeline's decoder takes at the end of a clip, tile by tile."""

from __future__ import annotations

from typing import Any

import torch

from engine.priors.video.pipelines.cost import FlashAttention, latent_pixel
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.plan import MemoryWatch

#: Copies of the whole clip beside the tile that is decoded: all tiles, which overlap by a quarter
#: on each side, their rows, and the clip.
CLIPS = 4
#: These decode a few latent frames at a time, of which the later ones take no more than these.
_BY_FRAMES = ("AutoencoderKLWan", "AutoencoderKLCogVideoX")
_FRAMES = 5

_known: dict[tuple[str, int, int, tuple[int, int]], int] = {}


def decoder_numbers(folder: PipelineFolder, frames: int, size: tuple[int, int]) -> int:
    """Return the most numbers that are alive while a clip is decoded, weights apart.

    size: (height, width) of its pictures. The code of one tile runs without numbers.
    """
    key = str(folder.path), folder.bytes, frames, size
    if key not in _known:
        _known[key] = _measured(folder, frames, size)
    return _known[key]


@torch.no_grad()
def _measured(folder: PipelineFolder, frames: int, size: tuple[int, int]) -> int:
    import diffusers

    config = dict(folder.config["vae"])
    kind = str(config.get("_class_name", "AutoencoderKL"))
    with torch.device("meta"):
        vae = getattr(diffusers, kind).from_config(config).eval()
        length = (frames - 1) // folder.family.stride + 1
        if kind in _BY_FRAMES:
            length = min(length, _FRAMES)
        pixel = latent_pixel(config)
        sides = _tile_sides(vae, size, pixel)
        channels = int(vae.config.get("z_dim") or vae.config.latent_channels)
        # of single pictures one after the other
        shape = (1, channels, *(() if kind == "AutoencoderKL" else (length,)), *sides)
        with FlashAttention(), MemoryWatch(vae.parameters()) as memory:
            vae.decode(torch.empty(shape), return_dict=False)
    tile = int(memory.peak) // torch.float32.itemsize  # of which type all on the meta device is
    whole = pixel * sides[0] >= size[0] and pixel * sides[1] >= size[1]
    return tile + (1 if whole else CLIPS) * 3 * frames * size[0] * size[1]


def _tile_sides(vae: Any, size: tuple[int, int], pixel: int) -> list[int]:
    """Return height and width of a tile's latents; a VAE without tiles gets the whole picture."""
    sides = []
    for name, whole in zip(("height", "width"), size, strict=True):
        tile = getattr(vae, f"tile_sample_min_{name}", None)
        tile = tile or getattr(vae, "tile_sample_min_size", None)
        least = max(tile) if isinstance(tile, list | tuple) else tile
        sides.append(max(1, min(whole, int(least or whole)) // pixel))
    return sides
