# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flamenco, Blender's render farm: a job type for its manager, and a client of the manager's API.

Flamenco's workers run `python -m engine run JOB_DIR` on storage that all machines share, as they do
with renders; retries, machines and their schedules are Flamenco's.
"""
