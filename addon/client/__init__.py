# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts share: starts the engine, talks to it, keeps the queue of jobs, finds takes."""
