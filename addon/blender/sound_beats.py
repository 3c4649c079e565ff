# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The beats of the sounds in the sequencer, as frames that actions can be snapped to.

Onsets are peaks of the spectral flux: Bello et al., "A Tutorial on Onset Detection in Music
Signals" (2005), section III.A.2, with the threshold of section III.D.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import aud
import bpy
import numpy as np
from numpy.typing import NDArray

from .settings import frame_rate

log = logging.getLogger(__package__)
RATE = 22050.0  # samples a second that are looked at
WINDOW, HOP = 1024, 256  # samples
APART_S = 0.1  # between two onsets, at least
NEAR_S = 0.35  # to each side: what the threshold is taken from
ABOVE = 0.08  # of the strongest change: what an onset has to rise above its surroundings

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Heard:
    """A part of a sound that is heard in the scene.

    Attributes:
        packed: aud's sound where it is packed into the file, else None.
        path: of its file.
        at: frame at which the sound's second 0 would be heard.
        first, last: frames between which it is heard.
        fps: frames a second.
    """

    packed: Any
    path: str
    at: float
    first: float
    last: float
    fps: float

    @property
    def key(self) -> tuple[object, ...]:
        """What the answer depends on."""
        return self.path, self.at, self.first, self.last, self.fps

    def beats(self) -> tuple[float, ...]:
        """Return the frames of its beats."""
        first, last = ((frame - self.at) / self.fps for frame in (self.first, self.last))
        begin = max(0.0, first - NEAR_S)
        open_file: Any = aud.Sound  # its stub knows no arguments
        source = open_file(self.path) if self.packed is None else self.packed
        heard = source.limit(begin, last + NEAR_S).rechannel(1).resample(RATE, 1)
        found = onsets(np.asarray(heard.data(), np.float64).reshape(-1), RATE) + begin
        frames = self.at + self.fps * found
        return tuple(f for f in frames.tolist() if self.first - 0.5 <= f <= self.last + 0.5)


def onsets(samples: Floats, rate: float) -> Floats:
    """Return when [n] something begins to sound in samples [N], in seconds."""
    if len(samples) < 2 * WINDOW:
        return np.zeros(0)
    padded = np.concatenate([np.zeros(WINDOW), samples])
    rows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    size = np.log1p(100.0 * np.abs(np.fft.rfft(rows * np.hanning(WINDOW), axis=1)))
    rise = np.maximum(np.diff(size, axis=0), 0.0).sum(axis=1)
    if rise.max(initial=0.0) <= 1e-6:
        return np.zeros(0)
    rise = rise / rise.max()
    near, apart = round(NEAR_S * rate / HOP), round(APART_S * rate / HOP)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(rise, near), 2 * near + 1)
    close = np.lib.stride_tricks.sliding_window_view(np.pad(rise, apart), 2 * apart + 1)
    peaks = (rise >= close.max(axis=1)) & (rise > np.median(around, axis=1) + ABOVE)
    # a window changes most when the onset has come to where it rises most, a quarter from its end
    return np.asarray((np.flatnonzero(peaks) + 1) * HOP - WINDOW / 4) / rate


def heard_in(scene: Any, first: int, last: int) -> Iterator[Heard]:
    """Yield the sounds that are heard between two frames of a scene."""
    editor = scene.sequence_editor
    strips = () if editor is None else getattr(editor, "strips_all", None)
    if strips is None:
        strips = editor.sequences_all
    numerator, denominator = frame_rate(scene)
    for strip in strips:
        if strip.type != "SOUND" or strip.mute or strip.sound is None:
            continue
        begin = max(first, _of(strip, "left_handle", "frame_final_start"))
        end = min(last, _of(strip, "right_handle", "frame_final_end"))
        if begin < end:
            sound = strip.sound
            path = bpy.path.abspath(sound.filepath, library=sound.library)
            trimmed = _of(strip, "content_trim_start", "animation_offset_start")
            at = _of(strip, "content_start", "frame_start") - trimmed
            packed = sound.factory if sound.packed_file is not None else None
            yield Heard(packed, path, at, begin, end, numerator / denominator)


def _of(strip: Any, name: str, before: str) -> float:
    """Return a number of a strip; before: its name in earlier versions of Blender."""
    return float(getattr(strip, name) if hasattr(strip, name) else getattr(strip, before))


class SoundBeats:
    """The beats of a scene's sounds; they are looked for in a thread of their own."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[float, ...]] = {}
        self._thread: threading.Thread | None = None

    def frames(self, scene: Any, first: int, last: int) -> tuple[float, ...]:
        """Return frames of beats, as far as they are known; the others are looked for."""
        heard = list(heard_in(scene, first, last))
        missing = [sound for sound in heard if sound.key not in self._known]
        if missing and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._find, args=(missing,), daemon=True)
            self._thread.start()
        return tuple(f for sound in heard for f in self._known.get(sound.key, ()))

    def wait(self) -> None:
        """Wait for what is being looked for."""
        if self._thread is not None:
            self._thread.join()

    def _find(self, missing: Sequence[Heard]) -> None:
        for sound in missing:
            try:
                self._known[sound.key] = sound.beats()
            except Exception as error:  # aud has no class for its errors
                log.info("The sound %s can't be read: %s", sound.path, error)
                self._known[sound.key] = ()


sound_beats = SoundBeats()
