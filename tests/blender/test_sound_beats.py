# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The beats of a sound are where it begins to sound, in frames of the scene."""

from __future__ import annotations

import wave
from pathlib import Path

import bpy
import numpy as np
import pytest

from addon.blender.sound_beats import HOP, RATE, onsets, sound_beats

RATE_OF_FILE = 44100
BEATS_S = (0.5, 1.0, 1.5, 2.25, 2.5)


def drum(seconds: float, rate: float, hum: float = 0.02) -> np.ndarray:
    """Return strokes of a drum over a hum that swells, [N]."""
    at = np.arange(round(seconds * rate)) / rate
    sound = hum * np.minimum(at / 0.4, 1.0) ** 2 * np.sin(2 * np.pi * 110.0 * at)
    for number, beat in enumerate(BEATS_S):
        since = at - beat
        ring = np.exp(-18.0 * np.maximum(since, 0.0)) * np.sin(2 * np.pi * (180 + 60 * number) * at)
        sound += np.where(since >= 0.0, 0.6 * ring, 0.0)
    return sound


def test_onsets_are_found_to_a_hundredth_of_a_second() -> None:
    found = onsets(drum(3.0, RATE), RATE)
    assert len(found) == len(BEATS_S)
    assert np.abs(found - BEATS_S).max() < 2 * HOP / RATE


def test_silence_and_a_steady_tone_have_no_beats() -> None:
    at = np.arange(round(3 * RATE)) / RATE
    assert len(onsets(np.zeros(40000), RATE)) == 0 == len(onsets(np.zeros(10), RATE))
    tone = np.sin(2 * np.pi * 220.0 * at)
    assert len(onsets(tone[2000:], RATE)) <= 1  # where it begins


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "drum.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_OF_FILE)
        file.writeframes((32000 * drum(3.0, RATE_OF_FILE)).astype("<i2").tobytes())
    return path


def test_beats_of_a_strip_are_frames_of_the_scene(sound: Path) -> None:
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = 24, 1.0
    editor = scene.sequence_editor or scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strip = strips.new_sound("Drum", str(sound), 1, 11)
    first = sound_beats.frames(scene, 1, 200)
    sound_beats.wait()
    found = sound_beats.frames(scene, 1, 200)
    assert first in ((), found)  # they are looked for in a thread
    assert np.allclose(found, 11 + 24 * np.array(BEATS_S), atol=0.6)
    sound_beats.frames(scene, 30, 40)
    sound_beats.wait()
    assert np.allclose(sound_beats.frames(scene, 30, 40), [11 + 24.0], atol=0.6)
    strip.mute = True
    assert sound_beats.frames(scene, 1, 200) == ()
