# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LoRAs for models that pipelines run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import nn

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.run import run_job
from engine.priors.video.pipelines.loras import ChosenLora, merge_into_pipeline
from engine.raster.image_to_video.spec import resolve_image_to_video

Tiny = Callable[[str], Path]


def _write(path: Path, model: nn.Module, prefix: str) -> Path:
    """Write a LoRA of rank 2 for every layer of attention of a model."""
    generator = torch.Generator().manual_seed(0)
    tensors = {}
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear) and name.endswith(("to_q", "to_v")):
            for side, shape in (("A", (2, module.in_features)), ("B", (module.out_features, 2))):
                tensors[f"{prefix}.{name}.lora_{side}.weight"] = torch.randn(
                    shape, generator=generator
                )
    save_file(tensors, path)
    return path


def _frames(folder: Path, picture: Path, model: Path, **settings: Any) -> np.ndarray:
    size = 0 if "cog" in model.name else 32
    request = Request(
        "it swims", path="raster", model=str(model), frames=4,
        settings={"steps": 2, "size": size, "clean": False, **settings},
    )  # fmt: skip
    job = JobFolder.create(folder, request, picture)
    run_job(job.path)
    return np.stack([np.asarray(Image.open(one)) for one in sorted(job.frames_path.iterdir())])


@pytest.mark.parametrize("name", ["wan", "vace", "wan-i2v-clip", "ltx", "cog-i2v", "animatediff"])
def test_a_lora_changes_what_a_pipeline_draws(
    tiny: Tiny, picture: Path, tmp_path: Path, name: str
) -> None:
    pipe = diffusers.DiffusionPipeline.from_pretrained(str(tiny(name)))
    part = "unet" if name == "animatediff" else "transformer"
    lora = _write(tmp_path / "style.safetensors", getattr(pipe, part), part)
    plain = _frames(tmp_path / "plain", picture, tiny(name))
    none = _frames(tmp_path / "none", picture, tiny(name), lora=str(lora), lora_weight=0.0)
    full = _frames(tmp_path / "full", picture, tiny(name), lora=str(lora))
    assert np.array_equal(none, plain)
    assert not np.array_equal(full, plain)


def test_a_pipeline_without_loras_and_one_of_another_model_are_refused_in_words(
    tiny: Tiny, picture: Path, tmp_path: Path
) -> None:
    pipe = diffusers.DiffusionPipeline.from_pretrained(str(tiny("wan")))
    lora = str(_write(tmp_path / "style.safetensors", pipe.transformer, "transformer"))
    with pytest.raises(BadInput, match="can't be given a LoRA"):
        _frames(tmp_path / "masked", picture, tiny("masked"), lora=lora)
    with pytest.raises(BadInput, match="doesn't fit the model"):
        _frames(tmp_path / "cog", picture, tiny("cog-i2v"), lora=lora)
    with pytest.raises(BadInput, match="doesn't fit the model"):
        _frames(tmp_path / "unet", picture, tiny("animatediff"), lora=lora)
    with pytest.raises(BadInput, match="There is no LoRA"):
        _frames(tmp_path / "none", picture, tiny("wan"), lora=str(tmp_path / "none"))


def test_a_lora_that_names_its_model_brings_it_along(tiny: Tiny, tmp_path: Path) -> None:
    lora = tmp_path / "style"
    lora.mkdir()
    save_file({"transformer.x.lora_A.weight": torch.zeros(1)}, lora / "adapter_model.safetensors")
    settings = f'{{"base_model_name_or_path": "{tiny("wan")}"}}'
    (lora / "adapter_config.json").write_text(settings)
    spec = resolve_image_to_video(Request("it swims", path="raster", model=str(lora)))
    assert spec is not None
    assert spec.folder.path == tiny("wan")
    assert spec.lora == ChosenLora(lora)


@pytest.mark.parametrize(
    ("name", "changed"),
    [("style_high_noise", [True, False]), ("style_low_noise", [False, True]),
     ("style", [True, True])],
)  # fmt: skip
def test_of_two_experts_a_file_is_for_the_one_that_its_name_tells(
    tiny: Tiny, tmp_path: Path, name: str, changed: list[bool]
) -> None:
    parts = diffusers.WanPipeline.from_pretrained(str(tiny("wan"))).components
    second = diffusers.WanTransformer3DModel.from_pretrained(str(tiny("wan") / "transformer"))
    pipe = diffusers.WanPipeline(**{**parts, "transformer_2": second}, boundary_ratio=0.875)
    experts = [pipe.transformer, pipe.transformer_2]
    before = [one.blocks[0].attn1.to_q.weight.clone() for one in experts]
    lora = _write(tmp_path / f"{name}.safetensors", pipe.transformer, "transformer")
    merge_into_pipeline(pipe, "wan", ChosenLora(lora, 0.5))
    after = [one.blocks[0].attn1.to_q.weight for one in experts]
    assert [not torch.equal(x, y) for x, y in zip(before, after, strict=True)] == changed


def test_a_pipeline_of_ours_has_no_loader() -> None:
    with pytest.raises(BadInput, match="can't be given a LoRA"):
        merge_into_pipeline(SimpleNamespace(), "masked", ChosenLora(Path("x")))
