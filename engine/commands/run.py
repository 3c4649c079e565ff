# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `run` command: run a job folder, or resume it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("run", help="run a job folder, or go on with it")
    command.add_argument("job", type=Path, metavar="JOB_DIR")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Run the job, with its progress as lines. Raises BadInput and whatever the job raises."""
    from engine.commands.terminal import ProgressLines
    from engine.jobs.arrival import wait_for_job
    from engine.jobs.run import obey_signals, run_job
    from engine.runtime.control import Control

    control = Control()
    obey_signals(control)
    lines = ProgressLines()
    wait_for_job(options.job)  # a machine of a farm may see it late
    try:
        run_job(options.job, control=control, listener=lines)
    finally:
        lines.end()
    print(f"done: {options.job}")
    return 0
