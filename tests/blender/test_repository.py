# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension repository is what Blender's own generator would write, field for field."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import bpy

import build
import build_blender

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = "addons_core/bl_pkg/cli/blender_ext.py"


def test_index_and_link_are_those_of_blenders_own_generator(tmp_path: Path) -> None:
    extension = tmp_path / "sketch_motion-0.1.0.zip"
    build_blender.write_extension(ROOT, build.packaged_files(), extension)
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    build_blender.write_repository(extension, ours)
    theirs.mkdir()
    (theirs / extension.name).write_bytes(extension.read_bytes())
    generator = Path(bpy.utils.system_resource("SCRIPTS")) / GENERATOR
    command = [sys.executable, generator, "server-generate", "--repo-dir", theirs, "--html"]
    subprocess.run(command, check=True)
    assert index(ours) == index(theirs)
    assert link(ours) == link(theirs)


def index(repository: Path) -> object:
    return json.loads((repository / "index.json").read_text(encoding="utf-8"))


def link(repository: Path) -> str:
    """The address that is dragged into Blender."""
    page = (repository / "index.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'href="([^"]+)"', page)
    return html.unescape(found)
