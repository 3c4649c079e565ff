# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One folder that Redraw takes, from the parts in which AnimateDiff is published.

They are a model of pictures (Stable Diffusion 1.5 or one made from it), a motion adapter (Guo et
al. 2024) and SparseCtrl (Guo et al. 2023), which is shown pictures at chosen frames.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from addon.contract.errors import BadInput
from engine.priors.video.folder import licence_of_folder, write_note
from engine.priors.video.model import hush

#: Amounts of noise that motion modules are trained with.
SCHEDULER = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "linear",
    "clip_sample": False,
    "steps_offset": 1,
    "timestep_spacing": "linspace",
}
_HINT = (
    "A folder of Stable Diffusion 1.5 in the diffusers layout has unet, vae, text_encoder, "
    "tokenizer and scheduler in it; a motion adapter and SparseCtrl have config.json and weights."
)


def base_parts(base: Path) -> dict[str, Any]:
    """Load what a model of pictures brings: vae, text_encoder, tokenizer, unet. Raises BadInput."""
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from transformers import CLIPTextModel, CLIPTokenizer

    hush()
    kind = _class_in(base / "unet" / "config.json")
    if kind != "UNet2DConditionModel":
        raise BadInput(
            "{folder} is no model of pictures that AnimateDiff knows.", folder=base, hint=_HINT
        )
    return {
        "vae": _part(AutoencoderKL, base / "vae"),
        "text_encoder": _part(CLIPTextModel, base / "text_encoder"),
        "tokenizer": _part(CLIPTokenizer, base / "tokenizer"),
        "unet": _part(UNet2DConditionModel, base / "unet"),
    }


def adapter_in(folder: Path) -> Any:
    """Load a motion adapter. Raises BadInput."""
    from diffusers import MotionAdapter

    return _part_named(MotionAdapter, folder, "motion adapter")


def join_parts(
    base: Path,
    adapter: Path,
    out: Path,
    *,
    control: Path | None = None,
    lora: Path | None = None,
    lora_weight: float = 1.0,
) -> Path:
    """Write a folder with a model of pictures, a motion adapter and SparseCtrl; return it.

    control: the folder of SparseCtrl; without it the first frame is held in the latents. lora: an
    adapter for the domain (that of version 3 belongs to SparseCtrl), merged into the denoiser.
    Raises BadInput for parts of other kinds or that don't fit together.
    """
    import diffusers

    if out.is_dir() and any(out.iterdir()):
        raise BadInput("{folder} is not empty.", folder=out, hint="Choose a new folder.")
    parts = base_parts(base)
    motion = adapter_in(adapter)
    if control is not None:
        sparse = _part_named(diffusers.SparseControlNetModel, control, "SparseCtrl")
        parts["controlnet"] = sparse
    if lora is not None:
        from engine.priors.video.lora import merge_lora

        merge_lora({"unet": parts["unet"]}, lora, lora_weight)
    family: Any = diffusers.AnimateDiffPipeline
    if control is not None:
        family = diffusers.AnimateDiffSparseControlNetPipeline
    try:
        pipe = family(
            **parts, motion_adapter=motion, scheduler=diffusers.DDIMScheduler(**SCHEDULER)
        )
    except (ValueError, RuntimeError) as error:
        raise BadInput(
            "These parts don't fit together: {why}",
            why=str(error).splitlines()[0][:300],
            hint="The motion adapter and SparseCtrl must be made for this model of pictures.",
        ) from error
    pipe.save_pretrained(str(out), safe_serialization=True)
    _tell(base, adapter, control, out)
    return out


def _tell(base: Path, adapter: Path, control: Path | None, out: Path) -> None:
    """Write the licences of the parts beside the model."""
    named = [("pictures", base), ("motion", adapter), ("SparseCtrl", control)]
    licences = [f"{what}: {licence_of_folder(f, f.name)}" for what, f in named if f is not None]
    write_note(out, "; ".join(licences))


def _part_named(family: Any, folder: Path, name: str) -> Any:
    if _class_in(folder / "config.json") != family.__name__:
        raise BadInput("There is no {name} in {folder}.", name=name, folder=folder, hint=_HINT)
    return _part(family, folder)


def _part(family: Any, folder: Path) -> Any:
    try:
        named = {} if "Tokenizer" in family.__name__ else {"use_safetensors": True}
        return family.from_pretrained(str(folder), local_files_only=True, **named)
    except (OSError, ValueError, TypeError, RuntimeError, KeyError) as error:
        raise BadInput(
            "The model {name} can't be loaded: {why}",
            name=folder,
            why=str(error).splitlines()[0][:300] if str(error) else type(error).__name__,
            hint=_HINT,
        ) from error


def _class_in(config: Path) -> str:
    try:
        value = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(value.get("_class_name", "")) if isinstance(value, dict) else ""
