# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A strength is shown for the models that go by one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from addon.client.setup.models.strength import INDEX, LED, goes_by_strength
from engine.priors.video.pipelines.families import FAMILIES, family_in


def test_those_whose_sentence_leads_are_the_families_that_the_engine_knows() -> None:
    assert set(FAMILIES) == LED


@pytest.mark.parametrize(
    ("index", "unet", "goes"),
    [
        ({"_class_name": "WanPipeline"}, None, True),
        ({"_class_name": "LatentToVideoPipeline"}, {"motion_mask": True}, True),
        ({"_class_name": "TextToVideoSDPipeline"}, {"sample_size": 32}, False),
        ({}, None, False),
        (None, {"sample_size": 32}, False),
    ],
)
def test_a_folder_says_it_as_the_engine_reads_it(
    tmp_path: Path, index: object, unet: object, goes: bool
) -> None:
    for file, value in ((tmp_path / INDEX, index), (tmp_path / "unet" / "config.json", unet)):
        if value is not None:
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(value))
    assert goes_by_strength(str(tmp_path)) is goes
    assert (family_in(tmp_path) is not None) is goes


def test_the_default_goes_by_its_fidelity_and_a_name_is_not_known(tmp_path: Path) -> None:
    assert not goes_by_strength("")
    assert goes_by_strength(str(tmp_path / "nowhere"))


def test_another_model_in_the_same_folder_is_read_again(tmp_path: Path) -> None:
    index = tmp_path / INDEX
    index.write_text('{"_class_name": "TextToVideoSDPipeline"}')
    assert not goes_by_strength(str(tmp_path))
    index.write_text('{"_class_name": "WanPipeline"}')
    os.utime(index, ns=(1, 1))
    assert goes_by_strength(str(tmp_path))
