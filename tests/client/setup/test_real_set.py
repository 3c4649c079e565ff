# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real starter set from a folder of wheels, and the real engine, as a user would get them.

Needs the wheels of the lock (about 260 MB) in SKETCH_MOTION_TEST_WHEELS or in
~/.cache/sketch_motion/wheels:
    python -m pip download --no-deps -d FOLDER -r addon/client/locks/starter-linux-cpu.txt
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from addon.client.locations import Locations
from addon.client.setup.engine_setup import EngineSetup
from addon.client.setup.installed import installed_command
from addon.client.setup.packages.lock_files import LOCKS, find_lock
from addon.client.setup.packages.wheels import WheelRequest
from addon.client.setup.python.systems import this_system
from addon.client.setup.settings import SetupSettings
from addon.client.setup.states import SetupReady

from .conftest import python

WHEELS = Path(
    os.environ.get("SKETCH_MOTION_TEST_WHEELS") or Path.home() / ".cache/sketch_motion/wheels"
)


def lacking() -> list[str]:
    """Packages of the starter set that the folder has no wheel of."""
    system = this_system()
    lock = find_lock("starter", system.name, system.machine, "cpu", LOCKS)
    names = {path.name for path in WHEELS.glob("*.whl")}
    return [
        package.name
        for package in lock.packages
        if not any(file.name in names for file in package.files)
        and WheelRequest(package, None).here(WHEELS) is None
    ]


@pytest.mark.slow
def test_the_real_starter_set_animates(tmp_path: Path) -> None:
    missing = lacking()
    if missing:
        pytest.skip(f"no wheels of {', '.join(missing)} in {WHEELS}")
    setup = EngineSetup(
        Locations(tmp_path / "Můj počítač"),
        engine_environment={"OMP_NUM_THREADS": "1"},
    )
    ready = setup.set_up(SetupSettings(python=python(), wheels=str(WHEELS)))
    assert isinstance(ready, SetupReady)
    assert isinstance(setup.status().state, SetupReady)
    command = installed_command(setup.locations)
    assert command is not None
    says = "import torch, sys; print(torch.__version__, sys.prefix)"
    answer = subprocess.run([command.python, "-c", says], capture_output=True, text=True)
    version, _, prefix = answer.stdout.strip().partition(" ")
    assert version.startswith("2.13.0")
    assert Path(prefix).parent == setup.places.environments
