# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Krita's side of jobs: what the session needs of Krita, and what goes out and comes back.

What both hosts do with jobs is in `client`; the parts of the docker are in `ui`.
"""
