# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose job it is: two documents without a file in one run of Krita are kept apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from addon.client.jobs.takes import document_saved, find_takes
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.krita.jobs.job_target import LayerTarget

REQUEST = Request(prompt="it sways", path="raster")
FISH = LayerTarget("fish", "{fish}", root="{root a}", start=12, size=(640, 480), prompt="it sways")


def make(jobs: Path, name: str, target: LayerTarget) -> None:
    drawing = Drawing.build([(1.0, 2.0)], [0, 1], canvas=(9.0, 9.0))
    folder = JobFolder.create(jobs / name, REQUEST, drawing)
    target.note("krita", "session").write(folder.path)


def test_a_target_is_found_again_in_its_job(tmp_path: Path) -> None:
    make(tmp_path, "a", FISH)
    (take,) = find_takes(tmp_path, session="session")
    assert LayerTarget.of_take(take) == FISH


def test_saving_a_document_names_its_own_jobs_only(tmp_path: Path) -> None:
    make(tmp_path, "a", FISH)
    make(tmp_path, "b", replace(FISH, root="{root b}"))
    saved = str(tmp_path / "fish.kra")
    document_saved(tmp_path, "session", saved, "{root a}")
    assert [take.job for take in find_takes(tmp_path, document=saved)] == ["a"]
    assert [take.job for take in find_takes(tmp_path, session="session")] == ["b"]
