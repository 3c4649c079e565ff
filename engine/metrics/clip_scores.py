# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""S2V consistency and T2V alignment, as Live-Sketch and FlipSketch report them.

    S2V = mean_t cos(CLIP(drawing), CLIP(frame t)),    T2V = cos(X-CLIP(video), X-CLIP(sentence))

The papers' CLIP is openai/clip-vit-base-patch32. That their X-CLIP is
microsoft/xclip-base-patch32 is a guess, because their evaluation was not published. Models come
from a local folder or the Hugging Face cache; nothing is downloaded. Every number carries the name
of the model that made it. Without CLIP, S2V is a likeness of blurred ink, which must not be
compared with a CLIP score; without X-CLIP there is no T2V.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.metrics.frame_metrics import Bytes, FrameSequence, measure_frames

CLIP, XCLIP = "openai/clip-vit-base-patch32", "microsoft/xclip-base-patch32"
PROXY = "blurred ink (proxy, no model)"
_MEAN = (0.48145466, 0.4578275, 0.40821073)
_STD = (0.26862954, 0.26130258, 0.27577711)


@dataclass(frozen=True)
class Scored:
    """A number and the model that made it; None where no model could."""

    value: float | None
    model: str

    def to_json(self) -> dict[str, object]:
        return {"value": None if self.value is None else round(self.value, 4), "model": self.model}


def consistency(frames: FrameSequence, clip: str = CLIP) -> Scored:
    """Return S2V of frames whose first is the drawing. Raises BadInput for a wrong folder."""
    folder = local_model(clip)
    if folder is None:
        return Scored(measure_frames(frames).likeness, PROXY)
    model, tokenizer = _loaded("CLIPModel", folder)
    pixels = prepared(frames.pictures, int(model.config.vision_config.image_size))
    with torch.inference_mode():
        tokens = tokenizer([""], return_tensors="pt")
        embedded = model(input_ids=tokens.input_ids, pixel_values=pixels).image_embeds
    unit = embedded / embedded.norm(dim=-1, keepdim=True)
    return Scored(float((unit[1:] @ unit[0]).mean()), clip)


def alignment(frames: FrameSequence, xclip: str = XCLIP) -> Scored:
    """Return T2V of frames and their prompt. Raises BadInput for a wrong folder."""
    folder = local_model(xclip)
    if folder is None or not frames.prompt:
        return Scored(None, f"{xclip} is not here" if frames.prompt else "no sentence is known")
    model, tokenizer = _loaded("XCLIPModel", folder)
    vision = model.config.vision_config
    chosen = np.linspace(0, len(frames.pictures) - 1, int(vision.num_frames)).round().astype(int)
    pixels = prepared(frames.pictures[chosen], int(vision.image_size))
    length = int(model.config.text_config.max_position_embeddings)
    with torch.inference_mode():
        tokens = tokenizer([frames.prompt], truncation=True, max_length=length, return_tensors="pt")
        output = model(input_ids=tokens.input_ids, pixel_values=pixels[None])
        cosine = output.logits_per_video / model.logit_scale.exp()
    return Scored(float(cosine.reshape(-1)[0]), xclip)


def prepared(pictures: Bytes, side: int) -> Tensor:
    """Return pictures uint8 [F,h,w,3] as CLIP expects them: float32 [F,3,side,side], normalised.

    They are padded to squares with white, not cropped, so that no end of a drawing is lost.
    """
    height, width = pictures.shape[1:3]
    long = max(height, width)
    top, left = (long - height) // 2, (long - width) // 2
    square = np.full((len(pictures), long, long, 3), 255, np.uint8)
    square[:, top : top + height, left : left + width] = pictures
    small = [Image.fromarray(p).resize((side, side), Image.Resampling.BICUBIC) for p in square]
    values = torch.from_numpy(np.stack([np.asarray(image, np.float32) for image in small])) / 255
    return ((values - torch.tensor(_MEAN)) / torch.tensor(_STD)).permute(0, 3, 1, 2)


def local_model(name: str) -> Path | None:
    """Return the folder of a model on this computer; None for a published one that is not here.

    Raises BadInput for a folder that doesn't exist or holds no model.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise BadInput(
                "There is no model in {folder}.",
                folder=folder,
                hint="Choose the folder of a model.",
            )
        return folder
    if name.count("/") != 1 or folder.is_absolute() or name.startswith(("./", "../", "~")):
        raise BadInput(
            "There is no folder {name}.", name=name, hint="Choose the folder of a model."
        )
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except LocalEntryNotFoundError:
        return None


def _loaded(family: str, folder: Path) -> tuple[Any, Any]:
    """Load a model of a class and its tokenizer. Raises BadInput for another kind of model."""
    import transformers

    from engine.priors.video.model import hush

    hush()
    expected = {"CLIPModel": "clip", "XCLIPModel": "xclip"}[family]
    kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    if kind != expected:
        raise BadInput(
            "{folder} is another kind of model: {found}, not {wanted}.",
            folder=folder,
            found=kind,
            wanted=expected,
            hint=Message(
                "S2V needs a model like {clip}, T2V one like {xclip}.", clip=CLIP, xclip=XCLIP
            ),
        )
    try:  # transformers reads a .bin file as weights only, so that no code in it can run
        model = getattr(transformers, family).from_pretrained(str(folder), local_files_only=True)
        tokenizer = transformers.CLIPTokenizer.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise BadInput(
            "The model in {folder} is not whole.",
            folder=folder,
            hint="Download all of its files again.",
        ) from error
    return model.eval(), tokenizer
