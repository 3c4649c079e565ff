# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many jobs on many machines: batches of job folders, run by Ray or by Flamenco.

    batch    a CSV or JSON file -> job folders
    parcel   a job folder as bytes, run anywhere
    dispatch job folders -> a cluster -> the same folders, with results
    cluster  what a cluster is; this process as the smallest one
    ray_cluster, flamenco   the real ones

A job folder on a farm is the same as anywhere: `python -m engine run` could finish it.
"""
