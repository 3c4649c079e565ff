# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that is another kind of model gets a sentence that says which, on both paths."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import MotionPath, Request
from engine.jobs.run import run_job
from engine.priors.video.folder import find_model
from engine.priors.video.other_kinds import other_kind
from tests.engine.vector.stand_ins import strokes_drawing

INDEXES = {
    "StableDiffusionPipeline": "Stable Diffusion, which draws single pictures",
    "StableDiffusionXLImg2ImgPipeline": "Stable Diffusion XL",
    "FluxPipeline": "Flux, which",
    "StableVideoDiffusionPipeline": "takes a picture and no sentence",
    "HunyuanVideoPipeline": "HunyuanVideo's kind",
    "LTX2Pipeline": "LTX-2, which",
    "MochiPipeline": "Mochi, which",
    "WanAnimatePipeline": "needs a film of a person",
    "SomethingNewPipeline": "a model of SomethingNewPipeline",
}
CONFIGS = {
    "MotionAdapter": "a motion adapter of AnimateDiff",
    "SparseControlNetModel": "SparseCtrl, without a model",
    "ControlNetModel": "a ControlNet",
    "AutoencoderKLWan": "only the encoder",
    "WanTransformer3DModel": "only the denoiser",
    "UNet2DConditionModel": "only the denoiser",
}


@pytest.mark.parametrize("kind", INDEXES)
@pytest.mark.parametrize("path", ["vector", "raster"])
def test_a_whole_model_of_another_kind_is_named(
    tmp_path: Path, kind: str, path: MotionPath
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model_index.json").write_text(json.dumps({"_class_name": kind}))
    request = Request("it runs", path=path, model=str(folder))
    job = JobFolder.create(tmp_path / "job", request, strokes_drawing((0,), names=("dog",)))
    with pytest.raises(BadInput) as raised:
        run_job(job.path)
    assert INDEXES[kind] in raised.value.message
    assert raised.value.hint
    assert raised.value.action is not None


@pytest.mark.parametrize("kind", CONFIGS)
def test_a_part_of_a_model_is_named(tmp_path: Path, kind: str) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"_class_name": kind}))
    with pytest.raises(BadInput) as raised:
        find_model(str(tmp_path))
    assert CONFIGS[kind] in raised.value.message


def test_what_isnt_of_diffusers_is_named(tmp_path: Path) -> None:
    for name, text, words in (
        ("adapter_config.json", "{}", "a LoRA"),
        ("weights.gguf", "", "GGUF"),
        ("config.json", '{"architectures": ["T5EncoderModel"]}', "a model of sentences"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(text)
        with pytest.raises(BadInput, match=words):
            find_model(str(folder))


def test_models_that_can_be_used_are_of_no_other_kind(tiny_model: Path, tmp_path: Path) -> None:
    assert other_kind(tiny_model) is None
    copy = shutil.copytree(tiny_model, tmp_path / "copy")
    (copy / "model_index.json").write_text('{"_class_name": "SomebodysOwnPipeline"}')
    find_model(str(copy))
    assert other_kind(tmp_path / "nothing") is None
