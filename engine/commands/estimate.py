# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `estimate` command: what a job will cost, from a job folder or from a drawing and options."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput
from engine.commands import request_options
from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("estimate", help="what a job will take: seconds, memory")
    request_options.add_arguments(command, "a drawing as for animate, or a job folder")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print the estimate as JSON. Raises UsageError, BadInput."""
    from addon.contract.job import JobFolder
    from engine.cost.job import estimate_file, estimate_job

    if options.drawing.is_dir():
        job = JobFolder(options.drawing)
        if not job.request_path.is_file():
            raise BadInput(
                "{folder} is not a job folder: it has no request.json.", folder=options.drawing
            )
        own = ("drawing", "command")
        given = [
            name
            for name, value in vars(options).items()
            if name not in own and value not in (None, [])
        ]
        if given:
            names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
            raise UsageError(f"A job folder says itself what is asked for. Leave away: {names}")
        estimate = estimate_job(job, replace(job.read_request(), task="estimate"))
    else:
        if not options.drawing.is_file():
            raise BadInput("There is no drawing {file} here.", file=options.drawing.name)
        request = replace(request_options.request_of(options), task="estimate")
        estimate = estimate_file(options.drawing, request, files=True)
    print(json.dumps(estimate.to_json(), indent=1))
    return 0
