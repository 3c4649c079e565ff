# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network's weights on disk: safetensors with the sizes in the header."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

from addon.contract.errors import FormatError
from engine.rig.classes import CLASSES, JOINTS, UNKNOWN, RigNetConfig
from engine.rig.network import RigNet, RigQuestion
from engine.rig.skeletons import PLANS

FILE_NAME = "rig.safetensors"
DEFAULT_PATH = Path(__file__).resolve().parents[1] / "models" / "rig" / FILE_NAME


def save_rig_net(
    path: Path, config: RigNetConfig, weights: Mapping[str, NDArray[np.floating]]
) -> None:
    """Write weights in half precision, with sizes and the body plans they are for."""
    header = {"config": json.dumps(config.to_json()), "plans": json.dumps(_layout())}
    halves = {n: np.ascontiguousarray(v, np.float16) for n, v in weights.items()}
    save_file(halves, path, header)


def load_rig_net(path: Path = DEFAULT_PATH) -> RigNet:
    """Read weights. Raises FormatError where they are missing, damaged or of other body plans."""
    if not path.is_file():
        raise FormatError(
            "The rig network's weights are missing.", hint="Install the engine again."
        )
    with safe_open(path, framework="numpy") as file:
        header = file.metadata() or {}
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    if json.loads(header.get("plans", "[]")) != _layout():
        raise FormatError("The rig network's weights are of other body plans than this engine's.")
    try:
        net = RigNet(RigNetConfig(**json.loads(header["config"])), weights)
        net(_one_point(), np.array([-1]))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise FormatError("The rig network's weights are damaged.") from error
    return net


def _one_point() -> RigQuestion:
    """Return a question that asks for every weight."""
    known = np.array([[JOINTS]]), np.array([[CLASSES]])
    return RigQuestion(
        np.zeros((1, 1, 2), np.float32), np.zeros((1, 1), np.int64), np.array([UNKNOWN]), *known
    )


def _layout() -> list[list[object]]:
    """Names of plans, joints and parts in the order of the network's outputs."""
    return [
        [name, [j.name for j in plan.joints], [p.name for p in plan.parts]]
        for name, plan in PLANS.items()
    ]


__all__ = ["DEFAULT_PATH", "FILE_NAME", "load_rig_net", "save_rig_net"]
