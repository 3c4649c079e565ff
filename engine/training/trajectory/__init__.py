# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trajectory prior: its clips on disk, batches, loss, optimisers and run.

The model itself, and how it is used, live in `engine/priors/trajectory`.
"""
