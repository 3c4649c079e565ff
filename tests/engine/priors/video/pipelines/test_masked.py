# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""AnimateAnything: published weights load; mask and strength are what the denoiser hears."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from addon.contract.errors import BadInput
from addon.contract.given_pictures import AREA_FILE, AREA_SETTING, digest_of
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.run import run_job
from engine.priors.video.pipelines.families import family_in
from engine.priors.video.pipelines.masked_unet import (
    from_published,
    loaded_masked_unet,
    masked_noise,
    masked_unet,
    to_published,
)

Tiny = Callable[[str], Path]


def _parts(folder: Path) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    config = json.loads((folder / "unet" / "config.json").read_text())
    return config, load_file(folder / "unet" / "diffusion_pytorch_model.safetensors")


def test_weights_go_from_the_published_form_and_back(tiny: Tiny) -> None:
    config, tensors = _parts(tiny("masked"))
    assert config["motion_mask"] is True
    assert config["motion_strength"] is True
    assert tensors["conv_in2.weight"].shape[1] == 5
    assert tensors["conv_in.weight"].shape[1] == 4
    assert "time_embedding.cond_proj.weight" in tensors
    family = family_in(tiny("masked"))
    assert family is not None
    assert family.pipeline == "LatentToVideoPipeline"
    unread = {"motion_embedding.0.weight": torch.zeros(1)}
    unet: Any = loaded_masked_unet(config, {**tensors, **unread}, "tiny")
    assert torch.equal(unet.conv_in.weight, tensors["conv_in2.weight"])
    again, written = to_published(unet)
    assert set(written) == set(tensors)
    assert all(torch.equal(value, tensors[name]) for name, value in written.items())
    assert again["in_channels"] == config["in_channels"]


def test_a_step_is_that_of_its_parts_put_together_by_hand() -> None:
    """A first frame before the clip, a mask as channel 0, a strength beside the timestep."""
    torch.manual_seed(0)
    unet: Any = masked_unet({
        "sample_size": 8, "in_channels": 4, "out_channels": 4, "block_out_channels": [8, 16],
        "layers_per_block": 1, "attention_head_dim": 4, "cross_attention_dim": 16,
        "norm_num_groups": 4, "down_block_types": ["CrossAttnDownBlock3D", "DownBlock3D"],
        "up_block_types": ["UpBlock3D", "CrossAttnUpBlock3D"],
    })  # fmt: skip
    seen: list[torch.Tensor] = []
    unet.conv_in.register_forward_pre_hook(lambda module, given: seen.append(given[0]))
    heard: list[torch.Tensor] = []
    unet.time_embedding.register_forward_pre_hook(lambda module, given: heard.append(given[1]))
    clip, first = torch.randn(1, 4, 3, 8, 8), torch.randn(1, 4, 1, 8, 8)
    mask = torch.zeros(1, 1, 1, 8, 8)
    mask[..., 4:] = 1
    states = torch.randn(1, 6, 16)

    def predicted(strength: float) -> torch.Tensor:
        with torch.no_grad():
            time = torch.tensor(10)
            return masked_noise(unet, clip, time, states, first, mask, torch.tensor([strength]))

    calm = predicted(1.0)
    assert calm.shape == clip.shape
    assert seen[0].shape == (4, 5, 8, 8)
    assert torch.equal(seen[0][0, 1:], first[0, :, 0])
    assert torch.equal(seen[0][2, 1:], clip[0, :, 1])
    assert all(torch.equal(frame[0], mask[0, 0, 0]) for frame in seen[0])
    halves = torch.cat([heard[0][0, 4:].asin(), heard[0][0, :4].acos()])  # [cos, sin] of 1 x rate
    rates = 10000.0 ** (-torch.arange(4) / 4)
    torch.testing.assert_close(halves[4:], rates, atol=1e-4, rtol=1e-4)
    assert not torch.equal(calm, predicted(9.0))


def test_weights_of_another_model_are_said(tiny: Tiny) -> None:
    config, tensors = _parts(tiny("masked"))
    tensors.pop("conv_out.weight")
    with pytest.raises(BadInput, match="can't be loaded"):
        loaded_masked_unet(config, tensors, "tiny")
    assert "conv_in.weight" in from_published(tensors)


def _run(model: Path, folder: Path, picture: Path, mask: np.ndarray | None, **settings: Any) -> Any:
    chosen = {"steps": 2, "size": 64, "clean": False, **settings}
    data = b""
    if mask is not None:
        Image.fromarray(mask).save(folder.with_suffix(".png"))
        data = folder.with_suffix(".png").read_bytes()
        chosen[AREA_SETTING] = digest_of(data)
    request = Request("it swims", path="raster", model=str(model), settings=chosen, frames=4)
    job = JobFolder.create(folder, request, picture)
    if data:
        (job.path / AREA_FILE).write_bytes(data)
    run_job(job.path)
    return np.stack([np.asarray(Image.open(p)) for p in sorted(job.frames_path.iterdir())])


def test_the_job_tells_it_where_and_how_much_things_move(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.priors.video.pipelines import masked_pipeline

    heard: list[tuple[torch.Tensor, float]] = []
    original = masked_noise

    def spied(unet: Any, noisy: Any, time: Any, states: Any, first: Any, mask: Any, strength: Any
    ) -> Any:  # fmt: skip
        heard.append((mask, float(strength)))
        return original(unet, noisy, time, states, first, mask, strength)

    monkeypatch.setattr(masked_pipeline, "masked_noise", spied)
    model = tiny("masked")
    free = _run(model, tmp_path / "free", picture, None)
    assert bool((heard[0][0] == 1).all())
    assert heard[0][1] == pytest.approx(5.0)
    heard.clear()
    mask = np.zeros((64, 96), np.uint8)
    mask[:, 48:] = 255  # the right half of the canvas
    half = _run(model, tmp_path / "half", picture, mask, movement=8)
    given, strength = heard[0]
    assert 0.3 < float(given.mean()) < 0.7
    assert bool((given[0, 0, 0, :, 0] == 0).all())
    assert strength == pytest.approx(8 * float(given.mean()))
    drawing = np.asarray(Image.open(picture)).astype(int)
    assert not np.abs(half[:, :, :48].astype(int) - drawing[:, :48]).any()
    assert not np.array_equal(free, half)


def test_it_cant_move_strokes(tiny: Tiny, picture: Path, tmp_path: Path) -> None:
    request = Request("it swims", path="vector", model=str(tiny("masked")))
    job = JobFolder.create(tmp_path / "job", request, picture)
    with pytest.raises(BadInput, match="can't move strokes") as raised:
        run_job(job.path)
    assert raised.value.action is not None
    assert raised.value.action.patch == {"path": "raster"}
    broken = shutil.copytree(tiny("masked"), tmp_path / "broken")
    shutil.rmtree(broken / "vae")
    with pytest.raises(BadInput, match="lacks vae"):
        _run(broken, tmp_path / "second", picture, None)
