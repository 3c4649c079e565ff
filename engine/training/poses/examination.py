# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the trained networks can do, on puppets that they have never seen.

Distances at the start, in the middle and at the end; projections; whether style mixing moves the
wing (or leg) as the target's and keeps the rest; how far other drawings are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.poses.pictures import as_values
from engine.poses.projection import STEPS, as_ink, ink_distance, project_pictures
from engine.poses.weights import PoseModel, read_model
from engine.training.loop import CURVE, Report
from engine.training.poses.angle_reader import read_angles, trained_reader
from engine.training.poses.measures import Examiner, logged, picture_sheet, some_pictures
from engine.training.poses.pictures import FormPictures, draw_form
from engine.training.poses.subjects import SUBJECTS

_SHOWN = 10  # forms on the sheet of projections
_SOURCES = 20  # forms that are moved
_READER_STEPS = 800
_OTHER_SEED = 9


@dataclass(frozen=True, eq=False)
class Examination:
    """The pictures that networks are examined with.

    Attributes:
        learned: forms that they learned from. unseen: forms that they didn't.
    """

    learned: FormPictures
    unseen: FormPictures
    folder: Path

    def curve(self, examiner: Examiner, report: Report) -> dict[str, Any]:
        """Return the distance of every kept step, and add it to the run's log."""
        found = {}
        for path in sorted(self.folder.glob("step_*.safetensors")):
            model = read_model(path)
            distance = examiner.distance(_drawing(model), model.settings.z)
            step = int(path.stem.split("_")[1])
            found[step] = distance.to_json()
            with (self.folder / CURVE).open("a") as curve:
                curve.write(json.dumps({"step": step, **logged(distance)}) + "\n")
            report(f"step {step}: {distance.to_json()}")
        return {str(step): value for step, value in found.items()}

    def projections(self, model: PoseModel, examiner: Examiner | None) -> dict[str, Any]:
        """Project unseen forms; a sheet shows drawings, guesses and what is found from them."""
        rng = np.random.default_rng(3)
        forms = rng.permutation(len(self.unseen))[:_SHOWN]
        shown = self.unseen.at(forms, rng.integers(self.unseen.ink.shape[1], size=len(forms)))
        rows, distances = [shown], {}
        for steps in (0, STEPS):
            drawn = _drawn(model, project_pictures(model, shown, steps))
            rows.append(drawn)
            apart = ink_distance(as_ink(drawn), as_ink(shown)).tolist()
            distances[f"{steps} steps"] = [round(value, 3) for value in apart]
        picture_sheet(torch.cat(rows), self.folder / "projections.png", len(forms))
        out: dict[str, Any] = {"distances": distances}
        if examiner is not None:
            every = some_pictures(self.unseen, examiner.pictures, 4)
            drawn = torch.cat([
                _drawn(model, project_pictures(model, part)) for part in torch.split(every, 50)
            ])  # fmt: skip
            out["FID of projections"] = examiner.distance_of(drawn).to_json()
            out["FID of unseen pictures"] = examiner.distance_of(every).to_json()
        return out

    def wings(self, model: PoseModel, report: Report) -> dict[str, Any]:
        """Mix unseen forms with the poses of other unseen ones, and read the angles."""
        data, rng = self.unseen, np.random.default_rng(6)
        reader = trained_reader(self.learned, _READER_STEPS, report)
        order = rng.permutation(len(data))
        pairs = min(_SOURCES, len(order) // 2)
        sources, targets = order[:pairs], order[pairs : 2 * pairs]
        times = data.ink.shape[1]
        rows, drawn_angles, true_angles, facts = [], [], [], []
        for source, target in zip(sources, targets, strict=True):
            truth = as_values(data.ink[source])
            goal = as_values(data.ink[target])
            own = project_pictures(model, truth[:1], STEPS).expand(times, -1, -1)
            drawn = _drawn(model, model.generator.mixed(own, project_pictures(model, goal)))
            drawn_angles.append(read_angles(reader, drawn))
            true_angles.append(data.angles[target].astype(np.float64))
            facts.append(_kept(drawn, truth))
            rows += [goal, drawn, truth]
        picture_sheet(torch.cat(rows[: 3 * 6]), self.folder / "wings.png", times)
        unseen = data.at(np.repeat(order, times), np.tile(np.arange(times), len(order)))
        own_angles = read_angles(reader, unseen)
        means = {name: round(float(np.mean([f[name] for f in facts])), 3) for name in facts[0]}
        return {
            "correlation": _correlation(np.stack(drawn_angles), np.stack(true_angles)),
            "correlation of each": [
                _correlation(a, b) for a, b in zip(drawn_angles, true_angles, strict=True)
            ],
            "correlation of the reader on unseen forms": _correlation(
                own_angles, data.angles[order].reshape(-1).astype(np.float64)
            ),
            **means,
        }

    def strangers(self, model: PoseModel) -> dict[str, Any]:
        """Return how far unseen forms and drawings of other things are from their projections."""
        side = model.settings.resolution
        rng = np.random.default_rng(8)
        sets = {model.subject: some_pictures(self.unseen, 60, 8)}
        for name in sorted(set(SUBJECTS) - {model.subject}):
            inks = [draw_form(name, side, _OTHER_SEED, n)[0] for n in range(20)]
            sets[name] = as_values(np.stack([ink[int(rng.integers(len(ink)))] for ink in inks]))
        out = {}
        for name, pictures in sets.items():
            drawn = _drawn(model, project_pictures(model, pictures, STEPS))
            apart = ink_distance(as_ink(drawn), as_ink(pictures)).numpy()
            shares = np.percentile(apart, (5, 50, 95))
            out[name] = dict(zip(("5 %", "50 %", "95 %"), shares.round(3).tolist(), strict=True))
        return out


def _kept(drawn: Tensor, truth: Tensor) -> dict[str, float]:
    """Compare mixed pictures [T, 1, S, S] with the source's own at the target's times."""
    a, b = as_ink(drawn), as_ink(truth)
    ink = a.sum((1, 2, 3)) / b.sum((1, 2, 3))
    long = [_length(x) for x in (a, b)]
    return {
        "ink against the source's own": float(ink.mean()),
        "length against the source's own": float((long[0] / long[1]).mean()),
        "distance to the source's own in that pose": float(ink_distance(a, b).mean()),
        "distance of the source at rest to it": float(ink_distance(b[:1].expand_as(b), b).mean()),
    }


def _length(ink: Tensor) -> NDArray[np.float64]:
    """Return how far ink [T, 1, S, S] reaches from left to right, pixels."""
    columns = (ink[:, 0].amax(1) > 0.35).numpy()
    return np.array([np.ptp(np.flatnonzero(row)) if row.any() else 0.0 for row in columns])


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return round(float(np.corrcoef(one.reshape(-1), other.reshape(-1))[0, 1]), 3)


def _drawing(model: PoseModel) -> Callable[[Tensor], Tensor]:
    return lambda z: model.generator(z, noise="constant")


def _drawn(model: PoseModel, styles: Tensor) -> Tensor:
    with torch.inference_mode():
        drawn: Tensor = model.generator.synthesis(styles, "constant")
    return drawn
