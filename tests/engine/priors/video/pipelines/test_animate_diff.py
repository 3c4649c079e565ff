# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""AnimateDiff from its published parts, and what SparseCtrl is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from addon.client.setup.models.store import find_models
from addon.contract.errors import BadInput
from engine.commands.cli import main
from engine.priors.video.folder import NOTE
from engine.priors.video.pipelines.animate_diff import join_parts
from engine.priors.video.pipelines.folder import find_pipeline
from engine.priors.video.pipelines.loading import forget_pipeline, load_pipeline
from engine.priors.video.plan import LoadPlan
from engine.raster.image_to_video.conditions import (
    as_the_control_sees,
    condition_arguments,
    picture_of,
)
from tests.engine.priors.video.pipelines.tiny_pipelines import (
    tiny_adapter,
    tiny_base,
    tiny_control,
)

Tiny = Callable[[str], Path]
PLAN = LoadPlan("cpu", torch.float32, 1, False, False, 0, 0.0)


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """Folders of the parts: base, adapter, scribble, rgb."""
    torch.manual_seed(0)
    for name, part in tiny_base(tmp_path / "base" / "tokenizer").items():
        if name != "tokenizer":
            part.save_pretrained(str(tmp_path / "base" / name))
    tiny_adapter().save_pretrained(str(tmp_path / "adapter"))
    tiny_control(scribble=True).save_pretrained(str(tmp_path / "scribble"))
    tiny_control(scribble=False).save_pretrained(str(tmp_path / "rgb"))
    (tmp_path / "adapter" / NOTE).write_text(json.dumps({"license": "Apache-2.0"}))
    return tmp_path


def test_the_parts_are_joined_to_a_model_that_redraw_takes(parts: Path) -> None:
    options = ["models", "join", "--base", str(parts / "base")]
    options += ["--motion-adapter", str(parts / "adapter"), "--out", str(parts / "model")]
    assert main([*options, "--sparse-control", str(parts / "scribble")]) == 0
    folder = find_pipeline(str(parts / "model"))
    assert folder is not None
    assert folder.family.pipeline == "AnimateDiffSparseControlNetPipeline"
    assert "motion: Apache-2.0" in folder.licence
    assert "pictures: not known" in folder.licence
    assert {"unet", "controlnet", "vae", "text_encoder"} <= set(folder.weights)
    listed = {model.name: model for model in find_models(parts)}
    assert "motion: Apache-2.0" in listed["model"].license
    assert listed["model"].bytes > 0
    forget_pipeline()
    scheduler = load_pipeline(folder, PLAN, lambda part, parts: None).pipe.scheduler
    assert scheduler.config.beta_schedule == "linear"
    assert (scheduler.config.beta_start, scheduler.config.beta_end) == (0.00085, 0.012)


def test_without_sparse_control_it_is_a_model_of_sentences(parts: Path) -> None:
    join_parts(parts / "base", parts / "adapter", parts / "model")
    folder = find_pipeline(str(parts / "model"))
    assert folder is not None
    assert folder.family.pipeline == "AnimateDiffPipeline"


def test_parts_that_are_something_else_are_named(parts: Path) -> None:
    with pytest.raises(BadInput, match="no motion adapter"):
        join_parts(parts / "base", parts / "scribble", parts / "model")
    with pytest.raises(BadInput, match="no SparseCtrl"):
        join_parts(parts / "base", parts / "adapter", parts / "model", control=parts / "adapter")
    with pytest.raises(BadInput, match="no model of pictures"):
        join_parts(parts / "adapter", parts / "adapter", parts / "model")


@pytest.mark.parametrize("name", ["sparse-scribble", "sparse-rgb"])
def test_sparse_control_is_shown_pictures_at_the_frames_they_are_for(tiny: Tiny, name: str) -> None:
    folder = find_pipeline(str(tiny(name)))
    assert folder is not None
    forget_pipeline()
    loaded = load_pipeline(folder, PLAN, lambda part, parts: None)
    ink = np.zeros((64, 64), np.float32)
    ink[20:40, 20:24] = 1
    picture = picture_of(ink, (64, 64))
    kept = {0: picture, 8: picture, 15: picture}
    arguments = condition_arguments(folder.family.pipeline, kept, 16, (64, 64))
    seen: list[dict[str, Any]] = []
    hook = loaded.pipe.controlnet.register_forward_pre_hook(
        lambda module, given, named: seen.append(named), with_kwargs=True
    )
    loaded.pipe(
        **as_the_control_sees(loaded.pipe, arguments), **loaded.text_states("it runs", ""),
        height=64, width=64, num_frames=16, num_inference_steps=1, output_type="latent",
    )  # fmt: skip
    hook.remove()
    shown, mask = seen[0]["controlnet_cond"], seen[0]["conditioning_mask"]
    there = mask[0, 0].flatten(1).any(1)
    assert torch.nonzero(there)[:, 0].tolist() == [0, 8, 15]
    if name == "sparse-scribble":  # white lines on black
        assert shown.shape == (1, 3, 16, 64, 64)
        assert float(shown[0, :, 8, 30, 21].min()) == 1.0
        assert float(shown[0, :, 8, 0, 0].max()) == 0.0
    else:
        assert shown.shape == (1, 4, 16, 16, 16)
