# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removal of Blender's temporary folder, for processes that end without Blender's own exit."""

from __future__ import annotations

import shutil
from pathlib import Path

import bpy


def remove_session_folder() -> None:
    folder = Path(bpy.app.tempdir)
    if folder.name.startswith("blender_"):  # else it is the system's: Blender could make none
        shutil.rmtree(folder, ignore_errors=True)
