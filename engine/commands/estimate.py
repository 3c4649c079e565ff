# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `estimate` command: what a job will take, of a job folder or of a drawing and options."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.cost.job import estimate_file, estimate_job


def run(options: argparse.Namespace, request_of: Callable[[argparse.Namespace], Request]) -> int:
    """Prints the estimate as JSON, or writes it. Raises BadInput."""
    if options.drawing.is_dir():
        job = JobFolder(options.drawing)
        if not job.request_path.is_file():
            raise BadInput(
                "{folder} is not a job folder: it has no request.json.", folder=options.drawing
            )
        found = estimate_job(job, replace(job.read_request(), task="estimate"))
    else:
        if not options.drawing.is_file():
            raise BadInput("There is no drawing {file} here.", file=options.drawing.name)
        found = estimate_file(options.drawing, replace(request_of(options), task="estimate"))
    print(json.dumps(found.to_json(), indent=1))
    return 0
