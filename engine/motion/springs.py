# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Follow-through: soft parts lag behind what carries them, swing past it and come to rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROUNDS = 3  # of a loop, until it repeats


def followed(lead: Floats, push: Floats, *, period: float, damping: float, loop: bool) -> Floats:
    """Return what a chain of n soft joints does [F, n], turns against each joint's parent.

    lead [F]: absolute turn of what carries the chain. push [F, n]: outer drive of each joint, how
    far it would lean if it had time, radians. period: frames of a free swing; damping: at 1
    nothing overshoots. Each joint hangs on its parent by a damped spring, integrated implicitly,
    so any stiffness is stable. Frame 0 is at rest.
    """
    frames, count = push.shape
    stiff = (2 * np.pi / max(period, 2.0)) ** 2
    drag = 2 * damping * float(np.sqrt(stiff))
    angle = [float(lead[0] + lean) for lean in np.cumsum(push[0])]
    speed = [0.0] * count
    out = np.zeros((frames, count))
    for step in range(frames * (_ROUNDS if loop else 1)):
        frame = step % frames
        above = float(lead[frame])
        for joint in range(count if step else 0):
            force = stiff * (above + push[frame, joint] - angle[joint]) - drag * speed[joint]
            speed[joint] += force / (1 + drag + stiff)
            angle[joint] += speed[joint]
            above = angle[joint]
        out[frame] = angle
    own = np.diff(np.concatenate([lead[:, None], out], axis=1), axis=1)
    return np.asarray(own - own[:1])
