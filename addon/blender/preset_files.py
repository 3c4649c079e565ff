# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The presets as files, and the one that the panel's settings came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..client.locations import locations
from ..client.preset_library import PresetFile, PresetLibrary, in_words_of, view_of
from ..contract.errors import BadInput
from ..contract.preset import Preset
from .jobs import engine_location
from .settings import current_request, settings_of, take_over

if TYPE_CHECKING:
    from bpy.types import Scene

    from .settings import SketchMotionSettings

_read: list[tuple[PresetFile, ...]] = []  # the library as it was read last


def library() -> PresetLibrary:
    return PresetLibrary(engine_location.OWN_ROOT / "presets", locations().presets)


def presets() -> tuple[PresetFile, ...]:
    """The presets, read once and again after a change."""
    if not _read:
        _read.append(library().presets())
    return _read[0]


def forget() -> None:
    """They are read again when they are next shown."""
    _read.clear()


def needed(key: str) -> PresetFile:
    """The preset of a key. Raises BadInput when it is gone."""
    found = next((file for file in presets() if file.key == key), None)
    if found is None:
        raise BadInput("This preset is not there any more.")
    return found


def chosen(settings: SketchMotionSettings) -> PresetFile | None:
    """The preset that the panel's settings came from; the user's own wins over a shipped one."""
    found = [file for file in presets() if file.preset.name == settings.preset]
    return found[-1] if settings.preset and found else None


def is_from_preset(settings: SketchMotionSettings) -> bool:
    """Whether the words in the panel are a preset's, or there are none."""
    prompt = settings.prompt.strip()
    return not prompt or prompt == settings.preset_prompt


def put_into_panel(scene: Scene, preset: Preset, *, words: bool = False) -> None:
    """Applies a preset to the panel; with its words if asked, or where there are no own ones."""
    settings = settings_of(scene)
    request = current_request(scene)
    if words or is_from_preset(settings):
        request = in_words_of(preset, request)
        settings.preset_prompt = request.prompt
    else:
        request = view_of(preset, request).request
    take_over(scene, request)
