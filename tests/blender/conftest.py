# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests inside Blender: `bpy` as a module, or Blender's own Python with -b."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: Blender's settings and extensions, where none are given: never those of who runs the tests.
RESOURCES = (
    "" if "BLENDER_USER_RESOURCES" in os.environ else tempfile.mkdtemp(prefix="sketch-motion-")
)
if RESOURCES:
    os.environ["BLENDER_USER_RESOURCES"] = RESOURCES
sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import bpy  # noqa: E402
import pytest  # noqa: E402
from session_folder import remove_session_folder  # noqa: E402


@pytest.fixture(autouse=True)
def empty_file() -> Iterator[None]:
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    yield


@pytest.fixture
def object_lists(empty_file: None) -> Iterator[None]:
    """Register the list of objects alone, without the rest of the add-on."""
    from addon.blender.objects import object_list

    for item in object_list.CLASSES:
        bpy.utils.register_class(item)
    object_list.register()
    yield
    object_list.unregister()
    for item in object_list.CLASSES:
        bpy.utils.unregister_class(item)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the process after the report: Blender 4.5 can hang at the interpreter's exit."""
    config.get_terminal_writer().flush()
    status = getattr(config, "sketch_motion_status", 0)
    if RESOURCES:
        shutil.rmtree(RESOURCES, ignore_errors=True)
    if bpy.app.module:
        remove_session_folder()
        os._exit(status)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.sketch_motion_status = int(exitstatus)  # type: ignore[attr-defined]
