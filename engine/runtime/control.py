# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job and the process around it share. It imports little, because `serve` starts with it."""

from __future__ import annotations

from addon.contract.errors import Cancelled, Stopped

START = "starting"  # the phase before a path's first step
#: Frames of a preview picture, in reading order: columns, rows. Hosts cut the picture by it.
PREVIEW_GRID = (4, 2)


class Control:
    """A request from outside to end a running job.

    Plain attributes, because they are set from signal handlers and from other threads.

    Attributes:
        cancelled: the user doesn't want the job now.
        stopped: the process has to end.
    """

    def __init__(self) -> None:
        self.cancelled = False
        self.stopped = False

    @property
    def asked(self) -> bool:
        """Whether the job has to end."""
        return self.cancelled or self.stopped

    def error(self) -> Cancelled | Stopped:
        """Return the exception to end the job with."""
        if self.cancelled:
            return Cancelled("The job was cancelled.", hint="Run it again to go on from here.")
        return Stopped("The engine was stopped.", hint="Resume: the job goes on from here.")
