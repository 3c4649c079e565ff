# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preset files, and the preset that the panel's settings came from."""

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

_cache: list[tuple[PresetFile, ...]] = []  # the presets as they were read last


def library() -> PresetLibrary:
    """Return the library of the shipped presets and the user's own."""
    return PresetLibrary(engine_location.OWN_ROOT / "presets", locations().presets)


def presets() -> tuple[PresetFile, ...]:
    """Return all presets; they are read once, and again after `forget`."""
    if not _cache:
        _cache.append(library().presets())
    return _cache[0]


def forget() -> None:
    """Forget the presets, so that they are read again when they are next needed."""
    _cache.clear()


def needed(key: str) -> PresetFile:
    """Return the preset of a key. Raises BadInput when it is gone."""
    file = next((file for file in presets() if file.key == key), None)
    if file is None:
        raise BadInput("This preset is not there any more.")
    return file


def chosen(settings: SketchMotionSettings) -> PresetFile | None:
    """Return the preset chosen last; the user's own wins over a shipped one of the same name."""
    files = [file for file in presets() if file.preset.name == settings.preset]
    return files[-1] if settings.preset and files else None


def is_from_preset(settings: SketchMotionSettings) -> bool:
    """Return whether the prompt in the panel is empty or came with a preset."""
    prompt = settings.prompt.strip()
    return not prompt or prompt == settings.preset_prompt


def put_into_panel(scene: Scene, preset: Preset, *, words: bool = False) -> None:
    """Put a preset into the panel, with its prompt if `words` or if the user has written none."""
    settings = settings_of(scene)
    request = current_request(scene)
    if words or is_from_preset(settings):
        request = in_words_of(preset, request)
        settings.preset_prompt = request.prompt
    else:
        request = view_of(preset, request).request
    take_over(scene, request)
