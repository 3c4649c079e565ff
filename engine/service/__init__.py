# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as the child process of a host: JSON-RPC over standard input and output.

Nothing here animates: jobs are run by engine/jobs in the worker's thread.
"""
