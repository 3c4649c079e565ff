# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host does with jobs, in one class for all hosts.

Hosts have a `Host` for what only they can do, and one `Session` for each run:

    session = Session(BlenderHost())
    session.animate(asked)     # a button
    session.tick()             # the host's timer, every `session.tick_s`

Nothing here is called from a thread, and nothing waits.
"""

from .session import Session

__all__ = ["Session"]
